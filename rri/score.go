package rri

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/score"
)

// The score families: see internal/score.

var (
	plainScore = score.Variant{}
	mnScore    = score.Variant{Unbiased: true}
	scasScore  = score.Variant{Unbiased: true, Skewness: true}
)

// newScore returns the score of q at c, of which strata is to hold the one stratum.
func newScore(q quantity, v score.Variant, c cells, strata *[1]score.Counts) score.Score {
	strata[0] = c.counts()
	start, width := c.scoreStart(q)
	empty, full := c.ends(q)
	return score.New(score.Quantity(q), v, strata[:], start, width, empty, full)
}

func (c cells) counts() score.Counts { return score.Counts{A: c.a, N: c.n, B: c.b, M: c.m} }

// scoreLimitsOf and scoreTestOf return the functions of one quantity, for the table of methods.
func scoreLimitsOf(q quantity, v score.Variant) limitsFunc {
	return func(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
		if c.undefinedRatio(q) {
			return 0, math.Inf(1), 0, nil
		}
		var strata [1]score.Counts
		s := newScore(q, v, c, &strata)
		lower, upper, cut := s.Limits(l.z)
		if cut {
			flags |= CorrectionLimit
		}
		return lower, upper, flags, nil
	}
}

func scoreTestOf(q quantity, v score.Variant) testFunc {
	return func(c cells, null float64) (less, greater float64, err error) {
		if c.undefinedRatio(q) {
			return 1, 1, nil
		}
		strata := [1]score.Counts{c.counts()}
		if score.Falls(score.Quantity(q), v, strata[:]) {
			return normalTest(score.StatisticAt(score.Quantity(q), v, strata[:], null))
		}
		s := newScore(q, v, c, &strata)
		return normalTest(s.Statistic(null))
	}
}

// beyondMargins reports whether a limit that was asked for is beyond the margins: see
// [score.BeyondMargins].
func (c cells) beyondMargins(q quantity, o Options, lower, upper float64) bool {
	switch o.Side {
	case LowerOnly:
		upper = math.NaN()
	case UpperOnly:
		lower = math.NaN()
	}
	strata := [1]score.Counts{c.counts()}
	return score.BeyondMargins(score.Quantity(q), strata[:], o.confidence().tail, lower, upper)
}

// scoreStart returns a value within the interval and a rough standard error, both on the scale of
// the search.
func (c cells) scoreStart(q quantity) (t, width float64) {
	switch q {
	case oneProportion:
		a, b := c.a+0.5, c.n-c.a+0.5
		return math.Log(a / b), math.Sqrt(1/a + 1/b)
	case oneRate:
		return math.Log((c.a + 0.5) / c.n), 1 / math.Sqrt(c.a+0.5)
	case ratioOfProportions:
		if c.a == 0 || c.b == 0 || (c.a == c.n && c.b == c.m) {
			c = c.addHalf()
			return c.logRatio(1), math.Sqrt(1/c.a + 1/c.b)
		}
		return c.logRatio(1), c.katzError()
	case ratioOfRates:
		if c.a == 0 || c.b == 0 {
			c.a += 0.5
			c.b += 0.5
		}
		return c.logRatio(1), math.Sqrt(1/c.a + 1/c.b)
	case differenceOfProportions:
		d := c.plain(differenceOfProportions)
		a, b := c.a+0.5, c.b+0.5
		n, m := c.n+1, c.m+1
		if math.Abs(d) == 1 {
			d = a/n - b/m // the statistic is 0/0 at the end of the range
		}
		return d, math.Sqrt(a/n*((c.n-c.a+0.5)/n)/n + b/m*((c.m-c.b+0.5)/m)/m)
	case differenceOfRates:
		return c.plain(differenceOfRates), math.Sqrt((c.a+0.5)/c.n/c.n + (c.b+0.5)/c.m/c.m)
	}
	odds := c.odds()
	if c.a == 0 || c.b == 0 || c.a == c.n || c.b == c.m {
		odds = cells{odds.a + 0.5, odds.n + 0.5, odds.b + 0.5, odds.m + 0.5}
	}
	return odds.logRatio(1), odds.woolfError()
}

// ends reports whether the counts are such that q can be at the lower, and at the upper, end of its
// range.
func (c cells) ends(q quantity) (low, high bool) {
	switch q {
	case oneProportion:
		return c.a == 0, c.a == c.n
	case oneRate:
		return c.a == 0, false
	case ratioOfProportions, ratioOfRates:
		return c.a == 0, c.b == 0
	case differenceOfProportions:
		return c.a == 0 && c.b == c.m, c.a == c.n && c.b == 0
	case oddsRatio:
		return c.a == 0 || c.b == c.m, c.a == c.n || c.b == 0
	default:
		return false, false
	}
}

// undefinedRatio reports whether the data say nothing of the ratio q.
func (c cells) undefinedRatio(q quantity) bool {
	switch q {
	case ratioOfProportions, ratioOfRates:
		return c.a+c.b == 0
	case oddsRatio:
		return c.a+c.b == 0 || (c.a == c.n && c.b == c.m)
	}
	return false
}
