package outcomes

import (
	"errors"
	"iter"
	"math"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
)

// partReader shares the rows of one source out among its parts.
type partReader struct {
	source        *source
	index         map[forceMonth]*monthPart
	current       *monthPart // of the last row
	severalForces bool
	countOnly     bool  // rows are not kept
	spare         spare // goroutines that may help; nil if there are none
	areas         areas // that are read
	layout        *layout // of what is read, which says how many records a row stands for; nil if that is one

	dictionaries *dictionaries
	words        *dictionary // that the numbers of rows are of
	view         *view       // of it, which is filled at the end
	views        []*view     // of those before

	// of the last search: hours begin at the same time in London and in UTC
	hour  int64
	month Month
	start int64 // of the month
	any   bool
}

func (x *Extract) newPartReader(file string, checked bool) *partReader {
	if x.dictionaries == nil {
		x.dictionaries = new(dictionaries)
	}
	file = strings.ToValidUTF8(file, "\uFFFD")
	r := &partReader{dictionaries: x.dictionaries, countOnly: x.CountOnly, spare: x.spare}
	r.begin(&source{Source: Source{File: file}, checked: checked, archive: archiveMonth(file), times: 1})
	return r
}

// begin makes s the source that is read.
func (r *partReader) begin(s *source) {
	r.source, r.index, r.current, r.severalForces = s, make(map[forceMonth]*monthPart), nil, false
	r.renew()
}

// handOver returns what was read of one stretch of a file, and begins the next.
func (r *partReader) handOver() *source {
	for _, v := range r.views {
		v.fill()
	}
	r.views = r.views[len(r.views)-1:]
	s := r.source
	r.begin(new(source))
	return s
}

// join adds what was read of a stretch that comes after so many lines of the file.
func (r *partReader) join(s *source, lines int) {
	before := r.source.counted()
	r.source.Rows += s.Rows
	r.source.rejected += s.rejected
	for _, err := range s.errs {
		err.(*RowError).Line += lines // a row that is rejected has no other
		r.source.errs.keep(err)
	}
	r.source.extend(s.First)
	r.source.extend(s.Last)
	for _, p := range s.parts {
		r.partOf(p.forceMonth).join(p, lines)
	}
	for _, t := range s.turns {
		r.source.turnTo(r.partOf(t.part.forceMonth), before+t.row)
	}
	r.current = nil
}

// renew makes sure that the dictionary takes one meaning and one place more. It reports whether
// another was begun, to which the numbers of the one before say nothing.
func (r *partReader) renew() bool {
	if r.words != nil && !r.words.full() {
		return false
	}
	r.words = r.dictionaries.current()
	r.view = &view{from: r.words}
	r.views = append(r.views, r.view)
	return true
}

// read reads a sequence of searches to its end, after which l has what the file is like, beside so
// many searches that were read before. The source has what was read before an error; it is nil if
// nothing can be read.
func (r *partReader) read(searches iter.Seq2[Search, error], l *layout, before int64) (*source, error) {
	if searches == nil {
		return nil, &HeaderError{File: r.source.File, Err: errors.New("there is nothing to read from: want a sequence, as ReadCSV returns it, and got nil")}
	}
	var fatal error
	r.layout, l.counted = l, func() { r.countOnly = true }
	l.excluded, l.areas, l.memory = r.exclude, &r.areas, &r.dictionaries.memory
	l.plain = func(p *plain) {
		r.together(p, before)
		r.plain(p, before)
	}
	for s, err := range searches {
		if fatal = r.take(&s, err, before); fatal != nil {
			break
		}
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

// take accounts for a row as ReadCSV yields it, beside so many searches that were read before. The
// error is one that ends reading.
func (r *partReader) take(s *Search, err error, before int64) error {
	var unknown UnknownLabels
	n := r.recordsOfRow()
	if err != nil {
		if row, ok := errors.AsType[*RowError](err); ok {
			r.reject(row, n)
			return nil
		}
		ok := false
		if unknown, ok = errors.AsType[UnknownLabels](err); !ok {
			return err
		}
	}
	if err := room(before+r.source.counted(), n); err != nil {
		return err
	}
	r.count(s, unknown, n)
	return nil
}

// reject accounts for a row that could not be read, and stands for n records.
func (r *partReader) reject(err *RowError, n int64) {
	r.source.Rows += n
	r.source.rejected += n
	r.source.errs.keep(err)
}

// count counts n searches, with the cells of their row that were not understood.
func (r *partReader) count(s *Search, unknown UnknownLabels, n int64) {
	p := r.add(s, unknown, false, n)
	if r.areas.now.value > 0 {
		p.areas.add(r.areas.now, n)
	}
	if unknown != nil {
		key := s.keyIn(0)
		p.keepError(labelsAt{unknown, key.words()})
	}
}

// exclude accounts for a search that does not match the filters.
func (r *partReader) exclude(s Search, unknown UnknownLabels) {
	n := r.recordsOfRow()
	if s.Time.IsZero() {
		r.source.Rows += n
		r.source.undated.add(s.Key(), n)
		return
	}
	r.add(&s, unknown, true, n)
}

// add adds n searches that say the same to their part, whether they match the filters or not.
func (r *partReader) add(s *Search, unknown UnknownLabels, out bool, n int64) *monthPart {
	r.source.extend(s.Time)
	unix := s.Time.Unix()
	if hour := unix / 3600; !r.any || hour != r.hour {
		r.hour, r.month, r.any = hour, MonthOf(s.Time), true
		r.start = monthStart(r.month)
	}
	of := forceMonth{s.Force, r.month}
	r.renew()
	var own further
	second := uint32(0)
	if r.month == 0 {
		own.second = unix
	} else {
		second = uint32(unix - r.start)
	}
	p, at := r.part(of), r.words.place(s.Latitude, s.Longitude)
	meaning := r.words.number(s, unknown, own)
	if m := r.words.meanings.list.at(int(meaning)); s.Fingerprint != printOf(m.label, unix, placeAt(s.Latitude, s.Longitude), m.more().tail, p.hash) {
		own.given, own.print = true, s.Fingerprint
		meaning = r.words.number(s, unknown, own)
	}
	r.keep(p, wordOf(second, at, meaning, out), n)
	return p
}

// row adds a row of a month to its part: its second in the month, and the numbers of its meaning
// and its place, both of r.words.
func (r *partReader) row(of forceMonth, second, meaning, place uint32, out bool) *monthPart {
	p := r.current
	if p == nil || p.forceMonth != of {
		p = r.part(of)
	}
	p.first, p.last = min(p.first, second), max(p.last, second)
	r.keep(p, wordOf(second, place, meaning, out), 1)
	return p
}

// keep adds n rows that say the same to their part; one, unless rows are counted.
func (r *partReader) keep(p *monthPart, w rowWord, n int64) {
	if p.tail == nil || p.tail.of != r.view {
		p.tail = &segment{of: r.view}
		p.segments = append(p.segments, p.tail)
	}
	r.source.Rows += n
	p.rows += n
	p.out += int64(w&1) * n
	if r.countOnly {
		p.tail.counts.add(w, uint64(n))
	} else {
		p.tail.rows.add(w)
	}
}

// part returns the part of a force and month, which becomes the current one.
func (r *partReader) part(of forceMonth) *monthPart {
	if p := r.current; p != nil && p.forceMonth == of {
		return p
	}
	p := r.partOf(of)
	r.source.turnTo(p, r.source.counted())
	r.current = p
	return p
}

// partOf returns the part of a force and month.
func (r *partReader) partOf(of forceMonth) *monthPart {
	p := r.index[of]
	if p == nil {
		p = &monthPart{forceMonth: of, source: r.source, hash: hashForce(of.force), times: 1, first: math.MaxUint32}
		if len(r.source.parts) == 0 {
			r.source.Force = of.force
		} else if of.force != r.source.Force {
			r.severalForces = true
		}
		r.index[of] = p
		r.source.parts = append(r.source.parts, p)
	}
	return p
}

// done completes the source once all rows are counted.
func (r *partReader) done(l *layout) {
	s := r.source
	s.Missing, s.Collapsed, s.official, s.asked = l.missing, l.collapsed, l.official, l.where.asked()
	s.Own, s.kept, s.noted = l.own, l.kept, l.noted
	if r.severalForces {
		s.Force = ethnicity.Force{}
	}
	s.area = r.areas.taken()
	for _, v := range r.views {
		v.fill()
	}
	for _, p := range s.parts {
		p.tail = nil
		if p.first <= p.last {
			start := monthStart(p.month)
			s.extend(time.Unix(start+int64(p.first), 0).UTC())
			s.extend(time.Unix(start+int64(p.last), 0).UTC())
		}
		if r.countOnly {
			p.closed = &closedMonth{parts: []closedPart{{p, false, true}}}
		}
	}
	if s.CountOnly = r.countOnly; s.checked && !r.countOnly {
		s.findCopies()
	}
	s.complete()
}
