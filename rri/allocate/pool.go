package allocate

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/seed-549880be/disparity/rri"
)

// Pool returns one estimate of a rate, a proportion, a difference or an excess from one for each imputation, by Rubin's rules. o are the options that they were made with. P is of o.Null, and NaN
// where theirs is. If one of them is infinite or undefined, so is the result. The error wraps [rri.ErrOption] for no estimates, or those of another level or method.
func Pool(all []rri.Estimate, o rri.Options) (rri.Estimate, error) {
	same := func(v float64) float64 { return v }
	return pool(all, o, o.Null, same, same)
}

// PoolRatios is [Pool] for ratios, on the log scale; o.Null of 0 stands for 1. If the ratio is 0 or infinite in some imputations but not in all, the limits are the outermost
// of theirs, and P is NaN.
func PoolRatios(all []rri.Estimate, o rri.Options) (rri.Estimate, error) {
	return pool(all, o, cmp.Or(o.Null, 1), math.Log, math.Exp)
}

func pool(all []rri.Estimate, o rri.Options, null float64, scale, back func(float64) float64) (rri.Estimate, error) {
	if len(all) == 0 {
		return rri.Estimate{}, fmt.Errorf("allocate: no estimates to pool: %w: give one for each imputation", rri.ErrOption)
	}
	out := all[0]
	agree := true
	for _, e := range all {
		if e.Level != out.Level || e.Method != out.Method {
			return rri.Estimate{}, fmt.Errorf("allocate: estimates of level %v by %s and of level %v by %s: %w: pool those of one kind", out.Level, out.Method, e.Level, e.Method, rri.ErrOption)
		}
		agree = agree && equal(e.Value, out.Value) && equal(e.Lower, out.Lower) && equal(e.Upper, out.Upper) && equal(e.P, out.P)
	}
	if agree {
		return out, nil
	}
	m := float64(len(all))
	tail := 1 - out.Level
	if o.Side == rri.TwoSided {
		tail /= 2
	}
	z := -distuv.UnitNormal.Quantile(tail)
	var mean, plain, within, below, above float64
	undefined, ends := false, false
	lowest, highest := math.Inf(1), math.Inf(-1)
	hasP := true
	out.Flags = 0
	for _, e := range all {
		q := scale(e.Value)
		mean += q / m
		plain += e.Value / m
		below += square((q-scale(e.Lower))/z) / m
		above += square((scale(e.Upper)-q)/z) / m
		lowest, highest = math.Min(lowest, e.Lower), math.Max(highest, e.Upper)
		undefined = undefined || math.IsNaN(e.Value)
		ends = ends || math.IsInf(q, 0)
		hasP = hasP && !math.IsNaN(e.P)
		out.Flags |= e.Flags
	}
	nan := math.NaN()
	out.P = nan
	switch {
	case undefined:
		out.Value, out.Lower, out.Upper = nan, nan, nan
		out.Flags |= rri.NoData
		return out, nil
	case ends:
		out.Value, out.Lower, out.Upper = plain, lowest, highest
		return out, nil
	}
	var between float64
	for _, e := range all {
		between += square(scale(e.Value)-mean) / (m - 1)
	}
	added := (1 + 1/m) * between
	deviate := func(within float64) (quantile func(float64) float64, survival func(float64) float64) {
		freedom := (m - 1) * square(1+within/added)
		if !(freedom < 1e6) {
			return distuv.UnitNormal.Quantile, distuv.UnitNormal.Survival
		}
		t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: freedom}
		return t.Quantile, t.Survival
	}
	limit := func(within, sign float64) float64 {
		if within == 0 && added == 0 {
			return back(mean)
		}
		quantile, _ := deviate(within)
		return back(mean - sign*quantile(tail)*math.Sqrt(within+added))
	}
	out.Value = back(mean)
	if o.Side != rri.UpperOnly {
		out.Lower = limit(below, -1)
	}
	if o.Side != rri.LowerOnly {
		out.Upper = limit(above, 1)
	}
	if hasP {
		gap := mean - scale(null)
		within = below
		if gap < 0 {
			within = above
		}
		_, survival := deviate(within)
		distance := gap / math.Sqrt(within+added)
		switch o.Side {
		case rri.TwoSided:
			out.P = math.Min(1, 2*survival(math.Abs(distance)))
		case rri.LowerOnly:
			out.P = survival(distance)
		default:
			out.P = survival(-distance)
		}
	}
	return out, nil
}

func square(v float64) float64 { return v * v }

func equal(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

// PoolTables returns one table from one for each imputation, as [rri.Compare] made them with the same options: [PoolRatios] for the ratios, [Pool] for the rest, cut to
// what a rate or a proportion can be. The counts are the means over the imputations, in whole numbers that keep the total. The presentation fields are those of the first table. The error wraps
// [rri.ErrOption] if the tables are not alike.
func PoolTables[G cmp.Ordered, M rri.Measure](tables []rri.Table[G, M]) (rri.Table[G, M], error) {
	if len(tables) == 0 {
		return rri.Table[G, M]{}, fmt.Errorf("allocate: no tables to pool: %w: give one for each imputation", rri.ErrOption)
	}
	out := tables[0]
	out.Rows = slices.Clone(out.Rows)
	o := out.Options
	events, trials := make([]int64, len(out.Rows)), make([]int64, len(out.Rows))
	for _, t := range tables {
		if t.Options != o || t.Baseline != out.Baseline || len(t.Rows) != len(out.Rows) {
			return rri.Table[G, M]{}, fmt.Errorf("allocate: tables of other groups or options: %w: pool those of one kind", rri.ErrOption)
		}
		for i, r := range t.Rows {
			if r.Group != out.Rows[i].Group {
				return rri.Table[G, M]{}, fmt.Errorf("allocate: tables of other groups: %w: pool those of one kind", rri.ErrOption)
			}
			switch m := any(r.Count).(type) {
			case rri.Rate:
				events[i] += m.Events
				if m.Population != any(out.Rows[i].Count).(rri.Rate).Population {
					return rri.Table[G, M]{}, fmt.Errorf("allocate: tables of other populations: %w: pool those of one kind", rri.ErrOption)
				}
			case rri.Proportion:
				events[i] += m.Events
				trials[i] += m.Trials
			}
		}
	}
	m := int64(len(tables))
	events, trials = means(events, m), means(trials, m)
	for i := range out.Rows {
		r := &out.Rows[i]
		switch c := any(&r.Count).(type) {
		case *rri.Rate:
			c.Events = events[i]
		case *rri.Proportion:
			c.Trials = trials[i]
			c.Events = min(events[i], trials[i])
		}
		column := func(of func(rri.Row[G, M]) rri.Estimate) []rri.Estimate {
			all := make([]rri.Estimate, len(tables))
			for j, t := range tables {
				all[j] = of(t.Rows[i])
			}
			return all
		}
		plain := o
		plain.Null = 0
		var err error
		if r.Rate, err = Pool(column(func(r rri.Row[G, M]) rri.Estimate { return r.Rate }), plain); err != nil {
			return rri.Table[G, M]{}, err
		}
		clip(&r.Rate, 0, highest(r.Count))
		if r.Ratio, err = PoolRatios(column(func(r rri.Row[G, M]) rri.Estimate { return r.Ratio }), o); err != nil {
			return rri.Table[G, M]{}, err
		}
		if r.Difference, err = Pool(column(func(r rri.Row[G, M]) rri.Estimate { return r.Difference }), plain); err != nil {
			return rri.Table[G, M]{}, err
		}
		clip(&r.Difference, -highest(r.Count), highest(r.Count))
		if r.Excess, err = Pool(column(func(r rri.Row[G, M]) rri.Estimate { return r.Excess }), plain); err != nil {
			return rri.Table[G, M]{}, err
		}
	}
	return out, nil
}

// highest is the most that a rate or a proportion can be.
func highest[M rri.Measure](m M) float64 {
	if _, ok := any(m).(rri.Proportion); ok {
		return 1
	}
	return math.Inf(1)
}

func clip(e *rri.Estimate, lowest, highest float64) {
	if e.Lower < lowest {
		e.Lower = lowest
		e.Flags |= rri.Clipped
	}
	if e.Upper > highest {
		e.Upper = highest
		e.Flags |= rri.Clipped
	}
}

// means returns sums over m, in whole numbers with the sum of the means to the nearest: the largest remainders are rounded up.
func means(sums []int64, m int64) []int64 {
	var total int64
	out := make([]int64, len(sums))
	order := make([]int, len(sums))
	left := int64(0)
	for i, n := range sums {
		total += n
		out[i] = n / m
		left -= out[i]
		order[i] = i
	}
	left += (total + m/2) / m
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(sums[j]%m, sums[i]%m) })
	for _, i := range order[:max(0, left)] {
		out[i]++
	}
	return out
}
