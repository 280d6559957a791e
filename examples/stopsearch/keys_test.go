package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/outcomes/report"
)

// TestKeys: -by and -within name columns that are kept, in any letter case and whatever stands
// between their words.
func TestKeys(t *testing.T) {
	const want = "want some of object, age, gender, month, legislation, force"
	for _, test := range []struct {
		kept       []string
		by, within string
		wantBy     report.Breakdown
		wantWithin []report.Dimension
		err        string // in the error
		reason     string
	}{
		{[]string{"Led by"}, "led_BY", "", report.EachKept1, nil, "", "a column, written otherwise"},
		{[]string{"gravity", "Led by"}, "led by", "object, gravity", report.EachKept2, []report.Dimension{report.ByObject, report.ByKept1}, "", "a column beside a key"},
		{[]string{"Result, final", "x"}, "", "age,result, final,x", report.DefaultBreakdown, []report.Dimension{report.ByAge, report.ByKept1, report.ByKept2}, "", "a name with a comma"},
		{[]string{"a", "b", "c"}, "kept-2", "kept-3", report.EachKept2, []report.Dimension{report.ByKept3}, "", "by their places"},
		{[]string{"!", "?"}, "?", "", report.EachKept2, nil, "", "names without letters"},
		{[]string{"object"}, "object", "", report.EachKept1, nil, "", "no kind of parts has this name"},
		{[]string{"object"}, "", "object", 0, nil, `"object" is a key of its own, and the name of a column of -keep: write kept-1 for the column, or leave it out of -keep`, "a key has this name"},
		{[]string{"x", "Month"}, "month", "", 0, nil, `"month" is a key of its own, and the name of a column of -keep: write kept-2`, "a kind of parts has this name"},
		{nil, "district", "", 0, nil, "or a column of the files that is kept: -keep \"district\"", "a column that is not kept"},
		{nil, "", "age,gravity", 0, nil, `"gravity": ` + want + `, as object,age, or a column of the files that is kept: -keep "gravity"`, "likewise"},
		{[]string{"gravity"}, "", "age,gravty", 0, nil, `did you mean "gravity"? ` + want + ", gravity, as object,age", "misspelt"},
		{[]string{"gravity"}, "", "gravity and age", 0, nil, "did you mean gravity,age? ", "in words"},
		{[]string{"gravity"}, "", "gravity,Gravity", 0, nil, "Gravity is given twice", "twice"},
		{[]string{"gravity"}, "", "gravity,", 0, nil, want, "an empty key"},
	} {
		var s settings
		if test.by != "" {
			s.keys.by = &test.by
		}
		if test.within != "" {
			s.keys.within = &test.within
		}
		err := s.setKeys(test.kept)
		switch {
		case test.err != "":
			if err == nil || !strings.Contains(err.Error(), test.err) {
				t.Errorf("%s: %v, want %q", test.reason, err, test.err)
			}
		case err != nil || s.By != test.wantBy || !slices.Equal(s.Within, test.wantWithin):
			t.Errorf("%s: -by %s, -within %v, %v; want %s, %v", test.reason, s.By, s.Within, err, test.wantBy, test.wantWithin)
		}
	}
}

// TestKeysOfFiles: what is kept of a file stands in the report by its name; what is not kept is an
// error before anything is read.
func TestKeysOfFiles(t *testing.T) {
	args := func(more ...string) []string {
		return append(more, "-rows", "searched", "-column", "date=Date and time of search", "-column", "self=Self classification", "-residents", "own/residents.csv", "own/searches.csv")
	}
	status, out, errout := call(t, "", args("-keep", "Led by", "-by", "LED BY")...)
	if status != statusOK || !strings.Contains(out, "Search rate by Led by: ") || !strings.Contains(out, `the index of the search rate with "Officer led" over that with "Intelligence led"`) {
		t.Errorf("status %d: %s\n%s", status, errout, out)
	}
	status, out, errout = call(t, "", args("-by", "led by")...)
	if status != statusUsage || out != "" || !strings.Contains(errout, `-keep "led by"`) {
		t.Errorf("status %d: %s\n%s", status, errout, out)
	}
}
