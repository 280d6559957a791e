package trend

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

// everyWayOf returns the pairs of counts over every way in which the unknown can fall to the group,
// to the baseline and to others.
func everyWayOf[M rri.Measure](t interface{ Fatal(...any) }, p Pair[M], unknown M) (ways []Pair[M]) {
	events, exposure, _ := unknown.Counts()
	others := int64(exposure) - events
	if !unknown.IsProportion() {
		others = 0
	}
	add := func(m M, events, others int64) M {
		sum, err := with(m, events, others)
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	for e := range events + 1 {
		for f := range events + 1 - e {
			for g := range others + 1 {
				for h := range others + 1 - g {
					ways = append(ways, Pair[M]{add(p.Group, e, g), add(p.Baseline, f, h)})
				}
			}
		}
	}
	return ways
}

// checkWorst holds the worst case against every way.
func checkWorst[M rri.Measure](t *rapid.T, before, after Pair[M], unknownBefore, unknownAfter M, o rri.Options) {
	got, err := worst(before, after, unknownBefore, unknownAfter, o)
	if err != nil {
		t.Fatal(err)
	}
	var want *Limits
	for _, b := range everyWayOf(t, before, unknownBefore) {
		for _, a := range everyWayOf(t, after, unknownAfter) {
			e, err := changeOrFlag(b, a, o)
			if err != nil {
				t.Fatal(err)
			}
			if !(e.Lower <= e.Upper) {
				continue
			}
			if want == nil {
				want = &Limits{e.Lower, e.Upper}
			}
			want.Lower, want.Upper = min(want.Lower, e.Lower), max(want.Upper, e.Upper)
		}
	}
	if (got == nil) != (want == nil) || got != nil && (!near(got.Lower, want.Lower, 1e-9) || !near(got.Upper, want.Upper, 1e-9)) {
		t.Fatalf("%v, %v before with %v, %v after with %v at %v: %v, want %v", o.Method, before, unknownBefore, after, unknownAfter, o.Level, got, want)
	}
}

// fewer returns how many fewer the unknown are of a method that takes longer at counts of zero.
func fewer(m rri.Method) int64 {
	if m == rri.SCAS {
		return 1
	}
	return 0
}

// TestLawWorstOfRates: the worst case is that over every way in which the unknown can fall.
func TestLawWorstOfRates(t *testing.T) {
	for _, m := range []rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.MidP} {
		t.Run(m.String(), rapid.MakeCheck(func(t *rapid.T) {
			rate := func(label string, most int64) rri.Rate {
				return rri.Rate{Events: rapid.Int64Range(0, most).Draw(t, label), Population: 100}
			}
			unknown := func(label string) rri.Rate { return rri.Rate{Events: rapid.Int64Range(1, 5-fewer(m)).Draw(t, label)} }
			before, after := Pair[rri.Rate]{rate("a0", 9), rate("b0", 30)}, Pair[rri.Rate]{rate("a1", 9), rate("b1", 30)}
			o := rri.Options{Method: m, Level: rapid.SampledFrom([]float64{0.8, 0.95, 0.998}).Draw(t, "level")}
			checkWorst(t, before, after, unknown("unknown before"), unknown("unknown after"), o)
		}))
	}
}

// TestLawWorstOfProportions is likewise.
func TestLawWorstOfProportions(t *testing.T) {
	for _, m := range []rri.Method{rri.SCAS, rri.Score, rri.Wald} {
		t.Run(m.String(), rapid.MakeCheck(func(t *rapid.T) {
			share := func(label string, least, most int64) rri.Proportion {
				n := rapid.Int64Range(least, most).Draw(t, label)
				return rri.Proportion{Events: rapid.Int64Range(0, n).Draw(t, label+" events"), Trials: n}
			}
			before := Pair[rri.Proportion]{share("n0", 1, 9), share("m0", 1, 30)}
			after := Pair[rri.Proportion]{share("n1", 1, 9), share("m1", 1, 30)}
			o := rri.Options{Method: m, Level: rapid.SampledFrom([]float64{0.8, 0.95, 0.998}).Draw(t, "level")}
			checkWorst(t, before, after, share("unknown before", 1, 2), share("unknown after", 1, 2-fewer(m)), o)
		}))
	}
}

// TestWorstAsFarAsAllGo: where the limits of a corner are 0 and +Inf no way is further, and none
// but the corners is looked at. A report by month asks this for some thousand changes of small
// counts.
func TestWorstAsFarAsAllGo(t *testing.T) {
	before := Pair[rri.Proportion]{rri.Proportion{Events: 0, Trials: 5}, rri.Proportion{Events: 10, Trials: 40}}
	after := Pair[rri.Proportion]{rri.Proportion{Events: 0, Trials: 6}, rri.Proportion{Events: 12, Trials: 41}}
	unknown := rri.Proportion{Events: 9, Trials: 30}
	w := worstCase[rri.Proportion]{newUnknownPeriod(before, unknown), newUnknownPeriod(after, unknown), rri.Options{}, make(map[[2]split]Limits)}
	got, err := w.hull()
	if err != nil || got == nil || got.Lower != 0 || !math.IsInf(got.Upper, 1) {
		t.Fatalf("limits %v, %v: want 0 and +Inf", got, err)
	}
	if len(w.known) > 81 {
		t.Errorf("%d ways are looked at: want the 81 corners at the most", len(w.known))
	}
}

// TestWorstChangeOfIndex: it is the worst case of the change of a result.
func TestWorstChangeOfIndex(t *testing.T) {
	before := Pair[rri.Rate]{rri.Rate{Events: 20, Population: 100}, rri.Rate{Events: 90, Population: 900}}
	after := Pair[rri.Rate]{rri.Rate{Events: 35, Population: 110}, rri.Rate{Events: 80, Population: 950}}
	unknown := []rri.Rate{{Events: 7}, {Events: 3}}
	got, err := WorstChangeOfIndex(before, after, unknown[0], unknown[1], rri.Options{})
	want, wantErr := worst(before, after, unknown[0], unknown[1], rri.Options{Level: 0.95})
	if err != nil || wantErr != nil || got == nil || *got != *want {
		t.Errorf("%v (%v), want %v (%v)", got, err, want, wantErr)
	}
	if got, err := WorstChangeOfIndex(before, after, rri.Rate{}, rri.Rate{}, rri.Options{}); got != nil || err != nil {
		t.Errorf("nobody is unknown: %v, %v", got, err)
	}
	for _, test := range []struct {
		reason  string
		before  Pair[rri.Rate]
		unknown rri.Rate
		o       rri.Options
		want    string
	}{
		{"a count", Pair[rri.Rate]{Group: rri.Rate{Events: -1}}, rri.Rate{}, rri.Options{}, "trend: before: group: -1 events: count out of range: give a count of 0 or more"},
		{"unknown residents", before, rri.Rate{Population: 5}, rri.Options{}, "trend: before: the unknown have a population of 5: count out of range: want 0, since nobody lives there as unknown"},
		{"a level", before, rri.Rate{}, rri.Options{Level: 2}, "trend: level 2: option out of range: want between 0 and 1, as 0.95"},
		{"a method without an index", before, rri.Rate{Events: 1}, rri.Options{Method: rri.Byar}, ""},
	} {
		_, err := WorstChangeOfIndex(test.before, after, test.unknown, rri.Rate{}, test.o)
		if err == nil || test.want != "" && err.Error() != test.want || test.want == "" && !errors.Is(err, rri.ErrMethod) {
			t.Errorf("%s: %v", test.reason, err)
		}
	}
}
