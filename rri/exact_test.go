package rri

import (
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// Exact and mid-P odds ratios where the events of both groups together are more than float64 can
// count: the same as of the other outcomes, inverted, and close to those of smaller counts.
func TestOddsRatioNearMaxCount(t *testing.T) {
	const most = MaxCount
	for _, c := range []struct {
		name            string
		group, baseline Proportion
	}{
		{"4 of 11 v n of n, n = 2^53", Proportion{Events: 4, Trials: 11}, Proportion{Events: most, Trials: most}},
		{"4 of 11 v n of n, n = 2^53-1: the sum was odd, and no limit was found", Proportion{Events: 4, Trials: 11}, Proportion{Events: most - 1, Trials: most - 1}},
		{"4 of 11 v n of n, n = 2^53-2", Proportion{Events: 4, Trials: 11}, Proportion{Events: most - 2, Trials: most - 2}},
		{"4 of 11 v n of n, n = 2^53-7", Proportion{Events: 4, Trials: 11}, Proportion{Events: most - 7, Trials: most - 7}},
		{"4 of 11 v n of n, n = 2^53-11", Proportion{Events: 4, Trials: 11}, Proportion{Events: most - 11, Trials: most - 11}},
		{"25 of 26 v n of n, n = 2^53-2: p was NaN", Proportion{Events: 25, Trials: 26}, Proportion{Events: most - 2, Trials: most - 2}},
		{"25 of 26 v n of n, n = 2^53-1", Proportion{Events: 25, Trials: 26}, Proportion{Events: most - 1, Trials: most - 1}},
		{"25 of 26 v n of n, n = 2^53: the lower limit was above 0", Proportion{Events: 25, Trials: 26}, Proportion{Events: most, Trials: most}},
		{"all but 4 v 4 of 11", Proportion{Events: most - 4, Trials: most}, Proportion{Events: 4, Trials: 11}},
		{"all of 2^52+1 v 1 of 37", Proportion{Events: most/2 + 1, Trials: most/2 + 1}, Proportion{Events: 1, Trials: 37}},
	} {
		t.Run(c.name, func(t *testing.T) {
			other := func(p Proportion) Proportion { return Proportion{Events: p.Trials - p.Events, Trials: p.Trials} }
			for _, m := range []Method{Exact, MidP} {
				got, err := OddsRatio(c.group, c.baseline, Options{Method: m})
				if err != nil {
					t.Fatal(err)
				}
				want, err := OddsRatio(other(c.group), other(c.baseline), Options{Method: m})
				if err != nil {
					t.Fatal(err)
				}
				same := func(x, y float64) bool { return x == y || math.Abs(x/y-1) < 1e-13 }
				if !same(got.Lower, 1/want.Upper) || !same(got.Upper, 1/want.Lower) || !(math.Abs(got.P-want.P) <= 1e-12*want.P) {
					t.Errorf("%s: %v to %v, p %v; of the other outcomes 1/%v to 1/%v, p %v", m, got.Lower, got.Upper, got.P, want.Upper, want.Lower, want.P)
				}
				// The rate of the large group is as good as known, so that half its size halves or
				// doubles the limits.
				half := func(p Proportion) Proportion {
					if p.Trials < 100 {
						return p
					}
					return Proportion{Events: p.Trials/2 - (p.Trials - p.Events), Trials: p.Trials / 2}
				}
				small, err := OddsRatio(half(c.group), half(c.baseline), Options{Method: m})
				if err != nil {
					t.Fatal(err)
				}
				factor := 2.
				if c.group.Trials < 100 {
					factor = 0.5
				}
				if near := func(x, y float64) bool { return x == y || math.Abs(x/y-1) < 1e-9 }; !near(got.Lower, factor*small.Lower) || !near(got.Upper, factor*small.Upper) {
					t.Errorf("%s: %v to %v, but %v to %v with half of the large group", m, got.Lower, got.Upper, small.Lower, small.Upper)
				}
			}
		})
	}
}

// Exact and mid-P odds ratios that would take seconds are refused by their size.
func TestOddsRatioTooLarge(t *testing.T) {
	const most = method.MaxConditionalTotal
	for _, c := range []struct {
		name            string
		group, baseline Proportion
		refused         bool
	}{
		{"half of 2^53 in both: 34 s", Proportion{Events: MaxCount / 2, Trials: MaxCount}, Proportion{Events: MaxCount / 2, Trials: MaxCount}, true},
		{"5 of 2^53 v half of it: 7 s", Proportion{Events: 5, Trials: MaxCount}, Proportion{Events: MaxCount / 2, Trials: MaxCount}, true},
		{"all totals one too many", Proportion{Events: most / 2, Trials: most + 1}, Proportion{Events: most/2 + 1, Trials: most + 1}, true},
		{"the group small", Proportion{Events: 4, Trials: 10}, Proportion{Events: MaxCount / 2, Trials: MaxCount}, false},
		{"few events", Proportion{Events: 4, Trials: MaxCount}, Proportion{Events: 9, Trials: MaxCount}, false},
		{"few other outcomes", Proportion{Events: MaxCount - 4, Trials: MaxCount}, Proportion{Events: MaxCount - 9, Trials: MaxCount}, false},
		{"the largest group", Proportion{Events: most / 2, Trials: most}, Proportion{Events: MaxCount / 2, Trials: MaxCount}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			for _, m := range []Method{Exact, MidP} {
				_, err := OddsRatio(c.group, c.baseline, Options{Method: m})
				if !c.refused {
					if err != nil {
						t.Errorf("%s: %v", m, err)
					}
					continue
				}
				if !errors.Is(err, ErrMethod) || !strings.Contains(err.Error(), "10000000000") {
					t.Errorf("%s: error %v, want one that wraps ErrMethod and names the size", m, err)
				}
				_, choose, _ := strings.Cut(err.Error(), "choose")
				for other := range Methods() {
					if named := strings.Contains(strings.ReplaceAll(choose, ",", " ")+" ", " "+other.String()+" "); named != (method.Families[other].Has(quantity.OddsRatio) && other != Exact && other != MidP) {
						t.Errorf("the error names %s: %v: %v", other, named, err)
					}
				}
			}
			counts := quantity.Counts{A: float64(c.group.Events), N: float64(c.group.Trials), B: float64(c.baseline.Events), M: float64(c.baseline.Trials)}
			if err := method.Families[MidP].Limited(quantity.OddsRatio, counts); (err != nil) != c.refused {
				t.Errorf("the engine: error %v", err)
			}
		})
	}
}
