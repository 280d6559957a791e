package outcomes_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"strings"
	"testing/fstest"

	"github.com/seed-549880be/disparity/outcomes"
)

// Is 03/02/2022 in February or in March? A file that does not show which comes first is refused,
// with both readings, until it is said.
func ExampleDateOrder() {
	file := header + row("03/02/2022", "Arrest")
	var x outcomes.Extract
	err := x.ReadFile(strings.NewReader(file), "kent.csv")
	if open, ok := errors.AsType[*outcomes.DateOrderError](err); ok {
		fmt.Printf("line %d: %s is %s or %s\n", open.Line, open.Value, open.DayFirst, open.MonthFirst)
	}
	x.Dates = outcomes.DayFirst
	if err := x.ReadFile(strings.NewReader(file), "kent.csv"); err != nil {
		log.Fatal(err)
	}
	fmt.Println(x.Sources()[0].First.Format("2 January 2006"))
	// Output:
	// line 2: 03/02/2022 is 3 February 2022 or 2 March 2022
	// 3 February 2022
}

// twice has two downloads, in the second of which one search of the month is new.
var twice = func() fstest.MapFS {
	month := header
	for day := range 9 {
		month += row(fmt.Sprintf("2022-02-%02d", day+1), "Arrest")
	}
	return fstest.MapFS{
		"2022-06/2022-02-kent-stop-and-search.csv": {Data: []byte(month)},
		"2022-09/2022-02-kent-stop-and-search.csv": {Data: []byte(month + row("2022-02-27", ""))},
	}
}()

// Does the folder have the same searches twice? They are refused, with the figures.
func ExampleOverlapError() {
	var x outcomes.Extract
	err := x.ReadFS(context.Background(), twice, ".")
	overlap, ok := errors.AsType[*outcomes.OverlapError](err)
	if !ok {
		log.Fatal(err)
	}
	for _, f := range overlap.Files {
		fmt.Printf("%s: %d rows of %s in %s\n", f.File, f.Rows, overlap.Force, overlap.Month)
	}
	fmt.Printf("%s: %d rows are in both\n", overlap.Kind, overlap.Shared)
	// Output:
	// 2022-06/2022-02-kent-stop-and-search.csv: 9 rows of Kent in 2022-02
	// 2022-09/2022-02-kent-stop-and-search.csv: 10 rows of Kent in 2022-02
	// nearly the same: 9 rows are in both
}

// How do I take one of two downloads of a month? What is taken, and what is not, stays on record.
func ExampleRevision() {
	x := outcomes.Extract{Revision: outcomes.NewestRevision} // or "2022-09", the name of a folder
	if err := x.ReadFS(context.Background(), twice, "."); err != nil {
		log.Fatal(err)
	}
	if err := x.CheckRevision(); err != nil { // where Revision is a name, that no file has it
		log.Fatal(err)
	}
	for _, overlap := range x.Overlaps() {
		for _, f := range overlap.Files {
			fmt.Printf("%s: %d rows, taken: %t\n", f.File, f.Rows, f.Taken)
		}
	}
	fmt.Println(x.Tally().Total(), "searches count,", x.Quality(outcomes.SelfDefined).Revised, "rows do not")
	// Output:
	// 2022-06/2022-02-kent-stop-and-search.csv: 9 rows, taken: false
	// 2022-09/2022-02-kent-stop-and-search.csv: 10 rows, taken: true
	// 10 searches count, 9 rows do not
}

// Which columns does a file lack, and are its labels of five groups already?
func ExampleSource() {
	file := "Type,Date,Gender,Age range,Legislation,Object of search,Officer-defined ethnicity,Self-defined ethnicity\n" +
		"Person search,2022-02-01,Male,18-24,,Controlled drugs,Asian,Asian\n"
	var x outcomes.Extract
	if err := x.ReadFile(strings.NewReader(file), "2022-02-kent-stop-and-search.csv"); err != nil {
		log.Fatal(err)
	}
	for _, s := range x.Sources() {
		fmt.Println(s.File, "lacks", strings.Join(s.Missing, "; "))
		fmt.Println("of five groups:", s.Collapsed)
	}
	// Output:
	// 2022-02-kent-stop-and-search.csv lacks Part of a policing operation; Latitude; Longitude; Outcome; Outcome linked to object of search; Removal of more than just outer clothing
	// of five groups: true
}

// Which months have far fewer searches than the others of their force?
func ExampleTally_LowMonths() {
	var x outcomes.Extract
	for month, searches := range map[string]int{"2022-01": 80, "2022-02": 9, "2022-03": 100, "2022-04": 90} {
		file := header + strings.Repeat(row(month+"-15", "Arrest"), searches)
		if err := x.ReadFile(strings.NewReader(file), month+"-kent-stop-and-search.csv"); err != nil {
			log.Fatal(err)
		}
	}
	for _, low := range x.Tally().LowMonths(0.2) {
		fmt.Printf("%s in %s: %d searches, and the median of the other months is %.0f\n", low.Force, low.Month, low.Searches, low.Median)
	}
	// Output: Kent in 2022-02: 9 searches, and the median of the other months is 90
}
