package score

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// path is the statistic of one comparison along its multiplier, from the lowest value of the
// quantity to the highest. Where a group has no events, or nothing but events, its estimate stays at
// the end of its range over some multipliers, and of ratios of proportions and differences of rates
// the multiplier stands while it leaves that end. There the statistic bends: the path is cut into
// stretches on which it is smooth.
//
// The place on a stretch is a number x from 0 to +Inf, which grows with the value of the quantity.
// What varies on a stretch is a ratio of two lines in x², so that the statistic is smooth in the
// arctangent of x up to both ends, also where a root of it begins there.
type path struct {
	profile
	scale     float64 // what λ√V is multiplied by
	stretches [4]stretch
	n         int
}

// stretch is a part of a path.
type stretch struct {
	kind stretchKind
	// of a moving multiplier its ends, which may be infinite, and how far it goes in a unit of x²;
	// else the unit of what is free
	from, to, unit float64
}

type stretchKind uint8

const (
	moving  stretchKind = iota // the multiplier moves
	atHigh                     // the multiplier stands at its upper end, and one variance is free
	atLow                      // the same at its lower end
	nothing                    // nothing varies: the value and the statistic stand
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
	if q == quantity.DifferenceOfProportions {
		p.cutAtBends()
		return p
	}
	if p.highShare == 0 && q != quantity.OddsRatio {
		p.add(stretch{kind: atHigh, unit: p.unit(p.high, p.lowShare)})
	}
	kind := moving
	if q != quantity.OddsRatio && p.highShare == 0 && p.lowShare == 0 {
		kind = nothing
	}
	p.addMoving(kind, p.high, -p.low)
	if p.lowShare == 0 && q != quantity.OddsRatio {
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
	s := stretch{from: from, to: to, unit: min(p.c.N, p.c.M)}
	switch {
	case p.differenceAt(s.multiplier(1)).v > 0:
		p.addMoving(moving, from, to)
	case !math.IsInf(from, 1) && !math.IsInf(to, -1):
		p.addMoving(nothing, from, to)
	}
}

// addMoving adds the stretch between two multipliers, cut at 0, so that the multiplier has full
// relative accuracy near there.
func (p *path) addMoving(kind stretchKind, from, to float64) {
	unit := min(p.c.N, p.c.M)
	if from > 0 && to < 0 && kind == moving {
		p.add(stretch{kind, from, 0, unit})
		from = 0
	}
	p.add(stretch{kind, from, to, unit})
}

// multiplier returns λ at x.
func (s *stretch) multiplier(x float64) float64 {
	square := x * x
	switch highest, lowest := math.IsInf(s.from, 1), math.IsInf(s.to, -1); {
	case highest && lowest:
		return s.unit * (1/square - square)
	case highest:
		return s.to + s.unit/square
	case lowest:
		return s.from - s.unit*square
	}
	if math.Abs(s.from) < math.Abs(s.to) {
		return s.from - (s.from-s.to)*(square/(1+square))
	}
	return s.to + (s.from-s.to)/(1+square)
}

// turn returns the derivative of λ, or of what is free, by the arctangent of x.
func (s *stretch) turn(x float64) float64 {
	square := x * x
	switch s.kind {
	case atHigh:
		return -2 * s.unit * (1 + square) / (square * x)
	case atLow:
		return 2 * s.unit * x * (1 + square)
	}
	switch highest, lowest := math.IsInf(s.from, 1), math.IsInf(s.to, -1); {
	case highest && lowest:
		return -2 * s.unit * (1/(square*x) + x) * (1 + square)
	case highest:
		return -2 * s.unit * (1 + square) / (square * x)
	case lowest:
		return -2 * s.unit * x * (1 + square)
	}
	return -2 * (s.from - s.to) * (x / (1 + square))
}

// angle returns about the angle over which λ changes by that, given its derivative.
func (s *stretch) angle(change, turn float64) float64 {
	length := s.from - s.to
	if math.IsInf(length, 1) {
		length = s.unit
	}
	return min(math.Sqrt(change/length), change/math.Abs(turn))
}

// standing is the statistic at a place and its derivative by the arctangent of x, the distance over
// which it is smooth, one over which it changes by less than 1, and the variance over what it goes to
// 0 or infinity with at the ends of the range.
type standing struct{ z, slope, room, step, variance float64 }

// at returns the statistic at a spot.
func (p *path) at(at spot) standing {
	s := &p.stretches[at.stretch]
	var lambda, moves float64
	var m slopes
	room, step := math.Inf(1), 0.2
	switch s.kind {
	case nothing:
		return standing{0, 0, room, room, 0}
	case atHigh, atLow:
		lambda, m = p.free(s, at.x)
	default:
		x := p.place(s, at.x)
		lambda, moves = x.lambda, 1
		m = p.moving(s, at.x, &x)
		room = p.room(&x)
	}
	turn := s.turn(at.x)
	if s.kind == moving {
		step = s.angle(0.5/math.Sqrt(m.v), turn)
	}
	z, slope := p.corrected(lambda, moves, m)
	return standing{z, slope * turn, room / math.Abs(turn), step, m.v * p.taming(s, at.x)}
}

// taming returns what the variance is multiplied by so that it is neither 0 nor infinite at the ends
// of the range.
func (p *path) taming(s *stretch, x float64) float64 {
	square := x * x
	switch {
	case s.kind == atHigh:
		return square / (1 + square)
	case s.kind == atLow:
		return 1 / (1 + square)
	case p.q == quantity.DifferenceOfProportions:
		factor := 1.
		if math.IsInf(s.from, 1) {
			factor *= (1 + square) / square
		}
		if math.IsInf(s.to, -1) {
			factor *= 1 + square
		}
		return factor
	}
	factor := 1.
	if p.highShare > 0 {
		factor = (p.high - s.from) + s.fromEnd(x)
	}
	if p.lowShare > 0 {
		factor *= (p.low + s.to) + s.toEnd(x)
	}
	return factor
}

// place returns the multiplier at x, with its distances from its ends.
func (p *path) place(s *stretch, x float64) multiplier {
	lambda := s.multiplier(x)
	if p.q == quantity.DifferenceOfProportions {
		return multiplier{lambda, p.high, p.low}
	}
	return multiplier{lambda, (p.high - s.from) + s.fromEnd(x), (p.low + s.to) + s.toEnd(x)}
}

// moving returns the moments where the multiplier moves.
func (p *path) moving(s *stretch, x float64, at *multiplier) slopes {
	if p.q != quantity.DifferenceOfProportions {
		return p.profile.at(at)
	}
	c := &p.c
	return p.difference(s.share(c.A, p.notA, c.N, at.lambda, x, 1), s.share(c.B, p.notB, c.M, at.lambda, x, -1))
}

// share returns the proportion of a group whose multiplier is λ times the sign. That of no events is
// p = 1 + n/λ for λ < -n, and 0 beyond; of events alone it is the complement, with -λ.
func (s *stretch) share(a, notA, n, lambda, x, sign float64) share {
	if a > 0 && notA > 0 {
		return restricted(a, notA, n, sign*lambda)
	}
	if a == 0 {
		sign = -sign
	}
	bend, beyond := sign*n, sign*lambda-n // how far λ is beyond the bend, where the proportion leaves its end
	switch bend {
	case s.from:
		beyond = -sign * s.fromEnd(x)
	case s.to:
		beyond = sign * s.toEnd(x)
	}
	r := share{p: 0, q: 1}
	if beyond > 0 {
		size := math.Abs(lambda)
		r = share{beyond / size, n / size, n / size / size}
	}
	if notA == 0 {
		r.p, r.q = r.q, r.p
	}
	return r
}

// fromEnd returns the distance of λ from the beginning of its stretch, toEnd from the end.
func (s *stretch) fromEnd(x float64) float64 {
	square := x * x
	if math.IsInf(s.to, -1) {
		return s.unit * square
	}
	return (s.from - s.to) * (square / (1 + square))
}

func (s *stretch) toEnd(x float64) float64 {
	square := x * x
	if math.IsInf(s.from, 1) {
		return s.unit / square
	}
	return (s.from - s.to) / (1 + square)
}

// free returns the multiplier, and the moments by what is free, where the multiplier stands.
func (p *path) free(s *stretch, x float64) (lambda float64, m slopes) {
	high := s.kind == atHigh
	v, share, lambda := s.unit*x*x, p.highShare, -p.low
	per, perOther, sign := p.perM, p.perN, -1.
	if high {
		v, share, lambda = s.unit/(x*x), p.lowShare, p.high
		per, perOther, sign = p.perN, p.perM, 1
	}
	other := share / (p.low + p.high)
	if p.q == quantity.DifferenceOfRates { // what is at the upper end is the baseline
		return lambda, slopes{v + other, -sign * (v*perOther - other*per), 1, -sign * perOther}
	}
	return lambda, slopes{v + other, sign * (v*(v-per) - other*(other-perOther)), 1, sign * (2*v - per)}
}

// corrected returns the corrected statistic and its derivative, given moves, which is the derivative
// of λ by that by which the moments have theirs.
func (p *path) corrected(lambda, moves float64, m slopes) (z, slope float64) {
	if m.v <= 0 {
		return 0, 0
	}
	r := 1 / math.Sqrt(m.v)
	cube := p.scale * p.scale * p.scale / 6 * r * r * r
	plain, a := p.scale*lambda*m.v*r, cube*m.t
	dPlain := p.scale * r * (moves*m.v + 0.5*lambda*m.dV)
	dA := cube * (m.dT - 1.5*m.t*m.dV*(r*r))
	z, root := withSkewness(plain, a)
	if root > 0 {
		return z, (dPlain - dA*(z*z-1)) / root
	}
	return z, dA / (2 * a * a)
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
		room := math.Inf(1)
		for _, beyond := range [2]float64{p.c.A - p.high, p.notB - p.high} {
			if beyond > 0 {
				room = min(room, beyond+x.below)
			}
		}
		for _, beyond := range [2]float64{p.c.B - p.low, p.notA - p.low} {
			if beyond > 0 {
				room = min(room, beyond+x.above)
			}
		}
		return room
	case quantity.DifferenceOfProportions:
		return min(rootRoom(p.c.A, p.notA, x.lambda), rootRoom(p.c.B, p.notB, -x.lambda))
	}
	return math.Inf(1)
}

// rootRoom returns the distance from λ to where the discriminant of a proportion is 0, which is the
// root of the discriminant.
func rootRoom(a, notA, lambda float64) float64 {
	if a == 0 || notA == 0 {
		return math.Inf(1)
	}
	s := lambda + (notA - a)
	return math.Sqrt(s*s + 4*a*notA)
}

// value returns the value of the quantity at a spot.
func (p *path) value(at spot) float64 {
	s := &p.stretches[at.stretch]
	if s.kind == moving || s.kind == nothing {
		x := p.place(s, at.x)
		if p.q == quantity.DifferenceOfProportions || p.q == quantity.DifferenceOfRates {
			return p.profile.value(&x, p.moving(s, at.x, &x).v)
		}
		return p.profile.value(&x, 0)
	}
	lambda, m := p.free(s, at.x)
	if p.q == quantity.DifferenceOfRates {
		return p.c.DifferenceLess(0) - lambda*m.v
	}
	if s.kind == atHigh { // all of n in the group
		return (p.c.M + p.c.N) / (p.c.B + p.c.N) / (1 + p.c.N*s.unit/(at.x*at.x))
	}
	return (p.c.A + p.c.M) / (p.c.N + p.c.M) * (1 + p.c.M*s.unit*at.x*at.x)
}
