package root

import "math"

// Halley returns the step of Halley's method for g = 0, which is subtracted from its argument, or
// of Newton's where Halley's would leave its range. slope and curve are the derivatives of g.
func Halley(g, slope, curve float64) float64 {
	step := g / slope
	if k := 1 - 0.5*step*curve/slope; k > 0.5 {
		return step / k
	} else {
		return step / (0.5 + 0.5*math.Exp(2*k-1))
	}
}

// Bisect returns a point inside (low, high), either of which may be infinite: then it is 1 from t.
func Bisect(low, high, t float64) float64 {
	switch {
	case math.IsInf(low, -1):
		return t - 1
	case math.IsInf(high, 1):
		return t + 1
	}
	return low + (high-low)/2
}
