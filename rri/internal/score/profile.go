package score

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// profile is the statistic of one comparison of two groups by its multiplier λ and not by the value
// θ that is tested. The restricted estimates solve
//
//	ratio         (a-np₁)/q₁ = λ = (mp₀-b)/q₀        of rates with q = 1
//	odds ratio     a-np₁     = λ =  mp₀-b
//	difference    (a-np₁)/p₁q₁ = λ = (mp₀-b)/p₀q₀    of rates with q = 1
//
// which is closed, where θ gives them as the root of a quadratic or a cubic. λ falls as θ grows, is
// 0 at the plain estimate, and the score over its standard error is λ√V, with V the variance and T
// the third central moment of, in turn, the logarithm of the ratio, the score of the odds ratio
// over its variance, and the difference.
type profile struct {
	q          quantity.Quantity
	c          quantity.Counts
	notA, notB float64
	// λ lies above -low and below high, each infinite for a difference of proportions
	low, high float64
	// of ratios and of the difference of rates V = highShare/(high-λ) + lowShare/(λ+low)
	highShare, lowShare float64
	// what is 1/n and 1/m where the moments of proportions have it, and 0 for rates
	perN, perM float64
}

// multiplier is a λ with its distances from its ends, each of full relative accuracy.
type multiplier struct{ lambda, below, above float64 }

// slopes are V and T, and their derivatives by λ.
type slopes struct{ v, t, dV, dT float64 }

// newProfile returns the profile of a comparison of two groups.
func newProfile(q quantity.Quantity, c quantity.Counts) profile {
	p := profile{q: q, c: c, notA: c.N - c.A, notB: c.M - c.B, low: c.B, high: c.A}
	switch q {
	case quantity.RatioOfProportions:
		p.perN, p.perM = 1/c.N, 1/c.M
		p.highShare, p.lowShare = p.notA*p.perN, p.notB*p.perM
	case quantity.RatioOfRates:
		p.highShare, p.lowShare = 1, 1
	case quantity.DifferenceOfRates:
		p.perN, p.perM = 1/c.N, 1/c.M
		p.low, p.high = c.N, c.M
		p.highShare, p.lowShare = c.B*p.perM, c.A*p.perN
	case quantity.DifferenceOfProportions:
		p.perN, p.perM = 1/c.N, 1/c.M
		p.low, p.high = math.Inf(1), math.Inf(1)
	case quantity.OddsRatio:
		p.low, p.high = min(c.B, p.notA), min(c.A, p.notB)
		p.highShare, p.lowShare = 1, 1
	}
	return p
}

// multiplier returns λ with its distances from the ends.
func (p *profile) multiplier(lambda float64) multiplier {
	return multiplier{lambda, p.high - lambda, p.low + lambda}
}

// move adds something to λ: to the distance from an end where that is near.
func (p *profile) move(x *multiplier, by float64) {
	switch {
	case x.below < 0.5*p.high:
		x.below -= by
		x.lambda = p.high - x.below
		x.above = p.low + x.lambda
	case x.above < 0.5*p.low:
		x.above += by
		x.lambda = x.above - p.low
		x.below = p.high - x.lambda
	default:
		*x = p.multiplier(x.lambda + by)
	}
}

// at returns the moments at a multiplier.
func (p *profile) at(x *multiplier) slopes {
	switch p.q {
	case quantity.RatioOfProportions, quantity.RatioOfRates:
		i1, i0 := 1/x.below, 1/x.above
		w1, w0 := p.highShare*i1, p.lowShare*i0
		d1, d0 := w1*i1, w0*i0
		return slopes{w1 + w0, w1*(w1-p.perN) - w0*(w0-p.perM), d1 - d0, d1*(2*w1-p.perN) + d0*(2*w0-p.perM)}
	case quantity.DifferenceOfRates:
		i0, i1 := 1/x.below, 1/x.above
		w0, w1 := p.highShare*i0, p.lowShare*i1
		d0, d1 := w0*i0, w1*i1
		return slopes{w1 + w0, w1*p.perN - w0*p.perM, d0 - d1, -d1*p.perN - d0*p.perM}
	case quantity.DifferenceOfProportions:
		return p.differenceAt(x.lambda)
	}
	a, notB := (p.c.A-p.high)+x.below, (p.notB-p.high)+x.below
	b, notA := (p.c.B-p.low)+x.above, (p.notA-p.low)+x.above
	a, b, notA, notB = 1/a, 1/b, 1/notA, 1/notB
	a2, b2, notA2, notB2 := a*a, b*b, notA*notA, notB*notB
	t := (a2 - notA2) - (b2 - notB2)
	return slopes{(a + notA) + (b + notB), t, t, 2 * (a2*a + notA2*notA + b2*b + notB2*notB)}
}

// differenceAt is at of a difference of proportions.
func (p *profile) differenceAt(lambda float64) slopes {
	return p.difference(restricted(p.c.A, p.notA, p.c.N, lambda), restricted(p.c.B, p.notB, p.c.M, -lambda))
}

// difference returns the moments of a difference of proportions.
func (p *profile) difference(group, baseline share) slopes {
	pq1, pq0 := group.p*group.q, baseline.p*baseline.q
	v1, v0 := pq1*p.perN, pq0*p.perM
	d1, d0 := group.fall*p.perN, baseline.fall*p.perM
	s1, s0 := group.q-group.p, baseline.q-baseline.p
	return slopes{v1 + v0, v1*s1*p.perN - v0*s0*p.perM, d0*s0 - d1*s1, -d1*(1-6*pq1)*p.perN - d0*(1-6*pq0)*p.perM}
}

// share is a proportion with its complement, each of full relative accuracy, how fast it falls as
// its multiplier grows, and how far from here the discriminant of its equation is 0.
type share struct{ p, q, fall, room float64 }

// restricted returns the proportion p of a group with a - np = λp(1-p).
func restricted(a, notA, n, lambda float64) (r share) {
	s := lambda + (notA - a)
	root := math.Sqrt(s*s + 4*a*notA)
	if s := n + lambda; s >= 0 {
		r.p = 2 * a / (s + root)
	} else {
		r.p = (root - s) / (-2 * lambda)
	}
	if s := n - lambda; s >= 0 {
		r.q = 2 * notA / (s + root)
	} else {
		r.q = (root - s) / (2 * lambda)
	}
	r.fall, r.room = r.p*r.q/root, root
	return r
}

// value returns the θ of a multiplier where V is v.
func (p *profile) value(x *multiplier, v float64) float64 {
	switch p.q {
	case quantity.RatioOfProportions:
		return x.below / (p.notA + x.below) / (x.above / (p.notB + x.above))
	case quantity.RatioOfRates:
		return x.below / p.c.N / (x.above / p.c.M)
	case quantity.OddsRatio:
		a, notB := (p.c.A-p.high)+x.below, (p.notB-p.high)+x.below
		b, notA := (p.c.B-p.low)+x.above, (p.notA-p.low)+x.above
		return a / notA * (notB / b)
	}
	return p.c.DifferenceLess(0) - x.lambda*v
}

// guess returns about the λ of a statistic λ√V of z, given the variance at 0. It takes V for
// C/((h-λ)(λ+l)), of which that is a quadratic.
func (p *profile) guess(z, variance float64) float64 {
	low, high := p.low, p.high
	scale := low + high
	switch p.q {
	case quantity.RatioOfProportions, quantity.DifferenceOfRates:
		scale = p.highShare*low + p.lowShare*high
	case quantity.OddsRatio:
		high = p.c.A / (p.c.A + p.notB) * p.notB
		low = p.c.B / (p.c.B + p.notA) * p.notA
		scale = low + high
	case quantity.DifferenceOfProportions:
		lambda := z / math.Sqrt(variance)
		return z / math.Sqrt(p.differenceAt(lambda).v)
	}
	w := math.Abs(z)
	root := math.Sqrt(w*w*(low+high)*(low+high) + 4*low*high*scale)
	return 0.5 * w * (w*(high-low) + math.Copysign(root, z)) / (scale + w*w)
}
