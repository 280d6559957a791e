package columns

import (
	"math"
	"slices"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// TestText: an estimate prints with its limits, and on no side of a null value that it is not on.
func TestText(t *testing.T) {
	nan := math.NaN()
	for _, test := range []struct {
		reason        string
		made          rri.Options
		e             rri.Estimate
		value, limits string
		notes         []string
	}{
		{"plain", rri.Options{}, rri.Estimate{Value: 1.5, Lower: 1.2, Upper: 1.9, Level: 0.95}, "1.50", "1.20 – 1.90", nil},
		{"not computed", rri.Options{}, rri.Estimate{}, "—", "—", nil},
		{"nothing to compare", rri.Options{}, rri.Estimate{Value: nan, Lower: nan, Upper: nan, Level: 0.95, Flags: rri.NoData}, "—", "—",
			[]string{"no rate or ratio can be formed from these counts"}},
		{"a published figure", rri.Options{}, rri.Estimate{Value: 8.9, Lower: nan, Upper: nan, Level: 0.95}, "8.90", "—", nil},
		{"close to 1", rri.Options{}, rri.Estimate{Value: 1.002, Lower: 1.0004, Upper: 1.01, Level: 0.95}, "1.002", "1.0004 – 1.01", nil},
		{"no bound", rri.Options{}, rri.Estimate{Value: 3, Lower: 2, Upper: math.Inf(1), Level: 0.95}, "3.00", "2.00 – ∞", nil},
		{"the lower limit alone", rri.Options{Side: rri.LowerOnly}, rri.Estimate{Value: 3, Lower: 2, Upper: math.Inf(1), Level: 0.95}, "3.00", "2.00", nil},
		{"the upper limit alone", rri.Options{Side: rri.UpperOnly}, rri.Estimate{Value: 3, Upper: 4, Level: 0.95}, "3.00", "4.00", nil},
		{"of another level and method", rri.Options{}, rri.Estimate{Value: 3, Lower: 2, Upper: 4, Level: 0.9, Method: rri.Wald}, "3.00", "2.00 – 4.00",
			[]string{"at the level 90 %", "by the method wald"}},
		{"zero is small too", rri.Options{}, rri.Estimate{Lower: 0, Upper: 4, Level: 0.95, Flags: rri.ZeroCell | rri.SmallCount}, "0", "0 – 4.00",
			[]string{"a count of zero or of all: the estimate is at or near the end of its range"}},
	} {
		got := Made{test.made}.Text(test.e, sheet.Ratio, 2, 1)
		if got.Value != test.value || got.Limits != test.limits || !slices.Equal(got.Notes, test.notes) {
			t.Errorf("%s: %q, want %q, %q and %q", test.reason, got, test.value, test.limits, test.notes)
		}
	}
}

// TestExact: what was not computed is an empty cell, and has no method.
func TestExact(t *testing.T) {
	x := Exact[rri.Estimate]{Rows: []rri.Estimate{{Value: 1.5, Lower: 1, Upper: 2, P: 0.05, Level: 0.95}, {}}}
	itself := func(e rri.Estimate) rri.Estimate { return e }
	x.Estimate("ratio", true, itself)
	x.Estimate("rate", false, itself)
	x.Basis(itself)
	var names []string
	for _, c := range x.Columns {
		names = append(names, c.Name)
		if v := c.Cells[1].Value.Any(); v != nil || c.In != sheet.CSV {
			t.Errorf("%s: %v of nothing, for %v", c.Name, v, c.In)
		}
	}
	want := []string{"ratio", "ratio_lower", "ratio_upper", "ratio_p", "rate", "rate_lower", "rate_upper", "level", "method", "flags"}
	if !slices.Equal(names, want) {
		t.Errorf("%q, want %q", names, want)
	}
	if v := x.Columns[3].Cells[0].Value.Any(); v != 0.05 {
		t.Errorf("p %v", v)
	}
}
