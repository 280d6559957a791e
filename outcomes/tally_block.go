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
	cells []kindCount // one a kind, with one search at least
	stops stopsOf
	// of searches of one stop, where stops are told: of kinds that are among the cells, as addedUp
	// returns them
	pairs []kindPair
	// Where the cell of a kind stands, by the hash of the kind: made when a search is added, not by
	// what reads a tally.
	index cellIndex
}

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
		b.makeIndex(d)
	}
	for i := b.index.place(hash); b.index[i] != 0; i = b.index.next(i) {
		if at := b.index[i]; (at^hash)>>32 == 0 {
			if c := &b.cells[uint32(at)-1]; c.kind == kind {
				return c
			}
		}
	}
	if indexFull(len(b.cells), len(b.index)) {
		b.index = b.index.grown(len(b.cells))
	}
	b.index.insert(hash, len(b.cells))
	b.cells = append(b.cells, kindCount{kind: kind})
	return &b.cells[len(b.cells)-1]
}

// makeIndex makes the index of the cells that are there.
func (b *block) makeIndex(d *kinds) {
	b.index = make(cellIndex, indexSize(len(b.cells)))
	for at, c := range b.cells {
		b.index.insert(d.list[c.kind].hash(), at)
	}
}

// total returns the number of searches.
func (b *block) total() (n int64) {
	for _, c := range b.cells {
		n += c.n
	}
	return n
}

// paired returns the number of pairs.
func (b *block) paired() (n int64) {
	for _, p := range b.pairs {
		n += p.n
	}
	return n
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
			t.last.cells = make([]kindCount, 0, len(before.cells))
			t.last.index = make(cellIndex, indexSize(len(before.cells)))
		}
	}
	return t.last
}

// addBlock adds what was counted of one force and month: of each kind of the tally one search or
// more, and each once. Where it has none of that force and month yet, it takes over the cells and
// what is known of the stops. Pairs may come in any order, and several times: they add up in a list
// of their own, and the order of the one that is given is lost. Where it has some, counts add up,
// and stops are not counted from then on, as in [Tally.Merge]. There is room for the searches: they
// were counted before.
func (t *Tally) addBlock(of forceMonth, cells []kindCount, stops stopsOf, pairs []kindPair) {
	if len(cells) == 0 {
		return
	}
	b := t.block(of)
	if b == nil {
		b = t.newBlock(of)
		b.cells = cells
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

// setStops sets what is known of the stops of a block that has no pairs yet. There are no pairs but
// where stops are told. In more pairs than [rri.MaxCount], which no file has, stops are not
// counted.
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
	paired := t.paired
	for _, p := range pairs {
		if p.n > rri.MaxCount-paired {
			b.stops = stopsOf{}
			return
		}
		paired += p.n
	}
	b.stops, b.pairs, t.paired = stops, pairs, paired
}

// addedUp returns the pairs in an order of their kinds with the lower one first, those of the same
// two as one, in a list that has no room beyond them. It uses up the list. A sum that is beyond
// [rri.MaxCount] is not exact, but is beyond it.
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
	return slices.Clone(sums)
}

func (p kindPair) compare(q kindPair) int {
	return cmp.Compare(uint64(p.first)<<32|uint64(p.second), uint64(q.first)<<32|uint64(q.second))
}

// all yields the cells, in no order that means anything; none of a nil tally.
func (t *Tally) all() iter.Seq2[Key, int64] {
	return func(yield func(Key, int64) bool) {
		for _, b := range t.list() {
			for _, c := range b.cells {
				if !yield(t.kinds.list[c.kind].key(b.forceMonth), c.n) {
					return
				}
			}
		}
	}
}

// allPairs yields the pairs, in no order that means anything; none of a nil tally.
func (t *Tally) allPairs() iter.Seq2[Pair, int64] {
	return func(yield func(Pair, int64) bool) {
		for _, b := range t.list() {
			for _, p := range b.pairs {
				first, second := &t.kinds.list[p.first], &t.kinds.list[p.second]
				if first.compare(second) > 0 {
					first, second = second, first
				}
				if !yield(Pair{first.key(b.forceMonth), second.key(b.forceMonth)}, p.n) {
					return
				}
			}
		}
	}
}

// ranked appends the cells of a block in order, by the rank of their kinds in place of the number.
func (b *block) ranked(cells []kindCount, rank []uint32) []kindCount {
	for _, c := range b.cells {
		cells = append(cells, kindCount{rank[c.kind], c.n})
	}
	slices.SortFunc(cells, func(c, d kindCount) int { return cmp.Compare(c.kind, d.kind) })
	return cells
}

// renumbered returns the pairs of a block in order, by other numbers of their kinds.
func (b *block) renumbered(numbers []uint32) []kindPair {
	pairs := make([]kindPair, len(b.pairs))
	for i, p := range b.pairs {
		pairs[i] = kindPair{numbers[p.first], numbers[p.second], p.n}
	}
	return addedUp(pairs)
}
