package journey_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/journey"
)

// The three stages of filling posts, in the direction of the Workforce Race Equality Standard:
// above 1 is worse for the minority.
func ExampleCompare() {
	j, err := journey.Compare("White", []journey.Stage[string]{
		{Name: "applied", Counts: map[string]int64{"White": 800, "Ethnic minority": 400}},
		{Name: "shortlisted", Counts: map[string]int64{"White": 240, "Ethnic minority": 80}},
		{Name: "appointed", Counts: map[string]int64{"White": 60, "Ethnic minority": 14}},
	}, journey.Options{Direction: index.ComparatorOverGroup})
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range j.Paths {
		for i, index := range p.Indices {
			fmt.Printf("%s: %.2f, share %.0f %%\n", j.Steps[i], index.Estimate, 100*index.Share.Value)
		}
		fmt.Printf("from %s to %s: %.2f; the largest share at %s\n", j.From, j.Steps[len(j.Steps)-1], p.Cumulative, j.Steps[p.Largest])
	}
	// Output:
	// shortlisted: 1.50 (1.21 to 1.89), share 53 %
	// appointed: 1.43 (0.87 to 2.51), share 47 %
	// from applied to appointed: 2.14 (1.24 to 3.91); the largest share at shortlisted
}

// Steps from sources of their own.
func ExampleProduct() {
	j, err := journey.Product("White", []journey.Step[string]{
		{Name: "searched, per resident", Rates: map[string]rri.Rate{"White": {Events: 400, Population: 100000}, "Black": {Events: 60, Population: 5000}}},
		{Name: "charged, of those arrested elsewhere", Proportions: map[string]rri.Proportion{"White": {Events: 50, Trials: 200}, "Black": {Events: 12, Trials: 40}}},
	}, journey.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.2f, combined: %v\n", j.Paths[0].Cumulative, j.Paths[0].Combined)
	// Output:
	// 3.60 (1.88 to 6.28), combined: true
}

func ExampleJourney_WriteCSV() {
	var b strings.Builder
	j := small()
	if err := j.WriteCSV(&b); err != nil {
		log.Fatal(err)
	}
	for line := range strings.Lines(b.String()) {
		fmt.Println(strings.Join(strings.Split(line, ",")[:8], ","))
	}
	// Output:
	// baseline,group,step,events,base,baseline_events,baseline_base,index
	// White,Black,searched,60,5000,400,100000,3
	// White,Black,arrested,20,60,100,400,1.3333333333333333
	// White,Black,cumulative,,,,,4
}
