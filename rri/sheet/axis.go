package sheet

import "math"

// Axis is the scale of a plot: powers of 2 on a log axis, so many characters for each doubling. The
// zero Axis stands for one that suits what is drawn.
type Axis struct {
	from, to    int // powers of 2
	per         int // characters for each doubling; 0: as many as there is room for
	left, right int // characters for arrows at either end: 1 if there are any
}

// AxisOf returns one scale for the plots of several sheets that stand on one page, so that a reader
// can compare them by eye: set it as the [Sheet.Axis] of each. It holds every estimate and interval
// as far as is sensible, and is as long as the sheet with the least room allows. A sheet that has
// no room for a plot at all has no say. Give the sheets as they are written, with their Width. It
// is the zero Axis if there is nothing to draw.
func AxisOf(sheets ...Sheet) Axis {
	var intervals []*Interval
	for _, s := range sheets {
		for _, part := range append([]Sheet{s}, s.Parts...) {
			for _, c := range part.For(Text) {
				if c.Plot {
					intervals = append(intervals, c.plots()...)
				}
			}
		}
	}
	axis := axisOf(intervals)
	if axis == (Axis{}) {
		return axis
	}
	per, everywhere := axis.leastRoom(sheets)
	if clipped := axis.clipped(intervals); !everywhere && clipped != axis {
		if clippedPer, _ := clipped.leastRoom(sheets); clippedPer > 0 {
			axis, per = clipped, clippedPer
		}
	}
	axis.per = per
	return axis
}

// leastRoom returns how many characters a doubling has in the sheet with the least room for a plot,
// 0 if none has any, and whether every sheet with a plot has.
func (a Axis) leastRoom(sheets []Sheet) (per int, everywhere bool) {
	everywhere = true
	for _, s := range sheets {
		p := newTextPage(s)
		for _, part := range append([]Sheet{s}, s.Parts...) {
			got, drawn := p.plotPer(part, a)
			everywhere = everywhere && (got > 0 || !drawn)
			if got > 0 && (per == 0 || got < per) {
				per = got
			}
		}
	}
	return per, everywhere
}

// axisOf returns an axis that holds every estimate that has an interval and, as far as is sensible,
// every limit; the zero Axis if there is nothing to draw.
func axisOf(intervals []*Interval) Axis {
	lowest, highest := 1.0, 1.0 // of the estimates
	from, to := -1.0, 1.0
	drawn := false
	for _, e := range intervals {
		if !e.drawable() {
			continue
		}
		drawn = true
		if plottable(e.Value) {
			lowest, highest = math.Min(lowest, e.Value), math.Max(highest, e.Value)
		}
		for _, limit := range [2]float64{e.Lower, e.Upper} {
			if plottable(limit) {
				from, to = math.Min(from, math.Log2(limit)), math.Max(to, math.Log2(limit))
			}
		}
	}
	if !drawn {
		return Axis{}
	}
	from = math.Max(from, math.Min(-maxLimitPower, math.Log2(lowest)))
	to = math.Min(to, math.Max(maxLimitPower, math.Log2(highest)))
	return Axis{
		from: int(math.Floor(math.Max(-maxValuePower, math.Min(from, math.Log2(lowest))))),
		to:   int(math.Ceil(math.Min(maxValuePower, math.Max(to, math.Log2(highest))))),
	}.withArrows(intervals)
}

// clipped returns the axis from 1/16 to 16 at most, so that plots have more room, and estimates
// beyond that are arrows.
func (a Axis) clipped(intervals []*Interval) Axis {
	a.from, a.to = max(a.from, -maxLimitPower), min(a.to, maxLimitPower)
	return a.withArrows(intervals)
}

// withArrows returns the axis with room for the arrows of limits beyond it.
func (a Axis) withArrows(intervals []*Interval) Axis {
	a.left, a.right = 0, 0
	for _, e := range intervals {
		if !e.drawable() {
			continue
		}
		if math.Log2(e.Lower) < float64(a.from) {
			a.left = 1
		}
		if math.Log2(e.Upper) > float64(a.to) {
			a.right = 1
		}
	}
	return a
}

// MarshalJSON is an error: see [Sheet.MarshalJSON].
func (a Axis) MarshalJSON() ([]byte, error) { return nil, errJSON }
