package sheet

import (
	"cmp"
	"math"
	"slices"
)

// funnelDot is a point of a funnel with its place.
type funnelDot struct {
	FunnelPoint
	place
	radius float64
	beyond int // the end of the axis that it is beyond, as an arrow
}

// curve is the line through the limits of all points, on one side of the target, from the left: in
// pieces, between which there is a point without limits.
type curve struct {
	pieces [][]limit
	upper  bool
}

// place finds the places of the points and of their limits.
func (f *funnel) place(points []FunnelPoint) {
	const few, many = 60, 200
	radius := 3.6
	switch {
	case len(points) > many:
		radius = 2.2
	case len(points) > few:
		radius = 2.8
	}
	for _, p := range points {
		f.dots = append(f.dots, funnelDot{FunnelPoint: p, place: place{f.sizes.at(p.Size), f.ratios.at(p.Value)}, radius: radius, beyond: f.ratios.beyond(p.Value)})
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

// limitsOf returns the interval that one of the curves goes by, and whether it is its upper limit.
func (p *FunnelPoint) limitsOf(curve int) (e *Interval, upper bool) {
	e = &p.Outer
	if curve >= 2 {
		e = &p.Inner
	}
	return e, curve%2 == 1
}

// curve returns the i-th of the curves. Points that stand upon each other share the middle of their
// limits. At its ends a piece goes on for a little, so that one of a single point is seen.
func (f *funnel) curve(i int) curve {
	const together, end = 0.5, 5.0
	_, upper := (&FunnelPoint{}).limitsOf(i)
	c := curve{upper: upper}
	open := false
	for first := 0; first < len(f.dots); {
		next := first
		var sum, n float64
		beyond := 0
		for ; next < len(f.dots) && f.dots[next].x-f.dots[first].x <= together; next++ {
			e, upper := f.dots[next].limitsOf(i)
			if !e.drawable() {
				continue
			}
			v := e.Lower
			if upper {
				v = e.Upper
			}
			side := f.ratios.beyond(v)
			if n == 0 || side == 0 {
				beyond = side
			}
			sum, n = sum+f.ratios.at(v), n+1
		}
		if n == 0 {
			open = false
		} else {
			if !open {
				c.pieces = append(c.pieces, nil)
			}
			open = true
			last := len(c.pieces) - 1
			c.pieces[last] = append(c.pieces[last], limit{place{(f.dots[first].x + f.dots[next-1].x) / 2, sum / n}, beyond})
		}
		first = next
	}
	for j, piece := range c.pieces {
		first, last := piece[0], piece[len(piece)-1]
		first.x, last.x = max(f.left, first.x-end), min(f.right, last.x+end)
		c.pieces[j] = slices.Concat([]limit{first}, piece, []limit{last})
	}
	return c
}

// draw draws a curve.
func (c curve) draw(f *funnel, class string) {
	for _, piece := range c.pieces {
		f.edge(class, piece)
	}
}

// span returns between which heights the curve lies from left to right, and whether it is drawn
// there at all.
func (c curve) span(left, right float64) (top, bottom float64, drawn bool) {
	top, bottom = math.Inf(1), math.Inf(-1)
	for _, piece := range c.pieces {
		i, _ := slices.BinarySearchFunc(piece, left, func(l limit, x float64) int { return cmp.Compare(l.x, x) })
		for i = max(i, 1); i < len(piece) && piece[i-1].x <= right; i++ {
			a, b := piece[i-1], piece[i]
			if a.beyond != 0 && b.beyond != 0 {
				continue
			}
			for _, x := range [2]float64{max(left, a.x), min(right, b.x)} {
				y := a.y
				if b.x > a.x {
					y += (b.y - a.y) * (x - a.x) / (b.x - a.x)
				}
				top, bottom, drawn = min(top, y), max(bottom, y), true
			}
		}
	}
	return top, bottom, drawn
}

// settle makes the dot of a point that is outside some limits smaller, and moves it up or down by a
// little, so that it does not touch the curve of these, and is on its own side of all others.
func (f *funnel) settle(d *funnelDot) {
	const least, most, step = 2.2, 6.0, 0.25
	if d.beyond != 0 {
		return
	}
	y, radius := d.y, d.radius
	for ; d.radius >= least; d.radius -= step {
		if f.clear(d) {
			return
		}
	}
	d.radius = min(radius, least)
	for move := 0.0; move <= most; move += step {
		for _, d.y = range [2]float64{y - move, y + move} {
			if f.clear(d) {
				return
			}
		}
	}
	d.y, d.radius = y, radius
}

// clear tells whether a dot touches none of the curves that its point is outside of, and is on its
// side of the others.
func (f *funnel) clear(d *funnelDot) bool {
	const ground = 1.3 // half of the line of a curve, and what is to be seen beside it
	for i := range f.curves {
		c := &f.curves[i]
		e, upper := d.limitsOf(i)
		if !e.drawable() {
			continue
		}
		side := e.side(d.Value)
		out := upper && side > 0 || !upper && side < 0
		half := 0.0
		if out {
			half = d.reach() + ground
		}
		top, bottom, drawn := c.span(d.x-half, d.x+half)
		if !drawn {
			continue
		}
		switch {
		case upper && out && d.y+half > top, !upper && out && d.y-half < bottom:
			return false
		case upper && !out && d.y < top+ground, !upper && !out && d.y > bottom-ground:
			return false
		}
	}
	return true
}

// reach is how far the dot goes from its middle.
func (d *funnelDot) reach() float64 {
	const larger = 1.4 // of a square on its corner, which has the area of a circle then
	if d.Marked {
		return larger * d.radius
	}
	return d.radius
}

// drawDots draws the points: hollow inside the outer limits and filled outside of them, those first
// that stand out the least.
func (f *funnel) drawDots() {
	dots := slices.Clone(f.dots)
	slices.SortStableFunc(dots, func(a, b funnelDot) int { return cmp.Compare(a.urgency(), b.urgency()) })
	for _, d := range dots {
		class := "p-hollow"
		if d.Outer.side(d.Value) != 0 {
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
	switch reach := d.reach(); {
	case d.beyond > 0:
		f.arrow(class, place{d.x, f.top + length + inner}, 0, -length)
	case d.beyond < 0:
		f.arrow(class, place{d.x, f.bottom - length - inner}, 0, length)
	case d.Marked:
		f.diamond(class, d.x, d.y, reach)
	default:
		f.ellipse(class, d.x, d.y, reach, reach)
	}
}
