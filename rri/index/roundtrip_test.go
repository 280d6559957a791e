package index

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
var roundTrips = map[string]any{
	"EquivalenceTest": referencetest.Must(Equivalence(rri.Proportion{Events: 30, Trials: 100}, rri.Proportion{Events: 280, Trials: 1000}, 0, 0, rri.Options{})),
	"Assessment": []any{
		referencetest.Must(Assess(rri.Proportion{Events: 30, Trials: 100}, rri.Proportion{Events: 280, Trials: 1000}, rri.Options{})),
		referencetest.Must(Assess(rri.Proportion{Events: 0, Trials: 10}, rri.Proportion{Events: 0, Trials: 100}, rri.Options{})),
	},
	"Gap":   Gap{Group: "Black", Rate: 0.2, Reference: 0.25, Value: -0.05, Margin: 0.03, BelowMargin: true, ToMargin: 4, ToReference: 9},
	"Index": []any{Index{}, Index{Kind: KindRelativeLikelihood, Direction: ComparatorOverGroup, Group: "Black", Comparator: "White", Estimate: rri.Estimate{Value: 0.4, Lower: math.Inf(-1), Upper: math.Inf(1), P: math.NaN(), Level: 0.99, Method: rri.Wald, Flags: rri.ZeroCell | rri.Unbounded}}},
}

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }
