package unknown

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

func TestUncertaintyOfProportions(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	const z = 1.959963984540054
	// the limits of Katz, by hand
	katz := func(side, a, n, b, m float64) float64 {
		return a / n / (b / m) * math.Exp(side*z*math.Sqrt(1/a-1/n+1/b-1/m))
	}
	for _, test := range []struct {
		p            ProportionCounts
		lower, upper float64
		flags        rri.Flags
		reason       string
	}{
		{ProportionCounts{Group: OutcomeCounts{8, 21, 0}, Baseline: OutcomeCounts{80, 237, 0}},
			katz(-1, 8, 29, 80, 317), katz(1, 8, 29, 80, 317), 0, "nothing unknown: the interval of the known"},
		{ProportionCounts{Group: OutcomeCounts{8, 21, 0}, Baseline: OutcomeCounts{80, 237, 0}, Others: OutcomeCounts{7, 27, 0}, Unknown: OutcomeCounts{16, 100, 0}},
			katz(-1, 8, 129, 96, 333), katz(1, 24, 45, 80, 417), 0, "unknown finds to one, the others to the other"},
		{ProportionCounts{Group: OutcomeCounts{8, 21, 2}, Baseline: OutcomeCounts{80, 237, 9}},
			katz(-1, 8, 31, 89, 326), katz(1, 10, 31, 80, 326), 0, "blank outcomes are finds of one, and none of the other"},
		{ProportionCounts{Group: OutcomeCounts{3, 0, 1}, Baseline: OutcomeCounts{20, 20, 0}},
			katz(-1, 3, 4, 20, 40), katz(1, 3, 4, 20, 40), 0, "between them the interval of 3 of 4 reaches further than that of 4 of 4"},
		{ProportionCounts{Baseline: OutcomeCounts{1, 1, 0}, Unknown: OutcomeCounts{1, 1, 0}}, nan, nan, rri.NoData, "nobody known to be of the group"},
		{ProportionCounts{Group: OutcomeCounts{0, 0, 2}, Baseline: OutcomeCounts{5, 15, 0}}, 0, inf, rri.Unbounded, "no outcome known of the group: none of two is no bound by Katz"},
		{ProportionCounts{Group: OutcomeCounts{0, 3, 0}, Baseline: OutcomeCounts{0, 3, 0}}, 0, inf, rri.NoData | rri.Unbounded, "0 of 0"},
	} {
		e, err := test.p.UncertaintyInterval(rri.Options{Method: rri.Wald})
		if err != nil || !near(e.Lower, test.lower, 1e-12) || !near(e.Upper, test.upper, 1e-12) || e.Flags != test.flags {
			t.Errorf("%v: %.12g, %s, %v; want %.12g to %.12g, %s (%s)", test.p, e, e.Flags, err, test.lower, test.upper, test.flags, test.reason)
		}
		if !math.IsNaN(e.Value) || !math.IsNaN(e.P) || e.Level != 0.95 || e.Method != rri.Wald {
			t.Errorf("%v: %v, p %v, level %v, %s (%s)", test.p, e, e.P, e.Level, e.Method, test.reason)
		}
	}
}

// Over random tables of every size and every family, the range holds the interval of the known, the
// bounds, and the interval of each way of falling that gives a bound.
func TestUncertaintyOfProportionsHolds(t *testing.T) {
	r := randomCounts{rand.New(rand.NewPCG(*uncertaintySeed, 3))}
	outcomes := func() OutcomeCounts { return OutcomeCounts{r.events() / 16, r.events() / 16, 0} }
	tried := 0
	for range tables() {
		p := ProportionCounts{Group: outcomes(), Baseline: outcomes(), Others: outcomes(), Unknown: outcomes()}
		if r.IntN(2) == 0 {
			p.Group.Unknown, p.Baseline.Unknown, p.Unknown.Unknown = r.events()/16, r.events()/16, r.events()/16
		}
		if r.IntN(3) == 0 {
			p.GroupDesignEffect, p.BaselineDesignEffect = 1+r.Float64(), 1+2*r.Float64()
		}
		ratio := func(group, baseline rri.Proportion, o rri.Options) (rri.Estimate, error) {
			return rri.Ratio(rri.WithDesignEffect(group, p.GroupDesignEffect), rri.WithDesignEffect(baseline, p.BaselineDesignEffect), o)
		}
		o := r.options()
		b, err := p.Bounds(Assumption{})
		if err != nil {
			t.Fatal(p, err)
		}
		for o.Method = range rri.Methods() {
			if o.Method == rri.Exact && p.Group.total()+p.Baseline.total()+p.Unknown.total() > 12 {
				continue // it enumerates tables, in some milliseconds for the smallest
			}
			known, errKnown := ratio(p.Group.known(), p.Baseline.known(), o)
			e, err := p.UncertaintyInterval(o)
			if (err == nil) != (errKnown == nil) {
				t.Fatalf("%+v, %+v: error %v, and of the known %v", p, o, err, errKnown)
			}
			if err != nil {
				continue
			}
			if p.Group.total() == 0 || p.Baseline.total() == 0 {
				if !math.IsNaN(e.Lower) || !math.IsNaN(e.Upper) || e.Flags&^rri.OneSided != rri.NoData {
					t.Fatalf("%+v, %+v: %v, %s of nobody", p, o, e, e.Flags)
				}
				continue
			}
			tried++
			if !holds(e, known.Lower, known.Upper) || !holds(e, b.Lower, b.Upper) {
				t.Fatalf("%+v, %+v: %v does not hold the known %v and the bounds %v", p, o, e, known, b)
			}
			for _, end := range p.ends(Assumption{}) {
				own, err := ratio(end.group.whole(), end.baseline.whole(), o)
				if err != nil || !holds(e, own.Lower, own.Upper) {
					t.Fatalf("%+v, %+v: %v does not hold %v of %v (%v)", p, o, e, own, end, err)
				}
				if !near(own.Value, end.index(), 1e-14) && !math.IsNaN(own.Value) {
					t.Fatalf("%+v: %v of whole people, %v of %v", p, own.Value, end.index(), end)
				}
			}
		}
	}
	if want := 5 * tables() / 2; tried < want {
		t.Errorf("%d intervals were compared, want %d", tried, want)
	}
}
