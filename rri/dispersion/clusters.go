package dispersion

import (
	"cmp"
	"maps"
	"slices"
)

// Clusters is what the clusters of the events of one group say of how much their sum scatters. With
// x the weight of an event, 1 for a plain count, the variance of the sum over independent clusters
// is Squares + Pairs.
type Clusters struct {
	Squares float64 // the sum of x² over all events: of a plain count their number
	// twice the sum of x x′ over all pairs of events of one cluster, less what is expected by
	// chance; it may be negative
	Pairs float64
}

// DesignEffect returns the variance over that of independent events, at least 1. It is 1 if there
// are no events.
func (c Clusters) DesignEffect() float64 {
	if !(c.Squares > 0) {
		return 1
	}
	return max(1, 1+c.Pairs/c.Squares)
}

// DesignEffects returns the design effect of the count of every group.
func DesignEffects[G cmp.Ordered](groups map[G]Clusters) map[G]float64 {
	var all Clusters
	for _, g := range slices.Sorted(maps.Keys(groups)) {
		all.Squares += groups[g].Squares
		all.Pairs += groups[g].Pairs
	}
	effects := make(map[G]float64, len(groups))
	for g := range groups {
		effects[g] = all.DesignEffect()
	}
	return effects
}
