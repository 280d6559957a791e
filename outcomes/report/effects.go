package report

import (
	"errors"
	"fmt"
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
	if !r.takesEffects(d != nil) {
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

// takesEffects reports whether the counts of search rates, or of proportions, have design effects:
// where stops are told, unless nobody wants them, or the method cannot have them, which a note will
// say.
func (r *Report) takesEffects(proportions bool) bool {
	if r.isIndependent() || !r.stopsTold() {
		return false
	}
	kind, without := r.say("the table of {search rates}"), enumerates[rri.Rate]
	if proportions {
		kind, without = "the tables of finds and outcomes", enumerates[rri.Proportion]
	}
	if !without(r.o.Method) {
		return true
	}
	if !slices.Contains(r.independent, kind) {
		r.independent = append(r.independent, kind)
	}
	return false
}

// groupEffects returns the design effects of the groups of a scheme; nil where every search is
// taken as independent, and where no stops are told. Where small counts are withheld all groups and
// tables have the one that tells none.
func (r *Report) groupEffects(t *outcomes.Tally, d *outcomes.Definition, s ethnicity.Scheme) (map[ethnicity.Group]float64, error) {
	if r.isIndependent() {
		return nil, nil
	}
	if r.limit != 0 {
		by := make(map[ethnicity.Group]float64)
		for g := range s.Groups() {
			by[g] = r.effectOfAll
		}
		return by, nil
	}
	g := outcomes.Grouping{Rule: r.o.Rule, Scheme: s}
	if d == nil {
		counts, err := t.Counts(g)
		return counts.DesignEffects, prefixed(err)
	}
	p, err := t.Proportions(*d, g)
	if err != nil {
		return nil, prefixed(err)
	}
	by := make(map[ethnicity.Group]float64)
	for group, of := range p.By {
		by[group] = of.DesignEffect
	}
	return by, nil
}

// effectOfAll returns one design effect for every group and table where small counts are withheld:
// that of the number of all searches of persons, whatever their group and their outcome, rounded up
// to a tenth. It depends on no count that could be withheld, nor on how many pairs are expected by
// chance, which rows of vehicles have a part in. It is on the wide side: that of a group leaves out
// those who were stopped together with people of another, and outcomes of a stop can be no more
// alike than the same.
func effectOfAll(searches *outcomes.Tally) float64 {
	if searches.Total() == 0 {
		return 1
	}
	var pairs int64
	for _, n := range searches.Pairs() {
		pairs += n
	}
	const slack = 1e-9 // of 1.1 times 10
	return math.Ceil(10*(1+2*float64(pairs)/float64(searches.Total()))-slack) / 10
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
