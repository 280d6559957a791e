package method

import (
	"github.com/seed-549880be/disparity/rri/internal/compensated"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// Jeffreys: quantiles of the posterior under the Jeffreys prior, Beta(a+½, n-a+½) or Gamma(a+½, n),
// not changed at 0 and n; of two groups combined by MOVER.

func jeffreysProportion(c quantity.Counts, l Confidence) Interval {
	lower, upper := jeffreysLogitLower(c.A, c.N-c.A, l.Tail), -jeffreysLogitLower(c.N-c.A, c.A, l.Tail)
	return Interval{Lower: tail.Logistic(lower), Upper: tail.Logistic(upper)}
}

// jeffreysLogitLower returns the logit of the lower limit of the proportion of events. Minus that
// of the others is the logit of the upper one.
func jeffreysLogitLower(events, others, p float64) float64 {
	return tail.BetaLogit(events+0.5, others+0.5, p, false)
}

func jeffreysProportionTest(c quantity.Counts, null float64) (less, greater float64) {
	if null == 1 {
		return 0, 1
	}
	greater, less = tail.Beta(c.A+0.5, c.N-c.A+0.5, null, 1-null)
	return less, greater
}

func jeffreysRate(c quantity.Counts, l Confidence) Interval {
	return Interval{Lower: jeffreysRateLower(c.A, c.N, l.Tail), Upper: jeffreysRateUpper(c.A, c.N, l.Tail)}
}

func jeffreysRateLower(a, n, p float64) float64 { return tail.GammaLower(a+0.5, p, false) / n }

func jeffreysRateUpper(a, n, p float64) float64 { return tail.GammaUpper(a+0.5, p, false) / n }

func jeffreysRateTest(c quantity.Counts, null float64) (less, greater float64) {
	greater, less = tail.Gamma(c.A+0.5, null*c.N)
	return less, greater
}

// jeffreysParts have the posterior medians as their values (Laud 2017). They do not depend on the
// level, so that tests take them once.
type jeffreysParts struct {
	c       quantity.Counts
	rates   bool
	medians [2]float64 // counts, or logits of proportions

	// of a test: how far the estimates are from the null value
	distance float64
}

func newJeffreysParts(c quantity.Counts, rates bool) jeffreysParts {
	p := jeffreysParts{c: c, rates: rates}
	if rates {
		p.medians = [2]float64{tail.GammaLower(c.A+0.5, 0.5, false), tail.GammaLower(c.B+0.5, 0.5, false)}
		return p
	}
	p.medians = [2]float64{jeffreysLogitLower(c.A, c.N-c.A, 0.5), jeffreysLogitLower(c.B, c.M-c.B, 0.5)}
	return p
}

func (p *jeffreysParts) at(l Confidence) (group, baseline part) {
	return newPart(p.value(0), p.lower(0, l), p.upper(0, l)), newPart(p.value(1), p.lower(1, l), p.upper(1, l))
}

// facing returns the parts for a test, which needs of each only the limit on the side of the other:
// the lower one of the group, and the upper one of the baseline, where the distance is positive.
// The others are left out, since each is a search.
func (p *jeffreysParts) facing(l Confidence) (group, baseline part) {
	if p.distance > 0 {
		return lowerPart(p.value(0), p.lower(0, l)), upperPart(p.value(1), p.upper(1, l))
	}
	return upperPart(p.value(0), p.upper(0, l)), lowerPart(p.value(1), p.lower(1, l))
}

// counts returns the events and the exposure of the group, 0, or the baseline, 1.
func (p *jeffreysParts) counts(k int) (events, exposure float64) {
	if k == 0 {
		return p.c.A, p.c.N
	}
	return p.c.B, p.c.M
}

func (p *jeffreysParts) value(k int) share {
	if p.rates {
		_, n := p.counts(k)
		return rateShare(p.medians[k] / n)
	}
	return logisticShare(p.medians[k])
}

func (p *jeffreysParts) lower(k int, l Confidence) share {
	a, n := p.counts(k)
	if p.rates {
		return rateShare(jeffreysRateLower(a, n, l.Tail))
	}
	return logisticShare(jeffreysLogitLower(a, n-a, l.Tail))
}

func (p *jeffreysParts) upper(k int, l Confidence) share {
	a, n := p.counts(k)
	if p.rates {
		return rateShare(jeffreysRateUpper(a, n, l.Tail))
	}
	return logisticShare(-jeffreysLogitLower(n-a, a, l.Tail))
}

// difference returns the median of the group less θ times that of the baseline.
func (p *jeffreysParts) difference(theta float64) float64 {
	if p.rates {
		return compensated.DifferenceOfProducts(p.medians[0], p.c.M, theta*p.medians[1], p.c.N) / (p.c.N * p.c.M)
	}
	return logisticShare(p.medians[0]).less(theta, logisticShare(p.medians[1]))
}

func jeffreysRatio(rates bool) Form {
	return Form{
		Limits: func(c quantity.Counts, l Confidence) Interval {
			p := newJeffreysParts(c, rates)
			return moverRatio(p.at(l))
		},
		Test: func(c quantity.Counts, null float64) (less, greater float64) {
			p := newJeffreysParts(c, rates)
			p.distance = p.difference(null)
			return moverTest(p.distance, null, 0, p.facing)
		},
		Rejects: func(c quantity.Counts, null float64, l Confidence) (less, greater bool) {
			p := newJeffreysParts(c, rates)
			p.distance = p.difference(null)
			return moverRejects(p.distance, null, 0, l, p.facing)
		},
	}
}

func jeffreysDifference(rates bool) Form {
	return Form{
		Limits: func(c quantity.Counts, l Confidence) Interval {
			p := newJeffreysParts(c, rates)
			group, baseline := p.at(l)
			return moverDifference(p.difference(1), group, baseline)
		},
		Test: func(c quantity.Counts, null float64) (less, greater float64) {
			p := newJeffreysParts(c, rates)
			p.distance = p.difference(1) - null
			return moverTest(p.distance, 1, null, p.facing)
		},
	}
}
