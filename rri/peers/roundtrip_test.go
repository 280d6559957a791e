package peers

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/trend"
)

// unknowable is an estimate as that of a published figure: a value without limits.
var unknowable = rri.Estimate{Value: 8.9, Lower: math.NaN(), Upper: math.NaN(), P: math.NaN(), Level: 0.95}

// roundTrips has instances of every exported struct that an exported function or method returns, or
// that a field of one has.
var roundTrips = map[string]any{
	"Unit": []any{
		forces().Units[0], forces().Units[7], finds().Units[2],
		Unit[float64, rri.Rate]{Name: "a", Doubt: "in doubt", Counts: map[float64]rri.Rate{1.5: {Events: 3}, -2: {Population: 1e-9}}},
	},
	"Standard": []any{
		asked().Standards[0], asked().Standards[1], Standard[string, rri.Rate]{Name: "empty"},
		Standard[int, rri.Proportion]{Name: "by number", Counts: map[int]rri.Proportion{-3: {Events: 1, Trials: 2}}, Index: map[int]float64{4: 0.5}},
	},
	"Set": []any{
		forces(), finds(), asked(),
		func() Set[string, rri.Rate] {
			s := asked()
			s.Notes, s.NoBaseline = []string{"a note"}, "none"
			return s
		}(),
	},
	"Rank":     []any{Rank{}, Rank{3, 2, 5, 1, 8, 0.25}, Rank{1, 1, 1, 1, 1, math.NaN()}},
	"Position": []any{noPosition, Position{Size: 12.5, Inner: trend.Limits{Lower: 0, Upper: math.Inf(1)}, Outer: trend.Limits{Lower: 0.5, Upper: 2}, Z: -1.5, P: 0.13, Chance: math.Inf(-1)}},
	"Shrunken": []any{Shrunken{}, Shrunken{Value: unknowable, Weight: math.NaN(), Rank: 2.5, AmongWorst: 1}},
	"Row": []any{
		Row{Unit: "a"}, referencetest.Must(Of(forces(), Options{})).Groups[0].Rows[3],
		Row{Unit: "a", Value: unknowable, Bounds: &trend.Limits{Lower: 0, Upper: math.Inf(1)}, Alike: []string{"b", "c"}, Why: "so", Word: Similar, Shrunken: &Shrunken{Weight: 0.5}},
	},
	"Pair":         []any{Pair{Lower: "a", Higher: "b", P: 1}, Pair{Lower: "a", Higher: "b", Ratio: unknowable, P: math.NaN(), Apart: true}},
	"Funnel":       []any{Funnel{}, Funnel{Target: math.Inf(1), Source: "as given", Dispersion: math.NaN(), Variance: 0.5, Overdispersion: ChanceAlone, Method: rri.Wald}},
	"OutlierLines": []any{OutlierLines{W: math.NaN(), P: math.NaN()}, *referencetest.Must(Of(forces(), everything)).Groups[0].Lines},
	"Shrinkage":    []any{Shrinkage{}, Shrinkage{Mean: unknowable, Variation: rri.Estimate{Value: 0.2, Upper: 0.4, Level: 0.9}}},
	"BenchmarkRow": []any{BenchmarkRow{Unit: "a", With: math.NaN()}, BenchmarkRow{Unit: "a", With: 0.5, Without: unknowable, Ratio: unknowable}},
	"Benchmark":    []any{Benchmark{Name: "a"}, referencetest.Must(Of(asked(), Options{})).Groups[0].Standards[0]},
	"Comparison":   []any{Comparison[string]{Group: "a"}, referencetest.Must(Of(asked(), everything)).Groups[0], Comparison[int]{Group: 5, Missing: []Missing{{"a", "so"}}}},
	"Correlation":  []any{Correlation{Units: 2, Value: math.NaN(), Lower: math.NaN(), Upper: math.NaN()}, Correlation{9, 0.5, -0.25, 0.9}},
	"PairedGroup":  []any{PairedGroup[string]{Group: "a"}, referencetest.Must(SideBySide(forces(), arrests(), Options{})).Groups[0]},
	"Paired": []any{
		referencetest.Must(SideBySide(forces(), arrests(), Options{})),
		referencetest.Must(SideBySide(forces(), arrests(), Options{Options: rri.Options{Method: rri.Jeffreys, Level: 0.8}, Quantity: Rate})),
	},
	"Result": []any{
		referencetest.Must(Of(forces(), Options{})), referencetest.Must(Of(asked(), everything)),
		referencetest.Must(Of(asked(), Options{
			Options:  rri.Options{Method: rri.Wald, Level: 0.9, Null: 1.25, DegreesOfFreedom: 30, SmallCountBelow: 10},
			Quantity: Rate, Sense: trend.UpIsWorse, Worst: 3, Margin: 0.1, Overdispersion: Multiplicative, Target: 0.01, OutlierLines: true,
		})),
		referencetest.Must(Of(finds(), Options{Sense: trend.UpIsBetter})),
		// a word that is not that of Of, and pairs that were taken out
		func() Result[string, rri.Rate] {
			r := referencetest.Must(Of(forces(), Options{}))
			r.Groups[0].Rows[1].Word, r.Groups[0].Rows[1].Why = NoWord, "the residents are not who is there"
			r.Groups[1].Pairs = nil
			return r
		}(),
	},
}

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }
