package outcomes

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
)

// TestOfficialFiles has one kind of file a row, and whether its columns say that it is from
// data.police.uk.
func TestOfficialFiles(t *testing.T) {
	const official = "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity,Officer-defined ethnicity," +
		"Legislation,Object of search,Outcome,Outcome linked to object of search,Removal of more than just outer clothing\n"
	const row = "Person search,2023-01-05T12:00:00+00:00,,,51.4,-2.6,Male,18-24,White - Irish,White,,,,,\n"
	kent, err := ethnicity.ParseForce("Kent")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, text string
		want       bool
		reason     string
	}{
		{"2023-01-kent-stop-and-search.csv", official + row, true, "as downloaded"},
		{"copy.csv", strings.NewReplacer(" ", ".", "-defined", ".defined").Replace(official) + row, true, "as R saves it"},
		{"copy.csv", strings.ReplaceAll(official+row, ",", ";"), true, "as a spreadsheet saves it"},
		{"own.csv", "Type,Date,Self-defined ethnicity\nPerson search,2023-01-05,White - Irish\n", false, "columns of one's own"},
		{"own.csv", strings.Replace(official, "Legislation", "Power", 1) + row, false, "one column is another"},
		{"api.json", `[{"type":"Person search","datetime":"2023-01-05T12:00:00+00:00","self_defined_ethnicity":"White - Irish"}]`, false, "objects without most"},
	} {
		x := &Extract{Force: kent}
		if err := x.ReadFile(strings.NewReader(test.text), test.name); err != nil {
			t.Fatal(err)
		}
		all := new(Extract)
		if err := all.Merge(x); err != nil {
			t.Fatal(err)
		}
		for _, x := range []*Extract{x, all} {
			if got := x.OfficialFiles(); slices.Contains(got, test.name) != test.want || len(got) > 1 {
				t.Errorf("%s: %q, want it there: %v", test.reason, got, test.want)
			}
		}
		read := new(Extract)
		if err := read.Read(test.name, ReadCSV(strings.NewReader(official+row), ReadOptions{})); err != nil || read.OfficialFiles() != nil {
			t.Errorf("a sequence has no columns: %q, %v", read.OfficialFiles(), err)
		}
	}
	if got := (*Extract)(nil).OfficialFiles(); got != nil {
		t.Errorf("nothing read: %q", got)
	}
}
