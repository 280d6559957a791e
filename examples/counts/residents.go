package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// defineResidents defines the flags that say whose residents events are set against.
func (s *settings) defineResidents(fs *flag.FlagSet) {
	fs.Var(cli.ResidentsOf(&s.residents, "counts"), "residents",
		"the events are set against residents, by `place|file`: a force, district or region, Wales, England or \"England and Wales\" by name; "+
			"or a CSV file of yours, group,residents, whose name has a dot or a separator")
	fs.Func("on", "the `day`, month or year that the residents of a place are of, as 2019-10-01, 2019-10, 2019 or 2019/20 "+
		"(default: as the census of 2021 counted them; with -by month and the like in the middle of each period)",
		func(v string) (err error) {
			s.on, err = parseDay(v)
			return err
		})
}

// parseDay reads a day, or the middle of a month, of a year or of a financial year.
func parseDay(v string) (time.Time, error) {
	v = strings.TrimSpace(v)
	if day, err := time.Parse("2006-01-02", v); err == nil {
		return day, nil
	}
	if month, err := time.Parse("2006-01", v); err == nil {
		return month.AddDate(0, 0, 14), nil
	}
	if year, err := time.Parse("2006", v); err == nil {
		return time.Date(year.Year(), time.July, 1, 0, 0, 0, 0, time.UTC), nil
	}
	first, second, _ := strings.Cut(strings.ReplaceAll(v, "-", "/"), "/")
	if year, err := time.Parse("2006", first); err == nil {
		if next := strconv.Itoa(year.Year() + 1); second == next || second == next[2:] {
			return time.Date(year.Year(), time.October, 1, 0, 0, 0, 0, time.UTC), nil
		}
	}
	return time.Time{}, errors.New("want a day, month, year or financial year, as 2019-10-01, 2019-10, 2019 or 2019/20")
}

// checkResidents reports flags that do not go with residents, or not without them.
func (s *settings) checkResidents() error {
	if s.residents == "" {
		if !s.on.IsZero() {
			return errors.New("-on without -residents PLACE, whose residents it is the day of: give both, or leave it out")
		}
		return nil
	}
	if !s.Groups.UseScheme(ethnicity.FivePlusOne) {
		return errors.New("-groups as-is does not go with -residents, which are counted by the groups of a scheme: leave it out, or name a scheme, as 16+1")
	}
	s.NoExposure = true
	isFile, err := s.residents.Find(ethnicity.Census2021)
	switch {
	case err != nil:
		return err
	case s.Tables.IsProportion():
		return errors.New("-proportion does not go with -residents, each of whom may have several of the events: leave it out")
	case isFile && !s.on.IsZero():
		return errors.New("-on does not go with a file of residents, which are taken as they are: leave it out")
	case s.Of != "" || len(s.Trial) > 0:
		return errors.New("-residents says what the events are out of, and so does " + ofFlag(s.Of) + ": give one")
	case len(s.Within) > 0:
		return errors.New("-within does not go with -residents, who are not told apart by it: give the residents in a column of the file")
	}
	return nil
}

// ofFlag names the flag that says what events are out of.
func ofFlag(of string) string {
	if of == "" {
		return "-trial"
	}
	return "-of"
}

// population returns the residents of a day, of census 2021 for the zero one, in the scheme of the
// groups, and whose they are.
func (s *settings) population(input string, day time.Time) (p ethnicity.Population, whose string, err error) {
	isFile, err := s.residents.Find(ethnicity.Census2021)
	switch {
	case err != nil:
	case isFile:
		p, err = s.readResidents(input)
	case day.IsZero():
		p, err = ethnicity.PopulationOf(string(s.residents), ethnicity.Census2021)
	default:
		p, err = ethnicity.PopulationAt(string(s.residents), day)
	}
	if err != nil {
		return p, "", err
	}
	scheme, _ := s.Groups.Scheme()
	in, err := p.Collapse(scheme)
	if err != nil {
		return p, "", fmt.Errorf("-residents %s: %w", s.residents, err)
	}
	area := p.Area
	if area == "" {
		area = "the place that the file is of"
	}
	whose = "residents of " + area
	if p.Source != "" {
		whose += ": " + p.Source
	}
	return in, whose, nil
}

// readResidents reads the file of residents, which must not be the input.
func (s *settings) readResidents(input string) (ethnicity.Population, error) {
	name, err := s.residents.File(ethnicity.Census2021)
	if err != nil {
		return ethnicity.Population{}, err
	}
	if input != "" && input != cli.Stdin {
		a, err1 := os.Stat(input)
		b, err2 := os.Stat(name)
		if err1 == nil && err2 == nil && os.SameFile(a, b) {
			return ethnicity.Population{}, fmt.Errorf("%s: given both as a file of counts and with -residents: give it once", name)
		}
	}
	return cli.ReadResidents(name)
}

// periods are columns over whose values residents are counted anew, so that a rate is per resident
// and period.
var periods = []string{"year", "financial year", "calendar year", "fiscal year", "academic year", "month", "quarter", "period", "date", "week", "day", "time period"}

// withResidents returns a table with residents as the exposure: a row for each group, and for each
// value of the column of -by, or each period. What else the rows are told apart by is added up
// first, so that nobody is counted twice.
func (s *settings) withResidents(t *tidy.Table, p ethnicity.Population, whose, input string) (*tidy.Table, error) {
	if err := s.checkPlaces(t, p); err != nil {
		return nil, err
	}
	w := residentTable{settings: s, of: t, input: input, population: p}
	if err := w.make(); err != nil {
		return nil, err
	}
	if err := w.addCensuses(); err != nil {
		return nil, err
	}
	w.made.Notes = slices.Concat(t.Notes, w.notes, s.residentNotes(&w.made, p, whose, len(w.parts), w.dated), s.addedUp(t))
	return &w.made, nil
}

// addedUp says over what events are added up and set against residents who are counted once.
func (s *settings) addedUp(t *tidy.Table) (notes []string) {
	for i, name := range t.Dimensions {
		n := len(valuesOf(t, i))
		switch isPeriod := slices.Contains(periods, fold(name)); {
		case n < 2, fold(name) == fold(s.By), isPeriod && (s.By != "" || s.asksChange()):
		case isPeriod:
			notes = append(notes, fmt.Sprintf("the %s of %d values of %s are added up, and residents are counted once: rates are of all of it together", t.Events, n, name))
		default:
			notes = append(notes, fmt.Sprintf("the events of %d values of %s are added up: the residents must be those of all of them", n, name))
		}
	}
	return notes
}

// checkPlaces reports a table of several places of which one is the place of the residents: the
// events of the others are not of these residents.
func (s *settings) checkPlaces(t *tidy.Table, p ethnicity.Population) error {
	for i, name := range t.Dimensions {
		values := valuesOf(t, i)
		at := slices.IndexFunc(values, func(v string) bool {
			return v != "" && (fold(v) == fold(string(s.residents)) || fold(v) == fold(p.Area))
		})
		if at >= 0 && len(values) > 1 {
			return fmt.Errorf("%s: %s has %d values, and -residents are those of one: -where %s takes it alone",
				sheet.Clean(t.File), cli.Quote(name), len(values), cli.Quote(name+"="+values[at]))
		}
	}
	return nil
}

// valuesOf returns the values of a dimension, totals left out.
func valuesOf(t *tidy.Table, dimension int) (values []string) {
	for _, row := range t.Rows {
		if v := row.Dimensions[dimension]; !row.Total && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return values
}

// fold brings the name of a column to the form in which names are compared here.
func fold(name string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '_' || r == '-' }), " "))
}

// unknownLabel returns the label of people whose group is not known, "not known" where it is blank
// or there are several; "" if the table has no row for them.
func unknownLabel(t *tidy.Table) string {
	var labels []string
	for _, row := range t.Rows {
		if row.Kind == tidy.KindUnknown && !slices.Contains(labels, row.Label) {
			labels = append(labels, row.Label)
		}
	}
	switch {
	case len(labels) == 0:
		return ""
	case len(labels) == 1 && labels[0] != "":
		return labels[0]
	}
	return "not known"
}

// lineOf returns the line on which a group first stands.
func lineOf(t *tidy.Table, group string) int {
	for _, row := range t.Rows {
		if row.Group == group {
			return row.Line
		}
	}
	return 0
}

// residentsOf returns how many residents are of a group, by the name that its scheme gives it.
func residentsOf(p ethnicity.Population, name string) (float64, error) {
	group, err := ethnicity.ParseGroup(name)
	if err != nil {
		return 0, err
	}
	return p.Of(group)
}

// residentNotes says whose residents they are, and who of them has no row.
func (s *settings) residentNotes(t *tidy.Table, p ethnicity.Population, whose string, periods int, dated bool) []string {
	if dated {
		return []string{fmt.Sprintf("residents of %s are those of the middle of each period: between the censuses of 2011 and 2021 they are interpolated, and outside "+
			"those of the nearer one; -on DAY takes those of one day throughout", p.Area)}
	}
	notes := []string{whose}
	if periods > 1 {
		notes = append(notes, fmt.Sprintf("residents are the same in each %s, and counted in each: rates are per resident and %[1]s", t.Dimensions[0]))
	}
	for group, n := range p.All() {
		if n > 0 && !slices.ContainsFunc(t.Rows, func(row tidy.Row) bool { return row.Group == group.String() }) {
			notes = append(notes, fmt.Sprintf("%s: %s residents, and no row in the file", group, sheet.Exposure(n).Text))
		}
	}
	return notes
}
