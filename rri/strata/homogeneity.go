package strata

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/score"
	"github.com/seed-549880be/disparity/rri/internal/strictjson"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// Test is a chi-square test over strata. It is a small comparable value.
type Test struct {
	// NaN if there is nothing to test
	Statistic float64
	// degrees of freedom; for a test of homogeneity the number of strata in it, less one; 0 if
	// there is nothing to test
	DF int
	// the upper tail of the chi-square distribution, with relative accuracy down to the smallest
	// float64; NaN if there is nothing to test
	P float64
}

// I2 returns the share of the variation between strata that is beyond chance,
// (Statistic-DF)/Statistic, at least 0: Higgins and Thompson 2002, DOI 10.1002/sim.1186. It is for
// tests of homogeneity, and NaN if there is nothing to test.
func (t Test) I2() float64 {
	switch {
	case t.DF == 0 || math.IsNaN(t.Statistic):
		return math.NaN()
	case t.Statistic <= float64(t.DF):
		return 0
	}
	return 1 - float64(t.DF)/t.Statistic
}

// String returns the test as "χ² = 5.18, df 1, p = 0.023".
func (t Test) String() string {
	if t.DF == 0 {
		return "—"
	}
	return fmt.Sprintf("χ² = %.3g, df %d, p = %.2g", t.Statistic, t.DF, t.P)
}

type testJSON struct {
	Statistic strictjson.Number `json:"statistic"`
	DF        int               `json:"df"`
	P         strictjson.Number `json:"p"`
	I2        strictjson.Number `json:"i2"`
}

// MarshalJSON writes the test as an object with statistic, df, p and i2, NaN as null.
func (t Test) MarshalJSON() ([]byte, error) {
	return json.Marshal(testJSON{strictjson.Number(t.Statistic), t.DF, strictjson.Number(t.P), strictjson.Number(t.I2())})
}

// UnmarshalJSON reads what [Test.MarshalJSON] writes. I2 follows from the rest.
func (t *Test) UnmarshalJSON(data []byte) error {
	nan := strictjson.Number(math.NaN())
	in := testJSON{Statistic: nan, P: nan}
	if err := strictjson.Unmarshal(data, &in); err != nil {
		return fmt.Errorf("strata: test: %w", err)
	}
	*t = Test{float64(in.Statistic), in.DF, float64(in.P)}
	return nil
}

var noTest = Test{Statistic: math.NaN(), P: math.NaN()}

// chiSquare returns the test with a statistic.
func chiSquare(statistic float64, df int) Test {
	if df < 1 || math.IsNaN(statistic) {
		return noTest
	}
	t := Test{Statistic: max(0, statistic), DF: df, P: 1} // below 0 by rounding errors alone
	switch {
	case math.IsInf(statistic, 1):
		t.P = 0
	case statistic > 0:
		_, t.P = tail.Gamma(float64(df)/2, statistic/2)
	}
	return t
}

// CochranMantelHaenszel tests that within strata group and baseline are alike: of proportions, by
// the hypergeometric variances of Mantel and Haenszel 1959; of rates, by the binomial ones of
// Breslow and Day 1987 (Statistical Methods in Cancer Research II, p. 108). It has one degree of
// freedom. The p-values of [Score] for no disparity are its own, without the correction.
//
// corrected takes Mantel and Haenszel's correction for continuity, ½ from the distance of the
// events from their expectation, but no more than the distance, which makes it close to an exact
// test. R's mantelhaen.test takes nothing from a distance below ½: there its statistic is the one
// without the correction, where this one is 0, and the p-value 1. There is nothing to test if every
// stratum lacks someone to compare, or events (or, in proportions, others).
//
// The error wraps [rri.ErrCount].
func CochranMantelHaenszel[M rri.Measure](pairs []Pair[M], corrected bool) (Test, error) {
	strata, _, err := counts(pairs)
	if err != nil {
		return Test{}, fmt.Errorf("strata: %w", err)
	}
	var distance, variance float64
	for _, s := range strata {
		n := s.N + s.M
		distance += s.Weight() * s.DifferenceLess(0) // a - n(a+b)/N
		v := s.Weight() / n * (s.A + s.B)
		if isBinomial[M]() {
			v *= (n - s.A - s.B) / (max(n, 2) - 1) // fewer than 2 are effective counts
		}
		variance += v
	}
	if variance == 0 {
		return noTest, nil
	}
	distance = math.Abs(distance)
	if corrected {
		distance -= min(0.5, distance)
	}
	return chiSquare(distance/variance*distance, 1), nil
}

// RatioHomogeneity tests that the strata share one ratio. It is small where the index is much the
// same in every stratum; where it is not, one adjusted index hides something, and the ratios of the
// strata are the answer. It has little power in small strata: a large p-value does not show that
// they are alike.
//
// With [SCAS] and [Score] it is the sum over strata of the squared score at the Mantel-Haenszel
// ratio over its variance (Laud 2017, appendix S4), in which a stratum with no events in one of the
// two groups counts too. With the other methods it is Cochran's Q: the squared distances of the log
// ratios from their mean, weighted by the inverse of their variances (Cochran 1954, DOI
// 10.2307/3001666), without the strata where a zero leaves no log ratio or no variance.
//
// There is nothing to test in fewer than two strata. The error wraps [rri.ErrCount], or
// [rri.ErrOption] if m is no method.
func RatioHomogeneity[M rri.Measure](pairs []Pair[M], m Method) (Test, error) {
	return homogeneity(quantity.RatioOf[M](), pairs, m)
}

// DifferenceHomogeneity tests that the strata share one difference. The methods are as for
// [RatioHomogeneity].
func DifferenceHomogeneity[M rri.Measure](pairs []Pair[M], m Method) (Test, error) {
	return homogeneity(quantity.DifferenceOf[M](), pairs, m)
}

func homogeneity[M rri.Measure](q quantity.Quantity, pairs []Pair[M], m Method) (Test, error) {
	if m >= numMethods {
		return Test{}, fmt.Errorf("strata: %s: %w: want one of the Method constants", m, rri.ErrOption)
	}
	p := problem{q: q}
	var err error
	if p.strata, _, err = counts(pairs); err != nil {
		return Test{}, fmt.Errorf("strata: %w", err)
	}
	return p.homogeneity(m), nil
}

func (p problem) homogeneity(m Method) Test {
	if !m.scores() {
		return p.cochranQ()
	}
	value, _ := p.point(m)
	if math.IsNaN(value) || (!p.q.Difference() && (value == 0 || math.IsInf(value, 1))) {
		return noTest
	}
	statistic, informative := score.Heterogeneity(p.q, p.strata, value)
	return chiSquare(statistic, informative-1)
}

// cochranQ returns Cochran's Q.
func (p problem) cochranQ() Test {
	mean, _ := p.inverseVariance()
	if !p.q.Difference() {
		mean = math.Log(mean)
	}
	var q float64
	informative := 0
	for _, s := range p.strata {
		if v, variance, ok := p.one(s); ok {
			q += (v - mean) / variance * (v - mean)
			informative++
		}
	}
	return chiSquare(q, informative-1)
}

// BreslowDay tests that the strata share one odds ratio: the squared distances of the events of the
// group from those expected at the Mantel-Haenszel odds ratio, over their variances (Breslow and
// Day 1980, Statistical Methods in Cancer Research I, p. 142), without Tarone's adjustment. Strata
// that lack events, or others, have no odds ratio: they are not in it.
//
// There is nothing to test in fewer than two strata, or if the Mantel-Haenszel odds ratio is 0 or
// infinite. The error wraps [rri.ErrCount].
func BreslowDay(pairs []Pair[rri.Proportion]) (Test, error) {
	t, _, err := breslowDay(pairs)
	return t, err
}

// Tarone is [BreslowDay] with the adjustment of Tarone 1985, DOI 10.1093/biomet/72.1.91, that makes
// it exactly chi-square in large samples. Many programs print it under the name of Breslow and Day.
func Tarone(pairs []Pair[rri.Proportion]) (Test, error) {
	t, adjustment, err := breslowDay(pairs)
	if t.DF == 0 || err != nil {
		return t, err
	}
	return chiSquare(t.Statistic-adjustment, t.DF), nil
}

func breslowDay(pairs []Pair[rri.Proportion]) (plain Test, adjustment float64, err error) {
	strata, _, err := counts(pairs)
	if err != nil {
		return Test{}, 0, fmt.Errorf("strata: %w", err)
	}
	psi, variance := problem{q: quantity.OddsRatio, strata: strata}.oddsRatio()
	if math.IsInf(variance, 1) {
		return noTest, 0, nil
	}
	var statistic, distance, sum float64
	informative := 0
	for _, s := range strata {
		if s.A+s.B == 0 || (s.A == s.N && s.B == s.M) {
			continue
		}
		a, notA, b, notB := score.Expected(s, psi)
		v := 1 / (1/a + 1/notA + 1/b + 1/notB)
		d := s.A - a
		statistic += d / v * d
		distance += d
		sum += v
		informative++
	}
	return chiSquare(statistic, informative-1), distance / sum * distance, nil
}
