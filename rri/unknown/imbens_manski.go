package unknown

import (
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// imbensManski widens bounds on the log scale, given the standard errors of their logarithms.
func imbensManski(b Bounds, lower, upper, level float64) (rri.Estimate, error) {
	level, err := checkLevel(level)
	if err != nil {
		return rri.Estimate{}, err
	}
	nan := math.NaN()
	e := rri.Estimate{Value: nan, Lower: b.Lower, Upper: b.Upper, P: nan, Level: level, Method: rri.Wald}
	switch {
	case math.IsNaN(b.Lower):
		e.Flags = rri.NoData
	case math.IsInf(b.Upper, 1):
		e.Flags = rri.Unbounded
	}
	// between the bounds, in standard errors: infinite on the log scale where a bound is 0 or +Inf
	width := math.Inf(1)
	if b.Lower > 0 && !math.IsInf(b.Upper, 1) {
		width = math.Log(b.Upper / b.Lower)
		if width > 0 {
			width /= math.Max(lower, upper)
		}
	}
	c := critical(width, level)
	if b.Lower > 0 && !math.IsInf(b.Lower, 1) {
		e.Lower = b.Lower * math.Exp(-c*lower)
	}
	if b.Upper > 0 && !math.IsInf(b.Upper, 1) {
		e.Upper = b.Upper * math.Exp(c*upper)
	}
	return e, nil
}

// critical solves Φ(-c) + Φ(-c-width) = 1 - level for c of 0 or more. It is between the one-sided
// quantile, where width is infinite, and the two-sided one, where it is 0.
func critical(width, level float64) float64 {
	beyond := 1 - level
	// Below 0 the limits would be within the bounds: at levels under one half, where the bounds
	// alone cover more.
	low, high := math.Max(0, tail.NormalQuantile(beyond)), tail.NormalQuantile(beyond/2)
	for range 200 {
		middle := low + (high-low)/2
		if middle == low || middle == high {
			break
		}
		if tail.NormalUpper(middle)+tail.NormalUpper(middle+width) > beyond {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}
