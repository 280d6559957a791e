package outcomes

import (
	"cmp"
	"errors"
	"iter"
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
	times    int    // how often it has all its rows, in the same order
	digest   uint64 // the sum of the fingerprints without their force
}

// counted returns the number of rows that are not rejected.
func (s *source) counted() int64 { return s.Rows - s.rejected }

// compareSources orders sources by name. Those of one name are in order of their first search, then
// of the last, of the force, of the number of rows and of what they lack.
func compareSources(a, b Source) int {
	return cmp.Or(strings.Compare(a.File, b.File), a.First.Compare(b.First), a.Last.Compare(b.Last), a.Force.Compare(b.Force),
		cmp.Compare(a.Rows, b.Rows), slices.Compare(a.Missing, b.Missing), compareBool(a.Collapsed, b.Collapsed))
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

// monthPart is what a source has of one force and month.
type monthPart struct {
	forceMonth
	source  *source
	rows    int64
	cells   map[Key]int64
	prints  []uint64  // fingerprints of the rows that have one, in order of size
	days    [32]int64 // rows by day of the month in London
	early   int64     // rows in the first hour of the month in London
	unknown labelCounts
	errs    firstErrors // of cells that were not understood
	times   int         // how often it has all its rows, in the same order
}

// partReader shares the rows of one source out among its parts.
type partReader struct {
	source        *source
	index         map[forceMonth]int
	current       int // the part of the last row
	first         bool
	severalForces bool

	prints inOrder // of the rows that have one, in order of the file
	runs   []run   // their parts

	// of the last row: hours begin at the same time in London and in UTC
	hour  int64
	month Month
	day   int
	early bool
}

// run is how many fingerprints of one part follow one another.
type run struct{ part, rows int }

// inOrder is a list that grows without being copied.
type inOrder struct {
	chunks [][]uint64
	n      int
}

const chunk = 1 << 10

func (l *inOrder) add(v uint64) {
	if l.n%chunk == 0 {
		l.chunks = append(l.chunks, make([]uint64, 0, chunk))
	}
	last := &l.chunks[l.n/chunk]
	*last = append(*last, v)
	l.n++
}

func (l *inOrder) at(i int) uint64 { return l.chunks[i/chunk][i%chunk] }

func newPartReader(file string, checked bool) *partReader {
	file = strings.ToValidUTF8(file, "\uFFFD")
	s := &source{Source: Source{File: file}, checked: checked, archive: archiveMonth(file), times: 1}
	return &partReader{source: s, index: make(map[forceMonth]int), first: true}
}

// read reads a sequence of searches to its end, after which l has what the file is like, beside so
// many searches that were read before. The source has what was read before an error; it is nil if
// nothing can be read.
func (r *partReader) read(searches iter.Seq2[Search, error], l *layout, before int64) (*source, error) {
	if searches == nil {
		return nil, &HeaderError{File: r.source.File, Err: errors.New("there is nothing to read from: want a sequence, as ReadCSV returns it, and got nil")}
	}
	var fatal error
	for s, err := range searches {
		var unknown UnknownLabels
		if err != nil {
			if labels, ok := errors.AsType[UnknownLabels](err); ok {
				unknown = labels
			} else if row, ok := errors.AsType[*RowError](err); ok {
				r.reject(row)
				continue
			} else {
				fatal = err
				break
			}
		}
		if fatal = room(before+r.source.counted(), 1); fatal != nil {
			break
		}
		r.count(&s, unknown)
	}
	if _, ok := errors.AsType[*HeaderError](fatal); ok {
		return nil, fatal
	}
	r.done(l)
	return r.source, fatal
}

// reject accounts for a row that could not be read.
func (r *partReader) reject(err *RowError) {
	r.source.Rows++
	r.source.rejected++
	r.source.errs.keep(err)
}

// count counts a search, with the cells of its row that were not understood.
func (r *partReader) count(s *Search, unknown UnknownLabels) {
	source := r.source
	source.Rows++
	source.extend(s.Time)
	if hour := s.Time.Unix() / 3600; r.first || hour != r.hour {
		t := InLondon(s.Time)
		r.hour, r.month, r.day = hour, MonthOf(s.Time), t.Day()
		r.early = r.day == 1 && t.Hour() == 0
	}
	p := r.part(forceMonth{s.Force, r.month})
	if r.first {
		source.Force, r.first = s.Force, false
	} else if s.Force != source.Force {
		r.severalForces = true
	}
	p.rows++
	p.cells[s.keyIn(r.month)]++
	p.days[r.day]++
	if r.early {
		p.early++
	}
	if s.Fingerprint != 0 {
		r.prints.add(s.Fingerprint)
		if last := len(r.runs) - 1; last >= 0 && r.runs[last].part == r.current {
			r.runs[last].rows++
		} else {
			r.runs = append(r.runs, run{r.current, 1})
		}
	}
	if unknown != nil {
		p.addUnknown(unknown, s.Type)
	}
}

// part returns the part of a force and month, which becomes the current one.
func (r *partReader) part(of forceMonth) *monthPart {
	parts := r.source.parts
	if len(parts) > 0 && parts[r.current].forceMonth == of {
		return parts[r.current]
	}
	i, ok := r.index[of]
	if !ok {
		i = len(parts)
		r.index[of] = i
		r.source.parts = append(parts, &monthPart{forceMonth: of, source: r.source, cells: make(map[Key]int64), times: 1})
	}
	r.current = i
	return r.source.parts[i]
}

// done puts the parts in order once all rows are counted.
func (r *partReader) done(l *layout) {
	s := r.source
	s.Missing, s.Collapsed, s.official = l.missing, l.collapsed, l.official
	if r.severalForces {
		s.Force = ethnicity.Force{}
	}
	sizes := make([]int, len(s.parts))
	for _, run := range r.runs {
		sizes[run.part] += run.rows
	}
	all := make([]uint64, r.prints.n)
	for i, p := range s.parts {
		p.prints, all = all[:0:sizes[i]], all[sizes[i]:]
	}
	n := 0
	for _, run := range r.runs {
		p := s.parts[run.part]
		for range run.rows {
			p.prints = append(p.prints, r.prints.at(n))
			n++
		}
	}
	if s.checked {
		s.times = copies(r.prints.n, r.prints.at)
	}
	for _, p := range s.parts {
		if s.checked && s.times == 1 && len(s.parts) > 1 {
			p.times = copies(len(p.prints), func(i int) uint64 { return p.prints[i] })
		}
		slices.Sort(p.prints)
		force := hashForce(p.force)
		for _, print := range p.prints {
			s.digest += print ^ force
		}
	}
}

// part returns the part of a source of that force and month, or nil.
func (s *source) part(of forceMonth) *monthPart {
	if i := slices.IndexFunc(s.parts, func(p *monthPart) bool { return p.forceMonth == of }); i >= 0 {
		return s.parts[i]
	}
	return nil
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

// addUnknown counts the cells of one row whose labels are not known.
func (p *monthPart) addUnknown(labels UnknownLabels, of SearchType) {
	p.errs.keep(labels)
	one := labelRows{all: 1}
	if of != VehicleSearch {
		one.persons = 1
	}
	for _, e := range labels {
		p.unknown.add(e.Field, e.Value, one)
	}
}

// maxErrors is how many errors about rows an Extract keeps.
const maxErrors = 100

// firstErrors are the first maxErrors errors about rows, in the order of compareErrors.
type firstErrors []error

// keep keeps err if it is among the first.
func (f *firstErrors) keep(err error) {
	errs := *f
	if len(errs) == maxErrors && compareErrors(err, errs[maxErrors-1]) >= 0 {
		return
	}
	i, _ := slices.BinarySearchFunc(errs, err, compareErrors)
	errs = slices.Insert(errs, i, err)
	*f = errs[:min(maxErrors, len(errs))]
}
