package outcomes

import (
	"math"
	"slices"
	"sync"
)

// Rows are kept as numbers of what they say, a word of 64 bits for each. What they say of a person
// and what followed is their meaning, and where it was their place; each different one stands once
// in a dictionary. A force has some ten thousands of meanings, and as many places, however many
// rows.

// dictionary has what rows say, each thing once and by its number. It only grows, and what it has
// does not change. All goroutines that read one file add to the same one, so that its rows are
// compared by their numbers, whoever read them.
type dictionary struct {
	mu       sync.Mutex // of all below
	meanings numbering[meaning]
	places   numbering[rowPlace]
	scratch  further     // of the meaning that is looked for
	half     bool        // a place has one coordinate alone
	few      int         // as that of dictionaries
	next     *dictionary // where this one is full
}

func newDictionary(few int) *dictionary {
	d := &dictionary{few: few}
	d.places.list.add(nowhere) // is number 0, and is never looked for
	return d
}

// dictionaries hands a dictionary, and what is remembered of plain lines, on from one file to the
// next that the same goroutine reads.
type dictionaries struct {
	last   *dictionary
	memory plainMemory
	few    int // where it is not 0, how many meanings and places are full: for tests
}

// current returns the dictionary that is to be used.
func (d *dictionaries) current() *dictionary {
	if d.last == nil {
		d.last = newDictionary(d.few)
	}
	return d.last
}

// after returns the dictionary that is to be used where something has no number in d, which is
// full. It has room for all that one row says.
func (d *dictionary) after() *dictionary {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.next == nil {
		d.next = newDictionary(d.few)
	}
	return d.next
}

// isFull reports whether so many numbers are all that a word has room for in so many bits.
func (d *dictionary) isFull(n, bits int) bool { return n >= 1<<bits || d.few > 0 && n > d.few }

// view is what a dictionary had when a source was read to its end.
type view struct {
	from     *dictionary
	meanings pile[meaning]
	places   pile[rowPlace]
	half     bool
}

// fill makes v what its dictionary has by now.
func (v *view) fill() {
	v.from.mu.Lock()
	defer v.from.mu.Unlock()
	v.meanings, v.places, v.half = v.from.meanings.list.view(), v.from.places.list.view(), v.from.half
}

// rowPlace is where a row was: the bits of its coordinates, as degreeBits has them.
type rowPlace struct{ latitude, longitude uint64 }

func placeAt(latitude, longitude float64) rowPlace {
	return rowPlace{degreeBits(latitude), degreeBits(longitude)}
}

// nowhere is the place of a row that has none.
var nowhere = placeAt(math.NaN(), math.NaN())

// hash returns the hash of a place, by which two files have the same one; 0 if one of its
// coordinates is missing. By chance two of a million places share a hash once in 37 million files.
func (p rowPlace) hash() uint64 {
	if p.latitude == nowhere.latitude || p.longitude == nowhere.longitude {
		return 0
	}
	return max(p.key(), 1)
}

func (p rowPlace) key() uint64          { return mix(mix(0, p.latitude), p.longitude) }
func (p rowPlace) same(q rowPlace) bool { return p == q }

// place returns the number of a place; 0 where both coordinates are NaN. ok is false if it has none
// and there is no room for it.
func (d *dictionary) place(p rowPlace) (number uint32, ok bool) {
	if p == nowhere {
		return 0, true
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	number, ok = d.places.find(p)
	if ok || d.isFull(d.places.list.n, placeBits) {
		return number, ok
	}
	d.half = d.half || p.hash() == 0
	return d.places.add(p), true
}

// meaning is what a row says beside its force, time and place: its cell, and what tells its
// fingerprint.
type meaning struct {
	label uint64 // the words of its labels, which are step 1 of the fingerprint
	kindWords
	operation Answer
	*further  // nil of nearly all
}

// further is what few rows say beside the labels that are known.
type further struct {
	unknown []labelText // the cells that were not understood
	second  int64       // since 1970, of a time of no month
	given   bool        // print is the fingerprint that the row came with, and no other
	print   uint64      // 0 if it has none
	// what is mixed into the fingerprint at the end: first a word for each of unknown
	tail []uint64
}

// labelText is a label that is not known, by its column.
type labelText struct{ field, label string }

// nothing is further of a meaning that has none.
var nothing further

// more returns what a meaning has beside its labels.
func (m *meaning) more() *further {
	if m.further == nil {
		return &nothing
	}
	return m.further
}

func (m meaning) same(n meaning) bool {
	if m.kindWords != n.kindWords || m.operation != n.operation {
		return false
	}
	if m.further == n.further {
		return true
	}
	a, b := m.more(), n.more()
	return a.second == b.second && a.given == b.given && a.print == b.print && slices.Equal(a.unknown, b.unknown)
}

func (m meaning) key() uint64 {
	h := m.label ^ m.kindWords.hash()
	if f := m.more(); f.second != 0 || f.given || len(f.unknown) > 0 {
		h = mix(mix(h, uint64(f.second)), f.print)
		for _, word := range f.tail[:len(f.unknown)] {
			h = mix(h, word)
		}
	}
	return mix(h, 0)
}

// meaning returns what a search means, with the cells of its row that were not understood and the
// second and the fingerprint of f, and the number of that. It looks neither at the time nor at the
// force, the place and the fingerprint of the search. It returns nil if the meaning has no number
// and there is no room for it.
func (d *dictionary) meaning(s *Search, unknown UnknownLabels, f further) (number uint32, of *meaning) {
	key := s.keyIn(0)
	m := meaning{label: labelHash(s), kindWords: key.words(), operation: s.Operation}
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(unknown) > 0 || f.second != 0 || f.given {
		own := &d.scratch
		own.second, own.given, own.print = f.second, f.given, f.print
		own.unknown, own.tail = own.unknown[:0], own.tail[:0]
		for _, cell := range unknown {
			own.unknown = append(own.unknown, labelText{cell.Field, cell.Value})
			own.tail = append(own.tail, unknownWord(cell))
		}
		m.further = own
	}
	number, ok := d.meanings.find(m)
	switch {
	case ok:
		return number, d.meanings.list.at(int(number))
	case d.isFull(d.meanings.list.n, meaningBits):
		return 0, nil
	}
	if m.further != nil || s.Crime != NotYetAssigned || s.Kept != (Kept{}) {
		own := *m.more()
		own.unknown, own.tail = slices.Clone(own.unknown), appendTail(slices.Clone(own.tail), s)
		m.further = &own
	}
	number = d.meanings.add(m)
	return number, d.meanings.list.at(int(number))
}
