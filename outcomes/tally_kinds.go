package outcomes

import (
	"cmp"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
)

// kindWords is what a [Key] says beside its force and month: the kind of a search. high has the
// first eight fields, from the type on, and low those from Linked to Crime, the first of them in
// the highest bits, so that words are in the order of keys. Every value of a field has its place,
// also one that has no name.
type kindWords struct {
	high uint64
	low  uint32
	kept Kept
}

// words returns the kind of a cell.
func (k *Key) words() kindWords {
	return kindWords{
		high: uint64(k.Type)<<56 | uint64(k.Self)<<48 | uint64(k.Officer)<<40 | uint64(k.Gender)<<32 |
			uint64(k.Age)<<24 | uint64(k.Legislation)<<16 | uint64(k.Object)<<8 | uint64(k.Outcome),
		low:  uint32(k.Linked)<<16 | uint32(k.Clothing)<<8 | uint32(k.Crime),
		kept: k.Kept,
	}
}

// words returns the kind of a search.
func (s *Search) words() kindWords {
	return kindWords{
		high: uint64(s.Type)<<56 | uint64(s.Self)<<48 | uint64(s.Officer)<<40 | uint64(s.Gender)<<32 |
			uint64(s.Age)<<24 | uint64(s.Legislation)<<16 | uint64(s.Object)<<8 | uint64(s.Outcome),
		low:  uint32(s.Linked)<<16 | uint32(s.Clothing)<<8 | uint32(s.Crime),
		kept: s.Kept,
	}
}

// key returns the cell of a kind in a force and month.
func (w *kindWords) key(of forceMonth) Key {
	return Key{
		Force:       of.force,
		Month:       of.month,
		Type:        RecordType(w.high >> 56),
		Self:        ethnicity.Group(w.high >> 48),
		Officer:     ethnicity.Group(w.high >> 40),
		Gender:      Gender(w.high >> 32),
		Age:         Age(w.high >> 24),
		Legislation: Legislation(w.high >> 16),
		Object:      Object(w.high >> 8),
		Outcome:     Outcome(w.high),
		Linked:      Answer(w.low >> 16),
		Clothing:    Answer(w.low >> 8),
		Crime:       CrimeOutcome(w.low),
		Kept:        w.kept,
	}
}

// recordType returns what the records of a kind are of.
func (w *kindWords) recordType() RecordType { return RecordType(w.high >> 56) }

// compare orders kinds as [Key.Compare] orders cells of one force and month.
func (w *kindWords) compare(v *kindWords) int {
	switch {
	case w.high != v.high:
		return cmp.Compare(w.high, v.high)
	case w.low != v.low:
		return cmp.Compare(w.low, v.low)
	}
	return w.kept.Compare(v.kept)
}

// kinds is the dictionary of a tally: the kinds of its searches, each with a number.
type kinds struct {
	list []kindWords // by number
	// The kinds once more, for one to be found: each in the first place that was free from that of
	// its hash on, in a power of two of places. They are made when a number is asked for: not by
	// what reads a tally.
	places []kindPlace
}

// kindPlace has the words of a kind, and its number and 1; 0 for a place that is free. The texts
// that were kept are in the list alone: a bit above the fields of low says that there are some.
type kindPlace struct {
	high   uint64
	low    uint32
	number uint32
}

const hasKept = 1 << 31

// place returns what is looked for in the places.
func (w *kindWords) place() kindPlace {
	p := kindPlace{high: w.high, low: w.low}
	if w.kept != (Kept{}) {
		p.low |= hasKept
	}
	return p
}

// number returns the number of a kind, which it gets if it has none.
func (d *kinds) number(w kindWords) uint32 { return d.numberOf(&w, w.hash()) }

// numberOf is number of a kind whose hash is known.
func (d *kinds) numberOf(w *kindWords, hash uint64) uint32 {
	if indexFull(len(d.list), len(d.places)) {
		d.makePlaces()
	}
	mask := uint64(len(d.places) - 1)
	i, want := hash&mask, w.place()
	for ; d.places[i].number != 0; i = (i + 1) & mask {
		p := &d.places[i]
		if p.high == want.high && p.low == want.low && (p.low&hasKept == 0 || d.list[p.number-1].kept == w.kept) {
			return p.number - 1
		}
	}
	d.list = append(d.list, *w)
	want.number = uint32(len(d.list))
	d.places[i] = want
	return want.number - 1
}

// makePlaces gives every kind its place, with room for more.
func (d *kinds) makePlaces() {
	d.places = make([]kindPlace, indexSize(len(d.list)))
	mask := uint64(len(d.places) - 1)
	for number := range d.list {
		w := &d.list[number]
		i, p := w.hash()&mask, w.place()
		for d.places[i].number != 0 {
			i = (i + 1) & mask
		}
		p.number = uint32(number + 1)
		d.places[i] = p
	}
}

// key returns the cell of that kind of no force and no month.
func (d *kinds) key(kind uint32) Key { return d.list[kind].key(forceMonth{}) }

// inOrder returns the numbers of the kinds in the order of [Key.Compare], and by number where each
// stands there.
func (d *kinds) inOrder() (order, rank []uint32) {
	order, rank = make([]uint32, len(d.list)), make([]uint32, len(d.list))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return d.list[a].compare(&d.list[b]) })
	for i, kind := range order {
		rank[kind] = uint32(i)
	}
	return order, rank
}
