package rri

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// MOVER, the method of variance estimates recovery: the limits of a ratio or a difference from those of its two parts. Zou and Donner 2008, DOI 10.1002/sim.3095;
// Donner and Zou 2012, DOI 10.1177/0962280210383082.

// part is one group's estimate with its limits, and how far they lie below and above it: of a proportion near 1 the difference of the two would have few digits.
type part struct{ value, lower, upper, below, above float64 }

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

func moverWilsonRatioOfRates(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return moverRatio(scoreRatePart(c.a, c.n, l.z), scoreRatePart(c.b, c.m, l.z))
}

func moverWilsonDifferenceOfProportions(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return moverDifference(c.plain(differenceOfProportions), wilsonPart(c.a, c.n, l.z), wilsonPart(c.b, c.m, l.z))
}

func moverWilsonDifferenceOfRates(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return moverDifference(c.plain(differenceOfRates), scoreRatePart(c.a, c.n, l.z), scoreRatePart(c.b, c.m, l.z))
}

// jeffreysProportionPart has the posterior median as its value (Laud 2017).
func jeffreysProportionPart(a, n, p float64) part {
	lower, upper := jeffreysLogits(a, n, p)
	median, _ := jeffreysLogits(a, n, 0.5)
	return proportionPart(logistic(median), logistic(lower), logistic(upper), logistic(-median), logistic(-lower), logistic(-upper))
}

func jeffreysRatePart(a, n, p float64) part {
	lower, upper, _, _ := jeffreysRate(cells{a: a, n: n}, confidence{tail: p})
	return ratePart(tail.GammaLower(a+0.5, 0.5, false)/n, lower, upper)
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
