package multiple

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
var roundTrips = map[string]any{
	"Family": []any{
		Family[string]{},
		Ratios(referencetest.Must(rri.Compare("White", map[string]rri.Rate{"White": {Events: 300, Population: 1e5}, "Black": {Events: 9, Population: 900}, "Arab": {Events: 2}}, rri.Options{}))),
		referencetest.Must(Ratios(referencetest.Must(Simultaneous(referencetest.Must(rri.Compare("White", map[string]rri.Rate{"White": {Events: 300, Population: 1e5}, "Black": {Events: 9, Population: 900}}, rri.Options{})), Sidak, 20))).Adjust(Holm)),
	},
	"Comparison": Comparison[int]{Measure: "find rate", Baseline: 1, Group: 2, Estimate: rri.Estimate{Value: 0.4, Lower: math.Inf(-1), Upper: math.Inf(1), P: math.NaN(), Level: 0.99, Method: rri.Wald, Flags: rri.ZeroCell | rri.Unbounded}, Adjusted: math.NaN(), Null: 1.25, Simultaneous: rri.Simultaneous{Comparisons: 3, Level: 0.9}},
	"Summary":    Summary{Tested: 9, Below: 3, Adjusted: 1, ByChance: 0.45},
}

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }
