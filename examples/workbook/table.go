package main

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// table is what becomes a sheet: the items of a list, or of all lists of its kind, as rows.
type table struct {
	name    string // of the sheet, as it would be if no other had it
	labels  labels
	notes   []string // if all rows are of one list
	columns []*column
	byID    map[string]*column
	rows    []row
	detail  bool // it says how others came about
	parent  bool // its items have lists, which are other tables
}

// column is one field of the rows.
type column struct {
	path    []string // names of the fields to it
	heading string
	at      int     // its place in rows
	id      bool    // it tells rows from others
	time    bool    // and its values are periods
	text    bool    // it has, as text, those of the numbers that a cell cannot hold
	per     float64 // 0, or what its numbers are multiplied by
}

// number returns a number of the column as it is written, and whether a cell can hold it.
func (c *column) number(n *node) (float64, bool) {
	v, ok := exact(n.text)
	if c.per != 0 {
		v *= c.per
	}
	return v, ok
}

// key returns the last part of the path.
func (c *column) key() string { return c.path[len(c.path)-1] }

// field returns the first part of the path that says something.
func (c *column) field() string { return c.path[min(inner(c.path), len(c.path)-1)] }

// inner returns how many parts a path begins with that only hold others together.
func inner(path []string) int {
	n := 0
	for n < len(path)-1 && slices.Contains(without, path[n]) {
		n++
	}
	return n
}

// ends are the fields of an estimate in the order of their columns, from the last, before any
// other.
var ends = []string{"upper", "lower", "value"}

// stem returns the path without the last part: columns with the same one belong together.
func (c *column) stem() string {
	if len(c.path) == 1 {
		return c.path[0]
	}
	return fmt.Sprintf("%q", c.path[:len(c.path)-1])
}

// column returns the column of a field, a new one if there is none yet. What tells rows apart is of
// the rows ("own") or of what they are in ("above").
func (t *table) column(of cell, id string) *column {
	name := id + fmt.Sprintf("%q", of.path)
	c := t.byID[name]
	if c == nil {
		c = &column{path: of.path, heading: of.heading, at: len(t.columns), id: id != "", time: of.time}
		t.byID[name] = c
		t.columns = append(t.columns, c)
	}
	return c
}

// value returns what a row has in a column, never nil.
func (c *column) value(row row) *node {
	if c.at < len(row) && row[c.at] != nil {
		return row[c.at]
	}
	return &node{}
}

// finish puts columns and rows into the order of the sheet, and takes out columns without a value.
func (t *table) finish() {
	t.sort()
	t.columns = slices.DeleteFunc(t.columns, func(c *column) bool { return !t.used(c) })
	first := make(map[string]int) // place of the first column of those that belong together
	for i, c := range t.columns {
		if _, ok := first[c.stem()]; !ok {
			first[c.stem()] = i
		}
	}
	slices.SortStableFunc(t.columns, func(a, b *column) int {
		return cmp.Or(t.weight(a)-t.weight(b), first[a.stem()]-first[b.stem()], slices.Index(ends, b.key())-slices.Index(ends, a.key()))
	})
	var columns []*column
	for _, c := range t.columns {
		if c.heading == "" {
			c.heading = t.labels.heading(c.path)
		}
		columns = append(columns, c)
		if t.numeric(c) && slices.ContainsFunc(t.rows, func(row row) bool { return beyond(c.value(row)) }) {
			columns = append(columns, &column{path: c.path, heading: c.heading + ", as text", at: c.at, text: true})
		}
	}
	t.columns = columns
	t.perThousand()
	t.headings()
}

// perThousand puts, behind rates, what they are per 1,000 residents, or whatever people see them
// per.
func (t *table) perThousand() {
	per, ok := exact(t.labels.per)
	if !ok || per <= 1 || t.labels.model != "rate" {
		return
	}
	var rates []*column
	last := 0
	for i, c := range t.columns {
		if c.field() == "rate" && slices.Contains(ends, c.key()) && !c.text && t.numeric(c) {
			name := "rate per " + sheet.Thousands(t.labels.per)
			rates = append(rates, &column{path: c.path, at: c.at, per: per, heading: strings.Replace(c.heading, "rate", name, 1)})
			last = i
		}
	}
	if rates != nil {
		t.columns = slices.Insert(t.columns, last+1, rates...)
	}
}

// headings makes headings unique: people look columns up by them.
func (t *table) headings() {
	seen := make(map[string]bool)
	for _, c := range t.columns {
		c.heading = unique(clip(c.heading, maxHeading), seen)
	}
}

// unique returns a name that no other has, whatever its capitals, and notes it.
func unique(name string, seen map[string]bool) string {
	next := name
	for n := 2; seen[fold(next)]; n++ {
		next = name + " " + strconv.Itoa(n)
	}
	seen[fold(next)] = true
	return next
}

// fold makes one of all texts that differ by capitals alone.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		least := r
		for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
			least = min(least, f)
		}
		return least
	}, s)
}

// used tells whether a column has a value in any row. Counts stay, for that they are withheld in
// every row is worth seeing.
func (t *table) used(c *column) bool {
	if field := c.field(); len(c.path) == 1 && (field == "events" || field == "exposure") {
		return true
	}
	return slices.ContainsFunc(t.rows, func(row row) bool { return c.value(row).kind != none })
}

// weight tells where a column stands: groups first, then what else tells rows apart, then counts,
// rates and indices, and last what says the same in every row.
func (t *table) weight(c *column) int {
	first := c.field()
	switch {
	case c.id && c.key() == "group":
		return 0
	case c.id:
		return 1
	case slices.Contains(last, c.key()), t.repeats(c):
		return 9
	case first == "events":
		return 2
	case first == "exposure":
		return 3
	case first == "rate":
		return 4
	case slices.Contains(indices, first):
		return 5
	case first == "range", first == "word":
		return 6
	case slices.Contains(without, first), first == "kind", first == "note", first == "why", first == "design_effect":
		return 8
	}
	return 7
}

// repeats tells whether the column is an end of what a count can be, and is the count everywhere.
func (t *table) repeats(c *column) bool {
	if len(c.path) < 2 || c.key() != "lower" && c.key() != "upper" {
		return false
	}
	of := t.byID[fmt.Sprintf("%q", append(slices.Clone(c.path[:len(c.path)-1]), "value"))]
	return of != nil && !slices.ContainsFunc(t.rows, func(row row) bool { return c.value(row).text != of.value(row).text })
}

// sort brings rows of one group together, so that a chart can take them: the JSON has them by
// period, in each of which all groups are. The order of groups is that of the first rows.
func (t *table) sort() {
	ids := t.ids()
	if len(ids) < 2 || ids[0].key() != "group" {
		return
	}
	order := make(map[string]int)
	for _, row := range t.rows {
		group := ids[0].value(row).text
		if _, ok := order[group]; !ok {
			order[group] = len(order)
		}
	}
	slices.SortStableFunc(t.rows, func(a, b row) int { return order[ids[0].value(a).text] - order[ids[0].value(b).text] })
}

// ids returns the columns that tell rows apart, the group first.
func (t *table) ids() []*column {
	var ids []*column
	for _, c := range t.columns {
		if c.id && c.key() == "group" {
			ids = slices.Insert(ids, 0, c)
		} else if c.id {
			ids = append(ids, c)
		}
	}
	return ids
}

// numeric tells whether every value of a column is a number, or an infinity, which JSON has as a
// text.
func (t *table) numeric(c *column) bool {
	found := false
	for _, row := range t.rows {
		n := c.value(row)
		if n.kind != none && n.kind != number && !infinite(n) {
			return false
		}
		found = found || n.kind != none
	}
	return found
}

// infinite tells whether a value is one of the texts that the JSON has for infinities.
func infinite(n *node) bool { return n.kind == text && (n.text == "Inf" || n.text == "-Inf") }

// beyond tells whether a value of a column of numbers is none that a cell can hold exactly.
func beyond(n *node) bool {
	if n.kind != number {
		return n.kind == text
	}
	_, ok := exact(n.text)
	return !ok
}

// maxDigits is how many digits of a whole number a spreadsheet shows.
const maxDigits = 15

// exact returns the number that a cell holds, and whether it is the one that is written and can be
// seen: whole numbers of more than 15 digits, and numbers beyond 1.8e308, are not.
func exact(digits string) (float64, bool) {
	v, err := strconv.ParseFloat(digits, 64)
	if err != nil {
		return 0, false
	}
	return v, strings.ContainsAny(digits, ".eE") || len(strings.TrimPrefix(digits, "-")) <= maxDigits
}

// index returns the columns of the lower limit of an index, of the index, and of the upper limit,
// which a chart shows, or nil.
func (t *table) index() []*column {
	for _, field := range indices {
		var all []*column
		for _, end := range []string{"lower", "value", "upper"} {
			i := slices.IndexFunc(t.columns, func(c *column) bool { return !c.text && slices.Equal(c.path[inner(c.path):], []string{field, end}) })
			if i >= 0 && t.used(t.columns[i]) && t.numeric(t.columns[i]) {
				all = append(all, t.columns[i])
			}
		}
		if len(all) == 3 {
			return all
		}
	}
	return nil
}

// rank tells which sheets come first: those with an index, then others, then those that say how
// they came about.
func (t *table) rank() int {
	switch {
	case t.detail:
		return 2
	case t.index() == nil:
		return 1
	}
	return 0
}
