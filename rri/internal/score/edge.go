package score

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/root"
)

// At a count of zero or of all trials the restricted estimate meets the end of its range, and the
// skewness-corrected statistic need not fall all the way: it can rise for a while, so that more
// than one value has the same statistic. With several sparse strata it can without such counts, and
// so can the statistic without the correction. There the interval is the connected one around the
// centre, the value with statistic 0 nearest to the plain estimate: each limit is where the
// statistic first crosses its goal on the way out. The p-value is that of the furthest statistic on
// the way from the centre to the null value, so that it agrees with the interval, and intervals are
// nested.

// The way out is walked in steps of edgeStep times the standard error, and edgeGrowth-1 times the
// distance from the centre or the start, whichever is nearer: the centre can be the end of the
// range, far from where the statistic turns. The statistic bends where a restricted estimate leaves
// the end of its range, over as little as the reciprocal of a count: no step is longer than
// edgeShare of the distance to the nearest bend, and of its length (see bends.go), but edgeLeast
// times the standard error. One walk serves the limits, the p-values and the centre itself, so that
// they see the same turns.
const (
	edgeStep   = 0.02
	edgeGrowth = 1.06
	edgeShare  = 0.1
	edgeLeast  = 1e-13
	// the largest standard error of a logarithm that is believed: strata of very different sizes
	// can give one so large that a step would pass over where the statistic turns
	edgeWidest = 3

	// A walk takes some hundred steps, a few thousand with several strata of very different sizes.
	// One that has taken edgeSteps goes to its end at once.
	edgeSteps = 100_000
)

// step returns the length of the step at t.
func (s *Score) step(t float64) float64 {
	width := s.width
	if s.quantity != DifferenceOfProportions && s.quantity != DifferenceOfRates {
		width = min(width, edgeWidest)
	}
	step := edgeStep*width + (edgeGrowth-1)*min(math.Abs(t-s.centre), math.Abs(t-s.start))
	return min(step, edgeShare*s.room(t)+edgeLeast*s.width)
}

// walk goes from a point outward, upward if direction is 1 and downward if it is -1, to the point
// end. It returns the furthest statistic on the way, signed so that it grows on the way out, and
// stops at the first point where that passes goal, which it returns with true.
func (s *Score) walk(from, direction, end, goal float64) (t, furthest float64, passed bool) {
	at := func(t float64) float64 { return -direction * s.at(t) }
	root := func(a, fa, b, fb float64) float64 {
		return root.Bracketed(a, fa-goal, b, fb-goal, math.Abs(b-a), func(t float64) float64 { return at(t) - goal })
	}
	low, high := s.quantity.ends()
	t0, t1 := from, from
	y1 := at(from)
	y0 := y1
	furthest = y1
	if y1 > goal {
		return t1, furthest, true
	}
	for steps := 0; t1 != end; steps++ {
		t2 := t1 + direction*s.step(t1)
		if !((t2-end)*direction < 0) || t2 == t1 || steps == edgeSteps {
			t2 = end
		}
		y2 := at(t2)
		if y1 > y0 && y1 > y2 { // a local maximum between
			top, yTop := goldenMaximum(t0, t2, at)
			furthest = max(furthest, yTop)
			if yTop > goal {
				return root(t0, y0, top, yTop), furthest, true
			}
		}
		// a turn just before the end, as a walk that goes on sees it
		if t2 == end && y2 > y1 && end != low && end != high {
			t3 := min(max(end+direction*s.step(end), low), high)
			if y2 > at(t3) {
				if top, yTop := goldenMaximum(t1, t3, at); (end-top)*direction > 0 {
					furthest = max(furthest, yTop)
				}
			}
		}
		furthest = max(furthest, y2)
		if y2 > goal {
			return root(t1, y1, t2, y2), furthest, true
		}
		t0, y0, t1, y1 = t1, y1, t2, y2
	}
	return end, furthest, false
}

// edgeShallow is how far the statistic must go beyond 0 for the value where it did so to be the
// centre. A group of 2 without events against 54629 of 98134 has a statistic of 0 at two values:
// beside the plain estimate, where it dips to -0.0015 within 1e-5 and turns, and where it falls for
// good.
const edgeShallow = 0.1

// findCentre returns the t with statistic 0 that is nearest to the start on the side where it is,
// dips of less than edgeShallow aside, or the end of the range that the statistic does not reach 0
// before.
func (s *Score) findCentre() float64 {
	low, high := s.quantity.ends()
	s.centre = s.start
	direction, end := 1., high
	switch z := s.at(s.start); {
	case z == 0:
		return s.start
	case z < 0:
		direction, end = -1, low
	}
	t, _, passed := s.walk(s.start, direction, end, edgeShallow)
	if !passed {
		t, _, _ = s.walk(s.start, direction, end, 0)
		return t
	}
	t, _, _ = s.walk(t, -direction, s.start, 0)
	return t
}

// goldenMaximum returns the place and value of the maximum of f between a and b, by golden-section
// search.
func goldenMaximum(a, b float64, f func(float64) float64) (t, y float64) {
	const ratio = 0.6180339887498949
	c, d := b-ratio*(b-a), a+ratio*(b-a)
	fc, fd := f(c), f(d)
	for range 70 {
		if fc > fd {
			b, d, fd = d, c, fc
			c = b - ratio*(b-a)
			fc = f(c)
		} else {
			a, c, fc = c, d, fd
			d = a + ratio*(b-a)
			fd = f(d)
		}
	}
	if fc > fd {
		return c, fc
	}
	return d, fd
}

// edgeLimit is limit on the way out from the centre: the lower limit for positive z, the upper one
// for negative.
func (s *Score) edgeLimit(z float64) float64 {
	low, high := s.quantity.ends()
	lowest, highest := s.quantity.bounds()
	direction, end, endValue := -1., low, lowest
	if z < 0 {
		direction, end, endValue = 1, high, highest
	}
	t, _, passed := s.walk(s.centre, direction, end, math.Abs(z))
	if !passed {
		return endValue
	}
	return s.quantity.theta(t)
}

// edgeStatistic is the furthest statistic on the way from the centre to t.
func (s *Score) edgeStatistic(t float64) float64 {
	direction := 1.
	if t < s.centre {
		direction = -1
	}
	_, furthest, _ := s.walk(s.centre, direction, t, math.Inf(1))
	return -direction * furthest
}
