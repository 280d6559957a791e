package choices

import "math"

// Share is how much one choice moves the index: the part of the variance of its logarithm, over the
// curve, that is between the ways to make the choice.
type Share struct {
	Ways

	// Lower says that the share and the means are those of the lower limit, since the choice moves
	// the interval alone.
	Lower bool

	// Share is from 0 to 1, and 0 where nothing varies.
	Share float64

	// Means are the geometric means for each way, over all the others; NaN where there is none.
	Means []float64
}

// Shares returns the share of each of Choices, in their order, and what is left of 1: what they do
// together beyond what each does alone. A choice that moves the interval alone has no part in that.
//
// Where every combination is in the curve the design is balanced: each way of a choice stands
// beside the same ways of the others, and the shares of single choices and of their combinations
// add up to 1. Where some are not, shares of single choices overlap, so that together can be below
// 0. Where the index is one and the same, all shares are 0 and so is together; without a curve it
// is NaN.
func (m Measure) Shares() (all []Share, together float64) {
	shown := m.Curve()
	switch varies := varies(shown); {
	case len(shown) == 0:
		together = math.NaN()
	case varies:
		together = 1
	}
	for i, c := range m.Choices {
		s := Share{Ways: c, Lower: c.Choice.MovesInterval()}
		of := func(c Combination) float64 { return c.Index }
		if s.Lower {
			of = func(c Combination) float64 { return c.Lower }
		}
		s.Share, s.Means = share(shown, i, len(c.Ways), of)
		if !s.Lower {
			together -= s.Share
		}
		all = append(all, s)
	}
	if math.Abs(together) < noise {
		together = 0
	}
	return all, together
}

// Balanced reports whether every combination is in the curve.
func (m Measure) Balanced() bool { return len(m.Curve()) == len(m.Combinations) }

// share returns the part of the variance of the logarithm that is between the ways to make choice
// i, and the geometric mean for each way.
func share(shown []Combination, i, ways int, of func(Combination) float64) (share float64, means []float64) {
	n, sums := make([]float64, ways), make([]float64, ways)
	var all, mean float64
	for _, c := range shown {
		if v := of(c); hasLog(v) {
			n[c.Ways[i]]++
			sums[c.Ways[i]] += math.Log(v)
			all++
			mean += math.Log(v)
		}
	}
	mean /= all
	var between, total float64
	for _, c := range shown {
		if v := of(c); hasLog(v) {
			total += (math.Log(v) - mean) * (math.Log(v) - mean)
		}
	}
	for j := range sums {
		if n[j] == 0 {
			means = append(means, math.NaN())
			continue
		}
		means = append(means, math.Exp(sums[j]/n[j]))
		between += n[j] * (sums[j]/n[j] - mean) * (sums[j]/n[j] - mean)
	}
	if total > all*noise*noise {
		share = between / total
	}
	return share, means
}

// noise is what logarithms differ by when nothing but rounding errors tells them apart.
const noise = 1e-12

// varies reports whether the index is not one and the same.
func varies(shown []Combination) bool {
	return len(shown) > 0 && math.Log(shown[len(shown)-1].Index/shown[0].Index) > noise
}
