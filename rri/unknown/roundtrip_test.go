package unknown

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
var roundTrips = map[string]any{
	"Agreement": []any{Agreement{}, Agreement{People: 10, Agreed: 7, Expected: 0.25, Kappa: rri.Estimate{Value: 0.4, Lower: math.Inf(-1), Upper: math.Inf(1), P: math.NaN(), Level: 0.99, Method: rri.Wald, Flags: rri.ZeroCell | rri.Unbounded}}},
	"Bounds":    []any{Bounds{Lower: 0.5, Upper: math.Inf(1)}, Bounds{Lower: math.NaN(), Upper: math.NaN()}},
}

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }
