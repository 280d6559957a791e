package tail

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/compensated"
	"github.com/seed-549880be/disparity/rri/internal/root"
)

// BetaTails is Beta(a, b), with what its tails at different arguments have in common.
type BetaTails struct {
	a, b float64
	// the part of the logarithm of the density that does not depend on the argument
	constant float64
}

// NewBetaTails returns Beta(a, b), for a, b > 0.
func NewBetaTails(a, b float64) BetaTails {
	n := a + b
	return BetaTails{a, b, 0.5*math.Log(a/n*b/(2*math.Pi)) + stirling(n) - stirling(a) - stirling(b)}
}

// swap returns the distribution of the complement, Beta(b, a).
func (d BetaTails) swap() BetaTails { return BetaTails{d.b, d.a, d.constant} }

// betaTerms returns the logarithm of x^a y^b / B(a, b) at x = oddsUp/(oddsUp+oddsDown) and y = 1-x,
// and λ = a y - b x, which is the distance of a from its mean (a+b)x.
func betaTerms(a, b, oddsUp, oddsDown float64) (logDensity, lambda float64) {
	d := NewBetaTails(a, b)
	return d.terms(oddsUp, oddsDown)
}

// terms is [betaTerms] of the distribution.
func (d *BetaTails) terms(oddsUp, oddsDown float64) (logDensity, lambda float64) {
	a, b := d.a, d.b
	n := a + b
	sum := oddsUp + oddsDown
	lambda = compensated.DifferenceOfProducts(a, oddsDown, b, oddsUp) / sum
	logDensity = d.constant - a*deviance(-lambda/a, n*(oddsUp/sum)/a) - b*deviance(lambda/b, n*(oddsDown/sum)/b)
	return logDensity, lambda
}

// lower returns the lower tail at x = oddsUp/(oddsUp+oddsDown), with its derivatives by the logit
// of x. midP leaves out half of the probability of a events.
func (d *BetaTails) lower(oddsUp, oddsDown float64, midP bool) tailAt {
	a, b := d.a, d.b
	x, y := oddsUp/(oddsUp+oddsDown), oddsDown/(oddsUp+oddsDown)
	logDensity, lambda := d.terms(oddsUp, oddsDown)
	var fraction float64 // the tail over its density
	if (a+1)*oddsDown >= (b+1)*oddsUp {
		fraction = betaFraction(a, b, x, y, lambda)
	} else {
		upper := math.Exp(logDensity) * betaFraction(b, a, y, x, -lambda)
		fraction = (1 - upper) * math.Exp(-logDensity)
	}
	at := tailAt{f: fraction, d: 1, mu: lambda, w: (a + b) * x * y}
	if midP {
		c := 0.5 / (a * y)
		at.f -= c
		at.d -= c * (lambda + x)
		at.d1 = c * x * (b - 1)
		at.d2 = at.d1
	}
	at.logF = logDensity + math.Log(at.f)
	return at
}

// betaFraction returns I_x(a, b) over its density x^a y^b / B(a, b), for x at or below about the
// mean a/(a+b). The number of steps grows with the standard deviation near the mean, where
// [nearMean] takes over, and falls in the tail.
func betaFraction(a, b, x, y, lambda float64) float64 {
	if sigma := math.Sqrt((a + b) * x * y); withinNearMean(lambda/sigma, sigma) {
		return nearMean(lambda/sigma, sigma, y-x, x*y)
	}
	// h = α₁/(β₁ + α₂/(β₂ + …)), by forward recurrence of numerators p and denominators q.
	inverse := 1 / (a + 1)
	p0, q0 := 0., 1.
	p1, q1 := 1., a*(lambda+1)*inverse
	x2 := x * x
	for m := 1.; m < 1e7; m++ {
		previous := inverse // 1/(a+2m-1)
		inverse = 1 / (a + 2*m + 1)
		t := m * (b - m) * previous
		alpha := (a + m - 1) * (a + b + m - 1) * t * previous * x2
		beta := m + t*x + (a+m)*(lambda+1+m*(1+y))*inverse
		if p0, q0, p1, q1 = p1, q1, beta*p1+alpha*p0, beta*q1+alpha*q0; converged(p0, q0, p1, q1) {
			break
		}
		if math.Abs(q1) > tooLarge {
			p0, q0, p1, q1 = p0/tooLarge, q0/tooLarge, p1/tooLarge, q1/tooLarge
		}
	}
	return p1 / q1
}

// converged reports whether two convergents p0/q0 and p1/q1 of a continued fraction are the same to
// the last place.
func converged(p0, q0, p1, q1 float64) bool {
	return !(math.Abs(p1*q0-p0*q1) > 2e-17*math.Abs(p1*q0))
}

// tooLarge is where the parts of a convergent are scaled down.
const tooLarge = 1e100

// Binomial returns P(X ≤ k), P(X ≥ k) and P(X = k) for X binomial(k+rest, p) with p =
// oddsUp/(oddsUp+oddsDown): the odds are given as two parts, so that a p near 1 loses nothing, and
// so are the trials, of which rest may be less than their last place. k and rest are whole numbers
// in float64 or effective counts, 0 or more and not both 0, both odds positive and finite.
// Whichever tail is the smaller has full relative accuracy.
func Binomial(k, rest, oddsUp, oddsDown float64) (less, greater, equal float64) {
	switch {
	case k == 0:
		equal = math.Exp(-rest * math.Log1p(oddsUp/oddsDown))
		return equal, 1, equal
	case rest == 0:
		equal = math.Exp(-k * math.Log1p(oddsDown/oddsUp))
		return 1, equal, equal
	}
	x, y := oddsUp/(oddsUp+oddsDown), oddsDown/(oddsUp+oddsDown)
	// k is above its mean: the upper tail is the smaller
	if compensated.DifferenceOfProducts(k, oddsDown, rest, oddsUp) >= 0 {
		logDensity, lambda := betaTerms(k, rest+1, oddsUp, oddsDown)
		density := math.Exp(logDensity)
		equal = density / (k * y)
		greater = density * betaFraction(k, rest+1, x, y, lambda)
		return 1 - greater + equal, greater, equal
	}
	logDensity, lambda := betaTerms(rest, k+1, oddsDown, oddsUp)
	density := math.Exp(logDensity)
	equal = density / (rest * x)
	less = density * betaFraction(rest, k+1, y, x, lambda)
	return less, 1 - less + equal, equal
}

// Beta returns I_x(a, b) and 1 - I_x(a, b) at x = oddsUp/(oddsUp+oddsDown), for a, b > 0 and
// positive odds.
// Whichever is the smaller has full relative accuracy.
func Beta(a, b, oddsUp, oddsDown float64) (lower, upper float64) {
	if (a+1)*oddsDown >= (b+1)*oddsUp { // below about the mean
		logDensity, lambda := betaTerms(a, b, oddsUp, oddsDown)
		lower = math.Exp(logDensity) * betaFraction(a, b, oddsUp/(oddsUp+oddsDown), oddsDown/(oddsUp+oddsDown), lambda)
		return lower, 1 - lower
	}
	logDensity, lambda := betaTerms(b, a, oddsDown, oddsUp)
	upper = math.Exp(logDensity) * betaFraction(b, a, oddsDown/(oddsUp+oddsDown), oddsUp/(oddsUp+oddsDown), lambda)
	return 1 - upper, upper
}

// BetaLogit returns the logit of the lower quantile of Beta(a, b): t with I_x(a, b) = p at x =
// 1/(1+exp(-t)). a, b > 0, and 0 < p < 1. With midP it solves I_x(a, b) - ½ x^a y^(b-1)/(a B(a, b))
// = p instead, which is the mid-P tail where a and b are those of a binomial; a and b-1 then are at
// least 1. The value is -Inf where x would underflow.
//
// The caller gets an upper quantile by exchanging a and b and changing the sign.
func BetaLogit(a, b, p float64, midP bool) float64 {
	if a == 1 && !midP { // 1 - y^b = p
		s := -math.Log1p(-p) / b // -log y
		return math.Log(math.Expm1(s))
	}
	d := NewBetaTails(a, b)
	return d.logit(p, midP)
}

// LowerLogit returns the logit of the argument whose lower tail is p: see [BetaLogit].
func (d BetaTails) LowerLogit(p float64) float64 { return d.logit(p, false) }

// UpperLogit returns the logit of the argument whose upper tail is p.
func (d BetaTails) UpperLogit(p float64) float64 {
	other := d.swap()
	return -other.logit(p, false)
}

func (d *BetaTails) logit(p float64, midP bool) float64 {
	logP := math.Log(p)
	t := betaStart(d.a, d.b, p, logP)
	low, high := math.Inf(-1), math.Inf(1)
	for range 200 {
		if t < -740 {
			return math.Inf(-1)
		}
		if t > 740 {
			return math.Inf(1)
		}
		// x:y = e^t:1, scaled so that neither overflows.
		oddsUp, oddsDown := 1., 1.
		if t > 0 {
			oddsDown = math.Exp(-t)
		} else {
			oddsUp = math.Exp(t)
		}
		at := d.lower(oddsUp, oddsDown, midP)
		if at.logF < logP {
			low = t
		} else {
			high = t
		}
		next := at.next(t, logP)
		if math.Abs(at.logF-logP) < stepped || next == t {
			return next
		}
		if !(next > low && next < high) {
			next = root.Bisect(low, high, t)
		}
		t = next
	}
	return t
}

// LogLower returns the logarithm of the lower tail at x, of which y is the complement, and its
// first two derivatives by x.
func (d *BetaTails) LogLower(x, y float64) (logF, slope, curve float64) {
	at := d.lower(x, y, false)
	slope, curve, _ = at.derivatives() // by the logit of x, whose derivative by x is 1/v
	v := x * y
	return at.logF, slope / v, (curve - slope*(y-x)) / (v * v)
}

// LogUpper is [BetaTails.LogLower] of the upper tail.
func (d *BetaTails) LogUpper(x, y float64) (logF, slope, curve float64) {
	other := d.swap()
	logF, slope, curve = other.LogLower(y, x)
	return logF, -slope, curve
}

// betaStart returns a first guess of the logit of the p quantile of Beta(a, b).
func betaStart(a, b, p, logP float64) float64 {
	switch {
	case a < 2.5 && a <= b: // -log y is about a gamma variable over b+(a-1)/2
		return math.Log(math.Expm1(gammaStart(a, p, logP, false) / (b + (a-1)/2)))
	case b < 2.5:
		return -math.Log(math.Expm1(gammaStart(b, p, logP, true) / (a + (b-1)/2)))
	}
	// Abramowitz and Stegun 26.5.22.
	z := normalQuantileGuess(p, logP)
	u, v := 1/(2*a-1), 1/(2*b-1)
	h := 2 / (u + v)
	l := (z*z - 3) / 6
	if h+l <= 0 {
		return math.Log(a / b)
	}
	w := z*math.Sqrt(h+l)/h - (v-u)*(l+5./6-2/(3*h))
	return math.Log(a/b) - 2*w
}
