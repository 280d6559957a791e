// Package rows cuts the text of a table, as people have it, into rows of cells: in UTF-8, UTF-16 or
// Windows-1252, with commas, semicolons, tabs or bars between the cells, as CSV or as a table of
// Markdown. It knows nothing of what the cells say, and imports nothing of this module.
package rows

import (
	"errors"
	"fmt"
)

// Cell is a cell of a table.
type Cell struct {
	// Text is without the space around it.
	Text string
	// Line is counted from 1. Column is the byte in the line at which the cell starts, from 1.
	Line, Column int
}

// Fails returns an error about a cell.
func (c Cell) Fails(format string, args ...any) error { return c.Because(fmt.Errorf(format, args...)) }

// Because returns an error about a cell.
func (c Cell) Because(err error) error {
	return &Error{Line: c.Line, Column: c.Column, Value: c.Text, Err: err}
}

// Error is what is wrong with a cell. Who reads the table says which file it is of.
type Error struct {
	Line, Column int
	// Value is the cell as it stands, however long; it may hold control characters.
	Value string
	Err   error
}

// Error returns the place and the cause.
func (e *Error) Error() string { return fmt.Sprintf("%d:%d: %v", e.Line, e.Column, e.Err) }

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Row is a row of a table, which is not blank: it has one cell or more.
type Row []Cell

// At returns the cell in a column, from 0; a blank one at the end of the row if it is shorter.
func (r Row) At(i int) Cell {
	if i < len(r) {
		return r[i]
	}
	last := r[len(r)-1]
	return Cell{Line: last.Line, Column: last.Column + len(last.Text)}
}

// Filled returns how many cells are not blank.
func (r Row) Filled() (n int) {
	for _, c := range r {
		if c.Text != "" {
			n++
		}
	}
	return n
}

// Comment is a line that is no row of the table.
type Comment struct {
	Line int
	// Text is without the # and the space around it.
	Text string
}

// Errors of large tables. What is wanted instead depends on what is read.
var (
	ErrLarge = errors.New("more than 10 MB")
	ErrCells = errors.New("too many cells")
)
