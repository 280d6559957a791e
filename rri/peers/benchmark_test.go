package peers

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

// TestEnglandAndWales: the index of Black people in stop and search of 2019/20, of forces beside
// England and Wales with and without each. The figures in the documentation of [Benchmark] are
// these.
func TestEnglandAndWales(t *testing.T) {
	r, err := Of(searchesOf(t, "2019/20"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	b := r.Groups[0].Standards[0]
	if got, want := fmt.Sprintf("%.3f", b.Value), "8.888 (8.823 to 8.954)"; got != want {
		t.Errorf("England and Wales %s, want %s", got, want)
	}
	for unit, want := range map[string]string{
		"Avon & Somerset":     "7.447, 0.838, 8.844 (8.779 to 8.909), 0.842 (0.779 to 0.909)",
		"Metropolitan Police": "4.038, 0.454, 5.275 (5.195 to 5.356), 0.765 (0.752 to 0.779)",
	} {
		i := slices.IndexFunc(b.Rows, func(r BenchmarkRow) bool { return r.Unit == unit })
		row := b.Rows[i]
		if got := fmt.Sprintf("%.3f, %.3f, %.3f, %.3f", r.Groups[0].Rows[i].Value.Value, row.With, row.Without, row.Ratio); got != want {
			t.Errorf("%s: %s, want %s", unit, got, want)
		}
	}
}

// TestPublishedIndex: a published figure is taken as known: the interval is that of the index over
// it, and P is that of the figure.
func TestPublishedIndex(t *testing.T) {
	s := forces()
	s.Standards = []Standard[string, rri.Rate]{{Name: "England and Wales", Source: "a table", Index: map[string]float64{"Black": 4.1}}}
	r, err := Of(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := len(r.Groups[1].Standards); got != 0 {
		t.Errorf("%d standards of Asian people, of whom there is no figure", got)
	}
	black := r.Groups[0]
	b := black.Standards[0]
	if b.Value.Value != 4.1 || !math.IsNaN(b.Value.Lower) || !b.Value.Computed() || b.Source != "a table" {
		t.Errorf("the figure is %+v", b)
	}
	for i, row := range b.Rows {
		value := black.Rows[i].Value
		if !same(row.Ratio.Lower, value.Lower/4.1) || !same(row.With, value.Value/4.1) || row.Ratio.Value != row.With || !same(row.Without.Value, 4.1) {
			t.Errorf("%s: %+v", row.Unit, row)
		}
		if (row.Ratio.P < 0.05) != (value.Lower > 4.1 || value.Upper < 4.1) {
			t.Errorf("%s: P %v of %v", row.Unit, row.Ratio.P, value)
		}
	}
	if r, err = Of(s, Options{Quantity: Rate}); err != nil || len(r.Groups[1].Standards) != 0 {
		t.Errorf("rates beside a published index: %v, %v", r.Groups[1].Standards, err)
	}
}

// area returns the sum of the units of s that are named, and of something else.
func area(t *testing.T, s Set[string, rri.Rate], holds ...string) Standard[string, rri.Rate] {
	t.Helper()
	a := Standard[string, rri.Rate]{Name: "all", Holds: holds, Counts: make(map[string]rri.Rate)}
	for _, g := range []string{"White", "Black", "Asian"} {
		parts := []rri.Rate{{Events: 3, Population: 1e5}}
		for _, u := range s.Units {
			if slices.Contains(holds, u.Name) {
				parts = append(parts, u.Counts[g])
			}
		}
		sum, err := rri.Sum(parts...)
		if err != nil {
			t.Fatal(err)
		}
		a.Counts[g] = sum
	}
	return a
}

// TestStandardWithout: what is left of an area is what the others have; a unit that it does not
// hold is beside all of it.
func TestStandardWithout(t *testing.T) {
	s := forces()
	s.Standards = []Standard[string, rri.Rate]{area(t, s, "Ashford", "Barton"), area(t, s, "Barton")}
	s.Standards[1].Name = "rest"
	for _, q := range []Quantity{Index, Rate} {
		r, err := Of(s, Options{Quantity: q})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range r.Groups {
			both, rest := c.Standards[0], c.Standards[1]
			for i, row := range both.Rows {
				want := both.Value
				if row.Unit == "Ashford" {
					want = rest.Value
				}
				if row.Unit != "Barton" && (!same(row.Without.Value, want.Value) || !same(row.Without.Upper, want.Upper)) {
					t.Errorf("%s of %s without %s: %v, want %v", q, c.Group, row.Unit, row.Without, want)
				}
				if !same(row.With, c.Rows[i].Value.Value/both.Value.Value) || !same(row.Ratio.Value, c.Rows[i].Value.Value/row.Without.Value) {
					t.Errorf("%s of %s, %s: %+v", q, c.Group, row.Unit, row)
				}
			}
		}
	}
}

// TestLess: taking a part away is the reverse of adding it.
func TestLess(t *testing.T) {
	for _, test := range []struct {
		reason            string
		whole, part, want rri.Rate
	}{
		{"plain", rri.Rate{Events: 10, Population: 100}, rri.Rate{Events: 4, Population: 30}, rri.Rate{Events: 6, Population: 70}},
		{"nothing is left", rri.Rate{Events: 4, Population: 30}, rri.Rate{Events: 4, Population: 30}, rri.Rate{}},
		{"a sum that is rounded", rri.Rate{Events: 4, Population: 0.3}, rri.Rate{Events: 4, Population: 0.1 + 0.2}, rri.Rate{}},
		{"the variance of the rest", rri.Rate{Events: 10, Population: 100, DesignEffect: 2}, rri.Rate{Events: 5, Population: 50, DesignEffect: 1.5}, rri.Rate{Events: 5, Population: 50, DesignEffect: 2.5}},
		{"clusters that the whole does not know", rri.Rate{Events: 10, Population: 100}, rri.Rate{Events: 5, Population: 50, DesignEffect: 3}, rri.Rate{Events: 5, Population: 50}},
		{"fewer than chance has it", rri.Rate{Events: 10, Population: 100, DesignEffect: 0.5}, rri.Rate{Events: 5, Population: 50, DesignEffect: 3}, rri.Rate{Events: 5, Population: 50, DesignEffect: 0.5}},
		{"no events are left", rri.Rate{Events: 5, Population: 100, DesignEffect: 2}, rri.Rate{Events: 5, Population: 50, DesignEffect: 3}, rri.Rate{Population: 50, DesignEffect: 2}},
	} {
		if got, err := less(test.whole, test.part); err != nil || got != test.want {
			t.Errorf("%s: %v (%v), want %v", test.reason, got, err, test.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		rate := rapid.Custom(func(t *rapid.T) rri.Rate {
			return rri.Rate{Events: rapid.Int64Range(0, 1000).Draw(t, "events"), Population: rapid.Float64Range(1, 1e6).Draw(t, "population"), DesignEffect: rapid.Float64Range(1, 4).Draw(t, "effect")}
		})
		a, b := rate.Draw(t, "a"), rate.Draw(t, "b")
		sum, err := rri.Sum(a, b)
		if err != nil {
			t.Fatal(err)
		}
		rest, err := less(sum, a)
		if err != nil || rest.Events != b.Events || !same(rest.Population, b.Population) || b.Events > 0 && !same(max(1, rest.DesignEffect), b.DesignEffect) {
			t.Fatalf("%v and %v are %v, less the first %v (%v)", a, b, sum, rest, err)
		}
	})
}

func TestStandardErrors(t *testing.T) {
	small := map[string]rri.Rate{"White": {Events: 1e6, Population: 1e9}, "Black": {Events: 7, Population: 1e9}}
	for _, test := range []struct {
		reason string
		set    Standard[string, rri.Rate]
		want   string
		is     error
	}{
		{"fewer events than a unit in it", Standard[string, rri.Rate]{Name: "all", Counts: small, Holds: []string{"Ashford"}},
			`peers: group "Black": all: without Ashford: Black: 7 in 1000000000, and the unit alone has 160 in 18000 (design effect 1.5): count out of range: a standard that holds the units has at least their counts`, rri.ErrCount},
		{"no baseline", Standard[string, rri.Rate]{Name: "all", Counts: map[string]rri.Rate{"Black": {Events: 1, Population: 9}}},
			`peers: group "Black": all: "White" was not counted: baseline is not among the groups`, rri.ErrBaseline},
		{"two answers", Standard[string, rri.Rate]{Name: "all", Counts: small, Index: map[string]float64{"Black": 4}},
			`peers: standard all: it has counts and a published index: give one of them`, nil},
		{"units in nothing", Standard[string, rri.Rate]{Name: "all", Index: map[string]float64{"Black": 4}, Holds: []string{"Ashford"}},
			`peers: standard all: it holds units, and has no counts to take theirs from`, nil},
		{"an index of 0", Standard[string, rri.Rate]{Name: "all", Index: map[string]float64{"Black": 0}},
			`peers: standard all: group "Black": an index of 0: count out of range: want a positive number`, rri.ErrCount},
		{"a count", Standard[string, rri.Rate]{Name: "all", Counts: map[string]rri.Rate{"Black": {Events: -1}}},
			`peers: standard all: group "Black": -1 events: count out of range: give a count of 0 or more`, rri.ErrCount},
		{"no name", Standard[string, rri.Rate]{Name: " "}, `peers: standard 1 of 1: it has no name: give one that tells it from the others`, nil},
	} {
		s := forces()
		s.Standards = append(s.Standards, test.set)
		if _, err := Of(s, Options{}); err == nil || err.Error() != test.want || test.is != nil && !errors.Is(err, test.is) {
			t.Errorf("%s: error %v, want %s", test.reason, err, test.want)
		}
	}
}

// TestStandardWithoutResidents: events without residents are no rate, and no error.
func TestStandardWithoutResidents(t *testing.T) {
	s := forces()
	s.Standards = []Standard[string, rri.Rate]{{Name: "transport", Counts: map[string]rri.Rate{"White": {Events: 9}, "Black": {Events: 3}}}}
	r, err := Of(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	b := r.Groups[0].Standards[0]
	if !b.Value.Flags.Has(rri.NoData) || !math.IsNaN(b.Value.Value) || !b.Rows[0].Ratio.Flags.Has(rri.NoData) {
		t.Errorf("%+v", b)
	}
}
