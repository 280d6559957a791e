package rri

import (
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// The figures in the sentences of the package documentation, each computed here. Those in its
// tables are checked in coverage_test.go.

// documentation returns doc.go as running text: one blank between words, without the marks of
// comments.
func documentation(t *testing.T) string {
	t.Helper()
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(string(doc), "//", " ")), " ")
}

// says reports whether the documentation says each of these.
func says(t *testing.T, sentences ...string) {
	t.Helper()
	doc := documentation(t)
	for _, s := range sentences {
		if !strings.Contains(doc, s) {
			t.Errorf("doc.go does not say %q", s)
		}
	}
}

// grouped writes n with commas between thousands.
func grouped(n int) string {
	text := strconv.Itoa(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// smallTables calls f with every table of 1 to most trials in each group.
func smallTables(most int, f func(c quantity.Counts)) {
	for n := 1; n <= most; n++ {
		for m := 1; m <= most; m++ {
			for a := 0; a <= n; a++ {
				for b := 0; b <= m; b++ {
					f(quantity.CountsOf(float64(a), float64(n), float64(b), float64(m)))
				}
			}
		}
	}
}

// limitsAt returns the limits of m without flags.
func limitsAt(t *testing.T, m Method, q quantity.Quantity, c quantity.Counts, level float64) (lower, upper float64) {
	t.Helper()
	e, err := estimate(q, c, Options{Method: m, Level: level})
	if err != nil {
		t.Fatalf("%s, %s, %v: %v", m, q, c, err)
	}
	return e.Lower, e.Upper
}

// floorOfSCAS is the p-value that SCAS tends to with k events where fewer and fewer are expected.
// Of a Poisson count with mean μ the corrected statistic z solves z + (z²-1) γ/6 = (k-μ)/√μ with
// the skewness γ = 1/√μ; as μ tends to 0, z²-1 tends to 6k.
func floorOfSCAS(k int) float64 { return math.Erfc(math.Sqrt(6*float64(k)+1) / math.Sqrt2) }

func TestSentenceFloor(t *testing.T) {
	events, least, most := "events", "least P", "most for Holm"
	for k := 1; k <= 5; k++ {
		floor := floorOfSCAS(k)
		text := strconv.FormatFloat(floor, 'g', 2, 64)
		events, least, most = events+" "+strconv.Itoa(k), least+" "+text, most+" "+grouped(int(0.05/floor))
		for _, q := range []quantity.Quantity{quantity.RatioOfProportions, quantity.RatioOfRates, quantity.OddsRatio, quantity.DifferenceOfProportions, quantity.DifferenceOfRates} {
			lowest := 1.
			for _, n := range []float64{1, 2, 3, 5, 10, 50, 1000, 1e6} {
				for _, m := range []float64{1, 2, 3, 5, 10, 34, 100, 1000, 1e5, 1e9, 1e15} {
					for _, b := range []float64{0, 1, 2, 5, 30, 1000} {
						c := quantity.CountsOf(float64(k), n, b, m)
						if float64(k) > n || b > m || b*n > float64(k)*m || c.UndefinedRatio(q) {
							continue
						}
						e, err := estimate(q, c, Options{})
						if err != nil {
							t.Fatal(err)
						}
						lowest = min(lowest, e.P)
						// non-events of the group are events of the other outcome
						if q.Binomial() {
							mirrored, err := estimate(q, quantity.CountsOf(n-float64(k), n, m-b, m), Options{})
							if err != nil {
								t.Fatal(err)
							}
							lowest = min(lowest, mirrored.P)
						}
						swapped, err := estimate(q, quantity.CountsOf(b, m, float64(k), n), Options{})
						if err != nil {
							t.Fatal(err)
						}
						lowest = min(lowest, swapped.P)
					}
				}
			}
			if lowest < floor*(1-1e-9) || lowest > floor*(1+1e-5) {
				t.Errorf("%s with %d events: the least P is %v, want %v and nothing below", q, k, lowest, floor)
			}
		}
	}
	left := int(0.05 / floorOfSCAS(1))
	says(t, events+" "+least+" "+most, fmt.Sprintf("With one event that is %d: among %d comparisons or more Holm never finds such a group first", left, left+1), fmt.Sprintf("once %d are left", left))
	one := quantity.CountsOf(1, 1, 300_000, 3e8) // 0.001 expected
	scas, err := estimate(quantity.RatioOfRates, one, Options{})
	if err != nil {
		t.Fatal(err)
	}
	midp, err := estimate(quantity.RatioOfRates, one, Options{Method: MidP})
	if err != nil {
		t.Fatal(err)
	}
	says(t, fmt.Sprintf("1 event where 0.001 were expected has P %.4f by SCAS and %.4f by mid-P", scas.P, midp.P))
}

// TestSentenceLimitsRunOut: a limit is the end of the range from about the level 1 less the floor
// on.
func TestSentenceLimitsRunOut(t *testing.T) {
	for _, test := range []struct {
		c      quantity.Counts
		level  float64
		cut    bool
		reason string
	}{
		{quantity.CountsOf(1, 1, 1e9, 1e15), 1 - floorOfSCAS(1) - 1e-4, false, "one event, below the level"},
		{quantity.CountsOf(1, 1, 1e9, 1e15), 1 - floorOfSCAS(1) + 1e-4, true, "and above"},
		{quantity.CountsOf(2, 1, 1e9, 1e15), 1 - 1.01*floorOfSCAS(2), false, "two events"},
		{quantity.CountsOf(2, 1, 1e9, 1e15), 1 - 0.99*floorOfSCAS(2), true, "and above"},
		{quantity.CountsOf(3, 1, 1e9, 1e15), 1 - 1.01*floorOfSCAS(3), false, "three events"},
		{quantity.CountsOf(3, 1, 1e9, 1e15), 1 - 0.99*floorOfSCAS(3), true, "and above"},
	} {
		e, err := estimate(quantity.RatioOfRates, test.c, Options{Level: test.level})
		if err != nil {
			t.Fatal(err)
		}
		if got := e.Flags.Has(CorrectionLimit) && e.Lower == 0; got != test.cut {
			t.Errorf("%s: %v at %v is %v, %v, want a limit at the end of the range: %v", test.reason, test.c, test.level, e, e.Flags, test.cut)
		}
	}
	lower, upper := limitsAt(t, SCAS, quantity.RatioOfProportions, quantity.CountsOf(7, 34, 1, 34), 0.998)
	if !math.IsInf(upper, 1) {
		t.Errorf("the upper limit of 7 of 34 against 1 of 34 is %v, want +Inf", upper)
	}
	says(t, fmt.Sprintf("7 of 34 against 1 of 34 at 99.8 %% is %.3g to +Inf", lower))
}

func TestSentenceWideRatios(t *testing.T) {
	c := quantity.CountsOf(7, 34, 1, 34)
	text := func(m Method) string {
		lower, upper := limitsAt(t, m, quantity.RatioOfProportions, c, 0.95)
		return fmt.Sprintf("%.3g to %.3g", lower, upper)
	}
	says(t, "7 of 34 against 1 of 34 is "+text(Exact)+", by SCAS "+text(SCAS)+", by score "+text(Score))
	five, _ := limitsAt(t, SCAS, quantity.RatioOfProportions, quantity.CountsOf(5, 56, 0, 29), 0.95)
	byScore, _ := limitsAt(t, Score, quantity.RatioOfProportions, quantity.CountsOf(5, 56, 0, 29), 0.95)
	says(t, fmt.Sprintf("5 of 56 against 0 of 29 is at least %.2f, by score %.2f", five, byScore))
}

// TestSentenceOneEventMore: from which levels on one event more in the group lowers a limit, and by
// how much. The tables are those that an enumeration over groups of up to 1e6, and for the amounts
// of up to 1,000, found to be the first and the worst.
func TestSentenceOneEventMore(t *testing.T) {
	falls := func(m Method, q quantity.Quantity, c quantity.Counts, level float64) (by float64) {
		more := c
		more.A++
		lower, upper := limitsAt(t, m, q, c, level)
		lower2, upper2 := limitsAt(t, m, q, more, level)
		drop := func(was, now float64) float64 {
			switch {
			case now == was, now >= was-1e-9*math.Abs(was):
				return 0
			case q == quantity.DifferenceOfProportions || q == quantity.DifferenceOfRates:
				return was - now
			case math.IsInf(was, 1):
				return 1
			}
			return 1 - now/was
		}
		return max(drop(lower, lower2), drop(upper, upper2))
	}
	for _, test := range []struct {
		m            Method
		q            quantity.Quantity
		c            quantity.Counts
		level        float64
		least, most  float64
		name, reason string
	}{
		{SCAS, quantity.OddsRatio, quantity.CountsOf(1, 1e6, 0, 1), 0.9797, 0, 0, "odds ratio, below", "it begins at 0.97977"},
		{SCAS, quantity.OddsRatio, quantity.CountsOf(1, 1e6, 0, 1), 0.9799, 1e-9, 0.01, "odds ratio, above", "it begins at 0.97977"},
		{SCAS, quantity.OddsRatio, quantity.CountsOf(1, 1000, 0, 1), 0.99, 0.895, 0.905, "odds ratio at 99 %", "90 %"},
		{SCAS, quantity.OddsRatio, quantity.CountsOf(1, 1000, 0, 1), 0.988, 0.71, 0.72, "odds ratio at 98.8 %", "71 %"},
		{SCAS, quantity.OddsRatio, quantity.CountsOf(1, 2, 1, 2), 0.998, 1, 1, "odds ratio at 99.8 %", "down to 0"},
		{SCAS, quantity.RatioOfProportions, quantity.CountsOf(299, 300, 1e4, 1e4), 0.9833, 0, 0, "ratio of proportions, below", "it begins at 0.98339"},
		{SCAS, quantity.RatioOfProportions, quantity.CountsOf(299, 300, 1e4, 1e4), 0.9835, 1e-7, 0.001, "ratio of proportions, above", "it begins at 0.98339"},
		{SCAS, quantity.RatioOfProportions, quantity.CountsOf(0, 1, 100, 100), 0.99, 0.042, 0.0425, "ratio of proportions at 99 %", "4 %"},
		{SCAS, quantity.RatioOfProportions, quantity.CountsOf(0, 1, 100, 100), 0.998, 0.2165, 0.2175, "ratio of proportions at 99.8 %", "22 %"},
		{SCAS, quantity.DifferenceOfProportions, quantity.CountsOf(0, 300, 0, 1e4), 0.9833, 0, 0, "difference of proportions, below", "it begins at 0.98340"},
		{SCAS, quantity.DifferenceOfProportions, quantity.CountsOf(0, 300, 0, 1e4), 0.9835, 1e-9, 0.001, "difference of proportions, above", "it begins at 0.98340"},
		{SCAS, quantity.DifferenceOfProportions, quantity.CountsOf(0, 1, 0, 100), 0.99, 0.0415, 0.0425, "difference of proportions at 99 %", "0.042"},
		{SCAS, quantity.DifferenceOfProportions, quantity.CountsOf(0, 1, 0, 100), 0.998, 0.2665, 0.2675, "difference of proportions at 99.8 %", "0.267"},
		{SCAS, quantity.DifferenceOfRates, quantity.CountsOf(0, 5, 0, 100), 0.983, 0, 0, "difference of rates, below", "it begins at 0.98305"},
		{SCAS, quantity.DifferenceOfRates, quantity.CountsOf(0, 5, 0, 100), 0.9832, 1e-9, 0.01, "difference of rates, above", "it begins at 0.98305"},
		{SCAS, quantity.DifferenceOfRates, quantity.CountsOf(0, 1, 0, 20), 0.99, 0.0965, 0.0975, "difference of rates at 99 %", "0.097"},
		{SCAS, quantity.DifferenceOfRates, quantity.CountsOf(0, 1, 0, 20), 0.998, 0.3545, 0.3555, "difference of rates at 99.8 %", "0.355"},
		{SCAS, quantity.DifferenceOfProportions, quantity.CountsOf(5, 50, 1, 1), 0.5, 0.01425, 0.01435, "difference of proportions at 50 %", "0.0143"},
		{SCAS, quantity.DifferenceOfProportions, quantity.CountsOf(5, 50, 1, 1), 0.7, 0, 0, "difference of proportions at 70 %", "below 0.68"},
		{Score, quantity.OddsRatio, quantity.CountsOf(8, 10, 2, 2), 0.9999, 0, 0, "score", "not at 99.99 %"},
		{Score, quantity.OddsRatio, quantity.CountsOf(8, 10, 2, 2), 0.999999, 0.01, 1, "score", "at 99.9999 %"},
		{MiettinenNurminen, quantity.OddsRatio, quantity.CountsOf(8, 10, 2, 2), 0.9999, 0, 0, "miettinen-nurminen", "not at 99.99 %"},
		{MiettinenNurminen, quantity.OddsRatio, quantity.CountsOf(8, 10, 2, 2), 0.999999, 0.01, 1, "miettinen-nurminen", "at 99.9999 %"},
		{Wald, quantity.RatioOfProportions, quantity.CountsOf(1, 2, 5, 1000), 0.95, 0.01, 1, "wald", "at 95 %"},
		{AdjustedLog, quantity.RatioOfRates, quantity.CountsOf(0, 1, 995, 1000), 0.95, 0.01, 1, "adjusted-log", "at 95 %"},
		{AgrestiCaffo, quantity.DifferenceOfProportions, quantity.CountsOf(0, 100, 0, 1000), 0.98, 0, 0, "agresti-caffo", "not at 98 %"},
		{AgrestiCaffo, quantity.DifferenceOfProportions, quantity.CountsOf(0, 100, 0, 1000), 0.99, 1e-4, 1, "agresti-caffo", "at 99 %"},
	} {
		if got := falls(test.m, test.q, test.c, test.level); got < test.least || got > test.most {
			t.Errorf("%s: one event more than %v at %v lowers a limit by %v, want from %v to %v (%s)", test.name, test.c, test.level, got, test.least, test.most, test.reason)
		}
	}
	// No ratio of rates, and nothing at 97.9 %, over all tables of small groups beside small
	// and large baselines.
	for _, q := range []quantity.Quantity{quantity.RatioOfProportions, quantity.RatioOfRates, quantity.OddsRatio, quantity.DifferenceOfProportions, quantity.DifferenceOfRates} {
		levels := []float64{0.95, 0.979}
		if q == quantity.RatioOfRates {
			levels = []float64{0.95, 0.99, 0.999, 1 - 1e-9}
		}
		for _, level := range levels {
			for _, n := range []float64{1, 2, 3, 5, 10, 100, 1000} {
				for _, m := range []float64{1, 2, 5, 20, 100, 1000} {
					for _, b := range []float64{0, 1, 2, m - 1, m} {
						for a := 0.; a < min(n, 5); a++ {
							c := quantity.CountsOf(a, n, b, m)
							if more := (quantity.CountsOf(a+1, n, b, m)); b < 0 || b > m || c.UndefinedRatio(q) || more.UndefinedRatio(q) {
								continue
							}
							if by := falls(SCAS, q, c, level); by != 0 {
								t.Errorf("%s of %v at %v: one event more lowers a limit by %v, want none", q, c, level, by)
							}
						}
					}
				}
			}
		}
	}
	lower, _ := limitsAt(t, SCAS, quantity.OddsRatio, quantity.CountsOf(1, 1000, 0, 1), 0.99)
	lower2, _ := limitsAt(t, SCAS, quantity.OddsRatio, quantity.CountsOf(2, 1000, 0, 1), 0.99)
	says(t, "odds ratio 0.9798 90 % all: down to 0, or down from +Inf", "ratio of proportions 0.9834 4 % 22 %", "difference of proportions 0.9834 0.042 0.267", "difference of rates 0.9831 0.097 0.355",
		fmt.Sprintf("1 of 1,000 is above %.2g, and 2 of 1,000 above %.2g", lower, lower2))
}

// TestSentenceOutside: the interval of SCAS leaves out the plain estimate at counts of zero and of
// all up to a level of 0.68, where z is 1 and the correction changes its sign; elsewhere below 0.2.
func TestSentenceOutside(t *testing.T) {
	zero, other := make(map[float64]int), make(map[float64]int)
	for _, level := range []float64{0.1, 0.2, 0.3, 0.5, 0.65, 0.68, 0.69, 0.75, 0.95, 0.99} {
		most := 4
		if (level == 0.2 || level == 0.68 || level == 0.69) && !testing.Short() {
			most = 12
		}
		for _, q := range []quantity.Quantity{quantity.RatioOfProportions, quantity.RatioOfRates, quantity.OddsRatio, quantity.DifferenceOfProportions, quantity.DifferenceOfRates} {
			smallTables(most, func(c quantity.Counts) {
				if c.UndefinedRatio(q) {
					return
				}
				e, err := estimate(q, c, Options{Level: level})
				if err != nil {
					t.Fatal(err)
				}
				switch {
				case !e.Flags.Has(Outside):
				case c.A == 0 || c.B == 0 || q.Binomial() && (c.A == c.N || c.B == c.M):
					zero[level]++
				default:
					other[level]++
				}
			})
		}
		if (zero[level] > 0) != (level <= 0.68) || (other[level] > 0) != (level < 0.2) {
			t.Errorf("at %v the estimate is outside in %d tables with a count of zero or all, and %d others: the documentation says up to 0.68, and below 0.2", level, zero[level], other[level])
		}
	}
	says(t, "of all tables of up to 12 trials or residents in each group it does so at levels up to 0.68 where a count is zero or all, and at 0.2 or above nowhere else")
}

// TestSentenceOneP: the p-value of no disparity is the same for ratio, difference and odds ratio,
// but in some tables with a count of zero or of all.
func TestSentenceOneP(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	tables, differ, apart, least := 0, 0, 0., 1.
	smallTables(12, func(c quantity.Counts) {
		if c.UndefinedRatio(quantity.OddsRatio) {
			return
		}
		tables++
		var p [3]float64
		for i, q := range []quantity.Quantity{quantity.RatioOfProportions, quantity.DifferenceOfProportions, quantity.OddsRatio} {
			e, err := estimate(q, c, Options{})
			if err != nil {
				t.Fatal(err)
			}
			p[i] = e.P
		}
		if by := max(p[0], p[1], p[2]) - min(p[0], p[1], p[2]); by > 1e-9 {
			differ++
			apart, least = max(apart, by), min(least, p[0], p[1], p[2])
			if c.A != 0 && c.A != c.N && c.B != 0 && c.B != c.M {
				t.Errorf("%v has the p-values %v without a count of zero or of all", c, p)
			}
		}
	})
	says(t, fmt.Sprintf("in %d of the %s tables of up to 12 trials in each group, by up to %.2f, all of them with P above %.2f", differ, grouped(tables), apart, math.Floor(100*least)/100))
}

// TestSentenceBeyondMargins counts the limits of differences that the exact interval of one group
// alone leaves no room for.
func TestSentenceBeyondMargins(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	type margins struct{ lower, upper float64 }
	count := func(m Method, level float64) (tables, beyond int, most float64) {
		own := make(map[quantity.Counts]margins)
		of := func(a, n float64) margins {
			c := quantity.Counts{A: a, N: n}
			x, ok := own[c]
			if !ok {
				x.lower, x.upper = limitsAt(t, Exact, quantity.Proportion, c, level)
				own[c] = x
			}
			return x
		}
		smallTables(12, func(c quantity.Counts) {
			tables++
			lower, upper := limitsAt(t, m, quantity.DifferenceOfProportions, c, level)
			group, baseline := of(c.A, c.N), of(c.B, c.M)
			over := max(upper-(group.upper-baseline.lower), group.lower-baseline.upper-lower)
			if over > 1e-9 {
				beyond++
				most = max(most, over)
			}
		})
		return tables, beyond, most
	}
	for _, level := range []float64{0.5, 0.95, 0.98} {
		if _, beyond, _ := count(SCAS, level); beyond != 0 {
			t.Errorf("%d limits at %v lie beyond the margins, want none", beyond, level)
		}
	}
	tables, at99, most99 := count(SCAS, 0.99)
	_, at998, most998 := count(SCAS, 0.998)
	says(t, fmt.Sprintf("Of the %s tables of 1 to 12 trials in each group none has such a limit at 98 %% or below, %d have one at 99 %%, by %.4f at most, and %s at 99.8 %%, by up to %.2f",
		grouped(tables), at99, most99, grouped(at998), most998))
	_, atScore, mostScore := count(Score, 0.998)
	if _, atMOVER, _ := count(MOVERWilson, 0.998); atMOVER != atScore {
		t.Errorf("mover-wilson has %d limits beyond the margins, want %d as score has", atMOVER, atScore)
	}
	if _, beyond, most := count(Jeffreys, 0.998); beyond != 0 {
		t.Errorf("jeffreys has %d limits beyond the margins, by up to %v, want none", beyond, most)
	}
	says(t, fmt.Sprintf("[Score] and [MOVERWilson] have %d such limits at 99.8 %%, by up to %.4f, and [Jeffreys] none", atScore, mostScore))
	issue := quantity.CountsOf(0, 1, 1062, 1062)
	_, upper := limitsAt(t, SCAS, quantity.DifferenceOfProportions, issue, 0.998)
	var of []string
	for _, m := range []Method{Score, MOVERWilson} {
		lower, upper := limitsAt(t, m, quantity.DifferenceOfProportions, issue, 0.998)
		of = append(of, fmt.Sprintf("%.0f to %.4f", lower, upper))
	}
	lower3, upper3 := limitsAt(t, Jeffreys, quantity.DifferenceOfProportions, issue, 0.998)
	says(t, fmt.Sprintf("0 of 1 against 1,062 of 1,062 at 99.8 %% is -1 to %.4f", upper),
		fmt.Sprintf("the first has %s, the second %s, the third %.4f to %.4f", of[0], of[1], lower3, upper3))
	if lower, _ := limitsAt(t, Exact, quantity.Proportion, quantity.Counts{A: 1062, N: 1062}, 0.998); lower < 0.99 {
		t.Errorf("the baseline is above %v, want above 0.99", lower)
	}
}

// TestSentenceCoverage: the figures of tails outside the tables.
func TestSentenceCoverage(t *testing.T) {
	usual := overUsual(t)
	list := readWide(t)
	wide := summarise(list)
	worst := func(all map[key]overDesigns, m Method, level float64) (most float64) { // in per cent
		for _, q := range compared {
			s := all[key{m, q, level}]
			most = max(most, 100*(1-level)/2*s.above, 100*(1-level)/2*s.below)
		}
		return most
	}
	up := func(v float64) float64 { return math.Ceil(100*v) / 100 }
	says(t, fmt.Sprintf("no tail of a comparison is above %.2f %% in the first designs, where Jeffreys has up to %.2f %%, or above %.2f %% in the wide ones, where Jeffreys has up to %.1f %%",
		up(worst(usual, SCAS, 0.998)), worst(usual, Jeffreys, 0.998), up(worst(wide, SCAS, 0.998)), worst(wide, Jeffreys, 0.998)))
	if got := max(worst(usual, SCAS, 0.95), worst(wide, SCAS, 0.95)); got < 4.95 || got > 5 {
		t.Errorf("the worst tail of SCAS at 95 %% is %.3f %%, want 5.0", got)
	}
	// False claims of over-representation, in the worst design of each method.
	claims := func(all map[key]overDesigns, level float64) (least, most float64) {
		least = math.Inf(1)
		for _, m := range []Method{Score, Wald, MiettinenNurminen, AdjustedLog, MOVERWilson} {
			times := max(all[key{m, quantity.RatioOfRates, level}].above, all[key{m, quantity.RatioOfProportions, level}].above)
			least, most = min(least, times), max(most, times)
		}
		return least, most
	}
	a, b := claims(usual, 0.95)
	c, d := claims(usual, 0.998)
	e, f := claims(wide, 0.95)
	g, h := claims(wide, 0.998)
	says(t, fmt.Sprintf("come, at worst, %.1f to %.1f times as often as stated at 95 %%, and %.0f to %.0f times at 99.8 %%. In the wide ones they come %.1f to %.0f times as often at 95 %%, and %.0f to %.0f times at 99.8 %%",
		a, b, c, d, e, f, g, h))
	times := make(map[float64]float64)
	for _, x := range list {
		if x.q == quantity.RatioOfRates && x.level == 0.998 && x.x.m == 300 && x.x.p1 == 1 {
			times[x.x.n] = x.tails[Score][0] / 0.1
		}
	}
	says(t, fmt.Sprintf("%.0f times where 0.5 events are expected beside 300, %.0f times at 0.3 and %.0f times at 0.08", times[0.5], times[0.3], times[0.08]))
	// The worst that a search at random found.
	oddsAbove, oddsBelow, err := misses(SCAS, quantity.OddsRatio, truth{118, 0.034, 29, 0.85}, 0.998)
	if err != nil {
		t.Fatal(err)
	}
	above, under, err := misses(SCAS, quantity.RatioOfProportions, truth{3, 0.94, 2, 0.033}, 0.95)
	if err != nil {
		t.Fatal(err)
	}
	says(t, fmt.Sprintf("an odds ratio of 118 trials at 0.034 beside 29 at 0.85, %.2f %% at the 99.8 %% level, and a ratio of 3 trials at 0.94 to 2 at 0.033, %.1f %% at 95 %%", 100*max(oddsAbove, oddsBelow), 100*max(above, under)))
}

// TestSentenceMethods: the tables of methods in the documentation have an interval where the
// package has one, and a dash where it has not.
func TestSentenceMethods(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	one, two := make(map[string][]string), make(map[string][]string)
	var table map[string][]string
	for line := range strings.Lines(string(doc)) {
		row, ok := strings.CutPrefix(line, "//\t")
		if !ok {
			table = nil
			continue
		}
		cells := strings.FieldsFunc(strings.ReplaceAll(strings.TrimSpace(row), "  ", "\t"), func(r rune) bool { return r == '\t' })
		switch cells[0] {
		case "one group":
			table = one
		case "two groups":
			table = two
		default:
			if table != nil {
				table[strings.TrimSuffix(cells[0], " (default)")] = cells[1:]
			}
		}
	}
	for m := range Methods() {
		for _, columns := range []struct {
			table      map[string][]string
			quantities []quantity.Quantity
		}{
			{one, []quantity.Quantity{quantity.Proportion, quantity.Rate}},
			{two, []quantity.Quantity{quantity.RatioOfProportions, quantity.RatioOfRates, quantity.OddsRatio, quantity.DifferenceOfProportions, quantity.DifferenceOfRates}},
		} {
			row := columns.table[m.String()]
			for i, q := range columns.quantities {
				cell := ""
				if m == SCAS && len(row) == 1 { // one text for all
					cell = row[0]
				} else if i < len(row) {
					cell = strings.TrimSpace(row[i])
				}
				if cell == "" || (cell == "–") != (!method.Families[m].Has(q)) {
					t.Errorf("%s, %s: the documentation has %q, and the package an interval: %v", m, q, cell, method.Families[m].Has(q))
				}
			}
		}
	}
}

// TestSentencesOnce: no paragraph and no table of the documentation stands in it twice, as the wide
// tables did nine times over: a merge that inserts them again leaves every other test green.
func TestSentencesOnce(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]bool)
	for paragraph := range strings.SplitSeq(string(doc), "\n//\n") {
		if seen[paragraph] {
			t.Errorf("doc.go has this more than once:\n%s", paragraph)
		}
		seen[paragraph] = true
	}
}
