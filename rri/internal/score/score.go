// Package score inverts the stratified asymptotic score of Laud 2017, DOI 10.1002/pst.1813: for two groups in one or more strata, a value θ that all strata share, and the
// statistic of the weighted sum of their scores,
//
//	S = Σ wⱼ Sⱼ,  V = Σ wⱼ² Vⱼ Nⱼ/(Nⱼ-1),  μ₃ = Σ wⱼ³ μ₃ⱼ,  z + (z²-1) μ₃/(6 V^1.5) = S/√V.
//
// Sⱼ, Vⱼ and μ₃ⱼ are the score of stratum j, its variance and its third central moment under the maximum likelihood estimate of that stratum restricted to θ. The factor N/(N-1) is for
// proportions alone. Without the correction for skewness z = S/√V.
//
// The weights of ratios and differences are those of Mantel and Haenszel, nⱼmⱼ/(nⱼ+mⱼ), so that S = 0 at the Mantel-Haenszel estimate and z² = the Cochran-Mantel-Haenszel statistic at
// no disparity. Those of the odds ratio are 1/Vⱼ, by which S is the events of the group less those expected; z² again is that statistic. One stratum gives what package rri gives for it.
package score

import "math"

// Quantity is what the strata share.
type Quantity uint8

// The quantities.
const (
	RatioOfProportions Quantity = iota
	RatioOfRates
	DifferenceOfProportions
	DifferenceOfRates
	OddsRatio
)

// Counts are a events of n in the group and b of m in the baseline; n and m are trials or populations, and positive.
type Counts struct{ A, N, B, M float64 }

// Weight returns the weight of Mantel and Haenszel, n m/(n+m).
func (c Counts) Weight() float64 { return c.N / (c.N + c.M) * c.M }

// zeroCell reports whether a count is zero, or all of the trials.
func (c Counts) zeroCell(q Quantity) bool {
	return c.A == 0 || c.B == 0 || (q.binomial() && (c.A == c.N || c.B == c.M))
}

func (q Quantity) binomial() bool { return q != RatioOfRates && q != DifferenceOfRates }

// Score is the statistic of some strata.
type Score struct {
	quantity Quantity
	strata   []Counts
	skewness bool
	start    float64 // a value of t within the interval
	width    float64 // about a standard error, on the scale of t
	z        float64 // the statistic at the start
	edge     bool    // several strata, or a zero cell: see edge.go
	centre   float64 // if edge, the t with statistic 0 that is nearest to the start, or the end of the range
	empty    bool    // the quantity is at the lower end of its range
	full     bool    // or at the upper
}

// New returns the score of strata that each have someone to compare, with the correction for skewness or without. start is a value of the quantity near the middle of the
// interval and width its rough standard error, on the log scale for ratios. empty and full say that the estimate is at the lower or at the upper end of the range: without the
// correction the limit then is that end.
func New(q Quantity, strata []Counts, skewness bool, start, width float64, empty, full bool) *Score {
	s := &Score{quantity: q, strata: strata, skewness: skewness, width: width, empty: empty, full: full}
	s.start = q.scale(start)
	s.z = s.at(s.start)
	s.edge = len(strata) > 1
	for _, c := range strata {
		s.edge = s.edge || (skewness && c.zeroCell(q))
	}
	if s.edge {
		s.centre, _ = s.find(0)
	}
	return s
}

// Limits returns the limits whose statistics are z and -z. cut tells that a limit is the end of the range because no value on that side can be rejected.
func (s *Score) Limits(z float64) (lower, upper float64, cut bool) {
	lowest, highest := s.quantity.bounds()
	lower, upper = lowest, highest
	if s.skewness || !s.empty {
		lower = s.limit(z)
	}
	if s.skewness || !s.full {
		upper = s.limit(-z)
	}
	return lower, upper, s.skewness && (lower == lowest && !s.empty || upper == highest && !s.full)
}

// Statistic returns the statistic of a value of the quantity, which is standard normal if that is the true one, and positive if the data lie above it.
func (s *Score) Statistic(theta float64) float64 {
	low, high := s.quantity.ends()
	t := min(max(s.quantity.scale(theta), low), high)
	if s.edge {
		return s.edgeStatistic(t)
	}
	return s.at(t)
}

// Heterogeneity returns Σ Sⱼ²/(Vⱼ Nⱼ/(Nⱼ-1)) at a value of the quantity, and the number of strata in it: those whose score has a variance there.
func Heterogeneity(q Quantity, strata []Counts, theta float64) (statistic float64, informative int) {
	t := q.scale(theta)
	for _, c := range strata {
		m := q.moments(c, t)
		v := m.variance * q.factor(c)
		if !(v > 0) || math.IsInf(v, 1) {
			continue
		}
		informative++
		statistic += m.score / v * m.score
	}
	return statistic, informative
}

// scale returns t, on which θ is searched: its logarithm for ratios, θ itself for differences.
func (q Quantity) scale(theta float64) float64 {
	if q.ratio() {
		return math.Log(theta)
	}
	return theta
}

func (q Quantity) theta(t float64) float64 {
	if q.ratio() {
		return math.Exp(t)
	}
	return t
}

func (q Quantity) ratio() bool { return q != DifferenceOfProportions && q != DifferenceOfRates }

const (
	searchEnd = 300         // on a log scale: beyond e^300 no counts can tell values apart
	insideOne = 1 - 0x1p-53 // for a difference of proportions: at 1 itself the statistic is 0/0
)

// ends returns the ends of the search, on the scale of t.
func (q Quantity) ends() (low, high float64) {
	switch q {
	case DifferenceOfProportions:
		return -insideOne, insideOne
	case DifferenceOfRates:
		return -math.MaxFloat64, math.MaxFloat64
	}
	return -searchEnd, searchEnd
}

// bounds returns the ends of the range of the quantity.
func (q Quantity) bounds() (lowest, highest float64) {
	switch q {
	case DifferenceOfProportions:
		return -1, 1
	case DifferenceOfRates:
		return math.Inf(-1), math.Inf(1)
	}
	return 0, math.Inf(1)
}

func (q Quantity) moments(c Counts, t float64) moments {
	switch q {
	case RatioOfProportions:
		return proportionsRatioMoments(c, t)
	case RatioOfRates:
		return ratesRatioMoments(c, t)
	case DifferenceOfProportions:
		return proportionsDifferenceMoments(c, t)
	case DifferenceOfRates:
		return ratesDifferenceMoments(c, t)
	}
	return oddsRatioMoments(c, t)
}

// factor returns what the variance of a stratum is multiplied by.
func (q Quantity) factor(c Counts) float64 {
	if !q.binomial() {
		return 1
	}
	n := c.N + c.M
	return n / (n - 1)
}

// at returns the statistic at t.
func (s *Score) at(t float64) float64 {
	var sum moments
	for _, c := range s.strata {
		m := s.quantity.moments(c, t)
		weight := 1.
		if s.quantity == OddsRatio && (!(m.variance > 0) || math.IsInf(m.variance, 1) || math.IsNaN(m.score)) {
			continue // no events, or no others: the odds ratio of this stratum can be anything
		}
		switch {
		case len(s.strata) == 1:
		case s.quantity == OddsRatio:
			weight = 1 / m.variance
		default:
			weight = c.Weight()
		}
		sum.score += weight * m.score
		sum.variance += weight * weight * m.variance * s.quantity.factor(c)
		sum.third += weight * weight * weight * m.third
	}
	return sum.statistic(s.skewness)
}

// statistic returns the value that is standard normal at the true θ.
func (m moments) statistic(skewness bool) float64 {
	if m.variance <= 0 {
		if m.score == 0 {
			return 0
		}
		return math.Inf(1) * m.score
	}
	root := math.Sqrt(m.variance)
	z := m.score / root
	if !skewness {
		return z
	}
	a := m.third / (6 * m.variance) / root
	// z' with z' + a(z'²-1) = z, on the branch that is z' = z at a = 0; where there is none, the end of the branch.
	if math.Abs(a) > 1 {
		r := 1 / a
		d := r*r + 4*(1+z*r)
		if d <= 0 {
			return -r / 2
		}
		return 2 * (1 + z*r) / (r + math.Copysign(math.Sqrt(d), a))
	}
	d := 1 + 4*a*(a+z)
	if d <= 0 {
		return -1 / (2 * a)
	}
	return 2 * (a + z) / (1 + math.Sqrt(d))
}

// limit returns the value of the quantity whose statistic is z, or the end of the range that the search ran to without finding it.
func (s *Score) limit(z float64) float64 {
	if s.edge {
		return s.edgeLimit(z)
	}
	lowest, highest := s.quantity.bounds()
	t, ok := s.find(z)
	switch low, _ := s.quantity.ends(); {
	case ok:
		return s.quantity.theta(t)
	case t == low:
		return lowest
	}
	return highest
}

// Expected returns the expected counts of a stratum whose margins are as observed and whose odds ratio is psi, positive and finite: events of the group, its others, events of the
// baseline and its others. Each has full relative accuracy.
func Expected(c Counts, psi float64) (a, notA, b, notB float64) {
	events := c.A + c.B
	others := c.N + c.M - events
	return expectedCell(psi, c.N, c.M, events), expectedCell(1/psi, c.N, c.M, others), expectedCell(1/psi, c.M, c.N, events), expectedCell(psi, c.M, c.N, others)
}

// Difference returns a/n - b/m with one rounding error.
func (c Counts) Difference() float64 { return difference(c) }
