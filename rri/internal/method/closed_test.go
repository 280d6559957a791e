package method

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// TestKatzErrorOfLargeCounts: half an event that is added to counts near 2^53 does not change how
// many are no events, so that all but one of 2^53-1 have the standard error of one that is none.
func TestKatzErrorOfLargeCounts(t *testing.T) {
	for _, n := range []float64{1<<53 - 1, 1<<52 + 1, 1 << 53, 1 << 40} {
		c := quantity.Counts{A: n - 1, N: n, B: n / 2, M: n}
		if got := katzErrorWith(c.AddHalf(), 1, n/2) * math.Sqrt(n); math.Abs(got-1) > 1e-9 {
			t.Errorf("%v of %v: standard error of the log ratio times √n %v, want 1", c.A, c.N, got)
		}
	}
}
