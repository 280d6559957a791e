package unknown

import (
	"cmp"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

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
	cells := sortedAccounts(table)
	for _, p := range cells {
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
	for _, p := range cells {
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
