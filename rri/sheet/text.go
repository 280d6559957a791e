package sheet

import (
	"bytes"
	"cmp"
	"io"
	"slices"
	"strings"
	"unicode"
)

const (
	usualWidth = 110 // of text, in characters
	columnGap  = "  "
	dash       = " – "
)

// WriteText writes the sheet for people to read on a screen or in a letter: title, definition and
// lines, then the columns, aligned and two spaces apart, the parts, the legend, and the footnotes.
// In a plot │ is 1, ├─●─┤ an interval with its estimate, and an arrow a limit beyond the axis.
// Texts are cleaned of control characters.
//
// The error is that of w.
func (s Sheet) WriteText(w io.Writer) error {
	var b bytes.Buffer
	var notes footnotes
	s.text(&b, &notes, cmp.Or(s.Width, usualWidth))
	for _, part := range s.Parts {
		b.WriteByte('\n')
		part.text(&b, &notes, cmp.Or(s.Width, usualWidth))
	}
	if s.Spaced && len(s.Legend)+len(notes) > 0 {
		b.WriteByte('\n')
	}
	for _, line := range s.Legend {
		b.WriteString(Clean(line))
		b.WriteByte('\n')
	}
	for i, note := range notes {
		b.WriteString(Superscript(i + 1))
		b.WriteByte(' ')
		b.WriteString(note)
		b.WriteByte('\n')
	}
	return write(w, b.Bytes(), nil)
}

// text writes the head and the columns.
func (s Sheet) text(b *bytes.Buffer, notes *footnotes, most int) {
	before := b.Len()
	writeLine(b, joined(Clean(s.Title), notes.marks(s.Notes)))
	writeLine(b, Clean(s.Definition))
	for _, line := range s.Lines {
		writeLine(b, Clean(line))
	}
	if s.Spaced && b.Len() > before {
		b.WriteByte('\n')
	}
	all := s.For(Text)
	numbered := len(*notes)
	columns := newTextColumns(all, notes)
	if !fits(columns, most) {
		*notes = (*notes)[:numbered] // those of columns that are left out have no number
		columns = newTextColumns(slices.DeleteFunc(all, func(c Column) bool { return c.Optional }), notes)
	}
	columns = drawPlots(columns, most)
	if len(columns) == 0 {
		return
	}
	for i := range columns[0].lines {
		for j, c := range columns {
			if j > 0 {
				b.WriteString(columnGap)
			}
			text := c.lines[i]
			blanks := strings.Repeat(" ", c.width-width(text))
			if c.align == Right {
				b.WriteString(blanks)
				b.WriteString(text)
			} else {
				b.WriteString(text)
				b.WriteString(blanks)
			}
		}
		b.Truncate(len(bytes.TrimRight(b.Bytes(), " ")))
		b.WriteByte('\n')
	}
}

// writeLine writes a line of the head, unless there is none.
func writeLine(b *bytes.Buffer, line string) {
	if line != "" {
		b.WriteString(line)
		b.WriteByte('\n')
	}
}

// textColumn is one column of a text: its heading and its cells as they are printed. A column with
// a plot has none before it is drawn.
type textColumn struct {
	lines []string
	align Align
	width int // of the widest line, or the usual one of a plot
	plot  *forest
	plots []*Interval
}

// newTextColumns returns the columns of a text, and numbers the footnotes of their cells row by
// row.
func newTextColumns(columns []Column, notes *footnotes) []textColumn {
	out := make([]textColumn, len(columns))
	n := rows(columns)
	lines := make([]string, len(columns)*(n+1)) // of all columns
	for j, c := range columns {
		out[j].align = c.Align
		if c.Plot {
			plots := make([]*Interval, n)
			for i := range n {
				plots[i] = c.cell(i).Plot
			}
			f := newForest(plots)
			out[j] = textColumn{align: Left, width: f.width(), plot: &f, plots: plots}
			continue
		}
		out[j].lines, lines = lines[:n+1], lines[n+1:]
		out[j].lines[0] = Clean(c.Heading)
	}
	for i := range n {
		for j, c := range columns {
			if !c.Plot {
				cell := c.cell(i)
				out[j].lines[i+1] = joined(Clean(cell.Text), notes.marks(cell.Notes))
			}
		}
	}
	for j, c := range out {
		if c.plot != nil {
			continue
		}
		if c.align == Dash {
			alignDashes(c.lines[1:])
		}
		out[j].width = widest(c.lines)
	}
	return out
}

// widest returns the width of the widest line.
func widest(lines []string) int {
	n := 0
	for _, line := range lines {
		n = max(n, width(line))
	}
	return n
}

// fits tells whether columns take no more than that many characters, plots in their usual size
// among them.
func fits(columns []textColumn, most int) bool {
	n := 0
	for i, c := range columns {
		if i > 0 {
			n += len(columnGap)
		}
		n += c.width
	}
	return n <= most
}

// drawPlots draws the plots, as wide as is left of the given width, and leaves out those that have
// nothing to draw.
func drawPlots(columns []textColumn, most int) []textColumn {
	columns = slices.DeleteFunc(columns, func(c textColumn) bool { return c.plot != nil && !c.plot.drawn })
	rest, plots := most, 0
	for i, c := range columns {
		if i > 0 {
			rest -= len(columnGap)
		}
		if c.plot != nil {
			plots++
		} else {
			rest -= c.width
		}
	}
	for j, c := range columns {
		if c.plot == nil {
			continue
		}
		c.plot.fit(rest / plots)
		lines := append(make([]string, 0, len(c.plots)+1), c.plot.axis())
		for _, interval := range c.plots {
			lines = append(lines, c.plot.row(interval))
		}
		columns[j].lines, columns[j].width = lines, widest(lines)
	}
	return columns
}

// alignDashes lines up the dashes and the ends of the cells that have one.
func alignDashes(cells []string) {
	lowerWidth, upperWidth := 0, 0
	for _, cell := range cells {
		if lower, upper, ok := strings.Cut(cell, dash); ok {
			lowerWidth, upperWidth = max(lowerWidth, width(lower)), max(upperWidth, width(upper))
		}
	}
	for i, cell := range cells {
		if lower, upper, ok := strings.Cut(cell, dash); ok {
			cells[i] = padLeft(lower, lowerWidth) + dash + padLeft(upper, upperWidth)
		}
	}
}

// width returns the number of columns that s takes in a terminal.
func width(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case r < 0x300:
			n++
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana), r >= '\uFF01' && r <= '\uFF60', r >= 0x1F300 && r <= 0x1FAFF:
			n += 2
		default:
			n++
		}
	}
	return n
}

// padLeft puts s at the right of n columns.
func padLeft(s string, n int) string { return strings.Repeat(" ", max(0, n-width(s))) + s }

// padRight puts s at the left of n columns.
func padRight(s string, n int) string { return s + strings.Repeat(" ", max(0, n-width(s))) }
