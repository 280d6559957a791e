package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

// cell is a stratum: the places of its levels, in the order of Stratify.
type cell [len(dimensions)]place

// strataOf returns the counts of every stratum that has someone of a known group, in order.
func (r *Report) strataOf(t *outcomes.Tally, d outcomes.Definition) ([]strata.Stratum[string, ethnicity.Group, rri.Proportion], error) {
	names := make(map[cell]string)
	parts := outcomes.Split(t, func(k outcomes.Key) (c cell) {
		var levels []string
		for i, d := range r.o.Stratify {
			l := dimensions[d].of(k)
			c[i] = l.place
			levels = append(levels, l.name)
		}
		names[c] = strings.Join(levels, ", ")
		return c
	})
	var list []strata.Stratum[string, ethnicity.Group, rri.Proportion]
	for _, c := range slices.SortedFunc(maps.Keys(parts), func(a, b cell) int { return slices.CompareFunc(a[:], b[:], place.compare) }) {
		p, err := parts[c].Proportions(d, r.counts.Grouping)
		if err != nil {
			return nil, prefixed(err)
		}
		if hasTrials(p.By) {
			list = append(list, strata.Stratum[string, ethnicity.Group, rri.Proportion]{Key: names[c], Counts: dropAbsent(r.absent, p.By)})
		}
	}
	return list, nil
}

// stratify adds the table of outcomes adjusted for the strata of Stratify, beside the crude table
// of the same question.
func (r *Report) stratify(t *outcomes.Tally, d outcomes.Definition, q question) error {
	if len(r.o.Stratify) == 0 {
		return nil
	}
	list, err := r.strataOf(t, d)
	if err != nil {
		return err
	}
	if list == nil {
		return nil // nobody to compare in any stratum: the crude table says so
	}
	names := dimensionNames(r.o.Stratify)
	a, err := strata.Compare(r.o.Baseline, list, strata.Options{Method: strataMethods[r.o.Method], Level: r.o.Level})
	if err != nil {
		return optionError("{Stratify} %s", strings.Join(names, ",")).wrapping(err)
	}
	by := strings.Join(names, ", ")
	if i := strings.LastIndex(by, ", "); i >= 0 {
		by = by[:i] + " and" + by[i+1:]
	}
	a.Measure, a.Definition, a.By, a.Events, a.Exposure, a.Per = q.name, q.text, by, q.events, q.exposure, 100
	a.Notes = append(a.Notes, fmt.Sprintf("The crude RRI sets all %[1]s of a group against all those of %[2]s; "+
		"the adjusted RRI sets only %[1]s of the same %[3]s against each other. "+
		"Where they differ, the groups differ in %[3]s. p alike below %.4[4]g: the RRI differs between strata by more than chance",
		q.exposure, r.o.Baseline, by, 1-a.Options.Level))
	if n := unrecorded(t, r.o.Stratify); n > 0 {
		a.Notes = append(a.Notes, fmt.Sprintf("%s of %s searches lack a record of %s: they make strata of their own, whose people need not be alike",
			count(n), count(t.Total()), strings.Join(names, " or ")))
	}
	for _, note := range q.notes {
		if note != "" {
			a.Notes = append(a.Notes, note)
		}
	}
	r.adjusted = append(r.adjusted, Adjusted{q.id, q.months, a})
	return nil
}

// hasTrials reports whether there is anyone of any group.
func hasTrials(by map[ethnicity.Group]rri.Proportion) bool {
	for _, p := range by {
		if p.Trials > 0 {
			return true
		}
	}
	return false
}

// unrecorded returns the number of searches of persons that lack one of the things to be alike in.
func unrecorded(t *outcomes.Tally, by []Dimension) int64 {
	return t.Where(func(k outcomes.Key) bool {
		return k.Type.IsPerson() && slices.ContainsFunc(by, func(d Dimension) bool { return !dimensions[d].of(k).recorded })
	}).Total()
}
