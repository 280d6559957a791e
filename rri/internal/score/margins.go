package score

import "github.com/seed-549880be/disparity/rri/internal/tail"

// MarginsTail is the tail below which [BeyondMargins] looks: that of both limits at the level 0.98,
// below which the correction for skewness takes no limit so far.
const MarginsTail = 0.01

// BeyondMargins reports whether a limit of a difference by the skewness-corrected score lies beyond
// what the exact intervals of the groups leave room for, those of Clopper and Pearson 1934 and of
// Garwood 1936 with the same tail beyond each limit; of several strata, as a mean by their weights.
// A limit that was not asked for is given as NaN.
//
// The correction grows with the square of the normal quantile. At high levels and small counts it
// can hold back the statistic of a difference that the baseline alone rules out.
func BeyondMargins(q Quantity, strata []Counts, beyond, lower, upper float64) bool {
	if beyond >= MarginsTail || (q != DifferenceOfProportions && q != DifferenceOfRates) {
		return false
	}
	exact := exactRate
	if q == DifferenceOfProportions {
		exact = exactProportion
	}
	var weight, low, high float64
	for _, c := range strata {
		groupLower, groupUpper := exact(c.A, c.N, beyond)
		baselineLower, baselineUpper := exact(c.B, c.M, beyond)
		w := c.Weight()
		weight += w
		low += w * (groupLower - baselineUpper)
		high += w * (groupUpper - baselineLower)
	}
	low /= weight
	high /= weight
	slack := 1e-10 * (high - low) // rounding errors
	return lower < low-slack || upper > high+slack
}

// exactProportion returns the limits of Clopper and Pearson for a of n.
func exactProportion(a, n, beyond float64) (lower, upper float64) {
	lower, upper = 0, 1
	if a > 0 {
		lower = Logistic(tail.BetaLogit(a, n-a+1, beyond, false))
	}
	if a < n {
		upper = Logistic(-tail.BetaLogit(n-a, a+1, beyond, false))
	}
	return lower, upper
}

// exactRate returns the limits of Garwood for a in n.
func exactRate(a, n, beyond float64) (lower, upper float64) {
	if a > 0 {
		lower = tail.GammaLower(a, beyond, false)
	}
	return lower / n, tail.GammaUpper(a+1, beyond, false) / n
}
