package sheet

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestPlotDoesNotMislead: a line is on the column of 1 exactly when the interval holds 1, and every
// row has the width of the plot.
func TestPlotDoesNotMislead(t *testing.T) {
	number := rapid.OneOf(
		rapid.Map(rapid.Float64Range(-12, 12), math.Exp2),
		rapid.Float64Range(0.97, 1.03),
		rapid.SampledFrom([]float64{0, 1, math.Inf(1), math.NaN()}),
	)
	rapid.Check(t, func(t *rapid.T) {
		estimates := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) *Interval {
			x := []float64{number.Draw(t, "x"), number.Draw(t, "y"), number.Draw(t, "z")}
			slices.Sort(x)
			if math.IsNaN(x[0]) {
				return &Interval{Value: x[2], Lower: math.NaN(), Upper: math.NaN()}
			}
			return &Interval{Value: x[1], Lower: x[0], Upper: x[2]}
		}), 1, 6).Draw(t, "estimates")
		column := Column{Plot: true, Cells: Cells(estimates, func(e *Interval) Cell { return Cell{Plot: e} })}
		if len(drawn([]Column{column})) == 0 {
			if slices.ContainsFunc(estimates, func(e *Interval) bool { return !math.IsNaN(e.Lower) }) {
				t.Fatalf("no plot of %v", estimates)
			}
			return
		}
		plot := newForest(estimates, Axis{}, false)
		plot.per = rapid.IntRange(minPlotPer, maxPlotPer).Draw(t, "per")
		if plot.from >= 0 || plot.to <= 0 || !strings.Contains(plot.labelled(), "1") {
			t.Fatalf("axis %+v: %q", plot, plot.labelled())
		}
		for _, e := range estimates {
			row := []rune(plot.row(e))
			if len(row) != plot.width() {
				t.Fatalf("%v: %q has %d columns, want %d", e, string(row), len(row), plot.width())
			}
			hasLimits := !math.IsNaN(e.Lower)
			if holds := hasLimits && e.Lower <= 1 && e.Upper >= 1; holds == (row[plot.one()] == '│') {
				t.Fatalf("%v on %+v is drawn as %q", e, plot, string(row))
			}
			if beyond := hasLimits && (e.Lower < math.Exp2(float64(plot.from)) || e.Upper > math.Exp2(float64(plot.to))); beyond != strings.ContainsAny(string(row), "←→") {
				t.Fatalf("%v on %+v is drawn as %q", e, plot, string(row))
			}
			if hasLimits && plottable(e.Value) && e.Value >= 1.0/1024 && e.Value <= 1024 && !slices.Contains(row, '●') {
				t.Fatalf("%v on %+v is drawn as %q, without its estimate", e, plot, string(row))
			}
		}
	})
}
