package main

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
)

// books is what reading tells beside what was read, to find what must not be taken for searches.
type books struct {
	// by the contents of a file, as unpacked: its name
	contents map[[sha256.Size]byte]string
	// searches of persons, or of who knows what, by column and label that is not known
	labels  map[string]map[string]int64
	repeats []repeat
}

// repeat is a file that holds the same rows several times over.
type repeat struct {
	file  string
	rows  int64 // of one copy
	times int
}

// once reports an error if another file had the same contents: its rows would be counted twice.
// Files without rows may be alike.
func (b *books) once(file string, sum [sha256.Size]byte, rows int) error {
	if rows == 0 {
		return nil
	}
	if other, ok := b.contents[sum]; ok {
		return fmt.Errorf("%s: the same contents as %s, so that every row would be counted twice: give one of them", file, other)
	}
	if b.contents == nil {
		b.contents = make(map[[sha256.Size]byte]string)
	}
	b.contents[sum] = file
	return nil
}

// watch passes searches on. It keeps the fingerprints of the rows, and counts the labels that are
// not known.
func (b *books) watch(searches iter.Seq2[outcomes.Search, error], rows *[]uint64) iter.Seq2[outcomes.Search, error] {
	return func(yield func(outcomes.Search, error) bool) {
		for s, err := range searches {
			unknown, good := err.(outcomes.UnknownLabels)
			if good && s.Type != outcomes.VehicleSearch {
				b.count(unknown)
			}
			if good || err == nil {
				*rows = append(*rows, s.Fingerprint)
			}
			if !yield(s, err) {
				return
			}
		}
	}
}

func (b *books) count(unknown outcomes.UnknownLabels) {
	if b.labels == nil {
		b.labels = make(map[string]map[string]int64)
	}
	for _, cell := range unknown {
		if b.labels[cell.Field] == nil {
			b.labels[cell.Field] = make(map[string]int64)
		}
		b.labels[cell.Field][cell.Value]++
	}
}

// repeated notes a file that holds all its rows several times over, in the same order.
func (b *books) repeated(file string, rows []uint64) {
	if n := copies(rows); n > 1 {
		b.repeats = append(b.repeats, repeat{file, int64(len(rows) / n), n})
	}
}

// repeated warns of the files that hold their rows several times over.
func (s settings) repeated(repeats []repeat) (warnings []string) {
	for _, r := range repeats {
		warnings = append(warnings, fmt.Sprintf("Warning: %s holds the same %s %d times over, in the same order, as if the file had been joined to itself. All are counted.",
			r.file, s.plural(r.rows, "row", "rows"), r.times))
	}
	return warnings
}

// copies returns how often rows repeats the same two rows or more: 1 unless it is a whole number of
// copies. One row that is repeated is no copy, since people who are searched together share every
// value.
func copies(rows []uint64) int {
	if len(rows) == 0 || !slices.ContainsFunc(rows, func(row uint64) bool { return row != rows[0] }) {
		return 1
	}
	for n := len(rows) / 2; n > 1; n-- {
		if size := len(rows) / n; size*n == len(rows) && slices.Equal(rows[size:], rows[:len(rows)-size]) {
			return n
		}
	}
	return 1
}

// maxUnknownLabels is the share of the searches of persons above which labels that are not known in
// a column are told above the tables, and below those that read the column.
const maxUnknownLabels = 0.02

// The columns that tables read, by their names at data.police.uk.
const (
	columnType        = "Type"
	columnForce       = "Force"
	columnSelf        = "Self-defined ethnicity"
	columnOfficer     = "Officer-defined ethnicity"
	columnObject      = "Object of search"
	columnLegislation = "Legislation"
	columnOutcome     = "Outcome"
	columnLinked      = "Outcome linked to object of search"
)

// labelNotes returns a footnote for each of the columns whose labels are not known too often, and
// warns of it. The columns that every table reads are added.
func (r *report) labelNotes(columns ...string) (notes []string) {
	columns = append(columns, columnType)
	if r.s.rule != outcomes.OfficerDefined {
		columns = append(columns, columnSelf)
	}
	if r.s.rule != outcomes.SelfDefined || r.s.unknown == outcomes.ByOfficer || r.s.unknown == outcomes.ByCrossTable {
		columns = append(columns, columnOfficer)
	}
	if r.s.object != nil {
		columns = append(columns, columnObject)
	}
	slices.Sort(columns)
	for _, column := range slices.Compact(columns) {
		labels := r.d.books.labels[column]
		rows, few := r.labelRows(column)
		all, what := r.persons, "searches of persons that were read"
		if column == columnType {
			all, what = all+r.d.quality.TypeUnknown, "searches that were read, those of vehicles only left out"
		}
		if float64(rows) <= maxUnknownLabels*float64(all) {
			continue
		}
		share := r.s.share(rows, all, what)
		if few || r.hidesPersons() {
			share = fmt.Sprintf("more than %.0f %% of the %s", 100*maxUnknownLabels, what)
		}
		names := slices.SortedFunc(maps.Keys(labels), func(a, b string) int { return cmp.Or(cmp.Compare(labels[b], labels[a]), cmp.Compare(a, b)) })
		more := ""
		if n := len(names) - maxLabels; n > 0 {
			names, more = names[:maxLabels], fmt.Sprintf(" and %s more", plural(int64(n), "label", "labels"))
		}
		for i, name := range names {
			names[i] = fmt.Sprintf("%q", name)
		}
		note := fmt.Sprintf("labels of %q that are not known stand in %s, and count as not recorded: %s%s",
			column, share, strings.Join(names, ", "), more)
		notes = append(notes, note)
		if warning := "Warning: " + note + "."; !slices.Contains(r.warnings, warning) {
			r.warnings = append(r.warnings, warning)
		}
	}
	return notes
}

// columnsOf returns the columns that a definition reads: those whose unknown labels leave open if a
// search is an event.
func columnsOf(d outcomes.Definition) (columns []string) {
	open := func(outcome outcomes.Outcome, linked outcomes.Answer) bool {
		return d.Missing(outcomes.Key{Outcome: outcome, Linked: linked})
	}
	if open(outcomes.OutcomeUnrecognised, outcomes.Yes) || open(outcomes.OutcomeUnrecognised, outcomes.No) {
		columns = append(columns, columnOutcome)
	}
	if open(outcomes.Arrest, outcomes.AnswerUnrecognised) {
		columns = append(columns, columnLinked)
	}
	return columns
}
