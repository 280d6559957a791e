package tail

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/root"
)

// GammaTails is the gamma distribution of shape a and scale 1, with what its tails at different
// arguments have in common.
type GammaTails struct {
	a float64
	// the part of the logarithm of the density that does not depend on the argument
	constant float64
}

// NewGammaTails returns the distribution of shape a > 0.
func NewGammaTails(a float64) GammaTails {
	return GammaTails{a, 0.5*math.Log(a/(2*math.Pi)) - stirling(a)}
}

// gammaTerms returns the logarithm of λ^a e^-λ / Γ(a).
func gammaTerms(a, lambda float64) float64 {
	d := NewGammaTails(a)
	return d.terms(lambda)
}

// terms is [gammaTerms] of the distribution.
func (d *GammaTails) terms(lambda float64) float64 {
	return d.constant - d.a*deviance((lambda-d.a)/d.a, lambda/d.a)
}

// lower returns the lower tail at λ, with its derivatives by log λ. midP leaves out half of the
// probability of a events.
func (d *GammaTails) lower(lambda float64, midP bool) tailAt {
	a := d.a
	logDensity := d.terms(lambda)
	at := tailAt{d: 1, mu: a - lambda, w: lambda}
	if lambda <= a {
		at.f = gammaLower(a, lambda)
	} else {
		upper := math.Exp(logDensity) * gammaUpper(a, lambda)
		at.f = (1 - upper) * math.Exp(-logDensity)
	}
	if midP {
		c := 0.5 / a
		at.f -= c
		at.d -= c * at.mu
		at.d1 = c * lambda
		at.d2 = at.d1
	}
	at.logF = logDensity + math.Log(at.f)
	return at
}

// upper returns the upper tail at λ, with its derivatives by log λ. midP leaves out half of the
// probability of a-1 events.
func (d *GammaTails) upper(lambda float64, midP bool) tailAt {
	a := d.a
	logDensity := d.terms(lambda)
	at := tailAt{d: -1, mu: a - lambda, w: lambda}
	if lambda > a {
		at.f = gammaUpper(a, lambda)
	} else {
		lower := math.Exp(logDensity) * gammaLower(a, lambda)
		at.f = (1 - lower) * math.Exp(-logDensity)
	}
	if midP {
		c := 0.5 / lambda
		at.f -= c
		at.d -= c * (a - 1 - lambda)
		at.d1 = c * (a - 1)
		at.d2 = -at.d1
	}
	at.logF = logDensity + math.Log(at.f)
	return at
}

// gammaLower returns P(a, λ) over its density λ^a e^-λ / Γ(a), for λ at or below about a. It is the
// limit of [betaFraction] for large b at x = λ/b.
func gammaLower(a, lambda float64) float64 {
	if sigma := math.Sqrt(lambda); withinNearMean((a-lambda)/sigma, sigma) {
		return nearMean((a-lambda)/sigma, sigma, 1, 0)
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
	if sigma := math.Sqrt(lambda); withinNearMean((lambda-a)/sigma, sigma) {
		return nearMean((lambda-a)/sigma, sigma, -1, 0)
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
	if a == 1 && !midP {
		return -math.Log1p(-p)
	}
	d := NewGammaTails(a)
	return d.quantile(p, midP, false)
}

// GammaUpper returns λ with Q(a, λ) = p, for a > 0 and 0 < p < 1. With midP it solves Q(a, λ) - ½
// λ^(a-1) e^-λ/Γ(a) = p: the mid-P lower tail of a Poisson count a-1 ≥ 0.
func GammaUpper(a, p float64, midP bool) float64 {
	switch {
	case a == 1 && midP:
		return max(0, -math.Log(2*p))
	case a == 1:
		return -math.Log(p)
	}
	d := NewGammaTails(a)
	return d.quantile(p, midP, true)
}

// Lower returns the argument whose lower tail is p, and Upper that whose upper tail is.
func (d GammaTails) Lower(p float64) float64 { return d.quantile(p, false, false) }
func (d GammaTails) Upper(p float64) float64 { return d.quantile(p, false, true) }

// quantile returns the argument whose lower or upper tail is p. The scale of the search is log λ
// from the first guess, so that λ keeps its last digits.
func (d *GammaTails) quantile(p float64, midP, upper bool) float64 {
	logP := math.Log(p)
	guess := gammaStart(d.a, p, logP, upper)
	t := 0.
	low, high := math.Inf(-1), math.Inf(1)
	for range 200 {
		lambda := guess
		if t != 0 {
			lambda *= math.Exp(t)
		}
		if lambda < 1e-321 {
			return 0
		}
		var at tailAt
		if upper {
			at = d.upper(lambda, midP)
		} else {
			at = d.lower(lambda, midP)
		}
		if (at.logF < logP) != upper {
			low = t
		} else {
			high = t
		}
		next := at.next(t, logP)
		if math.Abs(at.logF-logP) < stepped || next == t {
			return guess * math.Exp(next)
		}
		if !(next > low && next < high) {
			next = root.Bisect(low, high, t)
		}
		t = next
	}
	return guess * math.Exp(t)
}

// LogLower returns the logarithm of the lower tail at λ, and its first two derivatives by λ.
func (d *GammaTails) LogLower(lambda float64) (logF, slope, curve float64) {
	at := d.lower(lambda, false)
	return at.byArgument(lambda)
}

// LogUpper is [GammaTails.LogLower] of the upper tail.
func (d *GammaTails) LogUpper(lambda float64) (logF, slope, curve float64) {
	at := d.upper(lambda, false)
	return at.byArgument(lambda)
}

// byArgument returns logF and its derivatives by the argument, of which t is the logarithm.
func (a *tailAt) byArgument(lambda float64) (logF, slope, curve float64) {
	slope, curve, _ = a.derivatives()
	return a.logF, slope / lambda, (curve - slope) / (lambda * lambda)
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
