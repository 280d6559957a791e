package method

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/root"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// The p-value of a method whose test is its interval is found by touching: limits move outward as
// the probability beyond them falls, and the p-value is the one at which a limit reaches the null
// value.

// touch returns the one-sided p-values of null: the tail at which a limit first touches it, and 1
// minus that. Where null lies between the limits of level 0, as it can with a continuity correction
// and with Byar's, neither side is rejected at any level, and both are ½.
func touch(limits func(quantity.Counts, Confidence) Interval, c quantity.Counts, null float64) (less, greater float64) {
	i := limits(c, Confidence{0.5, 0})
	switch {
	case null < i.Lower:
		greater = touchTail(func(l Confidence) float64 { return gap(limits(c, l).Lower, null) })
		return 1 - greater, greater
	case null > i.Upper:
		less = touchTail(func(l Confidence) float64 { return gap(null, limits(c, l).Upper) })
		return less, 1 - less
	}
	return 0.5, 0.5
}

// gap returns a number with the sign of x - y that is finite even where one of them is not, and is
// in proportion to them where they are positive.
func gap(x, y float64) float64 {
	switch {
	case math.IsInf(x, 1):
		return 1
	case math.IsInf(y, 1):
		return -1
	case x == y:
		return 0
	}
	return (x - y) / (math.Abs(x) + math.Abs(y))
}

// LargestQuantile is where the normal tail falls to the smallest normal float64, about 2e-308. A
// p-value below it is 0.
const LargestQuantile = 37.5

// touchTail returns the tail at which gap, which is positive at the tail ½ and falls as the tail
// does, is 0; and 0 if it stays positive.
func touchTail(gap func(Confidence) float64) float64 {
	at := func(z float64) float64 { return gap(Confidence{tail.NormalUpper(z), z}) }
	low, high := 0., 1.
	fLow, fHigh := at(low), at(high)
	if fLow <= 0 { // nearer to the limits of level 0 than float64 can tell
		return 0.5
	}
	for fHigh > 0 {
		if high == LargestQuantile {
			return 0
		}
		low, fLow = high, fHigh
		high = min(2*high, LargestQuantile)
		fHigh = at(high)
	}
	return tail.NormalUpper(root.Bracketed(low, fLow, high, fHigh, 1, at))
}
