package outcomes

import (
	"errors"
	"iter"
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

	areas  areas            // that are read
	prints inOrder[uint64]  // fingerprints of the rows that have one, in order of the file
	stops  inOrder[stopRow] // where and when each row was, in order of the file
	runs   []run            // their parts
	cells  map[Key]uint32   // the index of a cell among those of its part

	// of the last row: hours begin at the same time in London and in UTC
	hour  int64
	month Month
	day   int
	early bool
}

// run is how many rows of one part follow one another that all match the filters or all do not, and
// all have a fingerprint or all have none.
type run struct {
	rows    int
	part    int32
	out     bool
	printed bool
}

// inOrder is a list that grows without being copied.
type inOrder[T any] struct {
	chunks [][]T
	n      int
}

const chunk = 1 << 10

func (l *inOrder[T]) add(v T) {
	if l.n%chunk == 0 {
		l.chunks = append(l.chunks, make([]T, 0, chunk))
	}
	last := &l.chunks[l.n/chunk]
	*last = append(*last, v)
	l.n++
}

func (l *inOrder[T]) at(i int) T { return l.chunks[i/chunk][i%chunk] }

func newPartReader(file string, checked bool) *partReader {
	file = strings.ToValidUTF8(file, "\uFFFD")
	s := &source{Source: Source{File: file}, checked: checked, archive: archiveMonth(file), times: 1}
	return &partReader{source: s, index: make(map[forceMonth]int32), cells: make(map[Key]uint32), first: true}
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
	p := r.add(s, false)
	if r.areas.now.value > 0 {
		p.areas.add(r.areas.now)
	}
	if unknown != nil {
		p.addUnknown(unknown, s.Type)
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

// add adds a row to its part, whether it matches the filters or not.
func (r *partReader) add(s *Search, out bool) *monthPart {
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
	p.days[r.day]++
	if r.early {
		p.early++
	}
	printed := s.Fingerprint != 0
	if printed {
		r.prints.add(s.Fingerprint)
	}
	r.stops.add(stopRow{placeOf(s), minuteOf(s.Time), p.cellRow(r.cell(p, s), out)})
	if last := len(r.runs) - 1; last >= 0 && r.runs[last].is(r.current, out, printed) {
		r.runs[last].rows++
	} else {
		r.runs = append(r.runs, run{1, r.current, out, printed})
	}
	return p
}

// is reports whether a row of that part belongs to a run.
func (r run) is(part int32, out, printed bool) bool {
	return r.part == part && r.out == out && r.printed == printed
}

// cell returns the index of the cell of a search among those of its part.
func (r *partReader) cell(p *monthPart, s *Search) uint32 {
	key := s.keyIn(r.month)
	i, ok := r.cells[key]
	if !ok {
		i = uint32(len(p.cells))
		r.cells[key] = i
		p.cells = append(p.cells, partCell{Key: key})
	}
	return i
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
		r.source.parts = append(parts, &monthPart{forceMonth: of, source: r.source, times: 1})
	}
	r.current = i
	return r.source.parts[i]
}

// done puts the parts in order once all rows are counted.
func (r *partReader) done(l *layout) {
	s := r.source
	s.Missing, s.Collapsed, s.official, s.asked = l.missing, l.collapsed, l.official, l.where.asked()
	if r.severalForces {
		s.Force = ethnicity.Force{}
	}
	s.area = r.areas.taken()
	r.share()
	if s.checked {
		s.times = copies(r.prints.n, r.prints.at)
	}
	for _, p := range s.parts {
		if s.checked && s.times == 1 && len(s.parts) > 1 {
			p.times = copies(len(p.prints), func(i int) uint64 { return p.prints[i] })
		}
		slices.Sort(p.prints)
		slices.Sort(p.kept)
		force := hashForce(p.force)
		for _, print := range p.prints {
			s.digest += print ^ force
		}
	}
}

// share gives each part its rows and their fingerprints, in order of the file.
func (r *partReader) share() {
	s := r.source
	rows, prints := make([]int, len(s.parts)), make([]int, len(s.parts))
	for _, run := range r.runs {
		rows[run.part] += run.rows
		if run.printed {
			prints[run.part] += run.rows
		}
	}
	allRows, allPrints := make([]stopRow, r.stops.n), make([]uint64, r.prints.n)
	for i, p := range s.parts {
		p.stops, allRows = allRows[:0:rows[i]], allRows[rows[i]:]
		p.prints, allPrints = allPrints[:0:prints[i]], allPrints[prints[i]:]
	}
	row, print := 0, 0
	for _, run := range r.runs {
		p := s.parts[run.part]
		for range run.rows {
			p.stops = append(p.stops, r.stops.at(row))
			row++
			if !run.printed {
				continue
			}
			p.prints = append(p.prints, r.prints.at(print))
			if p.out > 0 && !run.out {
				p.kept = append(p.kept, r.prints.at(print))
			}
			print++
		}
	}
}
