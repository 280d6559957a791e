package power_test

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/power"
)

// A month of searches: 317 among the White residents of Avon and Somerset, and 37,844 Black
// residents.
var (
	black = rri.Rate{Population: 37844}
	white = rri.Rate{Events: 317, Population: 1584583}
)

func ExampleOf() {
	p, err := power.Of(black, white, 2, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("an RRI of 2 is found in a month with probability %.2f\n", p.Above)
	// Output:
	// an RRI of 2 is found in a month with probability 0.65
}
