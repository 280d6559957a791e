package rri

import (
	"flag"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

var (
	agreeCases = flag.Int("agree.cases", 10_000, "how many random cases the law of agreement is checked on")
	agreeSeed  = flag.Uint64("agree.seed", 1, "the seed of those cases")
)

// agreement is the aimed generator of the law of agreement: counts of zero and of all, one or two
// people against millions, levels from 0.5 to 1-1e-7, and null values beside the limits.
type agreement struct{ *rand.Rand }

func (r agreement) total(small bool) float64 {
	switch k := r.IntN(6); {
	case small:
		return float64(1 + r.IntN(5))
	case k < 2:
		return float64(1 + r.IntN(6))
	case k == 2:
		return float64(1 + r.IntN(60))
	case k == 3:
		return float64(1 + r.IntN(3000))
	default:
		return math.Round(math.Pow(10, 7*r.Float64()))
	}
}

func (r agreement) events(n float64) float64 {
	k := 0.
	switch r.IntN(8) {
	case 0, 1:
	case 2:
		k = n
	case 3:
		k = 1
	case 4:
		k = n - 1
	case 5:
		k = float64(r.IntN(10))
	case 6:
		k = math.Round(n * r.Float64())
	default:
		k = math.Round(n * math.Pow(10, -6*r.Float64()))
	}
	return min(max(k, 0), n)
}

func (r agreement) cells(q quantity.Quantity, small bool) quantity.Counts {
	var c quantity.Counts
	c.N = r.total(small)
	c.A = r.events(c.N)
	if q.TwoGroups() {
		c.M = r.total(small)
		c.B = r.events(c.M)
	}
	if !q.Binomial() && r.IntN(4) == 0 {
		c.N /= math.Exp2(float64(r.IntN(20)))
	}
	return c
}

func (r agreement) level() float64 {
	switch r.IntN(4) {
	case 0:
		return 0.5 + 0.2*r.Float64()
	case 1:
		return 0.7 + 0.29*r.Float64()
	case 2:
		return 1 - math.Pow(10, -2-5*r.Float64())
	}
	return []float64{0.5, 0.6, 0.65, 0.8, 0.9, 0.95, 0.99, 0.998, 0.999, 1 - 1e-7}[r.IntN(10)]
}

// null returns a null value to test, mostly near a limit, on either side.
func (r agreement) null(q quantity.Quantity, c quantity.Counts, e Estimate) float64 {
	lowest, highest := q.Range()
	limit := []float64{e.Lower, e.Upper}[r.IntN(2)]
	by := math.Pow(10, -6*r.Float64())
	if r.IntN(2) == 0 {
		by = -by
	}
	null := 0.
	switch {
	case r.IntN(5) == 0 || math.IsInf(limit, 0) || limit == lowest || limit == highest:
		switch q {
		case quantity.Proportion:
			null = r.Float64()
		case quantity.DifferenceOfProportions:
			null = 2*r.Float64() - 1
		case quantity.DifferenceOfRates:
			null = (2*r.Float64() - 1) * 2 * max(c.A/c.N, c.B/c.M)
		case quantity.Rate:
			null = c.A / c.N * math.Exp2(6*r.Float64()-3)
		default:
			null = math.Exp2(20*r.Float64() - 10)
		}
	case lowest < 0: // a difference
		width := e.Upper - e.Lower
		if math.IsInf(width, 0) || width == 0 {
			width = 1
		}
		null = limit + by*width
	case q == quantity.Proportion && limit > 0.5:
		null = 1 - (1-limit)*(1+by)
	default:
		null = limit * (1 + by)
	}
	return min(max(null, max(lowest, -math.MaxFloat64)), min(highest, math.MaxFloat64))
}

// method draws a quantity and a method that has it.
func (r agreement) method() (quantity.Quantity, Method) {
	for {
		q, m := quantity.Quantity(r.IntN(int(quantity.Number))), Method(r.IntN(numMethods))
		if r.IntN(3) == 0 {
			m = SCAS
		}
		// those are slow, and have tests of their own
		if method.Families[m].Has(q) && (!smallOnly(m, q) || r.IntN(20) == 0) {
			return q, m
		}
	}
}

// disagreement returns what is wrong with one case, or "".
func (r agreement) disagreement() string {
	q, m := r.method()
	small := smallOnly(m, q)
	c := r.cells(q, small)
	o := Options{Method: m, Level: r.level(), Side: Side(r.IntN(3))}
	e, err := estimate(q, c, o)
	if err != nil {
		return fmt.Sprintf("%s of %v by %s at %v: %v", q, c, m, o.Level, err)
	}
	o.Null = r.null(q, c, e)
	if e, err = estimate(q, c, o); err != nil {
		return fmt.Sprintf("%s of %v by %+v: %v", q, c, o, err)
	}
	say := func(format string, a ...any) string {
		return fmt.Sprintf("%s of %v by %s, level %v, %s, null %v: interval %v to %v, P %v, flags %v: ", q, c, m, o.Level, o.Side, o.Null, e.Lower, e.Upper, e.P, e.Flags) + fmt.Sprintf(format, a...)
	}
	lowest, highest := q.Range()
	if math.IsNaN(e.Lower) || math.IsNaN(e.Upper) || e.Lower > e.Upper || e.Lower < lowest || e.Upper > highest {
		return say("limits out of order or range")
	}
	null, _ := q.Null(o.Null)
	if !math.IsNaN(null) {
		alpha := 1 - o.Level
		atEnd := (null == lowest || null == highest) && (null == e.Lower || null == e.Upper)
		out := null < e.Lower || null > e.Upper
		switch {
		case math.IsNaN(e.P) && math.IsNaN(e.Value): // 0/0: there is nothing to test
		case !(e.P >= 0 && e.P <= 1):
			return say("P out of range")
		case math.IsNaN(e.Value):
			return say("a P of 0/0")
		}
		if !math.IsNaN(e.P) && !atEnd && out != (e.P < alpha) && math.Abs(e.P-alpha) > 1e-7*alpha && !nearLimit(null, e) {
			return say("P and interval do not agree")
		}
	}
	higher := o
	higher.Level = min(1-1e-7, o.Level+(1-o.Level)*r.Float64())
	wide, err := estimate(q, c, higher)
	if err != nil {
		return say("%v", err)
	}
	if wide.Lower > e.Lower && !closeTo(wide.Lower, e.Lower, 1e-10) && wide.Lower-e.Lower > 1e-11*(e.Upper-e.Lower) ||
		wide.Upper < e.Upper && !closeTo(wide.Upper, e.Upper, 1e-10) && e.Upper-wide.Upper > 1e-11*(e.Upper-e.Lower) {
		return say("level %v gives %v to %v, which does not hold it", higher.Level, wide.Lower, wide.Upper)
	}
	return r.monotone(say, q, c, o, e)
}

// nearLimit reports whether a null value is on a limit, but for what the limit is rounded by.
func nearLimit(null float64, e Estimate) bool {
	return closeTo(null, e.Lower, 1e-13) || closeTo(null, e.Upper, 1e-13)
}

// monotone looks for a limit that moves down where the group has one event more, for a P that falls
// as the null value moves toward the interval, and for limits beyond the margins without a flag.
func (r agreement) monotone(say func(string, ...any) string, q quantity.Quantity, c quantity.Counts, o Options, e Estimate) string {
	m := o.Method
	if null, _ := q.Null(o.Null); !math.IsNaN(null) && !math.IsNaN(e.Value) && o.Side == LowerOnly {
		less := o
		less.Null = r.null(q, c, e)
		if less.Null > o.Null && less.Null != 0 && o.Null != 0 {
			further, err := estimate(q, c, less)
			if err != nil {
				return say("%v", err)
			}
			if further.P < e.P*(1-1e-7)-1e-12 {
				return say("the one-sided P falls to %v as the null value rises to %v", further.P, less.Null)
			}
		}
	}
	if (q == quantity.DifferenceOfProportions || q == quantity.DifferenceOfRates) && (m == SCAS || m == Score) && !e.Flags.Has(BeyondMargins) && 1-o.Level < 0.009 {
		one, family := quantity.Proportion, m
		if q == quantity.DifferenceOfRates {
			one = quantity.Rate
		}
		if m == SCAS {
			family = Exact
		}
		margin := Options{Method: family, Level: o.Level}
		if o.Side != TwoSided {
			margin.Level = 1 - 2*(1-o.Level)
		}
		if tail := (1 - margin.Level) / 2; tail < method.MarginsTail {
			g, _ := estimate(one, quantity.Counts{A: c.A, N: c.N}, margin)
			b, _ := estimate(one, quantity.Counts{A: c.B, N: c.M}, margin)
			low, high := g.Lower-b.Upper, g.Upper-b.Lower
			slack := 1e-9 * (high - low)
			if o.Side != UpperOnly && e.Lower < low-slack || o.Side != LowerOnly && e.Upper > high+slack {
				return say("beyond the margins, %v to %v, without the flag", low, high)
			}
		}
	}
	if notMonotone[m] != "" || q == quantity.OddsRatio || (q.Binomial() && c.A == c.N) || c.UndefinedRatio(q) {
		return ""
	}
	more := c
	more.A++
	s, err := estimate(q, more, o)
	if err != nil {
		return say("%v", err)
	}
	slack := 1e-11 * (e.Upper - e.Lower)
	if math.IsInf(slack, 1) || math.IsNaN(slack) {
		slack = 0
	}
	if s.Lower < e.Lower-slack-1e-11*math.Abs(e.Lower) || s.Upper < e.Upper-slack-1e-11*math.Abs(e.Upper) {
		return say("one event more gives %v to %v", s.Lower, s.Upper)
	}
	return ""
}

// TestLawAgree: in aimed random cases of every method and quantity, P is below 1-Level exactly when
// the interval leaves out the null value; intervals are nested, do not move down with one event
// more, and keep to the range and to the margins, or are flagged. Run it with -agree.cases 1000000
// to look wider.
func TestLawAgree(t *testing.T) {
	r := agreement{rand.New(rand.NewPCG(*agreeSeed, 0))}
	found := 0
	for range *agreeCases {
		if wrong := r.disagreement(); wrong != "" {
			t.Error(wrong)
			if found++; found == 20 {
				t.Fatal("and perhaps more")
			}
		}
	}
}
