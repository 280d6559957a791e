// Package cli has what the example programs share: how flags and the names of files are read, what
// may have been meant where one is misspelt, how a table of names and counts is read from CSV, and
// how an error is told.
package cli

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// The longest files and names that are read, in bytes.
const (
	maxFile = 1 << 20
	maxName = 200
)

// Table is a CSV file of names and counts while it is read, row by row. A cell that is neither is
// an error that says where it stands. Lines that begin with # are comments.
type Table struct {
	Columns  []string // the first row: their names
	Row      []string // the row that Next has read
	Comments []string // all of the file, clean, without the #

	file  string
	cells *csv.Reader
	err   error
}

// ReadTable reads the first row of a file. rows says what the rows of such a file are, as "strata
// and groups", and header what its first row has to be, for messages.
func ReadTable(r io.Reader, file, rows, header string) (*Table, error) {
	file = sheet.Clean(file)
	text, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(text) > maxFile {
		return nil, fmt.Errorf("%s: longer than %d bytes: want a table of %s, not of persons", file, maxFile, rows)
	}
	body := strings.TrimPrefix(string(text), "\ufeff")
	t := &Table{file: file, cells: csv.NewReader(strings.NewReader(body))}
	t.cells.Comment = '#'
	for line := range strings.Lines(body) {
		if comment, ok := strings.CutPrefix(line, "#"); ok {
			t.Comments = append(t.Comments, strings.TrimSpace(sheet.Clean(comment)))
		}
	}
	if !t.Next() {
		if t.err == nil {
			t.err = fmt.Errorf("%s:1: the file is empty: %s", file, header)
		}
		return nil, t.err
	}
	t.Columns = t.Row
	return t, nil
}

// Next reads a row, and reports whether there is one. There is none after an error.
func (t *Table) Next() bool {
	if t.err != nil {
		return false
	}
	t.Row, t.err = t.cells.Read()
	if p, ok := errors.AsType[*csv.ParseError](t.err); ok {
		t.err = fmt.Errorf("%s:%d:%d: %w", t.file, p.Line, p.Column, p.Err)
	}
	if t.err == io.EOF {
		t.err = nil
		return false
	}
	return t.err == nil
}

// Err returns the first error of Next, Name and Count.
func (t *Table) Err() error { return t.err }

// Name returns the name in column i of the row.
func (t *Table) Name(i int) string {
	if why := BadName(t.Row[i]); why != "" && t.err == nil {
		t.err = t.Bad(i, why)
	}
	return t.Row[i]
}

// Count returns the count in column i of the row.
func (t *Table) Count(i int) int64 {
	n, err := strconv.ParseInt(t.Row[i], 10, 64)
	if (err != nil || n < 0 || n > rri.MaxCount) && t.err == nil {
		t.err = t.Bad(i, "want a whole number from 0 to 2^53, without commas")
	}
	return n
}

// Bad is the error of the cell in column i of the row. want says what is wanted instead.
func (t *Table) Bad(i int, want string) error {
	return fmt.Errorf("%s: %s %s: %s", t.Position(i), t.Columns[i], Quote(t.Row[i]), want)
}

// Position returns where column i of the row stands, as file:line:column.
func (t *Table) Position(i int) string {
	line, column := t.cells.FieldPos(i)
	return fmt.Sprintf("%s:%d:%d", t.file, line, column)
}

// Line returns where the row stands, as file:line.
func (t *Table) Line() string {
	line, _ := t.cells.FieldPos(0)
	return fmt.Sprintf("%s:%d", t.file, line)
}

// Quote writes what somebody else wrote in a message: in one line, and not too long.
func Quote(s string) string { return fmt.Sprintf("%.80q", s) }

// BadName says what is wrong with a name, which goes into output that people open in spreadsheets;
// "" if nothing is.
func BadName(s string) string {
	switch {
	case s == "" || s != strings.TrimSpace(s):
		return "want a name, without space around it"
	case len(s) > maxName:
		return fmt.Sprintf("want at most %d bytes", maxName)
	case !utf8.ValidString(s):
		return "not UTF-8: save the file as UTF-8"
	case strings.ContainsAny(s[:1], "=+-@"):
		return "a spreadsheet would take it for a formula: want a name that begins otherwise"
	case s != sheet.Clean(s):
		return "want a name without control characters and marks that turn the direction of text"
	}
	return ""
}
