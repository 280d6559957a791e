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

// TestTurningContrast: where a count is of nothing but events, the statistic of a contrast turns.
// The interval is the connected one around the estimate: on a fine grid from the centre outwards,
// each limit lies where the statistic first passes its goal. And the statistic of a null value is
// the furthest on the way there, so that the test agrees with the interval.
func TestTurningContrast(t *testing.T) {
	for _, test := range []struct {
		after, before quantity.Counts
		z, null       float64
		reason        string
	}{
		{quantity.CountsOf(1, 1, 300, 310), quantity.CountsOf(10, 10, 300, 400), 0.6745, 0.8, "the upper limit, of 1 of 1 and 10 of 10"},
		{quantity.CountsOf(1, 1, 40, 40), quantity.CountsOf(300, 301, 300, 400), 0.6745, 0.75, "the upper limit, of 1 of 1 and 40 of 40"},
		{quantity.CountsOf(300, 301, 40, 42), quantity.CountsOf(1, 1, 10, 10), 0.6745, 1, "the lower limit, of 1 of 1 and 10 of 10"},
		{quantity.CountsOf(1, 1, 3, 3), quantity.CountsOf(40, 42, 2, 2), 0.1, 1, "the p-value, of three counts of all"},
		{quantity.CountsOf(0, 12, 3, 3), quantity.CountsOf(2, 9, 5, 20), 1.96, 0.7, "none of 12 beside all of 3"},
	} {
		contrast := NewContrast(false, test.after, test.before)
		s := NewContrastScore(&contrast, Variant{Skewness: true, Unbiased: true}, test.after.A == 0, false)
		const width = 1e-4
		// passes returns the logarithms of the two values of the grid between which the statistic
		// first passes the goal
		passes := func(direction float64) (before, after float64) {
			for i := 1.; i < 40/width; i++ {
				if at := s.centre + direction*width*i; -direction*s.at(at) > test.z {
					return math.Log(s.valueAt(at - direction*width)), math.Log(s.valueAt(at))
				}
			}
			return direction * math.Inf(1), direction * math.Inf(1)
		}
		lower, upper, _ := s.Limits(test.z)
		inner, outer := passes(-1)
		if l := math.Log(lower); !(outer <= l+1e-9 && l <= inner+1e-9) {
			t.Errorf("lower limit %v, and the statistic first passes its goal between %v and %v (%s)", lower, math.Exp(outer), math.Exp(inner), test.reason)
		}
		inner, outer = passes(1)
		if u := math.Log(upper); !(inner <= u+1e-9 && u <= outer+1e-9) {
			t.Errorf("upper limit %v, and the statistic first passes its goal between %v and %v (%s)", upper, math.Exp(inner), math.Exp(outer), test.reason)
		}
		null := contrast.place(test.null)
		direction := math.Copysign(1, null-s.centre)
		furthest := 0.
		for at := s.centre; direction*(null-at) > 0; at += direction * width {
			furthest = max(furthest, -direction*s.at(at))
		}
		if got := -direction * s.Statistic(test.null); !(math.Abs(got-max(furthest, -direction*s.at(null))) < 1e-3) {
			t.Errorf("statistic of %v %v, the furthest on the way is %v (%s)", test.null, got, furthest, test.reason)
		}
	}
}
