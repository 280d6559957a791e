package cli

import (
	"testing"

	"github.com/seed-549880be/disparity/rri/tidy"
)

// TestLabelsByWords: people whose group is not known and totals are no groups, however they are
// called.
func TestLabelsByWords(t *testing.T) {
	for _, test := range []struct {
		kind   tidy.Kind
		labels []string
		reason string
	}{
		{tidy.KindUnknown, []string{"Not stated (1)", "Not stated*", "Not Stated [note 2]", "Not stated2", "Unknown †", "Unknown [3]"}, "with a footnote"},
		{tidy.KindUnknown, []string{"Unknown (not reported)", "(not stated)", "[unknown]", "Unknown or refused", "Not Recorded / Not Known",
			"Not known/not provided", "Unknown - withheld"}, "two words for it, or brackets"},
		{tidy.KindUnknown, []string{"Withheld", "DK", "PNTS", "Unidentified", "Undefined", "Undetermined", "Pending", "unassigned", "unsure"}, "a word alone"},
		{tidy.KindUnknown, []string{"Not determined", "Non-disclosed", "No information", "Did not say", "Didn't say", "I’d rather not say", "I prefer not to say",
			"Decline to state", "Unable to determine", "Not yet recorded", "Data not available", "Not self-defined", "None recorded", "Not seen"}, "a denial"},
		{tidy.KindUnknown, []string{"No ethnicity recorded", "Ethnicity missing", "Ethnicity refused", "Ethnic group not held", "Total not stated"}, "with the name of what is not known"},
		{tidy.KindTotal, []string{"Total*", "Total [note 1]", "All (2)", "Total leavers", "All officers", "Grand total of searches", "Overall", "Force total", "Total (exc unknown)", "All excluding not stated", "Total known"}, "a total"},
		{tidy.KindGroup, []string{"Other/unknown", "Unknown gender", "White unknown", "Not White", "Non-White", "Non-Hispanic", "No religion", "Missing persons",
			"Stated", "Known", "Recorded"}, "another word, or no denial"},
		{tidy.KindGroup, []string{"All other", "All Black", "All minorities", "Total BAME", "Total White", "Force", "Officers", "Minority total"}, "a group of several"},
		{tidy.KindGroup, []string{"White*", "Team 2", "A1", "C2", "Team2", "Black (3)", "Q1"}, "a group with a footnote or a number"},
	} {
		for _, label := range test.labels {
			var g Groups
			name, kind, err := g.label(label)
			if name != label || kind != test.kind || err != nil {
				t.Errorf("label %q (%s): %q, %v, %v; want %v", label, test.reason, name, kind, err, test.kind)
			}
		}
	}
}

// TestLabelsWithFootnotes: a footnote does not keep a label from its scheme.
func TestLabelsWithFootnotes(t *testing.T) {
	for label, want := range map[string]string{"Black [note 1]": "Black", "Asian*": "Asian", "Mixed (2)": "Mixed", "White British¹": "White"} {
		var g Groups
		if err := g.Set("5+1"); err != nil {
			t.Fatal(err)
		}
		if name, kind, err := g.label(label); name != want || kind != tidy.KindGroup || err != nil {
			t.Errorf("%q: %q, %v, %v; want %q", label, name, kind, err, want)
		}
		if !g.wide(label) {
			t.Errorf("%q is no column of a wide table", label)
		}
	}
}

// TestWideByWords: names that columns have for other reasons are no labels of groups.
func TestWideByWords(t *testing.T) {
	for _, header := range []string{"Total searches", "Total population", "All staff leaving", "Not completed", "Pending"} {
		var g Groups
		if g.wide(header) {
			t.Errorf("%q is taken for a group", header)
		}
	}
}
