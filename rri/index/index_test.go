package index

import (
	"encoding/json"
	"errors"
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/enum/enumtest"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// disImpact are the successes of the tutorial of the R package DisImpact (equity method of
// California Community Colleges).
var disImpact = map[string]rri.Proportion{
	"Asian":           {Events: 4292, Trials: 6000},
	"Black":           {Events: 607, Trials: 2000},
	"Hispanic":        {Events: 847, Trials: 4000},
	"Multi-Ethnicity": {Events: 504, Trials: 1000},
	"Native American": {Events: 78, Trials: 200},
	"White":           {Events: 4200, Trials: 6800},
}

// printed reports whether got is want to the digits that want is printed with.
func printed(got float64, want string) bool {
	_, fraction, _ := strings.Cut(want, ".")
	return strconv.FormatFloat(got, 'f', len(fraction), 64) == want
}

func TestPublishedComposition(t *testing.T) {
	for group, want := range map[string]string{
		"Asian": "1.3589159", "Black": "0.5765578", "Hispanic": "0.4022606", "Multi-Ethnicity": "0.9574468", "Native American": "0.7408815", "White": "1.1733417",
	} {
		i, err := Composition(group, disImpact, rri.Options{})
		if err != nil || !printed(i.Estimate.Value, want) {
			t.Errorf("%s: %v, %v; want %s (DisImpact, proportionality index)", group, i.Estimate.Value, err, want)
		}
	}
}

func TestPublishedImpactRatio(t *testing.T) {
	for group, want := range map[string]string{
		"Black": "0.4242777", "Hispanic": "0.2960158", "Multi-Ethnicity": "0.7045666", "Native American": "0.5452004", "White": "0.8634395",
	} {
		i, err := ImpactRatio(group, disImpact, rri.Options{})
		if err != nil || !printed(i.Estimate.Value, want) || i.Comparator != "Asian" {
			t.Errorf("%s: %v against %s, %v; want %s against Asian (DisImpact, 80 %% index)", group, i.Estimate.Value, i.Comparator, err, want)
		}
	}
	// Questions and Answers on the Uniform Guidelines, Equal Employment Opportunity Commission
	// 1979: selection rates in per cent.
	rates := map[string]rri.Proportion{
		"White": {Events: 60, Trials: 100}, "Black": {Events: 51, Trials: 100}, "Hispanic": {Events: 48, Trials: 100}, "American Indian": {Events: 45, Trials: 100},
	}
	for group, want := range map[string]string{"American Indian": "0.75", "Hispanic": "0.80", "Black": "0.85"} {
		i, err := ImpactRatio(group, rates, rri.Options{})
		if err != nil || !printed(i.Estimate.Value, want) || i.Comparator != "White" {
			t.Errorf("%s: %v against %s, %v; want %s against White (EEOC)", group, i.Estimate.Value, i.Comparator, err, want)
		}
	}
}

func TestPublishedPointGap(t *testing.T) {
	tests := []struct {
		group                   string
		rate, low, high, margin string
		toMargin, toReference   int64
	}{
		{group: "Black", rate: "0.3035000", low: "0.2735000", high: "0.3335000", margin: "0.03000000", toMargin: 386, toReference: 446},
		{group: "Hispanic", rate: "0.2117500", low: "0.1817500", high: "0.2417500", margin: "0.03000000", toMargin: 1139, toReference: 1259},
		{group: "Multi-Ethnicity", rate: "0.5040000", low: "0.4730097", high: "0.5349903", margin: "0.03099032", toMargin: 0, toReference: 23},
		{group: "Native American", rate: "0.3900000", low: "0.3207035", high: "0.4592965", margin: "0.06929646", toMargin: 14, toReference: 28},
	}
	for _, test := range tests {
		g, err := PointGap(test.group, disImpact)
		if err != nil {
			t.Fatal(err)
		}
		if !printed(g.Rate, test.rate) || !printed(g.Rate-g.Margin, test.low) || !printed(g.Rate+g.Margin, test.high) || !printed(g.Margin, test.margin) {
			t.Errorf("%s: %v ± %v, want %s (%s to %s), margin %s (DisImpact)", test.group, g.Rate, g.Margin, test.rate, test.low, test.high, test.margin)
		}
		if g.ToMargin != test.toMargin || g.ToReference != test.toReference || g.BelowMargin != (test.toMargin > 0) {
			t.Errorf("%s: %d to the margin and %d to the reference; want %d and %d (DisImpact)", test.group, g.ToMargin, g.ToReference, test.toMargin, test.toReference)
		}
		if !printed(g.Reference, "0.5264") || math.Abs(g.Value-(g.Rate-0.5264)) > 1e-15 {
			t.Errorf("%s: %+v", test.group, g)
		}
	}
}

func TestPointGap(t *testing.T) {
	counts := func(a, n, b, m int64) map[string]rri.Proportion {
		return map[string]rri.Proportion{"group": {Events: a, Trials: n}, "others": {Events: b, Trials: m}}
	}
	tests := []struct {
		counts                map[string]rri.Proportion
		below                 bool
		toMargin, toReference int64
		reason                string
	}{
		{counts(470, 1000, 530, 1000), false, 0, 30, "3.000 points below 0.5, with a margin of 3.099"},
		{counts(2350, 5000, 2650, 5000), false, 0, 150, "exactly at the margin of 3 points: not below it"},
		{counts(2349, 5000, 2651, 5000), true, 1, 151, "one event below the margin of 3 points"},
		{counts(30, 49, 38, 51), false, 0, 4, "6.8 points below, with a margin of 14"},
		{counts(0, 4, 600, 600), true, 3, 4, "a margin of 0.49, exactly: 0.503 above 2/4"},
		{counts(9, 10, 5, 10), false, 0, 0, "above the reference"},
		{counts(5, 10, 0, 0), false, 0, 0, "nobody else: no gap"},
	}
	for _, test := range tests {
		g, err := PointGap("group", test.counts)
		if err != nil || g.BelowMargin != test.below || g.ToMargin != test.toMargin || g.ToReference != test.toReference {
			t.Errorf("%s: %+v, %v", test.reason, g, err)
		}
	}
	if _, err := PointGap("group", counts(0, 0, 1, 2)); !errors.Is(err, rri.ErrCount) {
		t.Errorf("no trials: error %v, want ErrCount", err)
	}
	if _, err := PointGap("group", counts(1, rri.MaxCount, 1, rri.MaxCount)); !errors.Is(err, rri.ErrCount) {
		t.Errorf("2^54 trials: error %v, want ErrCount", err)
	}
}

// The numbers of events of a gap, applied, close it, and one less does not. The reference is the
// one before.
func TestLawPointGapEvents(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := genProportions(t)
		g, err := PointGap("a", counts)
		if counts["a"].Trials == 0 {
			if !errors.Is(err, rri.ErrCount) {
				t.Fatalf("no trials: %v", err)
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		own := counts["a"]
		all := own
		for name, c := range counts {
			if name != "a" {
				all = referencetest.Must(sumOf(all, c))
			}
		}
		at := func(k int64) rri.Proportion { return rri.Proportion{Events: own.Events + k, Trials: own.Trials} }
		if belowMargin(at(g.ToMargin), all) || (g.ToMargin > 0) != g.BelowMargin || g.ToMargin > 0 && !belowMargin(at(g.ToMargin-1), all) {
			t.Fatalf("%d to the margin of %+v", g.ToMargin, g)
		}
		reference := big.NewRat(all.Events, all.Trials)
		below := func(k int64) bool { return big.NewRat(own.Events+k, own.Trials).Cmp(reference) < 0 }
		if below(g.ToReference) || g.ToReference > 0 && !below(g.ToReference-1) || g.ToReference < g.ToMargin {
			t.Fatalf("%d to the reference of %+v", g.ToReference, g)
		}
		// Away from the border, the exact decision is that of the floats.
		if d := g.Value + g.Margin; math.Abs(d) > 1e-12 && g.BelowMargin != (d < 0) {
			t.Fatalf("below the margin %v at %+v", g.BelowMargin, g)
		}
	})
}

func genProportions(t *rapid.T) map[string]rri.Proportion {
	counts := map[string]rri.Proportion{}
	for _, name := range []string{"a", "b", "c", "d"}[:rapid.IntRange(1, 4).Draw(t, "groups")] {
		n := rapid.OneOf(rapid.Int64Range(0, 12), rapid.Int64Range(0, 5e6)).Draw(t, name+" trials")
		counts[name] = rri.Proportion{Events: rapid.Int64Range(0, n).Draw(t, name+" events"), Trials: n}
	}
	return counts
}

func genRates(t *rapid.T) map[string]rri.Rate {
	counts := map[string]rri.Rate{}
	for _, name := range []string{"a", "b", "c", "d"}[:rapid.IntRange(2, 4).Draw(t, "groups")] {
		counts[name] = rri.Rate{
			Events:     rapid.OneOf(rapid.Int64Range(0, 8), rapid.Int64Range(0, 1e5)).Draw(t, name+" events"),
			Population: rapid.OneOf(rapid.Float64Range(0.5, 20), rapid.Float64Range(1, 1e7)).Draw(t, name+" population"),
		}
	}
	return counts
}

// near compares relative to want, and takes NaN and infinities as they are.
func near(got, want, tolerance float64) bool {
	return got == want || math.Abs(got-want) <= tolerance*math.Abs(want) || math.IsNaN(got) && math.IsNaN(want)
}

// The share of the group in all events is binomial, given all events: with the exact and the score
// family, whose ratios of rates are that very binomial, the limits of the composition index are
// those of the share over the share of the population.
func TestLawCompositionOfRatesIsAShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := genRates(t)
		method := rapid.SampledFrom([]rri.Method{rri.Exact, rri.MidP, rri.Score}).Draw(t, "method")
		i, err := Composition("a", counts, rri.Options{Method: method})
		if err != nil {
			t.Fatal(err)
		}
		var events int64
		var population float64
		for _, name := range []string{"a", "b", "c", "d"} {
			events += counts[name].Events
			population += counts[name].Population
		}
		if events == 0 {
			if !i.Estimate.Flags.Has(rri.NoData) {
				t.Fatalf("no events: %+v", i)
			}
			return
		}
		share, err := rri.Of(rri.Proportion{Events: counts["a"].Events, Trials: events}, rri.Options{Method: method})
		if err != nil {
			t.Fatal(err)
		}
		w := counts["a"].Population / population
		// 1e-9: the two are solved apart, and 1 - w loses digits where the group is nearly
		// everyone.
		e := i.Estimate
		if !near(e.Value, share.Value/w, 1e-9) || !near(e.Lower, share.Lower/w, 1e-9) || !near(e.Upper, share.Upper/w, 1e-9) {
			t.Fatalf("%v, want %v over %v", e, share, w)
		}
	})
}

// The indices of all groups, weighted by their shares of the population, average to 1; each lies
// between 1 and the ratio to everybody else, and never above 1/w.
func TestLawComposition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := genProportions(t)
		var all rri.Proportion
		for _, c := range counts {
			all = referencetest.Must(sumOf(all, c))
		}
		sum := 0.
		for name, c := range counts {
			i, err := Composition(name, counts, rri.Options{})
			if err != nil {
				t.Fatal(err)
			}
			others, err := RiskRatio(name, counts, rri.Options{})
			if err != nil {
				t.Fatal(err)
			}
			e, r := i.Estimate, others.Estimate
			if c.Trials == all.Trials && c.Events > 0 { // everybody
				if e.Value != 1 || !math.IsNaN(e.Lower) || !math.IsNaN(e.Upper) || !math.IsNaN(e.P) || e.Flags != 0 {
					t.Fatalf("%+v of everybody", e)
				}
				sum++
				continue
			}
			if math.IsNaN(e.Value) != math.IsNaN(r.Value) || e.P != r.P && !math.IsNaN(e.P) {
				t.Fatalf("%+v beside %+v", e, r)
			}
			if math.IsNaN(e.Value) {
				continue
			}
			w := float64(c.Trials) / float64(all.Trials)
			sum += w * e.Value
			for _, pair := range [][2]float64{{e.Value, r.Value}, {e.Lower, r.Lower}, {e.Upper, r.Upper}} {
				if got, ratio := pair[0], pair[1]; math.Abs(math.Log(got)) > math.Abs(math.Log(ratio))*(1+1e-9)+1e-12 || got > 1/w*(1+1e-12) {
					t.Fatalf("composition %v further from 1 than the ratio %v, or above 1/%v", got, ratio, w)
				}
			}
			if !(e.Lower <= e.Value*(1+1e-12) && e.Value <= e.Upper*(1+1e-12)) {
				t.Fatalf("%v outside its interval", e)
			}
		}
		if all.Events > 0 && !near(sum, 1, 1e-9) {
			t.Fatalf("weighted sum %v of %v", sum, counts)
		}
	})
}

// A null value of the composition index tests what the same null of the ratio tests.
func TestCompositionNull(t *testing.T) {
	counts := map[string]rri.Rate{"a": {Events: 40, Population: 100}, "b": {Events: 50, Population: 300}}
	i, err := Composition("a", counts, rri.Options{Level: 0.9})
	if err != nil {
		t.Fatal(err)
	}
	for _, null := range []float64{i.Estimate.Lower, i.Estimate.Upper} {
		at, err := Composition("a", counts, rri.Options{Level: 0.9, Null: null})
		if err != nil || !near(at.Estimate.P, 0.1, 1e-8) {
			t.Errorf("p at the limit %v is %v, %v; want 1 - level", null, at.Estimate.P, err)
		}
	}
	for _, null := range []float64{-1, 4, 5, math.NaN(), math.Inf(1)} {
		if _, err := Composition("a", counts, rri.Options{Null: null}); !errors.Is(err, rri.ErrOption) {
			t.Errorf("null value %v, where 4 is the largest index: error %v, want ErrOption", null, err)
		}
	}
}

func TestRatios(t *testing.T) {
	counts := map[string]rri.Proportion{"Black": {Events: 30, Trials: 100}, "White": {Events: 80, Trials: 800}, "Asian": {Events: 10, Trials: 100}}
	state := map[string]rri.Proportion{"Black": {Events: 900, Trials: 9000}, "White": {Events: 6000, Trials: 80000}, "Asian": {Events: 400, Trials: 6000}}
	o := rri.Options{Method: rri.Score}
	tests := []struct {
		name    string
		get     func() (Index, error)
		a, b    rri.Proportion
		want    Index
		printed string
	}{
		{"risk ratio", func() (Index, error) { return RiskRatio("Black", counts, o) }, counts["Black"], rri.Proportion{Events: 90, Trials: 900},
			Index{Kind: KindRiskRatio, Group: "Black", Comparator: "everybody else"}, "risk-ratio, Black over everybody else: 3 (2.08 to 4.23)"},
		{"alternate risk ratio", func() (Index, error) { return AlternateRiskRatio("Black", counts, state, o) }, counts["Black"], rri.Proportion{Events: 6400, Trials: 86000},
			Index{Kind: KindAlternateRiskRatio, Group: "Black", Comparator: "everybody else in the wider area"}, "alternate-risk-ratio, Black over everybody else in the wider area: 4.03 (2.94 to 5.33)"},
		{"impact ratio", func() (Index, error) { return ImpactRatio("White", counts, o) }, counts["White"], counts["Black"],
			Index{Kind: KindImpactRatio, Group: "White", Comparator: "Black"}, "impact-ratio, White over Black: 0.333 (0.235 to 0.485)"},
		{"relative likelihood", func() (Index, error) { return RelativeLikelihood("Black", "White", counts, o) }, counts["White"], counts["Black"],
			Index{Kind: KindRelativeLikelihood, Direction: ComparatorOverGroup, Group: "Black", Comparator: "White"}, "relative-likelihood, White over Black: 0.333 (0.235 to 0.485)"},
	}
	for _, test := range tests {
		got, err := test.get()
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		want := test.want
		if want.Estimate, err = rri.Ratio(test.a, test.b, o); err != nil || got != want {
			t.Errorf("%s: %+v, want %+v", test.name, got, want)
		}
		if got.String() != test.printed {
			t.Errorf("%s: %q, want %q", test.name, got, test.printed)
		}
		data, err := json.Marshal(got)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
		}
		var back Index
		if err := json.Unmarshal(data, &back); err != nil || back != got {
			t.Errorf("%s: JSON %s read back as %+v, %v", test.name, data, back, err)
		}
	}
}

func TestImpactRatio(t *testing.T) {
	tests := []struct {
		counts     map[string]rri.Rate
		group      string
		comparator string
		value      float64
		reason     string
	}{
		{map[string]rri.Rate{"a": {Events: 2, Population: 4}, "b": {Events: 3, Population: 6}}, "a", "a", 1, "a tie goes to the first, here the group itself"},
		{map[string]rri.Rate{"a": {Events: 2, Population: 4}, "b": {Events: 3, Population: 6}}, "b", "a", 1, "a tie goes to the first, another group"},
		{map[string]rri.Rate{"a": {Events: 2, Population: 4}, "b": {Events: 0, Population: 0}}, "b", "a", math.NaN(), "a group without population"},
		{map[string]rri.Rate{"a": {Events: 2, Population: 4}, "b": {Events: 0, Population: 0}}, "a", "a", 1, "a group without population is not the highest"},
		{map[string]rri.Rate{"a": {Population: 4}, "b": {Population: 5}}, "b", "a", math.NaN(), "no events at all: a tie at 0 goes to the first too"},
		{map[string]rri.Rate{"a": {}, "b": {Population: 5}, "c": {Population: 5}}, "c", "b", math.NaN(), "no events at all, the first without population"},
		{map[string]rri.Rate{"a": {Events: 7}, "b": {Events: 1, Population: 5}}, "b", "b", 1, "events without population are no rate, and no comparator"},
		{map[string]rri.Rate{"a": {Events: 7}, "b": {Events: 1, Population: 5}}, "a", "b", math.NaN(), "nor have they an index"},
		{map[string]rri.Rate{"a": {}, "b": {}}, "b", "b", math.NaN(), "no population at all"},
		{map[string]rri.Rate{"a": {}, "b": {Population: 9}, "c": {Events: 1, Population: 9}}, "a", "c", math.NaN(), "the highest is found past groups without rate or events"},
		{map[string]rri.Rate{"a": {Events: 1, Population: 3}, "b": {Events: 1 << 51, Population: 3*(1<<51) - 1}}, "a", "b", 1, "rates that are equal as float64, and are not"},
	}
	for _, test := range tests {
		i, err := ImpactRatio(test.group, test.counts, rri.Options{})
		if err != nil || i.Comparator != test.comparator || !near(i.Estimate.Value, test.value, 1e-15) {
			t.Errorf("%s: %v against %s, %v; want %v against %s", test.reason, i.Estimate.Value, i.Comparator, err, test.value, test.comparator)
		}
		if i.Estimate.Level != 0.95 {
			t.Errorf("%s: level %v", test.reason, i.Estimate.Level)
		}
	}
}

// The impact ratio is never above 1, and 1 for some group.
func TestLawImpactRatio(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := genRates(t)
		highest := 0.
		events := int64(0)
		for name := range counts {
			i, err := ImpactRatio(name, counts, rri.Options{Method: rri.Wald})
			if err != nil {
				t.Fatal(err)
			}
			if i.Estimate.Value > 1 {
				t.Fatalf("%s: %v", name, i)
			}
			highest = max(highest, i.Estimate.Value)
			events += counts[name].Events
		}
		if events > 0 && highest != 1 {
			t.Fatalf("highest %v of %v", highest, counts)
		}
	})
}

// The relative likelihood the other way round is the RRI, and turning twice changes nothing.
func TestLawInverted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts := genRates(t)
		o := rri.Options{Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.Exact}).Draw(t, "method")}
		i, err := RelativeLikelihood("b", "a", counts, o)
		if err != nil {
			t.Fatal(err)
		}
		e, err := rri.Ratio(counts["b"], counts["a"], o)
		if err != nil {
			t.Fatal(err)
		}
		turned := i.Inverted()
		got := turned.Estimate
		if turned.Direction != GroupOverComparator || !near(got.Value, e.Value, 1e-12) || !near(got.Lower, e.Lower, 1e-9) || !near(got.Upper, e.Upper, 1e-9) || !near(got.P, e.P, 1e-9) || got.Flags != e.Flags {
			t.Fatalf("%+v, want the RRI %+v", turned, e)
		}
		again := turned.Inverted()
		if again.Direction != i.Direction || !near(again.Estimate.Value, i.Estimate.Value, 1e-15) || !near(again.Estimate.Lower, i.Estimate.Lower, 1e-15) || again.Estimate.Flags != i.Estimate.Flags {
			t.Fatalf("turned twice %+v, want %+v", again, i)
		}
	})
}

// A group that is everybody has as large a share of the events as of the population.
func TestCompositionOfEverybody(t *testing.T) {
	tests := []struct {
		name   string
		counts map[string]rri.Rate
		want   float64
		flags  rri.Flags
		reason string
	}{
		{"alone", map[string]rri.Rate{"a": {Events: 5, Population: 10}}, 1, 0, "printed NaN"},
		{"the others are nobody", map[string]rri.Rate{"a": {Events: 5, Population: 10}, "b": {}, "c": {}}, 1, 0, "printed NaN"},
		{"without events", map[string]rri.Rate{"a": {Population: 10}}, math.NaN(), rri.NoData, "0 of 0 events"},
		{"nobody", map[string]rri.Rate{"a": {}, "b": {Population: 10, Events: 4}}, math.NaN(), rri.NoData, "0 of 10 people"},
	}
	for _, test := range tests {
		i, err := Composition("a", test.counts, rri.Options{Level: 0.9, Null: 0.5})
		if e := i.Estimate; err != nil || !near(e.Value, test.want, 0) || !math.IsNaN(e.P) || e.Flags&rri.NoData != test.flags || e.Level != 0.9 || e.Method != rri.SCAS || i.Comparator != "everyone" {
			t.Errorf("%s: %v, %v, %v; want %v (%s)", test.name, e, e.Flags, err, test.want, test.reason)
		}
	}
	if _, err := Composition("a", map[string]rri.Rate{"a": {Events: 5, Population: 10}}, rri.Options{Method: rri.Byar}); !errors.Is(err, rri.ErrMethod) {
		t.Errorf("a method without ratios: error %v", err)
	}
}

// What has an end is not unbounded, and what is compared with itself has no interval.
func TestIndexFlags(t *testing.T) {
	counts := map[string]rri.Rate{"a": {Events: 5, Population: 10}, "b": {Population: 30}}
	i, err := Composition("a", counts, rri.Options{})
	if err != nil || i.Estimate.Upper != 4 || i.Estimate.Flags.Has(rri.Unbounded) || !i.Estimate.Flags.Has(rri.ZeroCell) {
		t.Errorf("all events in the group: %+v, %v; want the upper limit 4, the end of the range", i, err)
	}
	i, err = ImpactRatio("a", counts, rri.Options{})
	if e := i.Estimate; err != nil || e.Value != 1 || !math.IsNaN(e.Lower) || !math.IsNaN(e.Upper) || !math.IsNaN(e.P) || e.Flags != 0 {
		t.Errorf("the highest: %+v, %v", i, err)
	}
}

// One group with events and without residents does not take the others along.
func TestNoResidents(t *testing.T) {
	counts := map[string]rri.Rate{"a": {Events: 5, Population: 10}, "b": {Events: 9, Population: 30}, "z": {Events: 4}}
	o := rri.Options{}
	pairs := map[string]func(string) (Index, error){
		"impact ratio":        func(g string) (Index, error) { return ImpactRatio(g, counts, o) },
		"relative likelihood": func(g string) (Index, error) { return RelativeLikelihood(g, "a", counts, o) },
		"alternate risk ratio": func(g string) (Index, error) {
			return AlternateRiskRatio(g, counts, map[string]rri.Rate{"a": counts["a"], "b": counts["b"], "z": {}}, o)
		},
		"as baseline":          func(g string) (Index, error) { return RelativeLikelihood("b", g, counts, o) },
		"composition (itself)": func(string) (Index, error) { return Composition("z", counts, o) },
		"risk ratio (itself)":  func(string) (Index, error) { return RiskRatio("z", counts, o) },
	}
	for name, get := range pairs {
		i, err := get("z")
		if err != nil || !math.IsNaN(i.Estimate.Value) || !i.Estimate.Flags.Has(rri.NoData) {
			t.Errorf("%s of the group itself: %+v, %v", name, i, err)
		}
		if strings.Contains(name, "itself") {
			continue
		}
		if i, err := get("b"); err != nil || math.IsNaN(i.Estimate.Value) {
			t.Errorf("%s of another: %+v, %v", name, i, err)
		}
	}
	for name, get := range map[string]func() error{
		"composition": func() error { _, err := Composition("a", counts, o); return err },
		"risk ratio":  func() error { _, err := RiskRatio("a", counts, o); return err },
	} {
		if err := get(); !errors.Is(err, rri.ErrCount) || !strings.Contains(err.Error(), `group "z"`) || !strings.Contains(err.Error(), "residents") {
			t.Errorf("%s of another: error %v", name, err)
		}
	}
}

// The design effect of a sum is that with which the variances add up; the ratio of it is that of
// package rri.
func TestIndexDesignEffect(t *testing.T) {
	rates := map[string]rri.Rate{"a": {Events: 50, Population: 100, DesignEffect: 3}, "b": {Events: 100, Population: 500}, "c": {Events: 300, Population: 500, DesignEffect: 2}}
	proportions := map[string]rri.Proportion{"a": {Events: 50, Trials: 100, DesignEffect: 3}, "b": {Events: 100, Trials: 200}, "c": {Events: 50, Trials: 1000, DesignEffect: 2}}
	o := rri.Options{Method: rri.Wald}
	same := func(name string, got Index, err error, want rri.Estimate, err2 error) {
		t.Helper()
		if e := got.Estimate; err != nil || err2 != nil || e.Lower != want.Lower || e.Upper != want.Upper || e.P != want.P {
			t.Errorf("%s: %v, %v; want %v, %v", name, got, err, want, err2)
		}
	}
	i, err := RiskRatio("a", rates, o)
	want, err2 := rri.Ratio(rates["a"], rri.Rate{Events: 400, Population: 1000, DesignEffect: 1.75}, o)
	same("rates", i, err, want, err2)
	j, err := RiskRatio("a", proportions, o)
	// 100 of 200 have the variance 50, and 50 of 1000 twice 47.5.
	wantP, err2 := rri.Ratio(proportions["a"], rri.Proportion{Events: 150, Trials: 1200, DesignEffect: (50 + 2*47.5) / 97.5}, o)
	same("proportions", j, err, wantP, err2)
	i, err = ImpactRatio("a", rates, o)
	want, err2 = rri.Ratio(rates["a"], rates["c"], o)
	same("impact ratio", i, err, want, err2)
	i, err = RelativeLikelihood("a", "c", rates, o)
	want, err2 = rri.Ratio(rates["c"], rates["a"], o)
	same("relative likelihood", i, err, want, err2)
	if _, err := PointGap("a", proportions); !errors.Is(err, rri.ErrMethod) || !strings.Contains(err.Error(), "design effect") {
		t.Errorf("gap of a group with a design effect: error %v", err)
	}
	if g, err := PointGap("b", proportions); err != nil || g.Reference != 200.0/1300 {
		t.Errorf("gap beside others with a design effect: %v, %v", g, err)
	}
	if got := referencetest.Must(sumOf(rates["b"], rates["c"])); got != (rri.Rate{Events: 400, Population: 1000, DesignEffect: 1.75}) {
		t.Errorf("sum of rates %v: want the design effect 1.75", got)
	}
	if got := referencetest.Must(sumOf(proportions["b"], proportions["c"])); got != (rri.Proportion{Events: 150, Trials: 1200, DesignEffect: (50 + 2*47.5) / 97.5}) {
		t.Errorf("sum of proportions %v: want the design effect 1.487", got)
	}
	if got := referencetest.Must(sumOf(proportions["b"], rri.Proportion{DesignEffect: 5})); got != proportions["b"] {
		t.Errorf("sum with nobody %v: want %v", got, proportions["b"])
	}
	if got := referencetest.Must(sumOf(rri.Rate{Events: 1, Population: 2}, rri.Rate{Events: 3, Population: 4, DesignEffect: 1})); got != (rri.Rate{Events: 4, Population: 6}) {
		t.Errorf("%v: want no design effect", got)
	}
}

// Of one limit, the end of the range is not a bound that the data failed to set.
func TestInvertedOneSided(t *testing.T) {
	counts := map[string]rri.Rate{"a": {Events: 40, Population: 100}, "b": {Events: 50, Population: 300}, "none": {Population: 50}}
	tests := []struct {
		name      string
		group     string
		side      rri.Side
		unbounded bool
		reason    string
	}{
		{"lower limit", "a", rri.LowerOnly, false, "becomes an upper limit"},
		{"upper limit", "a", rri.UpperOnly, false, "becomes a lower limit, and nobody asked for the upper one"},
		{"no lower limit", "none", rri.LowerOnly, false, "a rate of 0 over another is 0, turned back"},
		{"no upper limit", "none", rri.UpperOnly, false, "turned back, the upper limit is finite"},
	}
	for _, test := range tests {
		e, err := rri.Ratio(counts[test.group], counts["b"], rri.Options{Side: test.side})
		if err != nil {
			t.Fatal(err)
		}
		i := Index{Kind: KindRiskRatio, Estimate: e}
		if back := i.Inverted().Inverted(); back.Estimate.Flags != e.Flags || !near(back.Estimate.Lower, e.Lower, 1e-15) || !near(back.Estimate.Upper, e.Upper, 1e-15) {
			t.Errorf("%s: turned twice %v %v, was %v %v (%s)", test.name, back.Estimate, back.Estimate.Flags, e, e.Flags, test.reason)
		}
		if got := i.Inverted().Estimate; test.group == "a" && got.Flags.Has(rri.Unbounded) != test.unbounded {
			t.Errorf("%s: %v, flags %v (%s)", test.name, got, got.Flags, test.reason)
		}
	}
}

// Every result survives JSON.
func TestLawIndexJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		counts, proportions := genRates(t), genProportions(t)
		o := rri.Options{Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Wald, rri.Score}).Draw(t, "method"), Side: rapid.SampledFrom([]rri.Side{rri.TwoSided, rri.LowerOnly, rri.UpperOnly}).Draw(t, "side")}
		var all []Index
		for _, get := range []func() (Index, error){
			func() (Index, error) { return Composition("a", counts, o) },
			func() (Index, error) { return RiskRatio("a", proportions, o) },
			func() (Index, error) { return AlternateRiskRatio("a", proportions, proportions, o) },
			func() (Index, error) { return ImpactRatio("b", counts, o) },
			func() (Index, error) { return RelativeLikelihood("b", "a", counts, o) },
		} {
			i, err := get()
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, i, i.Inverted())
		}
		roundTrip(t, all)
		if g, err := PointGap("a", proportions); err == nil {
			roundTrip(t, g)
		}
	})
}

// roundTrip fails where want does not come back from JSON as it was.
func roundTrip[T any](t *rapid.T, want T) {
	if err := referencetest.RoundTrip(want); err != nil {
		t.Fatal(err)
	}
}

// Names from outside are cleaned where they are printed, and clipped in errors.
func TestHostileNames(t *testing.T) {
	esc := "\x1b[31mBlack\n"
	long := strings.Repeat("x", 5000)
	counts := map[string]rri.Proportion{esc: {Events: 1, Trials: 2}, "White": {Events: 1, Trials: 3}, long: {Events: 1, Trials: 3}}
	i, err := RelativeLikelihood(esc, "White", counts, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	g, err := PointGap(esc, counts)
	if err != nil {
		t.Fatal(err)
	}
	_, missing := RiskRatio("Asian", counts, rri.Options{})
	counts[long] = rri.Proportion{Events: -1}
	_, bad := RiskRatio(long, counts, rri.Options{})
	_, kind := ParseKind(long)
	for name, text := range map[string]string{"index": i.String(), "gap": g.String(), "missing group": missing.Error(), "bad count": bad.Error(), "kind": kind.Error()} {
		if strings.ContainsAny(text, "\x1b\n") || len(text) > 600 {
			t.Errorf("%s: %.700q", name, text)
		}
	}
	many := map[int]rri.Rate{}
	for i := range 1000 {
		many[i] = rri.Rate{Events: 1, Population: 2}
	}
	if _, err := RiskRatio(-1, many, rri.Options{}); err == nil || !strings.Contains(err.Error(), "and 980 others") {
		t.Errorf("1000 groups: %v", err)
	}
}

func TestNaNGroup(t *testing.T) {
	counts := map[float64]rri.Rate{1: {Events: 1, Population: 2}, math.NaN(): {Events: 5, Population: 2}}
	if _, err := RiskRatio(1, counts, rri.Options{}); !errors.Is(err, rri.ErrOption) {
		t.Errorf("error %v", err)
	}
}

// Counts up to the largest: an index with a flag where it is NaN, or an error.
func TestLawHostileCounts(t *testing.T) {
	count := rapid.OneOf(rapid.Int64Range(-1, 20), rapid.Int64Range(0, rri.MaxCount), rapid.SampledFrom([]int64{rri.MaxCount, rri.MaxCount - 1, math.MaxInt64, math.MinInt64}))
	population := rapid.OneOf(rapid.Float64Range(0, 1e6), rapid.SampledFrom([]float64{0, 1e-9, float64(rri.MaxCount), math.NaN(), math.Inf(1), -1}))
	effect := rapid.SampledFrom([]float64{0, 0, 0, 1, 2.5, 0.01, -1, math.NaN()})
	rapid.Check(t, func(t *rapid.T) {
		rates, proportions := map[string]rri.Rate{}, map[string]rri.Proportion{}
		for _, g := range []string{"a", "b", "c"} {
			rates[g] = rri.Rate{Events: count.Draw(t, "events"), Population: population.Draw(t, "population"), DesignEffect: effect.Draw(t, "design effect")}
			n := count.Draw(t, "trials")
			proportions[g] = rri.Proportion{Events: rapid.Int64Range(min(0, n), max(0, n)).Draw(t, "events"), Trials: n, DesignEffect: effect.Draw(t, "design effect")}
		}
		o := rri.Options{Method: rapid.SampledFrom([]rri.Method{rri.Wald, rri.Score}).Draw(t, "method")}
		check := func(i Index, err error) {
			switch {
			case err != nil:
				if !errors.Is(err, rri.ErrCount) && !errors.Is(err, rri.ErrMethod) {
					t.Fatal(err)
				}
			case math.IsNaN(i.Estimate.Value) && !i.Estimate.Flags.Has(rri.NoData):
				t.Fatalf("%+v without a flag", i)
			}
		}
		check(Composition("a", rates, o))
		check(Composition("a", proportions, o))
		check(RiskRatio("a", rates, o))
		check(AlternateRiskRatio("a", proportions, proportions, o))
		check(ImpactRatio("a", rates, o))
		check(RelativeLikelihood("a", "b", proportions, o))
		if _, err := PointGap("a", proportions); err != nil && !errors.Is(err, rri.ErrCount) && !errors.Is(err, rri.ErrMethod) {
			t.Fatal(err)
		}
	})
}

func TestErrors(t *testing.T) {
	good := map[string]rri.Rate{"a": {Events: 1, Population: 2}, "b": {Events: 1, Population: 2}}
	bad := map[string]rri.Rate{"a": {Events: 1, Population: 2}, "b": {Events: -1, Population: 2}}
	o := rri.Options{}
	for name, get := range map[string]func(group string, counts map[string]rri.Rate, o rri.Options) error{
		"composition": func(g string, c map[string]rri.Rate, o rri.Options) error {
			_, err := Composition(g, c, o)
			return err
		},
		"risk ratio": func(g string, c map[string]rri.Rate, o rri.Options) error { _, err := RiskRatio(g, c, o); return err },
		"alternate (local)": func(g string, c map[string]rri.Rate, o rri.Options) error {
			_, err := AlternateRiskRatio(g, c, good, o)
			return err
		},
		"alternate (wider)": func(g string, c map[string]rri.Rate, o rri.Options) error {
			_, err := AlternateRiskRatio("a", good, c, o)
			return err
		},
		"impact ratio": func(g string, c map[string]rri.Rate, o rri.Options) error {
			_, err := ImpactRatio(g, c, o)
			return err
		},
		"likelihood": func(g string, c map[string]rri.Rate, o rri.Options) error {
			_, err := RelativeLikelihood(g, "a", c, o)
			return err
		},
		"likelihood baseline": func(g string, c map[string]rri.Rate, o rri.Options) error {
			_, err := RelativeLikelihood("a", g, c, o)
			return err
		},
	} {
		if name != "alternate (wider)" {
			if err := get("z", good, o); !errors.Is(err, rri.ErrBaseline) || !strings.Contains(err.Error(), `"z" is not among the groups`) || !strings.Contains(err.Error(), "a, b") {
				t.Errorf("%s: unknown group: error %v", name, err)
			}
		}
		if err := get("a", bad, o); !errors.Is(err, rri.ErrCount) || !strings.Contains(err.Error(), `group "b"`) {
			t.Errorf("%s: negative count: error %v", name, err)
		}
		if err := get("a", good, rri.Options{Level: 3}); !errors.Is(err, rri.ErrOption) {
			t.Errorf("%s: level 3: error %v", name, err)
		}
		if err := get("a", good, rri.Options{Method: rri.Byar}); !errors.Is(err, rri.ErrMethod) {
			t.Errorf("%s: a method without ratios: error %v", name, err)
		}
	}
	if _, err := PointGap("z", map[string]rri.Proportion{"a": {Events: 1, Trials: 2}}); !errors.Is(err, rri.ErrBaseline) {
		t.Errorf("unknown group: error %v", err)
	}
	huge := map[int]rri.Rate{}
	for i := range 2000 {
		huge[i] = rri.Rate{Events: rri.MaxCount, Population: 1}
	}
	if _, err := RiskRatio(0, huge, o); !errors.Is(err, rri.ErrCount) {
		t.Errorf("2000 times the largest count: error %v, want ErrCount", err)
	}
}

func TestText(t *testing.T) {
	enumtest.Check[Kind](t, Kinds(), ParseKind)
	enumtest.Check[Direction](t, Directions(), ParseDirection)
	for name, want := range map[string]Direction{"rri": GroupOverComparator, "Relative-Likelihood": ComparatorOverGroup} {
		if got, err := ParseDirection(name); err != nil || got != want {
			t.Errorf("%s, which package journey wrote: %v, %v; want %v", name, got, err, want)
		}
	}
	var g Gap
	if err := json.Unmarshal([]byte(`{"direction":"group-minus-comparator","group":"Black","value":-0.1}`), &g); err != nil || g != (Gap{Group: "Black", Value: -0.1}) {
		t.Errorf("a gap as earlier versions wrote it: %v, %v", g, err)
	}
}

func BenchmarkComposition(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Composition("Black", disImpact, rri.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
