package report

import (
	"fmt"
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
	// that it asks for nothing but the force and the month
	ofMonth bool
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

// stratumCells are the searches of one stratum.
type stratumCells struct {
	name string
	cell cell
	// that every axis says something
	recorded bool
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
func cells(t *outcomes.Tally, axes []axis) (list []stratumCells) {
	of := make([]numberer, len(axes))
	for i, a := range axes {
		of[i] = numberer{axis: a, numbers: make(map[place]uint32)}
	}
	// of numbers, of which a map finds one sooner than of places
	for numbers, part := range outcomes.Split(t, func(k outcomes.Key) (numbers [maxAxes]uint32) {
		for i := range of {
			numbers[i] = of[i].number(k)
		}
		return numbers
	}) {
		one := stratumCells{Tally: part, recorded: true}
		var names []string
		for i := range of {
			l := of[i].levels[numbers[i]]
			one.cell[i], one.recorded = l.place, one.recorded && l.recorded
			names = append(names, l.inList())
		}
		one.name = strings.Join(names, ", ")
		list = append(list, one)
	}
	slices.SortFunc(list, func(a, b stratumCells) int { return slices.CompareFunc(a.cell[:], b.cell[:], place.compare) })
	return list
}

// numberer gives the levels of an axis their numbers.
type numberer struct {
	axis
	levels  []level // by number
	numbers map[place]uint32
	// the force and the month of the last search, and its number, if there is one
	force ethnicity.Force
	month outcomes.Month
	last  uint32
	any   bool
}

func (n *numberer) number(k outcomes.Key) uint32 {
	if n.any && n.ofMonth && k.Month == n.month && k.Force == n.force {
		return n.last
	}
	l := n.of(k)
	number, has := n.numbers[l.place]
	if !has {
		number = uint32(len(n.levels))
		n.numbers[l.place], n.levels = number, append(n.levels, l)
	}
	n.force, n.month, n.last, n.any = k.Force, k.Month, number, true
	return number
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
		axes = append(axes, axis{r.by.kind().Noun(), r.by.kind().Noun(), func(k outcomes.Key) level { return r.by.level(k.Month) }, true})
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
func (r *Report) adjustProportions(t searches, d outcomes.Definition, q question, byGround bool) error {
	if len(r.axes) > 0 {
		list, err := r.proportionsOf(t, d, r.axes)
		if err != nil {
			return err
		}
		if len(list) > 1 {
			if err := adjust(r, list, r.axes, nil, t.strata(r.axes), q); err != nil {
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
	return adjust(r, list, axes, within, t.strata(axes), q)
}

// proportionsOf returns the counts of every stratum that has someone of a known group, in order.
// Their design effects are those of the force and period of the stratum, as far as the report is by
// these, so that a part has the same interval wherever it stands; a stratum of Within has too few
// stops to tell its own.
func (r *Report) proportionsOf(t searches, d outcomes.Definition, axes []axis) (list []strata.Stratum[string, ethnicity.Group, rri.Proportion], err error) {
	g := r.counts.Grouping
	var effects map[cell]map[ethnicity.Group]float64
	if len(axes) == len(r.axes) { // each has its own
		g.Independent = r.isIndependent()
	} else if effects, err = r.effectsOfParts(t, d); err != nil {
		return nil, err
	}
	for _, c := range t.strata(axes) {
		p, err := c.Proportions(d, g)
		if err != nil {
			return nil, prefixed(err)
		}
		if !hasTrials(p.By) {
			continue
		}
		var part cell
		copy(part[:], c.cell[:len(r.axes)])
		list = append(list, strata.Stratum[string, ethnicity.Group, rri.Proportion]{Key: c.name, Counts: withEffects(dropAbsent(r.absent, p.By), effects[part])})
	}
	return list, nil
}

// effectsOfParts returns the design effects of every force and period, as far as the report is by
// these, by the places of their levels.
func (r *Report) effectsOfParts(t searches, d outcomes.Definition) (effects map[cell]map[ethnicity.Group]float64, err error) {
	parts := []stratumCells{{Tally: t.Tally}}
	if len(r.axes) > 0 {
		parts = t.strata(r.axes)
	}
	effects = make(map[cell]map[ethnicity.Group]float64)
	for _, part := range parts {
		if effects[part.cell], err = r.groupEffects(part.Tally, &d, r.o.Scheme); err != nil {
			return nil, err
		}
	}
	return effects, nil
}

// adjust adds a table that is adjusted for strata, which all has, those too that have no counts.
func adjust[M rri.Measure](r *Report, list []strata.Stratum[string, ethnicity.Group, M], axes []axis, within []Dimension, all []stratumCells, q question) error {
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
	if n, of := unrecorded(all); n > 0 {
		a.Notes = append(a.Notes, r.sayf("%s of %s {searches} lack a record of %s: they make strata of their own, whose people need not be alike",
			count(n), count(of), strings.Join(names, " or ")))
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

// unrecorded returns the number of searches that lack one of the things to be alike in, of how
// many.
func unrecorded(all []stratumCells) (n, of int64) {
	for _, c := range all {
		of += c.Total()
		if !c.recorded {
			n += c.Total()
		}
	}
	return n, of
}
