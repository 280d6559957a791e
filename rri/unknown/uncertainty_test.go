package unknown

import (
	"errors"
	"flag"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// How many random tables the law of uncertainty is checked on, and their seed. It was run once on
// 1,000,000 of rates and of proportions.
var (
	uncertaintyTables = flag.Int("uncertainty.tables", 10_000, "how many random tables the law of uncertainty is checked on")
	uncertaintySeed   = flag.Uint64("uncertainty.seed", 1, "the seed of those tables")
)

// tables returns how many random tables there are to check.
func tables() int {
	if testing.Short() {
		return *uncertaintyTables / 20
	}
	return *uncertaintyTables
}

// tableOf returns counts of a table for people: events and residents of group and baseline, and
// unknown events.
func tableOf(group int64, residents float64, baseline int64, baseResidents float64, unknown int64) RateCounts {
	return RateCounts{Group: rri.Rate{Events: group, Population: residents}, Baseline: rri.Rate{Events: baseline, Population: baseResidents}, Unknown: unknown}
}

// Every family's limits, computed apart: exact by poisson.test of R 4.2 on each of the three tables
// that are the hull, wald by glm, score by prop.test without correction, midp by pbinom, jeffreys
// by qgamma and MOVER; scas by the cubic score of Laud 2017 for Poisson counts with 30 digits of
// mpmath, and so adjusted-log and mover-wilson.
func TestUncertaintyElsewhere(t *testing.T) {
	few, month, large := tableOf(10, 40, 228, 1636, 3), tableOf(29, 37844, 317, 1584583, 116), tableOf(7, 50, 900, 9000, 300)
	none, noUnknown, noBaseline := tableOf(0, 1000, 62, 40000, 5), tableOf(3, 200, 4, 1000, 0), tableOf(120, 800, 0, 2000, 9)
	for _, test := range []struct {
		r            RateCounts
		m            rri.Method
		level        float64
		lower, upper float64
		reason       string
	}{
		{few, rri.Exact, 0, 0.837862720924, 4.0685780107, "few unknown"},
		{few, rri.Wald, 0, 0.940098206082, 4.07802349316, "lower limit with 231 of the baseline, upper with 13 of the group"},
		{few, rri.Score, 0, 0.949661797699, 4.0494589025, "likewise"},
		{few, rri.MidP, 0, 0.888687752044, 3.95814957804, "likewise"},
		{few, rri.SCAS, 0, 0.89265997532019, 3.9519001216804, "likewise"},
		{few, rri.Jeffreys, 0, 0.901444590766, 3.94901086637, "likewise"},
		{few, rri.AdjustedLog, 0, 0.99950257958239, 4.1839256984576, "1 is within, where chance alone gives 1.01 to 3.49"},
		{few, rri.MOVERWilson, 0, 0.95125341781427, 4.0623072221092, "likewise"},
		{month, rri.Exact, 0, 1.85568289031, 23.3838359212, "Avon and Somerset, January 2023, Black people: a quarter unknown"},
		{month, rri.Wald, 0, 1.92555770212, 23.311175151, "likewise"},
		{month, rri.Score, 0, 1.92975896879, 23.303838951, "likewise"},
		{month, rri.MidP, 0, 1.89256988948, 23.2761150305, "likewise"},
		{month, rri.SCAS, 0, 1.8941434313227, 23.273336979128, "likewise"},
		{month, rri.Jeffreys, 0, 1.89828117521, 23.2760492164, "likewise"},
		{month, rri.AdjustedLog, 0, 1.9623989527621, 23.348173217296, "likewise"},
		{month, rri.MOVERWilson, 0, 1.9315567481685, 23.316133046545, "likewise"},
		{large, rri.Exact, 0.99, 0.304843711539, 72.8058163638, "another level"},
		{large, rri.MidP, 0.99, 0.332823443332, 72.6596494178, "another level"},
		{large, rri.SCAS, 0.99, 0.33247852041371, 72.659287631103, "another level"},
		{large, rri.Jeffreys, 0.99, 0.344548865971, 72.6690093475, "another level"},
		{none, rri.Exact, 0, 0, 7.94014191224, "nobody known to be of the group"},
		{none, rri.SCAS, 0, 0, 7.4413855691415, "likewise"},
		{none, rri.AdjustedLog, 0, 0, 8.4164606317478, "an interval that leaves 0 out is widened to the bound"},
		{noUnknown, rri.Exact, 0, 0.549317373316, 22.1662994459, "nobody unknown: the interval of the known"},
		{noUnknown, rri.SCAS, 0, 0.74467138544542, 17.231326687707, "likewise"},
		{noBaseline, rri.Score, 0.9, 19.0196628766, math.Inf(1), "nobody known to be of the baseline: chance alone sets no bound above"},
		{noBaseline, rri.SCAS, 0.9, 19.408223712535, math.Inf(1), "likewise"},
	} {
		e, err := test.r.UncertaintyInterval(rri.Options{Method: test.m, Level: test.level})
		if err != nil || !near(e.Lower, test.lower, 1e-10) || !near(e.Upper, test.upper, 1e-10) {
			t.Errorf("%v by %s: %.12g, %v; want %.12g to %.12g (%s)", test.r, test.m, e, err, test.lower, test.upper, test.reason)
		}
	}
}

func TestUncertainty(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	r := tableOf(10, 40, 228, 1636, 3)
	wide := r
	wide.Group.DesignEffect, wide.Baseline.DesignEffect = 4, 4
	wald := func(o rri.Options) rri.Options { o.Method = rri.Wald; return o }
	// of two groups with a and b events, each d times as scattered, by hand
	half := func(z, a, b, d float64) float64 { return math.Exp(z * math.Sqrt(d/a+d/b)) }
	const z, oneSided, t10 = 1.959963984540054, 1.6448536269514722, 2.228138851964939
	lowest, highest := (10./40)/(231./1636), (13./40)/(228./1636)
	for _, test := range []struct {
		r            RateCounts
		o            rri.Options
		lower, upper float64
		flags        rri.Flags
		reason       string
	}{
		{r, wald(rri.Options{}), lowest / half(z, 10, 231, 1), highest * half(z, 13, 228, 1), 0, "at either end"},
		{wide, wald(rri.Options{}), lowest / half(z, 10, 231, 4), highest * half(z, 13, 228, 4), 0, "a design effect of 4 doubles it on the log scale"},
		{r, wald(rri.Options{DegreesOfFreedom: 10}), lowest / half(t10, 10, 231, 1), highest * half(t10, 13, 228, 1), 0, "by Student's t"},
		{r, wald(rri.Options{Side: rri.LowerOnly}), lowest / half(oneSided, 10, 231, 1), inf, rri.OneSided, "the lower limit at the full level"},
		{r, wald(rri.Options{Side: rri.UpperOnly}), 0, highest * half(oneSided, 13, 228, 1), rri.OneSided, "the upper limit at the full level"},
		{r, wald(rri.Options{Level: 1e-9}), lowest, highest, 0, "at a level of nothing the bounds"},
		{tableOf(0, 40, 0, 1636, 0), rri.Options{}, 0, inf, rri.NoData | rri.Unbounded, "0 of 0 with nobody unknown: the interval of the known"},
		{tableOf(0, 40, 0, 1636, 7), rri.Options{}, 0, inf, rri.Unbounded, "nobody known, and some unknown: from 0 to infinite"},
		{tableOf(4, 0, 9, 1636, 7), rri.Options{}, nan, nan, rri.NoData, "no residents of the group"},
		{tableOf(4, 40, 9, 0, 0), rri.Options{}, nan, nan, rri.NoData, "no residents of the baseline"},
	} {
		e, err := test.r.UncertaintyInterval(test.o)
		if err != nil || !near(e.Lower, test.lower, 1e-8) || !near(e.Upper, test.upper, 1e-8) || e.Flags != test.flags {
			t.Errorf("%v, %+v: %.12g, %s, %v; want %.12g to %.12g, %s (%s)", test.r, test.o, e, e.Flags, err, test.lower, test.upper, test.flags, test.reason)
		}
		level := test.o.Level
		if level == 0 {
			level = 0.95
		}
		if !math.IsNaN(e.Value) || !math.IsNaN(e.P) || e.Level != level || e.Method != test.o.Method {
			t.Errorf("%v: %v, p %v, level %v, %s (%s)", test.r, e, e.P, e.Level, e.Method, test.reason)
		}
	}
}

// Imbens and Manski's interval is of one limit at a time, and so leaves out 1 where that of the
// known does not: no word that needs both may rest on it.
func TestUncertaintyHoldsChance(t *testing.T) {
	r := tableOf(10, 40, 228, 1636, 3)
	o := rri.Options{Method: rri.Wald}
	known, err := rri.Ratio(r.Group, r.Baseline, o)
	if err != nil {
		t.Fatal(err)
	}
	narrow, err := r.ImbensManski(0)
	if err != nil {
		t.Fatal(err)
	}
	both, err := r.UncertaintyInterval(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name         string
		e            rri.Estimate
		lower, upper float64
	}{{"known", known, 0.95, 3.38}, {"Imbens and Manski", narrow, 1.02, 3.79}, {"both", both, 0.94, 4.08}} {
		if math.Abs(test.e.Lower-test.lower) > 0.005 || math.Abs(test.e.Upper-test.upper) > 0.005 {
			t.Errorf("%s: %.3f, want %v to %v", test.name, test.e, test.lower, test.upper)
		}
	}
}

func TestUncertaintyErrors(t *testing.T) {
	r := tableOf(10, 40, 228, 1636, 3)
	p := ProportionCounts{Group: OutcomeCounts{3, 7, 0}, Baseline: OutcomeCounts{30, 70, 0}, Unknown: OutcomeCounts{1, 1, 1}}
	negative, many := r, p
	negative.Unknown, many.Unknown.NonEvents = -1, 3000
	scattered := r
	scattered.Group.DesignEffect = 1e-9
	rates := func(r RateCounts, o rri.Options) error { _, err := r.UncertaintyInterval(o); return err }
	proportions := func(p ProportionCounts, o rri.Options) error { _, err := p.UncertaintyInterval(o); return err }
	for _, test := range []struct {
		err    error
		want   error
		reason string
	}{
		{rates(negative, rri.Options{}), rri.ErrCount, "fewer than nobody"},
		{rates(scattered, rri.Options{}), rri.ErrCount, "no design effect"},
		{rates(r, rri.Options{Level: 1}), rri.ErrOption, "no level"},
		{rates(r, rri.Options{Method: 99}), rri.ErrOption, "no method"},
		{rates(r, rri.Options{Side: rri.LowerOnly, Level: 0.4}), rri.ErrOption, "one side, below one half"},
		{rates(r, rri.Options{Method: rri.AgrestiCaffo}), rri.ErrMethod, "of differences"},
		{rates(RateCounts{}, rri.Options{Method: rri.AgrestiCaffo}), rri.ErrMethod, "of nobody too"},
		{rates(RateCounts{}, rri.Options{Level: -1}), rri.ErrOption, "of nobody too"},
		{proportions(ProportionCounts{Group: OutcomeCounts{-1, 0, 0}}, rri.Options{}), rri.ErrCount, "fewer than nobody"},
		{proportions(p, rri.Options{Method: rri.MidP}), rri.ErrMethod, "of ratios of rates"},
		{proportions(ProportionCounts{}, rri.Options{Method: rri.MidP}), rri.ErrMethod, "of nobody too"},
		{proportions(p, rri.Options{Level: 2}), rri.ErrOption, "no level"},
		{proportions(many, rri.Options{Method: rri.Exact}), rri.ErrMethod, "few are known, and with the unknown too many to enumerate"},
	} {
		if !errors.Is(test.err, test.want) {
			t.Errorf("error %v, want %v (%s)", test.err, test.want, test.reason)
		}
	}
}

func TestUncertaintyAllocatesNothing(t *testing.T) {
	r := tableOf(29, 37844, 317, 1584583, 116)
	p := ProportionCounts{Group: OutcomeCounts{8, 21, 3}, Baseline: OutcomeCounts{80, 237, 9}, Unknown: OutcomeCounts{16, 100, 40}}
	for _, m := range []rri.Method{rri.SCAS, rri.Score, rri.Wald, rri.Jeffreys, rri.AdjustedLog, rri.MOVERWilson} {
		o := rri.Options{Method: m}
		if got := testing.AllocsPerRun(20, func() {
			if _, err := r.UncertaintyInterval(o); err != nil {
				t.Fatal(err)
			}
			if _, err := p.UncertaintyInterval(o); err != nil {
				t.Fatal(err)
			}
		}); got != 0 {
			t.Errorf("%s: %v allocations, want none", m, got)
		}
	}
}

// randomCounts draws tables that are empty, small, of a force, or as large as there are.
type randomCounts struct{ *rand.Rand }

func (r randomCounts) events() int64 {
	switch r.IntN(6) {
	case 0:
		return 0
	case 1:
		return r.Int64N(4)
	case 2:
		return r.Int64N(60)
	case 3:
		return int64(math.Pow(10, 15.4*r.Float64()))
	}
	return int64(math.Pow(10, 5*r.Float64()))
}

func (r randomCounts) rate() rri.Rate {
	m := rri.Rate{Events: r.events(), Population: math.Pow(10, 9*r.Float64()-1)}
	if r.IntN(3) == 0 {
		m.DesignEffect = math.Pow(10, 1.5*r.Float64()-0.5)
	}
	return m
}

func (r randomCounts) options() rri.Options {
	o := rri.Options{Level: []float64{0, 0, 0.5, 0.8, 0.9, 0.99, 0.999999}[r.IntN(7)], Side: rri.Side(max(0, r.IntN(5)-2))}
	if r.IntN(5) == 0 && o.Level < 0.9999 {
		o.DegreesOfFreedom = 5 + 50*r.Float64()
	}
	return o
}

// part draws none, all, or some of n.
func (r randomCounts) part(n int64) int64 {
	switch r.IntN(3) {
	case 0:
		return 0
	case 1:
		return n
	}
	return r.Int64N(n + 1)
}

// Over random tables of every size and every family, the range holds the interval of the known, the
// bounds, and the interval of whatever way the unknown fall: so it covers the index at least as
// often as the family does on complete records, wherever between the bounds that is.
func TestUncertaintyHolds(t *testing.T) {
	r := randomCounts{rand.New(rand.NewPCG(*uncertaintySeed, 1))}
	tried := 0
	for range tables() {
		c := RateCounts{Group: r.rate(), Baseline: r.rate(), Others: r.events() / 4, Unknown: r.events() / 4}
		if r.IntN(5) == 0 {
			c.Unknown = 0
		}
		o := r.options()
		b, err := c.Bounds(Assumption{})
		if err != nil {
			t.Fatal(c, err)
		}
		group, baseline := c.Group, c.Baseline
		x := r.part(c.Unknown)
		group.Events += x
		baseline.Events += r.part(c.Unknown - x)
		for o.Method = range rri.Methods() {
			e, err := c.UncertaintyInterval(o)
			known, errKnown := rri.Ratio(c.Group, c.Baseline, o)
			if (err == nil) != (errKnown == nil) {
				t.Fatalf("%+v, %+v: error %v, and of the known %v", c, o, err, errKnown)
			}
			if errKnown != nil {
				continue
			}
			tried++
			any, err := rri.Ratio(group, baseline, o)
			if err != nil {
				t.Fatal(c, o, err)
			}
			if !holds(e, known.Lower, known.Upper) || !holds(e, b.Lower, b.Upper) || !holds(e, any.Lower, any.Upper) {
				t.Fatalf("%+v, %+v: %v does not hold the known %v, the bounds %v or, of %v and %v, %v", c, o, e, known, b, group, baseline, any)
			}
			if c.Unknown == 0 && (e.Lower != min(known.Lower, orLess(b.Lower, known.Lower)) || e.Upper != max(known.Upper, orLess(b.Upper, known.Upper))) {
				t.Fatalf("%+v, %+v: %v with nobody unknown, want %v and the estimate", c, o, e, known)
			}
		}
	}
	if want := 8 * tables() * 9 / 10; tried < want {
		t.Errorf("%d intervals were compared, want %d", tried, want)
	}
}

// orLess returns v, or other if v is NaN.
func orLess(v, other float64) float64 {
	if math.IsNaN(v) {
		return other
	}
	return v
}

// holds reports whether e holds what is from lower to upper. NaN is nothing to hold.
func holds(e rri.Estimate, lower, upper float64) bool {
	if math.IsNaN(lower) {
		return true
	}
	return e.Lower <= lower && upper <= e.Upper
}
