package multiple

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"
	"unicode"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

// Every result reads back as it was: an adjusted p-value of nothing is no finding.
func TestLawRoundTrip(t *testing.T) {
	number := rapid.OneOf(rapid.Float64Range(0, 10), rapid.SampledFrom([]float64{0, math.NaN(), math.Inf(1)}))
	probability := rapid.OneOf(rapid.Float64Range(0, 1), rapid.SampledFrom([]float64{0, 1, math.NaN(), 5e-324}))
	rapid.Check(t, func(t *rapid.T) {
		f := Family[string]{Adjusted: rapid.Bool().Draw(t, "adjusted"), Adjustment: rapid.SampledFrom([]Adjustment{Holm, Sidak}).Draw(t, "adjustment")}
		for range rapid.IntRange(0, 5).Draw(t, "comparisons") {
			c := Comparison[string]{Measure: rapid.String().Draw(t, "measure"), Baseline: "White", Group: rapid.String().Draw(t, "group"), Adjusted: probability.Draw(t, "p"),
				Null: rapid.SampledFrom([]float64{0, 1.25}).Draw(t, "null")}
			nan := math.NaN()
			c.Estimate = rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan} // not computed
			if rapid.Bool().Draw(t, "computed") {
				c.Estimate = rri.Estimate{Value: number.Draw(t, "value"), Lower: number.Draw(t, "lower"), Upper: number.Draw(t, "upper"), P: probability.Draw(t, "raw p"), Level: 0.9, Method: rri.Wald,
					Flags: rri.SmallCount}
			}
			if rapid.Bool().Draw(t, "simultaneous") {
				c.Simultaneous = rri.Simultaneous{Comparisons: 7, Level: 0.95, Sidak: true}
			}
			f.Comparisons = append(f.Comparisons, c)
		}
		data, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var back Family[string]
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatalf("%v in %s", err, data)
		}
		if d := gocmp.Diff(f, back, cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("%s reads back otherwise:\n%s", data, d)
		}
		if f.Summary() != back.Summary() || f.String() != back.String() {
			t.Fatalf("%+v, read back %+v", f.Summary(), back.Summary())
		}
		var s Summary
		if data, err = json.Marshal(f.Summary()); err != nil || json.Unmarshal(data, &s) != nil || s != f.Summary() {
			t.Fatalf("summary %s, %v", data, err)
		}
	})
	for _, test := range []struct{ name, text, want string }{
		{"a probability of 2", `{"adjusted_p":2}`, "adjusted p-value 2"},
		{"a word", `{"adjusted_p":"x"}`, "multiple: comparison: "},
	} {
		var c Comparison[string]
		if err := json.Unmarshal([]byte(test.text), &c); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
	var c Comparison[string]
	if err := json.Unmarshal([]byte(`{"measure":"rate","group":"Black"}`), &c); err != nil || !math.IsNaN(c.Adjusted) || !math.IsNaN(c.Estimate.P) {
		t.Errorf("a comparison without p-values: %v, p %v, adjusted %v", err, c.Estimate.P, c.Adjusted)
	}
}

// What is no comparison is no finding, before and after Adjust, whatever its numbers.
func TestNoFinding(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	tests := []struct {
		name string
		e    rri.Estimate
	}{
		{"p of NaN", rri.Estimate{Value: 2, Lower: 1.5, Upper: 3, P: nan, Level: 0.95}},
		{"not computed", rri.Estimate{}},
		{"no event in the baseline", rri.Estimate{Value: inf, Lower: 12, Upper: inf, P: 1e-9, Level: 0.95}},
		{"no event at all", rri.Estimate{Value: nan, Lower: 0, Upper: inf, P: nan, Level: 0.95}},
	}
	for _, test := range tests {
		f := Family[string]{Comparisons: []Comparison[string]{{Measure: "rate", Baseline: "White", Group: "Black", Estimate: test.e}}}
		adjusted, err := f.Adjust(Holm)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range []Family[string]{f, adjusted, f.And(f)} {
			if s := f.Summary(); s != (Summary{}) || f.String() != "no comparison" {
				t.Errorf("%s: %+v, %s", test.name, s, f)
			}
		}
		var b strings.Builder
		if err := adjusted.WriteText(&b); err != nil {
			t.Fatal(err)
		}
		_, rows, _ := strings.Cut(b.String(), "\nrate ")
		first, _, _ := strings.Cut(rows, "\n")
		row := strings.Fields(first)
		if want := []string{"—", "—"}; !gocmp.Equal(row[len(row)-2:], want) || strings.Contains(b.String(), "∞") {
			t.Errorf("%s: %s", test.name, b.String())
		}
		if math.IsInf(test.e.Value, 1) != strings.Contains(b.String(), "no event in the baseline: nothing to compare with") {
			t.Errorf("%s: %s", test.name, b.String())
		}
	}
	table, err := rri.Compare("White", map[string]rri.Rate{"White": {Events: 0, Population: 1000}, "Asian": {Events: 431, Population: 1000}, "Black": {Events: 0, Population: 1000}}, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if f := Ratios(table); f.Summary() != (Summary{}) || !math.IsNaN(f.Comparisons[0].Adjusted) || !math.IsInf(f.Comparisons[0].Estimate.Value, 1) || !(f.Comparisons[0].Estimate.Lower > 1) {
		t.Errorf("%+v", f)
	}
}

// What is printed does not contradict what is counted, and names stay in their cells.
func TestTextDoesNotLie(t *testing.T) {
	e := rri.Estimate{Value: 1.3, Lower: 1.0002, Upper: 1.7, P: 0.04996, Level: 0.95}
	f := Family[string]{Comparisons: []Comparison[string]{{Measure: "search\trate\x1b[31m", Baseline: "White\a", Group: "Bl\nack\u202e", Estimate: e, Adjusted: e.P}}}
	adjusted, err := f.Adjust(Holm)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := adjusted.WriteText(&b); err != nil {
		t.Fatal(err)
	}
	const want = `1 comparison: search rate [31m against White  (1); p-values adjusted by holm
1 stand out alone, where 0.05 would by chance if no group differed; 1 after
  adjustment
measure           group   ratio                  p        adjusted p
search rate [31m  Bl ack  1.30 (1.0002 to 1.70)  0.04996  0.04996
`
	got := b.String()
	if strings.Join(strings.Fields(got), " ") != strings.Join(strings.Fields(want), " ") || strings.ContainsFunc(strings.ReplaceAll(got, "\n", ""), unicode.IsControl) || strings.Count(got, "\n") != 5 {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	f.Comparisons[0].Null = 1.25
	f.Comparisons[0].Estimate = rri.Estimate{Value: 1.5, Lower: 1.2504, Upper: 1.7, P: 0.01, Level: 0.95}
	if got := f.Comparisons[0].ratioText(); got != "1.50 (1.2504 to 1.70)" {
		t.Errorf("a limit next to the null value prints as %s", got)
	}
}

// A page and programs get what the text has, and programs every digit.
func TestFamilyForms(t *testing.T) {
	nan := math.NaN()
	f := Family[string]{Comparisons: []Comparison[string]{
		{Measure: "rate", Baseline: "White", Group: "=Bl*ck", Estimate: rri.Estimate{Value: 2.125, Lower: 1.0625, Upper: 4.25, P: 0.03125, Level: 0.95}},
		{Measure: "rate", Baseline: "White", Group: "Other", Estimate: rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan}},
	}}
	adjusted, err := f.Adjust(Bonferroni)
	if err != nil {
		t.Fatal(err)
	}
	var csv, raw, page strings.Builder
	if err := errors.Join(adjusted.WriteCSV(&csv), f.WriteCSV(&raw), adjusted.WriteMarkdown(&page)); err != nil {
		t.Fatal(err)
	}
	if want := "measure,baseline,group,ratio,ratio_lower,ratio_upper,ratio_p,adjusted_p\n" +
		"rate,White,'=Bl*ck,2.125,1.0625,4.25,0.03125,0.03125\n" +
		"rate,White,Other,,,,,\n"; csv.String() != want {
		t.Errorf("CSV\n%swant\n%s", csv.String(), want)
	}
	if got := raw.String(); strings.Contains(got, "adjusted_p") || !strings.Contains(got, ",0.03125\n") {
		t.Errorf("not adjusted:\n%s", got)
	}
	for _, want := range []string{"| measure | group | ratio | p | adjusted p |\n", "=Bl\\*ck", "2.12 (1.06 to 4.25)", "p-values adjusted by bonferroni"} {
		if !strings.Contains(page.String(), want) {
			t.Errorf("no %q in\n%s", want, page.String())
		}
	}
}

// Beside simultaneous intervals stands the p-value that agrees with them.
func TestFamilyOfSimultaneous(t *testing.T) {
	table, err := rri.Compare("White", counts, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range []Adjustment{Sidak, Bonferroni} {
		wide, err := Simultaneous(table, a, 20)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Ratios(wide).Adjust(a)
		if err != nil {
			t.Fatal(err)
		}
		raw := Ratios(table)
		for i, c := range f.Comparisons {
			if out := c.Estimate.Lower > 1 || c.Estimate.Upper < 1; out != (c.together() < 0.05) || c.Estimate.P != raw.Comparisons[i].Estimate.P {
				t.Errorf("%s, %s: %v with p %v", a, c.Group, c.Estimate, c.together())
			}
		}
		var b strings.Builder
		if err := Ratios(wide).WriteText(&b); err != nil {
			t.Fatal(err)
		}
		// Mixed: p 0.0003 alone, 0.006 of twenty.
		if text := b.String(); !strings.Contains(text, map[Adjustment]string{Sidak: "0.0059 *", Bonferroni: "0.0060 *"}[a]) || strings.Contains(text, "<0.001 *\nMixed") || !strings.Contains(text, "* adjusted as the interval beside it") {
			t.Errorf("%s:\n%s", a, text)
		}
		// Adjusted p-values are held against the level of all, not once more against that of each.
		if s := f.Summary(); s.Adjusted != 2 || s.Below != 2 {
			t.Errorf("%s: %+v, want Black and Mixed", a, s)
		}
	}
	together := Family[string]{Adjusted: true, Comparisons: []Comparison[string]{{Adjusted: 0.02, Simultaneous: rri.Simultaneous{Comparisons: 20, Level: 0.95},
		Estimate: rri.Estimate{Value: 2, Lower: 1.1, Upper: 3, P: 0.001, Level: 0.9975}}}}
	if s := together.Summary(); s.Adjusted != 1 || s.Below != 1 {
		t.Errorf("%+v: an adjusted p-value of 0.02 is below 1 - 0.95", s)
	}
}
