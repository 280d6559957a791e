package score

import (
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"math"
	"testing"

	"pgregory.net/rapid"
)

func genCounts(t *rapid.T) []quantity.Counts {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) quantity.Counts {
		n := math.Round(math.Pow(10, rapid.Float64Range(0, 7).Draw(t, "log n")))
		m := math.Round(math.Pow(10, rapid.Float64Range(0, 7).Draw(t, "log m")))
		share := func(label string, of float64) float64 {
			return math.Round(of * rapid.SampledFrom([]float64{0, 1e-5, 1e-3, 0.1, 0.4, 0.9, 0.999, 1}).Draw(t, label))
		}
		return quantity.CountsOf(share("a", n), n, share("b", m), m)
	}), 1, 5).Draw(t, "strata")
}

// TestLawNoDisparity: at no disparity every quantity has one statistic, and without the correction
// its square is that of Cochran, Mantel and Haenszel.
func TestLawNoDisparity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		strata := genCounts(t)
		var distance, proportions, rates float64
		for _, c := range strata {
			n := c.N + c.M
			distance += c.Weight() * c.DifferenceLess(0)
			v := c.Weight() / n * (c.A + c.B)
			rates += v
			proportions += v * (n - c.A - c.B) / (n - 1)
		}
		for _, skewness := range []bool{false, true} {
			for q := quantity.RatioOfProportions; q <= quantity.OddsRatio; q++ {
				variance := rates
				if q.Binomial() {
					variance = proportions
				}
				if variance == 0 {
					continue
				}
				z := distance / math.Sqrt(variance)
				v := Variant{Skewness: skewness, Unbiased: true}
				null := 1.
				if q == quantity.DifferenceOfProportions || q == quantity.DifferenceOfRates {
					null = 0
				}
				at := (&Score{q: q, variant: v, strata: strata}).at(Scale(q, null))
				if skewness {
					other := map[bool]quantity.Quantity{true: quantity.RatioOfProportions, false: quantity.RatioOfRates}[q.Binomial()]
					z = (&Score{q: other, variant: v, strata: strata}).at(0)
				}
				if math.Abs(at-z) > 1e-8*max(1, math.Abs(z)) {
					t.Fatalf("%v: statistic %v of quantity %d, want %v", strata, at, q, z)
				}
			}
		}
	})
}

// TestExpected: the expected counts have the margins and the odds ratio asked for.
func TestExpected(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCounts(t)[0]
		if c.A+c.B == 0 || (c.A == c.N && c.B == c.M) {
			return
		}
		psi := math.Exp(rapid.Float64Range(-30, 30).Draw(t, "log odds ratio"))
		a, notA, b, notB := Expected(c, psi)
		for _, pair := range [][2]float64{{a + notA, c.N}, {b + notB, c.M}, {a + b, c.A + c.B}} {
			if math.Abs(pair[0]-pair[1]) > 1e-12*pair[1] {
				t.Fatalf("%v at %v: margin %v, want %v", c, psi, pair[0], pair[1])
			}
		}
		if got := math.Log(a) - math.Log(notA) + math.Log(notB) - math.Log(b); math.Abs(got-math.Log(psi)) > 1e-11 {
			t.Fatalf("%v: log odds ratio %v, want %v", c, got, math.Log(psi))
		}
	})
}

// TestHeterogeneity: a stratum without events says nothing of a ratio, but does of a difference.
func TestHeterogeneity(t *testing.T) {
	strata := []quantity.Counts{quantity.CountsOf(3, 10, 5, 20), quantity.CountsOf(0, 10, 0, 20)}
	if _, n := Heterogeneity(quantity.RatioOfProportions, strata, 1.2); n != 1 {
		t.Errorf("%d strata in the test of a ratio, want 1", n)
	}
	if _, n := Heterogeneity(quantity.DifferenceOfProportions, strata, 0.05); n != 2 {
		t.Errorf("%d strata in the test of a difference, want 2", n)
	}
}
