package strata

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/compensated"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// point returns the estimate by a method and its variance, which is that of the logarithm for
// ratios. The estimate is NaN if there is nothing to estimate; the variance +Inf at either end of
// the range of a ratio.
func (p problem) point(m Method) (value, variance float64) {
	if m == InverseVariance {
		return p.inverseVariance()
	}
	switch p.q {
	case quantity.RatioOfProportions, quantity.RatioOfRates:
		return p.ratio()
	case quantity.OddsRatio:
		return p.oddsRatio()
	}
	return p.difference(m)
}

// ratio returns the ratio of Mantel and Haenszel 1959, in the form of Nurminen 1981 and Tarone
// 1981, and the variance of its logarithm by Greenland and Robins 1985, DOI 10.2307/2530643.
func (p problem) ratio() (value, variance float64) {
	var above, below, sum float64
	for _, s := range p.strata {
		n := s.N + s.M
		above += s.Weight() * (s.A / s.N) // so that equal rates give 1 itself
		below += s.Weight() * (s.B / s.M)
		if p.q == quantity.RatioOfProportions {
			// (n m (a+b) - a b N)/N², as a sum of positive terms
			sum += s.Weight() / n * (s.A*((s.M-s.B)/s.M) + s.B*((s.N-s.A)/s.N))
		} else {
			sum += s.Weight() / n * (s.A + s.B)
		}
	}
	return above / below, logVariance(above, below, sum)
}

func logVariance(above, below, sum float64) float64 {
	if above == 0 || below == 0 {
		return math.Inf(1)
	}
	return sum / above / below
}

// oddsRatio returns the odds ratio of Mantel and Haenszel 1959 and the variance of its logarithm by
// Robins, Breslow and Greenland 1986, DOI 10.2307/2531052.
func (p problem) oddsRatio() (value, variance float64) {
	var r, s, pr, mixed, qs float64
	for _, t := range p.strata {
		n := t.N + t.M
		notA, notB := t.N-t.A, t.M-t.B
		p, q := (t.A+notB)/n, (notA+t.B)/n
		rj, sj := t.A/n*notB, t.B/n*notA
		r += rj
		s += sj
		pr += p * rj
		mixed += p*sj + q*rj
		qs += q * sj
	}
	if r == 0 || s == 0 {
		return r / s, math.Inf(1)
	}
	return r / s, pr/r/(2*r) + mixed/r/(2*s) + qs/s/(2*s)
}

// difference returns the difference of Mantel and Haenszel and its variance by Greenland and Robins
// 1985 or by Sato 1989, Biometrics 45, 1323.
func (p problem) difference(m Method) (value, variance float64) {
	var above, weight, sum float64
	for _, s := range p.strata {
		w := s.Weight()
		above += w * s.DifferenceLess(0)
		weight += w
		sum += w * w * p.waldVariance(s)
	}
	value = above / weight
	if m == Sato {
		// Sato's variance of Σwⱼ(Δ̂ⱼ-Δ) is Δ ΣPⱼ + ΣQⱼ, where
		//	Pⱼ = wⱼ (nⱼ/Nⱼ bⱼ/mⱼ - mⱼ/Nⱼ aⱼ/nⱼ + (mⱼ-nⱼ)/2Nⱼ)     Qⱼ = wⱼ²vⱼ - Δⱼ Pⱼ
		// with the weights wⱼ and the Wald variances vⱼ of the strata. As Σ wⱼ²vⱼ + Σ(Δ-Δⱼ)Pⱼ it
		// does not cancel.
		for _, s := range p.strata {
			n := s.N + s.M
			var distance float64 // Δ-Δⱼ, exactly 0 where the strata are alike
			for _, other := range p.strata {
				distance += other.Weight() / weight * (other.DifferenceLess(0) - s.DifferenceLess(0))
			}
			sum += distance * s.Weight() * (s.N/n*(s.B/s.M) - s.M/n*(s.A/s.N) + (s.M-s.N)/n/2)
		}
		sum = max(0, sum) // of rounding errors alone is it ever below
	}
	return value, sum / weight / weight
}

// waldVariance returns the variance of the difference in one stratum.
func (p problem) waldVariance(s quantity.Counts) float64 {
	if p.q == quantity.DifferenceOfRates {
		return s.A/s.N/s.N + s.B/s.M/s.M
	}
	return s.A/s.N*((s.N-s.A)/s.N)/s.N + s.B/s.M*((s.M-s.B)/s.M)/s.M
}

// roughVariance is that of the difference, above zero whatever the counts.
func (p problem) roughVariance() float64 {
	var weight, sum float64
	for _, s := range p.strata {
		w := s.Weight()
		weight += w
		a, b := s.A+0.5, s.B+0.5
		if p.q == quantity.DifferenceOfRates {
			sum += w * w * (a/s.N/s.N + b/s.M/s.M)
			continue
		}
		n, m := s.N+1, s.M+1
		sum += w * w * (a/n*((s.N-s.A+0.5)/n)/n + b/m*((s.M-s.B+0.5)/m)/m)
	}
	return sum / weight / weight
}

// roughRatio returns a ratio between 0 and +Inf, and a standard error of its logarithm above zero,
// whatever the counts.
func (p problem) roughRatio() (start, width float64) {
	var above, below, events, baseline float64
	for _, s := range p.strata {
		a, b := s.A+0.5, s.B+0.5
		if p.q == quantity.OddsRatio {
			above += a / (s.N + s.M) * (s.M - s.B + 0.5)
			below += b / (s.N + s.M) * (s.N - s.A + 0.5)
		} else if p.q == quantity.RatioOfProportions {
			above += a / (s.N + 0.5) * s.Weight()
			below += b / (s.M + 0.5) * s.Weight()
		} else {
			above += a / s.N * s.Weight()
			below += b / s.M * s.Weight()
		}
		events += s.A
		baseline += s.B
	}
	return above / below, math.Sqrt(1/(events+0.5) + 1/(baseline+0.5))
}

// logRatio returns the logarithm of a Mantel-Haenszel ratio over a null value, with relative
// accuracy where the two are near each other.
func (p problem) logRatio(null float64) float64 {
	var distance, below float64
	for _, s := range p.strata {
		n := s.N + s.M
		if p.q == quantity.OddsRatio {
			distance += compensated.DifferenceOfProducts(s.A, s.M-s.B, null*s.B, s.N-s.A) / n
			below += null * s.B / n * (s.N - s.A)
		} else {
			distance += compensated.DifferenceOfProducts(s.A, s.M, null*s.B, s.N) / n
			below += null * s.B / n * s.N
		}
	}
	if r := distance / below; math.Abs(r) < 0.5 {
		return math.Log1p(r)
	}
	value, _ := p.point(MantelHaenszel)
	return math.Log(value / null)
}

// one returns the estimate of one stratum and its Wald variance, on the log scale for ratios. ok is
// false where a count of zero leaves no estimate or no variance to weigh it by.
func (p problem) one(s quantity.Counts) (value, variance float64, ok bool) {
	switch p.q {
	case quantity.RatioOfProportions:
		value, variance = math.Log(s.A/s.N*(s.M/s.B)), (s.N-s.A)/s.A/s.N+(s.M-s.B)/s.B/s.M
	case quantity.RatioOfRates:
		value, variance = math.Log(s.A/s.N*(s.M/s.B)), 1/s.A+1/s.B
	case quantity.OddsRatio:
		notA, notB := s.N-s.A, s.M-s.B
		value, variance = math.Log(s.A/notA*(notB/s.B)), 1/s.A+1/notA+1/s.B+1/notB
	default:
		value, variance = s.DifferenceLess(0), p.waldVariance(s)
	}
	ok = variance > 0 && !math.IsInf(variance, 1) && !math.IsNaN(value) && !math.IsInf(value, 0)
	return value, variance, ok
}

// inverseVariance returns the mean of the strata weighted by the inverse of their variances. Strata
// that cannot be weighed are left out; the value is NaN if that leaves none.
func (p problem) inverseVariance() (value, variance float64) {
	var sum, weight float64
	for _, s := range p.strata {
		if v, variance, ok := p.one(s); ok {
			sum += v / variance
			weight += 1 / variance
		}
	}
	value = sum / weight
	if !p.q.Difference() {
		value = math.Exp(value)
	}
	return value, 1 / weight
}
