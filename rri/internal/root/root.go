// Package root finds where a function of one variable is 0.
package root

import "math"

// Bracketed returns the root of f between a and b, where its values fa and fb have different signs:
// Chandrupatla 1997, DOI 10.1016/S0965-9978(96)00051-8, a bracketed method that takes inverse
// quadratic steps where they are safe and bisects where not. It stops when the root is known to a
// few units of the last place, or the next step will be: scale is a length over which f, whose
// values are about 1 at that distance from the root, may bend, and the error of a step is of the
// order of the product of its distances from the three points it is made of.
func Bracketed(a, fa, b, fb, scale float64, f func(float64) float64) float64 {
	const near = 1e-15 // of the scale: below what rounding does to f
	nearScaled := near * scale * scale * scale
	t := 0.5
	if !math.IsInf(fa, 0) && !math.IsInf(fb, 0) {
		t = fa / (fa - fb)
	}
	if fb == 0 {
		return b
	}
	for range 200 {
		x := a + t*(b-a)
		fx := f(x)
		c, fc := b, fb // the old far end
		if (fx < 0) == (fa < 0) {
			c, fc = a, fa
		} else {
			b, fb = a, fa
		}
		a, fa = x, fx
		if fa == 0 {
			return a
		}
		tolerance := 2e-16*math.Abs(a) + 1e-300
		if math.Abs(b-a) <= 2*tolerance {
			if math.Abs(fb) < math.Abs(fa) {
				return b
			}
			return a
		}
		xi := (a - b) / (c - b)
		phi := (fa - fb) / (fc - fb)
		if phi*phi < xi && (1-phi)*(1-phi) < 1-xi {
			t = fa/(fb-fa)*(fc/(fb-fc)) + (c-a)/(b-a)*(fa/(fc-fa))*(fb/(fc-fb))
			if x := a + t*(b-a); t > 0 && t < 1 && math.Abs(fa*fb*fc) < near && math.Abs((x-a)*(x-b)*(x-c)) < nearScaled {
				return x
			}
		} else {
			t = 0.5
		}
		switch least := tolerance / math.Abs(b-a); {
		case math.IsNaN(t):
			t = 0.5
		case t < least:
			t = least
		case t > 1-least:
			t = 1 - least
		}
	}
	return a
}
