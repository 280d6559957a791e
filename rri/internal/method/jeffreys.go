package method

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/compensated"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// Jeffreys: quantiles of the posterior under the Jeffreys prior, Beta(a+½, n-a+½) or Gamma(a+½, n),
// not changed at 0 and n; of two groups combined by MOVER.

func jeffreysProportion(c quantity.Counts, l Confidence) Interval {
	d := tail.NewBetaTails(c.A+0.5, c.N-c.A+0.5)
	return Interval{Lower: tail.Logistic(d.LowerLogit(l.Tail)), Upper: tail.Logistic(d.UpperLogit(l.Tail))}
}

func jeffreysProportionTest(c quantity.Counts, null float64) (less, greater float64) {
	if null == 1 {
		return 0, 1
	}
	greater, less = tail.Beta(c.A+0.5, c.N-c.A+0.5, null, 1-null)
	return less, greater
}

func jeffreysRate(c quantity.Counts, l Confidence) Interval {
	d := tail.NewGammaTails(c.A + 0.5)
	return Interval{Lower: d.Lower(l.Tail) / c.N, Upper: d.Upper(l.Tail) / c.N}
}

func jeffreysRateTest(c quantity.Counts, null float64) (less, greater float64) {
	greater, less = tail.Gamma(c.A+0.5, null*c.N)
	return less, greater
}

// posterior is that of one part of a comparison, with its median as its value (Laud 2017).
type posterior struct {
	rate  bool
	n     float64        // the population of a rate
	beta  tail.BetaTails // of a proportion
	gamma tail.GammaTails
	// the median: a count, or the logit of a proportion
	median float64
	estimate
}

func newPosterior(a, n float64, rate bool) posterior {
	p := posterior{rate: rate, n: n}
	if rate {
		p.gamma = tail.NewGammaTails(a + 0.5)
		p.median = p.gamma.Lower(0.5)
		p.estimate = estimate{rateShare(p.median / n), math.Sqrt(a+0.5) / n, true}
		return p
	}
	p.beta = tail.NewBetaTails(a+0.5, n-a+0.5)
	p.median = p.beta.LowerLogit(0.5)
	p.estimate = estimate{logisticShare(p.median), math.Sqrt((a + 0.5) / (n + 1) * ((n - a + 0.5) / (n + 1)) / (n + 2)), false}
	return p
}

// part returns the part with its limits.
func (p *posterior) part(l Confidence) part {
	if p.rate {
		return newPart(p.value, rateShare(p.gamma.Lower(l.Tail)/p.n), rateShare(p.gamma.Upper(l.Tail)/p.n))
	}
	return newPart(p.value, logisticShare(p.beta.LowerLogit(l.Tail)), logisticShare(p.beta.UpperLogit(l.Tail)))
}

// reach is [reach] by the logarithm of the tail.
func (p *posterior) reach(upper bool, x share) (f, slope, curve float64) {
	switch {
	case p.rate && upper:
		f, slope, curve = p.gamma.LogUpper(x.p * p.n)
	case p.rate:
		f, slope, curve = p.gamma.LogLower(x.p * p.n)
	case upper:
		f, slope, curve = p.beta.LogUpper(x.p, x.not)
	default:
		f, slope, curve = p.beta.LogLower(x.p, x.not)
	}
	if p.rate {
		slope, curve = slope*p.n, curve*p.n*p.n
	}
	if !upper { // by the distance from the value
		slope = -slope
	}
	return f, slope, curve
}

// posteriors are those of a comparison.
type posteriors struct {
	c               quantity.Counts
	group, baseline posterior
}

func newPosteriors(c quantity.Counts, rates bool) posteriors {
	return posteriors{c, newPosterior(c.A, c.N, rates), newPosterior(c.B, c.M, rates)}
}

// difference returns the median of the group less θ times that of the baseline.
func (p *posteriors) difference(theta float64) float64 {
	if p.group.rate {
		return compensated.DifferenceOfProducts(p.group.median, p.c.M, theta*p.baseline.median, p.c.N) / (p.c.N * p.c.M)
	}
	return p.group.value.less(theta, p.baseline.value)
}

func (p *posteriors) test(distance, theta, delta float64) (less, greater float64) {
	return moverTest(distance, theta, delta, p.group.estimate, p.baseline.estimate, func(k int, upper bool, _ float64, x share) (f, slope, curve float64) {
		if k == 0 {
			return p.group.reach(upper, x)
		}
		return p.baseline.reach(upper, x)
	}, math.Exp)
}

func (p *posteriors) ratioLimits(l Confidence) Interval {
	return moverRatio(p.group.part(l), p.baseline.part(l))
}

func (p *posteriors) ratioTest(null float64) (less, greater float64) {
	return p.test(p.difference(null), null, 0)
}

func jeffreysRatio(rates bool) Form {
	return Form{
		Limits: func(c quantity.Counts, l Confidence) Interval {
			p := newPosteriors(c, rates)
			return p.ratioLimits(l)
		},
		Test: func(c quantity.Counts, null float64) (less, greater float64) {
			p := newPosteriors(c, rates)
			return p.ratioTest(null)
		},
		Both: func(c quantity.Counts, l Confidence, null float64) (i Interval, less, greater float64) {
			p := newPosteriors(c, rates)
			less, greater = p.ratioTest(null)
			return p.ratioLimits(l), less, greater
		},
	}
}

func (p *posteriors) differenceLimits(l Confidence) Interval {
	return moverDifference(p.difference(1), p.group.part(l), p.baseline.part(l))
}

func (p *posteriors) differenceTest(null float64) (less, greater float64) {
	return p.test(p.difference(1)-null, 1, null)
}

func jeffreysDifference(rates bool) Form {
	return Form{
		Limits: func(c quantity.Counts, l Confidence) Interval {
			p := newPosteriors(c, rates)
			return p.differenceLimits(l)
		},
		Test: func(c quantity.Counts, null float64) (less, greater float64) {
			p := newPosteriors(c, rates)
			return p.differenceTest(null)
		},
		Both: func(c quantity.Counts, l Confidence, null float64) (i Interval, less, greater float64) {
			p := newPosteriors(c, rates)
			less, greater = p.differenceTest(null)
			return p.differenceLimits(l), less, greater
		},
	}
}
