package method

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// MOVER, the method of variance estimates recovery: the limits of a ratio or a difference from
// those of its two parts. Zou and Donner 2008, DOI 10.1002/sim.3095; Donner and Zou 2012, DOI
// 10.1177/0962280210383082.

// share is a proportion with its complement, so that two that are near 1 can be told apart. For a
// rate not is -p, so that y.not - x.not is again x.p - y.p.
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

func logisticShare(t float64) share { return share{tail.Logistic(t), tail.Logistic(-t)} }

// part is one group's estimate with its limits, and how far they lie below and above it.
type part struct {
	value, lower, upper share
	below, above        float64
}

func newPart(value, lower, upper share) part {
	return part{value, lower, upper, value.less(1, lower), upper.less(1, value)}
}

// lowerPart and upperPart are parts of which there is only the one limit.
func lowerPart(value, lower share) part {
	return part{value: value, lower: lower, below: value.less(1, lower)}
}

func upperPart(value, upper share) part {
	return part{value: value, upper: upper, above: upper.less(1, value)}
}

// moverTest returns the one-sided p-values of a null value. A MOVER limit is where the distance of
// the estimates, p₁ - θp₀ for a ratio θ and p₁ - p₀ - δ for a difference δ, is as large as √(d₁² +
// θ²d₀²), with θ = 1 for a difference. parts gives the two parts at a tail, of each of which it
// needs the limit on the side of the other.
func moverTest(distance, theta, delta float64, parts func(l Confidence) (group, baseline part)) (less, greater float64) {
	if distance == 0 {
		return 0.5, 0.5
	}
	p := touchTail(func(l Confidence) float64 {
		group, baseline := parts(l)
		return moverReach(distance, theta, delta, group, baseline)
	})
	if distance > 0 {
		return 1 - p, p
	}
	return p, 1 - p
}

// moverRejects tells whether the p-values of moverTest are below l.Tail: those are whose limit at
// that tail does not reach the null value. Where it is so near that rounding decides, the p-value
// does.
func moverRejects(distance, theta, delta float64, l Confidence, parts func(l Confidence) (group, baseline part)) (less, greater bool) {
	const near = 1e-9
	group, baseline := parts(l)
	gap := moverReach(distance, theta, delta, group, baseline)
	if distance == 0 || math.Abs(gap) < near || !(l.Tail < 0.5) {
		p, opposite := moverTest(distance, theta, delta, parts)
		return p < l.Tail, opposite < l.Tail
	}
	return distance < 0 && gap > 0, distance > 0 && gap > 0
}

// moverReach is positive where the limit that lies towards the null value does not reach it, in the
// notation of moverTest.
func moverReach(distance, theta, delta float64, group, baseline part) float64 {
	if distance > 0 {
		return moverGap(distance, group.below, theta*baseline.above, group.lower.less(theta, baseline.value)-delta,
			group.value.less(theta, baseline.upper)-delta)
	}
	return moverGap(-distance, group.above, theta*baseline.below, delta-group.upper.less(theta, baseline.value),
		delta-group.value.less(theta, baseline.lower))
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
func moverRatio(group, baseline part) Interval {
	// With d the distance from a part's value to its limit, the limits are the roots
	//	(p₁p₂ ∓ √(p₁²d₂² + p₂²d₁² - d₁²d₂²)) / (p₂² - d₂²),
	// the lower one by way of the product of the roots.
	p1, p2 := group.value.p, baseline.value.p
	d1, d2 := group.below, baseline.above
	i := Interval{Upper: math.Inf(1)}
	if top := group.lower.p * (p1 + d1); top > 0 {
		i.Lower = top / (p1*p2 + math.Sqrt(max(0, p1*p1*d2*d2+p2*p2*d1*d1-d1*d1*d2*d2)))
	}
	d1, d2 = group.above, baseline.below
	if bottom := baseline.lower.p * (p2 + d2); bottom > 0 {
		i.Upper = (p1*p2 + math.Sqrt(max(0, p1*p1*d2*d2+p2*p2*d1*d1-d1*d1*d2*d2))) / bottom
	}
	return i
}

// RatioOfEstimates returns the limits of the ratio of two independent estimates of rates from their
// values and limits, in this order. The values are finite, and not both 0. A limit that lies on the
// wrong side of its value is taken to be the value.
func RatioOfEstimates(top, bottom [3]float64) (lower, upper float64) {
	rate := func(e [3]float64) part {
		return newPart(rateShare(e[0]), rateShare(min(e[0], e[1])), rateShare(max(e[0], e[2])))
	}
	t, b := rate(top), rate(bottom)
	i := moverRatio(t, b)
	if math.IsInf(b.above, 1) { // the limit that it has for larger and larger ones
		i.Lower = 0
	}
	if math.IsInf(t.above, 1) {
		i.Upper = math.Inf(1)
	}
	return i.Lower, i.Upper
}

// moverDifference combines two parts into the limits of their difference, which is given so that it
// need not be computed from the parts.
func moverDifference(difference float64, group, baseline part) Interval {
	return Interval{Lower: moverLower(difference, group, baseline), Upper: -moverLower(-difference, baseline, group)}
}

// moverLower returns the lower limit p₁ - p₀ - √(d₁² + d₀²). Its rounding error is in proportion to
// the larger of p₁ - p₀ and the root. Where nearly all of p₁ - p₀ is one of the distances, it is
// taken from what that leaves: p₁ - d₁ is the limit of p₁, and p₀ + d₀ that of p₀. That is done
// where what is left is less than a hundredth: it then saves at least two digits.
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

// partsOf returns the two parts of a comparison.
type partsOf func(c quantity.Counts, l Confidence) (group, baseline part)

func wilsonParts(c quantity.Counts, l Confidence) (group, baseline part) {
	return wilsonPart(c.A, c.N, l.Z), wilsonPart(c.B, c.M, l.Z)
}

func scoreRateParts(c quantity.Counts, l Confidence) (group, baseline part) {
	return scoreRatePart(c.A, c.N, l.Z), scoreRatePart(c.B, c.M, l.Z)
}

// moverRatioOf returns the form of a ratio whose parts have the plain rates as their values, and
// moverDifferenceOf that of a difference.
func moverRatioOf(parts partsOf) Form {
	return Form{
		Limits: func(c quantity.Counts, l Confidence) Interval { return moverRatio(parts(c, l)) },
		Test: func(c quantity.Counts, null float64) (less, greater float64) {
			return moverTest(c.RatioDistance(null), null, 0, func(l Confidence) (group, baseline part) { return parts(c, l) })
		},
		Rejects: func(c quantity.Counts, null float64, l Confidence) (less, greater bool) {
			return moverRejects(c.RatioDistance(null), null, 0, l, func(l Confidence) (group, baseline part) { return parts(c, l) })
		},
	}
}

func moverDifferenceOf(parts partsOf) Form {
	return Form{
		Limits: func(c quantity.Counts, l Confidence) Interval {
			group, baseline := parts(c, l)
			return moverDifference(c.DifferenceLess(0), group, baseline)
		},
		Test: func(c quantity.Counts, null float64) (less, greater float64) {
			return moverTest(c.DifferenceLess(null), 1, null, func(l Confidence) (group, baseline part) { return parts(c, l) })
		},
	}
}
