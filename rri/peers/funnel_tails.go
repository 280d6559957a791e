package peers

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/score"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// funnelTest is the test of the target by which the units of a funnel are judged: that of the
// family of methods, with what the units scatter by.
type funnelTest struct {
	family *method.Family
	q      quantity.Quantity
	target float64
	// multiplicative: what the design effects are multiplied by
	effect float64
	// additive: the standard deviation of the true values on the scale of the search
	deviation        float64
	degreesOfFreedom float64
}

// tails returns the one-sided p-values of counts: less for a true value below where the funnel has
// it, greater for one above.
//
// In an additive funnel the true value of a unit is itself drawn about the target. The p-value is
// then the mean of that of the family over the true values: the probability that a unit of the same
// margins has a value as far out.
//
// No value tells that the true one is on the other side of the target. Families whose estimate is
// not the plain one, as Jeffreys', would have it so where next to nothing is expected.
func (t *funnelTest) tails(c quantity.Counts) (less, greater float64) {
	c = c.Effective(quantity.DesignEffects{Group: t.effect, Baseline: t.effect})
	if t.deviation > 0 {
		less, greater = t.mixed(c, usualReach)
		if min(less, greater) < beyondReach {
			less, greater = t.mixed(c, method.LargestQuantile)
		}
	} else {
		less, greater = t.family.Test(t.q, c, t.target)
	}
	less, greater = method.Student(less, greater, t.degreesOfFreedom)
	if value := c.Plain(t.q); value <= t.target {
		greater = max(greater, 0.5)
	} else {
		less = max(less, 0.5)
	}
	return less, greater
}

// The integral over the true values goes this many standard deviations out, and further where that
// is not enough.
const (
	usualReach  = 7
	beyondReach = 1e-9

	mostScale = 300 // of the scale of the search: beyond e^300 no counts can tell values apart
)

// mixed returns the mean of the p-values of the family over true values that are normal about the
// target on the scale of the search. It is integrated where both the true values and the p-values
// vary; beyond, the p-values are 0 or 1.
func (t *funnelTest) mixed(c quantity.Counts, reach float64) (less, greater float64) {
	centre := score.Scale(t.q, t.target)
	limits := t.family.Limits(t.q, c, method.Beyond(tail.NormalUpper(reach)))
	lowest, highest := t.q.Range()
	lower := max(score.Scale(t.q, max(limits.Lower, lowest)), -mostScale) - centre
	upper := min(score.Scale(t.q, min(limits.Upper, highest)), mostScale) - centre
	from, to := max(lower, -reach*t.deviation), min(upper, reach*t.deviation)
	less = tail.NormalUpper(-lower / t.deviation)
	greater = tail.NormalUpper(upper / t.deviation)
	if !(from < to) {
		return less, greater
	}
	step := min((upper-lower)/(2*reach), t.deviation) * panelWidth
	panels := max(1, math.Ceil((to-from)/step))
	half := (to - from) / panels / 2
	for k := range int(panels) {
		middle := from + half*float64(2*k+1)
		for _, node := range legendre {
			v := middle + half*node.place
			z := v / t.deviation
			density := node.weight * half / t.deviation * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi)
			l, g := t.family.Test(t.q, c, score.Value(t.q, centre+v))
			less += density * l
			greater += density * g
		}
	}
	return min(less, 1), min(greater, 1)
}

// panelWidth is how many standard deviations, of the narrower of two normal distributions, one
// panel of the integral has.
const panelWidth = 4.75

// legendre is the rule of Gauss and Legendre with 16 places between -1 and 1.
var legendre = [16]struct{ place, weight float64 }{
	{-0.9894009349916499, 0.02715245941175409}, {-0.9445750230732326, 0.06225352393864789},
	{-0.8656312023878318, 0.09515851168249278}, {-0.7554044083550030, 0.12462897125553387},
	{-0.6178762444026437, 0.14959598881657673}, {-0.4580167776572274, 0.16915651939500254},
	{-0.2816035507792589, 0.18260341504492359}, {-0.0950125098376374, 0.18945061045506850},
	{0.0950125098376374, 0.18945061045506850}, {0.2816035507792589, 0.18260341504492359},
	{0.4580167776572274, 0.16915651939500254}, {0.6178762444026437, 0.14959598881657673},
	{0.7554044083550030, 0.12462897125553387}, {0.8656312023878318, 0.09515851168249278},
	{0.9445750230732326, 0.06225352393864789}, {0.9894009349916499, 0.02715245941175409},
}
