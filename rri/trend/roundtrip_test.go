package trend

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// roundTrips has instances of every exported struct that an exported function or method returns.
var roundTrips = map[string]any{
	"Point": []any{
		searches().Points[0], searches().Points[2], searches().Points[5], finds().Rolling[0],
		Point[float64, rri.Rate]{Period: month(2020, 1), Counts: map[float64]rri.Rate{1.5: {Events: 3}, -2: {Population: 1e-9}}},
	},
	"Series": []any{
		searches(), finds(),
		func() Series[string, rri.Rate] {
			s := searches()
			s.Notes, s.NoBaseline = []string{"a note"}, "none"
			s.DesignEffects = map[string]float64{"Black": 1.25, "White": 0}
			s.Order = []string{"Black", "Asian"}
			other := Counts[string, rri.Rate]{Points: s.Points, Before: s.Before, After: s.After}
			s.Alternatives = []Alternative[string, rri.Rate]{{Name: "the residents of another census", Counts: other}}
			return s
		}(),
	},
	"Limits": []any{Limits{0.5, 2}, Limits{0, math.Inf(1)}, Limits{math.NaN(), math.NaN()}},
	"Trend": []any{
		Trend[string]{Group: "Black", Points: 1, Dispersion: math.NaN(), Why: "it is of 1 period"},
		Trend[string]{Group: "Black", PerYear: rri.Estimate{Value: 1.05, Lower: 1.01, Upper: 1.09, P: 0.01, Level: 0.95}, Points: 9, Dispersion: math.Inf(1),
			DegreesOfFreedom: 7, Worst: &Limits{0, math.Inf(1)}, Word: Increasing},
	},
	"Result": []any{
		referencetest.Must(Of(searches(), Options{})),
		referencetest.Must(Of(searches(), Options{
			Options:  rri.Options{Method: rri.Wald, Level: 0.9, Side: rri.LowerOnly, Null: 1.25, DegreesOfFreedom: 30, SmallCountBelow: 10},
			LeaveOut: []Period{financialYear(2011)}, Margin: 0.05, Independent: true, Sense: UpIsWorse, Direction: index.ComparatorOverGroup,
		})),
		referencetest.Must(Of(finds(), Options{Sense: UpIsBetter})),
		func() Result[string, rri.Rate] { // words that are not those of Of
			r := referencetest.Must(Of(searches(), Options{}))
			r.Compared.Rows[1].Word, r.Compared.Rows[1].Why = NoWord, "the residents are not who is there"
			r.Trends[0].Word, r.Trends[0].Why = CannotTell, ""
			return r
		}(),
	},
}

func TestRoundTrips(t *testing.T) { referencetest.RoundTrips(t, roundTrips) }
