package dispersion

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/enum/enumtest"
)

// rates returns replicates with the events of the groups A, B, … among one resident each. Events
// below 0 stand for a group that the replicate lacks.
func rates(events ...[]int64) (replicates []map[string]rri.Rate) {
	for _, row := range events {
		replicate := make(map[string]rri.Rate)
		for i, n := range row {
			if n >= 0 {
				replicate[string(rune('A'+i))] = rri.Rate{Events: n, Population: 1}
			}
		}
		replicates = append(replicates, replicate)
	}
	return replicates
}

// proportions is rates for proportions, of pairs of events and trials.
func proportions(rows ...[][2]int64) (replicates []map[string]rri.Proportion) {
	for _, row := range rows {
		replicate := make(map[string]rri.Proportion)
		for i, n := range row {
			replicate[string(rune('A'+i))] = rri.Proportion{Events: n[0], Trials: n[1]}
		}
		replicates = append(replicates, replicate)
	}
	return replicates
}

var approximately = cmp.Options{cmpopts.EquateApprox(1e-13, 1e-13), cmpopts.EquateNaNs()}

type perGroupTest struct {
	replicates []map[string]rri.Rate
	model      Model
	want       Factors[string]
	reason     string
}

func perGroupTests() []perGroupTest {
	alpha := (72 + math.Sqrt(30784)) / 640
	two := Dispersion{ChiSquare: 2, DF: 1, Cells: 2, Sparse: 2}
	return []perGroupTest{
		{
			rates([]int64{4}, []int64{4}, []int64{4}), Quasi,
			Factors[string]{Groups: []Group[string]{{"A", 1, 0, Dispersion{0, 2, 3, 3}}}, Pooled: Dispersion{0, 2, 3, 3}},
			"more even than chance: known to be 1, and no Student's t",
		},
		{
			rates([]int64{2, 0, 5, 1}, []int64{6, 0, -1, 1}), Quasi,
			Factors[string]{
				Groups: []Group[string]{{"A", 2, 1, two}, {"B", 1, 0, Dispersion{}}, {"C", 1, 0, Dispersion{}}, {"D", 1, 0, Dispersion{0, 1, 2, 2}}},
				Pooled: Dispersion{2, 2, 4, 4},
			},
			"no events, and one replicate, say nothing: they get the pooled factor, which is 2/2",
		},
		{
			rates([]int64{2, 0}, []int64{6, 0}, []int64{-1, 0}), Quasi,
			Factors[string]{Groups: []Group[string]{{"A", 2, 1, two}, {"B", 2, 1, Dispersion{}}}, Pooled: two},
			"a count of 0 is widened too",
		},
		{
			[]map[string]rri.Rate{{"A": {Events: 2, Population: 1}}, {"A": {Events: 10, Population: 3}}, {"A": {}}, nil}, Quasi,
			Factors[string]{Groups: []Group[string]{{"A", 1, 0, Dispersion{1./3 + 1./9, 1, 2, 1}}}, Pooled: Dispersion{1./3 + 1./9, 1, 2, 1}},
			"expected 3 and 9; a replicate without exposure and an empty one say nothing",
		},
		{
			rates([]int64{2}, []int64{6}), NegativeBinomial,
			Factors[string]{Groups: []Group[string]{{"A", 2, 1, two}}, Pooled: two, Alpha: 0.25},
			"8/(4 + 16 α) = 1, and 1 + α (16 + 16)/8",
		},
		{
			rates([]int64{20, 2, 0}, []int64{60, 6, 0}), NegativeBinomial,
			Factors[string]{
				Groups: []Group[string]{{"A", 1 + 40*alpha, 2, Dispersion{20, 1, 2, 0}}, {"B", 1 + 4*alpha, 2, two}, {"C", 1, 0, Dispersion{}}},
				Pooled: Dispersion{22, 2, 4, 2}, Alpha: alpha,
			},
			"800/(40 + 1600 α) + 8/(4 + 16 α) = 2: 320 α² - 72 α - 20 = 0",
		},
		{
			rates([]int64{4}, []int64{4}), NegativeBinomial,
			Factors[string]{Groups: []Group[string]{{"A", 1, 0, Dispersion{0, 1, 2, 2}}}, Pooled: Dispersion{0, 1, 2, 2}},
			"no more than chance: α is 0",
		},
	}
}

func TestPerGroup(t *testing.T) {
	for _, test := range perGroupTests() {
		got, err := PerGroup(test.replicates, test.model)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		if diff := cmp.Diff(test.want, got, approximately); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
	certain := proportions([][2]int64{{3, 3}, {3, 10}}, [][2]int64{{5, 5}, {5, 10}})
	if f, err := PerGroup(certain, Quasi); err != nil || f.Groups[0].Own.DF != 0 || math.Abs(f.Groups[1].Own.Factor()-2/2.4) > 1e-14 {
		t.Errorf("a group without non-events says nothing: %+v, %v; want φ = 2/2.4 of the other", f, err)
	}
	most := proportions([][2]int64{{97, 100}}, [][2]int64{{95, 100}}, [][2]int64{{99, 100}})
	if f, err := PerGroup(most, Quasi); err != nil || f.Pooled.Sparse != 3 {
		t.Errorf("few non-events are as few as few events: %+v, %v", f, err)
	}
}

type withinStrataTest struct {
	replicates []map[string]rri.Rate
	want       map[string]Group[string]
	reason     string
}

func withinStrataTests() []withinStrataTest {
	fewer := 2.56 * (1/2.6 + 1/1.4 + 1/10.4 + 1/5.6)
	mean := (0.92*100/23 + 0.2*fewer) / 1.12
	return []withinStrataTest{
		{
			// A expects 5, 5 of the 10 of each month: 2 × (1/5 + 1/5)
			rates([]int64{4, 6}, []int64{6, 4}),
			map[string]Group[string]{"A": {"A", 1, 0, Dispersion{0.8, 1, 4, 0}}, "B": {Group: "B", DesignEffect: 1}},
			"two groups: less than chance",
		},
		{
			// 7.5 and 5 of the 10 to 5: (2.5² × (1/7.5 + 1/7.5) + 2.5² × ...)
			rates([]int64{10, 5}, []int64{5, 10}, []int64{1000, 1000}, []int64{0, 0}, []int64{-1, 80}, []int64{7, -1}),
			map[string]Group[string]{
				"A": {"A", 5. / 3, 2, Dispersion{10. / 3, 2, 6, 0}}, "B": {Group: "B", DesignEffect: 5. / 3},
			},
			"a month with no events, and those that one group lacks, say nothing; that busy for both says what it should",
		},
		{
			// A: 4 × 2.5²/7.5
			rates([]int64{10, 5, 5}, []int64{5, 10, 10}),
			map[string]Group[string]{
				"A": {"A", 10./3 + 7./3, 1, Dispersion{10. / 3, 1, 4, 0}}, "B": {Group: "B", DesignEffect: 1}, "C": {"C", 1, 0, Dispersion{0, 1, 4, 0}},
			},
			"C leaves the baseline no more than 1, and a group of its size gets what is missing for the ratio",
		},
		{
			// A: 4²(2/92 + 2/8), and 11.5 times the events of B; C: 2²(2/10 + 2/6), and as many
			rates([]int64{88, 12, 8}, []int64{96, 4, 8}),
			map[string]Group[string]{
				"A": {"A", 100./23 + (100./23-49./15)*11.5, 1, Dispersion{100. / 23, 1, 4, 0}},
				"B": {Group: "B", DesignEffect: 49. / 15}, "C": {"C", 1, 1, Dispersion{32. / 15, 1, 4, 0}},
			},
			"the mean of 100/23 by 0.92 and 32/15 by 0.5 would leave C 0.70",
		},
		{
			// C: 1.6²(1/2.6 + 1/1.4 + 1/10.4 + 1/5.6), and a quarter of the events
			rates([]int64{88, 12, 1}, []int64{96, 4, 3}),
			map[string]Group[string]{
				"A": {"A", 100./23 + (100./23-mean)*11.5, 1, Dispersion{100. / 23, 1, 4, 0}},
				"B": {Group: "B", DesignEffect: mean}, "C": {"C", fewer + (fewer-mean)/4, 1, Dispersion{fewer, 1, 4, 2}},
			},
			"the mean of 100/23 by 0.92 and of that of C by 0.2",
		},
		{
			rates([]int64{10, 5, 0}, []int64{5, 10, 0}),
			map[string]Group[string]{
				"A": {"A", 10. / 3, 1, Dispersion{10. / 3, 1, 4, 0}}, "B": {Group: "B", DesignEffect: 10. / 3}, "C": {"C", 10. / 3, 1, Dispersion{}},
			},
			"a group without events gets the pooled factor",
		},
		{
			rates([]int64{10, 0, 5}, []int64{5, 0, 10}),
			map[string]Group[string]{
				"A": {"A", 10. / 3, 1, Dispersion{}}, "B": {Group: "B", DesignEffect: 10. / 3}, "C": {"C", 10. / 3, 1, Dispersion{}},
			},
			"a baseline without events: all get the pooled factor",
		},
	}
}

func TestWithinStrata(t *testing.T) {
	for _, test := range withinStrataTests() {
		got, err := WithinStrata("B", test.replicates)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		for _, g := range got.Groups {
			if diff := cmp.Diff(test.want[g.Group], g, approximately); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.reason, diff)
			}
		}
		if len(got.Groups) != len(test.want) || got.Alpha != 0 {
			t.Errorf("%s: %+v", test.reason, got)
		}
	}
}

// TestProportionsAtEdge: the likelihood is largest where the proportion of A in the first replicate
// is 1. R 4.2.2 has glm(cbind(events, exposure - events) ~ group + replicate,
// quasibinomial("log")) with a Pearson chi-square of 7.01406024088501; its 4 degrees of freedom
// have the cell that is met exactly.
func TestProportionsAtEdge(t *testing.T) {
	f, err := WithinStrata("B", proportions(
		[][2]int64{{5, 5}, {1, 3}}, [][2]int64{{7, 9}, {2, 4}}, [][2]int64{{4, 6}, {5, 8}}, [][2]int64{{8, 10}, {6, 7}}, [][2]int64{{3, 3}, {1, 4}}))
	if err != nil {
		t.Fatal(err)
	}
	if d := f.Pooled; math.Abs(d.ChiSquare-7.01406024) > 1e-8 || d.DF != 3 || d.Cells != 9 {
		t.Errorf("%+v, want 7.01406024 with 3, of 9 cells", d)
	}
}

// TestNothingButEvents: a group of nothing but events holds the replicates where its proportion is
// 1, so that the others are met by one proportion each: 2/1 of B, 0.5/0.9375 of C.
func TestNothingButEvents(t *testing.T) {
	f, err := WithinStrata("B", proportions([][2]int64{{50, 50}, {1, 4}, {2, 4}}, [][2]int64{{60, 60}, {3, 4}, {1, 4}}))
	if err != nil {
		t.Fatal(err)
	}
	if d := f.Pooled; math.Abs(d.ChiSquare-(2+0.5/0.9375)) > 1e-6 || d.DF != 1 || d.Cells != 4 {
		t.Errorf("%+v, want 2.533 with 1, of 4 cells", d)
	}
}

// TestProportionsNearOne: replicates with nothing but events end where a proportion is 1, which
// has no variance.
func TestProportionsNearOne(t *testing.T) {
	tests := []struct {
		replicates []map[string]rri.Proportion
		df         int
		reason     string
	}{
		{proportions([][2]int64{{9, 10}, {8, 10}}, [][2]int64{{10, 10}, {10, 10}}, [][2]int64{{5, 10}, {6, 10}}), 1, "a month of events alone"},
		{proportions([][2]int64{{9, 10}, {10, 10}}, [][2]int64{{8, 10}, {10, 10}}, [][2]int64{{5, 10}, {10, 10}}), 0, "a group of events alone"},
		{proportions([][2]int64{{10, 10}, {10, 10}}, [][2]int64{{10, 10}, {10, 10}}), 0, "events alone"},
		{proportions([][2]int64{{1, 1}, {0, 1}}, [][2]int64{{0, 1}, {1, 1}}), 1, "one trial each"},
	}
	for _, test := range tests {
		got, err := WithinStrata("B", test.replicates)
		if test.df == 0 {
			if !errors.Is(err, ErrReplicates) {
				t.Errorf("%s: %+v, %v; want ErrReplicates", test.reason, got, err)
			}
			continue
		}
		if err != nil || got.Pooled.DF != test.df || !(got.Pooled.ChiSquare >= 0) || math.IsInf(got.Pooled.ChiSquare, 1) {
			t.Errorf("%s: %+v, %v; want %d degrees of freedom", test.reason, got, err, test.df)
		}
	}
}

func TestErrors(t *testing.T) {
	r := rri.Rate{Events: 5, Population: 10}
	p := rri.Proportion{Events: 5, Trials: 10}
	perGroup := func(model Model, replicates ...map[string]rri.Rate) error {
		_, err := PerGroup(replicates, model)
		return err
	}
	within := func(replicates ...map[string]rri.Rate) error {
		_, err := WithinStrata("B", replicates)
		return err
	}
	type row = map[string]rri.Rate
	factors := Factors[string]{Groups: []Group[string]{{Group: "A", DesignEffect: 2}}}
	tests := []struct {
		err    error
		want   error
		text   string
		reason string
	}{
		{perGroup(Quasi), ErrReplicates, "two replicates", "none"},
		{perGroup(Quasi, nil, row{}), ErrReplicates, "two replicates", "empty ones"},
		{perGroup(Quasi, row{"A": r, "B": r}), ErrReplicates, "two replicates", "one replicate"},
		{perGroup(Quasi, rates([]int64{0}, []int64{0})...), ErrReplicates, "two replicates", "no events"},
		{perGroup(Quasi, row{"A": r}, row{"A": r, "C": r, "B": {Events: -1, Population: 1}}), rri.ErrCount, `replicate 2, group "B": -1 events`, "a negative count"},
		{perGroup(Quasi, row{"A": r}, row{"A": {Events: 1}}), rri.ErrCount, `replicate 2, group "A"`, "events in no population"},
		{perGroup(Quasi, row{"A": rri.WithDesignEffect(r, 1.5)}), ErrDesignEffect, `replicate 1, group "A": design effect 1.5`, "a design effect"},
		{perGroup(Model(9), row{"A": r}, row{"A": r}), rri.ErrOption, "Model(9)", "no model"},
		{second(PerGroup([]map[string]rri.Proportion{{"A": p}, {"A": p}}, NegativeBinomial)), rri.ErrOption, "choose quasi", "proportions"},
		{within(), ErrReplicates, "two groups", "none"},
		{within(row{"B": r}, row{"B": r}), ErrReplicates, "two groups", "one group"},
		{within(row{"A": r, "B": r}), ErrReplicates, "two replicates", "one replicate"},
		{within(row{"A": r}, row{"B": r}, row{"A": r}), ErrReplicates, "both have exposure", "never both"},
		{within(row{"A": r, "C": r}, row{"A": r, "C": r}), rri.ErrBaseline, `"B"`, "no baseline"},
		{within(rates([]int64{0, 5}, []int64{0, 9})...), ErrReplicates, "events", "events of one group alone"},
		{within(row{"A": r, "B": r}, row{"A": r, "B": {Events: 1, Population: math.NaN()}}), rri.ErrCount, `replicate 2, group "B": population NaN`, "NaN"},
		{second(Apply(factors, row{"A": rri.WithDesignEffect(r, 1.5)})), ErrDesignEffect, `group "A": design effect 1.5`, "a design effect already"},
		{second(Apply(factors, row{"A": r, "B": r})), ErrReplicates, `group "B"`, "a group that is not known"},
		{second(Apply(factors, row{"A": {Events: -1, Population: 1}})), rri.ErrCount, `group "A"`, "a negative count"},
		{second(Apply(Factors[string]{}, row{"\x1b[31m": r})), ErrReplicates, `group " [31m"`, "a name that is no text"},
	}
	for _, test := range tests {
		if !errors.Is(test.err, test.want) || !strings.Contains(test.err.Error(), test.text) || !strings.HasPrefix(test.err.Error(), "dispersion: ") {
			t.Errorf("%s: error %v, want %v with %q", test.reason, test.err, test.want, test.text)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestApply(t *testing.T) {
	f := Factors[string]{Groups: []Group[string]{{Group: "A", DesignEffect: 2.5, DF: 7}, {Group: "B", DesignEffect: 1}, {Group: "C", DesignEffect: 3, DF: 4}}}
	counts := map[string]rri.Proportion{"A": {Events: 1, Trials: 9}, "B": {Events: 2, Trials: 9}}
	got, err := Apply(f, counts)
	want := map[string]rri.Proportion{"A": {Events: 1, Trials: 9, DesignEffect: 2.5}, "B": {Events: 2, Trials: 9}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil || counts["A"].DesignEffect != 0 {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	for _, test := range []struct {
		groups []string
		want   float64
		reason string
	}{
		{nil, 4, "the fewest of all"},
		{[]string{"A", "B"}, 7, "of these"},
		{[]string{"B"}, 0, "one that is known"},
	} {
		if got := f.DegreesOfFreedom(test.groups...); got != test.want {
			t.Errorf("%s: %v, want %v", test.reason, got, test.want)
		}
	}
}

// TestFactorIsFinite: a factor that no count may have is cut to the largest that one may.
func TestFactorIsFinite(t *testing.T) {
	replicates := []map[string]rri.Rate{
		{"A": {Events: rri.MaxCount, Population: 1e-9}, "B": {Events: 1, Population: 1}}, {"A": {Events: 0, Population: 1e15}, "B": {Events: 1, Population: 1}},
	}
	f, err := PerGroup(replicates, Quasi)
	if err != nil || f.Groups[0].DesignEffect != float64(rri.MaxCount) || !(f.Groups[0].Own.Factor() > float64(rri.MaxCount)) {
		t.Errorf("%+v, %v", f, err)
	}
	if _, err := Apply(f, map[string]rri.Rate{"A": {Events: 1, Population: 1}}); err != nil {
		t.Error(err)
	}
	w, err := WithinStrata("B", replicates)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range w.Groups {
		if !(g.DesignEffect >= 1 && g.DesignEffect <= float64(rri.MaxCount)) {
			t.Errorf("%+v", g)
		}
	}
	if phi := (Dispersion{}).Factor(); !math.IsNaN(phi) {
		t.Errorf("φ of nothing is %v", phi)
	}
}

func TestModel(t *testing.T) { enumtest.Check[Model](t, Models(), ParseModel) }

// A group that the replicates do not have has no degrees of freedom: 0 would stand for the normal
// distribution, and narrow the interval of a name that is misspelt.
func TestDegreesOfFreedomOfNobody(t *testing.T) {
	f := Factors[string]{Groups: []Group[string]{{Group: "a"}}}
	f.Groups[0].DF = 3
	for _, test := range []struct {
		groups []string
		want   float64
		reason string
	}{
		{nil, 3, "all"},
		{[]string{"a"}, 3, "named"},
		{[]string{"a", "nobody"}, math.NaN(), "one is misspelt"},
	} {
		if got := f.DegreesOfFreedom(test.groups...); got != test.want && !(math.IsNaN(got) && math.IsNaN(test.want)) {
			t.Errorf("%v: %v, want %v: %s", test.groups, got, test.want, test.reason)
		}
	}
}

// What rounding leaves of the difference of large factors is no factor, whatever the order of the
// replicates.
func TestWithinStrataRounding(t *testing.T) {
	of := func(events int64, population float64) rri.Rate {
		return rri.Rate{Events: events, Population: population}
	}
	months := []map[string]rri.Rate{
		{"A": of(7, 1.5e6), "B": of(2, 0.25), "C": of(654, 1)},
		{"A": of(134, 1), "B": of(1, 1.5e6), "C": of(4, 10000)},
	}
	for _, replicates := range [][]map[string]rri.Rate{months, {months[1], months[0]}} {
		f, err := WithinStrata("A", replicates)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Groups[2].DesignEffect; got != 1 {
			t.Errorf("C has %v, want 1: its ratio to A has the least factor, of 7e12, all of which is put on A", got)
		}
	}
}
