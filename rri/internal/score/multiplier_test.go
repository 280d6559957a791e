package score

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// groups are the quantities that compare two groups.
var groups = []quantity.Quantity{quantity.RatioOfProportions, quantity.RatioOfRates, quantity.DifferenceOfProportions, quantity.DifferenceOfRates, quantity.OddsRatio}

// genComparison draws the counts of two groups that a quantity is known of. events draws those of
// n.
func genComparison(t *rapid.T, q quantity.Quantity, events func(n float64, label string) float64) quantity.Counts {
	n := math.Round(math.Pow(10, rapid.Float64Range(0, 6).Draw(t, "log n")))
	m := math.Round(math.Pow(10, rapid.Float64Range(0, 6).Draw(t, "log m")))
	c := quantity.CountsOf(events(n, "a"), n, events(m, "b"), m)
	if !q.Binomial() {
		c.N *= rapid.SampledFrom([]float64{0.5, 1, 3.7, 1000}).Draw(t, "people for each of n")
	}
	if c.UndefinedRatio(q) {
		t.Skip()
	}
	return c
}

// genShare draws a share of n at which the counts are of one event and one other at least.
func genShare(t *rapid.T) func(n float64, label string) float64 {
	return func(n float64, label string) float64 {
		return max(1, math.Round(n*rapid.SampledFrom([]float64{1e-5, 1e-3, 0.1, 0.4, 0.9, 0.999}).Draw(t, label)))
	}
}

// genEnd draws no events, events alone, or few of either, also those that a design effect leaves.
func genEnd(t *rapid.T) func(n float64, label string) float64 {
	return func(n float64, label string) float64 {
		few := rapid.SampledFrom([]float64{0, 0, 0.25, 0.9, 2, 0.3 * n}).Draw(t, label)
		if rapid.Bool().Draw(t, label+" are others") {
			return max(0, n-few)
		}
		return min(n, few)
	}
}

// byValue returns the score of the same comparison that knows nothing of the multiplier.
func byValue(q quantity.Quantity, v Variant, c quantity.Counts, start, width float64, empty, full bool) *Score {
	return &Score{q: q, variant: v, strata: []quantity.Counts{c}, start: start, width: width, empty: empty, full: full}
}

// startOf returns a value to begin with and about a standard error.
func startOf(q quantity.Quantity, c quantity.Counts) (start, width float64) {
	h := c.AddHalf()
	switch q {
	case quantity.DifferenceOfProportions:
		return h.DifferenceLess(0), math.Sqrt(h.A/h.N*(h.N-h.A)/h.N/h.N+h.B/h.M*(h.M-h.B)/h.M/h.M) + 1e-9
	case quantity.DifferenceOfRates:
		return c.DifferenceLess(0), math.Sqrt(h.A/c.N/c.N + h.B/c.M/c.M)
	case quantity.OddsRatio:
		return math.Log(h.A / (c.N - c.A + 0.5) / h.B * (c.M - c.B + 0.5)), math.Sqrt(1/h.A + 1/h.B + 1/(c.N-c.A+0.5) + 1/(c.M-c.B+0.5))
	}
	return math.Log(h.A / h.N / h.B * h.M), math.Sqrt(1/h.A + 1/h.B)
}

// TestLawMultiplier: the statistic of the value that belongs to a multiplier is that of its
// restricted estimates, which are found in another way.
func TestLawMultiplier(t *testing.T) {
	for _, q := range groups {
		rapid.Check(t, func(t *rapid.T) {
			c := genComparison(t, q, genShare(t))
			if c.Smallest(q) < 1 {
				t.Skip()
			}
			p := newPath(q, c, Variant{Skewness: true})
			at := spot{rapid.IntRange(0, p.n-1).Draw(t, "stretch"), math.Exp(rapid.Float64Range(-6, 6).Draw(t, "log x"))}
			var l look
			p.look(at, &l)
			got, _ := p.statistic(&l)
			value := p.value(at)
			if q == quantity.DifferenceOfProportions && math.Abs(value) > 0.999 {
				t.Skip() // the value itself has lost what the multiplier knows
			}
			want := StatisticAt(q, Variant{Skewness: true}, []quantity.Counts{c}, value)
			// the value is known to a rounding, which the statistic tells by its standard error
			_, width := startOf(q, c)
			tolerance := 1e-10 * max(1, math.Abs(got))
			if q.Difference() {
				tolerance += 1e-15 * max(math.Abs(value), math.Abs(c.DifferenceLess(0))) / width
			} else {
				tolerance += 1e-14 / width
			}
			if !(math.Abs(got-want) <= tolerance) {
				t.Fatalf("%s of %v at %v, value %v: statistic %v, by the value %v", q, c, at, value, got, want)
			}
		})
	}
}

// TestLawSlope: the derivative that the walk goes by is that of the statistic.
func TestLawSlope(t *testing.T) {
	for _, q := range groups {
		rapid.Check(t, func(t *rapid.T) {
			c := genComparison(t, q, genEnd(t))
			p := newPath(q, c, Variant{Skewness: true, Unbiased: true})
			at := spot{rapid.IntRange(0, p.n-1).Draw(t, "stretch"), math.Exp(rapid.Float64Range(-4, 4).Draw(t, "log x"))}
			out := outward{path: &p, direction: 1}
			var n node
			out.node(at, &n)
			h := 1e-4 * min(1, n.room, n.step)
			before, _ := out.at(spot{at.stretch, out.step(at.x, -h)})
			after, _ := out.at(spot{at.stretch, out.step(at.x, h)})
			if got, want := n.slope, (after-before)/(2*h); !(math.Abs(got-want) <= 1e-3*math.Abs(got)+1e-11*max(1, math.Abs(n.y))/h) {
				t.Fatalf("%s of %v at %v: slope %v, by differences %v", q, c, at, got, want)
			}
		})
	}
}

// TestLawTogether: where the statistic falls, the limits by the multiplier are those of the search
// by the value.
func TestLawTogether(t *testing.T) {
	for _, q := range groups {
		rapid.Check(t, func(t *rapid.T) {
			c := genComparison(t, q, genShare(t))
			v := Variant{Skewness: rapid.Bool().Draw(t, "skewness"), Unbiased: rapid.Bool().Draw(t, "unbiased")}
			if c.Smallest(q) < 1 {
				t.Skip()
			}
			z := rapid.SampledFrom([]float64{0.3, 1, 1.96, 2.58, 6.1}).Draw(t, "z")
			start, width := startOf(q, c)
			now := New(q, v, []quantity.Counts{c}, start, width, false, false)
			lower, upper, cut := now.Limits(z)
			old := byValue(q, v, c, start, width, false, false)
			old.z = old.at(old.start)
			wantLower, wantUpper := old.limit(z), old.limit(-z)
			for _, pair := range [][2]float64{{lower, wantLower}, {upper, wantUpper}} {
				if pair[0] == pair[1] {
					continue
				}
				size := math.Abs(pair[1])
				if q.Difference() {
					size = max(size, math.Abs(c.DifferenceLess(0)))
				}
				if !(math.Abs(pair[0]-pair[1]) <= 1e-11*size) {
					t.Fatalf("%s of %v, %+v, z %v: limit %v, by the value %v", q, c, v, z, pair[0], pair[1])
				}
			}
			lowest, highest := q.Range()
			if want := v.Skewness && (wantLower == lowest || wantUpper == highest); cut != want {
				t.Fatalf("%s of %v, %+v, z %v: cut %v, want %v", q, c, v, z, cut, want)
			}
		})
	}
}

// TestLawPath: where the statistic may turn, it passes that of a limit nowhere between the centre
// and the limit, but at the limit; and the statistic of a value is the furthest on the way there.
// This is looked for on a grid of values.
func TestLawPath(t *testing.T) {
	const points = 400
	for _, q := range groups {
		rapid.Check(t, func(t *rapid.T) {
			c := genComparison(t, q, genEnd(t))
			v := Variant{Skewness: true, Unbiased: q.Binomial()}
			if c.Smallest(q) >= 1 {
				t.Skip()
			}
			z := rapid.SampledFrom([]float64{0.3, 0.9, 1.64, 1.96, 2.58, 4}).Draw(t, "z")
			start, width := startOf(q, c)
			empty, full := c.A == 0 && (!q.Difference() || c.B == c.M && q.Binomial()), c.B == 0 && !q.Difference()
			s := New(q, v, []quantity.Counts{c}, start, width, empty, full)
			centre := Scale(q, s.path.value(s.middle))
			slack := 1e-7 + 1e-13/width*max(1, math.Abs(centre))
			// before the value, on a grid that is finer near both ends
			furthest := func(to float64) float64 {
				most, direction := 0., math.Copysign(1, to-centre)
				for i := 1; i < points; i++ {
					share := 0.5 - 0.5*math.Cos(math.Pi*float64(i)/points)
					most = max(most, -direction*s.at(centre+share*(to-centre)))
				}
				return most
			}
			lower, upper, _ := s.Limits(z)
			for _, limit := range []float64{lower, upper} {
				to := clamp(q, limit)
				if most := furthest(to); most > z+slack {
					t.Fatalf("%s of %v, z %v: the limit is %v, and before it the statistic is %v", q, c, z, limit, most)
				}
			}
			null := start + width*rapid.Float64Range(-5, 5).Draw(t, "null")
			if q == quantity.DifferenceOfProportions {
				null = min(max(null, -0.99), 0.99)
			}
			most := max(furthest(null), math.Abs(s.at(null))*math.Copysign(1, s.at(null)*(centre-null)))
			if got := math.Abs(s.Statistic(Value(q, null))); got < most-slack {
				t.Fatalf("%s of %v: the statistic of %v is %v, and before it it is %v", q, c, null, got, most)
			}
		})
	}
}
