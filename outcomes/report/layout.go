package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
)

// Layout says how a report is laid out for people. The zero value is the first screen: 80 columns
// wide, without further tables.
type Layout struct {
	// Width is the number of columns of a screen, from 60 to 1000; 0 stands for 80. No line of text
	// is longer. Markdown has no use for it.
	Width int

	// ASCII writes text and Markdown without characters beyond ASCII: accents are left out, and
	// what has no likeness is a question mark.
	ASCII bool

	// Tables are the tables below the first screen, by their IDs or by the names of [TableNames];
	// none stands for none. They stand in the order of the report, whatever the order of the names.
	Tables []string

	// P adds p-values to the tables, and a line that says how many of so many comparisons would
	// have a low one by chance.
	P bool
}

// The least, the usual and the greatest width of text.
const (
	minWidth   = 60
	usualWidth = 80
	maxWidth   = 1000
)

// The names of tables that are none of one table.
const (
	summaryTables = "summary"  // the first screen alone
	allTables     = "all"      // every table, and what was read
	groundTables  = "grounds"  // the find rate by what gave the ground
	outcomeTables = "outcomes" // what follows from a search
)

// TableNames returns the names that Tables of [Layout] takes: "summary" for the first screen alone,
// "all" for every table and all that is to say of what was read, "grounds" for the find rates by
// ground, "outcomes" for what follows from a search, and the ID of every table that a report can
// have, of whatever kind of record, of which "find-rate" is also for the one by action that stands
// beside it.
func TableNames() []string {
	names := []string{summaryTables, allTables, searchTable, findTable, groundTables, outcomeTables, actionTable}
	for g := range outcomes.Grounds() {
		names = append(names, groundTable(g))
	}
	for _, m := range outcomeMeasures {
		names = append(names, m.id)
	}
	names = append(names, rateTables()[1:]...)
	for _, m := range crimeMeasures {
		if !slices.Contains(names, m.id) {
			names = append(names, m.id)
		}
	}
	return names
}

// Validate reports what cannot be had, as an [*OptionError] whose option is the field; nil if
// everything can. Writing a report asks it too.
func (l Layout) Validate() error {
	if l.Width != 0 && (l.Width < minWidth || l.Width > maxWidth) {
		return optionError("{Width} %d: want a number of columns from %d to %d", l.Width, minWidth, maxWidth)
	}
	for _, name := range l.Tables {
		if !slices.Contains(TableNames(), name) {
			return optionError("{Tables} %q: want some of %s", name, strings.Join(TableNames(), ", "))
		}
	}
	return nil
}

// width returns the number of columns.
func (l Layout) width() int { return cmp.Or(l.Width, usualWidth) }

// all reports whether every table is asked for.
func (l Layout) all() bool { return slices.Contains(l.Tables, allTables) }

// has reports whether the table with that ID is asked for.
func (l Layout) has(id string) bool {
	if l.all() || slices.Contains(l.Tables, id) {
		return true
	}
	switch {
	case wording.IsRate(id):
		return false
	case id == actionTable:
		return slices.Contains(l.Tables, findTable)
	case isGround(id):
		return slices.Contains(l.Tables, groundTables)
	}
	return id != findTable && slices.Contains(l.Tables, outcomeTables)
}

// hasMore reports whether another table than the first of a report is asked for.
func (l Layout) hasMore(r *Report) bool {
	for i, e := range r.tables {
		if i > 0 && l.has(e.id) {
			return true
		}
	}
	return false
}

// inCSV reports whether the table with that ID is asked for in CSV, which has no first screen.
func (l Layout) inCSV(id string) bool {
	return len(l.Tables) == 0 || l.has(id) || wording.IsRate(id) && slices.Contains(l.Tables, summaryTables)
}

// The IDs of tables that are not of outcomeMeasures.
const (
	searchTable = "search-rate" // that of other kinds of records: see rateTables
	findTable   = "find-rate"
	actionTable = "find-rate-by-action"
)

// rateTables returns the IDs of the tables per resident, of every kind of record: that of searches
// is the first.
func rateTables() (ids []string) {
	for _, w := range wording.All() {
		ids = append(ids, w.RateID())
	}
	return ids
}

// groundTable returns the ID of the find rate by a ground.
func groundTable(g outcomes.Ground) string { return findTable + "/" + grounds[g].id }

// isGround reports whether the table with that ID is a find rate by ground.
func isGround(id string) bool { return strings.HasPrefix(id, findTable+"/") }
