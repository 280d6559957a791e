package strata

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

// The laws are checked for every method and quantity, on strata whose counts reach 0, 1, n-1 and n,
// totals from 1 to 1e8, and levels from 0.5 to 1-1e-9.

// genTotal draws a number of trials, or of people.
func genTotal(t *rapid.T, label string) int64 {
	switch rapid.IntRange(0, 3).Draw(t, label+" size") {
	case 0:
		return rapid.Int64Range(1, 12).Draw(t, label)
	case 1, 2:
		return rapid.Int64Range(1, 2000).Draw(t, label)
	}
	return int64(math.Pow(10, rapid.Float64Range(0, 8).Draw(t, label+" log10")))
}

// genEvents draws a count from 0 to n, often at an end.
func genEvents(t *rapid.T, label string, n int64) int64 {
	var k int64
	switch rapid.IntRange(0, 6).Draw(t, label+" kind") {
	case 0:
	case 1:
		k = 1
	case 2:
		k = n - 1
	case 3:
		k = n
	case 4:
		k = rapid.Int64Range(0, 30).Draw(t, label)
	default:
		k = int64(float64(n) * math.Pow(10, rapid.Float64Range(-5, 0).Draw(t, label+" share")))
	}
	return min(max(k, 0), n)
}

func genProportions(t *rapid.T) []Pair[rri.Proportion] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Pair[rri.Proportion] {
		n, m := genTotal(t, "n"), genTotal(t, "m")
		return Pair[rri.Proportion]{rri.Proportion{Events: genEvents(t, "a", n), Trials: n}, rri.Proportion{Events: genEvents(t, "b", m), Trials: m}}
	}), 1, 6).Draw(t, "strata")
}

func rateOf(p rri.Proportion) rri.Rate {
	return rri.Rate{Events: p.Events, Population: float64(p.Trials)}
}

func ratesOf(pairs []Pair[rri.Proportion]) []Pair[rri.Rate] {
	rates := make([]Pair[rri.Rate], len(pairs))
	for i, p := range pairs {
		rates[i] = Pair[rri.Rate]{rateOf(p.Group), rateOf(p.Baseline)}
	}
	return rates
}

var lawLevels = []float64{0.5, 0.8, 0.9, 0.95, 0.99, 0.998, 1 - 1e-6, 1 - 1e-9}

func genLevel(t *rapid.T) float64 { return rapid.SampledFrom(lawLevels).Draw(t, "level") }

// adjusted is one quantity of strata of proportions, or of the rates with the same counts.
type adjusted struct {
	name     string
	isRatio  bool
	binomial bool
	of       func(pairs []Pair[rri.Proportion], o Options) (rri.Estimate, error)
	single   func(p Pair[rri.Proportion], o rri.Options) (rri.Estimate, error) // by package rri
}

var allQuantities = []adjusted{
	{"ratio of proportions", true, true, func(p []Pair[rri.Proportion], o Options) (rri.Estimate, error) { return Ratio(p, o) },
		func(p Pair[rri.Proportion], o rri.Options) (rri.Estimate, error) {
			return rri.Ratio(p.Group, p.Baseline, o)
		}},
	{"ratio of rates", true, false, func(p []Pair[rri.Proportion], o Options) (rri.Estimate, error) { return Ratio(ratesOf(p), o) },
		func(p Pair[rri.Proportion], o rri.Options) (rri.Estimate, error) {
			return rri.Ratio(rateOf(p.Group), rateOf(p.Baseline), o)
		}},
	{"difference of proportions", false, true, func(p []Pair[rri.Proportion], o Options) (rri.Estimate, error) { return Difference(p, o) },
		func(p Pair[rri.Proportion], o rri.Options) (rri.Estimate, error) {
			return rri.Difference(p.Group, p.Baseline, o)
		}},
	{"difference of rates", false, false, func(p []Pair[rri.Proportion], o Options) (rri.Estimate, error) { return Difference(ratesOf(p), o) },
		func(p Pair[rri.Proportion], o rri.Options) (rri.Estimate, error) {
			return rri.Difference(rateOf(p.Group), rateOf(p.Baseline), o)
		}},
	{"odds ratio", true, true, func(p []Pair[rri.Proportion], o Options) (rri.Estimate, error) { return OddsRatio(p, o) },
		func(p Pair[rri.Proportion], o rri.Options) (rri.Estimate, error) {
			return rri.OddsRatio(p.Group, p.Baseline, o)
		}},
}

// forAll runs law for every method and quantity that is defined.
func forAll(t *testing.T, law func(t *rapid.T, m Method, q adjusted, pairs []Pair[rri.Proportion])) {
	for m := range Methods() {
		for _, q := range allQuantities {
			if m == Sato && q.name != "difference of proportions" {
				continue
			}
			t.Run(fmt.Sprintf("%s/%s", m, q.name), func(t *testing.T) {
				rapid.Check(t, func(t *rapid.T) { law(t, m, q, genProportions(t)) })
			})
		}
	}
}

func must(t *rapid.T, q adjusted, pairs []Pair[rri.Proportion], o Options) rri.Estimate {
	e, err := q.of(pairs, o)
	if err != nil {
		t.Fatalf("%s of %v by %+v: %v", q.name, pairs, o, err)
	}
	return e
}

// closeTo reports whether x and y are equal to within relative error, or the same infinity, or both
// NaN.
func closeTo(x, y, within float64) bool {
	if x == y || (math.IsNaN(x) && math.IsNaN(y)) {
		return true
	}
	if max(math.Abs(x), math.Abs(y)) < 1e-290 || min(math.Abs(x), math.Abs(y)) > 1e290 {
		return true // at the ends of float64
	}
	return math.Abs(x-y) <= within*max(math.Abs(x), math.Abs(y))
}

// near reports whether two estimates are equal to within a relative error, or for differences
// within that share of the rates and of the interval.
func near(q adjusted, x, y rri.Estimate, rate, within float64) bool {
	slack := 0.
	if !q.isRatio {
		slack = within * rate
		if width := x.Upper - x.Lower; !math.IsInf(width, 1) {
			slack += within * width
		}
	}
	for _, p := range [][2]float64{{x.Value, y.Value}, {x.Lower, y.Lower}, {x.Upper, y.Upper}} {
		if !closeTo(p[0], p[1], within) && !(math.Abs(p[0]-p[1]) <= slack) {
			return false
		}
	}
	return true
}

// largestRate returns the largest rate of any stratum.
func largestRate(pairs []Pair[rri.Proportion]) float64 {
	largest := 0.
	for _, p := range pairs {
		largest = max(largest, float64(p.Group.Events)/float64(p.Group.Trials), float64(p.Baseline.Events)/float64(p.Baseline.Trials))
	}
	return largest
}

// TestLawSound: limits are in order and in range, hold the estimate unless flagged, and nothing is
// NaN without a flag.
func TestLawSound(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q adjusted, pairs []Pair[rri.Proportion]) {
		e := must(t, q, pairs, Options{Method: m, Level: genLevel(t)})
		if m == InverseVariance && math.IsNaN(e.Value) {
			if !e.Flags.Has(rri.NoData) || !math.IsNaN(e.Lower) || !math.IsNaN(e.Upper) || !math.IsNaN(e.P) {
				t.Fatalf("%v: nothing to weigh, but %+v", pairs, e)
			}
			return
		}
		switch {
		case math.IsNaN(e.Lower) || math.IsNaN(e.Upper):
			t.Fatalf("%v: limit is NaN: %+v", pairs, e)
		case e.Lower > e.Upper || (q.isRatio && e.Lower < 0) || (!q.isRatio && q.binomial && (e.Lower < -1 || e.Upper > 1)):
			t.Fatalf("%v: limits out of order or range: %+v", pairs, e)
		case math.IsNaN(e.Value) != e.Flags.Has(rri.NoData):
			t.Fatalf("%v: NaN and flag do not agree: %+v", pairs, e)
		case math.IsInf(e.Upper, 1) != e.Flags.Has(rri.Unbounded):
			t.Fatalf("%v: unbounded and flag do not agree: %+v", pairs, e)
		case (e.Value < e.Lower || e.Value > e.Upper) != e.Flags.Has(rri.Outside):
			t.Fatalf("%v: outside and flag do not agree: %+v", pairs, e)
		case math.IsNaN(e.Value): // 0/0 has no p-value, as in package rri
			if !math.IsNaN(e.P) {
				t.Fatalf("%v: P of 0/0: %v", pairs, e.P)
			}
		case !(e.P >= 0 && e.P <= 1):
			t.Fatalf("%v: P out of range: %+v", pairs, e)
		}
	})
}

// TestLawHoldsEstimate: at usual levels the intervals of ratio and difference hold the
// Mantel-Haenszel estimate, which is where the uncorrected score is 0.
func TestLawHoldsEstimate(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q adjusted, pairs []Pair[rri.Proportion]) {
		if q.name == "odds ratio" && m.scores() {
			return // centred on the maximum likelihood estimate
		}
		level := rapid.SampledFrom([]float64{0.9, 0.95, 0.998}).Draw(t, "level")
		e := must(t, q, pairs, Options{Method: m, Level: level})
		if slack := 1e-12 * math.Abs(e.Value); e.Value < e.Lower-slack || e.Value > e.Upper+slack {
			t.Fatalf("%v: the interval leaves out the estimate: %+v", pairs, e)
		}
	})
}

// TestLawNested: a higher level gives an interval that holds that of a lower one.
func TestLawNested(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q adjusted, pairs []Pair[rri.Proportion]) {
		i := rapid.IntRange(1, len(lawLevels)-1).Draw(t, "level")
		inner := must(t, q, pairs, Options{Method: m, Level: lawLevels[i-1]})
		outer := must(t, q, pairs, Options{Method: m, Level: lawLevels[i]})
		slack := 1e-11 * (inner.Upper - inner.Lower)
		if math.IsInf(slack, 1) || math.IsNaN(slack) {
			slack = 0
		}
		if outer.Lower > inner.Lower+slack+1e-11*math.Abs(inner.Lower) || outer.Upper < inner.Upper-slack-1e-11*math.Abs(inner.Upper) {
			t.Fatalf("%v: level %v gives %+v, outside that of level %v, %+v", pairs, lawLevels[i-1], inner, lawLevels[i], outer)
		}
	})
}

// TestLawPAgrees: P is below 1-Level exactly when the interval leaves out the null value.
func TestLawPAgrees(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q adjusted, pairs []Pair[rri.Proportion]) {
		o := Options{Method: m, Level: genLevel(t)}
		null := 0.
		if q.isRatio {
			null = math.Exp2(rapid.Float64Range(-4, 4).Draw(t, "log2 null"))
		} else {
			null = rapid.Float64Range(-0.9, 0.9).Draw(t, "null")
		}
		o.Null = null
		e := must(t, q, pairs, o)
		if math.IsNaN(e.Value) {
			return
		}
		alpha := 1 - o.Level
		if alpha < 1e-5 || math.Abs(e.P/alpha-1) < 1e-6 {
			return // 1-Level itself is rounded
		}
		outside := null < e.Lower || null > e.Upper
		gap := min(math.Abs(null-e.Lower), math.Abs(null-e.Upper))
		if gap < 1e-9*max(math.Abs(null), 1e-3) {
			return // on the limit, but for rounding errors
		}
		if outside != (e.P < alpha) {
			t.Fatalf("%v at null %v: P and interval do not agree: %+v", pairs, null, e)
		}
	})
}

// TestLawOneStratum: one stratum, or one with someone to compare, gives the estimate of package rri
// by the method that the family names.
func TestLawOneStratum(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q adjusted, pairs []Pair[rri.Proportion]) {
		p := pairs[0]
		empty := Pair[rri.Proportion]{Group: rri.Proportion{Events: 2, Trials: 5}}
		o := Options{Method: m, Level: genLevel(t)}
		got := must(t, q, []Pair[rri.Proportion]{empty, p}, o)
		want, err := q.single(p, rri.Options{Method: got.Method, Level: o.Level})
		if err != nil {
			t.Fatal(err)
		}
		if m == InverseVariance && math.IsNaN(got.Value) {
			return // a count of zero: nothing to weigh by
		}
		const within = 1e-10
		if !near(q, got, want, largestRate([]Pair[rri.Proportion]{p}), within) {
			t.Fatalf("%v: got %+v, want that of package rri, %+v", p, got, want)
		}
		if !closeTo(got.P, want.P, 1e-6) && math.Abs(got.P-want.P) > 1e-12 {
			t.Fatalf("%v: P = %v, want that of package rri, %v", p, got.P, want.P)
		}
		if got.Flags&^rri.Clipped != want.Flags&^rri.Clipped && near(q, got, want, 0, 0) {
			t.Fatalf("%v: flags %v, want those of package rri, %v", p, got.Flags, want.Flags)
		}
	})
}

// TestLawSplit: splitting a stratum into equal parts changes nothing, but by the factors N/(N-1) of
// the scores of proportions.
func TestLawSplit(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q adjusted, pairs []Pair[rri.Proportion]) {
		if q.binomial && m.scores() {
			return
		}
		parts := rapid.Int64Range(2, 4).Draw(t, "parts")
		first := pairs[0]
		whole := slices.Clone(pairs)
		whole[0].Group = rri.Proportion{Events: parts * first.Group.Events, Trials: parts * first.Group.Trials}
		whole[0].Baseline = rri.Proportion{Events: parts * first.Baseline.Events, Trials: parts * first.Baseline.Trials}
		split := slices.Clone(pairs[1:])
		for range parts {
			split = append(split, first)
		}
		o := Options{Method: m, Level: rapid.SampledFrom([]float64{0.8, 0.95, 0.998}).Draw(t, "level")}
		a, b := must(t, q, whole, o), must(t, q, split, o)
		if !near(q, a, b, largestRate(pairs), 1e-9) {
			t.Fatalf("%v in one: %+v, in %d parts: %+v", whole, a, parts, b)
		}
	})
}

// TestLawOrder: the order of the strata does not matter.
func TestLawOrder(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q adjusted, pairs []Pair[rri.Proportion]) {
		turned := slices.Clone(pairs)
		slices.Reverse(turned)
		o := Options{Method: m}
		if a, b := must(t, q, pairs, o), must(t, q, turned, o); !near(q, a, b, largestRate(pairs), 1e-9) {
			t.Fatalf("%v: %+v, in the reverse order %+v", pairs, a, b)
		}
	})
}

// TestLawSwap: exchanging group and baseline inverts a ratio and its limits, and changes the sign
// of a difference.
func TestLawSwap(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q adjusted, pairs []Pair[rri.Proportion]) {
		swapped := make([]Pair[rri.Proportion], len(pairs))
		for i, p := range pairs {
			swapped[i] = Pair[rri.Proportion]{p.Baseline, p.Group}
		}
		o := Options{Method: m, Level: genLevel(t)}
		a, b := must(t, q, pairs, o), must(t, q, swapped, o)
		b.Lower, b.Upper = b.Upper, b.Lower
		for _, v := range []*float64{&b.Value, &b.Lower, &b.Upper} {
			if q.isRatio {
				*v = 1 / *v
			} else {
				*v = -*v
			}
		}
		if !near(q, a, b, largestRate(pairs), 1e-9) {
			t.Fatalf("%v: %+v, exchanged and back %+v", pairs, a, b)
		}
	})
}

// TestLawWithinRange: the adjusted estimate lies within the range of the strata's.
func TestLawWithinRange(t *testing.T) {
	forAll(t, func(t *rapid.T, m Method, q adjusted, pairs []Pair[rri.Proportion]) {
		e := must(t, q, pairs, Options{Method: m})
		lowest, highest := math.Inf(1), math.Inf(-1)
		for _, p := range pairs {
			one, err := q.single(p, rri.Options{Method: rri.Wald})
			if err != nil {
				t.Fatal(err)
			}
			if !math.IsNaN(one.Value) {
				lowest, highest = min(lowest, one.Value), max(highest, one.Value)
			}
		}
		slack := 1e-12
		if q.isRatio {
			slack *= e.Value
		}
		if e.Value < lowest-slack || e.Value > highest+slack {
			t.Fatalf("%v: %+v, outside %v to %v of the strata", pairs, e, lowest, highest)
		}
	})
}

// TestLawOneP: by the scores, the p-value of no disparity is the same for ratio, difference and
// odds ratio, and without the correction it is that of Cochran, Mantel and Haenszel. The counts are
// not sparse: in sparse strata the statistic may turn on its way to the null value, and the p-value
// is that of the furthest one.
func TestLawOneP(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		gen := rapid.Custom(func(t *rapid.T) rri.Proportion {
			n := rapid.Int64Range(100, 100_000).Draw(t, "n")
			return rri.Proportion{Events: rapid.Int64Range(n/5, n-n/5).Draw(t, "events"), Trials: n}
		})
		pairs := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Pair[rri.Proportion] {
			return Pair[rri.Proportion]{gen.Draw(t, "group"), gen.Draw(t, "baseline")}
		}), 1, 6).Draw(t, "strata")
		for _, m := range []Method{SCAS, Score} {
			o := Options{Method: m}
			p := must(t, allQuantities[0], pairs, o).P
			for _, q := range allQuantities {
				if got := must(t, q, pairs, o).P; q.binomial && !closeTo(got, p, 1e-8) && max(got, p) > 1e-200 {
					t.Fatalf("%v by %s: P of %s = %v, of the ratio %v", pairs, m, q.name, got, p)
				}
			}
			if m == SCAS {
				continue
			}
			test, err := CochranMantelHaenszel(pairs, false)
			if err != nil {
				t.Fatal(err)
			}
			if !closeTo(test.P, p, 1e-8) && max(test.P, p) > 1e-200 {
				t.Fatalf("%v: P of the score = %v, of Cochran, Mantel and Haenszel %v", pairs, p, test.P)
			}
		}
	})
}

// TestLawTests: tests of homogeneity do not depend on the order of strata, find nothing in copies
// of one stratum, and Tarone's adjustment is never upward.
func TestLawTests(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pairs := genProportions(t)
		plain, err := BreslowDay(pairs)
		if err != nil {
			t.Fatal(err)
		}
		adjusted, err := Tarone(pairs)
		if err != nil {
			t.Fatal(err)
		}
		if adjusted.DF != plain.DF || adjusted.Statistic > plain.Statistic*(1+1e-12) {
			t.Fatalf("%v: Tarone %+v, Breslow-Day %+v", pairs, adjusted, plain)
		}
		copies := slices.Repeat(pairs[:1], len(pairs)+1)
		for m := range Methods() {
			for name, test := range map[string]func([]Pair[rri.Proportion], Method) (Test, error){
				"ratio": RatioHomogeneity[rri.Proportion], "difference": DifferenceHomogeneity[rri.Proportion],
			} {
				got, err := test(pairs, m)
				if err != nil {
					t.Fatal(err)
				}
				if got.DF >= len(pairs) || (got.DF == 0) != math.IsNaN(got.P) || got.DF > 0 && !(got.P >= 0 && got.P <= 1) {
					t.Fatalf("%v: homogeneity of %s by %s = %+v", pairs, name, m, got)
				}
				if i2 := got.I2(); got.DF > 0 && !(i2 >= 0 && i2 < 1 || i2 == 1) {
					t.Fatalf("%v: I² of %s by %s = %v", pairs, name, m, i2)
				}
				same, err := test(copies, m)
				if err != nil {
					t.Fatal(err)
				}
				// rounding errors, over a variance that is 0 but for them where all are found
				if same.DF > 0 && same.Statistic > 1e-6 {
					t.Fatalf("%v: homogeneity of %s by %s = %+v, want 0", copies, name, m, same)
				}
			}
		}
	})
}

// TestLawsFound: counts on which a law once failed.
func TestLawsFound(t *testing.T) {
	tests := []struct {
		name     string
		pairs    []Pair[rri.Proportion]
		method   Method
		quantity string
		null     float64
		reason   string
	}{
		{"all found", proportions([4]int64{1, 1, 2, 2}), SCAS, "ratio of proportions", 1, "the statistic is 0/0 at 1 and jumps beside it: the centre must be 1 itself"},
		{"all found", proportions([4]int64{1, 1, 10, 10}), MantelHaenszel, "ratio of proportions", 1, "of no variance, and a ratio that rounds to just beside 1"},
		{"opposite ends", proportions([4]int64{0, 1, 1, 1}), SCAS, "difference of proportions", 0, "the statistic is 0/0 at the estimate"},
		{"opposite ends", proportions([4]int64{1, 1, 0, 2}), SCAS, "odds ratio", 1, "far out the weights of strata must not round the statistic of one"},
		{"opposite ends", proportions([4]int64{0, 3, 2, 2}), Sato, "difference of proportions", 0, "of no variance, which Sato's formula as printed rounds to more"},
		{"tiny rate", proportions([4]int64{9, 9, 1, 48696752}), Sato, "difference of proportions", 0, "his formula cancels"},
		{"skewed rates", proportions([4]int64{3, 30000, 3, 6}, [4]int64{1, 1, 1, 17}), SCAS, "difference of rates", -0.05, "the statistic turns without a zero in sight"},
		{"zeros apart", proportions([4]int64{0, 10, 0, 1}, [4]int64{1, 1, 0, 10}), Score, "difference of proportions", 0.0078125, "the statistic turns without the correction"},
		{"centre at the end", proportions([4]int64{1, 3, 0, 1}, [4]int64{156, 156, 0, 1}), Score, "odds ratio", 2, "the statistic turns near the start, far from where the way out begins"},
		{"turns near 0", proportions([4]int64{0, 1, 0, 10}, [4]int64{0, 2000, 1, 2}), SCAS, "difference of proportions", 7.62939453125e-06, "within 1/2000 of 0"},
		{"ends apart", proportions([4]int64{43, 43, 1, 2}, [4]int64{0, 51, 2, 2}), Score, "odds ratio", 2.82842712474619, "so does that of the odds ratio"},
		{"sizes apart", proportions([4]int64{1, 1, 3, 10}, [4]int64{31622775, 31622776, 1, 2}), Score, "odds ratio", 2, "a huge rough standard error stepped over where the statistic turns"},
		{"sizes apart", proportions([4]int64{1, 10, 0, 1}, [4]int64{31622775, 31622776, 1, 2}), SCAS, "odds ratio", 3.3635856610148585, "with the correction too"},
		{"sizes apart", proportions([4]int64{74989419, 74989420, 1, 2}, [4]int64{1, 1, 1, 3}), SCAS, "odds ratio", 10, "a higher level gave a narrower interval"},
		{"rates leave 0", proportions([4]int64{9645, 9646, 0, 3}, [4]int64{14, 145, 0, 1}, [4]int64{0, 1, 0, 2}), SCAS, "difference of rates", 0, "the statistic turns where the restricted rate of no events leaves 0"},
		{"nearly all", proportions([4]int64{2, 2, 3, 3}, [4]int64{583, 584, 0, 1}), SCAS, "ratio of proportions", 1.0013547198921082, "the statistic turns at 1.003, where few trials are left that are no events"},
	}
	for _, test := range tests {
		q := allQuantities[slices.IndexFunc(allQuantities, func(q adjusted) bool { return q.name == test.quantity })]
		for _, level := range []float64{0.5, 0.8, 0.95, 0.99, 0.9979, 0.998, 1 - 1e-6} {
			o := Options{Method: test.method, Level: level, Null: test.null}
			e, err := q.of(test.pairs, o)
			if err != nil {
				t.Fatal(err)
			}
			if outside := test.null < e.Lower || test.null > e.Upper; outside != (e.P < 1-level) {
				t.Errorf("%s, %s by %s: P and interval do not agree: %+v (%s)", test.name, q.name, test.method, e, test.reason)
			}
			if len(test.pairs) == 1 {
				want, err := q.single(test.pairs[0], rri.Options{Method: e.Method, Level: level, Null: test.null})
				if err != nil {
					t.Fatal(err)
				}
				if !near(q, e, want, largestRate(test.pairs), 1e-10) || !closeTo(e.P, want.P, 1e-6) {
					t.Errorf("%s, %s by %s = %+v, want that of package rri, %+v (%s)", test.name, q.name, test.method, e, want, test.reason)
				}
			}
			if q.binomial && test.method.scores() {
				continue
			}
			third := test.pairs[0]
			split := slices.Concat(slices.Repeat(test.pairs[:1], 3), test.pairs[1:])
			whole := slices.Clone(test.pairs)
			whole[0].Group = rri.Proportion{Events: 3 * third.Group.Events, Trials: 3 * third.Group.Trials}
			whole[0].Baseline = rri.Proportion{Events: 3 * third.Baseline.Events, Trials: 3 * third.Baseline.Trials}
			parts, err := q.of(split, o)
			if err != nil {
				t.Fatal(err)
			}
			one, err := q.of(whole, o)
			if err != nil {
				t.Fatal(err)
			}
			if !near(q, parts, one, largestRate(whole), 1e-9) {
				t.Errorf("%s, %s by %s = %+v in parts, %+v in one (%s)", test.name, q.name, test.method, parts, one, test.reason)
			}
		}
	}
}
