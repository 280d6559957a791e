package unknown

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"math/rand/v2"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// ErrNobody is wrapped where there are unknown people, and nobody is known whom they could be like.
// Compare with [errors.Is].
var ErrNobody = errors.New("nobody is known")

// ImputationClass is people who are taken to be alike: those whose group is known, and those whose
// group is not.
type ImputationClass[G cmp.Ordered] struct {
	Known   map[G]int64
	Unknown int64

	// Wider is the known people of a wider group that this stratum is part of, as the whole
	// country's of the same view of an officer. [Impute] borrows from it, and where Known is empty
	// both functions use it; where it is empty too, the known people of all strata.
	Wider map[G]int64
}

// oneByOne is how many people of a stratum are dealt with one after the other. What is beyond takes
// the same time however many there are.
const oneByOne = 1 << 14

// Allocate returns how many of the unknown of every stratum are put into each group, in
// proportion to its known people. All of them are, in whole numbers: one after the other goes to
// the group that is furthest behind its share, over all the strata so far, so that rounding does
// not add up; of groups equally far behind, to the first in order of G. Where a stratum has more
// than 16,384 unknown, every group first gets the whole number of its share of those beyond, and no
// group is left more than one person further behind than another; the last 16,384 follow one after
// the other.
//
// The error wraps [rri.ErrCount], [rri.ErrOption] for a group that is NaN, or [ErrNobody].
func Allocate[G cmp.Ordered](strata []ImputationClass[G]) ([]map[G]int64, error) {
	all, groups, err := check(strata)
	if err != nil {
		return nil, err
	}
	behind := make([]float64, len(groups))
	put := make([]int64, len(groups))
	out := make([]map[G]int64, len(strata))
	for i, s := range strata {
		out[i] = map[G]int64{}
		if s.Unknown == 0 {
			continue
		}
		like := firstOf(s.Known, s.Wider, all)
		share := shares(groups, like)
		clear(put)
		if beyond := s.Unknown - oneByOne; beyond > 0 {
			quotas(behind, put, groups, like, beyond)
		}
		for range min(s.Unknown, oneByOne) {
			best := -1
			for j := range groups {
				behind[j] += share[j]
				if share[j] > 0 && (best < 0 || behind[j] > behind[best]+tie) {
					best = j
				}
			}
			behind[best]--
			put[best]++
		}
		for j, g := range groups {
			if put[j] > 0 {
				out[i][g] = put[j]
			}
		}
	}
	return out, nil
}

// tie is the most by which two groups that are equally far behind differ for rounding errors, in
// people.
const tie = 1e-9

// quotas puts n people into groups in proportion to those that they are like: the whole number of
// each share at once, then those that are left, and a person from the group that is furthest ahead
// to the one furthest behind for as long as they are more than one person apart. behind is how far
// each group is behind its share, before and after.
func quotas[G cmp.Ordered](behind []float64, put []int64, groups []G, like map[G]int64, n int64) {
	total := totalOf(like) // at most 2^53 times the number of groups, and at least 1
	left := n
	for j, g := range groups {
		high, low := bits.Mul64(uint64(n), uint64(like[g]))
		quotient, rest := bits.Div64(high, low, total) // at most n
		put[j] = int64(quotient)
		left -= put[j]
		behind[j] += float64(rest) / float64(total)
	}
	furthest := func() (behindMost, aheadMost int) {
		behindMost, aheadMost = -1, -1
		for j, g := range groups {
			if like[g] > 0 && (behindMost < 0 || behind[j] > behind[behindMost]+tie) {
				behindMost = j
			}
			if put[j] > 0 && (aheadMost < 0 || behind[j] < behind[aheadMost]-tie) {
				aheadMost = j
			}
		}
		return behindMost, aheadMost
	}
	for ; left > 0; left-- { // fewer than there are groups
		j, _ := furthest()
		behind[j]--
		put[j]++
	}
	for {
		j, k := furthest()
		if behind[j]-behind[k] <= 1+tie {
			return
		}
		behind[j]--
		put[j]++
		behind[k]++
		put[k]--
	}
}

// Impute draws, once, how many of the unknown of every stratum are of each group. All of them are
// put into a group. The same state of r gives the same draw.
//
// The error wraps [rri.ErrCount], [rri.ErrOption] for a group that is NaN and where r is nil, or
// [ErrNobody].
func Impute[G cmp.Ordered](strata []ImputationClass[G], r *rand.Rand) ([]map[G]int64, error) {
	if err := checkSource(r); err != nil {
		return nil, err
	}
	all, groups, err := check(strata)
	if err != nil {
		return nil, err
	}
	overall := shares(groups, all)
	out := make([]map[G]int64, len(strata))
	weights := make([]float64, len(groups))
	for i, s := range strata {
		out[i] = map[G]int64{}
		if s.Unknown == 0 {
			continue
		}
		// One person spread as in the wider group, which itself has one spread as in all.
		var wider float64
		for _, g := range groups {
			wider += float64(s.Wider[g])
		}
		for j, g := range groups {
			weights[j] = 0
			if alpha := float64(s.Known[g]) + (float64(s.Wider[g])+overall[j])/(wider+1); alpha > 0 {
				weights[j] = gamma(alpha, r)
			}
		}
		for j, n := range multinomial(s.Unknown, weights, r) {
			if n > 0 {
				out[i][groups[j]] = n
			}
		}
	}
	return out, nil
}

// Deal deals people out at random to places: people[g] of them are of group g, and places[i] of
// them go to place i, in which every set of that many is as likely as any other. It returns how
// many of each group every place has. Whoever is left when all places are full is in none. The same
// state of r gives the same deal.
//
// It is for people whose number by group has been found for a whole stratum by [Allocate] or
// [Impute], where the parts of the stratum are wanted. The error wraps [rri.ErrCount] for a number
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

// check returns the known people of all strata and the groups in order.
func check[G cmp.Ordered](strata []ImputationClass[G]) (all map[G]int64, groups []G, err error) {
	all = map[G]int64{}
	var total int64
	for _, s := range strata {
		for _, table := range []map[G]int64{s.Known, s.Wider} {
			if _, err := sortedGroups(table); err != nil {
				return nil, nil, err
			}
		}
		for g, n := range s.Known {
			if err := add(&total, n); err != nil {
				return nil, nil, err
			}
			all[g] += n
		}
		var wider int64
		for g, n := range s.Wider {
			if err := add(&wider, n); err != nil {
				return nil, nil, fmt.Errorf("%w (in a wider group)", err)
			}
			all[g] += 0 // a group that some may be put into
		}
		if err := add(&total, s.Unknown); err != nil {
			return nil, nil, err
		}
	}
	for _, s := range strata {
		if s.Unknown > 0 && firstOf(s.Known, s.Wider, all) == nil {
			return nil, nil, fmt.Errorf("unknown: %d people of unknown group: %w: there is nobody that they could be like", s.Unknown, ErrNobody)
		}
	}
	return all, slices.Sorted(maps.Keys(all)), nil
}

// add adds n people to total, which stays at or below 2^53.
func add(total *int64, n int64) error {
	if n < 0 || n > rri.MaxCount-*total {
		return fmt.Errorf("unknown: %d people: %w: give counts of 0 or more, of at most 2^53 in all", n, rri.ErrCount)
	}
	*total += n
	return nil
}

// sortedGroups returns the groups of a table in order. One that is NaN equals no group, itself
// included.
func sortedGroups[G cmp.Ordered](table map[G]int64) ([]G, error) {
	groups := slices.Sorted(maps.Keys(table))
	if len(groups) > 0 && groups[0] != groups[0] { // NaN sorts first
		return nil, fmt.Errorf("unknown: group %q equals no group: %w: name it otherwise", sheet.Clip(fmt.Sprint(groups[0])), rri.ErrOption)
	}
	return groups, nil
}

func checkSource(r *rand.Rand) error {
	if r == nil {
		return fmt.Errorf("unknown: no source of random numbers: %w: give one, as rand.New(rand.NewPCG(1, 2))", rri.ErrOption)
	}
	return nil
}

// firstOf returns the first table that has somebody in it.
func firstOf[G cmp.Ordered](tables ...map[G]int64) map[G]int64 {
	for _, t := range tables {
		for _, n := range t {
			if n > 0 {
				return t
			}
		}
	}
	return nil
}

func totalOf[G cmp.Ordered](counts map[G]int64) (total uint64) {
	for _, n := range counts {
		total += uint64(n)
	}
	return total
}

// shares returns the share of every group; zeros if there is nobody.
func shares[G cmp.Ordered](groups []G, counts map[G]int64) []float64 {
	var total float64
	for _, g := range groups {
		total += float64(counts[g])
	}
	out := make([]float64, len(groups))
	for i, g := range groups {
		if total > 0 {
			out[i] = float64(counts[g]) / total
		}
	}
	return out
}
