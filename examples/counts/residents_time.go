package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri/counts"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// residentTable makes a table with residents as the exposure.
type residentTable struct {
	*settings
	of         *tidy.Table
	input      string
	population ethnicity.Population
	made       tidy.Table
	parts      []residentPart
	notes      []string
	dated      bool // residents are those of the middle of each period
	throughout bool // or those of population in each, whatever the period
}

// make makes the table.
func (w *residentTable) make() error {
	if err := w.divide(); err != nil {
		return err
	}
	for _, part := range w.parts {
		if err := w.add(part); err != nil {
			return err
		}
	}
	return nil
}

// addCensuses adds the residents of either census throughout to the questions, where those of each
// period are between the two: a word stands only if it does not hang on how they are interpolated.
func (w *residentTable) addCensuses() error {
	between := func(part residentPart) bool {
		middle := part.period.Middle()
		return middle.After(ethnicity.Census2011.Day()) && middle.Before(ethnicity.Census2021.Day())
	}
	if !w.dated || !slices.ContainsFunc(w.parts, between) {
		return nil
	}
	for _, census := range []ethnicity.Census{ethnicity.Census2011, ethnicity.Census2021} {
		p, _, err := w.settings.population(w.input, census.Day())
		if err != nil {
			return err
		}
		other := residentTable{settings: w.settings, of: w.of, input: w.input, population: p, throughout: true}
		if err := other.make(); err != nil {
			return err
		}
		w.settings.Alternatives = append(w.settings.Alternatives, counts.Alternative{Name: fmt.Sprintf("the residents of census %s", census), Table: &other.made})
	}
	return nil
}

// residentPart is a part of the table that residents are set against.
type residentPart struct {
	tidy.Part
	period trend.Period // zero if the part is of no time
	years  float64      // how long each of the residents counts; 0 if the exposure is people
}

// divide divides the table by the column of -by, or by the periods that its rows are of.
func (w *residentTable) divide() error {
	w.made = *w.of
	w.made.Model, w.made.Exposure, w.made.Dimensions, w.made.Rows = tidy.ModelRate, "residents", nil, nil
	if w.By == "" && !w.asksChange() {
		return w.split(w.of, nil, nil)
	}
	at := slices.IndexFunc(w.of.Dimensions, func(name string) bool { return fold(name) == fold(w.By) && w.By != "" })
	_, kind := tidy.ParsePeriodKind(w.By)
	switch {
	case at >= 0 && !slices.Contains(periods, fold(w.of.Dimensions[at])):
		return fmt.Errorf("-by %s does not go with -residents, who are not told apart by it: -where %s=VALUE takes one of its values",
			cli.Quote(w.By), sheet.Clip(w.By))
	case at < 0 && w.By != "" && kind != nil:
		return fmt.Errorf("%s: -by %s: no such column: %s", sheet.Clean(w.of.File), cli.Quote(w.By), cli.WantOneOf(w.By, w.of.Dimensions))
	}
	times, err := w.of.Times(w.By)
	switch {
	case err == nil:
		return w.divideByTime(times, at)
	case at < 0 || w.asksChange():
		return w.WithFlags(err)
	}
	// labels that are no time: residents are the same in each
	w.made.Dimensions = w.of.Dimensions[at : at+1]
	return w.split(w.of, w.made.Dimensions, nil)
}

// split divides a table by dimensions.
func (w *residentTable) split(t *tidy.Table, by []string, keep func(tidy.Row) bool) error {
	parts, err := t.Split(by, keep)
	for _, part := range parts {
		w.parts = append(w.parts, residentPart{Part: part})
	}
	return w.WithFlags(err)
}

// asPeriod are the names of the dimensions of the series, and of the own periods of rows, in a
// table that is divided by them.
var asPeriod = []string{"period of the series", "period of the row"}

// divideByTime divides the table by periods. Where several of them are added up, as months to a
// year, the exposure is person-years: residents count in each for as long as it lasts. at is the
// column of the series; -1 if none is.
func (w *residentTable) divideByTime(times tidy.Times, at int) error {
	divided, added := *w.of, false
	divided.Dimensions, divided.Rows = append(slices.Clone(w.of.Dimensions), asPeriod...), slices.Clone(w.of.Rows)
	own := make(map[string]trend.Period)
	for i, p := range times.Own {
		// days, of which one without an event has no row
		if at < 0 && p != (trend.Period{}) && tidy.MonthsOf(p) == 0 {
			p = tidy.Month.Containing(p.Start)
		}
		series := times.Series[i]
		if at < 0 && w.By == "" {
			series = p
		}
		if p != (trend.Period{}) {
			if tidy.MonthsOf(p) > 0 && at < 0 {
				p = tidy.MonthsFrom(p.Start.Year(), p.Start.Month(), tidy.MonthsOf(p))
			}
			own[p.Name] = p
			added = added || w.By == "" || !p.Start.Equal(series.Start) || !p.End.Equal(series.End)
		}
		divided.Rows[i].Dimensions = append(slices.Clone(divided.Rows[i].Dimensions), series.Name, p.Name)
	}
	has := func(row tidy.Row) bool { return row.Dimensions[len(row.Dimensions)-1] != "" }
	if err := w.split(&divided, asPeriod, has); err != nil {
		return err
	}
	w.notes = times.Notes
	w.made.Dimensions = w.dimensions(at, added)
	if added {
		w.made.Exposure = "person-years"
		w.notes = append(slices.Clip(w.notes), "residents count in each part of a period for as long as it lasts, a twelfth of a year in a month: rates are a year")
	}
	for i := range w.parts {
		part := &w.parts[i]
		part.period = own[part.Values[1]]
		switch {
		case added && at >= 0:
		case added || at < 0:
			part.Values = part.Values[1:]
		default:
			part.Values = part.Values[:1]
		}
		if added {
			part.years = yearsOf(part.period)
		}
	}
	isFile, err := w.residents.Find(ethnicity.Census2021)
	w.dated = !isFile && w.on.IsZero() && !w.throughout
	return err
}

// dimensions returns the names of those of the table that is made: the column of -by, the period of
// the rows, or both.
func (w *residentTable) dimensions(at int, added bool) []string {
	period := "period"
	switch {
	case at < 0 && !added && w.By != "":
		return []string{w.By}
	case at < 0:
		return []string{period}
	case !added:
		return w.of.Dimensions[at : at+1]
	case fold(w.By) == period:
		period = "time period"
	}
	return []string{w.of.Dimensions[at], period}
}

// yearsOf returns how many years each resident lives through in a period: a twelfth in a month.
func yearsOf(p trend.Period) float64 {
	if n := tidy.MonthsOf(p); n > 0 {
		return float64(n) / 12
	}
	return p.Years()
}

// add adds the rows of a part. Of records a group that the part does not have has none there, if
// the table has it elsewhere.
func (w *residentTable) add(part residentPart) error {
	p := w.population
	if w.dated {
		middle := part.period.Middle()
		day := time.Date(middle.Year(), middle.Month(), middle.Day(), 0, 0, 0, 0, time.UTC)
		var err error
		if p, _, err = w.settings.population(w.input, day); err != nil {
			return err
		}
	}
	groups := part.Groups
	if len(w.Event) > 0 {
		for _, row := range w.of.Rows {
			if row.Kind == tidy.KindGroup && !slices.ContainsFunc(groups, func(g tidy.GroupSum) bool { return g.Group == row.Group }) {
				groups = append(slices.Clip(groups), tidy.GroupSum{Group: row.Group})
			}
		}
	}
	for _, group := range groups {
		n, err := residentsOf(p, group.Group)
		if err != nil {
			return fmt.Errorf("-residents %s: %w", w.residents, err)
		}
		if part.years > 0 {
			n *= part.years
		}
		w.made.Rows = append(w.made.Rows, tidy.Row{Line: lineOf(w.of, group.Group), Dimensions: part.Values,
			Label: group.Group, Group: group.Group, Events: group.Events, Exposure: tidy.Exactly(n)})
	}
	if unknown := unknownLabel(w.of); unknown != "" {
		w.made.Rows = append(w.made.Rows, tidy.Row{Dimensions: part.Values, Label: unknown, Group: unknown, Kind: tidy.KindUnknown,
			Events: part.Unknown.Events, Exposure: tidy.Blank.Cell()})
	}
	return nil
}
