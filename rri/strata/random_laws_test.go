package strata

import (
	"math"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// genRandomPairs draws strata with design effects, some of them twice.
func genRandomPairs(t *rapid.T) []Pair[rri.Proportion] {
	pairs := genProportions(t)
	for i := range pairs {
		for _, m := range []*rri.Proportion{&pairs[i].Group, &pairs[i].Baseline} {
			m.DesignEffect = rapid.SampledFrom([]float64{0, 1, 1.6, 3, 40}).Draw(t, "design effect")
		}
	}
	if rapid.Bool().Draw(t, "twice") {
		pairs = append(pairs, pairs...)
	}
	return pairs
}

// genCount draws from 0 and 1 up to 2^53.
func genCount(t *rapid.T) int64 {
	return int64(math.Exp2(rapid.Float64Range(0, 53).Draw(t, "log2"))) - 1
}

func mustRandom[M rri.Measure](t interface{ Fatal(...any) }, pairs []Pair[M], o Options) Random {
	r, err := RandomEffects(pairs, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// inverted tells whether a is what b is with the group and the baseline exchanged.
func inverted(a, b Random) bool {
	const tolerance = 1e-8
	return closeTo(a.Typical.Value, 1/b.Typical.Value, tolerance) && closeTo(a.Typical.Lower, 1/b.Typical.Upper, tolerance) && closeTo(a.Typical.Upper, 1/b.Typical.Lower, tolerance) &&
		closeTo(a.FurtherLower, 1/b.FurtherUpper, tolerance) && closeTo(a.FurtherUpper, 1/b.FurtherLower, tolerance) && closeTo(1+a.Tau, 1+b.Tau, 1e-7) &&
		a.Strata == b.Strata && a.LeftOut == b.LeftOut && a.Corrected == b.Corrected && a.Small == b.Small
}

// TestLawRandomOrder: the order of the strata changes nothing, to the last bit.
func TestLawRandomOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs, o := genRandomPairs(t), Options{Level: genLevel(t)}
		want := mustRandom(t, pairs, o)
		if got := mustRandom(t, rapid.Permutation(pairs).Draw(t, "order"), o); !sameRandom(got, want) {
			t.Fatalf("%+v in another order, want %+v", got, want)
		}
		rates := mustRandom(t, ratesOf(pairs), o)
		slices.Reverse(pairs)
		if got := mustRandom(t, ratesOf(pairs), o); !sameRandom(got, rates) {
			t.Fatalf("rates: %+v in another order, want %+v", got, rates)
		}
	})
}

// sameRandom compares with == , but that NaN is NaN.
func sameRandom(a, b Random) bool {
	for _, r := range []*Random{&a, &b} {
		for _, v := range []*float64{&r.Typical.Value, &r.Typical.Lower, &r.Typical.Upper, &r.Typical.P, &r.FurtherLower, &r.FurtherUpper, &r.Smallest, &r.Largest,
			&r.Tau, &r.Homogeneity.Statistic, &r.Homogeneity.P} {
			if math.IsNaN(*v) {
				*v = -1
			}
		}
	}
	return a == b
}

// TestLawRandomInverts: with the group and the baseline exchanged, ratios and limits are inverted,
// and p-values stay. Twice the population of one of them halves or doubles the ratios.
func TestLawRandomInverts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs, o := genRandomPairs(t), Options{Level: rapid.SampledFrom([]float64{0.5, 0.9, 0.95, 0.998}).Draw(t, "level")}
		exchanged := slices.Clone(pairs)
		for i, p := range exchanged {
			exchanged[i] = Pair[rri.Proportion]{p.Baseline, p.Group}
		}
		got, want := mustRandom(t, exchanged, o), mustRandom(t, pairs, o)
		if !inverted(got, want) || !closeTo(1+got.Typical.P, 1+want.Typical.P, 1e-7) {
			t.Fatalf("exchanged: %+v, want the inverse of %+v", got, want)
		}
		rates, scaled := ratesOf(pairs), ratesOf(pairs)
		for i := range scaled {
			scaled[i].Group.Population *= 2
			scaled[i].Baseline.Population *= 8
		}
		one, four := mustRandom(t, rates, o), mustRandom(t, scaled, o)
		if !closeTo(four.Typical.Value, 4*one.Typical.Value, 1e-12) || !closeTo(four.FurtherUpper, 4*one.FurtherUpper, 1e-9) || !closeTo(1+four.Tau, 1+one.Tau, 1e-7) {
			t.Fatalf("other populations: %+v, want four times %+v", four, one)
		}
	})
}

// TestLawRandomFits: the limits are in order around the ratio, P agrees with them, the limits of a
// further stratum are the wider, and at Tau the squared distances are as many as they should be.
func TestLawRandomFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var pairs []Pair[rri.Rate]
		for range rapid.IntRange(0, 8).Draw(t, "strata") {
			rate := func() rri.Rate {
				return rri.Rate{Events: genCount(t), Population: math.Exp2(rapid.Float64Range(-29, 53).Draw(t, "population")),
					DesignEffect: rapid.SampledFrom([]float64{0, 0.01, 2, 1e15}).Draw(t, "effect")}
			}
			pairs = append(pairs, Pair[rri.Rate]{rate(), rate()})
		}
		o := Options{Level: genLevel(t), Null: rapid.SampledFrom([]float64{0, 0.5, 7}).Draw(t, "null"), Side: rri.Side(rapid.IntRange(0, 2).Draw(t, "side"))}
		r := mustRandom(t, pairs, o)
		if r.Strata+r.LeftOut != len(pairs) {
			t.Fatalf("%+v of %d strata", r, len(pairs))
		}
		if r.Strata < 2 {
			if !r.Typical.Flags.Has(rri.NoData) || !math.IsNaN(r.Typical.Value+r.Typical.Lower+r.FurtherUpper) {
				t.Fatalf("%+v of fewer than two strata", r)
			}
			return
		}
		e := r.Typical
		if !(e.Lower <= e.Value && e.Value <= e.Upper && r.FurtherLower <= e.Lower && r.FurtherUpper >= e.Upper && e.P >= 0 && e.P <= 1 && r.Tau >= 0) {
			t.Fatalf("out of order: %+v", r)
		}
		null := max(o.Null, 0)
		if null == 0 {
			null = 1
		}
		if out := null < e.Lower || null > e.Upper; out != (e.P < 1-o.Level) && !closeTo(null, e.Lower, 1e-9) && !closeTo(null, e.Upper, 1e-9) && math.Abs(e.P-(1-o.Level)) > 1e-9 {
			t.Fatalf("null %v: P does not agree with the interval: %+v", null, r)
		}
		var effects []logRatio
		for _, p := range pairs {
			if c, d := quantity.FromMeasures(p.Group, p.Baseline); c.A+c.B > 0 {
				effect, _ := logRatioOf(quantity.RatioOfRates, c, d)
				effects = append(effects, effect)
			}
		}
		_, _, q, _ := weighted(effects, effects[0].value, r.Tau*r.Tau)
		if df := float64(len(effects) - 1); r.Tau > 0 && math.Abs(q-df) > 1e-6*df || r.Tau == 0 && q > df*(1+1e-9) {
			t.Fatalf("squared distances %v at %+v, want %v", q, r, df)
		}
	})
}

// TestRandomQuick: many strata of very unlike variances take some ten steps each.
func TestRandomQuick(t *testing.T) {
	pairs := make([]Pair[rri.Rate], 20_000)
	for i := range pairs {
		pairs[i] = Pair[rri.Rate]{rri.Rate{Events: 1 << (i % 53), Population: float64(1 + i%977)}, rri.Rate{Events: 1 << (i * 7 % 53), Population: float64(1 + i%11)}}
	}
	start := time.Now()
	r := mustRandom(t, pairs, Options{})
	if took := time.Since(start); took > 2*time.Second || !(r.Tau > 0) {
		t.Errorf("%v for 20,000 strata: %+v", took, r)
	}
}
