package trend

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// series returns a series of years of a group beside a baseline.
func seriesOf[M rri.Measure](group, baseline []M) (s Series[string, M]) {
	s.Baseline = "White"
	for i, p := range yearly(make([]int64, len(group))...).Points {
		s.Points = append(s.Points, Point[string, M]{Period: p.Period, Counts: map[string]M{"Black": group[i], "White": baseline[i]}})
	}
	return s
}

// TestTrendEdges: counts of which there is little or nothing to say, and the flags that say so.
func TestTrendEdges(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	some := []int64{1000, 1000, 1000, 1000, 1000}
	for _, test := range []struct {
		group, baseline []int64
		value           float64
		// NaN for none; -1 where any will do that is not at the end of the range
		lower, upper float64
		points       int
		flags        rri.Flags
		reason       string
	}{
		{[]int64{7, 8, 6, 9, 7}, some, -1, -1, -1, 5, 0, "plain"},
		{[]int64{0, 0, 0, 0, 0}, some, nan, nan, nan, 5, rri.NoData | rri.ZeroCell | rri.SmallCount, "no event of the group"},
		{some, []int64{0, 0, 0, 0, 0}, nan, nan, nan, 5, rri.NoData | rri.ZeroCell | rri.SmallCount, "nor of the baseline"},
		{[]int64{0, 0, 0, 0, 0}, []int64{0, 0, 0, 0, 0}, nan, nan, nan, 0, rri.NoData | rri.ZeroCell | rri.SmallCount, "no event at all"},
		{[]int64{0, 0, 0, 0, 9}, some, inf, 0, inf, 5, rri.Unbounded, "events in the last period alone: the likelihood rises for ever"},
		{[]int64{9, 0, 0, 0, 0}, some, 0, 0, inf, 5, rri.Unbounded, "in the first alone"},
		{[]int64{0, 0, 9, 0, 0}, some, -1, -1, -1, 5, 0, "in one between: it has a top"},
		{[]int64{0, 0, 0, 9, 9}, []int64{9, 9, 9, 9, 0}, inf, 0, inf, 5, rri.Unbounded, "those of the group follow those of the baseline"},
		{[]int64{0, 0, 9, 1, 9}, []int64{9, 9, 9, 0, 0}, inf, 0, inf, 5, rri.Unbounded, "with one period in common"},
		{[]int64{0, 0, 9, 1, 9}, []int64{9, 9, 9, 1, 0}, -1, -1, -1, 5, 0, "with two"},
		{[]int64{5}, some, nan, nan, nan, 1, rri.NoData, "one period"},
		{[]int64{50, 60}, some, 1.2, -1, -1, 2, 0, "two: no degree of freedom is left"},
		{[]int64{50, 60, 70}, some, -1, -1, -1, 3, 0, "three: one"},
		{[]int64{5, 0, 7, 9, 8}, []int64{1000, 0, 1000, 1000, 1000}, -1, -1, -1, 4, 0, "a period without events says nothing"},
		{[]int64{1, 1 << 50, 1, 1 << 50, 1}, some, 1, 0, inf, 5, rri.Unbounded, "counts that jump beyond any bound"},
		{nil, nil, nan, nan, nan, 0, 0, "no period"},
	} {
		var group, baseline []rri.Rate
		for i, n := range test.group {
			group = append(group, rri.Rate{Events: n, Population: 500})
			baseline = append(baseline, rri.Rate{Events: test.baseline[i], Population: 10_000})
		}
		s := seriesOf(group, baseline)
		if len(group) == 0 {
			if trends, err := fitOf(s, nil, Options{}); len(trends) != 0 || err != nil {
				t.Errorf("%v, %v: %s", trends, err, test.reason)
			}
			continue
		}
		got := onlyTrend(t, s, Options{})
		e := got.PerYear
		same := func(got, want float64) bool {
			if want == -1 {
				return got > 0 && !math.IsInf(got, 0)
			}
			return got == want || math.IsNaN(got) && math.IsNaN(want) || math.Abs(got-want) < 1e-3
		}
		if !same(e.Value, test.value) || !same(e.Lower, test.lower) || !same(e.Upper, test.upper) || got.Points != test.points || !e.Flags.Has(test.flags) {
			t.Errorf("%v of %d points, %s; want %v (%v to %v) of %d, %s: %s", e, got.Points, e.Flags, test.value, test.lower, test.upper, test.points, test.flags, test.reason)
		}
		if !e.Computed() || (got.DegreesOfFreedom == 0) != math.IsNaN(got.Dispersion) || got.DegreesOfFreedom > max(0, test.points-2) {
			t.Errorf("%+v: %s", got, test.reason)
		}
		if (e.P < 0.05) != (e.Lower > 1 || e.Upper < 1) {
			t.Errorf("P %v of %v: %s", e.P, e, test.reason)
		}
	}
}

// TestFindTrendEdges: proportions at the edges of their range.
func TestFindTrendEdges(t *testing.T) {
	full := rri.Proportion{Events: 20, Trials: 20}
	half := rri.Proportion{Events: 10, Trials: 20}
	most := rri.Proportion{Events: 900, Trials: 1000}
	for _, test := range []struct {
		group, baseline []rri.Proportion
		value           float64 // -1 where any will do
		reason          string
	}{
		{[]rri.Proportion{full, full, full, full, full}, []rri.Proportion{most, most, most, most, most}, 1, "all of the group"},
		{[]rri.Proportion{most, most, most, most, most}, []rri.Proportion{full, full, full, full, full}, 1, "all of the baseline"},
		{[]rri.Proportion{full, full, full, full, full}, []rri.Proportion{full, full, full, full, full}, 1, "all of both"},
		{[]rri.Proportion{full, half, full, half, full}, []rri.Proportion{full, full, most, half, half}, -1, "all of both in one period"},
		{[]rri.Proportion{{}, half, half, {}, full}, []rri.Proportion{full, full, most, {}, half}, -1, "periods without trials"},
		{[]rri.Proportion{{Trials: 1}, {Events: 1, Trials: 1}, {Trials: 1}, {Events: 1, Trials: 1}, {Events: 1, Trials: 1}}, []rri.Proportion{most, most, full, half, half}, -1, "one trial each"},
		{[]rri.Proportion{{Trials: 5}, {Trials: 5}, {Trials: 5}, {Trials: 5}, {Trials: 5}}, []rri.Proportion{most, most, full, half, half}, math.NaN(), "no event of the group"},
		{[]rri.Proportion{{Trials: 5}, {Trials: 5}, {Trials: 5}, {Trials: 5}, {Events: 5, Trials: 5}}, []rri.Proportion{most, most, full, half, half}, math.Inf(1), "none but in the last period"},
	} {
		got := onlyTrend(t, seriesOf(test.group, test.baseline), Options{}).PerYear
		ok := math.Abs(got.Value-test.value) < 1e-9 || got.Value == test.value || math.IsNaN(got.Value) && math.IsNaN(test.value)
		if test.value == -1 {
			ok = got.Value > 0 && !math.IsInf(got.Value, 0)
		}
		if ok = ok && (math.IsNaN(got.Value) || got.Lower <= got.Value && got.Value <= got.Upper); !ok {
			t.Errorf("%v, want %v: %s", got, test.value, test.reason)
		}
	}
}

// genCells draws cells of one model.
func genCells(binomial bool) *rapid.Generator[[]cell] {
	return rapid.Custom(func(t *rapid.T) []cell {
		cells := make([]cell, rapid.IntRange(2, 9).Draw(t, "periods"))
		size := rapid.SampledFrom([]int{2, 30, 5000}).Draw(t, "size")
		for i := range cells {
			count := func(name string) float64 { return float64(rapid.IntRange(0, size).Draw(t, name)) }
			c := quantity.Counts{A: count("a"), N: 10, B: count("b"), M: 70}
			if binomial {
				c.N, c.M = c.A+count("others"), c.B+count("others of the baseline")
			}
			cells[i] = cell{c, float64(i) + rapid.Float64Range(0, 0.5).Draw(t, "time")}
		}
		return cells
	})
}

// TestFitIsHighest: no level and slope near those that are fitted have a higher likelihood, which
// is written here in its plain form, and the effect of each period is the likeliest.
func TestFitIsHighest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		binomial := rapid.Bool().Draw(t, "binomial")
		cells := genCells(binomial).Draw(t, "cells")
		f := fit(cells, binomial)
		if math.IsNaN(f.slope) || math.IsInf(f.slope, 0) {
			return
		}
		top := logLikelihood(cells, binomial, f.level, f.slope)
		tolerance := 1e-9 // rounding of the sums
		if binomial {
			tolerance = 1e-5 // beside a proportion of 1, of which 1 less it has few digits
		}
		for _, step := range [][2]float64{{1e-3, 0}, {-1e-3, 0}, {0, 1e-3}, {0, -1e-3}, {1e-3, -1e-3 / 4}, {-1e-3, 1e-3 / 4}} {
			if l := logLikelihood(cells, binomial, f.level+step[0], f.slope+step[1]); l > top+tolerance*(1+math.Abs(top)) {
				t.Fatalf("%v is higher by %g (%+v)", step, l-top, f)
			}
		}
	})
}

// logLikelihood returns that of the model, with the likeliest effect of each period.
func logLikelihood(cells []cell, binomial bool, level, slope float64) (sum float64) {
	times := func(n, log float64) float64 {
		if n == 0 {
			return 0
		}
		return n * log
	}
	for _, c := range cells {
		if !c.tells() {
			continue
		}
		if binomial && c.A == c.N && c.B == c.M {
			c.N, c.M = c.N+0.5, c.M+0.5
		}
		index := math.Exp(level + slope*c.time)
		if !binomial {
			rate := (c.A + c.B) / (c.N*index + c.M)
			sum += times(c.A, math.Log(rate*index)) + times(c.B, math.Log(rate)) - rate*(c.N*index+c.M)
			continue
		}
		at := func(baseline float64) float64 {
			group := baseline * index
			return times(c.A, math.Log(group)) + times(c.N-c.A, math.Log1p(-group)) + times(c.B, math.Log(baseline)) + times(c.M-c.B, math.Log1p(-baseline))
		}
		// it is concave in the logarithm: golden section
		const golden = 0.6180339887498949
		low, high := math.Log(1e-9), math.Min(0, -math.Log(index))
		for range 100 {
			a, b := high-golden*(high-low), low+golden*(high-low)
			if at(math.Exp(a)) < at(math.Exp(b)) {
				low = a
			} else {
				high = b
			}
		}
		sum += at(math.Exp((low + high) / 2))
	}
	return sum
}

// TestFitLaws: what changes nothing, and what turns the trend round.
func TestFitLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		binomial := rapid.Bool().Draw(t, "binomial")
		cells := genCells(binomial).Draw(t, "cells")
		f := fit(cells, binomial)
		change := func(change func(c *cell)) fitted {
			changed := make([]cell, len(cells))
			for i, c := range cells {
				change(&c)
				changed[i] = c
			}
			return fit(changed, binomial)
		}
		near := func(what string, got, want, size float64) {
			if math.IsNaN(got) && math.IsNaN(want) {
				return
			}
			if got != want && !(math.Abs(got-want) <= 1e-7*size) {
				t.Fatalf("%s: %v, want %v", what, got, want)
			}
		}
		same := func(what string, g fitted, slope, variance float64) {
			few := 1.
			if binomial {
				few = 100 // beside a proportion of 1, of which 1 less it has few digits
			}
			near(what+": slope", g.slope, slope, few*(math.Abs(slope)+math.Sqrt(variance)))
			near(what+": variance", g.variance, variance, few*variance)
			if g.periods != f.periods {
				t.Fatalf("%s: %d periods, want %d", what, g.periods, f.periods)
			}
		}
		if math.IsInf(f.slope, 0) {
			return
		}
		same("shifted", change(func(c *cell) { c.time += 1000 }), f.slope, f.variance)
		same("run backwards", change(func(c *cell) { c.time = -c.time }), -f.slope, f.variance)
		same("in months", change(func(c *cell) { c.time *= 12 }), f.slope/12, f.variance/144)
		same("group and baseline exchanged", change(func(c *cell) { c.Counts = c.Swap() }), -f.slope, f.variance)
		if !binomial {
			same("other populations", change(func(c *cell) { c.N, c.M = c.N*3, c.M/7 }), f.slope, f.variance)
		}
		g := change(func(c *cell) { c.Counts = c.Effective(quantity.DesignEffects{Group: 4, Baseline: 4}) })
		if !binomial { // half a person where all had the event is not divided
			same("design effects", g, f.slope, 4*f.variance)
			near("chi-squared", g.chiSquare, f.chiSquare/4, 1+f.chiSquare)
		}
	})
}

// TestSplitting: a series whose periods are cut in two has the trend of the whole periods, but for
// what chance puts into the halves: here the halves are alike.
func TestSplitting(t *testing.T) {
	var whole, halves []cell
	for i, n := range []float64{40, 44, 60, 52, 70} {
		c := quantity.Counts{A: n, N: 1000, B: 300, M: 9000}
		whole = append(whole, cell{c, float64(i)})
		for _, side := range []float64{-1e-7, 1e-7} { // both halves at the middle of the whole
			halves = append(halves, cell{quantity.Counts{A: n / 2, N: 500, B: 150, M: 4500}, float64(i) + side})
		}
	}
	a, b := fit(whole, false), fit(halves, false)
	if math.Abs(a.slope-b.slope) > 1e-6 || math.Abs(a.variance-b.variance) > 1e-6*a.variance || math.Abs(a.chiSquare-b.chiSquare) > 1e-5 {
		t.Errorf("%+v, and of halves %+v", a, b)
	}
	if a.freedom() != 3 || b.freedom() != 8 {
		t.Errorf("%d and %d degrees of freedom", a.freedom(), b.freedom())
	}
}

// TestDesignEffects: those of the series stand for those of its points, and where there are none
// the mean of those does, weighted by events.
func TestDesignEffects(t *testing.T) {
	s := rising()
	plain := onlyTrend(t, s, Options{Independent: true})
	wider := func(name string, change func(s *Series[string, rri.Rate]), factor float64) {
		t.Helper()
		s := rising()
		change(&s)
		got := onlyTrend(t, s, Options{Independent: true})
		ratio := math.Log(got.PerYear.Upper/got.PerYear.Lower) / math.Log(plain.PerYear.Upper/plain.PerYear.Lower)
		if math.Abs(got.PerYear.Value-plain.PerYear.Value) > 1e-12 || math.Abs(ratio-factor) > 1e-9 {
			t.Errorf("%s: %v is %v times as wide as %v, want %v", name, got.PerYear, ratio, plain.PerYear, factor)
		}
	}
	wider("of points", func(s *Series[string, rri.Rate]) {
		for _, p := range s.Points {
			for g, m := range p.Counts {
				m.DesignEffect = 4
				p.Counts[g] = m
			}
		}
	}, 2)
	wider("of the series", func(s *Series[string, rri.Rate]) { s.DesignEffects = map[string]float64{"Black": 9, "White": 9} }, 3)
	wider("of the series, not of points", func(s *Series[string, rri.Rate]) {
		s.DesignEffects = map[string]float64{"Black": 1, "White": 0}
		s.Points[0].Counts["Black"] = rri.Rate{Events: 200, Population: 1000, DesignEffect: 50}
	}, 1)
	s.DesignEffects = map[string]float64{"Black": 4, "White": 4}
	if d := onlyTrend(t, s, Options{}).Dispersion; math.Abs(d-plain.Dispersion/4) > 1e-12 {
		t.Errorf("dispersion %v, want a quarter of %v", d, plain.Dispersion)
	}
}

// TestTrendOptions: the level, the side, and the degrees of freedom of the design effects.
func TestTrendOptions(t *testing.T) {
	s := yearly(200, 340, 230, 420, 333, 410)
	of := func(change func(o *Options)) rri.Estimate {
		var o Options
		change(&o)
		return onlyTrend(t, s, o).PerYear
	}
	usual := of(func(*Options) {})
	if usual.Method != rri.Wald || usual.Level != 0.95 {
		t.Errorf("%+v", usual)
	}
	width := func(e rri.Estimate) float64 { return math.Log(e.Upper / e.Lower) }
	// quantiles of Student's t with 4 and 2 degrees of freedom, and of the normal distribution, by
	// R's qt and qnorm
	if r := width(of(func(o *Options) { o.Level = 0.99 })) / width(usual); math.Abs(r-4.60409487135/2.77644510520) > 1e-9 {
		t.Errorf("99 %%: %v times as wide", r)
	}
	if r := width(of(func(o *Options) { o.DegreesOfFreedom = 2 })) / width(usual); math.Abs(r-4.30265272975/2.77644510520) > 1e-9 {
		t.Errorf("2 degrees of freedom: %v times as wide", r)
	}
	if r := width(of(func(o *Options) { o.DegreesOfFreedom = 100 })) / width(usual); r != 1 {
		t.Errorf("100 degrees of freedom: %v times as wide", r)
	}
	lower := of(func(o *Options) { o.Side, o.Level = rri.LowerOnly, 0.975 })
	if math.Abs(lower.Lower-usual.Lower) > 1e-12 || !math.IsInf(lower.Upper, 1) || math.Abs(2*lower.P-usual.P) > 1e-12 || !lower.Flags.Has(rri.OneSided) || lower.Flags.Has(rri.Unbounded) {
		t.Errorf("%+v, beside %+v", lower, usual)
	}
	upper := of(func(o *Options) { o.Side, o.Level = rri.UpperOnly, 0.975 })
	if math.Abs(upper.Upper-usual.Upper) > 1e-12 || upper.Lower != 0 || math.Abs(1-upper.P-lower.P) > 1e-12 {
		t.Errorf("%+v, beside %+v", upper, usual)
	}
}

// TestGroupsOfTrends: each group has a trend over the points that have it.
func TestGroupsOfTrends(t *testing.T) {
	s := rising()
	for _, i := range []int{1, 2, 4} {
		s.Points[i].Counts["Asian"] = rri.Rate{Events: 50, Population: 2000}
	}
	trends, err := fitOf(s, []int{0, 1, 2, 3, 5}, Options{Margin: 0.1})
	if err != nil || len(trends) != 2 {
		t.Fatalf("%v, %v", trends, err)
	}
	if a, b := trends[0], trends[1]; a.Group != "Asian" || a.Points != 2 || b.Group != "Black" || b.Points != 5 {
		t.Errorf("%+v", trends)
	}
}
