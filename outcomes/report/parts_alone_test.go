package report

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestPartsAlone: with small counts withheld the parts stand alone, each as a report of it alone
// has it; one of which everything is withheld is named without a number, and no form has a sum over
// them.
func TestPartsAlone(t *testing.T) {
	month := func(of string, groups string) string { return strings.ReplaceAll(groups, "2023-01", of) }
	shown := month("2023-01", groupsOf(noAction, 71, 20, 15, 13, 12, 20)+groupsOf("Arrest", 37, 9, 15, 3, 12, 0))
	few := month("2023-02", groupsOf(noAction, 13, 1, 0, 1, 0, 0)+groupsOf("Arrest", 4, 0, 1, 0, 0, 0))
	x := extract("kent.csv", header+shown+few)
	o := Options{Suppress: 5, By: EachMonth}
	r := must(New(x, o))
	d := r.Document()
	if len(d.Tables) != 0 || len(d.Adjusted) != 0 || d.Searches != 0 || d.Unknown != nil || d.UnknownShare != nil || d.Quality.Rows != nil ||
		d.Quality.EthnicityUnknown != nil || d.Quality.OutcomeMissing != nil || d.Sources[0].Rows != nil {
		t.Errorf("the whole has numbers: %+v", d)
	}
	if len(d.Parts) != 2 {
		t.Fatalf("%d parts, want 2", len(d.Parts))
	}
	if p := d.Parts[1]; p.Searches != 0 || p.Unknown != nil || len(p.Tables) != 0 || len(p.Notes) != 1 || !strings.Contains(p.Notes[0], "too few searches to show any") {
		t.Errorf("the part that is withheld: %+v", p)
	}
	alone := must(New(extract("kent.csv", header+shown), Options{Suppress: 5, By: Whole})).Document()
	for i, table := range d.Parts[0].Tables {
		got, want := must(json.Marshal(table.Rows)), must(json.Marshal(alone.Tables[i].Rows))
		if string(got) != string(want) {
			t.Errorf("%s of the part:\n%s\nalone:\n%s", table.ID, got, want)
		}
	}
	all := regexp.MustCompile(fmt.Sprintf(`[^.\d]%d[^.\d]`, x.Tally().Total()))
	for form, text := range must(written(x, o)) {
		if at := all.FindStringIndex(text); at != nil && form != "page" && form != "pictures" {
			t.Errorf("%s tells the searches of all parts: %q", form, text[max(0, at[0]-80):at[1]])
		}
		if form == "text" && !strings.Contains(text, "Everything is withheld, for small counts, of February 2023.") {
			t.Errorf("the text does not name the part that is withheld:\n%s", text)
		}
	}
}

// TestPartsAloneAlike: reports of records that differ in a part that is withheld alone are the same
// in every form.
func TestPartsAloneAlike(t *testing.T) {
	shown := groupsOf(noAction, 71, 20, 15, 13, 12, 20) + groupsOf("Arrest", 37, 9, 15, 8, 12, 0)
	forms := func(whites, blacks int) map[string]string {
		few := strings.ReplaceAll(groupsOf(noAction, whites, 0, 0, blacks, 0, 1), "2023-01", "2023-02")
		return must(written(extract("kent.csv", apart(header+shown+few)), Options{Suppress: 5, By: EachMonth}))
	}
	want := forms(4, 2)
	for _, n := range [][2]int{{4, 1}, {3, 2}, {9, 4}, {12, 1}} {
		got := forms(n[0], n[1])
		for form := range want {
			if got[form] != want[form] {
				t.Errorf("%v and 4, 2 differ as %s:\n%s\n%s", n, form, got[form], want[form])
			}
		}
	}
}

// TestFirstOfEach: the first table of each name, in the order in which tables stand.
func TestFirstOfEach(t *testing.T) {
	for _, test := range []struct {
		parts  [][]string
		want   []string
		reason string
	}{
		{nil, nil, "no parts"},
		{[][]string{{"find-rate", "arrest-rate"}, {"find-rate"}}, []string{"find-rate", "arrest-rate"}, "one lacks one"},
		{[][]string{{"arrest-rate"}, {"search-rate", "find-rate", "arrest-rate"}}, []string{"search-rate", "find-rate", "arrest-rate"}, "a later one has more"},
		{[][]string{{}, {"find-rate"}}, []string{"find-rate"}, "one has none"},
	} {
		if got := firstOfEach(test.parts, slices.Clone, func(name string) string { return name }); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
	}
}
