package dispersion

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
var roundTrips = map[string]any{
	"Dispersion": []any{Dispersion{}, Dispersion{Model: NegativeBinomial, Value: 0.1, Narrow: true, Sum: 12, Cells: 24, DF: 22, ChiSquare: 31.5, Sparse: 2}},
	"Result":     Result{Estimate: rri.Estimate{Value: 0.4, Lower: math.Inf(-1), Upper: math.Inf(1), P: math.NaN(), Level: 0.99, Method: rri.Wald, Flags: rri.ZeroCell | rri.Unbounded}, Dispersion: Dispersion{Value: 2}, Applied: 2},
}

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }
