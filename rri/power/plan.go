package power

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// plan is a study: the exposures of two groups, and the rate of the baseline.
type plan struct {
	rates   bool
	n, m    float64 // the exposures of the group and of the baseline
	events  float64 // of the baseline, as expected
	null    float64
	options rri.Options

	// The rows of the rejection region that have been found, by the count of the group and by that
	// of the baseline.
	byGroup, byBaseline map[int64]*row
	lastUp, lastDown    trend // the steps of the last rows
	err                 error // the first from rri

	tests *int // of pairs of counts, in this plan and in those that were made of it
}

// row is the rejection region at one count of one group: from which count of the other group on the
// test says so. The counts near the ends of the other group stand apart: see [plan.apart].
type row struct {
	// the test finds the ratio on the side that more events of the other group make more, and less,
	// likely
	up, down bracket
	// of the counts that stand apart
	asked map[int64]finding

	// by the count of the group: the probabilities, as the baseline does not depend on the ratio
	above, below float64
	known        bool
}

// finding is what the test says: +1 the ratio is above the null value, -1 below, 0 neither.
type finding int8

// bracket holds what is known of a step: false up to low, true from high on.
type bracket struct{ low, high int64 }

// newPlan returns the plan of the exposures of group and the rate of baseline.
func newPlan[M rri.Measure](group, baseline M, o rri.Options) (*plan, error) {
	p := &plan{options: o, null: 1, byGroup: map[int64]*row{}, byBaseline: map[int64]*row{}, tests: new(int)}
	if o.Null != 0 {
		p.null = o.Null
	}
	p.options.Level = levels.Of(o.Level)
	_, n, dGroup := group.Counts()
	events, m, dBaseline := baseline.Counts()
	p.rates, p.n, p.m, p.events = !group.IsProportion(), n, m, float64(events)
	for i, name := range [2]string{"group", "baseline"} {
		if d := [2]float64{dGroup, dBaseline}[i]; d != 1 {
			return nil, fmt.Errorf("power: %s: design effect %v: %w: a plan is of independent events; divide its events and its population or trials by the design effect", name, d, rri.ErrOption)
		}
	}
	if o.DegreesOfFreedom != 0 {
		return nil, fmt.Errorf("power: %v degrees of freedom: %w: a plan is of independent events; leave them at 0", o.DegreesOfFreedom, rri.ErrOption)
	}
	if p.options.Method == rri.Exact && !p.rates && p.n+p.m > MaxExactTrials {
		return nil, fmt.Errorf("power: %.0f trials in the two groups together: %s: %w: it is computed for at most %d; choose another method", p.n+p.m, rri.Exact, rri.ErrMethod, MaxExactTrials)
	}
	// The test at hand says whether counts and options make sense.
	if _, err := rri.Ratio(group, baseline, o); err != nil {
		return nil, fmt.Errorf("power: %w", err)
	}
	switch {
	case p.n == 0:
		return nil, fmt.Errorf("power: group: %w: no population or trials, so nothing to count", rri.ErrCount)
	case p.events == 0:
		return nil, fmt.Errorf("power: baseline: %w: no events, so no rate to plan with; give an expected count", rri.ErrCount)
	case !(p.group(p.null).mean >= leastMean && p.group(p.null).mean <= mostMean):
		return nil, fmt.Errorf("power: null value %v: %w: the group would have %.3g events there; want from %g to %g", p.null, rri.ErrOption, p.group(p.null).mean, leastMean, mostMean)
	}
	if err := p.tooLarge(); err != nil {
		return nil, err
	}
	return p, nil
}

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
		return fmt.Errorf("power: a count of %.4g beside one of %.4g: %w: the larger may be at most %g here; a group of that size is as good as known, so divide its counts", largest, p.smallest(), rri.ErrCount, float64(MaxExactCount))
	}
	return nil
}

// times returns the plan with k times the counts.
func (p *plan) times(k int64) *plan {
	f := float64(k)
	return &plan{
		rates: p.rates, n: f * p.n, m: f * p.m, events: f * p.events, null: p.null, options: p.options, byGroup: map[int64]*row{}, byBaseline: map[int64]*row{}, tests: p.tests,
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

// test returns what the test says of x events in the group and y in the baseline.
func (p *plan) test(x, y int64) finding {
	if *p.tests++; *p.tests > MaxJeffreysTests && p.options.Method == rri.Jeffreys && p.err == nil {
		p.err = fmt.Errorf("power: more than %d pairs of counts to test by %s: %w: its p-value is found by moving limits, which takes long; choose scas, score or wald", MaxJeffreysTests, p.options.Method, rri.ErrMethod)
	}
	if p.err != nil {
		return 0
	}
	var e rri.Estimate
	var err error
	if p.rates {
		e, err = rri.Ratio(rri.Rate{Events: x, Population: p.n}, rri.Rate{Events: y, Population: p.m}, p.options)
	} else {
		e, err = rri.Ratio(rri.Proportion{Events: x, Trials: int64(p.n)}, rri.Proportion{Events: y, Trials: int64(p.m)}, p.options)
	}
	if err != nil && p.err == nil {
		p.err = err
	}
	switch {
	case err != nil || !(e.P < 1-e.Level):
		return 0
	case p.options.Side == rri.LowerOnly || p.options.Side == rri.TwoSided && e.Lower >= p.null:
		// the interval is above the null value: Value may be on the other side of it, where a
		// method moves the centre
		return 1
	}
	return -1
}

// sum returns exact power: over the counts of the group whose variance is the smaller.
func (p *plan) sum(ratio float64) Power {
	power := Power{Exact: true}
	group, baseline := p.group(ratio), p.baseline()
	if group.variance() <= baseline.variance() {
		low, high := group.bounds()
		for x := low; x <= high; x++ {
			_, _, weight := group.at(x)
			r := rowOf(p.byGroup, x)
			if !r.known {
				// More events of the baseline make "above" less likely.
				r.below, r.above = p.probabilities(r, baseline, func(y int64) finding { return -p.test(x, y) })
				r.known = true
			}
			power.Above += weight * r.above
			power.Below += weight * r.below
		}
		return power.atMostOne()
	}
	low, high := baseline.bounds()
	for y := low; y <= high; y++ {
		_, _, weight := baseline.at(y)
		r := rowOf(p.byBaseline, y)
		above, below := p.probabilities(r, group, func(x int64) finding { return p.test(x, y) })
		power.Above += weight * above
		power.Below += weight * below
	}
	return power.atMostOne()
}

// atMostOne returns p without what rounding puts above 1.
func (p Power) atMostOne() Power {
	p.Above, p.Below = min(1, p.Above), min(1, p.Below)
	return p
}

// rowOf returns the row of a count, a new one if it has none.
func rowOf(rows map[int64]*row, count int64) *row {
	r := rows[count]
	if r == nil {
		r = &row{asked: map[int64]finding{}}
		rows[count] = r
	}
	return r
}

// apart returns how many counts from 0 on, and of a binomial also from the last down, the test is
// asked one by one, beside 0 and the last.
//
// The other steps are crossed once. But the statistic of log-Wald tests rises with a count y of n
// before it falls, as the standard error falls faster than the logarithm: it does so where it is
// above 2 √(y(1-y/n)), so that a critical value z can be crossed upward only where y(1-y/n) is
// below (z/2)².
func (p *plan) apart(d distribution) int64 {
	half := p.critical() / 2
	bound := half * half
	switch {
	case math.IsInf(d.n, 1):
		return int64(bound)
	case 4*bound >= d.n:
		return int64(d.n)
	}
	// 1 more, for the counts that AdjustedLog moves by a half.
	return 1 + int64(d.n*(1-math.Sqrt(1-4*bound/d.n))/2)
}

// critical returns the normal quantile of the test.
func (p *plan) critical() float64 {
	beyond := 1 - p.options.Level
	if p.options.Side == rri.TwoSided {
		beyond /= 2
	}
	return tail.NormalQuantile(beyond)
}

// probabilities returns the probabilities that the test says +1 and -1 at a count with the
// distribution d. The test says +1 from some count on, and -1 up to some count, among those that do
// not stand apart.
func (p *plan) probabilities(r *row, d distribution, test func(int64) finding) (up, down float64) {
	low, high := d.bounds()
	add := func(k int64) {
		f, ok := r.asked[k]
		if !ok {
			f = test(k)
			r.asked[k] = f
		}
		_, _, weight := d.at(k)
		switch f {
		case 1:
			up += weight
		case -1:
			down += weight
		}
	}
	apart := p.apart(d)
	for ; low <= min(high, apart); low++ {
		add(low)
	}
	for ; high >= low && float64(high+apart) >= d.n; high-- {
		add(high)
	}
	if low > high {
		return up, down
	}
	r.up.low, r.down.low = max(r.up.low, apart), max(r.down.low, apart)
	// The steps of neighbouring counts of one group are nearly on a line.
	from := r.up.first(high, p.lastUp.next(), func(k int64) bool { return test(k) == 1 })
	p.lastUp.add(from)
	up += d.between(max(low, from), high)
	to := r.down.first(high, p.lastDown.next(), func(k int64) bool { return test(k) != -1 })
	p.lastDown.add(to)
	down += d.between(low, min(high, to-1))
	return up, down
}

// trend is the last two of a row of numbers.
type trend struct{ before, last int64 }

// next returns where the next number is if the two and it are on a line.
func (t trend) next() int64 { return t.last + (t.last - t.before) }

func (t *trend) add(k int64) { *t = trend{t.last, k} }

// first returns the smallest count from 1 to limit at which a step is true, or limit+1 if it is
// false at limit. It looks about a guess first.
func (b *bracket) first(limit, guess int64, step func(int64) bool) int64 {
	if b.low >= limit {
		return limit + 1
	}
	low, high := b.low, limit+1
	if b.high != 0 && b.high <= limit {
		high = b.high
	}
	next := min(max(guess, low+1), high-1)
	for reach := int64(1); high-low > 1; reach *= 2 {
		k := next
		if step(k) {
			high = k
			next = k - reach
		} else {
			low = k
			next = k + reach
		}
		if next <= low || next >= high || reach > limit {
			next = low + (high-low)/2
		}
	}
	b.low = low
	if high <= limit {
		b.high = high
	}
	return high
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
