package dispersion

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

func TestOwnDesignEffect(t *testing.T) {
	for _, test := range []struct {
		c      Clusters
		want   float64
		reason string
	}{
		{Clusters{Squares: 10, Pairs: 6}, 1.6, "three stops of two of ten people: (4 + 3 × 4)/10"},
		{Clusters{Squares: 10}, 1, "nobody was stopped together"},
		{Clusters{Squares: 10, Pairs: -3}, 1, "fewer together than by chance"},
		{Clusters{}, 1, "nobody"},
		{Clusters{Pairs: 6}, 1, "pairs of nobody"},
		{Clusters{Squares: -4, Pairs: 6}, 1, "no number of events"},
		{Clusters{Squares: math.NaN(), Pairs: 6}, 1, "NaN events"},
		{Clusters{Squares: math.Inf(1), Pairs: math.Inf(1)}, 1, "endless events"},
		{Clusters{Squares: 4, Pairs: math.NaN()}, 1, "NaN pairs"},
		{Clusters{Squares: 1e-300, Pairs: 1e300}, float64(rri.MaxCount), "more than a count can have"},
	} {
		if got := test.c.DesignEffect(); got != test.want {
			t.Errorf("%s: %v has design effect %v, want %v", test.reason, test.c, got, test.want)
		}
	}
}

func TestDesignEffects(t *testing.T) {
	many := Clusters{Squares: 1e15, Pairs: 3e14} // what is together is 0.3, whatever the group
	for _, test := range []struct {
		c      Clusters
		want   float64
		reason string
	}{
		{Clusters{Squares: 100, Pairs: 60}, 1.636, "own, raised by 6 in 100"},
		{Clusters{Squares: 3000, Pairs: 1800}, 1.6012, "own, as good as known"},
		{Clusters{Squares: 12}, 1.1, "no pairs among 12: (0 + 6 × 0.3)/(12 + 6)"},
		{Clusters{Squares: 12, Pairs: -5}, 1.1, "fewer than by chance is none"},
		{Clusters{Squares: 12, Pairs: math.NaN()}, 1.1, "NaN is none"},
		{Clusters{Squares: 10, Pairs: 2}, 1.32, "one pair among ten: 2/10 × (1 + 6/10)"},
		{Clusters{}, 4, "nobody: nothing is known"},
		{Clusters{Squares: 1}, 3, "one event"},
		{Clusters{Squares: 2}, 2, "two events, not together"},
		{Clusters{Squares: 2, Pairs: 2}, 5, "two events, together: 2/2 × (1 + 6/2)"},
		{Clusters{Squares: 0.5}, 3.5, "half a square, of one find among two searches"},
		{Clusters{Squares: 0.5, Pairs: 0.1}, 3.5, "n is at least 1 in the first term: 0.1 × 7"},
		{Clusters{Squares: math.NaN(), Pairs: 9}, 4, "no number of events"},
		{Clusters{Squares: 9, Pairs: 1e300}, float64(rri.MaxCount), "more than a count can have"},
	} {
		got := DesignEffects(map[string]Clusters{"a": test.c, "b": many})
		if referencetest.RelativeError(got["a"], test.want) > 1e-13 || len(got) != 2 {
			t.Errorf("%s: %v has design effects %v, want %v", test.reason, test.c, got, test.want)
		}
	}
	if got := DesignEffects[string](nil); got == nil || len(got) != 0 {
		t.Errorf("no groups: %v, want an empty map", got)
	}
	for _, test := range []struct {
		n, q   float64
		want   float64
		reason string
	}{
		{0, 0, 1, "nobody was stopped together anywhere: 1 to the last bit"},
		{2, 0, 1, "nor of two"},
		{50, 0, 1, "nor of fifty"},
		{0, 0.15, 2.5, "half of 0.3 in all groups: half of 3 more"},
		{1, 0.15, 2, "half of 2 more"},
		{0, 2, 4, "no more than 3 more than 1, if all groups have less than that"},
		{0, 5, 6, "what all groups have, if it is more"},
	} {
		got := DesignEffects(map[string]Clusters{"a": {Squares: test.n}, "b": {Squares: 1e15, Pairs: test.q * 1e15}})["a"]
		if referencetest.RelativeError(got, test.want) > 1e-13 || test.q == 0 && got != 1 {
			t.Errorf("%s: %v of %v events, %v in all groups, want %v", test.reason, got, test.n, test.q, test.want)
		}
	}
}

func TestDesignEffectsOfProportions(t *testing.T) {
	many := Clusters{Squares: 1e15, Pairs: 3e14}
	for _, test := range []struct {
		outcomes, trials Clusters
		want             float64
		reason           string
	}{
		{Clusters{Squares: 100, Pairs: 20}, Clusters{Squares: 500, Pairs: 500}, 1.212, "as by the outcomes, where the trials allow for more"},
		{Clusters{Squares: 100, Pairs: 60}, Clusters{Squares: 500, Pairs: 100}, 1.2024, "no more than by the trials"},
		{Clusters{}, Clusters{Squares: 394}, 1.0045, "no outcomes, of 394 of whom no two were together: 6 × 0.3/400"},
		{Clusters{Squares: 2}, Clusters{}, 2, "of unknown trials as by the outcomes"},
	} {
		got := DesignEffectsOfProportions(map[string]Clusters{"a": test.outcomes, "b": many}, map[string]Clusters{"a": test.trials, "b": many, "c": {}})
		if referencetest.RelativeError(got["a"], test.want) > 1e-13 || len(got) != 2 {
			t.Errorf("%s: %v of %v has design effects %v, want %v", test.reason, test.outcomes, test.trials, got, test.want)
		}
	}
	some := map[string]Clusters{"a": {Squares: 100, Pairs: 20}}
	for _, trials := range []map[string]Clusters{nil, {"b": many}} {
		if got, want := DesignEffectsOfProportions(some, trials), DesignEffects(some); got["a"] != want["a"] || got["a"] == 1 {
			t.Errorf("trials %v: %v, want those of the outcomes, %v", trials, got, want)
		}
	}
	if got := DesignEffectsOfProportions[string](nil, nil); got == nil || len(got) != 0 {
		t.Errorf("no groups: %v, want an empty map", got)
	}
}

// genClusters reaches zero and tiny counts, negative and huge pairs, and with wild no numbers.
func genClusters(t *rapid.T, label string, wild bool) Clusters {
	squares := rapid.OneOf(rapid.Float64Range(0, 12), rapid.Map(rapid.IntRange(0, 40), func(i int) float64 { return float64(i) }),
		rapid.Float64Range(0, 1e6), rapid.SampledFrom([]float64{0, 1, 3, 1e-300, math.MaxFloat64, math.SmallestNonzeroFloat64}))
	pairs := rapid.OneOf(rapid.Float64Range(-20, 40), rapid.Map(rapid.IntRange(0, 40), func(i int) float64 { return 2 * float64(i) }),
		rapid.Float64Range(-1e6, 1e6), rapid.SampledFrom([]float64{0, math.MaxFloat64, -math.MaxFloat64, 1e-300}))
	if wild {
		odd := rapid.SampledFrom([]float64{math.NaN(), math.Inf(1), math.Inf(-1), -1})
		squares, pairs = rapid.OneOf(squares, odd), rapid.OneOf(pairs, odd)
	}
	return Clusters{squares.Draw(t, label+" squares"), pairs.Draw(t, label+" pairs")}
}

func genGroups(t *rapid.T, wild bool) map[int]Clusters {
	groups := make(map[int]Clusters)
	for i := range rapid.IntRange(0, 6).Draw(t, "groups") {
		groups[i] = genClusters(t, fmt.Sprint("group ", i), wild)
	}
	return groups
}

// TestLawDesignEffectsDomain: whatever is given, every group gets a design effect that a count
// takes, and none below its own where there is one event or more.
func TestLawDesignEffectsDomain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		groups := genGroups(t, true)
		effects := DesignEffects(groups)
		if !slices.Equal(slices.Sorted(maps.Keys(effects)), slices.Sorted(maps.Keys(groups))) {
			t.Fatalf("design effects of %v, want those of %v", effects, groups)
		}
		for g, effect := range effects {
			own := groups[g].DesignEffect()
			if !(own >= 1 && effect >= 1) || groups[g].Squares >= 1 && effect < own {
				t.Fatalf("group %d of %v: design effect %v, own %v, want at least 1 and no less than its own", g, groups, effect, own)
			}
			if err := (rri.Rate{Events: 1, Population: 1, DesignEffect: effect}).Validate(); err != nil {
				t.Fatalf("group %d of %v: %v", g, groups, err)
			}
		}
	})
}

// TestLawDesignEffectsMorePairs: pairs that are added to one group lower no design effect, its own
// or another's.
func TestLawDesignEffectsMorePairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		groups := genGroups(t, false)
		if len(groups) == 0 {
			return
		}
		before := DesignEffects(groups)
		g := rapid.IntRange(0, len(groups)-1).Draw(t, "group that gets more")
		c := groups[g]
		c.Pairs += rapid.OneOf(rapid.Float64Range(0, 10), rapid.Float64Range(0, 1e6)).Draw(t, "more")
		groups[g] = c
		for i, effect := range DesignEffects(groups) {
			if effect < before[i] {
				t.Fatalf("group %d has %v after pairs were added to group %d, and had %v", i, effect, g, before[i])
			}
		}
	})
}

// TestLawDesignEffectsMoreOfTheSame: more events that come together as often never raise a design
// effect, and with very many it is the group's own.
func TestLawDesignEffectsMoreOfTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		groups := make(map[int]Clusters)
		for i := range rapid.IntRange(1, 6).Draw(t, "groups") {
			n := rapid.Float64Range(1, 1000).Draw(t, "squares")
			groups[i] = Clusters{n, n * rapid.Float64Range(-0.5, 5).Draw(t, "excess")}
		}
		times := func(k float64) map[int]float64 {
			more := make(map[int]Clusters)
			for i, c := range groups {
				more[i] = Clusters{k * c.Squares, k * c.Pairs}
			}
			return DesignEffects(more)
		}
		once, some, many := times(1), times(rapid.Float64Range(1, 100).Draw(t, "times")), times(1e12)
		for i, c := range groups {
			if some[i] > once[i]*(1+1e-14) || referencetest.RelativeError(many[i], c.DesignEffect()) > 1e-9 {
				t.Fatalf("group %d, %v: design effect %v, of more %v, of very many %v, own %v", i, c, once[i], some[i], many[i], c.DesignEffect())
			}
		}
	})
}

// TestLawDesignEffectsContinuous: a small change makes a small change, across the events at which
// another term is the largest too.
func TestLawDesignEffectsContinuous(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		groups := map[int]Clusters{}
		for i := range 3 {
			groups[i] = Clusters{rapid.Float64Range(0, 20).Draw(t, "squares"), rapid.Float64Range(-5, 20).Draw(t, "pairs")}
		}
		groups[2] = Clusters{Squares: 50 + groups[2].Squares, Pairs: groups[2].Pairs}
		before := DesignEffects(groups)
		const step = 1e-9
		groups[0] = Clusters{groups[0].Squares + step, groups[0].Pairs + step*rapid.Float64Range(-1, 1).Draw(t, "step of pairs")}
		// The steepest is that of one event with 20 pairs: some 13 × 20.
		for i, effect := range DesignEffects(groups) {
			if math.Abs(effect-before[i]) > 1000*step {
				t.Fatalf("group %d of %v: %v after a step of %v, before %v", i, groups, effect, step, before[i])
			}
		}
	})
}

// TestDesignEffectsLastDigit: sums are made in one order, so that the same groups have the same
// last digits every time.
func TestDesignEffectsLastDigit(t *testing.T) {
	groups := make(map[int]Clusters)
	for i := range 12 {
		groups[i] = Clusters{Squares: 5 + 0.1*float64(i*i), Pairs: 0.7 * float64(i)}
	}
	want := DesignEffects(groups)
	for range 100 {
		if got := DesignEffects(maps.Clone(groups)); !maps.Equal(got, want) {
			t.Fatalf("design effects %v, and once before %v", got, want)
		}
	}
}

// TestLawDesignEffectsNames: what the groups are called, and so in which order they come, changes
// nothing but last digits.
func TestLawDesignEffectsNames(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		groups := genGroups(t, true)
		renamed := make(map[string]Clusters)
		for g, c := range groups {
			// Counts that a tally can have, whose sums are no larger than what is summed.
			if c.Pairs < 0 || c.Pairs > 1e12 || c.Squares > 1e12 {
				c = Clusters{Squares: 5, Pairs: 2}
				groups[g] = c
			}
			renamed[fmt.Sprint(9-g)] = c
		}
		effects := DesignEffects(groups)
		for g, effect := range DesignEffects(renamed) {
			var i int
			if _, err := fmt.Sscan(g, &i); err != nil {
				t.Fatal(err)
			}
			if referencetest.RelativeError(effect, effects[9-i]) > 1e-14 {
				t.Fatalf("group %d is %v by another name, %v by its own", 9-i, effect, effects[9-i])
			}
		}
	})
}
