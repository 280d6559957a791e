package unknown

import (
	"math"
	"math/rand/v2"
	"slices"
	"sort"
)

// gamma draws from a gamma distribution with shape alpha > 0 and scale 1. For one seed the numbers
// are those of gonum's distuv.Gamma, which a test compares them with.
func gamma(alpha float64, r *rand.Rand) float64 {
	switch {
	case alpha == 1:
		return r.ExpFloat64()
	case alpha < 0.2:
		return smallGamma(alpha, r)
	}
	// Marsaglia and Tsang 2000, DOI 10.1145/358407.358414: below 1 a draw of alpha+1, times a power
	// of a uniform number.
	d, factor := alpha-1./3, 1.
	if alpha < 1 {
		d++
		factor = math.Pow(r.Float64(), 1/alpha)
	}
	c := 1 / (3 * math.Sqrt(d))
	for {
		x := r.NormFloat64()
		v := 1 + x*c
		if v <= 0 {
			continue
		}
		v = v * v * v
		u := r.Float64()
		if u < 1-0.0331*(x*x)*(x*x) || math.Log(u) < 0.5*x*x+d*(1-v+math.Log(v)) {
			return factor * d * v
		}
	}
}

// smallGamma is gamma for alpha below 0.2, where nearly every draw is nearly 0: the logarithm is
// drawn instead. Liu, Martin and Syring 2017, DOI 10.1007/s00180-016-0692-0.
func smallGamma(alpha float64, r *rand.Rand) float64 {
	lambda := 1/alpha - 1
	logR := -math.Log1p(1 / lambda / math.E)
	for {
		z := r.ExpFloat64() + logR
		logEta := -z
		if z < 0 {
			z = -r.ExpFloat64() / lambda
			logEta = lambda*z - 1
		}
		e := math.Exp(-z / alpha)
		if -z-e-logEta > -r.ExpFloat64() {
			return e
		}
	}
}

// multinomial draws how many of n people fall to each of several weights, of which one at least is
// above 0: few one after the other, many by a binomial distribution for each weight among those
// that follow it.
func multinomial(n int64, weights []float64, r *rand.Rand) []int64 {
	out := make([]int64, len(weights))
	upTo := make([]float64, len(weights))
	sum := 0.0
	for j, w := range weights {
		sum += w
		upTo[j] = sum
	}
	if n <= oneByOne {
		for range n {
			at := r.Float64() * sum
			j := sort.Search(len(upTo), func(j int) bool { return at < upTo[j] })
			if j == len(upTo) { // at was rounded up to the sum
				j = slices.Index(upTo, sum)
			}
			out[j]++
		}
		return out
	}
	last := slices.Index(upTo, sum)
	// of the weights from this one on: summed from the end, to keep the digits of small ones
	rest := make([]float64, len(weights))
	sum = 0
	for j := last; j >= 0; j-- {
		sum += weights[j]
		rest[j] = sum
	}
	for j := range last {
		if weights[j] > 0 {
			out[j] = binomial(n, weights[j]/rest[j], r)
			n -= out[j]
		}
	}
	out[last] = n
	return out
}

// fewTrials is how many trials are drawn one after the other.
const fewTrials = 64

// binomial draws the number of events in n trials, each with probability p from 0 to 1. It takes in
// expectation as many steps as n has binary digits: the middle one in size of n uniform numbers has
// a beta distribution, and tells of half of them on which side of p they are. Relles 1972, DOI
// 10.1080/01621459.1972.10481259; Ahrens and Dieter 1974, DOI 10.1007/BF02293108.
func binomial(n int64, p float64, r *rand.Rand) (events int64) {
	for n > fewTrials {
		switch {
		case !(p > 0):
			return events
		case p >= 1:
			return events + n
		}
		middle := n/2 + 1
		x := gamma(float64(middle), r)
		y := gamma(float64(n+1-middle), r)
		share, rest := x/(x+y), y/(x+y)
		if share <= p {
			events += middle
			n -= middle
			p = (p - share) / rest
		} else {
			n = middle - 1
			p /= share
		}
	}
	for range n {
		if r.Float64() < p {
			events++
		}
	}
	return events
}

// hypergeometric draws how many of n people, taken at random from some of this group and others,
// are of this group. Everybody is taken with probability n/(of+others), which gives two binomial
// numbers; what these are too many or too few in all is taken back, or taken in addition, at random
// too, and is about as many as the square root of n. It takes in expectation a few steps however
// many people there are.
func hypergeometric(n, of, others int64, r *rand.Rand) (drawn int64) {
	sign := int64(1)
	for n > fewTrials {
		if n > (of+others)/2 { // those who are not taken are fewer
			drawn += sign * of
			sign, n = -sign, of+others-n
			continue
		}
		p := float64(n) / float64(of+others)
		x, y := binomial(of, p, r), binomial(others, p, r)
		drawn += sign * x
		if x+y <= n {
			n, of, others = n-x-y, of-x, others-y
		} else {
			sign, n, of, others = -sign, x+y-n, x, y
		}
	}
	for ; n > 0; n-- {
		if r.Int64N(of+others) < of {
			drawn += sign
			of--
		} else {
			others--
		}
	}
	return drawn
}
