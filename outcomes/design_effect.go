package outcomes

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri/dispersion"
)

// DesignEffect returns how many times as much a sum over searches scatters, since people are
// stopped together, as one of independent searches would: with n searches of weight x in a cell,
//
//	(Σ n x² + 2 Σ pairs x x′ - coincidences) / Σ n x²
//
// and 1 if that is less. weight says what a search of a cell counts: 1 for those that are counted
// and 0 for the others; whether it is an event less the share of events for a proportion. It is
// asked of every cell, of vehicles alone among them. Coincidences are what the pairs would be worth
// if they were only those that share minute and place by chance ([Stops].Coincidences), spread over
// the searches of their force and month evenly. Searches of a force and month where stops are not
// told count as independent; if there are no others, or no weight but 0, the design effect is 1.
//
// It is what these searches show by themselves, which is too little too often where they are few.
// What the intervals of a group want is in [Counts].DesignEffects and [Proportions].By, by a rule
// that allows for that; for a part of the searches, as of one gender, they are those of the tally
// that [Tally.Where] returns.
//
// It is NaN if a weight is NaN or infinite. weight must not be nil.
func (t *Tally) DesignEffect(weight func(Key) float64) float64 {
	var largest float64
	for k := range t.all() {
		x := math.Abs(weight(k))
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return math.NaN()
		}
		largest = max(largest, x)
	}
	// by a power of two, which loses no digit, so that no square is infinite or 0
	_, exponent := math.Frexp(largest)
	own := clustersBy(t, func(k Key) (int, float64, bool) { return 0, math.Ldexp(weight(k), -exponent), true })
	return own[0].DesignEffect()
}

// tellsStops reports whether the stops of any force and month are told of which t has a search of a
// person.
func (t *Tally) tellsStops() bool {
	for _, b := range t.list() {
		if b.stops.status != StopsTold {
			continue
		}
		for _, c := range b.cells {
			if t.kinds.key(c.kind).Type.IsPerson() {
				return true
			}
		}
	}
	return false
}

// weights are what two searches of one group count.
type weights[G cmp.Ordered] struct {
	group         G
	first, second float64
}

// within is the searches of one group and one weight in a force and month, by its place among those
// where stops are told, from 0; -1 stands for all the others.
type within[G cmp.Ordered] struct {
	month  int
	group  G
	weight float64
}

// clustersBy returns what the stops say of the sum of a weight over the searches of every group. of
// returns the group and the weight of a cell, and whether it has one. Groups without a weight other
// than 0 are not among them. Searches are counted by weight first, and sums are made in order, so
// that neither the order of a map nor that of files changes the last digit.
func clustersBy[G cmp.Ordered](t *Tally, of func(Key) (G, float64, bool)) map[G]dispersion.Clusters {
	months := t.inOrder()
	place := make(map[forceMonth]int, len(months))
	for i, b := range months {
		if b.stops.status == StopsTold {
			place[b.forceMonth] = i
		}
	}
	searches := make(map[within[G]]int64)
	var last forceMonth // that of the cell before
	var month int
	for k, n := range t.all() {
		group, x, counts := of(k)
		if !counts || x == 0 {
			continue
		}
		if here := k.forceMonth(); here != last || len(searches) == 0 {
			var told bool
			if month, told = place[here]; !told {
				month = -1
			}
			last = here
		}
		searches[within[G]{month, group, x}] += n
	}
	pairs := make(map[weights[G]]int64)
	for p, n := range t.allPairs() {
		group, x, counts := of(p.First)
		other, y, also := of(p.Second)
		if counts && also && group == other && x != 0 && y != 0 {
			pairs[weights[G]{group, min(x, y), max(x, y)}] += n
		}
	}
	clusters := make(map[G]dispersion.Clusters)
	for _, w := range slices.SortedFunc(maps.Keys(pairs), weights[G].compare) {
		c := clusters[w.group]
		c.Pairs += 2 * float64(pairs[w]) * w.first * w.second
		clusters[w.group] = c
	}
	var sum, squares float64 // of one group in one force and month
	all := slices.SortedFunc(maps.Keys(searches), within[G].compare)
	for i, w := range all {
		n := float64(searches[w])
		sum += n * w.weight
		squares += n * w.weight * w.weight
		if i+1 < len(all) && all[i+1].month == w.month && all[i+1].group == w.group {
			continue
		}
		c := clusters[w.group]
		c.Squares += squares
		if w.month >= 0 {
			c.Pairs -= months[w.month].stops.byChance(sum, squares)
		}
		clusters[w.group] = c
		sum, squares = 0, 0
	}
	return clusters
}

func (w weights[G]) compare(v weights[G]) int {
	return cmp.Or(cmp.Compare(w.group, v.group), cmp.Compare(w.first, v.first), cmp.Compare(w.second, v.second))
}

func (w within[G]) compare(v within[G]) int {
	return cmp.Or(cmp.Compare(w.month, v.month), cmp.Compare(w.group, v.group), cmp.Compare(w.weight, v.weight))
}

// byChance returns what the sum of 2xx′ over the pairs of one stop is expected to be by chance
// alone, for searches whose weights x and whose squares have these sums: a coincidence falls on any
// two of the rows as likely as on any other two.
func (s stopsOf) byChance(sum, squares float64) float64 {
	if s.rows < 2 {
		return 0
	}
	rows := float64(s.rows)
	return 2 * s.coincidences * (sum*sum - squares) / (rows * (rows - 1))
}

// knownGroup returns a function that returns the group of the searches of a cell, and false where
// it is not known or nobody was searched. Every ethnicity must fit the scheme.
func (g Grouping) knownGroup() func(Key) (ethnicity.Group, bool) {
	var collapsed [math.MaxUint8 + 1]struct {
		group      ethnicity.Group
		known, has bool
	}
	return func(k Key) (ethnicity.Group, bool) {
		if !k.Type.IsPerson() {
			return 0, false
		}
		fine := g.Rule.Of(k)
		c := &collapsed[fine]
		if !c.has {
			c.group, _ = g.Scheme.Collapse(fine)
			c.known, c.has = c.group.IsKnown(), true
		}
		return c.group, c.known
	}
}

// clusters returns what the stops say of the sum of a weight over the searches of every group that
// counts has: also of those without searches, as a design effect is wanted of all of them.
func (t *Tally) clusters(g Grouping, counts map[ethnicity.Group]int64, weight func(Key, ethnicity.Group) float64) map[ethnicity.Group]dispersion.Clusters {
	group := g.knownGroup()
	clusters := clustersBy(t, func(k Key) (ethnicity.Group, float64, bool) {
		of, known := group(k)
		if !known {
			return of, 0, false
		}
		return of, weight(k, of), true
	})
	for of := range counts {
		if _, has := clusters[of]; !has {
			clusters[of] = dispersion.Clusters{}
		}
	}
	return clusters
}

// clustered reports whether searches are not taken as independent: stops are told, and g asks for
// them.
func (t *Tally) clustered(g Grouping) bool { return !g.Independent && t.tellsStops() }

// effectsOfCounts returns the design effects of the searches of every group; nil where they are
// independent.
func (t *Tally) effectsOfCounts(g Grouping, by map[ethnicity.Group]int64) map[ethnicity.Group]float64 {
	if !t.clustered(g) {
		return nil
	}
	return dispersion.DesignEffects(t.clusters(g, by, func(Key, ethnicity.Group) float64 { return 1 }))
}

// effectsOfProportions returns the design effects of the events among the trials of every group;
// nil where searches are independent.
func (t *Tally) effectsOfProportions(d Definition, g Grouping, events, trials map[ethnicity.Group]int64) map[ethnicity.Group]float64 {
	if !t.clustered(g) {
		return nil
	}
	return dispersion.DesignEffectsOfProportions(
		t.clusters(g, trials, func(k Key, of ethnicity.Group) float64 { return d.residual(k, events[of], trials[of]) }),
		t.clusters(g, trials, func(k Key, _ ethnicity.Group) float64 {
			if d.Trial(k) {
				return 1
			}
			return 0
		}))
}
