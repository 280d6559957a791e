package root

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestBracketed(t *testing.T) {
	for _, test := range []struct {
		name string
		f    func(float64) float64
		a, b float64
		want float64
	}{
		{"a line", func(x float64) float64 { return x - 3 }, 0, 10, 3},
		{"a square root of 2", func(x float64) float64 { return x*x - 2 }, 0, 2, math.Sqrt2},
		{"a tenth power", func(x float64) float64 { return math.Pow(x, 10) - 1e-10 }, 0, 5, 0.1},
		{"falling", func(x float64) float64 { return 1 - math.Exp(x) }, -3, 8, 0},
		{"-Inf at the near end", func(x float64) float64 { return math.Log(x) }, 0, 7, 1},
		{"+Inf at the far end", func(x float64) float64 { return math.Tan(x) - 1 }, 0, math.Pi / 2, math.Pi / 4},
		{"a step", func(x float64) float64 { return math.Copysign(1, x-0.75) }, 0, 1, 0.75},
		{"at the far end", func(x float64) float64 { return x - 1 }, 0, 1, 1},
		{"the ends exchanged", func(x float64) float64 { return x*x*x - 8 }, 9, 1, 2},
	} {
		fa, fb := test.f(test.a), test.f(test.b)
		if test.name == "+Inf at the far end" {
			fb = math.Inf(1)
		}
		if got := Bracketed(test.a, fa, test.b, fb, 1, test.f); math.Abs(got-test.want) > 4e-16*math.Max(1, math.Abs(test.want)) {
			t.Errorf("%s: %.17g, want %.17g", test.name, got, test.want)
		}
	}
}

// The root is between the ends, where f changes its sign, whatever the order of the ends and
// whichever way f goes.
func TestLawBracketed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := rapid.Float64Range(-10, 10).Draw(t, "root")
		below, above := rapid.Float64Range(1e-3, 20).Draw(t, "below"), rapid.Float64Range(1e-3, 20).Draw(t, "above")
		bend := rapid.Float64Range(0, 3).Draw(t, "bend")
		sign := rapid.SampledFrom([]float64{-1, 1}).Draw(t, "sign")
		f := func(x float64) float64 { return sign * (math.Sinh(bend*(x-want)/10) + (x - want)) }
		a, b := want-below, want+above
		if rapid.Bool().Draw(t, "exchanged") {
			a, b = b, a
		}
		if got := Bracketed(a, f(a), b, f(b), 1, f); math.Abs(got-want) > 4e-15 {
			t.Fatalf("%.17g, want %.17g", got, want)
		}
	})
}
