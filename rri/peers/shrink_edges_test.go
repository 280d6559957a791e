package peers

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// TestMarginalOfRates: by a known prior the counts of a rate are negative binomial, and its true
// value is gamma.
func TestMarginalOfRates(t *testing.T) {
	for _, a := range []float64{0, 1, 2.5, 30, 4000, 1e9} {
		for _, k := range []float64{0.04, 0.7, 1, 12, 900, 1e7} {
			for _, ratio := range []float64{0.1, 1, 3} { // the count over what is expected
				mean := (a + 0.5) / ratio
				// 5 is the mean of the true values
				e := evidence{a: a, logC: math.Log(mean / 5), rate: true}
				m := e.by(prior{k, math.Log(5)}, 0)
				lgamma := func(x float64) float64 { l, _ := math.Lgamma(x); return l }
				want := lgamma(k+a) - lgamma(k) + k*math.Log(k/(k+mean))
				if a > 0 { // over the highest likelihood
					want += a*math.Log(mean/(k+mean)) - a*(math.Log(a)-1)
				}
				// the gamma functions lose what their size is
				if loss := 1e-15 * (lgamma(k+a) + a*math.Log(a+1) + k*math.Log(k+1)); math.Abs(m.logEvidence-want) > 1e-5+2*loss {
					t.Errorf("a %v, k %v, mean %v: %v, want %v", a, k, mean, m.logEvidence, want)
				}
				p := posterior{hierarchy: hierarchy{units: []evidence{e}}, weights: [][]float64{{1}},
					slices: []slice{{k: k, norm: prior{k: k}.logNorm(), t: []float64{math.Log(5)}, units: [][]marginal{{m}}}}}
				d := p.distribution(0)
				shape, scale := k+a, k/5+mean/5
				for _, z := range []float64{-2.6, -1.96, 0, 1.96, 2.6} {
					want := math.Log(tail.GammaLower(shape, tail.NormalUpper(-z), false) / scale)
					// in standard deviations, which are long to the left where the shape is small
					if got := d.quantile(z); math.Abs(got-want) > 3e-3*max(m.deviation, math.Abs(want-m.mode)) {
						t.Errorf("a %v, k %v, mean %v: quantile %v is %v, want %v", a, k, mean, z, got, want)
					}
				}
			}
		}
	}
}

// TestMarginalDerivatives: those by the mean of the prior are those of the logarithm of the
// integral itself; and an index beside very many events of the baseline is a rate.
func TestMarginalDerivatives(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		e := evidence{a: float64(rapid.IntRange(0, 50).Draw(t, "a")), b: float64(rapid.IntRange(1, 90).Draw(t, "b")), logC: rapid.Float64Range(-4, 4).Draw(t, "c")}
		k, x := math.Exp(rapid.Float64Range(-2, 12).Draw(t, "k")), rapid.Float64Range(-2, 2).Draw(t, "t")
		const h = 0.01
		before, m, after := e.by(prior{k, x - h}, x), e.by(prior{k, x}, x), e.by(prior{k, x + h}, 0)
		if slope := (after.logEvidence - before.logEvidence) / (2 * h); math.Abs(slope-m.slope) > 1e-3*(1+e.a+e.b) {
			t.Fatalf("slope %v, want %v", m.slope, slope)
		}
		if curve := (after.logEvidence - 2*m.logEvidence + before.logEvidence) / (h * h); math.Abs(curve-m.curve) > 1e-2*(1+e.a+e.b) {
			t.Fatalf("curve %v, want %v", m.curve, curve)
		}
		rate := evidence{a: e.a, logC: e.logC, rate: true}.by(prior{k, x}, x)
		index := evidence{a: e.a, b: 1e12, logC: e.logC - math.Log(1e12)}.by(prior{k, x}, x)
		if !same(math.Round(1e4*rate.logEvidence), math.Round(1e4*index.logEvidence)) && math.Abs(rate.logEvidence-index.logEvidence) > 1e-3 || math.Abs(rate.mode-index.mode) > 0.02*rate.deviation {
			t.Fatalf("a rate %+v, and beside very many events %+v", rate, index)
		}
	})
}

// unitsOf returns units with so many events of the group and of the baseline, in these exposures.
func unitsOf(exposure, baseline float64, events ...[2]int64) Set[string, rri.Rate] {
	s := Set[string, rri.Rate]{Baseline: "b"}
	for i, n := range events {
		s.Units = append(s.Units, Unit[string, rri.Rate]{Name: fmt.Sprint(i), Counts: map[string]rri.Rate{
			"g": {Events: n[0], Population: exposure}, "b": {Events: n[1], Population: baseline}}})
	}
	return s
}

// TestShrunkenEdges: what counts of every kind leave.
func TestShrunkenEdges(t *testing.T) {
	const large = 1_000_000_000
	for _, test := range []struct {
		reason string
		set    Set[string, rri.Rate]
		q      Quantity
		hold   func(s Shrinkage, units map[string]Shrunken) bool
	}{
		{"one unit has nobody to borrow from", unitsOf(10, 100, [2]int64{5, 50}), Index,
			func(s Shrinkage, units map[string]Shrunken) bool {
				return s.Mean.Flags.Has(rri.NoData) && len(units) == 0
			}},
		{"two do not tell how units differ", unitsOf(10, 100, [2]int64{5, 50}, [2]int64{9, 50}), Rate,
			func(s Shrinkage, units map[string]Shrunken) bool {
				return s.Variation.Flags.Has(rri.NoData) && len(units) == 0
			}},
		{"no events at all", unitsOf(10, 100, [2]int64{}, [2]int64{}, [2]int64{}), Rate,
			func(s Shrinkage, units map[string]Shrunken) bool {
				return s.Mean.Flags.Has(rri.NoData) && len(units) == 0
			}},
		{"no events of the baseline", unitsOf(10, 100, [2]int64{5, 0}, [2]int64{2, 0}, [2]int64{8, 0}), Index,
			func(s Shrinkage, units map[string]Shrunken) bool { return math.IsNaN(s.Mean.Value) && len(units) == 0 }},
		{"one event in all", unitsOf(10, 100, [2]int64{1, 20}, [2]int64{0, 20}, [2]int64{0, 20}), Index,
			func(s Shrinkage, units map[string]Shrunken) bool {
				v := units["1"].Value
				return v.Value > 0 && v.Value < units["0"].Value.Value && v.Lower > 0 && v.Lower < 0.01 && v.Upper < 5 && s.Variation.Lower == 0
			}},
		{"all alike, and very many", unitsOf(1e12, 1e12, [2]int64{large, large}, [2]int64{large, large}, [2]int64{large, large}, [2]int64{large, large}), Index,
			func(s Shrinkage, units map[string]Shrunken) bool {
				v := units["0"].Value
				return s.Variation.Value == 0 && s.Variation.Lower == 0 && s.Variation.Upper < 1e-3 && math.Abs(v.Value-1) < 1e-8 && v.Lower > 0.9999 && v.Upper < 1.0001
			}},
		{"very many, and different", unitsOf(1e12, 1e12, [2]int64{large, large}, [2]int64{2 * large, large}, [2]int64{3 * large, large}, [2]int64{4 * large, large}), Index,
			func(s Shrinkage, units map[string]Shrunken) bool {
				v := units["1"]
				return math.Abs(v.Value.Value-2) < 1e-6 && v.Weight > 0.999999 && v.Value.Lower < 2 && v.Value.Upper > 2 && v.Value.Upper < 2.001 && math.Abs(v.Rank-2) < 1e-6
			}},
		{"a unit of a hundred times the index of the others", unitsOf(10, 100, [2]int64{10, 100}, [2]int64{12, 100}, [2]int64{9, 100}, [2]int64{11, 100}, [2]int64{1000, 100}), Index,
			func(s Shrinkage, units map[string]Shrunken) bool {
				return units["4"].Value.Value > 90 && units["4"].Value.Upper < 140 && units["0"].Value.Upper < 2 && units["4"].Rank > 4.999 && s.Variation.Value > 1
			}},
	} {
		s, units := shrunken(t, test.set, Options{Quantity: test.q})
		if !test.hold(s, units) {
			t.Errorf("%s: %v\n%v", test.reason, s, units)
		}
	}
}

// TestShrunkenProportions: they do not borrow.
func TestShrunkenProportions(t *testing.T) {
	s := Set[string, rri.Proportion]{Baseline: "b", Units: []Unit[string, rri.Proportion]{
		{Name: "a", Counts: map[string]rri.Proportion{"g": {Events: 1, Trials: 9}, "b": {Events: 4, Trials: 40}}},
	}}
	_, err := Of(s, Options{Shrink: true})
	if want := `peers: group "g": shrunken proportions: method not defined for this quantity: only rates and their indices borrow from each other`; !errors.Is(err, rri.ErrMethod) || err.Error() != want {
		t.Errorf("error %v", err)
	}
}

// TestShrunkenLaws: the order of the units is of no account, nor is the unit of an exposure; design
// effects are effective counts; each interval holds its value; and ranks and probabilities add up.
// A set takes some ten milliseconds: there are a dozen, of seeds.
func TestShrunkenLaws(t *testing.T) {
	for seed := range uint64(12) {
		rng := rand.New(rand.NewPCG(seed, 1127))
		scale, effect := math.Exp(2*rng.NormFloat64()), 1+rng.Int64N(3)
		q := Quantity(seed % 2)
		s, moved := Set[string, rri.Rate]{Baseline: "b"}, Set[string, rri.Rate]{Baseline: "b"}
		for i := range 3 + rng.IntN(4) {
			g := rri.Rate{Events: rng.Int64N(40), Population: float64(5 + rng.IntN(45))}
			b := rri.Rate{Events: 1 + rng.Int64N(200), Population: float64(50 + rng.IntN(450))}
			other := func(r rri.Rate) rri.Rate {
				return rri.Rate{Events: r.Events * effect, Population: r.Population * scale * float64(effect), DesignEffect: float64(effect)}
			}
			name := string(rune('a' + i))
			s.Units = append(s.Units, Unit[string, rri.Rate]{Name: name, Counts: map[string]rri.Rate{"g": g, "b": b}})
			moved.Units = append(moved.Units, Unit[string, rri.Rate]{Name: name, Counts: map[string]rri.Rate{"g": other(g), "b": other(b)}})
		}
		slices.Reverse(moved.Units)
		if q == Index {
			scale = 1
		}
		all, units := shrunken(t, s, Options{Quantity: q})
		other, others := shrunken(t, moved, Options{Quantity: q})
		near := func(a, b float64) bool { return a == b || math.Abs(a-b) <= 1e-3*max(math.Abs(a), math.Abs(b)) }
		if !near(all.Mean.Upper, other.Mean.Upper*scale) || !near(all.Variation.Upper, other.Variation.Upper) || !near(all.Variation.Lower, other.Variation.Lower) {
			t.Errorf("seed %d: %v, and in other order, exposure and design effect %v", seed, all, other)
		}
		var ranks, among float64
		for name, u := range units {
			v, w := u.Value, others[name].Value
			if !near(v.Value, w.Value*scale) || !near(v.Lower, w.Lower*scale) || !near(v.Upper, w.Upper*scale) || !near(u.Rank, others[name].Rank) {
				t.Errorf("seed %d, %s: %v, and in other order, exposure and design effect %v", seed, name, u, others[name])
			}
			if !(v.Lower > 0 && v.Lower < v.Value && v.Value < v.Upper && u.Weight > 0 && u.Weight < 1 && u.Rank >= 1 && u.AmongWorst <= 1) {
				t.Errorf("seed %d, %s: %v", seed, name, u)
			}
			ranks, among = ranks+u.Rank, among+u.AmongWorst
		}
		n := len(units) // one without events may be missing
		if want := float64(n*(n+1)) / 2; n < 3 || math.Abs(ranks-want) > 1e-6 || math.Abs(among-float64(max(1, n/4))) > 1e-6 {
			t.Errorf("seed %d: %d units, whose ranks add up to %v and the worst to %v", seed, n, ranks, among)
		}
	}
}

// TestShrunkenSense: the worst are the lowest where up is better.
func TestShrunkenSense(t *testing.T) {
	s := unitsOf(10, 100, [2]int64{5, 100}, [2]int64{10, 100}, [2]int64{40, 100})
	_, up := shrunken(t, s, Options{Worst: 1})
	_, down := shrunken(t, s, Options{Worst: 1, Sense: 2})
	if !(up["2"].AmongWorst > 0.9 && down["2"].AmongWorst < 0.1 && down["0"].AmongWorst > 0.5) {
		t.Errorf("%v, and where up is better %v", up, down)
	}
}

// TestShrunkenExtremes: whatever counts are allowed leave intervals that hold their values.
func TestShrunkenExtremes(t *testing.T) {
	for seed := range uint64(30) {
		rng := rand.New(rand.NewPCG(seed, 1127))
		s := Set[string, rri.Rate]{Baseline: "b"}
		rate := func(most float64) rri.Rate {
			r := rri.Rate{Events: int64(math.Exp(most * rng.Float64())), Population: math.Exp(-20 + 56*rng.Float64()), DesignEffect: math.Exp(rng.NormFloat64())}
			if rng.IntN(4) == 0 {
				r.Events = 0
			}
			return r
		}
		for i := range 3 + rng.IntN(3) {
			s.Units = append(s.Units, Unit[string, rri.Rate]{Name: fmt.Sprint(i), Counts: map[string]rri.Rate{"g": rate(36), "b": rate(36)}})
		}
		all, units := shrunken(t, s, Options{Quantity: Quantity(seed % 2)})
		for name, u := range units {
			if v := u.Value; !(0 < v.Lower && v.Lower < v.Value && v.Value < v.Upper) || !(u.Weight >= 0 && u.Weight <= 1) {
				t.Errorf("seed %d, %s: %+v", seed, name, u)
			}
		}
		if v := all.Variation; len(units) > 0 && !(0 <= v.Lower && v.Lower <= v.Value && v.Value <= v.Upper && all.Mean.Lower < all.Mean.Upper) {
			t.Errorf("seed %d: %+v", seed, all)
		}
	}
}
