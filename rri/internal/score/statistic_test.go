package score

import (
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"math"
	"testing"
)

// TestStatistic: the statistic with its correction at values that can be checked by hand.
func TestStatistic(t *testing.T) {
	tests := []struct {
		name     string
		m        Moments
		skewness bool
		want     float64
		reason   string
	}{
		{"plain", Moments{6, 4, 100}, false, 3, "the score over its standard error"},
		{"no third moment", Moments{6, 4, 0}, true, 3, "nothing to correct"},
		{"root", Moments{2, 1, 3}, true, math.Sqrt(6) - 1, "z + (z²-1)/2 = 2 gives z² + 2z - 5 = 0"},
		{"large correction", Moments{2, 1, 12}, true, (math.Sqrt(33) - 1) / 4, "z + 2(z²-1) = 2"},
		{"large correction downward", Moments{-2, 1, -12}, true, -(math.Sqrt(33) - 1) / 4, "the same below 0"},
		{"end of the branch", Moments{-30, 1, 12}, true, -0.25, "z + 2(z²-1) = -30 has no root: its lowest value is at -1/(2a), with a = 2"},
		{"upper end of the branch", Moments{30, 1, -12}, true, 0.25, "the same above 0"},
		{"end of a shorter branch", Moments{-30, 1, 3}, true, -1, "with a = 1/2"},
		{"no variance", Moments{3, 0, 0}, true, math.Inf(1), "a distance that chance cannot have"},
		{"nothing", Moments{}, true, 0, "0/0 rejects nothing"},
	}
	for _, test := range tests {
		if got := test.m.Statistic(test.skewness); !(math.Abs(got-test.want) <= 1e-15) && got != test.want {
			t.Errorf("%s: %v, want %v (%s)", test.name, got, test.want, test.reason)
		}
	}
}

// TestCut: where the correction leaves no value on a side to be rejected, the limit is the end of
// the range, on that side.
func TestCut(t *testing.T) {
	skewed := Variant{Skewness: true, Unbiased: true}
	tests := []struct {
		name          string
		q             quantity.Quantity
		c             quantity.Counts
		start, width  float64
		empty, full   bool
		z             float64
		lowest, upper bool // limits at the end of the range
		cut           bool
		reason        string
	}{
		{"none of 2", quantity.Proportion, quantity.Counts{A: 0, N: 2}, -1.6, 1.5, true, false, 3.89, true, true, true, "at the level 0.9999 no proportion is rejected: the upper limit is 1"},
		{"none of 2, 0.95", quantity.Proportion, quantity.Counts{A: 0, N: 2}, -1.6, 1.5, true, false, 1.96, true, false, false, "an upper limit as usual; 0 below is the estimate itself"},
		{"all of 2", quantity.Proportion, quantity.Counts{A: 2, N: 2}, 1.6, 1.5, false, true, 3.89, true, true, true, "the same below"},
		{"all of 2, 0.95", quantity.Proportion, quantity.Counts{A: 2, N: 2}, 1.6, 1.5, false, true, 1.96, false, true, false, "the same below"},
		{"two rates", quantity.RatioOfRates, quantity.CountsOf(2, 40, 1, 1), -3, 1.2, false, false, 3.1, false, true, true, "one event in the baseline sets no upper limit"},
	}
	for _, test := range tests {
		s := New(test.q, skewed, []quantity.Counts{test.c}, test.start, test.width, test.empty, test.full)
		lower, upper, cut := s.Limits(test.z)
		lowest, highest := test.q.Range()
		if (lower == lowest) != test.lowest || (upper == highest) != test.upper || cut != test.cut {
			t.Errorf("%s: %v to %v, cut %v, want ends %v and %v, cut %v (%s)", test.name, lower, upper, cut, test.lowest, test.upper, test.cut, test.reason)
		}
	}
}

// TestStart: a start or a width that is no number gives the limits of a good one.
func TestStart(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, q := range []quantity.Quantity{quantity.RatioOfProportions, quantity.RatioOfRates, quantity.DifferenceOfProportions, quantity.DifferenceOfRates, quantity.OddsRatio} {
		for _, strata := range [][]quantity.Counts{{quantity.CountsOf(4, 11, 30, 90)}, {quantity.CountsOf(4, 11, 30, 90), quantity.CountsOf(1, 3, 7, 20)}, {quantity.CountsOf(0, 11, 30, 90)}} {
			v := Variant{Skewness: true, Unbiased: true}
			good := New(q, v, strata, 0, 0.5, false, false)
			lower, upper, _ := good.Limits(1.96)
			for _, start := range [][2]float64{{nan, 1}, {inf, 1}, {-inf, 1}, {0, nan}, {0, inf}, {0, 0}, {0, -1}, {nan, nan}} {
				s := New(q, v, strata, start[0], start[1], false, false)
				l, u, _ := s.Limits(1.96)
				if math.Abs(l-lower) > 1e-9*max(1, math.Abs(lower)) || math.Abs(u-upper) > 1e-9*max(1, math.Abs(upper)) {
					t.Errorf("quantity %d of %v from %v: %v to %v, want %v to %v", q, strata, start, l, u, lower, upper)
				}
			}
		}
	}
}

// TestFarOut: toward the ends of the search the statistic comes to rest: nothing under- or
// overflows.
func TestFarOut(t *testing.T) {
	strata := []quantity.Counts{quantity.CountsOf(0, 2, 3, 26), quantity.CountsOf(1, 3, 4, 86), quantity.CountsOf(0, 3, 0, 3), quantity.CountsOf(0, 1, 1, 3)}
	for _, q := range []quantity.Quantity{quantity.RatioOfProportions, quantity.RatioOfRates, quantity.OddsRatio} {
		s := &Score{q: q, variant: Variant{Skewness: true, Unbiased: true}, strata: strata}
		for _, end := range []float64{-1, 1} {
			near, far := s.at(100*end), s.at(299*end)
			if !(math.Abs(near-far) < 1e-9) && !(math.Abs(far) > math.Abs(near)) {
				t.Errorf("quantity %d: statistic %v at exp(%v), %v at exp(%v)", q, near, 100*end, far, 299*end)
			}
		}
	}
	s := &Score{q: quantity.OddsRatio, variant: Variant{Skewness: true, Unbiased: true}, strata: strata}
	if got := s.at(-searchEnd); math.Abs(got-2.851604) > 5e-7 {
		t.Errorf("statistic of the odds ratio %v at the end of the search, want 2.851604", got)
	}
}

// TestTurn: a goal just short of where the statistic turns is passed before the turn, and one just
// beyond it after it: no step of the walk need land on the turn itself.
func TestTurn(t *testing.T) {
	tests := []struct {
		name         string
		q            quantity.Quantity
		strata       []quantity.Counts
		start, width float64
		low, high    float64 // the turn is the only one between them
		reason       string
	}{
		{"0 of 3", quantity.DifferenceOfProportions, []quantity.Counts{quantity.CountsOf(0, 3, 29984, 31145)}, -0.96272, 0.15, -0.96274, -0.9627, "where the restricted estimate of the group leaves 0"},
		{"skewed rates", quantity.DifferenceOfRates, []quantity.Counts{quantity.CountsOf(2, 8, 355652, 355654), quantity.CountsOf(0, 316, 1, 1)}, -0.78, 0.2, -1.02, -0.97, "where a stratum of very different sizes bends"},
	}
	for _, test := range tests {
		s := New(test.q, Variant{Skewness: true, Unbiased: true}, test.strata, test.start, test.width, false, false)
		turn, top := goldenMaximum(test.low, test.high, s.at)
		before, _, _ := s.Limits(top - 1e-7)
		after, _, _ := s.Limits(top + 1e-7)
		if !(before >= turn && before-turn < 0.01) || !(after < turn) {
			t.Errorf("%s: the statistic turns at %v with %v; limits of a goal below it and above it %v and %v (%s)", test.name, turn, top, before, after, test.reason)
		}
		if z := s.Statistic(turn - 1e-6); math.Abs(z-top) > 1e-9 {
			t.Errorf("%s: the furthest statistic on the way past the turn %v, want %v", test.name, z, top)
		}
	}
}
