package bounds

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"

	"github.com/seed-549880be/disparity/rri"
)

// imbensManski widens bounds on the log scale, given the standard errors of their logarithms.
func imbensManski(b Bounds, lower, upper, level float64) (Interval, error) {
	if level == 0 {
		level = 0.95
	}
	if !(level > 0 && level < 1) {
		return Interval{}, fmt.Errorf("bounds: level %v: %w: want between 0 and 1, as 0.95", level, rri.ErrOption)
	}
	i := Interval{b.Lower, b.Upper, level}
	open := b.Lower == 0 || math.IsInf(b.Upper, 1)
	var c float64
	if open {
		c = distuv.UnitNormal.Quantile(level) // bounds that are infinitely far apart on the log scale
	} else {
		width := math.Log(b.Upper / b.Lower)
		if width > 0 {
			width /= math.Max(lower, upper)
		}
		c = critical(width, level)
	}
	if b.Lower > 0 && !math.IsInf(b.Lower, 1) {
		i.Lower = b.Lower * math.Exp(-c*lower)
	}
	if b.Upper > 0 && !math.IsInf(b.Upper, 1) {
		i.Upper = b.Upper * math.Exp(c*upper)
	}
	return i, nil
}

// critical solves Φ(c+width) - Φ(-c) = level. c is between the one-sided quantile, where width is infinite, and the two-sided one, where it is 0.
func critical(width, level float64) float64 {
	if math.IsNaN(width) {
		return math.NaN()
	}
	low, high := distuv.UnitNormal.Quantile(level), distuv.UnitNormal.Quantile((1+level)/2)
	for range 200 {
		middle := low + (high-low)/2
		if middle == low || middle == high {
			break
		}
		if distuv.UnitNormal.CDF(middle+width)-distuv.UnitNormal.CDF(-middle) < level {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}
