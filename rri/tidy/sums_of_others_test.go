package tidy

import (
	"fmt"
	"strings"
	"testing"
)

// TestSumsOfOthers: a value of a dimension that is the sum of the others in every row is a total,
// whatever its name is, and is not added to them.
func TestSumsOfOthers(t *testing.T) {
	for _, test := range []struct {
		text, total string // the value that is a total
		white       float64
		reason      string
	}{
		{"age,group,events,trials\n10-17,White,10,100\n10-17,Black,3,20\n18+,White,20,300\n18+,Black,4,50\n10+,White,30,400\n10+,Black,7,70\n", "10+", 30, "ages that hold others"},
		{"area,group,events,trials\nEngland and Wales,White,30,400\nEngland and Wales,Black,7,70\nKent,White,10,100\nKent,Black,3,20\nEssex,White,20,300\nEssex,Black,4,50\n",
			"England and Wales", 30, "a place that holds others, first"},
		{"age,group,events,trials\n10-17,White,10,100\n10-17,Black,3,20\n18+,White,20,300\n18+,Black,4,50\n10+,White,31,400\n10+,Black,7,70\n", "", 61, "one sum that is another"},
		{"age,group,events,trials\na,White,1,1\na,Black,0,1\nb,White,1,2\nb,Black,0,2\nc,White,2,3\nc,Black,0,4\n", "", 4, "small numbers that are so by chance"},
		{"age,group,events,trials\na,White,10,100\na,Black,3,20\nb,White,10,100\nb,Black,3,20\n", "", 20, "two values alike: which is the total?"},
		{"age,group,events,trials\na,White,0,0\nb,White,0,0\nc,White,0,0\na,Black,0,0\nb,Black,0,0\nc,Black,0,0\n", "", 0, "nothing but 0"},
		{"age,group,events,trials\n10-17,White,10,100\n10-17,Black,<5,20\n18+,White,20,300\n18+,Black,4,50\n10+,White,30,400\n10+,Black,5-8,70\n", "", 60, "withheld counts leave too few sums"},
	} {
		table, err := Read(strings.NewReader(test.text), Options{File: "f.csv"})
		if err != nil {
			t.Fatalf("%s: %v", test.reason, err)
		}
		for _, row := range table.Rows {
			if row.Total != (row.Dimensions[0] == test.total) {
				t.Errorf("%s: the row of line %d has Total %v", test.reason, row.Line, row.Total)
			}
		}
		sums, err := table.Sum(nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, g := range sums.Groups {
			if g.Group == "White" && g.Events.Value != test.white {
				t.Errorf("%s: %v events of White, want %v", test.reason, g.Events, test.white)
			}
		}
		note := fmt.Sprintf("%q of column", test.total)
		if got := strings.Contains(strings.Join(table.Notes, "\n"), note); got != (test.total != "") {
			t.Errorf("%s: notes %q", test.reason, table.Notes)
		}
	}
}
