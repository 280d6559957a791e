package report

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// denominator is the residents whom a search rate is of, in the groups of the report: those of the
// areas of forces, of one place, or figures that were brought along. All that is said of them, and
// of where they are from, is asked of it.
type denominator struct {
	ethnicity.Population

	// onePlace says that all searches together are over them, whatever their force.
	onePlace bool

	// with are the forces whose searches are in the rate, and without those that have no residents.
	with, without []ethnicity.Force
}

// onePlace reports whether all searches together are over the residents of one place, or over
// figures that were brought along.
func (o Options) onePlace() bool { return o.ResidentsOf != "" || o.Residents != nil }

// validateResidents reports residents that are none, or that are asked for twice over.
func (o Options) validateResidents() error {
	switch {
	case o.Residents != nil && o.ResidentsOf != "":
		return optionError("{Residents} and {ResidentsOf} both say whose residents count: want one of them")
	case o.Residents != nil && o.Census != ethnicity.OtherSource:
		return optionError("{Census} %s does nothing with {Residents}, which are the figures whatever the census: leave it out", o.Census)
	case o.Residents != nil && !(o.Residents.Total() > 0):
		return optionError("{Residents}: they are 0, of whom there is no rate: want the numbers of people in each group")
	case o.ResidentsOf != "":
		if _, err := ethnicity.PopulationOf(o.ResidentsOf, censusOf(o.Census)); err != nil {
			return optionError("{ResidentsOf}").wrapping(err)
		}
	}
	return nil
}

// censusOf returns the census whose areas and groups the residents have.
func censusOf(c ethnicity.Census) ethnicity.Census {
	if c == ethnicity.Interpolated {
		return ethnicity.Census2021
	}
	return c
}

// theResidents names the residents of one place in a sentence.
func (o Options) theResidents() string {
	var p ethnicity.Population
	if p.Area = o.ResidentsOf; o.Residents != nil {
		p = *o.Residents
	} else if of, err := ethnicity.PopulationOf(o.ResidentsOf, censusOf(o.Census)); err == nil {
		p = of
	}
	switch {
	case p.Area != "":
		return "the residents of " + p.Area
	case p.Source != "":
		return "the residents by " + p.Source
	}
	return "the residents that are given"
}

// togetherNote says that one index is of all forces, where rows of several are over one place, or
// may be; "" if they are of one.
func (r *Report) togetherNote() string {
	switch forces := r.span.forces; {
	case !r.o.onePlace():
		return ""
	case len(forces) > 1:
		return fmt.Sprintf("Searches of %s are over %s together: the index is of all of them, and can differ from that of every force.",
			forceNames(forces), r.o.theResidents())
	case forces[0].IsZero():
		return fmt.Sprintf("The records do not say of which force they are: the index is of all of them together, over %s.", r.o.theResidents())
	}
	return ""
}

// baselineNote says that the residents have nobody of the baseline; "" if they have.
func (r *Report) baselineNote() string {
	if n, err := r.denominator.Of(r.o.Baseline); err != nil || n > 0 {
		return ""
	}
	return nobodyLives(r.o.Baseline)
}

// isOver reports whether searches of a force are in the search rate.
func (r *Report) isOver(f ethnicity.Force) bool {
	_, part := r.areaParts[f]
	return r.o.onePlace() || hasResidents(f) && !part
}

// forcesWith returns those of the forces of the report whose searches are in the search rate.
func (r *Report) forcesWith() []ethnicity.Force {
	return slices.DeleteFunc(slices.Clone(r.span.forces), func(f ethnicity.Force) bool { return !r.isOver(f) })
}

// denominatorFor returns the residents for the searches in rows, by a census or on the mean day of
// the months in them: of the forces in them, each on its own day, or of the one place; nil if none
// of the forces has residents. Figures that were brought along are the same whatever the census.
func (r *Report) denominatorFor(rows *outcomes.Tally, census ethnicity.Census) (*denominator, error) {
	months := monthsOf(rows)
	forces := spanOf(rows).forces
	d := &denominator{onePlace: r.o.onePlace()}
	if d.onePlace {
		d.with = forces
		p, err := r.placeOn(months.all(), census)
		d.Population = p
		return d, err
	}
	var populations []ethnicity.Population
	for _, f := range forces {
		if !r.isOver(f) {
			d.without = append(d.without, f)
			continue
		}
		day, ok := meanDay(months[f])
		if !ok {
			day, ok = meanDay(months.all())
		}
		p, err := r.populationOn(f.Code(), census, day, ok)
		if err != nil {
			return nil, err
		}
		d.with = append(d.with, f)
		populations = append(populations, p)
	}
	if d.with == nil {
		return nil, nil
	}
	var err error
	d.Population, err = ethnicity.Sum(populations...)
	return d, prefixed(err)
}

// placeOn returns the residents of the one place.
func (r *Report) placeOn(months monthSet, census ethnicity.Census) (ethnicity.Population, error) {
	if own := r.o.Residents; own != nil {
		p, err := own.Collapse(r.o.Scheme)
		return p, prefixed(err)
	}
	day, ok := meanDay(months)
	return r.populationOn(r.o.ResidentsOf, census, day, ok)
}

// populationOn returns the residents of a built-in area in the groups of the report, by a census or
// on a day; where no day is known, they are those of the last census.
func (r *Report) populationOn(area string, census ethnicity.Census, day time.Time, known bool) (p ethnicity.Population, err error) {
	switch {
	case census != ethnicity.Interpolated:
		p, err = ethnicity.PopulationOf(area, census)
	case known:
		p, err = ethnicity.PopulationAt(area, day)
	default:
		p, err = ethnicity.PopulationOf(area, ethnicity.Census2021)
	}
	if err != nil {
		return p, prefixed(err)
	}
	q, err := p.Collapse(r.o.Scheme)
	if _, is := errors.AsType[*ethnicity.CollapseError](err); is {
		fits := func(s ethnicity.Scheme) bool { return counts(p.Census, s) && r.o.hasAccount(s) }
		return q, optionError("{Scheme} %s cannot be had: the searches are of about %s, to which census %s is nearest, and it did not count these groups. Want one of %s",
			r.o.Scheme, dayText(day), p.Census, list(ethnicity.Schemes(), fits)).because(err)
	}
	return q, prefixed(err)
}

// monthSet are the months in which there are rows.
type monthSet map[outcomes.Month]bool

// forceMonths are those of each force.
type forceMonths map[ethnicity.Force]monthSet

// monthsOf returns the months of the rows of each force, those that have none left aside.
func monthsOf(rows *outcomes.Tally) forceMonths {
	months := make(forceMonths)
	for k := range outcomes.CountBy(rows, func(k outcomes.Key) outcomes.Key { return outcomes.Key{Force: k.Force, Month: k.Month} }) {
		if k.Month == 0 {
			continue
		}
		if months[k.Force] == nil {
			months[k.Force] = make(monthSet)
		}
		months[k.Force][k.Month] = true
	}
	return months
}

// all returns the months in which any force has a row.
func (m forceMonths) all() monthSet {
	all := make(monthSet)
	for _, months := range m {
		for month := range months {
			all[month] = true
		}
	}
	return all
}

// meanDay returns the mean day of months, each weighted by its days and rounded down to a day: 15
// June for June alone. ok is false if there is no month.
func meanDay(months monthSet) (day time.Time, ok bool) {
	const dayLength = 24 * time.Hour
	origin := ethnicity.Census2021.Day()
	var sum, days int // twice the sum of the days from the origin on, so that it is a whole number
	for m := range months {
		first := time.Date(m.Year(), m.Month(), 1, 0, 0, 0, 0, time.UTC)
		length := int(first.AddDate(0, 1, 0).Sub(first) / dayLength)
		days += length
		sum += length * (2*int(first.Sub(origin)/dayLength) + length - 1)
	}
	if days == 0 {
		return day, false
	}
	mean := sum / (2 * days)
	if sum < 0 && sum%(2*days) != 0 {
		mean-- // down, not to the origin
	}
	return origin.AddDate(0, 0, mean), true
}

// dayText writes a day for people: 15 June 2016.
func dayText(day time.Time) string { return day.Format("2 January 2006") }

// ownFigures is what figures that were brought along are called where nothing says what they are.
const ownFigures = "own figures"

// place names whose residents they are: forces, one place, or where nothing names that of figures
// that were brought along, the figures.
func (d *denominator) place() string {
	if !d.onePlace {
		return forceNames(d.with)
	}
	return cmp.Or(d.Area, d.Source, ownFigures)
}

// source says whose figures they are: "census 2021", or what figures that were brought along say of
// themselves; "" if there are none.
func (d *denominator) source() string {
	if d == nil {
		return ""
	}
	return cmp.Or(d.Source, ownFigures)
}

// inHead says in the heading whose residents they are.
func (d *denominator) inHead() string {
	if !d.onePlace {
		return d.source()
	}
	return "residents" + strings.TrimPrefix(d.residentsOf(), "resident")
}

// isOwn reports whether they are figures that were brought along.
func (d *denominator) isOwn() bool { return d.Census == ethnicity.OtherSource }

// residentsOf names the residents in a sentence, with where they are from.
func (d *denominator) residentsOf() string {
	switch {
	case d.onePlace && d.Area == "":
		return fmt.Sprintf("resident (%s)", d.source())
	case d.onePlace:
		return fmt.Sprintf("resident of %s (%s)", d.Area, d.source())
	case len(d.with) > 1:
		return fmt.Sprintf("resident of the police force areas (%s, %s)", d.place(), d.source())
	}
	return fmt.Sprintf("resident of the police force area (%s, %s)", d.place(), d.source())
}

// over returns a rate over these residents of its group in place of those that it has.
func (d *denominator) over(g ethnicity.Group, rate rri.Rate) (rri.Rate, error) {
	n, err := d.Of(g)
	rate.Population = n
	return rate, prefixed(err)
}

// searchExposure is the name of what a search rate is out of.
const searchExposure = "residents"

// wholeResidents writes a number of residents for people, which is no whole one where it is
// interpolated, as a whole one from ten on.
func wholeResidents(c sheet.Cell) sheet.Cell {
	const few = 10
	if v, ok := c.Value.Any().(float64); ok && v >= few && v < math.MaxInt64 {
		c.Text = count(int64(math.Round(v)))
	}
	return c
}

// plain describes where they are from as plain data.
func (d *denominator) plain() *ResidentsSource {
	s := &ResidentsSource{Kind: "census", Years: []int{d.Census.Year()}, Date: isoDay(d.Census.Day()), Text: d.source()}
	switch d.Census {
	case ethnicity.OtherSource:
		s.Kind, s.Years = "own", []int{}
	case ethnicity.Interpolated:
		s.Kind, s.Years = "interpolated", []int{ethnicity.Census2011.Year(), ethnicity.Census2021.Year()}
	}
	if s.Kind != "census" {
		s.Date = isoDay(d.First)
		if !d.Last.Equal(d.First) {
			s.Last = isoDay(d.Last)
		}
	}
	if d.onePlace {
		s.Place = d.place()
	}
	return s
}

// date writes the day for programs, or the first and the last as an interval of ISO 8601; "" if
// there is none.
func (s *ResidentsSource) date() string {
	if s.Last == "" {
		return s.Date
	}
	return s.Date + "/" + s.Last
}

// isoDay writes a day as 2016-06-15; "" for the zero time.
func isoDay(day time.Time) string {
	if day.IsZero() {
		return ""
	}
	return day.Format(time.DateOnly)
}

// inShort says whose residents they are, and of which day, after the word residents.
func (s *ResidentsSource) inShort() string {
	of := ""
	if s.Place != "" && s.Place != s.Text {
		of = " of " + s.Place
	}
	switch {
	case s.Kind == "own":
		return of + " by " + s.Text
	case s.Kind == "interpolated" && s.Last != "":
		return fmt.Sprintf("%s interpolated to days from %s to %s from the censuses of %s", of, dayOf(s.Date), dayOf(s.Last), s.years())
	case s.Kind == "interpolated":
		return fmt.Sprintf("%s interpolated to %s from the censuses of %s", of, dayOf(s.Date), s.years())
	case of != "":
		return fmt.Sprintf("%s by the %s census", of, s.years())
	}
	return fmt.Sprintf(" of the %s census", s.years())
}

// years names the years of the censuses.
func (s *ResidentsSource) years() string {
	var years []string
	for _, year := range s.Years {
		years = append(years, fmt.Sprint(year))
	}
	return and(years)
}

// dayOf writes the day that isoDay wrote for people.
func dayOf(iso string) string {
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return dayText(day)
}
