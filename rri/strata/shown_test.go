package strata_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/strata"
	"pgregory.net/rapid"
)

// shown returns the crude and the adjusted ratio of a group as people see them, each before its
// limits, where the table has those of e.
func shown(t interface{ Fatal(...any) }, e rri.Estimate, o strata.Options) [4]string {
	table, err := strata.Compare("White", []strata.Stratum[string, string, rri.Rate]{
		{Key: "under 18", Counts: map[string]rri.Rate{"White": {Events: 40, Population: 100}, "Black": {Events: 33, Population: 60}}},
		{Key: "18 or over", Counts: map[string]rri.Rate{"White": {Events: 90, Population: 600}, "Black": {Events: 22, Population: 100}}},
	}, o)
	if err != nil {
		t.Fatal(err)
	}
	for _, of := range []*rri.Estimate{&table.Rows[1].Crude, &table.Rows[1].Ratio} {
		of.Value, of.Lower, of.Upper = e.Value, e.Lower, e.Upper
	}
	s, err := table.Sheet()
	if err != nil {
		t.Fatal(err)
	}
	columns := s.For(sheet.Text)
	for i, c := range columns {
		if c.Heading == "crude RRI" {
			return [4]string{c.Cells[1].Text, columns[i+1].Cells[1].Text, columns[i+2].Cells[1].Text, columns[i+3].Cells[1].Text}
		}
	}
	t.Fatal("no column of the crude ratio")
	return [4]string{}
}

// TestValueBesideLimits: a ratio prints with the digits of its limits, and not as 1 beside limits
// that leave out 1.
func TestValueBesideLimits(t *testing.T) {
	for _, test := range []struct {
		value, lower, upper float64
		side                rri.Side
		want, limits        string
	}{
		{0.009735, 0.009731, 0.009742, rri.TwoSided, "0.00974", "0.00973 – 0.00974"},
		{0.3162, 0.3151, 0.3169, rri.TwoSided, "0.316", "0.315 – 0.317"},
		{1.0034, 1.0029, 1.0071, rri.TwoSided, "1.003", "1.003 – 1.01"},
		{1.00338, 1.0029, math.Inf(1), rri.LowerOnly, "1.003", "1.003"},
		{0.9966, 0, 0.9971, rri.UpperOnly, "0.997", "0.997"},
		{0.9986, 0.9768, 1.0984, rri.TwoSided, "1.00", "0.98 – 1.10"},
		{1.23, 0.87, 1.65, rri.TwoSided, "1.23", "0.87 – 1.65"},
	} {
		got := shown(t, rri.Estimate{Value: test.value, Lower: test.lower, Upper: test.upper}, strata.Options{Side: test.side})
		if want := [4]string{test.want, test.limits, test.want, test.limits}; got != want {
			t.Errorf("%v (%v to %v): %q, want %q", test.value, test.lower, test.upper, got, want)
		}
	}
}

// TestValueWithinLimits: whatever a ratio and its limits, the printed ratio is between the printed
// limits, and on the same side of 1 as these where they leave it out.
func TestValueWithinLimits(t *testing.T) {
	near := rapid.Map(rapid.Float64Range(-7, -0.5), func(x float64) float64 { return 1 + math.Pow(10, x) })
	rapid.Check(t, func(t *rapid.T) {
		lower := rapid.SampledFrom([]float64{0.01, 0.1, 0.9, 1, 100}).Draw(t, "about") / near.Draw(t, "lower by that")
		value := lower * near.Draw(t, "value by lower")
		upper := value * near.Draw(t, "upper by value")
		number := func(text string) float64 {
			v, err := strconv.ParseFloat(text, 64)
			if err != nil {
				t.Fatal(err)
			}
			return v
		}
		texts := shown(t, rri.Estimate{Value: value, Lower: lower, Upper: upper}, strata.Options{})
		for _, text := range [][]string{texts[:2], texts[2:]} {
			v := number(text[0])
			lowerText, upperText, _ := strings.Cut(text[1], " – ")
			if v < number(lowerText) || v > number(upperText) || lower > 1+1e-9 && v <= 1 || upper < 1-1e-9 && v >= 1 {
				t.Fatalf("%v (%v to %v) prints as %s, %s", value, lower, upper, text[0], text[1])
			}
		}
	})
}
