package rri

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"pgregory.net/rapid"
)

// continuous calls f for every method and quantity that takes a design effect.
func continuous(f func(m Method, q quantity.Quantity)) {
	for m := range Methods() {
		for _, q := range allQuantities {
			if method.Families[m].Has(q) && !method.Families[m].Enumerates(q) {
				f(m, q)
			}
		}
	}
}

// TestDesignEffectIsEffectiveCounts: four times the counts with a design effect of 4 tell what the
// counts alone do, to the last bit, by every method that takes one.
func TestDesignEffectIsEffectiveCounts(t *testing.T) {
	continuous(func(m Method, q quantity.Quantity) {
		for _, c := range []quantity.Counts{quantity.CountsOf(3, 40, 7, 90), quantity.CountsOf(0, 38, 5, 60), quantity.CountsOf(38, 38, 5, 60), quantity.CountsOf(12, 40, 0, 60), quantity.CountsOf(317, 1e6, 29, 1e5)} {
			o := Options{Method: m, Level: 0.99}
			want, err := estimate(q, c, o)
			if err != nil {
				t.Fatal(err)
			}
			var got Estimate
			if err := got.evaluate(q, quantity.CountsOf(4*c.A, 4*c.N, 4*c.B, 4*c.M), quantity.DesignEffects{Group: 4, Baseline: 4}, o); err != nil {
				t.Fatal(err)
			}
			if !sameEstimate(Estimate{Value: got.Value, Lower: got.Lower, Upper: got.Upper, P: got.P}, Estimate{Value: want.Value, Lower: want.Lower, Upper: want.Upper, P: want.P}) {
				t.Errorf("%s, %s at %v: %+v with a design effect of 4 of 4 times the counts, %+v of the counts", m, q, c, got, want)
			}
		}
	})
}

// TestDesignEffectEdges has the cases at which a factor on the standard error went wrong.
func TestDesignEffectEdges(t *testing.T) {
	for _, test := range []struct {
		m                    Proportion
		method               Method
		lower, upper, within float64
		reason               string
	}{

		// Wilson at n/3: z²/(n/3+z²), and its complement, z² = 3.841458820694124.
		{Proportion{Events: 0, Trials: 38, DesignEffect: 3}, Score, 0, 0.232701091571, 1e-10, "no event: a factor on a standard error of 0 leaves 0 to 0"},
		{Proportion{Events: 38, Trials: 38, DesignEffect: 3}, Score, 0.767298908429, 1, 1e-10, "all events"},
		{Proportion{Events: 1, Trials: 38, DesignEffect: 3}, Score, 0.0019, 0.27, 0.02, "one event: an upper limit below the 13.5 % without allowance, by Wald"},
		{Proportion{Events: 0, Trials: 38}, Score, 0, 0.09181, 1e-5, "no allowance"},
	} {
		e, err := Of(test.m, Options{Method: test.method})
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(e.Lower-test.lower) > test.within || math.Abs(e.Upper-test.upper) > test.within {
			t.Errorf("%s: %v by %s: %v to %v, want %v to %v", test.reason, test.m, test.method, e.Lower, e.Upper, test.lower, test.upper)
		}
		if !e.Flags.Has(SmallCount) {
			t.Errorf("%s: flags %v: small counts go by the counts themselves", test.reason, e.Flags)
		}
	}
}

// TestLawDesignEffectTest: with effective counts of any size, P is below 1-Level exactly when the
// interval leaves out the null value; with Student's t too.
func TestLawDesignEffectTest(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q quantity.Quantity, c quantity.Counts) {
		if method.Families[m].Enumerates(q) || q <= quantity.Rate {
			return
		}
		effect := rapid.OneOf(rapid.Float64Range(0.01, 1), rapid.Float64Range(1, 50), rapid.Just(1e4))
		d := quantity.DesignEffects{Group: effect.Draw(t, "of the group"), Baseline: effect.Draw(t, "of the baseline")}
		o := Options{Method: m, Level: rapid.SampledFrom([]float64{0.5, 0.8, 0.95, 0.998}).Draw(t, "level"), DegreesOfFreedom: rapid.SampledFrom([]float64{0, 4, 10.5, 1e6}).Draw(t, "degrees of freedom")}
		var e Estimate
		if err := e.evaluate(q, c, d, o); err != nil {
			t.Fatal(err)
		}
		alpha, null := 1-o.Level, q.UsualNull()
		lowest, highest := q.Range()
		switch {
		case e.Lower > e.Upper || e.Lower < lowest || e.Upper > highest || math.IsNaN(e.Lower) || math.IsNaN(e.Upper):
			t.Fatalf("%v, %v: limits %v to %v", c, d, e.Lower, e.Upper)
		case math.IsNaN(e.Value) != math.IsNaN(e.P) || e.P < 0 || e.P > 1:
			t.Fatalf("%v, %v: P %v of %v", c, d, e.P, e)
		case math.IsNaN(e.P) || math.Abs(e.P-alpha) <= 1e-7*alpha || closeTo(e.Lower, null, 1e-9) || closeTo(e.Upper, null, 1e-9):
			return
		}
		if out := null < e.Lower || null > e.Upper; out != (e.P < alpha) {
			t.Fatalf("%v, %v: interval %v to %v, but P is %v at alpha %v", c, d, e.Lower, e.Upper, e.P, alpha)
		}
	})
}

// TestDesignEffectErrors: methods that sum over tables of whole counts have no meaning for
// effective counts, and say which methods do: of odds ratios not jeffreys, which has none.
func TestDesignEffectErrors(t *testing.T) {
	p, plain := Proportion{Events: 3, Trials: 10, DesignEffect: 1.5}, Proportion{Events: 4, Trials: 12}
	one := Proportion{Events: 3, Trials: 10, DesignEffect: 1}
	for _, test := range []struct {
		err    func(group, baseline Proportion) error
		choose string
		reason string
	}{
		{func(g, b Proportion) error { _, err := Ratio(g, b, Options{Method: Exact}); return err }, "scas or jeffreys", "exact ratio of proportions"},
		{func(g, b Proportion) error { _, err := Difference(g, b, Options{Method: Exact}); return err }, "scas or jeffreys", "exact difference of proportions"},
		{func(g, b Proportion) error { _, err := Excess(g, b, Options{Method: Exact}); return err }, "scas or jeffreys", "exact excess of proportions"},
		{func(g, b Proportion) error { _, err := OddsRatio(g, b, Options{Method: Exact}); return err }, "scas or score", "exact odds ratio"},
		{func(g, b Proportion) error { _, err := OddsRatio(g, b, Options{Method: MidP}); return err }, "scas or score", "mid-P odds ratio"},
		{func(g, b Proportion) error {
			_, err := Compare("b", map[string]Proportion{"a": g, "b": b}, Options{Method: Exact})
			return err
		}, "scas or jeffreys", "a table by exact"},
	} {
		for _, pair := range [][2]Proportion{{p, plain}, {plain, p}} {
			if err := test.err(pair[0], pair[1]); !errors.Is(err, ErrMethod) || !strings.Contains(err.Error(), "choose "+test.choose) {
				t.Errorf("%s of %v and %v: error %v, want ErrMethod and the methods to choose", test.reason, pair[0], pair[1], err)
			}
		}
		if err := test.err(one, plain); err != nil {
			t.Errorf("%s: a design effect of 1 is none: %v", test.reason, err)
		}
	}
}

// TestDegreesOfFreedom: limits and P by Wald are Student's, which R's qt and pt give.
func TestDegreesOfFreedom(t *testing.T) {
	group, baseline := Rate{Events: 100, Population: 10}, Rate{Events: 400, Population: 80}
	plain, err := Ratio(group, baseline, Options{Method: Wald})
	if err != nil {
		t.Fatal(err)
	}
	se := math.Log(plain.Upper/plain.Value) / 1.959963984540054
	for _, test := range []struct {
		// qt(1-(1-level)/2, df); 2*pt(-log(2)/se, df), log(2)/se = 6.19966...
		df, level, t, p float64
		reason          string
	}{
		{10, 0.95, 2.2281388519649385, 0.00010156, "ten degrees of freedom"},
		{4, 0.99, 4.6040948713499921, 0.003442, "four, at 99 %"},
		{1e9, 0.95, 1.959963987, 0, "as good as known"},
	} {
		e, err := Ratio(group, baseline, Options{Method: Wald, Level: test.level, DegreesOfFreedom: test.df})
		if err != nil {
			t.Fatal(err)
		}
		if got := math.Log(e.Upper/e.Value) / se; math.Abs(got-test.t) > 1e-8 {
			t.Errorf("%s: quantile %.12g, want %.12g", test.reason, got, test.t)
		}
		if math.Abs(e.P-test.p) > 1e-3*test.p+1e-8 {
			t.Errorf("%s: P %.8g, want %.8g", test.reason, e.P, test.p)
		}
	}
	for _, test := range []struct {
		o      Options
		reason string
	}{
		{Options{DegreesOfFreedom: -1}, "negative"},
		{Options{DegreesOfFreedom: math.NaN()}, "NaN"},
		{Options{DegreesOfFreedom: math.Inf(1)}, "infinite is written 0"},
		{Options{DegreesOfFreedom: 1, Level: 0.999}, "t is 637 there, beyond what float64 has a normal tail for"},
	} {
		if _, err := Ratio(group, baseline, test.o); !errors.Is(err, ErrOption) {
			t.Errorf("%s: error %v, want ErrOption", test.reason, err)
		}
	}
	// Far out P is the tail at 37.5, and never 0.
	far, err := Ratio(Rate{Events: 1e6, Population: 1}, Rate{Events: 1e6, Population: 1e3}, Options{DegreesOfFreedom: 10})
	if err != nil || !(far.P > 1e-12 && far.P < 1e-11) {
		t.Errorf("P %v, %v, want twice the tail of t beyond 37.5, 4.4e-12", far.P, err)
	}
}

// TestDesignEffectContinuity: with less than half an effective event, nothing near the end of the
// range is rejected by the continuity-corrected score.
func TestDesignEffectContinuity(t *testing.T) {
	for _, test := range []struct {
		m            Proportion
		lower, upper float64 // where they are an end of the range
		reason       string
	}{
		{Proportion{Events: 1, Trials: 38, DesignEffect: 3}, 0, math.NaN(), "a third of an event: the closed formula has another root, 0.000627"},
		{Proportion{Events: 37, Trials: 38, DesignEffect: 3}, math.NaN(), 1, "a third of a non-event"},
		{Proportion{Events: 1, Trials: 1, DesignEffect: 8}, 0, 1, "0.39 narrowed what 0.055 is without a design effect"},
		{Proportion{Events: 5, Trials: 8, DesignEffect: 60}, 0, 1, "nothing is left"},
	} {
		e, err := Of(test.m, Options{Method: WilsonCC})
		if err != nil || (!math.IsNaN(test.lower) && e.Lower != test.lower) || (!math.IsNaN(test.upper) && e.Upper != test.upper) {
			t.Errorf("%v: %v to %v, %v, want %v to %v: %s", test.m, e.Lower, e.Upper, err, test.lower, test.upper, test.reason)
		}
		if !(e.Lower <= e.Value && e.Value <= e.Upper) {
			t.Errorf("%v: %v leaves out its estimate", test.m, e)
		}
	}
}

// Beside a group of very many events its own scatter is nothing, so that the limits of the ratio
// are those of the baseline, turned over: also where an effective count of the baseline is less
// than the last place of the events together.
func TestDesignEffectBesideManyEvents(t *testing.T) {
	for _, test := range []struct {
		events, baseline int64
		effect           float64
		reason           string
	}{
		{MaxCount, 1, 5.83, "a sixth of an event, where the last place of the total is one"},
		{1e14, 1, 20, "a twentieth"},
		{1e13, 4, 3, "not a whole number of thousandths"},
		{1e13, 3, 0, "no design effect"},
	} {
		group, baseline := Rate{Events: test.events, Population: 1000}, Rate{Events: test.baseline, Population: 500, DesignEffect: test.effect}
		for _, m := range []Method{Exact, MidP} {
			got, err := Ratio(group, baseline, Options{Method: m})
			if err != nil {
				t.Fatal(err)
			}
			of, err := Of(baseline, Options{Method: m})
			if err != nil {
				t.Fatal(err)
			}
			rate := float64(test.events) / 1000
			for _, limit := range [][2]float64{{got.Lower, rate / of.Upper}, {got.Upper, rate / of.Lower}} {
				if e := referencetest.RelativeError(limit[0], limit[1]); !(e < 1e-6) {
					t.Errorf("%s of %v and %v: limit %v, want %v (%s)", m, group, baseline, limit[0], limit[1], test.reason)
				}
			}
			at, err := Ratio(group, baseline, Options{Method: m, Null: got.Upper})
			if err != nil || math.Abs(at.P-0.05) > 1e-6 {
				t.Errorf("%s of %v and %v: p %v at the upper limit, want 0.05 (%v, %s)", m, group, baseline, at.P, err, test.reason)
			}
		}
	}
}
