package unknown

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/designeffect"
	"github.com/seed-549880be/disparity/rri/sheet"
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
// several is no function of its counts already, or does not compare a group: pool all imputations
// at once, before anything else.
func PoolTables[G cmp.Ordered, M rri.Measure](tables []rri.Table[G, M]) (rri.Table[G, M], error) {
	if err := checkTables(tables); err != nil {
		return rri.Table[G, M]{}, err
	}
	out := tables[0]
	if len(tables) == 1 {
		return out, nil
	}
	counts, err := meanCounts(tables)
	if err != nil {
		return rri.Table[G, M]{}, err
	}
	out.Rows = slices.Clone(out.Rows)
	for i := range out.Rows {
		out.Rows[i].Count = counts[i]
		if err := poolRow(&out.Rows[i], tables, i); err != nil {
			return rri.Table[G, M]{}, err
		}
	}
	if sameTables(tables) {
		return out, nil
	}
	return out.WithDerived(fmt.Sprintf("pooled over %d imputations by Rubin's rules: counts are means, in whole numbers, and the intervals "+
		"hold the doubt about the unknown", len(tables))), nil
}

// checkTables reports why tables are not of the same groups, populations and options, or nil.
func checkTables[G cmp.Ordered, M rri.Measure](tables []rri.Table[G, M]) error {
	if len(tables) == 0 {
		return fmt.Errorf("unknown: no tables to pool: %w: give one for each imputation", rri.ErrOption)
	}
	if len(tables) == 1 {
		return nil
	}
	first := tables[0]
	for _, t := range tables {
		if why := t.Derived(); why != "" {
			return fmt.Errorf("unknown: a table to pool is %s: %w: pool the tables of rri.Compare, all at once", sheet.Clip(why), rri.ErrDerived)
		}
		if t.Options != first.Options || t.Simultaneous != first.Simultaneous || t.Baseline != first.Baseline || len(t.Rows) != len(first.Rows) {
			return fmt.Errorf("unknown: tables of other groups or options: %w: pool those of one kind", rri.ErrOption)
		}
		for i, r := range t.Rows {
			if r.Group != first.Rows[i].Group {
				return fmt.Errorf("unknown: tables of other groups: %w: pool those of one kind", rri.ErrOption)
			}
			if r.Rate.Flags.Has(rri.NotCompared) {
				return fmt.Errorf("unknown: a table to pool does not compare group %q: %w: pool first, and say so of the pooled table",
					sheet.Clip(fmt.Sprint(r.Group)), rri.ErrDerived)
			}
			_, exposure, _ := r.Count.Counts()
			if _, other, _ := first.Rows[i].Count.Counts(); exposure != other && !r.Count.IsProportion() {
				return fmt.Errorf("unknown: tables of other populations: %w: pool those of one kind", rri.ErrOption)
			}
			if _, err := rri.Sum(r.Count); err != nil { // that of a count of a table
				return fmt.Errorf("unknown: group %q: %w: pool the tables of rri.Compare", sheet.Clip(fmt.Sprint(r.Group)), err)
			}
		}
	}
	return nil
}

// sameTables reports whether tables have the same numbers.
func sameTables[G cmp.Ordered, M rri.Measure](tables []rri.Table[G, M]) bool {
	for _, t := range tables {
		for i, r := range t.Rows {
			first := tables[0].Rows[i]
			if r.Count != first.Count || !sameNumbers(r.Rate, first.Rate) || !sameNumbers(r.Ratio, first.Ratio) ||
				!sameNumbers(r.Difference, first.Difference) || !sameNumbers(r.Excess, first.Excess) {
				return false
			}
		}
	}
	return true
}

// poolRow pools the estimates of row i of tables into r, which has its count.
func poolRow[G cmp.Ordered, M rri.Measure](r *rri.Row[G, M], tables []rri.Table[G, M], i int) error {
	inf := math.Inf(1)
	most, mostEvents := inf, inf // of rates there is no largest
	if r.Count.IsProportion() {
		// the trials of r are a whole number, which an excess can be above
		most, mostEvents = 1, meanTrials(tables, i)
	}
	o := tables[0].Options
	plain := o
	plain.Null = 0
	for _, column := range []struct {
		of              func(*rri.Row[G, M]) *rri.Estimate
		pool            func([]rri.Estimate, rri.Options) (rri.Estimate, error)
		o               rri.Options
		lowest, highest float64 // that the quantity can be
	}{
		{func(r *rri.Row[G, M]) *rri.Estimate { return &r.Rate }, PoolEstimates, plain, 0, most},
		{func(r *rri.Row[G, M]) *rri.Estimate { return &r.Ratio }, PoolRatios, o, 0, inf},
		{func(r *rri.Row[G, M]) *rri.Estimate { return &r.Difference }, PoolEstimates, plain, -most, most},
		{func(r *rri.Row[G, M]) *rri.Estimate { return &r.Excess }, PoolEstimates, plain, -mostEvents, mostEvents},
	} {
		all := make([]rri.Estimate, len(tables))
		for j := range tables {
			all[j] = *column.of(&tables[j].Rows[i])
		}
		e, err := column.pool(all, column.o)
		if err != nil {
			return err
		}
		// the end without a limit is that of the first table, with its trials
		if o.Side == rri.LowerOnly && !math.IsNaN(e.Upper) && !math.IsInf(column.highest, 1) {
			e.Upper = column.highest
		}
		if o.Side == rri.UpperOnly && !math.IsNaN(e.Lower) && !math.IsInf(column.lowest, -1) {
			e.Lower = column.lowest
		}
		clip(&e, column.lowest, column.highest)
		*column.of(r) = e
	}
	return nil
}

// meanCounts returns the mean count of every row over the tables, in whole numbers that keep the
// totals of events and of non-events. The design effect is the mean of theirs with the events as
// weights.
func meanCounts[G cmp.Ordered, M rri.Measure](tables []rri.Table[G, M]) ([]M, error) {
	rows := tables[0].Rows
	m := int64(len(tables))
	// of rates there are no non-events
	events, nonEvents := make([]mean, len(rows)), make([]mean, len(rows))
	for _, t := range tables {
		for i, r := range t.Rows {
			n, exposure, _ := r.Count.Counts()
			events[i].add(n, m)
			if r.Count.IsProportion() {
				nonEvents[i].add(int64(exposure)-n, m)
			}
		}
	}
	wholeEvents, wholeNonEvents := round(events, m), round(nonEvents, m)
	counts := make([]M, len(rows))
	for i, r := range rows {
		effects, weights := make([]float64, m), make([]float64, m)
		for j, t := range tables {
			n, _, effect := t.Rows[i].Count.Counts()
			effects[j], weights[j] = effect, float64(n)
		}
		_, exposure, _ := r.Count.Counts()
		if r.Count.IsProportion() {
			exposure = float64(wholeEvents[i] + wholeNonEvents[i])
		}
		var err error
		if counts[i], err = rri.MeasureOf[M](wholeEvents[i], exposure, designeffect.Mean(effects, weights)); err != nil {
			return nil, fmt.Errorf("unknown: group %q: %w", sheet.Clip(fmt.Sprint(r.Group)), err)
		}
	}
	return counts, nil
}

// meanTrials returns the mean of the trials of row i over tables of proportions.
func meanTrials[G cmp.Ordered, M rri.Measure](tables []rri.Table[G, M], i int) float64 {
	m := int64(len(tables))
	var trials mean
	for _, t := range tables {
		_, n, _ := t.Rows[i].Count.Counts()
		trials.add(int64(n), m)
	}
	return float64(trials.whole) + float64(trials.rest)/float64(m)
}

// clip cuts the limits of e to the range of its quantity, and flags that. Rounding may have put the
// value beyond it, and the limits are not cut to less than that.
func clip(e *rri.Estimate, lowest, highest float64) {
	if e.Value < lowest {
		lowest = e.Value
	}
	if e.Value > highest {
		highest = e.Value
	}
	for _, limit := range []*float64{&e.Lower, &e.Upper} {
		if cut := min(max(*limit, lowest), highest); cut < *limit || cut > *limit {
			*limit = cut
			e.Flags |= rri.Clipped
		}
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
