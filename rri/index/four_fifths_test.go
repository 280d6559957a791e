package index

import (
	"encoding/json"
	"errors"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/enum/enumtest"
	"github.com/seed-549880be/disparity/rri/internal/rational"
)

// DisImpact: the tutorial of the R package DisImpact (equity method of California Community
// Colleges); EEOC: Questions and Answers on the Uniform Guidelines, Equal Employment Opportunity
// Commission 1979.
func TestPublishedFourFifths(t *testing.T) {
	tests := []struct {
		name            string
		group, baseline rri.Proportion
		band            Position
		toBand, toEqual int64 // -1: not published
		reason          string
	}{
		{"Black", rri.Proportion{Events: 607, Trials: 2000}, rri.Proportion{Events: 4292, Trials: 6000}, Below, 538, 824, "DisImpact, against Asian, the highest rate"},
		{"Hispanic", rri.Proportion{Events: 847, Trials: 4000}, rri.Proportion{Events: 4292, Trials: 6000}, Below, 1443, 2015, "DisImpact, against Asian"},
		{"Multi-Ethnicity", rri.Proportion{Events: 504, Trials: 1000}, rri.Proportion{Events: 4292, Trials: 6000}, Below, 69, 212, "DisImpact, against Asian"},
		{"Native American", rri.Proportion{Events: 78, Trials: 200}, rri.Proportion{Events: 4292, Trials: 6000}, Below, 37, 66, "DisImpact, against Asian"},
		{"White", rri.Proportion{Events: 4200, Trials: 6800}, rri.Proportion{Events: 4292, Trials: 6000}, Within, 0, 665, "DisImpact, against Asian: nothing to reach 80 %"},
		{"American Indian", rri.Proportion{Events: 45, Trials: 100}, rri.Proportion{Events: 60, Trials: 100}, Below, -1, -1, "EEOC: 75 %"},
		{"Hispanic", rri.Proportion{Events: 48, Trials: 100}, rri.Proportion{Events: 60, Trials: 100}, Within, -1, -1, "EEOC: exactly 80 % is not below four fifths"},
		{"Black", rri.Proportion{Events: 51, Trials: 100}, rri.Proportion{Events: 60, Trials: 100}, Within, -1, -1, "EEOC: 85 %"},
	}
	for _, test := range tests {
		band, err := FourFifths(test.group, test.baseline)
		if err != nil || band != test.band {
			t.Errorf("%s: %s, %v; want %s (%s)", test.name, band, err, test.band, test.reason)
		}
		if test.toEqual < 0 {
			continue
		}
		if got, err := EventsToFourFifths(test.group, test.baseline); err != nil || got != test.toBand {
			t.Errorf("%s: %d to 80 %%, %v; want %d (%s)", test.name, got, err, test.toBand, test.reason)
		}
		if got, err := EventsToParity(test.group, test.baseline); err != nil || got != test.toEqual {
			t.Errorf("%s: %d to parity, %v; want %d (%s)", test.name, got, err, test.toEqual, test.reason)
		}
	}
}

// The tutorial of the R package DisImpact: successes needed for the rate of White students, in two
// cohorts.
func TestPublishedParity(t *testing.T) {
	white2017, white2018 := rri.Proportion{Events: 2053, Trials: 3400}, rri.Proportion{Events: 2147, Trials: 3400}
	tests := []struct {
		name            string
		group, baseline rri.Proportion
		want            int64
	}{
		{"Black 2017", rri.Proportion{Events: 310, Trials: 1000}, white2017, 294},
		{"Hispanic 2017", rri.Proportion{Events: 410, Trials: 2000}, white2017, 798},
		{"Multi-Ethnicity 2017", rri.Proportion{Events: 262, Trials: 500}, white2017, 40},
		{"Native American 2017", rri.Proportion{Events: 43, Trials: 100}, white2017, 18},
		{"Black 2018", rri.Proportion{Events: 297, Trials: 1000}, white2018, 335},
		{"Hispanic 2018", rri.Proportion{Events: 437, Trials: 2000}, white2018, 826},
		{"Multi-Ethnicity 2018", rri.Proportion{Events: 242, Trials: 500}, white2018, 74},
		{"Native American 2018", rri.Proportion{Events: 35, Trials: 100}, white2018, 29},
	}
	for _, test := range tests {
		if got, err := EventsToParity(test.group, test.baseline); err != nil || got != test.want {
			t.Errorf("%s: %d, %v; want %d", test.name, got, err, test.want)
		}
	}
}

func TestFourFifths(t *testing.T) {
	tests := []struct {
		group, baseline  rri.Rate
		want             Position
		toBand, toParity int64
		reason           string
	}{
		{rri.Rate{Events: 4, Population: 10}, rri.Rate{Events: 5, Population: 10}, Within, 0, 1, "exactly 0.80"},
		{rri.Rate{Events: 5, Population: 10}, rri.Rate{Events: 4, Population: 10}, Within, 0, -1, "exactly 1.25"},
		{rri.Rate{Events: 3, Population: 5}, rri.Rate{Events: 9, Population: 12}, Within, 0, 1, "exactly 0.80, where 0.6/0.75 is 0.7999999999999999"},
		{rri.Rate{Events: 3, Population: 10}, rri.Rate{Events: 4, Population: 10}, Below, 1, 1, "0.75: 3.2 is reached by 4"},
		{rri.Rate{Events: 6, Population: 10}, rri.Rate{Events: 4, Population: 10}, Above, -1, -2, "1.5: 5 is the edge"},
		{rri.Rate{Events: 29, Population: 37844}, rri.Rate{Events: 317, Population: 1584583}, Above, -20, -22, "7.57 expected, 9.46 at the edge: fewer than that"},
		{rri.Rate{Events: 0, Population: 10}, rri.Rate{Events: 4, Population: 10}, Below, 4, 4, "a group without events; 3.2 is reached by 4"},
		{rri.Rate{Events: 3, Population: 10}, rri.Rate{Events: 0, Population: 10}, Above, -3, -3, "a baseline without events: infinite, and parity is none"},
		{rri.Rate{Events: 0, Population: 10}, rri.Rate{Events: 0, Population: 10}, Unclear, 0, 0, "no events in either: no ratio, and parity as it is"},
		{rri.Rate{Events: 12, Population: 0.3}, rri.Rate{Events: 3, Population: 1.5}, Above, -12, -12, "person-time in fractions: 0.75 at the edge, 0.6 expected"},
	}
	for _, test := range tests {
		got, err := FourFifths(test.group, test.baseline)
		if err != nil || got != test.want {
			t.Errorf("%v against %v: %s, %v; want %s: %s", test.group, test.baseline, got, err, test.want, test.reason)
		}
		if got, err := EventsToFourFifths(test.group, test.baseline); err != nil || got != test.toBand {
			t.Errorf("%v against %v: %d to the band, %v; want %d: %s", test.group, test.baseline, got, err, test.toBand, test.reason)
		}
		if got, err := EventsToParity(test.group, test.baseline); err != nil || got != test.toParity {
			t.Errorf("%v against %v: %d to parity, %v; want %d: %s", test.group, test.baseline, got, err, test.toParity, test.reason)
		}
	}
}

func TestCountErrors(t *testing.T) {
	good := rri.Rate{Events: 3, Population: 10}
	for _, bad := range []rri.Rate{{Events: -1, Population: 10}, {Events: 1}, {Population: math.NaN()}} {
		if _, err := FourFifths(bad, good); !errors.Is(err, rri.ErrCount) {
			t.Errorf("FourFifths(%v): error %v, want ErrCount", bad, err)
		}
		if _, err := CompareRatio(good, bad, 2, 1); !errors.Is(err, rri.ErrCount) {
			t.Errorf("CompareRatio(%v): error %v, want ErrCount", bad, err)
		}
		if _, err := EventsToParity(good, bad); !errors.Is(err, rri.ErrCount) {
			t.Errorf("EventsToParity(%v): error %v, want ErrCount", bad, err)
		}
		if _, err := EventsToFourFifths(bad, good); !errors.Is(err, rri.ErrCount) {
			t.Errorf("EventsToFourFifths(%v): error %v, want ErrCount", bad, err)
		}
		if _, err := Assess(bad, good, rri.Options{}); !errors.Is(err, rri.ErrCount) {
			t.Errorf("Assess(%v): error %v, want ErrCount", bad, err)
		}
	}
	if got, err := FourFifths(rri.Rate{}, good); err != nil || got != Unclear {
		t.Errorf("no population: %s, %v; want unclear", got, err)
	}
	if _, err := EventsToParity(rri.Rate{}, good); !errors.Is(err, ErrNoRatio) {
		t.Errorf("no population: error %v, want ErrNoRatio", err)
	}
	if _, err := EventsToFourFifths(good, rri.Rate{}); !errors.Is(err, ErrNoRatio) {
		t.Errorf("no population: error %v, want ErrNoRatio", err)
	}
	if _, err := CompareRatio(rri.Rate{Population: 5}, rri.Rate{Population: 6}, 2, 1); !errors.Is(err, ErrNoRatio) {
		t.Errorf("no events: error %v, want ErrNoRatio", err)
	}
	for _, threshold := range [][2]int64{{0, 1}, {1, 0}, {-4, 5}, {4, -5}} {
		if _, err := CompareRatio(good, good, threshold[0], threshold[1]); !errors.Is(err, rri.ErrOption) {
			t.Errorf("threshold %v: error %v, want ErrOption", threshold, err)
		}
	}
	many := rri.Rate{Events: rri.MaxCount, Population: 1e-9}
	if _, err := EventsToParity(rri.Rate{Events: 1, Population: float64(rri.MaxCount)}, many); !errors.Is(err, rri.ErrCount) {
		t.Errorf("1e40 events to parity: error %v, want ErrCount", err)
	}
}

// The largest count is one that can be counted.
func TestEventsToLargestCount(t *testing.T) {
	if got, err := EventsToParity(rri.Rate{Population: float64(rri.MaxCount)}, rri.Rate{Events: 1, Population: 1}); err != nil || got != rri.MaxCount {
		t.Errorf("%d, %v; want 2^53", got, err)
	}
	if got, err := EventsToParity(rri.Rate{Population: float64(rri.MaxCount)}, rri.Rate{Events: 1, Population: 0.5}); !errors.Is(err, rri.ErrCount) {
		t.Errorf("%d, %v; want ErrCount for 2^54", got, err)
	}
}

// genRate and genProportion reach 0, whole and fractional exposures, and counts up to 2^53.
func genRate(t *rapid.T, label string) rri.Rate {
	population := rapid.OneOf(
		rapid.Map(rapid.Int64Range(1, 50), func(n int64) float64 { return float64(n) }),
		rapid.Map(rapid.Int64Range(1, 2e6), func(n int64) float64 { return float64(n) }),
		rapid.Float64Range(0.001, 1e9),
	).Draw(t, label+" population")
	return rri.Rate{Events: rapid.OneOf(rapid.Int64Range(0, 20), rapid.Int64Range(0, 1e6)).Draw(t, label+" events"), Population: population}
}

func genProportion(t *rapid.T, label string) rri.Proportion {
	n := rapid.OneOf(rapid.Int64Range(1, 30), rapid.Int64Range(1, rri.MaxCount)).Draw(t, label+" trials")
	return rri.Proportion{Events: rapid.Int64Range(0, n).Draw(t, label+" events"), Trials: n}
}

// Events to parity, applied, give parity, and one less does not; and the same for the band.
func lawEvents[M rri.Measure](t *rapid.T, group, baseline M, add func(M, int64) M) {
	check := func(name string, change int64, num, den int64) {
		if change == 0 {
			return
		}
		step := int64(1)
		if change < 0 {
			step = -1
		}
		after, ok := rational.Compare(add(group, change), baseline, num, den)
		before, okBefore := rational.Compare(add(group, change-step), baseline, num, den)
		if !ok {
			after = 0 // no events in either: parity
		}
		if !okBefore || after*int(step) < 0 || before*int(step) >= 0 {
			t.Fatalf("%s of %v to %v: %+d events give %d, one less gives %d", name, group, baseline, change, after, before)
		}
	}
	toParity, err := EventsToParity(group, baseline)
	if errors.Is(err, rri.ErrCount) {
		return // more events than can be counted
	}
	if err != nil {
		t.Fatal(err)
	}
	check("parity", toParity, 1, 1)
	if toParity == 0 {
		if sign, ok := rational.Compare(group, baseline, 1, 1); ok && sign != 0 {
			t.Fatalf("%v against %v: nothing to parity at a ratio that is not 1", group, baseline)
		}
	}
	toBand, err := EventsToFourFifths(group, baseline)
	if err != nil {
		t.Fatal(err)
	}
	band, err := FourFifths(group, baseline)
	if err != nil {
		t.Fatal(err)
	}
	switch band {
	case Below:
		check("four fifths", toBand, 4, 5)
	case Above:
		check("five fourths", toBand, 5, 4)
	default:
		if toBand != 0 {
			t.Fatalf("%s needs %d events", band, toBand)
		}
	}
	if (toBand < 0) != (toBand != 0 && toParity < 0) || max(toBand, -toBand) > max(toParity, -toParity) {
		t.Fatalf("%d to the band, %d to parity", toBand, toParity)
	}
}

func TestLawEventsApplied(t *testing.T) {
	t.Run("rate", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			lawEvents(t, genRate(t, "group"), genRate(t, "baseline"), func(r rri.Rate, k int64) rri.Rate {
				r.Events += k
				return r
			})
		})
	})
	t.Run("proportion", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			lawEvents(t, genProportion(t, "group"), genProportion(t, "baseline"), func(p rri.Proportion, k int64) rri.Proportion {
				p.Events += k
				if p.Events < 0 || p.Events > p.Trials {
					t.Fatalf("%d events added make %v", k, p)
				}
				return p
			})
		})
	})
}

// Exchanging the group and the baseline mirrors the band.
func TestLawFourFifthsMirrors(t *testing.T) {
	mirror := map[Position]Position{Unclear: Unclear, Below: Above, Within: Within, Above: Below}
	rapid.Check(t, func(t *rapid.T) {
		group, baseline := genProportion(t, "group"), genProportion(t, "baseline")
		one, err := FourFifths(group, baseline)
		if err != nil {
			t.Fatal(err)
		}
		other, err := FourFifths(baseline, group)
		if err != nil || other != mirror[one] {
			t.Fatalf("%s one way, %s (%v) the other", one, other, err)
		}
	})
}

// Away from the edges the exact decision is that of the plain ratio.
func TestLawFourFifthsIsTheRatio(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		group, baseline := genRate(t, "group"), genRate(t, "baseline")
		a, err := Assess(group, baseline, rri.Options{Method: rri.Score})
		if errors.Is(err, rri.ErrCount) {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		v := a.Ratio.Value
		want := Within
		switch {
		case math.IsNaN(v):
			want = Unclear
		case v < 0.8:
			want = Below
		case v > 1.25:
			want = Above
		}
		if a.Band != want && math.Abs(v-0.8) > 1e-12 && math.Abs(v-1.25) > 1e-12 {
			t.Fatalf("ratio %v is %s, want %s", v, a.Band, want)
		}
	})
}

func TestEquivalence(t *testing.T) {
	tests := []struct {
		group, baseline rri.Rate
		lower, upper    float64
		want            Position
		reason          string
	}{
		{rri.Rate{Events: 1000, Population: 1e4}, rri.Rate{Events: 1000, Population: 1e4}, 0, 0, Within, "equal rates with many events"},
		{rri.Rate{Events: 10, Population: 100}, rri.Rate{Events: 10, Population: 100}, 0, 0, Unclear, "equal rates with few events show nothing"},
		{rri.Rate{Events: 2000, Population: 1e4}, rri.Rate{Events: 1000, Population: 1e4}, 0, 0, Above, "twice the rate"},
		{rri.Rate{Events: 500, Population: 1e4}, rri.Rate{Events: 1000, Population: 1e4}, 0, 0, Below, "half the rate"},
		{rri.Rate{Events: 1200, Population: 1e4}, rri.Rate{Events: 1000, Population: 1e4}, 0, 0, Unclear, "1.20 with an interval over 1.25"},
		{rri.Rate{Events: 1200, Population: 1e4}, rri.Rate{Events: 1000, Population: 1e4}, 0.5, 2, Within, "a wider band"},
		{rri.Rate{Events: 0, Population: 1e4}, rri.Rate{Events: 0, Population: 1e4}, 0, 0, Unclear, "no events"},
		{rri.Rate{Events: 40, Population: 1e4}, rri.Rate{Events: 0, Population: 1e4}, 0, 0, Above, "a baseline without events and a group with many"},
		{rri.Rate{}, rri.Rate{Events: 40, Population: 1e4}, 0, 0, Unclear, "no population"},
	}
	for _, test := range tests {
		e, err := Equivalence(test.group, test.baseline, test.lower, test.upper, rri.Options{})
		if err != nil || e.Shown != test.want {
			t.Errorf("%v against %v: %s, %v; want %s: %s", test.group, test.baseline, e.Shown, err, test.want, test.reason)
		}
	}
	bad := []struct {
		lower, upper float64
		o            rri.Options
		reason       string
	}{
		{1.25, 0.8, rri.Options{}, "edges out of order"},
		{0, 1.25, rri.Options{}, "no lower edge"},
		{0.8, math.Inf(1), rri.Options{}, "infinite edge"},
		{math.NaN(), 2, rri.Options{}, "NaN"},
		{0, 0, rri.Options{Null: 2}, "a null value"},
		{0, 0, rri.Options{Side: rri.LowerOnly}, "a side"},
		{0, 0, rri.Options{Level: 0.4}, "a level of less than a half"},
		{0, 0, rri.Options{Level: 1}, "a level of 1"},
	}
	for _, test := range bad {
		if _, err := Equivalence(rri.Rate{Events: 1, Population: 2}, rri.Rate{Events: 1, Population: 2}, test.lower, test.upper, test.o); !errors.Is(err, rri.ErrOption) {
			t.Errorf("%s: error %v, want ErrOption", test.reason, err)
		}
	}
	if _, err := Equivalence(rri.Rate{Events: 1, Population: 2}, rri.Rate{Events: 1, Population: 2}, 0, 0, rri.Options{Method: rri.AgrestiCoull}); !errors.Is(err, rri.ErrMethod) {
		t.Errorf("a method without ratios: error %v, want ErrMethod", err)
	}
}

// The two tests are the interval of level 2 Level - 1, and p < α says the same as Shown.
func TestLawEquivalenceIsAnInterval(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		group, baseline := genRate(t, "group"), genRate(t, "baseline")
		method := rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.Exact, rri.MidP}).Draw(t, "method")
		level := rapid.SampledFrom([]float64{0.9, 0.95, 0.975}).Draw(t, "level")
		e, err := Equivalence(group, baseline, 0, 0, rri.Options{Method: method, Level: level})
		if err != nil {
			t.Fatal(err)
		}
		both, err := rri.Ratio(group, baseline, rri.Options{Method: method, Level: 2*level - 1})
		if err != nil {
			t.Fatal(err)
		}
		near := func(x, y float64) bool { return x == y || math.Abs(x-y) <= 1e-9*math.Abs(y) }
		if !near(e.NotBelow.Lower, both.Lower) || !near(e.NotAbove.Upper, both.Upper) {
			t.Fatalf("limits %v and %v, want those of %v", e.NotBelow.Lower, e.NotAbove.Upper, both)
		}
		// 1e-9: where P is 1 - Level the tests stand at the border, and rounding decides.
		if p := e.P(); math.Abs(p-(1-level)) > 1e-9 && !math.IsNaN(e.NotBelow.Value) && (p < 1-level) != (e.Shown == Within) {
			t.Fatalf("p %v at level %v, shown %s", p, level, e.Shown)
		}
	})
}

func TestAssessment(t *testing.T) {
	tests := []struct {
		group, baseline rri.Rate
		want            string
		reason          string
	}{
		{
			rri.Rate{Events: 29, Population: 37844}, rri.Rate{Events: 317, Population: 1584583},
			"ratio 3.83 (2.58 to 5.53), above the band 0.8 to 1.25; the data show the true ratio to be above; 22 fewer events to parity, 20 fewer events to the band",
			"a harm: Avon and Somerset, searches, January 2023",
		},
		{
			rri.Rate{Events: 11, Population: 100}, rri.Rate{Events: 100, Population: 1000},
			"ratio 1.10 (0.56 to 1.98), within the band 0.8 to 1.25; the data do not show whether the true ratio is inside; 1 fewer event to parity",
			"one event from parity",
		},
		{
			rri.Rate{Events: 1000, Population: 10000}, rri.Rate{Events: 10000, Population: 100000},
			"ratio 1.00 (0.94 to 1.07), within the band 0.8 to 1.25; the data show the true ratio to be inside; at parity",
			"parity",
		},
		{
			rri.Rate{Events: 300, Population: 10000}, rri.Rate{Events: 10000, Population: 100000},
			"ratio 0.30 (0.27 to 0.34), below the band 0.8 to 1.25; the data show the true ratio to be below; 700 more events to parity, 500 more events to the band",
			"far below",
		},
		{
			rri.Rate{Events: 7999, Population: 10000}, rri.Rate{Events: 100000, Population: 100000},
			"ratio 0.7999 (0.7818 to 0.8183), below the band 0.8 to 1.25; the data do not show whether the true ratio is inside; 2001 more events to parity, 1 more event to the band",
			"0.80 would contradict that it is below 0.8",
		},
		{rri.Rate{Population: 5}, rri.Rate{Population: 7}, "no ratio: no events in either group, or nothing they are out of", "no events"},
		{rri.Rate{}, rri.Rate{Events: 5, Population: 7}, "no ratio: no events in either group, or nothing they are out of", "no population"},
	}
	for _, test := range tests {
		a, err := Assess(test.group, test.baseline, rri.Options{})
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		if got := a.String(); got != test.want {
			t.Errorf("%s:\ngot  %s\nwant %s", test.reason, got, test.want)
		}
		data, err := json.Marshal(a)
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
		}
		for _, field := range []string{`"ratio":`, `"band":"`, `"equivalence":{"lower":0.8,"upper":1.25,"not_below":`, `"shown":"`, `"to_parity":`, `"to_four_fifths":`} {
			if !strings.Contains(string(data), field) {
				t.Errorf("%s: JSON lacks %s: %s", test.reason, field, data)
			}
		}
	}
}

// Every result survives JSON.
func TestLawSizeJSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		group, baseline := genRate(t, "group"), genRate(t, "baseline")
		if rapid.Bool().Draw(t, "nobody") {
			group = rri.Rate{}
		}
		o := rri.Options{Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Wald, rri.Score}).Draw(t, "method")}
		a, err := Assess(group, baseline, o)
		if errors.Is(err, rri.ErrCount) {
			return // more events to parity than can be counted
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		var back Assessment
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		if diff := cmp.Diff(a, back, cmpopts.EquateNaNs()); diff != "" {
			t.Fatalf("%s:\n%s", data, diff)
		}
		if back.String() != a.String() {
			t.Fatalf("%q read back as %q", a, back)
		}
	})
}

// The tests of equivalence are those of package rri on the same counts, design effects and all;
// what is decided on whole counts does not move.
func TestSizeDesignEffect(t *testing.T) {
	group, baseline := rri.Rate{Events: 95, Population: 1000}, rri.Rate{Events: 1000, Population: 10000}
	plain, err := Assess(group, baseline, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	group.DesignEffect, baseline.DesignEffect = 3, 2
	a, err := Assess(group, baseline, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if a.Band != plain.Band || a.ToParity != plain.ToParity || a.ToFourFifths != plain.ToFourFifths || a.Ratio.Value != plain.Ratio.Value {
		t.Errorf("%v, without a design effect %v", a, plain)
	}
	want, err := rri.Ratio(group, baseline, rri.Options{})
	if err != nil || a.Ratio != want {
		t.Errorf("ratio %v, want %v (%v)", a.Ratio, want, err)
	}
	want, err = rri.Ratio(group, baseline, rri.Options{Side: rri.LowerOnly, Null: 0.8})
	if err != nil || a.Equivalence.NotBelow != want {
		t.Errorf("not below %v, want %v (%v)", a.Equivalence.NotBelow, want, err)
	}
	group.DesignEffect = -2
	if _, err := FourFifths(group, baseline); !errors.Is(err, rri.ErrCount) {
		t.Errorf("design effect -2: error %v", err)
	}
}

// The documentation says what the rule says: evidence of adverse impact, and no finding of it.
func TestAdverseImpactWording(t *testing.T) {
	for _, name := range []string{"doc.go", "four_fifths.go"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		words := strings.Join(strings.Fields(strings.ReplaceAll(string(text), "//", " ")), " ")
		if !strings.Contains(words, "evidence of adverse impact") || strings.Contains(words, "is adverse impact") {
			t.Errorf("%s: 29 CFR 1607.4 D speaks of evidence of adverse impact", name)
		}
	}
}

func TestPosition(t *testing.T) { enumtest.Check[Position](t, Positions(), ParsePosition) }

func BenchmarkFourFifths(b *testing.B) {
	group, baseline := rri.Rate{Events: 29, Population: 37844}, rri.Rate{Events: 317, Population: 1584583}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := FourFifths(group, baseline); err != nil {
			b.Fatal(err)
		}
	}
}
