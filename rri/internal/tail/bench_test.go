package tail

import (
	"math"
	"testing"
)

// BenchmarkNormalTails: both tails at values that nobody foresees, beside math.Erfc, which takes
// another formula for each of four ranges.
func BenchmarkNormalTails(b *testing.B) {
	var at [1024]float64
	for i := range at {
		at[i] = 6*math.Mod(float64(i)*math.Phi, 1) - 3
	}
	sum := 0.
	for _, f := range []struct {
		name  string
		tails func(z float64) (below, above float64)
	}{
		{"one formula", NormalTails},
		{"math.Erfc", func(z float64) (below, above float64) {
			return math.Erfc(-z/math.Sqrt2) / 2, math.Erfc(z/math.Sqrt2) / 2
		}},
	} {
		b.Run(f.name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				below, above := f.tails(at[i%len(at)])
				sum += below - above
			}
		})
	}
	if math.IsNaN(sum) {
		b.Error(sum)
	}
}
