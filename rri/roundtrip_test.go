package rri

import (
	"encoding/json"
	"io"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
// Each comes back from JSON as it was.
var roundTrips = map[string]any{
	"Rate":         Rate{Events: 29, Population: 37844.5, DesignEffect: 1.6},
	"Proportion":   Proportion{Events: 70, Trials: 317, DesignEffect: 2},
	"Labels":       Labels{Measure: "search rate", Definition: "searches of persons", Events: "searches", Exposure: "residents", Per: 1e5, NoBaseline: "none", Notes: []string{"a note"}},
	"Simultaneous": Simultaneous{Comparisons: 20, Level: 0.95, Sidak: true},
	"Options":      Options{Method: Jeffreys, Level: 0.99, Side: UpperOnly, Null: 1.25, DegreesOfFreedom: 10, SmallCountBelow: 7},
	"Estimate": []any{
		Estimate{},
		Estimate{Value: 3.83, Lower: 2.58, Upper: 5.53, P: 1.3e-8, Level: 0.95, Method: Jeffreys, Flags: SmallCount | OneSided | BeyondMargins},
		Estimate{Value: math.Inf(1), Lower: 0.73, Upper: math.Inf(1), P: math.NaN(), Level: 0.998, Flags: Unbounded},
		Estimate{Value: math.NaN(), Lower: math.Inf(-1), Upper: math.NaN(), P: 5e-324, Level: 0.5},
	},
	"Test": []any{
		Test{Statistic: 30.07, DF: 2, P: 2.95e-7, LeastExpected: 4.5, Groups: 3, LeftOut: 1},
		Test{Statistic: 5.1, DF: 1, EffectDF: 12.5, P: 0.04, LeastExpected: 40, Groups: 2},
		Test{Statistic: math.NaN(), P: math.NaN(), LeastExpected: math.NaN(), LeftOut: 2},
	},
	"Row": Row[string, Proportion]{
		Group: "Black", Count: Proportion{Events: 3, Trials: 9},
		Rate:       Estimate{Value: 1. / 3, Lower: 0.1, Upper: 0.6, P: math.NaN(), Level: 0.95},
		Ratio:      Estimate{Value: math.Inf(1), Lower: 1, Upper: math.Inf(1), P: 0.01, Level: 0.95},
		Difference: Estimate{Value: 0.1, Lower: -0.1, Upper: 0.3, P: 0.4, Level: 0.95, Method: Score},
	},
	"Table": []any{
		rateTable(map[string]Rate{"White": {Events: 317, Population: 1584583}, "Black": {Events: 29, Population: 37844.5, DesignEffect: 1.6}, "Arab": {Events: 2}, "Other": {}},
			Options{Side: LowerOnly, Null: 1.25, DegreesOfFreedom: 12.5, SmallCountBelow: 10}).WithDerived("pooled over 20 imputations"),
		rateTable(map[string]Rate{"White": {Population: 29}, "Black": {Events: 5, Population: 56}, "Asian": {Population: 12}}, Options{Method: Exact, Level: 0.998}),
		func() Table[string, Rate] {
			t := rateTable(map[string]Rate{"White": {Events: 317, Population: 1584583}, "Black": {Events: 29, Population: 37844}}, Options{Method: AdjustedLog})
			t.Measure, t.Definition, t.Events, t.Exposure, t.Per = "search rate", "searches in June", "searches", "residents", 1e5
			t.NoBaseline = "no search of a White person was recorded"
			t.Notes, t.Simultaneous = []string{"one", "two"}, Simultaneous{Comparisons: 4, Level: 0.95}
			return t
		}(),
		rateTable(map[string]Rate{"White": {Events: 317, Population: 1584583}, "Arab": {Population: 37844}, "Chinese": {Events: 2, Population: 37844}}, Options{}).
			WithoutComparison("Arab", "the form has no such label").WithCategories("Chinese", "sorted otherwise"),
	},
}

func rateTable(counts map[string]Rate, o Options) Table[string, Rate] {
	t, err := Compare("White", counts, o)
	if err != nil {
		panic(err)
	}
	// what the zero value stands for is written out
	t.Measure, t.Events, t.Exposure, t.Per = "rate", "events", "population", 1000
	return t
}

// comesBack reports how v differs from what is read of its JSON; "" if it does not.
func comesBack(t interface{ Fatalf(string, ...any) }, v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("%+v: %v", v, err)
	}
	back := reflect.New(reflect.TypeOf(v))
	if err := json.Unmarshal(data, back.Interface()); err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	return gocmp.Diff(v, back.Elem().Interface(), cmpopts.EquateNaNs(), cmpopts.EquateEmpty(), unexported)
}

func TestRoundTrip(t *testing.T) {
	for name, instances := range roundTrips {
		all, ok := instances.([]any)
		if !ok {
			all = []any{instances}
		}
		for _, v := range all {
			if diff := comesBack(t, v); diff != "" {
				t.Errorf("%s comes back otherwise (-want +got):\n%s", name, diff)
			}
		}
	}
}

// TestLawRoundTrip: a table of any counts, with whatever was said of it, comes back from JSON as it
// was.
func TestLawRoundTrip(t *testing.T) {
	t.Run("rates", rapid.MakeCheck(func(t *rapid.T) { checkRoundTrip(t, rateGen()) }))
	t.Run("proportions", rapid.MakeCheck(func(t *rapid.T) { checkRoundTrip(t, proportionGen()) }))
}

func checkRoundTrip[M Measure](t *rapid.T, measure *rapid.Generator[M]) {
	effects := rapid.SampledFrom([]float64{0, 1, 1.6, 0.3, 40})
	counts := rapid.MapOfN(rapid.StringN(0, 5, -1), rapid.Custom(func(t *rapid.T) M {
		return WithDesignEffect(measure.Draw(t, "count"), effects.Draw(t, "design effect"))
	}), 1, 4).Draw(t, "counts")
	baseline := rapid.SampledFrom(slices.Sorted(maps.Keys(counts))).Draw(t, "baseline")
	table, err := Compare(baseline, counts, optionsGen().Draw(t, "options"))
	if err != nil {
		return
	}
	table.Labels = table.labels()
	table.Definition = rapid.String().Draw(t, "definition")
	if rapid.Bool().Draw(t, "derived") {
		table = table.WithDerived("pooled over 20 imputations")
	}
	if diff := comesBack(t, table); diff != "" {
		t.Fatalf("a table comes back otherwise (-want +got):\n%s", diff)
	}
}

// TestTableJSONForged: what a table says is held against its counts. The error says which number it
// is.
func TestTableJSONForged(t *testing.T) {
	table := rateTable(map[string]Rate{"White": {Events: 317, Population: 1584583}, "Black": {Events: 29, Population: 37844}}, Options{})
	good, err := json.Marshal(table)
	if err != nil {
		t.Fatal(err)
	}
	var parsed map[string]any
	estimate := func(row int, name string) map[string]any {
		return parsed["rows"].([]any)[row].(map[string]any)[name].(map[string]any)
	}
	for _, test := range []struct {
		forge  func()
		text   string // "": it is read
		reason string
	}{
		{func() {}, "", "as it was written"},
		{func() { estimate(1, "rate")["value"] = 0.0007663037734 }, "", "a rate rounded to ten digits, as a spreadsheet leaves it"},
		{func() { estimate(1, "ratio")["value"] = 3.830510827 }, "", "a ratio rounded to ten digits"},
		{func() { estimate(1, "rate")["value"] = 0.00076631 }, `group "Black": rate: value 0.00076631, but the counts give`, "a rate that is 8 millionths off"},
		{func() { estimate(1, "ratio")["value"] = 1.2 }, `group "Black": ratio: value 1.2, but the counts give 3.83`, "a forged ratio"},
		{func() { estimate(1, "difference")["value"] = 0.0 }, `group "Black": difference: value 0`, "a forged difference"},
		{func() { estimate(1, "excess")["value"] = 200.0 }, `group "Black": excess: value 200`, "a forged excess"},
		{func() { estimate(0, "ratio")["value"] = 2.0 }, `group "White": ratio: value 2, but the counts give 1`, "the baseline is 1 times itself"},
		{func() { estimate(1, "ratio")["lower"] = -1.0 }, `group "Black": ratio: lower limit -1: want between 0 and`, "no ratio is below 0; its plot would panic"},
		{func() { estimate(1, "ratio")["lower"] = 9.0 }, `group "Black": ratio: lower limit 9 above the upper one`, "limits out of order"},
		{func() { estimate(1, "ratio")["p"] = 1.5 }, `group "Black": ratio: p 1.5`, "no probability"},
		{func() { estimate(1, "ratio")["level"] = 95.0 }, `group "Black": ratio: level 95`, "a level in per cent"},
		{func() { estimate(1, "rate")["upper"] = -1.0 }, `group "Black": rate: lower limit`, "a rate below 0"},
		{func() { parsed["rows"].([]any)[1].(map[string]any)["design_effect"] = 0.001 }, `design effect 0.001`, "a design effect out of range"},
		{func() { parsed["simultaneous"] = map[string]any{"comparisons": -1, "level": 0.95} }, "-1 simultaneous comparisons", "a negative family"},
		{func() { parsed["degrees_of_freedom"] = -1.0 }, "-1 degrees of freedom", "negative degrees of freedom"},
		{func() { delete(parsed, "side") }, "no side", "no side"},
		{func() { parsed["derived"] = "pooled"; estimate(1, "ratio")["value"] = 3.7 }, "", "a derived table is no function of its counts"},
	} {
		parsed = nil
		if err := json.Unmarshal(good, &parsed); err != nil {
			t.Fatal(err)
		}
		test.forge()
		data, err := json.Marshal(parsed)
		if err != nil {
			t.Fatal(err)
		}
		var got Table[string, Rate]
		err = json.Unmarshal(data, &got)
		if test.text == "" && err != nil || test.text != "" && (err == nil || !strings.Contains(err.Error(), test.text)) {
			t.Errorf("%s: error %v, want %q", test.reason, err, test.text)
		}
	}
	var got Table[string, Rate]
	if err := json.Unmarshal([]byte(`{"model":"rate","level":0.95,"Level":0.99}`), &got); err == nil || !strings.Contains(err.Error(), `"Level" stands twice`) {
		t.Errorf("a key twice: error %v", err)
	}
}

// TestForestOdd: the plot of a table that was made by hand does not panic, whatever stands in it.
func TestForestOdd(t *testing.T) {
	values := []float64{math.NaN(), math.Inf(-1), -1, 0, 5e-324, 1, math.MaxFloat64, math.Inf(1)}
	for _, value := range values {
		for _, lower := range values {
			for _, upper := range values {
				table := rateTable(map[string]Rate{"White": {Events: 317, Population: 1584583}, "Black": {Events: 29, Population: 37844}}, Options{})
				table.Rows[1].Ratio.Value, table.Rows[1].Ratio.Lower, table.Rows[1].Ratio.Upper = value, lower, upper
				b := io.Discard
				if err := table.WriteText(b); err != nil {
					t.Errorf("%v (%v to %v): %v", value, lower, upper, err)
				}
			}
		}
	}
}
