package outcomes

import (
	"cmp"
	"errors"
	"iter"
	"math/bits"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
)

// partReader shares the rows of one source out among its parts.
type partReader struct {
	source        *source
	index         map[forceMonth]int32
	current       int32 // the part of the last row
	first         bool
	severalForces bool

	areas  areas           // that are read
	prints inOrder[uint64] // of the rows that have one, in order of the file
	of     inOrder[uint32] // their cells
	runs   []run           // their parts

	// of the last row: hours begin at the same time in London and in UTC
	hour  int64
	month Month
	day   int
	early bool
}

// run is how many fingerprints of one part follow one another.
type run struct {
	rows int
	part int32
}

// inOrder is a list that grows without being copied.
type inOrder[V any] struct {
	chunks [][]V
	n      int
}

const chunk = 1 << 10

func (l *inOrder[V]) add(v V) {
	if l.n%chunk == 0 {
		l.chunks = append(l.chunks, make([]V, 0, chunk))
	}
	last := &l.chunks[l.n/chunk]
	*last = append(*last, v)
	l.n++
}

func (l *inOrder[V]) at(i int) V { return l.chunks[i/chunk][i%chunk] }

func newPartReader(file string, checked bool) *partReader {
	file = strings.ToValidUTF8(file, "\uFFFD")
	s := &source{Source: Source{File: file}, checked: checked, archive: archiveMonth(file), times: 1}
	return &partReader{source: s, index: make(map[forceMonth]int32), first: true}
}

// read reads a sequence of searches to its end, after which l has what the file is like, beside so
// many searches that were read before. The source has what was read before an error; it is nil if
// nothing can be read.
func (r *partReader) read(searches iter.Seq2[Search, error], l *layout, before int64) (*source, error) {
	if searches == nil {
		return nil, &HeaderError{File: r.source.File, Err: errors.New("there is nothing to read from: want a sequence, as ReadCSV returns it, and got nil")}
	}
	var fatal error
	l.excluded, l.areas = r.exclude, &r.areas
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
	if err := r.source.checkKept(); err != nil {
		return nil, err
	}
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
	p, cell := r.add(s, false)
	if r.areas.now.value > 0 {
		p.areas.add(r.areas.now)
	}
	if unknown != nil {
		p.addUnknown(unknown, cell>>1)
	}
}

// exclude accounts for a search that does not match the filters.
func (r *partReader) exclude(s Search) {
	if s.Time.IsZero() {
		r.source.Rows++
		r.source.undated.add(s.Key(), 1)
		return
	}
	r.add(&s, true)
}

// add adds a row to its part, whether it matches the filters or not. It returns its cell as a
// [stopRow] has it.
func (r *partReader) add(s *Search, out bool) (*monthPart, uint32) {
	source := r.source
	source.Rows++
	source.extend(s.Time)
	if hour := s.Time.Unix() / 3600; r.first || hour != r.hour {
		t := InLondon(s.Time)
		r.hour = hour
		r.month, r.day = dayInLondon(t)
		r.early = r.day == 1 && t.Hour() == 0
	}
	p := r.part(forceMonth{s.Force, r.month})
	if r.first {
		source.Force, r.first = s.Force, false
	} else if s.Force != source.Force {
		r.severalForces = true
	}
	p.rows++
	p.days[r.day]++
	if r.early {
		p.early++
	}
	cell := p.cell(s.keyIn(r.month), out)
	p.stops.add(stopRow{placeOf(s), minuteOf(s.Time), cell})
	if s.Fingerprint != 0 {
		r.prints.add(s.Fingerprint)
		r.of.add(cell)
		if last := len(r.runs) - 1; last >= 0 && r.runs[last].part == r.current {
			r.runs[last].rows++
		} else {
			r.runs = append(r.runs, run{1, r.current})
		}
	}
	return p, cell
}

// part returns the part of a force and month, which becomes the current one.
func (r *partReader) part(of forceMonth) *monthPart {
	parts := r.source.parts
	if len(parts) > 0 && parts[r.current].forceMonth == of {
		return parts[r.current]
	}
	i, ok := r.index[of]
	if !ok {
		i = int32(len(parts))
		r.index[of] = i
		r.source.parts = append(parts, &monthPart{forceMonth: of, source: r.source, index: make(map[Key]uint32), times: 1})
	}
	r.current = i
	return r.source.parts[i]
}

// done puts the parts in order once all rows are counted.
func (r *partReader) done(l *layout) {
	s := r.source
	s.Missing, s.Collapsed, s.official, s.asked = l.missing, l.collapsed, l.official, l.where.asked()
	s.Own, s.kept, s.noted = l.own, l.kept, l.noted
	if r.severalForces {
		s.Force = ethnicity.Force{}
	}
	s.area = r.areas.taken()
	r.share()
	if s.checked {
		s.times = copies(r.prints.n, r.prints.at)
	}
	var sorter printSorter
	for _, p := range s.parts {
		p.count()
		if s.checked && s.times == 1 && len(s.parts) > 1 {
			p.times = copies(len(p.prints), func(i int) uint64 { return p.prints[i] })
		}
		sorter.sort(p.prints, p.of)
	}
	s.complete()
}

// share gives each part its fingerprints, in order of the file.
func (r *partReader) share() {
	s := r.source
	sizes := make([]int, len(s.parts))
	for _, run := range r.runs {
		sizes[run.part] += run.rows
	}
	all, of := make([]uint64, r.prints.n), make([]uint32, r.prints.n)
	for i, p := range s.parts {
		p.prints, all = all[:0:sizes[i]], all[sizes[i]:]
		p.of, of = of[:0:sizes[i]], of[sizes[i]:]
	}
	n := 0
	for _, run := range r.runs {
		p := s.parts[run.part]
		for range run.rows {
			p.prints = append(p.prints, r.prints.at(n))
			p.of = append(p.of, r.of.at(n))
			n++
		}
	}
}

// printSorter puts lists of fingerprints in order, one after the other. It keeps its memory.
type printSorter struct {
	shared []printAt
	ends   []int
}

// printAt is a fingerprint with its cell.
type printAt struct {
	print uint64
	cell  uint32
}

func (a printAt) compare(b printAt) int {
	return cmp.Or(cmp.Compare(a.print, b.print), cmp.Compare(a.cell, b.cell))
}

// sort puts fingerprints in order, with their cells. They are hashes, so that their first bits
// share them out evenly, a few to a bucket.
func (s *printSorter) sort(prints []uint64, of []uint32) {
	width := bits.Len(uint(len(prints) / 8))
	s.ends = slices.Grow(s.ends[:0], 1<<width+1)[:1<<width+1]
	clear(s.ends)
	for _, print := range prints {
		s.ends[print>>(64-width)+1]++
	}
	for i := 1; i < len(s.ends); i++ {
		s.ends[i] += s.ends[i-1]
	}
	s.shared = slices.Grow(s.shared[:0], len(prints))[:len(prints)]
	for i, print := range prints {
		end := &s.ends[print>>(64-width)]
		s.shared[*end] = printAt{print, of[i]}
		*end++
	}
	begin := 0
	for _, end := range s.ends[:1<<width] {
		slices.SortFunc(s.shared[begin:end], printAt.compare)
		begin = end
	}
	for i, p := range s.shared {
		prints[i], of[i] = p.print, p.cell
	}
}
