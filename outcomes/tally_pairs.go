package outcomes

import (
	"fmt"
	"iter"

	"github.com/seed-549880be/disparity/rri"
)

// forceMonth returns the force and month of a cell.
func (k Key) forceMonth() forceMonth { return forceMonth{k.Force, k.Month} }

// stopsAt returns what is known of the stops of a force and month: of one that t does not have they
// are not counted.
func (t *Tally) stopsAt(of forceMonth) stopsOf {
	if b := t.block(of); b != nil {
		return b.stops
	}
	return stopsOf{}
}

// addAlone counts n searches of a force and month of which nobody knows with whom they were made:
// its stops are told no longer.
func (t *Tally) addAlone(of forceMonth, w *kindWords, n int64) {
	if n == 0 {
		return
	}
	b := t.blockOf(of)
	t.forgetStops(b)
	b.cell(&t.kinds, w).n += n
	t.total += n
}

// forgetStops makes the stops of a block not counted.
func (t *Tally) forgetStops(b *block) {
	if b.stops.status == StopsNotCounted {
		return
	}
	t.paired -= b.paired
	b.stops, b.pairs, b.paired = stopsOf{}, nil, 0
}

// makeRoomForPairs makes those stops of t not counted that u has searches of as well: stops with
// people in both are not known. It is an error, and changes nothing, if there is no room for the
// pairs of u in the other forces and months.
func (t *Tally) makeRoomForPairs(u *Tally) error {
	var both []*block
	paired, beside := int64(0), t.paired
	for _, c := range u.list() {
		if b := t.block(c.forceMonth); b != nil {
			both = append(both, b)
			beside -= b.paired
		} else {
			paired += c.paired
		}
	}
	if paired > rri.MaxCount-beside {
		return fmt.Errorf("outcomes: %d pairs of searches of one stop beside %d: all together are at most 2^53", paired, beside)
	}
	for _, b := range both {
		t.forgetStops(b)
	}
	return nil
}

// Pairs returns the pairs of searches that were made at one stop, with their number, in the order
// of their first cell and then of the second. Two searches of one cell are a pair of that cell with
// itself. Three people who were stopped together are three pairs. There are pairs where stops are
// told alone: see [Tally.Stops].
//
// Whatever the weight x of a search, the sum over stops of (Σx)² is that of x² over all searches
// and of 2xx′ over all pairs.
func (t *Tally) Pairs() iter.Seq2[Pair, int64] {
	return func(yield func(Pair, int64) bool) {
		if t == nil {
			return
		}
		order, rank := t.kinds.inOrder()
		var l lists
		for _, b := range t.inOrder() {
			for _, p := range b.renumbered(&l, rank) {
				first, second := &t.kinds.list[order[p.first]], &t.kinds.list[order[p.second]]
				if !yield(Pair{first.key(b.forceMonth), second.key(b.forceMonth)}, p.n) {
					return
				}
			}
		}
	}
}

// Stops returns what is known of people who were stopped together, of every force and month that t
// has searches of, in their order.
func (t *Tally) Stops() []Stops {
	if t.Total() == 0 {
		return nil
	}
	all := make([]Stops, 0, len(t.blocks))
	for _, b := range t.inOrder() {
		s := b.stops
		all = append(all, Stops{b.force, b.month, s.status, s.rows, s.alone, s.coincidences, b.paired})
	}
	return all
}
