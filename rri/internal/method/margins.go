package method

import "github.com/seed-549880be/disparity/rri/internal/quantity"

// MarginsTail is the tail below which [BeyondMargins] looks: that of both limits at the level 0.98,
// below which the correction for skewness takes no limit so far.
const MarginsTail = 0.01

// BeyondMargins reports whether a wanted limit of a difference by the skewness-corrected score lies
// beyond what the exact intervals of the groups leave room for, those of Clopper and Pearson 1934
// and of Garwood 1936 with the same tail beyond each limit; of several strata, as a mean by their
// weights.
//
// The correction grows with the square of the normal quantile. At high levels and small counts it
// can hold back the statistic of a difference that the baseline alone rules out.
func BeyondMargins(q quantity.Quantity, strata []quantity.Counts, l Confidence, s Side, lower, upper float64) bool {
	if l.Tail >= MarginsTail || !q.Difference() {
		return false
	}
	exact := exactRate.Limits
	if q.Binomial() {
		exact = exactProportion.Limits
	}
	var weight, lowest, highest float64
	for _, c := range strata {
		group, baseline := exact(c, l), exact(c.Swap(), l)
		w := c.Weight()
		weight += w
		lowest += w * (group.Lower - baseline.Upper)
		highest += w * (group.Upper - baseline.Lower)
	}
	lowest /= weight
	highest /= weight
	slack := 1e-10 * (highest - lowest) // rounding errors
	return s != UpperOnly && lower < lowest-slack || s != LowerOnly && upper > highest+slack
}
