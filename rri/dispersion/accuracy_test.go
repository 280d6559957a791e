package dispersion

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// counted are the replicates of one set of testdata/counts.csv.
type counted[M rri.Measure] []map[string]M

// sets returns the sets of testdata/counts.csv.
func sets(t testing.TB) (rates map[string]counted[rri.Rate], proportions map[string]counted[rri.Proportion]) {
	t.Helper()
	rates, proportions = make(map[string]counted[rri.Rate]), make(map[string]counted[rri.Proportion])
	for _, r := range referencetest.Records(t, "testdata/counts.csv") {
		k, exposure := int(referencetest.Count(t, r["replicate"])), referencetest.Float(t, r["exposure"])
		if r["model"] == "rate" {
			put(t, rates, r["set"], k, r["group"], referencetest.Count(t, r["events"]), exposure)
		} else {
			put(t, proportions, r["set"], k, r["group"], referencetest.Count(t, r["events"]), exposure)
		}
	}
	return rates, proportions
}

func put[M rri.Measure](t testing.TB, sets map[string]counted[M], set string, replicate int, group string, events int64, exposure float64) {
	t.Helper()
	for len(sets[set]) < replicate {
		sets[set] = append(sets[set], make(map[string]M))
	}
	m, err := rri.MeasureOf[M](events, exposure, 1)
	if err != nil {
		t.Fatal(err)
	}
	sets[set][replicate-1][group] = m
}

// last is the baseline of a set: the last of its groups.
func last[M rri.Measure](replicates counted[M]) (baseline string) {
	for _, replicate := range replicates {
		for g := range replicate {
			baseline = max(baseline, g)
		}
	}
	return baseline
}

// TestReference compares with R's glm and with mpmath: see testdata/README.md.
func TestReference(t *testing.T) {
	rates, proportions := sets(t)
	for _, file := range []struct {
		path      string
		tolerance float64
		reason    string
	}{
		{"testdata/r.csv", 1e-7, "R's iteration ends where its statistic has some nine digits"},
		{"testdata/reference.csv", 1e-12, "50 digits"},
	} {
		rows := 0
		var worst referencetest.Worst
		for _, want := range referencetest.Records(t, file.path) {
			var got Dispersion
			if replicates, ok := rates[want["set"]]; ok {
				got = dispersionOf(t, replicates, want["way"], want["group"])
			} else {
				got = dispersionOf(t, proportions[want["set"]], want["way"], want["group"])
			}
			where := want["set"] + " " + want["way"] + " " + want["group"]
			off := referencetest.RelativeError(got.ChiSquare, referencetest.Float(t, want["chi_square"]))
			worst.Add(file.path, where, off)
			if off > file.tolerance || got.DF != int(referencetest.Count(t, want["df"])) {
				t.Errorf("%s, %s: chi-square %v with %d; want %s with %s (%s)", file.path, where, got.ChiSquare, got.DF, want["chi_square"], want["df"], file.reason)
			}
			if math.Abs(got.Factor()*float64(got.DF)-got.ChiSquare) > 1e-14*got.ChiSquare {
				t.Errorf("%s: factor %v", where, got.Factor())
			}
			rows++
		}
		worst.Log(t)
		if rows < 40 {
			t.Errorf("%s: %d rows", file.path, rows)
		}
	}
}

// dispersionOf returns that of a group, or the pooled one.
func dispersionOf[M rri.Measure](t testing.TB, replicates counted[M], way, group string) Dispersion {
	t.Helper()
	f, err := PerGroup(replicates, Quasi)
	if way == "within" {
		f, err = WithinStrata(last(replicates), replicates)
	}
	if err != nil {
		t.Fatal(err)
	}
	if group == "pooled" {
		return f.Pooled
	}
	for _, g := range f.Groups {
		if g.Group == group {
			return g.Own
		}
	}
	t.Fatalf("no group %s", group)
	return Dispersion{}
}
