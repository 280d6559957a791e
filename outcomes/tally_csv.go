package outcomes

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// tallyHeader is the header of a stored tally.
var tallyHeader = []string{"force", "month", "type", "self-defined ethnicity", "officer-defined ethnicity", "gender", "age", "legislation", "object",
	"outcome", "linked", "clothing", "searches"}

// totalRow is the first cell of the last row of a stored tally; the second is the total of the
// counts above.
const totalRow = "total"

// WriteCSV writes the cells of t and their counts as a table with one row a cell, in the order of
// [Key.Compare], which [ReadTally] reads. The last row is total,N with the number of all searches,
// by which a table that was cut off or changed is known. A month of a large force takes a tenth of
// the room of its records, and names nobody.
func (t *Tally) WriteCSV(w io.Writer) error {
	c := csv.NewWriter(w)
	if err := c.Write(tallyHeader); err != nil {
		return writeError(err)
	}
	row := make([]string, len(tallyHeader))
	for k, n := range t.All() {
		row = append(row[:0], k.Force.Slug(), k.Month.String(), k.Type.String(), k.Self.String(), k.Officer.String(), k.Gender.String(), k.Age.String(),
			k.Legislation.String(), k.Object.String(), k.Outcome.String(), k.Linked.String(), k.Clothing.String(), strconv.FormatInt(n, 10))
		if err := c.Write(row); err != nil {
			return writeError(err)
		}
	}
	if err := c.Write([]string{totalRow, strconv.FormatInt(t.Total(), 10)}); err != nil {
		return writeError(err)
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return writeError(err)
	}
	return nil
}

func writeError(err error) error {
	return fmt.Errorf("outcomes: writing a tally: %w", quote.Outside(err))
}

// ReadTally reads a table that [Tally.WriteCSV] wrote. Rows of one cell add up. file is the name
// that errors give. It is all or nothing: the first row that cannot be read is a [*RowError],
// another header a [*HeaderError]. It is a [*RowError] too if the last row is not total,N, or N is
// not the sum of the counts above it: the table is cut off, was changed, or is of a version of this
// package that wrote no total.
func ReadTally(r io.Reader, file string) (*Tally, error) {
	if r == nil {
		return nil, &HeaderError{File: file, Err: cells.ErrNoReader}
	}
	c := csv.NewReader(r)
	c.ReuseRecord = true
	c.FieldsPerRecord = -1 // the last row has two
	header, err := c.Read()
	switch {
	case err == io.EOF:
		return nil, &HeaderError{File: file, Err: errors.New("the file is empty: want a table that Tally.WriteCSV wrote")}
	case err != nil:
		return nil, csvError(file, err)
	case !slices.Equal(header, tallyHeader):
		return nil, &HeaderError{File: file, Found: quote.ClipAll(header), Err: fmt.Errorf("columns %s: "+
			"want a table that Tally.WriteCSV wrote, with the columns %s",
			quote.QuotedList(header), quote.QuotedList(tallyHeader))}
	}
	t := new(Tally)
	line, ended := 1, false
	for {
		row, err := c.Read()
		if err == io.EOF && !ended {
			return nil, &RowError{File: file, Line: line + 1, Column: 1, Err: errNoTotal}
		}
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return nil, csvError(file, err)
		}
		line, _ = c.FieldPos(0)
		if ended {
			return nil, &RowError{File: file, Line: line, Column: 1, Err: errors.New("a row after the total: want the total last")}
		}
		at := func(i int, field string, err error) error {
			_, column := c.FieldPos(i)
			return &RowError{File: file, Line: line, Column: column, Field: field, Value: quote.Clip(row[i]), Err: err}
		}
		// a spreadsheet adds empty cells
		if row[0] == totalRow && len(row) > 1 && strings.Join(row[2:], "") == "" {
			if row[1] != strconv.FormatInt(t.total, 10) {
				return nil, at(1, totalRow, fmt.Errorf("the rows above add up to %d: the table is cut off, or was changed", t.total))
			}
			ended = true
			continue
		}
		if len(row) != len(tallyHeader) {
			return nil, &RowError{File: file, Line: line, Column: 1, Err: csv.ErrFieldCount}
		}
		if i, err := t.addRow(row); err != nil {
			return nil, at(i, tallyHeader[i], err)
		}
	}
}

var errNoTotal = errors.New("the last row is not the total: the table is cut off, or made by an earlier version: " +
	"want the last row total,N with the number of all searches, " +
	"as Tally.WriteCSV writes it")

// addRow counts one row of a stored tally. The error comes with the index of its cell.
func (t *Tally) addRow(row []string) (int, error) {
	var k Key
	cells := [...]interface{ UnmarshalText([]byte) error }{&k.Force, &k.Month, &k.Type, &k.Self, &k.Officer, &k.Gender, &k.Age, &k.Legislation, &k.Object,
		&k.Outcome, &k.Linked, &k.Clothing}
	for i, cell := range cells {
		if err := cell.UnmarshalText([]byte(row[i])); err != nil {
			return i, quote.Unprefixed(err)
		}
	}
	last := len(cells)
	n, err := strconv.ParseInt(row[last], 10, 64)
	if err != nil {
		return last, errors.New("not a count: want a whole number")
	}
	if err := t.AddCount(k, n); err != nil {
		return last, quote.Unprefixed(err)
	}
	return last, nil
}

// csvError returns an error of encoding/csv as one of this package.
func csvError(file string, err error) error {
	if p, ok := errors.AsType[*csv.ParseError](err); ok {
		return &RowError{File: file, Line: p.Line, Column: p.Column, Err: p.Err}
	}
	return fmt.Errorf("outcomes: %s: reading: %w", quote.File(file), quote.Outside(err))
}
