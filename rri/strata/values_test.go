package strata_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/seed-549880be/disparity/rri/strata"
)

// TestValues has what the tests of the example's charges say, and how a test is printed and stored.
func TestValues(t *testing.T) {
	sorted := strata.Sorted(charges())
	pairs := strata.Pairs(sorted, "Black", "White")
	ratios, err := strata.RatioHomogeneity(pairs, strata.SCAS)
	if err != nil {
		t.Fatal(err)
	}
	differences, err := strata.DifferenceHomogeneity(pairs, strata.MantelHaenszel)
	if err != nil {
		t.Fatal(err)
	}
	asJSON := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	var read strata.Test
	if err := json.Unmarshal([]byte(`{"statistic": 5, "df": 2, "p": 0.082, "i2": 0.6}`), &read); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name string
		got  any
		want string
	}{
		{"strata in order", fmt.Sprint(sorted[0].Key, ", ", sorted[1].Key, ", ", sorted[2].Key), "1 lesser, 2 grave, 3 gravest"},
		{"pairs", fmt.Sprint(len(pairs), " ", pairs[0].Group, ", ", pairs[0].Baseline), "3 62 of 300, 480 of 2400"},
		{"ratios alike", ratios, "χ² = 0.139, df 2, p = 0.93"},
		{"differences alike", differences, "χ² = 0.239, df 2, p = 0.89"},
		{"variation beyond chance", fmt.Sprintf("%.4f", strata.Test{Statistic: 14.4, DF: 8, P: 0.072}.I2()), "0.4444"},
		{"a test in JSON", asJSON(strata.Test{Statistic: 5, DF: 2, P: 0.082}), `{"statistic":5,"df":2,"p":0.082,"i2":0.6}`},
		{"a test from JSON", read, "χ² = 5, df 2, p = 0.082"},
		{"no one to compare", asJSON(two().Rows[1].Homogeneity), `{"statistic":null,"df":0,"p":null,"i2":null}`},
		{"no method", strata.Method(99), "Method(99)"},
	} {
		if got := fmt.Sprint(test.got); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}
