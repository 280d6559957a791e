package power

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// plan is a study: the exposures of two groups, and the rate of the baseline.
type plan struct {
	rates   bool
	n, m    float64 // the exposures of the group and of the baseline
	events  float64 // of the baseline, as expected
	null    float64
	options rri.Options
	// of the test
	confidence method.Confidence

	// The rows of the rejection region that have been found, by the count of the group and by that
	// of the baseline.
	byGroup, byBaseline map[int64]*row
	// the steps of the last rows
	lastMany, lastFew trend
	// what rri.Exact of proportions rejects; nil until it is asked for
	rejection *method.Rejection
	// the first from rri
	err error
}

// newPlan returns the plan of the exposures of group and the rate of baseline.
func newPlan[M rri.Measure](group, baseline M, o rri.Options) (*plan, error) {
	p := &plan{options: o, null: 1, byGroup: map[int64]*row{}, byBaseline: map[int64]*row{}}
	if o.Null != 0 {
		p.null = o.Null
	}
	p.options.Level = levels.Of(o.Level)
	_, n, dGroup := group.Counts()
	events, m, dBaseline := baseline.Counts()
	p.rates, p.n, p.m, p.events = !group.IsProportion(), n, m, float64(events)
	for i, name := range [2]string{"group", "baseline"} {
		if d := [2]float64{dGroup, dBaseline}[i]; d != 1 {
			return nil, fmt.Errorf("power: %s: design effect %v: %w: a plan is of independent events; "+
				"divide its events and its population or trials by the design effect", name, d, rri.ErrOption)
		}
	}
	if o.DegreesOfFreedom != 0 {
		return nil, fmt.Errorf("power: %v degrees of freedom: %w: a plan is of independent events; leave them at 0", o.DegreesOfFreedom, rri.ErrOption)
	}
	if p.enumerates() && p.mostTimes() < 1 {
		return nil, fmt.Errorf("power: %.0f trials against %.0f: %w", p.n, p.m, errEnumerates)
	}
	// The test at hand says whether counts and options make sense.
	atHand := o
	if p.enumerates() {
		atHand.Method = rri.Score // which says so of the same, and is fast
	}
	if _, err := rri.Ratio(group, baseline, atHand); err != nil {
		return nil, fmt.Errorf("power: %w", err)
	}
	p.confidence = method.Beyond(method.Side(o.Side).Beyond(p.options.Level))
	switch {
	case p.n == 0:
		return nil, fmt.Errorf("power: group: %w: no population or trials, so nothing to count", rri.ErrCount)
	case p.events == 0:
		return nil, fmt.Errorf("power: baseline: %w: no events, so no rate to plan with; give an expected count", rri.ErrCount)
	case !(p.group(p.null).mean >= leastMean && p.group(p.null).mean <= mostMean):
		return nil, fmt.Errorf("power: null value %v: %w: the group would have %.3g events there; want from %g to %g",
			p.null, rri.ErrOption, p.group(p.null).mean, leastMean, mostMean)
	}
	if err := p.tooLarge(); err != nil {
		return nil, err
	}
	return p, nil
}

// enumerates tells whether the test is that of rri.Exact for proportions, which enumerates tables.
func (p *plan) enumerates() bool { return p.options.Method == rri.Exact && !p.rates }

// mostTimes returns how many times the counts may be for rri.Exact of proportions.
func (p *plan) mostTimes() float64 {
	return math.Floor(min(MaxExactTrials/(p.n+p.m), math.Sqrt(MaxExactPairs/(p.n*p.m))))
}

// errEnumerates says what is too much for rri.Exact of proportions.
var errEnumerates = fmt.Errorf("%s: %w: it is computed for at most %d trials in the two groups together, and a product of the two of %d; choose another method",
	rri.Exact, rri.ErrMethod, MaxExactTrials, MaxExactPairs)

// tooLarge reports why exact power would take too long, or nil.
func (p *plan) tooLarge() error {
	if !p.exact() {
		return nil
	}
	largest := max(p.events, p.group(p.null).mean)
	if !p.rates {
		largest = max(p.n, p.m)
	}
	if largest > MaxExactCount {
		return fmt.Errorf("power: a count of %.4g beside one of %.4g: %w: the larger may be at most %g here; "+
			"a group of that size is as good as known, so divide its counts", largest, p.smallest(), rri.ErrCount, float64(MaxExactCount))
	}
	return nil
}

// The expected counts of a group that can be dealt with: at the null value at least leastMean, and
// at any ratio at most mostMean, or MaxExactCount where power is exact.
const leastMean, mostMean = 1e-12, 1e18

// highest returns the largest expected count of the group that can be dealt with.
func (p *plan) highest() float64 {
	if p.exact() {
		return MaxExactCount
	}
	return mostMean
}

// times returns the plan with k times the counts.
func (p *plan) times(k int64) *plan {
	f := float64(k)
	return &plan{
		rates: p.rates, n: f * p.n, m: f * p.m, events: f * p.events, null: p.null, options: p.options, confidence: p.confidence,
		byGroup: map[int64]*row{}, byBaseline: map[int64]*row{},
	}
}

// rate returns the rate of the baseline.
func (p *plan) rate() float64 { return p.events / p.m }

// largest returns the largest ratio that there can be.
func (p *plan) largest() float64 {
	if p.rates {
		return math.Inf(1)
	}
	return p.m / p.events
}

// group returns the distribution of the events of the group, at a ratio.
func (p *plan) group(ratio float64) distribution {
	if p.rates {
		return poisson(ratio * p.rate() * p.n)
	}
	return binomial(p.n, min(1, ratio*p.rate()))
}

// baseline returns the distribution of the events of the baseline.
func (p *plan) baseline() distribution {
	if p.rates {
		return poisson(p.events)
	}
	return binomial(p.m, p.rate())
}

// smallest returns the smallest expected count at the null value: events, and with proportions
// non-events.
func (p *plan) smallest() float64 {
	g := p.group(p.null)
	s := min(g.mean, p.events)
	if !p.rates {
		s = min(s, p.n-g.mean, p.m-p.events)
	}
	return s
}

// exact tells whether power is summed.
func (p *plan) exact() bool { return p.smallest() <= ExactUpTo }

// power returns the power at a ratio.
func (p *plan) power(ratio float64) Power {
	if !p.exact() {
		return p.approximate(ratio)
	}
	if err := p.tooLarge(); err != nil && p.err == nil {
		p.err = err
	}
	if p.err != nil {
		return Power{}
	}
	return p.sum(ratio)
}

// approximate returns power by the normal approximation of the score test.
func (p *plan) approximate(ratio float64) Power {
	r0 := p.rate()
	r1 := ratio * r0
	x, y := r1*p.n, p.events
	// The variances of r1 - null r0: under the null value at the counts that are expected, and in
	// truth.
	var v0, v1 float64
	if p.rates {
		restricted := (x + y) / (p.null*p.n + p.m)
		v0 = p.null*restricted/p.n + p.null*p.null*restricted/p.m
		v1 = r1/p.n + p.null*p.null*r0/p.m
	} else {
		// The restricted estimate of the rate of the baseline is the smaller root of A p² - B p +
		// C.
		a, b, c := (p.n+p.m)*p.null, p.null*(p.n+y)+p.m+x, x+y
		q0 := 2 * c / (b + math.Sqrt(max(0, b*b-4*a*c)))
		q1 := p.null * q0
		v0 = q1*(1-q1)/p.n + p.null*p.null*q0*(1-q0)/p.m
		v1 = r1*(1-r1)/p.n + p.null*p.null*r0*(1-r0)/p.m
	}
	critical := p.critical() * math.Sqrt(v0)
	delta, sd := r1-p.null*r0, math.Sqrt(v1)
	var power Power
	if p.options.Side != rri.UpperOnly {
		power.Above = tail.NormalUpper((critical - delta) / sd)
	}
	if p.options.Side != rri.LowerOnly {
		power.Below = tail.NormalUpper((critical + delta) / sd)
	}
	return power
}
