package suppress

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
)

// rounded returns the table of the rounded counts. Values are those of the rounded counts. Limits
// and p-values cover every count that would be shown as these: the lowest lower and the highest
// upper limit, and the largest p-value. They are computed from the rounded counts alone, so that
// none of their digits tells more than these. Rows that are withheld are left as they are.
func rounded[G cmp.Ordered, M rri.Measure](t rri.Table[G, M], o Options[G], cells []cell, blind bool) (rri.Table[G, M], error) {
	grid := o.grid()
	failed := func(err error) (rri.Table[G, M], error) {
		return rri.Table[G, M]{}, fmt.Errorf("suppress: %s: %w", grid.rule(), err)
	}
	counts := make(map[G]M, len(t.Rows))
	places := make(map[G]int, len(t.Rows))
	for i, r := range t.Rows {
		counts[r.Group], places[r.Group] = r.Count, i
		if cells[i].events.hidden {
			continue
		}
		m, err := round(r.Count, grid)
		if err != nil {
			return failed(fmt.Errorf("group %s: %w", name(r.Group), err))
		}
		counts[r.Group] = m
	}
	out, err := t.Recompute(t.Options, func(g G, _ M) M { return counts[g] })
	if err != nil {
		return failed(err)
	}
	slices.SortStableFunc(out.Rows, func(a, b rri.Row[G, M]) int { return cmp.Compare(places[a.Group], places[b.Group]) })
	out = out.WithDerived(grid.rule() + ", with limits and p-values that hold for every count that these stand for")

	var baselines []M
	if !cells[place(t, t.Baseline)].events.hidden {
		if baselines, err = preimage(counts[t.Baseline], grid, o.AtMost); err != nil {
			return failed(err)
		}
	}
	for i := range out.Rows {
		r := &out.Rows[i]
		if cells[i].events.hidden || r.Rate.Flags.Has(rri.NotCompared) {
			continue
		}
		groups, err := preimage(counts[r.Group], grid, o.AtMost)
		if err != nil {
			return failed(err)
		}
		isBaseline := r.Group == t.Baseline
		against := baselines
		if isBaseline || blind {
			against = groups[:1] // for the rate alone
		}
		if err := widenRow(r, groups, against, t.Options, !isBaseline && !blind); err != nil {
			return failed(err)
		}
		if o.AtMost == 0 {
			for _, e := range [...]*rri.Estimate{&r.Ratio, &r.Difference, &r.Excess} {
				if e.P > noEvidence {
					e.P = 1
				}
			}
		}
	}
	return out, nil
}

// noEvidence is the p-value above which that of counts that may be 1 or 2 is given as 1: there it
// need not move steadily with the trials, of which not all are tried.
const noEvidence = 0.8

// widenRow gives the rate of r, and if compared its comparisons, the limits and p-values that cover
// those of every count of the group against every one of the baseline.
func widenRow[G cmp.Ordered, M rri.Measure](r *rri.Row[G, M], groups, baselines []M, o rri.Options, compared bool) error {
	var rate, ratio, difference, excess cover
	for _, m := range groups {
		for _, b := range baselines {
			// Groups 0 and 1: the baseline and the group.
			pair, err := rri.Compare(0, map[int]M{0: b, 1: m}, o)
			if err != nil {
				return err
			}
			one := pair.Rows[1]
			rate.add(one.Rate, math.NaN())
			ratio.add(one.Ratio, cmp.Or(o.Null, 1))
			difference.add(one.Difference, 0)
			excess.add(one.Excess, 0)
		}
	}
	rate.widen(&r.Rate)
	if compared {
		ratio.widen(&r.Ratio)
		difference.widen(&r.Difference)
		excess.widen(&r.Excess)
	}
	return nil
}

// cover is what covers several estimates of one quantity.
type cover struct {
	lower, upper, p float64
	below, above    bool // whether one of them lies below the null value, and above it
	flags           rri.Flags
	any             bool
}

// add takes e, with its null value, among those that are covered.
func (c *cover) add(e rri.Estimate, null float64) {
	if !c.any {
		c.any, c.lower, c.upper, c.p = true, e.Lower, e.Upper, e.P
	}
	c.lower, c.upper, c.flags = least(c.lower, e.Lower), -least(-c.upper, -e.Upper), c.flags|e.Flags
	c.p = -least(-c.p, -e.P)
	c.below, c.above = c.below || e.Value < null, c.above || e.Value > null
}

// least returns the lesser of two numbers, and of one and NaN the one.
func least(a, b float64) float64 {
	if math.IsNaN(a) || b < a {
		return b
	}
	return a
}

// widen gives e limits and a p-value that cover. Where the estimates lie on both sides of the null
// value there may be one between them that is not computed here and lies on it, with a two-sided
// p-value of 1.
func (c cover) widen(e *rri.Estimate) {
	e.Lower, e.Upper, e.P = c.lower, c.upper, c.p
	if c.below && c.above && !math.IsNaN(e.P) && !e.Flags.Has(rri.OneSided) {
		e.P = 1
	}
	e.Flags |= c.flags &^ (rri.NoData | rri.ZeroCell | rri.SmallCount | rri.Outside)
}

// round returns m with its counts rounded. Events that are not all of the trials do not become all
// of them: they are one base less, or the trials one more if there would be none left.
func round[M rri.Measure](m M, g grid) (M, error) {
	events, exposure, effect := m.Counts()
	rounded := g.round(events)
	if !m.IsProportion() {
		return rri.MeasureOf[M](rounded, exposure, effect)
	}
	trials := g.round(int64(exposure))
	if rounded == trials && 0 < events && float64(events) < exposure {
		if rounded > g.base {
			rounded -= g.base
		} else {
			trials += g.base
		}
	}
	if trials > rri.MaxCount { // as a float64 it may be this
		return m, fmt.Errorf("%d trials: %w: give at most 2^53", trials, rri.ErrCount)
	}
	return rri.MeasureOf[M](rounded, float64(trials), effect)
}

// preimage returns counts that round to m and are shown, which is zero or above k: of rates every
// one if there are few, and otherwise the first, the middle and the last; of proportions those with
// the fewest and with the most trials.
func preimage[M rri.Measure](m M, g grid, k int64) ([]M, error) {
	events, exposure, effect := m.Counts()
	low, high := g.origins(events, k)
	if !m.IsProportion() {
		return measures[M](nil, tried(low, high, g.base), exposure, effect)
	}
	trials := int64(exposure)
	fewest, most := g.origins(trials, k)
	// some that would have become all are among them
	short := events > 0 && events+g.base == trials
	if short && events <= g.base {
		fewest = min(max(2, k+2), fewest)
	}
	var all []M
	var err error
	for _, n := range triedTrials(fewest, most) {
		switch {
		case events == trials:
			low, high = n, n
		case short:
			high = n - 1
		}
		if all, err = measures(all, tried(low, high, g.base), float64(n), effect); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// fewTrials is the number of trials up to which every one is tried: the limits of so few need not
// move steadily with them.
const fewTrials = 3

// triedTrials returns numbers of trials from the fewest to the most: these two, and all between
// them up to fewTrials.
func triedTrials(fewest, most int64) []int64 {
	all := []int64{most}
	if fewest < most {
		all = append(all, fewest)
	}
	for n := fewest + 1; n < most && n <= fewTrials; n++ {
		all = append(all, n)
	}
	return all
}

// measures appends a measure for each of several numbers of events.
func measures[M rri.Measure](all []M, events []int64, exposure, effect float64) ([]M, error) {
	all = slices.Grow(all, len(events))
	for _, n := range events {
		m, err := rri.MeasureOf[M](n, exposure, effect)
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, nil
}

// fewCounts is the largest base for which every count of events is tried, and not the ends and the
// middle alone.
const fewCounts = 10

// tried returns the numbers from low to high, or some of them where base is large.
func tried(low, high, base int64) []int64 {
	step := int64(1)
	if base > fewCounts {
		step = max(1, (high-low)/2)
	}
	var all []int64
	for n := low; n < high; n += step {
		all = append(all, n)
	}
	return append(all, high)
}
