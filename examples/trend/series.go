package main

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/published"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

type (
	series = trend.Series[ethnicity.Group, rri.Rate]
	point  = trend.Point[ethnicity.Group, rri.Rate]
	result = trend.Result[ethnicity.Group, rri.Rate]
)

// builtIn are the residents that are built in.
var builtIn = []struct {
	census    ethnicity.Census
	name      string
	residents published.Residents
}{
	{ethnicity.Interpolated, "residents interpolated for each year between the censuses of 2011 and 2021", published.ResidentsOfYear},
	{ethnicity.Census2011, "residents of census 2011 throughout", published.ResidentsOf(ethnicity.Census2011)},
	{ethnicity.Census2021, "residents of census 2021 throughout", published.ResidentsOf(ethnicity.Census2021)},
}

// of returns a as residents of this place, whatever the area of the table.
func of(place string, a published.Residents) published.Residents {
	if place == "" {
		return a
	}
	return func(_ string, year trend.Period) (ethnicity.Population, error) { return a(place, year) }
}

// chooseResidents sets whose residents the counts are set against, and those over which a word has
// to be the same, and says whose they are.
func (s *settings) chooseResidents(o *published.TrendOptions, t *table) (whose string, err error) {
	census := ethnicity.Interpolated
	if s.census != nil {
		census = *s.census
	}
	isFile := false
	if s.residents != "" {
		if isFile, err = s.residents.Find(census); err != nil {
			return "", err
		}
	}
	place := ""
	switch {
	case isFile:
		name, err := s.residents.File(census)
		if err != nil {
			return "", err
		}
		p, err := cli.ReadResidents(name)
		o.Residents = func(string, trend.Period) (ethnicity.Population, error) { return p, nil }
		return "the residents in " + name, err
	case s.residents != "":
		place = string(s.residents)
	case s.census == nil && t.HasResidents:
		census, whose = ethnicity.OtherSource, "the residents that the table has"
	}
	for _, b := range builtIn {
		residents := of(place, b.residents)
		if b.census == census {
			o.Residents, whose = residents, "the "+b.name
			if place != "" {
				whose += ", of " + place
			}
			continue
		}
		o.Alternatives = append(o.Alternatives, published.NamedResidents{Name: b.name, Residents: residents})
	}
	return whose, nil
}

// series returns the series that the flags ask for.
func (s *settings) series(t *table) (series, error) {
	o := s.TrendOptions
	whose, err := s.chooseResidents(&o, t)
	if err != nil {
		return series{}, err
	}
	if areas := t.Areas(); o.Area == "" && len(areas) == 1 {
		o.Area = areas[0]
	}
	t.area, t.whose = o.Area, whose
	if force, err := ethnicity.ParseForce(o.Area); err == nil && !force.IsZero() {
		t.area = force.String()
	}
	o.Labels = rri.Labels{Measure: t.Measure, Events: t.Events, Notes: t.Source,
		Definition: fmt.Sprintf("%s of a financial year (April to March), %s, over %s", t.Events, t.area, whose)}
	alternatives := o.Alternatives
	o.Alternatives = nil
	alone, err := t.Series.Trend(o)
	if err != nil {
		return series{}, s.withFlags(err, t)
	}
	o.Alternatives = alternatives
	beside, err := t.Series.Trend(o)
	if err != nil { // an area of a table need not be one whose residents are built in
		alone.Notes = append(alone.Notes, "no other residents of this area are built in, with which words could be compared")
		return alone, nil
	}
	return beside, nil
}

// withFlags says which flags help with an error.
func (s *settings) withFlags(err error, t *table) error {
	switch {
	case errors.Is(err, published.ErrArea) && s.Area == "":
		return fmt.Errorf("%w (-area NAME chooses)", err)
	case errors.Is(err, published.ErrArea):
		if meant := strings.TrimSpace(cli.DidYouMean(s.Area, t.Areas())); meant != "" {
			return fmt.Errorf("%w: %s", err, meant)
		}
	case errors.Is(err, published.ErrResidents):
		return fmt.Errorf("%w (-census takes those that are built in, -residents PLACE|FILE others)", err)
	}
	return err
}

// addPeriods adds the rolling periods and those to compare.
func (s *settings) addPeriods(to *series) (err error) {
	if s.change.Compares() {
		if err := s.compare(&to.Counts); err != nil {
			return fmt.Errorf("-compare: %w", err)
		}
		for i := range to.Alternatives {
			if err := s.compare(&to.Alternatives[i].Counts); err != nil {
				return fmt.Errorf("-compare: %w", err)
			}
		}
	}
	if s.change.Rolling > 0 {
		to.Rolling, err = trend.Rolling(to.Points, s.change.Rolling/monthsOfYear)
	}
	return err
}

// monthsOfYear is how many months a year has.
const monthsOfYear = 12

// compare adds the two periods that are compared to counts.
func (s *settings) compare(counts *trend.Counts[ethnicity.Group, rri.Rate]) error {
	for _, one := range []struct {
		span   cli.Span
		pooled **point
	}{{s.change.Before, &counts.Before}, {s.change.After, &counts.After}} {
		points, err := trend.Within(counts.Points, periodOf(one.span, counts.Points))
		if err != nil {
			return err
		}
		if len(points) == 0 {
			return fmt.Errorf("the table has no year in %s", one.span)
		}
		first, last := points[0], points[len(points)-1]
		whole := trend.Period{Name: first.Name, Start: first.Start, End: last.End}
		if len(points) > 1 {
			whole.Name += " to " + last.Name
		}
		p, err := trend.Pool(whole, points...)
		if err != nil {
			return err
		}
		*one.pooled = &p
	}
	return nil
}

// periodOf returns the period of a span, in the time of London; where an end is open, up to that of
// the points.
func periodOf(span cli.Span, points []point) trend.Period {
	midnight := func(day time.Time) time.Time {
		_, ahead := outcomes.InLondon(day).Zone()
		return outcomes.InLondon(day.Add(-time.Duration(ahead) * time.Second))
	}
	p := trend.Period{Name: span.String(), Start: points[0].Start, End: points[len(points)-1].End}
	if !span.Start.IsZero() {
		p.Start = midnight(span.Start)
	}
	if !span.End.IsZero() {
		p.End = midnight(span.End)
	}
	return p
}
