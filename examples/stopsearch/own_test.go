//go:build unix

package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// suspectFlags say how the invented file of suspects is read, and searchFlags that of searches.
var (
	suspectFlags = []string{"-rows", "suspected", "-column", "date=Date recorded", "-column", "self=Self classification", "-column", "gender=Sex",
		"-column", "age=Age at offence", "-column", "outcome=Result, final"}
	searchFlags = []string{"-rows", "searched", "-column", "date=Date and time of search", "-column", "self=Self classification", "-column", "gender=Sex",
		"-column", "object=Looked for", "-column", "outcome=Result of search"}
)

// meanings are what a person writes behind the labels that the library does not know.
var meanings = map[string]string{
	"White - E European or other": "Other White", "Gypsy / Traveller": "Gypsy or Irish Traveller",
	"Dual heritage W&B Caribbean": "White and Black Caribbean", "Dual heritage W&B African": "White and Black African",
	"Dual heritage W&Asian": "White and Asian", "Dual heritage other": "Other Mixed",
	"Asian - any other": "Other Asian", "Black - any other": "Other Black",
	"Any other background": "Any other ethnic group", "Declined to say": "Not stated", "Form not completed": "not recorded",
	"Charged / reported for summons": "charge or summons", "Caution A": "caution, adults", "Caution Y": "caution, youths", "PND": "penalty notice for disorder",
	"Comm res": "community resolution", "TIC": "taken into consideration", "NFA - public interest": "not in the public interest, police",
	"NFA - victim supports, evidence": "evidential difficulties, suspect identified, victim supports action",
	"NFA - victim declines":           "evidential difficulties, suspect identified, victim does not support action",
	"Diverted - no formal action":     "diversionary, educational or intervention activity", "Live": "not yet assigned",
	"Drugs - any": "controlled drugs", "Weapon / blade": "offensive weapons", "No action": "no further action", "Arrested": "arrest", "Summons / postal req": "summons",
}

// ownFolder makes a folder with the invented files the working directory of a test.
func ownFolder(t *testing.T) {
	t.Helper()
	folder, err := filepath.Abs("own")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, name := range []string{"suspects.csv", "searches.csv", "residents.csv", "suspect-labels.csv", "search-labels.csv"} {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil && !*update {
			t.Fatal(err)
		}
		files[name] = string(text)
	}
	writeAll(t, files)
}

// TestOwnLabels: the files of labels that ship are the templates that the program writes, filled
// in, so that nobody has to write down a label of theirs.
func TestOwnLabels(t *testing.T) {
	folder, err := filepath.Abs("own")
	if err != nil {
		t.Fatal(err)
	}
	ownFolder(t)
	for _, test := range []struct {
		file, labels string
		flags        []string
	}{{"suspects.csv", "suspect-labels.csv", suspectFlags}, {"searches.csv", "search-labels.csv", searchFlags}} {
		status, out, errout := call(t, "", slices.Concat(test.flags, []string{"-labels-template", "new.csv", test.file})...)
		if status != statusOK || out != "" {
			t.Fatalf("%s: status %d, %s, %s", test.file, status, out, errout)
		}
		text, err := os.ReadFile("new.csv")
		if err != nil {
			t.Fatal(err)
		}
		filled := fill(t, string(text))
		shipped := filepath.Join(folder, test.labels)
		if *update {
			if err := os.WriteFile(shipped, []byte(filled), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(shipped)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(filled, "\n")); diff != "" {
			t.Errorf("%s is not the template, filled in (-%[1]s +template):\n%s", test.labels, diff)
		}
		if err := os.Remove("new.csv"); err != nil {
			t.Fatal(err)
		}
	}
}

// fill fills in the lines of a template that have no label of ours.
func fill(t *testing.T, template string) string {
	t.Helper()
	var b strings.Builder
	for line := range strings.Lines(template) {
		cells, err := csv.NewReader(strings.NewReader(line)).Read()
		if err != nil || strings.HasPrefix(line, "#") || len(cells) < 3 || cells[2] != "" || meanings[cells[1]] == "" {
			b.WriteString(line)
			continue
		}
		cells[2] = meanings[cells[1]]
		w := csv.NewWriter(&b)
		if err := w.Write(cells); err != nil {
			t.Fatal(err)
		}
		w.Flush()
	}
	return b.String()
}
