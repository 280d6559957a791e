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

// From a folder to a report: the part up to the first table.
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
	if err := r.WriteText(&page); err != nil {
		log.Fatal(err)
	}
	first, _, _ := strings.Cut(page.String(), "\n\nFind rate")
	fmt.Println(first)
	// Output:
	// Kent, January 2023 · 114 rows: 114 person searches
	// Self-defined ethnicity, census 2021. Not in any group: 8 searches (7 %) with no self-defined ethnicity ¹
	// Not recorded: outcome in 8 (7 %) ², link between outcome and object of search in 8 (7 %) of the 114 person searches
	// 110 rows are exact copies of others and are counted ³
	// Chinese people are counted as Asian (2011 basis).
	// Recording regime "always": whether the outcome is linked to the object is recorded for nearly every search.
	// The baseline White holds minorities of its own (searches: 70 White Irish). -groups 5+1+grt and 5+1+white-minorities take them out.
	// ¹ 8 not stated; they count in no group, so that every index could be higher or lower
	// ² blank: some forces leave it blank where nothing was done, others where it is not known
	// ³ people who are searched together share every recorded value, and no row has a number of its own
	//
	// Search rate per 1,000 residents · RRI against White · method scas ¹
	// searches of persons in January 2023, per resident of the police force area (Kent, census 2021)
	//        searches  residents   rate   RRI  95 % interval          p  difference  excess   ½      1      2      4
	// White       100  1,644,756  0.061  1.00  baseline                                              │
	// Mixed         0     44,627  0.000     0     0 – 1.05    ²  0.0566      -0.061    -2.7  ←───────┤
	// Asian         0     86,424  0.000     0     0 – 0.54    ²  0.0061      -0.061    -5.3  ←─┤     │
	// Black         6     56,757  0.106  1.74  0.70 – 3.71        0.201      +0.045    +2.5      ├───┼─────●──────┤
	// Other         0     23,286  0.000     0     0 – 2.01    ²   0.202      -0.061    -1.4  ←───────┼──────┤
	// ¹ 8 of 114 searches (7 %) are in no group
	// ² a count of zero or of all: the estimate is at or near the end of its range
	//
	// RRI of the search rate over every way in which the 8 searches in no group could fall; nothing is assumed, and chance is not in it
	//        lowest  highest  share of these that would have to be of the group, the others White, for an RRI of 1
	// Mixed    0.00     2.95  35.7 %
	// Asian    0.00     1.52  67.4 %
	// Black    1.61     4.06  none would do
	// Other    0.00     5.65  18.8 %
}
