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
	// rows are not kept
	countOnly bool
	// goroutines that may help; nil if there are none
	spare spare
	// that are read
	areas areas
	// of what is read, which says how many records a row stands for; nil where parts of a file are
	// read, whose rows stand for one
	layout *layout

	dictionaries *dictionaries
	words        *dictionary // that the numbers of rows are of
	view         *view       // of it, which is filled at the end
	views        []*view     // that one, and those of the dictionaries before

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
	r.use(r.dictionaries.current())
	r.begin(&source{Source: Source{File: file}, checked: checked, archive: archiveMonth(file), times: 1})
	return r
}

// begin makes s the source that is read.
func (r *partReader) begin(s *source) {
	r.source, r.index, r.current, r.severalForces = s, make(map[forceMonth]*monthPart), nil, false
}

// handOver returns what was read of one stretch of a file, and begins the next.
func (r *partReader) handOver() *source {
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
		r.joinPart(r.partOf(p.forceMonth), p, lines)
	}
	for _, t := range s.turns {
		r.source.turnTo(r.partOf(t.part.forceMonth), before+t.row)
	}
	r.current = nil
}

// joinPart adds the rows of q, which come behind those of p, after so many lines of the file.
func (r *partReader) joinPart(p, q *monthPart, lines int) {
	p.rows += q.rows
	p.out += q.out
	p.first, p.last = min(p.first, q.first), max(p.last, q.last)
	for _, row := range q.errs {
		for _, e := range row.labels {
			e.Line += lines
		}
		p.keepError(row)
	}
	for _, s := range q.segments {
		p.segmentOf(r.viewOf(s.of.from)).join(s)
	}
}

// use makes d the dictionary that the numbers of rows are of from here on.
func (r *partReader) use(d *dictionary) { r.words, r.view = d, r.viewOf(d) }

// viewOf returns the view of a dictionary that the rows of the source are of.
func (r *partReader) viewOf(d *dictionary) *view {
	for _, v := range r.views {
		if v.from == d {
			return v
		}
	}
	v := &view{from: d}
	r.views = append(r.views, v)
	return v
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
	var own further
	second := uint32(0)
	if r.month == 0 {
		own.second = unix
	} else {
		second = uint32(unix - r.start)
	}
	p := r.part(forceMonth{s.Force, r.month})
	place, meaning := r.numbers(s, unknown, own, unix, p.hash)
	if w := wordOf(second, place, meaning, out); r.countOnly {
		p.segmentOf(r.view).counts.add(w, n)
	} else {
		p.segmentOf(r.view).rows.add(w)
	}
	r.source.Rows += n
	p.rows += n
	if out {
		p.out += n
	}
	return p
}

// numbers returns the numbers in r.words of where a search was, and of what it means with the
// second of own. The time is in seconds since 1970.
func (r *partReader) numbers(s *Search, unknown UnknownLabels, own further, unix int64, force uint64) (place, meaning uint32) {
	at := placeAt(s.Latitude, s.Longitude)
	for ; ; r.use(r.words.after()) {
		place, ok := r.words.place(at)
		meaning, m := r.words.meaning(s, unknown, own)
		if m != nil && s.Fingerprint != printOf(m.label, unix, at, m.more().tail, force) {
			own.given, own.print = true, s.Fingerprint
			meaning, m = r.words.meaning(s, unknown, own)
		}
		if ok && m != nil {
			return place, meaning
		}
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
	r.dictionaries.last = r.words
	for _, v := range r.views {
		v.fill()
	}
	for _, p := range s.parts {
		if p.first <= p.last {
			start := monthStart(p.month)
			s.extend(time.Unix(start+int64(p.first), 0).UTC())
			s.extend(time.Unix(start+int64(p.last), 0).UTC())
		}
		if r.countOnly {
			p.closed = &closedMonth{parts: []closedPart{{p, false, true}}}
			for _, s := range p.segments {
				s.counts.trim()
			}
		}
	}
	if s.CountOnly = r.countOnly; s.checked && !r.countOnly {
		s.findCopies()
	}
	s.complete()
}
