package index_test

import (
	"fmt"
	"log"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
)

// shortlisted are made-up candidates and those of them who were appointed.
var shortlisted = map[string]rri.Proportion{
	"White": {Events: 420, Trials: 1400},
	"Black": {Events: 36, Trials: 200},
	"Asian": {Events: 60, Trials: 240},
}

// One set of counts, as the index of another field, and against the thresholds of a public body.
func Example() {
	likelihood, err := index.RelativeLikelihood("Black", "White", shortlisted, rri.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(likelihood)
	gap, err := index.PointGap("Black", shortlisted)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(gap)
	size, err := index.Assess(shortlisted["Black"], shortlisted["White"], rri.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("four-fifths rule: %s; %d more appointments to the band, %d to parity\n", size.Band, size.ToFourFifths, size.ToParity)
	// Output:
	// relative-likelihood, White over Black: 1.67 (1.25 to 2.3)
	// point-gap, Black minus everyone: -10.0 percentage points, margin 6.9
	// four-fifths rule: below; 12 more appointments to the band, 24 to parity
}
