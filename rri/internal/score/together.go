package score

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// mostAdvances is how many steps a limit takes at most: four or five are usual.
const mostAdvances = 12

// side is the search for one limit of a comparison by its multiplier.
type side struct {
	// the statistic of the limit; what λ√V is multiplied by, and T/V^1.5
	goal, scale, third float64
	x                  multiplier
	found              bool
}

// together returns both limits of one comparison whose statistic falls, and whether they were
// found: what is not is left to the search by θ. They are searched in step, since a processor works
// at both at once.
func (s *Score) together(z float64) (lower, upper float64, ok bool) {
	p := newProfile(s.q, s.strata[0])
	var cube, third, shift, variance float64
	scale := 1.
	if s.variant.Unbiased {
		scale = 1 / math.Sqrt(factor(s.q, s.strata[0]))
	}
	if s.variant.Skewness {
		cube = scale * scale * scale / 6
		third = (z*z - 1) * cube
	}
	if third != 0 || s.q == quantity.DifferenceOfProportions {
		x := p.multiplier(0)
		m := p.at(&x)
		variance = m.v
		r := 1 / math.Sqrt(m.v)
		shift = third * m.t * r * r * r
	}
	lower, upper = s.q.Range()
	wantLower, wantUpper := s.variant.Skewness || !s.empty, s.variant.Skewness || !s.full
	below := side{goal: z, scale: scale, third: third, found: !wantLower}
	above := side{goal: -z, scale: scale, third: third, found: !wantUpper}
	if wantLower {
		below.x = p.multiplier(p.guess((z+shift)/scale, variance))
	}
	if wantUpper {
		above.x = p.multiplier(p.guess((shift-z)/scale, variance))
	}
	for range mostAdvances {
		if !below.found {
			below.advance(&p)
		}
		if !above.found {
			above.advance(&p)
		}
		if below.found && above.found {
			break
		}
	}
	ok = true
	if wantLower {
		lower, ok = below.limit(&p, cube)
	}
	if wantUpper && ok {
		upper, ok = above.limit(&p, cube)
	}
	return lower, upper, ok
}

// advance takes a step of Newton's method for scale λ√V - third T/V^1.5 = goal. This is the
// equation of the statistic solved for λ√V, so that no root need be taken of its correction.
func (s *side) advance(p *profile) {
	m := p.at(&s.x)
	r := 1 / math.Sqrt(m.v)
	root, cube := s.scale*m.v*r, s.third*r*r*r
	distance := s.x.lambda*root - cube*m.t - s.goal
	slope := root + 0.5*s.x.lambda*m.dV*s.scale*r - cube*(m.dT-1.5*m.t*m.dV*r*r)
	step := -distance / slope
	// by no more than most of the way to an end
	step = min(max(step, -0.9*s.x.above), 0.9*s.x.below)
	p.move(&s.x, step)
	// the next step would be about the square of this one
	s.found = math.Abs(step) <= 1e-8*min(math.Abs(s.x.lambda), s.x.below, s.x.above)
}

// limit returns the limit, and whether it was found and lies on the branch of the statistic: see
// [withSkewness].
func (s *side) limit(p *profile, cube float64) (value float64, ok bool) {
	if !s.found || !(s.x.below > 0 && s.x.above > 0) {
		return 0, false
	}
	m := p.at(&s.x)
	r := 1 / math.Sqrt(m.v)
	skewness := m.t * r * r * r
	distance := s.scale*s.x.lambda*m.v*r - s.third*skewness - s.goal
	if !(math.Abs(distance) < 1e-6) || !(1+2*cube*skewness*s.goal > 0.01) {
		return 0, false
	}
	return p.value(&s.x, m.v), true
}
