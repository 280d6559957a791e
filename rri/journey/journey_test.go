package journey

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
)

// published are the exact conditional intervals that SGilr/prism-r (data/processed/rri.json, read
// in 2026) derives from the Youth Justice Statistics of the Youth Justice Board and the 2021
// census: children aged 10 to 17, England and Wales, against White children. Limits to six
// decimals.
var published = []struct {
	step         string
	group        string
	events, base int64
	lower, upper float64
}{
	{"stop and search 2025", "Asian", 5125, 663825, 0.582506, 0.616999},
	{"stop and search 2025", "Black", 10326, 333587, 2.353544, 2.455096},
	{"stop and search 2025", "Mixed", 4418, 330389, 1.006859, 1.070834},
	{"stop and search 2025", "Other", 1546, 145406, 0.784477, 0.868533},
	{"arrest 2025", "Asian", 3045, 663825, 0.498132, 0.536533},
	{"arrest 2025", "Black", 5200, 333587, 1.706491, 1.808902},
	{"arrest 2025", "Mixed", 3606, 330389, 1.188586, 1.273106},
	{"arrest 2025", "Other", 908, 145406, 0.658319, 0.751819},
	{"custody 2023 to 2025", "Asian", 68, 846, 1.062141, 1.779741},
	{"custody 2023 to 2025", "Black", 202, 2183, 1.354201, 1.869751},
	{"custody 2023 to 2025", "Mixed", 86, 1256, 0.930649, 1.479044},
	{"custody 2023 to 2025", "Other", 26, 304, 0.955047, 2.178914},
	{"custody 2023", "Asian", 20, 294, 0.704926, 1.866027},
	{"custody 2023", "Black", 78, 889, 1.156061, 1.978993},
	{"custody 2023", "Mixed", 21, 460, 0.479179, 1.240029},
	{"custody 2023", "Other", 9, 85, 0.826768, 3.54733},
	{"custody 2024", "Asian", 23, 255, 0.941758, 2.33625},
	{"custody 2024", "Black", 86, 563, 1.978125, 3.312511},
	{"custody 2024", "Mixed", 33, 367, 1.015516, 2.188242},
	{"custody 2024", "Other", 7, 103, 0.454235, 2.395655},
	{"custody 2025", "Asian", 25, 297, 0.935145, 2.239875},
	{"custody 2025", "Black", 38, 731, 0.628518, 1.292217},
	{"custody 2025", "Mixed", 32, 429, 0.873505, 1.903219},
	{"custody 2025", "Other", 10, 116, 0.715276, 2.835992},
	{"remand 2025", "Asian", 55, 536, 1.118254, 1.999228},
	{"remand 2025", "Black", 252, 1933, 1.635148, 2.241532},
	{"remand 2025", "Mixed", 181, 1466, 1.518127, 2.161924},
	{"remand 2025", "Other", 50, 351, 1.530569, 2.809148},
}

// white has the counts of the baseline.
var white = map[string][2]int64{
	"stop and search 2025": {53593, 4161949}, "arrest 2025": {36923, 4161949}, "custody 2023 to 2025": {645, 11111}, "custody 2023": {210, 3636},
	"custody 2024": {218, 3667}, "custody 2025": {217, 3808}, "remand 2025": {444, 6526},
}

// youth returns published steps as rates, which is the model of their intervals.
func youth(names ...string) []Step[string] {
	var steps []Step[string]
	for _, n := range names {
		s := Step[string]{Name: n, Rates: map[string]rri.Rate{"White": {Events: white[n][0], Population: float64(white[n][1])}}}
		for _, row := range published {
			if row.step == n {
				s.Rates[row.group] = rri.Rate{Events: row.events, Population: float64(row.base)}
			}
		}
		steps = append(steps, s)
	}
	return steps
}

// All 28 published intervals, as steps of paths.
func TestPublishedSteps(t *testing.T) {
	checked := 0
	for _, path := range [][]string{{"stop and search 2025", "arrest 2025", "remand 2025", "custody 2025"}, {"custody 2023 to 2025"}, {"custody 2023", "custody 2024"}} {
		j, err := Product("White", youth(path...), Options{Options: rri.Options{Method: rri.Exact}})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range j.Paths {
			product := 1.0
			for i, x := range p.Indices {
				product *= x.Estimate.Value
				for _, row := range published {
					if row.step != j.Steps[i] || row.group != p.Group {
						continue
					}
					checked++
					if math.Abs(x.Estimate.Lower-row.lower) > 0.5000001e-6 || math.Abs(x.Estimate.Upper-row.upper) > 0.5000001e-6 {
						t.Errorf("%s, %s: %.7f to %.7f, want %.6f to %.6f", row.step, row.group, x.Estimate.Lower, x.Estimate.Upper, row.lower, row.upper)
					}
				}
			}
			if !near(p.Cumulative.Value, product) || p.Combined != (len(path) > 1) {
				t.Errorf("%v: %v, product %v", path, p.Cumulative, product)
			}
			t.Logf("%v, %s: %.6f, p %.3g", path, p.Group, p.Cumulative, p.Cumulative.P)
		}
	}
	if checked != 28 {
		t.Errorf("%d intervals checked, want 28", checked)
	}
}

func near(a, b float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-12*math.Max(math.Abs(a), math.Abs(b))
}

// MOVER against its formula, worked apart from the code: two log-Wald steps combine to the log-Wald
// interval of the sum of their variances.
func TestCombined(t *testing.T) {
	steps := []Step[string]{
		{Name: "a", Rates: map[string]rri.Rate{"W": {Events: 100, Population: 1000}, "G": {Events: 30, Population: 200}}},
		{Name: "b", Rates: map[string]rri.Rate{"W": {Events: 50, Population: 700}, "G": {Events: 20, Population: 150}}},
	}
	j, err := Product("W", steps, Options{Options: rri.Options{Method: rri.Wald}})
	if err != nil {
		t.Fatal(err)
	}
	e := j.Paths[0].Cumulative
	value := math.Log((30. / 200) / (100. / 1000) * (20. / 150) / (50. / 700))
	sd := math.Sqrt(1./100 + 1./30 + 1./50 + 1./20)
	const z = 1.959963984540054
	p := math.Erfc(value / sd / math.Sqrt2)
	for _, c := range [][2]float64{{e.Value, math.Exp(value)}, {e.Lower, math.Exp(value - z*sd)}, {e.Upper, math.Exp(value + z*sd)}, {e.P, p}} {
		if math.Abs(c[0]/c[1]-1) > 1e-9 {
			t.Errorf("%v, want %v; %v, p %v", c[0], c[1], e, e.P)
		}
	}
}

// anyStages draws a nested journey. Counts are small, so that zeros are common.
func anyStages() *rapid.Generator[[]Stage[string]] {
	return rapid.Custom(func(t *rapid.T) []Stage[string] {
		groups := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"A", "B", "C", "D", "W"}), 1, 5, rapid.ID).Draw(t, "groups")
		if !slices.Contains(groups, "W") {
			groups = append(groups, "W")
		}
		var stages []Stage[string]
		for i := range rapid.IntRange(2, 5).Draw(t, "stages") {
			s := Stage[string]{Name: fmt.Sprint("stage ", i), Counts: make(map[string]int64), Rate: i == 1 && rapid.Bool().Draw(t, "rate")}
			for _, g := range groups {
				most := int64(60)
				if i > 0 {
					most = stages[i-1].Counts[g]
				}
				if s.Rate && most > 0 {
					most *= 2
				}
				s.Counts[g] = rapid.Int64Range(0, most).Draw(t, "count")
			}
			stages = append(stages, s)
		}
		return stages
	})
}

// The product of the indices of the stages is the cumulative index, its interval is that of one
// ratio of the last to the first, and the shares add up to 1.
func TestNestedLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stages := anyStages().Draw(t, "stages")
		o := Options{Options: rri.Options{Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Score, rri.Wald}).Draw(t, "method")}}
		j, err := Compare("W", stages, o)
		if err != nil {
			t.Fatal(err)
		}
		o.Direction = index.ComparatorOverGroup
		back, err := Compare("W", stages, o)
		if err != nil {
			t.Fatal(err)
		}
		if len(j.Paths) != len(stages[0].Counts)-1 || len(j.Steps) != len(stages)-1 || j.From != stages[0].Name {
			t.Fatalf("%+v", j)
		}
		first, last := stages[0].Counts, stages[len(stages)-1].Counts
		for i, p := range j.Paths {
			product, shares := 1.0, 0.0
			for _, x := range p.Indices {
				product *= x.Estimate.Value
				shares += x.Share.Value
			}
			if p.Combined {
				t.Fatal("a nested journey is combined")
			}
			c := p.Cumulative
			if !math.IsNaN(product) && !near(product, c.Value) {
				t.Fatalf("%s: product %v, cumulative %v", p.Group, product, c.Value)
			}
			var want rri.Estimate
			if stages[1].Rate {
				want, err = rri.Ratio(rri.Rate{Events: last[p.Group], Population: float64(first[p.Group])},
					rri.Rate{Events: last["W"], Population: float64(first["W"])}, o.Options)
			} else {
				want, err = rri.Ratio(rri.Proportion{Events: last[p.Group], Trials: first[p.Group]}, rri.Proportion{Events: last["W"], Trials: first["W"]}, o.Options)
			}
			if err != nil || fmt.Sprint(want, want.P, want.Flags) != fmt.Sprint(c, c.P, c.Flags) {
				t.Fatalf("%s: %v, want %v, %v", p.Group, c, want, err)
			}
			gap := math.Log(c.Value)
			switch {
			case math.IsNaN(gap) || gap == 0:
				if p.Largest != -1 {
					t.Fatalf("%s: no gap, and stage %d is its largest part", p.Group, p.Largest)
				}
			case !math.IsInf(gap, 0):
				if math.Abs(shares-1) > 1e-9*(1+1/math.Abs(gap)) {
					t.Fatalf("%s: shares add up to %v", p.Group, shares)
				}
				for _, x := range p.Indices {
					if x.Share.Value > p.Indices[p.Largest].Share.Value {
						t.Fatalf("%s: stage %d is not the largest: %v", p.Group, p.Largest, p.Indices)
					}
				}
			}
			// The other way round everything is inverted, and the same step has the largest share.
			q := back.Paths[i]
			if c.Value > 0 && !math.IsInf(c.Value, 0) {
				if math.Abs(q.Cumulative.Value*c.Value-1) > 1e-12 || q.Largest != p.Largest && math.Abs(q.Indices[q.Largest].Share.Value-p.Indices[p.Largest].Share.Value) > 1e-9 {
					t.Fatalf("%s: %v and %v, %d and %d", p.Group, c, q.Cumulative, p.Largest, q.Largest)
				}
			}
			if c.Lower > 0 && !math.IsInf(q.Cumulative.Upper, 0) && math.Abs(c.Lower*q.Cumulative.Upper-1) > 1e-6 {
				t.Fatalf("%s: limits %v and %v are not the inverse of each other", p.Group, c, q.Cumulative)
			}
		}
		var b bytes.Buffer
		if err := j.WriteText(&b); err != nil || b.Len() == 0 || strings.Contains(b.String(), "NaN") || strings.Contains(b.String(), " \n") {
			t.Fatalf("%v\n%s", err, b.String())
		}
		b.Reset()
		if err := j.WriteCSV(&b); err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(rows) != 1+len(j.Paths)*len(stages) || strings.Contains(fmt.Sprint(rows), "NaN") {
			t.Fatalf("%d rows, %v", len(rows), err)
		}
	})
}

// A combined interval leaves out 1 exactly when its p-value is below one less the level, and holds
// its value.
func TestCombinedLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var steps []Step[string]
		for i := range rapid.IntRange(2, 4).Draw(t, "steps") {
			s := Step[string]{Name: fmt.Sprint(i), Rates: make(map[string]rri.Rate)}
			for _, g := range []string{"G", "W"} {
				s.Rates[g] = rri.Rate{Events: rapid.Int64Range(0, 50).Draw(t, "events"), Population: 100}
			}
			steps = append(steps, s)
		}
		o := Options{Options: rri.Options{Method: rri.Wald, Level: rapid.SampledFrom([]float64{0.5, 0.9, 0.95, 0.99}).Draw(t, "level"),
			Side: rapid.SampledFrom([]rri.Side{rri.TwoSided, rri.LowerOnly, rri.UpperOnly}).Draw(t, "side")}}
		j, err := Product("W", steps, o)
		if err != nil {
			t.Fatal(err)
		}
		e := j.Paths[0].Cumulative
		if math.IsNaN(e.Value) {
			if !math.IsNaN(e.Lower) || !math.IsNaN(e.P) || e.Flags&rri.NoData == 0 {
				t.Fatalf("%v, p %v, %v", e, e.P, e.Flags)
			}
			return
		}
		if !(e.Lower <= e.Value*(1+1e-12) && e.Value <= e.Upper*(1+1e-12)) {
			t.Fatalf("%v outside of its interval", e)
		}
		if out := 1 < e.Lower || e.Upper < 1; !math.IsNaN(e.P) && math.Abs(e.P-(1-o.Level)) > 1e-9 && out != (e.P < 1-o.Level) {
			t.Fatalf("%v, p %v at level %v", e, e.P, o.Level)
		}
	})
}

// Journeys that make no sense are errors that say why.
func TestErrors(t *testing.T) {
	stage := func(name string, w, g int64) Stage[string] {
		return Stage[string]{Name: name, Counts: map[string]int64{"W": w, "G": g}}
	}
	rate := func(s Stage[string]) Stage[string] { s.Rate = true; return s }
	for _, test := range []struct {
		stages   []Stage[string]
		baseline string
		o        Options
		is       error
		want     string
		reason   string
	}{
		{nil, "W", Options{}, ErrStage, "journey: stages do not make a journey: 0 given, want two or more", "no stage"},
		{[]Stage[string]{stage("a", 1, 1)}, "W", Options{}, ErrStage, "journey: stages do not make a journey: 1 given, want two or more", "one stage"},
		{[]Stage[string]{stage("residents", 10, 10), stage("searched", 5, 11)}, "W", Options{}, ErrStage,
			`journey: stages do not make a journey: 11 of group "G" in stage "searched", of 10 at the stage before, "residents": declare a rate if one person can be counted twice`, "more than came"},
		{[]Stage[string]{stage("residents", 10, 10), rate(stage("searched", 5, 11))}, "W", Options{}, nil, "", "the same, declared a rate"},
		{[]Stage[string]{stage("a", 10, 10), stage("b", 5, -1)}, "W", Options{}, rri.ErrCount, `journey: stage "b", group "G": -1 people`, "a negative count"},
		{[]Stage[string]{stage("a", -5, 10), rate(stage("b", 5, 1))}, "W", Options{}, rri.ErrCount, `journey: stage "a", group "W": -5 people`, "a negative count at the start"},
		{[]Stage[string]{stage("a", -1, 10), stage("b", -1, 1)}, "W", Options{}, rri.ErrCount, `journey: stage "a", group "W": -1 people`, "-1 is a count that makes no sense, and not fewer than came"},
		{[]Stage[string]{stage("a", -1, 10), stage("b", 0, 1)}, "W", Options{}, rri.ErrCount, `journey: stage "a", group "W": -1 people`, "-1 is a count that makes no sense, and not fewer than came"},
		{[]Stage[string]{stage("a\x1b\n", 1, 1), stage("b\a", 2, 1)}, "W", Options{}, ErrStage, "journey: stages do not make a journey: 2 of group \"W\" in stage \"b \", of 1 at the stage before, \"a  \": declare", "names are cleaned"},
		{[]Stage[string]{stage(strings.Repeat("x", 1e6), 1, 1), stage("b", 2, 1)}, "W", Options{}, ErrStage,
			"journey: stages do not make a journey: 2 of group \"W\" in stage \"b\", of 1 at the stage before, \"" + strings.Repeat("x", 80) + "… (1000000 bytes)\": declare", "and clipped"},
		{[]Stage[string]{stage("a", 10, 0), rate(stage("b", 5, 1))}, "W", Options{}, rri.ErrCount, `journey: step "b", group "G": rri: group: 1 events in a population of 0`, "events of nobody"},
		{[]Stage[string]{stage("a", 10, 10), {Name: "b", Counts: map[string]int64{"W": 1}}}, "W", Options{}, ErrStage,
			`journey: stages do not make a journey: group "G" in one of the stages "a" and "b" alone: give a count of 0 where nobody came so far`, "a group is gone"},
		{[]Stage[string]{stage("a", 10, 10), stage("b", 5, 1)}, "X", Options{}, rri.ErrBaseline, `journey: "X": baseline is not among the groups`, "no such baseline"},
		{[]Stage[string]{stage("a", 10, 10), stage("b", 5, 1)}, "W", Options{Direction: 9}, rri.ErrOption, `journey: Direction(9): option out of range`, "no direction"},
		{[]Stage[string]{stage("a", 10, 10), stage("b", 5, 1)}, "W", Options{Options: rri.Options{Level: 2}}, rri.ErrOption, `journey: step "b", group "G": rri: level 2`, "no level"},
		{[]Stage[string]{stage("a", 10, 10), stage("b", 5, 1)}, "W", Options{Options: rri.Options{Method: rri.Byar}}, rri.ErrMethod, `journey: step "b"`, "a method for one rate"},
	} {
		_, err := Compare(test.baseline, test.stages, test.o)
		if !errors.Is(err, test.is) || err != nil && !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", test.reason, err, test.want)
		}
	}
	one := map[string]rri.Rate{"W": {Events: 1, Population: 2}}
	for _, test := range []struct {
		steps  []Step[string]
		want   string
		reason string
	}{
		{nil, "no step given", "no step"},
		{[]Step[string]{{Name: "a"}}, `step "a": want one of rates and proportions`, "no counts"},
		{[]Step[string]{{Name: "a", Rates: one, Proportions: map[string]rri.Proportion{}}}, `step "a": want one of rates and proportions`, "both"},
		{[]Step[string]{{Name: "a", Rates: one}, {Name: "b", Proportions: map[string]rri.Proportion{"G": {}}}}, `group "W" in one of the steps "a" and "b" alone`, "other groups"},
	} {
		_, err := Product("W", test.steps, Options{})
		if !errors.Is(err, ErrStage) || !strings.Contains(fmt.Sprint(err), test.want) {
			t.Errorf("%s: %v, want %s", test.reason, err, test.want)
		}
	}
}

// A rate after the first step counts events of events: the interval is combined, and says so. A
// group that loses everyone has no index after that.
func TestLaterRateAndEmptyStages(t *testing.T) {
	j, err := Compare("W", []Stage[string]{
		{Name: "staff", Counts: map[string]int64{"W": 1000, "G": 100, "H": 50}},
		{Name: "trained", Counts: map[string]int64{"W": 500, "G": 60, "H": 0}},
		{Name: "praised", Counts: map[string]int64{"W": 700, "G": 20, "H": 0}, Rate: true},
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	g, h := j.Paths[0], j.Paths[1]
	if !g.Combined || !near(g.Cumulative.Value, (20./100)/(700./1000)) || !(g.Cumulative.Lower < g.Cumulative.Value) || g.Largest != 1 {
		t.Errorf("%+v", g)
	}
	if g.Indices[0].Share.Value >= 0 {
		t.Errorf("a step that works against the whole has the share %v", g.Indices[0].Share)
	}
	if !math.IsNaN(h.Indices[1].Estimate.Value) || h.Indices[1].Estimate.Flags&rri.NoData == 0 || h.Largest != -1 || !math.IsNaN(h.Cumulative.Value) {
		t.Errorf("%+v", h)
	}
}

// TestDirection: what was stored before index and journey had one type of direction is read, and
// the column direction names the measures as before.
func TestDirection(t *testing.T) {
	for old, want := range map[string]index.Direction{"rri": index.GroupOverComparator, "relative-likelihood": index.ComparatorOverGroup} {
		var j Journey[string]
		if err := json.Unmarshal([]byte(`{"baseline":"W","options":{"Method":"scas","Direction":"`+old+`"}}`), &j); err != nil || j.Options.Direction != want {
			t.Errorf("%s: %v, %v", old, j.Options.Direction, err)
		}
		if got := measure(want); got != old {
			t.Errorf("%v is %q in a CSV file, want %q", want, got, old)
		}
	}
	if got := measure(9); got != "Direction(9)" {
		t.Errorf("no direction: %q", got)
	}
}

// A name that a spreadsheet would take for a formula is written as text.
func TestCSVFormula(t *testing.T) {
	j, err := Compare("W", []Stage[string]{{Name: "a", Counts: map[string]int64{"W": 10, "=cmd|'/C calc'!A0": 10}}, {Name: "+b", Counts: map[string]int64{"W": 5, "=cmd|'/C calc'!A0": 4}}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := j.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(b.String(), ",=") || !strings.Contains(b.String(), ",'=cmd") || !strings.Contains(b.String(), ",'+b,") {
		t.Error(b.String())
	}
}

// A one-sided p-value above one half is no level of a one-sided interval, so there is none.
func TestOneSidedPAboveHalf(t *testing.T) {
	steps := func(first, second int64) []Step[string] {
		return []Step[string]{
			{Name: "a", Rates: map[string]rri.Rate{"W": {Events: 50, Population: 1000}, "G": {Events: first, Population: 1000}}},
			{Name: "b", Rates: map[string]rri.Rate{"W": {Events: 50, Population: 1000}, "G": {Events: second, Population: 1000}}},
		}
	}
	tests := []struct {
		name   string
		steps  []Step[string]
		side   rri.Side
		hasP   bool
		reason string
	}{
		{"below 1, lower limit", steps(30, 40), rri.LowerOnly, false, "the index is below 1: P that it is above would be beyond one half"},
		{"above 1, lower limit", steps(60, 70), rri.LowerOnly, true, "it is above 1"},
		{"above 1, upper limit", steps(60, 70), rri.UpperOnly, false, "the other way round"},
		{"below 1, upper limit", steps(30, 40), rri.UpperOnly, true, "the other way round"},
	}
	for _, test := range tests {
		j, err := Product("W", test.steps, Options{Options: rri.Options{Method: rri.Wald, Side: test.side}})
		if err != nil {
			t.Fatal(err)
		}
		if p := j.Paths[0].Cumulative.P; math.IsNaN(p) == test.hasP || test.hasP && !(p < 0.5) {
			t.Errorf("%s: p %v: %s", test.name, p, test.reason)
		}
	}
}

// Where the gap is infinite, the first infinite step has the largest share of it.
func TestLargestOfInfinite(t *testing.T) {
	step := func(name string, w int64) Step[string] {
		return Step[string]{Name: name, Rates: map[string]rri.Rate{"W": {Events: w, Population: 100}, "G": {Events: 30, Population: 100}}}
	}
	for _, test := range []struct {
		name    string
		w       [3]int64
		largest int
	}{
		{"first and second", [3]int64{0, 0, 10}, 0},
		{"second and third", [3]int64{10, 0, 0}, 1},
		{"third", [3]int64{10, 10, 0}, 2},
	} {
		j, err := Product("W", []Step[string]{step("a", test.w[0]), step("b", test.w[1]), step("c", test.w[2])}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := j.Paths[0]
		if p.Largest != test.largest || !math.IsNaN(p.Indices[p.Largest].Share.Value) {
			t.Errorf("%s: step %d with the share %v, want %d without one", test.name, p.Largest, p.Indices[p.Largest].Share, test.largest)
		}
	}
}

// Column by column of a Product: the steps are not combined, the last row is.
func TestCSVOfProduct(t *testing.T) {
	j, err := Product("W", []Step[string]{
		{Name: "a", Rates: map[string]rri.Rate{"W": {Events: 100, Population: 1000, DesignEffect: 2}, "G": {Events: 30, Population: 200}}},
		{Name: "b\x1b", Proportions: map[string]rri.Proportion{"W": {Events: 50, Trials: 700}, "G": {Events: 20, Trials: 150}}},
	}, Options{Options: rri.Options{Method: rri.Wald}})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := j.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, column := range []struct {
		name string
		want [3]string
	}{
		{"step", [3]string{"a", "b ", "cumulative"}},
		{"events", [3]string{"30", "20", ""}},
		{"base", [3]string{"200", "150", ""}},
		{"baseline_events", [3]string{"100", "50", ""}},
		{"largest", [3]string{"false", "true", "false"}},
		{"combined", [3]string{"false", "false", "true"}},
		{"baseline_design_effect", [3]string{"2", "", ""}},
		{"design_effect", [3]string{"", "", ""}},
		{"level", [3]string{"0.95", "0.95", "0.95"}},
	} {
		at := slices.Index(rows[0], column.name)
		for i, want := range column.want {
			if at < 0 || rows[i+1][at] != want {
				t.Errorf("%s: row %d is %q, want %q", column.name, i+1, rows[i+1][max(at, 0)], want)
			}
		}
	}
}

// Rounding does not contradict the limits and the p-value, and names have no control characters.
func TestTextDoesNotLie(t *testing.T) {
	counts := func(group, baseline int64) []Stage[string] {
		return []Stage[string]{
			{Name: "came\x1b[31m", Counts: map[string]int64{"W\t": 1e9, "G\n\a": 1e9}},
			{Name: "stayed\t\r\n", Counts: map[string]int64{"W\t": baseline, "G\n\a": group}, Rate: true},
		}
	}
	for _, test := range []struct {
		name            string
		group, baseline int64
		want, not       []string
	}{
		{"limits next to 1", 501_300_000, 501_200_000, []string{"1.0002 ", "1.0001 to", "0.0016"}, []string{"1.00 to", " 1.00 "}},
		{"a p-value next to the level", 10138, 9860, []string{"0.0493", "1.0001 to"}, []string{"0.050 ", "1.00 to"}},
		{"nobody of the baseline", 431, 0, []string{"431  ", "—      —         —  ¹", "no event in the baseline: nothing to compare with"}, []string{"∞", "<0.001", "←", "Inf"}},
		{"nobody at all", 0, 0, []string{"—      —         —  ¹"}, []string{"NaN", "1.000", "∞"}},
	} {
		j, err := Compare("W\t", counts(test.group, test.baseline), Options{Options: rri.Options{Method: rri.Wald}})
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := j.WriteText(&b); err != nil {
			t.Fatal(err)
		}
		for _, want := range test.want {
			if !strings.Contains(b.String(), want) {
				t.Errorf("%s: no %q in\n%s", test.name, want, b.String())
			}
		}
		for _, not := range test.not {
			if strings.Contains(b.String(), not) {
				t.Errorf("%s: %q in\n%s", test.name, not, b.String())
			}
		}
		if strings.ContainsFunc(strings.ReplaceAll(b.String(), "\n", ""), unicode.IsControl) {
			t.Errorf("%s: control characters in %q", test.name, b.String())
		}
	}
}

// The p-value does not print as the level however near it is.
func TestPText(t *testing.T) {
	j := Journey[string]{}
	value, limits, p := j.texts(line{index: rri.Estimate{Value: 1.2, Lower: 1.0002, Upper: 1.4, P: 0.04996, Level: 0.95}})
	if value != "1.20" || limits != "1.0002 to 1.40" || p != "0.04996" {
		t.Errorf("got %q, %q, %q", value, limits, p)
	}
}

// Shares against their definition: at a limit of the share the sum of the package documentation has
// a limit of 0.
func TestShareLimits(t *testing.T) {
	const z = 1.959963984540054
	j, err := Product("W", []Step[string]{
		{Name: "a", Rates: map[string]rri.Rate{"W": {Events: 400, Population: 1000}, "G": {Events: 200, Population: 200}}},
		{Name: "b", Rates: map[string]rri.Rate{"W": {Events: 300, Population: 700}, "G": {Events: 120, Population: 150}}},
	}, Options{Options: rri.Options{Method: rri.Wald}})
	if err != nil {
		t.Fatal(err)
	}
	// Fieller's interval in closed form, from the variances of two log-Wald steps.
	a, b := math.Log(1/0.4), math.Log(0.8/(300./700))
	va, vb := 1./200+1./400, 1./120+1./300
	total, v := a+b, va+vb
	g := z * z * v / (total * total)
	centre := (a/total - g*va/v) / (1 - g)
	half := z / total / (1 - g) * math.Sqrt(va-2*(a/total)*va+(a/total)*(a/total)*v-g*(va-va*va/v))
	s := j.Paths[0].Indices[0].Share
	if math.Abs(s.Lower-(centre-half)) > 1e-9 || math.Abs(s.Upper-(centre+half)) > 1e-9 || math.Abs(s.Value-a/total) > 1e-12 {
		t.Errorf("share %.9f (%.9f to %.9f), want %.9f (%.9f to %.9f)", s.Value, s.Lower, s.Upper, a/total, centre-half, centre+half)
	}
}

// The interval of a share holds the share, has ends exactly if the combined interval leaves out 1,
// and is the same in both directions and with one side alone.
func TestShareLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stages := anyStages().Draw(t, "stages")
		o := Options{Options: rri.Options{Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Wald}).Draw(t, "method"), Level: 0.8}}
		j, err := Compare("W", stages, o)
		if err != nil {
			t.Fatal(err)
		}
		o.Side = rri.LowerOnly
		oneSided, err := Compare("W", stages, o)
		if err != nil {
			t.Fatal(err)
		}
		o.Side, o.Direction = rri.TwoSided, index.ComparatorOverGroup
		back, err := Compare("W", stages, o)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range j.Paths {
			var es []rri.Estimate
			for _, x := range p.Indices {
				es = append(es, x.Estimate)
			}
			combined := interval(es)
			for k, x := range p.Indices {
				s := x.Share
				if !s.Computed() || !math.IsNaN(s.P) || math.IsNaN(s.Value) != s.Flags.Has(rri.NoData) {
					t.Fatalf("%+v", s)
				}
				if got := oneSided.Paths[i].Indices[k].Share; fmt.Sprintf("%.9f %v", s, s.Flags) != fmt.Sprintf("%.9f %v", got, got.Flags) {
					t.Fatalf("%.9f, and with one side %.9f", s, got)
				}
				if math.IsNaN(s.Value) {
					continue
				}
				if !(s.Lower <= s.Value && s.Value <= s.Upper) {
					t.Fatalf("%v outside of its interval", s)
				}
				ends := combined.Lower > 1 || combined.Upper < 1
				if math.Abs(combined.Lower-1) > 1e-9 && math.Abs(combined.Upper-1) > 1e-9 && len(es) > 1 && !math.IsInf(s.Lower, 0) && !ends {
					t.Fatalf("%v has ends where the cumulative index is %v", s, combined)
				}
				// Limits of the other direction are found by a search of their own.
				if got := back.Paths[i].Indices[k].Share; math.Abs(got.Value-s.Value) > 1e-9*math.Max(1, math.Abs(s.Value)) ||
					!math.IsInf(s.Lower, 0) && !math.IsInf(got.Lower, 0) && math.Abs(s.Lower) < 100 && math.Abs(got.Lower-s.Lower) > 1e-4*math.Max(1, math.Abs(s.Lower)) {
					t.Fatalf("%.9f, and the other way round %.9f", s, got)
				}
			}
		}
	})
}

// Every result reads back as it was, and prints all of its fields.
func TestJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := Options{Options: rri.Options{Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Wald}).Draw(t, "method"), Side: rapid.SampledFrom([]rri.Side{rri.TwoSided, rri.UpperOnly}).Draw(t, "side"), Null: 1.25},
			Direction: rapid.SampledFrom([]index.Direction{index.GroupOverComparator, index.ComparatorOverGroup}).Draw(t, "direction")}
		stages := anyStages().Draw(t, "stages")
		j, err := Compare("W", stages, o)
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(j)
		if err != nil {
			t.Fatal(err)
		}
		var back Journey[string]
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatalf("%v in %s", err, data)
		}
		if d := cmp.Diff(j, back, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("%s reads back otherwise:\n%s", data, d)
		}
		data, err = json.Marshal(stages)
		var again []Stage[string]
		if err != nil || json.Unmarshal(data, &again) != nil || !cmp.Equal(stages, again) {
			t.Fatalf("stages %s, %v", data, err)
		}
	})
	text := fmt.Sprintf("%+v", Index{Group: Count{Events: 3, Base: 7}, Share: rri.Estimate{Value: 0.4, Level: 0.9}})
	if !strings.Contains(text, "Events:3 Base:7") || !strings.Contains(text, "Share:0.4") {
		t.Errorf("%%+v of an index is %s", text)
	}
}

// A design effect is that of the count: the index of a step is the ratio of the counts with it, and
// the result says what it was.
func TestDesignEffect(t *testing.T) {
	w, g := rri.Proportion{Events: 500, Trials: 1000, DesignEffect: 3}, rri.Proportion{Events: 60, Trials: 100, DesignEffect: 2.5}
	j, err := Product("W", []Step[string]{{Name: "a", Proportions: map[string]rri.Proportion{"W": w, "G": g}}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want, err := rri.Ratio(g, w, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	x := j.Paths[0].Indices[0]
	if x.Estimate != want || x.Group.DesignEffect != 2.5 || x.Baseline.DesignEffect != 3 {
		t.Errorf("%+v, want %v", x, want)
	}
	var b strings.Builder
	if err := j.WriteText(&b); err != nil || !strings.Contains(b.String(), "design effects are up to 3.00") {
		t.Errorf("%v\n%s", err, b.String())
	}
	w.DesignEffect = -1
	if _, err := Product("W", []Step[string]{{Name: "a", Proportions: map[string]rri.Proportion{"W": w, "G": g}}}, Options{}); !errors.Is(err, rri.ErrCount) {
		t.Errorf("design effect -1: error %v, want ErrCount", err)
	}
}

// TestHeadingSaysTheTest: a p-value of another null value than 1, or of one side, is named in the
// heading, as in the tables of package rri: 0.268 beside 0.97 to 2.65 is of 1.25.
func TestHeadingSaysTheTest(t *testing.T) {
	stages := []Stage[string]{
		{Name: "residents", Counts: map[string]int64{"White": 100000, "Black": 5000}},
		{Name: "searched", Counts: map[string]int64{"White": 1000, "Black": 90}, Rate: true},
	}
	for _, test := range []struct {
		o    rri.Options
		want string
	}{
		{rri.Options{}, "RRI against White · 95 % interval, method scas\n"},
		{rri.Options{Null: 1.25}, "RRI against White · 95 % interval, method scas · p tests an index = 1.25\n"},
		{rri.Options{Side: rri.LowerOnly}, "RRI against White · 95 % lower limit, method scas · p tests an index ≤ 1\n"},
		{rri.Options{Side: rri.UpperOnly, Null: 1.25}, "RRI against White · 95 % upper limit, method scas · p tests an index ≥ 1.25\n"},
	} {
		j, err := Compare("White", stages, Options{Options: test.o})
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := j.WriteText(&b); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); !strings.HasPrefix(got, test.want) {
			t.Errorf("%+v: want %q at the head of\n%s", test.o, test.want, got)
		}
	}
}

// TestNoGap: steps whose gaps cancel leave no gap, and what rounding leaves of it is not shared.
func TestNoGap(t *testing.T) {
	for _, test := range []struct {
		group, baseline []int64
		reason          string
	}{
		{[]int64{15, 5, 3}, []int64{5, 1, 1}, "5/3 times 3/5: the logarithms add up to -1e-16"},
		{[]int64{15, 9, 3}, []int64{5, 1, 1}, "3 times 1/3"},
		{[]int64{7, 7, 7}, []int64{5, 5, 5}, "1 times 1"},
	} {
		var stages []Stage[string]
		for i, name := range []string{"searched", "arrested", "charged"} {
			stages = append(stages, Stage[string]{Name: name, Counts: map[string]int64{"A": test.group[i], "W": test.baseline[i]}})
		}
		j, err := Compare("W", stages, Options{})
		if err != nil {
			t.Fatal(err)
		}
		p := j.Paths[0]
		if p.Largest != -1 {
			t.Errorf("%s: step %d has the largest share of no gap", test.reason, p.Largest)
		}
		for _, x := range p.Indices {
			if !math.IsNaN(x.Share.Value) || !x.Share.Flags.Has(rri.NoData) {
				t.Errorf("%s: share %v, flags %v", test.reason, x.Share, x.Share.Flags)
			}
		}
	}
}
