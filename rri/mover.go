package rri

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/compensated"
	"github.com/seed-549880be/disparity/rri/internal/score"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// MOVER, the method of variance estimates recovery: the limits of a ratio or a difference from
// those of its two parts. Zou and Donner 2008, DOI 10.1002/sim.3095; Donner and Zou 2012, DOI
// 10.1177/0962280210383082.

// share is a proportion with its complement, so that two that are near 1 can be told apart. For a
// rate the complement is -p, which serves as well.
type share struct{ p, not float64 }

// less returns x - θy.
func (x share) less(theta float64, y share) float64 {
	if theta == 1 && x.p > 0.5 && y.p > 0.5 {
		return y.not - x.not
	}
	return x.p - theta*y.p
}

// size returns the larger of the two numbers that x.less(1, y) subtracts: its rounding error is in
// proportion.
func (x share) size(y share) float64 {
	if x.p > 0.5 && y.p > 0.5 {
		return max(math.Abs(x.not), math.Abs(y.not))
	}
	return max(x.p, y.p)
}

func rateShare(p float64) share { return share{p, -p} }

func logisticShare(t float64) share { return share{score.Logistic(t), score.Logistic(-t)} }

// part is one group's estimate with its limits, and how far they lie below and above it.
type part struct {
	value, lower, upper share
	below, above        float64
}

func newPart(value, lower, upper share) part {
	return part{value, lower, upper, value.less(1, lower), upper.less(1, value)}
}

// moverTest returns the one-sided p-values of a null value. A MOVER limit is where the distance of
// the estimates, p₁ - θp₀ for a ratio θ and p₁ - p₀ - δ for a difference δ, is as large as √(d₁² +
// θ²d₀²), with θ = 1 for a difference. parts gives the two parts at a tail.
func moverTest(distance, theta, delta float64, parts func(l confidence) (group, baseline part)) (less, greater float64, err error) {
	switch {
	case distance > 0:
		greater = touchTail(func(l confidence) float64 {
			group, baseline := parts(l)
			return moverGap(distance, group.below, theta*baseline.above, group.lower.less(theta, baseline.value)-delta, group.value.less(theta, baseline.upper)-delta)
		})
		return 1 - greater, greater, nil
	case distance < 0:
		less = touchTail(func(l confidence) float64 {
			group, baseline := parts(l)
			return moverGap(-distance, group.above, theta*baseline.below, delta-group.upper.less(theta, baseline.value), delta-group.value.less(theta, baseline.lower))
		})
		return less, 1 - less, nil
	}
	return 0.5, 0.5, nil
}

// moverGap compares the distance with √(x² + y²). restX is distance - x and restY distance - y,
// which keep their digits where x or y makes up nearly all of the distance.
func moverGap(distance, x, y, restX, restY float64) float64 {
	switch {
	case x > y && x > 0.5*distance:
		return gap(restX*(distance+x), y*y)
	case y > 0.5*distance:
		return gap(restY*(distance+y), x*x)
	}
	return gap(distance, math.Hypot(x, y))
}

// moverRatio combines two parts into the limits of their ratio.
func moverRatio(group, baseline part) (lower, upper float64, flags Flags, err error) {
	// With d the distance from a part's value to its limit, the limits are the roots
	//	(p₁p₂ ∓ √(p₁²d₂² + p₂²d₁² - d₁²d₂²)) / (p₂² - d₂²),
	// the lower one by way of the product of the roots.
	p1, p2 := group.value.p, baseline.value.p
	d1, d2 := group.below, baseline.above
	if top := group.lower.p * (p1 + d1); top > 0 {
		lower = top / (p1*p2 + math.Sqrt(max(0, p1*p1*d2*d2+p2*p2*d1*d1-d1*d1*d2*d2)))
	}
	d1, d2 = group.above, baseline.below
	if bottom := baseline.lower.p * (p2 + d2); bottom > 0 {
		return lower, (p1*p2 + math.Sqrt(max(0, p1*p1*d2*d2+p2*p2*d1*d1-d1*d1*d2*d2))) / bottom, 0, nil
	}
	return lower, math.Inf(1), 0, nil
}

// moverDifference combines two parts into the limits of their difference, which is given so that it
// need not be computed from the parts.
func moverDifference(difference float64, group, baseline part) (lower, upper float64, flags Flags, err error) {
	return moverLower(difference, group, baseline), -moverLower(-difference, baseline, group), 0, nil
}

// moverLower returns the lower limit p₁ - p₀ - √(d₁² + d₀²). Its rounding error is in proportion to
// the larger of p₁ - p₀ and the root. Where nearly all of p₁ - p₀ is one of the distances, it is
// taken from what that leaves: p₁ - d₁ is the limit of p₁, and p₀ + d₀ that of p₀. That is worth it
// where these are smaller by far, by a hundred times: then two digits or more are kept.
func moverLower(difference float64, group, baseline part) float64 {
	long, short := group.below, baseline.above
	x, y := group.lower, baseline.value
	if short > long {
		long, short = short, long
		x, y = group.value, baseline.upper
	}
	root := math.Hypot(long, short)
	if x.size(y) < 0.01*max(math.Abs(difference), root) {
		return x.less(1, y) - short*(short/(long+root))
	}
	return difference - root
}

// wilsonPart is Wilson's interval of a of n.
func wilsonPart(a, n, z float64) part {
	lower, upper := wilson(a, n, z)
	notUpper, notLower := wilson(n-a, n, z)
	w := z*z + z*math.Sqrt(z*z+4*a*((n-a)/n))
	return part{
		share{a / n, (n - a) / n}, share{lower, notLower}, share{upper, notUpper},
		a / n * fraction(w, 2*a), (n - a) / n * fraction(w, 2*(n-a)),
	}
}

// fraction returns w/(w+x), and 0 at w = 0.
func fraction(w, x float64) float64 {
	if w == 0 {
		return 0
	}
	return w / (w + x)
}

func scoreRatePart(a, n, z float64) part {
	lower, upper := scoreCount(a, z)
	w := z*z + z*math.Sqrt(z*z+4*a)
	return part{rateShare(a / n), rateShare(lower / n), rateShare(upper / n), a / n * fraction(w, 2*a), w / (2 * n)}
}

func moverWilsonRatioOfProportions(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return moverRatio(wilsonPart(c.a, c.n, l.z), wilsonPart(c.b, c.m, l.z))
}

func (c cells) wilsonParts(l confidence) (group, baseline part) {
	return wilsonPart(c.a, c.n, l.z), wilsonPart(c.b, c.m, l.z)
}

func moverWilsonRatioOfProportionsTest(c cells, null float64) (less, greater float64, err error) {
	return moverTest(c.ratioDistance(null), null, 0, c.wilsonParts)
}

// ratioDistance returns a/n - θ b/m.
func (c cells) ratioDistance(theta float64) float64 {
	return compensated.DifferenceOfProducts(c.a, c.m, theta*c.b, c.n) / (c.n * c.m)
}

func (c cells) scoreRateParts(l confidence) (group, baseline part) {
	return scoreRatePart(c.a, c.n, l.z), scoreRatePart(c.b, c.m, l.z)
}

func moverWilsonRatioOfRatesTest(c cells, null float64) (less, greater float64, err error) {
	return moverTest(c.ratioDistance(null), null, 0, c.scoreRateParts)
}

func moverWilsonDifferenceOfProportionsTest(c cells, null float64) (less, greater float64, err error) {
	return moverTest(c.counts().DifferenceLess(null), 1, null, c.wilsonParts)
}

func moverWilsonDifferenceOfRatesTest(c cells, null float64) (less, greater float64, err error) {
	return moverTest(c.counts().DifferenceLess(null), 1, null, c.scoreRateParts)
}

func moverWilsonRatioOfRates(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return moverRatio(scoreRatePart(c.a, c.n, l.z), scoreRatePart(c.b, c.m, l.z))
}

func moverWilsonDifferenceOfProportions(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return moverDifference(c.plain(differenceOfProportions), wilsonPart(c.a, c.n, l.z), wilsonPart(c.b, c.m, l.z))
}

func moverWilsonDifferenceOfRates(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return moverDifference(c.plain(differenceOfRates), scoreRatePart(c.a, c.n, l.z), scoreRatePart(c.b, c.m, l.z))
}

// jeffreysParts have the posterior medians as their values (Laud 2017). They do not depend on the
// level, so that tests take them once.
type jeffreysParts struct {
	c       cells
	rates   bool
	medians [2]float64 // counts, or logits of proportions
}

func newJeffreysParts(c cells, rates bool) jeffreysParts {
	p := jeffreysParts{c: c, rates: rates}
	if rates {
		p.medians = [2]float64{tail.GammaLower(c.a+0.5, 0.5, false), tail.GammaLower(c.b+0.5, 0.5, false)}
		return p
	}
	p.medians[0], _ = jeffreysLogits(c.a, c.n, 0.5)
	p.medians[1], _ = jeffreysLogits(c.b, c.m, 0.5)
	return p
}

func (p *jeffreysParts) at(l confidence) (group, baseline part) {
	return p.part(p.medians[0], p.c.a, p.c.n, l), p.part(p.medians[1], p.c.b, p.c.m, l)
}

func (p *jeffreysParts) part(median, a, n float64, l confidence) part {
	if p.rates {
		lower, upper, _, _ := jeffreysRate(cells{a: a, n: n}, l)
		return newPart(rateShare(median/n), rateShare(lower), rateShare(upper))
	}
	lower, upper := jeffreysLogits(a, n, l.tail)
	return newPart(logisticShare(median), logisticShare(lower), logisticShare(upper))
}

// difference returns the median of the group less θ times that of the baseline.
func (p *jeffreysParts) difference(theta float64) float64 {
	if p.rates {
		return compensated.DifferenceOfProducts(p.medians[0], p.c.m, theta*p.medians[1], p.c.n) / (p.c.n * p.c.m)
	}
	return logisticShare(p.medians[0]).less(theta, logisticShare(p.medians[1]))
}

func jeffreysRatio(c cells, l confidence, rates bool) (lower, upper float64, flags Flags, err error) {
	p := newJeffreysParts(c, rates)
	return moverRatio(p.at(l))
}

func jeffreysDifference(c cells, l confidence, rates bool) (lower, upper float64, flags Flags, err error) {
	p := newJeffreysParts(c, rates)
	group, baseline := p.at(l)
	return moverDifference(p.difference(1), group, baseline)
}

func jeffreysRatioTest(c cells, null float64, rates bool) (less, greater float64, err error) {
	p := newJeffreysParts(c, rates)
	return moverTest(p.difference(null), null, 0, p.at)
}

func jeffreysDifferenceTest(c cells, null float64, rates bool) (less, greater float64, err error) {
	p := newJeffreysParts(c, rates)
	return moverTest(p.difference(1)-null, 1, null, p.at)
}

func jeffreysRatioOfProportions(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return jeffreysRatio(c, l, false)
}

func jeffreysRatioOfProportionsTest(c cells, null float64) (less, greater float64, err error) {
	return jeffreysRatioTest(c, null, false)
}

func jeffreysRatioOfRates(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return jeffreysRatio(c, l, true)
}

func jeffreysRatioOfRatesTest(c cells, null float64) (less, greater float64, err error) {
	return jeffreysRatioTest(c, null, true)
}

func jeffreysDifferenceOfProportions(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return jeffreysDifference(c, l, false)
}

func jeffreysDifferenceOfProportionsTest(c cells, null float64) (less, greater float64, err error) {
	return jeffreysDifferenceTest(c, null, false)
}

func jeffreysDifferenceOfRates(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return jeffreysDifference(c, l, true)
}

func jeffreysDifferenceOfRatesTest(c cells, null float64) (less, greater float64, err error) {
	return jeffreysDifferenceTest(c, null, true)
}
