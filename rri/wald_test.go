package rri

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"pgregory.net/rapid"
)

// TestLawWaldUsual: what takes the short way has the numbers and flags of the way of every method,
// to the last bit.
func TestLawWaldUsual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := rapid.SampledFrom([]quantity.Quantity{quantity.RatioOfProportions, quantity.RatioOfRates, quantity.DifferenceOfProportions, quantity.DifferenceOfRates}).Draw(t, "quantity")
		c := genCells(t, q)
		o := Options{Method: Wald}
		group, baseline := Proportion{Events: int64(c.A), Trials: int64(c.N)}, Proportion{Events: int64(c.B), Trials: int64(c.M)}
		groupRate, baselineRate := Rate{Events: int64(c.A), Population: c.N}, Rate{Events: int64(c.B), Population: c.M}
		var short Estimate
		var err error
		switch q {
		case quantity.RatioOfProportions:
			short, err = Ratio(group, baseline, o)
		case quantity.RatioOfRates:
			short, err = Ratio(groupRate, baselineRate, o)
		case quantity.DifferenceOfProportions:
			short, err = Difference(group, baseline, o)
		case quantity.DifferenceOfRates:
			short, err = Difference(groupRate, baselineRate, o)
		}
		if err != nil {
			t.Fatal(err)
		}
		long := must(t, q, c, o)
		if !sameEstimate(short, long) {
			t.Fatalf("%s of %v: %+v, and the way of every method has %+v", q, c, short, long)
		}
	})
}

// TestWaldUsual: counts and options at the ends of what takes the short way.
func TestWaldUsual(t *testing.T) {
	usual := Options{Method: Wald}
	for _, c := range []struct {
		group, baseline Proportion
		o               Options
		want            bool
		reason          string
	}{
		{Proportion{Events: 3, Trials: 10}, Proportion{Events: 5, Trials: 20}, usual, true, "the usual case"},
		{Proportion{Events: 10, Trials: 10}, Proportion{Events: 5, Trials: 20}, usual, true, "all of one group have the event"},
		{Proportion{Events: 3, Trials: 10}, Proportion{Events: 5, Trials: 20}, Options{Method: Wald, Level: 0.95}, true, "the default level by its number, as tables have it"},
		{Proportion{Events: 3, Trials: MaxCount}, Proportion{Events: MaxCount, Trials: MaxCount}, usual, true, "the largest counts"},
		{Proportion{Events: 0, Trials: 10}, Proportion{Events: 5, Trials: 20}, usual, false, "no events"},
		{Proportion{Events: 3, Trials: 10}, Proportion{Events: 0, Trials: 20}, usual, false, "no events in the baseline"},
		{Proportion{Events: 11, Trials: 10}, Proportion{Events: 5, Trials: 20}, usual, false, "more events than trials: an error"},
		{Proportion{Events: -1, Trials: 10}, Proportion{Events: 5, Trials: 20}, usual, false, "a negative count: an error"},
		{Proportion{Events: 3, Trials: MaxCount + 1}, Proportion{Events: 5, Trials: 20}, usual, false, "a count that is too large: an error"},
		{Proportion{Events: 3, Trials: 10, DesignEffect: 2}, Proportion{Events: 5, Trials: 20}, usual, false, "a design effect"},
		{Proportion{Events: 3, Trials: 10}, Proportion{Events: 5, Trials: 20, DesignEffect: math.NaN()}, usual, false, "a design effect that is none: an error"},
		{Proportion{Events: 3, Trials: 10}, Proportion{Events: 5, Trials: 20}, Options{Method: Wald, Level: 0.9}, false, "another level"},
		{Proportion{Events: 3, Trials: 10}, Proportion{Events: 5, Trials: 20}, Options{Method: Wald, Level: math.NaN()}, false, "a level that is none: an error"},
		{Proportion{Events: 3, Trials: 10}, Proportion{Events: 5, Trials: 20}, Options{Method: Wald, Side: LowerOnly}, false, "one limit"},
		{Proportion{Events: 3, Trials: 10}, Proportion{Events: 5, Trials: 20}, Options{Method: Wald, Null: 2}, false, "another null value"},
		{Proportion{Events: 3, Trials: 10}, Proportion{Events: 5, Trials: 20}, Options{Method: Wald, DegreesOfFreedom: 5}, false, "degrees of freedom"},
		{Proportion{Events: 3, Trials: 10}, Proportion{Events: 5, Trials: 20}, Options{Method: Wald, SmallCountBelow: 10}, false, "another threshold of small counts"},
	} {
		if _, _, _, ok := usualCounts(&c.group, &c.baseline); (c.o.usual() && ok) != c.want {
			t.Errorf("%v and %v by %+v takes the short way: %v, want %v (%s)", c.group, c.baseline, c.o, c.o.usual() && ok, c.want, c.reason)
		}
		err := c.group.Validate()
		if err == nil {
			err = c.baseline.Validate()
		}
		if err == nil {
			err = c.o.Validate()
		}
		if _, got := Ratio(c.group, c.baseline, c.o); (got == nil) != (err == nil) {
			t.Errorf("%v and %v by %+v: error %v, want as %v (%s)", c.group, c.baseline, c.o, got, err, c.reason)
		}
	}
	largest := Rate{Events: MaxCount, Population: float64(MaxCount)}
	for _, c := range []struct {
		r      Rate
		want   bool
		reason string
	}{
		{Rate{Events: 3, Population: 1e-9}, true, "the smallest population"},
		{largest, true, "the largest counts"},
		{Rate{Events: MaxCount + 1, Population: 10}, false, "a count that is too large"},
		{Rate{Events: 3, Population: math.Inf(1)}, false, "a population without end"},
		{Rate{Events: 3, Population: math.NaN()}, false, "a population that is no number"},
		{Rate{Events: 3, Population: 1e-10}, false, "a population that is too small"},
	} {
		for _, pair := range [][2]Rate{{c.r, largest}, {largest, c.r}} {
			if _, _, _, ok := usualCounts(&pair[0], &pair[1]); ok != c.want {
				t.Errorf("%v takes the short way: %v, want %v (%s)", pair, ok, c.want, c.reason)
			}
		}
	}
}
