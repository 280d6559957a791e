package outcomes

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri"
)

// Tally counts searches by what they have in common: a cube of whole numbers, whose cells are
// [Key]. Every measure of this package is a sum over it. Counts are added and never divided, so
// neither the order of searches nor the way they are shared out among tallies that are merged later
// changes a result.
//
// A tally holds at most [rri.MaxCount] searches, 2^53: what would take it beyond is an error, and
// leaves it as it was.
//
// The zero value is an empty tally. So is a nil *Tally to whatever reads it; to count in one is an
// error, rather than to lose searches. A tally may be read by several goroutines at once, and
// written to by one.
//
// A tally is stored as CSV, by [Tally.WriteCSV] and [ReadTally]. To encoding/json it is an error.
type Tally struct {
	cells map[Key]int64
	total int64 // the sum of the cells
	// of the forces and months of which stops were looked for
	stops map[forceMonth]stopsOf
	pairs map[Pair]int64 // of searches of one stop
}

// all returns the cells, none of a nil tally.
func (t *Tally) all() map[Key]int64 {
	if t == nil {
		return nil
	}
	return t.cells
}

// Add counts one search. It is an error if t holds [rri.MaxCount] searches already, or if t is nil.
func (t *Tally) Add(s Search) error {
	if t == nil {
		return errNilTally
	}
	if err := room(t.total, 1); err != nil {
		return err
	}
	t.add(s.Key(), 1)
	return nil
}

// AddCount counts n searches in one cell, as weighted tables give them. It is an error if n is
// negative, if t would hold more than [rri.MaxCount], or if t is nil.
func (t *Tally) AddCount(k Key, n int64) error {
	if t == nil {
		return errNilTally
	}
	if err := room(t.total, n); err != nil {
		return err
	}
	t.add(k, n)
	return nil
}

var errNilTally = errors.New("outcomes: counting in a nil Tally: want new(Tally)")

// room reports why n searches cannot be added to so many, or nil.
func room(total, n int64) error {
	if n < 0 {
		return fmt.Errorf("outcomes: %d searches: want a count of 0 or more", n)
	}
	if n > rri.MaxCount-total {
		return fmt.Errorf("outcomes: %d searches beside %d: all together are at most 2^53", n, total)
	}
	return nil
}

// add counts n searches, for which there is room: they are one, or were counted in another tally
// before.
func (t *Tally) add(k Key, n int64) {
	if n == 0 {
		return
	}
	if t.cells == nil {
		t.cells = make(map[Key]int64)
	}
	t.cells[k] += n
	t.total += n
}

// Merge adds the counts of u to t. It is associative and commutative, and an empty tally changes
// nothing. It is an error, and changes nothing, if t would hold more than [rri.MaxCount], if u is t
// itself, whose searches would count twice, or if t is nil.
func (t *Tally) Merge(u *Tally) error {
	if t == nil {
		return errNilTally
	}
	if t == u && t.Total() > 0 {
		return errors.New("outcomes: a tally merged with itself: its searches would count twice")
	}
	if err := room(t.Total(), u.Total()); err != nil {
		return err
	}
	for k, n := range u.all() {
		t.add(k, n)
	}
	return nil
}

// Where returns the counts of the cells that keep reports true for. The cells it keeps and those it
// leaves out partition t. keep must not be nil.
func (t *Tally) Where(keep func(Key) bool) *Tally {
	var kept Tally
	for k, n := range t.all() {
		if keep(k) {
			kept.add(k, n)
		}
	}
	return &kept
}

// All returns the cells that hold searches, with their counts, in the order of [Key.Compare].
func (t *Tally) All() iter.Seq2[Key, int64] {
	return func(yield func(Key, int64) bool) {
		for _, k := range slices.SortedFunc(maps.Keys(t.all()), Key.Compare) {
			if !yield(k, t.all()[k]) {
				return
			}
		}
	}
}

// Total returns the number of searches, of vehicles alone among them.
func (t *Tally) Total() int64 {
	if t == nil {
		return 0
	}
	return t.total
}

// Len returns the number of cells that hold searches.
func (t *Tally) Len() int { return len(t.all()) }

// Equal reports whether t and u have the same counts.
func (t *Tally) Equal(u *Tally) bool { return maps.Equal(t.all(), u.all()) }

// CountBy counts the searches of t by whatever of returns for their cell: by month, by object, by
// two of them in a struct. of must not be nil.
func CountBy[G comparable](t *Tally, of func(Key) G) map[G]int64 {
	counts := make(map[G]int64)
	for k, n := range t.all() {
		counts[of(k)] += n
	}
	return counts
}

// Split cuts t by whatever of returns for a cell: by object, by legislation, by force. The parts
// partition t. Rates by object are [Tally.Proportions] of every part of Split(t, func(k Key) Object
// { return k.Object }). of must not be nil.
func Split[G comparable](t *Tally, of func(Key) G) map[G]*Tally {
	parts := make(map[G]*Tally)
	for k, n := range t.all() {
		g := of(k)
		if parts[g] == nil {
			parts[g] = new(Tally)
		}
		parts[g].add(k, n)
	}
	return parts
}

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
