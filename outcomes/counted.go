package outcomes

import (
	"errors"
	"strconv"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/rri"
)

// errCounted says that somebody asks for single searches of a file that has counts of them.
var errCounted = errors.New("a column is to be read as the count, so that a row stands for several searches: " +
	"want an Extract to read the file, which counts them")

// counts reports whether the options say that rows stand for as many records as a column says.
func (t *table) counts() bool { return t.own.mapped[fieldCount] }

// beginCounts tells the layout that rows stand for as many records as they say, if they do. It is
// an error if nobody counts: who asks for one search after the other would take each row for one.
func (t *table) beginCounts(l *layout) error {
	switch {
	case !t.counts():
		return nil
	case l == nil || l.counted == nil:
		return &HeaderError{File: t.o.File, Err: errCounted}
	}
	l.counted()
	return nil
}

// count returns how many records the row stands for that was read last, and tells the layout.
func (t *table) count() (int64, error) {
	if !t.counts() {
		return 1, nil
	}
	text := cells.Text(t.records.Cells[t.columns[fieldCount].index])
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case err != nil || n < 1:
		return 0, t.cellError(fieldCount, errors.New("no count: want how many records the row stands for, a whole number of 1 or more"))
	case n > rri.MaxCount-t.counted:
		return 0, t.cellError(fieldCount, errors.New("too many: all rows together stand for 2^53 records at most"))
	}
	t.counted += n
	if l := t.o.layout; l != nil {
		l.records = n
	}
	return n, nil
}

// countsOnly reports whether nothing is said of the columns but, perhaps, which is read as the
// count.
func countsOnly(columns map[string]string) bool {
	for ours := range columns {
		if f, ok := fieldNamed(ours); !ok || f != fieldCount {
			return false
		}
	}
	return true
}

// recordsOfRow returns how many records the row stands for that was yielded last. The next stands
// for one, unless the table says otherwise.
func (r *partReader) recordsOfRow() (n int64) {
	if r.layout == nil || r.layout.records == 0 {
		return 1
	}
	n, r.layout.records = r.layout.records, 0
	return n
}
