package unknown

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// ErrNobody is wrapped where there are unknown people, and nobody is known whom they could be like.
// Compare with [errors.Is].
var ErrNobody = errors.New("nobody is known")

// ImputationClass is people who are taken to be alike, as all those of one force whom an officer
// saw as Black: people whose group is known, and people whose group is not.
type ImputationClass[G cmp.Ordered] struct {
	Known   map[G]int64 // people by group
	Unknown int64       // people whose group is not known

	// Wider is the known people of a wider group that this class is part of, as the whole country's
	// of the same view of an officer. [Impute] borrows from it. Where Known is empty, [Impute] and
	// [Allocate] take its shares; where it is empty too, those of the known people of all classes.
	Wider map[G]int64
}

// oneByOne is how many people of a class are dealt with one after the other. What is beyond takes
// the same time however many there are.
const oneByOne = 1 << 14

// Allocate returns how many of the unknown of every class are put into each group, in
// proportion to its known people. All of them are, in whole numbers: one after the other goes to
// the group that is furthest behind its share, over all the classes so far, so that rounding does
// not add up; of groups equally far behind, to the first in order of G. Where a class has more
// than 16,384 unknown, every group first gets the whole number of its share of those beyond, and no
// group is left more than one person further behind than another; the last 16,384 follow one after
// the other.
//
// The error wraps [rri.ErrCount], [rri.ErrOption] for a group that is NaN, or [ErrNobody].
func Allocate[G cmp.Ordered](classes []ImputationClass[G]) ([]map[G]int64, error) {
	all, groups, err := checkClasses(classes)
	if err != nil {
		return nil, err
	}
	behind := make([]float64, len(groups))
	put := make([]int64, len(groups))
	out := make([]map[G]int64, len(classes))
	for i, c := range classes {
		out[i] = map[G]int64{}
		if c.Unknown == 0 {
			continue
		}
		like := firstOf(c.Known, c.Wider, all)
		share := shares(groups, like)
		clear(put)
		if beyond := c.Unknown - oneByOne; beyond > 0 {
			quotas(behind, put, groups, like, beyond)
		}
		for range min(c.Unknown, oneByOne) {
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

// checkClasses returns the known people of all classes and the groups in order.
func checkClasses[G cmp.Ordered](classes []ImputationClass[G]) (all map[G]int64, groups []G, err error) {
	all = map[G]int64{}
	var total int64
	for _, c := range classes {
		for _, table := range []map[G]int64{c.Known, c.Wider} {
			if _, err := sortedGroups(table); err != nil {
				return nil, nil, err
			}
		}
		for g, n := range c.Known {
			if err := add(&total, n); err != nil {
				return nil, nil, err
			}
			all[g] += n
		}
		var wider int64
		for g, n := range c.Wider {
			if err := add(&wider, n); err != nil {
				return nil, nil, fmt.Errorf("%w (in a wider group)", err)
			}
			all[g] += 0 // a group that some may be put into
		}
		if err := add(&total, c.Unknown); err != nil {
			return nil, nil, err
		}
	}
	for _, c := range classes {
		if c.Unknown > 0 && firstOf(c.Known, c.Wider, all) == nil {
			return nil, nil, fmt.Errorf("unknown: %d people of unknown group: %w: there is nobody that they could be like", c.Unknown, ErrNobody)
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
