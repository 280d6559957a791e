// Package rational decides questions of whole counts without rounding: which of two rates is
// higher, and how many events make up the difference. A float64 cannot: 3 of 5 is exactly four
// fifths of 9 of 12, while 0.6/0.75 comes out as 0.7999999999999999.
//
// A population is a float64, and is taken at its exact value.
package rational

import (
	"fmt"
	"math/big"

	"github.com/seed-549880be/disparity/rri"
)

// Check reports why the group or the baseline makes no sense, or nil. The error wraps that of
// package rri.
func Check[M rri.Measure](group, baseline M) error {
	if err := group.Validate(); err != nil {
		return fmt.Errorf("group: %w", err)
	}
	if err := baseline.Validate(); err != nil {
		return fmt.Errorf("baseline: %w", err)
	}
	return nil
}

// Parts returns the events and the exposure of a measure that is valid.
func Parts[M rri.Measure](m M) (events, exposure *big.Rat) {
	a, n, _ := m.Counts()
	return new(big.Rat).SetInt64(a), new(big.Rat).SetFloat64(n)
}

// Compare compares the ratio of the group to the baseline with the fraction num/den of positive
// numbers: -1, 0 or +1 as it is below, equal or above. ok is false where there is no ratio: an
// exposure of 0, or no events in either. The measures are valid.
func Compare[M rri.Measure](group, baseline M, num, den int64) (sign int, ok bool) {
	a, n := Parts(group)
	b, m := Parts(baseline)
	if n.Sign() == 0 || m.Sign() == 0 || (a.Sign() == 0 && b.Sign() == 0) {
		return 0, false
	}
	// a/n : b/m against num : den, without division.
	left := a.Mul(a, m)
	left.Mul(left, new(big.Rat).SetInt64(den))
	right := b.Mul(b, n)
	right.Mul(right, new(big.Rat).SetInt64(num))
	return left.Cmp(right), true
}

// Expected returns the events that the group would have at num/den of the rate of the baseline.
// Both measures are valid, and their exposures positive.
func Expected[M rri.Measure](group, baseline M, num, den int64) *big.Rat {
	_, n := Parts(group)
	b, m := Parts(baseline)
	e := b.Mul(b, n)
	e.Quo(e, m)
	return e.Mul(e, big.NewRat(num, den))
}

// Floor returns the largest whole number that is not above r.
func Floor(r *big.Rat) *big.Int {
	return new(big.Int).Div(r.Num(), r.Denom()) // Euclidean, the denominator is positive
}

// Ceil returns the smallest whole number that is not below r.
func Ceil(r *big.Rat) *big.Int {
	f := Floor(r)
	if r.IsInt() {
		return f
	}
	return f.Add(f, big.NewInt(1))
}
