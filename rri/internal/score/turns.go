package score

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/root"
)

// At a count of zero or of all trials the statistic of one comparison need not fall all the way
// either (see walk.go). Its walk goes along the multiplier, with the derivative of the statistic:
// a step is as long as the statistic is nearly a cubic on it, so that it can turn only where the
// derivative changes its sign.
const (
	// in the angle, whose tangent is x
	longestStep = 0.5
	// the variance does not become more than this times as large on a step
	mostGrowth = 6
	// how far the mean slope of a step may be from the mean of the slopes at its ends, as a share
	// of the greater
	mostUneven = 0.05
	// a step is this times the distance over which the statistic is smooth, at most
	stepOfRoom = 0.5
	leastStep  = 1e-12
	outermost  = 1e-60 // the x at which the statistic is taken for that at the end of the range
)

// outward goes along a path, up for the direction 1 and down for -1.
type outward struct {
	path      *path
	direction float64
	// the statistic at which a walk stops, and the furthest that it has met
	goal, furthest float64
	// the rises past 0 that it has met
	zeros crossings
}

// node is a spot with the statistic on the way out: signed so that it grows, with its derivative by
// the angle.
type node struct {
	spot
	y, slope       float64
	room, variance float64 // the angle over which the moments are smooth, and the tamed variance
	step           float64 // about the angle over which the statistic changes by a half
}

// node sets n to that of a spot.
func (o *outward) node(at spot, n *node) {
	var l look
	o.path.look(at, &l)
	z, slope := o.path.statistic(&l)
	n.spot, n.y, n.slope = at, -o.direction*z, -slope
	n.room, n.variance, n.step = l.room/math.Abs(l.turn), o.path.tamed(at, &l), o.path.step(at, &l)
}

// at returns the statistic on the way out, and its derivative.
func (o *outward) at(at spot) (y, slope float64) {
	var l look
	o.path.look(at, &l)
	z, slope := o.path.statistic(&l)
	return -o.direction * z, -slope
}

// step returns x after a step with that tangent.
func (o *outward) step(x, tangent float64) float64 {
	tangent *= o.direction
	return (x + tangent) / (1 - tangent*x)
}

// last returns the x at which a stretch ends, and at which the next begins.
func (o *outward) last() (x, first float64) {
	if o.direction < 0 {
		return edge, 1 / edge
	}
	return 1 / edge, edge
}

// rise is a step of a walk, or its part up to a turn, on which the statistic passes something.
type rise struct{ from, to node }

// passes takes note of a rise, and reports whether the goal is passed on it.
func (o *outward) passes(a, b *node) bool {
	o.furthest = max(o.furthest, b.y)
	o.zeros.add(a, b)
	return b.y > o.goal
}

// walk goes from a spot outward to another, or to the end of the range. The furthest statistic that
// it takes note of leaves out that of a spot given as the end, which the caller knows. It stops at
// the first rise past the goal, which it returns with true, or at the end, which it returns as both
// ends of a rise.
func (o *outward) walk(from spot, end *spot) (at rise, passed bool) {
	// nodes are filled in place: a copy of what has just been written makes the processor wait
	var nodes [3]node
	a, b, top := &nodes[0], &nodes[1], &nodes[2]
	o.node(from, a)
	o.furthest = a.y
	if a.y > o.goal {
		return rise{*a, *a}, true
	}
	last, first := o.last()
	tangent := a.step
	for steps := 0; ; steps++ {
		if end != nil && end.stretch == a.stretch {
			last = end.x
			if a.x == last {
				return rise{*a, *a}, false
			}
		}
		if a.x == last {
			next := a.stretch + int(o.direction)
			if next < 0 || next == o.path.n {
				break
			}
			o.node(spot{next, first}, b)
			if o.passes(a, b) {
				return rise{*b, *b}, true
			}
			a, b, tangent = b, a, b.step
			continue
		}
		if steps > mostSteps {
			tangent = math.Inf(1)
		}
		next := o.stride(a, last, tangent, b)
		if a.slope > 0 && b.slope < 0 && o.top(a, b, top) && o.passes(a, top) {
			return rise{*a, *top}, true
		}
		if (end == nil || b.spot != *end) && o.passes(a, b) {
			return rise{*a, *b}, true
		}
		a, b, tangent = b, a, next
	}
	x := outermost
	if o.direction > 0 {
		x = 1 / x
	}
	o.node(spot{a.stretch, x}, b)
	if o.passes(a, b) {
		return rise{*a, *b}, true
	}
	return rise{*b, *b}, false
}

// stride sets b to the node of a step from a with about that tangent, but no further than to the
// end of the stretch, and returns the tangent for the next.
func (o *outward) stride(a *node, last, tangent float64, b *node) (next float64) {
	rest := math.Abs(last-a.x) / (1 + a.x*last)
	if !math.IsInf(tangent, 1) {
		tangent = min(tangent, longestStep, max(stepOfRoom*a.room, leastStep))
	}
	for {
		to := spot{a.stretch, last}
		if tangent < rest {
			to.x = o.step(a.x, tangent)
		} else {
			tangent = rest
		}
		o.node(to, b)
		fits, factor := fit(a, b, tangent)
		if fits || !(tangent > leastStep) || tangent > longestStep {
			return tangent * factor
		}
		tangent *= factor
	}
}

// fit reports whether a step from a to b with that tangent is so short that the statistic on it is
// told by its slopes at the ends, and what to multiply the step by for the next, or the next try.
// It is one of a few numbers, by which a processor can go on before it knows which.
func fit(a, b *node, tangent float64) (fits bool, factor float64) {
	switch {
	case b.variance > mostGrowth*a.variance:
		// from a bend, where it grows with the square
		return false, max(1.5*math.Sqrt(a.variance/b.variance), 0.02)
	case a.variance > mostGrowth*b.variance:
		return false, 0.5
	}
	square := tangent * tangent
	angle := tangent * (1 - square*(1./3-square/5))
	room := mostUneven*angle*max(math.Abs(a.slope), math.Abs(b.slope)) + 1e-13*max(1, math.Abs(a.y))
	switch uneven := math.Abs(b.y - a.y - angle*(a.slope+b.slope)/2); {
	case uneven > 8*room:
		return false, 0.25
	case uneven > room:
		return false, 0.5
	case uneven > 0.2*room:
		return true, 1
	}
	return true, 2
}

// crossings are the first and the last rise past 0 on a walk, if there is one.
type crossings struct {
	any         bool
	first, last rise
}

// add adds the rise from a to b if it passes 0.
func (c *crossings) add(a, b *node) {
	if a.y > 0 || b.y <= 0 {
		return
	}
	c.last = rise{*a, *b}
	if a.stretch != b.stretch { // they are in the same place
		c.last.from = *b
	}
	if !c.any {
		c.any, c.first = true, c.last
	}
}

// top sets n to where the statistic turns between a and b, and reports whether that is beyond both.
func (o *outward) top(a, b, n *node) bool {
	tangent := math.Abs(b.x-a.x) / (1 + a.x*b.x)
	at := root.Bracketed(0, a.slope, tangent, b.slope, tangent, func(tangent float64) float64 {
		_, slope := o.at(spot{a.stretch, o.step(a.x, tangent)})
		return slope
	})
	o.node(spot{a.stretch, o.step(a.x, at)}, n)
	return n.y > max(a.y, b.y)
}

// crossing returns where the statistic passes a value on a rise.
func (o *outward) crossing(r *rise, value float64) spot {
	if r.from.spot == r.to.spot {
		return r.to.spot
	}
	inverse := min(r.from.x, r.to.x) >= 1
	place := func(x float64) spot {
		if inverse {
			x = 1 / x
		}
		return spot{r.from.stretch, x}
	}
	from, to := place(r.from.x).x, place(r.to.x).x
	return place(root.Bracketed(from, r.from.y-value, to, r.to.y-value, math.Abs(to-from), func(x float64) float64 {
		y, _ := o.at(place(x))
		return y - value
	}))
}

// centreOf returns the spot with statistic 0 that is nearest to the start, whose statistic is z, on
// the side where it is, dips of less than shallowDip aside, or the end of the range that the
// statistic does not reach 0 before.
func (p *path) centreOf(start spot, z float64) spot {
	if z == 0 {
		return start
	}
	out := outward{path: p, direction: math.Copysign(1, z), goal: shallowDip}
	at, passed := out.walk(start, nil)
	switch {
	case !out.zeros.any && passed: // at the start, but for rounding
		return start
	case !out.zeros.any:
		return at.to.spot
	case passed:
		return out.crossing(&out.zeros.last, 0)
	}
	return out.crossing(&out.zeros.first, 0)
}

// limit returns the first value on the way out from the centre whose statistic is beyond z, and
// whether there is one.
func (p *path) limit(centre spot, z float64) (value float64, found bool) {
	out := outward{path: p, direction: math.Copysign(1, -z), goal: math.Abs(z)}
	at, passed := out.walk(centre, nil)
	if !passed {
		return 0, false
	}
	return p.value(out.crossing(&at, out.goal)), true
}

// furthestTo is the furthest statistic on the way from the centre to the value at t, whose own is
// z.
func (p *path) furthestTo(centre spot, t, z float64) float64 {
	out, end := outward{path: p, direction: 1, goal: math.Inf(1)}, p.spotOf(t)
	if end.before(centre) {
		out.direction = -1
	}
	out.walk(centre, &end)
	return -out.direction * max(out.furthest, -out.direction*z)
}
