package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// TestMisplaced: where the one place is not where the searches are is said first.
func TestMisplaced(t *testing.T) {
	avon := map[string]string{"2023-01-avon-and-somerset-stop-and-search.csv": inForce("2023-01", 10, 1000, 200, 100, 30)}
	for _, test := range []struct {
		files  map[string]string
		of     string // before a bar the census
		want   string
		reason string
	}{
		{avon, "2011|Taunton Deane", "Warning: Taunton Deane is a part of the area of Avon and Somerset, all of whose searches are set against its residents. -where COLUMN=VALUE chooses those of a place.", "a district that only the first census has"},
		{avon, "2011|Christchurch", "Warning: the searches of Avon and Somerset are not in the place whose residents they are set against: Christchurch.", "and one that is elsewhere"},
		{avon, "Wales", "Warning: the searches of Avon and Somerset are not in the place whose residents they are set against: Wales.", "elsewhere"},
		{avon, "Bristol", "Warning: Bristol is a part of the area of Avon and Somerset, all of whose searches are set against its residents. -where COLUMN=VALUE chooses those of a place.", "a part"},
		{avon, "South West", "Warning: South West is more than the area of Avon and Somerset: the residents of South West are also those of places whose searches are not here.", "more"},
		{avon, "Avon and Somerset", "", "the area itself"},
		{map[string]string{"2023-01-btp-stop-and-search.csv": inForce("2023-01", 10, 1000, 200, 100, 30)}, "England and Wales", "", "a force without an area of its own"},
		{map[string]string{"x.csv": inForce("2023-01", 10, 1000, 200, 100, 30)}, "Wales", "", "no force is known"},
	} {
		x := &outcomes.Extract{ForceOptional: true}
		for name, rows := range test.files {
			if err := x.ReadFile(strings.NewReader(header+rows), name); err != nil {
				t.Fatal(err)
			}
		}
		o := Options{ResidentsOf: test.of}
		if census, of, ok := strings.Cut(test.of, "|"); ok {
			o.Census, o.ResidentsOf = must(ethnicity.ParseCensus(census)), of
		}
		warnings := must(New(x, o)).Warnings()
		got := strings.Join(slices.DeleteFunc(warnings, func(text string) bool { return !strings.Contains(text, "residents") && !strings.Contains(text, "area") }), "\n")
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
	}
}

// TestRowsOutsidePlace: rows that say that they are of a district outside the one place are named,
// of whatever force they are.
func TestRowsOutsidePlace(t *testing.T) {
	const met = "2022-09-metropolitan-stop-and-search.csv"
	for _, test := range []struct {
		file   string
		places []string
		of     string
		where  []outcomes.Filter
		want   string
		reason string
	}{
		{"joined.csv", []string{"Cardiff", "Swansea"}, "Cardiff", nil, "Warning: by their column Borough rows are of Swansea, outside Cardiff, and are set against its residents all the same.", "no force is known"},
		{"joined.csv", []string{"Cardiff", "Swansea"}, "Wales", nil, "", "inside"},
		{"joined.csv", []string{"Cardiff", "Swansea"}, "Cardiff", []outcomes.Filter{{Column: "Borough", Value: "Cardiff"}}, "", "rows that are left out"},
		{"joined.csv", []string{"Cardiff", "Team A", "Team B"}, "Swansea", nil, "", "most names are of no district"},
		{"2022-09-btp-stop-and-search.csv", []string{"Croydon", "Lambeth", "Unknown"}, "Lambeth", nil,
			"Warning: by their column Borough rows of British Transport Police are of Croydon, outside Lambeth, and are set against its residents all the same.", "a force without an area"},
		{met, boroughs("metropolitan"), "Croydon", []outcomes.Filter{{Column: "Team", Value: "1"}},
			"Warning: by their column Borough rows of Metropolitan Police are of 31 places, outside Croydon, and are set against its residents all the same.", "chosen by another column, all over the force"},
	} {
		var text strings.Builder
		lines := strings.Split(strings.TrimSpace(inForce("2022-09", 10, 400, 200, 100, 30)), "\n")
		text.WriteString(strings.TrimSpace(header) + ",Borough,Team\n")
		for i, line := range lines {
			text.WriteString(line + "," + test.places[i%len(test.places)] + ",1\n")
		}
		x := &outcomes.Extract{ForceOptional: true, Where: test.where}
		if err := x.ReadFile(strings.NewReader(text.String()), test.file); err != nil {
			t.Fatal(err)
		}
		got := strings.Join(must(New(x, Options{ResidentsOf: test.of})).Warnings(), "\n")
		if want := test.want; want == "" && strings.Contains(got, "outside") || !strings.Contains(got, want) {
			t.Errorf("%s: %q, want %q", test.reason, got, want)
		}
	}
}

// TestMonthsOfPlace: sentences over one place name the months in which any of its forces has a row.
func TestMonthsOfPlace(t *testing.T) {
	x := several(map[string]string{"2016-06-gwent-stop-and-search.csv": inForce("2016-06", 10, 400, 90, 85, 0),
		"2016-09-south-wales-stop-and-search.csv": inForce("2016-09", 11, 500, 90, 85, 0)})
	d := must(New(x, Options{ResidentsOf: "Wales"})).Document()
	for _, claim := range d.Summary.Said {
		if !strings.Contains(claim.Text, "Wales, June 2016 and September 2016") {
			t.Errorf("%q", claim.Text)
		}
	}
	if len(d.Summary.Said) == 0 {
		t.Error("nothing is said")
	}
}

// TestMonthsWithoutForce: months of rows that do not say of which force they are.
func TestMonthsWithoutForce(t *testing.T) {
	x := &outcomes.Extract{ForceOptional: true}
	if err := x.ReadFile(strings.NewReader(header+inForce("2016-06", 10, 400, 90, 85, 5)+inForce("2016-08", 10, 400, 90, 85, 5)), "x.csv"); err != nil {
		t.Fatal(err)
	}
	const want = "No rows without a named force in July 2016."
	if text := rateTextOf(t, must(New(x, Options{ResidentsOf: "Wales"}))); !strings.Contains(strings.Join(strings.Fields(text), " "), want) {
		t.Errorf("no %q in\n%s", want, text)
	}
}
