package report_test

import (
	"context"
	"fmt"
	"log"
	"strings"
	"testing/fstest"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// downloads stands for a folder of files from data.police.uk, as os.DirFS("downloads") is one.
var downloads = fstest.MapFS{
	"2023-01/2023-01-kent-stop-and-search.csv": {Data: []byte("Type,Date,Gender,Age range,Self-defined ethnicity,Officer-defined ethnicity," +
		"Legislation,Object of search,Outcome,Outcome linked to object of search,Removal of more than just outer clothing\n" +
		strings.Repeat("Person search,2023-01-05T12:00:00+00:00,Male,18-24,White - English/Welsh/Scottish/Northern Irish/British,White,,Controlled drugs,Arrest,TRUE,\n", 30) +
		strings.Repeat("Person search,2023-01-06T12:00:00+00:00,Male,18-24,White - Irish,White,,Controlled drugs,A no further action disposal,FALSE,\n", 70) +
		strings.Repeat("Person search,2023-01-07T12:00:00+00:00,Male,18-24,Black/African/Caribbean/Black British - African,Black,,Controlled drugs,Arrest,FALSE,\n", 6) +
		strings.Repeat("Person search,2023-01-08T12:00:00+00:00,Male,18-24,Other ethnic group - Not stated,Black,,Controlled drugs,,,\n", 8))},
}

// From a folder to a report: the table that stands first.
func Example() {
	x := new(outcomes.Extract)
	if err := x.ReadFS(context.Background(), downloads, "."); err != nil {
		log.Fatal(err)
	}
	r, err := report.New(x, report.Options{})
	if err != nil {
		log.Fatal(err)
	}
	var page strings.Builder // os.Stdout in a program
	if err := r.WriteText(&page, report.Layout{}); err != nil {
		log.Fatal(err)
	}
	table, _, _ := strings.Cut(page.String(), "\nrange: ")
	fmt.Println(table)
	// Output:
	// Kent, January 2023: 114 searches of persons, by self-defined ethnicity;
	// residents of the 2021 census
	// How sure: people stopped together cannot be told apart here: the intervals are
	// too narrow by an unknown amount (the times have no minutes).
	//
	// Searches per 1,000 residents, and how many times as often as White people
	//                         per                          with
	//             searches  1,000  times       range    unknown               officers
	// White            100  0.061      1                                             1
	// Mixed              0  0.000      0      0–1.05     0–5.77  cannot tell
	// Asian              0  0.000      0      0–0.54     0–2.98  cannot tell         0
	// Black              6  0.106   1.74   0.70–3.71  0.65–6.91  cannot tell      4.06
	// Other              0  0.000      0      0–2.01     0–11.1  cannot tell         0
	// Other than         6  0.028   0.47  0.19–0.998  0.17–1.86  less
	//   White
	// Not stated         8
}
