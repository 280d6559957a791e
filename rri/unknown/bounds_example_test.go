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

func ExampleRateCounts_Bounds() {
	for _, atMost := range []float64{1, 1.5, 2, 0} {
		b, err := searches.Bounds(unknown.Assumption{AtMost: atMost})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%v: %.2f to %.2f\n", atMost, b.Lower, b.Upper)
	}
	// Output:
	// 1: 3.83 to 3.83
	// 1.5: 2.80 to 4.38
	// 2: 2.80 to 4.96
	// 0: 2.80 to 19.15
}

func ExampleRateCounts_TippingShare() {
	share, err := searches.TippingShare()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f: the index is above 1 however the unknown are split\n", share)
	few := unknown.RateCounts{Group: rri.Rate{Events: 10, Population: 200}, Baseline: rri.Rate{Events: 20, Population: 1000}, Unknown: 40}
	if share, err = few.TippingShare(); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f: with 1.7 of these 40 people in the group, the index is 1\n", share)
	// Output:
	// -0.157: the index is above 1 however the unknown are split
	// 0.042: with 1.7 of these 40 people in the group, the index is 1
}

func ExampleRateCounts_ImbensManski() {
	e, err := searches.ImbensManski(0.95)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f to %.2f\n", e.Lower, e.Upper)
	// Output:
	// 2.05 to 22.59
}

// Finds (any action) among the same searches.
var finds = unknown.ProportionCounts{
	Group:    unknown.OutcomeCounts{Events: 8, NonEvents: 21},
	Baseline: unknown.OutcomeCounts{Events: 80, NonEvents: 237},
	Others:   unknown.OutcomeCounts{Events: 7, NonEvents: 27},
	Unknown:  unknown.OutcomeCounts{Events: 16, NonEvents: 100},
}

func ExampleProportionCounts_Bounds() {
	b, err := finds.Bounds(unknown.Assumption{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f to %.2f\n", b.Lower, b.Upper)
	// Output:
	// 0.22 to 2.78
}
