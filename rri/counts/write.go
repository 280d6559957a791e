package counts

import (
	"bytes"
	"cmp"
	"io"
	"slices"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// WriteText writes the document for people to read on a screen or in a letter: what was read and
// what can be said, in words, then its tables, then what to bear in mind. No line is wider than
// Width. The error is that of w.
func (d Document) WriteText(w io.Writer) error {
	const usualWidth, hanging = 80, 2
	var b bytes.Buffer
	line := func(text string) {
		for _, l := range sheet.Wrap(d.clean(text), cmp.Or(d.Width, usualWidth), hanging) {
			b.WriteString(l + "\n")
		}
	}
	for _, l := range append([]string{d.Title}, d.Lines...) {
		line(l)
	}
	for _, s := range d.Sections {
		b.WriteByte('\n')
		if err := d.sheet(s).WriteText(&b); err != nil {
			return err
		}
	}
	if len(d.Notes) > 0 {
		b.WriteByte('\n')
	}
	for _, n := range d.Notes {
		line("- " + n)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// WriteMarkdown writes the document as GitHub-flavoured Markdown. Names are escaped, so that none
// is read as Markdown or HTML. The error is that of w.
func (d Document) WriteMarkdown(w io.Writer) error {
	var b bytes.Buffer
	list := func(texts []string) {
		if len(texts) > 0 {
			b.WriteByte('\n')
		}
		for _, text := range texts {
			b.WriteString("- " + sheet.EscapeMarkdown(d.clean(text)) + "\n")
		}
	}
	b.WriteString("**" + sheet.EscapeMarkdown(d.clean(d.Title)) + "**\n")
	list(d.Lines)
	for _, s := range d.Sections {
		b.WriteByte('\n')
		if err := d.sheet(s).WriteMarkdown(&b); err != nil {
			return err
		}
	}
	if len(d.Notes) > 0 {
		b.WriteString("\nWhat to bear in mind:\n")
	}
	list(d.Notes)
	_, err := w.Write(b.Bytes())
	return err
}

// WriteCSV writes the tables of the document under one header, for programs, as [sheet.WriteCSV]
// does. The first column has the name of the section. The error is that of w.
func (d Document) WriteCSV(w io.Writer) error {
	var sheets []sheet.Sheet
	for _, s := range d.Sections {
		rows := 0
		for _, c := range s.Sheet.For(sheet.CSV) {
			rows = max(rows, len(c.Cells))
		}
		name := sheet.Cell{Value: sheet.String(s.Name)}
		out := s.Sheet
		out.Columns = append([]sheet.Column{{Name: "table", In: sheet.CSV, Cells: slices.Repeat([]sheet.Cell{name}, rows)}}, out.Columns...)
		sheets = append(sheets, out)
	}
	return sheet.WriteCSV(w, sheets...)
}

// sheet is the sheet of a section as the document is written.
func (d Document) sheet(s Section) sheet.Sheet {
	s.Sheet.Width, s.Sheet.ASCII = d.Width, d.ASCII
	return s.Sheet
}

// clean is a text without characters beyond ASCII, if that is asked for.
func (d Document) clean(text string) string {
	if d.ASCII {
		return sheet.ToASCII(text)
	}
	return text
}
