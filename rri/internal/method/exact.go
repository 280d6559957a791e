package method

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// Exact and mid-P: tails of the binomial and Poisson distributions, and of the binomial that two
// Poisson counts have given their total.

var exactProportion, exactRate = proportionByTail(false), rateByTail(false)

// binomialOdds returns the limits of the odds of a binomial proportion of which k events and the
// rest as others were observed, each with probability p beyond it.
func binomialOdds(k, rest, p float64, midP bool) (lower, upper float64) {
	extreme := p // where one of them is 0 the one term that is left
	if midP {
		extreme = 2 * p
	}
	switch {
	case k == 0:
		lower = 0
	case rest == 0:
		lower = 1 / max(0, math.Expm1(-math.Log(extreme)/k))
	default:
		lower = math.Exp(tail.BetaLogit(k, rest+1, p, midP))
	}
	switch {
	case rest == 0:
		upper = math.Inf(1)
	case k == 0:
		upper = max(0, math.Expm1(-math.Log(extreme)/rest))
	default:
		upper = math.Exp(-tail.BetaLogit(rest, k+1, p, midP))
	}
	return lower, upper
}

// proportionOf returns the probability that has the given odds.
func proportionOf(odds float64) float64 {
	if math.IsInf(odds, 1) {
		return 1
	}
	return odds / (1 + odds)
}

// tailsOf returns the tails of a test: the exact ones, or those of mid-P, which have half of the
// probability of what was observed.
func tailsOf(less, greater, equal float64, midP bool) (testLess, testGreater float64) {
	if midP {
		return less - equal/2, greater - equal/2
	}
	return less, greater
}

// binomialTails is tail.Binomial for odds of which one part may be 0.
func binomialTails(k, rest, oddsUp, oddsDown float64) (less, greater, equal float64) {
	switch {
	case k == 0 && rest == 0:
		return 1, 1, 1
	case oddsDown == 0:
		if rest == 0 {
			return 1, 1, 1
		}
		return 0, 1, 0
	}
	return tail.Binomial(k, rest, oddsUp, oddsDown)
}

func proportionByTail(midP bool) Form {
	return Form{
		Limits: func(c quantity.Counts, l Confidence) Interval {
			lower, upper := binomialOdds(c.A, c.N-c.A, l.Tail, midP)
			return Interval{Lower: proportionOf(lower), Upper: proportionOf(upper)}
		},
		Test: func(c quantity.Counts, null float64) (less, greater float64) {
			less, greater, equal := binomialTails(c.A, c.N-c.A, null, 1-null)
			return tailsOf(less, greater, equal, midP)
		},
	}
}

func rateByTail(midP bool) Form {
	return Form{
		Limits: func(c quantity.Counts, l Confidence) Interval {
			i := Interval{Upper: tail.GammaUpper(c.A+1, l.Tail, midP) / c.N}
			if c.A > 0 {
				i.Lower = tail.GammaLower(c.A, l.Tail, midP) / c.N
			}
			return i
		},
		Test: func(c quantity.Counts, null float64) (less, greater float64) {
			less, greater, equal := tail.Poisson(c.A, null*c.N)
			return tailsOf(less, greater, equal, midP)
		},
	}
}

func ratioOfRatesByTail(midP bool) Form {
	return Form{
		Limits: func(c quantity.Counts, l Confidence) Interval {
			if c.A+c.B == 0 {
				return Interval{Lower: 0, Upper: math.Inf(1)}
			}
			lower, upper := binomialOdds(c.A, c.B, l.Tail, midP)
			scale := c.M / c.N
			return Interval{Lower: lower * scale, Upper: upper * scale}
		},
		Test: func(c quantity.Counts, null float64) (less, greater float64) {
			less, greater, equal := binomialTails(c.A, c.B, null*c.N, c.M)
			return tailsOf(less, greater, equal, midP)
		},
	}
}

// Odds ratio: given the total of events, the group's share of them is noncentral hypergeometric.

// MaxConditionalTotal is the largest that the smallest of the four totals (group, baseline, events,
// other outcomes) can be for exact and mid-P odds ratios, which sum over as many counts as some
// tens of standard deviations: up to half its square root each. At this size it takes up to 0.1 s.
const MaxConditionalTotal = 10_000_000_000

// conditionalFamilies names the families that have odds ratios at any size.
const conditionalFamilies = "scas, score, wald or miettinen-nurminen"

// conditionalSize is the smallest of the four totals.
func conditionalSize(c quantity.Counts) float64 {
	return min(c.N, c.M, c.A+c.B, (c.N-c.A)+(c.M-c.B))
}

func refuseConditional(size float64) error {
	return fmt.Errorf("group, baseline, events and other outcomes are all %.0f or more: %w: "+
		"the conditional interval is computed where one of them is at most %d; choose %s",
		size, ErrMethod, int64(MaxConditionalTotal), conditionalFamilies)
}

// manyEvents reports whether there are more events than float64 can count, so that the other
// outcomes, which then are fewer, have to be counted instead.
func manyEvents(c quantity.Counts) bool { return c.A+c.B >= 1<<53 }

func oddsRatioByTail(midP bool) Form {
	return Form{
		Limits: func(c quantity.Counts, l Confidence) Interval {
			inverse := manyEvents(c)
			if inverse {
				c = c.Others()
			}
			lower, upper, ok := tail.OddsRatioLimits(c.A, c.N, c.B, c.M, l.Tail, midP)
			switch {
			case !ok:
				return Interval{Lower: math.NaN(), Upper: math.NaN()}
			case inverse:
				return Interval{Lower: 1 / upper, Upper: 1 / lower}
			}
			return Interval{Lower: lower, Upper: upper}
		},
		Test: func(c quantity.Counts, null float64) (less, greater float64) {
			if manyEvents(c) {
				c = c.Others()
				greater, less = tail.OddsRatioTails(c.A, c.N, c.B, c.M, 1/null, midP)
				return less, greater
			}
			return tail.OddsRatioTails(c.A, c.N, c.B, c.M, null, midP)
		},
		Size:       conditionalSize,
		Most:       MaxConditionalTotal,
		Refuse:     refuseConditional,
		Enumerates: true,
	}
}
