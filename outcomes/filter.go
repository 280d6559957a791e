package outcomes

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// Filter keeps the rows that say Value in the column Column, while a file is read.
//
// Any column of the file will do, whether it is read or not. It is named as in the header, or as
// the keys of objects are, whatever the letter case and whatever stands between the words:
// "la_name" is "LA Name". What is nested in an object is named by all keys that lead to it:
// "location.street.name". A column may also have the name that it has at data.police.uk, "Gender",
// whatever its name in the file. A file that has no such column is a [*HeaderError].
//
// Values are compared as they stand in the file, without regard to letter case and to how much
// space is around and between their words. An empty Value is a blank cell, which may also say NA,
// null and the like. Of a column that is kept they are compared as they are kept, which is what
// [ReadOptions].Labels make of them.
type Filter struct {
	Column string `json:"column"`
	Value  string `json:"value"`
}

// excludedRow comes with a search whose row does not match the filters: the cells of it that were
// not understood.
type excludedRow struct{ unknown UnknownLabels }

func (*excludedRow) Error() string { return "the row does not match the filters" }

var errExcluded = new(excludedRow) // without such cells

// excluded returns the error of a row that does not match the filters.
func excluded(unknown UnknownLabels) error {
	if len(unknown) == 0 {
		return errExcluded
	}
	return &excludedRow{unknown}
}

// errNoColumn is the error of a filter that names no column.
var errNoColumn = errors.New("rows are to be chosen by a column without a name: want the name of a column of the file")

// maxValues is how many different values of a column of the filters are kept.
const maxValues = 1000

// where tells which rows match the filters.
type where struct{ columns []*whereColumn }

// whereColumn is a column of the filters, by the name that the first of them has.
type whereColumn struct {
	*namedColumn
	wanted []wantedValue
	blank  func(cell string) bool // whether a trimmed cell says that there is no value
	// the value of a label, of a column that is kept; else nil
	kept func(label string) string

	values map[string]struct{} // that were seen, each clipped
	seen   map[string][]int    // by cell, which of the wanted values it is
	last   []byte              // the cell that was read last
	said   []int               // which of the wanted values that is
}

// wantedValue is a value of a column that will do.
type wantedValue struct {
	value string // as the filter has it
	key   string // as valueKey returns it
	rows  int64  // that have it
}

// valueKey returns what values are compared by.
func valueKey(value string) string { return strings.ToLower(strings.Join(strings.Fields(value), " ")) }

// checkFilters says what is wrong with filters.
func checkFilters(filters []Filter) error {
	if slices.ContainsFunc(filters, func(f Filter) bool { return cells.Text([]byte(f.Column)) == "" }) {
		return errNoColumn
	}
	return nil
}

// newWhere returns what tells which rows match, where some columns are kept; nil if there are no
// filters.
func newWhere(filters []Filter, keep []string) *where {
	if len(filters) == 0 {
		return nil
	}
	w := new(where)
	for _, f := range filters {
		name := quote.Clip(cells.Text([]byte(f.Column)))
		i := slices.IndexFunc(w.columns, func(c *whereColumn) bool { return cells.ColumnKey(c.name) == cells.ColumnKey(name) })
		if i < 0 {
			c := &whereColumn{namedColumn: newNamedColumn(name, "by which rows are chosen"), values: make(map[string]struct{}), seen: make(map[string][]int), blank: cells.Blank}
			if slices.ContainsFunc(keep, func(kept string) bool { return cells.ColumnKey(columnName(kept)) == cells.ColumnKey(name) }) {
				c.blank = func(cell string) bool { return cells.Blank(cell) && !isNone(cell) }
			}
			i, w.columns = len(w.columns), append(w.columns, c)
		}
		c, value := w.columns[i], cells.Text([]byte(f.Value))
		if !slices.ContainsFunc(c.wanted, func(v wantedValue) bool { return v.key == valueKey(value) }) {
			c.wanted = append(c.wanted, wantedValue{value: value, key: valueKey(value)})
		}
	}
	return w
}

// keep says how the labels of a column of that name are kept.
func (w *where) keep(name string, value func(label string) string) {
	if w == nil {
		return
	}
	for _, c := range w.columns {
		if cells.ColumnKey(c.name) == cells.ColumnKey(name) {
			c.kept = value
		}
	}
}

// sharesCell reports whether the last record has one cell for both columns.
func (c *whereColumn) sharesCell(d *whereColumn) bool {
	return c.index == d.index && c.json.path == d.json.path
}

// keeps reports whether the last record of t matches, and takes note of its values.
func (w *where) keeps(t *table) bool {
	for _, c := range w.columns {
		c.read(c.cell(t))
	}
	for _, c := range w.columns {
		if len(c.said) == 0 && !slices.ContainsFunc(w.columns, func(d *whereColumn) bool { return len(d.said) > 0 && d.sharesCell(c) }) {
			return false
		}
	}
	return true
}

// read reads a cell.
func (c *whereColumn) read(cell []byte) {
	if c.last == nil || !bytes.Equal(cell, c.last) {
		said, ok := c.seen[string(cell)]
		if !ok {
			said = c.meaning(cells.Text(cell))
			if len(c.seen) < cells.MaxSeen && len(cell) <= 4*quote.MaxShown {
				c.seen[string(cell)] = said
			}
		}
		c.last, c.said = append(c.last[:0], cell...), said
	}
	for _, i := range c.said {
		c.wanted[i].rows++
	}
}

// meaning returns which of the wanted values a value is, and takes note of it.
func (c *whereColumn) meaning(value string) (is []int) {
	if c.kept != nil {
		value = c.kept(value)
	}
	if len(c.values) < maxValues {
		c.values[quote.Clip(value)] = struct{}{}
	}
	key := valueKey(value)
	for i, v := range c.wanted {
		if v.key == key || v.key == "" && c.blank(value) {
			is = append(is, i)
		}
	}
	return is
}
