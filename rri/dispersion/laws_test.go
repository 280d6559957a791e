package dispersion

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

// genReplicates reaches groups that are missing, and counts and exposures of 0.
func genReplicates[M rri.Measure](t *rapid.T, least int) (replicates []map[string]M) {
	groups := rapid.IntRange(1, 5).Draw(t, "groups")
	for k := range rapid.IntRange(least, 8).Draw(t, "replicates") {
		replicate := make(map[string]M)
		for i := range groups {
			if rapid.IntRange(0, 7).Draw(t, "missing") > 0 {
				replicate[string(rune('A'+i))] = genCount[M](t, fmt.Sprint(k, " ", i))
			}
		}
		replicates = append(replicates, replicate)
	}
	return replicates
}

func genCount[M rri.Measure](t *rapid.T, label string) M {
	var m M
	events := rapid.OneOf(rapid.Int64Range(0, 5), rapid.Int64Range(0, 1e4)).Draw(t, label+" events")
	exposure := rapid.SampledFrom([]float64{1, 12, 0.25, 1e4, 1.5e6}).Draw(t, label+" population")
	if m.IsProportion() {
		exposure = float64(events + rapid.OneOf(rapid.Int64Range(0, 5), rapid.Int64Range(0, 1e4)).Draw(t, label+" non-events"))
	} else if events == 0 && rapid.Bool().Draw(t, label+" empty") {
		exposure = 0
	}
	m, err := rri.MeasureOf[M](events, exposure, 1)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// ways are the estimates of some replicates by every way and model.
func ways[M rri.Measure](replicates []map[string]M) map[string]func() (Factors[string], error) {
	var m M
	all := map[string]func() (Factors[string], error){
		"per group":     func() (Factors[string], error) { return PerGroup(replicates, Quasi) },
		"within strata": func() (Factors[string], error) { return WithinStrata("A", replicates) },
	}
	if !m.IsProportion() {
		all["negative binomial"] = func() (Factors[string], error) { return PerGroup(replicates, NegativeBinomial) }
	}
	return all
}

// Everything that comes out is a number that a count may have, and says what it is of.
func TestLawSound(t *testing.T) {
	t.Run("rate", rapid.MakeCheck(func(t *rapid.T) { lawSound(t, genReplicates[rri.Rate](t, 0)) }))
	t.Run("proportion", rapid.MakeCheck(func(t *rapid.T) { lawSound(t, genReplicates[rri.Proportion](t, 0)) }))
}

func lawSound[M rri.Measure](t *rapid.T, replicates []map[string]M) {
	for name, estimate := range ways(replicates) {
		f, err := estimate()
		if err != nil {
			if !errors.Is(err, ErrReplicates) && !errors.Is(err, rri.ErrBaseline) {
				t.Fatalf("%s: %v", name, err)
			}
			continue
		}
		if f.Pooled.DF < 1 || f.Pooled.Cells <= f.Pooled.DF || f.Pooled.Sparse > f.Pooled.Cells || (f.Alpha > 0) != (name == "negative binomial" && f.Pooled.Factor() > 1) {
			t.Fatalf("%s: %+v", name, f)
		}
		for _, g := range f.Groups {
			if !(g.DesignEffect >= 1 && g.DesignEffect <= float64(rri.MaxCount)) || g.DF < 0 || !(g.Own.ChiSquare >= 0) || math.IsInf(g.Own.ChiSquare, 1) ||
				g.DesignEffect == 1 && g.DF > 0 && g.Own.Factor() < 1 {
				t.Fatalf("%s: %+v", name, g)
			}
		}
	}
}

// same reports how two estimates differ by more than rounding. A fit at the edge of its range has
// fewer digits, and so has 1 as the difference of factors of billions.
func same(t *rapid.T, reason, name string, one, other func() (Factors[string], error)) {
	f, errOne := one()
	g, errOther := other()
	if (errOne == nil) != (errOther == nil) {
		t.Fatalf("%s, %s: %v, and %v", reason, name, errOne, errOther)
	}
	if diff := cmp.Diff(f, g, cmpopts.EquateApprox(1e-6, 1e-4)); diff != "" {
		t.Fatalf("%s, %s changes:\n%s", reason, name, diff)
	}
}

// The order of the replicates, the unit of exposure, and replicates that say nothing do not matter.
func TestLawUnchanged(t *testing.T) {
	t.Run("rate", rapid.MakeCheck(func(t *rapid.T) {
		replicates := genReplicates[rri.Rate](t, 1)
		unit := rapid.SampledFrom([]float64{8, 0.125, 3}).Draw(t, "unit")
		scaled := make([]map[string]rri.Rate, len(replicates))
		for k, replicate := range replicates {
			scaled[k] = make(map[string]rri.Rate)
			for g, r := range replicate {
				scaled[k][g] = rri.Rate{Events: r.Events, Population: r.Population * unit}
			}
		}
		other := ways(scaled)
		for name, estimate := range ways(replicates) {
			same(t, "another unit", name, estimate, other[name])
		}
		lawUnchanged(t, replicates)
	}))
	t.Run("proportion", rapid.MakeCheck(func(t *rapid.T) { lawUnchanged(t, genReplicates[rri.Proportion](t, 1)) }))
}

func lawUnchanged[M rri.Measure](t *rapid.T, replicates []map[string]M) {
	moved := rapid.Permutation(replicates).Draw(t, "order")
	moved = slices.Insert(slices.Clone(moved), rapid.IntRange(0, len(moved)).Draw(t, "place"), map[string]M{}, nil)
	other := ways(moved)
	for name, estimate := range ways(replicates) {
		same(t, "another order, and empty replicates", name, estimate, other[name])
	}
}

// The names of the groups do not matter, nor what other groups there are: not to the dispersion of
// a group by itself, nor to that of a pair.
func TestLawOtherGroups(t *testing.T) {
	t.Run("rate", rapid.MakeCheck(func(t *rapid.T) { lawOtherGroups(t, genReplicates[rri.Rate](t, 1)) }))
	t.Run("proportion", rapid.MakeCheck(func(t *rapid.T) { lawOtherGroups(t, genReplicates[rri.Proportion](t, 1)) }))
}

func lawOtherGroups[M rri.Measure](t *rapid.T, replicates []map[string]M) {
	all, err := WithinStrata("A", replicates)
	if err != nil {
		return
	}
	for _, g := range all.Groups {
		if g.Group == "A" {
			continue
		}
		pair := make([]map[string]M, len(replicates))
		for k, replicate := range replicates {
			pair[k] = make(map[string]M)
			for from, to := range map[string]string{"A": "z", g.Group: "b"} {
				if m, ok := replicate[from]; ok {
					pair[k][to] = m
				}
			}
		}
		alone, err := WithinStrata("z", pair)
		if err != nil {
			if g.Own != (Dispersion{}) {
				t.Fatalf("%s: %v, and %+v", g.Group, err, g.Own)
			}
			continue
		}
		if diff := cmp.Diff(g.Own, alone.Groups[0].Own, cmpopts.EquateApprox(1e-6, 1e-6)); diff != "" {
			t.Fatalf("%s in other company:\n%s", g.Group, diff)
		}
		if diff := cmp.Diff(alone.Pooled, alone.Groups[0].Own, cmpopts.EquateApprox(1e-6, 1e-6)); diff != "" {
			t.Fatalf("two groups have one factor:\n%s", diff)
		}
		if one, both := alone.Groups[0].DesignEffect, alone.Groups[1].DesignEffect; one != both {
			t.Fatalf("two groups have the factors %v and %v", one, both)
		}
	}
}

// A shock of any size that all groups share leaves no trace where counts are exactly proportional.
func TestLawSharedShock(t *testing.T) {
	t.Run("rate", rapid.MakeCheck(func(t *rapid.T) {
		base := rapid.SliceOfN(rapid.Int64Range(1, 500), 2, 5).Draw(t, "counts")
		var replicates []map[string]rri.Rate
		for range rapid.IntRange(2, 8).Draw(t, "replicates") {
			shock := rapid.Int64Range(1, 10_000).Draw(t, "shock")
			replicate := make(map[string]rri.Rate)
			for i, n := range base {
				replicate[string(rune('A'+i))] = rri.Rate{Events: n * shock, Population: float64(100 * (i + 1))}
			}
			replicates = append(replicates, replicate)
		}
		lawNothing(t, replicates)
	}))
	t.Run("proportion", rapid.MakeCheck(func(t *rapid.T) {
		// of 3,000, times the shock
		base := rapid.SliceOfN(rapid.Int64Range(1, 30), 2, 5).Draw(t, "proportions")
		var replicates []map[string]rri.Proportion
		for range rapid.IntRange(2, 8).Draw(t, "replicates") {
			shock := rapid.Int64Range(1, 90).Draw(t, "shock")
			replicate := make(map[string]rri.Proportion)
			for i, n := range base {
				replicate[string(rune('A'+i))] = rri.Proportion{Events: n * shock, Trials: 3000}
			}
			replicates = append(replicates, replicate)
		}
		lawNothing(t, replicates)
	}))
}

func lawNothing[M rri.Measure](t *rapid.T, replicates []map[string]M) {
	f, err := WithinStrata("A", replicates)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range f.Groups {
		if g.DesignEffect != 1 || g.DF != 0 || g.Own.ChiSquare > 1e-9 || g.Group != "A" && g.Own.DF != len(replicates)-1 {
			t.Fatalf("%+v of %v", g, replicates)
		}
	}
	if f.Pooled.ChiSquare > 1e-9 || f.Pooled.DF != (len(f.Groups)-1)*(len(replicates)-1) || f.DegreesOfFreedom() != 0 {
		t.Fatalf("%+v", f.Pooled)
	}
}

func near(got, want, tolerance float64) bool {
	return got == want || math.Abs(got-want) <= tolerance*math.Abs(want)
}

// By Wald the variance of the logarithm of each ratio is that of independent events times the
// factor of the pair, however the factor is split.
func TestLawSplit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var replicates []map[string]rri.Rate
		total := make(map[string]rri.Rate)
		for range rapid.IntRange(2, 6).Draw(t, "replicates") {
			replicate := make(map[string]rri.Rate)
			for _, g := range []string{"A", "B", "C"} {
				r := rri.Rate{Events: rapid.Int64Range(1, 3000).Draw(t, g), Population: 100}
				replicate[g] = r
				total[g] = rri.Rate{Events: total[g].Events + r.Events, Population: total[g].Population + 100}
			}
			replicates = append(replicates, replicate)
		}
		f, err := WithinStrata("A", replicates)
		if err != nil {
			t.Fatal(err)
		}
		counts, err := Apply(f, total)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range f.Groups[1:] {
			variance := counts[g.Group].DesignEffect
			if variance == 0 {
				variance = 1
			}
			_, _, base := counts["A"].Counts()
			got := variance/float64(total[g.Group].Events) + base/float64(total["A"].Events)
			want := max(1, g.Own.Factor()) * (1/float64(total[g.Group].Events) + 1/float64(total["A"].Events))
			if !near(got, want, 1e-9) {
				t.Fatalf("%s: variance %v, want %v: %+v", g.Group, got, want, slices.Collect(maps.Values(counts)))
			}
		}
	})
}
