package rri

import (
	"math"

	"github.com/seed-549880be/disparity/rri/internal/compensated"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// The methods with closed forms. Each is written so that nothing cancels: where a textbook formula
// subtracts two near numbers to get a limit, the product of the two roots is used instead.

// normalTest returns the one-sided p-values of a statistic that is standard normal under the null,
// positive when the true value is above it. NaN, which is 0/0, rejects nothing.
func normalTest(z float64) (less, greater float64, err error) {
	if math.IsNaN(z) {
		return 1, 1, nil
	}
	less, greater = tail.NormalTails(z)
	return less, greater, nil
}

// symmetric returns the limits value ± half.
func symmetric(value, half float64) (lower, upper float64, flags Flags, err error) {
	return value - half, value + half, 0, nil
}

// logSymmetric returns the limits value*exp(±half), and 0 and +Inf where the standard error is
// infinite.
func logSymmetric(value, half float64) (lower, upper float64, flags Flags, err error) {
	if math.IsInf(half, 1) || math.IsNaN(half) {
		return 0, math.Inf(1), 0, nil
	}
	factor := math.Exp(half)
	return value / factor, value * factor, 0, nil
}

// logRatio returns the logarithm of (a/n)/(b/m) over null.
func (c cells) logRatio(null float64) float64 {
	x, y := c.a*c.m, null*c.b*c.n
	ratio := x / y
	if ratio < 0.1 || ratio > 1.9 {
		return math.Log(ratio)
	}
	// What the ratio lacks by rounding is all that is left of a logarithm near 0. It is known from
	// the exact difference of x and y.
	return math.Log(ratio) + math.FMA(1-ratio, y, compensated.DifferenceOfProducts(c.a, c.m, null*c.b, c.n))/x
}

// Wald.

func waldProportion(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return symmetric(c.a/c.n, l.z*math.Sqrt(c.a/c.n*((c.n-c.a)/c.n)/c.n))
}

func waldProportionTest(c cells, null float64) (less, greater float64, err error) {
	return normalTest(math.FMA(-c.n, null, c.a) / math.Sqrt(c.a*((c.n-c.a)/c.n)))
}

func waldRate(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return symmetric(c.a/c.n, l.z*math.Sqrt(c.a)/c.n)
}

func waldRateTest(c cells, null float64) (less, greater float64, err error) {
	return normalTest(math.FMA(-c.n, null, c.a) / math.Sqrt(c.a))
}

// katzError is the standard error of the log ratio of proportions. It is +Inf with no events in a
// group.
func (c cells) katzError() float64 { return c.katzErrorWith(c.n-c.a, c.m-c.b) }

// katzErrorWith is katzError with what are no events given: of counts near 2^53 to which something
// was added, the differences are not.
func (c cells) katzErrorWith(notA, notB float64) float64 {
	if c.a == 0 || c.b == 0 {
		return math.Inf(1)
	}
	return math.Sqrt(notA/c.a/c.n + notB/c.b/c.m)
}

func waldRatioOfProportions(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return logSymmetric(c.plain(ratioOfProportions), l.z*c.katzError())
}

func waldRatioOfProportionsTest(c cells, null float64) (less, greater float64, err error) {
	return logTest(c, c.katzError(), null)
}

func waldRatioOfRates(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return logSymmetric(c.plain(ratioOfRates), l.z*math.Sqrt(1/c.a+1/c.b))
}

func waldRatioOfRatesTest(c cells, null float64) (less, greater float64, err error) {
	return logTest(c, math.Sqrt(1/c.a+1/c.b), null)
}

// logTest tests a log ratio with the given standard error, which rejects nothing when it is
// infinite.
func logTest(c cells, standardError, null float64) (less, greater float64, err error) {
	if math.IsInf(standardError, 1) {
		return 1, 1, nil
	}
	return normalTest(c.logRatio(null) / standardError)
}

// odds returns the cells with what are no events in the place of the trials, so that their ratio of
// rates is the odds ratio. What is added to them then changes no difference: near 2^53 a total of
// trials does not hold one half more.
func (c cells) odds() cells { return cells{c.a, c.n - c.a, c.b, c.m - c.b} }

// woolfError is the standard error of the log odds ratio, of cells as [cells.odds] returns them.
func (c cells) woolfError() float64 {
	return math.Sqrt(1/c.a + 1/c.n + 1/c.b + 1/c.m)
}

func waldOddsRatio(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return logSymmetric(c.plain(oddsRatio), l.z*c.odds().woolfError())
}

func waldOddsRatioTest(c cells, null float64) (less, greater float64, err error) {
	return logTest(c.odds(), c.odds().woolfError(), null)
}

func waldDifferenceOfProportions(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return symmetric(c.plain(differenceOfProportions), l.z*c.differenceError(c.n-c.a, c.m-c.b))
}

func waldDifferenceOfProportionsTest(c cells, null float64) (less, greater float64, err error) {
	return normalTest(c.counts().DifferenceLess(null) / c.differenceError(c.n-c.a, c.m-c.b))
}

// differenceError is the standard error of the difference of proportions, with what are no events
// given.
func (c cells) differenceError(notA, notB float64) float64 {
	return math.Sqrt(c.a/c.n*(notA/c.n)/c.n + c.b/c.m*(notB/c.m)/c.m)
}

func waldDifferenceOfRates(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return symmetric(c.plain(differenceOfRates), l.z*math.Sqrt(c.a/c.n/c.n+c.b/c.m/c.m))
}

func waldDifferenceOfRatesTest(c cells, null float64) (less, greater float64, err error) {
	return normalTest(c.counts().DifferenceLess(null) / math.Sqrt(c.a/c.n/c.n+c.b/c.m/c.m))
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

func scoreProportion(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	lower, upper = wilson(c.a, c.n, l.z)
	return lower, upper, 0, nil
}

func scoreProportionTest(c cells, null float64) (less, greater float64, err error) {
	return normalTest(math.FMA(-c.n, null, c.a) / math.Sqrt(c.n*null*(1-null)))
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

func scoreRate(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	lower, upper = scoreCount(c.a, l.z)
	return lower / c.n, upper / c.n, 0, nil
}

func scoreRateTest(c cells, null float64) (less, greater float64, err error) {
	return normalTest(math.FMA(-c.n, null, c.a) / math.Sqrt(c.n*null))
}

// scoreRatioOfRates is Wilson's interval for the share of the events that is the group's, given
// their total, as a ratio.
func scoreRatioOfRates(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	total := c.a + c.b
	w := l.z * l.z * total
	sum := 2*c.a*c.b + w + math.Sqrt(w*(4*c.a*c.b+w))
	scale := c.m / c.n
	upper = math.Inf(1)
	if c.a > 0 {
		lower = 2 * c.a * c.a / sum * scale
	}
	if c.b > 0 {
		upper = sum / (2 * c.b * c.b) * scale
	}
	return lower, upper, 0, nil
}

func scoreRatioOfRatesTest(c cells, null float64) (less, greater float64, err error) {
	return normalTest(compensated.DifferenceOfProducts(c.a, c.m, null*c.b, c.n) / math.Sqrt((c.a+c.b)*null*c.n*c.m))
}

// Methods by name.

func agrestiCoull(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	n := c.n + l.z*l.z
	a := c.a + l.z*l.z/2
	return symmetric(a/n, l.z*math.Sqrt(a/n*((n-a)/n)/n))
}

// wilsonCC is method 4 of Newcombe 1998, DOI
// 10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E.
func wilsonCC(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	a, n, z2 := c.a, c.n, l.z*l.z
	p, q := a/n, (n-a)/n
	upper = 1
	// Within the correction of half an event the end of the range is never rejected: at 0 and at
	// all, and, with a design effect, where no more than half an effective event is left.
	if a > 0.5 {
		lower = (2*a + z2 - 1 - l.z*math.Sqrt(max(0, z2-2-1/n+4*p*(n*q+1)))) / (2 * (n + z2))
	}
	if n-a > 0.5 {
		upper = (2*a + z2 + 1 + l.z*math.Sqrt(max(0, z2+2-1/n+4*p*(n*q-1)))) / (2 * (n + z2))
	}
	return lower, upper, 0, nil
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

func byarRate(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	lower, upper = byar(c.a, l.z)
	return lower / c.n, upper / c.n, 0, nil
}

// publicHealthExactBelow is the count from which the UK public-health rule takes Byar's limits:
// Public Health England, Technical Guide: Confidence Intervals, 2018.
const publicHealthExactBelow = 10

func publicHealthRate(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	if c.a < publicHealthExactBelow {
		return exactRate(c, l)
	}
	return byarRate(c, l)
}

func publicHealthRateTest(c cells, null float64) (less, greater float64, err error) {
	if c.a < publicHealthExactBelow {
		return exactRateTest(c, null)
	}
	return touch(byarRate, c, null)
}

// Adjusted log.

func (c cells) addHalf() cells { return cells{c.a + 0.5, c.n + 0.5, c.b + 0.5, c.m + 0.5} }

func adjustedLogRatioOfProportions(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	half := c.addHalf()
	return logSymmetric(half.plain(ratioOfProportions), l.z*half.katzErrorWith(c.n-c.a, c.m-c.b))
}

func adjustedLogRatioOfProportionsTest(c cells, null float64) (less, greater float64, err error) {
	half := c.addHalf()
	return logTest(half, half.katzErrorWith(c.n-c.a, c.m-c.b), null)
}

func adjustedLogRatioOfRates(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	return waldRatioOfRates(cells{c.a + 0.5, c.n, c.b + 0.5, c.m}, l)
}

func adjustedLogRatioOfRatesTest(c cells, null float64) (less, greater float64, err error) {
	return waldRatioOfRatesTest(cells{c.a + 0.5, c.n, c.b + 0.5, c.m}, null)
}

// Agresti and Caffo 2000, DOI 10.1080/00031305.2000.10474560.

// addOne returns the cells with one event and one other more in each group, and the others so
// counted.
func (c cells) addOne() (one cells, notA, notB float64) {
	return cells{c.a + 1, c.n + 2, c.b + 1, c.m + 2}, c.n - c.a + 1, c.m - c.b + 1
}

func agrestiCaffo(c cells, l confidence) (lower, upper float64, flags Flags, err error) {
	one, notA, notB := c.addOne()
	return symmetric(one.plain(differenceOfProportions), l.z*one.differenceError(notA, notB))
}

func agrestiCaffoTest(c cells, null float64) (less, greater float64, err error) {
	one, notA, notB := c.addOne()
	return normalTest(one.counts().DifferenceLess(null) / one.differenceError(notA, notB))
}
