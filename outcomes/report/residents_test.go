package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// TestWithoutResidents: what is said where a force has no residents, and that the other tables are
// there.
func TestWithoutResidents(t *testing.T) {
	named := func(name string) string { return "2023-01-" + name + "-stop-and-search.csv" }
	for _, test := range []struct {
		files   []string
		note    string // among the notes, or below the search rate
		warning string
		reason  string
	}{
		{[]string{named("btp")}, "No search rate: British Transport Police has no residents.", "", "railways"},
		{[]string{named("northern-ireland")}, "No search rate: no residents are built in for Police Service of Northern Ireland, whose census is not that of England and Wales.", "", "another census"},
		{[]string{named("northern-ireland"), named("btp")},
			"No search rate: British Transport Police has no residents; no residents are built in for Police Service of Northern Ireland, whose census is not that of England and Wales.", "", "both"},
		{[]string{named("esex")}, `No search rate: no residents are known for "Esex", in no list of forces here: check the spelling.`,
			`Warning: in no list of police forces here: "Esex". Check the spelling: searches of such a force have no residents, and are in no search rate.`, "misspelt"},
		{[]string{named("kent"), named("esex")}, `without the searches of "Esex", in no list of forces here`,
			`Warning: in no list of police forces here: "Esex". Check the spelling: searches of such a force have no residents, and are in no search rate.`, "misspelt beside one with residents"},
		{[]string{named("kent"), named("btp")}, "without the searches of British Transport Police, which has no residents", "", "railways beside one with residents"},
		{[]string{named("kent"), named("northern-ireland"), named("btp")},
			"without the searches of British Transport Police, which has no residents, and of Police Service of Northern Ireland, whose census is not that of England and Wales", "", "several beside one with residents"},
		{[]string{"searches.csv"}, "without the searches of no named force", "", "some rows that do not say"},
	} {
		x := new(outcomes.Extract)
		for i, name := range test.files {
			content := header + times(9+i, search{self: white, outcome: "Arrest"}) + times(3, search{self: black, outcome: noAction})
			if name == "searches.csv" { // one row of which names a force
				content = "Force," + strings.ReplaceAll(strings.TrimSuffix(content, "\n"), "\n", "\n,") + "\n"
				content = strings.Replace(content, "\n,", "\nKent,", 1)
			}
			if err := x.ReadFile(strings.NewReader(content), name); err != nil {
				t.Fatalf("%s: %v", test.reason, err)
			}
		}
		r := must(New(x, Options{}))
		d := r.Document()
		notes := d.Notes
		for _, table := range d.Tables {
			notes = slices.Concat(notes, table.Notes)
		}
		if !slices.Contains(notes, test.note) {
			t.Errorf("%s: no %q in %q", test.reason, test.note, notes)
		}
		if got, want := strings.Contains(textOf(t, x, Options{}), "census 2021"), d.ResidentsSource != nil; got != want {
			t.Errorf("%s: a census is named: %v, want %v", test.reason, got, want)
		}
		if got := strings.Join(r.Warnings(), "\n"); got != test.warning {
			t.Errorf("%s: warnings %q, want %q", test.reason, got, test.warning)
		}
		if !slices.ContainsFunc(d.Tables, func(table Table) bool { return table.ID == "arrest-rate" }) {
			t.Errorf("%s: no arrest rate", test.reason)
		}
		if test.warning != "" {
			if text := textOf(t, x, Options{}); !strings.HasPrefix(text, test.warning) {
				t.Errorf("%s: the warning does not stand above everything in\n%s", test.reason, text)
			}
		}
	}
}

// TestNoForce: searches of which no record says the force have no search rate, and what to do is
// said.
func TestNoForce(t *testing.T) {
	const want = "No search rate: the records do not say of which force they are. -force names the force of rows that do not say, and where they are of several forces -residents names the place whose residents count."
	if got := new(Report).noSearchRate([]ethnicity.Force{{}}); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestManyForces: ten forces that no table has are named, and how many more there are.
func TestManyForces(t *testing.T) {
	var forces []ethnicity.Force
	for i := range 12 {
		forces = append(forces, must(ethnicity.ForceNamed(fmt.Sprintf("Shire %02d", i))))
	}
	if got := quotedForces(forces); !strings.HasPrefix(got, `"Shire 00", `) || !strings.HasSuffix(got, `"Shire 09", 2 more`) {
		t.Error(got)
	}
}
