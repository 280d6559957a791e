package report

import (
	"fmt"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
	"github.com/seed-549880be/disparity/rri/sheet"
)

const (
	warningYears = 2 // how far residents are from the searches for a warning
	openingYears = 5 // and for every sentence to begin with their year
)

// far says that the residents are of a day that is far from the searches. The zero value says that
// it is not, or not known.
type far struct {
	note string // "" nearer than two years
	year int    // of the residents, 0 nearer than five years
}

// findFar finds how far the day of the residents is from the mean day of the months: of each force,
// of which the farthest counts, or of all searches where they are over the residents of one place.
func (r *Report) findFar() error {
	if r.denominator == nil {
		return nil
	}
	var farthest, first distance
	known, several := false, false
	for _, rows := range r.residentsUnits() {
		d, err := r.denominatorFor(rows, r.o.Census)
		if err != nil {
			return err
		}
		day, ok := meanDay(monthsOf(rows).all())
		if !ok {
			continue
		}
		one := distanceOf(d.Population, day)
		if !known {
			known, first = true, one
		}
		several = several || one.years != first.years
		if one.years > farthest.years {
			farthest = one
		}
	}
	if !farthest.reaches(warningYears) {
		return nil
	}
	r.far.note = farthest.note(r.words, r.span.months(), several)
	r.note(r.far.note)
	if farthest.reaches(openingYears) {
		r.far.year = farthest.of.Year()
	}
	return nil
}

// residentsUnits returns the searches of each force that has residents, or all of them together if
// they are over one place.
func (r *Report) residentsUnits() (units []*outcomes.Tally) {
	if r.denominator.onePlace {
		return []*outcomes.Tally{r.readInPeriod()}
	}
	by := outcomes.Split(r.readInPeriod(), forceOf)
	for _, f := range r.denominator.with {
		units = append(units, by[f])
	}
	return units
}

// distance is how far searches are from the day of their residents.
type distance struct {
	figures string    // whose residents they are
	of      time.Time // their day, the nearest if there are several
	years   float64   // to the searches, whichever is first
	later   bool      // the searches are
}

// distanceOf returns the distance of a day of searches from the day of the residents; none of
// figures that do not say of which day they are.
func distanceOf(p ethnicity.Population, day time.Time) distance {
	first, last, figures := p.First, p.Last, ""
	if census := p.Census.Day(); !census.IsZero() {
		first, last, figures = census, census, "the census of "
	}
	if first.IsZero() {
		return distance{}
	}
	d := distance{figures: figures + dayText(first), of: first}
	if !last.Equal(first) {
		d.figures += " to " + dayText(last)
	}
	if figures == "" && p.Source != "" {
		d.figures += " (" + p.Source + ")"
	}
	switch {
	case day.Before(first):
		d.years = yearsBetween(day, first)
	case day.After(last):
		d.of, d.years, d.later = last, yearsBetween(last, day), true
	}
	return d
}

// reaches reports whether a distance is so many years or more.
func (d distance) reaches(years int) bool { return d.years >= float64(years) }

// yearsBetween returns the years from one day to a later one: whole ones by the calendar, and the
// part of the year that has begun.
func yearsBetween(from, to time.Time) float64 {
	whole := 0
	for !from.AddDate(whole+1, 0, 0).After(to) {
		whole++
	}
	begun, end := from.AddDate(whole, 0, 0), from.AddDate(whole+1, 0, 0)
	return float64(whole) + to.Sub(begun).Hours()/end.Sub(begun).Hours()
}

// note says how far the residents are from the records of these months, or, of several forces with
// months of their own, how far at most.
func (d distance) note(words wording.Words, months string, atMost bool) string {
	side, upTo := "earlier", ""
	if d.later {
		side = "later"
	}
	if atMost {
		upTo = "up to "
	}
	return fmt.Sprintf(words.In("Residents are those of %s; the {searches} are of %s, %s%s years %s."), d.figures, months, upTo,
		sheet.Limit(sheet.Fixed, d.years, 1, warningYears, openingYears), side)
}
