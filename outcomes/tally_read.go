package outcomes

import (
	"encoding"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/bits"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri"
)

// ReadTally reads a table that [Tally.WriteCSV] wrote. Rows may stand in any order, but for the
// last. Those of one cell add up, and so do those of one pair. Stops are not counted where the
// table has no row of them, as in tables of earlier versions of this package. What a spreadsheet
// adds is no part of the table: a byte order mark, blank cells at the end of rows, and lines of
// blank cells.
//
// file is the name that errors give. It is all or nothing: the first row that cannot be read, or
// that the others contradict, is a [*RowError], another header a [*HeaderError]. It is a
// [*RowError] too if the last row is not total,N, or N is not the sum of the counts above it, or
// not followed by the sum of the pairs where there are rows of stops: the table is cut off, was
// changed, or is of a version of this package that wrote no total.
func ReadTally(r io.Reader, file string) (*Tally, error) {
	if r == nil {
		return nil, &HeaderError{File: file, Err: cells.ErrNoReader}
	}
	c := csv.NewReader(cells.WithoutMark(r))
	c.ReuseRecord = true
	c.FieldsPerRecord = -1 // each kind of row has its own
	header, err := c.Read()
	switch {
	case err == io.EOF:
		return nil, &HeaderError{File: file, Err: errors.New("the file is empty: want a table that Tally.WriteCSV wrote")}
	case err != nil:
		return nil, csvError(file, err)
	}
	form, ok := formOf(header[:width(header)])
	if !ok {
		return nil, &HeaderError{File: file, Found: quote.ClipAll(header), Err: fmt.Errorf("columns %s: "+
			"want a table that Tally.WriteCSV wrote, with the columns %s",
			quote.QuotedList(header), quote.QuotedList(tallyHeader))}
	}
	in := tallyReader{csv: c, file: file, form: form, header: form.header(), pairHeader: form.pairHeader(), t: &Tally{keptNames: form.names()}, told: make(map[forceMonth]bool)}
	line, ended := 1, false
	for {
		in.row, err = c.Read()
		if err == io.EOF && !ended {
			return nil, &RowError{File: file, Line: line + 1, Column: 1, Err: errNoTotal}
		}
		if err == io.EOF {
			return in.t, nil
		}
		if err != nil {
			return nil, csvError(file, err)
		}
		if width(in.row) == 0 {
			continue // the separators of a spreadsheet
		}
		if line, _ = c.FieldPos(0); ended {
			return nil, &RowError{File: file, Line: line, Column: 1, Err: errors.New("a row after the total: want the total last")}
		}
		if ended, err = in.read(); err != nil {
			return nil, err
		}
	}
}

// width returns the number of cells of a row, without the empty ones that a spreadsheet adds until
// all rows are as wide as the widest.
func width(row []string) int {
	n := len(row)
	for n > 0 && row[n-1] == "" {
		n--
	}
	return n
}

// tallyReader reads the rows of a stored tally.
type tallyReader struct {
	csv  *csv.Reader
	file string
	row  []string // the one that is read
	form tallyForm
	// the columns of the rows of cells and of pairs
	header, pairHeader []string

	t *Tally
	// what is only added when all cells are
	stops []storedStops
	pairs []storedPair
	// the forces and months that have a row of stops
	told map[forceMonth]bool
}

// storedStops is a row of stops, and storedPair a row of a pair, with the place where it stands.
type (
	storedStops struct {
		forceMonth
		stopsOf
		month, rows cellPlace
	}
	storedPair struct {
		Pair
		n                           int64
		month, first, second, pairs cellPlace
	}
	cellPlace struct{ line, column int }
)

// place returns where a cell of the row stands.
func (in *tallyReader) place(i int) cellPlace {
	line, column := in.csv.FieldPos(i)
	return cellPlace{line, column}
}

// fault returns the error about a cell. Without a field its value is not told.
func (in *tallyReader) fault(at cellPlace, field, value string, err error) error {
	return &RowError{File: in.file, Line: at.line, Column: at.column, Field: field, Value: quote.Clip(value), Err: err}
}

// read reads one row, and reports whether it is the last.
func (in *tallyReader) read() (last bool, err error) {
	n := width(in.row)
	header, add := in.header, in.readCell
	switch {
	case in.row[0] == totalRow && len(in.row) > 1 && n <= 3:
		return true, in.end()
	case n == len(header) && new(Month).UnmarshalText([]byte(in.row[1])) == nil:
		// a cell, of a force that may have any name: the others have a force where it has a month
	case in.row[0] == stopsRow:
		header, add = stopsHeader, in.readStops
	case in.row[0] == pairRow:
		header, add = in.pairHeader, in.readPair
	}
	if len(in.row) < len(header) || n > len(header) {
		return false, in.fault(in.place(0), "", "", in.wrongWidth(n, len(header)))
	}
	if i, err := add(); err != nil {
		return false, in.fault(in.place(i), header[i], in.row[i], err)
	}
	return false, nil
}

// wrongWidth returns the error about a row of n cells where those of its kind have so many as want.
func (in *tallyReader) wrongWidth(n, want int) error {
	switch kind := in.row[0]; kind {
	case totalRow:
		return fmt.Errorf("%w: %d, where the total has 2, or 3 with that of pairs", csv.ErrFieldCount, n)
	case stopsRow, pairRow:
		return fmt.Errorf("%w: %d, where a row of %s has %d", csv.ErrFieldCount, n, kind, want)
	}
	return csv.ErrFieldCount
}

// texts reads cells of the row, from the one of that index. An error comes with the index of its
// cell.
func (in *tallyReader) texts(from int, to ...encoding.TextUnmarshaler) (int, error) {
	for i, cell := range to {
		if err := cell.UnmarshalText([]byte(in.row[from+i])); err != nil {
			return from + i, quote.Unprefixed(err)
		}
	}
	return 0, nil
}

var errNoCount = errors.New("not a count: want a whole number")

// count reads a count that is not of searches.
func (in *tallyReader) count(i int) (int64, error) {
	n, err := strconv.ParseInt(in.row[i], 10, 64)
	if err != nil {
		return 0, errNoCount
	}
	if n < 0 || n > rri.MaxCount {
		return 0, errors.New("want a count from 0 to 2^53")
	}
	return n, nil
}

// readCell counts the searches of one cell. Here and below, an error comes with the index of its
// cell.
func (in *tallyReader) readCell() (int, error) {
	var k storedKey
	if i, err := in.texts(0, k.columns(in.form)...); err != nil {
		return i, err
	}
	last := in.form.keyCells()
	n, err := strconv.ParseInt(in.row[last], 10, 64)
	if err != nil {
		return last, errNoCount
	}
	if err := in.t.AddCount(k.key(), n); err != nil {
		return last, quote.Unprefixed(err)
	}
	return 0, nil
}

// readStops keeps a row of stops.
func (in *tallyReader) readStops() (int, error) {
	s := storedStops{month: in.place(2), rows: in.place(4)}
	if i, err := in.texts(1, &s.forceMonth.force, &s.forceMonth.month, &s.status); err != nil {
		return i, err
	}
	if in.told[s.forceMonth] {
		return 2, errors.New("a second row of stops of that force and month: want one")
	}
	if s.status == StopsNotCounted {
		return 3, fmt.Errorf("want %s, or no row of stops where they are not counted", strings.Join(storedStatuses, ", "))
	}
	var err error
	if s.stopsOf.rows, err = in.count(4); err != nil {
		return 4, err
	}
	if s.alone, err = in.count(5); err != nil {
		return 5, err
	}
	if s.alone > s.stopsOf.rows {
		return 5, fmt.Errorf("more than the %d rows: want a part of them", s.stopsOf.rows)
	}
	if s.coincidences, err = strconv.ParseFloat(in.row[6], 64); err != nil {
		return 6, errors.New("not a number")
	}
	switch rows := float64(s.stopsOf.rows); {
	case s.status != StopsTold && s.coincidences != 0:
		return 6, errors.New("want 0 where stops are not told")
	case !(s.coincidences >= 0 && s.coincidences <= max(0, rows*(rows-1)/2)):
		return 6, errors.New("want a number from 0 to that of the pairs of all rows")
	}
	in.told[s.forceMonth] = true
	in.stops = append(in.stops, s)
	return 0, nil
}

// storedStatuses are the statuses that a row of stops can have.
var storedStatuses = []string{StopsTold.String(), StopsWithoutMinutes.String(), StopsWithoutPlaces.String()}

// readPair keeps a row of a pair.
func (in *tallyReader) readPair() (int, error) {
	var k, l storedKey
	if i, err := in.texts(1, k.columns(in.form)...); err != nil {
		return i, err
	}
	second := 1 + in.form.keyCells()
	l.Force, l.Month = k.Force, k.Month
	if i, err := in.texts(second, l.columns(in.form)[2:]...); err != nil {
		return i, err
	}
	last := len(in.pairHeader) - 1
	n, err := in.count(last)
	if err != nil {
		return last, err
	}
	in.pairs = append(in.pairs, storedPair{Pair{k.key(), l.key()}, n, in.place(2), in.place(3), in.place(second), in.place(last)})
	return 0, nil
}

// end checks the rows against the total, which is the row that is read, and against each other, and
// adds what was kept.
func (in *tallyReader) end() error {
	t, number := in.t, func(n int64) string { return strconv.FormatInt(n, 10) }
	if in.row[1] != number(t.total) {
		return in.fault(in.place(1), totalRow, in.row[1],
			fmt.Errorf("the rows above add up to %d: the table is cut off, or was changed", t.total))
	}
	if err := in.addStops(); err != nil {
		return err
	}
	if err := in.addPairs(); err != nil {
		return err
	}
	last := min(2, len(in.row)-1)
	paired := strings.Join(in.row[2:], "")
	switch {
	case len(in.stops) == 0 && paired != "":
		return in.fault(in.place(last), "pairs", paired, errors.New("no rows of stops are above: the table is cut off, or was changed"))
	case len(in.stops) > 0 && paired != number(t.paired):
		return in.fault(in.place(last), "pairs", paired, fmt.Errorf("the pairs above add up to %d: want total,%d,%d: the table is cut off, or was changed",
			t.paired, t.total, t.paired))
	}
	return nil
}

// addStops adds the rows of stops to the cells.
func (in *tallyReader) addStops() error {
	searches := map[forceMonth]int64{}
	if len(in.stops) > 0 {
		searches = in.t.byForceMonth()
	}
	for _, s := range in.stops {
		switch n := searches[s.forceMonth]; {
		case n == 0:
			return in.fault(s.month, "month", s.forceMonth.month.String(), errors.New("the table has no searches of that force and month"))
		case n > s.stopsOf.rows:
			return in.fault(s.rows, "rows", strconv.FormatInt(s.stopsOf.rows, 10), fmt.Errorf("the table has %d searches of that force and month", n))
		}
		in.t.setStops(in.t.block(s.forceMonth), s.stopsOf, nil)
	}
	return nil
}

// addPairs adds the rows of pairs to the cells and the stops.
func (in *tallyReader) addPairs() error {
	t := in.t
	var all int64
	counts := make(map[*block]map[kindPair]int64) // by pairs whose own number is 0
	for _, p := range in.pairs {
		b, err := in.toldBlock(p)
		if err != nil {
			return err
		}
		first, second := *t.cell(p.First), *t.cell(p.Second)
		switch lacks := errors.New("a pair of a cell that the table does not have"); {
		case first.n == 0:
			return in.fault(p.first, "", "", lacks)
		case second.n == 0:
			return in.fault(p.second, "", "", lacks)
		}
		if counts[b] == nil {
			counts[b] = make(map[kindPair]int64)
		}
		of := kindPair{first: min(first.kind, second.kind), second: max(first.kind, second.kind)}
		if most := mostPairs(first, second); p.n > most-counts[b][of] {
			return in.fault(p.pairs, "pairs", strconv.FormatInt(p.n, 10), fmt.Errorf("the searches of the two cells make at most %d", most))
		}
		if p.n > rri.MaxCount-all {
			return in.fault(p.pairs, "pairs", strconv.FormatInt(p.n, 10), errors.New("all pairs together are at most 2^53"))
		}
		counts[b][of] += p.n
		all += p.n
	}
	for b, counts := range counts {
		var pairs []kindPair
		for p, n := range counts {
			pairs = append(pairs, kindPair{p.first, p.second, n})
		}
		t.setStops(b, b.stops, pairs)
	}
	return nil
}

// toldBlock returns the block of a row of a pair, whose stops must be told.
func (in *tallyReader) toldBlock(p storedPair) (*block, error) {
	of := p.First.forceMonth()
	switch status := in.t.stopsAt(of).status; status {
	case StopsTold:
		return in.t.block(of), nil
	case StopsNotCounted:
		return nil, in.fault(p.month, "month", of.month.String(), errors.New("no row of stops of that force and month: want one, or no pairs of it"))
	default:
		return nil, in.fault(p.month, "month", of.month.String(), fmt.Errorf("the stops of that force and month are %q: want no pairs of it", status))
	}
}

// mostPairs returns how many pairs the searches of two cells of a block can make, at most
// [rri.MaxCount].
func mostPairs(first, second kindCount) int64 {
	n, m := uint64(first.n), uint64(second.n)
	if first.kind == second.kind {
		// of n and n-1 one is even
		if m = n - 1; n%2 == 0 {
			n /= 2
		} else {
			m /= 2
		}
	}
	high, low := bits.Mul64(n, m)
	if high > 0 || low > uint64(rri.MaxCount) {
		return rri.MaxCount
	}
	return int64(low)
}

var errNoTotal = errors.New("the last row is not the total: the table is cut off, or made by an earlier version: " +
	"want the last row total,N with the number of all searches, " +
	"as Tally.WriteCSV writes it")

// csvError returns an error of encoding/csv as one of this package.
func csvError(file string, err error) error {
	if p, ok := errors.AsType[*csv.ParseError](err); ok {
		return &RowError{File: file, Line: p.Line, Column: p.Column, Err: p.Err}
	}
	return fmt.Errorf("outcomes: %s: reading: %w", quote.File(file), quote.Outside(err))
}
