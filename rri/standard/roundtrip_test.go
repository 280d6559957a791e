package standard

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
var roundTrips = map[string]any{
	"Result": []any{Result{}, Result{Standardised: rri.Estimate{Value: 0.4, Lower: math.Inf(-1), Upper: math.Inf(1), P: math.NaN(), Level: 0.99, Method: rri.Wald, Flags: rri.ZeroCell | rri.Unbounded}, Crude: 0.25, Events: 40, TooFew: true}},
}

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }
