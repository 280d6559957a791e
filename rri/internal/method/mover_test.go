package method

import (
	"math"
	"math/big"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// TestMoverDigits: the lower MOVER limit of differences where nearly all of p₁ - p₀ is one of the
// distances, so that it cancels against the root, against the formula in 200 bits.
func TestMoverDigits(t *testing.T) {
	const z = 30 // as p-values of 1e-197 need it
	number := func(v float64) *big.Float { return new(big.Float).SetPrec(200).SetFloat64(v) }
	// upper is Wilson's limit (2a + z² + z √(z² + 4a(n-a)/n)) / 2(n + z²).
	upper := func(a, n float64) *big.Float {
		root := new(big.Float).Quo(number(4*a*(n-a)), number(n))
		root.Add(root, number(z*z)).Sqrt(root).Mul(root, number(z))
		return root.Add(root, number(2*a+z*z)).Quo(root, number(2*(n+z*z)))
	}
	tests := []struct {
		name   string
		a, n   float64 // the group
		b, m   float64 // the baseline
		within float64
		reason string
		steps  int // n of the group goes up by one at a time, and a with it where it is all
	}{
		{"d₀ from 1 to 2 times d₁", 900, 900, 1, 2, 6e-16, "all of the group, and half of a baseline of two: d₀ is all but 0.0005 of p₁ - p₀, and the limit a fifth of it", 900},
		{"d₁ nearly all", 1, 2, 0, 1e9, 6e-16, "p₁ is 0.0005 more than d₁, and p₀ is 0", 1},
		{"neither", 40, 100, 300, 1000, 1e-15, "the plain form", 900},
	}
	for _, test := range tests {
		worst, at := 0., 0.
		for i := range test.steps {
			c := quantity.CountsOf(test.a, test.n+float64(i), test.b, test.m)
			if test.a == test.n {
				c.A = c.N
			}
			p1, p0 := new(big.Float).Quo(number(c.A), number(c.N)), new(big.Float).Quo(number(c.B), number(c.M))
			// what lies below p₁ is above 1-p₁
			d1 := new(big.Float).Sub(upper(c.N-c.A, c.N), new(big.Float).Sub(number(1), p1))
			d0 := new(big.Float).Sub(upper(c.B, c.M), p0)
			d1.Mul(d1, d1)
			root := d1.Add(d1, d0.Mul(d0, d0))
			root.Sqrt(root)
			want, _ := p1.Sub(p1, p0).Sub(p1, root).Float64()
			got := moverLower(c.Plain(quantity.DifferenceOfProportions), wilsonPart(c.A, c.N, z), wilsonPart(c.B, c.M, z))
			if off := math.Abs(got-want) / math.Abs(want); off > worst {
				worst, at = off, c.N
			}
		}
		t.Logf("%s: worst error %.1e", test.name, worst)
		if worst > test.within {
			t.Errorf("%s: off by %.1e with a group of %v, want at most %.1e (%s)", test.name, worst, at, test.within, test.reason)
		}
	}
}
