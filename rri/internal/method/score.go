package method

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/score"
)

// The score families: see internal/score.

// newScore returns the score of q at c, of which strata is to hold the one stratum.
func newScore(q quantity.Quantity, v score.Variant, c quantity.Counts, strata *[1]quantity.Counts) score.Score {
	strata[0] = c
	start, width := scoreStart(q, c)
	empty, full := ends(q, c)
	return score.New(q, v, strata[:], start, width, empty, full)
}

// ScoreForm returns the form of q by a variant of the score.
func ScoreForm(q quantity.Quantity, v score.Variant) Form {
	return Form{
		Limits: func(c quantity.Counts, l Confidence) (i Interval) {
			if c.UndefinedRatio(q) {
				return Interval{Lower: 0, Upper: math.Inf(1)}
			}
			var strata [1]quantity.Counts
			s := newScore(q, v, c, &strata)
			i.Lower, i.Upper, i.Cut = s.Limits(l.Z)
			return i
		},
		Test: func(c quantity.Counts, null float64) (less, greater float64) {
			if c.UndefinedRatio(q) {
				return 1, 1
			}
			strata := [1]quantity.Counts{c}
			if score.Falls(q, v, strata[:]) {
				return NormalTest(score.StatisticAt(q, v, strata[:], null))
			}
			s := newScore(q, v, c, &strata)
			return NormalTest(s.Statistic(null))
		},
	}
}

// scoreStart returns a value within the interval and a rough standard error, both on the scale of
// the search.
func scoreStart(q quantity.Quantity, c quantity.Counts) (t, width float64) {
	switch q {
	case quantity.Proportion:
		a, b := c.A+0.5, c.N-c.A+0.5
		return math.Log(a / b), math.Sqrt(1/a + 1/b)
	case quantity.Rate:
		return math.Log((c.A + 0.5) / c.N), 1 / math.Sqrt(c.A+0.5)
	case quantity.RatioOfProportions:
		if c.A == 0 || c.B == 0 || (c.A == c.N && c.B == c.M) {
			c = c.AddHalf()
			return c.LogRatio(1), math.Sqrt(1/c.A + 1/c.B)
		}
		return c.LogRatio(1), katzError(c)
	case quantity.RatioOfRates:
		if c.A == 0 || c.B == 0 {
			c.A += 0.5
			c.B += 0.5
		}
		return c.LogRatio(1), math.Sqrt(1/c.A + 1/c.B)
	case quantity.DifferenceOfProportions:
		d := c.Plain(quantity.DifferenceOfProportions)
		a, b := c.A+0.5, c.B+0.5
		n, m := c.N+1, c.M+1
		if math.Abs(d) == 1 {
			d = a/n - b/m // the statistic is 0/0 at the end of the range
		}
		return d, math.Sqrt(a/n*((c.N-c.A+0.5)/n)/n + b/m*((c.M-c.B+0.5)/m)/m)
	case quantity.DifferenceOfRates:
		return c.Plain(quantity.DifferenceOfRates), math.Sqrt((c.A+0.5)/c.N/c.N + (c.B+0.5)/c.M/c.M)
	}
	odds := c.Odds()
	if c.A == 0 || c.B == 0 || c.A == c.N || c.B == c.M {
		odds = quantity.CountsOf(odds.A+0.5, odds.N+0.5, odds.B+0.5, odds.M+0.5)
	}
	return odds.LogRatio(1), woolfError(odds)
}

// ends reports whether the counts are such that q can be at the lower, and at the upper, end of its
// range.
func ends(q quantity.Quantity, c quantity.Counts) (low, high bool) {
	switch q {
	case quantity.Proportion:
		return c.A == 0, c.A == c.N
	case quantity.Rate:
		return c.A == 0, false
	case quantity.RatioOfProportions, quantity.RatioOfRates:
		return c.A == 0, c.B == 0
	case quantity.DifferenceOfProportions:
		return c.A == 0 && c.B == c.M, c.A == c.N && c.B == 0
	case quantity.OddsRatio:
		return c.A == 0 || c.B == c.M, c.A == c.N || c.B == 0
	default:
		return false, false
	}
}
