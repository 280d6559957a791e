package unknown

import (
	"cmp"
	"maps"
	"math"
	"math/big"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// Agreement is how far two accounts agree.
type Agreement struct {
	People int64 `json:"people"` // in the table
	Agreed int64 `json:"agreed"` // of the same group in both accounts
	// share that would agree by chance, from 0 to 1; 0 of nobody
	Expected float64 `json:"expected"`
	// from -1 to 1; P is of the null value 0. Method is [rri.Wald]
	Kappa rri.Estimate `json:"kappa"`
}

// Kappa returns Cohen's kappa of a table of counts, with the large-sample interval of Fleiss, Cohen
// and Everitt 1969. Its limits are cut at -1 and 1, flagged [rri.Clipped]. Leave people out that
// one of the accounts does not know. A level of 0 stands for 0.95.
//
// Where one account has everybody in one group and the other has not, kappa is 0 whatever the
// people: the limits and P are NaN, flagged [rri.ZeroCell] and [rri.NoMethod]. Where all agree the
// limits are 1, flagged [rri.ZeroCell]. The error wraps [rri.ErrCount] or [rri.ErrOption].
func Kappa[G cmp.Ordered](table map[Accounts[G]]int64, level float64) (Agreement, error) {
	total, err := checkAccounts(table)
	if err != nil {
		return Agreement{}, err
	}
	if level, err = checkLevel(level); err != nil {
		return Agreement{}, err
	}
	nan := math.NaN()
	r := Agreement{People: total, Kappa: rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: level, Method: rri.Wald, Flags: rri.NoData}}
	if total == 0 {
		return r, nil
	}
	firstCount, secondCount := map[G]int64{}, map[G]int64{}
	cells := sortedAccounts(table)
	for _, p := range cells {
		firstCount[p.First] += table[p]
		secondCount[p.Second] += table[p]
		if p.First == p.Second {
			r.Agreed += table[p]
		}
	}
	// With counts up to 2^53 and nearly all of one group, what is left to 1 is below the rounding
	// of a float64: in whole numbers, times n².
	n := float64(total)
	chance := new(big.Int)
	for g, count := range firstCount {
		chance.Add(chance, new(big.Int).Mul(big.NewInt(count), big.NewInt(secondCount[g])))
	}
	whole := new(big.Int).Mul(big.NewInt(total), big.NewInt(total))
	notExpected := new(big.Int).Sub(whole, chance)
	beyond := new(big.Int).Sub(new(big.Int).Mul(big.NewInt(total), big.NewInt(r.Agreed)), chance)
	r.Expected = quotient(chance, whole)
	if notExpected.Sign() == 0 {
		return r, nil
	}
	kappa := quotient(beyond, notExpected)
	if oneGroup(firstCount) || oneGroup(secondCount) {
		r.Kappa.Value, r.Kappa.Flags = 0, rri.ZeroCell|rri.NoMethod
		return r, nil
	}
	left := quotient(notExpected, whole)
	first, second := perPerson(firstCount, n), perPerson(secondCount, n)
	variance := kappaVariance(table, cells, first, second, float64(total-r.Agreed)/n/left, n)
	byChance := chanceVariance(first, second, r.Expected)
	width := tail.NormalQuantile((1-level)/2) * math.Sqrt(variance/n) / left
	r.Kappa = rri.Estimate{Value: kappa, Lower: kappa - width, Upper: kappa + width, Level: level, Method: rri.Wald}
	r.Kappa.P = 2 * tail.NormalUpper(math.Abs(kappa)*left/math.Sqrt(byChance/n))
	if r.Agreed == total {
		r.Kappa.Flags = rri.ZeroCell
	}
	clip(&r.Kappa, -1, 1)
	return r, nil
}

// perPerson returns counts as shares of n people.
func perPerson[G cmp.Ordered](counts map[G]int64, n float64) map[G]float64 {
	shares := map[G]float64{}
	for g, count := range counts {
		shares[g] = float64(count) / n
	}
	return shares
}

// kappaVariance returns the variance, for one person, of kappa times 1-pₑ: that of the quantity by
// which it moves with each cell of the table. first and second are the columns of totals, in the
// terms of the paper pᵢ. and p.ᵢ, and ratio is (1-p₀)/(1-pₑ).
func kappaVariance[G cmp.Ordered](table map[Accounts[G]]int64, cells []Accounts[G], first, second map[G]float64, ratio, n float64) float64 {
	moves := func(p Accounts[G]) float64 {
		return is(p.First == p.Second) - ratio*(second[p.First]+first[p.Second])
	}
	var centre, variance float64
	for _, p := range cells {
		centre += float64(table[p]) / n * moves(p)
	}
	for _, p := range cells {
		variance += float64(table[p]) / n * square(moves(p)-centre)
	}
	return variance
}

// chanceVariance is kappaVariance where the accounts agree by chance alone: the sum over all pairs
// of a group g of the first account and a group h of the second of
//
//	p_g q_h ([g = h] - q_g - p_h + pₑ)²
//
// Of many groups the pairs with a large one are summed one by one, and of the others the squares by
// their means, which takes time in proportion to the groups and adds positive numbers alone.
func chanceVariance[G cmp.Ordered](first, second map[G]float64, expected float64) float64 {
	// groups, and shares: of 1 there are no more than 32 that are larger
	const few, large = 64, 1. / 16
	groups, others := slices.Sorted(maps.Keys(first)), slices.Sorted(maps.Keys(second))
	isLarge := func(g G) bool {
		return max(len(groups), len(others)) <= few || first[g] > large || second[g] > large
	}
	var largeOthers []G
	for _, h := range others {
		if isLarge(h) {
			largeOthers = append(largeOthers, h)
		}
	}
	var variance float64
	for _, g := range groups {
		against := largeOthers
		if isLarge(g) {
			against = others
		}
		for _, h := range against {
			variance += first[g] * second[h] * square(is(g == h)-second[g]-first[h]+expected)
		}
	}
	small := func(list []G, weights, values map[G]float64) (sum, mean, squares float64) {
		for _, g := range list {
			if w := weights[g]; w > 0 && !isLarge(g) {
				sum += w
				distance := values[g] - mean
				mean += distance * w / sum
				squares += w * distance * (values[g] - mean)
			}
		}
		return sum, mean, squares
	}
	p, x, xSquares := small(groups, first, second)
	q, y, ySquares := small(others, second, first)
	variance += q*xSquares + p*ySquares + p*q*square(x+y-expected)
	for _, g := range groups {
		if !isLarge(g) { // what [g = h] adds: (1-s)² - s²
			variance += first[g] * second[g] * (1 - 2*(second[g]+first[g]-expected))
		}
	}
	return variance
}

// oneGroup reports whether all people are of one group.
func oneGroup[G cmp.Ordered](counts map[G]int64) bool {
	groups := 0
	for _, n := range counts {
		if n > 0 {
			groups++
		}
	}
	return groups == 1
}

// quotient returns x/y with one rounding error.
func quotient(x, y *big.Int) float64 {
	v, _ := new(big.Rat).SetFrac(x, y).Float64()
	return v
}
