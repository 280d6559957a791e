package score

import "math"

// findSteps is how many steps a search outward takes before it goes to the end of the range at
// once.
const findSteps = 1000

// find returns t with statistic z. It reports false if there is none, with the end of the range
// that it searched to.
func (s *Score) find(z float64) (t float64, ok bool) {
	// The statistic falls with t. near is the end of the bracket on the side of the start, far on
	// the other.
	near, fNear := s.start, s.z-z
	if fNear == 0 {
		return near, true
	}
	direction := 1.
	low, end := s.quantity.ends()
	if fNear < 0 {
		direction, end = -1, low
	}
	// Step outward until the sign changes.
	step := math.Abs(fNear) * s.width
	far, fFar := near, fNear
	for steps := 0; ; steps++ {
		if far == end {
			return end, false
		}
		near, fNear = far, fFar
		far += direction * step
		if !((far-end)*direction < 0) || step == 0 || steps == findSteps {
			far = end
		}
		fFar = s.at(far) - z
		if fFar == 0 {
			return far, true
		}
		if (fFar < 0) != (fNear < 0) {
			break
		}
		// Aim at the root by the secant, a little beyond, but by no more than five times the last
		// step, or by that where the statistic has not come nearer; and by a millionth of it, so
		// that it goes on where the statistic is steep.
		aim := 1.2 * (far - near) * fFar / (fNear - fFar) * direction
		if !(aim > 0) {
			aim = 5 * step
		}
		step = min(max(aim, 1e-6*step), 5*step)
	}
	return Root(near, fNear, far, fFar, s.width, func(t float64) float64 { return s.at(t) - z }), true
}

// Root returns the root of f between a and b, where its values fa and fb have different signs:
// Chandrupatla 1997, DOI 10.1016/S0965-9978(96)00051-8, a bracketed method that takes inverse
// quadratic steps where they are safe and bisects where not. It stops when the root is known to a
// few units of the last place, or the next step will be: scale is a length over which f, whose
// values are about 1 at that distance from the root, may bend, and the error of a step is of the
// order of the product of its distances from the three points it is made of.
func Root(a, fa, b, fb, scale float64, f func(float64) float64) float64 {
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
