package main

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/outcomes/published"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
)

// forces is a comparison of published counts.
type forces = peers.Set[ethnicity.Group, rri.Rate]

// table is what a published table has, and what was made of it.
type table struct {
	*cli.PublishedTable
	whose   string // whose residents they are set against
	edition string // which was read, if there are several
	year    int
}

// editionColumn is the column that names the edition of a row.
const editionColumn = "edition"

// reader returns how a published table is read.
func (s *settings) reader(where map[string]string) cli.Published {
	scheme, ok := s.tables.Groups.Scheme()
	if !ok {
		scheme = ethnicity.FivePlusOne
	}
	return cli.Published{Events: s.tables.Events, Scheme: scheme, WithoutResidents: s.census != nil, Where: where}
}

// read reads a published table: of one that has several editions that which was asked for, or the
// last that has the year.
func (s *settings) read(text []byte, name string) (*table, error) {
	where := make(map[string]string)
	for _, c := range s.tables.Where {
		if len(c.Values) > 1 {
			return nil, fmt.Errorf("-where %s: %d values are given: a published table is read by one, or it would count people twice", c.Column, len(c.Values))
		}
		where[c.Column] = c.Values[0]
	}
	if err := hasAreas(text, name); err != nil {
		return nil, err
	}
	editions, err := s.reader(where).Values(text, name, editionColumn)
	switch {
	case err != nil:
		return nil, err
	case len(editions) == 0 && s.edition != "":
		return nil, fmt.Errorf("%s: no column edition, of which -edition %s would be one: leave it out", name, cli.Quote(s.edition))
	case len(editions) == 0:
		return s.readEdition(text, name, where)
	case s.edition != "" && !slices.Contains(editions, s.edition):
		return nil, fmt.Errorf("-edition %s: %s", cli.Quote(s.edition), cli.WantOneOf(s.edition, editions))
	case s.edition != "":
		editions = []string{s.edition}
	}
	var last *table
	for _, edition := range slices.Backward(editions) {
		where[editionColumn] = edition
		t, err := s.readEdition(text, name, where)
		if err != nil {
			return nil, err
		}
		t.edition = edition
		if s.year == 0 || slices.Contains(t.Years(), s.year) {
			return t, nil
		}
		last = cmp.Or(last, t)
	}
	return last, nil
}

// areaColumns are names of the column of areas of published tables, as package published finds it.
var areaColumns = []string{"force", "police_force_area", "force_name", "police_force", "geography", "area"}

// hasAreas reports that a table has no column of areas, and that it may be one of one's own.
func hasAreas(text []byte, name string) error {
	rest, _ := cli.CutSource(text)
	columns, err := published.Columns(bytes.NewReader(rest), name)
	if err != nil {
		return err
	}
	for _, column := range columns {
		words := strings.FieldsFunc(strings.ToLower(column), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
		if slices.Contains(areaColumns, strings.Join(words, "_")) {
			return nil
		}
	}
	return fmt.Errorf("%s: no column of areas, as a published table has it (%s): if it is a table of your own, -by COLUMN names the column of its units: it has %s", name, strings.Join(areaColumns, ", "), quoted(columns))
}

// quoted names the columns of a table.
func quoted(columns []string) string {
	var list []string
	for _, column := range columns {
		list = append(list, cli.Quote(column))
	}
	return strings.Join(list, ", ")
}

// readEdition reads the rows of a table that are asked for.
func (s *settings) readEdition(text []byte, name string, where map[string]string) (*table, error) {
	t, err := s.reader(where).Read(text, name)
	if err != nil {
		return nil, err
	}
	return &table{PublishedTable: t}, nil
}

// set returns the comparison of a table that the flags ask for.
func (s *settings) set(t *table, name string) (forces, error) {
	o, err := s.peerOptions(t)
	if err != nil {
		return forces{}, named(err, name)
	}
	t.year = o.Year
	if years := t.Years(); t.year == 0 && len(years) > 0 {
		t.year = years[len(years)-1]
	}
	o.Labels = rri.Labels{Measure: t.Measure, Events: t.Events, Notes: t.Source, Definition: t.definition()}
	set, err := t.Series.Peers(o)
	if err != nil {
		return forces{}, fmt.Errorf("%s: %w", name, s.withFlags(err, t))
	}
	doubt(&set)
	set.Standards = append(set.Standards, multiples(t)...)
	return set, nil
}
