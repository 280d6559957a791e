package outcomes

import (
	"fmt"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// A namedColumn is a column that the options name: one of the filters, one that is read as a field,
// or one that is kept.
type namedColumn struct {
	name  string // as the options have it, clipped
	use   string // what it is for: "by which rows are chosen"
	field field  // that is taken where no column has the name; numFields if none is

	index int      // of its cell in a row of a table; −1 if it is not there
	json  jsonCell // of the last object
}

// namedColumns are columns of a file that are found together.
type namedColumns struct {
	list []*namedColumn
	json jsonColumns // of objects
}

// newNamedColumn returns a column of that name. Where the file has none, and the name is that of a
// field, it is the column that is read as this field.
func newNamedColumn(name, use string) *namedColumn {
	c := &namedColumn{name: name, use: use, field: numFields}
	if f, ok := fieldBySpelling[cells.FoldHeader(name)]; ok {
		c.field = f
	}
	return c
}

// columnName returns the name of a column as it is compared and shown.
func columnName(name string) string { return quote.Clip(cells.Text([]byte(name))) }

// How well the name of a column fits that which the options have, from the worst.
const (
	fitsNot    = iota
	fitsJoined // but for what stands between the words
	fitsFolded // but for letter case, and for what that is
	fitsExactly
)

// fit says how well the name of a column of a file fits that of c.
func (c *namedColumn) fit(name string) int {
	switch {
	case name == c.name:
		return fitsExactly
	case cells.ColumnKey(name) != cells.ColumnKey(c.name):
		return fitsNot
	case cells.FoldHeader(name) == cells.FoldHeader(c.name):
		return fitsFolded
	}
	return fitsJoined
}

// inTable finds the columns in the header of a table, whose names are known. The error says that
// there is none of a name, or several.
func (w *namedColumns) inTable(t *table) error {
	var first error
	for _, c := range w.list {
		if err := c.inTable(t); err != nil && first == nil {
			first = err
		}
	}
	return first
}

func (c *namedColumn) inTable(t *table) error {
	best, again := fitsNot, -1
	c.index = -1
	for i, name := range t.names {
		switch fit := c.fit(name); {
		case fit > best:
			best, c.index, again = fit, i, -1
		case fit == best && fit != fitsNot:
			again = i
		}
	}
	switch {
	case again >= 0:
		return &HeaderError{File: t.o.File, Found: t.names, Err: fmt.Errorf("column %q, %s, stands twice, as columns %d and %d: rename one",
			c.name, c.use, c.index+1, again+1)}
	case best != fitsNot:
	case c.field != numFields && t.columns[c.field].index >= 0:
		c.index = t.columns[c.field].index
	default:
		return c.noColumn(t.o.File, t.names)
	}
	return nil
}

// noColumn is the error of a file without the column.
func (c *namedColumn) noColumn(file string, has []string) *HeaderError {
	near, ok := nearest(c.name, has, cells.FoldHeader)
	if i := bestArea(has, func(int) bool { return true }); !ok && i >= 0 && areaRank(cells.FoldHeader(c.name)) != noArea {
		near, ok = has[i], true
	}
	return &HeaderError{File: file, Found: has, Err: fmt.Errorf("no column %q, %s%s: the columns are %s",
		c.name, c.use, isIt(near, ok), quote.QuotedList(has))}
}

// cell returns what the last record of t says in the column.
func (c *namedColumn) cell(t *table) []byte {
	if t.objects != nil {
		return c.json.text
	}
	return t.records.Cells[c.index]
}
