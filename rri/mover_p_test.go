package rri

import (
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// TestMOVERP: p-values whose triangle is nearly all of one side, against 40 digits of their own
// formulas: the tails beyond two points are the same, whose distances from the estimates are the
// sides of a triangle with a right angle.
func TestMOVERP(t *testing.T) {
	for _, c := range []struct {
		m      Method
		q      quantity.Quantity
		c      quantity.Counts
		o      Options
		p      float64
		within float64
		reason string
	}{
		{MOVERWilson, quantity.RatioOfProportions, quantity.CountsOf(1, 58908108, 0, 1), Options{Null: 38840243036.024544}, 0.99999999947251325, 1e-14,
			"a baseline of 0: its limit begins as a square root, at a tail that is next to ½"},
		{MOVERWilson, quantity.RatioOfRates, quantity.CountsOf(0, 11, 4, 4), Options{Null: 3.5575396423936294e-20, Side: LowerOnly}, 0.500000000249563623, 1e-14,
			"the same of a group of 0"},
		{MOVERWilson, quantity.DifferenceOfProportions, quantity.CountsOf(11, 11, 3517002, 3517002), Options{Null: -0.98652520327764814}, 3.72653148969584314e-177, 1e-12,
			"all of both groups: one has its limit at the end of the range at every level"},
		{MOVERWilson, quantity.RatioOfProportions, quantity.CountsOf(1, 1660, 1, 7), Options{Null: 1.7930994223375472e-05}, 3.66325764413427944e-49, 1e-12,
			"a null value of next to 0: the limit of the baseline would reach beyond 1"},
		{Jeffreys, quantity.RatioOfProportions, quantity.CountsOf(20, 173653, 0, 1), Options{Null: 2.1964744021524378e-09}, 1.08523589895732332e-105, 1e-12,
			"the same, of posteriors"},
		{Jeffreys, quantity.RatioOfProportions, quantity.CountsOf(0, 3, 1, 2755984), Options{Null: 1156023895152.6206}, 9.68605149592309952e-11, 1e-12,
			"a large null value: the limit of the group would reach beyond 1"},
		{Jeffreys, quantity.DifferenceOfProportions, quantity.CountsOf(1, 73348, 1, 747), Options{Null: 0.085059416299847701}, 0, 0,
			"a limit that no float64 tells from 0, beside a tail of e^-6000"},
		{Jeffreys, quantity.RatioOfProportions, quantity.CountsOf(6, 12, 13, 26), Options{Side: LowerOnly}, 0.5, 1e-15,
			"medians that differ by rounding alone"},
		{Jeffreys, quantity.RatioOfRates, quantity.CountsOf(2110, 3881, 1e9, 1e9), Options{}, 5.599948089754e-213, 1e-10,
			"1e9 events, of which a tail of e^-650 is beyond those of a normal variable"},
		{Jeffreys, quantity.RatioOfProportions, quantity.CountsOf(2274699737, 3642456527, 42, 443), Options{}, 4.9143524621e-121, 1e-9, "more than 2e9 trials"},
		{Jeffreys, quantity.DifferenceOfRates, quantity.CountsOf(1e9, 333333333, 0, 26), Options{Null: 0.2, Level: 0.8}, 3.175560992443e-33, 1e-10,
			"1e9 events against none"},
		{Jeffreys, quantity.RatioOfRates, quantity.CountsOf(2166709797, 43975567, 1, 1), Options{}, 6.39883781886e-21, 1e-10, "2e9 events against one"},
		{Jeffreys, quantity.DifferenceOfRates, quantity.CountsOf(999999997, 333333333, 106, 296), Options{Null: -0.1}, 2.287781193812e-255, 1e-10,
			"1e9 events, a null value on the other side"},
		{Jeffreys, quantity.DifferenceOfRates, quantity.CountsOf(1618987905, 24389493, 1, 5), Options{}, 2.95899477644e-143, 1e-10, "1.6e9 events"},
		{Jeffreys, quantity.RatioOfRates, quantity.CountsOf(1605371703, 7748582, 8, 4), Options{}, 0, 0, "1.6e9 events, and a tail below all of float64"},
		{Jeffreys, quantity.Rate, quantity.CountsOf(3042823859, 411513474, 0, 0), Options{Null: 7.389092655307102}, 4.4e-321, 1e-2,
			"3e9 events, 38 standard deviations from the null value"},
		{Exact, quantity.Rate, quantity.CountsOf(3042823859, 411513474, 0, 0), Options{Null: 7.389092655307102}, 4.4e-321, 1e-1, "the same by the exact tails"},
	} {
		c.o.Method = c.m
		e, err := estimate(c.q, c.c, c.o)
		if err != nil || !closeTo(e.P, c.p, c.within) {
			t.Errorf("%s of %s, %v against %v: %.17g and %v, want %.17g (%s)", c.m, c.q, c.c, c.o.Null, e.P, err, c.p, c.reason)
		}
	}
}
