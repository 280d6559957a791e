package sheet

import (
	"cmp"
	"slices"
)

// funnelDot is a point of a funnel with its place.
type funnelDot struct {
	FunnelPoint
	place
	reach  float64 // of its dot from the middle
	beyond int     // the end of the axis that it is beyond, as an arrow
}

// place finds the places of the points and of their limits.
func (f *funnel) place(points []FunnelPoint) {
	const few, many, marked = 60, 200, 5.0
	reach := 3.6
	switch {
	case len(points) > many:
		reach = 2.2
	case len(points) > few:
		reach = 2.8
	}
	for _, p := range points {
		d := funnelDot{FunnelPoint: p, place: place{f.sizes.at(p.Size), f.ratios.at(p.Value)}, reach: reach, beyond: f.ratios.beyond(p.Value)}
		if p.Marked {
			d.reach = marked
		}
		f.dots = append(f.dots, d)
	}
	slices.SortStableFunc(f.dots, func(a, b funnelDot) int {
		return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(b.y, a.y), cmp.Compare(a.Label, b.Label))
	})
	for i := range f.curves {
		f.curves[i] = f.curve(i)
	}
	for i := range f.dots {
		f.settle(&f.dots[i])
	}
}

// settle makes the dot of a point that is outside some limits smaller, or moves it up or down by a
// little besides, so that it does not touch the curve of these, and is on its own side of all
// others, if there is so much room between the curves. A dot stays where it is if the limits of
// points of one size differ too much for that.
func (f *funnel) settle(d *funnelDot) {
	const least, most, step = 2.2, 10.0, 0.25
	if d.beyond != 0 {
		return
	}
	y, reach := d.y, d.reach
	for _, sides := range [2]bool{true, false} {
		for move := 0.0; move <= most; move += step {
			for _, d.y = range [2]float64{y - move, y + move} {
				for d.reach = reach; d.reach >= least; d.reach -= step {
					if f.clear(d, sides) {
						return
					}
				}
			}
		}
	}
	d.y, d.reach = y, reach
}

// clear tells whether a dot touches none of the curves that its point is outside of, and with sides
// also whether its middle is on its side of the others.
func (f *funnel) clear(d *funnelDot, sides bool) bool {
	// half of a curve's line and of that around a dot, and what is seen between them
	const ground = 2
	const inside = 1
	for i, c := range f.curves {
		e, upper := d.limitsOf(i)
		if e == nil {
			continue
		}
		side := e.side(d.Value)
		out := upper && side > 0 || !upper && side < 0
		far := d.reach + ground
		if out && c.distance(d.place, far) < far {
			return false
		}
		if !out && !sides {
			continue
		}
		top, bottom, drawn := c.span(d.x, d.x)
		switch {
		case !drawn:
		case upper && out && d.y > top, !upper && out && d.y < bottom:
			return false
		case upper && !out && d.y < top+inside, !upper && !out && d.y > bottom-inside:
			return false
		}
	}
	return true
}

// drawDots draws the points: hollow inside the outer limits and filled outside of them, those first
// that stand out the least.
func (f *funnel) drawDots() {
	dots := slices.Clone(f.dots)
	slices.SortStableFunc(dots, func(a, b funnelDot) int { return cmp.Compare(a.urgency(), b.urgency()) })
	for _, d := range dots {
		class := "p-hollow"
		if d.outer().side(d.Value) != 0 {
			class = "p-dot"
		}
		f.begin("p-point")
		f.sign(class, d)
		f.end()
	}
}

// sign draws one point: a circle, or a square on its corner if it is marked, or an arrow at the
// edge for what is beyond the axis.
func (f *funnel) sign(class string, d funnelDot) {
	const length, inner = 7.0, 0.7 // half of the line around a hollow one
	switch {
	case d.beyond > 0:
		f.arrow(class, place{d.x, f.top + length + inner}, 0, -length)
	case d.beyond < 0:
		f.arrow(class, place{d.x, f.bottom - length - inner}, 0, length)
	case d.Marked:
		f.diamond(class, d.x, d.y, d.reach)
	default:
		f.ellipse(class, d.x, d.y, d.reach, d.reach)
	}
}
