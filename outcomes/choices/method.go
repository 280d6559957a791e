package choices

import (
	"errors"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/rri"
)

// methodsOf returns the families that have a ratio of the counts of a measure, and notes the
// others.
func methodsOf[M rri.Measure](p *plan, measure string) (list []rri.Method) {
	var without []string
	for _, m := range p.Methods {
		if errors.Is(ratioBy[M](m, 1), rri.ErrMethod) {
			without = append(without, m.String())
		} else {
			list = append(list, m)
		}
	}
	if without != nil {
		p.withoutMethod(measure, list, without, "which has no ratio of such counts")
	}
	return list
}

// noteIndependent notes the families that take every record as independent, where others do not.
func noteIndependent[M rri.Measure](p *plan, measure string, methods []rri.Method) {
	if !slices.Contains(p.Evidence, ByStop) || !p.stopsTold() {
		return
	}
	var names []string
	for _, m := range methods {
		if enumerates[M](m) {
			names = append(names, m.String())
		}
	}
	if names != nil {
		p.notes = append(p.notes, fmt.Sprintf("In the %s the %s %s has no form for people who were stopped together: its intervals are too narrow.",
			measure, Method, and(names)))
	}
}

// withoutMethod notes which families a measure has no ratio by.
func (p *plan) withoutMethod(measure string, left []rri.Method, without []string, why string) {
	text := fmt.Sprintf("Not in the count of the %s: %s %s, %s.", measure, Method, and(without), why)
	if len(left) == 0 {
		text = fmt.Sprintf("No %s by the %s %s, %s.", measure, Method, and(without), why)
	}
	p.notes = append(p.notes, text)
}

// methodError is that of a family that has no ratio of some counts, as of more than it enumerates.
type methodError struct {
	method rri.Method
	err    error
}

func (e *methodError) Error() string { return e.err.Error() }
func (e *methodError) Unwrap() error { return e.err }

// ratioBy returns the error of a ratio of counts of a model by a method.
func ratioBy[M rri.Measure](m rri.Method, effect float64) error {
	count, err := rri.MeasureOf[M](1, 2, effect)
	if err == nil {
		_, err = rri.Ratio(count, count, rri.Options{Method: m})
	}
	return err
}

// enumerates reports whether a method has a ratio of counts of a model, but none with a design
// effect, as one that enumerates tables of whole counts: it takes every record as independent.
func enumerates[M rri.Measure](m rri.Method) bool {
	return errors.Is(ratioBy[M](m, 2), rri.ErrMethod) && ratioBy[M](m, 1) == nil
}
