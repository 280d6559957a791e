package quantity

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/compensated"
)

// Counts are those of one comparison: A events of N in the group, B events of M in the baseline. N
// and M are trials or populations. One rate or proportion uses A and N alone. Counts are whole
// numbers up to 2^53, so float64 holds them exactly, or effective ones.
type Counts struct{ A, N, B, M float64 }

// CountsOf returns the counts a of n and b of m.
func CountsOf(a, n, b, m float64) Counts { return Counts{a, n, b, m} }

// DesignEffects are those of the group and of the baseline, 1 where there is none.
type DesignEffects struct{ Group, Baseline float64 }

// Independent are the design effects of counts whose events are independent.
var Independent = DesignEffects{1, 1}

// Effective returns the counts of as many independent events, out of as much, as tell what c tells:
// Kish 1965, Survey Sampling; Rao and Scott 1992, DOI 10.2307/2532311. This is the one place where
// a design effect comes in: limits and tests get effective counts, and need not know.
func (c Counts) Effective(d DesignEffects) Counts {
	return Counts{c.A / d.Group, c.N / d.Group, c.B / d.Baseline, c.M / d.Baseline}
}

// Swap exchanges the group and the baseline.
func (c Counts) Swap() Counts { return Counts{c.B, c.M, c.A, c.N} }

// Odds returns the counts with what are no events in the place of the trials, so that their ratio
// of rates is the odds ratio. What is added to them then changes no difference: near 2^53 a total
// of trials does not hold one half more.
func (c Counts) Odds() Counts { return Counts{c.A, c.N - c.A, c.B, c.M - c.B} }

// Others returns the counts of the other outcomes: of trials that are no events.
func (c Counts) Others() Counts { return Counts{c.N - c.A, c.N, c.M - c.B, c.M} }

// AddHalf returns the counts with half an event more in each group.
func (c Counts) AddHalf() Counts { return Counts{c.A + 0.5, c.N + 0.5, c.B + 0.5, c.M + 0.5} }

// Plain returns the plain estimate of q; NaN for 0/0.
func (c Counts) Plain(q Quantity) float64 {
	switch q {
	case Proportion, Rate:
		return c.A / c.N
	case RatioOfProportions, RatioOfRates:
		if c.A == 0 && c.B == 0 {
			return math.NaN()
		}
		return (c.A / c.N) / (c.B / c.M)
	case OddsRatio:
		return (c.A / (c.N - c.A)) / (c.B / (c.M - c.B))
	default:
		return c.DifferenceLess(0)
	}
}

// DifferenceLess returns a/n - b/m - δ, with about one rounding error of the result.
func (c Counts) DifferenceLess(delta float64) float64 {
	return compensated.DifferenceOfRatios(c.A, c.N, c.B, c.M, delta)
}

// RatioDistance returns a/n - θ b/m.
func (c Counts) RatioDistance(theta float64) float64 {
	return compensated.DifferenceOfProducts(c.A, c.M, theta*c.B, c.N) / (c.N * c.M)
}

// LogRatio returns the logarithm of (a/n)/(b/m) over null.
func (c Counts) LogRatio(null float64) float64 {
	u := null * c.B
	x, y := float64(c.A*c.M), float64(u*c.N)
	ratio := x / y
	if !(ratio > 0 && ratio <= math.MaxFloat64) {
		return math.Log(ratio)
	}
	// What the ratio lacks by rounding is all that is left of a logarithm near 0. It is what the
	// products and the quotient of them leave.
	rest := math.FMA(-ratio, y, x) + (math.FMA(c.A, c.M, -x) - ratio*math.FMA(u, c.N, -y))
	return math.Log(ratio) + rest/x
}

// Weight returns the weight of Mantel and Haenszel, n m/(n+m).
func (c Counts) Weight() float64 { return c.N / (c.N + c.M) * c.M }

// UndefinedRatio reports whether the data say nothing of the ratio q.
func (c Counts) UndefinedRatio(q Quantity) bool {
	switch q {
	case RatioOfProportions, RatioOfRates:
		return c.A+c.B == 0
	case OddsRatio:
		return c.A+c.B == 0 || (c.A == c.N && c.B == c.M)
	}
	return false
}

// Smallest returns the smallest of the counts that q is made of: the events, and of proportions the
// others too.
func (c Counts) Smallest(q Quantity) float64 {
	least := c.A
	if q.Binomial() {
		least = min(least, c.N-c.A)
	}
	if q.TwoGroups() {
		least = min(least, c.B)
		if q.Binomial() {
			least = min(least, c.M-c.B)
		}
	}
	return least
}
