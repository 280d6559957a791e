package rri

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// MOVER, the method of variance estimates recovery: the limits of a ratio or a difference from those of its two parts. Zou and Donner 2008, DOI 10.1002/sim.3095;
// Donner and Zou 2012, DOI 10.1177/0962280210383082.

// part is one group's estimate with its limits.
type part struct{ value, lower, upper float64 }

// moverRatio combines two parts into the limits of their ratio.
func moverRatio(group, baseline part) (lower, upper float64, flags Flags, err error) {
	// With d the distance from a part's value to its limit, the limits are the roots
	//	(p₁p₂ ∓ √(p₁²d₂² + p₂²d₁² - d₁²d₂²)) / (p₂² - d₂²),
	// the lower one by way of the product of the roots.
	p1, p2 := group.value, baseline.value
	d1, d2 := p1-group.lower, baseline.upper-p2
	if top := group.lower * (p1 + d1); top > 0 {
		lower = top / (p1*p2 + math.Sqrt(max(0, p1*p1*d2*d2+p2*p2*d1*d1-d1*d1*d2*d2)))
	}
	d1, d2 = group.upper-p1, p2-baseline.lower
	if bottom := baseline.lower * (p2 + d2); bottom > 0 {
		return lower, (p1*p2 + math.Sqrt(max(0, p1*p1*d2*d2+p2*p2*d1*d1-d1*d1*d2*d2))) / bottom, 0, nil
	}
	return lower, math.Inf(1), 0, nil
}

// moverDifference combines two parts into the limits of their difference, which is given so that it need not be computed from the parts.
func moverDifference(difference float64, group, baseline part) (lower, upper float64, flags Flags, err error) {
	return difference - math.Hypot(group.value-group.lower, baseline.upper-baseline.value),
		difference + math.Hypot(group.upper-group.value, baseline.value-baseline.lower), 0, nil
}

func (c cells) wilsonParts(z float64) (group, baseline part) {
	group.value, baseline.value = c.a/c.n, c.b/c.m
	group.lower, group.upper = wilson(c.a, c.n, z)
	baseline.lower, baseline.upper = wilson(c.b, c.m, z)
	return group, baseline
}

func (c cells) scoreRateParts(z float64) (group, baseline part) {
	return scoreRatePart(c.a, c.n, z), scoreRatePart(c.b, c.m, z)
}

func scoreRatePart(a, n, z float64) part {
	lower, upper := scoreCount(a, z)
	return part{a / n, lower / n, upper / n}
}

func moverWilsonRatioOfProportions(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return moverRatio(c.wilsonParts(l.z))
}

func moverWilsonRatioOfRates(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return moverRatio(c.scoreRateParts(l.z))
}

func moverWilsonDifferenceOfProportions(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	group, baseline := c.wilsonParts(l.z)
	return moverDifference(c.plain(differenceOfProportions), group, baseline)
}

func moverWilsonDifferenceOfRates(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	group, baseline := c.scoreRateParts(l.z)
	return moverDifference(c.plain(differenceOfRates), group, baseline)
}

// jeffreysPart has the posterior median as its value (Laud 2017).
func jeffreysProportionPart(a, n, p float64) part {
	c := cells{a: a, n: n}
	lower, upper, _, _ := jeffreysProportion(c, confidence{tail: p})
	return part{proportionOf(math.Exp(tail.BetaLogit(a+0.5, n-a+0.5, 0.5, false))), lower, upper}
}

func jeffreysRatePart(a, n, p float64) part {
	c := cells{a: a, n: n}
	lower, upper, _, _ := jeffreysRate(c, confidence{tail: p})
	return part{tail.GammaLower(a+0.5, 0.5, false) / n, lower, upper}
}

func jeffreysRatioOfProportions(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return moverRatio(jeffreysProportionPart(c.a, c.n, l.tail), jeffreysProportionPart(c.b, c.m, l.tail))
}

func jeffreysRatioOfRates(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return moverRatio(jeffreysRatePart(c.a, c.n, l.tail), jeffreysRatePart(c.b, c.m, l.tail))
}

func jeffreysDifferenceOfProportions(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	group, baseline := jeffreysProportionPart(c.a, c.n, l.tail), jeffreysProportionPart(c.b, c.m, l.tail)
	return moverDifference(group.value-baseline.value, group, baseline)
}

func jeffreysDifferenceOfRates(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	group, baseline := jeffreysRatePart(c.a, c.n, l.tail), jeffreysRatePart(c.b, c.m, l.tail)
	return moverDifference(group.value-baseline.value, group, baseline)
}
