package strata

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/score"
)

// proportions returns pairs of a events out of n and b out of m.
func proportions(rows ...[4]int64) []Pair[rri.Proportion] {
	pairs := make([]Pair[rri.Proportion], len(rows))
	for i, r := range rows {
		pairs[i] = Pair[rri.Proportion]{rri.Proportion{Events: r[0], Trials: r[1]}, rri.Proportion{Events: r[2], Trials: r[3]}}
	}
	return pairs
}

var (
	dollHill   = proportions([4]int64{647, 1269, 2, 29}, [4]int64{41, 69, 19, 51})
	fiveTables = proportions([4]int64{20, 30, 14, 38}, [4]int64{15, 18, 12, 27}, [4]int64{3, 6, 2, 4}, [4]int64{12, 19, 3, 8}, [4]int64{1, 4, 0, 2})
	berkeley   = proportions([4]int64{313, 332, 512, 601}, [4]int64{207, 215, 353, 370}, [4]int64{205, 596, 120, 322}, [4]int64{278, 522, 139, 270},
		[4]int64{138, 437, 53, 147}, [4]int64{351, 668, 22, 46})
	herds = proportions([4]int64{23, 33, 3, 9}, [4]int64{10, 12, 2, 6}, [4]int64{20, 21, 3, 6}, [4]int64{5, 7, 2, 4},
		[4]int64{14, 16, 1, 7}, [4]int64{6, 8, 3, 6}, [4]int64{10, 13, 3, 4}, [4]int64{3, 3, 2, 3})
	stockings = proportions([4]int64{15, 97, 37, 103}, [4]int64{0, 8, 5, 10}, [4]int64{11, 50, 23, 48}, [4]int64{4, 110, 16, 110}, [4]int64{7, 65, 7, 32},
		[4]int64{8, 25, 8, 25}, [4]int64{5, 126, 17, 126}, [4]int64{0, 104, 4, 92}, [4]int64{7, 80, 16, 81})
	opposite = proportions([4]int64{30, 100, 15, 100}, [4]int64{10, 100, 25, 100}, [4]int64{20, 80, 20, 80})

	twoAges = []Pair[rri.Rate]{
		{rri.Rate{Events: 1308, Population: 4325264}, rri.Rate{Events: 884, Population: 13142619}},
		{rri.Rate{Events: 200, Population: 1530342}, rri.Rate{Events: 190, Population: 5586741}},
	}
)

// TestPublishedEstimates: figures that others printed, to the digits they printed.
func TestPublishedEstimates(t *testing.T) {
	ratio := func(pairs []Pair[rri.Proportion]) func(Options) (rri.Estimate, error) {
		return func(o Options) (rri.Estimate, error) { return Ratio(pairs, o) }
	}
	difference := func(pairs []Pair[rri.Proportion]) func(Options) (rri.Estimate, error) {
		return func(o Options) (rri.Estimate, error) { return Difference(pairs, o) }
	}
	odds := func(pairs []Pair[rri.Proportion]) func(Options) (rri.Estimate, error) {
		return func(o Options) (rri.Estimate, error) { return OddsRatio(pairs, o) }
	}
	tests := []struct {
		name                string
		of                  func(Options) (rri.Estimate, error)
		method              Method
		value, lower, upper float64
		unit                float64 // of the last printed digit
		reason              string
	}{
		{"Doll and Hill, ratio", ratio(dollHill), MantelHaenszel, 2.4751, 1.5831, 3.8698, 1e-4, "contingencytables, tests of the R package to Fagerland, Lydersen and Laake 2017"},
		{"Doll and Hill, difference", difference(dollHill), MantelHaenszel, 0.3294, 0.2281, 0.4307, 1e-4, "contingencytables: its interval is that of Greenland and Robins"},
		{"Doll and Hill, odds ratio", odds(dollHill), MantelHaenszel, 4.5239, 2.4171, 8.4671, 1e-4,
			"contingencytables prints 2.3556 to 8.6880: its last term of Robins, Breslow and Greenland has n22 for n21; these are the limits of the paper"},
		{"Doll and Hill, odds ratio", odds(dollHill), InverseVariance, 3.5563, 1.8365, 6.8866, 1e-4, "contingencytables: Woolf"},
		{"five tables, odds ratio", odds(fiveTables), MantelHaenszel, 3.5912, 1.7811, 7.2406, 1e-4, "R, mantelhaen.test, printed 1.781135 and 7.240633 in the tests of statsmodels"},
		{"five tables, odds ratio", odds(fiveTables), MantelHaenszel, math.NaN(), 1.781135, 7.240633, 1e-6, "the same to the digits of the limits"},
		{"Berkeley, odds ratio", odds(berkeley), MantelHaenszel, 1.101879, math.NaN(), math.NaN(), 1e-6, "R, mantelhaen.test"},
		{"Berkeley, odds ratio", odds(berkeley), MantelHaenszel, math.NaN(), 0.9402012, 1.2913602, 1e-7, "R, mantelhaen.test"},
		{"herds, ratio", ratio(herds), MantelHaenszel, 1.94, 1.35, 2.78, 1e-2, "help page of epi.2by2 in epiR"},
		{"two ages, ratio of rates", func(o Options) (rri.Estimate, error) { return Ratio(twoAges, o) }, MantelHaenszel, 4.39, 4.06, 4.75, 1e-2, "help page of epi.2by2 in epiR"},
		{"stockings, difference", difference(stockings), SCAS, -0.1242, -0.1632, -0.0866, 1e-4,
			"vignette of ratesci, the package by the author of the method, on Roderick and others 2005; it too weighs differences as Mantel and Haenszel do"},
	}
	for _, test := range tests {
		got, err := test.of(Options{Method: test.method})
		if err != nil {
			t.Errorf("%s by %s: %v", test.name, test.method, err)
			continue
		}
		for i, pair := range [][2]float64{{got.Value, test.value}, {got.Lower, test.lower}, {got.Upper, test.upper}} {
			if !math.IsNaN(pair[1]) && math.Abs(pair[0]-pair[1]) > 0.5000001*test.unit {
				t.Errorf("%s by %s = %.8f (%.8f to %.8f), want number %d to print as %v (%s)", test.name, test.method, got.Value, got.Lower, got.Upper, i+1, pair[1], test.reason)
			}
		}
	}
}

// TestPublishedTests: the same for tests.
func TestPublishedTests(t *testing.T) {
	breslowDay := func(pairs []Pair[rri.Proportion]) func() (Test, error) {
		return func() (Test, error) { return BreslowDay(pairs) }
	}
	tarone := func(pairs []Pair[rri.Proportion]) func() (Test, error) {
		return func() (Test, error) { return Tarone(pairs) }
	}
	cmh := func(pairs []Pair[rri.Proportion], corrected bool) func() (Test, error) {
		return func() (Test, error) { return CochranMantelHaenszel(pairs, corrected) }
	}
	tests := []struct {
		name                 string
		of                   func() (Test, error)
		statistic, p         float64
		statisticUnit, pUnit float64
		reason               string
	}{
		{"Doll and Hill, no disparity", cmh(dollHill, false), 24.920, 0.000001, 1e-3, 1e-6, "contingencytables"},
		{"Doll and Hill, Tarone", tarone(dollHill), 5.175, 0.022919, 1e-3, 1e-6, "contingencytables prints it under the name of Breslow and Day"},
		{"Doll and Hill, Breslow-Day", breslowDay(dollHill), 5.215, 0.0224, 1e-3, 1e-4, "without the adjustment, which is what Breslow and Day wrote"},
		{"five tables, no disparity", cmh(fiveTables, true), 11.8852, 0.0005658, 1e-4, 1e-7, "R, mantelhaen.test with its correction"},
		{"five tables, Breslow-Day", breslowDay(fiveTables), 1.8438, 0.7645, 1e-4, 1e-4, "DescTools, BreslowDayTest"},
		{"five tables, Tarone", tarone(fiveTables), 1.8436, 0.7645, 1e-4, 1e-4, "DescTools, BreslowDayTest(correct = TRUE)"},
		{"Berkeley, no disparity", cmh(berkeley, true), 1.3368, 0.2476, 1e-4, 1e-4, "R, mantelhaen.test with its correction"},
		{"Berkeley, Breslow-Day", breslowDay(berkeley), 18.83297, 0.002064786, 1e-5, 1e-9, "DescTools, BreslowDayTest"},
		{"Berkeley, Tarone", tarone(berkeley), 18.83297, 0.002064786, 3e-5, 3e-8,
			"the tests of statsmodels have the figures of the plain test here; the adjustment moves the 8th digit of the p-value"},
		{"opposite, Breslow-Day", breslowDay(opposite), 14.24, 0.0008, 1e-2, 1e-4,
			"the Mantel-Haenszel odds ratio is 1, where the quadratic of the textbook is 0/0 and epiR prints χ² = 0, p = 1"},
	}
	for _, test := range tests {
		got, err := test.of()
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if math.Abs(got.Statistic-test.statistic) > 0.5000001*test.statisticUnit || math.Abs(got.P-test.p) > 0.5000001*test.pUnit {
			t.Errorf("%s = %.8f, p %.10f, want them to print as %v and %v (%s)", test.name, got.Statistic, got.P, test.statistic, test.p, test.reason)
		}
	}
}

// TestQAboutMantelHaenszel: Fagerland, Lydersen and Laake centre Cochran's Q on the Mantel-Haenszel
// difference, where it is not chi-square; ours is about the weighted mean, as Cochran wrote it. The
// two differ by the squared distance of the centres over the variance of the mean, which recovers
// the printed 6.591, p = 0.010251.
func TestQAboutMantelHaenszel(t *testing.T) {
	q, err := DifferenceHomogeneity(dollHill, InverseVariance)
	if err != nil {
		t.Fatal(err)
	}
	mh, err := Difference(dollHill, Options{Method: MantelHaenszel})
	if err != nil {
		t.Fatal(err)
	}
	mean, err := Difference(dollHill, Options{Method: InverseVariance})
	if err != nil {
		t.Fatal(err)
	}
	error := (mean.Upper - mean.Lower) / 2 / 1.959963984540054
	distance := (mh.Value - mean.Value) / error
	got := chiSquare(q.Statistic+distance*distance, 1)
	if math.Abs(got.Statistic-6.591) > 0.0005 || math.Abs(got.P-0.010251) > 0.0000005 {
		t.Errorf("Q about the Mantel-Haenszel difference = %+v, want 6.591 and p 0.010251", got)
	}
}

// TestScoreHomogeneityElsewhere: ratesci takes the score test of homogeneity at the centre of the
// skewness-corrected interval, ours is at the Mantel-Haenszel difference. At its centre ours gives
// its figures: Q = 14.41529, p = 0.07156, I² = 44.50337 %. It solves to about 6 decimals.
func TestScoreHomogeneityElsewhere(t *testing.T) {
	centre, err := Difference(stockings, Options{Level: 1e-9})
	if err != nil {
		t.Fatal(err)
	}
	strata, _, err := counts(stockings)
	if err != nil {
		t.Fatal(err)
	}
	q, informative := score.Heterogeneity(quantity.DifferenceOfProportions, strata, centre.Lower)
	got := chiSquare(q, informative-1)
	if math.Abs(got.Statistic-14.41529) > 5e-6 || got.DF != 8 || math.Abs(got.P-0.07156) > 5e-6 || math.Abs(100*got.I2()-44.50337) > 5e-5 {
		t.Errorf("score test of homogeneity at %v = %+v, I² %v, want 14.41529, p 0.07156, I² 0.4450337", centre.Lower, got, got.I2())
	}
	ours, err := DifferenceHomogeneity(stockings, SCAS)
	if err != nil {
		t.Fatal(err)
	}
	if math.Abs(ours.Statistic-got.Statistic) > 0.01 {
		t.Errorf("score test of homogeneity = %+v, want close to %+v: the two centres are", ours, got)
	}
}

// TestShares: the shares of the strata, as ratesci prints them in per cent.
func TestShares(t *testing.T) {
	var strata []Stratum[int, string, rri.Proportion]
	for i, p := range stockings {
		strata = append(strata, Stratum[int, string, rri.Proportion]{i + 1, map[string]rri.Proportion{"stockings": p.Group, "none": p.Baseline}})
	}
	table, err := Compare("none", strata, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{15.62, 1.39, 7.66, 17.19, 6.70, 3.91, 19.69, 15.26, 12.58} {
		if got := 100 * table.Rows[1].Parts[i].DifferenceShare; math.Abs(got-want) > 0.0051 {
			t.Errorf("share of stratum %d = %.4f %%, want %.2f", i+1, got, want)
		}
	}
}
