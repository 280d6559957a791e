package trend

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/score"
)

// drawTotal draws a number of trials or residents, from 1 to 1e9.
func drawTotal(t *rapid.T, label string) int64 {
	if rapid.Bool().Draw(t, label+" small") {
		return rapid.Int64Range(1, 40).Draw(t, label)
	}
	return int64(math.Round(math.Pow(10, rapid.Float64Range(0, 9).Draw(t, label+" log10"))))
}

// drawEvents draws a count from 0 to n, often at an end.
func drawEvents(t *rapid.T, label string, n int64) int64 {
	k := rapid.SampledFrom([]int64{0, 1, 2, n - 1, n, -1, -1, -1}).Draw(t, label)
	if k < 0 {
		k = int64(math.Round(float64(n) * math.Pow(10, rapid.Float64Range(-5, 0).Draw(t, label+" share"))))
	}
	return min(max(k, 0), n)
}

var drawEffect = rapid.SampledFrom([]float64{0, 0, 1.7, 3})

func drawRate(t *rapid.T, label string, effects bool) rri.Rate {
	n := drawTotal(t, label)
	r := rri.Rate{Events: drawEvents(t, label+" events", n), Population: float64(n)}
	if effects {
		r.DesignEffect = drawEffect.Draw(t, label+" design effect")
	}
	return r
}

func drawProportion(t *rapid.T, label string, effects bool) rri.Proportion {
	n := drawTotal(t, label)
	p := rri.Proportion{Events: drawEvents(t, label+" events", n), Trials: n}
	if effects {
		p.DesignEffect = drawEffect.Draw(t, label+" design effect")
	}
	return p
}

var lawLevels = []float64{0.5, 0.8, 0.9, 0.95, 0.99, 0.998, 1 - 1e-6}

// forEach runs a law for every method of both models that has the change.
func forEach(t *testing.T, law func(*rapid.T, changeOfPairs)) {
	for m := range rri.Methods() {
		t.Run(m.String(), func(t *testing.T) {
			if _, err := ChangeOfIndex(Pair[rri.Rate]{rri.Rate{Events: 1, Population: 1}, rri.Rate{Events: 1, Population: 1}},
				Pair[rri.Rate]{rri.Rate{Events: 1, Population: 1}, rri.Rate{Events: 1, Population: 1}}, rri.Options{Method: m}); err == nil {
				t.Run("rates", rapid.MakeCheck(func(t *rapid.T) { law(t, drawn(t, m, drawRate)) }))
			}
			one := rri.Proportion{Events: 1, Trials: 2}
			if _, err := ChangeOfIndex(Pair[rri.Proportion]{one, one}, Pair[rri.Proportion]{one, one}, rri.Options{Method: m}); err == nil {
				t.Run("proportions", rapid.MakeCheck(func(t *rapid.T) { law(t, drawn(t, m, drawProportion)) }))
			}
		})
	}
}

// changeOfPairs is a change that can be asked for again with its counts moved about.
type changeOfPairs struct {
	text   string
	method rri.Method
	// of returns the change with the counts at these places: before group and baseline, after group
	// and baseline, and every exposure of rates times factor
	of func(places [4]int, factor float64, o rri.Options) (rri.Estimate, error)
}

var asTheyAre = [4]int{0, 1, 2, 3}

func drawn[M rri.Measure](t *rapid.T, m rri.Method, draw func(*rapid.T, string, bool) M) changeOfPairs {
	enumerates := m == rri.Exact || m == rri.MidP
	var c [4]M
	for i, label := range []string{"before group", "before baseline", "after group", "after baseline"} {
		c[i] = draw(t, label, !enumerates)
	}
	return changeOfPairs{
		text: fmt.Sprintf("%v of %v", m, c), method: m,
		of: func(places [4]int, factor float64, o rri.Options) (rri.Estimate, error) {
			o.Method = m
			at := func(i int) M {
				x := c[places[i]]
				if r, ok := any(&x).(*rri.Rate); ok {
					r.Population *= factor
				}
				return x
			}
			return ChangeOfIndex(Pair[M]{at(0), at(1)}, Pair[M]{at(2), at(3)}, o)
		},
	}
}

// must returns an estimate that there has to be.
func must(t *rapid.T, c changeOfPairs, places [4]int, factor float64, o rri.Options) rri.Estimate {
	e, err := c.of(places, factor, o)
	if err != nil {
		t.Fatalf("%s: %v", c.text, err)
	}
	return e
}

// near reports whether two numbers are the same but for rounding.
func near(x, y, tolerance float64) bool {
	return x == y || math.IsNaN(x) && math.IsNaN(y) || math.Abs(x-y) <= tolerance*max(math.Abs(x), math.Abs(y))
}

// TestLawChangeInverts: with before and after, or the group and the baseline, exchanged, the change
// is 1 over what it was, and P stays; with both exchanged, or exposures in another unit, nothing
// moves.
func TestLawChangeInverts(t *testing.T) {
	forEach(t, func(t *rapid.T, c changeOfPairs) {
		o := rri.Options{Level: rapid.SampledFrom(lawLevels).Draw(t, "level")}
		e := must(t, c, asTheyAre, 1, o)
		tolerance := 1e-9
		for _, other := range []struct {
			name    string
			places  [4]int
			factor  float64
			inverse bool
		}{
			{"before and after exchanged", [4]int{2, 3, 0, 1}, 1, true},
			{"group and baseline exchanged", [4]int{1, 0, 3, 2}, 1, true},
			{"both exchanged", [4]int{3, 2, 1, 0}, 1, false},
			{"exposures in thousands", asTheyAre, 0.001, false},
		} {
			f := must(t, c, other.places, other.factor, o)
			if other.inverse {
				f.Value, f.Lower, f.Upper = 1/f.Value, 1/f.Upper, 1/f.Lower
			}
			if !near(e.Value, f.Value, 1e-13) || !near(e.Lower, f.Lower, tolerance) || !near(e.Upper, f.Upper, tolerance) || !near(e.P, f.P, 1e-6) && math.Abs(e.P-f.P) > 1e-7 {
				t.Fatalf("%s at %v: %.17g P %v; %s: %.17g P %v", c.text, o.Level, e, e.P, other.name, f, f.P)
			}
		}
	})
}

// TestLawChangeAgrees: P is below 1-level exactly when the interval leaves out the null value, the
// limits are in order, and a higher level holds a lower one.
func TestLawChangeAgrees(t *testing.T) {
	forEach(t, func(t *rapid.T, c changeOfPairs) {
		o := rri.Options{
			Level: rapid.SampledFrom(lawLevels).Draw(t, "level"),
			Null:  rapid.SampledFrom([]float64{0, 0, 0.5, 1.25, 30}).Draw(t, "null"),
			Side:  rapid.SampledFrom([]rri.Side{rri.TwoSided, rri.TwoSided, rri.LowerOnly, rri.UpperOnly}).Draw(t, "side"),
		}
		o.DegreesOfFreedom = rapid.SampledFrom([]float64{0, 0, 20}).Draw(t, "degrees of freedom")
		e := must(t, c, asTheyAre, 1, o)
		null := o.Null
		if null == 0 {
			null = 1
		}
		if !(e.Lower <= e.Upper && e.Lower >= 0) {
			t.Fatalf("%s: %v", c.text, e)
		}
		if math.IsNaN(e.Value) != math.IsNaN(e.P) || math.IsNaN(e.Value) != e.Flags.Has(rri.NoData) {
			t.Fatalf("%s: value %v, P %v, %v", c.text, e.Value, e.P, e.Flags)
		}
		out := null < e.Lower || null > e.Upper
		if small := e.P < 1-o.Level; small != out && !math.IsNaN(e.P) && !near(e.P, 1-o.Level, 1e-6) && !near(null, e.Lower, 1e-9) && !near(null, e.Upper, 1e-9) {
			t.Fatalf("%s: %.17g at %v, but P of %v is %v", c.text, e, o.Level, null, e.P)
		}
		o.Level = 1 - (1-o.Level)/3
		wide := must(t, c, asTheyAre, 1, o)
		if wide.Lower > e.Lower*(1+1e-9) || wide.Upper < e.Upper*(1-1e-9) {
			t.Fatalf("%s: %.17g, and at %v %.17g", c.text, e, o.Level, wide)
		}
	})
}

// TestLawChangeOfRates: the score of four rates is that of the odds ratio of their events, which
// the engine of one comparison has.
func TestLawChangeOfRates(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c [4]rri.Rate
		for i := range c {
			c[i] = drawRate(t, "rate", false)
		}
		after, before := counts(c[0], c[1]), counts(c[2], c[3])
		change := method.Change{After: after, Before: before}
		if math.IsNaN(change.Plain()) {
			return
		}
		l := method.Beyond((1 - rapid.SampledFrom(lawLevels).Draw(t, "level")) / 2)
		scale := after.M / after.N / (before.M / before.N)
		events := quantity.CountsOf(after.A, after.A+after.B, before.A, before.A+before.B)
		for m, v := range map[rri.Method]score.Variant{rri.Score: {}, rri.SCAS: {Skewness: true}} {
			got := method.Families[m].ChangeOf(quantity.RatioOfRates).Limits(change, l)
			want := method.ScoreForm(quantity.OddsRatio, v).Limits(events, l)
			if !near(got.Lower, want.Lower*scale, 1e-9) || !near(got.Upper, want.Upper*scale, 1e-9) || got.Cut != want.Cut {
				t.Fatalf("%v of %v, tail %v: %v, want %.17g to %.17g", m, c, l.Tail, got, want.Lower*scale, want.Upper*scale)
			}
			null := math.Exp(rapid.Float64Range(-12, 12).Draw(t, "log of the null value"))
			less, greater := method.Families[m].ChangeOf(quantity.RatioOfRates).Test(change, null)
			wantLess, wantGreater := method.ScoreForm(quantity.OddsRatio, v).Test(events, null/scale)
			if math.Abs(less-wantLess) > 1e-7 || math.Abs(greater-wantGreater) > 1e-7 {
				t.Fatalf("%v of %v at %v: %v and %v, want %v and %v", m, c, null, less, greater, wantLess, wantGreater)
			}
		}
	})
}

func counts[M rri.Measure](group, baseline M) quantity.Counts {
	c, _ := quantity.FromMeasures(group, baseline)
	return c
}

// TestLawChangeFromCertainty: beside a period of which everything is known, the change is the index
// after over a number, with the interval and the P of the index.
func TestLawChangeFromCertainty(t *testing.T) {
	for _, m := range []rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.MiettinenNurminen} {
		t.Run(m.String(), rapid.MakeCheck(func(t *rapid.T) {
			const many = int64(1) << 52
			after := Pair[rri.Proportion]{drawProportion(t, "group", true), drawProportion(t, "baseline", true)}
			known := rri.Proportion{Events: many / 2, Trials: many}
			o := rri.Options{Method: m, Level: rapid.SampledFrom(lawLevels[:6]).Draw(t, "level")}
			got, err := ChangeOfIndex(Pair[rri.Proportion]{known, known}, after, o)
			if err != nil {
				t.Fatal(err)
			}
			want, err := rri.Ratio(after.Group, after.Baseline, o)
			if err != nil {
				t.Fatal(err)
			}
			if others := min(after.Group.Trials-after.Group.Events, after.Baseline.Trials-after.Baseline.Events); others == 0 {
				return // where a proportion is 1, and does not vary, what is known varies more
			}
			if n := max(after.Group.Trials, after.Baseline.Trials); n > 1e6 {
				return
			}
			if !near(got.Value, want.Value, 1e-13) || !near(got.Lower, want.Lower, 1e-5) || !near(got.Upper, want.Upper, 1e-5) || math.Abs(got.P-want.P) > 1e-5 {
				t.Fatalf("%v of %v: %.9g P %v, want %.9g P %v", m, after, got, got.P, want, want.P)
			}
		}))
	}
}

// TestChangeErrors: what makes no sense is an error.
func TestChangeErrors(t *testing.T) {
	rate := rri.Rate{Events: 3, Population: 10}
	share := rri.Proportion{Events: 3, Trials: 10}
	spread := rri.Rate{Events: 3, Population: 10, DesignEffect: 2}
	rates := func(p Pair[rri.Rate], o rri.Options) error {
		_, err := ChangeOfIndex(p, Pair[rri.Rate]{rate, rate}, o)
		return err
	}
	for _, test := range []struct {
		err    error
		is     error
		want   string
		reason string
	}{
		{rates(Pair[rri.Rate]{rri.Rate{Events: -1, Population: 1}, rate}, rri.Options{}), rri.ErrCount, "trend: before: group: -1 events: count out of range: give a count of 0 or more", "the place is named"},
		{rates(Pair[rri.Rate]{rate, rri.Rate{Events: 1}}, rri.Options{}), rri.ErrCount, "trend: before: baseline: 1 events in a population of 0: count out of range: no rate can be formed", "the place is named"},
		{rates(Pair[rri.Rate]{rate, rate}, rri.Options{Level: 1}), rri.ErrOption, "trend: level 1: option out of range: want between 0 and 1, as 0.95", "a level"},
		{rates(Pair[rri.Rate]{rate, rate}, rri.Options{Null: -1}), rri.ErrOption, "trend: null value -1 of a ratio of rates: option out of range: want between 0 and +Inf", "a ratio is not negative"},
		{rates(Pair[rri.Rate]{rate, rate}, rri.Options{Method: 99}), rri.ErrOption, "trend: Method(99): option out of range: want one of the Method constants", "no method"},
		{rates(Pair[rri.Rate]{rate, rate}, rri.Options{Method: rri.Byar}), rri.ErrMethod,
			"trend: byar for the change of a ratio of rates: method not defined for this quantity: choose one of adjusted-log, exact, jeffreys, midp, mover-wilson, scas, score, wald", "the methods that have it are named"},
		{rates(Pair[rri.Rate]{spread, rate}, rri.Options{Method: rri.Exact}), rri.ErrMethod,
			"trend: exact for the change of a ratio of rates: method not defined for this quantity with a design effect, which leaves no whole counts to enumerate: choose one of adjusted-log, jeffreys, mover-wilson, scas, score, wald", "and those that take a design effect"},
		{func() error {
			_, err := ChangeOfIndex(Pair[rri.Proportion]{share, share}, Pair[rri.Proportion]{share, share}, rri.Options{Method: rri.Exact})
			return err
		}(), rri.ErrMethod,
			"trend: exact for the change of a ratio of proportions: method not defined for this quantity: choose one of adjusted-log, jeffreys, miettinen-nurminen, mover-wilson, scas, score, wald", "a product of two unconditional intervals is not exact"},
	} {
		if !errors.Is(test.err, test.is) || test.err.Error() != test.want {
			t.Errorf("%s: %v, want %s", test.reason, test.err, test.want)
		}
	}
}

// TestChangeAtZero: at counts of zero and of nearly all, over a grid of null values, the p-values
// beside a period that is known are those of the ratio.
func TestChangeAtZero(t *testing.T) {
	const many = 1 << 52
	scas := &method.Families[rri.SCAS]
	form := scas.ChangeOf(quantity.RatioOfProportions)
	for _, c := range []quantity.Counts{{A: 0, N: 2, B: 54629, M: 98134}, {A: 0, N: 1, B: 3, M: 9}, {A: 0, N: 12, B: 11, M: 12}, {A: 11, N: 12, B: 0, M: 2}} {
		change := method.Change{After: c, Before: quantity.CountsOf(many/2, many, many/2, many)}
		for at := -14.; at < 8; at += 0.05 {
			less, greater := form.Test(change, math.Exp(at))
			wantLess, wantGreater := scas.Test(quantity.RatioOfProportions, c, math.Exp(at))
			if math.Abs(less-wantLess) > 1e-5 || math.Abs(greater-wantGreater) > 1e-5 {
				t.Errorf("%v at %v: %v and %v, want %v and %v", c, math.Exp(at), less, greater, wantLess, wantGreater)
			}
		}
	}
}
