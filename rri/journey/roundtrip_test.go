package journey

import (
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
var roundTrips = map[string]any{
	"Journey": []any{
		referencetest.Must(Compare("White", []Stage[string]{
			{Name: "searched", Counts: map[string]int64{"White": 300, "Black": 90, "Asian": 0}},
			{Name: "arrested", Counts: map[string]int64{"White": 30, "Black": 12, "Asian": 0}},
			{Name: "charged", Counts: map[string]int64{"White": 0, "Black": 5, "Asian": 0}},
		}, Options{})),
		referencetest.Must(Compare("White", matrix(), Options{})),
		referencetest.Must(Compare("White", matrix(), Options{Suppress: 12})),
		referencetest.Must(Product("White", []Step[string]{
			{Name: "search", Rates: map[string]rri.Rate{"White": {Events: 300, Population: 1e5, DesignEffect: 1.5}, "Black": {Events: 90, Population: 4000}}},
			{Name: "arrest", Proportions: map[string]rri.Proportion{"White": {Events: 30, Trials: 300}, "Black": {Events: 12, Trials: 90}}},
		}, Options{Options: rri.Options{Method: rri.Score, Level: 0.99, Side: rri.LowerOnly, Null: 1.25}, Direction: index.ComparatorOverGroup})),
	},
}

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }
