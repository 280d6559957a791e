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

// scoreParts returns the two parts of a comparison by the score of each.
func scoreParts(c quantity.Counts, rates bool, l Confidence) (group, baseline part) {
	if rates {
		return scoreRatePart(c.A, c.N, l.Z), scoreRatePart(c.B, c.M, l.Z)
	}
	return wilsonPart(c.A, c.N, l.Z), wilsonPart(c.B, c.M, l.Z)
}

// scoreEstimate is what a test needs of one part, a of n.
func scoreEstimate(a, n float64, rates bool) estimate {
	if rates {
		return estimate{rateShare(a / n), math.Sqrt(a+0.5) / n, true}
	}
	return estimate{share{a / n, (n - a) / n}, math.Sqrt((a + 0.5) / (n + 1) * ((n - a + 0.5) / (n + 1)) / n), false}
}

// scoreReach is [reach] by the score: the tail at x is that of the normal distribution at z =
// d√(n/v), where v is the variance of one event at x.
func scoreReach(n float64, rates, upper bool, d float64, x share) (f, slope, curve float64) {
	v, skew, bend := x.p*x.not, x.not-x.p, 1.
	if rates {
		v, skew, bend = x.p, 1, 0
	}
	w := math.Sqrt(n / v)
	w1, w2 := -w*skew/(2*v), w*(0.75*skew*skew/v+bend)/v
	if !upper {
		w1 = -w1
	}
	return -d * w, -w - d*w1, -2*w1 - d*w2
}

// moverScore returns the p-values of a null value by the score of each part.
func moverScore(c quantity.Counts, rates bool, distance, theta, delta float64) (less, greater float64) {
	group, baseline := scoreEstimate(c.A, c.N, rates), scoreEstimate(c.B, c.M, rates)
	return moverTest(distance, theta, delta, group, baseline, func(k int, upper bool, d float64, x share) (f, slope, curve float64) {
		n := c.N
		if k == 1 {
			n = c.M
		}
		return scoreReach(n, rates, upper, d, x)
	}, func(f float64) float64 { return tail.NormalUpper(-f) })
}

// moverRatioByScore returns the form of a ratio whose parts have the plain rates as their values
// and score intervals, and moverDifferenceByScore that of a difference.
func moverRatioByScore(rates bool) Form {
	return Form{
		Limits: func(c quantity.Counts, l Confidence) Interval { return moverRatio(scoreParts(c, rates, l)) },
		Test: func(c quantity.Counts, null float64) (less, greater float64) {
			return moverScore(c, rates, c.RatioDistance(null), null, 0)
		},
	}
}

func moverDifferenceByScore(rates bool) Form {
	return Form{
		Limits: func(c quantity.Counts, l Confidence) Interval {
			group, baseline := scoreParts(c, rates, l)
			return moverDifference(c.DifferenceLess(0), group, baseline)
		},
		Test: func(c quantity.Counts, null float64) (less, greater float64) {
			return moverScore(c, rates, c.DifferenceLess(null), 1, null)
		},
	}
}
