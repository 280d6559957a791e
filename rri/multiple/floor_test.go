package multiple

import (
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestOneEventAmongSeven: what the documentation says of the floor of a SCAS p-value. One event
// where a thousand-millionth was to be expected is found among six comparisons and not among seven,
// by every adjustment, if none of the others has a small p-value; by mid-P it is found among a
// thousand.
func TestOneEventAmongSeven(t *testing.T) {
	group, baseline := rri.Rate{Events: 1, Population: 1}, rri.Rate{Events: 1000, Population: 1e12}
	p := make(map[rri.Method]float64)
	for _, m := range []rri.Method{rri.SCAS, rri.MidP} {
		e, err := rri.Ratio(group, baseline, rri.Options{Method: m})
		if err != nil {
			t.Fatal(err)
		}
		p[m] = e.P
	}
	for _, test := range []struct {
		m           rri.Method
		comparisons int
		found       bool
		reason      string
	}{
		{rri.SCAS, 6, true, "six times 0.00815 is below 0.05"},
		{rri.SCAS, 7, false, "seven times is not"},
		{rri.SCAS, 43, false, "police forces"},
		{rri.MidP, 43, true, "mid-P has no floor"},
		{rri.MidP, 1000, true, "nor here"},
	} {
		for _, how := range []Adjustment{Holm, Bonferroni, Sidak, SidakStepDown, Hochberg, BenjaminiHochberg} {
			all := make([]float64, test.comparisons)
			for i := range all {
				all[i] = 0.5
			}
			all[0] = p[test.m]
			adjusted, err := Adjust(all, how)
			if err != nil {
				t.Fatal(err)
			}
			if found := adjusted[0] < 0.05; found != test.found {
				t.Errorf("%s, %s, %d comparisons: adjusted p is %v, want found %v (%s)", test.m, how, test.comparisons, adjusted[0], test.found, test.reason)
			}
		}
	}
}
