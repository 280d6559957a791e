package peers

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// TestUseOfForceBesideSearches: the index of Black people in the use of force beside that in stop
// and search, of the forces of England and Wales.
func TestUseOfForceBesideSearches(t *testing.T) {
	for _, year := range []struct{ name, file, avon, bounds, correlation string }{
		{"2018/19", "use-of-force-by-ethnicity-force-april2018-march2019.csv", "7.23 (6.61 to 7.90), 5.80 (5.50 to 6.12), 0.80 (0.72 to 0.89)", "0.20 to 1.52", "42 units: 0.67 (0.43 to 0.82)"},
		{"2019/20", "use-of-force-by-ethnicity-force-april2019-march2020.csv", "7.45 (6.89 to 8.04), 3.60 (3.37 to 3.84), 0.48 (0.44 to 0.53)", "0.07 to 6.41", "42 units: 0.58 (0.31 to 0.76)"},
	} {
		searches := searchesOf(t, year.name)
		p, err := SideBySide(searches, forceOf(t, year.file, searches), Options{})
		if err != nil {
			t.Fatal(err)
		}
		black := p.Groups[0]
		avon := black.Rows[slices.IndexFunc(black.Rows, func(r PairedRow) bool { return r.Unit == "Avon & Somerset" })]
		if got := fmt.Sprintf("%.2f, %.2f, %.2f", avon.First, avon.Second, avon.Ratio); got != year.avon {
			t.Errorf("%s: Avon & Somerset %s, want %s", year.name, got, year.avon)
		}
		if got := fmt.Sprintf("%.2f to %.2f", avon.Bounds.Lower, avon.Bounds.Upper); got != year.bounds {
			t.Errorf("%s: bounds %s, want %s", year.name, got, year.bounds)
		}
		if got := correlationText(black.Correlation); got != year.correlation {
			t.Errorf("%s: correlation of %s, want %s", year.name, got, year.correlation)
		}
		want := []Missing{{"London, City of", "search rate: there are no counts; rate of use of force: there are no counts"}}
		if !slices.Equal(black.Missing, want) {
			t.Errorf("%s: missing %q", year.name, black.Missing)
		}
	}
}

func correlationText(c Correlation) string {
	return fmt.Sprintf("%d units: %.2f (%.2f to %.2f)", c.Units, c.Value, c.Lower, c.Upper)
}

// arrests returns made-up arrests of the forces of [forces], but one, and of one more.
func arrests() Set[string, rri.Rate] {
	s := forces()
	s.Labels = rri.Labels{Measure: "arrest rate", Events: "arrests", Exposure: "residents"}
	s.Units = slices.Clone(s.Units)
	for i, u := range s.Units {
		counts := make(map[string]rri.Rate)
		for g, r := range u.Counts {
			counts[g] = rri.Rate{Events: r.Events/5 + int64(i), Population: r.Population}
		}
		s.Units[i].Counts, s.Units[i].Unknown = counts, rri.Rate{}
	}
	delete(s.Units[1].Counts, "Asian")
	s.Units[2].Name = "corby"
	s.Units[3].Doubt = "custody moved\x1b[31m elsewhere"
	return s
}

// TestSideBySide: units are matched by name to the letter, and what one measure lacks is named.
func TestSideBySide(t *testing.T) {
	first, second := forces(), arrests()
	p, err := SideBySide(first, second, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var groups []string
	for _, g := range p.Groups {
		groups = append(groups, g.Group)
	}
	if !slices.Equal(groups, []string{"Black", "Asian"}) {
		t.Errorf("groups %q", groups)
	}
	want := []Missing{
		{"Barton", "arrest rate: there is no count of Asian"},
		{"Corby", "arrest rate: there is no unit of that name"},
		{"Hadley", "search rate: no figures for 2019/20; arrest rate: no figures for 2019/20"},
		{"corby", "search rate: there is no unit of that name"},
	}
	if asian := p.Groups[1]; !slices.Equal(asian.Missing, want) {
		t.Errorf("missing %q", asian.Missing)
	}
	if got := len(p.Notes); got != 2 || strings.ContainsRune(p.Notes[1], 0x1b) || !strings.HasPrefix(p.Notes[1], "Denby, arrest rate: custody moved") {
		t.Errorf("notes %q", p.Notes)
	}
	row := p.Groups[0].Rows[0]
	pairOf := func(u Unit[string, rri.Rate]) trend.Pair[rri.Rate] {
		return trend.Pair[rri.Rate]{Group: u.Counts["Black"], Baseline: u.Counts["White"]}
	}
	ratio, err := trend.ChangeOfIndex(pairOf(first.Units[0]), pairOf(second.Units[0]), rri.Options{})
	if err != nil || row.Unit != "Ashford" || row.Ratio != ratio {
		t.Errorf("%s has the ratio %v, want %v (%v)", row.Unit, row.Ratio, ratio, err)
	}
	if row.Bounds == nil || !(row.Bounds.Lower < ratio.Lower && row.Bounds.Upper > ratio.Upper) {
		t.Errorf("bounds %v of %v", row.Bounds, ratio)
	}
}

// TestSideBySideRates: of rates the ratio is that of the rates of the group, and the baseline is a
// group as the others are.
func TestSideBySideRates(t *testing.T) {
	first, second := forces(), arrests()
	p, err := SideBySide(first, second, Options{Quantity: Rate})
	if err != nil {
		t.Fatal(err)
	}
	row := p.Groups[0].Rows[0]
	a, b := first.Units[0].Counts["White"], second.Units[0].Counts["White"]
	ratio, err := rri.Ratio(b, a, rri.Options{})
	if err != nil || p.Groups[0].Group != "White" || row.Ratio != ratio {
		t.Errorf("%s: %v, want %v (%v)", p.Groups[0].Group, row.Ratio, ratio, err)
	}
	a.Events += first.Units[0].Unknown.Events
	lowest, err := rri.Ratio(b, a, rri.Options{})
	if want := (trend.Limits{Lower: lowest.Lower, Upper: ratio.Upper}); err != nil || row.Bounds == nil || *row.Bounds != want {
		t.Errorf("bounds %v, want %v (%v)", row.Bounds, want, err)
	}
}

// TestSideBySideProportions: events and other trials of no known group both move the bounds.
func TestSideBySideProportions(t *testing.T) {
	set := func(measure string, unknown rri.Proportion) Set[string, rri.Proportion] {
		return Set[string, rri.Proportion]{Baseline: "White", Labels: rri.Labels{Measure: measure}, Units: []Unit[string, rri.Proportion]{
			{Name: "a", Unknown: unknown, Counts: map[string]rri.Proportion{"White": {Events: 40, Trials: 200}, "Black": {Events: 10, Trials: 60}}},
		}}
	}
	for _, q := range []Quantity{Index, Rate} {
		p, err := SideBySide(set("finds", rri.Proportion{Events: 3, Trials: 20}), set("arrests", rri.Proportion{}), Options{Quantity: q})
		if err != nil {
			t.Fatal(err)
		}
		black := p.Groups[len(p.Groups)-1]
		if b, r := black.Rows[0].Bounds, black.Rows[0].Ratio; b == nil || !(b.Lower < r.Lower && b.Upper > r.Upper) || r.Value != 1 {
			t.Errorf("%s: bounds %v of %v", q, b, r)
		}
	}
}

func TestSideBySideErrors(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(first, second *Set[string, rri.Rate], o *Options)
		want   string
		is     error
	}{
		{"another baseline", func(_, s *Set[string, rri.Rate], _ *Options) { s.Baseline = "Black" }, `peers: "White" beside "Black": baseline is not among the groups: give both measures the same baseline`, rri.ErrBaseline},
		{"columns of one name", func(_, s *Set[string, rri.Rate], _ *Options) { s.Measure = "search rate" }, `peers: both measures are called "search rate": option out of range: give each a name of its own`, rri.ErrOption},
		{"rates per resident and per search", func(_, s *Set[string, rri.Rate], o *Options) { s.Exposure, o.Quantity = "searches", Rate },
			`peers: rates of residents beside those of searches: option out of range: give both the same exposure, or compare indices`, rri.ErrOption},
		{"forces and districts", func(_, s *Set[string, rri.Rate], _ *Options) { s.Of = "districts" }, `peers: "forces" beside "districts": option out of range: give both measures of the same units`, rri.ErrOption},
		{"a null value", func(_, _ *Set[string, rri.Rate], o *Options) { o.Null = 2 }, `peers: null value 2 of two measures: option out of range: want 0, for the test that they are the same`, rri.ErrOption},
		{"a level", func(_, _ *Set[string, rri.Rate], o *Options) { o.Level = 2 }, "peers: level 2: option out of range: want between 0 and 1, as 0.95", rri.ErrOption},
		{"a count of the second", func(_, s *Set[string, rri.Rate], _ *Options) { s.Units[0].Counts["Black"] = rri.Rate{Events: -1} },
			`peers: Ashford: group "Black": -1 events: count out of range: give a count of 0 or more (of the second measure)`, rri.ErrCount},
		{"no counts at all", func(f, _ *Set[string, rri.Rate], _ *Options) { f.Units = nil }, "peers: no unit has counts: count out of range: give those of one or more (of the first measure)", rri.ErrCount},
	} {
		first, second := forces(), arrests()
		var o Options
		test.change(&first, &second, &o)
		if _, err := SideBySide(first, second, o); err == nil || err.Error() != test.want || !errors.Is(err, test.is) {
			t.Errorf("%s: error %v, want %s", test.reason, err, test.want)
		}
	}
}

// TestSideBySideWithoutInterval: a method without an interval leaves the plain values.
func TestSideBySideWithoutInterval(t *testing.T) {
	first, second := forces(), arrests() // Black people have a design effect
	o := Options{}
	o.Method = rri.Exact
	for _, s := range []*Set[string, rri.Rate]{&first, &second} {
		for i := range s.Units {
			for g, r := range s.Units[i].Counts {
				s.Units[i].Counts[g] = rri.WithDesignEffect(r, 1)
			}
		}
	}
	p, err := SideBySide(first, second, o)
	if err != nil {
		t.Fatal(err)
	}
	if r := p.Groups[0].Rows[0].Ratio; r.Flags.Has(rri.NoMethod) || !(r.Lower < r.Upper) {
		t.Errorf("exact: %v", r)
	}
	o.Method = rri.Byar
	if _, err := SideBySide(first, second, o); !errors.Is(err, rri.ErrMethod) {
		t.Errorf("a method without an index: %v", err)
	}
}

// TestSideBySideLaws: exchanging the measures turns every ratio over, and so do the bounds; the
// correlation stays; and the residents that both are over are of no account to the ratio.
func TestSideBySideLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rate := rapid.Custom(func(t *rapid.T) rri.Rate {
			return rri.Rate{Events: rapid.Int64Range(0, 300).Draw(t, "events"), Population: float64(rapid.IntRange(1, 5000).Draw(t, "population"))}
		})
		sets := [2]Set[string, rri.Rate]{{Baseline: "b", Labels: rri.Labels{Measure: "one"}}, {Baseline: "b", Labels: rri.Labels{Measure: "two"}}}
		scaled := sets
		for i := range rapid.IntRange(1, 6).Draw(t, "units") {
			factor := rapid.Float64Range(0.1, 10).Draw(t, "factor")
			for k := range sets {
				u := Unit[string, rri.Rate]{Name: string(rune('a' + i)), Counts: map[string]rri.Rate{"g": rate.Draw(t, "group"), "b": rate.Draw(t, "baseline")}}
				u.Unknown.Events = rapid.Int64Range(0, 9).Draw(t, "unknown")
				sets[k].Units = append(sets[k].Units, u)
				v := u
				v.Counts = make(map[string]rri.Rate)
				for g, r := range u.Counts {
					r.Population *= factor
					v.Counts[g] = r
				}
				scaled[k].Units = append(scaled[k].Units, v)
			}
		}
		pair := func(a, b Set[string, rri.Rate]) PairedGroup[string] {
			p, err := SideBySide(a, b, Options{})
			if err != nil {
				t.Fatal(err)
			}
			return p.Groups[0]
		}
		p, turned, larger := pair(sets[0], sets[1]), pair(sets[1], sets[0]), pair(scaled[0], scaled[1])
		if c := p.Correlation; !same(c.Value, turned.Correlation.Value) || !same(c.Lower, turned.Correlation.Lower) || c.Value > c.Upper || c.Value < c.Lower {
			t.Fatalf("correlation %v, and %v", c, turned.Correlation)
		}
		for i, r := range p.Rows {
			back := turned.Rows[i]
			if !same(r.Ratio.Value, 1/back.Ratio.Value) || !same(r.Ratio.Lower, 1/back.Ratio.Upper) || !same(r.Ratio.P, back.Ratio.P) {
				t.Fatalf("%v turned over is %v", r.Ratio, back.Ratio)
			}
			if (r.Bounds == nil) != (back.Bounds == nil) || r.Bounds != nil && (!same(r.Bounds.Lower, 1/back.Bounds.Upper) || r.Bounds.Lower > r.Ratio.Lower || r.Bounds.Upper < r.Ratio.Upper) {
				t.Fatalf("%v has bounds %v, turned over %v", r.Ratio, r.Bounds, back.Bounds)
			}
			if s := larger.Rows[i]; !same(r.Ratio.Value, s.Ratio.Value) || !same(r.Ratio.Upper, s.Ratio.Upper) {
				t.Fatalf("%v, and beside other residents %v", r.Ratio, s.Ratio)
			}
		}
	})
}

// same reports whether two numbers differ by no more than what an iteration leaves; NaN is the same
// as NaN.
func same(a, b float64) bool {
	return a == b || math.IsNaN(a) && math.IsNaN(b) || math.Abs(a-b) <= 1e-8*max(math.Abs(a), math.Abs(b), 1e-8)
}
