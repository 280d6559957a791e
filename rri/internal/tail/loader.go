package tail

import "math"

// stirling returns log Γ(a) - [(a-½) log a - a + ½ log 2π], the error of Stirling's formula, for a
// > 0.
func stirling(a float64) float64 {
	shift := 0.0
	for a < 12 {
		shift += (a+0.5)*math.Log1p(1/a) - 1
		a++
	}
	if a > 1e8 {
		return shift + 1/(12*a)
	}
	s := 1 / (a * a)
	return shift + (1./12-(1./360-(1./1260-(1./1680-(1./1188-(691./360360-(1./156)*s)*s)*s)*s)*s)*s)/a
}

// deviance returns u - log(1+u), for u > -1. v must equal 1+u, computed by the caller in a form
// that does not cancel.
func deviance(u, v float64) float64 {
	if u < -0.5 || u > 0.5 {
		return u - math.Log(v)
	}
	r := u / (2 + u)
	s := r * r
	if s < 1e-4 {
		return r * (u - 2*s*(1./3+s*(1./5+s*(1./7+s*(1./9)))))
	}
	sum, term := 1./3, s
	for k := 5.; term > 1e-18; k += 2 {
		sum += term / k
		term *= s
	}
	return r * (u - 2*s*sum)
}
