package sheet

import (
	"cmp"
	"math"
	"slices"
)

// curve is the line through the limits of all points on one side of the target, as far as it is on
// the axis, in pieces from the left.
type curve [][]place

// The curves of a funnel are the lower and the upper outer limits, and the lower and the upper
// inner ones.
const curves = 4

// limitsOf returns the interval that the i-th curve goes by, and whether it is its upper limit.
func (p *FunnelPoint) limitsOf(i int) (e *Interval, upper bool) {
	if i < 2 {
		return p.outer(), i%2 == 1
	}
	return p.inner(), i%2 == 1
}

// curve returns the i-th curve. It has a gap where points have no limits. The limits of a point
// that has no others beside it are a short line.
func (f *funnel) curve(i int) (c curve) {
	const short = 8.0
	var run []place // heights may be beyond the axis
	end := func() {
		if len(run) == 1 {
			run = []place{{max(f.left, run[0].x-short), run[0].y}, {min(f.right, run[0].x+short), run[0].y}}
		}
		for j := 1; j < len(run); j++ {
			c.add(run[j-1], run[j], f.ratios.at(0), f.ratios.at(math.Inf(1)))
		}
		run = nil
	}
	for first := 0; first < len(f.dots); {
		group := f.together(first)
		if at, ok := f.limit(group, i); ok {
			run = append(run, at)
		} else {
			end()
		}
		first += len(group)
	}
	end()
	return c
}

// together returns the points that stand upon each other as far as can be seen, from the first on.
func (f *funnel) together(first int) []funnelDot {
	const apart = 0.5
	next := first + 1
	for next < len(f.dots) && f.dots[next].x-f.dots[first].x <= apart {
		next++
	}
	return f.dots[first:next]
}

// limit returns where the i-th curve goes through the limits of points that stand upon each other:
// the middle of them. It is not there if none has limits.
func (f *funnel) limit(group []funnelDot, i int) (at place, ok bool) {
	var sum, n float64
	for _, d := range group {
		e, upper := d.limitsOf(i)
		switch {
		case e == nil:
			continue
		case upper:
			sum += f.ratios.afar(e.Upper)
		default:
			sum += f.ratios.afar(e.Lower)
		}
		n++
	}
	return place{(group[0].x + group[len(group)-1].x) / 2, sum / n}, n > 0
}

// add adds the part of a line from one place to another that is between two heights. A place at an
// infinite height counts as one at the end of the axis.
func (c *curve) add(from, to place, bottom, top float64) {
	on := func(p place) place {
		if math.IsInf(p.y, 0) {
			p.y = max(top, min(bottom, p.y))
		}
		return p
	}
	if math.IsNaN(from.y+to.y) || math.IsInf(from.y, 0) && math.IsInf(to.y, 0) {
		return
	}
	from, to = on(from), on(to)
	if max(from.y, to.y) < top || min(from.y, to.y) > bottom {
		return
	}
	cut := func(p, other place) place {
		if y := max(top, min(bottom, p.y)); y != p.y {
			p.x += (other.x - p.x) * (y - p.y) / (other.y - p.y)
			p.y = y
		}
		return p
	}
	from, to = cut(from, to), cut(to, from)
	if n := len(*c); n > 0 && (*c)[n-1][len((*c)[n-1])-1] == from {
		(*c)[n-1] = append((*c)[n-1], to)
		return
	}
	*c = append(*c, []place{from, to})
}

// lines calls a function with each line of the curve that is there from left to right.
func (c curve) lines(left, right float64, do func(from, to place)) {
	for _, piece := range c {
		i, _ := slices.BinarySearchFunc(piece, left, func(p place, x float64) int { return cmp.Compare(p.x, x) })
		for i = max(i, 1); i < len(piece) && piece[i-1].x <= right; i++ {
			do(piece[i-1], piece[i])
		}
	}
}

// span returns between which heights the curve lies from left to right, and whether it is drawn
// there at all.
func (c curve) span(left, right float64) (top, bottom float64, drawn bool) {
	top, bottom = math.Inf(1), math.Inf(-1)
	c.lines(left, right, func(from, to place) {
		for _, x := range [2]float64{max(left, from.x), min(right, to.x)} {
			y := between(from, to, x)
			top, bottom, drawn = min(top, y), max(bottom, y), true
		}
	})
	return top, bottom, drawn
}

// distance returns how far the curve is from a place, if it is not farther than that.
func (c curve) distance(p place, most float64) float64 {
	least := math.Inf(1)
	c.lines(p.x-most, p.x+most, func(from, to place) { least = min(least, p.distance(from, to)) })
	return least
}

// distance returns how far a line between two places is.
func (p place) distance(from, to place) float64 {
	dx, dy := to.x-from.x, to.y-from.y
	part := 0.0
	if dx != 0 || dy != 0 {
		part = max(0, min(1, ((p.x-from.x)*dx+(p.y-from.y)*dy)/(dx*dx+dy*dy)))
	}
	return math.Hypot(from.x+part*dx-p.x, from.y+part*dy-p.y)
}

// between returns the height of a line between two places at x.
func between(a, b place, x float64) float64 {
	if a.x == b.x {
		return b.y
	}
	return a.y + (b.y-a.y)*(x-a.x)/(b.x-a.x)
}
