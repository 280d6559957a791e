package journey

import (
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/method"
)

// shares returns the share of each step in the logarithm of the product, with its interval: the
// package documentation says how. The steps have both limits.
func shares(steps []rri.Estimate) []rri.Estimate {
	parts := make([]method.LogPart, len(steps))
	var total method.LogPart
	size := 0.0     // of the logarithms, without their signs
	bounded := true // whether every limit is a finite number on the log scale
	for i, e := range steps {
		p := method.NewLogPart(e.Value, e.Lower, e.Upper)
		parts[i] = p
		total.Value += p.Value
		size += math.Abs(p.Value)
		total.Below = math.Hypot(total.Below, p.Below)
		total.Above = math.Hypot(total.Above, p.Above)
		bounded = bounded && !math.IsInf(p.Below, 0) && !math.IsInf(p.Above, 0)
	}
	if math.Abs(total.Value) <= 1e-14*size { // rounding errors: there is no gap to share
		total.Value = 0
	}
	// Both directions of the same journey have the same shares.
	if total.Value < 0 {
		total = total.Inverse()
		for i := range parts {
			parts[i] = parts[i].Inverse()
		}
	}
	nan := math.NaN()
	all := make([]rri.Estimate, len(steps))
	for i, e := range steps {
		s := rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: e.Level, Method: e.Method, Flags: rri.NoData}
		if share := parts[i].Value / total.Value; !math.IsNaN(share) && !math.IsInf(share, 0) && !math.IsInf(total.Value, 0) {
			s.Value, s.Flags = share, 0
			switch {
			case len(steps) == 1:
				s.Lower, s.Upper = 1, 1
			case !bounded || !(total.Value > total.Below):
				s.Lower, s.Upper, s.Flags = math.Inf(-1), math.Inf(1), rri.Unbounded
			default:
				s.Lower, s.Upper = limits(parts, i, total.Value)
			}
		}
		all[i] = s
	}
	return all
}

// limits returns the limits of the share of part i in the total, which is above 0 with its limits.
//
// A share r is in the interval if 0 is in that of (1-r) × part i - r × the others, whose estimate
// is the value of part i less r × the total. It has quadratic ends with the distances that the
// signs of 1-r, r and the estimate ask for, so that there is one quadratic below 0, one from 0 to 1
// and one above 1.
func limits(parts []method.LogPart, i int, total float64) (lower, upper float64) {
	this := parts[i]
	var below, above float64
	for j, p := range parts {
		if j != i {
			below, above = math.Hypot(below, p.Below), math.Hypot(above, p.Above)
		}
	}
	share := this.Value / total
	lower, upper = share, share
	for k, piece := range [...]struct{ from, to float64 }{{math.Inf(-1), 0}, {0, 1}, {1, math.Inf(1)}} {
		// Below the share the estimate is positive, above it negative.
		for _, r := range crossings(this.Value, total, [...]float64{this.Below, this.Below, this.Above}[k], [...]float64{below, above, above}[k]) {
			if piece.from <= r && r <= piece.to && r < share {
				lower = min(lower, r)
			}
		}
		for _, r := range crossings(this.Value, total, [...]float64{this.Above, this.Above, this.Below}[k], [...]float64{above, below, below}[k]) {
			if piece.from <= r && r <= piece.to && r > share {
				upper = max(upper, r)
			}
		}
	}
	return lower, upper
}

// crossings returns the roots of (value - r total)² = (1-r)² own² + r² others².
func crossings(value, total, own, others float64) []float64 {
	a := total*total - own*own - others*others
	b := own*own - value*total // half of the linear term
	c := value*value - own*own
	d := b*b - a*c
	if d < 0 {
		return nil
	}
	// Without cancellation.
	q := -(b + math.Copysign(math.Sqrt(d), b))
	var roots []float64
	if a != 0 {
		roots = append(roots, q/a)
	}
	if q != 0 {
		roots = append(roots, c/q)
	}
	return roots
}
