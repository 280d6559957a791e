package peers

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

// TestExtremes: the smallest and the largest counts that there are give ranks or an error.
func TestExtremes(t *testing.T) { eachModel(t, extremes[rri.Rate], extremes[rri.Proportion]) }

func extremes[M rri.Measure](t *rapid.T) {
	o := drawnOptions[M](t)
	effects := []float64{0, 0, 0.01, 5, 1e9}
	if o.Method == rri.Exact || o.Method == rri.MidP { // which have none with one
		effects = []float64{0}
	}
	count := func() M {
		events := rapid.SampledFrom([]int64{0, 1, 2, 30, 1e6, 1e12, 1 << 52}).Draw(t, "events")
		exposure := math.Max(float64(events), rapid.SampledFrom([]float64{0, 1, 40, 1e9, 1 << 52}).Draw(t, "exposure"))
		if events == 0 && rapid.Bool().Draw(t, "tiny") {
			exposure = 0
		}
		if !(*new(M)).IsProportion() && rapid.IntRange(0, 4).Draw(t, "small exposure") == 0 {
			exposure = 1e-9
		}
		return measure[M](events, exposure, rapid.SampledFrom(effects).Draw(t, "effect"))
	}
	s := Set[string, M]{Baseline: "White"}
	for i := range rapid.IntRange(1, 5).Draw(t, "units") {
		u := Unit[string, M]{Name: unitName(i), Counts: map[string]M{"White": count(), "Black": count()}}
		if rapid.Bool().Draw(t, "unknown") {
			u.Unknown = count()
			if events, _, _ := u.Unknown.Counts(); !u.Unknown.IsProportion() {
				u.Unknown = measure[M](events, 0, 0)
			}
		}
		s.Units = append(s.Units, u)
	}
	for _, c := range groupsOf(t, s, o) {
		var sum float64
		for _, row := range c.Rows {
			k := row.Rank
			if k.Lowest < 1 || k.Lowest > k.Lower || k.Lower > k.Rank || k.Rank > k.Upper || k.Upper > k.Highest || k.Highest > len(c.Rows) {
				t.Fatalf("%s: %+v", row.Unit, k)
			}
			for _, e := range []rri.Estimate{row.Value, row.ToMean, c.Mean} {
				if e.Computed() && (math.IsNaN(e.Lower) || math.IsNaN(e.Upper) || e.Lower > e.Upper) {
					t.Fatalf("%s: %v, %v, %v", row.Unit, row.Value, row.ToMean, c.Mean)
				}
			}
			sum += k.AmongWorst
		}
		if math.Abs(sum-float64(c.Worst)) > 1e-6 {
			t.Fatalf("%v of the worst %d: %+v", sum, c.Worst, c.Rows)
		}
	}
}
