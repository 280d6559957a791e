package rri_test

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"pgregory.net/rapid"
)

// shown returns the ratio of the second row as people see it, and its limits.
func shown[M rri.Measure](t interface{ Fatal(...any) }, table rri.Table[string, M]) (value, limits string) {
	s, err := table.Sheet()
	if err != nil {
		t.Fatal(err)
	}
	columns := s.For(sheet.Text)
	for i, c := range columns {
		if c.Heading == "RRI" {
			return c.Cells[1].Text, columns[i+1].Cells[1].Text
		}
	}
	t.Fatal("no column RRI")
	return "", ""
}

// TestValueBesideLimits: the ratio does not print as 1 beside an interval that leaves out 1, nor
// outside its interval.
func TestValueBesideLimits(t *testing.T) {
	for _, test := range []struct {
		baseline, group rri.Rate
		o               rri.Options
		value, limits   string
	}{
		{rri.Rate{Events: 45664543, Population: 4381162360}, rri.Rate{Events: 4101826, Population: 392150028},
			rri.Options{Method: rri.MidP, Level: 0.999}, "1.004", "1.002 – 1.01"},
		{rri.Rate{Events: 4101826, Population: 392150028}, rri.Rate{Events: 45664543, Population: 4381162360},
			rri.Options{Method: rri.MidP, Level: 0.999}, "0.996", "0.99 – 0.998"},
		{rri.Rate{Events: 347, Population: 513}, rri.Rate{Events: 18804, Population: 27706},
			rri.Options{Method: rri.MidP, Level: 0.5, Side: rri.LowerOnly, Null: 0.5}, "1.003", "1.003"},
		{rri.Rate{Events: 70553, Population: 747213}, rri.Rate{Events: 24533, Population: 2559153}, rri.Options{Level: 0.98}, "0.102", "0.0998 – 0.103"},
	} {
		table, err := rri.Compare("A", map[string]rri.Rate{"A": test.baseline, "B": test.group}, test.o)
		if err != nil {
			t.Fatal(err)
		}
		if value, limits := shown(t, table); value != test.value || limits != test.limits {
			t.Errorf("%v against %v: %s, %s, want %s, %s", test.group, test.baseline, value, limits, test.value, test.limits)
		}
	}
}

// TestValueWithinLimits: whatever the ratio and its limits, the printed ratio is between the
// printed limits, and on the same side of 1 and of the null value as these where they leave it out.
func TestValueWithinLimits(t *testing.T) {
	near := rapid.Map(rapid.Float64Range(-7, -0.5), func(x float64) float64 { return 1 + math.Pow(10, x) })
	rapid.Check(t, func(t *rapid.T) {
		lower := rapid.SampledFrom([]float64{0.01, 0.1, 0.8, 1, 1.25, 100}).Draw(t, "about")
		if rapid.Bool().Draw(t, "below") {
			lower /= near.Draw(t, "times")
		} else {
			lower *= near.Draw(t, "times")
		}
		value := lower * near.Draw(t, "value by lower")
		upper := value * near.Draw(t, "upper by value")
		o := rri.Options{Null: rapid.SampledFrom([]float64{0, 0.8, 1.25}).Draw(t, "null"), Side: rapid.SampledFrom([]rri.Side{rri.TwoSided, rri.LowerOnly, rri.UpperOnly}).Draw(t, "side")}
		table, err := rri.Compare("A", map[string]rri.Rate{"A": {Events: 5, Population: 9}, "B": {Events: 7, Population: 8}}, o)
		if err != nil {
			t.Fatal(err)
		}
		table.Rows[1].Ratio.Value, table.Rows[1].Ratio.Lower, table.Rows[1].Ratio.Upper = value, lower, upper
		checkShown(t, table, o.Side)
	})
}

func checkShown(t *rapid.T, table rri.Table[string, rri.Rate], side rri.Side) {
	text, limits := shown(t, table)
	lowerText, upperText, both := strings.Cut(limits, " – ")
	v := number(t, text)
	switch {
	case both && side != rri.TwoSided:
		t.Fatalf("one limit prints as %s", limits)
	case side == rri.LowerOnly && v < number(t, lowerText), side == rri.UpperOnly && v > number(t, lowerText),
		side == rri.TwoSided && (v < number(t, lowerText) || v > number(t, upperText)):
		t.Fatalf("%v prints as %s beside %s", table.Rows[1].Ratio, text, limits)
	}
	e := table.Rows[1].Ratio
	if side == rri.LowerOnly {
		e.Upper = math.Inf(1)
	}
	if side == rri.UpperOnly {
		e.Lower = 0
	}
	for _, null := range []float64{1, table.Options.Null} {
		if null != 0 && (null < e.Lower*(1-1e-9) && v <= null || null > e.Upper*(1+1e-9) && v >= null) {
			t.Fatalf("%s prints as %s beside the null value %v", e, text, null)
		}
	}
}

func number(t *rapid.T, text string) float64 {
	v, err := strconv.ParseFloat(strings.ReplaceAll(text, ",", ""), 64)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
