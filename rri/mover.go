package rri

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// MOVER, the method of variance estimates recovery: the limits of a ratio or a difference from those of its two parts. Zou and Donner 2008, DOI 10.1002/sim.3095;
// Donner and Zou 2012, DOI 10.1177/0962280210383082.

// part is one group's estimate with its limits, and how far they lie below and above it: of a proportion near 1 the difference of the two would have few digits.
type part struct{ value, lower, upper, below, above float64 }

// moverTest returns the one-sided p-values of a null value. A MOVER limit is where the distance of the estimates, p₁ - θp₀ for a ratio θ and p₁ - p₀ - δ for a difference δ, is
// as large as √(d₁² + θ²d₀²), with θ = 1 for a difference. parts gives the two parts at a tail.
func moverTest(distance, theta float64, parts func(l confidence) (group, baseline part)) (less, greater float64, err error) {
	switch {
	case distance > 0:
		greater = touchTail(func(l confidence) float64 {
			group, baseline := parts(l)
			return gap(distance, math.Hypot(group.below, theta*baseline.above))
		})
		return 1 - greater, greater, nil
	case distance < 0:
		less = touchTail(func(l confidence) float64 {
			group, baseline := parts(l)
			return gap(-distance, math.Hypot(group.above, theta*baseline.below))
		})
		return less, 1 - less, nil
	}
	return 0.5, 0.5, nil
}

// ratePart returns the part of a rate.
func ratePart(value, lower, upper float64) part {
	return part{value, lower, upper, value - lower, upper - value}
}

// proportionPart returns the part of a proportion, given with its complement.
func proportionPart(value, lower, upper, notValue, notLower, notUpper float64) part {
	if value > 0.5 {
		return part{value, lower, upper, notLower - notValue, notValue - notUpper}
	}
	return ratePart(value, lower, upper)
}

// moverRatio combines two parts into the limits of their ratio.
func moverRatio(group, baseline part) (lower, upper float64, flags Flags, err error) {
	// With d the distance from a part's value to its limit, the limits are the roots
	//	(p₁p₂ ∓ √(p₁²d₂² + p₂²d₁² - d₁²d₂²)) / (p₂² - d₂²),
	// the lower one by way of the product of the roots.
	p1, p2 := group.value, baseline.value
	d1, d2 := group.below, baseline.above
	if top := group.lower * (p1 + d1); top > 0 {
		lower = top / (p1*p2 + math.Sqrt(max(0, p1*p1*d2*d2+p2*p2*d1*d1-d1*d1*d2*d2)))
	}
	d1, d2 = group.above, baseline.below
	if bottom := baseline.lower * (p2 + d2); bottom > 0 {
		return lower, (p1*p2 + math.Sqrt(max(0, p1*p1*d2*d2+p2*p2*d1*d1-d1*d1*d2*d2))) / bottom, 0, nil
	}
	return lower, math.Inf(1), 0, nil
}

// moverDifference combines two parts into the limits of their difference, which is given so that it need not be computed from the parts.
func moverDifference(difference float64, group, baseline part) (lower, upper float64, flags Flags, err error) {
	return difference - math.Hypot(group.below, baseline.above), difference + math.Hypot(group.above, baseline.below), 0, nil
}

// wilsonPart is Wilson's interval of a of n.
func wilsonPart(a, n, z float64) part {
	lower, upper := wilson(a, n, z)
	notUpper, notLower := wilson(n-a, n, z)
	return proportionPart(a/n, lower, upper, (n-a)/n, notLower, notUpper)
}

func scoreRatePart(a, n, z float64) part {
	lower, upper := scoreCount(a, z)
	return ratePart(a/n, lower/n, upper/n)
}

func moverWilsonRatioOfProportions(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return moverRatio(wilsonPart(c.a, c.n, l.z), wilsonPart(c.b, c.m, l.z))
}

func (c cells) wilsonParts(l confidence) (group, baseline part) {
	return wilsonPart(c.a, c.n, l.z), wilsonPart(c.b, c.m, l.z)
}

func moverWilsonRatioOfProportionsTest(c cells, null float64) (less, greater float64, err error) {
	return moverTest(c.ratioDistance(null), null, c.wilsonParts)
}

// ratioDistance returns a/n - θ b/m.
func (c cells) ratioDistance(theta float64) float64 {
	return differenceOfProducts(c.a, c.m, theta*c.b, c.n) / (c.n * c.m)
}

func (c cells) scoreRateParts(l confidence) (group, baseline part) {
	return scoreRatePart(c.a, c.n, l.z), scoreRatePart(c.b, c.m, l.z)
}

func moverWilsonRatioOfRatesTest(c cells, null float64) (less, greater float64, err error) {
	return moverTest(c.ratioDistance(null), null, c.scoreRateParts)
}

func moverWilsonDifferenceOfProportionsTest(c cells, null float64) (less, greater float64, err error) {
	return moverTest(c.differenceLess(null), 1, c.wilsonParts)
}

func moverWilsonDifferenceOfRatesTest(c cells, null float64) (less, greater float64, err error) {
	return moverTest(c.differenceLess(null), 1, c.scoreRateParts)
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

// jeffreysParts have the posterior medians as their values (Laud 2017). They do not depend on the level, so that tests take them once.
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
		return ratePart(median/n, lower, upper)
	}
	lower, upper := jeffreysLogits(a, n, l.tail)
	return proportionPart(logistic(median), logistic(lower), logistic(upper), logistic(-median), logistic(-lower), logistic(-upper))
}

// difference returns the median of the group less θ times that of the baseline.
func (p *jeffreysParts) difference(theta float64) float64 {
	switch {
	case p.rates:
		return differenceOfProducts(p.medians[0], p.c.m, theta*p.medians[1], p.c.n) / (p.c.n * p.c.m)
	case theta == 1 && p.medians[0] > 0 && p.medians[1] > 0:
		return logistic(-p.medians[1]) - logistic(-p.medians[0])
	}
	return logistic(p.medians[0]) - theta*logistic(p.medians[1])
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
	return moverTest(p.difference(null), null, p.at)
}

func jeffreysDifferenceTest(c cells, null float64, rates bool) (less, greater float64, err error) {
	p := newJeffreysParts(c, rates)
	return moverTest(p.difference(1)-null, 1, p.at)
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
