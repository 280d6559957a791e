package strata

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
// TestRoundTrip has their parts and more of them.
var roundTrips = map[string]any{
	"Pair":    Pair[rri.Rate]{Group: rri.Rate{Events: 3, Population: 10.5, DesignEffect: 2}, Baseline: rri.Rate{Events: 1, Population: 9}},
	"Stratum": Stratum[string, string, rri.Proportion]{Key: "Drugs", Counts: map[string]rri.Proportion{"White": {Events: 1, Trials: 4}}},
	"Test":    []any{noTest, Test{Statistic: math.Inf(1), DF: 3, P: 0}},
	"Random": []any{
		Random{},
		referencetest.Must(RandomEffects([]Pair[rri.Rate]{}, Options{})),
		referencetest.Must(RandomEffects([]Pair[rri.Rate]{
			{Group: rri.Rate{Events: 3, Population: 10.5, DesignEffect: 2}, Baseline: rri.Rate{Events: 1, Population: 9}},
			{Group: rri.Rate{Events: 900, Population: 10.5}, Baseline: rri.Rate{Events: 9, Population: 9}},
		}, Options{Level: 0.99999})),
	},
	"Table": func() any {
		lost := []Stratum[string, string, rri.Rate]{
			{Key: "18-24", Counts: map[string]rri.Rate{"White": {Events: 30, Population: 400}, "Black": {Events: 9, Population: 60}, "Arab": {Events: 2}}},
			{Key: "25-34", Counts: map[string]rri.Rate{"White": {Events: 12, Population: 400}, "Black": {Population: 60}, "Arab": {Events: 1, Population: 5}}},
		}
		t := referencetest.Must(Compare("White", []Stratum[string, string, rri.Rate]{
			{Key: "Drugs", Counts: map[string]rri.Rate{"White": {Events: 30, Population: 400}, "Black": {Events: 9, Population: 60, DesignEffect: 1.6}}},
			{Key: "Weapons", Counts: map[string]rri.Rate{"White": {Events: 12, Population: 400}, "Black": {Population: 60}}},
		}, Options{Level: 0.99}))
		t.Measure, t.By, t.Events, t.Exposure, t.Per = "search rate", "object", "searches", "residents", 1000
		t.NoBaseline, t.Notes = "none", []string{"a note"}
		named := func(t Table[string, string, rri.Rate]) Table[string, string, rri.Rate] {
			t.Measure, t.By, t.Events, t.Exposure, t.Per = "search rate", "age", "searches", "residents", 1000
			return t
		}
		return []any{t, named(referencetest.Must(Compare("White", lost, Options{}))), named(referencetest.Must(Compare("Arab", lost, Options{})))}
	}(),
}

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }
