package choices_test

import (
	"encoding/json"
	"math"
	"reflect"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/choices"
	"github.com/seed-549880be/disparity/rri"
)

var (
	nan     = math.NaN()
	account = choices.Ways{Choice: choices.Account, Ways: []string{"self", "officer"}}
	stored  = choices.Measure{Name: "search rate", Choices: []choices.Ways{account}, Held: []choices.Ways{{Choice: choices.Find, Ways: []string{"arrest"}}},
		Combinations: []choices.Combination{{Ways: []int{0}, Index: 2, Lower: 1, Upper: math.Inf(1)}, {Ways: []int{1}, Index: nan, Lower: nan, Upper: nan}}}
)

// roundTrips has instances of every exported struct that an exported function or method returns.
// TestEveryResultIsInTheLaw of package outcomes checks that none is missing.
var roundTrips = map[string]any{
	"Combination": []any{choices.Combination{}, stored.Combinations[0], stored.Combinations[1]},
	"Measure":     []any{choices.Measure{}, stored},
	"Object":      []any{choices.Object{}, choices.Object{Of: outcomes.ControlledDrugs}, choices.Object{Of: outcomes.Firearms, Not: true}},
	"Options":     []any{choices.Options{}, choices.Usual(), choices.Options{Group: ethnicity.Asian, Methods: []rri.Method{rri.Wald}, ResidentsOf: "Wales", InDoubt: true, Level: 0.9}},
	"Range":       []any{choices.Range{}, choices.Range{Lowest: 1, Middle: 2, Highest: 3, Above: 4, Below: 5}},
	"Result":      []any{choices.Result{Of: "Kent", Records: "arrests", Group: ethnicity.Black, Baseline: ethnicity.White, Level: 0.95, Measures: []choices.Measure{stored}, Notes: []string{"a"}, Source: "b"}},
	"Share": []any{choices.Share{Ways: account, Share: 0.5, Means: []float64{1, nan}},
		choices.Share{Ways: choices.Ways{Choice: choices.Method, Ways: []string{"scas"}}, Lower: true, Means: []float64{math.Inf(1)}}},
	"Ways": []any{account},
}

func TestRoundTrips(t *testing.T) {
	for name, instances := range roundTrips {
		for i, v := range instances.([]any) {
			data, err := json.Marshal(v)
			if err != nil {
				t.Errorf("%s %d: %v", name, i, err)
				continue
			}
			p := reflect.New(reflect.TypeOf(v))
			if err := json.Unmarshal(data, p.Interface()); err != nil {
				t.Errorf("%s %d: %v", name, i, err)
				continue
			}
			if d := cmp.Diff(v, p.Elem().Interface(), cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); d != "" {
				t.Errorf("%s %d: -was +is\n%s", name, i, d)
			}
		}
	}
}
