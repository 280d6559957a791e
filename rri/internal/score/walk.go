package score

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/root"
)

// At a count of zero or of all trials the restricted estimate meets the end of its range, and the
// skewness-corrected statistic need not fall all the way: it can rise for a while, so that more
// than one value has the same statistic. With several sparse strata it can without such counts, and
// so can the statistic without the correction. There the interval is the connected one around the
// centre, the value with statistic 0 nearest to the plain estimate: each limit is where the
// statistic first crosses its goal on the way out. The p-value is that of the furthest statistic on
// the way from the centre to the null value, so that it agrees with the interval, and intervals are
// nested. One comparison is walked along its multiplier (turns.go), what follows is for several
// strata and for a contrast.

// The way out is walked in steps. They are short beside what they must not pass over: a turn of the
// statistic near the centre, and a bend where a restricted estimate leaves the end of its range,
// over as little as the reciprocal of a count (see bends.go). One walk serves the limits, the
// p-values and the centre itself, so that they see the same turns. It takes some hundred steps, a
// few thousand with several strata of very different sizes.
const (
	// a step is this times the standard error,
	stepWidth = 0.02
	// and this times the distance from the centre or the start, whichever is nearer,
	stepGrowth = 0.06
	// but no more than this times the room to the nearest bend,
	stepRoom = 0.1
	// and this times the standard error
	stepLeast = 1e-13
	// a larger standard error of a logarithm, as strata of very different sizes can give, is not
	// believed
	widestError = 3
	// a walk that has taken so many goes to its end at once
	mostSteps = 100_000
)

// step returns the length of the step at t.
func (s *Score) step(t float64) float64 {
	width := s.width
	if s.q != quantity.DifferenceOfProportions && s.q != quantity.DifferenceOfRates {
		width = min(width, widestError)
	}
	step := stepWidth*width + stepGrowth*min(math.Abs(t-s.centre), math.Abs(t-s.start))
	return min(step, stepRoom*s.room(t)+stepLeast*s.width)
}

// walk goes from a point outward, upward if direction is 1 and downward if it is -1, to the point
// end. It returns the furthest statistic on the way, signed so that it grows on the way out, and
// stops at the first point where that passes goal, which it returns with true.
func (s *Score) walk(from, direction, end, goal float64) (t, furthest float64, passed bool) {
	at := func(t float64) float64 { return -direction * s.at(t) }
	root := func(a, fa, b, fb float64) float64 {
		return root.Bracketed(a, fa-goal, b, fb-goal, math.Abs(b-a), func(t float64) float64 { return at(t) - goal })
	}
	low, high := ends(s.q)
	t0, t1 := from, from
	y1 := at(from)
	y0 := y1
	furthest = y1
	if y1 > goal {
		return t1, furthest, true
	}
	for steps := 0; t1 != end; steps++ {
		t2 := t1 + direction*s.step(t1)
		if !((t2-end)*direction < 0) || t2 == t1 || steps == mostSteps {
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

// shallowDip is how far the statistic must go beyond 0 for the value where it did so to be the
// centre. A group of 2 without events against 54629 of 98134 has a statistic of 0 at two values:
// beside the plain estimate, where it dips to -0.0015 within 1e-5 and turns, and where it falls for
// good.
const shallowDip = 0.1

// findCentre returns the t with statistic 0 that is nearest to the start on the side where it is,
// dips of less than shallowDip aside, or the end of the range that the statistic does not reach 0
// before.
func (s *Score) findCentre() float64 {
	low, high := ends(s.q)
	s.centre = s.start
	direction, end := 1., high
	switch z := s.at(s.start); {
	case z == 0:
		return s.start
	case z < 0:
		direction, end = -1, low
	}
	t, _, passed := s.walk(s.start, direction, end, shallowDip)
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

// walkedLimit is limit on the way out from the centre: the lower limit for positive z, the upper
// one for negative.
func (s *Score) walkedLimit(z float64) float64 {
	low, high := ends(s.q)
	lowest, highest := s.q.Range()
	direction, end, endValue := -1., low, lowest
	if z < 0 {
		direction, end, endValue = 1, high, highest
	}
	if s.onPath {
		if value, found := s.path.limit(s.middle, z); found {
			return value
		}
		return endValue
	}
	t, _, passed := s.walk(s.centre, direction, end, math.Abs(z))
	if !passed {
		return endValue
	}
	return s.valueAt(t)
}

// furthestStatistic is the furthest statistic on the way from the centre to t.
func (s *Score) furthestStatistic(t float64) float64 {
	direction := 1.
	if t < s.centre {
		direction = -1
	}
	_, furthest, _ := s.walk(s.centre, direction, t, math.Inf(1))
	return -direction * furthest
}
