package report

import (
	"cmp"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri/sheet"
)

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
		return of + " from " + s.Text
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
