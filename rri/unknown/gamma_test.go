package unknown

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// TestGammaStream: the draws are bit for bit those of gonum from the same source, so that a seed
// gives the same imputations with and without it.
func TestGammaStream(t *testing.T) {
	for _, alpha := range []float64{1e-12, 1e-3, 0.01, 0.1, 0.19999, 0.2, 0.5, 0.999, 1, 1.001, 2, 33, 1e4, 1e12} {
		r, theirs := rand.New(rand.NewPCG(7, 1)), rand.New(rand.NewPCG(7, 1))
		for i := range 2000 {
			got, want := gamma(alpha, r), distuv.Gamma{Alpha: alpha, Beta: 1, Src: theirs}.Rand()
			if math.Float64bits(got) != math.Float64bits(want) {
				t.Fatalf("shape %v, draw %d: %v, want %v", alpha, i, got, want)
			}
		}
	}
}
