package audit_test

import (
	"fmt"
	"log"
	"os"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/audit"
)

// Of 182 search records that an inspectorate read, 159 gave reasonable grounds.
func ExampleOf() {
	for _, records := range []int64{400, 5495} {
		r, err := audit.Of(rri.Proportion{Events: 159, Trials: 182}, records, audit.Options{})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(r)
		missed := r.Without()
		fmt.Printf("without: about %.0f, from %d to %d\n", missed.Number(), missed.Lower, missed.Upper)
	}
	// Output:
	// 159 of 182 drawn from 400: 87.36 % (83.25 to 90.5 %), which is 333 to 362 of the 400
	// without: about 51, from 38 to 67
	// 159 of 182 drawn from 5,495: 87.36 % (81.75 to 91.74 %), which is 4,492 to 5,041 of the 5,495
	// without: about 694, from 454 to 1003
}

// How many of 5,495 records have to be read, so that the share is known to 5 percentage points?
func ExampleSampleSize() {
	size, err := audit.SampleSize(audit.Plan{Records: 5495, Margin: 0.05}, audit.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("read", size.Sample)
	fmt.Println("if half have it:", size.Expected)
	fmt.Printf("whatever the share, the limits are within %.2f points\n", 100*size.Farthest)
	size, err = audit.SampleSize(audit.Plan{Records: 5495, Margin: 0.05, Share: 0.87}, audit.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("if 87 % are expected, read", size.Sample)
	// Output:
	// read 376
	// if half have it: 188 of 376 drawn from 5,495: 50 % (45.02 to 54.98 %), which is 2,474 to 3,021 of the 5,495
	// whatever the share, the limits are within 5.01 points
	// if 87 % are expected, read 228
}

// Of 1,750 crimes that people had reported, 1,547 had been recorded; the force recorded 100,000.
func ExampleMissed() {
	missed, err := audit.Missed(rri.Proportion{Events: 1547, Trials: 1750}, 100_000, audit.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.0f\n", missed)
	// Output:
	// 13122 (11294 to 15182)
}

// The share of two years, each from a sample.
func ExampleDifference() {
	before, err := audit.Of(rri.Proportion{Events: 199, Trials: 230}, 6100, audit.Options{})
	if err != nil {
		log.Fatal(err)
	}
	now, err := audit.Of(rri.Proportion{Events: 159, Trials: 182}, 5495, audit.Options{})
	if err != nil {
		log.Fatal(err)
	}
	table := audit.Table{{Name: "before", Result: before}, {Name: "now", Result: now}}
	if err := table.Sheet().WriteText(os.Stdout); err != nil {
		log.Fatal(err)
	}
	difference, err := audit.Difference(now, before)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.3f\n", difference)
	// Output:
	// Of all records, those that have what was looked for · 95 % limits, exact
	//   (hypergeometric)
	//
	//         Found   of   from      %  Limits         With it        Without it
	// before    199  230  6,100  86.52  81.52 – 90.57  4,973 – 5,525  575 – 1,127
	// now       159  182  5,495  87.36  81.75 – 91.74  4,492 – 5,041  454 – 1,003
	//
	// With it, without it: of all records, the fewest and the most that have what was
	//   looked for, and that have not.
	// 0.008 (-0.061 to 0.075)
}
