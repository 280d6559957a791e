package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// without returns a file of the tests without some of its columns.
func without(content string, columns ...string) string {
	lines := strings.Split(strings.TrimSuffix(content, "\r\n"), "\r\n")
	names := strings.Split(lines[0], ",")
	for i, line := range lines {
		var cells []string
		for j, cell := range strings.Split(line, ",") {
			if !slices.Contains(columns, names[j]) {
				cells = append(cells, cell)
			}
		}
		lines[i] = strings.Join(cells, ",") + "\r\n"
	}
	return strings.Join(lines, "")
}

// idsOf returns the ids of the tables of a document.
func idsOf(d Document) (ids []string) {
	for _, t := range d.Tables {
		ids = append(ids, t.ID)
	}
	return ids
}

// TestMissingColumns has the tables that are left without a column, and what is said once.
func TestMissingColumns(t *testing.T) {
	rows := strings.ReplaceAll(mixed(), "TRUE", "FALSE")
	all := idsOf(must(New(extract("kent.csv", rows), Options{})).Document())
	outcomeTables := slices.DeleteFunc(slices.Clone(all), func(id string) bool { return id == "search-rate" })
	link := []string{"unlinked-action-rate"}
	ground := []string{"find-rate/not-recorded", "find-rate/drugs", "find-rate/other"}
	for _, test := range []struct {
		columns []string
		o       Options
		gone    []string // tables
		want    string   // in the text, once
	}{
		{[]string{columnOutcome}, Options{}, outcomeTables, "Columns that the file lacks: Outcome (no find rates by outcome, no rates of what follows from a search)."},
		{[]string{columnOutcome, columnLinked}, Options{}, outcomeTables, "Outcome (no find rates by outcome, no rates of what follows from a search); Outcome linked to object of search (no find rates by the link"},
		{[]string{columnLinked}, Options{}, link, "Columns that the file lacks: Outcome linked to object of search (no find rates by the link, and none of something other than what was searched for)."},
		{[]string{columnLinked}, Options{Find: outcomes.FindByLinked}, slices.Concat(link, ground, []string{"find-rate"}), "Outcome linked to object of search (no find rates by the link"},
		{[]string{columnObject}, Options{}, ground, "Columns that the file lacks: Object of search (no choice by object, no find rates by ground)."},
		{[]string{columnLegislation}, Options{}, nil, "Columns that the file lacks: Legislation (searches that need no suspicion, as under section 60, are not told apart)."},
		{[]string{columnGender, columnAge}, Options{}, nil, "Columns that the file lacks: Gender (no strata by gender); Age range (no strata by age)."},
		{[]string{columnOfficer}, Options{}, nil, "Columns that the file lacks: Officer-defined ethnicity (no account of the officers)."},
		{[]string{columnSelf}, Options{Rule: outcomes.SelfThenOfficer}, nil, "Columns that the file lacks: Self-defined ethnicity (no account of the people themselves)."},
		{[]string{"Latitude", "Longitude", columnClothing}, Options{}, nil, "Columns that the file lacks: Removal of more than just outer clothing (which no table needs)."},
		{[]string{columnOfficer, columnClothing}, Options{}, nil, "Columns that the file lacks: Officer-defined ethnicity (no account of the officers); Removal of more than just outer clothing (which no table needs)."},
		{[]string{"Latitude", "Longitude"}, Options{}, nil, ""},
	} {
		x := extract("kent.csv", without(rows, test.columns...))
		d := must(New(x, test.o)).Document()
		ids := idsOf(d)
		for _, id := range all {
			if slices.Contains(ids, id) == slices.Contains(test.gone, id) {
				t.Errorf("without %q, -find %s: table %s is there: %v", test.columns, test.o.Find, id, slices.Contains(ids, id))
			}
		}
		text := textOf(t, x, test.o)
		_, read, _ := strings.Cut(text, "\nWhat was read\n")
		if n := strings.Count(read, test.want); test.want != "" && n != 1 {
			t.Errorf("without %q: %d times %q in\n%s", test.columns, n, test.want, text)
		}
		if test.want == "" && strings.Contains(text, "Columns that") {
			t.Errorf("without %q:\n%s", test.columns, text)
		}
		for _, zero := range []string{"Not recorded: outcome in", "link between outcome and object of search in", "Recording regime"} {
			column := columnLinked
			if strings.HasPrefix(zero, "Not recorded: outcome") {
				column = columnOutcome
			}
			if strings.Contains(text, zero) == slices.Contains(test.columns, column) {
				t.Errorf("without %q: %q stands there: %v\n%s", test.columns, zero, strings.Contains(text, zero), text)
			}
		}
		warned := strings.Contains(strings.Join(must(New(x, test.o)).Warnings(), "\n"), "Warning: Columns that the file lacks: ")
		if want := test.want != "" && !slices.Contains(test.columns, "Latitude"); warned != want {
			t.Errorf("without %q: warned %v", test.columns, warned)
		}
		if !slices.Equal(d.Sources[0].Missing, test.columns) {
			t.Errorf("without %q: the document says %q", test.columns, d.Sources[0].Missing)
		}
	}
}

// TestColumnsOfEmptyFiles: a file without rows has no column that could be counted.
func TestColumnsOfEmptyFiles(t *testing.T) {
	x := extract("2023-01-kent.csv", without(mixed(), columnOutcome))
	if err := x.ReadFile(strings.NewReader(header), "2023-02-kent.csv"); err != nil {
		t.Fatal(err)
	}
	r := must(New(x, Options{}))
	if ids := idsOf(r.Document()); !slices.Equal(ids, []string{"search-rate"}) {
		t.Errorf("tables %q", ids)
	}
	if warnings := strings.Join(r.Warnings(), "\n"); !strings.Contains(warnings, "Columns that the file lacks: Outcome (") {
		t.Errorf("warnings %q", warnings)
	}
}

// TestColumnsOfSomeFiles: where other files have the column, its tables stand and the share is
// said.
func TestColumnsOfSomeFiles(t *testing.T) {
	x := extract("2023-01-kent.csv", mixed())
	for i := range 2 {
		february := strings.ReplaceAll(mixed(), "2023-01", fmt.Sprintf("2023-0%d", i+2))
		if err := x.ReadFile(strings.NewReader(without(february, columnOutcome)), fmt.Sprintf("2023-0%d-kent.csv", i+2)); err != nil {
			t.Fatal(err)
		}
	}
	want := "Columns that some files lack, whose rows count as not recorded: Outcome (2 of 3 files, 454 of 681 rows).\n"
	if text := textOf(t, x, Options{}); !strings.Contains(text, want) || !strings.Contains(text, "\nArrest rate, ") {
		t.Errorf("no %q in\n%s", want, text)
	}
	want = "Columns that some files lack, whose rows count as not recorded: Outcome (2 of 3 files).\n"
	if text := textOf(t, x, Options{Suppress: 5}); !strings.Contains(text, want) {
		t.Errorf("no %q in\n%s", want, text)
	}
	if note := "Warning: Columns that"; strings.Contains(strings.Join(must(New(x, Options{})).Warnings(), ""), note) {
		t.Errorf("a warning, although every table stands")
	}
}

// TestChoicesWithoutColumns: what was asked for and has no column is an error that says so.
func TestChoicesWithoutColumns(t *testing.T) {
	for _, test := range []struct {
		column string
		o      Options
		want   string
	}{
		{columnSelf, Options{}, "report: Rule self: no file has the column Self-defined ethnicity: want Rule officer"},
		{columnOfficer, Options{Rule: outcomes.OfficerDefined}, "report: Rule officer: no file has the column Officer-defined ethnicity: want Rule self"},
		{columnOfficer, Options{Unknown: outcomes.ByOfficer}, "report: Unknown officer: no file has the column Officer-defined ethnicity: want Unknown left-out or in-proportion"},
		{columnOfficer, Options{Unknown: outcomes.ByCrossTable}, "report: Unknown cross-table: no file has the column Officer-defined ethnicity: want Unknown left-out or in-proportion"},
		{columnObject, Options{Object: new(outcomes.ControlledDrugs)}, "report: Object controlled drugs: no file has the column Object of search: leave the choice out"},
		{columnAge, Options{Within: []Dimension{ByForce, ByAge}}, "report: Within age: no file has the column Age range: leave it out"},
		{columnGender, Options{Within: []Dimension{ByGender}}, "report: Within gender: no file has the column Gender: leave it out"},
		{columnLegislation, Options{Within: []Dimension{ByLegislation}}, "report: Within legislation: no file has the column Legislation: leave it out"},
		{columnObject, Options{Within: []Dimension{ByObject}}, "report: Within object: no file has the column Object of search: leave it out"},
	} {
		_, err := New(extract("kent.csv", without(mixed(), test.column)), test.o)
		if err == nil || err.Error() != test.want {
			t.Errorf("without %s: %v, want %s", test.column, err, test.want)
		}
		if _, err := New(extract("kent.csv", mixed()), test.o); err != nil {
			t.Errorf("with %s: %v", test.column, err)
		}
	}
}

// TestCollapsedLabels: labels that are of five groups already are told, and are no finer.
func TestCollapsedLabels(t *testing.T) {
	rows := header + times(30, search{self: "White", officer: "White"}) + times(9, search{self: "Asian", officer: "Asian"}) +
		times(8, search{self: "Black", officer: "Black"}) + times(7, search{self: "Other", officer: "Other"})
	x := extract("kent.csv", rows)
	want := "The labels of self-defined ethnicity are of five groups already and are read as 5+1; whether Chinese people are in Asian or in Other, they do not say.\n"
	if text := textOf(t, x, Options{}); !strings.Contains(text, want) || strings.Contains(text, "2011 basis") {
		t.Errorf("no %q, or Chinese people counted all the same, in\n%s", want, text)
	}
	if text := textOf(t, x, Options{Rule: outcomes.OfficerDefined}); strings.Contains(text, "five groups already") {
		t.Errorf("said of labels that do not count:\n%s", text)
	}
	if d := must(New(x, Options{})).Document(); !d.Sources[0].Collapsed {
		t.Error("the document does not say so")
	}
	_, err := New(x, Options{Scheme: ethnicity.EighteenPlusOne})
	want = "report: Scheme 18+1 cannot be had: the labels of self-defined ethnicity are of five groups already. Want one of 5+1, officer, white-other"
	if err == nil || err.Error() != want {
		t.Errorf("%v, want %s", err, want)
	}
	// the groups of 2001 are told by their own name
	old := extract("kent.csv", strings.ReplaceAll(rows, "Other", "Chinese or Other"))
	_, err = New(old, Options{})
	if want = "report: Scheme 5+1 cannot be had: the labels of self-defined ethnicity are of five groups already. Want one of 5+1-2001, "; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("%v, want %s", err, want)
	}
	if text := textOf(t, old, Options{Scheme: ethnicity.FivePlusOne2001}); !strings.Contains(text, "already and are read as 5+1-2001; one of them says that Chinese people are in Other.\n") {
		t.Errorf("labels of 2001 are said to be of another classification:\n%s", text)
	}
	if err := old.ReadFile(strings.NewReader(strings.ReplaceAll(rows, "2023-01", "2023-02")), "kent 2.csv"); err != nil {
		t.Fatal(err)
	}
	want = "already and are read as 5+1 in some files and as 5+1-2001 in others; whether Chinese people are in Asian or in Other, they do not say in the former.\n"
	if text := textOf(t, old, Options{Scheme: ethnicity.WhiteOther}); !strings.Contains(text, want) {
		t.Errorf("no %q in\n%s", want, text)
	}
	if err := x.ReadFile(strings.NewReader(mixed()), "essex.csv"); err != nil {
		t.Fatal(err)
	}
	if text := textOf(t, x, Options{}); !strings.Contains(text, "are of five groups already in 1 of 2 files and are read as 5+1; ") ||
		!strings.Contains(text, "2011 basis") {
		t.Errorf("of one file of two:\n%s", text)
	}
}
