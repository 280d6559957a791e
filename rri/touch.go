package rri

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/root"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// touch returns the one-sided p-values of null for a method whose test is its interval: the tail at
// which a limit first touches null. The larger of the two is 1 less the smaller. Where null lies
// between the limits of level 0, as it can with a continuity correction and with Byar's, neither
// side is rejected at any level, and both are ½.
func touch(limits limitsFunc, c cells, null float64) (less, greater float64, err error) {
	lower, upper, _, err := limits(c, confidence{0.5, 0})
	if err != nil {
		return 0, 0, err
	}
	switch {
	case null < lower:
		greater = touchTail(func(l confidence) float64 { lower, _, _, _ := limits(c, l); return gap(lower, null) })
		return 1 - greater, greater, nil
	case null > upper:
		less = touchTail(func(l confidence) float64 { _, upper, _, _ := limits(c, l); return gap(null, upper) })
		return less, 1 - less, nil
	}
	return 0.5, 0.5, nil
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

// largestQuantile is where the normal tail falls to the smallest normal float64, about 2e-308. A
// p-value below it is 0.
const largestQuantile = 37.5

// touchTail returns the tail at which gap, which is positive at the tail ½ and falls as the tail
// does, is 0; and 0 if it stays positive.
func touchTail(gap func(confidence) float64) float64 {
	at := func(z float64) float64 { return gap(confidence{tail.NormalUpper(z), z}) }
	low, high := 0., 1.
	fLow, fHigh := at(low), at(high)
	if fLow <= 0 { // nearer to the limits of level 0 than float64 can tell
		return 0.5
	}
	for fHigh > 0 {
		if high == largestQuantile {
			return 0
		}
		low, fLow = high, fHigh
		high = min(2*high, largestQuantile)
		fHigh = at(high)
	}
	return tail.NormalUpper(root.Bracketed(low, fLow, high, fHigh, 1, at))
}
