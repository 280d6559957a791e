package cli

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri/tidy"
)

func TestGroups(t *testing.T) {
	for _, test := range []struct {
		groups, label string
		name          string
		kind          tidy.Kind
		err           string // a part of it
		reason        string
	}{
		{"as-is", "White", "White", tidy.KindGroup, "", "as it stands"},
		{"as-is", " Team Rot\t", "Team Rot", tidy.KindGroup, "", "a group of no scheme, without the space around it"},
		{"as-is", "Asian", "Asian", tidy.KindGroup, "", "ambiguous to a classification, and as good a name as any"},
		{"as-is", "A", "A", tidy.KindGroup, "", "a code"},
		{"as-is", "7", "7", tidy.KindGroup, "", "a number as a name"},
		{"as-is", "", "", tidy.KindUnknown, "", "blank"},
		{"as-is", "Unreported", "Unreported", tidy.KindUnknown, "", "Ethnicity facts and figures"},
		{"as-is", "NOT STATED", "NOT STATED", tidy.KindUnknown, "", "letter case"},
		{"as-is", "prefer not to say", "prefer not to say", tidy.KindUnknown, "", "refused"},
		{"as-is", "-", "-", tidy.KindUnknown, "", "no letter and no digit"},
		{"as-is", "?", "?", tidy.KindUnknown, "", "no letter and no digit"},
		{"as-is", "..", "..", tidy.KindUnknown, "", "no letter and no digit"},
		{"as-is", "Grand Total", "Grand Total", tidy.KindTotal, "", "Excel pivot tables"},
		{"as-is", "all", "all", tidy.KindTotal, "", "letter case"},
		{"as-is", "N/A - vehicle search", "", tidy.KindGroup, "leave the row out", "nobody"},
		{"5+1", "White British", "White", tidy.KindGroup, "", "collapsed"},
		{"5+1", "White - White Irish (W2)", "White", tidy.KindGroup, "", "with its code"},
		{"5+1", "Asian", "Asian", tidy.KindGroup, "", "read as the scheme has it"},
		{"5+1-2001", "Asian", "Asian (without Chinese)", tidy.KindGroup, "", "read as the scheme has it"},
		{"5+1", "Black (or Black British)", "Black", tidy.KindGroup, "", "Home Office use of force"},
		{"5+1", "Asian (or Asian British)", "Asian", tidy.KindGroup, "", "Home Office use of force"},
		{"5+1", "Not reported", "Not reported", tidy.KindUnknown, "", "unknown in every scheme"},
		{"5+1", "Total", "Total", tidy.KindTotal, "", "a total in every scheme"},
		{"5+1", "Blak", "", tidy.KindGroup, `unknown label "Blak": did you mean "Black"?`, "misspelt"},
		{"5+1", "Team Rot", "", tidy.KindGroup, "-groups as-is takes every name as a group", "no label at all"},
		{"18+1", "White", "", tidy.KindGroup, "-groups as-is", "a scheme that is finer than the label"},
		{"white-other", "Black", "Other than White", tidy.KindGroup, "", "collapsed"},
	} {
		var g Groups
		if err := g.Set(test.groups); err != nil {
			t.Fatal(err)
		}
		name, kind, err := g.label(test.label)
		if name != test.name || kind != test.kind || (err == nil) != (test.err == "") || err != nil && !strings.Contains(err.Error(), test.err) {
			t.Errorf("-groups %s: label %q (%s): %q, %v, %v; want %q, %v and an error with %q", test.groups, test.label, test.reason, name, kind, err, test.name, test.kind, test.err)
		}
	}
}

func TestWideHeaders(t *testing.T) {
	for _, test := range []struct {
		groups, header string
		want           bool
		reason         string
	}{
		{"as-is", "White", true, "a group"},
		{"as-is", "Asian", true, "a group, whatever its basis"},
		{"as-is", "Not reported", true, "unknown"},
		{"as-is", "Total", true, "a total"},
		{"as-is", "Hispanic or Latino", true, "a group of the United States"},
		{"as-is", "Black or African-American", true, "a group of the United States"},
		{"as-is", "Any other", false, "no label that is known"},
		{"as-is", "Events", false, "no label"},
		{"as-is", "n", false, "one character"},
		{"as-is", "B", false, "a code of the NHS, and a name that columns have for other reasons"},
		{"as-is", "4", false, "a number"},
		{"as-is", "2019", false, "a year"},
		{"as-is", "", false, "no name"},
		{"16+1", "White", true, "the reader refuses it by its name"},
		{"16+1", "Hispanic", false, "no scheme has it"},
	} {
		var g Groups
		if err := g.Set(test.groups); err != nil {
			t.Fatal(err)
		}
		if got := g.wide(test.header); got != test.want {
			t.Errorf("-groups %s: header %q (%s): %v, want %v", test.groups, test.header, test.reason, got, test.want)
		}
	}
}

// TestGroupsOverlap: a group and its part are not added up, but where they are of different places.
func TestGroupsOverlap(t *testing.T) {
	row := func(label, year string) tidy.Row {
		return tidy.Row{Line: 2, Label: label, Dimensions: []string{year}}
	}
	var g Groups
	if err := g.Set("5+1"); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		rows   []tidy.Row
		want   string
		reason string
	}{
		{[]tidy.Row{row("White British", "2011"), row("White Irish", "2011"), row("Black", "2011")}, "", "parts that add up"},
		{[]tidy.Row{row("White", "2011"), row("White British", "2021")}, "", "of different years"},
		{[]tidy.Row{row("White British", "2011"), row("White", "2011")}, `"White" holds "White British"`, "one is in the other"},
		{[]tidy.Row{row("White", "2011"), row("White British", "2011")}, `"White" holds "White British"`, "in the other order"},
	} {
		err := g.check(&tidy.Table{File: "f.csv", Rows: test.rows})
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want an error with %q", test.reason, err, test.want)
		}
	}
}
