package method

import (
	"github.com/seed-549880be/disparity/rri/internal/compensated"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// Jeffreys: quantiles of the posterior under the Jeffreys prior, Beta(a+½, n-a+½) or Gamma(a+½, n),
// not changed at 0 and n; of two groups combined by MOVER.

func jeffreysProportion(c quantity.Counts, l Confidence) Interval {
	lower, upper := jeffreysLogits(c.A, c.N, l.Tail)
	return Interval{Lower: tail.Logistic(lower), Upper: tail.Logistic(upper)}
}

// jeffreysLogits returns the logits of the limits of a proportion.
func jeffreysLogits(a, n, p float64) (lower, upper float64) {
	return tail.BetaLogit(a+0.5, n-a+0.5, p, false), -tail.BetaLogit(n-a+0.5, a+0.5, p, false)
}

func jeffreysProportionTest(c quantity.Counts, null float64) (less, greater float64) {
	if null == 1 {
		return 0, 1
	}
	greater, less = tail.Beta(c.A+0.5, c.N-c.A+0.5, null, 1-null)
	return less, greater
}

func jeffreysRate(c quantity.Counts, l Confidence) Interval {
	return Interval{Lower: tail.GammaLower(c.A+0.5, l.Tail, false) / c.N, Upper: tail.GammaUpper(c.A+0.5, l.Tail, false) / c.N}
}

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
}

func newJeffreysParts(c quantity.Counts, rates bool) jeffreysParts {
	p := jeffreysParts{c: c, rates: rates}
	if rates {
		p.medians = [2]float64{tail.GammaLower(c.A+0.5, 0.5, false), tail.GammaLower(c.B+0.5, 0.5, false)}
		return p
	}
	p.medians[0], _ = jeffreysLogits(c.A, c.N, 0.5)
	p.medians[1], _ = jeffreysLogits(c.B, c.M, 0.5)
	return p
}

func (p *jeffreysParts) at(l Confidence) (group, baseline part) {
	return p.part(p.medians[0], p.c.A, p.c.N, l), p.part(p.medians[1], p.c.B, p.c.M, l)
}

func (p *jeffreysParts) part(median, a, n float64, l Confidence) part {
	if p.rates {
		i := jeffreysRate(quantity.Counts{A: a, N: n}, l)
		return newPart(rateShare(median/n), rateShare(i.Lower), rateShare(i.Upper))
	}
	lower, upper := jeffreysLogits(a, n, l.Tail)
	return newPart(logisticShare(median), logisticShare(lower), logisticShare(upper))
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
			return moverTest(p.difference(null), null, 0, p.at)
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
			return moverTest(p.difference(1)-null, 1, null, p.at)
		},
	}
}
