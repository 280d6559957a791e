package outcomes

import (
	"math"

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
	numbers := make(map[float64]int)
	var of []weighed[int]
	searches := t.gather(question{stops: true, of: func(k Key) int {
		x := math.Ldexp(weight(k), -exponent)
		number, has := numbers[x]
		if !has {
			number = len(of)
			numbers[x] = number
			of = append(of, weighed[int]{weight: x, number: number})
		}
		return number
	}})
	return clustersIn(searches, of)[0].DesignEffect()
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

// clusters returns what the stops say of the sum of a weight over the searches of every group that
// counts has: also of those without searches, as a design effect is wanted of all of them. of has
// the group and the weight of every number; those of no known group are in none.
func (g gathered) clusters(counts map[ethnicity.Group]int64, of []weighed[ethnicity.Group]) map[ethnicity.Group]dispersion.Clusters {
	for i := range of {
		if !of[i].group.IsKnown() {
			of[i].weight = 0
		}
	}
	clusters := clustersIn(g, of)
	for group := range counts {
		if _, has := clusters[group]; !has {
			clusters[group] = dispersion.Clusters{}
		}
	}
	return clusters
}

// tellsStops reports whether the stops of any force and month are told of which t has a search of a
// person.
func (t *Tally) tellsStops() bool {
	var l lists
	for _, b := range t.list() {
		if b.stops.status != StopsTold {
			continue
		}
		for _, c := range l.cellsOf(b) {
			if t.kinds.key(c.kind).Type.IsPerson() {
				return true
			}
		}
	}
	return false
}
