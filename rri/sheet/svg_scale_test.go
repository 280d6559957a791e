package sheet

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestTicks: the round numbers that stand at a log axis.
func TestTicks(t *testing.T) {
	for _, test := range []struct {
		low, high, length, room float64
		want, reason            string
	}{
		{1.5, 17, 220, 8, "1.5 2 3 4 5 6 8 10 15", "as many as there is room for"},
		{1.5, 17, 100, 8, "2 3 5 10", "fewer"},
		{1.5, 17, 50, 8, "2 5 10", "fewer still"},
		{0.8, 1.25, 220, 8, "0.8 0.9 1 1.1 1.2", "close to each other"},
		{0.0021, 0.0034, 220, 8, "0.0022 0.0025 0.003", "rates"},
		{0.05, 40, 220, 8, "0.05 0.1 0.2 0.3 0.5 1 2 3 5 10 20 30", "both sides of 1"},
		{900, 40_000, 320, 40, "1,000 2,000 5,000 10,000 20,000", "sizes"},
		{1, 1e12, 320, 8, "1 10 100 1,000 10,000 100,000 1,000,000 1e+07 1e+08 1e+09 1e+10 1e+11 1e+12", "powers of ten"},
		{1e-300, 1e300, 320, 45, "1e-300 1e-200 1e-100 1 1e+100 1e+200 1e+300", "the ends of what a number can be"},
		{5e-324, 1e-310, 320, 8, "1e-323 1e-322 1e-321 1e-320 1e-319 1e-318 1e-317 1e-316 1e-315 1e-314 1e-313 1e-312 1e-311 1e-310", "numbers of few digits"},
	} {
		s := newLogScale(math.Log2(test.low), math.Log2(test.high), 0, test.length)
		var got []string
		for _, tick := range s.ticks(func(float64) float64 { return test.room }) {
			got = append(got, tickText(tick))
		}
		if text := strings.Join(got, " "); text != test.want {
			t.Errorf("from %v to %v the ticks are %s, want %s (%s)", test.low, test.high, text, test.want, test.reason)
		}
	}
}

// TestLawTicks: however wide an axis is, it has two labels at least, all of which are on it, grow,
// and have room beside each other.
func TestLawTicks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		low := rapid.Float64Range(-1070, 900).Draw(t, "low")
		high := low + rapid.OneOf(rapid.Float64Range(2*math.Log2(1.25), 8), rapid.Float64Range(2*math.Log2(1.25), 100)).Draw(t, "more")
		s := newLogScale(low, high, rapid.Float64Range(0, 100).Draw(t, "start"), 320)
		if rapid.Bool().Draw(t, "down") {
			s = newLogScale(low, high, s.start, s.start-220)
		}
		room := func(float64) float64 { return 8 }
		ticks := s.ticks(room)
		if len(ticks) < 2 || !slices.IsSorted(ticks) || !s.fits(ticks, room) {
			t.Fatalf("ticks %v", ticks)
		}
		for _, tick := range ticks {
			if at := s.low + (s.at(tick)-s.start)/s.per; math.Abs(at-math.Log2(tick)) > 1e-6 {
				t.Fatalf("%v stands at %v of an axis from %v to %v", tick, math.Exp2(at), math.Exp2(low), math.Exp2(high))
			}
		}
	})
}
