package peers

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

func TestValidate(t *testing.T) {
	type set = Set[string, rri.Rate]
	type unit = Unit[string, rri.Rate]
	first := func(change func(u *unit)) func(*set) { return func(s *set) { change(&s.Units[0]) } }
	standard := func(changes ...func(s *Standard[string, rri.Rate])) func(*set) {
		return func(s *set) {
			one := Standard[string, rri.Rate]{Name: "the country", Counts: map[string]rri.Rate{"White": {Events: 9, Population: 100}, "Black": {Events: 9, Population: 10}}}
			for _, change := range changes {
				change(&one)
			}
			s.Standards = append(s.Standards, one)
		}
	}
	for _, test := range []struct {
		reason string
		change func(s *set)
		is     error // nil: an error that wraps none, or no error if it says nothing
		says   string
	}{
		{"as it is", func(*set) {}, nil, ""},
		{"one unit", func(s *set) { s.Units = s.Units[:1] }, nil, ""},
		{"a focus", func(s *set) { s.Focus = "Corby" }, nil, ""},
		{"a focus without counts", func(s *set) { s.Focus = "Hadley" }, nil, ""},
		{"a standard", standard(), nil, ""},
		{"events without exposure, as in a comparison", first(func(u *unit) { u.Counts["Arab"] = rri.Rate{Events: 3} }), nil, ""},
		{"no units", func(s *set) { s.Units = nil }, rri.ErrCount, "no unit has counts"},
		{"no unit with counts", func(s *set) { s.Units = s.Units[7:] }, rri.ErrCount, "no unit has counts"},
		{"per less than nothing", func(s *set) { s.Per = -1 }, rri.ErrOption, "per -1"},
		{"per is NaN", func(s *set) { s.Per = math.NaN() }, rri.ErrOption, "per NaN"},
		{"no name", first(func(u *unit) { u.Name = " " }), nil, "unit 1 of 8: it has no name"},
		{"a name twice", first(func(u *unit) { u.Name = "Corby" }), nil, `unit 3 of 8: "Corby" stands twice`},
		{"names that look alike", first(func(u *unit) { u.Name = " corby" }), nil, `"Corby" stands twice`},
		{"fewer than none", first(func(u *unit) { u.Counts["Black"] = rri.Rate{Events: -1} }), rri.ErrCount, `Ashford: group "Black": -1 events`},
		{"a population that is NaN", first(func(u *unit) { u.Counts["Black"] = rri.Rate{Population: math.NaN()} }), rri.ErrCount, `group "Black": population NaN`},
		{"a design effect of less than nothing", first(func(u *unit) { u.Counts["Black"] = rri.Rate{DesignEffect: -2} }), rri.ErrCount, "design effect -2"},
		{"unknown fewer than none", first(func(u *unit) { u.Unknown.Events = -1 }), rri.ErrCount, "Ashford: the unknown: -1 events"},
		{"unknown who live somewhere", first(func(u *unit) { u.Unknown.Population = 9 }), rri.ErrCount, "population of 9"},
		{"a focus that is no unit", func(s *set) { s.Focus = "Avon" }, nil, `"Avon", which is asked about, is no unit`},
		{"a standard with a wrong count", standard(func(s *Standard[string, rri.Rate]) { s.Counts["Black"] = rri.Rate{Events: -1} }), rri.ErrCount, `group "Black": -1 events`},
		{"a standard twice", func(s *set) { standard()(s); standard()(s) }, nil, "stands twice"},
	} {
		s := forces()
		test.change(&s)
		err := s.Validate()
		if test.is == nil && test.says == "" {
			if err != nil {
				t.Errorf("%s: %v", test.reason, err)
			}
			continue
		}
		if err == nil || test.is != nil && !errors.Is(err, test.is) || !strings.HasPrefix(err.Error(), "peers: ") || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, want %q", test.reason, err, test.says)
		}
		if _, of := Of(s, Options{}); of == nil || err != nil && of.Error() != err.Error() {
			t.Errorf("%s: the comparison says %v", test.reason, of)
		}
	}
}

func TestGroupNaN(t *testing.T) {
	s := Set[float64, rri.Rate]{Units: []Unit[float64, rri.Rate]{{Name: "a", Counts: map[float64]rri.Rate{0: {Events: 1, Population: 9}, math.NaN(): {Events: 1, Population: 9}}}}}
	if err := s.Validate(); !errors.Is(err, rri.ErrCount) || !strings.Contains(err.Error(), "a group is NaN") {
		t.Errorf("%v", err)
	}
}

// TestOptions: options that make no sense, of rates and of proportions alike, and methods that have
// no interval for what is asked.
func TestOptions(t *testing.T) {
	method := func(m rri.Method, q Quantity) Options { return Options{Options: rri.Options{Method: m}, Quantity: q} }
	for _, test := range []struct {
		reason string
		o      Options
		is     error
		says   string
	}{
		{"a margin of less than nothing", Options{Margin: -0.1}, rri.ErrOption, "margin -0.1"},
		{"a margin of more than all", Options{Margin: 1.1}, rri.ErrOption, "margin 1.1"},
		{"a margin that is NaN", Options{Margin: math.NaN()}, rri.ErrOption, "margin NaN"},
		{"a level in per cent", Options{Options: rri.Options{Level: 95}}, rri.ErrOption, "level 95"},
		{"no method", method(200, Index), rri.ErrOption, "Method"},
		{"no sense", Options{Sense: trend.Sense(9)}, rri.ErrOption, "Sense(9)"},
		{"no quantity", Options{Quantity: Quantity(9)}, rri.ErrOption, "want one of index, rate"},
		{"no overdispersion", Options{Overdispersion: Overdispersion(9)}, rri.ErrOption, "want one of calibrated, additive, multiplicative, chance-alone"},
		{"fewer worst than none", Options{Worst: -1}, rri.ErrOption, "the worst -1"},
		{"more worst than units", Options{Worst: 9}, rri.ErrOption, "the worst 9 of 8 units"},
		{"a target of less than nothing", Options{Target: -1}, rri.ErrOption, "target -1"},
		{"a target that is NaN", Options{Target: math.NaN()}, rri.ErrOption, "target NaN"},
		{"no limits on one side", Options{Options: rri.Options{Side: rri.LowerOnly}}, rri.ErrOption, "want two-sided"},
		{"one of the sides that there are not", Options{Options: rri.Options{Side: 7}}, rri.ErrOption, "Side(7)"},
		{"a method of proportions alone", method(rri.WilsonCC, Rate), rri.ErrMethod, "wilson-cc for a rate: method not defined for this quantity: choose one of"},
		{"a method without a ratio", method(rri.Byar, Index), rri.ErrMethod, "byar for a ratio of rates"},
		{"a method without the ratio of two units", method(rri.Byar, Rate), rri.ErrMethod, "byar for a ratio of rates"},
		{"a method that enumerates, with a design effect", method(rri.Exact, Index), rri.ErrMethod, "with a design effect"},
	} {
		_, err := Of(forces(), test.o)
		if !errors.Is(err, test.is) || !strings.HasPrefix(err.Error(), "peers: ") || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, want %q", test.reason, err, test.says)
		}
	}
	r, err := Of(forces(), Options{})
	if err != nil || r.Options.Margin != 0.25 || r.Options.Level != 0.95 {
		t.Errorf("what zero stands for: %+v, %v", r.Options, err)
	}
}

// TestMethodsOfProportions: which methods have what it takes of proportions, and what the others
// say.
func TestMethodsOfProportions(t *testing.T) {
	s := Set[string, rri.Proportion]{Baseline: "White"}
	for i := range 3 {
		s.Units = append(s.Units, Unit[string, rri.Proportion]{Name: unitName(i), Counts: map[string]rri.Proportion{"White": {Events: 60, Trials: 300}, "Black": {Events: int64(10 + 5*i), Trials: 60}}})
	}
	has := map[Quantity][]rri.Method{
		Index: {rri.SCAS, rri.Score, rri.Wald, rri.Jeffreys, rri.MiettinenNurminen, rri.AdjustedLog, rri.MOVERWilson},
		Rate:  {rri.SCAS, rri.Score, rri.Wald, rri.Jeffreys},
	}
	for q, methods := range has {
		for m := range rri.Methods() {
			_, err := Of(s, Options{Options: rri.Options{Method: m}, Quantity: q})
			has := false
			for _, h := range methods {
				has = has || h == m
			}
			if has != (err == nil) || err != nil && (!errors.Is(err, rri.ErrMethod) || !strings.Contains(err.Error(), "choose")) {
				t.Errorf("%s of %s: %v", m, q, err)
			}
		}
	}
}

// TestBaseline: an index needs the baseline in some unit, a rate in none.
func TestBaseline(t *testing.T) {
	s := forces()
	s.Baseline = "Welsh"
	if _, err := Of(s, Options{}); !errors.Is(err, rri.ErrBaseline) || !strings.Contains(err.Error(), `"Welsh" is in no unit`) {
		t.Errorf("%v", err)
	}
	if r, err := Of(s, Options{Quantity: Rate}); err != nil || len(r.Groups) != 3 {
		t.Errorf("%d groups, %v", len(r.Groups), err)
	}
	s.Baseline = "White"
	delete(s.Units[0].Counts, "White")
	if r, err := Of(s, Options{}); err != nil || r.Groups[0].Missing[0] != (Missing{"Ashford", "there is no count of White"}) {
		t.Errorf("%+v, %v", r.Groups, err)
	}
}
