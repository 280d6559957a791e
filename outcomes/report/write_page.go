package report

import (
	"bytes"
	"fmt"
	"io"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// WriteText writes the report for people to read on a screen: what was read and what was left out,
// with numbered footnotes, then the tables with what stands above and below each. The error is that
// of w.
func (r *Report) WriteText(w io.Writer) error { return r.writePage(w, false) }

// WriteMarkdown writes what [Report.WriteText] does as GitHub-flavoured Markdown. Names of files
// and labels are escaped, so that none is read as Markdown or HTML. The error is that of w.
func (r *Report) WriteMarkdown(w io.Writer) error { return r.writePage(w, true) }

// writePage writes the report for people.
func (r *Report) writePage(w io.Writer, markdown bool) error {
	var b bytes.Buffer
	r.writeHead(&b, markdown)
	for _, t := range r.tables {
		if err := r.writeEntry(&b, t, markdown); err != nil {
			return err
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// cleaner returns what makes a text fit for the page.
func cleaner(markdown bool) func(string) string {
	if markdown {
		return sheet.EscapeMarkdown
	}
	return sheet.Clean
}

// writeHead writes the lines above the tables.
func (r *Report) writeHead(b *bytes.Buffer, markdown bool) {
	lines, footnotes := r.head()
	clean := cleaner(markdown)
	for i, line := range lines {
		line = clean(line)
		switch {
		case markdown && i <= len(r.warnings):
			if i > 0 {
				b.WriteByte('\n')
			}
			fmt.Fprintf(b, "**%s**\n", line)
		case markdown:
			fmt.Fprintf(b, "\n%s\n", line)
		default:
			b.WriteString(line + "\n")
		}
	}
	for i, note := range footnotes {
		if markdown {
			b.WriteByte('\n')
		}
		fmt.Fprintf(b, "%s %s\n", sheet.Superscript(i+1), clean(note))
	}
}

// writeEntry writes one table, what is adjusted beside it, and under the search rate the bounds.
func (r *Report) writeEntry(b *bytes.Buffer, t entry, markdown bool) error {
	b.WriteByte('\n')
	writeAlerts(b, markdown, t.alert, t.months)
	if err := writeTable(b, t, markdown); err != nil {
		return err
	}
	for _, a := range r.adjusted {
		if a.ID != t.id {
			continue
		}
		b.WriteByte('\n')
		writeAlerts(b, markdown, a.MonthsNote)
		if err := writeTable(b, a.table(), markdown); err != nil {
			return err
		}
	}
	if t.perPerson && len(r.bounds) > 0 {
		b.WriteByte('\n')
		r.writeBounds(b, markdown)
	}
	return nil
}

// writeAlerts writes the lines above a table, of which some may be "".
func writeAlerts(b *bytes.Buffer, markdown bool, lines ...string) {
	for _, line := range lines {
		if line == "" {
			continue
		}
		b.WriteString(cleaner(markdown)(line) + "\n")
		if markdown {
			b.WriteByte('\n')
		}
	}
}

// page is a table that is written for people.
type page interface {
	WriteText(io.Writer) error
	WriteMarkdown(io.Writer) error
}

func writeTable(b *bytes.Buffer, t page, markdown bool) error {
	if markdown {
		return prefixed(t.WriteMarkdown(b))
	}
	return prefixed(t.WriteText(b))
}
