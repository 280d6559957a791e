package peers

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
)

// TestCorrelation: values are those of R's cor(x, y, method = "spearman"), and limits those of the
// formula in R: tanh(atanh(r) + c(-1, 1) * qnorm(0.975) * sqrt((1 + r^2/2) / (n - 3))).
func TestCorrelation(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, test := range []struct {
		reason              string
		x, y                []float64
		value, lower, upper float64
	}{
		{"eight units", []float64{5.15, 6.69, 8.2, 8.82, 11.7, 12.4, 12.5, 14.6}, []float64{5.14, 5.2, 7.45, 5.29, 8.4, 8.12, 10.7, 11.64}, 0.952380952380953, 0.664056163040859, 0.994123946556469},
		{"ties share the mean of their ranks", []float64{1, 2, 2, 4, 5}, []float64{3, 1, 1, 1, 9}, 0.229415733870562, -0.824415840516650, 0.927135418828779},
		{"an infinite index is the highest", []float64{1, 2, 3, inf}, []float64{0, 1, 5, 4}, 0.8, -0.818816304971491, 0.997543360277540},
		{"all alike: the limit of one pair less", []float64{1, 2, 3, 4}, []float64{10, 20, 30, 40}, 1, -0.818816304971491, 1},
		{"all the other way round", []float64{1, 2, 3, 4}, []float64{40, 30, 20, 10}, -1, -1, 0.818816304971491},
		{"three units have none", []float64{1, 2, 3}, []float64{1, 2, 3}, nan, nan, nan},
		{"no units", nil, nil, nan, nan, nan},
		{"a measure that is the same everywhere", []float64{1, 1, 1, 1}, []float64{1, 2, 3, 4}, nan, nan, nan},
	} {
		var rows []PairedRow
		for i := range test.x {
			rows = append(rows, PairedRow{First: rri.Estimate{Value: test.x[i]}, Second: rri.Estimate{Value: test.y[i]}})
		}
		c := correlationOf(rows, 0.95)
		for _, n := range [][2]float64{{c.Value, test.value}, {c.Lower, test.lower}, {c.Upper, test.upper}} {
			if math.IsNaN(n[0]) != math.IsNaN(n[1]) || math.Abs(n[0]-n[1]) > 1e-10 {
				t.Errorf("%s: %+v", test.reason, c)
				break
			}
		}
		if c.Units != len(test.x) {
			t.Errorf("%s: %d units", test.reason, c.Units)
		}
	}
}

// TestCorrelationLaws: the order of the units is of no account, nor is a scale; it lies in its
// interval, which is wider at a higher level.
func TestCorrelationLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows, moved []PairedRow
		for range rapid.IntRange(4, 12).Draw(t, "units") {
			x, y := float64(rapid.IntRange(0, 8).Draw(t, "x")), float64(rapid.IntRange(0, 8).Draw(t, "y"))
			rows = append(rows, PairedRow{First: rri.Estimate{Value: x}, Second: rri.Estimate{Value: y}})
			moved = append(moved, PairedRow{First: rri.Estimate{Value: math.Exp(x)}, Second: rri.Estimate{Value: 3 * y}})
		}
		slices.Reverse(moved)
		c, other, wide := correlationOf(rows, 0.95), correlationOf(moved, 0.95), correlationOf(rows, 0.99)
		if !same(c.Value, other.Value) || !same(c.Lower, other.Lower) || !same(c.Upper, other.Upper) {
			t.Fatalf("%v, and %v", c, other)
		}
		if math.IsNaN(c.Value) {
			return
		}
		if !(-1 <= wide.Lower && wide.Lower <= c.Lower && c.Lower <= c.Value && c.Value <= c.Upper && c.Upper <= wide.Upper && wide.Upper <= 1) {
			t.Fatalf("%v, at 99 %% %v", c, wide)
		}
	})
}
