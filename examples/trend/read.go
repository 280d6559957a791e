package main

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/published"
	"github.com/seed-549880be/disparity/rri/trend"
)

// table is what a file has.
type table struct {
	counts       published.Series
	counted               // what is counted
	source       []string // the lines of the file that say where it is from
	hasResidents bool
	whose        string // whose residents they are set against
	area         string // that is followed
}

// counted is what is counted in a table.
type counted struct {
	measure, events string
	sense           trend.Sense // whether more of it is worse
}

var (
	searches = counted{"search rate", "searches", trend.UpIsWorse}
	arrests  = counted{"arrest rate", "arrests", trend.UpIsWorse}
	events   = counted{"rate", "events", trend.Neither}
)

// countColumns are names of columns of counts, with what they count.
var countColumns = []struct {
	column string
	counted
}{
	{"searches", searches},
	{"Number of stop and searches", searches},
	{"number_of_searches", searches},
	{"arrests", arrests},
	{"number_of_arrests", arrests},
	{"Number of arrests", arrests},
}

// residentColumns, basisColumns and lawColumns are names of columns of residents, of the
// classification of groups, and of powers, one row of which is of all together.
var (
	residentColumns = []string{"residents", "Population by ethnicity", "population"}
	basisColumns    = []string{"basis", "Ethnicity_type", "classification"}
	lawColumns      = []string{"Legislation_type"}
)

// bases are the classifications that are read, by the names that tables give them. That of the
// totals over all groups is "All".
var bases = map[string]ethnicity.Scheme{
	"ONS 2001 5+1": ethnicity.FivePlusOne2001, "ONS 2011 5+1": ethnicity.FivePlusOne, "ONS 2021 5+1": ethnicity.FivePlusOne,
	"5+1-2001": ethnicity.FivePlusOne2001, "5+1": ethnicity.FivePlusOne, "All": ethnicity.FivePlusOne,
}

// allLaws is what a column of powers has in a row of all together.
const allLaws = "All"

// options returns how a file with these columns is read, and says what is counted.
func (s *settings) options(columns []string, name string) (o published.Options, t *table, err error) {
	find := func(names ...string) string {
		for _, n := range names {
			for _, c := range columns {
				if strings.EqualFold(strings.TrimSpace(c), n) {
					return c
				}
			}
		}
		return ""
	}
	t = &table{counted: events}
	o = published.Options{File: name, Count: s.events, Residents: find(residentColumns...), Ethnicity: outcomes.LabelsOf(s.scheme)}
	for _, c := range countColumns {
		if column := find(c.column); column != "" && (o.Count == "" || strings.EqualFold(column, s.events)) {
			o.Count, t.counted = column, c.counted
		}
	}
	if o.Count == "" {
		return o, t, fmt.Errorf("%s: no column of counts that is known: the file has %s (-events COLUMN names it)", name, strings.Join(columns, ", "))
	}
	if s.census != nil || s.residents != "" {
		o.Residents = "" // others are taken
	}
	t.hasResidents = o.Residents != ""
	if law := find(lawColumns...); law != "" {
		o.Only = map[string]string{law: allLaws}
	}
	if basis := find(basisColumns...); basis != "" {
		o.ClassificationColumn, o.Classifications = basis, bases
	}
	return o, t, nil
}

// read reads a file.
func (s *settings) read(text []byte, name string) (*table, error) {
	text, source := cutSource(text)
	columns, err := published.Columns(bytes.NewReader(text), name)
	if err != nil {
		return nil, err
	}
	o, t, err := s.options(columns, name)
	if err != nil {
		return nil, err
	}
	t.source = source
	rows := 0
	for row, err := range published.Read(bytes.NewReader(text), o) {
		if err != nil && !isArea(err, row) {
			return nil, err
		}
		if o.Classifications == nil {
			s.addUp(&row)
		}
		if err := t.counts.Add(row); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, row.Line, err)
		}
		rows++
	}
	if rows == 0 && o.Classifications != nil {
		return nil, fmt.Errorf("%s: no row of a classification that is read: want one of %s in the column %s", name, strings.Join(baseNames(), ", "), o.ClassificationColumn)
	}
	return t, nil
}

// addUp puts a row in the group of the scheme that its group is in, if there is one. What is one of
// five groups on either basis stays: Asian people without Chinese people are not all Asian people.
func (s *settings) addUp(row *published.Row) {
	if !row.Self.IsKnown() || ethnicity.FivePlusOne.Has(row.Self) || ethnicity.FivePlusOne2001.Has(row.Self) {
		return
	}
	if g, err := s.scheme.Collapse(row.Self); err == nil {
		row.Self = g
	}
}

// baseNames returns the names of the bases in order.
func baseNames() []string {
	var names []string
	for name := range bases {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// isArea reports whether nothing is wrong with a row but that its area is no force, which it need
// not be.
func isArea(err error, row published.Row) bool {
	unknown, ok := errors.AsType[outcomes.UnknownLabels](err)
	return ok && !slices.ContainsFunc(unknown, func(e *outcomes.RowError) bool { return e.Value != row.Area })
}

// cutSource takes the lines that begin with # out of the top of a file, and returns what they say.
// In their place stand empty ones, so that lines keep their numbers.
func cutSource(text []byte) (rest []byte, source []string) {
	rest = bytes.TrimPrefix(text, []byte("\ufeff"))
	for bytes.HasPrefix(rest, []byte("#")) {
		var line []byte
		line, rest, _ = bytes.Cut(rest, []byte("\n"))
		source = append(source, strings.TrimSpace(strings.TrimLeft(string(line), "# ")))
	}
	return append(bytes.Repeat([]byte("\n"), len(source)), rest...), source
}

// parseCensus reads a census whose residents are built in.
func parseCensus(name string) (ethnicity.Census, error) {
	c, err := ethnicity.ParseCensus(name)
	if err == nil && c == ethnicity.OtherSource {
		err = errors.ErrUnsupported
	}
	return c, err
}

// parseBaseline reads a known group.
func parseBaseline(name string) (ethnicity.Group, error) {
	g, err := ethnicity.ParseGroup(name)
	if err == nil && !g.IsKnown() {
		err = errors.ErrUnsupported
	}
	return g, err
}

// yearFlag returns what reads a financial year into its first calendar year.
func yearFlag(p *int) func(text string) error {
	return func(text string) error {
		span, err := cli.ParseSpan(text)
		if err != nil || span.Start.IsZero() || span.Start.Month() != 4 || !span.End.Equal(span.Start.AddDate(1, 0, 0)) {
			return errors.New(meantYear(text) + "want a financial year, from April to March, as 2016/17")
		}
		*p = span.Start.Year()
		return nil
	}
}

// meantYear asks whether a financial year was meant that is written in another form.
func meantYear(text string) string {
	var year int
	if _, err := fmt.Sscanf(strings.TrimSpace(text), "%4d", &year); err != nil || year < 1900 || year > 2199 {
		return ""
	}
	return fmt.Sprintf("did you mean %d/%02d? ", year, (year+1)%100)
}
