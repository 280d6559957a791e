package rri

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"pgregory.net/rapid"
)

// The laws are checked for every method and quantity, on counts that reach 0, 1, n-1 and n, totals
// from 1 to 1e9, and tails from 0.25 to 5e-10.

var allQuantities = []quantity.Quantity{
	quantity.Proportion, quantity.Rate, quantity.RatioOfProportions, quantity.RatioOfRates, quantity.DifferenceOfProportions, quantity.DifferenceOfRates, quantity.OddsRatio,
}

// genTotal draws a number of trials, or of people.
func genTotal(t *rapid.T, label string) float64 {
	switch rapid.IntRange(0, 3).Draw(t, label+" size") {
	case 0:
		return float64(rapid.Int64Range(1, 12).Draw(t, label))
	case 1:
		return float64(rapid.Int64Range(1, 2000).Draw(t, label))
	default:
		return math.Round(math.Pow(10, rapid.Float64Range(0, 9).Draw(t, label+" log10")))
	}
}

// genEvents draws a count from 0 to n, often at an end.
func genEvents(t *rapid.T, label string, n float64) float64 {
	k := 0.
	switch rapid.IntRange(0, 6).Draw(t, label+" kind") {
	case 0:
		k = 0
	case 1:
		k = 1
	case 2:
		k = n - 1
	case 3:
		k = n
	case 4:
		k = float64(rapid.Int64Range(0, 30).Draw(t, label))
	default:
		k = math.Round(n * math.Pow(10, rapid.Float64Range(-6, 0).Draw(t, label+" share")))
	}
	return min(max(k, 0), n)
}

func genCells(t *rapid.T, q quantity.Quantity) quantity.Counts {
	var c quantity.Counts
	c.N = genTotal(t, "n")
	c.A = genEvents(t, "a", c.N)
	if q > quantity.Rate {
		c.M = genTotal(t, "m")
		c.B = genEvents(t, "b", c.M)
	}
	return c
}

var lawLevels = []float64{0.5, 0.8, 0.9, 0.95, 0.99, 0.998, 1 - 1e-6, 1 - 1e-9}

func genLevel(t *rapid.T) float64 { return rapid.SampledFrom(lawLevels).Draw(t, "level") }

// smallOnly reports whether m takes tables of a limited size alone for q.
func smallOnly(m Method, q quantity.Quantity) bool {
	return m == Exact && (q == quantity.RatioOfProportions || q == quantity.DifferenceOfProportions)
}

// forAll runs law for every method and quantity that is defined.
func forAll(t *testing.T, law func(t *rapid.T, m Method, q quantity.Quantity, c quantity.Counts)) {
	for m := range Methods() {
		for _, q := range allQuantities {
			if !method.Families[m].Has(q) || smallOnly(m, q) {
				continue
			}
			t.Run(fmt.Sprintf("%s/%s", m, q), func(t *testing.T) {
				t.Parallel()
				rapid.Check(t, func(t *rapid.T) { law(t, m, q, genCells(t, q)) })
			})
		}
	}
}

func estimate(q quantity.Quantity, c quantity.Counts, o Options) (e Estimate, err error) {
	err = e.evaluate(q, c, quantity.Independent, o)
	return e, err
}

func must(t *rapid.T, q quantity.Quantity, c quantity.Counts, o Options) Estimate {
	e, err := estimate(q, c, o)
	if err != nil {
		t.Fatalf("%s of %v by %+v: %v", q, c, o, err)
	}
	return e
}

// closeTo reports whether x and y are equal to within relative error, or the same infinity, or both
// NaN.
func closeTo(x, y, within float64) bool {
	if x == y || (math.IsNaN(x) && math.IsNaN(y)) {
		return true
	}
	return math.Abs(x-y) <= within*max(math.Abs(x), math.Abs(y))
}

// TestLawSound: limits are in order and in range, hold the estimate unless flagged, and nothing is
// NaN without a flag.
func TestLawSound(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q quantity.Quantity, c quantity.Counts) {
		e := must(t, q, c, Options{Method: m, Level: genLevel(t)})
		lowest, highest := q.Range()
		switch {
		case math.IsNaN(e.Lower) || math.IsNaN(e.Upper):
			t.Fatalf("%v: limit is NaN: %+v", c, e)
		case e.Lower > e.Upper || e.Lower < lowest || e.Upper > highest:
			t.Fatalf("%v: limits out of order or range: %+v", c, e)
		case math.IsNaN(e.Value) != e.Flags.Has(NoData):
			t.Fatalf("%v: NaN and flag do not agree: %+v", c, e)
		case math.IsInf(e.Upper, 1) != e.Flags.Has(Unbounded):
			t.Fatalf("%v: unbounded and flag do not agree: %+v", c, e)
		case (e.Value < e.Lower || e.Value > e.Upper) != e.Flags.Has(Outside):
			t.Fatalf("%v: outside and flag do not agree: %+v", c, e)
		case q > quantity.Rate && math.IsNaN(e.P) != math.IsNaN(e.Value):
			t.Fatalf("%v: P is there without an estimate, or not with one: %+v", c, e)
		case q > quantity.Rate && !(e.P >= 0 && e.P <= 1) && !math.IsNaN(e.P):
			t.Fatalf("%v: P out of range: %+v", c, e)
		}
	})
}

// TestLawNested: a higher level gives an interval that holds the lower one's.
func TestLawNested(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q quantity.Quantity, c quantity.Counts) {
		i := rapid.IntRange(1, len(lawLevels)-1).Draw(t, "higher level")
		j := rapid.IntRange(0, i-1).Draw(t, "lower level")
		wide, narrow := must(t, q, c, Options{Method: m, Level: lawLevels[i]}), must(t, q, c, Options{Method: m, Level: lawLevels[j]})
		slack := 1e-12 * (narrow.Upper - narrow.Lower)
		if math.IsInf(slack, 0) {
			slack = 0
		}
		if wide.Lower > narrow.Lower+slack || wide.Upper < narrow.Upper-slack {
			t.Fatalf("%v: level %v gives [%v, %v], outside it level %v [%v, %v]", c, lawLevels[i], wide.Lower, wide.Upper, lawLevels[j], narrow.Lower, narrow.Upper)
		}
	})
}

// TestLawCoherent: P is below 1-Level exactly when the interval leaves out the null value.
func TestLawCoherent(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q quantity.Quantity, c quantity.Counts) {
		o := Options{Method: m, Level: genLevel(t), Side: Side(rapid.IntRange(0, 2).Draw(t, "side"))}
		switch q {
		case quantity.Proportion:
			o.Null = rapid.Float64Range(1e-9, 1).Draw(t, "null")
		case quantity.Rate:
			o.Null = math.Pow(10, rapid.Float64Range(-9, 3).Draw(t, "log10 null"))
		case quantity.DifferenceOfProportions:
			o.Null = rapid.OneOf(rapid.Just(0.), rapid.Float64Range(-1, 1)).Draw(t, "null")
		case quantity.DifferenceOfRates:
			o.Null = rapid.OneOf(rapid.Just(0.), rapid.Float64Range(-1, 1)).Draw(t, "null") * max(c.A/c.N, c.B/c.M) * 2
		default:
			o.Null = rapid.OneOf(rapid.Just(0.), rapid.Float64Range(0.01, 100)).Draw(t, "null")
		}
		e := must(t, q, c, o)
		null, _ := q.Null(o.Null)
		alpha := 1 - e.Level
		if math.Abs(e.P-alpha) <= 1e-7*alpha || math.IsNaN(e.P) {
			return // the null value is at the limit itself, to rounding
		}
		if lowest, highest := q.Range(); (null == lowest || null == highest) && (null == e.Lower || null == e.Upper) {
			return // the limit is off the end of the range by less than a float64 can tell
		}
		if out := null < e.Lower || null > e.Upper; out != (e.P < alpha) {
			t.Fatalf("%v: interval %v to %v, null %v, but P is %v at alpha %v", c, e.Lower, e.Upper, null, e.P, alpha)
		}
	})
}

// TestLawReciprocal: exchanging group and baseline inverts a ratio and negates a difference, limits
// exchanged, and leaves P.
func TestLawReciprocal(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q quantity.Quantity, c quantity.Counts) {
		if q <= quantity.Rate {
			return
		}
		if m == SCAS && q == quantity.RatioOfProportions && max((c.N-c.A)/c.N, (c.M-c.B)/c.M) < 1e-6 {
			// At 1/1 against 478285813/478285814 the statistic turns at the estimate itself, 2e-9
			// from 1, and its sign there hangs on the rounding of a share of non-events that is 0:
			// either side may be taken for the centre.
			return
		}
		o := Options{Method: m, Level: genLevel(t)}
		e, s := must(t, q, c, o), must(t, q, c.Swap(), o)
		value, lower, upper := 1/s.Value, 1/s.Upper, 1/s.Lower
		within, slack := 1e-10, 0.
		if q == quantity.DifferenceOfProportions || q == quantity.DifferenceOfRates {
			value, lower, upper = -s.Value, -s.Upper, -s.Lower
			slack = 1e-11 * (e.Upper - e.Lower)
		}
		near := func(x, y float64) bool { return closeTo(x, y, within) || math.Abs(x-y) <= slack }
		withinP := 1e-8
		if m == SCAS && e.Flags.Has(ZeroCell) {
			// at 1/1 against (1e9-1)/1e9 the statistic turns within 1e-9 of the ratio 1, where
			// float64 tells ratios apart to 1e-7 of that
			withinP = 1e-5
		}
		if !near(e.Value, value) || !near(e.Lower, lower) || !near(e.Upper, upper) || !closeTo(e.P, s.P, withinP) {
			t.Fatalf("%v: %+v, exchanged %+v", c, e, s)
		}
	})
}

// TestLawComplement: counting non-events mirrors a proportion and negates a difference of
// proportions; it inverts an odds ratio.
func TestLawComplement(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q quantity.Quantity, c quantity.Counts) {
		o := Options{Method: m, Level: genLevel(t)}
		e, s := must(t, q, c, o), Estimate{}
		not := quantity.CountsOf(c.N-c.A, c.N, c.M-c.B, c.M)
		var lower, upper float64
		switch q {
		case quantity.Proportion:
			s = must(t, q, not, o)
			lower, upper = 1-s.Upper, 1-s.Lower
		case quantity.DifferenceOfProportions:
			s = must(t, q, not, o)
			lower, upper = -s.Upper, -s.Lower
		case quantity.OddsRatio:
			s = must(t, q, not, o)
			lower, upper = 1/s.Upper, 1/s.Lower
		default:
			return
		}
		slack := 1e-11*(e.Upper-e.Lower) + 1e-15
		near := func(x, y float64) bool { return closeTo(x, y, 1e-10) || math.Abs(x-y) <= slack }
		if !near(e.Lower, lower) || !near(e.Upper, upper) {
			t.Fatalf("%v: %+v, of non-events %+v", c, e, s)
		}
	})
}

// TestLawScale: a ratio of rates does not depend on the unit of population; rates and their
// differences follow it.
func TestLawScale(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q quantity.Quantity, c quantity.Counts) {
		if q != quantity.Rate && q != quantity.RatioOfRates && q != quantity.DifferenceOfRates {
			return
		}
		k := math.Pow(2, float64(rapid.IntRange(-10, 10).Draw(t, "log2 scale")))
		o := Options{Method: m, Level: genLevel(t)}
		e, s := must(t, q, c, o), must(t, q, quantity.CountsOf(c.A, c.N*k, c.B, c.M*k), o)
		by := 1 / k
		if q == quantity.RatioOfRates {
			by = 1
		}
		slack := 1e-12 * (s.Upper - s.Lower)
		near := func(x, y float64) bool { return closeTo(x, y, 1e-11) || math.Abs(x-y) <= slack }
		if !near(e.Lower*by, s.Lower) || !near(e.Upper*by, s.Upper) {
			t.Fatalf("%v: %+v, with population times %v %+v", c, e, k, s)
		}
	})
}

// notMonotone has the methods whose limits may fall as the group's events rise, and why.
var notMonotone = map[Method]string{
	SCAS:         "at counts of one or two and high levels the skewness term moves more than the score: 1/3 against 53/54 has the upper limit 2.158254 at level 1-1e-9, 2/3 against 53/54 has 2.156933",
	Wald:         "the standard error is 0 at a count of 0, and on the log scale falls faster than the estimate rises",
	AdjustedLog:  "the standard error on the log scale falls faster than the estimate rises",
	AgrestiCaffo: "the standard error has no lower bound near 0 and 1",
}

// TestLawMonotone: one event more in the group moves no limit down, save for the methods named in
// notMonotone, and for the score limits of an odds ratio at high levels: 1/2 against 0/2 has the
// lower limit 0.0145 at level 1-1e-9, 2/2 against 0/2 has 0.0115.
func TestLawMonotone(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q quantity.Quantity, c quantity.Counts) {
		if notMonotone[m] != "" || (q == quantity.OddsRatio && (m == Score || m == MiettinenNurminen)) || (q.Binomial() && c.A == c.N) || (q == quantity.OddsRatio && c.UndefinedRatio(q)) {
			return
		}
		o := Options{Method: m, Level: genLevel(t)}
		more := c
		more.A++
		if q == quantity.OddsRatio && more.UndefinedRatio(q) {
			return
		}
		e, s := must(t, q, c, o), must(t, q, more, o)
		slack := 1e-12 * (e.Upper - e.Lower)
		if math.IsInf(slack, 1) {
			slack = 1e-12 * e.Lower
		}
		if s.Lower < e.Lower-slack || s.Upper < e.Upper-1e-12*math.Abs(e.Upper)-slack {
			t.Fatalf("%v: %+v, with one event more %+v", c, e, s)
		}
	})
}

// TestLawOneSided: one limit at level L is that limit of the interval at level 2L-1, and its P is
// half as large or the rest.
func TestLawOneSided(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q quantity.Quantity, c quantity.Counts) {
		level := rapid.SampledFrom([]float64{0.75, 0.9, 0.95, 0.975, 0.999}).Draw(t, "level")
		both := must(t, q, c, Options{Method: m, Level: 2*level - 1})
		lower := must(t, q, c, Options{Method: m, Level: level, Side: LowerOnly})
		upper := must(t, q, c, Options{Method: m, Level: level, Side: UpperOnly})
		slack := 1e-12 * (both.Upper - both.Lower)
		near := func(x, y float64) bool { return closeTo(x, y, 1e-9) || math.Abs(x-y) <= slack }
		if !near(lower.Lower, both.Lower) || !near(upper.Upper, both.Upper) {
			t.Fatalf("%v: both %+v, lower %+v, upper %+v", c, both, lower, upper)
		}
		if q > quantity.Rate && !closeTo(min(1, 2*min(lower.P, upper.P)), both.P, 1e-12) {
			t.Fatalf("%v: two-sided P %v, one-sided %v and %v", c, both.P, lower.P, upper.P)
		}
	})
}

// TestLawFamiliesAgree: as counts grow the families come to agree, relative to the width of the
// interval.
func TestLawFamiliesAgree(t *testing.T) {
	for _, q := range allQuantities {
		t.Run(q.String(), func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				c := quantity.Counts{N: 1e9, M: math.Round(rapid.Float64Range(3e8, 1e9).Draw(t, "m"))}
				c.A = math.Round(c.N * rapid.Float64Range(0.01, 0.99).Draw(t, "p1"))
				c.B = math.Round(c.M * rapid.Float64Range(0.01, 0.99).Draw(t, "p0"))
				level := rapid.SampledFrom([]float64{0.8, 0.95, 0.998}).Draw(t, "level")
				want := must(t, q, c, Options{Method: Score, Level: level})
				for m := range Methods() {
					if !method.Families[m].Has(q) || smallOnly(m, q) || ((m == Exact || m == MidP) && q == quantity.OddsRatio) {
						continue
					}
					e := must(t, q, c, Options{Method: m, Level: level})
					width := want.Upper - want.Lower
					if math.Abs(e.Lower-want.Lower) > 2e-3*width || math.Abs(e.Upper-want.Upper) > 2e-3*width {
						t.Fatalf("%v: %s gives [%v, %v], score [%v, %v]", c, m, e.Lower, e.Upper, want.Lower, want.Upper)
					}
				}
			})
		})
	}
}

// TestLawJSON: an estimate reads back from JSON as it was.
func TestLawJSON(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q quantity.Quantity, c quantity.Counts) {
		e := must(t, q, c, Options{Method: m, Level: genLevel(t)})
		data, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		var back Estimate
		if err := json.Unmarshal(data, &back); err != nil {
			t.Fatal(err)
		}
		same := func(x, y float64) bool { return x == y || (math.IsNaN(x) && math.IsNaN(y)) }
		if !same(back.Value, e.Value) || !same(back.Lower, e.Lower) || !same(back.Upper, e.Upper) || !same(back.P, e.P) ||
			back.Level != e.Level || back.Method != e.Method || back.Flags != e.Flags {
			t.Fatalf("%s read back as %+v", data, back)
		}
	})
}
