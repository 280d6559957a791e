package strata

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/score"
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
	return prefixed(adjust(quantity.RatioOf[M](), pairs, o))
}

// Difference returns the difference of the group's rate or proportion from the baseline's that the
// strata share, per unit of exposure.
//
// Value is the Mantel-Haenszel difference, the mean of the differences of the strata with the
// weights nⱼmⱼ/Nⱼ, for every method but [InverseVariance]. P tests the difference 0, or o.Null.
// Flags and Method are as for [Ratio]. The error wraps [rri.ErrCount], [rri.ErrOption] or, for
// [Sato] with rates, [rri.ErrMethod].
func Difference[M rri.Measure](pairs []Pair[M], o Options) (rri.Estimate, error) {
	return prefixed(adjust(quantity.DifferenceOf[M](), pairs, o))
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
	return prefixed(adjust(quantity.OddsRatio, pairs, o))
}

// prefixed returns the estimate, or its error with the name of the package.
func prefixed(e rri.Estimate, err error) (rri.Estimate, error) {
	if err != nil {
		return rri.Estimate{}, fmt.Errorf("strata: %w", err)
	}
	return e, nil
}

// adjust returns the estimate of q, or an error without the name of the package.
func adjust[M rri.Measure](q quantity.Quantity, pairs []Pair[M], o Options) (rri.Estimate, error) {
	p := problem{q: q}
	if err := o.validate(); err != nil {
		return rri.Estimate{}, err
	}
	null, err := p.q.Null(o.Null)
	if err != nil {
		return rri.Estimate{}, err
	}
	if o.Method == Sato && p.q != quantity.DifferenceOfProportions {
		return rri.Estimate{}, fmt.Errorf("%s for %s: %w: choose one of scas, score, mantel-haenszel, inverse-variance", o.Method, p.q, rri.ErrMethod)
	}
	if p.strata, p.sum, err = counts(pairs); err != nil {
		return rri.Estimate{}, err
	}
	return p.estimate(null, o), nil
}

// problem is a quantity that some strata share. Each has someone to compare.
type problem struct {
	q      quantity.Quantity
	strata []quantity.Counts // effective counts
	sum    quantity.Counts   // of all the strata together, the counts as they are
}

// marks are the flags that fitting an interval to its range can set.
var marks = method.Marks[rri.Flags]{Cut: rri.CorrectionLimit, OneSided: rri.OneSided, Clipped: rri.Clipped, NoData: rri.NoData,
	Outside: rri.Outside, Unbounded: rri.Unbounded}

// estimate computes the estimate from valid options.
func (p problem) estimate(null float64, o Options) rri.Estimate {
	e := rri.Estimate{P: math.NaN(), Level: o.level(), Method: o.Method.family(p.q.Binomial()), Flags: p.countFlags(o)}
	var variance float64
	e.Value, variance = p.point(o.Method)
	inverse := o.Method == InverseVariance
	if len(p.strata) == 0 || (inverse && math.IsNaN(e.Value)) {
		e.Value, e.Lower, e.Upper = math.NaN(), math.NaN(), math.NaN()
		e.Flags |= rri.NoData
		return e
	}
	side := method.Side(o.Side)
	confidence := method.Beyond(side.Beyond(e.Level))
	var interval method.Interval
	interval.Lower, interval.Upper = p.q.Range() // unless something is known
	statistic := math.NaN()                      // at the null value; NaN where it is nothing
	switch {
	case math.IsNaN(e.Value):
	case o.Method.scores():
		s := p.score(o.Method == SCAS, e.Value, variance)
		interval.Lower, interval.Upper, interval.Cut = s.Limits(confidence.Z)
		statistic = s.Statistic(null)
		if o.Method == SCAS && method.BeyondMargins(p.q, p.strata, confidence, side, interval.Lower, interval.Upper) {
			e.Flags |= rri.BeyondMargins
		}
	case !p.q.Difference():
		half := confidence.Z * math.Sqrt(variance)
		if math.IsInf(variance, 1) || math.IsNaN(half) {
			break
		}
		interval.Lower, interval.Upper = e.Value*math.Exp(-half), e.Value*math.Exp(half)
		if inverse {
			statistic = math.Log(e.Value/null) / math.Sqrt(variance)
		} else {
			statistic = p.logRatio(null) / math.Sqrt(variance)
		}
	default:
		half := confidence.Z * math.Sqrt(variance)
		if variance == 0 {
			e.Flags |= rri.ZeroCell // in every stratum each group has none or all
		}
		interval.Lower, interval.Upper = e.Value-half, e.Value+half
		statistic = (e.Value - null) / math.Sqrt(variance)
	}
	var more rri.Flags
	e.Lower, e.Upper, more = method.Fit(interval, p.q, e.Value, side, &marks)
	e.Flags |= more
	// 0/0 has no p-value, as in package rri: there is nothing that could be tested
	if !math.IsNaN(e.Value) {
		e.P = side.P(method.NormalTest(statistic))
	}
	return e
}

// countFlags returns the flags that follow from the counts of all the strata together, without
// design effects.
func (p problem) countFlags(o Options) (f rri.Flags) {
	smallest := p.sum.Smallest(p.q)
	if smallest == 0 {
		f |= rri.ZeroCell
	}
	if levels.Small(smallest, o.SmallCountBelow) {
		f |= rri.SmallCount
	}
	return f
}

// score returns the score of the strata, given the Mantel-Haenszel estimate and its variance, on
// the log scale for ratios.
func (p problem) score(skewness bool, value, variance float64) score.Score {
	v := score.Variant{Skewness: skewness, Unbiased: true}
	if p.q.Difference() {
		width := math.Sqrt(p.roughVariance())
		start := value
		if p.q == quantity.DifferenceOfProportions && math.Abs(value) == 1 {
			start = math.Copysign(1-width, value) // the statistic is 0/0 at the end of the range
		}
		empty, full := true, true
		for _, s := range p.strata {
			empty = empty && s.A == 0 && s.B == s.M && p.q == quantity.DifferenceOfProportions
			full = full && s.A == s.N && s.B == 0 && p.q == quantity.DifferenceOfProportions
		}
		return score.New(p.q, v, p.strata, start, width, empty, full)
	}
	start, width := value, math.Sqrt(variance)
	if value == 0 || math.IsInf(value, 1) || !(variance > 0) {
		start, width = p.roughRatio()
	}
	return score.New(p.q, v, p.strata, score.Scale(p.q, start), width, value == 0, math.IsInf(value, 1))
}
