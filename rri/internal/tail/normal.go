package tail

import (
	"math"

	"gonum.org/v1/gonum/mathext"
)

// NormalUpper returns the probability that a standard normal variable exceeds z, with relative accuracy down to the smallest float64.
func NormalUpper(z float64) float64 { return 0.5 * math.Erfc(z/math.Sqrt2) }

// NormalQuantile returns z with NormalUpper(z) = p, for 0 < p < 1.
//
// It calls mathext.NormalQuantile, tested here for p from 1e-300 to ½.
func NormalQuantile(p float64) float64 { return -mathext.NormalQuantile(p) }

// normalQuantileGuess returns z with NormalUpper(z) about p.
func normalQuantileGuess(p, logP float64) float64 {
	if p < 1e-300 {
		return math.Sqrt(-2 * (logP + 0.5*math.Log(-4*math.Pi*logP)))
	}
	return NormalQuantile(p)
}
