package dispersion

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
)

// Clusters is what the clusters of the events of one group say of how much their sum scatters. With
// x the weight of an event, 1 for a plain count and the event less the group's own proportion for a
// proportion, the variance of the sum over independent clusters is Squares + Pairs. Both add up
// over months, places and groups. A cluster of c events of the group in a plain count adds c to
// Squares and c(c-1) to Pairs.
//
// Squares that are negative, NaN or infinite count as 0, as no events do, and so do Pairs that are
// NaN.
type Clusters struct {
	// the sum of x² over all events: of a plain count their number
	Squares float64 `json:"squares"`
	// twice the sum of x x′ over all pairs of events of one cluster, less what is expected by
	// chance; it may be negative
	Pairs float64 `json:"pairs"`
}

// DesignEffect returns the group's own factor, the variance over that of independent events: 1 +
// Pairs/Squares, at least 1, and at most [rri.MaxCount]. It is 1 if there are no events. Of few
// events it is too low too often: see [DesignEffects].
func (c Clusters) DesignEffect() float64 {
	if c = c.valid(); c.Squares == 0 {
		return 1
	}
	return min(1+ratio(c.Pairs, c.Squares), float64(rri.MaxCount))
}

const (
	// By so many events over a group's own number its own excess over 1 is raised, and as so many
	// events count those of all groups together in it.
	fewEvents = 6

	// Fewer events cannot show whether they come together. A group of none has a factor of 1 more
	// than this, if all groups together have an excess of clustered or more.
	unseen    = 3
	clustered = 0.3
)

// DesignEffects returns the design effect of the count of every group, by the default rule: with p
// the Pairs and n the Squares of the group, and q the Pairs over the Squares of all groups
// together, it is
//
//	1 + the largest of  p/n × (1 + 6/n),  (p + 6 q) / (n + 6)  and  (3 - n) × min(1, q/0.3),
//
// where p and q are at least 0, and n in the first term is at least 1. Each is from 1 to
// [rri.MaxCount], and all are 1 where no group has pairs; groups without events have a factor too,
// and no groups have none. So give it every group that is compared, those without events as
// Clusters{}: of a group that is not among them the map has 0, which [rri.WithDesignEffect] takes
// for 1. The package documentation says why this rule, and how often intervals hold the truth with
// it.
func DesignEffects[G cmp.Ordered](groups map[G]Clusters) map[G]float64 {
	var all Clusters
	for _, g := range slices.Sorted(maps.Keys(groups)) { // in one order: sums have one last digit
		c := groups[g].valid()
		all.Squares += c.Squares
		all.Pairs += c.Pairs
	}
	together := ratio(all.Pairs, all.Squares)
	effects := make(map[G]float64, len(groups))
	for g, c := range groups {
		effects[g] = c.valid().careful(together)
	}
	return effects
}

// DesignEffectsOfProportions returns the design effect of the proportion of every group: that of
// its outcomes by [DesignEffects], or that of its trials if it is less. Outcomes of one stop can be
// no more alike than the same, so that no proportion scatters more than its trials come together:
// where no two of 38 people were searched together, none of their outcomes were. outcomes has for x
// the event less the group's own proportion, trials has 1. A group that trials do not have gets the
// design effect of its outcomes, and adds nothing to those of all groups together.
func DesignEffectsOfProportions[G cmp.Ordered](outcomes, trials map[G]Clusters) map[G]float64 {
	of := make(map[G]Clusters, len(outcomes))
	for g := range outcomes {
		if c, ok := trials[g]; ok {
			of[g] = c
		}
	}
	effects := DesignEffects(outcomes)
	for g, most := range DesignEffects(of) {
		effects[g] = min(effects[g], most)
	}
	return effects
}

// careful returns the design effect of a group beside groups whose excess over 1 is together.
func (c Clusters) careful(together float64) float64 {
	n, p := c.Squares, max(c.Pairs, 0)
	own := ratio(p, max(n, 1)) * (1 + fewEvents/max(n, 1))
	shared := ratio(p+fewEvents*together, n+fewEvents)
	hidden := (unseen - n) * min(1, together/clustered)
	return min(1+max(own, shared, hidden), float64(rri.MaxCount))
}

// valid returns c with 0 for what is no number.
func (c Clusters) valid() Clusters {
	if !(c.Squares >= 0 && c.Squares <= math.MaxFloat64) {
		return Clusters{}
	}
	if math.IsNaN(c.Pairs) {
		c.Pairs = 0
	}
	return c
}

// ratio returns p/n, and 0 for one that is negative or that is no number.
func ratio(p, n float64) float64 {
	if r := p / n; r > 0 {
		return r
	}
	return 0
}
