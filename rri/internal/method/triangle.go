package method

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/root"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// The p-value of MOVER. A limit is where the distance of the estimates, p₁ - θp₀ for a ratio θ and
// p₁ - p₀ - δ for a difference δ, is as large as √(d₁² + θ²d₀²), of the distances from the
// estimates to their own limits, at one level, on the side of each other. So d₁ and θd₀ are the
// sides of a triangle with a right angle, and the p-value is found by its angle: where the tails
// beyond the two points that it gives are the same. To go by the level would be to search for two
// limits at each.

// estimate is one of the two.
type estimate struct {
	value  share
	spread float64 // a rough standard error
	open   bool    // its range has no upper end
}

// reach returns, of the group, 0, or the baseline, 1, a number f that rises with the tail beyond
// its lower or upper limit, if that is x, d away from the value, and the first two derivatives of f
// by d.
type reach func(k int, upper bool, d float64, x share) (f, slope, curve float64)

// side is one side of the triangle.
type side struct {
	estimate
	k      int
	radius float64 // the distance from the value if the triangle is all of this side
	end    float64 // the limit then, or the complement of an upper one
}

// lower returns how far the limit lies below the value, and the limit, where the cosine of the
// angle is c and rest is 1-c. What is left of the value is taken from the end where that keeps more
// digits.
func (s *side) lower(c, rest float64) (d float64, x share) {
	d = s.radius * c
	x = share{s.value.p - d, s.value.not + d}
	if d > 0.5*s.value.p && math.Abs(s.end) < s.value.p {
		x.p = s.end + s.radius*rest
	}
	return d, x
}

// upper is lower with the sine, of how far the limit lies above the value.
func (s *side) upper(c, rest float64) (d float64, x share) {
	d = s.radius * c
	x = share{s.value.p + d, s.value.not - d}
	if !s.open && d > 0.5*s.value.not && math.Abs(s.end) < s.value.not {
		x.not = s.end + s.radius*rest
	}
	return d, x
}

// moverTest returns the one-sided p-values of a null value, θ or δ. p returns the tail of an f.
func moverTest(distance, theta, delta float64, group, baseline estimate, f reach, p func(f float64) float64) (less, greater float64) {
	radius := min(math.Abs(distance), math.MaxFloat64) // that of the group
	other := min(radius/theta, math.MaxFloat64)
	switch {
	case distance > 0:
		// p₁ - d₁ = θp₀ + δ, or p₀ + d₀ = (p₁ - δ)/θ
		rest := theta - group.value.p
		if group.value.p > 0.5 {
			rest = theta - 1 + group.value.not
		}
		greater = triangle(side{group, 0, radius, theta*baseline.value.p + delta}, side{baseline, 1, other, (rest + delta) / theta}, f, p)
		return 1 - greater, greater
	case distance < 0:
		// p₀ - d₀ = (p₁ - δ)/θ, or p₁ + d₁ = θp₀ + δ
		rest := 1 - theta*baseline.value.p
		if baseline.value.p > 0.5 {
			rest = 1 - theta + theta*baseline.value.not
		}
		less = triangle(side{baseline, 1, other, (group.value.p - delta) / theta}, side{group, 0, radius, rest - delta}, f, p)
		return less, 1 - less
	}
	return 0.5, 0.5
}

// smallestTail is the tail at [LargestQuantile].
var smallestTail = tail.NormalUpper(LargestQuantile)

// triangle returns the tail beyond both limits where it is the same, and 0 where it is below that
// at [LargestQuantile].
func triangle(lower, upper side, f reach, p func(f float64) float64) float64 {
	both := p(corner(&lower, &upper, f))
	if both < smallestTail {
		return 0
	}
	return min(both, 0.5)
}

// corner returns f where it is the same for both limits. The search is on the scale of the
// logarithm of the tangent of the angle.
func corner(lower, upper *side, f reach) float64 {
	// A value at the end of its range has that end as its limit at every level.
	switch {
	case lower.value.p == 0:
		d, x := upper.upper(1, 0)
		best, _, _ := f(upper.k, true, d, x)
		return best
	case !upper.open && upper.value.not == 0:
		d, x := lower.lower(1, 0)
		best, _, _ := f(lower.k, false, d, x)
		return best
	}
	t := math.Log(upper.spread / upper.radius * (lower.radius / lower.spread))
	low, high := math.Inf(-1), math.Inf(1)
	best := math.Inf(-1)
	for range 200 {
		tangent := math.Exp(t)
		hypotenuse := math.Sqrt(1 + tangent*tangent)
		c, s := 1/hypotenuse, tangent/hypotenuse
		below, x := lower.lower(c, tangent/hypotenuse*(tangent/(1+hypotenuse)))
		above, y := upper.upper(s, 1/(hypotenuse*(hypotenuse+tangent)))
		outLower, outUpper := x.p <= 0, !upper.open && y.not <= 0
		next := t
		switch {
		case outLower && outUpper:
			return math.Inf(-1)
		case outLower:
			low = t
			next = root.Bisect(low, high, t)
		case outUpper:
			high = t
			next = root.Bisect(low, high, t)
		default:
			f1, slope1, curve1 := f(lower.k, false, below, x)
			f0, slope0, curve0 := f(upper.k, true, above, y)
			g := f1 - f0
			if g < 0 {
				low = t
			} else {
				high = t
			}
			// the derivatives of the two by t
			d1, d0 := -below*s*s, above*c*c
			curve1 = curve1*d1*d1 + slope1*d1*(2*c*c-s*s)
			slope1 *= d1
			curve0 = curve0*d0*d0 + slope0*d0*(c*c-2*s*s)
			slope0 *= d0
			// If the search ends without the root, since one of the limits is nearer to the end of
			// its range than the angle can tell, it is the other that has the digits.
			best = f1
			if math.Abs(slope0) < math.Abs(slope1) {
				best = f0
			}
			if slope1 == slope0 { // neither moves
				return best
			}
			step := root.Halley(g, slope1-slope0, curve1-curve0)
			next = t - step
			if math.Abs(g) < 1e-5*min(1, math.Abs(f1)) && math.Abs(slope1*step*step*step) < 1e-17 {
				return f1 - step*(slope1-0.5*step*curve1)
			}
			if !(next > low && next < high) {
				next = root.Bisect(low, high, t)
			}
		}
		if next == t {
			break
		}
		t = next
	}
	return best
}
