package index

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestWithRate: events without residents have no rate, from the first one on; no events without
// residents have none either, and anything else stays.
func TestWithRate(t *testing.T) {
	for _, test := range []struct {
		in, want rri.Rate
		reason   string
	}{
		{rri.Rate{Events: 1}, rri.Rate{}, "one event of nobody"},
		{rri.Rate{Events: 9}, rri.Rate{}, "nine"},
		{rri.Rate{}, rri.Rate{}, "nobody and nothing"},
		{rri.Rate{Events: 1, Population: 3}, rri.Rate{Events: 1, Population: 3}, "a rate"},
	} {
		if got := withRate(test.in); got != test.want {
			t.Errorf("%s: %v, want %v", test.reason, got, test.want)
		}
	}
	i, err := RelativeLikelihood("Arab", "White", map[string]rri.Rate{"White": {Events: 10, Population: 900}, "Arab": {Events: 1}}, rri.Options{})
	if err != nil || !math.IsNaN(i.Estimate.Value) || !i.Estimate.Flags.Has(rri.NoData) {
		t.Errorf("one event of a group without residents: %v, %v, %v", i.Estimate, i.Estimate.Flags, err)
	}
}
