package peers

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

// comparison returns that of a group of a result.
func comparison(t *testing.T, r Result[string, rri.Rate], g string) Comparison[string] {
	t.Helper()
	for _, c := range r.Groups {
		if c.Group == g {
			return c
		}
	}
	t.Fatalf("no %s in %v", g, r.Groups)
	return Comparison[string]{}
}

// TestOf: what a comparison is of: groups in their order, rows from the lowest to the highest,
// units without a value by name with the reason, and notes.
func TestOf(t *testing.T) {
	s := forces()
	delete(s.Units[0].Counts, "Asian")
	s.Units[1].Counts["Asian"] = rri.Rate{Events: 4}
	s.Units[5].Counts["White"] = rri.Rate{Population: 585_000}
	s.Units[5].Counts["Asian"] = rri.Rate{Population: 1000}
	r, err := Of(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var groups []string
	for _, c := range r.Groups {
		groups = append(groups, c.Group)
	}
	if want := []string{"Black", "Asian"}; !slices.Equal(groups, want) {
		t.Errorf("groups %v, want %v", groups, want)
	}
	asian := comparison(t, r, "Asian")
	want := []Missing{
		{"Ashford", "there is no count of Asian"},
		{"Barton", "there are no residents of Asian"},
		{"Fenton", "there is nothing to compare: no events, or nobody they are out of"},
		{"Hadley", "no figures for 2019/20"},
	}
	if diff := gocmp.Diff(want, asian.Missing); diff != "" {
		t.Errorf("missing: %s", diff)
	}
	// Fenton had searches of Black people, and none of White ones, where many would be.
	black := comparison(t, r, "Black")
	if missing := black.Missing[0]; missing.Unit != "Fenton" || !strings.HasPrefix(missing.Why, "no searches of White were recorded, where ") {
		t.Errorf("without the baseline: %+v", black.Missing)
	}
	if !slices.IsSortedFunc(black.Rows, func(a, b Row) int { return cmp.Compare(a.Value.Value, b.Value.Value) }) || math.IsInf(black.Mean.Value, 1) {
		t.Errorf("%+v", black.Rows)
	}
	if want := []string{"fewer than 5 searches of White in Gilling: their indices are in no mean"}; !slices.Equal(r.Notes, want) {
		t.Errorf("notes %q, want %q", r.Notes, want)
	}
	if r, err = Of(s, Options{Quantity: Rate}); err != nil || len(r.Groups) != 3 || r.Groups[0].Group != "White" || len(r.Notes) != 0 {
		t.Errorf("rates: %v, notes %q, %v", r.Groups, r.Notes, err)
	}
}

// TestNoneRecorded: a unit without one event of a group is missing where there would be many at the
// mean of the others, and has a rank where there would be few. Of proportions it has one always.
func TestNoneRecorded(t *testing.T) {
	for _, test := range []struct {
		reason     string
		population float64
		effect     float64
		missing    string
	}{
		{"where 34 would be", 15_000, 0, "no searches of Asian were recorded, where 33.8 would be expected at the mean of the others: the records may not have the group"},
		{"where 12 would be", 5500, 0, "the records may not have the group"},
		{"where 12 would be, which stand for 4", 5500, 3, ""},
		{"where 2 would be", 1000, 0, ""},
	} {
		s := forces()
		s.Units[2].Counts["Asian"] = rri.Rate{Population: test.population, DesignEffect: test.effect}
		c := comparison(t, referenceOf(t, s), "Asian")
		if first := c.Missing[0]; (first.Unit == "Corby") != (test.missing != "") || !strings.Contains(first.Why, test.missing) {
			t.Errorf("%s: %+v", test.reason, c.Missing)
		}
		if row := c.Rows[0]; test.missing == "" && (row.Unit != "Corby" || row.Word != NoWord || !strings.HasSuffix(row.Why, "expected at the mean of the others: too few to tell")) {
			t.Errorf("%s: %+v", test.reason, row)
		}
	}
	s := Set[string, rri.Proportion]{Baseline: "White"}
	for i, events := range []int64{0, 20, 22} {
		s.Units = append(s.Units, Unit[string, rri.Proportion]{Name: unitName(i), Counts: map[string]rri.Proportion{"White": {Events: 200, Trials: 1000}, "Black": {Events: events, Trials: 100}}})
	}
	r, err := Of(s, Options{})
	if err != nil || len(r.Groups[0].Rows) != 3 || r.Groups[0].Rows[0].Word != Below {
		t.Errorf("finds: %+v, %v", r.Groups, err)
	}
}

// TestNoBaselineRecorded: nor has a unit a rank without one event of the baseline where there would
// be many; where there would be few its index is infinite.
func TestNoBaselineRecorded(t *testing.T) {
	for _, test := range []struct {
		reason  string
		events  int64 // of Black, among 500
		effect  float64
		missing string
	}{
		{"where many would be", 200, 0, "no searches of White were recorded, where 75.7 would be"},
		{"where many would be, which stand for few", 20, 50, ""},
		{"where few would be", 1, 0, ""},
	} {
		s := forces()
		s.Units[2].Counts["Black"] = rri.Rate{Events: test.events, Population: 500}
		s.Units[2].Counts["White"] = rri.Rate{Population: 1000, DesignEffect: test.effect}
		c := comparison(t, referenceOf(t, s), "Black")
		i := slices.IndexFunc(c.Missing, func(m Missing) bool { return m.Unit == "Corby" })
		switch {
		case (i >= 0) != (test.missing != ""):
			t.Errorf("%s: missing %+v", test.reason, c.Missing)
		case i >= 0 && !(strings.HasPrefix(c.Missing[i].Why, test.missing) && strings.HasSuffix(c.Missing[i].Why, "the records may not have the group")):
			t.Errorf("%s: %q", test.reason, c.Missing[i].Why)
		case i < 0:
			last := c.Rows[len(c.Rows)-1]
			if last.Unit != "Corby" || !math.IsInf(last.Value.Value, 1) || last.Rank.Rank != len(c.Rows) || last.Why != "White had 0 searches: too few to compare with" || math.IsInf(c.Mean.Value, 1) {
				t.Errorf("%s: an infinite index: %+v", test.reason, last)
			}
		}
	}
}

// TestFewUnits: one unit alone, and two.
func TestFewUnits(t *testing.T) {
	s := forces()
	s.Units = s.Units[2:3]
	r, err := Of(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	c := comparison(t, r, "Black")
	row := c.Rows[0]
	if want := (Rank{1, 1, 1, 1, 1, 1}); row.Rank != want || len(c.Pairs) != 0 || c.Worst != 1 || row.ToMean.Computed() || row.Word != NoWord || len(row.Alike) != 0 {
		t.Errorf("alone: %+v", c)
	}
	if c.Mean.Value != row.Value.Value || math.Abs(c.Mean.Lower-row.Value.Lower) > 1e-12 || math.Abs(c.Mean.Upper-row.Value.Upper) > 1e-12 {
		t.Errorf("the mean of one: %v, want %v", c.Mean, row.Value)
	}
	if want := "Black: of one unit alone there is a value, which has nothing to be ranked among"; !slices.Contains(r.Notes, want) {
		t.Errorf("notes %q, want %q", r.Notes, want)
	}

	s.Units = forces().Units[:2]
	if r, err = Of(s, Options{}); err != nil {
		t.Fatal(err)
	}
	c = comparison(t, r, "Black")
	pair := c.Pairs[0]
	if pair.Lower != "Ashford" || pair.Higher != "Barton" || pair.P != pair.Ratio.P || !pair.Apart {
		t.Errorf("%+v", pair)
	}
	for i, row := range c.Rows {
		if k := row.Rank; k.Lower != i+1 || k.Upper != i+1 || k.Lowest != 1 || k.Highest != 2 {
			t.Errorf("%s: %+v", row.Unit, k)
		}
	}
	// Beside one other, the ratio to the mean is that of the pair, but for the method.
	if higher := c.Rows[1]; math.Abs(higher.ToMean.Value/pair.Ratio.Value-1) > 1e-12 || higher.Word != Above || c.Rows[0].Word != Below {
		t.Errorf("%v, want %v; %s and %s", higher.ToMean, pair.Ratio, c.Rows[0].Word, higher.Word)
	}
}

// TestTies: units of one value share a rank, and stand by name, however the value was computed.
func TestTies(t *testing.T) {
	s := Set[string, rri.Rate]{Baseline: "White"}
	for i, factor := range []float64{1, 0.1, 0.7, 3} {
		s.Units = append(s.Units, Unit[string, rri.Rate]{Name: string(rune('d' - i)), Counts: map[string]rri.Rate{
			"White": {Events: 700, Population: 3000 * factor}, "Black": {Events: 30, Population: 100 * factor},
		}})
	}
	s.Units[3].Counts["Black"] = rri.Rate{Events: 300, Population: 300}
	c := comparison(t, referenceOf(t, s), "Black")
	var got []string
	for _, row := range c.Rows {
		got = append(got, fmt.Sprint(row.Unit, row.Rank.Rank, row.Rank.Lower, row.Rank.Upper))
	}
	if want := []string{"b1 1 3", "c1 1 3", "d1 1 3", "a4 4 4"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func referenceOf(t *testing.T, s Set[string, rri.Rate]) Result[string, rri.Rate] {
	t.Helper()
	r, err := Of(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestEveryWay: two units that are told apart by the interval that allows for the unknown are told
// apart however these fall.
func TestEveryWay(t *testing.T) { eachModel(t, everyWay[rri.Rate], everyWay[rri.Proportion]) }

func everyWay[M rri.Measure](t *rapid.T) {
	o := Options{Quantity: rapid.SampledFrom([]Quantity{Index, Rate}).Draw(t, "quantity")}
	o.Method = rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Score, rri.Wald}).Draw(t, "method")
	s := Set[string, M]{Baseline: "White"}
	for i := range 2 {
		u := Unit[string, M]{Name: unitName(i), Counts: make(map[string]M)}
		for _, g := range []string{"White", "Black"} {
			u.Counts[g] = measure[M](rapid.Int64Range(0, 40).Draw(t, "events"), float64(rapid.Int64Range(40, 90).Draw(t, "exposure")), 0)
		}
		events := rapid.Int64Range(0, 3).Draw(t, "unknown")
		if u.Unknown = measure[M](events, float64(events+rapid.Int64Range(0, 3).Draw(t, "others")), 0); !u.Unknown.IsProportion() {
			u.Unknown = measure[M](events, 0, 0)
		}
		s.Units = append(s.Units, u)
	}
	o, err := o.filled()
	if err != nil {
		t.Fatal(err)
	}
	cells, _, err := s.cells("Black", o)
	if err != nil {
		t.Fatal(err)
	}
	c, err := ranked(s, "Black", o)
	if err != nil {
		t.Fatal(err)
	}
	if len(cells) < 2 || c.Rows[1].Rank.Lowest < 2 {
		return
	}
	for _, lower := range ways(t, &cells[0], o) {
		for _, higher := range ways(t, &cells[1], o) {
			ratio, err := ratioOf(o, lower, higher)
			if err != nil {
				t.Fatal(err)
			}
			if !(ratio.Lower > 1) {
				t.Fatalf("%v and %v: %v", lower, higher, ratio)
			}
		}
	}
}

// ways returns what would be compared for each way in which the unknown could fall.
func ways[M rri.Measure](t *rapid.T, c *cell[string, M], o Options) (all []fallen[M]) {
	events, exposure, _ := c.unit.Unknown.Counts()
	others := int64(0)
	if c.unit.Unknown.IsProportion() {
		others = int64(exposure) - events
	}
	add := func(m M, events, others int64) M {
		m, err := with(m, events, others)
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
	for e := range events + 1 {
		for f := range events + 1 - e {
			for g := range others + 1 {
				for h := range others + 1 - g {
					way := fallen[M]{group: add(c.group, e, g), baseline: c.baseline}
					if o.Quantity == Index {
						way.baseline = add(c.baseline, f, h)
					}
					all = append(all, way)
				}
			}
		}
	}
	return all
}

// fortyThree returns as many units with 18 groups and a baseline, all with unknown people.
func fortyThree() Set[int, rri.Rate] {
	s := Set[int, rri.Rate]{Baseline: 0}
	for i := range 43 {
		counts := map[int]rri.Rate{0: {Events: int64(5000 + 100*i), Population: 100_000}}
		for g := 1; g < 19; g++ {
			counts[g] = rri.Rate{Events: int64(50 + 7*i%29 + g), Population: float64(1000 + 100*(g%3))}
		}
		s.Units = append(s.Units, Unit[int, rri.Rate]{Name: unitName(i), Counts: counts, Unknown: rri.Rate{Events: 30}})
	}
	return s
}

// BenchmarkRanks: the ranks, the pairs, the mean and the words of 43 units in 18 groups.
func BenchmarkRanks(b *testing.B) {
	s := fortyThree()
	for _, method := range lawMethods[rri.Rate](Index) {
		b.Run(method.String(), func(b *testing.B) {
			o, err := Options{Options: rri.Options{Method: method}}.filled()
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				for _, g := range s.compared(Index) {
					if _, err := ranked(s, g, o); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}
