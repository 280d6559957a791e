package audit

import (
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
var roundTrips = map[string]any{
	"Result": []any{
		referencetest.Must(Of(rri.Proportion{Events: 159, Trials: 182}, 400, Options{})),
		referencetest.Must(Of(rri.Proportion{}, 0, Options{MidP: true, Side: rri.LowerOnly})),
	},
	"Size": referencetest.Must(SampleSize(Plan{Records: 5495, Margin: 0.05}, Options{})),
}

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }

// A table of audits comes back too, and its rows are those of the sheet.
func TestTableRoundTrip(t *testing.T) {
	table := Table{{Name: "now", Result: referencetest.Must(Of(rri.Proportion{Events: 159, Trials: 182}, 400, Options{}))}}
	if err := referencetest.RoundTrip(table); err != nil {
		t.Error(err)
	}
}
