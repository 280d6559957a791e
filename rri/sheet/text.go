package sheet

import (
	"bytes"
	"cmp"
	"io"
	"slices"
	"strings"
)

const (
	usualWidth = 80 // of text, in characters
	leastWidth = 20
	columnGap  = "  "
	dash       = " – "
	hanging    = 2 // blanks before all lines of a text but the first
)

// WriteText writes the sheet for people to read on a screen or in a letter: title, definition and
// lines, then the columns, aligned and two spaces apart, the parts, the legend, and the footnotes.
// No line is wider than [Sheet.Width]. In a plot │ is 1, ├─●─┤ an interval with its estimate, and
// an arrow a limit beyond the axis. Texts are cleaned of control characters.
//
// The error is that of w.
func (s Sheet) WriteText(w io.Writer) error {
	p := newTextPage(s)
	p.sheet(s)
	for _, part := range s.Parts {
		p.WriteByte('\n')
		p.sheet(part)
	}
	if s.Spaced && len(s.Legend)+len(p.notes.texts) > 0 {
		p.WriteByte('\n')
	}
	for _, line := range s.Legend {
		p.line(line, hanging)
	}
	for i, note := range p.notes.texts {
		mark := p.notes.mark(i + 1)
		p.line(mark+" "+note, width(mark)+1)
	}
	return write(w, p.Bytes(), nil)
}

// textPage is text that is being written.
type textPage struct {
	bytes.Buffer
	notes footnotes
	width int
}

// newTextPage returns the page for a sheet.
func newTextPage(s Sheet) *textPage {
	return &textPage{notes: footnotes{ascii: s.ASCII}, width: max(leastWidth, cmp.Or(s.Width, usualWidth))}
}

// line writes a text in as many lines as it takes.
func (p *textPage) line(text string, indent int) {
	for _, line := range Wrap(p.notes.clean(text), p.width, indent) {
		p.WriteString(line)
		p.WriteByte('\n')
	}
}

// sheet writes the head and the columns.
func (p *textPage) sheet(s Sheet) {
	before := p.Len()
	title := joined(p.notes.clean(s.Title), p.notes.marks(s.Notes))
	for _, line := range append([]string{title, s.Definition}, s.Lines...) {
		if line != "" {
			p.line(line, hanging)
		}
	}
	if s.Spaced && p.Len() > before {
		p.WriteByte('\n')
	}
	p.columns(s)
}

// columns writes the columns, in several tables below each other if they have no room beside each
// other.
func (p *textPage) columns(s Sheet) {
	columns := drawn(s.For(Text))
	if len(columns) == 0 {
		return
	}
	if fitted, ok := p.fit(columns, s.Axis); ok {
		p.table(fitted)
		return
	}
	for i, columns := range p.split(staying(columns), s.Axis) {
		if i > 0 {
			p.WriteByte('\n')
		}
		p.table(p.fitAlone(columns, s.Axis))
	}
}

// drawn returns the columns without plots that have nothing to draw.
func drawn(columns []Column) []Column {
	return slices.DeleteFunc(columns, func(c Column) bool { return c.Plot && !slices.ContainsFunc(c.plots(), (*Interval).drawable) })
}

// table writes columns that stand beside each other.
func (p *textPage) table(columns []textColumn) {
	fitPlots(columns, p.width)
	headings, rows := 1, 0
	for i := range columns {
		c := &columns[i]
		headings, rows = max(headings, len(c.heading)), max(rows, len(c.cells), len(c.plots))
	}
	for i := range headings {
		for j := range columns {
			c := &columns[j]
			line := ""
			if k := i - (headings - len(c.heading)); k >= 0 {
				line = c.heading[k]
			}
			p.cell(c, j, line)
		}
		p.endLine()
	}
	lines := make([][]string, len(columns))
	for i := range rows {
		most := 1
		for j := range columns {
			lines[j] = columns[j].linesOf(i)
			most = max(most, len(lines[j]))
		}
		for k := range most {
			for j := range columns {
				c, line := &columns[j], ""
				switch {
				case k < len(lines[j]):
					line = lines[j][k]
				case c.plot != nil:
					line = c.plot.row(nil)
				}
				p.cell(c, j, line)
			}
			p.endLine()
		}
	}
}

// cell writes one line of a cell of the j-th column.
func (p *textPage) cell(c *textColumn, j int, line string) {
	if j > 0 {
		p.WriteString(columnGap)
	}
	blanks := strings.Repeat(" ", max(0, c.width-width(line)))
	if c.align == Right {
		p.WriteString(blanks)
		p.WriteString(line)
	} else {
		p.WriteString(line)
		p.WriteString(blanks)
	}
}

// endLine ends a line, without blanks at its end.
func (p *textPage) endLine() {
	p.Truncate(len(bytes.TrimRight(p.Bytes(), " ")))
	p.WriteByte('\n')
}
