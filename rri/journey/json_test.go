package journey

import (
	"encoding/json"
	"strings"
	"testing"
)

// TestJSONOfEarlierVersions: what was stored before journeys had branches is read, and is written
// as it was, without cumulative indices of the steps.
func TestJSONOfEarlierVersions(t *testing.T) {
	const old = `{"baseline":"W","options":{"Method":"scas","Level":0.95,"Side":"two-sided","Null":0,"DegreesOfFreedom":0,"Direction":"group-over-comparator"},
"steps":["b","c"],"from":"a","paths":[{"group":"G","indices":[
{"estimate":{"value":0.8,"lower":0.6,"upper":1.1,"p":0.2,"level":0.95,"method":"scas","flags":[]},"group":{"events":40,"base":50},"baseline":{"events":100,"base":100},
 "share":{"value":0.5,"lower":0.1,"upper":0.9,"p":null,"level":0.95,"method":"scas","flags":[]}},
{"estimate":{"value":0.8,"lower":0.6,"upper":1.1,"p":0.2,"level":0.95,"method":"scas","flags":[]},"group":{"events":32,"base":40},"baseline":{"events":100,"base":100},
 "share":{"value":0.5,"lower":0.1,"upper":0.9,"p":null,"level":0.95,"method":"scas","flags":[]}}],
"cumulative":{"value":0.64,"lower":0.5,"upper":0.9,"p":0.01,"level":0.95,"method":"scas","flags":[]},"combined":false,"largest":0}]}`
	var j Journey[string]
	if err := json.Unmarshal([]byte(old), &j); err != nil {
		t.Fatal(err)
	}
	var text, csv strings.Builder
	if err := j.WriteText(&text); err != nil || !strings.Contains(text.String(), "0.64   0.50 to 0.90") {
		t.Errorf("%v\n%s", err, text.String())
	}
	if err := j.WriteCSV(&csv); err != nil || !strings.Contains(csv.String(), "\nW,G,c,32,40,100,100,0.8,0.6,1.1,0.2,0.5,0.1,0.9,false,false,rri,0.95,scas,,,,,b,,,,,,,,,\n") {
		t.Errorf("%v\n%s", err, csv.String())
	}
}

// TestJSONThatDoesNotFit: parts of a journey that are not those of one are an error, and not a
// panic where it is written.
func TestJSONThatDoesNotFit(t *testing.T) {
	whole, err := Compare("White", matrix(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		change func(j *Journey[string])
		want   string
		reason string
	}{
		{func(*Journey[string]) {}, "", "as it is"},
		{func(j *Journey[string]) { *j = Journey[string]{} }, "", "no journey at all"},
		{func(j *Journey[string]) { j.Steps, j.Parents, j.Unknown = nil, nil, nil }, "groups without steps", "no steps"},
		{func(j *Journey[string]) { j.Steps = append(j.Steps, "z") }, "7 parents of 8 steps", "more steps than parents"},
		{func(j *Journey[string]) { j.Parents[3] = 5 }, "step 3 is out of step 5: want one before it", "out of a later step"},
		{func(j *Journey[string]) { j.Parents[3] = 3 }, "step 3 is out of step 3", "out of itself"},
		{func(j *Journey[string]) { j.Parents[3] = -2 }, "step 3 is out of step -2", "out of nothing that there is"},
		{func(j *Journey[string]) { j.Unknown = j.Unknown[1:] }, "7 counts of unknown at 8 stages", "unknown of fewer stages"},
		{func(j *Journey[string]) { j.Paths[1].Indices = j.Paths[1].Indices[1:] }, `group "Hispanic" has 6 indices`, "an index is gone"},
		{func(j *Journey[string]) { j.Paths[1].Largest = 7 }, `its largest share at step 7, of 7 steps`, "the largest of no step"},
		{func(j *Journey[string]) { j.Paths[0].Branches = nil }, `group "Black" has 0 branches`, "no branches"},
		{func(j *Journey[string]) { j.Paths[0].Branches[1].Steps = nil }, `a branch of 0 steps`, "an empty branch"},
		{func(j *Journey[string]) { j.Paths[0].Branches[1].Shares = nil }, `steps with 0 shares`, "no shares"},
		{func(j *Journey[string]) { j.Paths[0].Branches[1].Steps[0] = 9 }, `a branch with step 9, of 7 steps`, "a step that there is not"},
	} {
		data, err := json.Marshal(whole)
		if err != nil {
			t.Fatal(err)
		}
		var j Journey[string]
		if err := json.Unmarshal(data, &j); err != nil {
			t.Fatal(err)
		}
		test.change(&j)
		if data, err = json.Marshal(j); err != nil {
			t.Fatal(err)
		}
		var back Journey[string]
		err = json.Unmarshal(data, &back)
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: %v, want %s", test.reason, err, test.want)
		}
	}
}

// TestJSONWithEmptyBranches: a list without branches is no journey with branches either.
func TestJSONWithEmptyBranches(t *testing.T) {
	const stored = `{"baseline":"White","options":{},"from":"a","steps":["b","c"],"parents":[-1,-1],"paths":[{"group":"Black","largest":-1,"branches":[],"indices":[{},{}]}]}`
	var j Journey[string]
	if err := json.Unmarshal([]byte(stored), &j); err == nil || !strings.Contains(err.Error(), `group "Black" has 0 branches`) {
		t.Errorf("%v, want an error about branches", err)
	}
}
