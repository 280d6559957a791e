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
	scale, cube := 1., 0.
	if s.variant.Unbiased {
		scale = 1 / math.Sqrt(factor(s.q, s.strata[0]))
	}
	var middle slopes
	shift := 0.
	if s.variant.Skewness {
		cube = scale * scale * scale / 6
		shift = (z*z - 1) * cube
	}
	below := side{goal: z, scale: scale, third: shift}
	above := side{goal: -z, scale: scale, third: shift}
	if shift != 0 || s.q == quantity.DifferenceOfProportions {
		x := p.multiplier(0)
		middle = p.at(&x)
		r := 1 / math.Sqrt(middle.v)
		shift *= middle.t * r * r * r
	}
	lowest, highest := s.q.Range()
	lower, upper = lowest, highest
	if s.variant.Skewness || !s.empty {
		below.begin(&p, p.guess((z+shift)/scale, middle.v))
	} else {
		below.found = true
	}
	if s.variant.Skewness || !s.full {
		above.begin(&p, p.guess((shift-z)/scale, middle.v))
	} else {
		above.found = true
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
	if s.variant.Skewness || !s.empty {
		if lower, ok = below.limit(&p, cube); !ok {
			return lowest, highest, false
		}
	}
	if s.variant.Skewness || !s.full {
		if upper, ok = above.limit(&p, cube); !ok {
			return lowest, highest, false
		}
	}
	return lower, upper, true
}

// begin sets the multiplier to begin with, within its ends.
func (s *side) begin(p *profile, lambda float64) {
	s.x = p.multiplier(lambda)
}

// advance takes a step of Newton's method for scale λ√V - third T/V^1.5 = goal. This is the
// equation of the statistic solved for λ√V, so that no root need be taken of its correction.
func (s *side) advance(p *profile) {
	m := p.at(&s.x)
	r := 1 / math.Sqrt(m.v)
	cube := s.third * r * r * r
	root := s.scale * m.v * r
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
// [Moments.Statistic].
func (s *side) limit(p *profile, cube float64) (value float64, ok bool) {
	if !s.found || !(s.x.below > 0 && s.x.above > 0) {
		return 0, false
	}
	m := p.at(&s.x)
	r := 1 / math.Sqrt(m.v)
	if !(2*cube*m.t*r*r*r*s.goal > -0.99) {
		return 0, false
	}
	return p.value(&s.x, m.v), true
}
