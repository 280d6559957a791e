package rri_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/multiple"
	"github.com/seed-549880be/disparity/rri/power"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// TestKeyTwice: a result in which a key stands twice is refused by every type that reads itself;
// the last would win in silence.
func TestKeyTwice(t *testing.T) {
	for name, test := range map[string]struct {
		in string
		v  any
	}{
		"Estimate":   {`{"value":1,"level":0.95,"value":2}`, new(rri.Estimate)},
		"Table":      {`{"model":"rate","level":0.95,"level":0.99}`, new(rri.Table[string, rri.Rate])},
		"Bounds":     {`{"lower":1,"lower":2}`, new(unknown.Bounds)},
		"Detectable": {`{"above":2,"above":3}`, new(power.Detectable)},
		"Comparison": {`{"measure":"a","measure":"b"}`, new(multiple.Comparison[string])},
		"Family":     {`{"comparisons":[{"measure":"a","measure":"b"}]}`, new(multiple.Family[string])},
	} {
		if err := json.Unmarshal([]byte(test.in), test.v); err == nil || !strings.Contains(err.Error(), "stands twice") {
			t.Errorf("%s: error %v, want that a key stands twice", name, err)
		}
	}
}
