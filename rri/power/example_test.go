package power_test

import (
	"encoding/json"
	"fmt"
	"math"

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

// With counts as small as these not even a group without events would be found to be below the
// baseline: that ratio is null.
func ExampleDetectable_MarshalJSON() {
	d, err := power.DetectableOf(rri.Rate{Population: 2000}, white, 0.8, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	d.Above = math.Round(d.Above*100) / 100
	text, err := json.Marshal(d)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(text))
	// Output:
	// {"above":10.64,"below":null,"target":0.8,"exact":true}
}
