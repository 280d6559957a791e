package peers

import (
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri/internal/root"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// How much units scatter about a target, without those that stand out widening the limits by which
// they are judged: Spiegelhalter 2005, DOI 10.1002/sim.1970, draws in (winsorises) the tenth lowest
// and the tenth highest statistics.
//
// Of units of which none stands out that leaves some two thirds of the mean square. Taken as it is,
// as he does, it makes limits of 95 % that leave out 10 to 15 in 100 of them, and limits of 99.8 %
// that leave out 2 to 3. A calibrated funnel divides it by what it is for normal values.

const (
	drawnIn     = 0.1 // the share of the lowest values, and of the highest, that are drawn in
	fewestDrawn = 5   // units from which on a calibrated funnel draws in one at least
)

// disperse sets how much the units scatter about the target, which is given or is theirs.
func (f *Funnel) disperse(units []funnelUnit, given bool) {
	if len(units) == 0 {
		return
	}
	about := make([]scatter, len(units))
	for i := range units {
		u := &units[i]
		about[i] = scatter{u.chance(f.Target), u.distance(f.Target), u.information(f.Target)}
	}
	if f.Overdispersion == Calibrated {
		f.Dispersion, f.Variance = calibrated(about, given)
	} else {
		f.Dispersion, f.Variance = byMoments(about)
	}
}

// scatter is how far a unit is from the target: by the score statistic of chance, and on the scale
// of the search, where 1/size is the variance of chance.
type scatter struct{ chance, distance, size float64 }

// byMoments returns the mean square of the statistics, and the variance that the moments of those
// on the scale of the search give: Spiegelhalter 2005, with DerSimonian and Laird 1986, DOI
// 10.1016/0197-2456(86)90046-2.
func byMoments(units []scatter) (dispersion, variance float64) {
	z, logs := make([]float64, len(units)), make([]float64, len(units))
	var sizes, squares float64
	for i, u := range units {
		z[i], logs[i] = u.chance, u.distance*math.Sqrt(u.size)
		sizes += u.size
		squares += u.size * u.size
	}
	n := float64(len(units))
	if room := sizes - squares/sizes; room > 0 {
		variance = max(0, (n*meanSquare(toQuantiles(logs))-(n-1))/room)
	}
	return meanSquare(toQuantiles(z)), variance
}

// toQuantiles orders values, and draws those beyond the quantiles of a tenth and nine tenths in to
// these.
func toQuantiles(values []float64) []float64 {
	slices.Sort(values)
	lowest, highest := quantile(values, drawnIn), quantile(values, 1-drawnIn)
	for i, v := range values {
		values[i] = min(max(v, lowest), highest)
	}
	return values
}

// quantile returns that of ordered values, on the straight line between the nearest two: definition
// 7 of Hyndman and Fan 1996, DOI 10.2307/2684934.
func quantile(x []float64, p float64) float64 {
	place := p * float64(len(x)-1)
	below := int(place)
	if between := place - float64(below); between > 0 {
		return x[below] + between*(x[below+1]-x[below])
	}
	return x[below]
}

func meanSquare(values []float64) (mean float64) {
	for _, v := range values {
		mean += v * v / float64(len(values))
	}
	return mean
}

// calibrated returns the mean square of the statistics over what it is by chance, and the variance
// with which it is that. Of one unit about itself neither can be told.
func calibrated(units []scatter, given bool) (dispersion, variance float64) {
	n := len(units)
	usual := usualSquare(n)
	if !given { // units scatter less about what is theirs, by one in their number as about a mean
		usual *= float64(n-1) / float64(n)
	}
	if usual == 0 {
		return math.NaN(), 0
	}
	z := make([]float64, n)
	for i, u := range units {
		z[i] = u.chance
	}
	return squareDrawnIn(z, usual), pauleMandel(units, usual)
}

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

// pauleMandel returns the variance of the true values on the scale of the search with which the
// units scatter as much as they do: Paule and Mandel 1982, DOI 10.6028/jres.087.022, of statistics
// that are drawn in. Every unit has one weight in it. By moments a unit counts by its size: where
// one is much larger than the others the variance is hardly of more than that one, and where the
// largest are those that are drawn in it is far too small. Where all have one size, and none is
// drawn in, the two are the same.
func pauleMandel(units []scatter, usual float64) float64 {
	z := make([]float64, len(units))
	excess := func(deviation float64) float64 {
		for i, u := range units {
			z[i] = u.distance / math.Sqrt(1/u.size+deviation*deviation)
		}
		return squareDrawnIn(z, usual) - 1
	}
	none := excess(0)
	if none <= 0 {
		return 0
	}
	var furthest float64
	for _, u := range units {
		furthest = max(furthest, math.Abs(u.distance))
	}
	most := 2 * furthest / math.Sqrt(usual) // leaves a mean square of a quarter
	deviation := root.Bracketed(0, none, most, excess(most), most, excess)
	return deviation * deviation
}
