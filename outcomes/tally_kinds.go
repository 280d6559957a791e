package outcomes

import (
	"cmp"
	"hash/maphash"
	"math/bits"
	"math/rand/v2"
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

// The seeds of hashes are other ones in every process, so that no file can be made of kinds that
// all have the same hash. No answer depends on them.
var (
	wordSeed = [2]uint64{rand.Uint64(), rand.Uint64()}
	keptSeed = maphash.MakeSeed()
)

// hash returns a number that is the same for equal words, within one process.
func (w *kindWords) hash() uint64 {
	low := uint64(w.low)
	if w.kept != (Kept{}) {
		low ^= maphash.Comparable(keptSeed, w.kept) << 24
	}
	high, mixed := bits.Mul64(w.high^wordSeed[0], low^wordSeed[1])
	return high ^ mixed
}

// kinds is the dictionary of a tally: the kinds of its searches, each with a number.
type kinds struct {
	list []kindWords // by number
	// Where a kind stands in the list, by its hash: its number and 1, or 0 for nothing, in the
	// first place that was free. It is made when a number is asked for: not by what reads a tally.
	index []uint32
}

// number returns the number of a kind, which it gets if it has none.
func (d *kinds) number(w kindWords) uint32 {
	if d.index == nil {
		d.makeIndex()
	}
	mask := uint64(len(d.index) - 1)
	i := w.hash() & mask
	for ; d.index[i] != 0; i = (i + 1) & mask {
		if at := d.index[i] - 1; d.list[at] == w {
			return at
		}
	}
	d.list = append(d.list, w)
	d.index[i] = uint32(len(d.list))
	if indexFull(len(d.list), d.index) {
		d.makeIndex()
	}
	return uint32(len(d.list) - 1)
}

func (d *kinds) makeIndex() {
	d.index = make([]uint32, indexSize(len(d.list)))
	mask := uint64(len(d.index) - 1)
	for number := range d.list {
		i := d.list[number].hash() & mask
		for d.index[i] != 0 {
			i = (i + 1) & mask
		}
		d.index[i] = uint32(number + 1)
	}
}

// indexFull reports whether an index of n is too full to be quick: more than three places in four
// are taken.
func indexFull(n int, index []uint32) bool { return 4*n > 3*len(index) }

// indexSize returns how many places an index of n gets: a power of two, of which one in four stays
// free at least.
func indexSize(n int) int { return max(8, 1<<bits.Len(uint(n+n/3))) }

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
