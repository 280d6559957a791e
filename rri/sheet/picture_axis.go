package sheet

import (
	"math"
	"slices"
)

// pictureAxis returns one scale for the forest plots of several pictures that stand on one page, so
// that a reader can compare them by eye. Those with a scale of their own have no say. It is the
// zero Axis if there is nothing to draw.
func pictureAxis(pictures ...Picture) Axis {
	var drawn drawnIntervals
	for _, p := range pictures {
		if !p.OwnScale {
			drawn.rows(p)
		}
	}
	return drawn.axis()
}

// rowAxis returns the scale of the forest plot alone.
func (p Picture) rowAxis() Axis {
	var drawn drawnIntervals
	drawn.rows(p)
	return drawn.axis()
}

// panelAxis returns one scale for the panels of a picture.
func (p Picture) panelAxis() Axis {
	var drawn drawnIntervals
	for _, panel := range p.Panels[:min(len(p.Panels), mostPanels)] {
		for _, point := range panel.Points {
			drawn.add(point.Plot, point.Bounds)
		}
	}
	return drawn.axis()
}

// drawnIntervals are what pictures draw: estimates with their intervals, and wider bounds.
type drawnIntervals struct{ plots, bounds []*Interval }

// rows adds what a forest plot draws.
func (d *drawnIntervals) rows(p Picture) {
	for _, r := range p.Rows[:min(len(p.Rows), mostRows)] {
		d.add(r.Plot, r.Bounds)
	}
}

// add adds an interval and its wider bounds, the estimate of which is not drawn and has no say.
func (d *drawnIntervals) add(plot, bounds *Interval) {
	d.plots = append(d.plots, plot)
	if bounds != nil {
		d.bounds = append(d.bounds, &Interval{math.NaN(), bounds.Lower, bounds.Upper})
	}
}

// axis returns an axis that holds every estimate as [AxisOf] has it. What is drawn about the
// estimates, their intervals and wider bounds, stretches it by two doublings on either side at
// most: what lies beyond is an arrow, so that a few wide intervals do not make all others too small
// to be told apart. It ends at 1/16 and 16 where the estimates have more than eight doublings,
// unless as many of them or more lie beyond these as within.
func (d *drawnIntervals) axis() Axis {
	const mostStretch = 2
	wide := axisOf(slices.Concat(d.plots, d.bounds))
	axis := axisOf(d.estimates())
	if axis == (Axis{}) {
		return wide
	}
	if axis.to-axis.from > 2*maxLimitPower && d.mostWithin() {
		axis = axis.clipped(nil)
		wide = wide.clipped(nil)
	}
	return Axis{from: max(wide.from, axis.from-mostStretch), to: min(wide.to, axis.to+mostStretch)}
}

// estimates returns the estimates that are drawn, each as an interval of no length.
func (d *drawnIntervals) estimates() (list []*Interval) {
	for _, e := range d.plots {
		if e.drawable() && plottable(e.Value) {
			list = append(list, &Interval{e.Value, e.Value, e.Value})
		}
	}
	return list
}

// mostWithin tells whether most estimates lie from 1/16 to 16.
func (d *drawnIntervals) mostWithin() bool {
	within := 0
	for _, e := range d.plots {
		switch {
		case !e.drawable() || !plottable(e.Value):
		case math.Abs(math.Log2(e.Value)) <= maxLimitPower:
			within++
		default:
			within--
		}
	}
	return within > 0
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

// radius returns half the length along the axis of a dot at a place: less than usual beside the
// line at 1 if the interval leaves out 1, since the dot must not be seen to touch it either.
func (r ruler) radius(e Interval, at, usual float64) float64 {
	const ground = 1
	if e.apart() {
		return max(ground, min(usual, math.Abs(at-r.power(0))-ground))
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
