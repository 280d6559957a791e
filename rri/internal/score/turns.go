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
	mostGrowth  = 6
	// how far the mean slope of a step may be from the mean of the slopes at its ends, as a share
	// of the greater
	mostUneven  = 0.05
	// a step is this times the distance over which the statistic is smooth, at most
	stepOfRoom  = 0.5
	leastStep   = 1e-12
	outermost   = 1e-60 // the x at which the statistic is taken for that at the end of the range
)

// outward goes along a path, up for the direction 1 and down for -1.
type outward struct {
	path      *path
	direction float64
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
func (o outward) node(at spot, n *node) {
	var l look
	o.path.look(at, &l)
	z, slope := o.path.statistic(&l)
	n.spot, n.y, n.slope = at, -o.direction*z, -slope
	n.room, n.variance, n.step = l.room/math.Abs(l.turn), o.path.tamed(at, &l), o.path.step(at, &l)
}

// at returns the statistic on the way out, and its derivative.
func (o outward) at(at spot) (y, slope float64) {
	var l look
	o.path.look(at, &l)
	z, slope := o.path.statistic(&l)
	return -o.direction * z, -slope
}

// step returns x after a step with that tangent.
func (o outward) step(x, tangent float64) float64 {
	tangent *= o.direction
	return (x + tangent) / (1 - tangent*x)
}

// last returns the x at which a stretch ends, and at which the next begins.
func (o outward) last() (x, first float64) {
	if o.direction < 0 {
		return edge, 1 / edge
	}
	return 1 / edge, edge
}

// rise is a step of a walk, or its part up to a turn, on which the statistic passes something.
type rise struct{ from, to node }

// walk goes from a spot outward to another, or to the end of the range. It returns the furthest
// statistic on the way, but for that of a spot given as the end, and stops at the first rise past
// goal, which it returns with true. Without one both ends of the rise are the end. zeros, if not
// nil, gets the rises past 0, all of them the last.
func (o outward) walk(from spot, end *spot, goal float64, zeros *crossings) (at rise, furthest float64, passed bool) {
	var nodes [3]node
	a, b, top := &nodes[0], &nodes[1], &nodes[2]
	o.node(from, a)
	furthest = a.y
	if a.y > goal {
		return rise{*a, *a}, furthest, true
	}
	last, first := o.last()
	h := a.step
	for {
		target, ends := last, false
		if end != nil && end.stretch == a.stretch {
			target, ends = end.x, true
		}
		if a.x == target {
			if ends {
				return rise{*a, *a}, furthest, false
			}
			next := a.stretch + int(o.direction)
			if next < 0 || next == o.path.n {
				break
			}
			o.node(spot{next, first}, b)
			furthest = max(furthest, b.y)
			zeros.add(a, b)
			if b.y > goal {
				return rise{*b, *b}, furthest, true
			}
			a, b, h = b, a, b.step
			continue
		}
		rest := math.Abs(target-a.x) / (1 + a.x*target)
		h = min(h, longestStep, max(stepOfRoom*a.room, leastStep))
		next := spot{a.stretch, target}
		if h < rest {
			next.x = o.step(a.x, h)
		} else {
			h = rest
		}
		o.node(next, b)
		fits, factor := fit(a, b, h)
		if !fits && h > leastStep {
			h *= factor
			continue
		}
		if a.slope > 0 && b.slope < 0 {
			if o.top(a, b, h, top); top.y > max(a.y, b.y) {
				furthest = max(furthest, top.y)
				zeros.add(a, top)
				if top.y > goal {
					return rise{*a, *top}, furthest, true
				}
			}
		}
		if next.x != target || !ends {
			furthest = max(furthest, b.y)
		}
		zeros.add(a, b)
		if b.y > goal {
			return rise{*a, *b}, furthest, true
		}
		a, b = b, a
		h *= factor
	}
	x := outermost
	if o.direction > 0 {
		x = 1 / x
	}
	o.node(spot{a.stretch, x}, b)
	furthest = max(furthest, b.y)
	zeros.add(a, b)
	if b.y > goal {
		return rise{*a, *b}, furthest, true
	}
	return rise{*b, *b}, furthest, false
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
	if c == nil || a.y > 0 || b.y <= 0 {
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

// top sets n to where the statistic turns on a step from a to b with that tangent.
func (o outward) top(a, b *node, tangent float64, n *node) {
	at := root.Bracketed(0, a.slope, tangent, b.slope, tangent, func(tangent float64) float64 {
		_, slope := o.at(spot{a.stretch, o.step(a.x, tangent)})
		return slope
	})
	o.node(spot{a.stretch, o.step(a.x, at)}, n)
}

// crossing returns where the statistic passes goal on a rise.
func (o outward) crossing(r rise, goal float64) spot {
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
	return place(root.Bracketed(from, r.from.y-goal, to, r.to.y-goal, math.Abs(to-from), func(x float64) float64 {
		y, _ := o.at(place(x))
		return y - goal
	}))
}

// centreOf returns the spot with statistic 0 that is nearest to the start, whose statistic is z, on
// the side where it is, dips of less than shallowDip aside, or the end of the range that the
// statistic does not reach 0 before.
func (p *path) centreOf(start spot, z float64) spot {
	out := outward{p, 1}
	switch {
	case z == 0:
		return start
	case z < 0:
		out.direction = -1
	}
	var zeros crossings
	at, _, passed := out.walk(start, nil, shallowDip, &zeros)
	switch {
	case !zeros.any && passed: // at the start, but for rounding
		return start
	case !zeros.any:
		return at.to.spot
	case passed:
		return out.crossing(zeros.last, 0)
	}
	return out.crossing(zeros.first, 0)
}

// limit returns the first value on the way out from the centre whose statistic is beyond z, and
// whether there is one.
func (p *path) limit(centre spot, z float64) (value float64, found bool) {
	out := outward{p, 1}
	if z > 0 {
		out.direction = -1
	}
	at, _, passed := out.walk(centre, nil, math.Abs(z), nil)
	if !passed {
		return 0, false
	}
	return p.value(out.crossing(at, math.Abs(z))), true
}

// furthest is the furthest statistic on the way from the centre to the value at t, whose own is z.
func (p *path) furthest(centre spot, t, z float64) float64 {
	out, end := outward{p, 1}, p.spotOf(t)
	if end.before(centre) {
		out.direction = -1
	}
	_, furthest, _ := out.walk(centre, &end, math.Inf(1), nil)
	return -out.direction * max(furthest, -out.direction*z)
}
