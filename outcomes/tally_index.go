package outcomes

import (
	"hash/maphash"
	"math/bits"
	"math/rand/v2"
)

// cellIndex says where the cells of a block stand, by the hashes of their kinds. Each has the first
// place that was free from that of its hash on, with the upper half of the hash, and its number and
// 1 below; a place that is free is 0. It has a power of two of places.
type cellIndex []uint64

// indexSize returns how many places an index of n has that is to get more: a power of two, of which
// one in four stays free, so that what is not there is soon known.
func indexSize(n int) int { return max(8, 1<<bits.Len(uint(n+1+n/3))) }

// indexFull reports whether one more than n are too many for an index of so many places.
func indexFull(n, places int) bool { return 4*(n+1) > 3*places }

// place returns the place of a hash, and next the one to look at after it.
func (x cellIndex) place(hash uint64) int { return int(hash>>32) & (len(x) - 1) }
func (x cellIndex) next(place int) int    { return (place + 1) & (len(x) - 1) }

// insert gives a cell its place. There must be room, and it must not be there.
func (x cellIndex) insert(hash uint64, number int) {
	x.put(hash>>32<<32 | uint64(uint32(number+1)))
}

// put gives what an index has of a cell its place.
func (x cellIndex) put(cell uint64) {
	place := x.place(cell)
	for x[place] != 0 {
		place = x.next(place)
	}
	x[place] = cell
}

// grown returns the index of n cells with room for more.
func (x cellIndex) grown(n int) cellIndex {
	larger := make(cellIndex, indexSize(n))
	for _, cell := range x {
		if cell != 0 {
			larger.put(cell)
		}
	}
	return larger
}

// The seeds of hashes are other ones in every process, so that no file can be made of rows that all
// have the same hash. No answer depends on them.
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
