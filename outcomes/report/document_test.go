package report

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

func TestDocumentVersions(t *testing.T) {
	for _, test := range []struct{ text, want, reason string }{
		{`{"version": 1, "census": 2021}`, "report: document of version 1: want 3, in which some members have other names: make it again from the records", "the version before"},
		{`{"version": 4}`, "report: document of version 4: want 3: read it with the later version of this package that wrote it", "a version to come"},
		{`{"area": "Kent"}`, "report: document without a version: want one of version 3, as Report.WriteJSON writes it", "something else"},
		{`{"version": "2"}`, "report: document: json: cannot unmarshal string", "no number"},
		{`{"version": 3, "tables": {}}`, "report: document: json: cannot unmarshal object", "no list"},
		{`{"version": 3, "adjusted": [{"id": 7}]}`, "report: adjusted table: json: cannot unmarshal number", "no name"},
		{`{"version": 3, "adjusted": [{"id": "arrest-rate"}]}`, "report: strata: table of model", "no table"},
		{`{"version": 3, "adjusted": [{"id": "search-rate", "model": "rate"}]}`, "report: strata: table: ", "nothing in it"},
		{`{"version": 3, "parts": [{"adjusted": [{"id": 7}]}]}`, "report: adjusted table: json: cannot unmarshal number", "no name, in a part"},
		{`[]`, "report: document: json: cannot unmarshal array", "no object"},
	} {
		d := Document{Area: "as it was"}
		if err := json.Unmarshal([]byte(test.text), &d); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", test.reason, err, test.want)
		}
		if d.Area != "as it was" {
			t.Errorf("%s: the document changed", test.reason)
		}
	}
}

// TestDocumentShape has one thing that encoding/json would pass over a row.
func TestDocumentShape(t *testing.T) {
	var b bytes.Buffer
	if err := must(New(extract("2023-01-kent.csv", mixed()+inMonth("2023-02", 90)), Options{By: EachMonth, Within: []Dimension{ByObject}})).WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ old, with, want string }{
		{`"version": 3,`, `"version": 3, "version": 3,`, `report: document: "version" stands twice in one object: keep the right one`},
		{`"rows": 317,`, `"rows": 317, "rows": 9,`, `report: document: "rows" stands twice in one object: keep the right one`},
		{`"rows": 317,`, `"rows": 317, "ROWS": 9,`, `report: document: "ROWS" stands twice in one object: keep the right one`},
		{`"Klingon": 10`, `"Klingon": 10, "Klingon": 9`, `report: document: "Klingon" stands twice in one object: keep the right one`},
		{`"searches": 311,`, ``, "report: document without searches, which every document has: want one that Report.WriteJSON wrote"},
		{`"tables": [`, `"tables": [ null,`, "report: document: null stands in a list: want one that Report.WriteJSON wrote"},
		{`"sources": [`, `"sources": [ null,`, "report: document: null stands in a list: "},
		{`"bounds": [`, `"bounds": [ null,`, "report: document: null stands in a list: "},
		{`"rows": [`, `"rows": [ null,`, "report: document: null stands in a list: "},
		{`"within": [`, `"within": [ null,`, "report: "},
		{`"adjusted": [`, `"adjusted": [ null,`, "report: "},
		{`"said": [`, `"said": [ null,`, "report: document: null stands in a list: "},
		{`"bear_in_mind": [`, `"bear_in_mind": [ null,`, "report: document: null stands in a list: "},
		{"\n      \"said\": [", "\n      \"said\": [ null,", `report: adjusted table "search-rate": null stands in a list: `},
		{`"parts": [`, `"parts": [ null,`, "report: document: null stands in a list: "},
		{`"parts": [`, `"parts": [ { "notes": [ null ] },`, "report: document: null stands in a list: "},
		{`"parts": [`, `"parts": [ { "bounds": [ null ] },`, "report: document: null stands in a list: "},
		{`"parts": [`, `"parts": [ { "tables": [ null ] },`, "report: document: null stands in a list: "},
		{`"parts": [`, `"parts": [ { "tables": [ { "rows": [ null ] } ] },`, "report: document: null stands in a list: "},
		{`"filters": {`, `"left_out": [ null ], "filters": {`, "report: document: null stands in a list: "},
		{`"filters": {`, `"overlaps": [ null ], "filters": {`, "report: document: null stands in a list: "},
		{`"filters": {`, `"overlaps": [ { "files": [ null ] } ], "filters": {`, "report: document: null stands in a list: "},
		{`"filters": {`, `"missing_months": [ null ], "filters": {`, "report: document: null stands in a list: "},
		{`"filters": {`, `"low_months": [ null ], "filters": {`, "report: document: null stands in a list: "},
	} {
		text := strings.Replace(b.String(), test.old, test.with, 1)
		d := Document{Area: "as it was"}
		if err := json.Unmarshal([]byte(text), &d); text == b.String() || err == nil || !strings.HasPrefix(err.Error(), test.want) || d.Area != "as it was" {
			t.Errorf("%s for %s: %v, want %s", test.with, test.old, err, test.want)
		}
	}
}

// TestDocumentLabels: labels that differ by case, or by bytes that are no UTF-8, come back.
func TestDocumentLabels(t *testing.T) {
	rows := mixed()
	for _, label := range []string{"KLINGON", "Caf\xe9", "Caf\xe8", "caf\xe9", "Self-defined"} {
		rows += times(7, search{self: label, outcome: label})
	}
	few := extract("2023-01-kent.csv", rows+times(2, search{self: "Caf\xea"}))
	if got := must(New(few, Options{Suppress: 5})).Document().Quality.UnknownLabels[columnSelf]; got["Caf\uFFFD"] != nil || got["caf\uFFFD"] == nil {
		t.Errorf("withheld: %v", got)
	}
	var b bytes.Buffer
	if err := must(New(extract("2023-01-kent.csv", rows), Options{})).WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var d Document
	if err := json.Unmarshal(b.Bytes(), &d); err != nil {
		t.Fatalf("%v\n%s", err, b.Bytes())
	}
	var again bytes.Buffer
	if err := d.WriteJSON(&again); err != nil || again.String() != b.String() {
		t.Errorf("%v\n%s\nat first\n%s", err, again.Bytes(), b.Bytes())
	}
	if n := d.Quality.UnknownLabels[columnSelf]["Caf\uFFFD"]; n == nil || *n != 14 {
		t.Errorf("labels that are alike in UTF-8: %v", n)
	}
}

// TestDocumentMembersToCome: members that a later version adds are passed over, anywhere.
func TestDocumentMembersToCome(t *testing.T) {
	r := must(New(extract("2023-01-kent.csv", mixed()), Options{Within: []Dimension{ByObject}}))
	var plain bytes.Buffer
	if err := r.WriteJSON(&plain); err != nil {
		t.Fatal(err)
	}
	// not into the counts by group, by column and by label, which have names of their own
	object := regexp.MustCompile(`(?m)(^\s*|"(?:rate|ratio|difference|excess|crude|adjusted|homogeneity|quality|residents_source)": )\{\n`)
	more := object.ReplaceAllString(plain.String(), "$1{ \"to_come\": [{}, null],\n")
	var d Document
	if err := json.Unmarshal([]byte(more), &d); err != nil {
		t.Fatal(err)
	}
	var again bytes.Buffer
	if err := d.WriteJSON(&again); err != nil || again.String() != plain.String() {
		t.Errorf("members that are not known changed the document: %v", err)
	}
	if strings.Count(more, "to_come") < 100 {
		t.Error("nothing was added")
	}
}

// TestTableIDs: the names of tables for programs, in order, which are not the words for people.
func TestTableIDs(t *testing.T) {
	outcomeIDs := []string{"arrest-rate", "charge-or-summons-rate", "out-of-court-rate", "no-further-action-rate", "positive-outcome-rate", "unlinked-action-rate"}
	content := mixed() + times(3, search{self: white, object: "Nothing known"}) +
		strings.ReplaceAll(times(9, search{self: black, officer: "Black"}), "Misuse of Drugs Act 1971 (section 23)", "Criminal Justice and Public Order Act 1994 (section 60)")
	for _, test := range []struct {
		content string
		o       Options
		want    []string
		reason  string
	}{
		{content, Options{}, slices.Concat([]string{"search-rate", "find-rate", "find-rate/not-recorded", "find-rate/drugs", "find-rate/other", "find-rate/section-60"}, outcomeIDs), "all grounds"},
		{content, Options{Object: new(outcomes.ControlledDrugs)}, slices.Concat([]string{"search-rate", "find-rate"}, outcomeIDs), "one object"},
		{mixed() + times(900, search{self: white, outcome: "Arrest"}), Options{Find: outcomes.FindByLinked, Object: new(outcomes.ControlledDrugs)},
			slices.Concat([]string{"search-rate", "find-rate-by-action", "find-rate"}, outcomeIDs[:5]), "two definitions: the records cannot bear one"},
	} {
		r := must(New(extract("2023-01-kent.csv", test.content), test.o))
		var got []string
		for _, table := range r.Document().Tables {
			got = append(got, table.ID)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}

// TestTyped: a table of the document is the table of the report.
func TestTyped(t *testing.T) {
	r := must(New(extract("2023-01-kent.csv", mixed()), Options{}))
	for i, plain := range r.Document().Tables {
		var got table
		var err error
		if plain.Model == "rate" {
			got, err = plain.Rates()
			if _, err := plain.Proportions(); err == nil || !strings.HasPrefix(err.Error(), `report: rri: table of model "rate"`) {
				t.Errorf("%s as proportions: %v", plain.ID, err)
			}
		} else {
			got, err = plain.Proportions()
		}
		if err != nil {
			t.Errorf("%s: %v", plain.ID, err)
			continue
		}
		var want, have bytes.Buffer
		if err := must(r.tables[i].Sheet()).WriteText(&want); err != nil {
			t.Fatal(err)
		}
		if err := must(got.Sheet()).WriteText(&have); err != nil {
			t.Fatal(err)
		}
		if want.String() != have.String() {
			t.Errorf("%s is\n%s\nwant\n%s", plain.ID, have.String(), want.String())
		}
	}
}

// TestRowsOfOtherKinds: a row that is no group is kept as it stands, and left out of the tables of
// package rri, whose rows are groups.
func TestRowsOfOtherKinds(t *testing.T) {
	table := must(New(extract("2023-01-kent.csv", mixed()), Options{})).Document().Tables[0]
	foreign := table.Rows[1]
	foreign.Kind = "of a later version"
	table.Rows = append(table.Rows, foreign)
	data, err := json.Marshal(table)
	if err != nil {
		t.Fatal(err)
	}
	var got Table
	if err := json.Unmarshal(data, &got); err != nil || got.Rows[len(got.Rows)-1].Kind != foreign.Kind {
		t.Fatalf("%+v, %v", got.Rows, err)
	}
	rates, err := got.Rates()
	if err != nil || len(rates.Rows) != len(groupRows(table)) {
		t.Errorf("%d rows, %v; want %d", len(rates.Rows), err, len(groupRows(table)))
	}
}

// TestResidentsSource: it is of the census that was asked for, and of none where nobody has
// residents.
func TestResidentsSource(t *testing.T) {
	for _, test := range []struct {
		file   string
		census ethnicity.Census
		want   *ResidentsSource
	}{
		{"2023-01-kent.csv", 0, &ResidentsSource{Kind: "census", Years: []int{2021}, Date: "2021-03-21", Text: "census 2021"}},
		{"2023-01-kent.csv", ethnicity.Census2011, &ResidentsSource{Kind: "census", Years: []int{2011}, Date: "2011-03-27", Text: "census 2011"}},
		{"2023-01-btp.csv", 0, nil},
	} {
		d := must(New(extract(test.file, mixed()), Options{Census: test.census})).Document()
		if diff := cmp.Diff(test.want, d.ResidentsSource); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.file, diff)
		}
		if (d.Residents == 0) != (test.want == nil) || (d.Area == "") != (test.want == nil) {
			t.Errorf("%s: %v residents of %q", test.file, d.Residents, d.Area)
		}
	}
}

// TestNoPaths: the folders of a file are nobody's business.
func TestNoPaths(t *testing.T) {
	twice := header + strings.Repeat(times(2, search{self: white})+times(3, search{self: black}), 2)
	r := must(New(extract("home/somebody/2023-01-kent.csv", twice), Options{}))
	for name, write := range forms {
		var b bytes.Buffer
		if err := write(r, &b); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "somebody") {
			t.Errorf("%s has the folder:\n%s", name, b.String())
		}
	}
	if d := r.Document(); d.Sources[0].File != "2023-01-kent.csv" || !strings.HasPrefix(d.Notes[0], "Warning: 2023-01-kent.csv holds the same 5 rows 2 times over") {
		t.Errorf("source %q, first note %q", d.Sources[0].File, d.Notes[0])
	}
	if got := baseName(""); got != "" {
		t.Errorf("no name became %q", got)
	}
}

// FuzzDocument: whatever is read is written so that it is read as the same.
func FuzzDocument(f *testing.F) {
	for _, o := range []Options{{}, {Suppress: 5}, {Within: []Dimension{ByObject}}} {
		var b bytes.Buffer
		if err := must(New(extract("2023-01-kent.csv", mixed()), o)).WriteJSON(&b); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Add([]byte(`{"version": 3, "sources": [], "area": "\ud800\u202e<b>", "residents": 0, "residents_source": null, "from": "not recorded", "to": "2023-01",
		"filters": {"type": "person"}, "ethnicity": "self", "scheme": "5+1", "find": "action", "searches": 0, "unknown": null,
		"quality": {"unknown_labels": {"\ufffd": {}}}, "notes": null, "unknown_allocation": "left-out", "unknown_share": null,
		"bounds_unknown": 0, "bounds": null, "tables": null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		var d, again Document
		if json.Unmarshal(data, &d) != nil {
			return
		}
		var first, second bytes.Buffer
		if err := d.WriteJSON(&first); err != nil {
			return // a number that is no constant has no name
		}
		if err := json.Unmarshal(first.Bytes(), &again); err != nil {
			t.Fatalf("%v\n%s", err, first.Bytes())
		}
		if err := again.WriteJSON(&second); err != nil || first.String() != second.String() {
			t.Fatalf("%v\n%s\nat first\n%s", err, second.Bytes(), first.Bytes())
		}
	})
}
