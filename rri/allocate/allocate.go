package allocate

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/seed-549880be/disparity/rri"
)

// ErrNobody is wrapped where there are unknown people, and nobody is known whom they could be like. Compare with [errors.Is].
var ErrNobody = errors.New("nobody is known")

// Stratum is people who are taken to be alike: those whose group is known, and those whose group is not.
type Stratum[G cmp.Ordered] struct {
	Known   map[G]int64
	Unknown int64

	// Wider is the known people of a wider group that this stratum is part of, as the whole country's of the same view of an officer. [Impute] borrows from it, and where Known is
	// empty both functions use it; where it is empty too, the known people of all strata.
	Wider map[G]int64
}

// InProportion returns how many of the unknown of every stratum are put into each group, in proportion to its known people. All of them are, in whole numbers: one after the
// other goes to the group that is furthest behind its share, over all the strata so far, so that rounding does not add up. The error wraps [rri.ErrCount] or [ErrNobody].
func InProportion[G cmp.Ordered](strata []Stratum[G]) ([]map[G]int64, error) {
	all, groups, err := check(strata)
	if err != nil {
		return nil, err
	}
	behind := make([]float64, len(groups))
	out := make([]map[G]int64, len(strata))
	for i, s := range strata {
		out[i] = map[G]int64{}
		share := shares(groups, firstOf(s.Known, s.Wider, all))
		for range s.Unknown {
			best := -1
			for j := range groups {
				behind[j] += share[j]
				if share[j] > 0 && (best < 0 || behind[j] > behind[best]+1e-9) {
					best = j
				}
			}
			behind[best]--
			out[i][groups[best]]++
		}
	}
	return out, nil
}

// Impute draws, once, how many of the unknown of every stratum are of each group. All of them are put into a group. The same state of r gives the same draw. The error wraps
// [rri.ErrCount] or [ErrNobody].
func Impute[G cmp.Ordered](strata []Stratum[G], r *rand.Rand) ([]map[G]int64, error) {
	all, groups, err := check(strata)
	if err != nil {
		return nil, err
	}
	overall := shares(groups, all)
	out := make([]map[G]int64, len(strata))
	upTo := make([]float64, len(groups))
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
		var sum float64
		for j, g := range groups {
			alpha := float64(s.Known[g]) + (float64(s.Wider[g])+overall[j])/(wider+1)
			if alpha > 0 {
				sum += distuv.Gamma{Alpha: alpha, Beta: 1, Src: r}.Rand()
			}
			upTo[j] = sum
		}
		for range s.Unknown {
			at := r.Float64() * sum
			j := slices.IndexFunc(upTo, func(v float64) bool { return at < v })
			if j < 0 { // at was rounded up to the sum
				j = slices.Index(upTo, sum)
			}
			out[i][groups[j]]++
		}
	}
	return out, nil
}

// check returns the known people of all strata and the groups in order.
func check[G cmp.Ordered](strata []Stratum[G]) (all map[G]int64, groups []G, err error) {
	all = map[G]int64{}
	var total, unknown int64
	add := func(n int64) error {
		if n < 0 || n > rri.MaxCount-total {
			return fmt.Errorf("allocate: %d people: %w: give counts of 0 or more, of at most 2^53 in all", n, rri.ErrCount)
		}
		total += n
		return nil
	}
	var known int64
	for _, s := range strata {
		for g, n := range s.Known {
			if err := add(n); err != nil {
				return nil, nil, err
			}
			all[g] += n
			known += n
		}
		for g, n := range s.Wider {
			if n < 0 || n > rri.MaxCount {
				return nil, nil, fmt.Errorf("allocate: %d people in a wider group: %w: give a count of 0 to 2^53", n, rri.ErrCount)
			}
			all[g] += 0 // a group that some may be put into
		}
		if err := add(s.Unknown); err != nil {
			return nil, nil, err
		}
		unknown += s.Unknown
	}
	if unknown > 0 && known == 0 {
		return nil, nil, fmt.Errorf("allocate: %d people of unknown group: %w: there is nobody that they could be like", unknown, ErrNobody)
	}
	return all, slices.Sorted(maps.Keys(all)), nil
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
