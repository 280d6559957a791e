package outcomes

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/rri"
)

// forceMonth returns the force and month of a cell.
func (k Key) forceMonth() forceMonth { return forceMonth{k.Force, k.Month} }

// records returns what is known of the stops by force and month, nothing of a nil tally. A force
// and month that it does not have is not counted.
func (t *Tally) records() map[forceMonth]stopsOf {
	if t == nil {
		return nil
	}
	return t.stops
}

// allPairs returns the pairs of searches of one stop, none of a nil tally.
func (t *Tally) allPairs() map[Pair]int64 {
	if t == nil {
		return nil
	}
	return t.pairs
}

// addStops says what is known of the stops of one force and month, of which t has all its searches
// already or is about to get them by add. The pairs come after it.
func (t *Tally) addStops(of forceMonth, s stopsOf) {
	if s.status == StopsNotCounted {
		return
	}
	if s.status != StopsTold {
		s.coincidences = 0 // there are no pairs to take them off
	}
	if t.stops == nil {
		t.stops = make(map[forceMonth]stopsOf)
	}
	t.stops[of] = s
}

// addPairs counts n pairs of searches of one stop, the one in cell a and the other in cell b, both
// of one force and month. It counts none where stops are not told. In more pairs than
// [rri.MaxCount], which no file has, stops are not counted.
func (t *Tally) addPairs(a, b Key, n int64) {
	of := a.forceMonth()
	if n <= 0 || t.stops[of].status != StopsTold {
		return
	}
	if n > rri.MaxCount-t.paired {
		t.forgetStops(map[forceMonth]bool{of: true})
		return
	}
	t.takePairs(pairOf(a, b), n)
}

// takePairs counts n pairs, for which there is room: another tally has them.
func (t *Tally) takePairs(p Pair, n int64) {
	if t.pairs == nil {
		t.pairs = make(map[Pair]int64)
	}
	t.pairs[p] += n
	t.paired += n
}

// pairOf returns two cells in order.
func pairOf(a, b Key) Pair {
	if a.Compare(b) > 0 {
		a, b = b, a
	}
	return Pair{a, b}
}

// addAlone counts n searches of which nobody knows with whom they were made: the stops of their
// force and month are told no longer.
func (t *Tally) addAlone(k Key, n int64) {
	if of := k.forceMonth(); n > 0 && t.stops[of].status != StopsNotCounted {
		t.forgetStops(map[forceMonth]bool{of: true})
	}
	t.add(k, n)
}

// forgetStops makes the stops of forces and months not counted.
func (t *Tally) forgetStops(gone map[forceMonth]bool) {
	if len(gone) == 0 {
		return
	}
	for of := range gone {
		delete(t.stops, of)
	}
	for p, n := range t.pairs {
		if gone[p.First.forceMonth()] {
			delete(t.pairs, p)
			t.paired -= n
		}
	}
}

// takeStops takes over from another tally what is known of the stops of the force and month of a
// cell.
func (t *Tally) takeStops(from *Tally, k Key) {
	if len(from.stops) == 0 {
		return
	}
	of := k.forceMonth()
	if _, has := t.stops[of]; has {
		return
	}
	t.addStops(of, from.stops[of])
}

// mergeStops adds the stops of u, whose searches are not in t yet. A force and month of which both
// have searches is not counted: stops with people in either are not known.
func (t *Tally) mergeStops(u *Tally) error {
	if len(t.stops) == 0 && len(u.records()) == 0 {
		return nil
	}
	both := make(map[forceMonth]bool)
	for of := range t.stops {
		if u.hasMonth(of) {
			both[of] = true
		}
	}
	for of := range u.records() {
		if t.hasMonth(of) {
			both[of] = true
		}
	}
	paired, beside := u.pairsBut(both), t.pairsBut(both)
	if paired > rri.MaxCount-beside {
		return fmt.Errorf("outcomes: %d pairs of searches of one stop beside %d: all together are at most 2^53", paired, beside)
	}
	t.forgetStops(both)
	for of, s := range u.records() {
		if !both[of] {
			t.addStops(of, s)
		}
	}
	for p, n := range u.allPairs() {
		if !both[p.First.forceMonth()] {
			t.takePairs(p, n)
		}
	}
	return nil
}

// pairsBut returns the number of pairs, without those of some forces and months.
func (t *Tally) pairsBut(without map[forceMonth]bool) int64 {
	if t == nil {
		return 0
	}
	n := t.paired
	if len(without) > 0 {
		for p, pairs := range t.pairs {
			if without[p.First.forceMonth()] {
				n -= pairs
			}
		}
	}
	return n
}

// hasMonth reports whether t has searches of a force and month.
func (t *Tally) hasMonth(of forceMonth) bool { return t != nil && t.months[of] }

// Pairs returns the pairs of searches that were made at one stop, with their number, in the order
// of their first cell and then of the second. Two searches of one cell are a pair of that cell with
// itself. Three people who were stopped together are three pairs. There are pairs where stops are
// told alone: see [Tally.Stops].
//
// Whatever the weight x of a search, the sum over stops of (Σx)² is that of x² over all searches
// and of 2xx′ over all pairs.
func (t *Tally) Pairs() iter.Seq2[Pair, int64] {
	return func(yield func(Pair, int64) bool) {
		pairs := t.allPairs()
		for _, p := range slices.SortedFunc(maps.Keys(pairs), comparePairs) {
			if !yield(p, pairs[p]) {
				return
			}
		}
	}
}

func comparePairs(p, q Pair) int { return cmp.Or(p.First.Compare(q.First), p.Second.Compare(q.Second)) }

// Stops returns what is known of people who were stopped together, of every force and month that t
// has searches of, in their order.
func (t *Tally) Stops() []Stops {
	if t.Total() == 0 {
		return nil
	}
	paired := make(map[forceMonth]int64)
	for p, n := range t.pairs {
		paired[p.First.forceMonth()] += n
	}
	months := slices.SortedFunc(maps.Keys(t.byForceMonth()), forceMonth.compare)
	all := make([]Stops, len(months))
	for i, of := range months {
		s := t.stops[of]
		all[i] = Stops{of.force, of.month, s.status, s.rows, s.alone, s.coincidences, paired[of]}
	}
	return all
}
