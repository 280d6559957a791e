package sheet

import (
	"math"
	"strconv"
)

// logScale has the places of numbers above 0 on a log axis, in units of the viewBox of a picture.
type logScale struct {
	low, high float64 // the logs to the base 2 of its ends
	start     float64 // the place of the lower end
	per       float64 // units for each doubling, negative where larger numbers stand higher
}

// newLogScale returns the scale of an axis between two logs that differ, from start to end.
func newLogScale(low, high, start, end float64) logScale {
	return logScale{low, high, start, (end - start) / (high - low)}
}

// at returns the place of v, that of an end of the axis if it is beyond.
func (s logScale) at(v float64) float64 {
	return s.start + (max(s.low, min(s.high, math.Log2(v)))-s.low)*s.per
}

// afar returns the place of v even if it is beyond the axis.
func (s logScale) afar(v float64) float64 { return s.start + (math.Log2(v)-s.low)*s.per }

// beyond returns -1 for what is below the axis, 1 for what is above it, and 0 for what is on it.
func (s logScale) beyond(v float64) int {
	switch log := math.Log2(v); { // -Inf for 0
	case log < s.low:
		return -1
	case log > s.high:
		return 1
	}
	return 0
}

// tickLadders are the first two digits of the numbers that have a label in every power of ten: from
// many to few.
var tickLadders = [][]int{
	{10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 25, 30, 35, 40, 45, 50, 55, 60, 70, 80, 90},
	{10, 15, 20, 30, 40, 50, 60, 80},
	{10, 20, 30, 50},
	{10, 20, 50},
	{10},
}

// ticks returns the round numbers that have a label: as many as have room for theirs.
func (s logScale) ticks(room func(v float64) float64) []float64 {
	for _, ladder := range tickLadders {
		if ticks := s.ladder(ladder, 1); s.fits(ticks, room) {
			return ticks
		}
	}
	var ticks []float64
	for _, step := range [...]int{2, 5, 10, 20, 50, 100, 200} {
		if ticks = s.ladder(tickLadders[len(tickLadders)-1], step); s.fits(ticks, room) {
			break
		}
	}
	return ticks
}

// ladder returns the numbers on the axis that begin with one of some pairs of digits, in every
// power of ten or in every second, and so on.
func (s logScale) ladder(digits []int, step int) (ticks []float64) {
	const rounding = 1e-9
	for power := int(math.Floor(s.low/math.Log2(10))) - 1; power <= int(math.Ceil(s.high/math.Log2(10))); power++ {
		if power%step != 0 {
			continue
		}
		for _, d := range digits {
			v, err := strconv.ParseFloat(strconv.Itoa(d)+"e"+strconv.Itoa(power-1), 64)
			if log := math.Log2(v); err == nil && log >= s.low-rounding && log <= s.high+rounding {
				ticks = append(ticks, v)
			}
		}
	}
	return ticks
}

// fits tells whether the labels of numbers have room beside each other.
func (s logScale) fits(ticks []float64, room func(v float64) float64) bool {
	const gap = 5
	for i := 1; i < len(ticks); i++ {
		if math.Abs(s.at(ticks[i])-s.at(ticks[i-1])) < (room(ticks[i])+room(ticks[i-1]))/2+gap {
			return false
		}
	}
	return true
}

// tickText writes a round number as it stands at an axis.
func tickText(v float64) string {
	const least, most = 1e-4, 1e7
	switch {
	case v < least || v >= most:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case v == math.Trunc(v):
		return Count(int64(v)).Text
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}
