package peers

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// ratesOf returns units with these events in these populations, of one group.
func ratesOf(counts ...rri.Rate) Set[string, rri.Rate] {
	s := Set[string, rri.Rate]{}
	for i, m := range counts {
		s.Units = append(s.Units, Unit[string, rri.Rate]{Name: fmt.Sprintf("%02d", i), Counts: map[string]rri.Rate{"all": m}})
	}
	return s
}

// withFew adds a unit with few events, and none of the baseline.
func withFew(s Set[string, rri.Rate]) Set[string, rri.Rate] {
	s.Units = append(s.Units, Unit[string, rri.Rate]{Name: "few", Counts: map[string]rri.Rate{"Black": {Events: 3, Population: 1000}, "White": {Population: 1000}}})
	return s
}

// TestFunnelEdges: few units, few counts, and what has no limits.
func TestFunnelEdges(t *testing.T) {
	inf := math.Inf(1)
	alike := []float64{3, 3, 3, 3, 3, 3, 3, 3}
	for _, test := range []struct {
		set     Set[string, rri.Rate]
		options Options
		want    string // target, dispersion, variance; Z and the inner limits of the last row
		reason  string
	}{
		{indexOf(2), Options{}, "2 NaN 0 0 1.83 2.18", "one unit is its own target, and tells nothing of scatter"},
		{indexOf(2), Options{Overdispersion: Additive}, "2 0.0 0 0 1.83 2.18", "nor by the paper, where it scatters not at all"},
		{indexOf(2), Options{Target: 1}, "1 250.0 0.478 1 0.256 3.89", "about a target that is given it is as far from it as units are"},
		{indexOf(2, 4), Options{}, "2.75 122.2 0.24 0.762 1.05 7.21", "two units about their own target"},
		{indexOf(alike...), Options{}, "3 0.0 0 0 2.75 3.28", "all alike: no scatter, and the limits of chance"},
		{indexOf(alike...), Options{Overdispersion: Multiplicative}, "3 0.0 0 0 2.75 3.28", "a dispersion below 1 makes nothing narrower"},
		{indexOf(1, 2, 3, 4, inf), Options{Overdispersion: ChanceAlone, Target: 3}, "3 134.2 0.293 6.41 2.74 3.28", "a unit that lacks its baseline is in no funnel: the last is the one before it"},
		{withFew(indexOf(1, 2, 3, 4)), Options{Overdispersion: ChanceAlone, Target: 3}, "3 93.8 0.26 1 0.221 +Inf", "an infinite index of few events has limits like any"},
		{indexOf(inf, inf), Options{}, "+Inf NaN 0 NaN NaN NaN", "no target that chance could leave"},
		{ratesOf(rri.Rate{Population: 10}, rri.Rate{Population: 20}), Options{Quantity: Rate}, "0 NaN 0 NaN NaN NaN", "no events at all"},
		{ratesOf(rri.Rate{Population: 0.5}), Options{Quantity: Rate, Target: 1, Overdispersion: ChanceAlone}, "1 0.5 0 -0.54 0 4.72", "none where 0.5 are to be expected is no sign of anything"},
		{ratesOf(rri.Rate{Population: 50}), Options{Quantity: Rate, Target: 1, Overdispersion: ChanceAlone}, "1 50.0 0 -8.92 0.732 1.29", "none where 50 are"},
		{ratesOf(rri.Rate{Population: 1e-3}), Options{Quantity: Rate, Target: 1, Overdispersion: ChanceAlone, Options: rri.Options{Method: rri.Jeffreys}},
			"1 0.0 0 0 0 51", "by Jeffreys' none is more than a thousandth: it is not outside above"},
	} {
		r, err := Of(test.set, test.options)
		if err != nil {
			t.Fatalf("%s: %v", test.reason, err)
		}
		c := r.Groups[0]
		p := c.Rows[len(c.Rows)-1].Position
		got := fmt.Sprintf("%.3g %.1f %.3g %.3g %.3g %.3g", c.Funnel.Target, c.Funnel.Dispersion, c.Funnel.Variance, p.Z, p.Inner.Lower, p.Inner.Upper)
		if got != test.want {
			t.Errorf("%s: %s; want %s", test.reason, got, test.want)
		}
	}
}

// TestFunnelTarget: what no target can be.
func TestFunnelTarget(t *testing.T) {
	finds := Set[string, rri.Proportion]{Units: []Unit[string, rri.Proportion]{{Name: "one", Counts: map[string]rri.Proportion{"all": {Events: 3, Trials: 10}}}}}
	for _, target := range []float64{-1, 1, 1.5, math.NaN(), math.Inf(1)} {
		if _, err := Of(finds, Options{Quantity: Rate, Target: target}); !errors.Is(err, rri.ErrOption) {
			t.Errorf("target %v of a proportion: error %v", target, err)
		}
	}
	if r, err := Of(finds, Options{Quantity: Rate, Target: 0.3}); err != nil || r.Groups[0].Funnel.Source != targetGiven {
		t.Errorf("%v, %v", r.Groups, err)
	}
}

// TestFunnelMethod: where the family of the values would enumerate tables of whole counts, the
// limits are of another.
func TestFunnelMethod(t *testing.T) {
	s := Set[string, rri.Proportion]{Baseline: "White", Units: []Unit[string, rri.Proportion]{{Name: "one", Counts: map[string]rri.Proportion{
		"Black": {Events: 3, Trials: 10}, "White": {Events: 20, Trials: 100},
	}}}}
	r, err := Of(s, Options{Options: rri.Options{Method: rri.Exact}, Target: 1})
	if err != nil {
		t.Fatal(err)
	}
	c := r.Groups[0]
	if c.Rows[0].Value.Method != rri.Exact || c.Funnel.Method != rri.SCAS || !(c.Rows[0].Position.Inner.Upper > 1) {
		t.Errorf("%v, %+v, %+v", c.Rows[0].Value.Method, c.Funnel, c.Rows[0].Position)
	}
}

// TestFunnelFar: limits that lie far from the target are found.
func TestFunnelFar(t *testing.T) {
	s := Set[string, rri.Rate]{Baseline: "White", Units: []Unit[string, rri.Rate]{{Name: "one", Counts: map[string]rri.Rate{
		"Black": {Events: 7, Population: 10}, "White": {Population: 1e6},
	}}}}
	r, err := Of(s, Options{Options: rri.Options{DegreesOfFreedom: 40}, Target: 0.020715, Overdispersion: ChanceAlone})
	if err != nil {
		t.Fatal(err)
	}
	p := r.Groups[0].Rows[0].Position
	if !(p.Inner.Upper > 100 && p.Inner.Upper < 1e6 && p.Outer.Upper > p.Inner.Upper && p.Outer.Upper < 1e7 && p.P < 1e-6) {
		t.Errorf("%+v", p)
	}
}
