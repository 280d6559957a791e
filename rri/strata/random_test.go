package strata

import (
	"flag"
	"fmt"
	"math"
	"path/filepath"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

var randomFolder = flag.String("random.folder", "", "a folder with more cases that testdata/random.R has drawn, to compare with")

// drawnSets reads the strata of the random effects, which have design effects.
func drawnSets(t testing.TB, path string) map[string]data {
	sets := make(map[string]data)
	for _, r := range referencetest.Records(t, path) {
		d := sets[r["set"]]
		a, b := referencetest.Count(t, r["a"]), referencetest.Count(t, r["b"])
		group, baseline := referencetest.Float(t, r["group_effect"]), referencetest.Float(t, r["baseline_effect"])
		if r["model"] == "rate" {
			d.rates = append(d.rates, Pair[rri.Rate]{
				Group:    rri.Rate{Events: a, Population: referencetest.Float(t, r["n"]), DesignEffect: group},
				Baseline: rri.Rate{Events: b, Population: referencetest.Float(t, r["m"]), DesignEffect: baseline},
			})
		} else {
			d.proportions = append(d.proportions, Pair[rri.Proportion]{
				Group:    rri.Proportion{Events: a, Trials: referencetest.Count(t, r["n"]), DesignEffect: group},
				Baseline: rri.Proportion{Events: b, Trials: referencetest.Count(t, r["m"]), DesignEffect: baseline},
			})
		}
		sets[r["set"]] = d
	}
	return sets
}

func (d data) random(o Options) (Random, error) {
	if d.rates != nil {
		return RandomEffects(d.rates, o)
	}
	return RandomEffects(d.proportions, o)
}

// compareRandom checks the random effects of the sets against a file of reference values. Where
// oneRatio, the file has an interval without width for strata of one ratio, which is passed over.
func compareRandom(t *testing.T, sets map[string]data, path string, tolerance float64, oneRatio bool) {
	t.Helper()
	errors, rows := worst{}, 0
	for _, r := range referencetest.Records(t, path) {
		rows++
		got, err := sets[r["set"]].random(Options{Level: referencetest.Float(t, r["level"])})
		if err != nil {
			t.Fatalf("%s: %v", r["set"], err)
		}
		counts := fmt.Sprint(got.Strata, got.Corrected, got.LeftOut)
		if want := fmt.Sprint(r["strata"], " ", r["corrected"], " ", r["left_out"]); counts != want {
			t.Errorf("%s: %s strata, corrected and left out, want %s", r["set"], counts, want)
		}
		if r["value"] == "" {
			if !math.IsNaN(got.Typical.Value) || !got.Typical.Flags.Has(rri.NoData) || got.Homogeneity.DF != 0 {
				t.Errorf("%s: %+v, want no data", r["set"], got)
			}
			continue
		}
		want := func(column string) float64 { return referencetest.Float(t, r[column]) }
		within := func(column string, v, slack float64) {
			if math.Abs(v-want(column)) > slack {
				errors.add(t, r["set"]+" "+column, column, v, want(column), tolerance)
			}
		}
		within("q", got.Homogeneity.Statistic, 1e-20)
		within("q_p", got.Homogeneity.P, 1e-290)
		// a variance that is next to nothing beside those of the strata
		within("tau2", got.Tau*got.Tau, 1e-16)
		within("value", got.Typical.Value, 0)
		if oneRatio && want("q") < 1e-20 {
			continue
		}
		within("p", got.Typical.P, 1e-290)
		within("lower", got.Typical.Lower, 1e-290)
		within("upper", got.Typical.Upper, 0)
		within("further_lower", got.FurtherLower, 1e-290)
		within("further_upper", got.FurtherUpper, 0)
	}
	if rows < 100 {
		t.Errorf("%d rows of reference values in %s, want 100 or more", rows, path)
	}
	errors.log(t)
}

// TestRandomEffects compares with R's metafor, and with the formulas of the papers at 50 digits.
func TestRandomEffects(t *testing.T) {
	sets := readSets(t)
	for name, d := range drawnSets(t, "testdata/random_strata.csv") {
		sets[name] = d
	}
	t.Run("metafor", func(t *testing.T) { compareRandom(t, sets, "testdata/random.csv", 1e-8, true) })
	t.Run("50 digits", func(t *testing.T) { compareRandom(t, sets, "testdata/random_digits.csv", 1e-11, false) })
	if *randomFolder != "" {
		sets := drawnSets(t, filepath.Join(*randomFolder, "random_strata.csv"))
		t.Run("more", func(t *testing.T) { compareRandom(t, sets, filepath.Join(*randomFolder, "random.csv"), 1e-8, true) })
	}
}

func BenchmarkRandomEffects(b *testing.B) {
	pairs := make([]Pair[rri.Rate], 1000)
	for i := range pairs {
		n := int64(i)
		pairs[i] = Pair[rri.Rate]{rri.Rate{Events: 7 + n%41, Population: float64(50 + n*n%97)}, rri.Rate{Events: 30 + n%29, Population: float64(200 + n*n%89)}}
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := RandomEffects(pairs, Options{}); err != nil {
			b.Fatal(err)
		}
	}
}
