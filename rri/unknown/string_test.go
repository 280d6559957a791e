package unknown

import (
	"math"
	"testing"
)

// What is printed does not contradict the bounds.
func TestBoundsString(t *testing.T) {
	for _, test := range []struct {
		b      Bounds
		want   string
		reason string
	}{
		{Bounds{2.8043231689202766, 19.15255413473943}, "2.80 to 19.15", "two decimals"},
		{Bounds{1.0004, 3}, "1.0004 to 3.00", "above 1"},
		{Bounds{0.5, 0.99999}, "0.50 to 0.99999", "below 1"},
		{Bounds{1, 1}, "1.00 to 1.00", "nobody unknown"},
		{Bounds{1.2341, 1.2349}, "1.234 to 1.235", "apart"},
		{Bounds{0, math.Inf(1)}, "0 to ∞", "the whole range"},
		{Bounds{math.NaN(), math.NaN()}, "— to —", "no index"},
	} {
		if got := test.b.String(); got != test.want {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
	}
}
