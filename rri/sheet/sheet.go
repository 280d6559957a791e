package sheet

import (
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
)

// Sheet is a table as people and programs see it. The zero Sheet prints nothing.
//
// A Sheet is data: fill the fields, change those of one that a result has made, and write it. It is
// safe for use by several goroutines as long as none of them changes it.
type Sheet struct {
	// Title is the first line for people. "" prints nothing.
	Title string

	// Definition says in a sentence what is counted, out of what and when. It stands under the
	// title for people. "" prints nothing.
	Definition string

	// Lines are further lines for people, between the definition and the columns.
	Lines []string

	// Notes are numbered footnotes of the title.
	Notes []string

	// Columns stand beside each other in this order.
	Columns []Column

	// Legend has lines for people below the columns, without numbers, as the meaning of a mark that
	// cells have. They stand above the footnotes.
	Legend []string

	// Parts are further tables for people below the columns, which share the footnotes. Their own
	// Width, ASCII, Legend and Parts have no effect, and they are not in CSV.
	Parts []Sheet

	// Width is how many characters wide text may be. 0 stands for 80, and less than 20 for 20.
	//
	// No line is wider. Those above and below the columns are broken between words. Columns that
	// would be too wide get headings of several lines; then those with a [Column.Drop] go, the
	// lowest first, though names are broken before a plot goes. If that does not do, all columns
	// but plots stand in several tables below each other, each of which begins with the first
	// column. A plot takes what is left of the width.
	Width int

	// Pictures are what HTML draws above the columns. Where there are none, it draws the columns
	// with a plot as one: see [Sheet.Drawn].
	Pictures []Picture

	// Axis is that of all plots. The zero Axis is one that suits them.
	Axis Axis

	// ASCII keeps characters beyond ASCII out of what people see, as [ToASCII] does.
	ASCII bool

	// Spaced leaves blank lines around the columns of text.
	Spaced bool
}

// Column is one column of a [Sheet].
type Column struct {
	// Name is the header in CSV, as "ratio_lower". It is stable. "" keeps the column out of CSV. A
	// column for people may have one too, by which [Sheet.Without] finds it.
	Name string

	// Heading is the header for people. It may be "".
	Heading string

	// Notes are numbered footnotes of the heading.
	Notes []string

	// In says which forms have the column, as Text|Markup. 0 stands for all of them, though for CSV
	// only where there is a Name.
	In Form

	Align Align

	// Drop says in which order columns leave text that would be wider than [Sheet.Width]: those of
	// the lowest number first, and together. Columns with 0 stay, but for a plot, which then goes
	// after all others.
	Drop int

	// Width is how wide the heading may be in text, and a cell that is aligned to the left: what is
	// wider has several lines. 0 leaves them as they are, as far as the sheet has room.
	Width int

	// WithPrevious keeps the column beside the one before it where columns stand in several tables
	// below each other, as limits beside their estimate. A second column with it is repeated as the
	// first is.
	WithPrevious bool

	// Sparse columns are left out for people where no cell has anything, as a column of footnotes.
	Sparse bool

	// Plot columns have their cells' Plot drawn, all on one log axis with 1 in it, and a line at 1.
	// Markdown, which cannot draw, leaves them out; HTML draws them above the columns: see
	// [Sheet.Pictures].
	Plot bool

	// Cells are the cells from the top. Where one column of a form has fewer than another, the rest
	// are empty.
	Cells []Cell
}

// Cell is one cell of a [Column]. The zero Cell is empty. [Label], [Count] and [Exposure] make
// cells of texts and counts.
type Cell struct {
	// Text is what people see: rounded by the functions of this package, or a name as it is.
	Text string

	// Value is what programs get, exactly, as Float(1.25): see [String], [Int], [Float] and [Bool].
	Value Value

	// Notes are numbered footnotes of the cell. Their numbers stand after Text. Where numbers
	// should stay in line, give the notes a column of their own, aligned to the left.
	Notes []string

	// Plot is what is drawn in a column with a plot; nil draws only the line at 1. An estimate
	// without limits, which are NaN, is not drawn either, nor is one with a limit below 0.
	Plot *Interval

	// Bounds is a wider interval around that of Plot, as of every way in which people of unknown
	// group could fall, to be drawn beside it where there is room for both: in a [Picture].
	Bounds *Interval
}

// Interval is an estimate with its limits, to be drawn.
type Interval struct{ Value, Lower, Upper float64 }

// Form is a set of forms in which a sheet is written.
type Form uint8

// The forms.
const (
	// Text is for a screen or a letter: columns of characters of one width.
	Text Form = 1 << iota
	// Markup is what a browser lays out: Markdown and HTML.
	Markup
	// CSV is for programs, with every digit.
	CSV
)

// Align is how a column is aligned for people.
type Align uint8

// The alignments.
const (
	// Right is for numbers.
	Right Align = iota
	// Left is for words.
	Left
	// Dash is for intervals, as "0.66 – 1.07": in text the dashes stand under each other, and on a
	// page the cells are centred.
	Dash
)

// Label returns the cell of a name, for people and programs.
func Label(s string) Cell { return Cell{Text: s, Value: String(s)} }

// Count returns the cell of a count: with commas between thousands for people.
func Count(n int64) Cell {
	return Cell{Text: thousands(strconv.AppendInt(make([]byte, 0, usualDigits), n, 10)), Value: Int(n)}
}

// Exposure returns the cell of what events are out of: a number of people, which people see whole,
// or an amount of person-time, of which they see three significant digits at least.
func Exposure(v float64) Cell {
	switch {
	case math.Abs(v) < 1e-6 && v != 0:
		return Cell{Text: Fixed(v, 3), Value: Float(v)} // with an exponent
	case v != math.Trunc(v):
		return Cell{Text: Fixed(v, max(1, 2-exponent(v))), Value: Float(v)}
	case math.Abs(v) <= maxWhole:
		return Count(int64(v))
	}
	return Cell{Text: Fixed(v, 0), Value: Float(v)}
}

// Cells returns the cells of one column: that of each row, in their order.
func Cells[R any](rows []R, cell func(row R) Cell) []Cell {
	cells := make([]Cell, len(rows))
	for i, row := range rows {
		cells[i] = cell(row)
	}
	return cells
}

// MarshalJSON is an error: store the result that a sheet was made of, or write the sheet as CSV. A
// cell does not say whether its number came as a whole one, so that it would not come back as it
// was.
func (s Sheet) MarshalJSON() ([]byte, error) { return nil, errJSON }

// MarshalJSON is an error: see [Sheet.MarshalJSON].
func (c Column) MarshalJSON() ([]byte, error) { return nil, errJSON }

// MarshalJSON is an error: see [Sheet.MarshalJSON].
func (c Cell) MarshalJSON() ([]byte, error) { return nil, errJSON }

var errJSON = errors.New("sheet: a sheet cannot be stored as JSON: store the result that it was made of, or write the sheet as CSV")

// For returns the columns that the form has, in their order. For people, columns that are sparse
// are left out where they are empty.
func (s Sheet) For(form Form) []Column {
	columns := make([]Column, 0, len(s.Columns))
	for i := range s.Columns {
		if s.Columns[i].isIn(form) {
			columns = append(columns, s.Columns[i])
		}
	}
	return columns
}

// Without returns the sheet without the columns of these names, in every form.
func (s Sheet) Without(names ...string) Sheet {
	left := make(map[string]bool, len(names))
	for _, name := range names {
		left[name] = true
	}
	s.Columns = slices.DeleteFunc(slices.Clone(s.Columns), func(c Column) bool { return c.Name != "" && left[c.Name] })
	return s
}

// isIn tells whether a form has the column.
func (c *Column) isIn(form Form) bool {
	switch {
	case c.In != 0 && c.In&form == 0:
		return false
	case form == CSV:
		return c.Name != ""
	}
	return !c.Sparse || !c.empty()
}

// empty tells whether no cell has anything for people.
func (c *Column) empty() bool {
	for i := range c.Cells {
		if cell := &c.Cells[i]; cell.Text != "" || len(cell.Notes) > 0 || cell.Plot != nil {
			return false
		}
	}
	return true
}

// plots returns what is drawn in the cells.
func (c Column) plots() []*Interval {
	plots := make([]*Interval, len(c.Cells))
	for i := range c.Cells {
		plots[i] = c.Cells[i].Plot
	}
	return plots
}

// cell returns the i-th cell, which is empty beyond the last.
func (c Column) cell(i int) Cell {
	if i < len(c.Cells) {
		return c.Cells[i]
	}
	return Cell{}
}

// rows returns how many rows columns have.
func rows(columns []Column) int {
	n := 0
	for _, c := range columns {
		n = max(n, len(c.Cells))
	}
	return n
}

// write writes what a form made, in one piece.
func write(w io.Writer, text []byte, err error) error {
	if err != nil {
		return fmt.Errorf("sheet: %w", err)
	}
	_, err = w.Write(text)
	return err
}
