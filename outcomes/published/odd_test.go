package published

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// Every column of numbers of a wide table is a group, known, the sum of the groups, or an error at
// each of its numbers.
func TestOddColumns(t *testing.T) {
	const odd = "a number in a column whose name is no known label of an ethnic group, nor the sum of the groups, which is "
	for _, test := range []struct {
		text   string
		o      Options
		counts int
		errs   []string // with the position and the cell
		reason string
	}{
		{"Area,White,Asian,Any other\nEssex,10,4,5\n", Options{}, 2, []string{`2:12: Any other "5": ` + odd + "14"}, "a label that is none"},
		{"Area,White,Any other,Asian\nEssex,10,5,4\nKent,20,-,7\nSurrey,1,2,3\n", Options{}, 6, []string{`2:10: Any other "5": `, `4:10: Any other "2": `}, "in each row that has a number"},
		{"Area,White,Asian,Any other\nEssex,10,4,14\nKent,20,5,6\n", Options{}, 4, []string{`3:11: Any other "6": not the sum of the groups as in other rows, which is 25`}, "a sum that is wrong"},
		{"Area,White,Asian,Incidents\nEssex,10,4,14\nKent,20,5,25\nSurrey,0,0,0\nDorset,,,\nNorfolk,-,-,-\n", Options{}, 10, nil, "the sum of the groups"},
		{"Area,White,Asian,Not stated,Incidents\nEssex,10,4,3,14\nKent,20,5,1,25\n", Options{}, 6, nil, "the sum of the known groups"},
		{"Area,White,Asian,Not stated,Incidents\nEssex,10,4,3,17\nKent,20,5,1,26\n", Options{}, 6, nil, "the sum of all"},
		{"Area,White,Asian,Total,Incidents\nEssex,10,4,14,14\n", Options{}, 2, nil, "a total is no group of the sum"},
		{"Area,White,Asian,Not stated,Total,Incidents\nEssex,10,4,3,17,17\n", Options{}, 3, nil, "a total is no group of the sum of all"},
		{"Area,White,Asian,Any other\nEssex,0,0,0\nKent,[c],5,9\n", Options{}, 4, []string{`3:12: Any other "9": a number in a column whose name is no known label of an ethnic group, and no row shows whether`},
			"zeros show nothing"},
		{"Area,White,Asian,Any other\nEssex,10,4,5\nKent,10,4,0\n", Options{}, 4, []string{`2:12: Any other "5": `}, "a zero is nothing that would be missing"},
		{"Area,White,Asian,Any other\nEssex,10,4,5 [p]\nKent,10,4,[c] [note 1]\n", Options{}, 4, []string{`2:12: Any other "5 [p]": `}, "a number with a note, and a mark"},
		{"Area,White,Asian,Incidents\nEssex,\"1,010\",4,\"1,014\"\n", Options{}, 2, nil, "thousands"},
		{"Area;White;Asian;Incidents\nEssex;1.010;4;1.014\n", Options{}, 2, nil, "thousands on the Continent"},
		{"Area,White,Asian,Any other\nEssex,[c],4,9\nKent,[c],5,9\n", Options{}, 4, []string{`2:13: Any other "9": a number in a column whose name is no known label of an ethnic group, and no row shows whether`},
			"a sum that no row shows"},
		{"Area,White,Asian,Incidents\nEssex,[c],4,9\nKent,20,5,25\n", Options{}, 4, nil, "a row with a mark, and one that shows it"},
		{"Area,White,Asian,Any other\nEssex,[c],4,3\n", Options{}, 2, []string{`2:13: Any other "3": ` + odd + "4 or more"}, "less than the rest of the row"},
		{"Area,White,Asian,Any other\nEssex,<5,4,9\n", Options{}, 2, []string{`2:12: Any other "9": ` + odd + "4 to 8"}, "more than the row can be"},
		{"Area,White,Asian,Any other\nEssex,10,4,<5\n", Options{}, 2, []string{`2:12: Any other "<5": `}, "a range"},
		{"Area,White,Asian,Any other\nEssex,2,2,<5\n", Options{}, 2, []string{`2:11: Any other "<5": a number in a column whose name is no known label of an ethnic group, and no row shows whether`},
			"a range that may be the sum"},
		{"Area,White,Asian,Any other\nEssex,10,4,[c]\n", Options{}, 2, nil, "a mark is no number"},
		{"Area,White,Asian,Note\nEssex,10,4,see page 5\n", Options{}, 2, nil, "text"},
		{"Area,White,Asian,Rate\nEssex,10,4,1.5\n", Options{}, 2, []string{`2:12: Rate "1.5": `}, "a rate"},
		{"Area,White,Asian,% White\nEssex,10,4,71.4%\n", Options{}, 2, []string{`2:12: % White "71.4%": `}, "a share"},
		{"Area,White,Asian,% White,% Asian\nEssex,10,4,71.4%,28.6%\n", Options{LeaveOut: []string{"% White"}}, 2, []string{`2:18: % Asian "28.6%": `}, "one of two shares left out"},
		{"Area,White,Asian,% White,Rate\nEssex,10,4,71.4%,1.5\n", Options{LeaveOut: []string{"% white", "rate"}}, 2, nil, "left out by name"},
		{"Area,Residents,White,Asian\nEssex,1500,10,4\n", Options{}, 2, []string{`2:7: Residents "1500": `}, "residents"},
		{"Area,Residents,White,Asian\nEssex,1500,10,4\n", Options{Only: map[string]string{"Residents": "1500"}}, 2, nil, "a column to keep rows by"},
		{"Area,Code,White,Asian\nEssex,12,10,4\n", Options{}, 2, nil, "a code"},
		{"Area,White,Asian,Year\nEssex,10,4,2019/20\n", Options{}, 2, nil, "a year that is known"},
		{",Area,White,Asian\n0,Essex,10,4\n1,Kent,5,6\n", Options{}, 4, nil, "the numbers of rows, as programs write them"},
		{"Unnamed: 0,Area,White,Asian\n5,Essex,10,4\n8,Kent,5,6\n", Options{}, 4, nil, "the numbers of some rows"},
		{"Area,,White,Asian\nEssex,5,10,4\nKent,5,5,6\n", Options{}, 4, []string{`3:6: a number in a column`}, "numbers without a name"},
		{"Area,White,Asian,Any other\nEssex,x5,4,3\n", Options{}, 1, []string{`2:7: White "x5": not a number`}, "a group that cannot be read leaves no sum"},
		{"Area,White,Asian,Any other\nEssex,0,5,5\nKent,1,2,9\nSurrey,2,3,5\n", Options{}, 6, []string{`3:10: Any other "9": not the sum of the groups as in other rows`}, "equal by chance, and named"},
		{"Area,White,Asian,Any other\nKent,1,2,9\nSurrey,2,3,5\n", Options{}, 4, []string{`2:10: Any other "9": `, `3:12: Any other "5": `}, "equal by chance after it was none"},
	} {
		test.o.Wide, test.o.File = true, "t.csv"
		if test.o.Ethnicity == nil {
			test.o.Ethnicity = outcomes.LabelsOf(ethnicity.FivePlusOne)
		}
		var errs []string
		counts := 0
		for row, err := range Read(strings.NewReader(test.text), test.o) {
			switch e, isRow := errors.AsType[*outcomes.RowError](err); {
			case err == nil && !row.Total:
				counts++
			case isRow && !errors.Is(err, outcomes.ErrUnknownLabel):
				errs = append(errs, e.Error())
			case err != nil:
				t.Errorf("%s: %v", test.reason, err)
			}
		}
		if counts != test.counts || len(errs) != len(test.errs) {
			t.Errorf("%s: %d counts and %q, want %d and %q", test.reason, counts, errs, test.counts, test.errs)
			continue
		}
		for i, want := range test.errs {
			if !strings.HasPrefix(errs[i], "outcomes: t.csv:"+want) {
				t.Errorf("%s: %s, want %s", test.reason, errs[i], want)
			}
		}
	}
}

func TestLeaveOutErrors(t *testing.T) {
	for _, err := range Read(strings.NewReader("Area,White\nEssex,5\n"), Options{Wide: true, LeaveOut: []string{"Rate"}}) {
		if want := `no column "Rate" for what to leave out: the file has "Area", "White"`; err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	// a table that is not wide has one column of counts, and the others are what they are
	for row, err := range Read(strings.NewReader("Area,n,m\nEssex,5,6\n"), Options{Count: "n"}) {
		if err != nil || fmt.Sprint(row.Count) != "5" {
			t.Error(row, err)
		}
	}
}
