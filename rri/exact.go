package rri

import (
	"errors"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri/internal/score"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// Exact and mid-P: tails of the binomial and Poisson distributions, and of the binomial that two
// Poisson counts have given their total.

// binomialOdds returns the limits of the odds of a binomial proportion of which k of n was
// observed, each with probability p beyond it.
func binomialOdds(k, n, p float64, midP bool) (lower, upper float64) {
	extreme := p // at k = 0 and k = n the one term that is left
	if midP {
		extreme = 2 * p
	}
	switch {
	case k == 0:
		lower = 0
	case k == n:
		lower = 1 / max(0, math.Expm1(-math.Log(extreme)/n))
	default:
		lower = math.Exp(tail.BetaLogit(k, n-k+1, p, midP))
	}
	switch {
	case k == n:
		upper = math.Inf(1)
	case k == 0:
		upper = max(0, math.Expm1(-math.Log(extreme)/n))
	default:
		upper = math.Exp(-tail.BetaLogit(n-k, k+1, p, midP))
	}
	return lower, upper
}

// proportion returns the probability that has the given odds.
func proportionOf(odds float64) float64 {
	if math.IsInf(odds, 1) {
		return 1
	}
	return odds / (1 + odds)
}

func proportionByTail(c cells, l confidence, midP bool) (lower, upper float64, flags Flags, err error) {
	lower, upper = binomialOdds(c.a, c.n, l.tail, midP)
	return proportionOf(lower), proportionOf(upper), 0, nil
}

func exactProportion(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return proportionByTail(c, l, false)
}

func midPProportion(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return proportionByTail(c, l, true)
}

func exactProportionTest(c cells, null float64) (less, greater float64, err error) {
	less, greater, _ = binomialTails(c.a, c.n, null, 1-null)
	return less, greater, nil
}

func midPProportionTest(c cells, null float64) (less, greater float64, err error) {
	return halve(binomialTails(c.a, c.n, null, 1-null))
}

// binomialTails is tail.Binomial for odds P:Q of which one may be 0.
func binomialTails(k, n, P, Q float64) (less, greater, equal float64) {
	switch {
	case n == 0:
		return 1, 1, 1
	case Q == 0:
		if k == n {
			return 1, 1, 1
		}
		return 0, 1, 0
	}
	return tail.Binomial(k, n, P, Q)
}

// halve turns exact tails into mid-P ones.
func halve(less, greater, equal float64) (midLess, midGreater float64, err error) {
	return less - equal/2, greater - equal/2, nil
}

func rateByTail(c cells, l confidence, midP bool) (lower, upper float64, flags Flags, err error) {
	if c.a > 0 {
		lower = tail.GammaLower(c.a, l.tail, midP)
	}
	return lower / c.n, tail.GammaUpper(c.a+1, l.tail, midP) / c.n, 0, nil
}

func exactRate(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return rateByTail(c, l, false)
}

func midPRate(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return rateByTail(c, l, true)
}

func exactRateTest(c cells, null float64) (less, greater float64, err error) {
	less, greater, _ = tail.Poisson(c.a, null*c.n)
	return less, greater, nil
}

func midPRateTest(c cells, null float64) (less, greater float64, err error) {
	return halve(tail.Poisson(c.a, null*c.n))
}

func ratioOfRatesByTail(c cells, l confidence, midP bool) (lower, upper float64, flags Flags, err error) {
	if c.a+c.b == 0 {
		return 0, math.Inf(1), 0, nil
	}
	lower, upper = binomialOdds(c.a, c.a+c.b, l.tail, midP)
	scale := c.m / c.n
	return lower * scale, upper * scale, 0, nil
}

func exactRatioOfRates(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return ratioOfRatesByTail(c, l, false)
}

func midPRatioOfRates(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return ratioOfRatesByTail(c, l, true)
}

func exactRatioOfRatesTest(c cells, null float64) (less, greater float64, err error) {
	less, greater, _ = binomialTails(c.a, c.a+c.b, null*c.n, c.m)
	return less, greater, nil
}

func midPRatioOfRatesTest(c cells, null float64) (less, greater float64, err error) {
	return halve(binomialTails(c.a, c.a+c.b, null*c.n, c.m))
}

// Jeffreys: quantiles of the posterior under the Jeffreys prior, Beta(a+½, n-a+½) or Gamma(a+½, n),
// not changed at 0 and n.

func jeffreysProportion(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	lower, upper = jeffreysLogits(c.a, c.n, l.tail)
	return score.Logistic(lower), score.Logistic(upper), 0, nil
}

// jeffreysLogits returns the logits of the limits of a proportion.
func jeffreysLogits(a, n, p float64) (lower, upper float64) {
	return tail.BetaLogit(a+0.5, n-a+0.5, p, false), -tail.BetaLogit(n-a+0.5, a+0.5, p, false)
}

func jeffreysProportionTest(c cells, null float64) (less, greater float64, err error) {
	if null == 1 {
		return 0, 1, nil
	}
	greater, less = tail.Beta(c.a+0.5, c.n-c.a+0.5, null, 1-null)
	return less, greater, nil
}

func jeffreysRate(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return tail.GammaLower(c.a+0.5, l.tail, false) / c.n, tail.GammaUpper(c.a+0.5, l.tail, false) / c.n, 0, nil
}

func jeffreysRateTest(c cells, null float64) (less, greater float64, err error) {
	greater, less = tail.Gamma(c.a+0.5, null*c.n)
	return less, greater, nil
}

// Odds ratio: given the total of events, the group's share of them is noncentral hypergeometric.

// errNotFound: a search ended without its root. No counts are known to cause it.
var errNotFound = errors.New("no limit found: please report these counts")

// maxConditionalTotal is the largest that the smallest of the four totals (group, baseline, events,
// other outcomes) can be for exact and mid-P odds ratios, which sum over as many counts as some
// tens of standard deviations: up to half its square root each. At this size it takes up to 0.1 s.
const maxConditionalTotal = 10_000_000_000

// conditionalFamilies names the families that have odds ratios at any size.
const conditionalFamilies = "scas, score, wald or miettinen-nurminen"

func checkConditional(c cells) error {
	if smallest := min(c.n, c.m, c.a+c.b, (c.n-c.a)+(c.m-c.b)); smallest > maxConditionalTotal {
		return fmt.Errorf("group, baseline, events and other outcomes are all %.0f or more: %w: the conditional interval is computed where one of them is at most %d; choose %s",
			smallest, ErrMethod, int64(maxConditionalTotal), conditionalFamilies)
	}
	return nil
}

// manyEvents reports whether there are more events than float64 can count, so that the other
// outcomes, which then are fewer, have to be counted instead.
func (c cells) manyEvents() bool { return c.a+c.b >= float64(MaxCount) }

// others returns the counts of the other outcomes.
func (c cells) others() cells { return cells{c.n - c.a, c.n, c.m - c.b, c.m} }

func oddsRatioByTail(c cells, l confidence, midP bool) (lower, upper float64, flags Flags, err error) {
	if err := checkConditional(c); err != nil {
		return 0, 0, 0, err
	}
	inverse := c.manyEvents()
	if inverse {
		c = c.others()
	}
	lower, upper, ok := tail.OddsRatioLimits(c.a, c.n, c.b, c.m, l.tail, midP)
	if !ok {
		return 0, 0, 0, errNotFound
	}
	if inverse {
		lower, upper = 1/upper, 1/lower
	}
	return lower, upper, 0, nil
}

func oddsRatioTest(c cells, null float64, midP bool) (less, greater float64, err error) {
	if err := checkConditional(c); err != nil {
		return 0, 0, err
	}
	if c.manyEvents() {
		c = c.others()
		greater, less = tail.OddsRatioTails(c.a, c.n, c.b, c.m, 1/null, midP)
		return less, greater, nil
	}
	less, greater = tail.OddsRatioTails(c.a, c.n, c.b, c.m, null, midP)
	return less, greater, nil
}

func exactOddsRatio(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return oddsRatioByTail(c, l, false)
}

func midPOddsRatio(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return oddsRatioByTail(c, l, true)
}

func exactOddsRatioTest(c cells, null float64) (less, greater float64, err error) {
	return oddsRatioTest(c, null, false)
}

func midPOddsRatioTest(c cells, null float64) (less, greater float64, err error) {
	return oddsRatioTest(c, null, true)
}
