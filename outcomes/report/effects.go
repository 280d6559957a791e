package report

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// effects are the design effects of the counts of one table: how many times as much each of them
// scatters as a count of independent searches would, since people are stopped together. 0 stands
// for 1.
type effects struct {
	by       map[ethnicity.Group]float64 // of each group, nil where none is known
	together float64                     // of all groups other than White together
}

// effectsOf returns the design effects of a table: of the numbers of searches of t, or, with a
// definition, of the outcomes of these. All of what a report computes of the table has them, also
// where the counts are over other residents or have been filled in by Options.Unknown: what people
// who were stopped together have in common is known of the searches as recorded.
func (r *Report) effectsOf(t *outcomes.Tally, d *outcomes.Definition) (e effects, err error) {
	kind := "the table of search rates"
	if d != nil {
		kind = "the tables of finds and outcomes"
	}
	switch {
	case r.o.Independent || !r.stopsTold():
		return effects{}, nil
	case d == nil && enumerates[rri.Rate](r.o.Method), d != nil && enumerates[rri.Proportion](r.o.Method):
		if !slices.Contains(r.independent, kind) {
			r.independent = append(r.independent, kind)
		}
		return effects{}, nil
	}
	if e.by, err = r.groupEffects(t, d, r.o.Scheme); err != nil || !r.o.hasTogether() {
		return e, err
	}
	// a pair of two groups other than White is one of theirs together
	both, err := r.groupEffects(t, d, ethnicity.WhiteOther)
	e.together = both[ethnicity.OtherThanWhite]
	return e, err
}

// groupEffects returns the design effects of the groups of a scheme; nil where every search is
// taken as independent, and where no stops are told. Where small counts are withheld they are
// rounded up to a tenth, so that no limit that is computed with them tells a count.
func (r *Report) groupEffects(t *outcomes.Tally, d *outcomes.Definition, s ethnicity.Scheme) (map[ethnicity.Group]float64, error) {
	if r.o.Independent {
		return nil, nil
	}
	g := outcomes.Grouping{Rule: r.o.Rule, Scheme: s}
	var by map[ethnicity.Group]float64
	if d == nil {
		counts, err := t.Counts(g)
		if err != nil {
			return nil, prefixed(err)
		}
		by = maps.Clone(counts.DesignEffects)
	} else {
		p, err := t.Proportions(*d, g)
		if err != nil {
			return nil, prefixed(err)
		}
		for group, of := range p.By {
			if of.DesignEffect == 0 {
				continue
			}
			if by == nil {
				by = make(map[ethnicity.Group]float64)
			}
			by[group] = of.DesignEffect
		}
	}
	if r.limit != 0 {
		for group, effect := range by {
			const slack = 1e-9 // of 1.1 times 10
			by[group] = math.Ceil(10*effect-slack) / 10
		}
	}
	return by, nil
}

// enumerates reports whether a method has a ratio of counts of a model, but none with a design
// effect, as one that enumerates tables of whole counts: it takes every search as independent.
func enumerates[M rri.Measure](m rri.Method) bool {
	ratio := func(effect float64) error {
		count, err := rri.MeasureOf[M](1, 2, effect)
		if err == nil {
			_, err = rri.Ratio(count, count, rri.Options{Method: m})
		}
		return err
	}
	return errors.Is(ratio(2), rri.ErrMethod) && ratio(1) == nil
}

// independentNote says which tables take every search as independent; "" if none does.
func (r *Report) independentNote() string {
	if r.independent == nil {
		return ""
	}
	return fmt.Sprintf("In %s every search counts as independent, as %s %s has no form for people who were stopped together: the intervals are too narrow there.",
		and(r.independent), flags["Method"], r.o.Method)
}

// withEffects returns counts with their design effects.
func withEffects[M rri.Measure](counts map[ethnicity.Group]M, by map[ethnicity.Group]float64) map[ethnicity.Group]M {
	if by == nil {
		return counts
	}
	out := make(map[ethnicity.Group]M, len(counts))
	for g, count := range counts {
		out[g] = rri.WithDesignEffect(count, by[g])
	}
	return out
}
