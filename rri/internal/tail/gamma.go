package tail

import "math"

// gammaTerms returns the logarithm of λ^a e^-λ / Γ(a).
func gammaTerms(a, lambda float64) float64 {
	return 0.5*math.Log(a/(2*math.Pi)) - stirling(a) - a*deviance((lambda-a)/a, lambda/a)
}

// gammaLower returns P(a, λ) over its density λ^a e^-λ / Γ(a), for λ at or below about a. It is the
// limit of [betaFraction] for large b at x = λ/b.
func gammaLower(a, lambda float64) float64 {
	if delta := (a - lambda) / math.Sqrt(lambda); lambda >= gammaNormalFrom && delta <= gammaNormalWithin {
		return gammaNormal(delta, lambda, 1)
	}
	inverse := 1 / (a + 1)
	p0, q0 := 0., 1.
	p1, q1 := 1., a*(a-lambda+1)*inverse
	for m := 1.; m < 1e7; m++ {
		t := lambda * inverse // λ/(a+2m-1)
		inverse = 1 / (a + 2*m + 1)
		alpha := m * (a + m - 1) * t * t
		beta := m + m*t + (a+m)*(a-lambda+1+2*m)*inverse
		if p0, q0, p1, q1 = p1, q1, beta*p1+alpha*p0, beta*q1+alpha*q0; converged(p0, q0, p1, q1) {
			break
		}
		if math.Abs(q1) > tooLarge {
			p0, q0, p1, q1 = p0/tooLarge, q0/tooLarge, p1/tooLarge, q1/tooLarge
		}
	}
	return p1 / q1
}

// gammaUpper returns Q(a, λ) over its density λ^a e^-λ / Γ(a), for λ at or above about a.
func gammaUpper(a, lambda float64) float64 {
	if delta := (lambda - a) / math.Sqrt(lambda); lambda >= gammaNormalFrom && delta <= gammaNormalWithin {
		return gammaNormal(delta, lambda, -1)
	}
	p0, q0 := 0., 1.
	p1, q1 := 1., lambda+1-a
	for m := 1.; m < 1e7; m++ {
		alpha, beta := m*(a-m), lambda-a+2*m+1
		if p0, q0, p1, q1 = p1, q1, beta*p1+alpha*p0, beta*q1+alpha*q0; converged(p0, q0, p1, q1) {
			break
		}
		if math.Abs(q1) > tooLarge {
			p0, q0, p1, q1 = p0/tooLarge, q0/tooLarge, p1/tooLarge, q1/tooLarge
		}
	}
	return p1 / q1
}

// Where the continued fractions need many steps, up to millions at 2^53, and [gammaNormal] is right
// to the last place.
const gammaNormalFrom, gammaNormalWithin = 1e10, 30

// gammaNormal returns what gammaLower (sign 1) and gammaUpper (sign -1) return, for large λ and δ =
// |a-λ|/√λ. With t = λ exp(∓s) both are
//
//	∫ exp(-|a-λ|s - λ(s²/2 ∓ s³/6 + s⁴/24 ∓ …)) ds   from 0 to ∞
//
// and with s = u/√λ the terms after u² are small: they are expanded up to 1/λ. What is left are
// moments of exp(-δu - u²/2), of which the first is Mills' ratio and the others follow by parts.
func gammaNormal(delta, lambda, sign float64) float64 {
	var m [7]float64
	m[0] = NormalUpper(delta) * math.Exp(delta*delta/2) * math.Sqrt(2*math.Pi)
	m[1] = 1 - delta*m[0]
	for k := 2; k < len(m); k++ {
		m[k] = float64(k-1)*m[k-2] - delta*m[k-1]
	}
	root := math.Sqrt(lambda)
	return (m[0] + sign*m[3]/(6*root) + (m[6]/72-m[4]/24)/lambda) / root
}

// Gamma returns P(a, λ) and Q(a, λ), the lower and upper regularised incomplete gamma functions,
// for a, λ > 0. Whichever is the smaller has full relative accuracy.
func Gamma(a, lambda float64) (lower, upper float64) {
	density := math.Exp(gammaTerms(a, lambda))
	if lambda <= a {
		lower = density * gammaLower(a, lambda)
		return lower, 1 - lower
	}
	upper = density * gammaUpper(a, lambda)
	return 1 - upper, upper
}

// Poisson returns P(X ≤ k), P(X ≥ k) and P(X = k) for X Poisson(λ), λ > 0, k a whole number.
// Whichever tail is the smaller has full relative accuracy.
func Poisson(k, lambda float64) (less, greater, equal float64) {
	if k == 0 {
		equal = math.Exp(-lambda)
		return equal, 1, equal
	}
	if k >= lambda {
		density := math.Exp(gammaTerms(k, lambda))
		equal = density / k
		greater = density * gammaLower(k, lambda)
		return 1 - greater + equal, greater, equal
	}
	density := math.Exp(gammaTerms(k+1, lambda))
	equal = density / lambda
	less = density * gammaUpper(k+1, lambda)
	return less, 1 - less + equal, equal
}

// GammaLower returns λ with P(a, λ) = p, for a > 0 and 0 < p < 1. With midP it solves P(a, λ) - ½
// λ^a e^-λ/Γ(a+1) = p: the mid-P upper tail of a Poisson count a ≥ 1.
func GammaLower(a, p float64, midP bool) float64 {
	logP := math.Log(p)
	c := 0.
	if midP {
		c = 0.5 / a
	}
	if a == 1 && !midP {
		return -math.Log1p(-p)
	}
	return solveGamma(gammaStart(a, p, logP, false), logP, false, func(lambda float64) (logF, slope, curve float64) {
		logDensity := gammaTerms(a, lambda)
		var fraction float64
		if lambda <= a {
			fraction = gammaLower(a, lambda)
		} else {
			upper := math.Exp(logDensity) * gammaUpper(a, lambda)
			fraction = (1 - upper) * math.Exp(-logDensity)
		}
		f := fraction - c
		d := 1 - c*(a-lambda)
		slope = d / f
		curve = ((a-lambda)*d+c*lambda)/f - slope*slope
		return logDensity + math.Log(f), slope, curve
	})
}

// GammaUpper returns λ with Q(a, λ) = p, for a > 0 and 0 < p < 1. With midP it solves Q(a, λ) - ½
// λ^(a-1) e^-λ/Γ(a) = p: the mid-P lower tail of a Poisson count a-1 ≥ 0.
func GammaUpper(a, p float64, midP bool) float64 {
	logP := math.Log(p)
	if a == 1 {
		if midP {
			return max(0, -math.Log(2*p))
		}
		return -logP
	}
	half := 0.
	if midP {
		half = 0.5
	}
	return solveGamma(gammaStart(a, p, logP, true), logP, true, func(lambda float64) (logF, slope, curve float64) {
		logDensity := gammaTerms(a, lambda)
		var fraction float64
		if lambda > a {
			fraction = gammaUpper(a, lambda)
		} else {
			lower := math.Exp(logDensity) * gammaLower(a, lambda)
			fraction = (1 - lower) * math.Exp(-logDensity)
		}
		c := half / lambda
		f := fraction - c
		d := -(1 + c*(a-1-lambda))
		slope = d / f
		curve = ((a-lambda)*d+c*(a-1))/f - slope*slope
		return logDensity + math.Log(f), slope, curve
	})
}

// solveGamma solves log F(λ) = logP from a first guess, where F is a tail that falls with λ if
// falling is set, and rises otherwise. Its scale is log λ from the guess, so that λ keeps its last
// digits.
func solveGamma(guess, logP float64, falling bool, logTail func(lambda float64) (logF, slope, curve float64)) float64 {
	t := 0.
	low, high := math.Inf(-1), math.Inf(1)
	for range 200 {
		lambda := guess * math.Exp(t)
		if lambda < 1e-321 {
			return 0
		}
		logF, slope, curve := logTail(lambda)
		g := logF - logP
		if (g < 0) != falling {
			low = t
		} else {
			high = t
		}
		next := halley(t, g, slope, curve)
		if math.Abs(g) < 3e-6 || next == t { // the step was cubic: what is left is below rounding
			return guess * math.Exp(next)
		}
		if !(next > low && next < high) {
			next = bisect(low, high, t)
		}
		t = next
	}
	return guess * math.Exp(t)
}

// gammaStart returns a first guess of the p quantile of Gamma(a), or of its 1-p quantile if upper
// is set, after Wilson and Hilferty (1931).
func gammaStart(a, p, logP float64, upper bool) float64 {
	z := normalQuantileGuess(p, logP)
	if upper {
		z = -z
	}
	s := 1 / (9 * a)
	w := 1 - s - z*math.Sqrt(s)
	if guess := a * w * w * w; w > 0.1 || upper {
		return max(guess, 1e-300)
	}
	lg, _ := math.Lgamma(a + 1)
	return math.Exp(max((logP+lg)/a, -700))
}
