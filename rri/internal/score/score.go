// Package score inverts the asymptotic score of two groups in one stratum or more: for a value θ
// that all strata share, and the statistic of the weighted sum of their scores,
//
//	S = Σ wⱼ Sⱼ,  V = Σ wⱼ² Vⱼ Nⱼ/(Nⱼ-1),  μ₃ = Σ wⱼ³ μ₃ⱼ,  z + (z²-1) μ₃/(6 V^1.5) = S/√V.
//
// Sⱼ, Vⱼ and μ₃ⱼ are the score of stratum j, its variance and its third central moment under the
// maximum likelihood estimate of that stratum restricted to θ. This is the stratified score of Laud
// 2017, DOI 10.1002/pst.1813; a [Variant] leaves out the correction for skewness, or the factor
// N/(N-1), which is for two proportions alone. The statistic falls as θ grows, and a limit is where
// it crosses ±z.
//
// The weights of ratios and differences are those of Mantel and Haenszel, nⱼmⱼ/(nⱼ+mⱼ), so that S =
// 0 at the Mantel-Haenszel estimate and z² = the Cochran-Mantel-Haenszel statistic at no disparity.
// Those of the odds ratio are 1/Vⱼ, by which S is the events of the group less those expected; z²
// again is that statistic.
//
// θ is searched on a scale t where it is unbounded and the statistic nearly straight: the logarithm
// for ratios and rates, the logit for one proportion, and θ itself for differences. So it is for
// several strata, which share θ alone, and for what the following leave (find.go, walk.go).
//
// One comparison of two groups is searched by its multiplier, by which the restricted estimates are
// closed (profile.go): both limits in step where the statistic falls (together.go), and along a
// path where it may turn (path.go, place.go, turns.go). The limits of one proportion or rate are
// closed (one.go).
package score

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// Variant is one way to form the statistic.
type Variant struct {
	Skewness bool // correct for skewness
	Unbiased bool // multiply the variance by N/(N-1), for two proportions
}

// Score is the statistic of some strata.
type Score struct {
	q       quantity.Quantity
	variant Variant
	strata  []quantity.Counts
	bends   []bend // of the strata, if they are several
	// the contrast that is searched, in the place of the strata; nil for none (see contrast.go)
	contrast *Contrast
	// a value of t within the interval
	start float64
	// about a standard error, on the scale of t
	width float64
	// the statistic at the start, where find begins; Limits sets it, unless turns
	z float64
	// the statistic may turn, and rise for a while: several strata, or a zero cell (see walk.go)
	turns bool
	// if turns, the t with statistic 0 that is nearest to the start, or the end of the range
	centre float64
	// of one comparison that turns, its path, and the centre on it
	onPath bool
	path   path
	middle spot
	// the quantity is at the lower end of its range
	empty bool
	// or at the upper
	full bool
}

// New returns the score of strata that each have someone to compare. start is near the middle of
// the interval and width its rough standard error, both on the scale of t. empty and full say that
// the estimate is at the lower or at the upper end of the range: without the correction for
// skewness the limit then is that end.
func New(q quantity.Quantity, v Variant, strata []quantity.Counts, start, width float64, empty, full bool) Score {
	s := Score{q: q, variant: v, strata: strata, start: start, width: width, empty: empty, full: full}
	s.begin(!Falls(q, v, strata))
	return s
}

// begin makes the start and the width ones that a search can begin with, and finds the centre of a
// statistic that may turn.
func (s *Score) begin(turns bool) {
	low, high := ends(s.q)
	if !(s.start >= low && s.start <= high) { // of no use, if not NaN
		s.start = 0
	}
	if !(s.width > 0 && s.width <= high) {
		s.width = 1
	}
	s.turns = turns
	if !s.turns {
		return
	}
	if s.hasMultiplier() {
		p := newPath(s.q, s.strata[0], s.variant)
		s.path, s.onPath = p, true
		s.middle = p.centreOf(p.spotOf(s.start), s.at(s.start))
		return
	}
	s.bends = bendsOf(s.q, s.strata)
	s.centre = s.findCentre()
}

// Falls reports whether the statistic is known to fall all the way as the value grows, so that its
// value at a point is that of a test: there is one stratum, and of two groups no count of zero or
// of all that the correction for skewness could make it rise at. An effective count of less than
// one event is as good as zero.
func Falls(q quantity.Quantity, v Variant, strata []quantity.Counts) bool {
	return len(strata) == 1 && !(v.Skewness && q.TwoGroups() && strata[0].Smallest(q) < 1)
}

// StatisticAt returns the statistic of some strata at a value of the quantity. Where it [Falls]
// this is [Score.Statistic].
func StatisticAt(q quantity.Quantity, v Variant, strata []quantity.Counts, theta float64) float64 {
	s := Score{q: q, variant: v, strata: strata}
	return s.at(clamp(q, theta))
}

// Limits returns the limits whose statistics are z and -z. cut tells that a limit is the end of the
// range because no value on that side can be rejected.
func (s *Score) Limits(z float64) (lower, upper float64, cut bool) {
	lowest, highest := s.q.Range()
	lower, upper = lowest, highest
	found := false
	switch {
	case !s.q.TwoGroups():
		lower, upper = s.oneGroup(z)
		found = true
	case !s.turns && s.hasMultiplier():
		lower, upper, found = s.together(z)
	}
	if !found {
		if !s.turns {
			s.z = s.at(s.start)
		}
		if s.variant.Skewness || !s.empty {
			lower = s.limit(z)
		}
		if s.variant.Skewness || !s.full {
			upper = s.limit(-z)
		}
	}
	return lower, upper, s.variant.Skewness && (lower == lowest && !s.empty || upper == highest && !s.full)
}

// Statistic returns the statistic of a value of the quantity, which is standard normal if that is
// the true one, and positive if the data lie above it. Where the statistic may turn it is the
// furthest on the way there: see walk.go.
func (s *Score) Statistic(theta float64) float64 {
	var t float64
	if s.contrast != nil {
		t = s.contrast.place(theta)
	} else {
		t = clamp(s.q, theta)
	}
	switch {
	case !s.turns:
		return s.at(t)
	case s.onPath:
		return s.path.furthestTo(s.middle, t, s.at(t))
	}
	return s.furthestStatistic(t)
}

// hasMultiplier reports whether this is one comparison of two groups, whose statistic is known by
// its multiplier: see [profile]. Sizes of which a product might leave the range are left to the
// search by θ, and so are those so far apart that a multiplier of the size of the one is lost
// beside the other.
func (s *Score) hasMultiplier() bool {
	if s.contrast != nil || len(s.strata) != 1 || !s.q.TwoGroups() {
		return false
	}
	const largest, furthestApart = 1e40, 1e10
	c := &s.strata[0]
	least, most := min(c.N, c.M), max(c.N, c.M)
	return least > 1/largest && most < largest && most < furthestApart*least
}

// clamp returns the t of a value of the quantity, within the ends of the search.
func clamp(q quantity.Quantity, theta float64) float64 {
	low, high := ends(q)
	return min(max(Scale(q, theta), low), high)
}

// Heterogeneity returns Σ Sⱼ²/(Vⱼ Nⱼ/(Nⱼ-1)) at a value of the quantity, and the number of strata
// in it: those whose score has a variance there.
func Heterogeneity(q quantity.Quantity, strata []quantity.Counts, theta float64) (statistic float64, informative int) {
	t := Scale(q, theta)
	for _, c := range strata {
		m := MomentsAt(q, c, t)
		v := m.Variance * factor(q, c)
		if !(v > 0) || math.IsInf(v, 1) {
			continue
		}
		informative++
		statistic += m.Score / v * m.Score
	}
	return statistic, informative
}

// Scale returns the t of a value of the quantity.
func Scale(q quantity.Quantity, theta float64) float64 {
	switch q {
	case quantity.Proportion:
		return math.Log(theta) - math.Log1p(-theta)
	case quantity.DifferenceOfProportions, quantity.DifferenceOfRates:
		return theta
	}
	return math.Log(theta)
}

// valueAt returns the value that is searched at t.
func (s *Score) valueAt(t float64) float64 {
	if s.contrast != nil {
		return s.contrast.value(t)
	}
	return Value(s.q, t)
}

// Value returns the value of the quantity at t: the reverse of [Scale].
func Value(q quantity.Quantity, t float64) float64 {
	switch q {
	case quantity.Proportion:
		return tail.Logistic(t)
	case quantity.DifferenceOfProportions, quantity.DifferenceOfRates:
		return t
	}
	return math.Exp(t)
}

const (
	searchEnd = 300         // on a log scale: beyond e^300 no counts can tell values apart
	insideOne = 1 - 0x1p-53 // for a difference of proportions: at 1 itself the statistic is 0/0
)

// ends returns the ends of the search, on the scale of t.
func ends(q quantity.Quantity) (low, high float64) {
	switch q {
	case quantity.DifferenceOfProportions:
		return -insideOne, insideOne
	case quantity.DifferenceOfRates:
		return -math.MaxFloat64, math.MaxFloat64
	}
	return -searchEnd, searchEnd
}

// MomentsAt returns the moments of one stratum at t.
func MomentsAt(q quantity.Quantity, c quantity.Counts, t float64) Moments {
	switch q {
	case quantity.Proportion:
		return proportionMoments(c, t)
	case quantity.Rate:
		return rateMoments(c, t)
	case quantity.RatioOfProportions:
		return proportionsRatioMoments(c, t)
	case quantity.RatioOfRates:
		return ratesRatioMoments(c, t)
	case quantity.DifferenceOfProportions:
		return proportionsDifferenceMoments(c, t)
	case quantity.DifferenceOfRates:
		return ratesDifferenceMoments(c, t)
	}
	return oddsRatioMoments(c, t)
}

// factor returns what the variance of a stratum is multiplied by.
func factor(q quantity.Quantity, c quantity.Counts) float64 {
	if q == quantity.Proportion || !q.Binomial() {
		return 1
	}
	n := max(c.N+c.M, 2) // effective counts, those divided by a design effect, can be fewer
	return n / (n - 1)
}

// at returns the statistic at t.
func (s *Score) at(t float64) float64 {
	if s.contrast != nil {
		m := s.contrast.moments(t, s.variant.Unbiased)
		return m.Statistic(s.variant.Skewness)
	}
	if len(s.strata) == 1 { // a weight would change nothing
		m := MomentsAt(s.q, s.strata[0], t)
		if s.variant.Unbiased {
			m.Variance *= factor(s.q, s.strata[0])
		}
		return m.Statistic(s.variant.Skewness)
	}
	var sum Moments
	for _, c := range s.strata {
		m := MomentsAt(s.q, c, t)
		weight := c.Weight()
		if s.q == quantity.OddsRatio {
			if !(m.Variance > 0) {
				continue // no events, or no others: the odds ratio of this stratum can be anything
			}
			weight = 1 // the moments are those of the events
		}
		if s.variant.Unbiased {
			m.Variance *= factor(s.q, c)
		}
		sum.Score += weight * m.Score
		sum.Variance += weight * weight * m.Variance
		sum.Third += weight * weight * weight * m.Third
	}
	return sum.Statistic(s.variant.Skewness)
}

// Statistic returns the value that is standard normal at the true θ, corrected for skewness if that
// is wanted.
func (m Moments) Statistic(skewness bool) float64 {
	if m.Variance <= 0 {
		if m.Score == 0 {
			return 0
		}
		return math.Inf(1) * m.Score
	}
	precision := 1 / math.Sqrt(m.Variance)
	z := m.Score * precision
	if !skewness {
		return z
	}
	z, _ = withSkewness(z, m.Third/6*precision*precision*precision)
	return z
}

// withSkewness returns z' with z' + a(z'²-1) = z, on the branch that is z' = z at a = 0, and the
// derivative of z by z' there, 1+2az'; where there is none, the end of the branch and 0.
func withSkewness(z, a float64) (corrected, slope float64) {
	if math.Abs(a) > 1 {
		r := 1 / a
		d := r*r + 4*(1+z*r)
		if d <= 0 {
			return -r / 2, 0
		}
		root := math.Sqrt(d)
		return 2 * (1 + z*r) / (r + math.Copysign(root, a)), math.Abs(a) * root
	}
	d := 1 + 4*a*(a+z)
	if d <= 0 {
		return -1 / (2 * a), 0
	}
	root := math.Sqrt(d)
	return 2 * (a + z) / (1 + root), root
}

// limit returns the value of the quantity whose statistic is z, or the end of the range that the
// search ran to without finding it.
func (s *Score) limit(z float64) float64 {
	if s.turns {
		return s.walkedLimit(z)
	}
	lowest, highest := s.q.Range()
	t, ok := s.find(z)
	switch low, _ := ends(s.q); {
	case ok:
		return s.valueAt(t)
	case t == low:
		return lowest
	}
	return highest
}

// Expected returns the expected counts of a stratum whose margins are as observed and whose odds
// ratio is psi, positive and finite: events of the group, its others, events of the baseline and
// its others. Each has full relative accuracy.
func Expected(c quantity.Counts, psi float64) (a, notA, b, notB float64) {
	x, y := c.N-c.A, c.M-c.B
	return expectedCell(psi, c.A, x, c.B, y), expectedCell(1/psi, x, c.A, y, c.B), expectedCell(1/psi, c.B, y, c.A, x), expectedCell(psi, y, c.B, x, c.A)
}
