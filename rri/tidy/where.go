package tidy

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy/rows"
)

// filter is the values that are wanted in a column: any of them.
type filter struct {
	index  int
	name   string
	wanted []string // as they are given
	folded []string
	found  []bool
	// what stands in the column, for the error of a value that does not, and whether it is wanted;
	// at most maxValues
	has  []string
	seen map[string]bool
}

// maxValues is how many different values of a column are remembered.
const maxValues = 1000

// filters are conditions of which all have to hold.
type filters []filter

// newFilters finds the columns of conditions. Several on one column are one, with the values of
// all.
func (l *layout) newFilters(conditions []Condition) (filters, error) {
	var all filters
	for _, c := range conditions {
		index, err := l.mustFind(c.Column)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(all, func(f filter) bool { return f.index == index })
		if at < 0 {
			at = len(all)
			all = append(all, filter{index: index, name: l.nameOf(index), seen: make(map[string]bool)})
		}
		for _, value := range c.Values {
			all[at].wanted = append(all[at].wanted, value)
			all[at].folded = append(all[at].folded, foldValue(value))
			all[at].found = append(all[at].found, false)
		}
	}
	return all, nil
}

// foldValue returns a value as it is compared with what is asked for. Signs count where there is
// nothing else.
func foldValue(value string) string {
	if folded := fold(value); folded != "" {
		return folded
	}
	return value
}

// match reports whether a row is what all conditions ask for.
func (f filters) match(r rows.Row) bool {
	all := true
	for i := range f {
		all = f[i].match(r.At(f[i].index).Text) && all
	}
	return all
}

// match reports whether a value is one of those that are wanted, and remembers it.
func (f *filter) match(value string) bool {
	wanted, known := f.seen[value]
	if known {
		return wanted
	}
	at := slices.Index(f.folded, foldValue(value))
	if at >= 0 {
		f.found[at] = true
	}
	if len(f.has) < maxValues {
		value = strings.Clone(value)
		f.has = append(f.has, value)
		f.seen[value] = at >= 0
	}
	return at >= 0
}

// missing is the error of a value that stands nowhere in its column.
func (f filters) missing() error {
	for _, c := range f {
		for i, value := range c.wanted {
			if c.found[i] {
				continue
			}
			return fmt.Errorf("column %q: %w", sheet.Clip(c.name), noSuch("value", value, c.has))
		}
	}
	return nil
}

// keep takes the rows that the options ask for, and puts the others into the account.
func (l *layout) keep() error {
	filters, err := l.newFilters(l.o.Where)
	if err != nil || len(filters) == 0 {
		return err
	}
	var kept []rows.Row
	for _, r := range l.body {
		if filters.match(r) {
			kept = append(kept, r)
			continue
		}
		l.leaveRow(r, "rows that were not asked for")
	}
	if err := filters.missing(); err != nil {
		return l.fails(err)
	}
	if len(kept) == 0 {
		return l.fails(errors.New("no row has all that was asked for"))
	}
	l.notes.add("%s of %s rows are read, those that were asked for", sheet.Count(int64(len(kept))).Text, sheet.Count(int64(len(l.body))).Text)
	l.body = kept
	return nil
}
