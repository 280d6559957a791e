package index

import (
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestDigitsApart: what is not an edge of the band does not print as it, also where the edge is
// small.
func TestDigitsApart(t *testing.T) {
	for _, test := range []struct {
		value  float64
		least  int
		reason string
	}{
		{0.001, 2, "the edge itself is the edge"},
		{0.0010000000005, 12, "5e-13 above an edge of 0.001"},
		{0.00101, 5, "a hundredth above it"},
	} {
		a := Assessment{
			Ratio:       rri.Estimate{Value: test.value, Lower: 0.5, Upper: 0.6, Level: 0.95},
			Equivalence: EquivalenceTest{Lower: 0.001, Upper: 1000},
		}
		if got := a.digits(); got < test.least {
			t.Errorf("%v beside the edge 0.001: %d digits, want at least %d: %s", test.value, got, test.least, test.reason)
		}
	}
}
