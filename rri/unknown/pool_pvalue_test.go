package unknown

import (
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestPValueWithoutVariance: where nothing varies, an estimate off the null value has the p-value 0
// on its side and 1 on the other, and one on it has 1.
func TestPValueWithoutVariance(t *testing.T) {
	for _, test := range []struct {
		gap  float64
		side rri.Side
		want float64
	}{
		{0.5, rri.TwoSided, 0}, {-0.5, rri.TwoSided, 0}, {0, rri.TwoSided, 1},
		{0.5, rri.LowerOnly, 0}, {0.5, rri.UpperOnly, 1},
		{-0.5, rri.LowerOnly, 1}, {-0.5, rri.UpperOnly, 0},
	} {
		if got := pValue(test.gap, 0, 10, test.side); got != test.want {
			t.Errorf("gap %v, %s: %v, want %v", test.gap, test.side, got, test.want)
		}
	}
}
