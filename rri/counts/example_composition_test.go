package counts_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/seed-549880be/disparity/rri/counts"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// Recruitment, in the percentages of a report: is the share among staff and joiners that among
// residents?
func ExampleComposition() {
	const file = `group,residents,staff in post,joiners
White,93.3%,96.0%,93.6%
Other than White,6.7%,4.0%,6.4%
base,,3012,250
`
	table, err := tidy.Read(strings.NewReader(file), tidy.Options{File: "recruitment.csv", Columns: true})
	if err != nil {
		log.Fatal(err)
	}
	document, err := counts.Composition(table, counts.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, line := range document.Lines {
		fmt.Println(line)
	}
	// Output:
	// Read from recruitment.csv: 2 groups among residents (percentages; how many people they are of the table does not say), staff in post (percentages of 3,012) and joiners (percentages of 250).
	// Of residents: White 93.3 %; Other than White 6.7 %.
	// Of staff in post: White 96.0 % (95.2 – 96.7 %; 1.03 times its share of residents, 1.02 – 1.04); Other than White 4.0 % (3.3 – 4.8 %; 0.60 times its share of residents, 0.49 – 0.72).
	// Of joiners: White 93.6 % (90.0 – 96.2 %; 1.003 times its share of residents, 0.96 – 1.03; 0.98 times its share of staff in post, 0.94 – 1.003); Other than White 6.4 % (3.8 – 10.0 %; 0.96 times its share of residents, 0.57 – 1.50; 1.60 times its share of staff in post, 0.93 – 2.62).
}

// An inspectorate read 182 of 5,495 search records: how many of all have reasonable grounds?
func ExampleAudit() {
	const file = `group,reasonable grounds,searches
White,138,158
Other than White,21,24
`
	table, err := tidy.Read(strings.NewReader(file), tidy.Options{File: "audit.csv"})
	if err != nil {
		log.Fatal(err)
	}
	document, err := counts.Audit(table, 5495, counts.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, line := range document.Lines {
		fmt.Println(line)
	}
	// Output:
	// Read from audit.csv: 2 rows; reasonable grounds out of searches.
	// Reasonable grounds, out of searches: 159 of 182 drawn from 5,495: 87.36 % (81.75 to 91.74 %), which is 4,492 to 5,041 of the 5,495.
	// Missed, that is without it: about 694 of all 5,495, from 454 to 1,003.
	// Found by group: White 138 of 158, 87.3 % (81.1 – 92.1 %); Other than White 21 of 24, 87.5 % (67.6 – 97.3 %).
	// For limits within 5 percentage points where half have it, which takes about the most, draw 376 of the 5,495, or more.
}
