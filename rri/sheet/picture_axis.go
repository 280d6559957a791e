package sheet

import "math"

// pictureAxis returns one scale for the forest plots of several pictures that stand on one page, so
// that a reader can compare them by eye. Those with a scale of their own have no say. It is the
// zero Axis if there is nothing to draw.
func pictureAxis(pictures ...Picture) Axis {
	var drawn []*Interval
	for _, p := range pictures {
		if !p.OwnScale {
			drawn = append(drawn, p.rowIntervals()...)
		}
	}
	return axisOfPictures(drawn)
}

// rowIntervals returns what the forest plot draws.
func (p Picture) rowIntervals() (drawn []*Interval) {
	for _, r := range p.Rows[:min(len(p.Rows), mostRows)] {
		drawn = append(drawn, r.Plot, r.Bounds.limits())
	}
	return drawn
}

// panelAxis returns one scale for the panels of a picture.
func (p Picture) panelAxis() Axis {
	var drawn []*Interval
	for _, panel := range p.Panels[:min(len(p.Panels), mostPanels)] {
		for _, point := range panel.Points {
			drawn = append(drawn, point.Plot, point.Bounds.limits())
		}
	}
	return axisOfPictures(drawn)
}

// limits returns the interval without its estimate, which is not drawn and has no say in the axis.
func (e *Interval) limits() *Interval {
	if e == nil {
		return nil
	}
	return &Interval{math.NaN(), e.Lower, e.Upper}
}

// axisOfPictures returns the axis that [AxisOf] begins with. It ends at 1/16 and 16 where it would
// have more than eight doublings, unless as many estimates or more lie beyond these as within:
// others would be drawn too small to be told apart, for the sake of a few.
func axisOfPictures(drawn []*Interval) Axis {
	axis := axisOf(drawn)
	if axis.to-axis.from <= 2*maxLimitPower {
		return axis
	}
	within := 0
	for _, e := range drawn {
		switch {
		case !e.drawable() || !plottable(e.Value):
		case math.Abs(math.Log2(e.Value)) <= maxLimitPower:
			within++
		default:
			within--
		}
	}
	if within > 0 {
		return axis.clipped(drawn)
	}
	return axis
}

// ruler has the places of ratios on an axis of a picture, in units of its viewBox.
type ruler struct {
	Axis
	start float64 // of the lowest power
	per   float64 // units for each doubling, negative where larger ratios stand higher
}

// apartBy is how far from the line at 1 is at least what leaves out 1, in units: so much that there
// is ground between the two lines that are drawn.
const apartBy = 2.5

// newRuler returns the ruler of an axis from start to end.
func newRuler(axis Axis, start, end float64) ruler {
	return ruler{axis, start, (end - start) / float64(axis.to-axis.from)}
}

// power returns the place of a power of 2.
func (r ruler) power(n int) float64 { return r.start + float64(n-r.from)*r.per }

// beyond returns -1 for what is below the axis, 1 for what is above it, and 0 for what is on it.
func (r ruler) beyond(v float64) int {
	switch power := math.Log2(v); { // -Inf for 0
	case power < float64(r.from):
		return -1
	case power > float64(r.to):
		return 1
	}
	return 0
}

// at returns the place of v, that of an end of the axis if it is beyond. With apart, nothing is
// nearer to the line at 1 than apartBy: an interval that leaves out 1 must not be seen to touch it.
func (r ruler) at(v float64, apart bool) float64 {
	power := max(float64(r.from), min(float64(r.to), math.Log2(v)))
	if least := apartBy / math.Abs(r.per); apart && math.Abs(power) < least {
		power = math.Copysign(least, math.Log2(v))
	}
	return r.start + (power-float64(r.from))*r.per
}

// radius returns half the length of a dot along the axis: less than usual beside the line at 1,
// which it must not be seen to touch unless it is on it.
func (r ruler) radius(at, usual float64) float64 {
	const ground = 1
	if away := math.Abs(at - r.power(0)); away > 0 {
		return max(ground, min(usual, away-ground))
	}
	return usual
}

// apart tells whether an interval leaves out 1.
func (e *Interval) apart() bool { return e.Lower > 1 || e.Upper < 1 }

// labelled returns the powers of 2 that have room for a label, 1 always among them: every one, or
// every second, and so on. The room is that of the label of each.
func (r ruler) labelled(room func(power int) float64) []int {
	const gap = 5
	for step := 1; ; step++ {
		var powers []int
		fits := true
		for power := r.from; power <= r.to; power++ {
			if power%step != 0 {
				continue
			}
			if n := len(powers); n > 0 {
				before := powers[n-1]
				fits = fits && math.Abs(r.power(power)-r.power(before)) >= (room(before)+room(power))/2+gap
			}
			powers = append(powers, power)
		}
		if fits {
			return powers
		}
	}
}
