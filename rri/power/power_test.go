package power

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// enumerate returns the power of p by asking the test at every pair of counts that matters: the
// slow way, with no assumption on the test.
func enumerate(p *plan, ratio float64) Power {
	group, baseline := p.group(ratio), p.baseline()
	lowX, highX := group.bounds()
	lowY, highY := baseline.bounds()
	power := Power{Exact: true}
	for x := lowX; x <= highX; x++ {
		_, _, weightX := group.at(x)
		for y := lowY; y <= highY; y++ {
			_, _, weightY := baseline.at(y)
			switch byPValue(p, x, y) {
			case 1:
				power.Above += weightX * weightY
			case -1:
				power.Below += weightX * weightY
			}
		}
	}
	return power
}

// byPValue returns what the p-value of package rri says of x events in the group and y in the
// baseline.
func byPValue(p *plan, x, y int64) finding {
	q := quantity.RatioOfProportions
	if p.rates {
		q = quantity.RatioOfRates
	}
	c := quantity.CountsOf(float64(x), p.n, float64(y), p.m)
	if c.UndefinedRatio(q) {
		return 0
	}
	less, greater := method.Families[p.options.Method].Test(q, c, p.null)
	switch {
	case !(method.Side(p.options.Side).P(less, greater) < 1-p.options.Level):
		return 0
	case p.options.Side == rri.LowerOnly || p.options.Side == rri.TwoSided && greater < less:
		return 1
	}
	return -1
}

// Steps of the rejection region are found by bisection. Against the enumeration of all pairs, over
// all methods, levels, sides and null values, on random designs of a fixed seed.
func TestBisectionIsEnumeration(t *testing.T) {
	designs := 40
	if testing.Short() {
		designs = 4
	}
	for method := range rri.Methods() {
		t.Run(method.String(), func(t *testing.T) {
			rng := rand.New(rand.NewPCG(4, uint64(method)))
			n := designs
			switch method {
			// slow: its p-value is found by moving a limit that is itself found by iteration
			case rri.Jeffreys:
				n /= 10
			case rri.Exact, rri.MidP, rri.MOVERWilson:
				n /= 4
			case rri.Wald, rri.AdjustedLog: // fast, and the ones whose steps can be crossed twice
				n *= 4
			}
			for range n {
				o := rri.Options{
					Method: method,
					Level:  []float64{0.95, 0.9, 0.998, 0.5, 1 - 1e-6}[rng.IntN(5)],
					Side:   rri.Side(rng.IntN(3)),
					Null:   []float64{0, 0.8, 1.25, 3}[rng.IntN(4)],
				}
				ratio := math.Exp(rng.NormFloat64())
				check := func(p *plan, err error) {
					if errors.Is(err, rri.ErrMethod) {
						return
					}
					if err != nil {
						t.Fatal(err)
					}
					ratio := min(ratio, p.largest())
					got, want := p.sum(ratio), enumerate(p, ratio)
					if p.err != nil {
						t.Fatal(p.err)
					}
					// 1e-12: rounding of some thousands of probabilities, and what lies outside
					// their bounds.
					if math.Abs(got.Above-want.Above) > 1e-12 || math.Abs(got.Below-want.Below) > 1e-12 {
						t.Errorf("%+v, %g of %g against rate %g of %g, ratio %v: %+v, want %+v", o, p.n, p.m, p.events, p.m, ratio, got, want)
					}
				}
				check(newPlan(rri.Rate{Population: float64(1 + rng.IntN(30))}, rri.Rate{Events: 1 + rng.Int64N(30), Population: float64(1 + rng.IntN(60))}, o))
				largest := int64(40)
				if method == rri.Exact { // searches all rates for every pair of counts
					largest = 6
				}
				trials := 1 + rng.Int64N(largest)
				check(newPlan(rri.Proportion{Trials: 1 + rng.Int64N(largest)}, rri.Proportion{Events: 1 + rng.Int64N(trials), Trials: trials}, o))
			}
		})
	}
}

// The size of the jump where exact power gives way to the approximation: an expected count of
// exactly ExactUpTo.
func TestJump(t *testing.T) {
	for method := range rri.Methods() {
		rates, proportions := 0.009, 0.009 // as the package documentation says
		switch method {
		case rri.Exact:
			rates = 0.014
		case rri.Wald, rri.AdjustedLog:
			proportions = 0.027
		}
		jump := func(p *plan, err error) (largest float64) {
			if errors.Is(err, rri.ErrMethod) {
				return 0
			}
			if err != nil {
				t.Fatal(err)
			}
			group, baseline := p.group(1), p.baseline()
			se := math.Sqrt(group.variance()/group.mean/group.mean + baseline.variance()/baseline.mean/baseline.mean)
			for _, u := range []float64{-3.6, -2.8, -2, -1, 0, 1, 2, 2.8, 3.6} {
				ratio := math.Exp(u * se)
				if ratio > p.largest() {
					continue
				}
				exact, normal := p.sum(ratio), p.approximate(ratio)
				largest = max(largest, math.Abs(exact.Above-normal.Above), math.Abs(exact.Below-normal.Below))
			}
			if p.err != nil {
				t.Fatal(p.err)
			}
			return largest
		}
		var atRates, atProportions float64
		for _, times := range []int64{1, 10, 1000} {
			o := rri.Options{Method: method}
			atRates = max(atRates, jump(newPlan(rri.Rate{Population: ExactUpTo}, rri.Rate{Events: ExactUpTo * times, Population: float64(ExactUpTo * times)}, o)))
			if method == rri.Exact { // not of this size
				continue
			}
			for _, share := range []float64{0.001, 0.1, 0.5, 0.9, 0.999} {
				n := int64(math.Round(ExactUpTo / min(share, 1-share)))
				events := int64(math.Round(float64(n) * share))
				atProportions = max(atProportions, jump(newPlan(rri.Proportion{Trials: n}, rri.Proportion{Events: events * times, Trials: n * times}, o)))
			}
		}
		t.Logf("%s: %.4f for rates, %.4f for proportions", method, atRates, atProportions)
		if atRates > rates || atProportions > proportions {
			t.Errorf("%s: a jump of %.4f for rates and %.4f for proportions: want at most %v and %v", method, atRates, atProportions, rates, proportions)
		}
	}
}

// R 4.2.2: power.prop.test(n, p1, p2, sig.level), whose formula is that of the approximation at the
// null value 1 with two groups of n.
func TestApproximationOfProportions(t *testing.T) {
	tests := []struct {
		n         int64
		baseline  int64 // events
		p1, level float64
		want      float64
		reason    string
	}{
		{n: 50, baseline: 25, p1: 0.75, level: 0.95, want: 0.7401659013313879, reason: "the example of R's documentation"},
		{n: 2500, baseline: 1250, p1: 0.54, level: 0.95, want: 0.8082395137574487, reason: "54 % against 50 %"},
		{n: 20000, baseline: 1200, p1: 0.067, level: 0.99, want: 0.6158882016557559, reason: "6.7 % against 6 %"},
		{n: 1500, baseline: 1350, p1: 0.95, level: 0.998, want: 0.9829159653260743, reason: "95 % against 90 %"},
	}
	for _, test := range tests {
		p, err := newPlan(rri.Proportion{Trials: test.n}, rri.Proportion{Events: test.baseline, Trials: test.n}, rri.Options{Level: test.level})
		if err != nil {
			t.Fatal(err)
		}
		// 1e-9: the restricted estimate comes from a quadratic equation, R's from the mean of two
		// proportions.
		if got := p.approximate(test.p1 / p.rate()).Above; math.Abs(got-test.want) > 1e-9 {
			t.Errorf("%s: %v, want %v", test.reason, got, test.want)
		}
	}
}

// simulatedDesign is a design of which power and simulation are compared.
type simulatedDesign struct {
	name  string
	ratio float64 // that is true
	o     rri.Options
	// the power to find the ratio on its side, so that the design is one of interest
	minPower, maxPower float64
}

// null returns the null value that the design tests.
func (d simulatedDesign) null() float64 {
	if d.o.Null != 0 {
		return d.o.Null
	}
	return 1
}

const simulatedRuns = 40_000

// check compares the power that Of returns with how often draw, the analysis of one draw of the
// counts, finds a disparity.
func (d simulatedDesign) check(t *testing.T, want Power, err error, draw func() (rri.Estimate, error)) {
	t.Helper()
	if err != nil {
		t.Fatalf("%s: %v", d.name, err)
	}
	if !want.Exact {
		t.Errorf("%s: not exact", d.name)
	}
	found := want.Above
	if d.ratio < d.null() {
		found = want.Below
	}
	if found < d.minPower || found > d.maxPower {
		t.Errorf("%s: power %.3f, want between %v and %v for a design of interest", d.name, found, d.minPower, d.maxPower)
	}
	above, below := 0, 0
	for range simulatedRuns {
		e, err := draw()
		if err != nil {
			t.Fatalf("%s: %v", d.name, err)
		}
		switch {
		case e.Lower > d.null():
			above++
		case e.Upper < d.null():
			below++
		}
	}
	d.compare(t, "above", above, want.Above)
	d.compare(t, "below", below, want.Below)
}

// compare reports a probability that is more than 4.5 standard errors from what was simulated.
func (d simulatedDesign) compare(t *testing.T, side string, times int, want float64) {
	t.Helper()
	got, limit := float64(times)/simulatedRuns, 4.5*math.Sqrt(want*(1-want)/simulatedRuns)
	t.Logf("%s: %s %.4f, simulated %.4f", d.name, side, want, got)
	if math.Abs(got-want) > limit {
		t.Errorf("%s: %s with probability %.5f, simulated %.5f: further apart than %.5f", d.name, side, want, got, limit)
	}
}

// Exact power against simulation of the whole analysis: counts drawn, tables compared, findings
// counted. Ten designs of 40,000 runs with a fixed seed; the Monte-Carlo error of a probability q
// is √(q(1-q)/40,000), at most 0.0025, and the bound is 4.5 of them, which one of twenty
// probabilities exceeds by chance in one seed of 7,000.
func TestSimulationOfRates(t *testing.T) {
	if testing.Short() {
		t.Skip("simulation")
	}
	white := rri.Rate{Events: 317, Population: 1584583}
	for i, d := range []struct {
		simulatedDesign
		residents float64 // of the group
		baseline  rri.Rate
	}{
		{simulatedDesign{name: "a month of searches, Black", ratio: 2, minPower: 0.5, maxPower: 0.8}, 37844, white},
		{simulatedDesign{name: "the same, exact conditional", ratio: 2, o: rri.Options{Method: rri.Exact}, minPower: 0.4, maxPower: 0.8}, 37844, white},
		{simulatedDesign{name: "the same, below", ratio: 0.3, o: rri.Options{Method: rri.MidP}, minPower: 0.3, maxPower: 0.8}, 37844, white},
		{simulatedDesign{name: "no disparity: the size", ratio: 1, o: rri.Options{Method: rri.Score}, minPower: 0, maxPower: 0.05}, 100, rri.Rate{Events: 20, Population: 300}},
		{simulatedDesign{name: "a group larger than its baseline", ratio: 0.4, o: rri.Options{Method: rri.Wald}, minPower: 0.5, maxPower: 0.95}, 5000, rri.Rate{Events: 12, Population: 400}},
		{simulatedDesign{name: "one limit, above 1.25", ratio: 1.8, o: rri.Options{Side: rri.LowerOnly, Null: 1.25}, minPower: 0.5, maxPower: 0.95}, 100, rri.Rate{Events: 400, Population: 1000}},
	} {
		rng := rand.New(rand.NewPCG(2026, uint64(i)))
		group, baseline := rri.Rate{Population: d.residents}, d.baseline
		events := distuv.Poisson{Lambda: d.ratio * float64(d.baseline.Events) / d.baseline.Population * d.residents, Src: rng}
		baselineEvents := distuv.Poisson{Lambda: float64(d.baseline.Events), Src: rng}
		want, err := Of(group, baseline, d.ratio, d.o)
		d.check(t, want, err, func() (rri.Estimate, error) {
			group.Events, baseline.Events = int64(events.Rand()), int64(baselineEvents.Rand())
			return rri.Ratio(group, baseline, d.o)
		})
	}
}

// TestSimulationOfProportions is the same for shares of trials.
func TestSimulationOfProportions(t *testing.T) {
	if testing.Short() {
		t.Skip("simulation")
	}
	for i, d := range []struct {
		simulatedDesign
		trials   int64 // of the group
		baseline rri.Proportion
	}{
		{simulatedDesign{name: "30 reviews", ratio: 2, minPower: 0.4, maxPower: 0.8}, 30, rri.Proportion{Events: 60, Trials: 300}},
		{simulatedDesign{name: "small groups both", ratio: 0.3, o: rri.Options{Method: rri.MiettinenNurminen}, minPower: 0.3, maxPower: 0.8}, 25, rri.Proportion{Events: 10, Trials: 25}},
		{simulatedDesign{name: "charges, most of them", ratio: 1.2, o: rri.Options{Method: rri.Wald, Level: 0.9}, minPower: 0.5, maxPower: 0.95}, 60, rri.Proportion{Events: 420, Trials: 600}},
		{simulatedDesign{name: "a rare outcome", ratio: 2, o: rri.Options{Method: rri.MOVERWilson}, minPower: 0.5, maxPower: 0.9}, 2000, rri.Proportion{Events: 90, Trials: 20000}},
	} {
		const designsOfRates = 6 // whose seeds come before
		rng := rand.New(rand.NewPCG(2026, uint64(designsOfRates+i)))
		group, baseline := rri.Proportion{Trials: d.trials}, d.baseline
		share := float64(d.baseline.Events) / float64(d.baseline.Trials)
		events, baselineEvents := drawBinomial(rng, d.trials, d.ratio*share), drawBinomial(rng, d.baseline.Trials, share)
		want, err := Of(group, baseline, d.ratio, d.o)
		d.check(t, want, err, func() (rri.Estimate, error) {
			group.Events, baseline.Events = events(), baselineEvents()
			return rri.Ratio(group, baseline, d.o)
		})
	}
}

// drawBinomial draws counts trial by trial: that shares no code with the binomial of this package,
// or of gonum, which draws those of too many trials.
func drawBinomial(rng *rand.Rand, n int64, p float64) func() int64 {
	if n > 1000 {
		d := distuv.Binomial{N: float64(n), P: p, Src: rng}
		return func() int64 { return int64(d.Rand()) }
	}
	return func() (k int64) {
		for range n {
			if rng.Float64() < p {
				k++
			}
		}
		return k
	}
}

// genPlan draws a design of small counts, by a method that is fast.
func genPlan(t *rapid.T) *plan {
	o := rri.Options{
		Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Score, rri.Exact, rri.MidP}).Draw(t, "method"),
		Level:  rapid.SampledFrom([]float64{0.8, 0.95, 0.99}).Draw(t, "level"),
		Null:   rapid.SampledFrom([]float64{0, 0.8, 1.25}).Draw(t, "null"),
	}
	var p *plan
	var err error
	if o.Method > rri.Score || rapid.Bool().Draw(t, "rates") {
		p, err = newPlan(rri.Rate{Population: rapid.Float64Range(0.1, 50).Draw(t, "n")},
			rri.Rate{Events: rapid.Int64Range(1, 60).Draw(t, "events"), Population: rapid.Float64Range(1, 50).Draw(t, "m")}, o)
	} else {
		m := rapid.Int64Range(2, 60).Draw(t, "m")
		p, err = newPlan(rri.Proportion{Trials: rapid.Int64Range(1, 60).Draw(t, "n")}, rri.Proportion{Events: rapid.Int64Range(1, m).Draw(t, "events"), Trials: m}, o)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// In the true ratio, power is smooth and grows with the distance from the null value; that of
// finding the opposite falls. With the exact conditional test both false findings have at most half
// of 1 - Level.
func TestLawGrowsWithDistance(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := genPlan(t)
		furthest := min(p.largest(), 20)
		x := rapid.Float64Range(0, furthest).Draw(t, "ratio")
		y := rapid.Float64Range(x, furthest).Draw(t, "larger")
		less, more := p.power(x), p.power(y)
		if !less.Exact || !more.Exact {
			t.Fatal("not exact")
		}
		// 1e-13: rounding of the sums.
		if less.Above+less.Below > 1+1e-13 || less.Above < 0 || less.Below < 0 {
			t.Fatalf("%+v at %v", less, x)
		}
		if (more.Above < less.Above-1e-13 || more.Below > less.Below+1e-13) && (p.options.Method != rri.SCAS || p.ordered(y)) {
			t.Fatalf("%+v at %v, %+v at %v", less, x, more, y)
		}
		if p.options.Method == rri.Exact && p.null <= p.largest() {
			if size := p.power(p.null); max(size.Above, size.Below) > (1-p.options.Level)/2+1e-13 {
				t.Fatalf("the exact test at level %v has the size %+v", p.options.Level, size)
			}
		}
	})
}

// ordered reports whether one event more in the group always makes the test say the same or more,
// for the counts that matter at a ratio.
func (p *plan) ordered(ratio float64) bool {
	lowX, highX := p.group(ratio).bounds()
	lowY, highY := p.baseline().bounds()
	for y := lowY; y <= highY; y++ {
		for x := lowX + 1; x <= highX; x++ {
			if p.test(x, y) < p.test(x-1, y) {
				return false
			}
		}
	}
	return true
}

// SCAS is not ordered at counts of 0, 1 and 2: against 39/41 and a null value of 1.25, at level
// 0.99 it finds 1/1 to be below (P = 0.0090) and 0/1 not (P = 0.0102). So that finding can become
// likelier as the true ratio grows.
func TestNotOrdered(t *testing.T) {
	p, err := newPlan(rri.Proportion{Trials: 1}, rri.Proportion{Events: 18, Trials: 41}, rri.Options{Level: 0.99, Null: 1.25})
	if err != nil {
		t.Fatal(err)
	}
	if p.test(1, 39) != -1 || p.test(0, 39) != 0 || p.ordered(1) {
		t.Errorf("findings %d of 1/1 and %d of 0/1, ordered: %v", p.test(1, 39), p.test(0, 39), p.ordered(1))
	}
	if less, more := p.power(0.5), p.power(1); !(more.Below > less.Below) {
		t.Errorf("below with probability %v at 0.5, %v at 1", less.Below, more.Below)
	}
	p.options.Method = rri.Score
	p.byGroup, p.byBaseline = map[int64]*row{}, map[int64]*row{}
	if !p.ordered(1) {
		t.Error("the uncorrected score is not ordered either")
	}
}

// The approximation grows with the counts and with the distance from the null value. Exact power
// grows with the counts as a saw-tooth: see TestSawTooth. Four times the counts never have less,
// for a ratio that is found at least half of the time; below that, as at the null value itself, a
// small test can find more than its level allows a larger one.
func TestLawGrowsWithCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := genPlan(t)
		k := rapid.Int64Range(1, 1000).Draw(t, "k")
		ratio := rapid.Float64Range(0.05, min(p.largest(), 20)).Draw(t, "ratio")
		side := func(p Power) float64 { return p.Above }
		if ratio < p.null {
			side = func(p Power) float64 { return p.Below }
		}
		less, more := side(p.times(k).approximate(ratio)), side(p.times(k+1).approximate(ratio))
		// Without a distance from the null value, more counts add nothing.
		if more < less-1e-12 && ratio != p.null {
			t.Fatalf("%v with %d times the counts, %v with %d", less, k, more, k+1)
		}
		if k <= 8 {
			less, more = side(p.times(k).power(ratio)), side(p.times(4*k).power(ratio))
			if more < less-1e-12 && less >= 0.5 {
				t.Fatalf("%v with %d times the counts, %v with %d", less, k, more, 4*k)
			}
		}
	})
}

// Where the saw-tooth bites: one trial more, and less power.
func TestSawTooth(t *testing.T) {
	tests := []struct {
		method rri.Method
		n      int64
		reason string
	}{
		{rri.SCAS, 2, "2 trials against 4 of 20, and 3 against 6 of 30"},
		{rri.Score, 3, "3 trials against 6 of 30, and 4 against 8 of 40"},
	}
	for _, test := range tests {
		at := func(n int64) float64 {
			p, err := Of(rri.Proportion{Trials: n}, rri.Proportion{Events: 2 * n, Trials: 10 * n}, 2, rri.Options{Method: test.method})
			if err != nil {
				t.Fatal(err)
			}
			return p.Above
		}
		less, more := at(test.n), at(test.n+1)
		if !(more < less) || more < less-0.02 {
			t.Errorf("%s, %s: power %v and %v; want a little less with more", test.method, test.reason, less, more)
		}
	}
}

// A higher level finds less.
func TestLawFallsWithLevel(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := genPlan(t)
		higher := p.times(1)
		higher.options.Level = 1 - (1-p.options.Level)/rapid.Float64Range(1, 100).Draw(t, "times")
		ratio := rapid.Float64Range(0, min(p.largest(), 20)).Draw(t, "ratio")
		a, b := p.power(ratio), higher.power(ratio)
		if b.Above > a.Above+1e-13 || b.Below > a.Below+1e-13 {
			t.Fatalf("%+v at level %v, %+v at %v", a, p.options.Level, b, higher.options.Level)
		}
	})
}

// Exchanging the groups exchanges Above and Below. It also exchanges the group that is summed over.
func TestLawExchange(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		method := rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Score, rri.Exact, rri.Wald}).Draw(t, "method")
		x, y := rapid.Int64Range(1, 60).Draw(t, "x"), rapid.Int64Range(1, 300).Draw(t, "y")
		n, m := rapid.Float64Range(0.5, 50).Draw(t, "n"), rapid.Float64Range(0.5, 50).Draw(t, "m")
		ratio := (float64(x) / n) / (float64(y) / m)
		one, err := Of(rri.Rate{Population: n}, rri.Rate{Events: y, Population: m}, ratio, rri.Options{Method: method})
		if err != nil {
			t.Fatal(err)
		}
		other, err := Of(rri.Rate{Population: m}, rri.Rate{Events: x, Population: n}, 1/ratio, rri.Options{Method: method})
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(one.Above-other.Below) > 1e-10 || math.Abs(one.Below-other.Above) > 1e-10 {
			t.Fatalf("%+v, exchanged %+v", one, other)
		}
	})
}

// At a detectable ratio power is the target, and nearer to the null value it is less.
func TestLawDetectable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := rri.Options{
			Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Score, rri.Exact, rri.Wald}).Draw(t, "method"),
			Side:   rapid.SampledFrom([]rri.Side{rri.TwoSided, rri.LowerOnly, rri.UpperOnly}).Draw(t, "side"),
			Null:   rapid.SampledFrom([]float64{0, 0.8, 1.25}).Draw(t, "null"),
		}
		null := o.Null
		if null == 0 {
			null = 1
		}
		target := rapid.SampledFrom([]float64{0.5, 0.8, 0.95}).Draw(t, "target")
		group := rri.Rate{Population: rapid.Float64Range(0.1, 1000).Draw(t, "n")}
		baseline := rri.Rate{Events: rapid.Int64Range(1, 200).Draw(t, "events"), Population: rapid.Float64Range(1, 1000).Draw(t, "m")}
		d, err := DetectableOf(group, baseline, target, o)
		if err != nil {
			t.Fatal(err)
		}
		at := func(ratio float64) Power {
			p, err := Of(group, baseline, ratio, o)
			if err != nil {
				t.Fatal(err)
			}
			if p.Exact != d.Exact {
				t.Fatalf("exact %v, and %v", p.Exact, d.Exact)
			}
			return p
		}
		if !math.IsNaN(d.Above) {
			nearer := null + 0.99*(d.Above-null)
			if p := at(d.Above).Above; o.Side == rri.UpperOnly || d.Above <= null || math.Abs(p-target) > 1e-6 || at(nearer).Above >= target {
				t.Fatalf("%+v: power %v, and %v nearer", d, p, at(nearer).Above)
			}
		}
		if !math.IsNaN(d.Below) {
			nearer := null - 0.99*(null-d.Below)
			if p := at(d.Below).Below; o.Side == rri.LowerOnly || d.Below >= null || d.Below > 0 && math.Abs(p-target) > 1e-6 || at(nearer).Below >= target {
				t.Fatalf("%+v: power %v, and %v nearer", d, p, at(nearer).Below)
			}
		}
		if o.Side != rri.LowerOnly && math.IsNaN(d.Below) && o.Method != rri.Wald && at(0).Below >= target {
			t.Fatalf("%+v: but a group without events is found", d)
		}
	})
}

// The times that are needed reach the target, and one less does not.
func TestLawNeeded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		o := rri.Options{Method: rapid.SampledFrom([]rri.Method{rri.SCAS, rri.Score}).Draw(t, "method")}
		target := rapid.SampledFrom([]float64{0.5, 0.8, 0.95}).Draw(t, "target")
		m := rapid.Int64Range(2, 500).Draw(t, "m")
		group, baseline := rri.Proportion{Trials: rapid.Int64Range(1, 100).Draw(t, "n")}, rri.Proportion{Events: rapid.Int64Range(1, m-1).Draw(t, "events"), Trials: m}
		largest := float64(m) / float64(baseline.Events)
		ratio := rapid.Float64Range(0, min(largest, 5)).Draw(t, "ratio")
		if math.Abs(ratio-1) < 0.01 {
			return
		}
		got, err := NeededOf(group, baseline, ratio, target, o)
		if err != nil {
			t.Fatal(err)
		}
		at := func(k int64) float64 {
			p, err := Of(rri.Proportion{Trials: k * group.Trials}, rri.Proportion{Events: k * baseline.Events, Trials: k * m}, ratio, o)
			if err != nil {
				t.Fatal(err)
			}
			if ratio < 1 {
				return p.Below
			}
			return p.Above
		}
		if at(got.Times) < target || got.Times > 1 && at(got.Times-1) >= target {
			t.Fatalf("%+v: power %v, and %v with one less", got, at(got.Times), at(got.Times-1))
		}
		trials := float64(got.Times * group.Trials)
		if math.Abs(got.GroupEvents-trials*ratio/largest) > 1e-9*trials || math.Abs(got.BaselineEvents-float64(got.Times*baseline.Events)) > 1e-9*got.BaselineEvents {
			t.Fatalf("%+v: want the events to expect of %v trials", got, trials)
		}
	})
}

func TestEdges(t *testing.T) {
	tests := []struct {
		group, baseline rri.Proportion
		ratio           float64
		want            Power
		reason          string
	}{
		{rri.Proportion{Trials: 1}, rri.Proportion{Events: 1, Trials: 1}, 1, Power{Exact: true}, "one of one each: nothing is ever found"},
		{rri.Proportion{Trials: 50}, rri.Proportion{Events: 50, Trials: 50}, 0, Power{Below: 1, Exact: true}, "none against all: always found"},
		{rri.Proportion{Trials: 50}, rri.Proportion{Events: 25, Trials: 50}, 2, Power{Above: 1, Exact: true}, "all against half: found but for one in 10^9 draws of the baseline"},
		{rri.Proportion{Trials: 1}, rri.Proportion{Events: 1, Trials: 1000}, 0, Power{Exact: true}, "a rare outcome in one trial"},
	}
	for _, test := range tests {
		got, err := Of(test.group, test.baseline, test.ratio, rri.Options{})
		if err != nil || math.Abs(got.Above-test.want.Above) > 1e-8 || math.Abs(got.Below-test.want.Below) > 1e-8 || got.Exact != test.want.Exact {
			t.Errorf("%s: %+v, %v; want %+v", test.reason, got, err, test.want)
		}
	}
	// The wald test finds nothing at zero events, so that its power falls again towards a ratio of
	// 0: the nearest ratio is found all the same.
	d, err := DetectableOf(rri.Rate{Population: 100}, rri.Rate{Events: 3000, Population: 1000}, 0.8, rri.Options{Method: rri.Wald})
	if err != nil || !(d.Below > 0.5 && d.Below < 1) {
		t.Errorf("wald: %+v, %v", d, err)
	}
	p, err := Of(rri.Rate{Population: 100}, rri.Rate{Events: 3000, Population: 1000}, 0, rri.Options{Method: rri.Wald})
	if err != nil || p.Below != 0 {
		t.Errorf("wald at no events: %+v, %v", p, err)
	}
}

func TestErrors(t *testing.T) {
	group, baseline := rri.Rate{Population: 100}, rri.Rate{Events: 20, Population: 1000}
	p, q := rri.Proportion{Trials: 30}, rri.Proportion{Events: 20, Trials: 50}
	o := rri.Options{}
	tests := []struct {
		err    func() error
		want   error
		text   string
		reason string
	}{
		{func() error { _, err := Of(group, rri.Rate{Population: 5}, 2, o); return err }, rri.ErrCount, "no rate to plan with", "a baseline without events"},
		{func() error { _, err := Of(rri.Rate{}, baseline, 2, o); return err }, rri.ErrCount, "nothing to count", "a group without population"},
		{func() error { _, err := Of(group, rri.Rate{}, 2, o); return err }, rri.ErrCount, "no rate to plan with", "a baseline without population"},
		{func() error { _, err := Of(rri.Rate{Events: -1, Population: 4}, baseline, 2, o); return err }, rri.ErrCount, "-1 events", "a negative count"},
		{func() error { _, err := Of(group, baseline, -1, o); return err }, rri.ErrOption, "ratio -1", "a negative ratio"},
		{func() error { _, err := Of(group, baseline, math.NaN(), o); return err }, rri.ErrOption, "ratio NaN", "NaN"},
		{func() error { _, err := Of(group, baseline, math.Inf(1), o); return err }, rri.ErrOption, "ratio +Inf", "infinite"},
		{func() error { _, err := Of(p, q, 3, o); return err }, rri.ErrOption, "at most 2.5", "120 %"},
		{func() error { _, err := Of(group, baseline, 2, rri.Options{Method: rri.Byar}); return err }, rri.ErrMethod, "byar", "a method without ratios"},
		{func() error { _, err := Of(group, baseline, 2, rri.Options{Level: 7}); return err }, rri.ErrOption, "level 7", "level 7"},
		{func() error { _, err := DetectableOf(group, baseline, 1, o); return err }, rri.ErrOption, "target 1", "certainty"},
		{func() error { _, err := DetectableOf(rri.Rate{}, baseline, 0.8, o); return err }, rri.ErrCount, "nothing to count", "a group without population"},
		{func() error { _, err := NeededOf(group, baseline, 2, 0, o); return err }, rri.ErrOption, "target 0", "no power"},
		{func() error { _, err := NeededOf(rri.Rate{}, baseline, 2, 0.8, o); return err }, rri.ErrCount, "nothing to count", "a group without population"},
		{func() error { _, err := NeededOf(p, q, 3, 0.8, o); return err }, rri.ErrOption, "at most 2.5", "120 %"},
		{func() error { _, err := NeededOf(group, baseline, 1, 0.8, o); return err }, ErrNothingToDetect, "null value", "no disparity"},
		{func() error { _, err := NeededOf(group, baseline, 1.5, 0.8, rri.Options{Null: 1.5}); return err }, ErrNothingToDetect, "null value", "no more than the margin"},
		{func() error {
			_, err := NeededOf(group, baseline, 2, 0.8, rri.Options{Side: rri.UpperOnly})
			return err
		}, ErrNothingToDetect, "one side", "the other side"},
		{func() error {
			_, err := NeededOf(group, baseline, 0.5, 0.8, rri.Options{Side: rri.LowerOnly})
			return err
		}, ErrNothingToDetect, "one side", "the other side"},
		{func() error { _, err := NeededOf(group, baseline, 1+1e-9, 0.8, o); return err }, ErrNothingToDetect, "more than", "a ratio of 1.000000001"},
	}
	for _, test := range tests {
		err := test.err()
		if !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.text) || !strings.HasPrefix(err.Error(), "power: ") {
			t.Errorf("%s: error %v, want %v with %q", test.reason, err, test.want, test.text)
		}
	}
}

func TestDetectableText(t *testing.T) {
	nan := math.NaN()
	tests := []struct {
		d          Detectable
		text, json string
	}{
		{Detectable{2, 0.5, 0.8, true}, "a ratio below 0.5 or above 2 is found with probability 0.8", `{"above":2,"below":0.5,"target":0.8,"exact":true}`},
		{Detectable{2, nan, 0.8, true}, "a ratio above 2 is found with probability 0.8, and none below the null value", `{"above":2,"below":null,"target":0.8,"exact":true}`},
		{Detectable{nan, 0.5, 0.8, false}, "a ratio below 0.5 is found with probability 0.8, and none above the null value", `{"above":null,"below":0.5,"target":0.8,"exact":false}`},
		{Detectable{nan, nan, 0.8, true}, "no ratio is found with probability 0.8", `{"above":null,"below":null,"target":0.8,"exact":true}`},
	}
	for _, test := range tests {
		if got := test.d.String(); got != test.text {
			t.Errorf("got  %s\nwant %s", got, test.text)
		}
		if got, err := json.Marshal(test.d); err != nil || string(got) != test.json {
			t.Errorf("JSON %s, %v; want %s", got, err, test.json)
		}
	}
}

func BenchmarkOf(b *testing.B) {
	for _, events := range []int64{30, 3000, 300000} {
		b.Run(fmt.Sprintf("baseline=%d", events), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Of(rri.Rate{Population: 1}, rri.Rate{Events: events, Population: float64(events) / 20}, 2, rri.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDetectableOf(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DetectableOf(rri.Rate{Population: 37844}, rri.Rate{Events: 317, Population: 1584583}, 0.8, rri.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkNeededOf(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := NeededOf(rri.Rate{Population: 37844}, rri.Rate{Events: 317, Population: 1584583}, 1.5, 0.8, rri.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkExactProportions: with ten times the trials there are a hundred times the pairs of
// counts.
func BenchmarkExactProportions(b *testing.B) {
	for _, times := range []int64{1, 10} {
		b.Run(fmt.Sprintf("%d against %d", 10*times, 50*times), func(b *testing.B) {
			for b.Loop() {
				if _, err := DetectableOf(rri.Proportion{Trials: 10 * times}, rri.Proportion{Events: 15 * times, Trials: 50 * times}, 0.8, rri.Options{Method: rri.Exact}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
