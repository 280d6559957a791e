package compensated

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func rational(x float64) *big.Rat { return new(big.Rat).SetFloat64(x) }

// within reports whether got is want to a few roundings, or to a few roundings in twice the
// precision of the largest part of it.
func within(got float64, want, largest *big.Rat) bool {
	off := rational(got)
	off.Sub(off, want).Abs(off)
	allowed := new(big.Rat).Abs(want)
	allowed.Mul(allowed, rational(0x1p-51))
	twice := new(big.Rat).Abs(largest)
	twice.Mul(twice, rational(0x1p-101))
	return off.Cmp(allowed.Add(allowed, twice)) <= 0
}

var ratioTests = []struct {
	reason            string
	a, n, b, m, delta float64
	want              float64
}{
	{"nothing is left", 1, 3, 2, 6, 0, 0},
	{"two counts of 2^53 that differ by one", 1<<53 - 1, 1 << 53, 1<<53 - 2, 1 << 53, 0, 0x1p-53},
	{"products that round to the same float64", 94906267, 94906266, 94906266, 94906265, 0, -1.1102230275321709e-16},
	{"the difference of the estimates itself, to the rounding of 1/3", 2, 3, 1, 3, 1. / 3, 1.850371707708594e-17},
	{"a difference that is far from the null value", 1, 4, 1, 2, 1, -1.25},
}

func TestDifferenceOfRatios(t *testing.T) {
	for _, c := range ratioTests {
		if got := DifferenceOfRatios(c.a, c.n, c.b, c.m, c.delta); got != c.want {
			t.Errorf("%s: %v/%v - %v/%v - %v = %.17g, want %.17g", c.reason, c.a, c.n, c.b, c.m, c.delta, got, c.want)
		}
	}
}

func TestDifferenceOfRatiosLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		count := func(label string, low float64) float64 {
			return math.Floor(math.Pow(2, rapid.Float64Range(0, 53).Draw(t, label))) - 1 + low
		}
		a, n, b, m := count("a", 0), count("n", 1), count("b", 0), count("m", 1)
		delta := rapid.Float64Range(-1, 1).Draw(t, "delta")
		if rapid.Bool().Draw(t, "near") {
			delta = a/n - b/m
		}
		left, right := new(big.Rat).Quo(rational(a), rational(n)), new(big.Rat).Quo(rational(b), rational(m))
		want := new(big.Rat).Sub(left, right)
		want.Sub(want, rational(delta))
		largest := left
		for _, x := range []*big.Rat{right, new(big.Rat).Abs(rational(delta))} {
			if x.Cmp(largest) > 0 {
				largest = x
			}
		}
		if got := DifferenceOfRatios(a, n, b, m, delta); !within(got, want, largest) {
			t.Fatalf("%v/%v - %v/%v - %v = %v, want %s", a, n, b, m, delta, got, want.FloatString(40))
		}
	})
}

func TestDifferenceOfProductsLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(label string) float64 { return rapid.Float64Range(-1e9, 1e9).Draw(t, label) }
		x, y, u := draw("x"), draw("y"), draw("u")
		v := draw("v")
		if u != 0 && rapid.Bool().Draw(t, "near") {
			v = x * y / u
		}
		if product := math.Abs(u * v); math.Abs(u) < 1e-100 || math.Abs(v) < 1e-100 || product > 1e300 || math.Abs(x*y) < 1e-250 {
			return // what a product leaves out may be below the smallest float64
		}
		first, second := new(big.Rat).Mul(rational(x), rational(y)), new(big.Rat).Mul(rational(u), rational(v))
		want := new(big.Rat).Sub(first, second)
		largest := first.Abs(first)
		if second.Abs(second).Cmp(largest) > 0 {
			largest = second
		}
		if got := DifferenceOfProducts(x, y, u, v); !within(got, want, largest) {
			t.Fatalf("%v*%v - %v*%v = %v, want %s", x, y, u, v, got, want.FloatString(60))
		}
	})
}
