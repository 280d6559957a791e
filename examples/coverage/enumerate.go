package main

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
)

// negligible is the probability below which a count, or a table, is left out. All that is left out
// is added up and reported.
const negligible = 1e-12

// coverage is what an interval does over all the counts that can come out of a design. Its fields
// but width are probabilities.
type coverage struct {
	// that the interval lies wholly above, and below, the truth
	above, below float64
	// mean width of those that are bounded; NaN if none is
	width float64
	// that the interval has no width: a limit is infinite, or 0 on the logarithmic scale
	unbounded float64
	// of the counts that were not enumerated
	leftOut float64
}

// covered is the probability that the interval holds the truth, to within what was left out.
func (c coverage) covered() float64 { return 1 - c.above - c.below }

// weighted is a count and its probability.
type weighted struct {
	count  int64
	weight float64
}

// enumerate returns the counts around mode whose probability is not negligible, and the probability
// of the rest. The probability of a count is unimodal; log is its logarithm; there is none beyond
// last.
func enumerate(mode, last int64, log func(k int64) float64) (counts []weighted, leftOut float64) {
	// Beyond the count where the probability is this small the rest of the tail is too.
	const nothing = 1e-40
	add := func(k int64) bool {
		w := math.Exp(log(k))
		if w < negligible {
			leftOut += w
		} else {
			counts = append(counts, weighted{k, w})
		}
		return w >= nothing
	}
	for k := mode; k <= last && add(k); k++ {
	}
	for k := mode - 1; k >= 0 && add(k); k-- {
	}
	return counts, leftOut
}

// poisson returns the counts of a Poisson variable.
func poisson(mean float64) ([]weighted, float64) {
	return enumerate(int64(mean), math.MaxInt64, func(k int64) float64 {
		return float64(k)*math.Log(mean) - mean - logFactorial(float64(k))
	})
}

// binomial returns the counts of a binomial variable, whose p is neither 0 nor 1.
func binomial(trials, p float64) ([]weighted, float64) {
	return enumerate(int64((trials+1)*p), int64(trials), func(k int64) float64 {
		x := float64(k)
		return logFactorial(trials) - logFactorial(x) - logFactorial(trials-x) + x*math.Log(p) + (trials-x)*math.Log1p(-p)
	})
}

func logFactorial(x float64) float64 {
	v, _ := math.Lgamma(x + 1)
	return v
}

// counts returns the counts of the group and of the baseline, and the probability that either is
// another.
func (q quantity) counts(d design) (group, baseline []weighted, leftOut float64) {
	counts := binomial
	if q.rates {
		counts = func(population, rate float64) ([]weighted, float64) { return poisson(population * rate) }
	}
	group, leftOut = counts(d.group, d.groupRate)
	baseline = []weighted{{0, 1}}
	if q.two {
		var more float64
		baseline, more = counts(d.baseline, d.baselineRate)
		leftOut += more
	}
	return group, baseline, leftOut
}

// cover enumerates a design.
func (q quantity) cover(d design, o rri.Options) (coverage, error) {
	var c coverage
	truth := q.truth(d.groupRate, d.baselineRate)
	group, baseline, leftOut := q.counts(d)
	c.leftOut = leftOut
	bounded := 0.
	for _, a := range group {
		for _, b := range baseline {
			weight := a.weight * b.weight
			if weight < negligible {
				c.leftOut += weight
				continue
			}
			e, err := q.interval(d, a.count, b.count, o)
			if err != nil {
				return coverage{}, err
			}
			lower, upper := e.Lower, e.Upper
			if !(lower <= upper) {
				return coverage{}, fmt.Errorf("%d and %d events: interval from %v to %v", a.count, b.count, lower, upper)
			}
			switch {
			case lower > truth:
				c.above += weight
			case upper < truth:
				c.below += weight
			}
			if q.log {
				lower, upper = math.Log(lower), math.Log(upper)
			}
			width := upper - lower
			if math.IsInf(width, 0) || math.IsNaN(width) {
				c.unbounded += weight
				continue
			}
			c.width += weight * width
			bounded += weight
		}
	}
	c.width /= bounded
	return c, nil
}
