package unknown

import (
	"cmp"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/seed-549880be/disparity/rri"
)

// Deal deals people out at random to places: people[g] of them are of group g, and places[i] of
// them go to place i, in which every set of that many is as likely as any other. It returns how
// many of each group every place has. Whoever is left when all places are full is in none. The same
// state of r gives the same deal.
//
// It is for people whose number by group has been found for a whole class by [Allocate] or
// [Impute], where the parts of the class are wanted. The error wraps [rri.ErrCount] for a number
// of people or places below 0, more than 2^53 of either, or more places than people; and
// [rri.ErrOption] for a group that is NaN and where r is nil.
func Deal[G cmp.Ordered](people map[G]int64, places []int64, r *rand.Rand) ([]map[G]int64, error) {
	if err := checkSource(r); err != nil {
		return nil, err
	}
	groups, err := sortedGroups(people)
	if err != nil {
		return nil, err
	}
	var here, wanted int64
	for _, g := range groups {
		if err := add(&here, people[g]); err != nil {
			return nil, err
		}
	}
	for _, n := range places {
		if err := add(&wanted, n); err != nil {
			return nil, err
		}
	}
	if wanted > here {
		return nil, fmt.Errorf("unknown: %d people for %d places: %w: give no more places than people", here, wanted, rri.ErrCount)
	}
	out := make([]map[G]int64, len(places))
	for i := range places {
		out[i] = map[G]int64{}
	}
	if here <= oneByOne {
		var deck []G
		for _, g := range groups {
			deck = append(deck, slices.Repeat([]G{g}, int(people[g]))...)
		}
		r.Shuffle(len(deck), func(a, b int) { deck[a], deck[b] = deck[b], deck[a] })
		for i, n := range places {
			for _, g := range deck[:n] {
				out[i][g]++
			}
			deck = deck[n:]
		}
		return out, nil
	}
	left := maps.Clone(people)
	for i, n := range places {
		// Those of the first group among them, then those of the second among the others, …
		among := here
		here -= n
		for _, g := range groups {
			of := left[g]
			drawn := hypergeometric(n, of, among-of, r)
			if drawn > 0 {
				out[i][g] = drawn
			}
			left[g] -= drawn
			n -= drawn
			among -= of
		}
	}
	return out, nil
}
