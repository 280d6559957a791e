package standard_test

import (
	"fmt"
	"log"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/standard"
)

// Made-up searches of two groups by age. People of the first are younger, at ages where everybody
// is searched more.
var (
	black = map[string]rri.Rate{
		"10-17": {Events: 60, Population: 4000}, "18-24": {Events: 130, Population: 3600}, "25-39": {Events: 90, Population: 7000}, "40+": {Events: 11, Population: 6000},
	}
	white = map[string]rri.Rate{
		"10-17": {Events: 700, Population: 70000}, "18-24": {Events: 1900, Population: 76000}, "25-39": {Events: 1500, Population: 160000}, "40+": {Events: 500, Population: 430000},
	}
	// The residents of the whole area as the standard.
	residents = map[string]float64{"10-17": 81000, "18-24": 86000, "25-39": 178000, "40+": 447000}
)

func Example() {
	for _, group := range []struct {
		name   string
		counts map[string]rri.Rate
	}{{"Black", black}, {"White", white}} {
		r, err := standard.Direct(group.counts, residents, standard.Options{})
		if err != nil {
			log.Fatal(err)
		}
		e := r.Standardised
		fmt.Printf("%s: crude %.1f per 1,000 residents, standardised for age %.1f (%.1f to %.1f)\n", group.name, 1000*r.Crude, 1000*e.Value, 1000*e.Lower, 1000*e.Upper)
	}
	e, err := standard.Ratio(black, white, residents, standard.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("RRI standardised for age %.2f\n", e)
	// Output:
	// Black: crude 14.1 per 1,000 residents, standardised for age 9.4 (8.3 to 10.7)
	// White: crude 6.2 per 1,000 residents, standardised for age 6.5 (6.3 to 6.7)
	// RRI standardised for age 1.44 (1.27 to 1.65)
}
