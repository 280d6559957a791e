package ethnicity

import (
	"fmt"
	"math"
	"time"
)

// PopulationAt returns the residents of a built-in area, by the names of [PopulationOf], on a day:
// the date of on, in the location of on.
//
// On the day of a census, before that of 2011 and after that of 2021 the figures are those of the
// nearer census, as PopulationOf has them, and First and Last say for which day they stand. Between
// the two, from 28 March 2011 to 20 March 2021, they are interpolated: in [NineteenPlusOne], with
// Census [Interpolated], and a Source that says so.
//
// Every group is interpolated by itself, on the log scale, which supposes that it grew or shrank by
// the same share every day: after half of the 3,647 days 100 people in 2011 and 400 in 2021 are
// 200. Where either count is below 10, whose logarithm tells little or nothing, it is interpolated
// linearly: 0 and 40 are 20. So a group never leaves the range of its two counts, and is monotone
// in time. The total is the sum of the groups.
//
// That holds for the groups of every scheme: [Population.Collapse] and [Population.Of] interpolate
// Asian from the counts of Asian people, and not by adding up Indian, Pakistani and so on. Nor is
// an area the sum of its parts. Half-way, where they differ most, the detailed groups add up to
// something else than the five groups of a force by some 4.8 % at most, the districts to something
// else than their force by some 5.7 % at most, and the 43 forces to something else than England and
// Wales by some 0.6 % at most. The first two are people of Other groups in North Wales; half of all
// groups of forces depart by less than about 0.3 % and 0.1 %.
//
// A group that only the census of 2021 has is interpolated within its parent: Roma people, and
// other White people without them, keep their shares of 2021 of other White people.
//
// The census of 21 March 2021 was taken during a lockdown: some students, workers and others were
// not counted where they usually lived, in cities most of all.
//
// The errors are those of PopulationOf; the zero time, and a year before 1 or after 9999, are
// errors too. Districts that only the census of 2011 has are there up to its day.
func PopulationAt(area string, on time.Time) (Population, error) {
	day := dayOf(on)
	if err := checkYear(day); err != nil {
		return Population{}, fmt.Errorf("ethnicity: residents of %s: %w", clean(area), err)
	}
	if day.IsZero() {
		return Population{}, fmt.Errorf("ethnicity: residents of %s: no day is given: want that of the searches", clean(area))
	}
	nearer := Census2021
	if !day.After(Census2011.Day()) {
		nearer = Census2011
	}
	p, err := PopulationOf(area, nearer)
	if err != nil {
		return Population{}, err
	}
	p.First, p.Last = day, day
	if nearer == Census2011 || !day.Before(Census2021.Day()) {
		return p, nil
	}
	before, err := PopulationOf(p.Code, Census2011)
	if err != nil {
		return Population{}, err
	}
	p.Census, p.Source = Interpolated, sourceText(Interpolated, day, day)
	p.ends = ends{before.counts, p.counts}
	for g := range p.Scheme.Groups() {
		p.counts[g] = p.ends.at(g, day)
	}
	return p, nil
}

// ends are the counts of the two censuses that figures lie between, each in the groups of its own.
type ends struct {
	of2011 [numGroups]float64 // in EighteenPlusOne
	of2021 [numGroups]float64 // in NineteenPlusOne
}

// isInterpolated reports whether p is interpolated between two censuses, and no sum of such
// figures.
func (p Population) isInterpolated() bool { return p.ends != ends{} }

// at returns the people of group g on a day between the two censuses.
func (e ends) at(g Group, day time.Time) float64 {
	from, toldFrom := countOf(e.of2011, EighteenPlusOne, g)
	to, _ := countOf(e.of2021, NineteenPlusOne, g)
	if toldFrom {
		return between(from, to, day)
	}
	if parent, err := EighteenPlusOne.Collapse(g); err == nil {
		all, _ := countOf(e.of2021, NineteenPlusOne, parent)
		if all == 0 {
			return 0
		}
		return e.at(parent, day) * (to / all)
	}
	var n float64 // its parts are not all within one group of 2011
	for h := range NineteenPlusOne.Groups() {
		if g.Contains(h) {
			n += e.at(h, day)
		}
	}
	return n
}

// countOf returns the people of g in counts by the groups of s, and whether these tell them.
func countOf(counts [numGroups]float64, s Scheme, g Group) (n float64, told bool) {
	var found people
	for h := range s.Groups() {
		if g.Contains(h) {
			n += counts[h]
			found |= groups[h].holds
		}
	}
	return n, found == groups[g].holds
}

// between interpolates between the counts of the two censuses.
func between(from, to float64, day time.Time) float64 {
	const few = 10
	const dayLength = 24 * time.Hour
	share := float64(day.Sub(Census2011.Day())/dayLength) / float64(Census2021.Day().Sub(Census2011.Day())/dayLength)
	if from < few || to < few {
		return from + share*(to-from)
	}
	n := from * math.Pow(to/from, share)
	return min(max(n, min(from, to)), max(from, to)) // whatever the rounding
}

// dayOf returns the date of a time, in its location, at 00:00 UTC.
func dayOf(t time.Time) time.Time {
	year, month, date := t.Date()
	return time.Date(year, month, date, 0, 0, 0, 0, time.UTC)
}

// checkYear reports whether a day can be written as 2016-06-15.
func checkYear(day time.Time) error {
	if year := day.Year(); year < 1 || year > 9999 {
		return fmt.Errorf("a day in year %d: want one in the years 1 to 9999", year)
	}
	return nil
}

// dayText writes a day for people: 15 June 2016.
func dayText(day time.Time) string { return day.Format("2 January 2006") }

// sourceText says where built-in figures come from that stand for the days from first to last.
func sourceText(c Census, first, last time.Time) string {
	switch {
	case c != Interpolated:
		return "census " + c.String()
	case first.IsZero():
		return "census 2011 and 2021, interpolated"
	case first.Equal(last):
		return "census 2011 and 2021, interpolated to " + dayText(first)
	}
	return fmt.Sprintf("census 2011 and 2021, interpolated to days from %s to %s", dayText(first), dayText(last))
}
