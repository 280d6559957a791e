package rri_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/seed-549880be/disparity/rri"
)

// TestValues has how methods, flags and estimates are printed and stored.
func TestValues(t *testing.T) {
	unbounded, err := rri.Ratio(rri.Proportion{Events: 5, Trials: 56}, rri.Proportion{Events: 0, Trials: 29}, rri.Options{Method: rri.Score})
	if err != nil {
		t.Fatal(err)
	}
	few, err := rri.Of(rri.Rate{Events: 0, Population: 900}, rri.Options{})
	if err != nil {
		t.Fatal(err)
	}
	stored, err := rri.Ratio(rri.Rate{Events: 3, Population: 100}, rri.Rate{Events: 0, Population: 250}, rri.Options{Method: rri.Wald, Level: 0.9})
	if err != nil {
		t.Fatal(err)
	}
	var read rri.Estimate
	if err := json.Unmarshal([]byte(`{"value":2,"lower":1.1,"upper":"Inf","p":0.03,"level":0.95,"method":"score","flags":["unbounded"]}`), &read); err != nil {
		t.Fatal(err)
	}
	asJSON := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	missing := func() error {
		_, err := rri.Compare("White British", map[string]rri.Rate{"White": {Events: 317, Population: 1584583}, "Black": {Events: 29, Population: 37844}}, rri.Options{})
		return err
	}
	for _, test := range []struct {
		name string
		got  any
		want string
	}{
		{"a method", rri.SCAS, "scas"},
		{"no method", rri.Method(99), "Method(99)"},
		{"sides", []rri.Side{rri.TwoSided, rri.LowerOnly, rri.UpperOnly}, "[two-sided lower upper]"},
		{"a method as a key", asJSON(map[rri.Method]int{rri.Wald: 1}), `{"wald":1}`},
		{"an estimate without an end", unbounded, "∞ (0.726 to ∞)"},
		{"with one digit", fmt.Sprintf("%.1f", unbounded), "∞ (0.7 to ∞)"},
		{"nothing computed", rri.Estimate{}, "—"},
		{"nothing computed, as asked", rri.Estimate{}.Computed(), "false"},
		{"a missing baseline", missing(), `rri: "White British": baseline is not among the groups: want one of Black, White`},
		{"an estimate in JSON", asJSON(stored), `{"value":"Inf","lower":0,"upper":"Inf","p":1,"level":0.9,"method":"wald","flags":["unbounded","zero-cell","small-count"]}`},
		{"an estimate from JSON", fmt.Sprint(read, read.Flags), "2 (1.1 to ∞) unbounded"},
		{"a zero is a zero cell", few.Flags.Has(rri.ZeroCell), "true"},
		{"and not unbounded", few.Flags.Has(rri.Unbounded), "false"},
		{"names of flags", few.Flags.Names(), "[zero-cell small-count]"},
		{"flags", rri.ZeroCell | rri.Unbounded, "unbounded|zero-cell"},
		{"flags in JSON", asJSON(rri.NoData | rri.Outside), `["no-data","outside"]`},
		{"a flag that is none", json.Unmarshal([]byte(`["cliped"]`), new(rri.Flags)) != nil, "true"},
	} {
		if got := fmt.Sprint(test.got); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}
