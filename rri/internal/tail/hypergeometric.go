package tail

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/root"
)

// Fisher's noncentral hypergeometric distribution: that of the events K of a group of n beside a
// baseline of m, given that both have C = a+b events, at the odds ratio ψ,
//
//	P(K = k) ∝ C(n, k) C(m, C-k) ψ^k,   max(0, C-m) ≤ k ≤ min(C, n).
//
// It is the product of two binomial probabilities, at any p₁ and p₀ whose odds ratio is ψ, over the
// sum of such products. p₁ and p₀ are taken so that the expected events n p₁ + m p₀ are C: then the
// term of the mean is as large as any, and none of the others overflows. Sums are of positive
// terms, by their ratios, outward from the mean and from the observed count; their length, and the
// time, grow as the standard deviation of K, that is as √(n+m).

// OddsRatioTails returns P(K ≤ a) and P(K ≥ a) at the odds ratio psi, given a events of n in the
// group and b of m in the baseline; with midP, less half of P(K = a) each. The arguments are whole
// numbers in float64, 0 ≤ a ≤ n and 0 ≤ b ≤ m, and psi is between 1e-300 and 1e300.
//
// Whichever tail is the smaller has full relative accuracy, down to 1e-300: a few parts in 1e13
// with counts of 1e9, and where ψ is not 1, the accuracy that ψ itself has as a float64, which is
// |a - E K| units of its last place.
func OddsRatioTails(a, n, b, m, psi float64, midP bool) (less, greater float64) {
	t := newTable(a, n, b, m)
	weight := observedWeight(midP)
	if t.a == t.low && t.a == t.high {
		return weight, weight
	}
	o := t.at(psi)
	outer, inner := min(1, o.beyond+weight*o.equal), 1-o.beyond-(1-weight)*o.equal
	if o.above {
		return inner, outer
	}
	return outer, inner
}

// OddsRatioLimits returns the odds ratios at which P(K ≥ a) and P(K ≤ a) are p, given a events of n
// in the group and b of m in the baseline, 0 < p < 1; with midP, at which those less half of P(K =
// a) are. The arguments are whole numbers in float64, 0 ≤ a ≤ n and 0 ≤ b ≤ m.
//
// The lower limit is 0 where a is as small as the total a+b allows, and the upper is +Inf where it
// is as large. Both hold where the total leaves a no choice. With midP and p > ½, where half of one
// term falls short of p at any odds ratio, the limit is at the other end. ok is false if a limit
// was not found, which no input is known to cause.
func OddsRatioLimits(a, n, b, m, p float64, midP bool) (lower, upper float64, ok bool) {
	lower, okLower := newTable(a, n, b, m).lowerLimit(p, midP)
	reciprocal, okUpper := newTable(b, m, a, n).lowerLimit(p, midP)
	return lower, 1 / reciprocal, okLower && okUpper
}

// observedWeight returns the share of P(K = a) that counts towards a tail.
func observedWeight(midP bool) float64 {
	if midP {
		return 0.5
	}
	return 1
}

// table is a 2×2 table of which the margins are given.
type table struct {
	n, m, events float64
	low, high    float64 // the range of K
	a            float64 // the observed K
}

func newTable(a, n, b, m float64) table {
	events := a + b
	return table{n: n, m: m, events: events, low: max(0, events-m), high: min(events, n), a: a}
}

// outward is what is needed of the distribution of K at one odds ratio to know its tails at a, and
// how they change with the odds ratio. Moments are of K-a.
type outward struct {
	// a is above the mean: then beyond means K > a, and K < a otherwise
	above bool
	// P(K = a)
	equal float64
	// the probability, and the first and second moment, beyond a
	beyond, beyond1, beyond2 float64
	// the moments of K-a
	mean, square float64
}

// at returns the distribution at the odds ratio psi.
func (t table) at(psi float64) outward {
	// The odds of p₀ solve A o² + B o = D, here divided by ψ where that is large.
	A, B, D := psi*(t.n+t.m-t.events), psi*(t.n-t.events)+(t.m-t.events), t.events
	if psi > 1 {
		A, B, D = t.n+t.m-t.events, (t.n-t.events)+(t.m-t.events)/psi, t.events/psi
	}
	root := math.Hypot(B, 2*math.Sqrt(A)*math.Sqrt(D))
	odds0 := 2 * D / (B + root)
	if B < 0 {
		odds0 = (root - B) / (2 * A)
	}
	odds1 := psi * odds0
	center := math.Round(t.n * (odds1 / (1 + odds1)))
	center = min(t.high, max(t.low, center))

	up0, up1, up2 := t.sums(center, true, psi)
	down0, down1, down2 := t.sums(center, false, psi)
	total := 1 + up0 + down0
	mean, square := (up1-down1)/total, (up2+down2)/total

	o := outward{above: t.a > center, mean: center - t.a + mean}
	o.square = (center-t.a)*(center-t.a+2*mean) + square
	o.equal = math.Exp(logBinomial(t.a, t.n, odds1)+logBinomial(t.events-t.a, t.m, odds0)-
		logBinomial(center, t.n, odds1)-logBinomial(t.events-center, t.m, odds0)) / total
	s0, s1, s2 := t.sums(t.a, o.above, psi)
	o.beyond, o.beyond1, o.beyond2 = o.equal*s0, o.equal*s1, o.equal*s2
	if !o.above {
		o.beyond1 = -o.beyond1
	}
	return o
}

// sums returns the sums of P(K = k±j)/P(K = k), j P(K = k±j)/P(K = k) and j² P(K = k±j)/P(K = k)
// over j ≥ 1, upward or downward, where k is at or beyond the mean in that direction.
func (t table) sums(k float64, upward bool, psi float64) (s0, s1, s2 float64) {
	// The cells of the table that lose one with each step, and those that gain one.
	loseA, loseB, gainA, gainB := t.n-k, t.events-k, k+1, t.m-t.events+k+1
	if !upward {
		loseA, loseB, gainA, gainB = gainA-1, gainB-1, loseA+1, loseB+1
		psi = 1 / psi
	}
	term := 1.
	for j := 1.; loseA > 0 && loseB > 0; j++ {
		ratio := psi * loseA * loseB / (gainA * gainB)
		term *= ratio
		jTerm := j * term
		s0 += term
		s1 += jTerm
		s2 += j * jTerm
		// The terms that follow sum to less than term/(1-ratio).
		if term < 1e-17*s0*(1-ratio) {
			break
		}
		loseA--
		loseB--
		gainA++
		gainB++
	}
	return s0, s1, s2
}

// logBinomial returns the logarithm of the binomial probability of k of n at the given odds.
// Whatever the rounding of p, it is the same p for all k.
func logBinomial(k, n, odds float64) float64 {
	p, q := odds/(1+odds), 1/(1+odds)
	switch {
	case n == 0:
		return 0
	case k == 0 && p <= q:
		return n * math.Log1p(-p)
	case k == 0:
		return n * math.Log(q)
	case k == n && p <= q:
		return n * math.Log(p)
	case k == n:
		return n * math.Log1p(-q)
	}
	rest := n - k
	var d float64 // n p - k
	if p <= q {
		d = -math.FMA(-n, p, k)
	} else {
		d = math.FMA(-n, q, rest)
	}
	return stirling(n) - stirling(k) - stirling(rest) - k*deviance(d/k, n/k*p) - rest*deviance(-d/rest, n/rest*q) +
		0.5*math.Log(n/k/(2*math.Pi)/rest)
}

// lowerLimit returns the odds ratio at which P(K ≥ a) is p.
func (t table) lowerLimit(p float64, midP bool) (psi float64, ok bool) {
	weight := observedWeight(midP)
	switch {
	case t.low == t.high:
		return 0, true
	case t.a == t.low && p <= weight: // P(K ≥ a) is 1, or 1 - ½P(K = a)
		return 0, true
	case t.a == t.high && p >= weight: // P(K ≥ a) is P(K = a), or half of it
		return math.Inf(1), true
	}
	// Start from the interval of Woolf (1955), with ½ added to each cell.
	logP := math.Log(p)
	b := t.events - t.a
	cells := [4]float64{t.a + 0.5, b + 0.5, t.n - t.a + 0.5, t.m - b + 0.5}
	width := math.Sqrt(1/cells[0] + 1/cells[1] + 1/cells[2] + 1/cells[3])
	start := cells[0] / cells[2] * cells[3] / cells[1] * math.Exp(max(-600, -normalQuantileGuess(p, logP)*width))

	// The logarithm of the tail rises with log ψ and is concave. x is log ψ from the start.
	x := 0.
	low, high := math.Inf(-1), math.Inf(1)
	for range 200 {
		psi = start * math.Exp(x)
		if psi < 1e-300 {
			return 0, true
		}
		if psi > 1e300 {
			return math.Inf(1), true
		}
		o := t.at(psi)
		var tail, slope, curve float64
		if o.above {
			tail = o.beyond + weight*o.equal
			mean := o.beyond1 / tail
			slope = mean - o.mean
			curve = o.beyond2/tail - mean*mean - (o.square - o.mean*o.mean)
		} else {
			rest := o.beyond + (1-weight)*o.equal
			tail = 1 - rest
			slope = (o.mean*rest - o.beyond1) / tail
			curve = (o.square*rest-o.beyond2)/tail - slope*(slope+2*o.mean)
		}
		g := math.Log(tail) - logP
		if g < 0 {
			low = x
		} else {
			high = x
		}
		next := x - root.Halley(g, slope, curve)
		if math.Abs(g) < 3e-6 || next == x { // the step was cubic: what is left is below rounding
			return start * math.Exp(next), true
		}
		if !(next > low && next < high) {
			next = root.Bisect(low, high, x)
		}
		x = next
	}
	return psi, false
}
