package outcomes

import (
	"cmp"
	"maps"
	"slices"

	"github.com/seed-549880be/disparity/rri/dispersion"
)

// gathered is the searches of a tally by what was asked of their cells: a number from 0.
type gathered struct {
	others []int64              // by number, of the forces and months where stops are not told
	told   []toldMonth          // of those where they are, in order
	pairs  map[twoNumbers]int64 // of searches of one stop
}

// toldMonth is the searches of a force and month whose stops are told, by number.
type toldMonth struct {
	stops    stopsOf
	searches []int64
}

// twoNumbers are those of the two searches of a pair.
type twoNumbers struct{ first, second int }

// notCounted is the answer of a cell that is not to be counted.
const notCounted = -1

// question asks something of cells: for a number from 0, or [notCounted].
type question struct {
	of func(Key) int
	// that it asks neither for the force nor for the month, so that it is put once to a kind
	ofKinds bool
	// that the forces and months where stops are told are wanted each by itself, and pairs
	stops bool
}

// gather puts a question to every cell, in one pass.
func (t *Tally) gather(q question) gathered {
	all := gathered{pairs: make(map[twoNumbers]int64)}
	if t == nil {
		return all
	}
	const asked = 1 // an answer is kept with that, so that 0 is none
	kept := make([]int32, len(t.kinds.list))
	var l lists
	for _, b := range t.inOrder() {
		apart := q.stops && b.stops.status == StopsTold
		into := &all.others
		if apart {
			all.told = append(all.told, toldMonth{b.stops, make([]int64, 0, len(all.others)+8)})
			into = &all.told[len(all.told)-1].searches
		}
		counts := *into
		for _, c := range l.cellsOf(b) {
			answer := kept[c.kind]
			if answer == 0 || !q.ofKinds {
				if answer = int32(q.of(t.kinds.list[c.kind].key(b.forceMonth))); answer >= 0 {
					answer += asked
				}
				kept[c.kind] = answer
			}
			if answer < 0 {
				continue
			}
			for int(answer) > len(counts) {
				counts = append(counts, 0)
			}
			counts[answer-asked] += c.n
		}
		*into = counts
		if !apart {
			continue
		}
		for _, p := range l.pairsOf(b) { // of kinds that are among the cells
			if first, second := kept[p.first], kept[p.second]; first > 0 && second > 0 {
				all.pairs[twoNumbers{int(first - asked), int(second - asked)}] += p.n
			}
		}
	}
	return all
}

// totals returns how many searches there are by number.
func (g gathered) totals() []int64 {
	totals := slices.Clone(g.others)
	for _, m := range g.told {
		for i, n := range m.searches {
			if i == len(totals) {
				totals = append(totals, 0)
			}
			totals[i] += n
		}
	}
	return totals
}

// isTold reports whether the stops of any search are told.
func (g gathered) isTold() bool {
	return slices.ContainsFunc(g.told, func(m toldMonth) bool {
		return slices.ContainsFunc(m.searches, func(n int64) bool { return n > 0 })
	})
}

// weighed is the group of the searches of one number, and what each counts in the sum over it: 0
// for those that are in none.
type weighed[G cmp.Ordered] struct {
	group  G
	weight float64
	number int
}

func (w weighed[G]) compare(v weighed[G]) int {
	return cmp.Or(cmp.Compare(w.group, v.group), cmp.Compare(w.weight, v.weight))
}

// clustersIn returns what the stops say of the sum of a weight over the searches of every group. Of
// each number there is one of. Groups without a weight other than 0 are not among them. Searches
// are counted by weight first, and sums are made in order, so that no order of files changes the
// last digit.
func clustersIn[G cmp.Ordered](g gathered, of []weighed[G]) map[G]dispersion.Clusters {
	clusters := make(map[G]dispersion.Clusters)
	eachPair(g, of, func(w pairWeights[G], n int64) {
		c := clusters[w.group]
		c.Pairs += 2 * float64(n) * w.first * w.second
		clusters[w.group] = c
	})
	order := slices.DeleteFunc(slices.Clone(of), func(w weighed[G]) bool { return w.weight == 0 })
	slices.SortFunc(order, weighed[G].compare)
	add := func(searches []int64, stops stopsOf) {
		for rest := order; len(rest) > 0; {
			group := rest[0].group
			n, sum, squares := int64(0), 0.0, 0.0
			any := false
			for len(rest) > 0 && rest[0].group == group {
				w := rest[0]
				if w.number < len(searches) {
					n += searches[w.number]
				}
				rest = rest[1:]
				if n == 0 || len(rest) > 0 && rest[0].group == group && rest[0].weight == w.weight {
					continue
				}
				sum += float64(n) * w.weight
				squares += float64(n) * w.weight * w.weight
				n, any = 0, true
			}
			if !any {
				continue
			}
			c := clusters[group]
			c.Squares += squares
			c.Pairs -= stops.byChance(sum, squares)
			clusters[group] = c
		}
	}
	add(g.others, stopsOf{})
	for _, m := range g.told {
		add(m.searches, m.stops)
	}
	return clusters
}

// pairWeights are what two searches of one group count.
type pairWeights[G cmp.Ordered] struct {
	group         G
	first, second float64
}

func (w pairWeights[G]) compare(v pairWeights[G]) int {
	return cmp.Or(cmp.Compare(w.group, v.group), cmp.Compare(w.first, v.first), cmp.Compare(w.second, v.second))
}

// eachPair yields the pairs within a group by what their searches count, in order.
func eachPair[G cmp.Ordered](g gathered, of []weighed[G], yield func(pairWeights[G], int64)) {
	pairs := make(map[pairWeights[G]]int64)
	for p, n := range g.pairs {
		a, b := of[p.first], of[p.second]
		if a.group == b.group && a.weight != 0 && b.weight != 0 {
			pairs[pairWeights[G]{a.group, min(a.weight, b.weight), max(a.weight, b.weight)}] += n
		}
	}
	for _, w := range slices.SortedFunc(maps.Keys(pairs), pairWeights[G].compare) {
		yield(w, pairs[w])
	}
}
