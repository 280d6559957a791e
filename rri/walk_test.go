package rri

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// TestWalk: SCAS differences whose statistic turns beside the estimate. The limit is where the
// statistic first passes its goal on the way out from the centre; the walk for it stepped over
// turns that the walk for P found.
func TestWalk(t *testing.T) {
	tests := []struct {
		name         string
		q            quantity.Quantity
		c            quantity.Counts
		o            Options
		lower, upper float64
		digits       float64
		reason       string
	}{
		{"0 of 2", quantity.DifferenceOfProportions, quantity.CountsOf(0, 2, 54629, 98134), Options{Level: 0.6}, -0.5552212, -0.2794551, 5e-8,
			"the statistic turns at 0.97, within 1e-5 of a dip to -0.0015 that is no centre; -0.5580118 lies beyond the turn"},
		{"0 of 3", quantity.DifferenceOfProportions, quantity.CountsOf(0, 3, 29984, 31145), Options{Level: 0.6}, -0.9617507, -0.7566517, 5e-8, "-0.9636143 lies beyond the turn"},
		{"0 of 2, many", quantity.DifferenceOfProportions, quantity.CountsOf(0, 2, 23942, 24820), Options{Level: 0.6}, -0.9631647, -0.6873987, 5e-8, "-0.9655972 lies beyond the turn"},
		{"one-sided", quantity.DifferenceOfProportions, quantity.CountsOf(0, 3, 29984, 31145), Options{Level: 0.8, Side: LowerOnly}, -0.9617507, 1, 5e-8, "the same limit"},
		{"swapped", quantity.DifferenceOfProportions, quantity.CountsOf(29984, 31145, 0, 3), Options{Level: 0.6}, 0.7566517, 0.9617507, 5e-8, "the same upward"},
		{"the others", quantity.DifferenceOfProportions, quantity.CountsOf(3, 3, 1161, 31145), Options{Level: 0.6}, 0.7566517, 0.9617507, 5e-8, "the same with events and others exchanged"},
	}
	for _, test := range tests {
		e, err := estimate(test.q, test.c, test.o)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if math.Abs(e.Lower-test.lower) > test.digits || math.Abs(e.Upper-test.upper) > test.digits {
			t.Errorf("%s: %v to %v, want %v to %v (%s)", test.name, e.Lower, e.Upper, test.lower, test.upper, test.reason)
		}
		for _, limit := range []float64{e.Lower, e.Upper} {
			for _, by := range []float64{-1e-3, -1e-5, 1e-5, 1e-3} {
				o := test.o
				if o.Null = limit + by; math.Abs(o.Null) > 1 {
					continue
				}
				at, err := estimate(test.q, test.c, o)
				if err != nil {
					t.Fatal(err)
				}
				if out := o.Null < e.Lower || o.Null > e.Upper; out != (at.P < 1-o.Level) {
					t.Errorf("%s: P of %v is %v beside %v to %v (%s)", test.name, o.Null, at.P, e.Lower, e.Upper, test.reason)
				}
			}
		}
	}
}

// TestWalkAcrossGroups: beside a group of next to no exposure the baseline's own standard error is
// a billionth of that of the difference, and the statistic turns within less: the walk stepped over
// a dip of 0.16 at the plain estimate, and the one-sided P fell from 0.564 to 0.5 as the null value
// rose.
func TestWalkAcrossGroups(t *testing.T) {
	c := quantity.CountsOf(0, 0.001953125, 1, 2.273895e+06)
	last := 0.
	for _, null := range []float64{-2e-6, -1e-6, -5e-7, -4.79e-7, -4.3978e-7, -4.2e-7, -3.2022847379171844e-07, -1e-9, 1e-6, 1, 100, 1000} {
		e, err := estimate(quantity.DifferenceOfRates, c, Options{Side: LowerOnly, Null: null, Level: 0.9})
		if err != nil {
			t.Fatal(err)
		}
		if e.P < last-1e-9 {
			t.Errorf("P falls from %v to %v as the null value rises to %v", last, e.P, null)
		}
		last = max(last, e.P)
	}
}

// TestBeyondMargins: limits of SCAS differences that the exact intervals of the two groups leave no
// room for.
func TestBeyondMargins(t *testing.T) {
	tests := []struct {
		name   string
		q      quantity.Quantity
		c      quantity.Counts
		o      Options
		want   bool
		reason string
	}{
		{"0 of 1 against all", quantity.DifferenceOfProportions, quantity.CountsOf(0, 1, 1062, 1062), Options{Level: 0.998}, true, "up to 0.2387, where the baseline is 0.9935 at least"},
		{"swapped", quantity.DifferenceOfProportions, quantity.CountsOf(1062, 1062, 0, 1), Options{Level: 0.998}, true, "the same below"},
		{"at 0.95", quantity.DifferenceOfProportions, quantity.CountsOf(0, 1, 1062, 1062), Options{}, false, "up to -0.077"},
		{"at 0.98", quantity.DifferenceOfProportions, quantity.CountsOf(0, 1, 1062, 1062), Options{Level: 0.98}, false, "up to -0.0138, within the margins"},
		{"at 0.99", quantity.DifferenceOfProportions, quantity.CountsOf(0, 1, 1062, 1062), Options{Level: 0.99}, true, "up to 0.0076, where the baseline is 0.9950 at least and so leaves 0.0050"},
		{"the other side", quantity.DifferenceOfProportions, quantity.CountsOf(0, 1, 1062, 1062), Options{Level: 0.999, Side: LowerOnly}, false, "-1 is within the margins, and the upper limit was not asked for"},
		{"its side", quantity.DifferenceOfProportions, quantity.CountsOf(0, 1, 1062, 1062), Options{Level: 0.999, Side: UpperOnly}, true, "the upper limit of the level 0.998"},
		{"by score", quantity.DifferenceOfProportions, quantity.CountsOf(0, 1, 1062, 1062), Options{Level: 0.998, Method: Score}, false, "the correction of SCAS does it"},
		{"by jeffreys", quantity.DifferenceOfProportions, quantity.CountsOf(0, 1, 1062, 1062), Options{Level: 0.998, Method: Jeffreys}, false, "MOVER limits are made of the margins"},
		{"ample counts", quantity.DifferenceOfProportions, quantity.CountsOf(40, 100, 300, 1000), Options{Level: 0.998}, false, "as nearly always"},
		{"a ratio", quantity.RatioOfProportions, quantity.CountsOf(0, 1, 1062, 1062), Options{Level: 0.998}, false, "of differences alone"},
		{"rates", quantity.DifferenceOfRates, quantity.CountsOf(0, 1, 0, 10), Options{Level: 1 - 1e-6}, true, "rates without events have it too"},
	}
	for _, test := range tests {
		e, err := estimate(test.q, test.c, test.o)
		if err != nil || e.Flags.Has(BeyondMargins) != test.want {
			t.Errorf("%s: %v to %v, %v, %v, want the flag %v (%s)", test.name, e.Lower, e.Upper, e.Flags, err, test.want, test.reason)
		}
	}
	// The limit is not cut: P agrees with it.
	e, err := estimate(quantity.DifferenceOfProportions, quantity.CountsOf(0, 1, 1062, 1062), Options{Level: 0.998, Null: 0.2})
	if err != nil || !(e.P > 0.002) || !(e.Upper > 0.2) {
		t.Errorf("P of 0.2 is %v beside the limit %v, %v: want them to agree", e.P, e.Upper, err)
	}
}
