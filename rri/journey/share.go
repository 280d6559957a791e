package journey

import (
	"math"

	"github.com/seed-549880be/disparity/rri"
)

// shares returns the share of each step in the logarithm of the product, with its interval: the
// package documentation says how. The steps have both limits.
func shares(steps []rri.Estimate) []rri.Estimate {
	parts := make([]part, len(steps))
	var total part
	size := 0.0     // of the logarithms that add up to the total
	bounded := true // whether every limit is a finite number on the log scale
	for i, e := range steps {
		v := math.Log(e.Value)
		parts[i] = part{v, v - math.Log(e.Lower), math.Log(e.Upper) - v}
		total.value += v
		size += math.Abs(v)
		total.below = math.Hypot(total.below, parts[i].below)
		total.above = math.Hypot(total.above, parts[i].above)
		bounded = bounded && !math.IsInf(parts[i].below, 0) && !math.IsInf(parts[i].above, 0)
	}
	if math.Abs(total.value) <= 1e-15*float64(len(steps))*size { // of logarithms that cancel but for rounding
		total.value = 0
	}
	// Both directions of the same journey have the same shares.
	if total.value < 0 {
		total = total.inverse()
		for i := range parts {
			parts[i] = parts[i].inverse()
		}
	}
	nan := math.NaN()
	all := make([]rri.Estimate, len(steps))
	for i, e := range steps {
		s := rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: e.Level, Method: e.Method, Flags: rri.NoData}
		if share := parts[i].value / total.value; !math.IsNaN(share) && !math.IsInf(share, 0) && !math.IsInf(total.value, 0) {
			s.Value, s.Flags = share, 0
			switch {
			case len(steps) == 1:
				s.Lower, s.Upper = 1, 1
			case !bounded || !(total.value > total.below):
				s.Lower, s.Upper, s.Flags = math.Inf(-1), math.Inf(1), rri.Unbounded
			default:
				s.Lower, s.Upper = limits(parts, i, total.value)
			}
		}
		all[i] = s
	}
	return all
}

// part is the logarithm of an index, and how far its limits are below and above it.
type part struct{ value, below, above float64 }

// inverse returns the part of 1 over the index.
func (p part) inverse() part { return part{-p.value, p.above, p.below} }

// limits returns the limits of the share of part i in the total, which is above 0 with its limits.
//
// A share r is in the interval if 0 is in that of (1-r) × part i - r × the others, whose estimate
// is the value of part i less r × the total. It has quadratic ends with the distances that the
// signs of 1-r, r and the estimate ask for, so that there is one quadratic below 0, one from 0 to 1
// and one above 1.
func limits(parts []part, i int, total float64) (lower, upper float64) {
	this := parts[i]
	var below, above float64
	for j, p := range parts {
		if j != i {
			below, above = math.Hypot(below, p.below), math.Hypot(above, p.above)
		}
	}
	share := this.value / total
	lower, upper = share, share
	for k, piece := range [...]struct{ from, to float64 }{{math.Inf(-1), 0}, {0, 1}, {1, math.Inf(1)}} {
		// Below the share the estimate is positive, above it negative.
		for _, r := range crossings(this.value, total, [...]float64{this.below, this.below, this.above}[k], [...]float64{below, above, above}[k]) {
			if piece.from <= r && r <= piece.to && r < share {
				lower = min(lower, r)
			}
		}
		for _, r := range crossings(this.value, total, [...]float64{this.above, this.above, this.below}[k], [...]float64{above, below, below}[k]) {
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
