package outcomes

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"sync"
	"time"

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
	// the sum of the fingerprints without their force, once it was asked for
	digestOnce sync.Once
	digested   uint64
	// the saved file that it was read from; "" if it was read itself
	saved string
	// while it is read: where rows of another part begin, the first maxTurns of them
	turns []turn
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
		compareBool(a.Own, b.Own), compareBool(a.CountOnly, b.CountOnly))
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
	source   *source
	hash     uint64 // of the force, as hashForce has it
	rows     int64  // all, those that do not match the filters among them
	out      int64  // rows that do not match the filters
	segments []*segment
	// what there is in the place of segments where it was read from a saved file
	saved *savedRows
	// of the rows that match the filters
	areas areaCounts
	// of cells that were not understood, the first maxErrors
	errs []labelsAt
	// how often it has all its rows, in the same order
	times int
	// where the rows were not kept, or their hashes not saved: what they told of the force and
	// month
	closed *closedMonth

	daysOnce sync.Once
	days     *dayRows
	minutes  minuteCounts

	// while it is read: the first and the last second of rows
	first, last uint32
}

// savedRows is what a saved file has of the rows of a part.
type savedRows struct {
	cells   []partCell
	unknown map[labelAt]int64
	// where the hashes of rows were saved: the cells of stops and of prints are indexes of cells,
	// twice, and 1 more where a row does not match the filters. Minutes are since 1970
	stops  []stopRow
	prints []uint64 // fingerprints of the rows that have one, in order of size
	of     []uint32 // the cells of these
}

// labelAt is a label that is not known, by its column, in the rows of a cell, which has a number.
type labelAt struct {
	labelText
	cell uint32
}

// labelsAt has the labels of one row that are not known, and its cell.
type labelsAt struct {
	labels UnknownLabels
	of     kindWords
}

// partCell is a cell of a part, with the rows that match the filters and those that do not.
type partCell struct {
	kindWords
	in, out int64
}

// hasPrints reports whether rows of p have fingerprints.
func (p *monthPart) hasPrints() bool {
	if p.saved != nil {
		return len(p.saved.prints) > 0
	}
	return p.closed == nil && p.rows > 0
}

// dayRows is how many rows a part has by day of the month in London, and in the first hour of the
// month there.
type dayRows struct {
	by    [32]int64
	early int64
}

// byDay returns the rows of p by day.
func (p *monthPart) byDay() *dayRows {
	p.daysOnce.Do(func() {
		if p.days == nil {
			p.days = p.countDays()
		}
	})
	return p.days
}

// countDays counts the rows of each day.
func (p *monthPart) countDays() *dayRows {
	days, start := new(dayRows), monthStart(p.month)
	// when clocks change, by the second of the month, and by how much
	next, ahead := int64(math.MaxInt64), int64(0)
	switch m := p.month.Month(); m {
	case time.March:
		next, ahead = changeover(p.month.Year(), m).Unix()-start, 60*60
	case time.October:
		next, ahead = changeover(p.month.Year(), m).Unix()-start, -60*60
	}
	for _, s := range p.segments {
		for w := range s.all() {
			if p.month == 0 {
				t := InLondon(time.Unix(s.unix(w, start), 0))
				days.by[t.Day()]++
				if t.Day() == 1 && t.Hour() == 0 {
					days.early++
				}
				continue
			}
			second := w.second()
			if second < 60*60 {
				days.early++
			}
			if second >= next {
				second += ahead
			}
			days.by[second/(24*60*60)+1]++
		}
	}
	return days
}

// part returns the part of a source of that force and month, or nil.
func (s *source) part(of forceMonth) *monthPart { return s.index[of] }

// complete fills what all parts of a source tell together.
func (s *source) complete() {
	s.index = make(map[forceMonth]*monthPart, len(s.parts))
	for _, p := range s.parts {
		s.index[p.forceMonth] = p
	}
}

// digest returns the sum of the fingerprints without their force.
func (s *source) digest() uint64 {
	s.digestOnce.Do(func() {
		for _, p := range s.parts {
			for _, print := range p.prints(nil, p.hash) {
				s.digested += print
			}
		}
	})
	return s.digested
}

// findCopies tells how often the source, and each of its parts, has all its rows: what was joined
// to itself has several times each part, in the same order, and its parts by turns in the same way.
// A part whose rows are all alike may be so often what there is of it as divides their number.
func (s *source) findCopies() {
	all, different := 0, len(s.parts) > 1
	for _, p := range s.parts {
		times, alike := p.copies()
		different = different || !alike
		all = gcd(all, times)
		if !alike {
			p.times = times
		}
	}
	for times := all; different && times > 1; times-- {
		if all%times == 0 && s.comesAgain(s.counted()/int64(times)) {
			s.times = times
			break
		}
	}
	s.turns = nil
	if s.times > 1 || len(s.parts) == 1 {
		for _, p := range s.parts {
			p.times = 1
		}
	}
}

// turn is a row, from 0, with which the rows of another part begin.
type turn struct {
	row  int64
	part *monthPart
}

// maxTurns bounds how many turns are remembered: 1 MiB while a file is read. Files are in order of
// time, or nearly, so that only those of several forces have more.
const maxTurns = 1 << 16

// turnTo takes note that the next row is of a part, and was not before.
func (s *source) turnTo(p *monthPart, row int64) {
	last := len(s.turns) - 1
	if last < maxTurns && (last < 0 || s.turns[last].part != p) {
		s.turns = append(s.turns, turn{row, p})
	}
}

// comesAgain reports whether every row from the one at size on is of the part of the one so many
// before it. It reports false where there are too many turns to be remembered: what is so often in
// each part is told by force and month then.
func (s *source) comesAgain(size int64) bool {
	if len(s.turns) > maxTurns {
		return false
	}
	first, rows := s.turns, s.counted()
	second := s.turns
	for at := int64(0); at < rows-size; {
		for len(first) > 1 && first[1].row <= at {
			first = first[1:]
		}
		for len(second) > 1 && second[1].row <= at+size {
			second = second[1:]
		}
		if first[0].part != second[0].part {
			return false
		}
		next := rows - size
		if len(first) > 1 {
			next = min(next, first[1].row)
		}
		if len(second) > 1 {
			next = min(next, second[1].row-size)
		}
		at = next
	}
	return true
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
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

// copies returns how often the rows of p repeat the same ones, in the same order: alike says that
// they are all the same, which they repeat as often as there are rows.
func (p *monthPart) copies() (times int, alike bool) {
	var all []func(i int) uint64
	var ends []int
	start, n := monthStart(p.month), 0
	for _, s := range p.segments {
		begin := n
		n += s.rows.n
		all = append(all, func(i int) uint64 { return s.print(*s.rows.at(i - begin), start, p.hash) })
		ends = append(ends, n)
	}
	return copies(n, func(i int) uint64 {
		at := 0
		for i >= ends[at] {
			at++
		}
		return all[at](i)
	})
}

// copies returns how often n rows repeat the same ones: 1 unless they are a whole number of copies.
// alike says that they are all the same row, which is no copy, since people who are searched
// together share every value.
func copies(n int, row func(int) uint64) (times int, alike bool) {
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
		return n, true
	}
	for times := n / 2; times > 1; times-- {
		if n%times == 0 && as(n/times) {
			return times, false
		}
	}
	return 1, false
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

// segmentOf returns the segment of p that the next rows are added to, whose numbers are of a view.
func (p *monthPart) segmentOf(v *view) *segment {
	last := len(p.segments) - 1
	if last < 0 || p.segments[last].of != v {
		p.segments = append(p.segments, &segment{of: v})
		last++
	}
	return p.segments[last]
}

// keepError keeps the labels of one row that are not known, if they are among the first.
func (p *monthPart) keepError(row labelsAt) {
	p.errs = keepFirst(p.errs, row, func(a, b labelsAt) int { return compareErrors(a.labels, b.labels) })
}

// labelRowsOf returns what so many rows of a cell are.
func labelRowsOf(k *kindWords, n int64) labelRows {
	if k.recordType() == VehicleSearch {
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
