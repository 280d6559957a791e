package main

import (
	"encoding/json"
	"io"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri/counts"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// document reads the table and says what it shows.
func (s *settings) document(name string, in io.Reader) (d counts.Document, err error) {
	t, err := s.read(name, in)
	if err != nil {
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
	d.Width, d.ASCII = s.width, s.ascii
	return d, s.told(err, t)
}

// write writes a document in a format.
func (s *settings) write(w io.Writer, d counts.Document) error {
	switch s.format {
	case cli.FormatCSV:
		return d.WriteCSV(w)
	case cli.FormatMarkdown:
		return d.WriteMarkdown(w)
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
