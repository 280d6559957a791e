package strata

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/score"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// Ratio returns the ratio of the group's rate or proportion to the baseline's that the strata
// share: the Relative Rate Index adjusted for what makes the strata.
//
// Value is the Mantel-Haenszel ratio, Σ aⱼmⱼ/Nⱼ over Σ bⱼnⱼ/Nⱼ, for every method but
// [InverseVariance]. It lies within the range of the ratios of the strata. No events in the
// baseline give +Inf, flagged [rri.Unbounded]; no events at all, or no stratum with someone to
// compare, NaN, flagged [rri.NoData], without P. P tests the ratio 1, or o.Null, which must be
// positive. Flags are those of the counts summed over the strata that are compared; Method is the
// family of package rri that o.Method belongs to.
//
// The error wraps [rri.ErrCount], [rri.ErrOption] or, for [Sato], [rri.ErrMethod].
func Ratio[M rri.Measure](pairs []Pair[M], o Options) (rri.Estimate, error) {
	return adjust(score.RatioOfProportions, score.RatioOfRates, pairs, o)
}

// Difference returns the difference of the group's rate or proportion from the baseline's that the
// strata share, per unit of exposure.
//
// Value is the Mantel-Haenszel difference, the mean of the differences of the strata with the
// weights nⱼmⱼ/Nⱼ, for every method but [InverseVariance]. P tests the difference 0, or o.Null.
// Flags and Method are as for [Ratio]. The error wraps [rri.ErrCount], [rri.ErrOption] or, for
// [Sato] with rates, [rri.ErrMethod].
func Difference[M rri.Measure](pairs []Pair[M], o Options) (rri.Estimate, error) {
	return adjust(score.DifferenceOfProportions, score.DifferenceOfRates, pairs, o)
}

// OddsRatio returns the odds ratio that the strata share. It is further from 1 than the ratio of
// proportions: see [rri.OddsRatio].
//
// Value is the Mantel-Haenszel odds ratio, Σ aⱼ(mⱼ-bⱼ)/Nⱼ over Σ bⱼ(nⱼ-aⱼ)/Nⱼ, for every method but
// [InverseVariance]. The interval of [SCAS] and [Score] is centred on the maximum likelihood
// estimate instead: where the strata differ a great deal it need not hold Value, and then is
// flagged [rri.Outside]. P tests the odds ratio 1, or o.Null, which must be positive. Flags and
// Method are as for [Ratio]. The error wraps [rri.ErrCount], [rri.ErrOption] or, for [Sato],
// [rri.ErrMethod].
func OddsRatio(pairs []Pair[rri.Proportion], o Options) (rri.Estimate, error) {
	return adjust(score.OddsRatio, score.OddsRatio, pairs, o)
}

func adjust[M rri.Measure](forProportions, forRates score.Quantity, pairs []Pair[M], o Options) (rri.Estimate, error) {
	q, binomial := forRates, isBinomial[M]()
	if binomial {
		q = forProportions
	}
	if err := o.validate(); err != nil {
		return rri.Estimate{}, fmt.Errorf("strata: %w", err)
	}
	c := common{q: q}
	null, err := c.null(o.Null)
	if err != nil {
		return rri.Estimate{}, fmt.Errorf("strata: %w", err)
	}
	if o.Method == Sato && q != score.DifferenceOfProportions {
		return rri.Estimate{}, fmt.Errorf("strata: %s for %s: %w: choose one of scas, score, mantel-haenszel, inverse-variance", o.Method, c.name(), rri.ErrMethod)
	}
	if c.strata, c.sum, err = counts(pairs); err != nil {
		return rri.Estimate{}, fmt.Errorf("strata: %w", err)
	}
	return c.estimate(null, binomial, o), nil
}

// common is a quantity that some strata share. Each has someone to compare.
type common struct {
	q      score.Quantity
	strata []score.Counts // effective counts
	sum    score.Counts   // of all the strata together, the counts as they are
}

// quantityNames are for errors. Package strata has none of one group.
var quantityNames = map[score.Quantity]string{
	score.RatioOfProportions: "a ratio of proportions", score.RatioOfRates: "a ratio of rates",
	score.DifferenceOfProportions: "a difference of proportions", score.DifferenceOfRates: "a difference of rates",
	score.OddsRatio: "an odds ratio",
}

func (c common) name() string {
	return quantityNames[c.q]
}

func (c common) isRatio() bool {
	return c.q != score.DifferenceOfProportions && c.q != score.DifferenceOfRates
}

func (c common) bounds() (lowest, highest float64) {
	switch c.q {
	case score.DifferenceOfProportions:
		return -1, 1
	case score.DifferenceOfRates:
		return math.Inf(-1), math.Inf(1)
	}
	return 0, math.Inf(1)
}

// null returns the null value that the given one stands for.
func (c common) null(given float64) (float64, error) {
	if c.isRatio() && given == 0 {
		return 1, nil
	}
	if lowest, highest := c.bounds(); given < lowest || given > highest {
		return 0, fmt.Errorf("null value %v of %s: %w: want between %v and %v", given, c.name(), rri.ErrOption, lowest, highest)
	}
	return given, nil
}

// estimate computes the estimate from valid options.
func (c common) estimate(null float64, binomial bool, o Options) rri.Estimate {
	e := rri.Estimate{P: math.NaN(), Level: o.level(), Method: o.Method.family(binomial), Flags: c.flags(binomial)}
	var variance float64
	e.Value, variance = c.point(o.Method)
	inverse := o.Method == InverseVariance
	if len(c.strata) == 0 || (inverse && math.IsNaN(e.Value)) {
		e.Value, e.Lower, e.Upper = math.NaN(), math.NaN(), math.NaN()
		e.Flags |= rri.NoData
		return e
	}
	beyond := 1 - e.Level
	if o.Side == rri.TwoSided {
		beyond /= 2
	}
	z := tail.NormalQuantile(beyond)
	lowest, highest := c.bounds()
	var statistic float64 // at the null value; NaN where it is nothing
	switch {
	case math.IsNaN(e.Value):
		e.Lower, e.Upper, statistic = lowest, highest, math.NaN()
	case o.Method.scores():
		s := c.score(o.Method == SCAS, e.Value, variance)
		var cut bool
		if e.Lower, e.Upper, cut = s.Limits(z); cut {
			e.Flags |= rri.CorrectionLimit
		}
		statistic = s.Statistic(null)
		if o.Method == SCAS && score.BeyondMargins(c.q, c.strata, beyond, asked(e.Lower, o.Side != rri.UpperOnly), asked(e.Upper, o.Side != rri.LowerOnly)) {
			e.Flags |= rri.BeyondMargins
		}
	case c.isRatio():
		half := z * math.Sqrt(variance)
		if math.IsInf(variance, 1) || math.IsNaN(half) {
			e.Lower, e.Upper, statistic = lowest, highest, math.NaN()
			break
		}
		e.Lower, e.Upper = e.Value*math.Exp(-half), e.Value*math.Exp(half)
		if inverse {
			statistic = math.Log(e.Value/null) / math.Sqrt(variance)
		} else {
			statistic = c.logRatio(null) / math.Sqrt(variance)
		}
	default:
		half := z * math.Sqrt(variance)
		if variance == 0 {
			e.Flags |= rri.ZeroCell // in every stratum each group has none or all
		}
		e.Lower, e.Upper = e.Value-half, e.Value+half
		statistic = (e.Value - null) / math.Sqrt(variance)
	}
	finish(&e, statistic, lowest, highest, o.Side)
	return e
}

// asked returns a limit that was asked for, and NaN for one that was not.
func asked(limit float64, yes bool) float64 {
	if yes {
		return limit
	}
	return math.NaN()
}

// finish fits the limits to the range and the side, sets the flags that follow from them, and the
// p-value.
func finish(e *rri.Estimate, statistic, lowest, highest float64, side rri.Side) {
	switch side {
	case rri.LowerOnly:
		e.Upper = highest
		e.Flags |= rri.OneSided
	case rri.UpperOnly:
		e.Lower = lowest
		e.Flags |= rri.OneSided
	}
	if e.Lower < lowest {
		e.Lower = lowest
		e.Flags |= rri.Clipped
	}
	if e.Upper > highest {
		e.Upper = highest
		e.Flags |= rri.Clipped
	}
	switch {
	case math.IsNaN(e.Value):
		e.Flags |= rri.NoData
	case e.Value < e.Lower || e.Value > e.Upper:
		e.Flags |= rri.Outside
	}
	if math.IsInf(e.Upper, 1) && side != rri.LowerOnly {
		e.Flags |= rri.Unbounded
	}
	// 0/0 has no p-value, as in package rri: there is nothing that could be tested
	if math.IsNaN(e.Value) {
		return
	}
	less, greater := 1., 1. // nothing is rejected
	if !math.IsNaN(statistic) {
		less, greater = tail.NormalTails(statistic)
	}
	switch side {
	case rri.LowerOnly:
		e.P = greater
	case rri.UpperOnly:
		e.P = less
	default:
		e.P = math.Min(1, 2*math.Min(less, greater))
	}
}

// flags returns the flags that follow from the counts of all the strata together, without design
// effects.
func (c common) flags(binomial bool) rri.Flags {
	sum := c.sum
	smallest := min(sum.A, sum.B)
	if binomial {
		smallest = min(smallest, sum.N-sum.A, sum.M-sum.B)
	}
	var f rri.Flags
	if smallest == 0 {
		f |= rri.ZeroCell
	}
	if smallest < rri.SmallCountBelow {
		f |= rri.SmallCount
	}
	return f
}

// score returns the score of the strata, given the Mantel-Haenszel estimate and its variance, on
// the log scale for ratios.
func (c common) score(skewness bool, value, variance float64) score.Score {
	v := score.Variant{Skewness: skewness, Unbiased: true}
	if c.q == score.DifferenceOfProportions || c.q == score.DifferenceOfRates {
		width := math.Sqrt(c.roughVariance())
		start := value
		if c.q == score.DifferenceOfProportions && math.Abs(value) == 1 {
			start = math.Copysign(1-width, value) // the statistic is 0/0 at the end of the range
		}
		empty, full := true, true
		for _, s := range c.strata {
			empty = empty && s.A == 0 && s.B == s.M && c.q == score.DifferenceOfProportions
			full = full && s.A == s.N && s.B == 0 && c.q == score.DifferenceOfProportions
		}
		return score.New(c.q, v, c.strata, start, width, empty, full)
	}
	start, width := value, math.Sqrt(variance)
	if value == 0 || math.IsInf(value, 1) || !(variance > 0) {
		start, width = c.roughRatio()
	}
	return score.New(c.q, v, c.strata, c.q.Scale(start), width, value == 0, math.IsInf(value, 1))
}
