package journey

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// ErrStage says that the stages make no journey: there are fewer than two, groups are missing from
// one, or more people leave a stage than came to it. Compare with [errors.Is].
var ErrStage = errors.New("stages do not make a journey")

// Stage is how many of each group reach one stage of a journey.
type Stage[G cmp.Ordered] struct {
	// Name is what people are or have been at this stage: "arrested".
	Name string
	// Counts has the people of every group, the baseline among them; 0 where nobody came so far.
	Counts map[G]int64
	// Rate declares that events are counted here, of which one person of the stage before may have
	// several, so that there may be more of them than people there. It means nothing on the first
	// stage.
	Rate bool
}

// Step is one step of a path whose base is a count of its own: the events among a number of trials
// or residents that need not be the events of the step before. Exactly one of Rates and Proportions
// is given.
type Step[G cmp.Ordered] struct {
	Name        string
	Rates       map[G]rri.Rate
	Proportions map[G]rri.Proportion
}

// Options says how to compute a journey. The zero value is that of [rri.Options] with the RRI,
// group over baseline.
type Options struct {
	rri.Options
	Direction index.Direction // the comparator is the baseline
}

// Journey is the journey of every group beside that of the baseline. JSON holds all of it: NaN is
// null and infinities are the strings "Inf" and "-Inf", as [rri.Estimate.MarshalJSON] writes them.
type Journey[G cmp.Ordered] struct {
	Baseline G       `json:"baseline"`
	Options  Options `json:"options"`
	// the names of the steps, which are those of the stages after the first
	Steps []string  `json:"steps"`
	From  string    `json:"from"`  // the name of the first stage; empty in a [Product]
	Paths []Path[G] `json:"paths"` // of every group but the baseline, in ascending order
}

// Path is the journey of one group.
type Path[G cmp.Ordered] struct {
	Group G `json:"group"`
	// Indices has one index for each step.
	Indices []Index `json:"indices"`
	// Cumulative is the product of the indices, with the interval that the package documentation
	// describes.
	Cumulative rri.Estimate `json:"cumulative"`
	// Combined says that the cumulative interval combines those of the steps, because the steps are
	// not nested or a later one is a rate. Its p-value is that at which the combined interval
	// touches the null value; below 1e-307 it is 0.
	Combined bool `json:"combined"`
	// Largest is the step, as an index into Indices, with the largest share of the gap as it was
	// observed: see the interval of its share before saying that it is the largest. With an
	// infinite gap it is the first step whose index is. It is -1 if there is no gap, or none that
	// can be told.
	Largest int `json:"largest"`
}

// Index is the disparity of one step: among those of the group and of the baseline who had come so
// far.
type Index struct {
	Estimate rri.Estimate `json:"estimate"`
	Group    Count        `json:"group"` // what the index was made of
	Baseline Count        `json:"baseline"`

	// Share is log index / log cumulative index, with the two-sided interval that the package
	// documentation describes, whatever Options.Side, and without p-value. The value is NaN where
	// it is not a finite number; the limits are -Inf and +Inf, flagged [rri.Unbounded], where the
	// steps together do not tell on which side of 1 the cumulative index is.
	Share rri.Estimate `json:"share"`
}

// Count is the events of one step and what they are out of.
type Count struct {
	Events int64   `json:"events"`
	Base   float64 `json:"base"`
	// that of the count: see [rri.Rate]; 0 means 1
	DesignEffect float64 `json:"design_effect,omitempty"`
}

// Compare follows every group through nested stages, and sets it beside the baseline. The first
// stage is where all come from: residents, applications, staff. Every stage has the same groups.
//
// The error wraps [ErrStage], [rri.ErrBaseline] or an error of [rri.Ratio], and names the stage and
// the group.
func Compare[G cmp.Ordered](baseline G, stages []Stage[G], o Options) (Journey[G], error) {
	if len(stages) < 2 {
		return Journey[G]{}, fmt.Errorf("journey: %w: %d given, want two or more", ErrStage, len(stages))
	}
	var steps []Step[G]
	nested := true // as long as the identity of the package documentation holds
	for i, stage := range stages[1:] {
		before := stages[i]
		if d := difference(before.Counts, stage.Counts); d != "" {
			return Journey[G]{}, fmt.Errorf("journey: %w: %s in one of the stages %q and %q alone: give a count of 0 where nobody came so far",
				ErrStage, d, sheet.Clip(before.Name), sheet.Clip(stage.Name))
		}
		step := Step[G]{Name: stage.Name}
		if stage.Rate {
			nested = nested && i == 0
			step.Rates = make(map[G]rri.Rate, len(stage.Counts))
		} else {
			step.Proportions = make(map[G]rri.Proportion, len(stage.Counts))
		}
		for _, g := range slices.Sorted(maps.Keys(stage.Counts)) {
			n, of := stage.Counts[g], before.Counts[g]
			switch {
			case of < 0:
				return Journey[G]{}, fmt.Errorf("journey: stage %q, group %q: %d people: %w: give a count of 0 or more",
					sheet.Clip(before.Name), name(g), of, rri.ErrCount)
			case stage.Rate:
				step.Rates[g] = rri.Rate{Events: n, Population: float64(of)}
			case n > of:
				return Journey[G]{}, fmt.Errorf("journey: %w: %d of group %q in stage %q, of %d at the stage before, %q: "+
					"declare a rate if one person can be counted twice", ErrStage,
					n, name(g), sheet.Clip(stage.Name), of, sheet.Clip(before.Name))
			default:
				step.Proportions[g] = rri.Proportion{Events: n, Trials: of}
			}
		}
		steps = append(steps, step)
	}
	j, err := product(baseline, steps, o, !nested)
	if err != nil {
		return Journey[G]{}, err
	}
	j.From = stages[0].Name
	if !nested {
		return j, nil
	}
	first, last := stages[0].Counts, stages[len(stages)-1].Counts
	for i := range j.Paths {
		p := &j.Paths[i]
		if stages[1].Rate {
			p.Cumulative, err = ratio(rri.Rate{Events: last[p.Group], Population: float64(first[p.Group])},
				rri.Rate{Events: last[baseline], Population: float64(first[baseline])}, o)
		} else {
			p.Cumulative, err = ratio(rri.Proportion{Events: last[p.Group], Trials: first[p.Group]},
				rri.Proportion{Events: last[baseline], Trials: first[baseline]}, o)
		}
		if err != nil {
			return Journey[G]{}, fmt.Errorf("journey: from %s to %s, group %q: %w",
				sheet.Clip(j.From), sheet.Clip(stages[len(stages)-1].Name), name(p.Group), err)
		}
		p.largest()
	}
	return j, nil
}

// Product puts steps with bases of their own into one path, whose cumulative index is the product
// of theirs. Its interval takes the counts of the steps for those of different people
// ([Path.Combined]). Prefer [Compare] where stages are nested.
//
// The error wraps [ErrStage], [rri.ErrBaseline] or an error of [rri.Ratio], and names the step and
// the group.
func Product[G cmp.Ordered](baseline G, steps []Step[G], o Options) (Journey[G], error) {
	if len(steps) == 0 {
		return Journey[G]{}, fmt.Errorf("journey: %w: no step given, want one or more", ErrStage)
	}
	for i, s := range steps {
		if (s.Rates == nil) == (s.Proportions == nil) {
			return Journey[G]{}, fmt.Errorf("journey: %w: step %q: want one of rates and proportions", ErrStage, sheet.Clip(s.Name))
		}
		if i == 0 {
			continue
		}
		if d := difference(groups(steps[i-1]), groups(s)); d != "" {
			return Journey[G]{}, fmt.Errorf("journey: %w: %s in one of the steps %q and %q alone", ErrStage, d, sheet.Clip(steps[i-1].Name), sheet.Clip(s.Name))
		}
	}
	return product(baseline, steps, o, true)
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

// product computes the indices of every group, and the combined cumulative index if it is asked
// for.
func product[G cmp.Ordered](baseline G, steps []Step[G], o Options, combined bool) (Journey[G], error) {
	if o.Direction > index.ComparatorOverGroup {
		return Journey[G]{}, fmt.Errorf("journey: %s: %w: want index.GroupOverComparator or index.ComparatorOverGroup", o.Direction, rri.ErrOption)
	}
	if exact := func(s Step[G]) bool { return s.Proportions != nil && o.Method == rri.Exact }; combined && len(steps) > 1 && slices.ContainsFunc(steps, exact) {
		return Journey[G]{}, fmt.Errorf("journey: %s for a product with proportions: %w: its p-value would enumerate tables at each of many "+
			"levels; choose another method", rri.Exact, rri.ErrMethod)
	}
	if o.DegreesOfFreedom != 0 {
		return Journey[G]{}, fmt.Errorf("journey: %v degrees of freedom: %w: limits of a product by Student's t are not known; leave them at 0",
			o.DegreesOfFreedom, rri.ErrOption)
	}
	all := slices.Sorted(maps.Keys(groups(steps[0])))
	if !slices.Contains(all, baseline) {
		return Journey[G]{}, fmt.Errorf("journey: %q: %w", name(baseline), rri.ErrBaseline)
	}
	o.Level = levels.Of(o.Level)
	j := Journey[G]{Baseline: baseline, Options: o}
	for _, s := range steps {
		j.Steps = append(j.Steps, s.Name)
	}
	for _, g := range all {
		if g == baseline {
			continue
		}
		at := func(o Options) ([]rri.Estimate, error) {
			var all []rri.Estimate
			for _, s := range steps {
				e, err := s.index(g, baseline, o)
				if err != nil {
					return nil, fmt.Errorf("journey: step %q, group %q: %w", sheet.Clip(s.Name), name(g), err)
				}
				all = append(all, e)
			}
			return all, nil
		}
		indices, err := at(o)
		if err != nil {
			return Journey[G]{}, err
		}
		p := Path[G]{Group: g, Combined: combined && len(steps) > 1}
		for i, e := range indices {
			p.Indices = append(p.Indices, Index{Estimate: e, Group: steps[i].count(g), Baseline: steps[i].count(baseline)})
		}
		if p.Combined {
			p.Cumulative = combine(indices, compared(steps, g, baseline, o.Direction), o)
		} else {
			p.Cumulative = indices[0]
		}
		both := indices
		if o.Side != rri.TwoSided {
			o := o
			o.Side = rri.TwoSided
			if both, err = at(o); err != nil {
				return Journey[G]{}, err
			}
		}
		for i, share := range shares(both) {
			p.Indices[i].Share = share
		}
		p.largest()
		j.Paths = append(j.Paths, p)
	}
	return j, nil
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
		return Count{m.Events, m.Population, m.DesignEffect}
	}
	m := s.Proportions[g]
	return Count{m.Events, float64(m.Trials), m.DesignEffect}
}

// ratio returns the ratio in the direction that was asked for.
func ratio[M rri.Measure](group, baseline M, o Options) (rri.Estimate, error) {
	if o.Direction == index.ComparatorOverGroup {
		group, baseline = baseline, group
	}
	return rri.Ratio(group, baseline, o.Options)
}

// largest finds the step with the largest share.
func (p *Path[G]) largest() {
	p.Largest = -1
	largest := 0.0
	total := math.Log(p.Cumulative.Value)
	for i, x := range p.Indices {
		switch {
		case math.IsInf(total, 0):
			if math.Log(x.Estimate.Value) == total && p.Largest < 0 {
				p.Largest = i
			}
		case x.Share.Value > largest:
			largest, p.Largest = x.Share.Value, i
		}
	}
}

// name returns the name of a group, fit for one line and an error text.
func name[G cmp.Ordered](g G) string { return sheet.Clip(fmt.Sprint(g)) }
