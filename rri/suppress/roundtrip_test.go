package suppress

import (
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
var roundTrips = map[string]any{
	"Result": func() any {
		table := referencetest.Must(rri.Compare("White", map[string]rri.Proportion{"White": {Events: 40, Trials: 300}, "Black": {Events: 3, Trials: 90}, "Asian": {Events: 12, Trials: 90}, "Mixed": {Events: 7, Trials: 60}}, rri.Options{}))
		table.Measure, table.Events, table.Exposure, table.Per = "find rate", "finds", "searches", 100
		return []any{referencetest.Must(Apply(table, Options[string]{AtMost: 5})), referencetest.Must(Apply(table, Options[string]{AtMost: 5, Base: 5}))}
	}(),
}

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }
