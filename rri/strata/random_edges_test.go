package strata

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// rateStratum is a stratum of rates in which the baseline has so many events for each thousand of
// its 10,000 people, and the group so many of 1,000.
func rateStratum(key string, group, baseline int64) Stratum[string, string, rri.Rate] {
	return Stratum[string, string, rri.Rate]{key, map[string]rri.Rate{"White": {Events: baseline, Population: 10_000}, "Black": {Events: group, Population: 1000}}}
}

// TestRandomCounts: which strata are in it, which are corrected, small and left out.
func TestRandomCounts(t *testing.T) {
	for _, test := range []struct {
		reason                            string
		pairs                             []Pair[rri.Proportion]
		strata, corrected, small, leftOut int
		smallest, largest                 float64
		flags                             rri.Flags
	}{
		{"no strata", nil, 0, 0, 0, 0, math.NaN(), math.NaN(), rri.NoData | rri.ZeroCell | rri.SmallCount},
		{"one", proportions([4]int64{30, 100, 30, 200}), 1, 0, 0, 0, 2, 2, rri.NoData},
		{"one that says something", proportions([4]int64{30, 100, 30, 200}, [4]int64{0, 9, 0, 7}), 1, 0, 0, 1, 2, 2, rri.NoData},
		{"nobody in one of the two", proportions([4]int64{30, 100, 30, 200}, [4]int64{0, 0, 5, 7}, [4]int64{2, 4, 0, 0}, [4]int64{40, 100, 40, 100}), 2, 0, 0, 2, 1, 2, 0},
		{"none in the group", proportions([4]int64{0, 10, 30, 200}, [4]int64{30, 100, 30, 200}), 2, 1, 1, 0, 0, 2, 0},
		{"none in the baseline has no ratio", proportions([4]int64{25, 50, 0, 200}, [4]int64{30, 100, 30, 200}), 2, 1, 1, 0, 2, 2, 0},
		{"all of both", proportions([4]int64{50, 50, 70, 70}, [4]int64{30, 100, 30, 200}), 2, 1, 0, 0, 1, 2, 0},
		{"all of one", proportions([4]int64{50, 50, 35, 70}, [4]int64{30, 100, 30, 200}), 2, 1, 0, 0, 2, 2, 0},
		{"19 is small, 20 is not", proportions([4]int64{19, 100, 40, 400}, [4]int64{20, 100, 40, 400}), 2, 0, 1, 0, 1.9, 2, 0},
	} {
		r := mustRandom(t, test.pairs, Options{})
		if r.Strata != test.strata || r.Corrected != test.corrected || r.Small != test.small || r.LeftOut != test.leftOut {
			t.Errorf("%s: %d strata, %d corrected, %d small, %d left out; want %d, %d, %d, %d", test.reason, r.Strata, r.Corrected, r.Small, r.LeftOut,
				test.strata, test.corrected, test.small, test.leftOut)
		}
		if !closeTo(r.Smallest, test.smallest, 1e-14) || !closeTo(r.Largest, test.largest, 1e-14) || math.IsInf(r.Largest, 1) {
			t.Errorf("%s: from %v to %v, want %v to %v", test.reason, r.Smallest, r.Largest, test.smallest, test.largest)
		}
		if r.Typical.Flags != test.flags {
			t.Errorf("%s: flags %q, want %q", test.reason, r.Typical.Flags, test.flags)
		}
	}
}

// TestRandomOneRatio: strata of one ratio, to the last digit, keep the width that their variances
// give.
func TestRandomOneRatio(t *testing.T) {
	r := mustRandom(t, proportions([4]int64{30, 90, 40, 240}, [4]int64{60, 180, 80, 480}, [4]int64{10, 30, 7, 42}), Options{})
	if !closeTo(r.Typical.Value, 2, 1e-14) || r.Tau != 0 || r.Typical.Lower > 1.3 || r.Typical.Upper < 3 || r.Typical.P < 0.005 {
		t.Errorf("%v, P %v, tau %v, want 2 with an interval of some width", r.Typical, r.Typical.P, r.Tau)
	}
	even := mustRandom(t, proportions([4]int64{30, 90, 30, 90}, [4]int64{60, 180, 60, 180}), Options{})
	if even.Typical.Value != 1 || even.Typical.P != 1 {
		t.Errorf("%v, P %v, want 1 and 1", even.Typical, even.Typical.P)
	}
}

// TestRandomDesignEffect: a design effect of all counts multiplies their variances, and does not
// move the ratio of strata that are alike by chance.
func TestRandomDesignEffect(t *testing.T) {
	pairs := proportions([4]int64{30, 90, 40, 240}, [4]int64{55, 180, 80, 480}, [4]int64{12, 30, 7, 42})
	plain := mustRandom(t, pairs, Options{})
	for i := range pairs {
		pairs[i].Group.DesignEffect, pairs[i].Baseline.DesignEffect = 2, 2
	}
	twice := mustRandom(t, pairs, Options{})
	if !closeTo(twice.Homogeneity.Statistic, plain.Homogeneity.Statistic/2, 1e-12) || !closeTo(twice.Typical.Value, plain.Typical.Value, 1e-13) {
		t.Errorf("%+v beside %+v, want half the statistic and the same ratio", twice, plain)
	}
	if twice.Small <= plain.Small {
		t.Errorf("%d small strata of counts that tell half as much, want more than %d", twice.Small, plain.Small)
	}
}

// TestRandomTwo: of two strata, the variance between them is half of what the squared distance of
// their logarithms has beyond chance, however unlike their counts.
func TestRandomTwo(t *testing.T) {
	for _, test := range []struct {
		reason               string
		first, second        Pair[rri.Rate]
		distance, ofVariance float64
	}{
		{"counts of some ten", Pair[rri.Rate]{rri.Rate{Events: 40, Population: 10}, rri.Rate{Events: 40, Population: 40}}, Pair[rri.Rate]{rri.Rate{Events: 40, Population: 40}, rri.Rate{Events: 40, Population: 40}},
			math.Log(4), 0.1},
		{"next to nothing beside all that there can be", Pair[rri.Rate]{rri.Rate{Events: 1, Population: 1}, rri.Rate{Events: 1, Population: 1}},
			Pair[rri.Rate]{rri.Rate{Events: 1 << 53, Population: 8}, rri.Rate{Events: 1 << 53, Population: 1}}, math.Log(8), 2},
		{"no further apart than chance makes them", Pair[rri.Rate]{rri.Rate{Events: 4, Population: 1}, rri.Rate{Events: 4, Population: 1}},
			Pair[rri.Rate]{rri.Rate{Events: 4, Population: 2}, rri.Rate{Events: 4, Population: 1}}, math.Log(2), 1},
	} {
		r := mustRandom(t, []Pair[rri.Rate]{test.first, test.second}, Options{})
		if want := math.Sqrt(max(0, test.distance*test.distance-test.ofVariance) / 2); !closeTo(r.Tau, want, 1e-13) {
			t.Errorf("%s: tau %v, want %v", test.reason, r.Tau, want)
		}
	}
}

// TestRandomUnbounded: an upper limit beyond float64 is infinite, and flagged.
func TestRandomUnbounded(t *testing.T) {
	r := mustRandom(t, proportions([4]int64{30, 90, 40, 240}, [4]int64{5, 180, 80, 480}), Options{Level: 1 - 1e-6})
	if !math.IsInf(r.Typical.Upper, 1) || !r.Typical.Flags.Has(rri.Unbounded) || r.Typical.Lower != 0 || !math.IsInf(r.FurtherUpper, 1) {
		t.Errorf("%v, further %v to %v, flags %q, want no bound", r.Typical, r.FurtherLower, r.FurtherUpper, r.Typical.Flags)
	}
}

// TestRandomTies: strata of the same ratio in another order, with other counts, change no bit.
func TestRandomTies(t *testing.T) {
	pairs := proportions([4]int64{12, 31, 37, 42})
	for i := range int64(20) {
		n := 1 + i*i%13
		pairs = append(pairs, Pair[rri.Proportion]{rri.Proportion{Events: n, Trials: 4 * n}, rri.Proportion{Events: n, Trials: 8 * n}})
	}
	want := mustRandom(t, pairs, Options{})
	for range pairs {
		pairs = append(pairs[1:], pairs[0])
		if got := mustRandom(t, pairs, Options{}); !sameRandom(got, want) {
			t.Fatalf("%+v, want %+v", got, want)
		}
	}
}

// TestRandomErrors: what makes no sense is an error that says where.
func TestRandomErrors(t *testing.T) {
	good := proportions([4]int64{30, 90, 40, 240}, [4]int64{55, 180, 80, 480})
	for _, test := range []struct {
		reason string
		pairs  []Pair[rri.Proportion]
		o      Options
		is     error
		says   string
	}{
		{"more events than trials", append(proportions([4]int64{9, 8, 1, 2}), good...), Options{}, rri.ErrCount, "strata: stratum 1 of 3: group: 9 events in 8 trials"},
		{"a negative count", proportions([4]int64{1, 8, -1, 2}), Options{}, rri.ErrCount, "strata: stratum 1 of 1: baseline: -1 events"},
		{"a level of 95", good, Options{Level: 95}, rri.ErrOption, "strata: level 95"},
		{"a ratio below 0", good, Options{Null: -1}, rri.ErrOption, "strata: null value -1 of a ratio of proportions"},
		{"one limit at a low level", good, Options{Side: rri.LowerOnly, Level: 0.3}, rri.ErrOption, "strata: level 0.3 of one limit"},
		{"no method", good, Options{Method: 99}, rri.ErrOption, "strata: Method(99)"},
	} {
		r, err := RandomEffects(test.pairs, test.o)
		if !errors.Is(err, test.is) || !strings.HasPrefix(err.Error(), test.says) || r.Computed() {
			t.Errorf("%s: %+v, %v, want %q", test.reason, r, err, test.says)
		}
	}
}

// TestRandomSides: one limit at level 0.975 is that of both at 0.95, and the p-values go with it.
func TestRandomSides(t *testing.T) {
	pairs := proportions([4]int64{30, 90, 40, 240}, [4]int64{55, 180, 80, 480}, [4]int64{12, 30, 37, 42})
	both := mustRandom(t, pairs, Options{Null: 0.7})
	if atLimit := mustRandom(t, pairs, Options{Null: both.Typical.Lower}); !closeTo(atLimit.Typical.P, 0.05, 1e-9) {
		t.Errorf("p %v of the lower limit, want 0.05", atLimit.Typical.P)
	}
	lower := mustRandom(t, pairs, Options{Null: 0.7, Level: 0.975, Side: rri.LowerOnly})
	upper := mustRandom(t, pairs, Options{Null: 0.7, Level: 0.975, Side: rri.UpperOnly})
	if !closeTo(lower.Typical.Lower, both.Typical.Lower, 1e-12) || !closeTo(lower.FurtherLower, both.FurtherLower, 1e-12) || !math.IsInf(lower.FurtherUpper, 1) {
		t.Errorf("lower limits %+v, want those of %+v", lower, both)
	}
	if !closeTo(upper.Typical.Upper, both.Typical.Upper, 1e-12) || !closeTo(upper.FurtherUpper, both.FurtherUpper, 1e-12) || upper.FurtherLower != 0 {
		t.Errorf("upper limits %+v, want those of %+v", upper, both)
	}
	if p := 2 * min(lower.Typical.P, upper.Typical.P); !closeTo(p, both.Typical.P, 1e-12) || !closeTo(lower.Typical.P+upper.Typical.P, 1, 1e-12) {
		t.Errorf("p %v and %v beside %v", lower.Typical.P, upper.Typical.P, both.Typical.P)
	}
}

// TestRandomShown: people and CSV have the random effects where strata differ by more than chance,
// and JSON always.
func TestRandomShown(t *testing.T) {
	differ := []Stratum[string, string, rri.Rate]{rateStratum("a", 100, 500), rateStratum("b", 300, 500), rateStratum("c", 150, 500)}
	for _, test := range []struct {
		reason string
		strata []Stratum[string, string, rri.Rate]
		o      Options
		shown  bool
		note   string
	}{
		{"strata differ", differ, Options{}, true, ""},
		{"by every method", differ, Options{Method: InverseVariance}, true, ""},
		{"strata are alike", []Stratum[string, string, rri.Rate]{rateStratum("a", 100, 500), rateStratum("b", 102, 500)}, Options{}, false, ""},
		{"at another level", []Stratum[string, string, rri.Rate]{rateStratum("a", 100, 500), rateStratum("b", 135, 500)}, Options{Level: 0.99}, false, ""},
		{"one stratum", differ[:1], Options{}, false, ""},
		{"a baseline without events", []Stratum[string, string, rri.Rate]{rateStratum("a", 100, 0), rateStratum("b", 300, 0)}, Options{}, false, ""},
		{"small strata", append([]Stratum[string, string, rri.Rate]{rateStratum("d", 0, 40)}, differ...), Options{}, true,
			"the typical RRI and its limits are rough: fewer than 20 events of Black or of White in 1 of 4 strata; half of one is added to each count of 1 of 4 strata, which have none or all"},
		{"strata without events", append([]Stratum[string, string, rri.Rate]{rateStratum("d", 0, 0)}, differ...), Options{}, true,
			"strata left out that have no events of either: 1"},
	} {
		table := referencetest.Must(Compare("White", test.strata, test.o))
		var text, markdown, csv bytes.Buffer
		if err := errors.Join(table.WriteText(&text), table.WriteMarkdown(&markdown), table.WriteCSV(&csv)); err != nil {
			t.Fatal(err)
		}
		for form, b := range map[string]string{"text": text.String(), "Markdown": markdown.String()} {
			if got := strings.Contains(b, "Where strata differ by more than chance"); got != test.shown {
				t.Errorf("%s: %s shows a typical stratum: %v, want %v\n%s", test.reason, form, got, test.shown, b)
			}
			if flat := strings.Join(strings.Fields(b), " "); !strings.Contains(flat, test.note) {
				t.Errorf("%s: %s has no note %q:\n%s", test.reason, form, test.note, b)
			}
		}
		if got := !strings.Contains(strings.Split(csv.String(), "\n")[2], ",1,1,,,,,,,,,"); got != test.shown {
			t.Errorf("%s: CSV has a typical stratum: %v, want %v\n%s", test.reason, got, test.shown, csv.String())
		}
		for _, line := range strings.Split(text.String(), "\n") {
			if len([]rune(line)) > 80 {
				t.Errorf("%s: a line of %d characters: %s", test.reason, len([]rune(line)), line)
			}
		}
		data := string(referencetest.Must(json.Marshal(table)))
		if !strings.Contains(data, `"random_effects":null`) || !strings.Contains(data, `"random_effects":{"typical":{`) {
			t.Errorf("%s: JSON has not null for the baseline and an object for the group: %s", test.reason, data)
		}
	}
}

// TestRandomRefused: JSON whose random effects contradict themselves, or the counts, is refused,
// and that of an earlier version, which has none, is read.
func TestRandomRefused(t *testing.T) {
	table := referencetest.Must(Compare("White", []Stratum[string, string, rri.Rate]{rateStratum("a", 100, 500), rateStratum("b", 300, 500), rateStratum("c", 150, 500)}, Options{}))
	data := string(referencetest.Must(json.Marshal(table)))
	at := strings.Index(data, `"random_effects":{`)
	own := data[at : at+strings.Index(data[at:], `,"strata":[`)]
	for _, test := range []struct{ reason, from, to, says string }{
		{"another ratio", `"typical":{"value":`, `"typical":{"value":1`, "typical stratum"},
		{"limits out of order", `"further_upper":`, `"further_upper":-`, "want ratios in order"},
		{"a ratio below 0", `"smallest":`, `"smallest":-`, "want ratios in order"},
		{"a spread below 0", `"tau":`, `"tau":-`, "tau -"},
		{"more small strata than strata", `"small":0`, `"small":4`, "3 strata, 0 corrected, 4 small"},
		{"a typical stratum of one", `"strata":3,"left_out":0`, `"strata":1,"left_out":2`, "a typical stratum of 1"},
		{"no estimate at all", own, `"random_effects":{"strata":2}`, "typical is null"},
		{"limits of another kind", `"tau":`, `"tau":"much","x":`, "strata: random effects: "},
		{"from an earlier version", own + ",", "", "read"},
	} {
		if !strings.Contains(own+",", test.from) {
			t.Fatalf("%s: %s is not in %s", test.reason, test.from, own)
		}
		var got Table[string, string, rri.Rate]
		err := json.Unmarshal([]byte(data[:at]+strings.Replace(data[at:], test.from, test.to, 1)), &got)
		if test.says == "read" {
			if err != nil || got.Rows[1].Random.Computed() {
				t.Errorf("%s: %v, %+v", test.reason, err, got.Rows[1].Random)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), test.says) {
			t.Errorf("%s: %v, want an error that says %q", test.reason, err, test.says)
		}
	}
}
