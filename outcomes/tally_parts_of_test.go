package outcomes

import "maps"

// addStops says what is known of the stops of a force and month of t.
func (t *Tally) addStops(of forceMonth, s stopsOf) { t.setStops(t.blockOf(of), s, nil) }

// addPairs counts n pairs of searches of one stop, one in cell a and the other in cell b.
func (t *Tally) addPairs(a, b Key, n int64) {
	of := t.blockOf(a.forceMonth())
	pairs := append(new(lists).pairsOf(of), kindPair{t.kinds.number(a.words()), t.kinds.number(b.words()), n})
	t.paired -= of.paired
	of.pairs, of.paired = nil, 0
	t.setStops(of, of.stops, pairs)
}

// cellsOf returns the cells of a tally.
func cellsOf(t *Tally) map[Key]int64 { return maps.Collect(t.all()) }

// pairsOf returns the pairs of a tally.
func pairsOf(t *Tally) map[Pair]int64 { return maps.Collect(t.Pairs()) }
