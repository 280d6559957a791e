package unknown

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/designeffect"
	"github.com/seed-549880be/disparity/rri/internal/tail"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// PoolEstimates returns one estimate of a rate, a proportion, a difference or an excess from one
// for each imputation, by Rubin's rules. Of the options that they were made with it takes o.Side,
// and o.Null, which P is of; P is NaN where one of theirs is. The level is theirs. P comes of the
// variance that the limits at that level stand for, so that it agrees with the interval, and
// differs from one level to another; where a limit is at the end of the range on the log scale, as
// at a lower limit of 0, that variance is infinite, and P of a null value on that side is 1.
//
// If one of them is infinite or undefined, so is the result. A limit of one side at the level 0.5
// tells nothing of the variance: it is the pooled estimate there, and P is NaN. The flags are those
// of all of them. The error wraps [rri.ErrOption] for no estimates, those of another level or
// method, a level that is none, and a side or a null value out of range.
func PoolEstimates(all []rri.Estimate, o rri.Options) (rri.Estimate, error) {
	same := func(v float64) float64 { return v }
	return pool(all, o, o.Null, same, same)
}

// PoolRatios is [PoolEstimates] for ratios, on the log scale; o.Null of 0 stands for 1, and must
// not be below. If the ratio is 0 or infinite in some imputations, or in all and they are not
// alike, the limits are the outermost of theirs, and P is NaN.
func PoolRatios(all []rri.Estimate, o rri.Options) (rri.Estimate, error) {
	null := cmp.Or(o.Null, 1)
	if null < 0 {
		return rri.Estimate{}, fmt.Errorf("unknown: null value %v of a ratio: %w: want a positive number, or 0 for 1", null, rri.ErrOption)
	}
	return pool(all, o, null, math.Log, math.Exp)
}

func pool(all []rri.Estimate, o rri.Options, null float64, scale, back func(float64) float64) (rri.Estimate, error) {
	if len(all) == 0 {
		return rri.Estimate{}, fmt.Errorf("unknown: no estimates to pool: %w: give one for each imputation", rri.ErrOption)
	}
	if o.Side > rri.UpperOnly {
		return rri.Estimate{}, fmt.Errorf("unknown: %s: %w: want TwoSided, LowerOnly or UpperOnly", o.Side, rri.ErrOption)
	}
	if o.DegreesOfFreedom != 0 {
		return rri.Estimate{}, fmt.Errorf("unknown: %v degrees of freedom: %w: Rubin's rules have their own; pool estimates of known design effects", o.DegreesOfFreedom, rri.ErrOption)
	}
	if math.IsNaN(null) || math.IsInf(null, 0) {
		return rri.Estimate{}, fmt.Errorf("unknown: null value %v: %w: want a finite number", null, rri.ErrOption)
	}
	out := all[0]
	agree := true
	for _, e := range all {
		if e.Level != out.Level || e.Method != out.Method {
			return rri.Estimate{}, fmt.Errorf("unknown: estimates of level %v by %s and of level %v by %s: %w: pool those of one kind", out.Level, out.Method, e.Level, e.Method, rri.ErrOption)
		}
		agree = agree && sameNumbers(e, out)
		out.Flags |= e.Flags
	}
	if agree {
		return out, nil
	}
	if !(out.Level > 0 && out.Level < 1) || o.Side != rri.TwoSided && out.Level < 0.5 {
		return rri.Estimate{}, fmt.Errorf("unknown: estimates of level %v, %s: %w: want between 0 and 1, and for one limit at least 0.5", out.Level, o.Side, rri.ErrOption)
	}
	m := float64(len(all))
	beyond := 1 - out.Level
	if o.Side == rri.TwoSided {
		beyond /= 2
	}
	z := tail.NormalQuantile(beyond)
	// The variances within, for each limit, are those that its distance from the estimate stands
	// for.
	var mean, plain, below, above float64
	undefined, ends, noLimit := false, false, false
	lowest, highest := math.Inf(1), math.Inf(-1)
	hasP := true
	for _, e := range all {
		q := scale(e.Value)
		mean += q / m
		plain += e.Value / m
		below += square((q-scale(e.Lower))/z) / m
		above += square((scale(e.Upper)-q)/z) / m
		lowest, highest = math.Min(lowest, e.Lower), math.Max(highest, e.Upper)
		undefined = undefined || math.IsNaN(q)
		ends = ends || math.IsInf(q, 0)
		noLimit = noLimit || math.IsNaN(e.Lower) || math.IsNaN(e.Upper)
		hasP = hasP && !math.IsNaN(e.P)
	}
	nan := math.NaN()
	out.P = nan
	switch {
	case undefined, math.IsNaN(plain): // one is undefined, or two are infinite in either direction
		out.Value, out.Lower, out.Upper = nan, nan, nan
		out.Flags |= rri.NoData
		return out, nil
	case noLimit:
		out.Value, out.Lower, out.Upper = back(mean), nan, nan
		if ends {
			out.Value = plain
		}
		out.Flags |= rri.NoMethod
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
	freedom := func(within float64) float64 {
		if added == 0 {
			return math.Inf(1)
		}
		return (m - 1) * square(1+within/added)
	}
	limit := func(within, sign float64) float64 {
		if z == 0 || within == 0 && added == 0 {
			return back(mean)
		}
		return back(mean + sign*tail.TQuantile(beyond, freedom(within))*math.Sqrt(within+added))
	}
	out.Value = back(mean)
	if o.Side != rri.UpperOnly {
		out.Lower = limit(below, -1)
	}
	if o.Side != rri.LowerOnly {
		out.Upper = limit(above, 1)
	}
	if hasP && z > 0 {
		gap := mean - scale(null)
		within := below
		if o.Side == rri.UpperOnly || o.Side == rri.TwoSided && gap < 0 {
			within = above
		}
		out.P = pValue(gap, within+added, freedom(within), o.Side)
	}
	return out, nil
}

// pValue returns the probability of an estimate as far from the null value as gap, or further, on
// the sides that are asked for.
func pValue(gap, variance, freedom float64, side rri.Side) float64 {
	distance := 0.0
	if gap != 0 {
		distance = gap / math.Sqrt(variance)
	}
	survival := func(distance float64) float64 {
		if math.IsInf(distance, 0) { // no variance at all
			return 0.5 - math.Copysign(0.5, distance)
		}
		return tail.TUpper(distance, freedom)
	}
	switch side {
	case rri.LowerOnly:
		return survival(distance)
	case rri.UpperOnly:
		return survival(-distance)
	}
	return math.Min(1, 2*survival(math.Abs(distance)))
}

func square(v float64) float64 { return v * v }

func equal(a, b float64) bool { return a == b || math.IsNaN(a) && math.IsNaN(b) }

// sameNumbers reports whether two estimates differ in flags alone.
func sameNumbers(d, e rri.Estimate) bool {
	return equal(d.Value, e.Value) && equal(d.Lower, e.Lower) && equal(d.Upper, e.Upper) && equal(d.P, e.P) && d.Level == e.Level && d.Method == e.Method
}

// PoolTables returns one table from one for each imputation, as [rri.Compare] made them with the
// same options: [PoolRatios] for the ratios, [PoolEstimates] for the rest, cut to what a rate or a
// proportion can be. The counts are the means over the imputations, in whole numbers that keep the
// totals of events and of non-events, and a design effect is the mean of theirs with the events as
// weights. The presentation fields are those of the first table.
//
// Such a table is no function of its counts, which its [rri.Table.Derived] says, also where it is
// printed. Where all tables have the same numbers, as where nobody is unknown, it is the
// first of them and says nothing.
//
// The error wraps [rri.ErrOption] if the tables are not alike, and [rri.ErrDerived] if one of
// several is no function of its counts already: pool all imputations at once, before anything else.
func PoolTables[G cmp.Ordered, M rri.Measure](tables []rri.Table[G, M]) (rri.Table[G, M], error) {
	if len(tables) == 0 {
		return rri.Table[G, M]{}, fmt.Errorf("unknown: no tables to pool: %w: give one for each imputation", rri.ErrOption)
	}
	out := tables[0]
	if len(tables) == 1 {
		return out, nil
	}
	out.Rows = slices.Clone(out.Rows)
	o := out.Options
	m := int64(len(tables))
	// others are the trials that are no events; none of rates
	events, others := make([]mean, len(out.Rows)), make([]mean, len(out.Rows))
	effects, weights := make([][]float64, len(out.Rows)), make([][]float64, len(out.Rows))
	agree := true
	for _, t := range tables {
		if why := t.Derived(); why != "" {
			return rri.Table[G, M]{}, fmt.Errorf("unknown: a table to pool is %s: %w: pool the tables of rri.Compare, all at once", sheet.Clip(why), rri.ErrDerived)
		}
		if t.Options != o || t.Simultaneous != out.Simultaneous || t.Baseline != out.Baseline || len(t.Rows) != len(out.Rows) {
			return rri.Table[G, M]{}, fmt.Errorf("unknown: tables of other groups or options: %w: pool those of one kind", rri.ErrOption)
		}
		for i, r := range t.Rows {
			first := out.Rows[i]
			if r.Group != first.Group {
				return rri.Table[G, M]{}, fmt.Errorf("unknown: tables of other groups: %w: pool those of one kind", rri.ErrOption)
			}
			if rate, ok := any(r.Count).(rri.Rate); ok && rate.Population != any(first.Count).(rri.Rate).Population {
				return rri.Table[G, M]{}, fmt.Errorf("unknown: tables of other populations: %w: pool those of one kind", rri.ErrOption)
			}
			var n, rest int64
			var effect float64
			switch c := any(r.Count).(type) {
			case rri.Rate:
				n, effect = c.Events, c.DesignEffect
			case rri.Proportion:
				n, rest, effect = c.Events, c.Trials-c.Events, c.DesignEffect
			}
			if n < 0 || rest < 0 {
				return rri.Table[G, M]{}, fmt.Errorf("unknown: group %q: %v: %w: pool the tables of rri.Compare", sheet.Clip(fmt.Sprint(r.Group)), r.Count, rri.ErrCount)
			}
			events[i].add(n, m)
			others[i].add(rest, m)
			effects[i], weights[i] = append(effects[i], effect), append(weights[i], float64(n))
			agree = agree && r.Count == first.Count && sameNumbers(r.Rate, first.Rate) && sameNumbers(r.Ratio, first.Ratio) &&
				sameNumbers(r.Difference, first.Difference) && sameNumbers(r.Excess, first.Excess)
		}
	}
	wholeEvents, wholeOthers := round(events, m), round(others, m)
	for i := range out.Rows {
		r := &out.Rows[i]
		switch c := any(&r.Count).(type) {
		case *rri.Rate:
			c.Events, c.DesignEffect = wholeEvents[i], designeffect.Mean(effects[i], weights[i])
		case *rri.Proportion:
			c.Events, c.Trials, c.DesignEffect = wholeEvents[i], wholeEvents[i]+wholeOthers[i], designeffect.Mean(effects[i], weights[i])
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
		if r.Rate, err = PoolEstimates(column(func(r rri.Row[G, M]) rri.Estimate { return r.Rate }), plain); err != nil {
			return rri.Table[G, M]{}, err
		}
		clip(&r.Rate, 0, highest(r.Count))
		if r.Ratio, err = PoolRatios(column(func(r rri.Row[G, M]) rri.Estimate { return r.Ratio }), o); err != nil {
			return rri.Table[G, M]{}, err
		}
		if r.Difference, err = PoolEstimates(column(func(r rri.Row[G, M]) rri.Estimate { return r.Difference }), plain); err != nil {
			return rri.Table[G, M]{}, err
		}
		clip(&r.Difference, -highest(r.Count), highest(r.Count))
		if r.Excess, err = PoolEstimates(column(func(r rri.Row[G, M]) rri.Estimate { return r.Excess }), plain); err != nil {
			return rri.Table[G, M]{}, err
		}
		if _, n, _ := r.Count.Counts(); r.Count.IsProportion() { // of rates there is no largest
			clip(&r.Excess, -n, n)
		}
	}
	if agree {
		return out, nil
	}
	return out.WithDerived(fmt.Sprintf("pooled over %d imputations by Rubin's rules: counts are means, in whole numbers, and the intervals hold the doubt about the unknown", m)), nil
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

// mean is the mean of m counts: a whole number and a rest of m-ths.
type mean struct{ whole, rest int64 }

// add adds one of m counts.
func (x *mean) add(n, m int64) {
	x.whole += n / m
	x.rest += n % m
	x.whole += x.rest / m
	x.rest %= m
}

// round returns means of m counts in whole numbers, which add up to the sum of the means to the
// nearest, a half up: the largest rests are rounded up, of equal ones the first.
func round(all []mean, m int64) []int64 {
	out := make([]int64, len(all))
	order := make([]int, len(all))
	var rests int64
	for i, x := range all {
		out[i] = x.whole
		rests += x.rest
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(all[j].rest, all[i].rest) })
	for _, i := range order[:(rests+m/2)/m] {
		out[i]++
	}
	return out
}
