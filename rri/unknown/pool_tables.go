package unknown

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/designeffect"
	"github.com/seed-549880be/disparity/rri/internal/present"
)

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
			return rri.Table[G, M]{}, fmt.Errorf("unknown: a table to pool is %s: %w: pool the tables of rri.Compare, all at once", present.Clip(why), rri.ErrDerived)
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
				return rri.Table[G, M]{}, fmt.Errorf("unknown: group %q: %v: %w: pool the tables of rri.Compare", present.Clip(fmt.Sprint(r.Group)), r.Count, rri.ErrCount)
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
