package score

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/root"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// Contrast is the score of the ratio of two ratios: θ = (r₁/r₂)/(r₃/r₄), of four rates or
// proportions, each observed as x of n. Restricted to θ, their maximum likelihood estimates are
//
//	pᵢ = (xᵢ - sᵢμ)/(nᵢ - sᵢμ)  and, of rates,  rᵢ = (xᵢ - sᵢμ)/nᵢ
//
// with s = 1 for the first and the last and -1 for the others, and one multiplier μ for all four. μ
// falls as θ grows. The logarithm of the estimate, less that of θ, has the variance and the third
// central moment
//
//	V = Σ qᵢ/(nᵢpᵢ),  μ₃ = Σ sᵢ qᵢ(qᵢ-pᵢ)/(nᵢpᵢ)²
//
// with q = 1 and q-p = 1 for rates, and the score over its standard error is μ√V. Of two
// proportions and two rates this is the score of their ratio, and of four rates that of the odds
// ratio of the events (Gart and Nam 1988, DOI 10.2307/2531848; Laud 2017, DOI 10.1002/pst.1813).
//
// The search is over t, with μ between its ends by the logistic function. Whatever bends lies
// outside of these ends, where the imaginary part of t is π: see contrastRoom.
type Contrast struct {
	rates bool
	arms  [4]arm
	// μ lies above -low and below high, which are the smallest numbers of events of either sign
	low, high float64
	// what the variances of the first two and of the last two are multiplied by
	factors [2]float64
}

// arm is one of the four counts.
type arm struct {
	events, others, exposure float64
	beyond                   float64 // its events less the smallest number of events of its sign
}

// contrastRoom is the distance to the nearest bend, which lies beside the ends of μ.
const contrastRoom = math.Pi

// saturated is how many others, as a share of its events, a count of nothing but events is given.
// Its estimate stays at 1 until μ is at its events, and then falls while μ stands: with a few
// others in the place of none both happen as μ moves.
const saturated = 1e-30

// NewContrast returns the contrast of a comparison after and one before. Neither ratio is 0/0, and
// nor is theirs.
func NewContrast(rates bool, after, before quantity.Counts) Contrast {
	c := Contrast{rates: rates, factors: [2]float64{1, 1}}
	if !rates {
		c.factors = [2]float64{factor(quantity.RatioOfProportions, after), factor(quantity.RatioOfProportions, before)}
	}
	c.arms = [4]arm{
		newArm(after.A, after.N), newArm(after.B, after.M),
		newArm(before.A, before.N), newArm(before.B, before.M),
	}
	c.high = min(c.arms[0].events, c.arms[3].events)
	c.low = min(c.arms[1].events, c.arms[2].events)
	for i := range c.arms {
		a := &c.arms[i]
		if positive(i) {
			a.beyond = a.events - c.high
		} else {
			a.beyond = a.events - c.low
		}
	}
	return c
}

func newArm(events, exposure float64) arm {
	others := exposure - events
	if others == 0 {
		others = saturated * events
	}
	return arm{events: events, others: others, exposure: exposure}
}

// positive reports whether the arm multiplies the contrast, or divides it.
func positive(i int) bool { return i == 0 || i == 3 }

// multiplier returns μ at t, and its distances from its ends.
func (c *Contrast) multiplier(t float64) (mu, aboveLow, belowHigh float64) {
	room := c.low + c.high
	aboveLow, belowHigh = room*tail.Logistic(-t), room*tail.Logistic(t)
	if belowHigh < aboveLow {
		return c.high - belowHigh, aboveLow, belowHigh
	}
	return aboveLow - c.low, aboveLow, belowHigh
}

// moments returns the score and its moments at t, as those of the logarithm of θ.
func (c *Contrast) moments(t float64, unbiased bool) Moments {
	mu, aboveLow, belowHigh := c.multiplier(t)
	var m Moments
	for i := range c.arms {
		a := &c.arms[i]
		sign, expected := a.expected(i, aboveLow, belowHigh)
		variance, skew := 1/expected, 1/expected
		if !c.rates {
			if a.others < 1e-20*expected { // none, and an estimate of 1: it does not vary
				continue
			}
			variance, skew = a.others/a.exposure/expected, (a.others-expected)/a.exposure/expected
		}
		m.Score += mu * variance
		m.Third += sign * variance * skew
		if unbiased {
			variance *= c.factors[i/2]
		}
		m.Variance += variance
	}
	return m
}

// expected returns the sign of the i-th arm, and the events that are expected of it.
func (a *arm) expected(i int, aboveLow, belowHigh float64) (sign, expected float64) {
	if positive(i) {
		return 1, a.beyond + belowHigh
	}
	return -1, a.beyond + aboveLow
}

// plain returns the estimate of θ, with 1 in the place of events that are 0.
func (c *Contrast) plain() float64 {
	rate := func(i int) float64 { return orOne(c.arms[i].events) / c.arms[i].exposure }
	return rate(0) / rate(1) / (rate(2) / rate(3))
}

// orOne returns x, and 1 where that is 0.
func orOne(x float64) float64 {
	if x == 0 {
		return 1
	}
	return x
}

// logRatio returns the logarithm of θ at t over that of plain.
func (c *Contrast) logRatio(t float64) float64 {
	_, aboveLow, belowHigh := c.multiplier(t)
	sum := 0.
	for i := range c.arms {
		a := &c.arms[i]
		sign, expected := a.expected(i, aboveLow, belowHigh)
		sum += sign * math.Log(expected/orOne(a.events))
		if !c.rates {
			sum -= sign * math.Log((a.others+expected)/a.exposure)
		}
	}
	return sum
}

// value returns θ at t.
func (c *Contrast) value(t float64) float64 { return c.plain() * math.Exp(c.logRatio(t)) }

// start returns the t of the plain estimate, or one beside the end where it is there, and about a
// standard error.
func (c *Contrast) start() (t, width float64) {
	low, high := c.low, c.high
	if low == 0 || high == 0 {
		low += 0.5
		high += 0.5
	}
	t = math.Log(high / low)
	// μ moves by low high/(low+high) in a unit of t, and by 1/√V in a standard error
	return t, (1/low + 1/high) / math.Sqrt(c.moments(t, false).Variance)
}

// place returns the t of a value of θ, or the end of the search.
func (c *Contrast) place(theta float64) float64 {
	goal := math.Log(theta / c.plain())
	distance := func(t float64) float64 { return c.logRatio(t) - goal }
	near, _ := c.start()
	fNear := distance(near)
	direction := math.Copysign(1, -fNear)
	for step := 1.; fNear != 0; step *= 2 {
		far := min(max(near+direction*step, -searchEnd), searchEnd)
		if far == near {
			return far
		}
		fFar := distance(far)
		if (fFar < 0) != (fNear < 0) {
			return root.Bracketed(near, fNear, far, fFar, 1, distance)
		}
		near, fNear = far, fFar
	}
	return near
}

// NewContrastScore returns the score of a contrast. empty and full are as in [New].
func NewContrastScore(c *Contrast, v Variant, empty, full bool) Score {
	s := Score{q: quantity.RatioOfProportions, variant: v, contrast: c, empty: empty, full: full}
	s.start, s.width = c.start()
	s.begin(v.Skewness && c.smallest() < 1)
	return s
}

// smallest returns the smallest number of events, and of others of proportions.
func (c *Contrast) smallest() float64 {
	least := min(c.high, c.low)
	if !c.rates {
		for i := range c.arms {
			least = min(least, c.arms[i].others)
		}
	}
	return least
}
