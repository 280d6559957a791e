package outcomes

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// askedColumn is what the rows of a source say in a column of the filters, whether they match or
// not.
type askedColumn struct {
	name   string
	values []string // different ones, maxValues at most
	wanted []wantedValue
}

// asked returns what the rows that were read say in the columns of the filters.
func (w *where) asked() (columns []askedColumn) {
	if w == nil {
		return nil
	}
	for _, c := range w.columns {
		columns = append(columns, askedColumn{c.name, slices.Collect(maps.Keys(c.values)), c.wanted})
	}
	return columns
}

// asked returns what all sources say in the columns of the filters, in order of their names.
func (x *Extract) asked() []askedColumn {
	type sums struct {
		name   string
		values map[string]bool
		wanted map[string]wantedValue // by key
	}
	columns := make(map[string]*sums)
	for _, s := range x.sources {
		for _, c := range s.asked {
			sum := columns[cells.ColumnKey(c.name)]
			if sum == nil {
				sum = &sums{c.name, make(map[string]bool), make(map[string]wantedValue)}
				columns[cells.ColumnKey(c.name)] = sum
			}
			sum.name = min(sum.name, c.name)
			for _, value := range c.values {
				sum.values[value] = true
			}
			for _, v := range c.wanted {
				if w, ok := sum.wanted[v.key]; ok {
					v.value, v.rows = min(v.value, w.value), v.rows+w.rows
				}
				sum.wanted[v.key] = v
			}
		}
	}
	var list []askedColumn
	for _, key := range slices.Sorted(maps.Keys(columns)) {
		sum := columns[key]
		c := askedColumn{name: sum.name, values: slices.Sorted(maps.Keys(sum.values))}
		c.values = c.values[:min(len(c.values), maxValues)]
		for _, wanted := range slices.Sorted(maps.Keys(sum.wanted)) {
			c.wanted = append(c.wanted, sum.wanted[wanted])
		}
		list = append(list, c)
	}
	return list
}

// Filters returns the filters by which rows were chosen: those of Where, and after them what the
// options of single files asked for in its place, in order of column and value.
func (x *Extract) Filters() []Filter {
	if x == nil {
		return nil
	}
	filters := slices.Clone(x.Where)
	own := newWhere(x.Where, x.Keep).asked()
	for _, c := range x.asked() {
		for _, v := range c.wanted {
			if !slices.ContainsFunc(own, func(o askedColumn) bool { return o.wants(c.name, v.key) }) {
				filters = append(filters, Filter{c.name, v.value})
			}
		}
	}
	return filters
}

// wants reports whether the column has that name, and a value with that key will do.
func (c askedColumn) wants(name, key string) bool {
	return cells.ColumnKey(c.name) == cells.ColumnKey(name) && slices.ContainsFunc(c.wanted, func(v wantedValue) bool { return v.key == key })
}

// CheckWhere says what only the end of reading can tell of Where: that no row has one of its
// values, with the values that there are and the one that may be meant, or that no row has what is
// asked for in all columns. Ask it when everything is read and merged. It is nil if there are no
// rows.
func (x *Extract) CheckWhere() error {
	if x == nil {
		return nil
	}
	var all []string
	for _, c := range x.asked() {
		var wanted []string
		for _, v := range c.wanted {
			wanted = append(wanted, v.value)
			if v.rows > 0 || len(c.values) == 0 {
				continue
			}
			if v.key == "" {
				return fmt.Errorf("outcomes: no row is blank in column %q: the values are %s", c.name, quote.QuotedList(c.values))
			}
			near, ok := nearest(v.value, c.values, valueKey)
			return fmt.Errorf("outcomes: no row says %q in column %q%s: the values are %s", quote.Clip(v.value), c.name, isIt(near, ok), quote.QuotedList(c.values))
		}
		all = append(all, fmt.Sprintf("%s in column %q", strings.ReplaceAll(quote.QuotedList(wanted), ", ", " or "), c.name))
	}
	if a := x.settled(); len(all) > 0 && a.tally.total == 0 && a.excluded.total > 0 {
		return fmt.Errorf("outcomes: no row that can be read says %s", quote.And(all))
	}
	return nil
}
