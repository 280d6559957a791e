package tail

import "math"

// stirling returns log Γ(a) - [(a-½) log a - a + ½ log 2π], the error of Stirling's formula, for a
// > 0.
func stirling(a float64) float64 {
	if half := 2 * a; half < float64(len(stirlingHalves)) && half == math.Trunc(half) {
		return stirlingHalves[int(half)]
	}
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

// stirlingHalves are the values of stirling at half of each index: at counts, and at counts and one
// half.
var stirlingHalves = [...]float64{
	0, 0.15342640972002734529, 0.08106146679532725822, 0.054814121051917653896,
	0.041340695955409294094, 0.033162873519936287485, 0.027677925684998339149, 0.023746163656297495971,
	0.020790672103765093112, 0.018488450532673185231, 0.016644691189821192163, 0.015134973221917378874,
	0.013876128823070747999, 0.012810465242920226924, 0.011896709945891770095, 0.011104559758206917327,
	0.010411265261972096497, 0.0097994161261588032984, 0.0092554621827127329177, 0.008768700134139385463,
	0.0083305634333628712565, 0.0079341145643140205472, 0.007573675487951840795, 0.0072445543013203831795,
}
