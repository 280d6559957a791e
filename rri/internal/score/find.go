package score

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/root"
)

// findSteps is how many steps a search outward takes before it goes to the end of the range at
// once.
const findSteps = 1000

// find returns t with statistic z. It reports false if there is none, with the end of the range
// that it searched to.
func (s *Score) find(z float64) (t float64, ok bool) {
	// The statistic falls with t. near is the end of the bracket on the side of the start, far on
	// the other.
	near, fNear := s.start, s.z-z
	if fNear == 0 {
		return near, true
	}
	direction := 1.
	low, end := ends(s.q)
	if fNear < 0 {
		direction, end = -1, low
	}
	// Step outward until the sign changes.
	step := math.Abs(fNear) * s.width
	far, fFar := near, fNear
	for steps := 0; ; steps++ {
		if far == end {
			return end, false
		}
		near, fNear = far, fFar
		far += direction * step
		if !((far-end)*direction < 0) || step == 0 || steps == findSteps {
			far = end
		}
		fFar = s.at(far) - z
		if fFar == 0 {
			return far, true
		}
		if (fFar < 0) != (fNear < 0) {
			break
		}
		// Aim at the root by the secant, a little beyond, but by no more than five times the last
		// step, or by that where the statistic has not come nearer; and by a millionth of it, so
		// that it goes on where the statistic is steep.
		aim := 1.2 * (far - near) * fFar / (fNear - fFar) * direction
		if !(aim > 0) {
			aim = 5 * step
		}
		step = min(max(aim, 1e-6*step), 5*step)
	}
	return root.Bracketed(near, fNear, far, fFar, s.width, func(t float64) float64 { return s.at(t) - z }), true
}
