package outcomes

import (
	"iter"
	"time"
)

// A row is kept as one word. Its bits are, from the first on, the second of the month in London,
// the number of its place, the number of its meaning, and whether it does not match the filters. A
// time of no month has second 0, and its own is in the meaning.
const (
	meaningBits = 20
	placeBits   = 21
	// saidBits is the bits of the meaning and of whether a row does not match
	saidBits = 1<<(meaningBits+1) - 1
)

type rowWord uint64

func wordOf(second, place, meaning uint32, out bool) rowWord {
	w := rowWord(second)<<(placeBits+meaningBits+1) | rowWord(place)<<(meaningBits+1) | rowWord(meaning)<<1
	if out {
		w |= 1
	}
	return w
}

func (w rowWord) second() int64 { return int64(w >> (placeBits + meaningBits + 1)) }
func (w rowWord) place() int    { return int(w >> (meaningBits + 1) & (1<<placeBits - 1)) }
func (w rowWord) meaning() int  { return int(w & saidBits >> 1) }
func (w rowWord) out() bool     { return w&1 != 0 }

// segment is the rows of a part whose numbers are of one dictionary.
type segment struct {
	of     *view
	rows   pile[rowWord] // in the order of the file
	counts saidCounts    // in their place, where rows are counted and not kept
}

// addAll adds rows, which are counted alone or kept.
func (s *segment) addAll(rows []rowWord, countOnly bool) {
	if !countOnly {
		s.rows.addAll(rows)
		return
	}
	for _, w := range rows {
		s.counts.add(w, 1)
	}
}

// join adds the rows of another segment, whose numbers are of the same dictionary.
func (s *segment) join(behind *segment) {
	for _, rows := range behind.rows.blocks {
		s.rows.addAll(rows)
	}
	for said, n := range behind.counts.all() {
		s.counts.add(rowWord(said), n)
	}
}

// all returns the rows of a segment.
func (s *segment) all() iter.Seq[rowWord] {
	return func(yield func(rowWord) bool) {
		for _, rows := range s.rows.blocks {
			for _, w := range rows {
				if !yield(w) {
					return
				}
			}
		}
	}
}

// monthStart returns when a month begins in London, in seconds since 1970; 0 for no month.
func monthStart(m Month) int64 {
	if m == 0 {
		return 0
	}
	start := time.Date(m.Year(), m.Month(), 1, 0, 0, 0, 0, time.UTC).Unix()
	if m.Month() > time.March && m.Month() < time.November {
		start -= 60 * 60
	}
	return start
}

// unix returns the time of a row of a month that begins at start, in seconds since 1970.
func (s *segment) unix(w rowWord, start int64) int64 {
	if f := s.of.meanings.at(w.meaning()).further; f != nil && f.second != 0 {
		return f.second
	}
	return start + w.second()
}

// print returns the fingerprint of a row; 0 if it has none.
func (s *segment) print(w rowWord, start int64, force uint64) uint64 {
	m := s.of.meanings.at(w.meaning())
	if m.further == nil {
		return printOf(m.label, start+w.second(), *s.of.places.at(w.place()), nil, force)
	}
	switch f := m.further; {
	case f.given:
		return f.print
	case f.second != 0:
		return printOf(m.label, f.second, *s.of.places.at(w.place()), f.tail, force)
	default:
		return printOf(m.label, start+w.second(), *s.of.places.at(w.place()), f.tail, force)
	}
}
