package journey

import (
	"cmp"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// unknowns are the people of no known group at the stages of a journey.
type unknowns[G cmp.Ordered] struct {
	stages  []Stage[G] // each behind the one that it is out of
	parents []int      // of each stage
	// whether who has a known group at one stage has it at all of them: no more people are without
	// one at any stage than at that which it is out of, but for events of people
	carried bool
}

// bound gives the journey the unknown of every stage, and the bounds of every index, if there are
// any.
func (u unknowns[G]) bound(j *Journey[G]) error {
	any := false
	u.carried = true
	for i, s := range u.stages {
		any = any || s.Unknown > 0
		u.carried = u.carried && (i == 0 || s.Rate || s.Unknown <= u.stages[u.parents[i]].Unknown)
	}
	if !any {
		return nil
	}
	for _, s := range u.stages {
		people := s.people()
		if people > rri.MaxCount {
			return fmt.Errorf("journey: stage %q: %d people: %w: give at most 2^53 in all", sheet.Clip(s.Name), people, rri.ErrCount)
		}
		j.Unknown = append(j.Unknown, Count{Events: s.Unknown, Base: float64(people)})
	}
	for k := range j.Paths {
		p := &j.Paths[k]
		group, baseline := p.Group, j.Baseline
		if j.Options.Direction == index.ComparatorOverGroup {
			group, baseline = baseline, group
		}
		for i := range p.Indices {
			x := &p.Indices[i]
			var err error
			if x.Bounds, err = u.bounds(u.parents[i+1], i+1, group, baseline); err != nil {
				return err
			}
			if x.CumulativeBounds, err = u.bounds(0, i+1, group, baseline); err != nil {
				return err
			}
		}
	}
	return nil
}

// bounds returns the bounds of the index of stage `to` out of stage `from`, which is before it on
// its branch; nil if everybody's group is known at both.
func (u unknowns[G]) bounds(from, to int, group, baseline G) (*unknown.Bounds, error) {
	first, last := u.stages[from], u.stages[to]
	if first.Unknown == 0 && last.Unknown == 0 {
		return nil, nil
	}
	rate := false // whether a step is one
	for at := to; at != from; at = u.parents[at] {
		rate = rate || u.stages[at].Rate
	}
	var found unknown.Bounds
	var err error
	switch {
	case !rate && u.carried:
		outcomes := func(events, of int64) unknown.OutcomeCounts {
			return unknown.OutcomeCounts{Events: events, NonEvents: of - events}
		}
		found, err = unknown.ProportionCounts{
			Group:    outcomes(last.Counts[group], first.Counts[group]),
			Baseline: outcomes(last.Counts[baseline], first.Counts[baseline]),
			Unknown:  outcomes(last.Unknown, first.Unknown),
		}.Bounds(unknown.Assumption{})
	case rate && first.Unknown == 0:
		rateOf := func(g G) rri.Rate { return rri.Rate{Events: last.Counts[g], Population: float64(first.Counts[g])} }
		found, err = unknown.RateCounts{Group: rateOf(group), Baseline: rateOf(baseline), Unknown: last.Unknown}.Bounds(unknown.Assumption{})
	default:
		found = apart(
			span(last.Counts[group], first.Counts[group], last.Unknown, first.Unknown, rate),
			span(last.Counts[baseline], first.Counts[baseline], last.Unknown, first.Unknown, rate))
	}
	if err != nil {
		return nil, fmt.Errorf("journey: from %s to %s, groups %q and %q: %w",
			sheet.Clip(first.Name), sheet.Clip(last.Name), name(group), name(baseline), err)
	}
	return &found, nil
}

// span returns the lowest and the highest rate that a group can have with n events of m people,
// where any of further events and people can be of it, one apart from the other. Those of a
// proportion are at most 1.
func span(n, m, events, people int64, rate bool) unknown.Bounds {
	if m == 0 { // nobody is known to be in the group
		return unknown.Bounds{Lower: math.NaN(), Upper: math.NaN()}
	}
	s := unknown.Bounds{Lower: float64(n) / (float64(m) + float64(people)), Upper: (float64(n) + float64(events)) / float64(m)}
	if !rate {
		s.Upper = min(s.Upper, 1)
	}
	return s
}

// apart returns the bounds of the ratio of two rates, each of which can be anything between its
// own. Of 0 over 0 at one end, every index that there is equals the other.
func apart(group, baseline unknown.Bounds) unknown.Bounds {
	found := unknown.Bounds{Lower: group.Lower / baseline.Upper, Upper: group.Upper / baseline.Lower}
	if math.IsNaN(found.Upper) {
		found.Upper = found.Lower
	}
	if math.IsNaN(found.Lower) {
		found.Lower = found.Upper
	}
	return found
}
