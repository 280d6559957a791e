package journey

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Compare follows every group through nested stages, and sets it beside the baseline. The first
// stage is where all come from: residents, applications, staff. Every other one is out of the stage
// before it, or of the one that it names ([Stage.Of]), so that a journey may have branches. Every
// stage has the same groups.
//
// The error wraps [ErrStage], [rri.ErrCount], [rri.ErrBaseline] or an error of [rri.Ratio], and
// names the stage and the group.
func Compare[G cmp.Ordered](baseline G, stages []Stage[G], o Options) (Journey[G], error) {
	sorted, parents, err := ordered(stages)
	if err != nil {
		return Journey[G]{}, err
	}
	w := ways[G]{first: sorted[0].Name}
	for i, stage := range sorted {
		if i == 0 {
			if err := stage.check(); err != nil {
				return Journey[G]{}, err
			}
			continue
		}
		before := sorted[parents[i]]
		step, err := stage.step(before)
		if err != nil {
			return Journey[G]{}, err
		}
		w.add(parents[i]-1, step)
	}
	// Everything between the first stage and one that is nested in it cancels.
	for i := range w.steps {
		if w.parents[i] < 0 || sorted[i+1].Rate || w.direct[w.parents[i]] == nil {
			continue
		}
		whole, first := sorted[i+1], w.along(i)[0]
		whole.Rate = w.steps[first].Rates != nil
		direct := whole.outOf(sorted[0])
		w.direct[i] = &direct
	}
	j, err := w.follow(baseline, o)
	if err != nil {
		return Journey[G]{}, err
	}
	u := unknowns[G]{stages: sorted, parents: parents}
	if err := u.bound(&j); err != nil {
		return Journey[G]{}, err
	}
	if o.Suppress != 0 {
		return withhold(j, sorted, parents)
	}
	return j, nil
}

// Product puts steps with bases of their own into one path, whose cumulative index is the product
// of theirs. Its interval takes the counts of the steps for those of different people
// ([Index.Combined]). Prefer [Compare] where stages are nested. Counts are not withheld in it:
// Options.Suppress is an error.
//
// The error wraps [ErrStage], [rri.ErrOption], [rri.ErrBaseline] or an error of [rri.Ratio], and
// names the step and the group.
func Product[G cmp.Ordered](baseline G, steps []Step[G], o Options) (Journey[G], error) {
	switch n := len(steps); {
	case n == 0:
		return Journey[G]{}, fmt.Errorf("journey: %w: no step given, want one or more", ErrStage)
	case n >= most:
		return Journey[G]{}, fmt.Errorf("journey: %w: %d steps given, want at most %d", ErrStage, n, most-1)
	}
	if o.Suppress != 0 {
		return Journey[G]{}, fmt.Errorf("journey: counts of at most %d withheld: %w: want stages that are nested", o.Suppress, rri.ErrOption)
	}
	var w ways[G]
	for i, s := range steps {
		if (s.Rates == nil) == (s.Proportions == nil) {
			return Journey[G]{}, fmt.Errorf("journey: %w: step %q: want one of rates and proportions", ErrStage, sheet.Clip(s.Name))
		}
		w.add(i-1, s)
		if i == 0 {
			continue
		}
		if d := difference(groups(steps[i-1]), groups(s)); d != "" {
			return Journey[G]{}, fmt.Errorf("journey: %w: %s in one of the steps %q and %q alone", ErrStage, d, sheet.Clip(steps[i-1].Name), sheet.Clip(s.Name))
		}
	}
	return w.follow(baseline, o)
}

// check reports a count that is none, or nil.
func (s Stage[G]) check() error {
	for _, g := range slices.Sorted(maps.Keys(s.Counts)) {
		if n := s.Counts[g]; n < 0 {
			return fmt.Errorf("journey: stage %q, group %q: %d people: %w: give a count of 0 or more", sheet.Clip(s.Name), name(g), n, rri.ErrCount)
		}
	}
	if s.Unknown < 0 || s.Unknown > rri.MaxCount {
		return fmt.Errorf("journey: stage %q: %d people of no known group: %w: give a count from 0 to 2^53", sheet.Clip(s.Name), s.Unknown, rri.ErrCount)
	}
	return nil
}

// people returns how many are at the stage, those of no known group among them.
func (s Stage[G]) people() int64 {
	all := s.Unknown
	for _, n := range s.Counts {
		if all > math.MaxInt64-n {
			return math.MaxInt64 // counts that are no error yet
		}
		all += n
	}
	return all
}

// step returns the step from the stage before to this one.
func (s Stage[G]) step(before Stage[G]) (Step[G], error) {
	if d := difference(before.Counts, s.Counts); d != "" {
		return Step[G]{}, fmt.Errorf("journey: %w: %s in one of the stages %q and %q alone: give a count of 0 where nobody came so far",
			ErrStage, d, sheet.Clip(before.Name), sheet.Clip(s.Name))
	}
	if err := s.check(); err != nil {
		return Step[G]{}, err
	}
	place := "at the stage before, "
	if s.Of != "" {
		place = "at the stage that it is out of, "
	}
	const cure = "declare a rate if one person can be counted twice"
	for _, g := range slices.Sorted(maps.Keys(s.Counts)) {
		if n, of := s.Counts[g], before.Counts[g]; n > of && !s.Rate {
			return Step[G]{}, fmt.Errorf("journey: %w: %d of group %q in stage %q, of %d %s%q: %s", ErrStage,
				n, name(g), sheet.Clip(s.Name), of, place, sheet.Clip(before.Name), cure)
		}
	}
	if n, of := s.people(), before.people(); n > of && !s.Rate {
		return Step[G]{}, fmt.Errorf("journey: %w: %d people in stage %q, %d of no known group among them, of %d %s%q: %s", ErrStage,
			n, sheet.Clip(s.Name), s.Unknown, of, place, sheet.Clip(before.Name), cure)
	}
	return s.outOf(before), nil
}

// outOf returns the people of the stage out of those of one before.
func (s Stage[G]) outOf(before Stage[G]) Step[G] {
	step := Step[G]{Name: s.Name}
	if s.Rate {
		step.Rates = make(map[G]rri.Rate, len(s.Counts))
	} else {
		step.Proportions = make(map[G]rri.Proportion, len(s.Counts))
	}
	for g, n := range s.Counts {
		if s.Rate {
			step.Rates[g] = rri.Rate{Events: n, Population: float64(before.Counts[g])}
		} else {
			step.Proportions[g] = rri.Proportion{Events: n, Trials: before.Counts[g]}
		}
	}
	return step
}

// groups returns the groups of a step.
func groups[G cmp.Ordered](s Step[G]) map[G]int64 {
	all := make(map[G]int64)
	for g := range s.Rates {
		all[g] = 0
	}
	for g := range s.Proportions {
		all[g] = 0
	}
	return all
}

// difference names a group that is in one of the two alone; "" if there is none.
func difference[G cmp.Ordered](a, b map[G]int64) string {
	for range 2 {
		for _, g := range slices.Sorted(maps.Keys(a)) {
			if _, ok := b[g]; !ok {
				return fmt.Sprintf("group %q", name(g))
			}
		}
		a, b = b, a
	}
	return ""
}

// index returns the ratio of one step.
func (s Step[G]) index(g, baseline G, o Options) (rri.Estimate, error) {
	if s.Rates != nil {
		return ratio(s.Rates[g], s.Rates[baseline], o)
	}
	return ratio(s.Proportions[g], s.Proportions[baseline], o)
}

func (s Step[G]) count(g G) Count {
	if s.Rates != nil {
		m := s.Rates[g]
		return Count{Events: m.Events, Base: m.Population, DesignEffect: m.DesignEffect}
	}
	m := s.Proportions[g]
	return Count{Events: m.Events, Base: float64(m.Trials), DesignEffect: m.DesignEffect}
}

// ratio returns the ratio in the direction that was asked for.
func ratio[M rri.Measure](group, baseline M, o Options) (rri.Estimate, error) {
	if o.Direction == index.ComparatorOverGroup {
		group, baseline = baseline, group
	}
	return rri.Ratio(group, baseline, o.Options)
}

// name returns the name of a group, fit for one line and an error text.
func name[G cmp.Ordered](g G) string { return sheet.Clip(fmt.Sprint(g)) }
