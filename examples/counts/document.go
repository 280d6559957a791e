package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri/counts"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// document reads the table and says what it shows.
func (s *settings) document(name string, in io.Reader) (d counts.Document, err error) {
	t, err := s.read(name, in)
	if err != nil {
		return d, err
	}
	if err := s.findBaseline(t); err != nil {
		return d, err
	}
	switch {
	case s.composition:
		d, err = counts.Composition(t, s.Options)
	case s.records > 0:
		d, err = counts.Audit(t, s.records, s.Options)
	default:
		d, err = counts.Compare(t, s.Options)
	}
	if err != nil {
		return d, s.WithFlags(named(err, t))
	}
	d.Width, d.ASCII = s.width, s.ascii
	return d, nil
}

// named returns an error of a table with the name of its file, if it does not have it.
func named(err error, t *tidy.Table) error {
	if strings.Contains(err.Error(), sheet.Clip(t.File)) {
		return err
	}
	return fmt.Errorf("%s: %w", sheet.Clean(t.File), err)
}

// findBaseline finds the baseline among the groups of the table, in any letter case.
func (s *settings) findBaseline(t *tidy.Table) error {
	if s.Baseline == "" {
		return nil
	}
	var names []string
	for _, row := range t.Rows {
		switch {
		case row.Kind != tidy.KindGroup || slices.Contains(names, row.Group):
		case strings.EqualFold(row.Group, s.Baseline):
			s.Baseline = row.Group
			return nil
		default:
			names = append(names, row.Group)
		}
	}
	return fmt.Errorf("%s: -baseline %s is not among the groups: %s", sheet.Clean(t.File), cli.Quote(s.Baseline), cli.WantOneOf(s.Baseline, names))
}

// page is the page of a document.
func page(d counts.Document) sheet.Page {
	p := d.Page()
	p.Foot = []string{cli.MadeBy("counts")}
	return p
}

// write writes a document in a format.
func (s *settings) write(w io.Writer, d counts.Document) error {
	switch s.format {
	case cli.FormatCSV:
		return d.WriteCSV(w)
	case cli.FormatMarkdown:
		return d.WriteMarkdown(w)
	case cli.FormatHTML:
		return page(d).WriteHTML(w)
	case cli.FormatJSON:
		text, err := json.MarshalIndent(d, "", "  ")
		if err != nil {
			return err
		}
		_, err = w.Write(append(sheet.EscapeJSON(text), '\n'))
		return err
	default:
		return d.WriteText(w)
	}
}
