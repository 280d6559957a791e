package score

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// path is the statistic of one comparison along its multiplier, from the lowest value of the
// quantity to the highest. Where a group has no events, or nothing but events, its estimate stays
// at the end of its range over some multipliers, and of ratios of proportions and differences of
// rates the multiplier stands while it leaves that end. There the statistic bends: the path is cut
// into stretches on which it is smooth.
//
// The place on a stretch is a number x from 0 to +Inf, which grows with the value of the quantity.
// What varies on a stretch is a ratio of two lines in x², so that the statistic is smooth in the
// arctangent of x up to both ends, also where a root of it begins there.
type path struct {
	profile
	scale, cube float64 // what λ√V is multiplied by, and T/V^1.5
	stretches   [4]stretch
	n           int
}

// stretch is a part of a path.
type stretch struct {
	kind stretchKind
	// of a moving multiplier its ends, which may be infinite
	from, to float64
	// how far it goes, or what is free where it stands, in a unit of x²
	unit float64
}

type stretchKind uint8

const (
	between   stretchKind = iota // the multiplier moves between two ends
	fromAbove                    // it comes from infinity
	toBelow                      // it goes to negative infinity
	atHigh                       // it stands at its upper end, and one variance is free
	atLow                        // the same at its lower end
	nothing                      // nothing varies: the value and the statistic stand
)

// spot is a place on a path.
type spot struct {
	stretch int
	x       float64
}

// before reports whether a lies before b, at a smaller value of the quantity.
func (a spot) before(b spot) bool {
	return a.stretch < b.stretch || a.stretch == b.stretch && a.x < b.x
}

// newPath returns the path of a comparison.
func newPath(q quantity.Quantity, c quantity.Counts, v Variant) path {
	p := path{profile: newProfile(q, c), scale: 1}
	if v.Unbiased {
		p.scale = 1 / math.Sqrt(factor(q, c))
	}
	p.cube = p.scale * p.scale * p.scale / 6
	switch {
	case q == quantity.DifferenceOfProportions:
		p.cutAtBends()
		return p
	case p.highShare == 0 && p.lowShare == 0:
		p.add(stretch{kind: atHigh, unit: p.unit(p.high, 0)})
		p.add(stretch{kind: nothing, from: p.high, to: -p.low})
		p.add(stretch{kind: atLow, unit: p.unit(p.low, 0)})
		return p
	case p.highShare == 0:
		p.add(stretch{kind: atHigh, unit: p.unit(p.high, p.lowShare)})
	}
	p.addMoving(p.high, -p.low)
	if p.lowShare == 0 {
		p.add(stretch{kind: atLow, unit: p.unit(p.low, p.highShare)})
	}
	return p
}

// unit returns the unit of a variance that is free where λ stands at one end, and the share of the
// other is as given: as much as makes a standard error, or doubles the variance.
func (p *path) unit(end, share float64) float64 {
	return 1/end/end + share/(p.low+p.high)
}

func (p *path) add(s stretch) {
	p.stretches[p.n] = s
	p.n++
}

// cutAtBends adds the stretches of a difference of proportions, between the multipliers at which a
// proportion leaves 0 or 1.
func (p *path) cutAtBends() {
	first, second := p.bend(p.c.A, p.notA, p.c.N), -p.bend(p.c.B, p.notB, p.c.M)
	if math.IsNaN(first) || second > first {
		first, second = second, first
	}
	from := math.Inf(1)
	for _, bend := range [2]float64{first, second} {
		if !math.IsNaN(bend) && bend != from {
			p.addDifference(from, bend)
			from = bend
		}
	}
	p.addDifference(from, math.Inf(-1))
}

// bend returns the multiplier at which a proportion leaves its end, NaN if it is at none.
func (p *path) bend(events, others, n float64) float64 {
	switch {
	case events == 0:
		return -n
	case others == 0:
		return n
	}
	return math.NaN()
}

// addDifference adds the stretch of a difference of proportions between two multipliers. If nothing
// varies on it, and it is the first or the last, it is the end of the range.
func (p *path) addDifference(from, to float64) {
	middle := 0.5 * (from + to)
	switch first, last := math.IsInf(from, 1), math.IsInf(to, -1); {
	case first && last:
		middle = 0
	case first:
		middle = to + p.c.N
	case last:
		middle = from - p.c.N
	}
	switch {
	case p.differenceAt(middle).v > 0:
		p.addMoving(from, to)
	case !math.IsInf(from-to, 1):
		p.add(stretch{nothing, from, to, from - to})
	}
}

// addMoving adds the stretch between two multipliers, cut at 0, so that the multiplier has full
// relative accuracy near there.
func (p *path) addMoving(from, to float64) {
	if from > 0 && to < 0 {
		p.addMoving(from, 0)
		p.addMoving(0, to)
		return
	}
	s := stretch{between, from, to, from - to}
	if math.IsInf(s.unit, 1) {
		s.unit = min(p.c.N, p.c.M)
		s.kind = toBelow
		if math.IsInf(from, 1) {
			s.kind = fromAbove
		}
	}
	p.add(s)
}

// look is what there is at a spot.
type look struct {
	multiplier
	// how far λ is from the ends of a stretch where it moves, infinite where an end is
	fromEnd, toEnd float64
	turn           float64 // the derivative of λ, or of what is free, by the arctangent of x
	moves          float64 // the derivative of λ by itself, or by what is free
	slopes                 // by the same
	room           float64 // how far from here the moments are smooth
}

// look sets l to what there is at a spot.
func (p *path) look(at spot, l *look) {
	s := &p.stretches[at.stretch]
	square := at.x * at.x
	l.moves, l.room = 0, math.Inf(1)
	switch s.kind {
	case nothing:
		*l = look{turn: 1, room: math.Inf(1)}
		return
	case atHigh:
		l.lambda, l.turn = p.high, -2*s.unit*(1+square)/(square*at.x)
		l.slopes = p.free(s.unit/square, p.lowShare, p.perN, p.perM, 1)
		return
	case atLow:
		l.lambda, l.turn = -p.low, 2*s.unit*at.x*(1+square)
		l.slopes = p.free(s.unit*square, p.highShare, p.perM, p.perN, -1)
		return
	}
	p.place(s, at.x, l)
	if p.q != quantity.DifferenceOfProportions {
		l.slopes = p.profile.at(&l.multiplier)
		l.room = p.room(&l.multiplier)
		return
	}
	group, baseline := s.share(p.c.A, p.notA, p.c.N, 1, l), s.share(p.c.B, p.notB, p.c.M, -1, l)
	l.slopes = p.difference(group, baseline)
	l.room = min(group.room, baseline.room)
}

// place sets the multiplier, its distances from ends, and how fast it moves, where it does.
func (p *path) place(s *stretch, x float64, l *look) {
	square := x * x
	l.moves = 1
	switch s.kind {
	case fromAbove:
		l.fromEnd, l.toEnd = math.Inf(1), s.unit/square
		l.lambda = s.to + l.toEnd
		l.turn = -2 * l.toEnd * (1 + square) / x
	case toBelow:
		l.fromEnd, l.toEnd = s.unit*square, math.Inf(1)
		l.lambda = s.from - l.fromEnd
		l.turn = -2 * s.unit * x * (1 + square)
	default:
		l.toEnd = s.unit / (1 + square)
		l.fromEnd = l.toEnd * square
		l.turn = -2 * l.toEnd * x
		if math.Abs(s.from) < math.Abs(s.to) {
			l.lambda = s.from - l.fromEnd
		} else {
			l.lambda = s.to + l.toEnd
		}
		l.below, l.above = (p.high-s.from)+l.fromEnd, (p.low+s.to)+l.toEnd
	}
}

// free returns the moments where the multiplier stands, by the variance v that is free. Per is one
// over the size of its group, and share and perOther are of the other.
func (p *path) free(v, share, per, perOther, sign float64) slopes {
	other := share / (p.low + p.high)
	if p.q == quantity.DifferenceOfRates { // what is at the upper end is the baseline
		return slopes{v + other, sign * (other*per - v*perOther), 1, -sign * perOther}
	}
	return slopes{v + other, sign * (v*(v-per) - other*(other-perOther)), 1, sign * (2*v - per)}
}

// share returns the proportion of a group whose multiplier is λ times the sign. That of no events
// is p = 1 + n/λ for λ < -n, and 0 beyond; of events alone it is the complement, with -λ.
func (s *stretch) share(a, notA, n, sign float64, l *look) share {
	if a > 0 && notA > 0 {
		return restricted(a, notA, n, sign*l.lambda)
	}
	if a == 0 {
		sign = -sign
	}
	beyond := sign*l.lambda - n // how far λ is beyond the bend, where the proportion leaves its end
	switch sign * n {
	case s.from:
		beyond = -sign * l.fromEnd
	case s.to:
		beyond = sign * l.toEnd
	}
	r := share{p: 0, q: 1, room: math.Inf(1)}
	if beyond > 0 {
		size := 1 / math.Abs(l.lambda)
		r.p, r.q = beyond*size, n*size
		r.fall = r.q * size
	}
	if notA == 0 {
		r.p, r.q = r.q, r.p
	}
	return r
}

// statistic returns the statistic at a spot, and its derivative by the arctangent of x.
func (p *path) statistic(l *look) (z, slope float64) {
	if l.v <= 0 {
		return 0, 0
	}
	r := 1 / math.Sqrt(l.v)
	cube := p.cube * r * r * r
	plain, a := p.scale*l.lambda*l.v*r, cube*l.t
	z, root := withSkewness(plain, a)
	dA := cube * (l.dT - 1.5*l.t*l.dV*(r*r))
	if root > 0 {
		dPlain := p.scale * r * (l.moves*l.v + 0.5*l.lambda*l.dV)
		return z, (dPlain - dA*(z*z-1)) / root * l.turn
	}
	return z, dA / (2 * a * a) * l.turn
}

// step returns about the angle over which the statistic changes by a half.
func (p *path) step(at spot, l *look) float64 {
	s := &p.stretches[at.stretch]
	switch s.kind {
	case nothing:
		return math.Inf(1)
	case atHigh, atLow:
		return 0.2
	}
	change := 0.5 / math.Sqrt(l.v)
	return min(math.Sqrt(change/s.unit), change/math.Abs(l.turn))
}

// tamed returns the variance over what it goes to 0 or infinity with at the ends of the range.
func (p *path) tamed(at spot, l *look) float64 {
	square := at.x * at.x
	switch p.stretches[at.stretch].kind {
	case atHigh:
		return l.v * square / (1 + square)
	case atLow:
		return l.v / (1 + square)
	case fromAbove:
		return l.v * (1 + square) / square
	case toBelow:
		return l.v * (1 + square)
	case nothing:
		return 0
	}
	if p.q == quantity.DifferenceOfProportions {
		return l.v
	}
	v := l.v
	if p.highShare > 0 {
		v *= l.below
	}
	if p.lowShare > 0 {
		v *= l.above
	}
	return v
}

// room returns the distance from a multiplier to the nearest place where V is infinite, 0 or has a
// bend, beside those that are at the ends of the stretch.
func (p *path) room(x *multiplier) float64 {
	switch p.q {
	case quantity.RatioOfProportions, quantity.DifferenceOfRates:
		if p.highShare == 0 || p.lowShare == 0 {
			break
		}
		return (p.highShare*x.above + p.lowShare*x.below) / math.Abs(p.highShare-p.lowShare)
	case quantity.OddsRatio:
		return min(beyond(p.c.A-p.high, x.below), beyond(p.notB-p.high, x.below),
			beyond(p.c.B-p.low, x.above), beyond(p.notA-p.low, x.above))
	}
	return math.Inf(1)
}

// beyond returns the distance from a place to one that lies beyond an end, infinite if it is the
// end.
func beyond(further, end float64) float64 {
	if further == 0 {
		return math.Inf(1)
	}
	return further + end
}

// value returns the value of the quantity at a spot.
func (p *path) value(at spot) float64 {
	s := &p.stretches[at.stretch]
	var l look
	p.look(at, &l)
	switch {
	case s.kind == nothing:
		return p.profile.value(&multiplier{0, p.high, p.low}, 0)
	case p.q != quantity.RatioOfProportions || s.kind < atHigh:
		return p.profile.value(&l.multiplier, l.v)
	case s.kind == atHigh: // all of n in the group
		return (p.c.M + p.c.N) / (p.c.B + p.c.N) / (1 + p.c.N*s.unit/(at.x*at.x))
	}
	return (p.c.A + p.c.M) / (p.c.N + p.c.M) * (1 + p.c.M*s.unit*at.x*at.x)
}
