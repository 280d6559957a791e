package index

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
)

// EquivalenceTest is what two one-sided tests show of a ratio against a band.
type EquivalenceTest struct {
	Lower float64 `json:"lower"` // the edges of the band
	Upper float64 `json:"upper"`

	// NotBelow is the ratio with its lower limit alone; its P is for the alternative that the true
	// ratio is above the lower edge.
	NotBelow rri.Estimate `json:"not_below"`

	// NotAbove is the ratio with its upper limit alone; its P is for the alternative that the true
	// ratio is below the upper edge.
	NotAbove rri.Estimate `json:"not_above"`

	// Shown is where the data show the true ratio to be, each claim at a risk of 1 - Level: Within
	// is equivalence, Unclear is none of the others.
	Shown Position `json:"shown"`
}

// P returns the p-value of equivalence, which is the larger of the two: it is below 1 - Level where
// [EquivalenceTest.Shown] is [Within]. It is NaN where there is no ratio.
func (e EquivalenceTest) P() float64 {
	if math.IsNaN(e.NotBelow.P) || math.IsNaN(e.NotAbove.P) {
		return math.NaN()
	}
	return max(e.NotBelow.P, e.NotAbove.P)
}

// Equivalence tests the ratio of the group to the baseline against the band from lower to upper,
// by two one-sided tests of the method o.Method, each at o.Level (0 means 0.95). It is the same as
// asking where the interval of level 2 Level - 1 lies: 90 % where Level is 0.95.
//
//	Within   the interval is inside the band: equivalence is shown
//	Below    the interval is wholly below the band
//	Above    the interval is wholly above it
//	Unclear  it reaches over an edge: more events would be needed, see package power
//
// Edges of 0 and 0 mean 0.8 and 1.25. The error wraps [rri.ErrOption] if the edges are not
// positive, finite and in order, if o.Side or o.Null is given, or if the level is not above one
// half; [rri.ErrCount]; and [rri.ErrMethod].
func Equivalence[M rri.Measure](group, baseline M, lower, upper float64, o rri.Options) (EquivalenceTest, error) {
	if lower == 0 && upper == 0 {
		lower, upper = 0.8, 1.25
	}
	switch {
	case !(lower > 0 && lower < upper) || math.IsInf(upper, 1):
		return EquivalenceTest{}, fmt.Errorf("index: band from %v to %v: %w: want positive numbers in order, as 0.8 and 1.25", lower, upper, rri.ErrOption)
	case o.Side != rri.TwoSided || o.Null != 0:
		return EquivalenceTest{}, fmt.Errorf("index: equivalence sets Side and Null itself: %w: leave them at zero", rri.ErrOption)
	case o.Level != 0 && !(o.Level > 0.5 && o.Level < 1):
		return EquivalenceTest{}, fmt.Errorf("index: level %v: %w: want between 0.5 and 1, as 0.95", o.Level, rri.ErrOption)
	}
	e := EquivalenceTest{Lower: lower, Upper: upper}
	var err error
	o.Side, o.Null = rri.LowerOnly, lower
	if e.NotBelow, err = rri.Ratio(group, baseline, o); err != nil {
		return EquivalenceTest{}, fmt.Errorf("index: %w", err)
	}
	o.Side, o.Null = rri.UpperOnly, upper
	if e.NotAbove, err = rri.Ratio(group, baseline, o); err != nil {
		return EquivalenceTest{}, fmt.Errorf("index: %w", err)
	}
	low, high := e.NotBelow.Lower, e.NotAbove.Upper
	switch {
	case math.IsNaN(low) || math.IsNaN(high) || math.IsNaN(e.NotBelow.Value):
	case low > lower && high < upper:
		e.Shown = Within
	case high < lower:
		e.Shown = Below
	case low > upper:
		e.Shown = Above
	}
	return e, nil
}
