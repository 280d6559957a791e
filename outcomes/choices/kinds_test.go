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

// TestOfSearchesAlone: choices of searches that other records do not have are refused where they
// are held at a way of their own, and noted where several ways are to be in the count.
func TestOfSearchesAlone(t *testing.T) {
	usual := choices.Usual()
	for _, test := range []struct {
		options choices.Options
		note    string // "" for an error
		reason  string
	}{
		{choices.Options{Objects: usual.Objects}, "Not in the count: object, as the records are arrests, and it is of searches alone.", "objects"},
		{choices.Options{Finds: usual.Finds}, "Not in the count: find, as the records are arrests, and it is of searches alone.", "finds"},
		{choices.Options{Evidence: usual.Evidence}, "Not in the count: clusters, as the records are arrests, and it is of searches alone.", "clusters"},
		{choices.Options{Objects: usual.Objects[1:2]}, "", "drugs alone would be another measure"},
		{choices.Options{Finds: usual.Finds[4:]}, "", "arrests are no find of an arrest"},
	} {
		r, err := choices.Of(made(t, recipe{kind: outcomes.PersonArrested, n: 300}), test.options)
		if (err != nil) != (test.note == "") || test.note != "" && !slices.Contains(r.Notes, test.note) {
			t.Errorf("%s: %v, notes %q; want %q", test.reason, err, r.Notes, test.note)
		}
	}
	r, err := choices.Of(made(t, recipe{kind: outcomes.PersonArrested, n: 300}), choices.Options{})
	if err != nil || slices.ContainsFunc(r.Notes, func(note string) bool { return strings.Contains(note, "searches") }) {
		t.Errorf("%v, notes %q: nothing was asked for that is of searches", err, r.Notes)
	}
}

// TestLittleSpread: where the choices hardly move the index its line says so, since shares of that
// spread look like much; not where no choice in the count can move it.
func TestLittleSpread(t *testing.T) {
	const says = "; the choices move it by less than 2 %: shares are of next to nothing"
	for _, test := range []struct {
		choice  choices.Choice
		indices [2]float64
		want    bool
		reason  string
	}{
		{choices.Missing, [2]float64{2.05, 2.06}, true, "half a per cent"},
		{choices.Missing, [2]float64{2, 2.0399}, true, "just below"},
		{choices.Missing, [2]float64{2, 2.0401}, false, "just above"},
		{choices.Missing, [2]float64{0.5, 0.505}, true, "below 1"},
		{choices.Method, [2]float64{2, 2}, false, "it moves the interval alone"},
	} {
		m := choices.Measure{Name: "charge rate", Choices: []choices.Ways{{Choice: test.choice, Ways: []string{"a", "b"}}}}
		for i, index := range test.indices {
			m.Combinations = append(m.Combinations, choices.Combination{Ways: []int{i}, Index: index, Lower: index / 2, Upper: 2 * index})
		}
		if text := (choices.Result{Level: 0.95}).RangeText(m); strings.Contains(text, says) != test.want {
			t.Errorf("%s: %q", test.reason, text)
		}
	}
}
