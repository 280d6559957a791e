package rri

import (
	"errors"
	"math"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"pgregory.net/rapid"
)

// TestAnyDiffersAgrees compares the test with what R, SciPy and mpmath give for the sets in
// testdata/any_differs.
func TestAnyDiffersAgrees(t *testing.T) {
	rates, proportions := make(map[string]map[string]Rate), make(map[string]map[string]Proportion)
	for _, r := range referencetest.Records(t, filepath.Join("testdata", "any_differs", "counts.csv")) {
		set, events, effect := r["set"], referencetest.Count(t, r["events"]), referencetest.Float(t, r["design_effect"])
		if r["model"] == "rate" {
			if rates[set] == nil {
				rates[set] = make(map[string]Rate)
			}
			rates[set][r["group"]] = referencetest.Must(MeasureOf[Rate](events, referencetest.Float(t, r["exposure"]), effect))
			continue
		}
		if proportions[set] == nil {
			proportions[set] = make(map[string]Proportion)
		}
		proportions[set][r["group"]] = referencetest.Must(MeasureOf[Proportion](events, referencetest.Float(t, r["exposure"]), effect))
	}
	// relative, of the statistic and of p; glm stops iterating at so many digits
	tolerances := map[string]float64{"mpmath": 1e-13, "SciPy chisquare": 1e-12, "SciPy chi2_contingency": 1e-12, "R chisq.test": 1e-12, "R glm Rao": 1e-6}
	peers := make(map[string]int)
	for _, r := range referencetest.Records(t, filepath.Join("testdata", "any_differs", "tests.csv")) {
		var got Test
		var err error
		if counts, ok := rates[r["set"]]; ok {
			got, err = AnyDiffers(counts)
		} else {
			got, err = AnyDiffers(proportions[r["set"]])
		}
		if err != nil {
			t.Fatalf("%s: %v", r["set"], err)
		}
		peers[r["peer"]]++
		tolerance := tolerances[r["peer"]]
		statistic, p := referencetest.Float(t, r["statistic"]), referencetest.Float(t, r["p"])
		if math.Abs(got.Statistic-statistic) > tolerance*max(statistic, 1e-12) {
			t.Errorf("%s: statistic %v, want %v of %s", r["set"], got.Statistic, statistic, r["peer"])
		}
		// a relative error of the statistic is one of p as many times as large as the statistic
		if math.Abs(got.P-p) > tolerance*max(1, statistic)*p {
			t.Errorf("%s: p %v, want %v of %s", r["set"], got.P, p, r["peer"])
		}
		if want := referencetest.Count(t, r["df"]); int64(got.DF) != want {
			t.Errorf("%s: %d degrees of freedom, want %d", r["set"], got.DF, want)
		}
	}
	if len(peers) != len(tolerances) {
		t.Errorf("peers %v, want each of %v", peers, tolerances)
	}
}

// TestAnyDiffersText has the line that is read out, and the edges: what is left out, and where
// there is nothing to test.
func TestAnyDiffersText(t *testing.T) {
	const begin = "whether any group differs: "
	for _, test := range []struct {
		counts any
		want   string
		reason string
	}{
		{map[string]Rate{"A": {Events: 317, Population: 1584583}, "B": {Events: 29, Population: 37844}, "C": {Events: 40, Population: 80000}},
			"Pearson's chi-squared test, 2 df, p < 0.001", "rates far apart"},
		{map[string]Proportion{"A": {Events: 86, Trials: 300}, "B": {Events: 70, Trials: 310}}, "Pearson's chi-squared test, 1 df, p = 0.0850", "proportions"},
		{map[string]Proportion{"A": {Events: 3, Trials: 9}, "B": {Events: 20, Trials: 60}}, "Pearson's chi-squared test, 1 df, p = 1.000" +
			" (rough: the smallest expected count is 3.0, and should be 5 or more)", "alike, and few"},
		{map[string]Proportion{"A": {Events: 30, Trials: 34}, "B": {Events: 16, Trials: 17}}, "Pearson's chi-squared test, 1 df, p = 0.505" +
			" (rough: the smallest expected count is 1.7, and should be 5 or more)", "few without the event"},
		{map[string]Rate{"A": {Events: 1, Population: 1}, "B": {Events: 300, Population: 100000}},
			"Pearson's chi-squared test, 1 df, p < 0.001 (rough: the smallest expected count is below 0.1, and should be 5 or more)", "hardly any expected"},
		{map[string]Rate{"A": {Events: 5, Population: 10}, "B": {Events: 15, Population: 30}}, "Pearson's chi-squared test, 1 df, p = 1.000",
			"5 expected are enough"},
		{map[string]Rate{"A": {Events: 10, Population: 10, DesignEffect: 2.5}, "B": {Events: 30, Population: 30}},
			"Pearson's chi-squared test, 1 df, p = 1.000 (rough: the smallest expected count is 4.0, and should be 5 or more)", "effective counts are expected"},
		{map[string]Rate{"A": {Events: 20, Population: 1000}, "B": {Events: 20, Population: 1000}, "C": {Events: 3}, "D": {}},
			"Pearson's chi-squared test, 1 df, p = 1.000; 2 groups are not in it", "no residents"},
		{map[string]Proportion{"A": {Events: 20, Trials: 100}, "B": {Events: 20, Trials: 100}, "C": {}},
			"Pearson's chi-squared test, 1 df, p = 1.000; 1 group is not in it", "no trials"},
		{map[string]Rate{}, "cannot be tested, as there are fewer than two groups to compare", "no groups"},
		{map[string]Rate{"A": {Events: 3, Population: 10}, "B": {Events: 3}},
			"cannot be tested, as there are fewer than two groups to compare; 1 group is not in it", "one group with residents"},
		{map[string]Rate{"A": {Population: 10}, "B": {Population: 20}}, "cannot be tested, as no group has the event, or all have nothing else", "no events"},
		{map[string]Proportion{"A": {Events: 9, Trials: 9}, "B": {Events: 5, Trials: 5}},
			"cannot be tested, as no group has the event, or all have nothing else", "nothing but events"},
	} {
		var got Test
		var err error
		switch counts := test.counts.(type) {
		case map[string]Rate:
			got, err = AnyDiffers(counts)
		case map[string]Proportion:
			got, err = AnyDiffers(counts)
		}
		if err != nil || got.String() != begin+test.want {
			t.Errorf("%s: %q, %v, want %q", test.reason, got, err, begin+test.want)
		}
	}
}

// TestAnyDiffersErrors: what makes no sense, or would tell what is withheld, is an error.
func TestAnyDiffersErrors(t *testing.T) {
	if _, err := AnyDiffers(map[string]Proportion{"A": {Events: 1, Trials: 2}, "B": {Events: 3, Trials: 2}}); !errors.Is(err, ErrCount) ||
		!strings.Contains(err.Error(), `"B"`) {
		t.Errorf("more events than trials: %v", err)
	}
	if _, err := AnyDiffers(map[float64]Rate{math.NaN(): {}}); err == nil {
		t.Error("a group that is NaN: no error")
	}
	whole := rateTable(map[string]Rate{"White": {Events: 317, Population: 1584583}, "Black": {Events: 29, Population: 37844}, "Asian": {Events: 40, Population: 37844}}, Options{})
	if _, err := whole.WithDerived("rounded").AnyDiffers(); !errors.Is(err, ErrDerived) {
		t.Errorf("a derived table: %v", err)
	}
	hidden := whole
	hidden.Rows = append([]Row[string, Rate](nil), whole.Rows...)
	hidden.Rows[1].Rate.Flags |= Suppressed
	if _, err := hidden.AnyDiffers(); !errors.Is(err, ErrDerived) {
		t.Errorf("a withheld row: %v", err)
	}
	got, err := whole.WithoutComparison("Asian", "no such box").AnyDiffers()
	if err != nil || got.Groups != 2 || got.LeftOut != 1 {
		t.Errorf("a row that is not compared: %+v, %v, want 2 groups and 1 left out", got, err)
	}
	whole.Options.DegreesOfFreedom = -1
	if _, err := whole.AnyDiffers(); !errors.Is(err, ErrOption) {
		t.Errorf("-1 degrees of freedom: %v", err)
	}
	var test Test
	if err := test.UnmarshalJSON([]byte(`{"name":"likelihood ratio test"}`)); err == nil {
		t.Error("a test by another name is read")
	}
}

// TestAnyDiffersEstimated: where the design effects were estimated, P is that of F, as R's pf gives
// it.
func TestAnyDiffersEstimated(t *testing.T) {
	for _, test := range []struct {
		counts map[string]Rate
		df     float64
		// pf(statistic / (groups - 1), groups - 1, df, lower.tail = FALSE) of R 4.2.2
		want   float64
		text   string
		reason string
	}{
		{map[string]Rate{"White": {Events: 40, Population: 400, DesignEffect: 2}, "Black": {Events: 60, Population: 400, DesignEffect: 2}}, 12.5,
			0.1817208133666785, "1 and 12.5 df, p = 0.182", "two groups"},
		{map[string]Rate{"White": {Events: 317, Population: 1584583, DesignEffect: 1.6}, "Black": {Events: 29, Population: 37844, DesignEffect: 1.25},
			"Asian": {Events: 40, Population: 37844}}, 12.5, 1.4674482972140523e-07, "2 and 12.5 df, p < 0.001", "far apart"},
		{map[string]Rate{"White": {Events: 30, Population: 100}, "Black": {Events: 30, Population: 100}, "Asian": {Events: 31, Population: 100}}, 3,
			0.98911076790953523, "2 and 3 df, p = 0.989", "alike"},
		{map[string]Rate{"White": {Events: 7, Population: 34}, "Black": {Events: 1, Population: 34}}, 1e12, 0.033894853524689267, "", "as good as known"},
		{map[string]Rate{"White": {Events: 7, Population: 34}, "Black": {Events: 1, Population: 34}}, 1e300, 0.033894853524689267, "", "known"},
	} {
		table := rateTable(test.counts, Options{DegreesOfFreedom: test.df})
		got, err := table.AnyDiffers()
		if err != nil || math.Abs(got.P-test.want) > 1e-11*test.want || !strings.Contains(got.String(), test.text) {
			t.Errorf("%s: %v %v, %v, want p %v and %q", test.reason, got, got.P, err, test.want, test.text)
		}
	}
}

// TestAnyDiffersLaws: the test of the table is that of its counts; order, names and an exchange of
// events and others change nothing; all counts times as many multiply the statistic, which a design
// effect of as much undoes; of two groups it is the square of the score test.
func TestAnyDiffersLaws(t *testing.T) {
	t.Run("rates", rapid.MakeCheck(func(t *rapid.T) { checkAnyDiffers(t, rateGen()) }))
	t.Run("proportions", rapid.MakeCheck(func(t *rapid.T) { checkAnyDiffers(t, proportionGen()) }))
}

func checkAnyDiffers[M Measure](t *rapid.T, measure *rapid.Generator[M]) {
	groups := rapid.SliceOfN(measure, 1, 8).Draw(t, "groups")
	counts, turned := make(map[int]M), make(map[int]M)
	for i, m := range groups {
		counts[i] = m
		events, exposure, d := m.Counts()
		if m.IsProportion() {
			events = int64(exposure) - events
		}
		turned[-i] = referencetest.Must(MeasureOf[M](events, exposure, d))
	}
	test := referencetest.Must(AnyDiffers(counts))
	if test.Groups+test.LeftOut != len(groups) || test.DF != 0 && test.DF != test.Groups-1 {
		t.Fatalf("%+v of %d groups", test, len(groups))
	}
	if (test.DF == 0) != math.IsNaN(test.P) || (test.DF == 0) != math.IsNaN(test.Statistic) || test.P < 0 || test.P > 1 || test.Statistic < 0 {
		t.Fatalf("%+v", test)
	}
	if other := referencetest.Must(AnyDiffers(turned)); !sameTest(test, other, 1e-9) {
		t.Fatalf("%+v, and in another order, or of the others, %+v", test, other)
	}
	table := referencetest.Must(Compare(0, counts, Options{}))
	if got := referencetest.Must(table.AnyDiffers()); !sameTest(test, got, 0) {
		t.Fatalf("%+v of the counts, %+v of their table", test, got)
	}
	for i, m := range groups { // a design effect of 2 halves the statistic
		_, _, d := m.Counts()
		if d > 1e6 {
			return
		}
		counts[i] = WithDesignEffect(m, 2*d)
	}
	if half := referencetest.Must(AnyDiffers(counts)); test.DF > 0 && math.Abs(2*half.Statistic-test.Statistic) > 1e-9*test.Statistic {
		t.Fatalf("statistic %v, and with twice the design effects %v, want half of it", test.Statistic, half.Statistic)
	}
}

// sameTest tells whether two tests are the same to a relative tolerance.
func sameTest(a, b Test, tolerance float64) bool {
	same := func(x, y, slack float64) bool {
		return x == y || math.IsNaN(x) && math.IsNaN(y) || math.Abs(x-y) <= slack*max(math.Abs(x), 1e-12)
	}
	return a.DF == b.DF && a.Groups == b.Groups && a.LeftOut == b.LeftOut && same(a.Statistic, b.Statistic, tolerance) &&
		same(a.LeastExpected, b.LeastExpected, tolerance) && same(a.P, b.P, tolerance*max(1, a.Statistic))
}

// TestAnyDiffersScore: of two groups the statistic is the square of the score, so that P is that of
// the score method, which is Wilson's of rates and, but for the factor N/(N-1), Mee's.
func TestAnyDiffersScore(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		group, baseline := rateGen().Draw(t, "group"), rateGen().Draw(t, "baseline")
		test := referencetest.Must(AnyDiffers(map[int]Rate{0: group, 1: baseline}))
		want, err := Ratio(group, baseline, Options{Method: Score})
		if test.DF == 0 || err != nil {
			t.Skip("nothing to test")
		}
		if z := math.Sqrt(test.Statistic); z < 8 && math.Abs(test.P-want.P) > 1e-7*want.P {
			t.Fatalf("p %v, and by the score method %v", test.P, want.P)
		}
	})
}

// TestAnyDiffersSize: over all the tables that can come out where no group differs, the test at
// 0.05 finds a difference about as often as it says where 5 or more are expected of every group;
// where fewer are, P says that it is rough.
func TestAnyDiffersSize(t *testing.T) {
	for _, test := range []struct {
		binomial    bool
		exposures   [3]float64
		p           float64
		least, most float64
		reason      string
	}{
		{true, [3]float64{10, 12, 14}, 0.5, 0.035, 0.065, "5 of each expected in the smallest"},
		{true, [3]float64{20, 30, 40}, 0.25, 0.035, 0.065, "groups of several sizes"},
		{true, [3]float64{17, 17, 60}, 0.3, 0.035, 0.065, "one large group"},
		{false, [3]float64{5, 10, 20}, 1, 0.035, 0.065, "rates"},
		{false, [3]float64{5, 5, 60}, 1, 0.035, 0.065, "rates, and one large group"},
		{true, [3]float64{4, 5, 50}, 0.1, 0, 0.11, "too few: rough"},
		{false, [3]float64{0.5, 1, 60}, 1, 0, 0.11, "too few events: rough"},
	} {
		first, tables := [3]int{}, [3][]float64{}
		for i, n := range test.exposures {
			first[i], tables[i] = probabilities(test.binomial, n, test.p)
		}
		var size, sure float64 // the chance of P < 0.05, and of one that is not called rough
		for a, pa := range tables[0] {
			for b, pb := range tables[1] {
				for c, pc := range tables[2] {
					if pa*pb*pc < 1e-9 {
						continue
					}
					events := [3]int64{int64(first[0] + a), int64(first[1] + b), int64(first[2] + c)}
					var got Test
					if test.binomial {
						got = pearson([]Proportion{{Events: events[0], Trials: int64(test.exposures[0])}, {Events: events[1], Trials: int64(test.exposures[1])},
							{Events: events[2], Trials: int64(test.exposures[2])}}, 0)
					} else {
						got = pearson([]Rate{{Events: events[0], Population: test.exposures[0]}, {Events: events[1], Population: test.exposures[1]},
							{Events: events[2], Population: test.exposures[2]}}, 0)
					}
					if got.P < 0.05 {
						size += pa * pb * pc
					}
					if got.P < 0.05 && !got.Rough() {
						sure += pa * pb * pc
					}
				}
			}
		}
		t.Logf("%s: finds a difference in %.2f %%, in %.2f %% without calling it rough", test.reason, 100*size, 100*sure)
		if size < test.least || size > test.most {
			t.Errorf("%s: size %v, want %v to %v", test.reason, size, test.least, test.most)
		}
		if sure > 0.065 {
			t.Errorf("%s: size %v without being called rough", test.reason, sure)
		}
	}
}
