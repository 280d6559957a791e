package unknown

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"math/big"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/tail"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Accounts is what two accounts say of one person.
type Accounts[G cmp.Ordered] struct{ First, Second G }

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
	pairs := sorted(table)
	for _, p := range pairs {
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
	expected, left := r.Expected, quotient(notExpected, whole)
	differ := float64(total-r.Agreed) / n

	// Both variances are those of the mean of a quantity over people: that by which kappa moves
	// with each cell of the table. The columns of totals are, in the terms of the paper, pᵢ. of the
	// first account and p.ᵢ of the second.
	first, second := map[G]float64{}, map[G]float64{}
	for g, count := range firstCount {
		first[g] = float64(count) / n
	}
	for g, count := range secondCount {
		second[g] = float64(count) / n
	}
	moves := func(p Accounts[G]) float64 {
		return is(p.First == p.Second) - differ/left*(second[p.First]+first[p.Second])
	}
	var centre, variance float64
	for _, p := range pairs {
		centre += float64(table[p]) / n * moves(p)
	}
	for _, p := range pairs {
		variance += float64(table[p]) / n * square(moves(p)-centre)
	}
	var byChance float64
	for _, g := range slices.Sorted(maps.Keys(first)) {
		for _, h := range slices.Sorted(maps.Keys(second)) {
			byChance += first[g] * second[h] * square(is(g == h)-second[g]-first[h]+expected)
		}
	}
	width := tail.NormalQuantile((1-level)/2) * math.Sqrt(variance/n) / left
	r.Kappa = rri.Estimate{Value: kappa, Lower: kappa - width, Upper: kappa + width, Level: level, Method: rri.Wald}
	r.Kappa.P = 2 * tail.NormalUpper(math.Abs(kappa)*left/math.Sqrt(byChance/n))
	if r.Agreed == total {
		r.Kappa.Flags = rri.ZeroCell
	}
	clip(&r.Kappa, -1, 1)
	return r, nil
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

// IndexRatio returns how many times as high the index of a group against a baseline is by the first
// account as by the second. The populations, which are the same, cancel:
//
//	(a₁/b₁) / (a₂/b₂)     variance of its logarithm  Σ n (1/a₁ - 1/b₁ - 1/a₂ + 1/b₂)²
//
// with a and b the people of the group and of the baseline by either account, and the sum over the
// cells of the table, each with those of the four terms that it is counted in. Keep the people in
// whom only one of the accounts knows. P is of the null value 1. If one of the four counts is 0 the
// limits are NaN, and the flags say why. The error wraps [rri.ErrCount] or [rri.ErrOption].
func IndexRatio[G cmp.Ordered](table map[Accounts[G]]int64, group, baseline G, level float64) (rri.Estimate, error) {
	if _, err := checkAccounts(table); err != nil {
		return rri.Estimate{}, err
	}
	level, err := checkLevel(level)
	if err != nil {
		return rri.Estimate{}, err
	}
	var a1, b1, a2, b2 float64
	pairs := sorted(table)
	for _, p := range pairs {
		n := float64(table[p])
		a1 += n * is(p.First == group)
		b1 += n * is(p.First == baseline)
		a2 += n * is(p.Second == group)
		b2 += n * is(p.Second == baseline)
	}
	nan := math.NaN()
	e := rri.Estimate{Value: (a1 * b2) / (b1 * a2), Lower: nan, Upper: nan, P: nan, Level: level, Method: rri.Wald}
	if a1 == 0 || b1 == 0 || a2 == 0 || b2 == 0 {
		e.Flags = rri.ZeroCell | rri.NoMethod
		if math.IsNaN(e.Value) {
			e.Flags |= rri.NoData
		}
		return e, nil
	}
	if least := min(a1, b1, a2, b2); least < rri.SmallCountBelow {
		e.Flags = rri.SmallCount
	}
	var variance float64
	for _, p := range pairs {
		d := is(p.First == group)/a1 - is(p.First == baseline)/b1 - is(p.Second == group)/a2 + is(p.Second == baseline)/b2
		variance += float64(table[p]) * d * d
	}
	deviation := math.Sqrt(variance)
	width := tail.NormalQuantile((1-level)/2) * deviation
	e.Lower, e.Upper = e.Value*math.Exp(-width), e.Value*math.Exp(width)
	e.P = 1
	if deviation > 0 {
		e.P = 2 * tail.NormalUpper(math.Abs(math.Log(e.Value))/deviation)
	}
	return e, nil
}

func is(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// sorted returns the cells in a fixed order, so that sums do not change with the order of a map.
func sorted[G cmp.Ordered](table map[Accounts[G]]int64) []Accounts[G] {
	return slices.SortedFunc(maps.Keys(table), func(a, b Accounts[G]) int {
		return cmp.Or(cmp.Compare(a.First, b.First), cmp.Compare(a.Second, b.Second))
	})
}

func checkAccounts[G cmp.Ordered](table map[Accounts[G]]int64) (total int64, err error) {
	for p, n := range table {
		if p.First != p.First || p.Second != p.Second {
			return 0, fmt.Errorf("unknown: %d people of a group that is NaN, which equals no group: %w: name it otherwise", n, rri.ErrOption)
		}
		if n < 0 || n > rri.MaxCount-total {
			return 0, fmt.Errorf("unknown: %d people who are %s and %s: %w: give counts of 0 or more, of at most 2^53 in all", n, sheet.Clip(fmt.Sprint(p.First)), sheet.Clip(fmt.Sprint(p.Second)), rri.ErrCount)
		}
		total += n
	}
	return total, nil
}

func checkLevel(level float64) (float64, error) {
	if level == 0 {
		return 0.95, nil
	}
	if !(level > 0 && level < 1) {
		return 0, fmt.Errorf("unknown: level %v: %w: want between 0 and 1, as 0.95", level, rri.ErrOption)
	}
	return level, nil
}
