package score

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// spotOf returns the spot of the value at t: about, as the statistic there is known from the value.
func (p *path) spotOf(t float64) spot {
	c := p.c
	switch p.q {
	case quantity.RatioOfRates:
		theta := math.Exp(t)
		r0 := (c.A + c.B) / (theta*c.N + c.M)
		return p.spotBetween(theta*r0*c.N, r0*c.M)
	case quantity.RatioOfProportions:
		p1, q1, p0, q0 := restrictedByRatio(c, t, math.Exp(t))
		switch {
		case p.notA == 0 && q1 > 0:
			return p.freeSpot(atHigh, q1/(c.N*p1))
		case p.notB == 0 && q0 > 0:
			return p.freeSpot(atLow, q0/(c.M*p0))
		}
		below, above := math.NaN(), math.NaN()
		if p.notA > 0 {
			below = p.notA * p1 / q1
		}
		if p.notB > 0 {
			above = p.notB * p0 / q0
		}
		return p.spotBetween(below, above)
	case quantity.DifferenceOfRates:
		r1, r0 := restrictedRates(c, t)
		switch {
		case c.A == 0 && r1 > 0:
			return p.freeSpot(atLow, r1/c.N)
		case c.B == 0 && r0 > 0:
			return p.freeSpot(atHigh, r0/c.M)
		}
		below, above := math.NaN(), math.NaN()
		if c.A > 0 {
			above = c.A / r1
		}
		if c.B > 0 {
			below = c.B / r0
		}
		return p.spotBetween(below, above)
	case quantity.OddsRatio:
		a, notA, b, notB := Expected(c, math.Exp(t))
		if p.high != c.A {
			a = notB
		}
		if p.low != c.B {
			b = notA
		}
		return p.spotBetween(a, b)
	}
	return p.spotAt(t)
}

// multiplierOf returns the multiplier of a difference of proportions, on the same side of each bend
// as the estimates are, and how far it is beyond a bend at which one of them has left its end.
func (p *path) multiplierOf(delta float64) (lambda, bend, beyond float64) {
	c := p.c
	p1, q1, p0, q0 := restrictedByDifference(c, delta)
	switch {
	case c.A == 0 && p1 > 0:
		return -c.N / q1, -c.N, c.N * p1 / q1
	case p.notA == 0 && q1 > 0:
		return c.N / p1, c.N, c.N * q1 / p1
	case c.B == 0 && p0 > 0:
		return c.M / q0, c.M, c.M * p0 / q0
	case p.notB == 0 && q0 > 0:
		return -c.M / p0, -c.M, c.M * q0 / p0
	}
	variance := p1*q1/c.N + p0*q0/c.M
	if variance == 0 {
		return 0, math.NaN(), 0
	}
	lambda = c.DifferenceLess(delta) / variance
	for _, bend := range [2]float64{p.bend(c.A, p.notA, c.N), -p.bend(c.B, p.notB, c.M)} {
		switch {
		case bend > 0:
			lambda = min(lambda, bend)
		case bend < 0:
			lambda = max(lambda, bend)
		}
	}
	return lambda, math.NaN(), 0
}

// freeSpot returns the spot where the multiplier stands at an end and what is free is v.
func (p *path) freeSpot(kind stretchKind, v float64) spot {
	i := 0
	for p.stretches[i].kind != kind {
		i++
	}
	x := math.Sqrt(v / p.stretches[i].unit)
	if kind == atHigh {
		x = 1 / x
	}
	return within(i, x)
}

// spotBetween returns the spot of the multiplier at those distances from its ends, NaN for one that
// is not known.
func (p *path) spotBetween(below, above float64) spot {
	room := p.low + p.high
	switch {
	case math.IsNaN(below) && math.IsNaN(above): // nothing varies
		below, above = 0.5*room, 0.5*room
	case math.IsNaN(below):
		below = room - above
	case math.IsNaN(above):
		above = room - below
	}
	lambda := p.high - below
	if above < below {
		lambda = above - p.low
	}
	i := p.stretchOf(lambda)
	s := &p.stretches[i]
	from, to := s.from-lambda, lambda-s.to
	if s.from == p.high {
		from = below
	}
	if s.to == -p.low {
		to = above
	}
	return within(i, math.Sqrt(max(0, from)/max(0, to)))
}

// stretchOf returns the stretch on which the multiplier is that.
func (p *path) stretchOf(lambda float64) int {
	i := 0
	for p.stretches[i].kind == atHigh || i < p.n-1 && p.stretches[i+1].kind != atLow && lambda <= p.stretches[i].to {
		i++
	}
	return i
}

// spotAt returns the spot of a difference of proportions.
func (p *path) spotAt(delta float64) spot {
	lambda, bend, beyond := p.multiplierOf(delta)
	i := p.stretchOf(lambda)
	if bend > 0 && i > 0 && lambda <= bend {
		i-- // it is beyond by less than a rounding
	}
	s := &p.stretches[i]
	from, to := s.from-lambda, lambda-s.to
	switch bend {
	case s.from:
		from = beyond
	case s.to:
		to = beyond
	}
	switch s.kind {
	case fromAbove:
		return within(i, math.Sqrt(s.unit/max(0, to)))
	case toBelow:
		return within(i, math.Sqrt(max(0, from)/s.unit))
	}
	return within(i, math.Sqrt(max(0, from)/max(0, to)))
}

// edge is how near a spot comes to the ends of its stretch.
const edge = 1e-10

func within(i int, x float64) spot {
	if math.IsNaN(x) {
		x = 1
	}
	return spot{i, min(max(x, edge), 1/edge)}
}
