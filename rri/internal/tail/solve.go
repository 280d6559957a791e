package tail

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/root"
)

// tailAt is the logarithm of a tail F at one argument t, and how it changes. F is f times a density
// D whose logarithm has the derivatives mu and -w, and the derivative of F is d times D: then d1
// and d2 are the derivatives of d.
type tailAt struct {
	logF         float64
	f, d, d1, d2 float64
	mu, w        float64
}

// derivatives returns the first three of logF.
func (a *tailAt) derivatives() (slope, curve, third float64) {
	second := a.mu*a.d + a.d1 // of F, over D
	slope = a.d / a.f
	ratio := second / a.f
	third = (-a.w*a.d+a.mu*(a.d1+second)+a.d2)/a.f - 3*slope*ratio + 2*slope*slope*slope
	return slope, ratio - slope*slope, third
}

// stepped is the distance of logF from its goal from which one more step leaves an error that is
// below rounding, since it is of the order of its fourth power.
const stepped = 1e-4

// next returns the next point of Householder's method of the third order for logF = goal, or of
// Halley's where that would leave its range.
func (a *tailAt) next(t, goal float64) float64 {
	g := a.logF - goal
	slope, curve, third := a.derivatives()
	newton := g / slope
	p, q := newton*curve/slope, newton*newton*third/slope
	if math.Abs(p) < 0.5 && math.Abs(q) < 0.5 {
		return t - newton*(1-0.5*p)/(1-p+q/6)
	}
	return t - root.Halley(g, slope, curve)
}
