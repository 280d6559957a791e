package report

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

// axis is something that searches of one stratum are alike in: a force, a period, or a dimension of
// Within.
type axis struct {
	id   string // of a dimension its name, of periods their noun
	name string // as the report tells it
	of   func(outcomes.Key) level
}

// axisNames returns the names of axes.
func axisNames(axes []axis) (names []string) {
	for _, a := range axes {
		names = append(names, a.name)
	}
	return names
}

// maxAxes is how many axes strata can have: every dimension, and a period.
const maxAxes = len(dimensions) + 1

// cell is a stratum: the places of its levels, in the order of the axes.
type cell [maxAxes]place

// cellTally is the searches of one stratum.
type cellTally struct {
	name string
	key  outcomes.Key // of one of them
	*outcomes.Tally
}

// inList returns the name of a level as it stands beside others with commas between them: one that
// could be taken for several stands in quotation marks, so that no two strata have one name.
func (l level) inList() string {
	if strings.Contains(l.name, ", ") || strings.HasPrefix(l.name, `"`) {
		return strconv.Quote(l.name)
	}
	return l.name
}

// cells returns the searches of every stratum, in order.
func cells(t *outcomes.Tally, axes []axis) (list []cellTally) {
	named := make(map[cell]cellTally)
	parts := outcomes.Split(t, func(k outcomes.Key) (c cell) {
		var levels []string
		for i, a := range axes {
			l := a.of(k)
			c[i] = l.place
			levels = append(levels, l.inList())
		}
		named[c] = cellTally{name: strings.Join(levels, ", "), key: k}
		return c
	})
	for _, c := range slices.SortedFunc(maps.Keys(parts), func(a, b cell) int { return slices.CompareFunc(a[:], b[:], place.compare) }) {
		one := named[c]
		one.Tally = parts[c]
		list = append(list, one)
	}
	return list
}

// settleAxes finds what the index is adjusted for beside Within: the forces, if there are several,
// and the periods of By. The note says why there is no such index, "" if there is one or if it
// would have one stratum.
func (r *Report) settleAxes() (note string) {
	var axes []axis
	if len(r.span.forces) > 1 {
		axes = append(axes, r.axisOf(ByForce))
	}
	if r.by.isPeriod() {
		axes = append(axes, axis{r.by.kind().Noun(), r.by.kind().Noun(), func(k outcomes.Key) level { return r.by.level(k.Month) }})
	}
	if d, ok := r.by.kept(); ok {
		axes = append(axes, r.axisOf(d))
	}
	if axes == nil {
		return ""
	}
	by, why := and(axisNames(axes)), ""
	switch {
	case r.limit != 0:
		why = fmt.Sprintf("with %s the counts of each would tell what is withheld", flags["Suppress"])
	case r.o.Unknown != outcomes.LeftOut:
		why = r.sayf("%s %s puts {searches} into groups whatever their %s", flags["Unknown"], r.o.Unknown, by)
	case !hasStrata(r.o.Method):
		why = fmt.Sprintf("%s %s has no form for strata; these have one: %s", flags["Method"], r.o.Method, list(rri.Methods(), hasStrata))
	default:
		r.axes = axes
		return ""
	}
	return fmt.Sprintf("No index is adjusted for %s: %s. An index of everything together can differ from that of every %[1]s.", by, why)
}

// withinAxes returns the axes of Within that are not among those of the report.
func (r *Report) withinAxes() (within []Dimension, axes []axis) {
	for _, d := range r.o.Within {
		covered := slices.ContainsFunc(r.axes, func(a axis) bool { return a.id == d.String() })
		if !covered {
			within = append(within, d)
			axes = append(axes, r.axisOf(d))
		}
	}
	return within, axes
}

// adjustProportions adds the tables of outcomes that are adjusted for the axes of the report, and
// for these and Within, beside the crude table of the same question. byGround says that the table
// is a part of another, which Within leaves out.
func (r *Report) adjustProportions(t *outcomes.Tally, d outcomes.Definition, q question, byGround bool) error {
	if len(r.axes) > 0 {
		list, err := r.proportionsOf(t, d, r.axes)
		if err != nil {
			return err
		}
		if len(list) > 1 {
			if err := adjust(r, list, r.axes, nil, t, q); err != nil {
				return err
			}
		}
	}
	within, axes := r.withinAxes()
	if byGround || len(within) == 0 {
		return nil
	}
	axes = slices.Concat(r.axes, axes)
	list, err := r.proportionsOf(t, d, axes)
	if err != nil || list == nil {
		return err // nobody to compare in any stratum: the crude table says so
	}
	return adjust(r, list, axes, within, t, q)
}

// proportionsOf returns the counts of every stratum that has someone of a known group, in order.
// Their design effects are those of the force and period of the stratum, as far as the report is by
// these, so that a part has the same interval wherever it stands; a stratum of Within has too few
// stops to tell its own.
func (r *Report) proportionsOf(t *outcomes.Tally, d outcomes.Definition, axes []axis) (list []strata.Stratum[string, ethnicity.Group, rri.Proportion], err error) {
	part := func(k outcomes.Key) (c cell) {
		for i, a := range r.axes {
			c[i] = a.of(k).place
		}
		return c
	}
	effects := make(map[cell]map[ethnicity.Group]float64)
	for of, searches := range outcomes.Split(t, part) {
		if effects[of], err = r.groupEffects(searches, &d, r.o.Scheme); err != nil {
			return nil, err
		}
	}
	for _, c := range cells(t, axes) {
		p, err := c.Proportions(d, r.counts.Grouping)
		if err != nil {
			return nil, prefixed(err)
		}
		if hasTrials(p.By) {
			list = append(list, strata.Stratum[string, ethnicity.Group, rri.Proportion]{Key: c.name, Counts: withEffects(dropAbsent(r.absent, p.By), effects[part(c.key)])})
		}
	}
	return list, nil
}

// adjust adds a table that is adjusted for strata.
func adjust[M rri.Measure](r *Report, list []strata.Stratum[string, ethnicity.Group, M], axes []axis, within []Dimension, t *outcomes.Tally, q question) error {
	names := axisNames(axes)
	a, err := strata.Compare(r.o.Baseline, list, strata.Options{Method: strataMethods[r.o.Method], Level: r.o.Level, SmallCountBelow: r.o.SmallCountBelow})
	if err != nil {
		return optionError("{Within} %s", strings.Join(names, ",")).wrapping(err)
	}
	if err := crudeAs(&a, q.effects.by); err != nil {
		return prefixed(err)
	}
	by := and(names)
	a.Measure, a.Definition, a.By, a.Events, a.Exposure = q.name, q.text, by, q.events, q.exposure
	a.Notes = append(a.Notes, fmt.Sprintf("The crude RRI sets all %[1]s of a group against all those of %[2]s; "+
		"the adjusted RRI sets only %[1]s of the same %[3]s against each other. "+
		"Where they differ, the groups differ in %[3]s. p alike below %.4[4]g: the RRI differs between strata by more than chance",
		q.exposure, r.o.Baseline, by, 1-a.Options.Level))
	if n := unrecorded(t, axes); n > 0 {
		a.Notes = append(a.Notes, r.sayf("%s of %s {searches} lack a record of %s: they make strata of their own, whose people need not be alike",
			count(n), count(t.Total()), strings.Join(names, " or ")))
	}
	for _, note := range q.notes {
		if note != "" {
			a.Notes = append(a.Notes, note)
		}
	}
	adjusted := Adjusted{ID: q.id, MonthsNote: q.months, Within: within}
	switch a := any(&a).(type) {
	case *strata.Table[string, ethnicity.Group, rri.Proportion]:
		a.Per = 100
		adjusted.Proportions = a
	case *strata.Table[string, ethnicity.Group, rri.Rate]:
		a.Per = 1000
		adjusted.Rates = a
	}
	r.adjusted = append(r.adjusted, adjusted)
	return nil
}

// crudeAs gives the crude figures beside adjusted ones the design effects of the table of the same
// question, so that one index has one interval; those of the strata may differ from part to part.
func crudeAs[M rri.Measure](a *strata.Table[string, ethnicity.Group, M], by map[ethnicity.Group]float64) (err error) {
	if by == nil {
		return nil
	}
	o := rri.Options{Level: a.Options.Level, SmallCountBelow: a.Options.SmallCountBelow}
	var baseline M
	for i := range a.Rows { // the first is the baseline
		row := &a.Rows[i]
		row.Count = rri.WithDesignEffect(row.Count, by[row.Group])
		if row.Group == a.Baseline {
			baseline = row.Count
		}
		if o.Method = row.Rate.Method; row.Rate.Computed() {
			if row.Rate, err = rri.Of(row.Count, o); err != nil {
				return err
			}
		}
		if o.Method = row.Crude.Method; row.Group != a.Baseline && row.Crude.Computed() {
			if row.Crude, err = rri.Ratio(row.Count, baseline, o); err != nil {
				return err
			}
		}
	}
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
func unrecorded(t *outcomes.Tally, axes []axis) int64 {
	return countOf(t, func(k outcomes.Key) bool {
		return k.Type.IsPerson() && slices.ContainsFunc(axes, func(a axis) bool { return !a.of(k).recorded })
	})
}
