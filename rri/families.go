package rri

import "github.com/seed-549880be/disparity/rri/internal/score"

// limitsFunc returns the limits of one quantity at c, each with probability at most l.tail beyond
// it. Limits may fall outside the range of the quantity; the caller cuts and flags them. c has
// positive n (and m).
type limitsFunc func(c cells, l confidence) (lower, upper float64, flags Flags, err error)

// testFunc returns the one-sided p-values at c of a null value: less for the alternative that the
// true value is below it, greater for above.
type testFunc func(c cells, null float64) (less, greater float64, err error)

type limitsTable [numQuantities]limitsFunc

type testTable [numQuantities]testFunc

// quantitySet tells which quantities are in it.
type quantitySet [numQuantities]bool

// family is one row of the table of methods.
type family struct {
	name string
	// nil where the family has no interval
	limits limitsTable
	// nil: the p-value is found by moving the limits until they touch the null value
	tests testTable

	// enumerates has the quantities whose limits sum over tables of whole counts. They are not
	// continuous in the counts, and have no meaning for effective ones.
	enumerates quantitySet
}

// test returns the one-sided p-values of the family at a null value of q.
func (f *family) test(q quantity, c cells, null float64) (less, greater float64, err error) {
	if f.tests[q] == nil {
		return touch(f.limits[q], c, null)
	}
	return f.tests[q](c, null)
}

// methods is the table of methods: a row each, in the order of the constants. To add a method, add
// a constant, a row, its functions, and its rows to testdata/reference.csv; every law and accuracy
// test then covers it.
var methods = [numMethods]family{
	SCAS: {
		name:   "scas",
		limits: scoreLimits(scasScore, oneProportion, oneRate, ratioOfProportions, ratioOfRates, differenceOfProportions, differenceOfRates, oddsRatio),
		tests:  scoreTests(scasScore, oneProportion, oneRate, ratioOfProportions, ratioOfRates, differenceOfProportions, differenceOfRates, oddsRatio),
	},
	Score: {
		name: "score",
		limits: scoreLimits(plainScore, ratioOfProportions, differenceOfProportions, differenceOfRates, oddsRatio).
			with(oneProportion, scoreProportion).with(oneRate, scoreRate).with(ratioOfRates, scoreRatioOfRates),
		tests: scoreTests(plainScore, ratioOfProportions, differenceOfProportions, differenceOfRates, oddsRatio).
			with(oneProportion, scoreProportionTest).with(oneRate, scoreRateTest).with(ratioOfRates, scoreRatioOfRatesTest),
	},
	Wald: {
		name: "wald",
		limits: limitsTable{
			oneProportion: waldProportion, oneRate: waldRate, ratioOfProportions: waldRatioOfProportions, ratioOfRates: waldRatioOfRates,
			differenceOfProportions: waldDifferenceOfProportions, differenceOfRates: waldDifferenceOfRates, oddsRatio: waldOddsRatio,
		},
		tests: testTable{
			oneProportion: waldProportionTest, oneRate: waldRateTest, ratioOfProportions: waldRatioOfProportionsTest, ratioOfRates: waldRatioOfRatesTest,
			differenceOfProportions: waldDifferenceOfProportionsTest, differenceOfRates: waldDifferenceOfRatesTest, oddsRatio: waldOddsRatioTest,
		},
	},
	Exact: {
		name: "exact",
		limits: limitsTable{
			oneProportion: exactProportion, oneRate: exactRate, ratioOfProportions: unconditionalRatio, ratioOfRates: exactRatioOfRates,
			differenceOfProportions: unconditionalDifference, oddsRatio: exactOddsRatio,
		},
		tests: testTable{
			oneProportion: exactProportionTest, oneRate: exactRateTest, ratioOfProportions: unconditionalRatioTest, ratioOfRates: exactRatioOfRatesTest,
			differenceOfProportions: unconditionalDifferenceTest, oddsRatio: exactOddsRatioTest,
		},
		enumerates: quantitySet{ratioOfProportions: true, differenceOfProportions: true, oddsRatio: true},
	},
	MidP: {
		name:   "midp",
		limits: limitsTable{oneProportion: midPProportion, oneRate: midPRate, ratioOfRates: midPRatioOfRates, oddsRatio: midPOddsRatio},
		tests:  testTable{oneProportion: midPProportionTest, oneRate: midPRateTest, ratioOfRates: midPRatioOfRatesTest, oddsRatio: midPOddsRatioTest},

		enumerates: quantitySet{oddsRatio: true},
	},
	Jeffreys: {
		name: "jeffreys",
		limits: limitsTable{
			oneProportion: jeffreysProportion, oneRate: jeffreysRate, ratioOfProportions: jeffreysRatioOfProportions, ratioOfRates: jeffreysRatioOfRates,
			differenceOfProportions: jeffreysDifferenceOfProportions, differenceOfRates: jeffreysDifferenceOfRates,
		},
		tests: testTable{
			oneProportion: jeffreysProportionTest, oneRate: jeffreysRateTest, ratioOfProportions: jeffreysRatioOfProportionsTest, ratioOfRates: jeffreysRatioOfRatesTest,
			differenceOfProportions: jeffreysDifferenceOfProportionsTest, differenceOfRates: jeffreysDifferenceOfRatesTest,
		},
	},
	AgrestiCoull: {name: "agresti-coull", limits: limitsTable{oneProportion: agrestiCoull}},
	WilsonCC:     {name: "wilson-cc", limits: limitsTable{oneProportion: wilsonCC}},
	Byar:         {name: "byar", limits: limitsTable{oneRate: byarRate}},
	PublicHealth: {
		name:   "public-health",
		limits: limitsTable{oneProportion: scoreProportion, oneRate: publicHealthRate},
		tests:  testTable{oneProportion: scoreProportionTest, oneRate: publicHealthRateTest},
	},
	MiettinenNurminen: {
		name:   "miettinen-nurminen",
		limits: scoreLimits(mnScore, ratioOfProportions, differenceOfProportions, oddsRatio),
		tests:  scoreTests(mnScore, ratioOfProportions, differenceOfProportions, oddsRatio),
	},
	AdjustedLog: {
		name:   "adjusted-log",
		limits: limitsTable{ratioOfProportions: adjustedLogRatioOfProportions, ratioOfRates: adjustedLogRatioOfRates},
		tests:  testTable{ratioOfProportions: adjustedLogRatioOfProportionsTest, ratioOfRates: adjustedLogRatioOfRatesTest},
	},
	MOVERWilson: {
		name: "mover-wilson",
		limits: limitsTable{
			ratioOfProportions: moverWilsonRatioOfProportions, ratioOfRates: moverWilsonRatioOfRates,
			differenceOfProportions: moverWilsonDifferenceOfProportions, differenceOfRates: moverWilsonDifferenceOfRates,
		},
		tests: testTable{
			ratioOfProportions: moverWilsonRatioOfProportionsTest, ratioOfRates: moverWilsonRatioOfRatesTest,
			differenceOfProportions: moverWilsonDifferenceOfProportionsTest, differenceOfRates: moverWilsonDifferenceOfRatesTest,
		},
	},
	AgrestiCaffo: {
		name:   "agresti-caffo",
		limits: limitsTable{differenceOfProportions: agrestiCaffo},
		tests:  testTable{differenceOfProportions: agrestiCaffoTest},
	},
}

// scoreLimits returns a table with the variant v for the given quantities, and scoreTests its
// tests.
func scoreLimits(v score.Variant, quantities ...quantity) (table limitsTable) {
	for _, q := range quantities {
		table[q] = scoreLimitsOf(q, v)
	}
	return table
}

func scoreTests(v score.Variant, quantities ...quantity) (table testTable) {
	for _, q := range quantities {
		table[q] = scoreTestOf(q, v)
	}
	return table
}

// with returns the table with f for q.
func (table limitsTable) with(q quantity, f limitsFunc) limitsTable {
	table[q] = f
	return table
}

func (table testTable) with(q quantity, f testFunc) testTable {
	table[q] = f
	return table
}
