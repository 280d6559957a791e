package trend

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// changeOf returns how every index changed from one point to the other. A group that is in one of
// them alone has a row that says so.
func changeOf[G cmp.Ordered, M rri.Measure](s Series[G, M], st step[G, M], o Options) (Change[G], error) {
	c := Change[G]{Before: st.before.Period, After: st.after.Period}
	fail := func(err error) (Change[G], error) {
		return Change[G]{}, fmt.Errorf("trend: from %s to %s: %w", sheet.Clip(st.before.name()), sheet.Clip(st.after.name()), err)
	}
	before, err := rri.Compare(s.Baseline, st.before.Counts, o.Options)
	if err != nil {
		return fail(err)
	}
	after, err := rri.Compare(s.Baseline, st.after.Counts, o.Options)
	if err != nil {
		return fail(err)
	}
	tables := placedOf(before, after)
	for _, g := range append([]G{s.Baseline}, s.groupsOf(st.before.Counts, st.after.Counts)...) {
		row := ChangeRow[G]{Group: g, Before: tables[0].ratio(g), After: tables[1].ratio(g)}
		if err := fillRow(&row, s, st, o); err != nil {
			return fail(fmt.Errorf("group %q: %w", sheet.Clip(fmt.Sprint(g)), err))
		}
		c.Rows = append(c.Rows, row)
	}
	return c, nil
}

// groupsOf returns the groups of some counts but the baseline, in order.
func (s Series[G, M]) groupsOf(counts ...map[G]M) []G {
	all := make(map[G]bool)
	for _, c := range counts {
		for g := range c {
			all[g] = true
		}
	}
	delete(all, s.Baseline)
	place := make(map[G]int, len(s.Order))
	for i, g := range s.Order {
		place[g] = i
	}
	return slices.SortedFunc(maps.Keys(all), func(a, b G) int {
		i, ordered := place[a]
		j, both := place[b]
		switch {
		case ordered && both:
			return cmp.Compare(i, j)
		case ordered:
			return -1
		case both:
			return 1
		}
		return cmp.Compare(a, b)
	})
}

// ratio returns the index of a group, which is not computed if it is not in the table.
func (t placed[G, M]) ratio(g G) rri.Estimate {
	if k, ok := t.place[g]; ok {
		return t.Rows[k].Ratio
	}
	return rri.Estimate{}
}

// fillRow computes what is of both points in the row of a group.
func fillRow[G cmp.Ordered, M rri.Measure](row *ChangeRow[G], s Series[G, M], st step[G, M], o Options) error {
	for _, p := range []Point[G, M]{st.before, st.after} {
		if _, ok := p.Counts[row.Group]; !ok {
			row.Why = fmt.Sprintf("not counted in %s", sheet.Clean(p.name()))
			return nil
		}
	}
	rates, err := rri.Compare(0, map[int]M{0: st.before.Counts[row.Group], 1: st.after.Counts[row.Group]}, o.Options)
	if err != nil {
		return err
	}
	row.RateDifference = rates.Rows[1].Difference
	if row.Group == s.Baseline {
		row.Ratio = row.After // 1 by definition
		return nil
	}
	before, after := pairOf(st.before, row.Group, s.Baseline), pairOf(st.after, row.Group, s.Baseline)
	ratio, err := changeOrFlag(before, after, o.Options)
	row.Ratio = ratio
	if errors.Is(err, rri.ErrMethod) {
		row.Why = err.Error()
		return nil
	}
	if err != nil {
		return err
	}
	if row.Worst, err = worst(before, after, st.before.Unknown, st.after.Unknown, o.Options); err != nil {
		return err
	}
	var alternatives []rri.Estimate
	for _, a := range st.alternatives {
		e, err := changeOverOther(a, row.Group, s.Baseline, o.Options)
		if err != nil {
			return err
		}
		alternatives = append(alternatives, e)
	}
	row.Word, row.Why = changeWord(s, st, *row, alternatives, o)
	return nil
}

// changeOverOther returns the change between two points over other exposure, which is not computed
// if one of them lacks the group or the baseline.
func changeOverOther[G cmp.Ordered, M rri.Measure](points [2]Point[G, M], g, baseline G, o rri.Options) (rri.Estimate, error) {
	for _, p := range points {
		_, has := p.Counts[g]
		if _, hasBaseline := p.Counts[baseline]; !has || !hasBaseline {
			return rri.Estimate{}, nil
		}
	}
	return changeOrFlag(pairOf(points[0], g, baseline), pairOf(points[1], g, baseline), o)
}

// pairOf returns the counts of a group and the baseline at a point.
func pairOf[G cmp.Ordered, M rri.Measure](p Point[G, M], g, baseline G) Pair[M] {
	return Pair[M]{p.Counts[g], p.Counts[baseline]}
}

// changeOrFlag returns the change by options without a null value. Events without exposure are no
// error here, as in [rri.Compare]: there is no rate. Where the method has no interval, the estimate
// has the flag [rri.NoMethod], and the error says what to choose.
func changeOrFlag[M rri.Measure](before, after Pair[M], o rri.Options) (e rri.Estimate, err error) {
	if before.withoutRate() || after.withoutRate() {
		nan := math.NaN()
		return rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: o.Level, Method: o.Method, Flags: rri.NoData}, nil
	}
	err = change(&e, before, after, 1, o)
	if errors.Is(err, rri.ErrMethod) {
		e.Flags |= rri.NoMethod
		if math.IsNaN(e.Value) {
			e.Flags |= rri.NoData
		}
	}
	return e, err
}

// withoutRate reports whether the group or the baseline has events without exposure.
func (p Pair[M]) withoutRate() bool {
	for _, m := range []M{p.Group, p.Baseline} {
		if events, exposure, _ := m.Counts(); events > 0 && exposure == 0 {
			return true
		}
	}
	return false
}
