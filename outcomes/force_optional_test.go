package outcomes

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
)

// Where the force is optional, a file that tells none is read, and everything else is as it was.
func TestForceOptional(t *testing.T) {
	rows := file("\n", official, fixture...)
	withForce := func(forces ...string) string {
		var lines []string
		for i, f := range forces {
			lines = append(lines, fixture[i]+","+f)
		}
		return file("\n", official+",Force", lines...)
	}
	for _, test := range []struct {
		name, text, given string
		want              []string // slugs of the rows
		err, reason       string
	}{
		{"a.csv", rows, "", []string{"", "", "", "", ""}, "", "nothing tells the force"},
		{"", rows, "", []string{"", "", "", "", ""}, "", "no name"},
		{"2022-09-kent-essex.csv", rows, "", []string{"", "", "", "", ""}, "", "a name of two forces"},
		{"a.json", "[" + jsonSearch(1) + "]", "", []string{""}, "", "JSON"},
		{"a.csv", withForce("", "?"), "", []string{"", ""}, "", "a column that names no force"},
		{"a.csv", withForce("Kent", "Essex", ""), "", []string{"", "essex", "kent"}, "", "a column that names some"},
		{"2022-09-kent.csv", rows, "", []string{"kent", "kent", "kent", "kent", "kent"}, "", "the name of the file"},
		{"a.csv", rows, "Kent", []string{"kent", "kent", "kent", "kent", "kent"}, "", "the force that is given"},
		{"2022-09-kent.csv", rows, "Essex", nil, "the file name says Kent, and Force is Essex", "another than is given"},
		{"a.csv", withForce("Kent"), "Essex", nil, "the force column says Kent in 1 rows", "another in a column"},
	} {
		x := Extract{ForceOptional: true}
		if test.given != "" {
			x.Force = force(t, test.given)
		}
		err := x.ReadFile(strings.NewReader(test.text), test.name)
		var slugs []string
		for k, n := range x.Tally().All() {
			slugs = append(slugs, slices.Repeat([]string{k.Force.Slug()}, int(n))...)
		}
		slices.Sort(slugs)
		_, isForce := errors.AsType[*ForceError](err)
		if !slices.Equal(slugs, test.want) || isForce != (test.err != "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("%s: %q, %v; want %q, %q", test.reason, slugs, err, test.want, test.err)
		}
		if test.given == "" && slices.Compact(slugs)[0] == "" && len(slices.Compact(slugs)) == 1 {
			strict := new(Extract)
			if err := strict.ReadFile(strings.NewReader(test.text), test.name); err == nil || !strings.Contains(err.Error(), "neither the file name nor a force column tells the force") {
				t.Errorf("%s: not optional: %v", test.reason, err)
			}
		}
	}
}

// The same searches in a file that tells the force, and in one that tells none.
func TestForceOptionalTwice(t *testing.T) {
	text := officialFile(rowsFrom("2022-09-01", 29, 60)...)
	less := officialFile(without(rowsFrom("2022-09-01", 29, 60), 9)...)
	for _, test := range []struct{ first, second, want, reason string }{
		{text, text, "a.csv and kent.csv: the same 60 searches under the names of no force and of Kent, which would be counted twice: give the one whose force is right", "the same file"},
		{text, less, "nearly the same searches under the names of no force and of Kent in 2022-09", "nearly the same"},
	} {
		x := Extract{ForceOptional: true}
		if err := x.ReadFile(strings.NewReader(test.first), "a.csv"); err != nil {
			t.Fatal(err)
		}
		err := x.ReadFile(strings.NewReader(test.second), "kent.csv")
		if _, ok := errors.AsType[*OverlapError](err); !ok || !strings.Contains(err.Error(), test.want) || x.Tally().Total() != 60 {
			t.Errorf("%s: %v; want %s", test.reason, err, test.want)
		}
		if err := x.ReadFile(strings.NewReader(test.second), "b.csv"); err == nil || !strings.Contains(err.Error(), "of no known force in 2022-09") {
			t.Errorf("%s: of no force both: %v", test.reason, err)
		}
		if s := x.Sources()[0]; s.Force != (ethnicity.Force{}) {
			t.Errorf("%+v", s)
		}
	}
}
