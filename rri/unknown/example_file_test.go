package unknown_test

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// Searches of persons by Avon and Somerset Police in January 2023 by self-defined ethnicity
// (data.police.uk), per resident (census 2021, Office for National Statistics).
var searches = unknown.RateCounts{
	Group:    rri.Rate{Events: 29, Population: 37844},    // Black
	Baseline: rri.Rate{Events: 317, Population: 1584583}, // White
	Others:   34,
	Unknown:  116,
}

// The index with its sampling interval, and beside it what the unknown could do.
func Example() {
	index, err := rri.Ratio(searches.Group, searches.Baseline, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	all, err := searches.Bounds(unknown.Assumption{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("index %.2f\n", index)
	fmt.Printf("bounds over the 116 unknown: %.2f to %.2f\n", all.Lower, all.Upper)
	// Output:
	// index 3.83 (2.58 to 5.53)
	// bounds over the 116 unknown: 2.80 to 19.15
}
