package sheet

import (
	"cmp"
	"math"
	"slices"
)

// mostNames is how many points of a funnel have a name at most; more would cover the plot.
const mostNames = 40

// nameLayout are the names that stand in a funnel, and what they must not lie upon.
type nameLayout struct {
	*funnel
	dots    []box
	placed  []box      // names
	leaders [][2]place // lines from a dot to a name that stands apart
}

// names writes the names of the points that are marked and of those outside the outer limits, as
// far as they have room: those first that are the farthest out, and of these those that have room
// beside their dots, so that no line to a name is in their way. It says which have none.
func (f *funnel) names() []string {
	l := nameLayout{funnel: f}
	var named []funnelDot
	for _, d := range f.dots {
		l.dots = append(l.dots, d.box(f.box))
		if d.urgency() > 0 && pictureText(d.Label, mostName) != "" {
			named = append(named, d)
		}
	}
	slices.SortStableFunc(named, func(a, b funnelDot) int {
		return cmp.Or(cmp.Compare(b.urgency(), a.urgency()), cmp.Compare(b.distance(), a.distance()))
	})
	named, left := named[:min(len(named), mostNames)], named[min(len(named), mostNames):]
	named = slices.DeleteFunc(named, func(d funnelDot) bool { return l.name(d, 1, 0) || d.Marked && l.name(d, 20, math.Inf(1)) })
	named = slices.DeleteFunc(named, func(d funnelDot) bool { return l.name(d, 6, math.Inf(1)) })
	return unnamed(slices.Concat(named, left))
}

// box returns what the sign of a point takes in a field.
func (d funnelDot) box(field box) box {
	r := d.reach + 0.7
	switch {
	case d.beyond > 0:
		return box{d.x - 4, d.x + 4, field.top, field.top + arrowLength}
	case d.beyond < 0:
		return box{d.x - 4, d.x + 4, field.bottom - arrowLength, field.bottom}
	}
	return box{d.x - r, d.x + r, d.y - r, d.y + r}
}

// distance is how far a point is from the outer limit that it is outside of, as the log of a ratio.
func (d funnelDot) distance() float64 {
	switch d.outer().side(d.Value) {
	case -1:
		return math.Log2(d.Outer.Lower) - math.Log2(d.Value)
	case 1:
		return math.Log2(d.Value) - math.Log2(d.Outer.Upper)
	}
	return 0
}

// name writes the name of a point where that costs the least, beside its dot or in a ring around
// it, and tells whether there is a place that does not cost more than most.
func (l *nameLayout) name(d funnelDot, rings int, most float64) bool {
	const widest = 150.0
	face := smallFace
	if d.Marked {
		face = oneFace
	}
	text := face.clip(pictureText(d.Label, mostName), widest)
	var best box
	var bestLeader *[2]place
	least := math.Inf(1)
	for ring := range rings {
		for _, way := range ways {
			b, leader := l.candidate(d, face.width(text), ring, way)
			cost, ok := l.cost(b, leader, d.Marked)
			if cost += float64(ring); ok && cost <= most && cost < least {
				least, best, bestLeader = cost, b, leader
			}
		}
	}
	if math.IsInf(least, 1) {
		return false
	}
	if bestLeader != nil {
		l.stroke("p-leader", bestLeader[0].x, bestLeader[0].y, bestLeader[1].x, bestLeader[1].y)
		l.leaders = append(l.leaders, *bestLeader)
	}
	l.text(face, best.left, best.top+nameAscent, atStart, text)
	l.placed = append(l.placed, best)
	return true
}

// The heights of a name above and below its base line, with a little ground.
const nameAscent, nameDescent = 9.5, 3.0

// ways are where a name can stand from its dot, the best first.
var ways = [...]place{{1, 0}, {-1, 0}, {0, -1}, {0, 1}, {1, -1}, {-1, -1}, {1, 1}, {-1, 1}}

// candidate returns the box of a name that stands beside its dot, or for a ring above 0 at some
// distance with a line that leads there.
func (l *nameLayout) candidate(d funnelDot, width float64, ring int, way place) (box, *[2]place) {
	const gap, apart = 2.5, 11.0
	dot := d.box(l.box)
	middle := place{(dot.left + dot.right) / 2, (dot.top + dot.bottom) / 2}
	far := gap + apart*float64(ring)
	if way.x != 0 && way.y != 0 {
		far *= math.Sqrt2 / 2
	}
	at := place{middle.x + way.x*((dot.right-dot.left)/2+far), middle.y + way.y*((dot.bottom-dot.top)/2+far)}
	height := nameAscent + nameDescent
	b := box{left: at.x + (way.x-1)/2*width, top: at.y + (way.y-1)/2*height}
	b.left = max(l.left+1, min(l.right-width, b.left))
	b.right, b.bottom = b.left+width, b.top+height
	if ring == 0 {
		return b, nil
	}
	from := place{middle.x + way.x*(dot.right-dot.left)/2, middle.y + way.y*(dot.bottom-dot.top)/2}
	to := place{max(b.left, min(b.right, at.x)), max(b.top, min(b.bottom, at.y))}
	return b, &[2]place{from, to}
}

// cost says how much a name in a box, with its line, would lie upon, and whether it may stand there
// at all. The line to a name that must stand may go through anything but names.
func (l *nameLayout) cost(b box, leader *[2]place, must bool) (cost float64, ok bool) {
	if b.left <= l.left || b.right > l.right || b.top < l.top || b.bottom > l.bottom {
		return 0, false
	}
	if slices.ContainsFunc(l.dots, b.meets) || slices.ContainsFunc(l.placed, b.meets) {
		return 0, false
	}
	for _, other := range l.leaders {
		if b.crossed(other[0], other[1]) {
			return 0, false
		}
	}
	if leader != nil {
		from, to := leader[0], leader[1]
		around := box{min(from.x, to.x), max(from.x, to.x), min(from.y, to.y), max(from.y, to.y)}
		crossed := func(other box) bool { return other.crossed(from, to) }
		over := l.through(around)
		for _, dot := range l.dots {
			if crossed(dot) {
				over++
			}
		}
		if slices.ContainsFunc(l.placed, crossed) || over > 0 && !must {
			return 0, false
		}
		cost += 2 + float64(over)
	}
	return cost + 3*float64(l.through(b)), true
}

// through returns how many lines of the plot go through a box: limits, and the target.
func (f *funnel) through(b box) (n int) {
	for _, c := range f.curves {
		if top, bottom, drawn := c.span(b.left, b.right); drawn && top < b.bottom && bottom > b.top {
			n++
		}
	}
	if f.target > b.top && f.target < b.bottom {
		n++
	}
	return n
}

// meets tells whether two boxes have a place in common.
func (b box) meets(other box) bool {
	return b.left < other.right && other.left < b.right && b.top < other.bottom && other.top < b.bottom
}

// crossed tells whether a line between two places goes through the box.
func (b box) crossed(from, to place) bool {
	start, end := 0.0, 1.0
	for _, axis := range [2][4]float64{{from.x, to.x, b.left, b.right}, {from.y, to.y, b.top, b.bottom}} {
		begin, by := axis[0], axis[1]-axis[0]
		if by == 0 {
			if begin <= axis[2] || begin >= axis[3] {
				return false
			}
			continue
		}
		a, z := (axis[2]-begin)/by, (axis[3]-begin)/by
		start, end = max(start, min(a, z)), min(end, max(a, z))
	}
	return start < end
}
