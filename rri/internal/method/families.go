// Package method is the engine: confidence limits and p-values of every family of methods for every
// quantity, from counts alone. Package rri gives them names, options, flags and errors; packages
// that need limits at many levels, or a test without limits, take them from here.
package method

import (
	"errors"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/score"
)

// ErrMethod is [rri.ErrMethod], which the errors of [Family.Limited] wrap.
var ErrMethod = errors.New("method not defined for this quantity")

// Interval has the limits of an estimate.
type Interval struct {
	Lower, Upper float64
	// a limit is the end of the range because the correction for skewness let no value on that side
	// be rejected
	Cut bool
}

// Form is what a family has for one quantity. Counts have a positive N, and M if there are two
// groups.
type Form struct {
	// Limits returns limits that each have a probability of at most l.Tail beyond them. They may
	// fall outside the range of the quantity: see [Fit]. A limit is NaN where a search
	// ended without it; no counts are known to cause it.
	Limits func(c quantity.Counts, l Confidence) Interval

	// Test returns the one-sided p-values of a null value: less for the alternative that the true
	// value is below it, greater for above. If it is nil, the p-value is found by moving the limits
	// until they touch the null value.
	Test func(c quantity.Counts, null float64) (less, greater float64)

	// Both returns what Limits and Test do, where they have work in common. If it is nil, they are
	// called one after the other.
	Both func(c quantity.Counts, l Confidence, null float64) (i Interval, less, greater float64)

	// Size returns what the time grows with, and Refuse the error for counts whose size is above
	// Most, which would take too long. They are nil where no size does.
	Size   func(c quantity.Counts) float64
	Most   float64
	Refuse func(size float64) error

	// Enumerates tells that the limits sum over tables of whole counts. They are not continuous in
	// the counts, and have no meaning for effective ones.
	Enumerates bool
}

// forms are those of one family; one without Limits is no form.
type forms [quantity.Number]Form

// Family is one row of the table of methods.
type Family struct {
	Name      string
	Words     string // the name of its interval in words
	Reference string // where it is from, with year and DOI
	forms     forms
}

// Has reports whether f is defined for q.
func (f *Family) Has(q quantity.Quantity) bool { return f.forms[q].Limits != nil }

// Enumerates reports whether f sums over tables of whole counts, so that it takes no design effect.
func (f *Family) Enumerates(q quantity.Quantity) bool { return f.forms[q].Enumerates }

// TooLarge reports whether f is not computed for counts of this size.
func (f *Family) TooLarge(q quantity.Quantity, c quantity.Counts) bool {
	form := &f.forms[q]
	return form.Size != nil && form.Size(c) > form.Most
}

// Limited returns an error that wraps [ErrMethod] if f is not computed for counts of this size.
func (f *Family) Limited(q quantity.Quantity, c quantity.Counts) error {
	if f.TooLarge(q, c) {
		return f.forms[q].Refuse(f.forms[q].Size(c))
	}
	return nil
}

// Limits returns the limits of q: see [Form.Limits].
func (f *Family) Limits(q quantity.Quantity, c quantity.Counts, l Confidence) Interval {
	return f.forms[q].Limits(c, l)
}

// Test returns the one-sided p-values of a null value of q: see [Form.Test].
func (f *Family) Test(q quantity.Quantity, c quantity.Counts, null float64) (less, greater float64) {
	form := &f.forms[q]
	if form.Test == nil {
		return touch(form.Limits, c, null)
	}
	return form.Test(c, null)
}

// Both returns the limits of q and the one-sided p-values of a null value: see [Form.Both].
func (f *Family) Both(q quantity.Quantity, c quantity.Counts, l Confidence, null float64) (i Interval, less, greater float64) {
	form := &f.forms[q]
	if form.Both != nil {
		return form.Both(c, l, null)
	}
	i = form.Limits(c, l)
	less, greater = f.Test(q, c, null)
	return i, less, greater
}

// Families is the table of methods: a row each, in the order of the constants of [rri.Method]. To
// add a method, add a constant there, a row here, its functions, and its rows to
// rri/testdata/reference.csv; every law and accuracy test then covers it.
var Families = [...]Family{
	{"scas", "the score corrected for skewness", "Laud 2017, DOI 10.1002/pst.1813; Gart and Nam 1988, DOI 10.2307/2531848", scored(score.Variant{Unbiased: true, Skewness: true},
		quantity.Proportion, quantity.Rate, quantity.RatioOfProportions, quantity.RatioOfRates,
		quantity.DifferenceOfProportions, quantity.DifferenceOfRates, quantity.OddsRatio)},
	{"score", "the score", "Wilson 1927, DOI 10.1080/01621459.1927.10502953; Koopman 1984, DOI 10.2307/2531405; Mee 1984, Biometrics 40, 1175", scored(score.Variant{}, quantity.RatioOfProportions, quantity.DifferenceOfProportions, quantity.DifferenceOfRates, quantity.OddsRatio).
		with(quantity.Proportion, scoreProportion).
		with(quantity.Rate, Form{Limits: scoreRate, Test: scoreRateTest}).
		with(quantity.RatioOfRates, Form{Limits: scoreRatioOfRates, Test: scoreRatioOfRatesTest})},
	{"wald", "Wald's, of ratios on the scale of logarithms", "Katz and others 1978, DOI 10.2307/2530610; Woolf 1955, DOI 10.1111/j.1469-1809.1955.tb01348.x", forms{
		quantity.Proportion:              {Limits: waldProportion, Test: waldProportionTest},
		quantity.Rate:                    {Limits: waldRate, Test: waldRateTest},
		quantity.RatioOfProportions:      {Limits: waldRatioOfProportions, Test: waldRatioOfProportionsTest},
		quantity.RatioOfRates:            {Limits: waldRatioOfRates, Test: waldRatioOfRatesTest},
		quantity.DifferenceOfProportions: {Limits: waldDifferenceOfProportions, Test: waldDifferenceOfProportionsTest},
		quantity.DifferenceOfRates:       {Limits: waldDifferenceOfRates, Test: waldDifferenceOfRatesTest},
		quantity.OddsRatio:               {Limits: waldOddsRatio, Test: waldOddsRatioTest},
	}},
	{"exact", "the exact one", "Clopper and Pearson 1934, DOI 10.1093/biomet/26.4.404; Garwood 1936, DOI 10.1093/biomet/28.3-4.437; Chan and Zhang 1999, Biometrics 55, 1202", forms{
		quantity.Proportion:              proportionByTail(false),
		quantity.Rate:                    rateByTail(false),
		quantity.RatioOfProportions:      unconditional(unconditionalRatio, unconditionalRatioTest),
		quantity.RatioOfRates:            ratioOfRatesByTail(false),
		quantity.DifferenceOfProportions: unconditional(unconditionalDifference, unconditionalDifferenceTest),
		quantity.OddsRatio:               oddsRatioByTail(false),
	}},
	{"midp", "the exact one with half the probability of what was counted, mid-P", "Lancaster 1961, DOI 10.1080/01621459.1961.10482105", forms{
		quantity.Proportion:   proportionByTail(true),
		quantity.Rate:         rateByTail(true),
		quantity.RatioOfRates: ratioOfRatesByTail(true),
		quantity.OddsRatio:    oddsRatioByTail(true),
	}},
	{"jeffreys", "that of Jeffreys, and for a ratio two of them combined", "Brown, Cai and DasGupta 2001, DOI 10.1214/ss/1009213286; Laud 2017, DOI 10.1002/pst.1813", forms{
		quantity.Proportion:              {Limits: jeffreysProportion, Test: jeffreysProportionTest},
		quantity.Rate:                    {Limits: jeffreysRate, Test: jeffreysRateTest},
		quantity.RatioOfProportions:      jeffreysRatio(false),
		quantity.RatioOfRates:            jeffreysRatio(true),
		quantity.DifferenceOfProportions: jeffreysDifference(false),
		quantity.DifferenceOfRates:       jeffreysDifference(true),
	}},
	{"agresti-coull", "that of Agresti and Coull", "Agresti and Coull 1998, DOI 10.1080/00031305.1998.10480550", forms{quantity.Proportion: {Limits: agrestiCoull}}},
	{"wilson-cc", "Wilson's, corrected for continuity", "Newcombe 1998, DOI 10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E", forms{quantity.Proportion: {Limits: wilsonCC}}},
	{"byar", "Byar's approximation", "Breslow and Day 1987, Statistical Methods in Cancer Research II, chapter 2", forms{quantity.Rate: {Limits: byarRate}}},
	{"public-health", "the rule of public health in the UK: exact below 10 events and Byar's from 10, and Wilson's for a proportion", "Public Health England, Technical Guide: Confidence Intervals, 2018", forms{
		quantity.Proportion: scoreProportion,
		quantity.Rate:       {Limits: publicHealthRate, Test: publicHealthRateTest},
	}},
	{"miettinen-nurminen", "the score with the variance of Miettinen and Nurminen", "Miettinen and Nurminen 1985, DOI 10.1002/sim.4780040211", scored(score.Variant{Unbiased: true}, quantity.RatioOfProportions, quantity.DifferenceOfProportions, quantity.OddsRatio)},
	{"adjusted-log", "the interval on the scale of logarithms with half an event added", "Walter 1975, DOI 10.1093/biomet/62.2.371", forms{
		quantity.RatioOfProportions: {Limits: adjustedLogRatioOfProportions, Test: adjustedLogRatioOfProportionsTest},
		quantity.RatioOfRates:       {Limits: adjustedLogRatioOfRates, Test: adjustedLogRatioOfRatesTest},
	}},
	{"mover-wilson", "two of Wilson's, combined", "Newcombe 1998, DOI 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I; Donner and Zou 2012, DOI 10.1177/0962280210383082", forms{
		quantity.RatioOfProportions:      moverRatioByScore(false),
		quantity.RatioOfRates:            moverRatioByScore(true),
		quantity.DifferenceOfProportions: moverDifferenceByScore(false),
		quantity.DifferenceOfRates:       moverDifferenceByScore(true),
	}},
	{"agresti-caffo", "Wald's, with an event and a non-event added to each group", "Agresti and Caffo 2000, DOI 10.1080/00031305.2000.10474560", forms{quantity.DifferenceOfProportions: {Limits: agrestiCaffo, Test: agrestiCaffoTest}}},
}

// scored returns the forms of a variant of the score for the given quantities.
func scored(v score.Variant, quantities ...quantity.Quantity) (f forms) {
	for _, q := range quantities {
		f[q] = ScoreForm(q, v)
	}
	return f
}

// with returns f with a form for q.
func (f forms) with(q quantity.Quantity, form Form) forms {
	f[q] = form
	return f
}
