package published

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// sumOf reads a table with the columns year, area, ethnicity, n and residents, and others, and
// returns the counts of Black people in Kent, what notes say of sums, and what is refused.
func sumOf(t *testing.T, text string, o Options) (sum string, err error) {
	t.Helper()
	o.File, o.Ethnicity = "t.csv", outcomes.LabelsOf(ethnicity.FivePlusOne)
	if o.Count == "" && !o.Wide {
		o.Count, o.Residents = "n", "residents"
	}
	s := new(Series)
	for row, err := range Read(strings.NewReader(text), o) {
		if err == nil {
			err = s.Add(row)
		}
		if err != nil {
			return "", err
		}
	}
	n, marked := s.Count(2019, "Kent", ethnicity.Black)
	sum = fmt.Sprintf("%d, %d marked", n, marked)
	if o.Wide {
		return sum, nil
	}
	set, err := s.Peers(PeerOptions{})
	if err != nil {
		t.Fatal(err)
	}
	series, err := s.Trend(TrendOptions{Area: "Kent"})
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(set.Notes) != fmt.Sprint(series.Notes) {
		t.Errorf("notes of peers %q, of the trend %q", set.Notes, series.Notes)
	}
	return sum + strings.Join(append([]string{""}, set.Notes...), "; "), nil
}

// Rows of one year, area and group are parts of one number if a column tells them apart, and
// refused if none does.
func TestParts(t *testing.T) {
	const header, white = "year,area,ethnicity,n,residents", "\n2019/20,Kent,White,100,10000"
	const added = "; rows of one area, year and group that differ in a column are parts of one number, and added up: they do in "
	const twice = "published: lines 3 and 4 both have Black in Kent, 2019/20, and no column says in what they differ: keep one of them, or give a column that tells them apart"
	for _, test := range []struct {
		text, want, reason string
	}{
		{header + white + "\n2019/20,Kent,Black,40,900\n2019/20,Kent,Black,41,900\n", twice, "two numbers of the same people"},
		{header + white + "\n2019/20,Kent,Black,40,900\n2019/20,Kent,Black,40,900\n", twice, "a row twice"},
		{header + white + "\n2019/20,Kent,Black,40,900\n2019-20,Kent, BLACK ,41,900\n", twice, "a row that is written otherwise"},
		{header + white + "\n2019/20,Kent,Black,40,900\n2019/20,Kent,Black,<5,900\n", twice, "a mark in one of them"},
		{header + white + "\n2019/20,Kent,Black,40,900\n2019/20,Kent,Black,41,N/A\n", twice, "residents in one of them"},
		{header + ",rate" + white + ",10\n2019/20,Kent,Black,40,900,44.4\n2019/20,Kent,Black,41,900,4.6e1\n", twice, "a rate, which is another for another number"},
		{header + ",share" + white + ",10%\n2019/20,Kent,Black,40,900,44.4%\n2019/20,Kent,Black,41,900,N/A\n", twice, "a share"},
		{"year,area,ethnicity,residents,n,row" + "\n2019/20,Kent,White,10000,100,1\n2019/20,Kent,Black,900,40,2\n2019/20,Kent,Black,900,41,3\n", twice, "numbers of rows"},
		{header + ",notes" + white + ",\n2019/20,Kent,Black,40,900,\n2019/20,Kent,Black,41,900,revised\n", twice, "a remark"},
		{header + white + "\n2019/20,Kent,Black,40,900\n2018/19,Kent,Black,41,900\n2019/20,Essex,Black,42,900\n", "40, 0 marked", "another year and another area"},
		{header + ",legislation" + white + ",\n2019/20,Kent,Black,40,900,Police and Criminal Evidence Act 1984 (section 1)\n2019/20,Kent,Black,41,900,Misuse of Drugs Act 1971 (section 23)\n", "81, 0 marked" + added + `"legislation"`, "powers"},
		{header + ",age" + white + ",10\n2019/20,Kent,Black,40,900,10\n2019/20,Kent,Black,41,900,11\n", "81, 0 marked" + added + `"age"`, "ages, which are numbers"},
		{header + ",Home district,Sex" + white + ",a,m\n2019/20,Kent,Black,40,900,a,m\n2019/20,Kent,Black,41,900,b,m\n2019/20,Kent,Black,1,900,a,f\n", "82, 0 marked" + added + `"Home district", "Sex"`, "two columns"},
		{header + ",mood" + white + ",good\n2019/20,Kent,Black,40,900,good\n2019/20,Kent,Black,1,900,bad\n", "41, 0 marked" + added + `"mood"`, "words in a column that nobody knows"},
		{header + white + "\n2019/20,Kent,Black,40,900\n2019/20,Kent,Black or Black British,41,900\n", "81, 0 marked" + added + `"ethnicity"`, "labels of one group"},
		{header + white + "\n2019/20,Kent,Black,40,900\n2019/20,Kent,Not stated,1,\n2019/20,Kent,Unknown,1,\n", "40, 0 marked", "labels of people of no known group, which need no note"},
		{header + ",age" + white + ",10\n2019/20,Kent,Black,40,900,10\n2019/20,Kent,Black,41,900,11\n2019/20,Kent,Black,42,900,11\n", strings.Replace(twice, "3 and 4", "4 and 5", 1), "a part twice"},
		{header + white + "\n2019/20,Kent,Black,40,900\n2019/20,Kent,All,140,10900\n2019/20,Kent,All,141,10900\n",
			strings.NewReplacer("3 and 4", "4 and 5", "Black", "all groups").Replace(twice), "a total twice"},
		{"area,ethnicity,n,residents\nKent,White,100,10000\nKent,Black,40,900\nKent,Black,41,900\n", strings.Replace(twice, ", 2019/20", "", 1), "no year"},
	} {
		got, err := sumOf(t, test.text, Options{})
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s: %s\nwant %s", test.reason, got, test.want)
		}
	}
}

// In a table with a column for each group a row has several numbers, of which two may be of one
// group; a row of the same force and year once more is refused.
func TestPartsOfWideTables(t *testing.T) {
	for _, test := range []struct {
		text, want, reason string
	}{
		{"Financial year,Force,Tactic,White,Black,Black or Black British\n2019/20,Kent,Handcuffs,5,40,1\n", "41, 0 marked", "two columns of one group"},
		{"Financial year,Force,Tactic,White,Black\n2019/20,Kent,Handcuffs,5,40\n2019/20,Kent,Baton,5,41\n", "81, 0 marked", "rows of two tactics"},
		{"Financial year,Force,Tactic,White,Black\n2019/20,Kent,Handcuffs,5,40\n2019/20,Kent,Handcuffs,6,41\n",
			"published: lines 2 and 3 both have White in Kent, 2019/20, and no column says in what they differ: keep one of them, or give a column that tells them apart", "a row twice"},
	} {
		got, err := sumOf(t, test.text, Options{Wide: true})
		if err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s: %s\nwant %s", test.reason, got, test.want)
		}
	}
}

// Rows that went through JSON are told apart as those that were read, and a row that is refused is
// not counted.
func TestPartsOfStoredRows(t *testing.T) {
	s := new(Series)
	for i, row := range rowsOf("year,force,ethnicity,n\n2019/20,Kent,Black,40\n2019/20,Kent,Black,41\n") {
		back, _, err := throughJSON(row)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Add(back.(Row)); (err != nil) != (i == 1) {
			t.Errorf("row %d: %v", i, err)
		}
	}
	if n, _ := s.Count(2019, "Kent", ethnicity.Black); n != 40 {
		t.Errorf("%d, want 40: what is refused is counted", n)
	}
}
