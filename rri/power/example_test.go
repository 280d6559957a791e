package power_test

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/power"
)

func ExampleDetectableOf() {
	d, err := power.DetectableOf(black, white, 0.8, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d)
	// Output:
	// a ratio below 0.208 or above 2.26 is found with probability 0.8
}

func ExampleNeededOf() {
	// 30 case reviews a month of Black people's cases and 270 of White people's, of which a fifth
	// find fault. If the true ratio is 1.5, how long must reviews be collected?
	n, err := power.NeededOf(rri.Proportion{Trials: 30}, rri.Proportion{Events: 54, Trials: 270}, 1.5, 0.8, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("collect for %d months, then %.2f\n", n.Times, n.Power.Above)
	// Output:
	// collect for 6 months, then 0.84
}
