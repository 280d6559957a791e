package rri

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// TestLargeOddsRatio: half an event is added to counts near 2^53 that hold no halves, and one to
// totals of trials that do not hold it. The search began at NaN or infinity, and had no end; at
// 2^53-2 its limit was 37 % off.
func TestLargeOddsRatio(t *testing.T) {
	tests := []struct {
		name            string
		group, baseline Proportion
		reason          string
	}{
		{"2^52+1 of 2^52+1", Proportion{Events: 1<<52 + 1, Trials: 1<<52 + 1}, Proportion{Events: 1, Trials: 37}, "the default method and level"},
		{"all of 2^53", Proportion{Events: 4, Trials: 11}, Proportion{Events: 1 << 53, Trials: 1 << 53}, "the largest count"},
		{"all of 2^53-1", Proportion{Events: 4, Trials: 11}, Proportion{Events: 1<<53 - 1, Trials: 1<<53 - 1}, "one less"},
		{"all of 2^53-2", Proportion{Events: 4, Trials: 11}, Proportion{Events: 1<<53 - 2, Trials: 1<<53 - 2}, "the others of both groups, 7, are not the total less the events in float64"},
		{"all of 2^53-7", Proportion{Events: 4, Trials: 11}, Proportion{Events: 1<<53 - 7, Trials: 1<<53 - 7}, "odd"},
		{"all of 2^53-11", Proportion{Events: 4, Trials: 11}, Proportion{Events: 1<<53 - 11, Trials: 1<<53 - 11}, "odd"},
	}
	for _, test := range tests {
		for _, m := range []Method{SCAS, Score, MiettinenNurminen} {
			e, err := OddsRatio(test.group, test.baseline, Options{Method: m})
			if err != nil {
				t.Errorf("%s by %s: %v", test.name, m, err)
				continue
			}
			// As the baseline grows, all of it events, the limit beside it goes as its reciprocal:
			// it is that of a thousandth of it, over a thousand.
			less := func(p Proportion) Proportion {
				if p.Trials < 1000 {
					return p
				}
				return Proportion{Events: p.Events / 4096, Trials: p.Events / 4096}
			}
			small, err := OddsRatio(less(test.group), less(test.baseline), Options{Method: m})
			if err != nil {
				t.Fatal(err)
			}
			by := 4096.
			got, want := e.Upper, small.Upper/by
			if test.group.Trials > 1000 {
				got, want = e.Lower, small.Lower*by
			}
			if !closeTo(got, want, 1e-9) {
				t.Errorf("%s by %s: limit %v, want %v (%s)", test.name, m, got, want, test.reason)
			}
		}
	}
	e, err := OddsRatio(Proportion{Events: 4, Trials: 11}, Proportion{Events: 1<<53 - 2, Trials: 1<<53 - 2}, Options{})
	if err != nil || !(math.Abs(e.Upper-2.5e-16) < 0.05e-16) {
		t.Errorf("all of 2^53-2: upper limit %v, %v, want 2.5e-16", e.Upper, err)
	}
}

// TestLargeClosed: what is added to counts near 2^53 does not change how many are no events: all
// but one of 2^53-1 and all but one of 2^52 have the standard errors of one event that is none.
func TestLargeClosed(t *testing.T) {
	z := Options{}.confidence().Z
	for _, n := range []float64{1<<53 - 1, 1<<52 + 1, 1 << 53, 1 << 40} {
		c := quantity.CountsOf(n-1, n, n/2, n)
		e, err := estimate(quantity.RatioOfProportions, c, Options{Method: AdjustedLog})
		if err != nil || !closeTo(math.Log(e.Upper/e.Lower)*math.Sqrt(n), 2*z, 1e-6) {
			t.Errorf("%v of %v: %v to %v, %v: want a width of 2 z / √n on the log scale", c.A, c.N, e.Lower, e.Upper, err)
		}
		c = quantity.CountsOf(n, n, n, n)
		if e, err = estimate(quantity.DifferenceOfProportions, c, Options{Method: AgrestiCaffo}); err != nil || !closeTo(e.Upper*n, math.Sqrt2*z, 1e-6) {
			t.Errorf("%v of %v twice: %v to %v, %v: want ± √2 z / n", c.A, c.N, e.Lower, e.Upper, err)
		}
	}
}

// TestLawEnds: no call on valid counts up to MaxCount goes on for long, and none gives NaN for a
// limit.
func TestLawEnds(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 0))
	count := func() float64 {
		switch r.IntN(4) {
		case 0:
			return float64(MaxCount - r.Int64N(20))
		case 1:
			return float64(int64(1)<<r.IntN(54)) - float64(r.IntN(2))
		case 2:
			return float64(r.IntN(40))
		}
		return float64(r.Int64N(MaxCount))
	}
	for range 4000 {
		q, m := quantity.Quantity(r.IntN(int(quantity.Number))), Method(r.IntN(numMethods))
		// those are enumerated: their sizes are their own matter
		if !method.Families[m].Has(q) || m == Exact || m == MidP {
			continue
		}
		c := quantity.Counts{N: max(1, count()), M: max(1, count())}
		c.A, c.B = count(), count()
		if q.Binomial() {
			c.A, c.B = min(c.A, c.N), min(c.B, c.M)
			if r.IntN(3) == 0 {
				c.A = max(0, c.N-float64(r.IntN(3)))
			}
			if r.IntN(3) == 0 {
				c.B = max(0, c.M-float64(r.IntN(3)))
			}
		} else if r.IntN(3) == 0 {
			c.N = 1e-9
		}
		start := time.Now()
		e, err := estimate(q, c, Options{Method: m, Level: []float64{0, 0.33, 0.6, 0.998, 1 - 1e-9}[r.IntN(5)], Null: []float64{0, 0, 0.5, 5e-324}[r.IntN(4)]})
		if err != nil {
			t.Fatalf("%s of %v by %s: %v", q, c, m, err)
		}
		// a search without an end, not a slow machine
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%s of %v by %s took %v", q, c, m, took)
		}
		if math.IsNaN(e.Lower) || math.IsNaN(e.Upper) || e.Lower > e.Upper {
			t.Errorf("%s of %v by %s: %+v", q, c, m, e)
		}
	}
}
