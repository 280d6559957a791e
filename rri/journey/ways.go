package journey

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// ways are the steps of a journey, each behind the one that it is out of.
type ways[G cmp.Ordered] struct {
	first   string // the name of the first stage
	steps   []Step[G]
	parents []int // of each step the one that it is out of; -1 for the first stage
	// of each step the people there out of those of the first stage, as one step; nil where the
	// steps to it have to be combined
	direct []*Step[G]
}

// add adds a step out of another.
func (w *ways[G]) add(parent int, s Step[G]) {
	w.steps, w.parents, w.direct = append(w.steps, s), append(w.parents, parent), append(w.direct, nil)
	if parent < 0 {
		w.direct[len(w.direct)-1] = &s
	}
}

// along returns the steps from the first stage to step i.
func (w *ways[G]) along(i int) []int {
	var all []int
	for ; i >= 0; i = w.parents[i] {
		all = append(all, i)
	}
	slices.Reverse(all)
	return all
}

// leaves returns the steps that no other is out of.
func (w *ways[G]) leaves() []int {
	var all []int
	for i := range w.steps {
		if !slices.Contains(w.parents, i) {
			all = append(all, i)
		}
	}
	return all
}

// pick returns the elements at these places.
func pick[T any](all []T, places []int) []T {
	some := make([]T, len(places))
	for i, at := range places {
		some[i] = all[at]
	}
	return some
}

// check reports options that the steps cannot have, or nil.
func (w *ways[G]) check(o Options) error {
	if o.Direction > index.ComparatorOverGroup {
		return fmt.Errorf("journey: %s: %w: want index.GroupOverComparator or index.ComparatorOverGroup", o.Direction, rri.ErrOption)
	}
	for i := range w.steps {
		exact := func(s Step[G]) bool { return s.Proportions != nil && o.Method == rri.Exact }
		if w.direct[i] == nil && slices.ContainsFunc(pick(w.steps, w.along(i)), exact) {
			return fmt.Errorf("journey: %s for a product with proportions: %w: its p-value would enumerate tables at each of many "+
				"levels; choose another method", rri.Exact, rri.ErrMethod)
		}
	}
	if o.DegreesOfFreedom != 0 {
		return fmt.Errorf("journey: %v degrees of freedom: %w: limits of a product by Student's t are not known; leave them at 0",
			o.DegreesOfFreedom, rri.ErrOption)
	}
	return nil
}

// follow computes the journey of every group.
func (w *ways[G]) follow(baseline G, o Options) (Journey[G], error) {
	if err := w.check(o); err != nil {
		return Journey[G]{}, err
	}
	all := slices.Sorted(maps.Keys(groups(w.steps[0])))
	if !slices.Contains(all, baseline) {
		return Journey[G]{}, fmt.Errorf("journey: %q: %w", name(baseline), rri.ErrBaseline)
	}
	o.Level = levels.Of(o.Level)
	j := Journey[G]{Baseline: baseline, Options: o, From: w.first}
	for i, s := range w.steps {
		j.Steps = append(j.Steps, s.Name)
		if w.parents[i] != i-1 {
			j.Parents = w.parents
		}
	}
	for _, g := range all {
		if g == baseline {
			continue
		}
		p, err := w.path(g, baseline, o)
		if err != nil {
			return Journey[G]{}, err
		}
		j.Paths = append(j.Paths, p)
	}
	return j, nil
}

// path computes the journey of one group.
func (w *ways[G]) path(g, baseline G, o Options) (Path[G], error) {
	p := Path[G]{Group: g, Largest: -1}
	indices, err := w.indices(g, baseline, o)
	if err != nil {
		return p, err
	}
	for i, e := range indices {
		x := Index{Estimate: e, Group: w.steps[i].count(g), Baseline: w.steps[i].count(baseline)}
		switch along := w.along(i); {
		case len(along) == 1:
			x.Cumulative = e
		case w.direct[i] == nil:
			x.Combined = true
			x.Cumulative = combine(pick(indices, along), compared(pick(w.steps, along), g, baseline, o.Direction), o)
		default:
			if x.Cumulative, err = w.direct[i].index(g, baseline, o); err != nil {
				return p, fmt.Errorf("journey: from %s to %s, group %q: %w", sheet.Clip(w.first), sheet.Clip(w.steps[i].Name), name(g), err)
			}
		}
		p.Indices = append(p.Indices, x)
	}
	both := indices
	if o.Side != rri.TwoSided {
		o.Side = rri.TwoSided
		if both, err = w.indices(g, baseline, o); err != nil {
			return p, err
		}
	}
	leaves := w.leaves()
	for _, leaf := range leaves {
		b := Branch{Steps: w.along(leaf)}
		b.Shares = shares(pick(both, b.Steps))
		b.Largest = p.largest(b)
		p.Branches = append(p.Branches, b)
	}
	if len(leaves) == 1 {
		only, last := p.Branches[0], p.Indices[leaves[0]]
		p.Branches = nil
		for i, share := range only.Shares {
			p.Indices[i].Share = share
		}
		p.Cumulative, p.Combined, p.Largest = last.Cumulative, last.Combined, only.Largest
	}
	return p, nil
}

// indices returns the index of every step.
func (w *ways[G]) indices(g, baseline G, o Options) ([]rri.Estimate, error) {
	var all []rri.Estimate
	for _, s := range w.steps {
		e, err := s.index(g, baseline, o)
		if err != nil {
			return nil, fmt.Errorf("journey: step %q, group %q: %w", sheet.Clip(s.Name), name(g), err)
		}
		all = append(all, e)
	}
	return all, nil
}

// largest returns the step of the branch with the largest share.
func (p *Path[G]) largest(b Branch) int {
	found, largest := -1, 0.0
	total := math.Log(p.Indices[b.Steps[len(b.Steps)-1]].Cumulative.Value)
	for i, step := range b.Steps {
		switch {
		case math.IsInf(total, 0):
			if math.Log(p.Indices[step].Estimate.Value) == total && found < 0 {
				found = step
			}
		case b.Shares[i].Value > largest:
			largest, found = b.Shares[i].Value, step
		}
	}
	return found
}
