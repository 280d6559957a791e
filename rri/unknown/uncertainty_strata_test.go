package unknown

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

func TestAdjustedUncertainty(t *testing.T) {
	first, second := tableOf(10, 100, 20, 1000, 6), tableOf(4, 50, 30, 900, 0)
	nobody, stray := tableOf(0, 0, 12, 300, 5), tableOf(3, 0, 12, 300, 5)
	// By hand: each event has the weight m/(n+m) in the group and n/(n+m) in the baseline.
	pooled := func(x, y float64) float64 {
		return ((10+x)*1000/1100 + 4.*900/950) / ((20+y)*100/1100 + 30.*50/950)
	}
	for _, test := range []struct {
		by           []RateCounts
		o            strata.Options
		lower, upper float64
		flags        rri.Flags
		reason       string
	}{
		{[]RateCounts{first, second}, strata.Options{Level: 1e-9, Method: strata.MantelHaenszel}, pooled(0, 6), pooled(6, 0), 0, "at a level of nothing the bounds"},
		{[]RateCounts{first, nobody, second}, strata.Options{Level: 1e-9, Method: strata.MantelHaenszel}, pooled(0, 6), pooled(6, 0), 0, "a stratum with nobody to compare"},
		{[]RateCounts{first, stray}, strata.Options{}, math.NaN(), math.NaN(), rri.NoData, "events of the group where it has no residents"},
		{nil, strata.Options{}, math.NaN(), math.NaN(), rri.NoData, "no stratum"},
		{[]RateCounts{nobody}, strata.Options{}, math.NaN(), math.NaN(), rri.NoData, "no stratum with somebody to compare"},
		{[]RateCounts{tableOf(0, 10, 0, 100, 3)}, strata.Options{}, 0, math.Inf(1), rri.Unbounded, "nobody known, and some unknown"},
		{[]RateCounts{tableOf(0, 10, 0, 100, 0)}, strata.Options{}, 0, math.Inf(1), rri.NoData | rri.Unbounded, "0 of 0"},
	} {
		e, err := AdjustedUncertainty(test.by, test.o)
		if err != nil || !near(e.Lower, test.lower, 1e-8) || !near(e.Upper, test.upper, 1e-8) || e.Flags != test.flags {
			t.Errorf("%v: %.12g, %s, %v; want %.12g to %.12g, %s (%s)", test.by, e, e.Flags, err, test.lower, test.upper, test.flags, test.reason)
		}
		if !math.IsNaN(e.Value) || !math.IsNaN(e.P) || !e.Computed() {
			t.Errorf("%v: %v, p %v, level %v (%s)", test.by, e, e.P, e.Level, test.reason)
		}
	}
	bad := second
	bad.Unknown = -1
	for _, test := range []struct {
		by   []RateCounts
		o    strata.Options
		want error
		text string
	}{
		{[]RateCounts{first, bad}, strata.Options{}, rri.ErrCount, "unknown: stratum 2 of 2: Unknown: -1 events: count out of range: give a count of 0 or more"},
		{nil, strata.Options{Level: 2}, rri.ErrOption, ""},
		{[]RateCounts{first}, strata.Options{Method: strata.Sato}, rri.ErrMethod, ""},
	} {
		if _, err := AdjustedUncertainty(test.by, test.o); !errors.Is(err, test.want) || test.text != "" && err.Error() != test.text {
			t.Errorf("%v, %+v: error %v, want %v %s", test.by, test.o, err, test.want, test.text)
		}
	}
}

// Of one stratum the adjusted range is the crude one, of the same family.
func TestAdjustedUncertaintyOfOne(t *testing.T) {
	r := randomCounts{rand.New(rand.NewPCG(3, 1))}
	for range 300 {
		c := RateCounts{Group: r.rate(), Baseline: r.rate(), Unknown: r.events() / 4}
		for _, m := range []struct {
			one     rri.Method
			several strata.Method
		}{{rri.SCAS, strata.SCAS}, {rri.Score, strata.Score}, {rri.Wald, strata.MantelHaenszel}} {
			want, err := c.UncertaintyInterval(rri.Options{Method: m.one})
			if err != nil {
				t.Fatal(c, err)
			}
			got, err := AdjustedUncertainty([]RateCounts{c}, strata.Options{Method: m.several})
			if err != nil || !near(got.Lower, want.Lower, 1e-6) || !near(got.Upper, want.Upper, 1e-6) || got.Flags != want.Flags || got.Method != want.Method {
				t.Fatalf("%+v, %s: %v of one stratum, want %v (%v)", c, m.one, got, want, err)
			}
		}
	}
}

// The range holds the adjusted interval of the known and of either end, and the adjusted index
// however the unknown fall in each stratum.
func TestAdjustedUncertaintyHolds(t *testing.T) {
	r := randomCounts{rand.New(rand.NewPCG(*uncertaintySeed, 2))}
	for range tables() / 5 {
		by := make([]RateCounts, 1+r.IntN(5))
		var known, some, ofGroup, ofBaseline []strata.Pair[rri.Rate]
		for i := range by {
			c := RateCounts{Group: r.rate(), Baseline: r.rate(), Unknown: r.events() / 4}
			by[i] = c
			x := r.part(c.Unknown)
			for _, way := range []struct {
				to   *[]strata.Pair[rri.Rate]
				x, y int64
			}{{&known, 0, 0}, {&ofGroup, c.Unknown, 0}, {&ofBaseline, 0, c.Unknown}, {&some, x, r.part(c.Unknown - x)}} {
				p := strata.Pair[rri.Rate]{Group: c.Group, Baseline: c.Baseline}
				p.Group.Events += way.x
				p.Baseline.Events += way.y
				*way.to = append(*way.to, p)
			}
		}
		o := strata.Options{Level: r.options().Level, Side: rri.Side(max(0, r.IntN(5)-2))}
		for o.Method = range strata.Methods() {
			if o.Method == strata.Sato {
				continue
			}
			e, err := AdjustedUncertainty(by, o)
			if err != nil {
				t.Fatal(by, o, err)
			}
			for _, pairs := range [][]strata.Pair[rri.Rate]{known, ofGroup, ofBaseline} {
				if own, err := strata.Ratio(pairs, o); err != nil || !holds(e, own.Lower, own.Upper) || !holds(e, own.Value, own.Value) {
					t.Fatalf("%v, %+v: %v does not hold %v of %v (%v)", by, o, e, own, pairs, err)
				}
			}
			between, err := strata.Ratio(some, o)
			if err != nil || o.Method != strata.InverseVariance && !holds(e, between.Value*(1+1e-12), between.Value*(1-1e-12)) {
				t.Fatalf("%v, %+v: %v does not hold the index %v of %v (%v)", by, o, e, between.Value, some, err)
			}
		}
	}
}
