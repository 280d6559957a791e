package quantity

import (
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri/internal/levels"
)

var inf, nan = math.Inf(1), math.NaN()

// same reports whether two numbers are the same, or both NaN.
func same(x, y float64) bool { return x == y || x != x && y != y }

func TestPlain(t *testing.T) {
	for _, test := range []struct {
		q      Quantity
		c      Counts
		want   float64
		reason string
	}{
		{Proportion, Counts{A: 3, N: 4}, 0.75, "the baseline is not asked"},
		{Rate, Counts{A: 3, N: 2}, 1.5, "a rate may exceed 1"},
		{Rate, Counts{}, nan, "0/0"},
		{RatioOfProportions, Counts{1, 4, 1, 8}, 2, "1/4 over 1/8"},
		{RatioOfRates, Counts{6, 2, 3, 4}, 4, "3 over 3/4"},
		{RatioOfRates, Counts{1, 2, 0, 4}, inf, "no event in the baseline"},
		{RatioOfRates, Counts{0, 2, 1, 4}, 0, "no event in the group"},
		{RatioOfRates, Counts{0, 2, 0, 4}, nan, "no event in either, which is 0/0 although each rate is 0"},
		{OddsRatio, Counts{8, 10, 6, 10}, 4. / 1.5, "4 to 1 over 3 to 2"},
		{OddsRatio, Counts{10, 10, 6, 10}, inf, "nothing but events in the group"},
		{OddsRatio, Counts{10, 10, 10, 10}, nan, "nothing but events in either"},
		{DifferenceOfProportions, Counts{1, 4, 1, 8}, 0.125, "1/4 less 1/8"},
		{DifferenceOfRates, Counts{0, 2, 3, 4}, -0.75, "below 0"},
		{DifferenceOfProportions, Counts{1 << 52, 1<<53 - 1, 1<<52 - 1, 1<<53 - 3}, -1. / (1<<53 - 1) / (1<<53 - 3),
			"a m - b n is -1: the digits of the two shares end long before their difference begins"},
	} {
		if got := test.c.Plain(test.q); !same(got, test.want) && !(math.Abs(got-test.want) <= 1e-15*math.Abs(test.want)) {
			t.Errorf("%s of %v: %v, want %v: %s", test.q, test.c, got, test.want, test.reason)
		}
	}
}

func TestSmallest(t *testing.T) {
	c := Counts{7, 10, 5, 9}
	for _, test := range []struct {
		q      Quantity
		c      Counts
		want   float64
		reason string
	}{
		{Rate, c, 7, "the events of the group alone"},
		{Proportion, c, 3, "three of ten are no events"},
		{RatioOfRates, c, 5, "the events of the baseline"},
		{DifferenceOfRates, c, 5, "likewise"},
		{RatioOfProportions, c, 3, "no events of the group"},
		{OddsRatio, Counts{7, 10, 8, 9}, 1, "no events of the baseline"},
		{RatioOfRates, Counts{7, 2, 8, 1}, 7, "of rates the population is no count of events"},
	} {
		if got := test.c.Smallest(test.q); got != test.want {
			t.Errorf("%s of %v: %v, want %v: %s", test.q, test.c, got, test.want, test.reason)
		}
	}
}

func TestUndefinedRatio(t *testing.T) {
	for _, test := range []struct {
		q      Quantity
		c      Counts
		want   bool
		reason string
	}{
		{RatioOfRates, Counts{0, 5, 0, 5}, true, "no event at all"},
		{RatioOfRates, Counts{0, 5, 1, 5}, false, "the ratio is 0"},
		{RatioOfRates, Counts{1, 5, 0, 5}, false, "the ratio is infinite"},
		{RatioOfProportions, Counts{0, 5, 0, 5}, true, "no event at all"},
		{RatioOfProportions, Counts{5, 5, 5, 5}, false, "the ratio is 1"},
		{OddsRatio, Counts{5, 5, 5, 5}, true, "nothing but events"},
		{OddsRatio, Counts{0, 5, 0, 5}, true, "no event at all"},
		{OddsRatio, Counts{5, 5, 4, 5}, false, "the odds ratio is infinite"},
		{DifferenceOfRates, Counts{0, 5, 0, 5}, false, "the difference is 0"},
		{Proportion, Counts{0, 5, 0, 5}, false, "it is no ratio"},
	} {
		if got := test.c.UndefinedRatio(test.q); got != test.want {
			t.Errorf("%s of %v: %v, want %v: %s", test.q, test.c, got, test.want, test.reason)
		}
	}
}

func TestNull(t *testing.T) {
	for _, test := range []struct {
		q           Quantity
		given, want float64
		valid       bool
		reason      string
	}{
		{RatioOfRates, 0, 1, true, "the usual one"},
		{OddsRatio, 0, 1, true, "the usual one"},
		{DifferenceOfRates, 0, 0, true, "the usual one"},
		{Rate, 0, nan, true, "there is no usual one"},
		{RatioOfRates, 1.25, 1.25, true, "the one that is asked for"},
		{RatioOfRates, -1, 0, false, "no ratio is negative"},
		{DifferenceOfProportions, -1, -1, true, "the lowest difference"},
		{DifferenceOfProportions, -1.01, 0, false, "below the lowest difference"},
		{DifferenceOfRates, -1.01, -1.01, true, "rates differ by any number"},
		{Proportion, 1.5, 0, false, "above the highest proportion"},
	} {
		got, err := test.q.Null(test.given)
		if !same(got, test.want) || (err == nil) != test.valid || err != nil && !errors.Is(err, levels.ErrOption) {
			t.Errorf("%s, null %v: %v, %v; want %v, valid %v: %s", test.q, test.given, got, err, test.want, test.valid, test.reason)
		}
	}
	for _, null := range []float64{nan, inf, -inf} {
		if err := ValidateNull(null); !errors.Is(err, levels.ErrOption) {
			t.Errorf("null %v: error %v", null, err)
		}
	}
	if err := ValidateNull(-math.MaxFloat64); err != nil {
		t.Errorf("a finite null value: %v", err)
	}
}

// measure stands for a measure of package rri.
type measure[Model any] struct {
	events                 int64
	exposure, designEffect float64
}

type (
	binomial struct{}
	poisson  struct{}
)

func (m measure[Model]) Counts() (int64, float64, float64) {
	return m.events, m.exposure, m.designEffect
}

func (m measure[Model]) IsProportion() bool {
	_, is := any(*new(Model)).(binomial)
	return is
}

func TestFromMeasures(t *testing.T) {
	for _, test := range []struct {
		name      string
		got, want [3]Quantity
	}{
		{"proportions", [3]Quantity{RateOf[measure[binomial]](), RatioOf[measure[binomial]](), DifferenceOf[measure[binomial]]()},
			[3]Quantity{Proportion, RatioOfProportions, DifferenceOfProportions}},
		{"rates", [3]Quantity{RateOf[measure[poisson]](), RatioOf[measure[poisson]](), DifferenceOf[measure[poisson]]()},
			[3]Quantity{Rate, RatioOfRates, DifferenceOfRates}},
	} {
		if test.got != test.want {
			t.Errorf("%s: %v, want %v", test.name, test.got, test.want)
		}
		for _, q := range test.got {
			if q.Binomial() != (test.name == "proportions") {
				t.Errorf("%s: %s", test.name, q)
			}
		}
	}
	group, baseline := measure[poisson]{3, 10.5, 2}, measure[poisson]{1 << 53, 1e7, 1}
	if c, d := FromMeasures(group, baseline); c != (Counts{3, 10.5, 1 << 53, 1e7}) || d != (DesignEffects{2, 1}) {
		t.Errorf("two measures: %v, %v", c, d)
	}
	if c, d := FromMeasure(group); c != (Counts{A: 3, N: 10.5}) || d != (DesignEffects{2, 1}) {
		t.Errorf("one measure: %v, %v", c, d)
	}
}

// drawCounts draws the counts of two proportions, which those of rates may be as well.
func drawCounts(t *rapid.T) Counts {
	draw := func(label string) (events, of float64) {
		n := rapid.Int64Range(1, 1<<40).Draw(t, "of "+label)
		return float64(rapid.Int64Range(0, n).Draw(t, label)), float64(n)
	}
	a, n := draw("group")
	b, m := draw("baseline")
	return Counts{a, n, b, m}
}

// With the groups exchanged a ratio is its reciprocal, a difference its negative, and nothing is
// smaller or less defined; exchanged again they are what they were.
func TestLawSwap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCounts(t)
		q := Quantity(rapid.IntRange(int(RatioOfProportions), int(OddsRatio)).Draw(t, "quantity"))
		swapped := c.Swap()
		if swapped.Swap() != c {
			t.Fatal("swapped twice")
		}
		want := 1 / swapped.Plain(q)
		if q.Difference() {
			want = -swapped.Plain(q)
		}
		got := c.Plain(q)
		if !same(got, want) && !(math.Abs(got-want) <= 1e-15*math.Abs(want)) {
			t.Fatalf("%s: %v, and exchanged %v", q, got, want)
		}
		if c.Smallest(q) != swapped.Smallest(q) || c.UndefinedRatio(q) != swapped.UndefinedRatio(q) {
			t.Fatalf("%s: the smallest count or whether it is defined depends on the order", q)
		}
	})
}

// A design effect takes information and not the estimate: the effective counts are the counts
// divided, with the same quantities, and with no design effect they are the counts themselves. What
// is smallest is as much smaller if both groups have the same.
func TestLawEffective(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawCounts(t)
		if c.Effective(Independent) != c {
			t.Fatal("no design effect")
		}
		d := DesignEffects{rapid.Float64Range(1, 100).Draw(t, "group"), rapid.Float64Range(1, 100).Draw(t, "baseline")}
		e := c.Effective(d)
		for q := range Number {
			got, want := e.Plain(q), c.Plain(q)
			scale := math.Abs(want)
			if q.Difference() {
				scale = max(c.A/c.N, c.B/c.M)
			}
			if q == OddsRatio { // what is left of nearly all trials loses digits
				scale *= max(c.N/(c.N-c.A), c.M/(c.M-c.B))
			}
			if !same(got, want) && !(math.Abs(got-want) <= 4e-15*scale) && !(q == OddsRatio && scale > 1e12) {
				t.Fatalf("%s: %v, without design effects %v", q, got, want)
			}
		}
		d.Baseline = d.Group
		if got, want := c.Effective(d).Smallest(RatioOfRates), c.Smallest(RatioOfRates)/d.Group; got != want {
			t.Fatalf("smallest count %v, want %v", got, want)
		}
	})
}
