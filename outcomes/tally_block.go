package outcomes

import (
	"cmp"
	"iter"
	"slices"

	"github.com/seed-549880be/disparity/rri"
)

// block is what a tally has of one force and month.
type block struct {
	forceMonth
	// The cells, one a kind, with one search at least. They are packed until a search is added to
	// them, and listed from then on.
	packed packedCells
	listed []kindCount
	// Where the cell of a kind stands in the list, by the hash of the kind; nil while they are
	// packed.
	index cellIndex
	stops stopsOf
	// of searches of one stop, where stops are told: of kinds that are among the cells
	pairs  packedPairs
	paired int64 // their number
}

// lists are what a block is unpacked into, to be used again for the next one.
type lists struct {
	cells []kindCount
	pairs []kindPair
}

// cellsOf returns the cells, in no order that means anything, to be read until the next block is.
func (l *lists) cellsOf(b *block) []kindCount {
	if b.index != nil {
		return b.listed
	}
	l.cells = b.packed.appendTo(l.cells[:0])
	return l.cells
}

// pairsOf returns the pairs of a block. They are in l until it is asked for those of the next.
func (l *lists) pairsOf(b *block) []kindPair {
	l.pairs = b.pairs.appendTo(l.pairs[:0])
	return l.pairs
}

// len returns the number of cells.
func (b *block) len() int { return b.packed.n + len(b.listed) }

// kindCount is how many searches are of a kind.
type kindCount struct {
	kind uint32
	n    int64
}

// kindPair is how many pairs of searches of one stop are of two kinds, either of which may be the
// first.
type kindPair struct {
	first, second uint32
	n             int64
}

// cell returns the cell of a kind, for its count to be added to: a block that has none gets it. The
// pointer is good until the next cell is added. d is the dictionary of the tally.
func (b *block) cell(d *kinds, w *kindWords) *kindCount {
	hash := w.hash()
	kind := d.numberOf(w, hash)
	if b.index == nil {
		b.unpack(d)
	}
	for i := b.index.place(hash); b.index[i] != 0; i = b.index.next(i) {
		if at := b.index[i]; (at^hash)>>32 == 0 {
			if c := &b.listed[uint32(at)-1]; c.kind == kind {
				return c
			}
		}
	}
	if indexFull(len(b.listed), len(b.index)) {
		b.index = b.index.grown(len(b.listed))
	}
	b.index.insert(hash, len(b.listed))
	b.listed = append(b.listed, kindCount{kind: kind})
	return &b.listed[len(b.listed)-1]
}

// unpack lists the cells, with room for more.
func (b *block) unpack(d *kinds) {
	b.makeRoom(b.packed.n)
	b.listed = b.packed.appendTo(b.listed)
	for at, c := range b.listed {
		b.index.insert(d.list[c.kind].hash(), at)
	}
	b.packed = packedCells{}
}

// makeRoom begins a list of so many cells.
func (b *block) makeRoom(n int) {
	b.listed, b.index = make([]kindCount, 0, n), make(cellIndex, indexSize(n))
}

// total returns the number of searches.
func (b *block) total() (n int64) {
	for _, c := range b.listed {
		n += c.n
	}
	return n + b.packed.total
}

// list returns the blocks in the order in which they came, none of a nil tally.
func (t *Tally) list() []*block {
	if t == nil {
		return nil
	}
	return t.blocks
}

// inOrder returns the blocks in order of force and month.
func (t *Tally) inOrder() []*block {
	return slices.SortedFunc(slices.Values(t.list()), func(a, b *block) int { return a.compare(b.forceMonth) })
}

// fewBlocks are found by looking at each.
const fewBlocks = 8

// block returns the block of a force and month, or nil.
func (t *Tally) block(of forceMonth) *block {
	if t == nil {
		return nil
	}
	if len(t.blocks) > fewBlocks {
		return t.at[of]
	}
	for _, b := range t.blocks {
		if b.forceMonth == of {
			return b
		}
	}
	return nil
}

// newBlock adds a block of a force and month that has none.
func (t *Tally) newBlock(of forceMonth) *block {
	b := &block{forceMonth: of}
	t.blocks = append(t.blocks, b)
	switch {
	case t.at != nil:
		t.at[of] = b
	case len(t.blocks) > fewBlocks:
		t.at = make(map[forceMonth]*block)
		for _, b := range t.blocks {
			t.at[b.forceMonth] = b
		}
	}
	return b
}

// blockOf returns the block of a force and month, for something to be added to it. The last one is
// found at once, since the rows of a file are in order; and a new one has room for as many cells as
// that, as months of one force are like one another.
func (t *Tally) blockOf(of forceMonth) *block {
	if t.last != nil && t.last.forceMonth == of {
		return t.last
	}
	before := t.last
	if t.last = t.block(of); t.last == nil {
		t.last = t.newBlock(of)
		if before != nil && before.force == of.force {
			t.last.makeRoom(before.len())
		}
	}
	return t.last
}

// addBlock adds what was counted of one force and month: of each kind of the tally one search or
// more, and each once. Where it has none of that force and month yet, it takes over what is known
// of the stops. Pairs may come in any order, and several times: they add up, and the list of them
// is used up. Where it has some, counts add up, and stops are not counted from then on, as in
// [Tally.Merge]. There is room for the searches: they were counted before. It keeps none of the
// lists.
func (t *Tally) addBlock(of forceMonth, cells []kindCount, stops stopsOf, pairs []kindPair) {
	if len(cells) == 0 {
		return
	}
	b := t.block(of)
	if b == nil {
		b = t.newBlock(of)
		b.packed = packCells(cells)
		t.total += b.total()
		t.setStops(b, stops, pairs)
		return
	}
	t.forgetStops(b)
	for _, c := range cells {
		b.cell(&t.kinds, &t.kinds.list[c.kind]).n += c.n
		t.total += c.n
	}
}

// setStops sets what is known of the stops of a block that has no pairs yet. It uses up the list of
// pairs, which addedUp adds up. There are no pairs but where stops are told. In more pairs than
// [rri.MaxCount], which no file has, stops are not counted.
func (t *Tally) setStops(b *block, stops stopsOf, pairs []kindPair) {
	switch stops.status {
	case StopsNotCounted:
		stops, pairs = stopsOf{}, nil
	case StopsTold:
		pairs = addedUp(pairs)
	default:
		stops.coincidences = 0 // there are no pairs to take them off
		pairs = nil
	}
	paired := int64(0)
	for _, p := range pairs {
		if p.n > rri.MaxCount-t.paired-paired {
			b.stops = stopsOf{}
			return
		}
		paired += p.n
	}
	b.stops, b.pairs, b.paired = stops, packPairs(pairs), paired
	t.paired += paired
}

// addedUp returns the pairs in an order of their kinds with the lower one first, those of the same
// two as one, at the start of the list, which is used up. A sum that is beyond [rri.MaxCount] is
// not exact, but is beyond it.
func addedUp(pairs []kindPair) []kindPair {
	for i, p := range pairs {
		pairs[i].first, pairs[i].second = min(p.first, p.second), max(p.first, p.second)
	}
	slices.SortFunc(pairs, kindPair.compare)
	sums := pairs[:0]
	for _, p := range pairs {
		switch last := len(sums) - 1; {
		case p.n <= 0:
		case last >= 0 && sums[last].compare(p) == 0:
			sums[last].n = min(sums[last].n, rri.MaxCount) + min(p.n, rri.MaxCount)
		default:
			sums = append(sums, p)
		}
	}
	return sums
}

func (p kindPair) compare(q kindPair) int {
	return cmp.Compare(uint64(p.first)<<32|uint64(p.second), uint64(q.first)<<32|uint64(q.second))
}

// all yields the cells, in no order that means anything; none of a nil tally.
func (t *Tally) all() iter.Seq2[Key, int64] {
	return func(yield func(Key, int64) bool) {
		var l lists
		for _, b := range t.list() {
			for _, c := range l.cellsOf(b) {
				if !yield(t.kinds.list[c.kind].key(b.forceMonth), c.n) {
					return
				}
			}
		}
	}
}

// ranked appends the cells of a block in order, by the rank of their kinds in place of the number.
func (b *block) ranked(l *lists, cells []kindCount, rank []uint32) []kindCount {
	for _, c := range l.cellsOf(b) {
		cells = append(cells, kindCount{rank[c.kind], c.n})
	}
	slices.SortFunc(cells, func(c, d kindCount) int { return cmp.Compare(c.kind, d.kind) })
	return cells
}

// renumbered returns the pairs of a block in order, by other numbers of their kinds.
func (b *block) renumbered(l *lists, numbers []uint32) []kindPair {
	pairs := l.pairsOf(b)
	for i, p := range pairs {
		pairs[i] = kindPair{numbers[p.first], numbers[p.second], p.n}
	}
	return addedUp(pairs)
}
