package score

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// oneGroup returns the limits of one proportion or rate, which are closed. With c = (z²-1)/6, or 0
// without the correction for skewness, and a events and b others of n, the equation of the lower
// limit is
//
//	(a-c) q - (b-c) p = z √(npq)   and, of a rate with the mean μ,   a - c - μ = z √μ,
//
// a quadratic in √(p/q), and in √μ. The upper limit has -z. Where a < c the statistic stays below z
// down to 0.
func (s *Score) oneGroup(z float64) (lower, upper float64) {
	counts := s.strata[0]
	a, b := counts.A, counts.N-counts.A
	if s.variant.Skewness {
		c := (z*z - 1) / 6
		a, b = a-c, b-c
	}
	if s.q == quantity.Rate {
		root := math.Sqrt(z*z + 4*a)
		if a > 0 {
			r := 2 * a / (root + z)
			lower = r * r / counts.N
		}
		r := 0.5 * (root + z)
		return lower, r * r / counts.N
	}
	w := z * math.Sqrt(counts.N)
	root := math.Sqrt(w*w + 4*a*b)
	upper = 1
	if a > 0 {
		r := 2 * a / (root + w) // the root of p/q
		lower = r * r / (1 + r*r)
	}
	if b > 0 {
		r := 2 * b / (root + w) // the root of q/p
		upper = 1 / (1 + r*r)
	}
	return lower, upper
}
