package compensated

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// TestDifferenceOfRatiosOfLargeCounts: the product of the two totals is no longer exact above 2^53,
// and what rounding took from it counts where the difference nearly cancels.
func TestDifferenceOfRatiosOfLargeCounts(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	worst := 0.
	for range 2000 {
		n, m := float64(1+rng.Int64N(1<<40)), float64(1+rng.Int64N(1<<40))
		a, b := math.Floor(rng.Float64()*n), math.Floor(rng.Float64()*m)
		delta := (a/n - b/m) * (1 + 1e-9*rng.NormFloat64()) // near enough for nearly all to cancel
		rat := func(v float64) *big.Rat { return new(big.Rat).SetFloat64(v) }
		exact := new(big.Rat).Sub(new(big.Rat).Sub(new(big.Rat).Quo(rat(a), rat(n)), new(big.Rat).Quo(rat(b), rat(m))), rat(delta))
		want, _ := exact.Float64()
		if got := DifferenceOfRatios(a, n, b, m, delta); want != 0 {
			worst = max(worst, math.Abs(got/want-1))
		}
	}
	// A few units of the last place of twice the precision, over the 1e-9 that is left.
	if worst > 1e-14 {
		t.Errorf("relative error %.2g, want at most 1e-14", worst)
	}
}
