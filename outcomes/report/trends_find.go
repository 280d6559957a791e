package report

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// usualMargin is what Options.Margin 0 stands for.
const usualMargin = 0.1

// margin returns what is too little to be called a change.
func (o Options) margin() float64 { return cmp.Or(o.Margin, usualMargin) }

// hasTrends reports whether change and trend are looked for: there are periods, or two stretches of
// months to compare, and searches are in the groups that are recorded. Of the parts of a report
// those have them that are no periods.
func (r *Report) hasTrends() bool {
	return r.limit == 0 && r.o.Unknown == outcomes.LeftOut && (r.by.isPeriod() || r.o.compares()) && (r.whole == nil || !r.whole.by.isPeriod())
}

// findTrends finds how every measure of which there is a table changed, but for finds by ground,
// which are parts of others, and for what has the counts of a table above it. A report in whose
// periods there is nothing to compare has none, unless it was asked for.
func (r *Report) findTrends() error {
	if !r.hasTrends() {
		if r.by.isPeriod() && r.whole == nil && r.o.Unknown != outcomes.LeftOut {
			r.remind(r.sayf("No change and no trend: %s %s puts {searches} into groups by those of all months together, and so evens out what changes.", flags["Unknown"], r.o.Unknown))
		}
		return nil
	}
	if why := r.nothingToCompare(); why != nil {
		switch {
		case r.whole != nil:
			r.note(fmt.Sprintf("No change of %s: %s.", r.partText(), why.Text(inFlags)))
			return nil
		case r.o.asksForChange():
			return why
		}
		return nil
	}
	if r.o.compares() && !r.o.onePlace() {
		_, without := r.inBoth()
		r.remind(r.withoutForces(without))
	}
	eligible := changing(r.tables)
	if len(eligible) == 0 {
		return nil
	}
	if first := eligible[0]; !first.perPerson && r.o.asksForChange() {
		r.remind(r.sayf("There is no {search rate}, and so no change of one. The changes of the other measures are in their tables: %s %s.", flags["Tables"], first.id))
	}
	first, note := r.findTrend(eligible[0])
	r.remind(note)
	if first == nil {
		return nil
	}
	r.trends = []Trend{*first}
	r.otherTrends = sync.OnceValues(func() (list []Trend, notes []string) {
		for _, e := range eligible[1:] {
			t, note := r.findTrend(e)
			if note != "" {
				notes = append(notes, note)
			}
			if t != nil {
				r.setWords(*t, claims.Input{Unresolved: r.unresolved()})
				list = append(list, *t)
			}
		}
		return list, notes
	})
	o := r.seriesOptions(r.tables[0], false)
	o.LowMonth = 0 // as the table by part has it
	var err error
	r.completeness, err = r.ofChange(r.inPeriod().Where(r.isChosen)).Completeness(o)
	return prefixed(err)
}

// changing returns those of tables whose change and trend are looked for.
func changing(tables []entry) (list []entry) {
	for i, e := range tables {
		same := slices.ContainsFunc(tables[:i], func(above entry) bool { return sameCounts(e.plain, above.plain) })
		if e.noAnswer == "" && !isGround(e.id) && !same {
			list = append(list, e)
		}
	}
	return list
}

// allTrends returns how every measure changed, and what is to be noted of those that have no trend:
// that of the first table, which the first screen shows, is made with the report, and the others
// where they are asked for.
func (r *Report) allTrends() ([]Trend, []string) {
	if r.otherTrends == nil {
		return r.trends, nil
	}
	others, notes := r.otherTrends()
	return slices.Concat(r.trends, others), notes
}

// inBoth returns the forces that have rows in both stretches of months that are to be compared, and
// those that have not. An index of several forces would change with their being there.
func (r *Report) inBoth() (both, without []ethnicity.Force) {
	has := func(months monthSet, in outcomes.Months) bool {
		for m := range months {
			if in.Contains(m) && !r.isLeftOut(m) {
				return true
			}
		}
		return false
	}
	months := monthsOf(r.readInPeriod())
	for _, f := range r.span.forces {
		if has(months[f], r.o.Before) && has(months[f], r.o.After) {
			both = append(both, f)
		} else {
			without = append(without, f)
		}
	}
	return both, without
}

// isLeftOut reports whether a month is in no change.
func (r *Report) isLeftOut(m outcomes.Month) bool {
	return slices.ContainsFunc(r.o.LeaveOut, func(out outcomes.Months) bool { return out.Contains(m) })
}

// withoutForces says that a change is without some forces; "" for none.
func (r *Report) withoutForces(forces []ethnicity.Force) string {
	if forces == nil {
		return ""
	}
	return r.sayf("Changes and trends are without the {searches} of %s, of which there are not rows in both of the stretches of months that are compared.", forceNames(forces))
}

// ofChange returns what of a tally changes and trends are of: without the forces that are not in
// both stretches of months to compare.
func (r *Report) ofChange(t *outcomes.Tally) *outcomes.Tally {
	if !r.o.compares() || r.o.onePlace() || len(r.span.forces) < 2 {
		return t
	}
	both, _ := r.inBoth()
	return t.Where(func(k outcomes.Key) bool { return slices.Contains(both, k.Force) })
}

// nothingToCompare says why the records have nothing of what was asked for; nil if they have.
func (r *Report) nothingToCompare() *OptionError {
	read := r.readInPeriod()
	months := monthsOf(read).all()
	there := func(in outcomes.Months) (all, left bool) {
		for m := range months {
			if !in.Contains(m) {
				continue
			}
			all = true
			left = left || !r.isLeftOut(m)
		}
		return all, left
	}
	if len(months) == 0 {
		return optionError("%s: no row has a month", r.o.changeOption())
	}
	for _, of := range []struct {
		option string
		months outcomes.Months
	}{{"Before", r.o.Before}, {"After", r.o.After}} {
		switch all, left := there(of.months); {
		case !r.o.compares():
		case !all:
			return optionError("{%s} %s: there is no row of these months: there are rows of %s", of.option, of.months, spanOf(read).months())
		case !left:
			return optionError("{LeaveOut} %s leaves nothing of {%s} %s", r.o.leftOutMonths(), of.option, of.months)
		}
	}
	if both, _ := r.inBoth(); r.o.compares() && !r.o.onePlace() && len(both) == 0 {
		return optionError("{Before} %s and %s: no force has rows of both, so that there is nothing to compare", r.o.Before, r.o.After)
	}
	if _, left := there(outcomes.Months{}); !left {
		return optionError("{LeaveOut} %s leaves nothing: there are rows of %s", r.o.leftOutMonths(), spanOf(read).months())
	}
	if n := int(r.months.last-r.months.first) + 1; r.o.Rolling > n {
		return optionError("{Rolling} %d: there are rows of %s, which are %d months: want as many at the most", r.o.Rolling, spanOf(read).months(), n)
	}
	return nil
}

// findTrend finds how the measure of one table changed: nil if that tells nothing, with a note that
// says why where it was asked for, or where the records do not bear it.
func (r *Report) findTrend(e entry) (found *Trend, note string) {
	t, err := r.trendOf(e)
	switch {
	case errors.Is(err, errNoCounts) && !r.o.asksForChange():
		return nil, ""
	case err != nil:
		return nil, fmt.Sprintf("No change and no trend of the %s: %s.", e.name, strings.TrimPrefix(strings.TrimPrefix(err.Error(), "trend: "), "outcomes: "))
	case t.changes().tells():
		return &t, ""
	case r.o.asksForChange():
		return nil, fmt.Sprintf("No change and no trend of the %s: no two whole periods are a year apart, and fewer than %d periods make no trend.%s", e.name, enough, r.leftWith(t.changes()))
	}
	return nil, ""
}

// leftWith says how many periods can be in a change, where months are left out; "" where none are.
func (r *Report) leftWith(c changes) string {
	if len(r.o.LeaveOut) == 0 {
		return ""
	}
	return fmt.Sprintf(" Without %s, as was asked, %s left of %s.", r.o.leftOutMonths(),
		plural(int64(len(c.used)), r.by.kind().Noun()+" is", r.by.kind().Noun()+"s are"), count(int64(len(c.points))))
}

// trendOf finds how the measure of one table changed.
func (r *Report) trendOf(e entry) (t Trend, err error) {
	t.ID = e.id
	o := r.seriesOptions(e, e.perPerson)
	if e.perPerson {
		s, err := r.ofChange(e.of).RateSeries(o)
		if err != nil {
			return t, err
		}
		t.Rates, t.Independent, err = resultOf(r, e, s)
		return t, err
	}
	s, err := r.ofChange(e.of).ProportionSeries(*e.definition, o)
	if err != nil {
		return t, err
	}
	t.Proportions, t.Independent, err = resultOf(r, e, s)
	return t, err
}

// resultOf finds what a series tells, and the change that was asked for if every search were
// independent.
func resultOf[M rri.Measure](r *Report, e entry, s trend.Series[ethnicity.Group, M]) (*trend.Result[ethnicity.Group, M], *trend.Change[ethnicity.Group], error) {
	s.Measure, s.Definition, s.Events, s.Per = e.plain.Measure, e.plain.Definition, e.plain.Events, e.plain.Per
	if !r.words.IsSearch() {
		s.Exposure = e.plain.Exposure
	}
	if !r.by.isPeriod() { // two stretches of months alone
		s.Points = nil
		for i := range s.Alternatives {
			s.Alternatives[i].Points = nil
		}
	}
	if !hasBaseline(s) {
		return nil, nil, errNoCounts
	}
	o := trend.Options{Options: rri.Options{Method: r.o.Method, Level: r.o.Level, SmallCountBelow: r.o.SmallCountBelow}, Margin: r.o.margin(), Independent: r.o.Independent}
	if e.perPerson {
		o.Sense = trend.UpIsWorse
	}
	for _, m := range r.o.LeaveOut {
		o.LeaveOut = append(o.LeaveOut, m.Period())
	}
	result, err := trend.Of(s, o)
	if low := r.lowInChange(e); low != "" && err == nil {
		result.Notes = append(result.Notes, low)
	}
	if err != nil || s.Before == nil || !hasEffects(s) {
		return &result, nil, err
	}
	before, after := independent(*s.Before), independent(*s.After)
	s.Points, s.Rolling, s.Alternatives, s.DesignEffects = nil, nil, nil, nil
	s.Before, s.After = &before, &after
	plain, err := trend.Of(s, o)
	return &result, plain.Compared, err
}

// lowInChange says which months are in the tables and in no change, since they are low; "" for
// none.
func (r *Report) lowInChange(e entry) string {
	forces := r.span.forces
	if e.perPerson {
		forces = r.forcesWith()
	}
	c := r.months.of(forces)
	if len(c.low) == 0 {
		return ""
	}
	c.missing = nil
	return c.lowText(r.o.LowMonth, r.limit) + ". They are in no change and no trend, and in the tables above"
}

// errNoCounts: no period of a series has counts of the baseline, as where the months of every one
// are missing or low.
var errNoCounts = errors.New("no period has counts of the baseline to compare with, once months that are missing or low are left out")

// hasBaseline reports whether a period of a series has counts of the baseline.
func hasBaseline[M rri.Measure](s trend.Series[ethnicity.Group, M]) bool {
	has := func(p trend.Point[ethnicity.Group, M]) bool {
		_, ok := p.Counts[s.Baseline]
		return ok
	}
	return slices.ContainsFunc(s.Points, has) || slices.ContainsFunc(s.Rolling, has) ||
		s.Before != nil && has(*s.Before) || s.After != nil && has(*s.After)
}

// hasEffects reports whether a count of the two periods to compare has a design effect.
func hasEffects[M rri.Measure](s trend.Series[ethnicity.Group, M]) bool {
	for _, p := range []*trend.Point[ethnicity.Group, M]{s.Before, s.After} {
		for _, m := range p.Counts {
			if _, _, effect := m.Counts(); effect > 1 {
				return true
			}
		}
	}
	return false
}

// independent returns a point whose counts are of independent searches.
func independent[M rri.Measure](p trend.Point[ethnicity.Group, M]) trend.Point[ethnicity.Group, M] {
	counts := make(map[ethnicity.Group]M)
	for g, m := range p.Counts {
		counts[g] = rri.WithDesignEffect(m, 0)
	}
	p.Counts = counts
	return p
}

// seriesOptions says how the searches of a table are cut into periods, and over whom.
func (r *Report) seriesOptions(e entry, rates bool) outcomes.SeriesOptions {
	o := outcomes.SeriesOptions{
		Grouping: outcomes.Grouping{Rule: r.o.Rule, Scheme: r.o.Scheme, Independent: !r.takesEffects(!rates)},
		Months:   outcomes.Months{First: r.months.first, Last: r.months.last},
		Baseline: r.o.Baseline, Rolling: r.o.Rolling, LowMonth: r.o.LowMonth, OnePlace: r.o.onePlace(), Read: r.ofChange(r.readInPeriod()),
	}
	if r.by.isPeriod() {
		o.Kind = r.by.kind()
	}
	if r.o.compares() {
		o.Before, o.After, o.LeaveOut = r.o.Before, r.o.After, r.o.LeaveOut
	}
	for _, row := range rowsOfGroups(e.plain) {
		if !row.Flags.Has(rri.NotCompared) {
			o.Groups = append(o.Groups, row.Group)
		}
	}
	if !rates {
		return o
	}
	o.Read = o.Read.Where(func(k outcomes.Key) bool { return r.isOver(k.Force) })
	o.Residents = r.residentsOf(r.o.Census)
	if r.o.Residents == nil && r.o.Census == ethnicity.Interpolated {
		for _, census := range r.otherCensuses(r.span) {
			if d, err := r.otherDenominator(o.Read, census); err == nil && d != nil {
				o.Alternatives = append(o.Alternatives, outcomes.SeriesResidents{Name: "the residents of " + d.plain().short(), Residents: r.residentsOf(census)})
			}
		}
	}
	return o
}

// residentsOf returns what gives the residents of the area of a force on a day, or of the one
// place.
func (r *Report) residentsOf(census ethnicity.Census) func(ethnicity.Force, time.Time) (ethnicity.Population, error) {
	return func(force ethnicity.Force, day time.Time) (ethnicity.Population, error) {
		switch {
		case r.o.Residents != nil:
			p, err := r.o.Residents.Collapse(r.o.Scheme)
			return p, prefixed(err)
		case r.o.ResidentsOf != "":
			return r.populationOn(r.o.ResidentsOf, census, day, !day.IsZero())
		}
		return r.populationOn(force.Code(), census, day, !day.IsZero())
	}
}
