package rri

import (
	"errors"
	"testing"
)

// TestFreedomTooFew: with 5e-324 degrees of freedom the quantile of t was NaN, which is not above
// the largest, and the limits were NaN, or -1 to -1 about a difference of 1, without an error.
func TestFreedomTooFew(t *testing.T) {
	p, q := Proportion{Events: 129, Trials: 129}, Proportion{Events: 8, Trials: 9007}
	for _, o := range []Options{
		{DegreesOfFreedom: 5e-324},
		{DegreesOfFreedom: 1e-308},
		{DegreesOfFreedom: 5e-324, Level: 0.5, Side: LowerOnly},
		{DegreesOfFreedom: 1e-300, Level: 0.2},
	} {
		if e, err := Difference(p, q, o); !errors.Is(err, ErrOption) {
			t.Errorf("%+v: %+v, %v: want ErrOption", o, e, err)
		}
	}
	if _, err := Difference(p, q, Options{DegreesOfFreedom: 3}); err != nil {
		t.Error(err)
	}
}

// TestExactNullFar: a null ratio of 1e300 took four minutes, as statistics of 1e100 have no digits
// to tell tables apart by. Now it is tested as one that lies beyond every limit; a smaller one
// keeps its p.
func TestExactNullFar(t *testing.T) {
	p, q := Proportion{Events: 446, Trials: 446}, Proportion{Events: 1, Trials: 1}
	for _, null := range []float64{1e300, 1e250, 1e80, 1e-80, 1e-300, 5e-324} {
		e, err := Ratio(p, q, Options{Method: Exact, Null: null, Level: 1 - 1e-12})
		if err != nil || !(e.P < 1e-18) || e.Lower <= null && null <= e.Upper {
			t.Errorf("null %v: %v to %v, p %v, error %v: want p near 0 and the null value outside", null, e.Lower, e.Upper, e.P, err)
		}
	}
	for null, want := range map[float64]float64{1e6: 2e-6, 1e15: 2e-15} {
		if e, err := Ratio(p, q, Options{Method: Exact, Null: null}); err != nil || !(e.P > want*(1-1e-9) && e.P < want*(1+1e-9)) {
			t.Errorf("null %v: p %v, error %v, want %v", null, e.P, err, want)
		}
	}
}
