package index_test

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
)

func ExampleFourFifths() {
	// Selection rates of 48 % and 60 %: exactly four fifths, which is not less than four fifths.
	position, err := index.FourFifths(rri.Proportion{Events: 48, Trials: 100}, rri.Proportion{Events: 60, Trials: 100})
	fmt.Println(position, err)
	position, err = index.FourFifths(rri.Proportion{Events: 47, Trials: 100}, rri.Proportion{Events: 60, Trials: 100})
	fmt.Println(position, err)
	// Output:
	// within <nil>
	// below <nil>
}

func ExampleCompareRatio() {
	// Is the risk of the group three times that of the others?
	sign, err := index.CompareRatio(rri.Proportion{Events: 30, Trials: 100}, rri.Proportion{Events: 100, Trials: 1000}, 3, 1)
	fmt.Println(sign, err)
	// Output:
	// 0 <nil>
}

func ExampleEventsToParity() {
	// Students who succeed: how many more would give the group the rate of the baseline?
	more, err := index.EventsToParity(rri.Proportion{Events: 310, Trials: 1000}, rri.Proportion{Events: 2053, Trials: 3400})
	fmt.Println(more, err)
	// Searches, a harm: how many fewer?
	fewer, err := index.EventsToParity(rri.Rate{Events: 29, Population: 37844}, rri.Rate{Events: 317, Population: 1584583})
	fmt.Println(fewer, err)
	// Output:
	// 294 <nil>
	// -22 <nil>
}

func ExampleEquivalence() {
	e, err := index.Equivalence(rri.Rate{Events: 1030, Population: 10000}, rri.Rate{Events: 9800, Population: 100000}, 0.8, 1.25, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("between %.2f and %.2f: %s, p %.1g\n", e.NotBelow.Lower, e.NotAbove.Upper, e.Shown, e.P())
	// Output:
	// between 1.00 and 1.11: within, p 3e-08
}

func ExampleAssess() {
	a, err := index.Assess(rri.Rate{Events: 29, Population: 37844}, rri.Rate{Events: 317, Population: 1584583}, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a)
	// Output:
	// ratio 3.83 (2.58 to 5.53), above the band 0.8 to 1.25; the data show the true ratio to be above; 22 fewer events to parity, 20 fewer events to the band
}
