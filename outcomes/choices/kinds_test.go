package choices_test

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/choices"
)

// TestKinds: records of other kinds than searches have a rate per resident under its own name, and
// the charge rate where their crimes have outcomes; no choice of an object, of a find or of who was
// stopped together.
func TestKinds(t *testing.T) {
	for _, test := range []struct {
		kind     outcomes.RecordType
		records  string
		measures []string
	}{
		{outcomes.PersonSearch, "searches", []string{"search rate", "find rate"}},
		{outcomes.PersonAndVehicleSearch, "searches", []string{"search rate", "find rate"}},
		{outcomes.PersonStopped, "stops", []string{"rate of stops", "arrest rate"}},
		{outcomes.PersonArrested, "arrests", []string{"rate of arrests", "charge rate"}},
		{outcomes.PersonSuspected, "suspect records", []string{"rate of suspects", "charge rate"}},
		{outcomes.PersonCharged, "charge records", []string{"rate of charges"}},
	} {
		r, err := choices.Of(made(t, recipe{kind: test.kind, n: 300}), choices.Options{})
		if err != nil {
			t.Errorf("%s: %v", test.kind, err)
			continue
		}
		var measures []string
		for _, m := range r.Measures {
			measures = append(measures, m.Name)
		}
		if r.Records != test.records || !slices.Equal(measures, test.measures) {
			t.Errorf("%s: %s %q, want %s %q", test.kind, r.Records, measures, test.records, test.measures)
		}
		var b bytes.Buffer
		if err := r.WriteText(&b); err != nil {
			t.Error(err)
		}
		said := b.String() + strings.Join(append(r.BearInMind(), r.MethodNotes()...), "\n")
		for _, word := range []string{"search", "find", "object", "stopped together", "clusters"} {
			if test.records != "searches" && strings.Contains(said, word) {
				t.Errorf("%s: says %q: %s", test.kind, word, said)
			}
		}
	}
}

// TestChargeRate: the charge rate is that of the outcomes of crimes: charged people among those
// whose crime has an outcome.
func TestChargeRate(t *testing.T) {
	x := made(t, recipe{kind: outcomes.PersonArrested, n: 500})
	r, err := choices.Of(x, choices.Options{})
	if err != nil {
		t.Fatal(err)
	}
	share := func(group ethnicity.Group) float64 {
		p, err := x.Tally().Proportions(outcomes.CrimeChargeRate.Definition(), outcomes.Grouping{Independent: true})
		if err != nil {
			t.Fatal(err)
		}
		return float64(p.By[group].Events) / float64(p.By[group].Trials)
	}
	got, want := r.Measures[1].First().Index, share(ethnicity.Black)/share(ethnicity.White)
	if !(math.Abs(got-want) < 1e-12) {
		t.Errorf("%v, want %v", got, want)
	}
	// what is put into groups has outcomes like those of the known
	if in := like(r.Measures[1], choices.Measure{Choices: []choices.Ways{{choices.Account, []string{"self"}}, {choices.Missing, []string{"in-proportion"}},
		{choices.Groups, []string{"5+1"}}, {choices.Method, []string{"scas"}}}}, choices.Combination{Ways: []int{0, 0, 0, 0}}); !(math.Abs(math.Log(in.Index/want)) < 0.1) {
		t.Errorf("in proportion %v, left out %v", in.Index, want)
	}
}
