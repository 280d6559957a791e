package outcomes

import (
	"cmp"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
)

// forceMonth is where the searches of one force in one month are counted, and what those of several
// sources are compared within.
type forceMonth struct {
	force ethnicity.Force
	month Month
}

func (a forceMonth) compare(b forceMonth) int {
	return cmp.Or(a.force.Compare(b.force), cmp.Compare(a.month, b.month))
}

// source is one file or sequence that was read, in parts. It does not change once it is read, so
// that several extracts may have it.
type source struct {
	Source
	official bool  // whether it has every column of data.police.uk
	checked  bool  // whether its parts are compared with those of others
	archive  Month // of the archive that the file is in, by its path; 0 if that does not tell it
	rejected int64
	errs     firstErrors // of rejected rows
	parts    []*monthPart
	// of rows that do not match the filters, and have no date that can be read
	undated Tally
	// the columns of the filters
	asked []askedColumn
	// the names of the columns that were kept
	kept []string
	// what is known of a force's own extract beside its rows; nil of other sources
	noted *noted
	// the column of places that is taken; nil if there is none
	area *sourceArea
	// how often it has all its rows, in the same order
	times int
	// the sum of the fingerprints without their force
	digest uint64
	// the saved file that it was read from; "" if it was read itself
	saved string
	// its parts, once they are all there
	index map[forceMonth]*monthPart
}

// counted returns the number of rows that have a date: those that are not rejected, whether they
// match the filters or not.
func (s *source) counted() int64 { return s.Rows - s.rejected - s.undated.total }

// compareSources orders sources by name. Those of one name are in order of their first search, then
// of the last, of the force, of the number of rows and of what they lack.
func compareSources(a, b Source) int {
	return cmp.Or(strings.Compare(a.File, b.File), a.First.Compare(b.First), a.Last.Compare(b.Last), a.Force.Compare(b.Force),
		cmp.Compare(a.Rows, b.Rows), slices.Compare(a.Missing, b.Missing), compareBool(a.Collapsed, b.Collapsed),
		compareBool(a.Own, b.Own))
}

// compareBool puts false before true.
func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// monthPart is what a source has of one force and month. Which of several parts counts is told from
// all rows, so that it does not depend on the filters.
type monthPart struct {
	forceMonth
	source  *source
	rows    int64          // all, those that do not match the filters among them
	cells   []partCell     // in the order in which the source has them
	index   map[Key]uint32 // of cells, while the source is read
	out     int64          // rows that do not match the filters
	stops   stopRows       // all rows
	prints  []uint64       // fingerprints of the rows that have one, in order of size
	of      []uint32       // the cells of these, as a stopRow has them
	areas   areaCounts     // of the rows that match the filters
	days    [32]int64      // rows by day of the month in London
	early   int64          // rows in the first hour of the month in London
	unknown map[labelAt]int64
	errs    []labelsAt // of cells that were not understood, the first maxErrors
	times   int        // how often it has all its rows, in the same order
	// where the hashes of rows were not saved: what they told of the force and month. Stops, prints
	// and days are empty then
	closed *closedMonth
}

// labelAt is a label that is not known, by its column, in the rows of a cell.
type labelAt struct {
	field, label string
	cell         uint32
}

// labelsAt has the labels of one row that are not known, and its cell.
type labelsAt struct {
	labels UnknownLabels
	cell   uint32
}

// partCell is a cell of a part, with the rows that match the filters and those that do not.
type partCell struct {
	Key
	in, out int64
}

// cell returns what a [stopRow] has of the cell of a row.
func (p *monthPart) cell(k Key, out bool) uint32 {
	i, ok := p.index[k]
	if !ok {
		i = uint32(len(p.index))
		p.index[k] = i
	}
	if out {
		p.out++
		return i<<1 | 1
	}
	return i << 1
}

// count counts the rows of each cell, once all are read.
func (p *monthPart) count() {
	p.cells = make([]partCell, len(p.index))
	for k, i := range p.index {
		p.cells[i].Key = k
	}
	p.index = nil
	for row := range p.stops.all() {
		if row.matches() {
			p.cells[row.cell>>1].in++
		} else {
			p.cells[row.cell>>1].out++
		}
	}
}

// matching returns the fingerprints of the rows that match the filters, in order of size.
func (p *monthPart) matching() []uint64 {
	if p.out == 0 {
		return p.prints
	}
	matching := make([]uint64, 0, len(p.prints))
	for i, print := range p.prints {
		if matches(p.of[i]) {
			matching = append(matching, print)
		}
	}
	return matching
}

// part returns the part of a source of that force and month, or nil.
func (s *source) part(of forceMonth) *monthPart { return s.index[of] }

// complete fills what all parts of a source tell together.
func (s *source) complete() {
	s.index = make(map[forceMonth]*monthPart, len(s.parts))
	for _, p := range s.parts {
		s.index[p.forceMonth] = p
		force := hashForce(p.force)
		for _, print := range p.prints {
			s.digest += print ^ force
		}
	}
}

// repeats returns what the source has several times over.
func (s *source) repeats(counts func(*monthPart) bool) (list []Repeat) {
	if s.times > 1 && slices.ContainsFunc(s.parts, counts) {
		return []Repeat{{File: s.File, Rows: s.counted() / int64(s.times), Times: s.times}}
	}
	for _, p := range s.parts {
		if p.times > 1 && counts(p) {
			list = append(list, Repeat{File: s.File, Rows: p.rows / int64(p.times), Times: p.times, Force: p.force, Month: p.month})
		}
	}
	return list
}

// copies returns how often n rows repeat the same two rows or more: 1 unless they are a whole
// number of copies. One row that is repeated is no copy, since people who are searched together
// share every value.
func copies(n int, row func(int) uint64) int {
	// as reports whether every row from the one at size on is the one so many before it.
	as := func(size int) bool {
		for i := size; i < n; i++ {
			if row(i) != row(i-size) {
				return false
			}
		}
		return true
	}
	if as(1) {
		return 1
	}
	for times := n / 2; times > 1; times-- {
		if n%times == 0 && as(n/times) {
			return times
		}
	}
	return 1
}

// labelRows is how many rows have a label that is not known.
type labelRows struct {
	all     int64
	persons int64 // all but those that are known to be of vehicles alone
}

// labelCounts has the rows of labels that are not known, by column and by label.
type labelCounts map[string]map[string]labelRows

func (c *labelCounts) add(field, label string, rows labelRows) {
	if *c == nil {
		*c = make(labelCounts)
	}
	labels := (*c)[field]
	if labels == nil {
		labels = make(map[string]labelRows)
		(*c)[field] = labels
	}
	sum := labels[label]
	sum.all += rows.all
	sum.persons += rows.persons
	labels[label] = sum
}

// by returns by column and label the counts that are not 0.
func (c labelCounts) by(count func(labelRows) int64) map[string]map[string]int64 {
	counts := make(map[string]map[string]int64, len(c))
	for field, labels := range c {
		for label, rows := range labels {
			n := count(rows)
			if n == 0 {
				continue
			}
			if counts[field] == nil {
				counts[field] = make(map[string]int64)
			}
			counts[field][label] = n
		}
	}
	return counts
}

// addUnknown counts the labels of one row that are not known.
func (p *monthPart) addUnknown(labels UnknownLabels, cell uint32) {
	p.errs = keepFirst(p.errs, labelsAt{labels, cell}, func(a, b labelsAt) int { return compareErrors(a.labels, b.labels) })
	if p.unknown == nil {
		p.unknown = make(map[labelAt]int64)
	}
	for _, e := range labels {
		p.unknown[labelAt{e.Field, e.Value, cell}]++
	}
}

// rowsOf returns what so many rows of a cell are.
func (p *monthPart) rowsOf(cell uint32, n int64) labelRows {
	if p.cells[cell].Type == VehicleSearch {
		return labelRows{all: n}
	}
	return labelRows{n, n}
}

// maxErrors is how many errors about rows an Extract keeps.
const maxErrors = 100

// firstErrors are the first maxErrors errors about rows, in the order of compareErrors.
type firstErrors []error

// keep keeps err if it is among the first.
func (f *firstErrors) keep(err error) { *f = keepFirst(*f, err, compareErrors) }

// keepFirst returns a list in order with e, if it is among the first maxErrors.
func keepFirst[E any](list []E, e E, compare func(a, b E) int) []E {
	if len(list) == maxErrors && compare(e, list[maxErrors-1]) >= 0 {
		return list
	}
	i, _ := slices.BinarySearchFunc(list, e, compare)
	list = slices.Insert(list, i, e)
	return list[:min(maxErrors, len(list))]
}
