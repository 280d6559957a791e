package counts

import (
	"bytes"
	"io"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// WriteText writes the document for people to read on a screen or in a letter: what was read and
// what can be said, in words, then its tables, then what to bear in mind. No line is wider than
// Width. The error is that of w.
func (d Document) WriteText(w io.Writer) error {
	var b bytes.Buffer
	line := func(text string, indent int) {
		if d.ASCII {
			text = sheet.ToASCII(text)
		}
		width := d.Width
		if width == 0 {
			width = 80
		}
		for _, l := range sheet.Wrap(text, width, indent) {
			b.WriteString(l + "\n")
		}
	}
	line(d.Title, 2)
	for _, l := range d.Lines {
		line(l, 2)
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
		line("- "+n, 2)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// sheet is the sheet of a section as the document is written.
func (d Document) sheet(s Section) sheet.Sheet {
	out := s.Sheet
	out.Width, out.ASCII = d.Width, d.ASCII
	return out
}

// WriteMarkdown writes the document as GitHub-flavoured Markdown. Names are escaped, so that none
// is read as Markdown or HTML. The error is that of w.
func (d Document) WriteMarkdown(w io.Writer) error {
	var b bytes.Buffer
	clean := func(text string) string {
		if d.ASCII {
			text = sheet.ToASCII(text)
		}
		return sheet.EscapeMarkdown(text)
	}
	b.WriteString("**" + clean(d.Title) + "**\n\n")
	for _, l := range d.Lines {
		b.WriteString("- " + clean(l) + "\n")
	}
	for _, s := range d.Sections {
		b.WriteByte('\n')
		if err := d.sheet(s).WriteMarkdown(&b); err != nil {
			return err
		}
	}
	if len(d.Notes) > 0 {
		b.WriteString("\nWhat to bear in mind:\n\n")
	}
	for _, n := range d.Notes {
		b.WriteString("- " + clean(n) + "\n")
	}
	_, err := w.Write(b.Bytes())
	return err
}

// WriteCSV writes the tables of the document under one header, for programs, as [sheet.WriteCSV]
// does. The first column has the name of the section. The error is that of w.
func (d Document) WriteCSV(w io.Writer) error {
	var sheets []sheet.Sheet
	for _, s := range d.Sections {
		out := s.Sheet
		rows := 0
		for _, c := range out.For(sheet.CSV) {
			rows = max(rows, len(c.Cells))
		}
		name := sheet.Column{Name: "table", In: sheet.CSV, Cells: make([]sheet.Cell, rows)}
		for i := range name.Cells {
			name.Cells[i] = sheet.Cell{Value: sheet.String(s.Name)}
		}
		out.Columns = append([]sheet.Column{name}, out.Columns...)
		sheets = append(sheets, out)
	}
	return sheet.WriteCSV(w, sheets...)
}
