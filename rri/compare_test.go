package rri

import (
	"cmp"
	"errors"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"pgregory.net/rapid"
)

// colour is a group with a name of its own, as ethnicity.Group is.
type colour uint8

func (c colour) String() string {
	return [...]string{"White", "Mixed", "Asian", "Black", "Other"}[c]
}

// rateGen draws rates that reach the edges: no events, one event, more events than people, an empty
// population, huge ones.
func rateGen() *rapid.Generator[Rate] {
	return rapid.Custom(func(t *rapid.T) Rate {
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0:
			return Rate{}
		case 1:
			return Rate{Events: 0, Population: float64(rapid.Int64Range(1, 1e9).Draw(t, "population"))}
		case 2:
			return Rate{Events: rapid.Int64Range(0, 20).Draw(t, "events"), Population: rapid.Float64Range(1e-3, 50).Draw(t, "population")}
		}
		return Rate{Events: rapid.Int64Range(0, 5000).Draw(t, "events"), Population: float64(rapid.Int64Range(1, 1e7).Draw(t, "population"))}
	})
}

// proportionGen draws proportions that reach the edges: 0 of 0, none and all.
func proportionGen() *rapid.Generator[Proportion] {
	return rapid.Custom(func(t *rapid.T) Proportion {
		trials := rapid.OneOf(rapid.Int64Range(0, 3), rapid.Int64Range(1, 400), rapid.Int64Range(1, 1e6)).Draw(t, "trials")
		events := rapid.OneOf(rapid.Int64Range(0, trials), rapid.SampledFrom([]int64{0, min(1, trials), max(0, trials-1), trials})).Draw(t, "events")
		return Proportion{Events: events, Trials: trials}
	})
}

func optionsGen() *rapid.Generator[Options] {
	return rapid.Custom(func(t *rapid.T) Options {
		return Options{
			Method: rapid.SampledFrom(slices.Collect(Methods())).Draw(t, "method"),
			Level:  rapid.SampledFrom([]float64{0, 0.5, 0.9, 0.95, 0.99, 0.9999}).Draw(t, "level"),
			Side:   rapid.SampledFrom([]Side{TwoSided, TwoSided, LowerOnly, UpperOnly}).Draw(t, "side"),
			Null:   rapid.SampledFrom([]float64{0, 0, 0, 1, 0.8, 1.25}).Draw(t, "null"),
		}
	})
}

// tableGen draws the comparison of up to five groups whose names are all sorts of strings.
func tableGen[M Measure](measure *rapid.Generator[M]) *rapid.Generator[Table[string, M]] {
	name := rapid.OneOf(rapid.SampledFrom([]string{"White", "Black", "Gypsy or Irish Traveller", "=cmd|' /C calc'!A0", "a|b", "<b>", "\n", "-1", "混血", ""}), rapid.String())
	return rapid.Custom(func(t *rapid.T) Table[string, M] {
		counts := rapid.MapOfN(name, measure, 1, 5).Draw(t, "counts")
		baseline := rapid.SampledFrom(slices.Sorted(maps.Keys(counts))).Draw(t, "baseline")
		table, err := Compare(baseline, counts, optionsGen().Draw(t, "options"))
		if err != nil {
			t.Skip(err) // such as a table too large for an exact method
		}
		table.Measure, table.Definition = name.Draw(t, "measure"), name.Draw(t, "definition")
		table.Events, table.Exposure = name.Draw(t, "events"), name.Draw(t, "exposure")
		table.Notes = rapid.SliceOfN(name, 0, 2).Draw(t, "notes")
		table.Per = rapid.SampledFrom([]float64{0, 1, 100, 1e5}).Draw(t, "per")
		return table
	})
}

// sameEstimate reports whether two estimates are equal bit for bit, NaN being equal to NaN.
func sameEstimate(a, b Estimate) bool { return gocmp.Equal(a, b, cmpopts.EquateNaNs()) }

func TestCompareOrder(t *testing.T) {
	counts := map[colour]Rate{4: {Events: 3, Population: 16982}, 3: {Events: 29, Population: 37844}, 0: {Events: 317, Population: 1584583}, 2: {Events: 12, Population: 51085}, 1: {Events: 22, Population: 44435}}
	for baseline := range counts {
		table, err := Compare(baseline, counts, Options{Method: Score})
		if err != nil {
			t.Fatalf("Compare(%v) = %v", baseline, err)
		}
		want := []colour{baseline}
		for g := range colour(5) {
			if g != baseline {
				want = append(want, g)
			}
		}
		var got []colour
		for _, row := range table.Rows {
			got = append(got, row.Group)
			if row.Count != counts[row.Group] {
				t.Errorf("row of %v has count %v, want %v", row.Group, row.Count, counts[row.Group])
			}
		}
		if !slices.Equal(got, want) || table.Baseline != baseline {
			t.Errorf("Compare(%v): groups %v against %v, want %v", baseline, got, table.Baseline, want)
		}
	}
}

func TestCompareBaselineRow(t *testing.T) {
	for _, test := range []struct {
		name   string
		count  Rate
		reason string
	}{
		{"usual", Rate{Events: 317, Population: 1584583}, "1 by definition, without interval"},
		{"no events", Rate{Events: 0, Population: 100}, "0/0 for any other group, and 1 still for the baseline against itself"},
		{"no one", Rate{}, "as above"},
	} {
		t.Run(test.name, func(t *testing.T) {
			table, err := Compare("White", map[string]Rate{"White": test.count}, Options{Level: 0.9})
			if err != nil {
				t.Fatal(err)
			}
			nan := math.NaN()
			ratio := Estimate{Value: 1, Lower: nan, Upper: nan, P: nan, Level: 0.9}
			none := ratio
			none.Value = 0
			row := table.Rows[0]
			if !sameEstimate(row.Ratio, ratio) || !sameEstimate(row.Difference, none) || !sameEstimate(row.Excess, none) {
				t.Errorf("baseline row = %+v, want ratio 1, difference 0, excess 0 without limits: %s", row, test.reason)
			}
			rate, err := Of(test.count, Options{Level: 0.9})
			if err != nil || !sameEstimate(row.Rate, rate) {
				t.Errorf("rate of the baseline = %+v, want %+v", row.Rate, rate)
			}
		})
	}
}

func TestCompareErrors(t *testing.T) {
	good := Rate{Events: 1, Population: 10}
	for _, test := range []struct {
		name     string
		baseline string
		counts   map[string]Rate
		options  Options
		want     error
		text     string
	}{
		{"no baseline", "White", map[string]Rate{"Black": good, "Asian": good}, Options{}, ErrBaseline, `rri: "White": baseline is not among the groups: want one of Asian, Black`},
		{"no groups", "White", nil, Options{}, ErrBaseline, `rri: "White": baseline is not among the groups: want counts by group, that of the baseline among them, and there are none`},
		{"bad group", "White", map[string]Rate{"White": good, "Black": {Events: -1, Population: 10}}, Options{}, ErrCount, `rri: group "Black": -1 events: count out of range: give a count of 0 or more`},
		{"bad baseline", "White", map[string]Rate{"White": {Events: 1, Population: math.NaN()}}, Options{}, ErrCount, `rri: group "White": population NaN: count out of range: give a finite number`},
		{"level", "White", map[string]Rate{"White": good}, Options{Level: 95}, ErrOption, `rri: level 95: option out of range: want between 0 and 1, as 0.95`},
		{"null", "White", map[string]Rate{"White": good, "Black": good}, Options{Null: -2}, ErrOption, `(group "Black")`},
	} {
		t.Run(test.name, func(t *testing.T) {
			table, err := Compare(test.baseline, test.counts, test.options)
			if !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.text) {
				t.Errorf("error = %v, want %v with %q", err, test.want, test.text)
			}
			if strings.Count(err.Error(), "rri:") != 1 || table.Rows != nil {
				t.Errorf("error %q with rows %v, want one prefix and no rows", err, table.Rows)
			}
		})
	}
	if _, err := Compare(1, map[float64]Rate{1: good, math.NaN(): good}, Options{}); err == nil {
		t.Error("a group that is NaN is accepted; it could be found by no one")
	}
	if _, err := Compare("White", map[string]Proportion{"White": {Events: 1, Trials: 2}, "Black": {Events: 3, Trials: 2}}, Options{}); !errors.Is(err, ErrCount) {
		t.Errorf("3 of 2: error %v, want ErrCount", err)
	}
}

// TestCompareNoMethod covers the quantities that a method which has a ratio may lack.
func TestCompareNoMethod(t *testing.T) {
	rates := map[string]Rate{"White": {Events: 30, Population: 1000}, "Black": {Events: 0, Population: 100}}
	proportions := map[string]Proportion{"White": {Events: 30, Trials: 1000}, "Black": {Events: 7, Trials: 100}}
	for _, test := range []struct {
		method                         Method
		rate, ratio, difference        bool // defined for rates
		share, shareRatio, shareChange bool // and for proportions
	}{
		{AdjustedLog, false, true, false, false, true, false},
		{MOVERWilson, false, true, true, false, true, true},
		{SCAS, true, true, true, true, true, true},
	} {
		t.Run(test.method.String(), func(t *testing.T) {
			o := Options{Method: test.method}
			a, err := Compare("White", rates, o)
			if err != nil {
				t.Fatal(err)
			}
			b, err := Compare("White", proportions, o)
			if err != nil {
				t.Fatal(err)
			}
			for _, check := range []struct {
				name    string
				e       Estimate
				value   float64
				defined bool
			}{
				{"rate", a.Rows[1].Rate, 0, test.rate},
				{"ratio of rates", a.Rows[1].Ratio, 0, test.ratio},
				{"difference of rates", a.Rows[1].Difference, -0.03, test.difference},
				{"excess of rates", a.Rows[1].Excess, -3, test.difference},
				{"proportion", b.Rows[1].Rate, 0.07, test.share},
				{"ratio of proportions", b.Rows[1].Ratio, 0.07 / 0.03, test.shareRatio},
				{"difference of proportions", b.Rows[1].Difference, 0.04, test.shareChange},
				{"excess of proportions", b.Rows[1].Excess, 4, test.shareChange},
			} {
				if math.Abs(check.e.Value-check.value) > 1e-14 {
					t.Errorf("%s: value %v, want the plain %v", check.name, check.e.Value, check.value)
				}
				if check.e.Flags.Has(NoMethod) == check.defined || math.IsNaN(check.e.Lower) == check.defined || math.IsNaN(check.e.Upper) == check.defined {
					t.Errorf("%s: %+v %s, want defined %v", check.name, check.e, check.e.Flags, check.defined)
				}
				if check.e.Level != 0.95 || check.e.Method != test.method {
					t.Errorf("%s: level %v, method %v, want 0.95 and %v", check.name, check.e.Level, check.e.Method, test.method)
				}
			}
		})
	}
}

// TestCompareIsTheFunctions: a table has, bit for bit, what Of, Ratio, Difference and Excess give,
// for every method, level and side.
func TestCompareIsTheFunctions(t *testing.T) {
	t.Run("rates", rapid.MakeCheck(func(t *rapid.T) { checkIsTheFunctions(t, rateGen()) }))
	t.Run("proportions", rapid.MakeCheck(func(t *rapid.T) { checkIsTheFunctions(t, proportionGen()) }))
}

// TestCompareNeedsARatio: a method that has no ratio for the model is an error whatever the counts,
// not a table of dashes.
func TestCompareNeedsARatio(t *testing.T) {
	for m := range Methods() {
		for _, rates := range []bool{false, true} {
			var err error
			q := quantity.RatioOfProportions
			if rates {
				q = quantity.RatioOfRates
				_, err = Compare("White", map[string]Rate{"White": {}}, Options{Method: m})
			} else {
				_, err = Compare("White", map[string]Proportion{"White": {}}, Options{Method: m})
			}
			want := !method.Families[m].Has(q)
			if errors.Is(err, ErrMethod) != want || (err == nil) == want {
				t.Errorf("%s for %s: error %v, want one: %v", m, q, err, want)
			}
			if want && !strings.Contains(err.Error(), "choose one of ") {
				t.Errorf("%s for %s: error %v names no other method", m, q, err)
			}
		}
	}
}

func checkIsTheFunctions[M Measure](t *rapid.T, measure *rapid.Generator[M]) {
	counts := rapid.MapOfN(rapid.IntRange(0, 9), measure, 1, 4).Draw(t, "counts")
	baseline := rapid.SampledFrom(slices.Sorted(maps.Keys(counts))).Draw(t, "baseline")
	o := optionsGen().Draw(t, "options")
	table, err := Compare(baseline, counts, o)
	if err != nil {
		t.Skip(err)
	}
	usual := o
	usual.Null = 0
	check := func(name string, got Estimate, want Estimate, err error) {
		switch {
		case errors.Is(err, ErrMethod):
			if !got.Flags.Has(NoMethod) || !math.IsNaN(got.Lower) || !math.IsNaN(got.Upper) || !math.IsNaN(got.P) {
				t.Fatalf("%s = %+v, want not defined, as the function says %v", name, got, err)
			}
		case err != nil:
			t.Fatalf("%s: the function gives the error %v, Compare does not", name, err)
		case !sameEstimate(got, want):
			t.Fatalf("%s = %+v, want %+v", name, got, want)
		}
	}
	if !slices.IsSortedFunc(table.Rows[1:], func(a, b Row[int, M]) int { return cmp.Compare(a.Group, b.Group) }) || len(table.Rows) != len(counts) {
		t.Fatalf("rows %v: want %d, sorted", table.Rows, len(counts))
	}
	for i, row := range table.Rows {
		want, err := Of(row.Count, usual)
		check("rate", row.Rate, want, err)
		if i == 0 {
			continue
		}
		base := counts[baseline]
		want, err = Ratio(row.Count, base, o)
		check("ratio", row.Ratio, want, err)
		want, err = Difference(row.Count, base, usual)
		check("difference", row.Difference, want, err)
		want, err = Excess(row.Count, base, usual)
		check("excess", row.Excess, want, err)
	}
}

func BenchmarkCompare(b *testing.B) {
	counts := map[colour]Rate{0: {Events: 3833, Population: 4957811}, 1: {Events: 716, Population: 519089}, 2: {Events: 1430, Population: 1817640}, 3: {Events: 2654, Population: 1188137}, 4: {Events: 243, Population: 316749}}
	for _, m := range []Method{SCAS, Score, Wald, Exact} {
		b.Run(m.String(), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Compare(colour(0), counts, Options{Method: m}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
