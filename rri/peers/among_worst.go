package peers

import (
	"cmp"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// The probability of being among the worst comes from the confidence distributions of the values
// (Xie and Singh 2013, DOI 10.1111/insr.12000): that of a unit has the limits of its value, at all
// levels, as its quantiles. It is integrated, and not drawn from: the axis of the values is cut at
// some quantiles of every unit, and in each piece the number of the others beyond follows a
// Poisson-binomial distribution.

// spread is a confidence distribution. Between two of its values the normal quantile of the
// probability below is linear in the logarithm, and in the log odds of a proportion.
type spread struct {
	at, z []float64 // values on that scale, ascending, and normal quantiles
	zero  float64   // the probability of the value 0
	below float64   // the probability of all that is finite on that scale, and of 0
}

const (
	// quantileStep is how far the normal quantiles of a spread are apart, and mostQuantile how far
	// out they go.
	quantileStep = 0.125
	mostQuantile = 6
	// Between values further apart than mostApartLog on their scale, as towards 0, there are more
	// quantiles, down to leastStep.
	mostApartLog = 1
	leastStep    = 1. / 256

	// mostCutting is of how many units all quantiles cut the axis. Of up to twice as many every
	// second one of each does, and so on: those of the other units lie between them.
	mostCutting = 128
)

// spreadsOf returns the confidence distributions of the cells.
func spreadsOf[G cmp.Ordered, M rri.Measure](cells []cell[G, M], o Options) (all []spread) {
	q, scale := quantity.RateOf[M](), math.Log
	if o.Quantity == Index {
		q = quantity.RatioOf[M]()
	} else if q.Binomial() {
		scale = func(p float64) float64 { return math.Log(p) - math.Log1p(-p) }
	}
	family := &method.Families[o.Method]
	for _, cell := range cells {
		c, effects := quantity.FromMeasure(cell.group)
		if o.Quantity == Index {
			c, effects = quantity.FromMeasures(cell.group, cell.baseline)
		}
		c = c.Effective(effects)
		all = append(all, newSpread(func(probability float64) (lower, upper float64, ok bool) {
			confidence := method.WithFreedom(probability, o.DegreesOfFreedom)
			if !(confidence.Z <= method.LargestQuantile) {
				return 0, 0, false
			}
			lower, upper, _ = method.Fit(family.Limits(q, c, confidence), q, cell.value.Value, method.TwoSided, &noMarks)
			return scale(lower), scale(upper), true
		}))
	}
	return all
}

// noMarks are no flags.
var noMarks method.Marks[rri.Flags]

// newSpread returns the distribution of which limits gives the quantiles, on their scale: those
// with a probability beyond each, and false where it has none.
func newSpread(limits func(probability float64) (lower, upper float64, ok bool)) spread {
	lower := quantiles(func(z float64) (float64, bool) {
		lower, _, ok := limits(tail.NormalUpper(z))
		return -lower, ok
	})
	upper := quantiles(func(z float64) (float64, bool) {
		_, upper, ok := limits(tail.NormalUpper(z))
		return upper, ok
	})
	for i := range lower {
		lower[i].z, lower[i].at = -lower[i].z, -lower[i].at
	}
	slices.Reverse(lower)
	s := spread{below: 1}
	for _, q := range append(lower, upper...) {
		switch below := tail.NormalUpper(-q.z); {
		case math.IsInf(q.at, -1):
			s.zero = below
		case math.IsInf(q.at, 1):
			s.below = min(s.below, below)
		default:
			s.at, s.z = append(s.at, q.at), append(s.z, q.z)
		}
	}
	return s
}

// point is a normal quantile of a probability, and the value that it is at.
type point struct{ z, at float64 }

// quantiles returns points from the middle outwards, as far as there are any.
func quantiles(at func(z float64) (float64, bool)) (all []point) {
	// Some families have limits that are not monotone in the level, by a little.
	outwards := func(z, least float64) (point, bool) {
		v, ok := at(z)
		return point{z, max(v, least)}, ok
	}
	first, ok := outwards(0, math.Inf(-1))
	for ok {
		all = append(all, first)
		var next point
		if next, ok = outwards(first.z+quantileStep, first.at); !ok || next.z > mostQuantile {
			return all
		}
		all = between(all, first, next, outwards)
		first = next
	}
	return all
}

// between appends the points between two where their values are far apart.
func between(all []point, from, to point, outwards func(z, least float64) (point, bool)) []point {
	if from.at == to.at || to.at-from.at <= mostApartLog || to.z-from.z <= leastStep {
		return all
	}
	middle, ok := outwards((from.z+to.z)/2, from.at)
	if !ok {
		return all
	}
	middle.at = min(middle.at, to.at)
	return between(append(between(all, from, middle, outwards), middle), middle, to, outwards)
}

// cumulative returns the probability of a value below x on that scale.
func (s spread) cumulative(x float64) float64 {
	i, _ := slices.BinarySearch(s.at, x) // the first that is not below x
	for i < len(s.at) && s.at[i] == x {
		i++ // the last of equal ones
	}
	switch {
	case i == 0:
		return s.zero
	case i == len(s.at):
		return s.below
	}
	from, to := s.at[i-1], s.at[i]
	return tail.NormalUpper(-(s.z[i-1] + (x-from)/(to-from)*(s.z[i]-s.z[i-1])))
}

// amongWorst returns the probability of each to be among the highest, or the lowest, so many.
func amongWorst(all []spread, worst int, highest bool) []float64 {
	if worst == len(all) {
		return slices.Repeat([]float64{1}, worst)
	}
	var cuts []float64
	every := (len(all) + mostCutting - 1) / mostCutting
	for k, s := range all {
		for i := k % every; i < len(s.at); i += every {
			cuts = append(cuts, s.at[i])
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	among, n := make([]float64, len(all)), len(all)
	p := piece{from: make([]float64, n), to: make([]float64, n), worst: worst, highest: highest}
	next := func(below func(s spread) float64) {
		for k, s := range all {
			p.to[k] = below(s)
		}
		p.addTo(among)
		copy(p.from, p.to)
	}
	next(func(s spread) float64 { return s.zero })
	for _, cut := range cuts {
		next(func(s spread) float64 { return s.cumulative(cut) })
	}
	next(func(s spread) float64 { return s.below })
	next(func(spread) float64 { return 1 })
	return among
}
