package dispersion_test

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/dispersion"
)

// months returns the events of each month among the same residents.
func months(residents float64, events ...int64) []rri.Rate {
	cells := make([]rri.Rate, len(events))
	for i, n := range events {
		cells[i] = rri.Rate{Events: n, Population: residents}
	}
	return cells
}

// Made-up counts of half a year, in which some months saw large operations.
var (
	black = months(37844, 21, 45, 18, 60, 25, 29)
	white = months(1584583, 290, 420, 270, 510, 330, 317)
)

func ExampleRatio() {
	d, err := dispersion.Estimate(dispersion.Quasi, black, white)
	if err != nil {
		fmt.Println(err)
		return
	}
	// The half-year: 198 searches among the Black and 2,137 among the White residents.
	group, baseline := rri.Rate{Events: 198, Population: 6 * 37844}, rri.Rate{Events: 2137, Population: 6 * 1584583}
	independent, err := rri.Ratio(group, baseline, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	clustered, err := dispersion.Ratio(group, baseline, d, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f if events were independent\n", independent)
	fmt.Printf("%.2f: %s\n", clustered.Estimate, clustered.Note())
	// Output:
	// 3.88 (3.35 to 4.48) if events were independent
	// 3.88 (1.90 to 7.17): standard error × 3.97 for overdispersion (quasi-likelihood, φ = 15.7, estimated from 12 cells with 10 degrees of freedom)
}
