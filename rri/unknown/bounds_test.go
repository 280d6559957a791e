package unknown

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

func near(got, want, tolerance float64) bool {
	return got == want || math.IsNaN(got) && math.IsNaN(want) || math.Abs(got-want) <= tolerance*math.Max(1, math.Abs(want))
}

// Bounds and tipping shares of BlackThrive/searchlight 0.1.0 (inst/validation/M3-sample-bounds.csv
// and tests/testthat/test-sensitivity.R), as published. The populations are not printed there for
// the first four; their ratio follows from the published upper bound.
func TestPublished(t *testing.T) {
	tests := []struct {
		name                       string
		group, baseline, unknown   int64
		exposures                  float64 // of the baseline over the group
		ratio, lower, upper, share float64
	}{
		{"MSOA E02002237", 0, 18, 47, 32.757225, 0, 0, 85.5327553, 0.040968377},
		{"MSOA E02002454", 1, 72, 31, 14.484848, 0.2011784512, 0.1406295969, 6.437710438, 0.18439492},
		{"MSOA E02006875", 3, 196, 153, 18.354839, 0.2809414088, 0.1577779832, 14.60895326, 0.099259259},
		{"MSOA E02006948", 4, 84, 127, 3.0811321, 0.146720575, 0.05841008674, 4.805098832, 0.38331859},
		{"synthetic", 10, 20, 40, 5, 2.5, 0.8333333333, 12.5, 1.0 / 24},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			const tolerance = 5e-8 // the digits that were published
			r := RateCounts{rri.Rate{Events: test.group, Population: 1}, rri.Rate{Events: test.baseline, Population: test.exposures}, 0, test.unknown}
			b, err := r.Bounds(Assumption{})
			if err != nil {
				t.Fatal(err)
			}
			tip, err := r.TippingShare()
			if err != nil {
				t.Fatal(err)
			}
			index, err := rri.Ratio(r.Group, r.Baseline, rri.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range []struct {
				name      string
				got, want float64
			}{{"ratio", index.Value, test.ratio}, {"lower", b.Lower, test.lower}, {"upper", b.Upper, test.upper}, {"tipping share", tip, test.share}} {
				if !near(c.got, c.want, tolerance) {
					t.Errorf("%s = %.12g, want %.12g", c.name, c.got, c.want)
				}
			}
			if !possible(tip) {
				t.Error("tipping share said to be impossible")
			}
		})
	}
}

func TestEdges(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	tests := []struct {
		name   string
		got    func() (Bounds, error)
		want   Bounds
		reason string
	}{
		{"nobody unknown", func() (Bounds, error) { return RateCounts{rate(2, 10), rate(1, 10), 0, 0}.Bounds(Assumption{}) }, Bounds{2, 2}, "a point"},
		{"no events at all", func() (Bounds, error) { return RateCounts{rate(0, 10), rate(0, 10), 0, 0}.Bounds(Assumption{}) }, Bounds{nan, nan}, "0 of 0"},
		{"no known events", func() (Bounds, error) { return RateCounts{rate(0, 10), rate(0, 10), 0, 1}.Bounds(Assumption{}) }, Bounds{0, inf}, "one person decides"},
		{"no baseline events", func() (Bounds, error) { return RateCounts{rate(3, 10), rate(0, 10), 0, 2}.Bounds(Assumption{}) }, Bounds{1.5, inf}, "unless the unknown are of it"},
		{"no residents", func() (Bounds, error) { return RateCounts{rate(0, 0), rate(1, 10), 0, 2}.Bounds(Assumption{}) }, Bounds{nan, nan}, "no rate"},
		{"no residents, but events", func() (Bounds, error) { return RateCounts{rate(5, 0), rate(1, 10), 0, 2}.Bounds(Assumption{}) }, Bounds{nan, nan}, "no rate either, and no error that would take the other groups along"},
		{"a baseline without residents, but events", func() (Bounds, error) { return RateCounts{rate(1, 10), rate(5, 0), 0, 2}.Bounds(Assumption{AtMost: 2}) }, Bounds{nan, nan}, "no rate either"},
		{"like the known", func() (Bounds, error) {
			return RateCounts{rate(2, 10), rate(1, 10), 3, 60}.Bounds(Assumption{AtMost: 1})
		}, Bounds{2, 2}, "missing at random leaves the index"},
		{"at most twice", func() (Bounds, error) {
			return RateCounts{rate(2, 10), rate(4, 10), 4, 10}.Bounds(Assumption{AtMost: 2})
		}, Bounds{2.0 / 12, 1.5},
			"4 of 10 may be the group, 8 each the others: 2/(4+8), 6/(4+0)"},
		{"what must be", func() (Bounds, error) {
			return RateCounts{rate(6, 10), rate(2, 10), 2, 10}.Bounds(Assumption{AtMost: 1.25})
		}, Bounds{(6 + 5.0) / (2 + 2.5), (6 + 7.5) / 2},
			"2.5 at most for each of the others, so that 5 at least are of the group"},
		{"like nobody", func() (Bounds, error) {
			return RateCounts{rate(0, 10), rate(0, 10), 0, 5}.Bounds(Assumption{AtMost: 2})
		}, Bounds{nan, nan}, "no known people to be like"},
		{"nobody of the group", func() (Bounds, error) {
			return ProportionCounts{Baseline: OutcomeCounts{1, 1, 0}, Unknown: OutcomeCounts{1, 1, 0}}.Bounds(Assumption{})
		}, Bounds{nan, nan}, "no trials"},
		{"unknown group", func() (Bounds, error) {
			return ProportionCounts{Group: OutcomeCounts{1, 1, 0}, Baseline: OutcomeCounts{1, 3, 0}, Unknown: OutcomeCounts{1, 2, 0}}.Bounds(Assumption{})
		}, Bounds{(1.0 / 4) / (2.0 / 5), (2.0 / 3) / (1.0 / 6)}, "events to one, non-events to the other"},
		{"unknown outcome", func() (Bounds, error) {
			return ProportionCounts{Group: OutcomeCounts{1, 1, 2}, Baseline: OutcomeCounts{1, 3, 4}}.Bounds(Assumption{})
		}, Bounds{(1.0 / 4) / (5.0 / 8), (3.0 / 4) / (1.0 / 8)}, "either way"},
		{"no events but blank ones of the baseline", func() (Bounds, error) {
			return ProportionCounts{Group: OutcomeCounts{0, 3, 0}, Baseline: OutcomeCounts{0, 3, 1}}.Bounds(Assumption{})
		}, Bounds{0, 0}, "0 of 0 is no index, so that the only one is 0"},
		{"no events but blank ones of the group", func() (Bounds, error) {
			return ProportionCounts{Group: OutcomeCounts{0, 3, 1}, Baseline: OutcomeCounts{0, 3, 0}}.Bounds(Assumption{})
		}, Bounds{inf, inf}, "the only index is infinite"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := test.got()
			if err != nil || !near(got.Lower, test.want.Lower, 1e-15) || !near(got.Upper, test.want.Upper, 1e-15) {
				t.Errorf("got %v, %v; want %v (%s)", got, err, test.want, test.reason)
			}
		})
	}
}

func TestBoundsErrors(t *testing.T) {
	good := RateCounts{rri.Rate{Events: 1, Population: 10}, rri.Rate{Events: 1, Population: 10}, 0, 1}
	negative, huge, impossible := good, good, good
	negative.Unknown = -1
	huge.Unknown, huge.Others = rri.MaxCount, 1
	impossible.Group.Population = math.NaN()
	tests := []struct {
		name string
		err  func() error
		want error
	}{
		{"negative", func() error { _, err := negative.Bounds(Assumption{}); return err }, rri.ErrCount},
		{"huge", func() error { _, err := huge.TippingShare(); return err }, rri.ErrCount},
		{"population", func() error { _, err := impossible.ImbensManski(0); return err }, rri.ErrCount},
		{"at most", func() error { _, err := good.Bounds(Assumption{AtMost: 0.5}); return err }, rri.ErrOption},
		{"at most NaN", func() error { _, err := good.Bounds(Assumption{AtMost: math.NaN()}); return err }, rri.ErrOption},
		{"at most infinite", func() error { _, err := (ProportionCounts{}).Bounds(Assumption{AtMost: math.Inf(1)}); return err }, rri.ErrOption},
		{"level", func() error { _, err := good.ImbensManski(1); return err }, rri.ErrOption},
		{"outcomes", func() error {
			_, err := (ProportionCounts{Group: OutcomeCounts{-1, 0, 0}}).Bounds(Assumption{})
			return err
		}, rri.ErrCount},
		{"outcomes, interval", func() error { _, err := (ProportionCounts{Group: OutcomeCounts{-1, 0, 0}}).ImbensManski(0); return err }, rri.ErrCount},
		{"outcomes, tipping", func() error { _, err := (ProportionCounts{Group: OutcomeCounts{-1, 0, 0}}).TippingShare(); return err }, rri.ErrCount},
	}
	for _, test := range tests {
		if err := test.err(); !errors.Is(err, test.want) {
			t.Errorf("%s: error %v, want %v", test.name, err, test.want)
		}
	}

	group, others := good, good
	group.Baseline.Events, others.Others = -1, -4
	for _, test := range []struct {
		counts interface {
			Bounds(o Assumption) (Bounds, error)
		}
		want string
	}{
		{group, "unknown: Baseline: -1 events: count out of range: give a count of 0 or more"},
		{others, "unknown: Others: -4 events: count out of range: give a count of 0 or more"},
		{huge, "unknown: Unknown: 9007199254740992 events: count out of range: give at most 2^53 in all"},
		{ProportionCounts{Baseline: OutcomeCounts{NonEvents: -2}}, "unknown: Baseline.NonEvents: -2 people: count out of range: give a count of 0 or more"},
		{ProportionCounts{Unknown: OutcomeCounts{Unknown: -3}}, "unknown: Unknown.Unknown: -3 people: count out of range: give a count of 0 or more"},
	} {
		if _, err := test.counts.Bounds(Assumption{}); err == nil || err.Error() != test.want {
			t.Errorf("%v, want %s", err, test.want)
		}
	}
}

func genRates(t *rapid.T, most int64) RateCounts {
	n := rapid.Int64Range(0, most)
	people := rapid.Float64Range(0.5, 1e6)
	return RateCounts{rri.Rate{Events: n.Draw(t, "group"), Population: people.Draw(t, "residents")}, rri.Rate{Events: n.Draw(t, "baseline"), Population: people.Draw(t, "base residents")},
		n.Draw(t, "others"), n.Draw(t, "unknown")}
}

func genProportions(t *rapid.T, most int64) ProportionCounts {
	n := rapid.Int64Range(0, most)
	cell := func(name string) OutcomeCounts {
		return OutcomeCounts{n.Draw(t, name+" events"), n.Draw(t, name+" non-events"), n.Draw(t, name+" unknown")}
	}
	return ProportionCounts{Group: cell("group"), Baseline: cell("baseline"), Others: cell("others"), Unknown: cell("unknown")}
}

// Over every way in which few unknown could fall, the lowest and the highest index are the bounds.
func TestRatesAttained(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRates(t, 8)
		b, err := r.Bounds(Assumption{})
		if err != nil {
			t.Fatal(err)
		}
		lowest, highest := math.NaN(), math.NaN()
		for x := int64(0); x <= r.Unknown; x++ {
			for y := int64(0); x+y <= r.Unknown; y++ {
				v := divide(float64(r.Group.Events+x)/r.Group.Population, float64(r.Baseline.Events+y)/r.Baseline.Population)
				if !math.IsNaN(v) {
					lowest, highest = minimum(lowest, v), maximum(highest, v)
				}
			}
		}
		if !near(b.Lower, lowest, 1e-14) || !near(b.Upper, highest, 1e-14) {
			t.Fatalf("bounds %v, want %v and %v", b, lowest, highest)
		}
	})
}

func TestProportionsAttained(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := genProportions(t, 3)
		b, err := p.Bounds(Assumption{})
		if err != nil {
			t.Fatal(err)
		}
		if p.Group.total() == 0 || p.Baseline.total() == 0 {
			if !math.IsNaN(b.Lower) || !math.IsNaN(b.Upper) {
				t.Fatalf("bounds %v of nobody", b)
			}
			return
		}
		lowest, highest := math.NaN(), math.NaN()
		// pairs of numbers for the group and the baseline, out of n
		pairs := func(n int64) (list [][2]int64) {
			for x := int64(0); x <= n; x++ {
				for y := int64(0); x+y <= n; y++ {
					list = append(list, [2]int64{x, y})
				}
			}
			return list
		}
		for _, e := range pairs(p.Unknown.Events) {
			for _, f := range pairs(p.Unknown.NonEvents) {
				for _, v := range pairs(p.Unknown.Unknown) {
					people := float64(p.Group.total() + e[0] + f[0] + v[0])
					basePeople := float64(p.Baseline.total() + e[1] + f[1] + v[1])
					for h := int64(0); h <= p.Group.Unknown+v[0]; h++ {
						for k := int64(0); k <= p.Baseline.Unknown+v[1]; k++ {
							index := divide(float64(p.Group.Events+e[0]+h)/people, float64(p.Baseline.Events+e[1]+k)/basePeople)
							if !math.IsNaN(index) {
								lowest, highest = minimum(lowest, index), maximum(highest, index)
							}
						}
					}
				}
			}
		}
		if !near(b.Lower, lowest, 1e-13) || !near(b.Upper, highest, 1e-13) {
			t.Fatalf("bounds %v, want %v and %v", b, lowest, highest)
		}
	})
}

// minimum and maximum take NaN for nothing yet.
func minimum(a, b float64) float64 {
	if math.IsNaN(a) {
		return b
	}
	return math.Min(a, b)
}

func maximum(a, b float64) float64 {
	if math.IsNaN(a) {
		return b
	}
	return math.Max(a, b)
}

// Shares of the unknown drawn at random, within what is assumed, give no index beyond the bounds,
// also where there are many.
func TestRandomAllocations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := genProportions(t, 1e6)
		atMost := rapid.SampledFrom([]float64{0, 1, 1.1, 2, 10}).Draw(t, "at most")
		b, err := p.Bounds(Assumption{AtMost: atMost})
		if err != nil || math.IsNaN(b.Lower) {
			t.Skip("no index")
		}
		share := rapid.Float64Range(0, 1)
		// part of n for the group and the baseline, like the known under the limit
		part := func(name string, n, group, baseline, others int64) (float64, float64) {
			known := float64(group + baseline + others)
			if known == 0 && atMost != 0 || n == 0 {
				return 0, 0
			}
			limit := func(part int64) float64 {
				if atMost == 0 {
					return float64(n)
				}
				return math.Min(float64(n), atMost*float64(n)*float64(part)/known)
			}
			// Rounding can leave a least of 1e-16 above a most of 0.
			least := math.Min(limit(group), math.Max(0, float64(n)-limit(baseline)-limit(others)))
			x := least + share.Draw(t, name)*(limit(group)-least)
			most := math.Min(limit(baseline), float64(n)-x)
			least = math.Min(most, math.Max(0, float64(n)-x-limit(others)))
			return x, least + share.Draw(t, name+" baseline")*(most-least)
		}
		e1, e0 := part("events", p.Unknown.Events, p.Group.Events, p.Baseline.Events, p.Others.Events)
		f1, f0 := part("non-events", p.Unknown.NonEvents, p.Group.NonEvents, p.Baseline.NonEvents, p.Others.NonEvents)
		v1, v0 := part("neither", p.Unknown.Unknown, p.Group.total(), p.Baseline.total(), p.Others.total())
		h := share.Draw(t, "events of the group among blanks")
		k := share.Draw(t, "events of the baseline among blanks")
		index := divide((float64(p.Group.Events)+e1+h*(float64(p.Group.Unknown)+v1))/(float64(p.Group.total())+e1+f1+v1),
			(float64(p.Baseline.Events)+e0+k*(float64(p.Baseline.Unknown)+v0))/(float64(p.Baseline.total())+e0+f0+v0))
		// shares drawn at the edge are rounded
		if !math.IsNaN(index) && (index < b.Lower*(1-1e-9)-1e-15 || index > b.Upper*(1+1e-9)) {
			t.Fatalf("index %v beyond %v", index, b)
		}
	})
}

// When somebody records the group, or the outcome, of an unknown person, the bounds do not grow.
func TestBoundsShrink(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := genProportions(t, 50)
		before, err := p.Bounds(Assumption{})
		if err != nil || math.IsNaN(before.Lower) {
			t.Skip("no index")
		}
		q := p
		groups := []*OutcomeCounts{&q.Group, &q.Baseline, &q.Others, &q.Unknown}
		to := groups[rapid.IntRange(0, 3).Draw(t, "to")]
		switch kind := rapid.IntRange(0, 3).Draw(t, "kind"); {
		case kind == 0 && q.Unknown.Events > 0:
			q.Unknown.Events--
			to.Events++
		case kind == 1 && q.Unknown.NonEvents > 0:
			q.Unknown.NonEvents--
			to.NonEvents++
		case kind == 2 && q.Unknown.Unknown > 0:
			q.Unknown.Unknown--
			to.Unknown++
		case kind == 3 && to.Unknown > 0:
			to.Unknown--
			to.Events++
		}
		after, err := q.Bounds(Assumption{})
		if err != nil {
			t.Fatal(err)
		}
		if math.IsNaN(after.Lower) {
			return // every index that is left is 0 of 0
		}
		if after.Lower < before.Lower*(1-1e-12) || after.Upper > before.Upper*(1+1e-12) {
			t.Fatalf("bounds grew from %v to %v", before, after)
		}
	})
}

// At the tipping share the index is 1.
func TestTipping(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRates(t, 1e6)
		tip, err := r.TippingShare()
		if err != nil {
			t.Fatal(err)
		}
		if !math.IsNaN(tip) {
			x := tip * float64(r.Unknown)
			group := (float64(r.Group.Events) + x) / r.Group.Population
			baseline := (float64(r.Baseline.Events) + float64(r.Unknown) - x) / r.Baseline.Population
			if scale := math.Abs(float64(r.Group.Events+r.Unknown)) / r.Group.Population; math.Abs(group-baseline) > 1e-9*math.Max(scale, baseline) {
				t.Fatalf("rates %v and %v at the tipping share %v", group, baseline, tip)
			}
			b, err := r.Bounds(Assumption{})
			if err != nil {
				t.Fatal(err)
			}
			if inside := b.Lower < 1 && b.Upper > 1; inside && !possible(tip) {
				t.Fatalf("bounds %v hold 1, tipping share %v", b, tip)
			}
			if outside := b.Lower > 1+1e-9 || b.Upper < 1-1e-9; outside && possible(tip) {
				t.Fatalf("bounds %v leave 1 out, tipping share %v", b, tip)
			}
		}
		p := genProportions(t, 1e4)
		tip, err = p.TippingShare()
		if err != nil {
			t.Fatal(err)
		}
		if math.IsNaN(tip) || math.Abs(tip) > 1e3 {
			return
		}
		x, y := tip*float64(p.Unknown.Events), tip*float64(p.Unknown.NonEvents)
		a, n := float64(p.Group.Events)+x, float64(p.Group.Events+p.Group.NonEvents)+x+y
		u := float64(p.Unknown.Events + p.Unknown.NonEvents)
		c, m := float64(p.Baseline.Events+p.Unknown.Events)-x, float64(p.Baseline.Events+p.Baseline.NonEvents)+u-x-y
		if math.Abs(a*m-c*n) > 1e-7*(1+math.Abs(a*m)+math.Abs(n)*u) {
			t.Fatalf("%v of %v and %v of %v at the tipping share %v", a, n, c, m, tip)
		}
	})
}

// An assumption narrows the bounds, the more the stronger it is; the index of the known is always
// within.
func TestAssumptionsNest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRates(t, 1000)
		small := rapid.Float64Range(1, 5).Draw(t, "at most")
		large := small + rapid.Float64Range(0, 5).Draw(t, "more")
		var all [3]Bounds
		for i, atMost := range []float64{small, large, 0} {
			b, err := r.Bounds(Assumption{AtMost: atMost})
			if err != nil || math.IsNaN(b.Lower) || math.IsNaN(b.Upper) {
				t.Skip("no index")
			}
			all[i] = b
		}
		index := divide(float64(r.Group.Events)/r.Group.Population, float64(r.Baseline.Events)/r.Baseline.Population)
		for i, b := range all {
			if !math.IsNaN(index) && (index < b.Lower*(1-1e-12) || index > b.Upper*(1+1e-12)) {
				t.Fatalf("index %v beyond %v", index, b)
			}
			if i > 0 && (all[i-1].Lower < b.Lower*(1-1e-12) || all[i-1].Upper > b.Upper*(1+1e-12)) {
				t.Fatalf("bounds %v within %v", b, all[i-1])
			}
		}
	})
}

// The interval holds the bounds, grows with the level, and without unknown is the log-Wald
// interval.
func TestImbensManski(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := genRates(t, 1000)
		b, err := r.Bounds(Assumption{})
		if err != nil || math.IsNaN(b.Lower) {
			t.Skip("no index")
		}
		level := rapid.Float64Range(0.5, 0.999).Draw(t, "level")
		i, err := r.ImbensManski(level)
		if err != nil {
			t.Fatal(err)
		}
		if i.Lower > b.Lower || i.Upper < b.Upper || i.Level != level {
			t.Fatalf("%v does not hold %v", i, b)
		}
		wider, err := r.ImbensManski(level + 0.0005)
		if err != nil || wider.Lower > i.Lower || wider.Upper < i.Upper {
			t.Fatalf("%v at a higher level than %v (%v)", wider, i, err)
		}
		r.Unknown = 0
		if r.Group.Events > 0 && r.Baseline.Events > 0 {
			i, err := r.ImbensManski(level)
			if err != nil {
				t.Fatal(err)
			}
			wald, err := rri.Ratio(r.Group, r.Baseline, rri.Options{Method: rri.Wald, Level: level})
			if err != nil || !near(i.Lower, wald.Lower, 1e-9) || !near(i.Upper, wald.Upper, 1e-9) {
				t.Fatalf("%v without unknown, want %v (%v)", i, wald, err)
			}
		}
		p := genProportions(t, 1000)
		p.Unknown, p.Group.Unknown, p.Baseline.Unknown = OutcomeCounts{}, 0, 0
		if p.Group.Events > 0 && p.Baseline.Events > 0 {
			i, err := p.ImbensManski(level)
			if err != nil {
				t.Fatal(err)
			}
			katz, err := rri.Ratio(rri.Proportion{Events: p.Group.Events, Trials: p.Group.total()}, rri.Proportion{Events: p.Baseline.Events, Trials: p.Baseline.total()},
				rri.Options{Method: rri.Wald, Level: level})
			if err != nil || !near(i.Lower, katz.Lower, 1e-7) || !near(i.Upper, katz.Upper, 1e-7) {
				t.Fatalf("%v without unknown, want %v (%v)", i, katz, err)
			}
		}
	})
}

// Where a bound is infinitely far away on the log scale the other has the one-sided quantile.
func TestImbensManskiOpen(t *testing.T) {
	tests := []struct {
		name         string
		r            RateCounts
		level        float64
		lower, upper float64
		reason       string
	}{
		{"no events in the baseline", RateCounts{rate(20, 10), rate(0, 10), 0, 10}, 0.95, 2 * math.Exp(-1.6448536269514722*math.Sqrt(1.0/20+1.0/10)), math.Inf(1), "the upper bound is infinite"},
		{"no events in the group", RateCounts{rate(0, 10), rate(20, 10), 0, 10}, 0.95, 0, 0.5 * math.Exp(1.6448536269514722*math.Sqrt(1.0/10+1.0/20)), "the lower bound is 0"},
		{"no events in the baseline, far out", RateCounts{rate(20, 10), rate(0, 10), 0, 10}, 1 - 1e-7, 2 * math.Exp(-5.199337582192817*math.Sqrt(1.0/20+1.0/10)), math.Inf(1), "a tail of 1e-7"},
		{"at 40 %", RateCounts{rate(20, 10), rate(0, 10), 0, 10}, 0.4, 2, math.Inf(1), "the one-sided quantile is below 0 there, and a limit within the bounds none"},
	}
	for _, test := range tests {
		i, err := test.r.ImbensManski(test.level)
		if err != nil || !near(i.Lower, test.lower, 1e-8) || !near(i.Upper, test.upper, 1e-8) || i.Level != test.level {
			t.Errorf("%s: %v, %v; want %v and %v (%s)", test.name, i, err, test.lower, test.upper, test.reason)
		}
	}
	i, err := RateCounts{rate(1, 0), rate(5, 10), 0, 3}.ImbensManski(0)
	if err != nil || !math.IsNaN(i.Lower) || !math.IsNaN(i.Upper) {
		t.Errorf("no residents: %v, %v", i, err)
	}
	for _, test := range []struct {
		name string
		r    RateCounts
		want rri.Flags
	}{
		{"no residents", RateCounts{rate(1, 0), rate(5, 10), 0, 3}, rri.NoData},
		{"no events in the baseline", RateCounts{rate(20, 10), rate(0, 10), 0, 10}, rri.Unbounded},
		{"no events in the group", RateCounts{rate(0, 10), rate(20, 10), 0, 10}, 0},
	} {
		e, err := test.r.ImbensManski(0)
		if err != nil || e.Flags != test.want || !math.IsNaN(e.Value) || !math.IsNaN(e.P) || e.Level != 0.95 || e.Method != rri.Wald {
			t.Errorf("%s: %+v, %v; want the flags %v, no value and no P", test.name, e, err, test.want)
		}
	}
}

func rate(events int64, population float64) rri.Rate {
	return rri.Rate{Events: events, Population: population}
}

// A design effect multiplies the variances, and leaves the bounds and the tipping share alone.
func TestDesignEffect(t *testing.T) {
	r := RateCounts{rate(40, 10), rate(100, 50), 7, 30}
	plain, err := r.ImbensManski(0.9)
	if err != nil {
		t.Fatal(err)
	}
	r.Group.DesignEffect, r.Baseline.DesignEffect = 4, 1
	b, err := r.Bounds(Assumption{})
	if err != nil {
		t.Fatal(err)
	}
	lower, upper := math.Sqrt(4.0/40+1.0/130), math.Sqrt(4.0/70+1.0/100)
	c := critical(math.Log(b.Upper/b.Lower)/math.Max(lower, upper), 0.9)
	got, err := r.ImbensManski(0.9)
	if err != nil || !near(got.Lower, b.Lower*math.Exp(-c*lower), 1e-12) || !near(got.Upper, b.Upper*math.Exp(c*upper), 1e-12) || got.Lower >= plain.Lower || got.Upper <= plain.Upper {
		t.Errorf("%v, %v; want the variances 4/40 + 1/130 and 4/70 + 1/100; without a design effect %v", got, err, plain)
	}
	if want := (Bounds{(40.0 / 10) / (130.0 / 50), (70.0 / 10) / (100.0 / 50)}); !near(b.Lower, want.Lower, 1e-15) || !near(b.Upper, want.Upper, 1e-15) {
		t.Errorf("bounds %v, want %v", b, want)
	}
	// All counts divided by the factor: the effective counts.
	r = RateCounts{rate(40, 10), rate(100, 50), 0, 0}
	r.Group.DesignEffect, r.Baseline.DesignEffect = 4, 4
	got, err = r.ImbensManski(0)
	if err != nil {
		t.Fatal(err)
	}
	want, err := RateCounts{rate(10, 2.5), rate(25, 12.5), 0, 0}.ImbensManski(0)
	if err != nil || !near(got.Lower, want.Lower, 1e-12) || !near(got.Upper, want.Upper, 1e-12) {
		t.Errorf("%v, %v; want that of the effective counts, %v", got, err, want)
	}
	r.Group.DesignEffect = -1
	if _, err := r.Bounds(Assumption{}); !errors.Is(err, rri.ErrCount) {
		t.Errorf("design effect -1: error %v", err)
	}
}

// TestDesignEffectOfProportions is TestDesignEffect for proportions.
func TestDesignEffectOfProportions(t *testing.T) {
	p := ProportionCounts{Group: OutcomeCounts{8, 21, 2}, Baseline: OutcomeCounts{80, 237, 0}, Unknown: OutcomeCounts{16, 100, 0}}
	plain, err := p.ImbensManski(0.9)
	if err != nil {
		t.Fatal(err)
	}
	bounds, err := p.Bounds(Assumption{})
	if err != nil {
		t.Fatal(err)
	}
	tipping, err := p.TippingShare()
	if err != nil {
		t.Fatal(err)
	}
	p.GroupDesignEffect, p.BaselineDesignEffect = 4, 2
	if b, err := p.Bounds(Assumption{}); err != nil || b != bounds {
		t.Errorf("bounds %v, %v; want those without design effects, %v", b, err, bounds)
	}
	if s, err := p.TippingShare(); err != nil || s != tipping {
		t.Errorf("tipping share %v, %v; want that without design effects, %v", s, err, tipping)
	}
	lower, upper := math.Sqrt(4*(1.0/8-1.0/131)+2*(1.0/96-1.0/333)), math.Sqrt(4*(1.0/26-1.0/47)+2*(1.0/80-1.0/417))
	c := critical(math.Log(bounds.Upper/bounds.Lower)/math.Max(lower, upper), 0.9)
	got, err := p.ImbensManski(0.9)
	if err != nil || !near(got.Lower, bounds.Lower*math.Exp(-c*lower), 1e-12) || !near(got.Upper, bounds.Upper*math.Exp(c*upper), 1e-12) || got.Lower >= plain.Lower || got.Upper <= plain.Upper {
		t.Errorf("%v, %v; want the variances 4 times that of 8 of 131 and 2 times that of 96 of 333, and so on; without design effects %v", got, err, plain)
	}
	// All counts divided by the factor: the effective counts.
	p = ProportionCounts{Group: OutcomeCounts{40, 60, 8}, Baseline: OutcomeCounts{80, 236, 0}, Unknown: OutcomeCounts{16, 100, 0}, GroupDesignEffect: 4, BaselineDesignEffect: 4}
	effective := ProportionCounts{Group: OutcomeCounts{10, 15, 2}, Baseline: OutcomeCounts{20, 59, 0}, Unknown: OutcomeCounts{4, 25, 0}}
	for _, of := range []func(p ProportionCounts) (rri.Estimate, error){
		func(p ProportionCounts) (rri.Estimate, error) { return p.ImbensManski(0) },
		func(p ProportionCounts) (rri.Estimate, error) { return p.UncertaintyInterval(rri.Options{}) },
		func(p ProportionCounts) (rri.Estimate, error) {
			return p.UncertaintyInterval(rri.Options{Method: rri.Wald, Level: 0.5})
		},
	} {
		got, err := of(p)
		want, err2 := of(effective)
		if err != nil || err2 != nil || !near(got.Lower, want.Lower, 1e-12) || !near(got.Upper, want.Upper, 1e-12) {
			t.Errorf("%v, %v; want that of the effective counts, %v, %v", got, err, want, err2)
		}
	}
	for _, test := range []struct {
		group, baseline float64
		want            string
	}{
		{-1, 1, "unknown: Group: design effect -1"},
		{1, math.NaN(), "unknown: Baseline: design effect NaN"},
		{1, math.Inf(1), "unknown: Baseline: design effect +Inf"},
		{0.001, 0, "unknown: Group: design effect 0.001"},
	} {
		p.GroupDesignEffect, p.BaselineDesignEffect = test.group, test.baseline
		if _, err := p.Bounds(Assumption{}); !errors.Is(err, rri.ErrCount) || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("design effects %v and %v: error %v", test.group, test.baseline, err)
		}
	}
}

// possible reports whether some split of the unknown makes the index 1.
func possible(tippingShare float64) bool { return tippingShare >= 0 && tippingShare <= 1 }

// Every number that a result can hold survives JSON.
func TestLawBoundsJSON(t *testing.T) {
	number := rapid.OneOf(rapid.Float64(), rapid.SampledFrom([]float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, 5e-324, 0.1}))
	rapid.Check(t, func(t *rapid.T) {
		b := Bounds{number.Draw(t, "lower"), number.Draw(t, "upper")}
		sameJSON(t, b)
		sameJSON(t, genRates(t, 1000))
		sameJSON(t, genProportions(t, 1000))
		sameJSON(t, Assumption{AtMost: 1 + rapid.Float64Range(0, 9).Draw(t, "more")})
	})
}

// same fails where want does not come back from JSON as it was.
func sameJSON[T any](t *rapid.T, want T) {
	if err := referencetest.RoundTrip(want); err != nil {
		t.Fatal(err)
	}
}

func TestJSON(t *testing.T) {
	tests := []struct {
		name   string
		v      any
		want   string
		reason string
	}{
		{"bounds", Bounds{1.5, math.Inf(1)}, `{"lower":1.5,"upper":"Inf"}`, "a baseline that may have no events; this could not be written"},
		{"no bounds", Bounds{math.NaN(), math.NaN()}, `{"lower":null,"upper":null}`, "nobody is known in the group"},
	}
	for _, test := range tests {
		if got, err := json.Marshal(test.v); err != nil || string(got) != test.want {
			t.Errorf("%s: %s, %v; want %s (%s)", test.name, got, err, test.want, test.reason)
		}
	}
	var b Bounds
	if err := json.Unmarshal([]byte(`{"lower":"high"}`), &b); err == nil {
		t.Error("bounds read from words")
	}
	var e rri.Estimate
	if err := json.Unmarshal([]byte(`{"lower":0.5,"upper":"Inf","level":0.95}`), &e); err != nil || e.Lower != 0.5 || !math.IsInf(e.Upper, 1) || e.Level != 0.95 {
		t.Errorf("the interval of Imbens and Manski as earlier versions wrote it: %v, %v", e, err)
	}
	if err := json.Unmarshal([]byte(`{"Lower":2,"Upper":3}`), &b); err != nil || b != (Bounds{2, 3}) {
		t.Errorf("what earlier versions wrote: %v, %v", b, err)
	}
	var missing Bounds
	if err := json.Unmarshal([]byte(`{}`), &missing); err != nil || !math.IsNaN(missing.Lower) || !math.IsNaN(missing.Upper) {
		t.Errorf("nothing: %v, %v; want NaN", missing, err)
	}
}

// Counts up to the largest and populations of any size: bounds in order, with the index of the
// known between them, or an error.
func TestLawBoundsHostileCounts(t *testing.T) {
	count := rapid.OneOf(rapid.Int64Range(-1, 20), rapid.Int64Range(0, rri.MaxCount), rapid.SampledFrom([]int64{rri.MaxCount, math.MaxInt64, math.MinInt64}))
	population := rapid.OneOf(rapid.Float64Range(0, 1e6), rapid.SampledFrom([]float64{0, 1e-9, float64(rri.MaxCount), math.NaN(), math.Inf(1), -1, math.MaxFloat64}))
	level := rapid.SampledFrom([]float64{0, 1e-9, 0.3, 0.5, 0.95, 1 - 1e-15, math.Nextafter(1, 0)})
	rapid.Check(t, func(t *rapid.T) {
		check := func(b Bounds, i rri.Estimate, errs ...error) {
			for _, err := range errs {
				if err != nil {
					if !errors.Is(err, rri.ErrCount) {
						t.Fatal(err)
					}
					return
				}
			}
			if math.IsNaN(b.Lower) != math.IsNaN(b.Upper) || b.Lower > b.Upper*(1+1e-12) {
				t.Fatalf("bounds %v", b)
			}
			if i.Lower > b.Lower || i.Upper < b.Upper || math.IsNaN(i.Lower) != math.IsNaN(b.Lower) || math.IsNaN(i.Upper) != math.IsNaN(b.Upper) {
				t.Fatalf("interval %v beyond %v", i, b)
			}
		}
		at := level.Draw(t, "level")
		r := RateCounts{rri.Rate{Events: count.Draw(t, "a"), Population: population.Draw(t, "n"), DesignEffect: rapid.SampledFrom([]float64{0, 0.01, 3, float64(rri.MaxCount)}).Draw(t, "design effect")},
			rri.Rate{Events: count.Draw(t, "b"), Population: population.Draw(t, "m")}, count.Draw(t, "others"), count.Draw(t, "unknown")}
		b, err := r.Bounds(Assumption{})
		i, err2 := r.ImbensManski(at)
		_, err3 := r.TippingShare()
		check(b, i, err, err2, err3)
		cell := func() OutcomeCounts {
			return OutcomeCounts{count.Draw(t, "events"), count.Draw(t, "non-events"), count.Draw(t, "blank")}
		}
		effect := rapid.SampledFrom([]float64{0, 0.01, 3, float64(rri.MaxCount)})
		p := ProportionCounts{cell(), cell(), cell(), cell(), effect.Draw(t, "design effect"), effect.Draw(t, "of the baseline")}
		b, err = p.Bounds(Assumption{})
		i, err2 = p.ImbensManski(at)
		_, err3 = p.TippingShare()
		check(b, i, err, err2, err3)
	})
}

// The critical value is that of Imbens and Manski: the two-sided quantile at width 0, the one-sided
// one far apart.
func TestCritical(t *testing.T) {
	for _, c := range []struct{ width, want float64 }{{0, 1.959963984540054}, {1e9, 1.6448536269514722}, {math.Inf(1), 1.6448536269514722}} {
		if got := critical(c.width, 0.95); !near(got, c.want, 1e-9) {
			t.Errorf("critical(%v) = %v, want %v", c.width, got, c.want)
		}
	}
}
