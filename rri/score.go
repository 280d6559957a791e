package rri

import (
	"math"
)

// Score intervals. A model gives, at a value θ of the quantity, the score of the data and its variance and third central moment under the maximum likelihood estimate
// restricted to θ. The statistic made of them falls as θ grows; a limit is where it crosses ±z.
//
// θ is searched on a scale t where it is unbounded and the statistic nearly straight: the logarithm for ratios and rates, the logit for one
// proportion, and θ itself for differences.

// moments are the score and its variance and third central moment, in any common unit.
type moments struct{ score, variance, third float64 }

// scoreModel is one quantity, for the solver.
type scoreModel struct {
	at        func(c cells, t float64) moments
	start     func(c cells) (t, width float64) // a value within the interval, and a rough standard error, both on the scale of t
	theta     func(t float64) float64          // from the scale of t
	scale     func(theta float64) float64      // to the scale of t
	low, high float64                          // the ends of the search
	atLow     float64                          // the θ that stands for a limit beyond each end
	atHigh    float64
}

// variant is one way to form the statistic.
type variant struct {
	skewness  bool // correct for skewness
	unbiased  bool // multiply the variance by N/(N-1), for two proportions
	exactEnds bool // at a count of zero the limit is the end of the range
}

var (
	plainScore = variant{exactEnds: true}
	mnScore    = variant{unbiased: true, exactEnds: true}
	scasScore  = variant{unbiased: true, skewness: true}
)

// statistic returns the value that is standard normal at the true θ.
func (v variant) statistic(m moments, factor float64) float64 {
	variance := m.variance * factor
	if variance <= 0 {
		if m.score == 0 {
			return 0
		}
		return math.Inf(1) * m.score
	}
	root := math.Sqrt(variance)
	z := m.score / root
	if !v.skewness {
		return z
	}
	a := m.third / (6 * variance) / root
	// z' with z' + a(z'²-1) = z, on the branch that is z' = z at a = 0; where there is none, the end of the branch.
	if math.Abs(a) > 1 {
		r := 1 / a
		d := r*r + 4*(1+z*r)
		if d <= 0 {
			return -r / 2
		}
		return 2 * (1 + z*r) / (r + math.Copysign(math.Sqrt(d), a))
	}
	d := 1 + 4*a*(a+z)
	if d <= 0 {
		return -1 / (2 * a)
	}
	return 2 * (a + z) / (1 + math.Sqrt(d))
}

// factor returns what the variance is multiplied by.
func (v variant) factor(q quantity, c cells) float64 {
	if v.unbiased && q.binomial() && q > oneRate {
		n := c.n + c.m
		return n / (n - 1)
	}
	return 1
}

// limitsOf and testOf return the functions of one quantity, for the table of methods.
func (v variant) limitsOf(q quantity) limitsFunc {
	return func(c cells, l confidence) (float64, float64, Flags, error) { return v.limits(q, c, l) }
}

func (v variant) testOf(q quantity) testFunc {
	return func(c cells, null float64) (float64, float64, error) { return v.test(q, c, null) }
}

// test returns the one-sided p-values of θ.
func (v variant) test(q quantity, c cells, null float64) (less, greater float64, err error) {
	if c.undefinedRatio(q) {
		return 1, 1, nil
	}
	s := v.solver(q, c)
	t := min(max(s.m.scale(null), s.m.low), s.m.high)
	if s.edge {
		return normalTest(s.edgeStatistic(t))
	}
	return normalTest(s.value(t))
}

// solver returns the solver of q at c.
func (v variant) solver(q quantity, c cells) solver {
	s := solver{m: &scoreModels[q], v: v, c: c, factor: v.factor(q, c)}
	s.t, s.width = s.m.start(c)
	s.z = s.value(s.t)
	s.edge = v.skewness && c.flags(q).Has(ZeroCell)
	return s
}

// limits returns the interval.
func (v variant) limits(q quantity, c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	if c.undefinedRatio(q) {
		return 0, math.Inf(1), 0, nil
	}
	s := v.solver(q, c)
	lower, upper = s.m.atLow, s.m.atHigh
	empty, full := c.ends(q) // at the end of its range already
	if !(v.exactEnds && empty) {
		lower = s.limit(l.z)
	}
	if !(v.exactEnds && full) {
		upper = s.limit(-l.z)
	}
	if (lower == s.m.atLow && !empty || upper == s.m.atHigh && !full) && v.skewness {
		flags |= CorrectionLimit
	}
	return lower, upper, flags, nil
}

// ends reports whether the counts are such that q can be at the lower, and at the upper, end of its range.
func (c cells) ends(q quantity) (low, high bool) {
	switch q {
	case oneProportion:
		return c.a == 0, c.a == c.n
	case oneRate:
		return c.a == 0, false
	case ratioOfProportions, ratioOfRates:
		return c.a == 0, c.b == 0
	case differenceOfProportions:
		return c.a == 0 && c.b == c.m, c.a == c.n && c.b == 0
	case oddsRatio:
		return c.a == 0 || c.b == c.m, c.a == c.n || c.b == 0
	default:
		return false, false
	}
}

// solver looks for the t where the statistic has a given value, outward from a start.
type solver struct {
	m      *scoreModel
	v      variant
	c      cells
	factor float64
	t, z   float64 // the start and the statistic there
	width  float64
	edge   bool // a count of zero or of all trials: see edge.go
}

func (s *solver) value(t float64) float64 { return s.v.statistic(s.m.at(s.c, t), s.factor) }

// limit returns the value of the quantity whose statistic is z, or the end of the range that the search ran to without finding it.
func (s *solver) limit(z float64) float64 {
	if s.edge {
		return s.edgeLimit(z)
	}
	t, ok := s.find(z)
	switch {
	case ok:
		return s.m.theta(t)
	case t == s.m.low:
		return s.m.atLow
	}
	return s.m.atHigh
}

// find returns t with statistic z. It reports false if there is none, with the end of the range that it searched to.
func (s *solver) find(z float64) (t float64, ok bool) {
	// The statistic falls with t. near is the end of the bracket on the side of the start, far on the other.
	near, fNear := s.t, s.z-z
	if fNear == 0 {
		return near, true
	}
	direction := 1.
	end := s.m.high
	if fNear < 0 {
		direction, end = -1, s.m.low
	}
	// Step outward until the sign changes.
	step := math.Abs(fNear) * s.width
	far, fFar := near, fNear
	for {
		if far == end {
			return end, false
		}
		near, fNear = far, fFar
		far += direction * step
		if (far-end)*direction >= 0 || step == 0 {
			far = end
		}
		fFar = s.value(far) - z
		if fFar == 0 {
			return far, true
		}
		if (fFar < 0) != (fNear < 0) {
			break
		}
		// Aim at the root by the secant, a little beyond, but by no less than half and no more than five times the last step.
		aim := 1.2 * (far - near) * fFar / (fNear - fFar) * direction
		if !(aim > 0.5*step) {
			aim = 0.5 * step
			if fFar*fFar >= fNear*fNear {
				aim = 5 * step
			}
		}
		step = min(aim, 5*step)
	}
	return chandrupatla(near, fNear, far, fFar, s.width, func(t float64) float64 { return s.value(t) - z }), true
}

// chandrupatla returns the root of f between a and b, where its values fa and fb have different signs: Chandrupatla 1997, DOI 10.1016/S0965-9978(96)00051-8, a bracketed method that takes
// inverse quadratic steps where they are safe and bisects where not. It stops when the root is known to a few units of the last place, or the next step will be: scale is a length over which
// f, whose values are about 1 at that distance from the root, may bend, and the error of a step is of the order of the product of its distances from the three points it is made of.
func chandrupatla(a, fa, b, fb, scale float64, f func(float64) float64) float64 {
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
			if x := a + t*(b-a); t > 0 && t < 1 && math.Abs(fa*fb*fc) < 1e-18 && math.Abs((x-a)/scale*((x-b)/scale)*((x-c)/scale)) < 1e-18 {
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

// Scales.

func identity(x float64) float64 { return x }

func logistic(t float64) float64 {
	if t < 0 {
		e := math.Exp(t)
		return e / (1 + e)
	}
	return 1 / (1 + math.Exp(-t))
}

func logit(p float64) float64 { return math.Log(p) - math.Log1p(-p) }

// searchEnd is where the search on a log or logit scale ends: beyond e^300 no counts can tell values apart.
const searchEnd = 300

// insideOne is where the search for a difference of proportions ends: at 1 itself the statistic is 0/0.
const insideOne = 1 - 0x1p-53

// scoreModels has a row for each quantity.
var scoreModels = [numQuantities]scoreModel{
	oneProportion:           {proportionMoments, proportionStart, logistic, logit, -searchEnd, searchEnd, 0, 1},
	oneRate:                 {rateMoments, rateStart, math.Exp, math.Log, -searchEnd, searchEnd, 0, math.Inf(1)},
	ratioOfProportions:      {proportionsRatioMoments, proportionsRatioStart, math.Exp, math.Log, -searchEnd, searchEnd, 0, math.Inf(1)},
	ratioOfRates:            {ratesRatioMoments, ratesRatioStart, math.Exp, math.Log, -searchEnd, searchEnd, 0, math.Inf(1)},
	differenceOfProportions: {proportionsDifferenceMoments, proportionsDifferenceStart, identity, identity, -insideOne, insideOne, -1, 1},
	differenceOfRates:       {ratesDifferenceMoments, ratesDifferenceStart, identity, identity, -math.MaxFloat64, math.MaxFloat64, math.Inf(-1), math.Inf(1)},
	oddsRatio:               {oddsRatioMoments, oddsRatioStart, math.Exp, math.Log, -searchEnd, searchEnd, 0, math.Inf(1)},
}

// One proportion: the score p̂ - p, of variance pq/n and third moment pq(q-p)/n², here over pq/n to the power of one half.
func proportionMoments(c cells, t float64) moments {
	p, q := logistic(t), logistic(-t)
	r := math.Sqrt(p * q / c.n)
	return moments{(c.a*q - (c.n-c.a)*p) / c.n / r, 1, (q - p) / (c.n * r)}
}

func proportionStart(c cells) (t, width float64) {
	a, b := c.a+0.5, c.n-c.a+0.5
	return math.Log(a / b), math.Sqrt(1/a + 1/b)
}

// One rate: the score a/n - λ, of variance λ/n and third moment λ/n², likewise.
func rateMoments(c cells, t float64) moments {
	mean := math.Exp(t) * c.n
	r := math.Sqrt(mean)
	return moments{(c.a - mean) / r, 1, 1 / r}
}

func rateStart(c cells) (t, width float64) {
	return math.Log((c.a + 0.5) / c.n), 1 / math.Sqrt(c.a+0.5)
}

// A ratio θ of proportions: the score p̂₁ - θp̂₀, of variance p₁q₁/n + θ²p₀q₀/m and third moment p₁q₁(q₁-p₁)/n² - θ³p₀q₀(q₀-p₀)/m² with p₁ = θp₀, here over √θ, its second and third
// power, so that neither end of the range overflows. The restricted estimate is a root of a quadratic (Miettinen and Nurminen 1985, DOI 10.1002/sim.4780040211), whose discriminant is
// written as a sum of squares.
func proportionsRatioMoments(c cells, t float64) moments {
	theta := math.Exp(t)
	h := math.Sqrt(theta)
	u, v := theta*(c.n+c.b), c.m+c.a
	root := math.Sqrt((u-v)*(u-v) + 4*theta*(c.n-c.a)*(c.m-c.b))
	p0 := 2 * (c.a + c.b) / (u + v + root)
	p1 := theta * p0
	var q0, q1 float64
	if s := v - theta*(c.n+2*c.m-c.b); s <= 0 {
		q0 = (root - s) / (2 * (c.n + c.m) * theta)
	} else {
		q0 = -2 * math.Expm1(t) * (c.m - c.b) / (s + root)
	}
	if s := u - (c.m + 2*c.n - c.a); s <= 0 {
		q1 = (root - s) / (2 * (c.n + c.m))
	} else {
		q1 = 2 * math.Expm1(t) * (c.n - c.a) / (s + root)
	}
	return moments{
		score:    differenceOfProducts(c.a, c.m, theta*c.b, c.n) / (c.n * c.m * h),
		variance: p0*q1/c.n + p1*q0/c.m,
		third:    p0*q1*(q1-p1)/(c.n*c.n*h) - p1*h*q0*(q0-p0)/(c.m*c.m),
	}
}

func proportionsRatioStart(c cells) (t, width float64) {
	if c.a == 0 || c.b == 0 || (c.a == c.n && c.b == c.m) {
		c = c.addHalf()
		return c.logRatio(1), math.Sqrt(1/c.a + 1/c.b)
	}
	return c.logRatio(1), c.katzError()
}

// A ratio θ of rates: the score r̂₁ - θr̂₀, of variance r₁/n + θ²r₀/m and third moment r₁/n² - θ³r₀/m² with r₁ = θr₀ and r₀ = (a+b)/(θn+m), likewise.
func ratesRatioMoments(c cells, t float64) moments {
	theta := math.Exp(t)
	h := math.Sqrt(theta)
	r0 := (c.a + c.b) / (theta*c.n + c.m)
	return moments{
		score:    differenceOfProducts(c.a, c.m, theta*c.b, c.n) / (c.n * c.m * h),
		variance: (c.a + c.b) / c.n / c.m,
		third:    r0 / (c.n * c.n * h) * differenceOfProducts(c.m, c.m, theta*c.n, theta*c.n) / (c.m * c.m),
	}
}

func ratesRatioStart(c cells) (t, width float64) {
	if c.a == 0 || c.b == 0 {
		c.a += 0.5
		c.b += 0.5
	}
	return c.logRatio(1), math.Sqrt(1/c.a + 1/c.b)
}

// A difference δ of proportions: the score p̂₁ - p̂₀ - δ, of variance p₁q₁/n + p₀q₀/m and third moment p₁q₁(q₁-p₁)/n² - p₀q₀(q₀-p₀)/m², with p₁ = p₀ + δ.
func proportionsDifferenceMoments(c cells, delta float64) moments {
	p1, q1, p0, q0 := restrictedByDifference(c, delta)
	return moments{
		score:    c.differenceLess(delta),
		variance: p1*q1/c.n + p0*q0/c.m,
		third:    p1*q1*(q1-p1)/(c.n*c.n) - p0*q0*(q0-p0)/(c.m*c.m),
	}
}

// differenceLess returns a/n - b/m - δ, with about one rounding error of the result: am - bn - δnm in twice the working precision.
func (c cells) differenceLess(delta float64) float64 {
	if delta == 0 {
		return c.plain(differenceOfProportions)
	}
	am, nm := c.a*c.m, c.n*c.m
	bn, deltaNM := c.b*c.n, delta*nm
	first := am - bn
	second := first - deltaNM
	rest := math.FMA(c.a, c.m, -am) - math.FMA(c.b, c.n, -bn) - math.FMA(delta, nm, -deltaNM) - delta*math.FMA(c.n, c.m, -nm)
	return (second + (rest + differenceError(am, bn, first) + differenceError(first, deltaNM, second))) / nm
}

// differenceError returns what rounding left out of difference = x - y, after Knuth.
func differenceError(x, y, difference float64) float64 {
	back := difference - x
	return (x - (difference - back)) - (y + back)
}

// restrictedByDifference returns the maximum likelihood estimates p₁ and p₀ under p₁ - p₀ = δ, and their complements. They solve
//
//	a/p₁ - (n-a)/q₁ + b/p₀ - (m-b)/q₀ = 0.
//
// The unknown is the one of p₁, q₁, p₀, q₀ that is smallest, so that each of the four has full relative accuracy.
func restrictedByDifference(c cells, delta float64) (p1, q1, p0, q0 float64) {
	if delta < 0 {
		p0, q0, p1, q1 = restrictedByDifference(c.swap(), -delta)
		return p1, q1, p0, q0
	}
	room := 1 - delta // p₀ and q₁ lie between 0 and room, and sum to it
	if room <= 0 {
		return 1, 0, 0, 1
	}
	half := room / 2
	// Above the middle, q₁ is the smaller: exchange events and non-events, and with them the two groups.
	if middle := half; c.b/middle-(c.m-c.b)/(1-middle)+c.a/(middle+delta)-(c.n-c.a)/middle > 0 {
		w := restrictedShare(c.n-c.a, c.n, c.m-c.b, c.m, delta)
		return min(1, delta+(room-w)), w, room - w, w + delta
	}
	w := restrictedShare(c.b, c.m, c.a, c.n, delta)
	return w + delta, room - w, w, 1 - w
}

// restrictedShare returns the w in [0, (1-δ)/2] that solves s/w - (n-s)/(1-w) + g/(w+δ) - (m-g)/(1-δ-w) = 0, or 0 if there the left side is negative already. It is for s of n at w, g of m at w+δ.
func restrictedShare(s, n, g, m, delta float64) float64 {
	room := 1 - delta
	if s == 0 {
		atZero := -n - (m-g)/room
		if g > 0 {
			if delta == 0 {
				atZero = 1
			} else {
				atZero += g / delta
			}
		}
		if atZero <= 0 {
			return 0
		}
	}
	low, high := 0., room/2
	// The pooled estimate, if it lies in range.
	w := (s + g - m*delta) / (n + m)
	if !(w > low && w < high) {
		w = min(high, max((s+g)/(n+m), 1e-3*(s+0.5)/(n+1)))
		if s > 0 {
			w = min(w, s/(n+m)+high*0.1)
		}
	}
	for range 100 {
		rest := room - w
		// w times the left side, and its derivative.
		f := s - (n-s)*w/(1-w) - (m-g)*w/rest
		d := -(n-s)/((1-w)*(1-w)) - (m-g)*room/(rest*rest)
		if g > 0 {
			f += g * w / (w + delta)
			d += g * delta / ((w + delta) * (w + delta))
		}
		if f > 0 {
			low = w
		} else {
			high = w
		}
		next := w - f/d
		if !(next > low && next < high) || d >= 0 {
			next = low + (high-low)/2
			if low == 0 {
				next = high / 16
			}
		}
		if math.Abs(next-w) <= 4e-16*w {
			return next
		}
		w = next
	}
	return w
}

func proportionsDifferenceStart(c cells) (t, width float64) {
	d := c.plain(differenceOfProportions)
	a, b := c.a+0.5, c.b+0.5
	n, m := c.n+1, c.m+1
	if math.Abs(d) == 1 {
		d = a/n - b/m // the statistic is 0/0 at the end of the range
	}
	return d, math.Sqrt(a/n*(1-a/n)/n + b/m*(1-b/m)/m)
}

// A difference δ of rates: the score r̂₁ - r̂₀ - δ, of variance r₁/n + r₀/m and third moment r₁/n² - r₀/m², with r₁ = r₀ + δ.
func ratesDifferenceMoments(c cells, delta float64) moments {
	var r1, r0 float64
	if delta >= 0 {
		r0 = restrictedRate(c.a+c.b, c.n+c.m, c.b, delta)
		r1 = r0 + delta
	} else {
		r1 = restrictedRate(c.a+c.b, c.n+c.m, c.a, -delta)
		r0 = r1 - delta
	}
	return moments{c.differenceLess(delta), r1/c.n + r0/c.m, r1/(c.n*c.n) - r0/(c.m*c.m)}
}

// restrictedRate returns the lower of two rates that differ by delta ≥ 0, the positive root r of N r² + (Nδ - E) r - sδ = 0, of E events in N, s of them at the lower rate.
func restrictedRate(events, population, lowerEvents, delta float64) float64 {
	s := population*delta - events
	root := math.Sqrt(s*s + 4*population*lowerEvents*delta)
	if s <= 0 {
		return (root - s) / (2 * population)
	}
	return 2 * lowerEvents * delta / (s + root)
}

func ratesDifferenceStart(c cells) (t, width float64) {
	return c.plain(differenceOfRates), math.Sqrt((c.a+0.5)/c.n/c.n + (c.b+0.5)/c.m/c.m)
}

// An odds ratio ψ: the score (p̂₁-p₁)/(p₁q₁) - (p̂₀-p₀)/(p₀q₀), of variance 1/(n p₁q₁) + 1/(m p₀q₀) and third moment (q₁-p₁)/(n p₁q₁)² - (q₀-p₀)/(m p₀q₀)². Under the restricted estimate the expected cells have the
// margins of the table and the odds ratio ψ, so the score is the distance of a from its expectation times the variance.
func oddsRatioMoments(c cells, t float64) moments {
	psi := math.Exp(t)
	events := c.a + c.b
	a := expectedCell(psi, c.n, c.m, events)
	b := expectedCell(1/psi, c.m, c.n, events)
	notA := expectedCell(1/psi, c.n, c.m, c.n+c.m-events)
	notB := expectedCell(psi, c.m, c.n, c.n+c.m-events)
	w1, w0 := c.n/(a*notA), c.m/(b*notB) // 1/(n p q)
	variance := w1 + w0
	// The distance from the cell that is smallest, whose expectation has the least absolute error.
	distance := c.a - a
	switch min(a, b, notA, notB) {
	case b:
		distance = b - c.b
	case notA:
		distance = notA - (c.n - c.a)
	case notB:
		distance = (c.m - c.b) - notB
	}
	return moments{distance * variance, variance, (notA-a)/c.n*w1*w1 - (notB-b)/c.m*w0*w0}
}

// expectedCell returns the expected events of a group of n beside one of m, with the given events in both and odds ratio psi: the root of a quadratic whose discriminant is a sum of positive terms.
func expectedCell(psi, n, m, events float64) float64 {
	s := m - events + psi*(n+events)
	d := (m-events)*(m-events) + psi*psi*(n-events)*(n-events) + 2*psi*(n*m+events*(n+m-events))
	root := math.Sqrt(d)
	if s >= 0 {
		return 2 * psi * n * events / (s + root)
	}
	return (root - s) / (2 * (1 - psi))
}

func oddsRatioStart(c cells) (t, width float64) {
	if c.a == 0 || c.b == 0 || c.a == c.n || c.b == c.m {
		c = cells{c.a + 0.5, c.n + 1, c.b + 0.5, c.m + 1}
	}
	return cells{c.a, c.n - c.a, c.b, c.m - c.b}.logRatio(1), c.woolfError()
}

// undefinedRatio reports whether the data say nothing of the ratio q.
func (c cells) undefinedRatio(q quantity) bool {
	switch q {
	case ratioOfProportions, ratioOfRates:
		return c.a+c.b == 0
	case oddsRatio:
		return c.a+c.b == 0 || (c.a == c.n && c.b == c.m)
	}
	return false
}
