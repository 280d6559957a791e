package peers

import (
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri/internal/root"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// How much units scatter about a target, without those that stand out widening the limits by which
// they are judged: Spiegelhalter 2005, DOI 10.1002/sim.1970, draws in (winsorises) the tenth lowest
// and the tenth highest statistics. Of units of which none stands out that leaves some two thirds
// of the mean square. Taken as it is, it makes limits of 95 % that leave out 10 to 15 in 100 of
// them, and limits of 99.8 % that leave out 2 to 3; so here it is divided by what it is for normal
// values.

const (
	drawnIn     = 0.1 // the share of the lowest values, and of the highest, that are drawn in
	fewestDrawn = 5   // units from which on one at least is
)

// drawnInOf returns how many of n values are drawn in at either end.
func drawnInOf(n int) int {
	if n < fewestDrawn {
		return 0
	}
	return int(math.Ceil(drawnIn * float64(n)))
}

// squareDrawnIn returns the mean square of values, those furthest out drawn in to the next, over
// what it is for as many that are standard normal. It orders the values.
func squareDrawnIn(values []float64, usual float64) (mean float64) {
	slices.Sort(values)
	k := drawnInOf(len(values))
	lowest, highest := values[k], values[len(values)-1-k]
	for _, v := range values {
		v = min(max(v, lowest), highest)
		mean += v * v / float64(len(values))
	}
	return mean / usual
}

// usualSquare returns the expected mean square of n standard normal values, those furthest out
// drawn in.
func usualSquare(n int) float64 {
	k := float64(drawnInOf(n))
	if k == 0 {
		return 1
	}
	if n > manyDrawn {
		share := k / float64(n)
		z := tail.NormalQuantile(share)
		return 1 - 2*share + 2*z*(share*z-math.Exp(-z*z/2)/math.Sqrt(2*math.Pi))
	}
	// Of n values, z is left where it is if k or more of the others are below it and k or more
	// above; where it is k to the number, it stands for these k too. Both ends are alike.
	const step, end = 0.02, 9
	others := float64(n - 1)
	var sum float64
	for z := step; z < end; z += step {
		below, above := tail.NormalTails(z)
		fewer, _, kBelow := tail.Binomial(k, others-k, below, above)
		more, _, kAbove := tail.Binomial(k, others-k, above, below)
		left := 1 - (fewer - kBelow) - (more - kAbove)
		sum += 2 * step * z * z * math.Exp(-z*z/2) / math.Sqrt(2*math.Pi) * (left + k*(kBelow+kAbove))
	}
	return sum
}

// manyDrawn is the number of values from which on the quantiles of the normal distribution stand
// for those that are drawn to.
const manyDrawn = 1000

// disperse sets how much the units scatter about the target, which is given or is theirs.
func (f *Funnel) disperse(units []funnelUnit, given bool) {
	n := len(units)
	if n == 0 {
		return
	}
	usual := usualSquare(n)
	if !given { // units scatter less about what is theirs, by one in their number as about a mean
		usual *= float64(n-1) / float64(n)
	}
	z := make([]float64, n)
	for i := range units {
		z[i] = units[i].chance(f.Target)
	}
	if usual == 0 { // one unit about itself
		return
	}
	f.Dispersion = squareDrawnIn(z, usual)
	f.Variance = variance(units, f.Target, usual)
}

// variance returns the variance of the true values on the scale of the search with which the units
// scatter as much as they do: Paule and Mandel 1982, DOI 10.6028/jres.087.022, of statistics that
// are drawn in. Every unit has one weight in it. The moments of DerSimonian and Laird 1986, DOI
// 10.1016/0197-2456(86)90046-2, which Spiegelhalter takes, are the same where all units have one
// size; where one is much larger than the others they are hardly of more than that one, and where
// the largest are those that are drawn in, far too small.
func variance(units []funnelUnit, target, usual float64) float64 {
	distances, variances := make([]float64, len(units)), make([]float64, len(units))
	var furthest float64
	for i := range units {
		distances[i] = units[i].distance(target)
		variances[i] = 1 / units[i].information(target)
		furthest = max(furthest, math.Abs(distances[i]))
	}
	z := make([]float64, len(units))
	excess := func(deviation float64) float64 {
		for i, d := range distances {
			z[i] = d / math.Sqrt(variances[i]+deviation*deviation)
		}
		return squareDrawnIn(z, usual) - 1
	}
	none := excess(0)
	if none <= 0 {
		return 0
	}
	most := furthest / math.Sqrt(usual)
	deviation := root.Bracketed(0, none, 2*most, excess(2*most), most, excess)
	return deviation * deviation
}
