package practical

import (
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
var roundTrips = map[string]any{
	"Equivalence": referencetest.Must(EquivalenceOf(rri.Proportion{Events: 30, Trials: 100}, rri.Proportion{Events: 280, Trials: 1000}, 0, 0, rri.Options{})),
	"Assessment": []any{
		referencetest.Must(Assess(rri.Proportion{Events: 30, Trials: 100}, rri.Proportion{Events: 280, Trials: 1000}, rri.Options{})),
		referencetest.Must(Assess(rri.Proportion{Events: 0, Trials: 10}, rri.Proportion{Events: 0, Trials: 100}, rri.Options{})),
	},
}

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }
