package report

import (
	"bytes"
	"encoding/csv"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// asked is a month of a force whose form asks for finds of something else, in which every action is
// linked, and what is not linked has no outcome.
func asked() string {
	content := header
	for _, of := range []struct {
		self          string
		arrests, idle int
	}{{white, 90, 200}, {asian, 8, 30}, {black, 30, 60}} {
		content += times(of.arrests, search{self: of.self, outcome: "Arrest", linked: "TRUE"}) +
			times(of.idle, search{self: of.self}) +
			times(9, search{self: of.self, outcome: noAction}) +
			times(7, search{self: of.self, linked: "FALSE"})
	}
	return content
}

// TestNoAnswer: a rate that is alike for every group by how the records are kept has counts, and
// why, in every form, and no number that is made of them.
func TestNoAnswer(t *testing.T) {
	idle := strings.ReplaceAll(asked(), noAction, "")
	for _, test := range []struct {
		content string
		o       Options
		id      string
		want    string // in the reason; "" if the rate is an answer
		reason  string
	}{
		{asked(), Options{}, "unlinked-action-rate", "all 128 actions whose link is recorded are linked to the object of search, and 21 searches that are not linked have no known outcome",
			"finds of something else"},
		{asked(), Options{}, "arrest-rate", "", "arrests are recorded"},
		{asked(), Options{}, "charge-or-summons-rate", "", "a zero that may be one, though most outcomes are blank"},
		{asked(), Options{Find: outcomes.FindByActionKnown}, "find-rate", "", "some known outcomes are no action"},
		{idle, Options{Find: outcomes.FindByActionKnown}, "find-rate", "the rate is 100 % for every group", "every known outcome is an action"},
		{idle, Options{}, "no-further-action-rate", "the rate is 0 for every group", "no search is said to have led to nothing"},
		{asked(), Options{Unknown: outcomes.InProportion}, "unlinked-action-rate", "whatever happened", "an allocation does not change what is recorded"},
		{asked() + times(3, search{self: none, outcome: "Arrest", linked: "FALSE"}), Options{Unknown: outcomes.ByCrossTable}, "unlinked-action-rate", "",
			"some of no known group are counted"},
		{asked() + times(30, search{self: none}), Options{Unknown: outcomes.ByCrossTable}, "unlinked-action-rate", "whatever happened", "several imputations"},
		{asked(), Options{Within: []Dimension{ByObject}}, "unlinked-action-rate", "whatever happened", "strata have it no better"},
		{mixed(), Options{}, "out-of-court-rate", "", "something is recorded"},
		{strings.ReplaceAll(asked(), ",,", ",Caution (simple or conditional),"), Options{}, "charge-or-summons-rate", "", "a zero of complete records is one"},
	} {
		r := must(New(extract("2023-01-kent.csv", test.content), test.o))
		d := r.Document()
		table := tableOf(d, test.id)
		if !strings.Contains(table.NoAnswer, test.want) || (table.NoAnswer == "") != (test.want == "") {
			t.Errorf("%s: %q, want %q", test.reason, table.NoAnswer, test.want)
			continue
		}
		for _, row := range table.Rows {
			if row.Kind != "" && row.Kind != kindSum {
				continue // never compared
			}
			if test.want != "" && !math.IsNaN(row.Rate.Value) {
				t.Errorf("%s: %s has the rate %v", test.reason, row.Group, row.Rate)
			}
			if row.Events == nil || row.Exposure == nil {
				t.Errorf("%s: no counts of %s", test.reason, row.Group)
			}
			if test.want != "" && row.Note != table.NoAnswer {
				t.Errorf("%s: %s says %q", test.reason, row.Group, row.Note)
			}
			for _, e := range []rri.Estimate{row.Rate, row.Ratio, row.Difference, row.Excess} {
				if test.want != "" && row.Group != table.Baseline && (!math.IsNaN(e.Value) || !math.IsNaN(e.Lower) || !math.IsNaN(e.P) || !e.Flags.Has(rri.NotCompared)) {
					t.Errorf("%s: %s has %+v", test.reason, row.Group, e)
				}
			}
		}
		for _, a := range d.Adjusted {
			if a.ID == test.id && test.want != "" {
				t.Errorf("%s: it is adjusted", test.reason)
			}
		}
		checkNoAnswerCSV(t, r, table)
	}
}

// checkNoAnswerCSV checks that the rows of a table in CSV say why it has no answer.
func checkNoAnswerCSV(t *testing.T, r *Report, table Table) {
	var b bytes.Buffer
	if err := r.WriteCSV(&b, Layout{}); err != nil {
		t.Fatal(err)
	}
	rows := must(csv.NewReader(&b).ReadAll())
	place := make(map[string]int)
	for i, name := range rows[0] {
		place[name] = i
	}
	column, ok := place["why"]
	found := false
	for _, row := range rows[1:] {
		if row[place["definition"]] != table.Definition || row[place["measure"]] != table.Measure || row[place["kind"]] != kindGroup {
			continue
		}
		found = true
		if ok && row[column] != table.NoAnswer {
			t.Errorf("a row of CSV says %q, want %q", row, table.NoAnswer)
		}
		if none := strings.Contains(row[place["flags"]], "not-compared"); none != (table.NoAnswer != "") || none && row[place["rate"]] != "" {
			t.Errorf("a row of CSV has the rate %q and the flags %q", row[place["rate"]], row[place["flags"]])
		}
	}
	if !found {
		t.Errorf("no row of CSV is of the %s", table.Measure)
	}
}

// TestNoAnswerSuppressed: where small counts are withheld, such a rate has no table, since that it
// is alike for all groups would tell those of each.
func TestNoAnswerSuppressed(t *testing.T) {
	r := must(New(extract("2023-01-kent.csv", asked()), Options{Suppress: 5, Scheme: ethnicity.WhiteOther}))
	for _, table := range r.Document().Tables {
		if table.ID == "unlinked-action-rate" {
			t.Errorf("a table: %+v", table)
		}
	}
	text := textOf(t, extract("2023-01-kent.csv", asked()), Options{Suppress: 5, Scheme: ethnicity.WhiteOther})
	if !strings.Contains(text, "No unlinked action rate: the records cannot bear it.") || strings.Contains(text, "whatever happened") {
		t.Errorf("the text:\n%s", text)
	}
}

// TestDoubts: every table of outcomes says if the records cannot bear sentences about it.
func TestDoubts(t *testing.T) {
	const blank = "66.7 % of searches do not say if they count, above 10 %: a blank counts as none here"
	for _, table := range must(New(extract("2023-01-kent.csv", asked()), Options{})).Document().Tables {
		want := blank
		switch table.ID {
		case "search-rate":
			want = ""
		case "unlinked-action-rate":
			want = "66.7 %"
		}
		if !strings.HasPrefix(table.Doubt, want) || (table.Doubt == "") != (want == "") {
			t.Errorf("%s is in doubt: %q, want %q", table.ID, table.Doubt, want)
		}
		if strings.Contains(strings.Join(table.Notes, "\n"), "In doubt: ") {
			t.Errorf("%s says below what stands above it: %q", table.ID, table.Notes)
		}
	}
	two := several(map[string]string{"2023-01-kent-stop-and-search.csv": asked(),
		"2023-01-essex-stop-and-search.csv": header + times(9000, search{self: white, outcome: "Arrest", linked: "FALSE"}) + times(90, search{self: black, outcome: noAction, linked: "FALSE"})})
	table := tableOf(must(New(two, Options{})).Document(), "unlinked-action-rate")
	if want := "the records of Kent cannot bear it: it comes out alike for every group there"; table.Doubt != want || !slices.Contains(table.Notes, "In doubt: "+want) || table.NoAnswer != "" {
		t.Errorf("of two forces: %q, %q, want %q", table.Doubt, table.NoAnswer, want)
	}
}
