package method

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/compensated"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// The methods with closed forms. Each is written so that nothing cancels: where a textbook formula
// subtracts two near numbers to get a limit, the product of the two roots is used instead.

// NormalTest returns the one-sided p-values of a statistic that is standard normal under the null,
// positive when the true value is above it. NaN, which is 0/0, rejects nothing.
func NormalTest(z float64) (less, greater float64) {
	if math.IsNaN(z) {
		return 1, 1
	}
	return tail.NormalTails(z)
}

// symmetric returns the limits value ± half.
func symmetric(value, half float64) Interval {
	return Interval{Lower: value - half, Upper: value + half}
}

// logSymmetric returns the limits value*exp(±half), and 0 and +Inf where the standard error is
// infinite.
func logSymmetric(value, half float64) Interval {
	if math.IsInf(half, 1) || math.IsNaN(half) {
		return Interval{Lower: 0, Upper: math.Inf(1)}
	}
	factor := math.Exp(half)
	return Interval{Lower: value / factor, Upper: value * factor}
}

// Wald.

func waldProportion(c quantity.Counts, l Confidence) Interval {
	return symmetric(c.A/c.N, l.Z*math.Sqrt(c.A/c.N*((c.N-c.A)/c.N)/c.N))
}

func waldProportionTest(c quantity.Counts, null float64) (less, greater float64) {
	return NormalTest(math.FMA(-c.N, null, c.A) / math.Sqrt(c.A*((c.N-c.A)/c.N)))
}

func waldRate(c quantity.Counts, l Confidence) Interval {
	return symmetric(c.A/c.N, l.Z*math.Sqrt(c.A)/c.N)
}

func waldRateTest(c quantity.Counts, null float64) (less, greater float64) {
	return NormalTest(math.FMA(-c.N, null, c.A) / math.Sqrt(c.A))
}

// katzError is the standard error of the log ratio of proportions. It is +Inf with no events in a
// group.
func katzError(c quantity.Counts) float64 { return katzErrorWith(c, c.N-c.A, c.M-c.B) }

// katzErrorWith is katzError with what are no events given: of counts near 2^53 to which something
// was added, the differences are not.
func katzErrorWith(c quantity.Counts, notA, notB float64) float64 {
	if c.A == 0 || c.B == 0 {
		return math.Inf(1)
	}
	return math.Sqrt(notA/(c.A*c.N) + notB/(c.B*c.M))
}

func waldRatioOfProportions(c quantity.Counts, l Confidence) Interval {
	return logSymmetric(c.Plain(quantity.RatioOfProportions), l.Z*katzError(c))
}

func waldRatioOfProportionsTest(c quantity.Counts, null float64) (less, greater float64) {
	return logTest(c, katzError(c), null)
}

func waldRatioOfRates(c quantity.Counts, l Confidence) Interval {
	return logSymmetric(c.Plain(quantity.RatioOfRates), l.Z*rateRatioError(c))
}

func waldRatioOfRatesTest(c quantity.Counts, null float64) (less, greater float64) {
	return logTest(c, rateRatioError(c), null)
}

func rateRatioError(c quantity.Counts) float64 { return math.Sqrt(1/c.A + 1/c.B) }

// logTest tests a log ratio with the given standard error, which rejects nothing when it is
// infinite.
func logTest(c quantity.Counts, standardError, null float64) (less, greater float64) {
	if math.IsInf(standardError, 1) {
		return 1, 1
	}
	return NormalTest(c.LogRatio(null) / standardError)
}

// woolfError is the standard error of the log odds ratio, of counts as [quantity.Counts.Odds]
// returns them.
func woolfError(c quantity.Counts) float64 {
	return math.Sqrt(1/c.A + 1/c.N + 1/c.B + 1/c.M)
}

func waldOddsRatio(c quantity.Counts, l Confidence) Interval {
	return logSymmetric(c.Plain(quantity.OddsRatio), l.Z*woolfError(c.Odds()))
}

func waldOddsRatioTest(c quantity.Counts, null float64) (less, greater float64) {
	return logTest(c.Odds(), woolfError(c.Odds()), null)
}

func waldDifferenceOfProportions(c quantity.Counts, l Confidence) Interval {
	return symmetric(c.Plain(quantity.DifferenceOfProportions), l.Z*differenceError(c, c.N-c.A, c.M-c.B))
}

func waldDifferenceOfProportionsTest(c quantity.Counts, null float64) (less, greater float64) {
	return NormalTest(c.DifferenceLess(null) / differenceError(c, c.N-c.A, c.M-c.B))
}

// differenceError is the standard error of the difference of proportions, with what are no events
// given.
func differenceError(c quantity.Counts, notA, notB float64) float64 {
	return math.Sqrt(c.A*notA/(c.N*c.N*c.N) + c.B*notB/(c.M*c.M*c.M))
}

func waldDifferenceOfRates(c quantity.Counts, l Confidence) Interval {
	return symmetric(c.Plain(quantity.DifferenceOfRates), l.Z*rateDifferenceError(c))
}

func waldDifferenceOfRatesTest(c quantity.Counts, null float64) (less, greater float64) {
	return NormalTest(c.DifferenceLess(null) / rateDifferenceError(c))
}

func rateDifferenceError(c quantity.Counts) float64 {
	return math.Sqrt(c.A/(c.N*c.N) + c.B/(c.M*c.M))
}

// WaldRatio returns the plain ratio of proportions, or of rates, with its limits at the default
// level and the two-sided p-value of 1, of counts with events in both groups. ok is false where all
// are events, which leaves no standard error.
func WaldRatio(c quantity.Counts, proportions bool) (value, lower, upper, p float64, ok bool) {
	var standardError float64
	if proportions {
		standardError = katzError(c)
	} else {
		standardError = rateRatioError(c)
	}
	if standardError == 0 {
		return 0, 0, 0, 0, false
	}
	p = 2 * tail.NormalTail(c.LogRatio(1)/standardError)
	factor := math.Exp(defaultConfidence.Z * standardError)
	value = (c.A / c.N) / (c.B / c.M)
	return value, value / factor, value * factor, p, true
}

// WaldDifference is [WaldRatio] of a difference, and of the null value 0. ok is false also where a
// limit is out of range.
func WaldDifference(c quantity.Counts, proportions bool) (value, lower, upper, p float64, ok bool) {
	var standardError float64
	if proportions {
		standardError = differenceError(c, c.N-c.A, c.M-c.B)
	} else {
		standardError = rateDifferenceError(c)
	}
	value = c.DifferenceLess(0)
	half := defaultConfidence.Z * standardError
	lower, upper = value-half, value+half
	if standardError == 0 || proportions && (lower < -1 || upper > 1) {
		return 0, 0, 0, 0, false
	}
	return value, lower, upper, 2 * tail.NormalTail(value/standardError), true
}

// Score, where it has a closed form.

// wilson returns the Wilson limits of a out of n.
func wilson(a, n, z float64) (lower, upper float64) {
	z2 := z * z
	root := z * math.Sqrt(z2+4*a*((n-a)/n))
	centre := 2*a + z2
	if a == 0 {
		lower = 0
	} else {
		lower = a / n * (2 * a / (centre + root))
	}
	if a == n {
		return lower, 1
	}
	return lower, (centre + root) / (2 * (n + z2))
}

var scoreProportion = Form{
	Limits: func(c quantity.Counts, l Confidence) Interval {
		lower, upper := wilson(c.A, c.N, l.Z)
		return Interval{Lower: lower, Upper: upper}
	},
	Test: func(c quantity.Counts, null float64) (less, greater float64) {
		return NormalTest(math.FMA(-c.N, null, c.A) / math.Sqrt(c.N*null*(1-null)))
	},
}

// scoreCount returns the score limits of a Poisson mean of which a was observed.
func scoreCount(a, z float64) (lower, upper float64) {
	z2 := z * z
	sum := 2*a + z2 + z*math.Sqrt(z2+4*a)
	if a > 0 {
		lower = 2 * a * (a / sum)
	}
	return lower, sum / 2
}

func scoreRate(c quantity.Counts, l Confidence) Interval {
	lower, upper := scoreCount(c.A, l.Z)
	return Interval{Lower: lower / c.N, Upper: upper / c.N}
}

func scoreRateTest(c quantity.Counts, null float64) (less, greater float64) {
	return NormalTest(math.FMA(-c.N, null, c.A) / math.Sqrt(c.N*null))
}

// scoreRatioOfRates is Wilson's interval for the share of the events that is the group's, given
// their total, as a ratio.
func scoreRatioOfRates(c quantity.Counts, l Confidence) Interval {
	total := c.A + c.B
	w := l.Z * l.Z * total
	sum := 2*c.A*c.B + w + math.Sqrt(w*(4*c.A*c.B+w))
	scale := c.M / c.N
	i := Interval{Upper: math.Inf(1)}
	if c.A > 0 {
		i.Lower = 2 * c.A * c.A / sum * scale
	}
	if c.B > 0 {
		i.Upper = sum / (2 * c.B * c.B) * scale
	}
	return i
}

func scoreRatioOfRatesTest(c quantity.Counts, null float64) (less, greater float64) {
	return NormalTest(compensated.DifferenceOfProducts(c.A, c.M, null*c.B, c.N) / math.Sqrt((c.A+c.B)*null*c.N*c.M))
}

// Methods by name.

func agrestiCoull(c quantity.Counts, l Confidence) Interval {
	n := c.N + l.Z*l.Z
	a := c.A + l.Z*l.Z/2
	return symmetric(a/n, l.Z*math.Sqrt(a/n*((n-a)/n)/n))
}

// wilsonCC is method 4 of Newcombe 1998, DOI
// 10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E.
func wilsonCC(c quantity.Counts, l Confidence) Interval {
	a, n, z2 := c.A, c.N, l.Z*l.Z
	p, q := a/n, (n-a)/n
	i := Interval{Upper: 1}
	// Within the correction of half an event the end of the range is never rejected: at 0 and at
	// all, and, with a design effect, where no more than half an effective event is left.
	if a > 0.5 {
		i.Lower = (2*a + z2 - 1 - l.Z*math.Sqrt(max(0, z2-2-1/n+4*p*(n*q+1)))) / (2 * (n + z2))
	}
	if n-a > 0.5 {
		i.Upper = (2*a + z2 + 1 + l.Z*math.Sqrt(max(0, z2+2-1/n+4*p*(n*q-1)))) / (2 * (n + z2))
	}
	return i
}

// byar returns Byar's limits of a Poisson mean: Breslow and Day 1987, Statistical Methods in Cancer
// Research II, p. 69.
func byar(a, z float64) (lower, upper float64) {
	if a > 0 {
		w := 1 - 1/(9*a) - z/(3*math.Sqrt(a))
		lower = a * w * w * w
	}
	w := 1 - 1/(9*(a+1)) + z/(3*math.Sqrt(a+1))
	return lower, (a + 1) * w * w * w
}

func byarRate(c quantity.Counts, l Confidence) Interval {
	lower, upper := byar(c.A, l.Z)
	return Interval{Lower: lower / c.N, Upper: upper / c.N}
}

// publicHealthExactBelow is the count from which the UK public-health rule takes Byar's limits:
// Public Health England, Technical Guide: Confidence Intervals, 2018.
const publicHealthExactBelow = 10

func publicHealthRate(c quantity.Counts, l Confidence) Interval {
	if c.A < publicHealthExactBelow {
		return exactRate.Limits(c, l)
	}
	return byarRate(c, l)
}

func publicHealthRateTest(c quantity.Counts, null float64) (less, greater float64) {
	if c.A < publicHealthExactBelow {
		return exactRate.Test(c, null)
	}
	return touch(byarRate, c, null)
}

// Adjusted log.

func adjustedLogRatioOfProportions(c quantity.Counts, l Confidence) Interval {
	half := c.AddHalf()
	return logSymmetric(half.Plain(quantity.RatioOfProportions), l.Z*katzErrorWith(half, c.N-c.A, c.M-c.B))
}

func adjustedLogRatioOfProportionsTest(c quantity.Counts, null float64) (less, greater float64) {
	half := c.AddHalf()
	return logTest(half, katzErrorWith(half, c.N-c.A, c.M-c.B), null)
}

func adjustedLogRatioOfRates(c quantity.Counts, l Confidence) Interval {
	return waldRatioOfRates(quantity.CountsOf(c.A+0.5, c.N, c.B+0.5, c.M), l)
}

func adjustedLogRatioOfRatesTest(c quantity.Counts, null float64) (less, greater float64) {
	return waldRatioOfRatesTest(quantity.CountsOf(c.A+0.5, c.N, c.B+0.5, c.M), null)
}

// Agresti and Caffo 2000, DOI 10.1080/00031305.2000.10474560.

// addOne returns the counts with one event and one other more in each group, and the others so
// counted.
func addOne(c quantity.Counts) (one quantity.Counts, notA, notB float64) {
	return quantity.CountsOf(c.A+1, c.N+2, c.B+1, c.M+2), c.N - c.A + 1, c.M - c.B + 1
}

func agrestiCaffo(c quantity.Counts, l Confidence) Interval {
	one, notA, notB := addOne(c)
	return symmetric(one.Plain(quantity.DifferenceOfProportions), l.Z*differenceError(one, notA, notB))
}

func agrestiCaffoTest(c quantity.Counts, null float64) (less, greater float64) {
	one, notA, notB := addOne(c)
	return NormalTest(one.DifferenceLess(null) / differenceError(one, notA, notB))
}
