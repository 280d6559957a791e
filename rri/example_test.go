package rri_test

import (
	"errors"
	"fmt"

	"github.com/seed-549880be/disparity/rri"
)

// Searches of Black and White residents of Avon and Somerset in January 2023, on the census of
// 2021.
var (
	black = rri.Rate{Events: 29, Population: 37_844}
	white = rri.Rate{Events: 317, Population: 1_584_583}
)

func ExampleOf() {
	e, err := rri.Of(rri.Proportion{Events: 15, Trials: 148}, rri.Options{Method: rri.Score})
	fmt.Printf("%.4f %v\n", e, err)
	// Output: 0.1014 (0.0624 to 0.1605) <nil>
}

func ExampleRatio() {
	e, err := rri.Ratio(black, white, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f, p = %.1e\n", e, e.P)
	// Output: 3.83 (2.58 to 5.53), p = 1.3e-08
}

// A margin: is the index below 1.25? The p-value of the alternative is one-sided.
func ExampleRatio_margin() {
	group := rri.Proportion{Events: 412, Trials: 2_000}
	baseline := rri.Proportion{Events: 2_050, Trials: 10_000}
	e, _ := rri.Ratio(group, baseline, rri.Options{Side: rri.UpperOnly, Null: 1.25})
	fmt.Printf("%.3f, at most %.3f, p = %.1e %v\n", e.Value, e.Upper, e.P, e.Flags)
	// Output: 1.005, at most 1.087, p = 1.3e-06 one-sided
}

func ExampleDifference() {
	e, _ := rri.Difference(black, white, rri.Options{})
	fmt.Printf("%.2f (%.2f to %.2f) more searches per 1,000 residents\n", 1000*e.Value, 1000*e.Lower, 1000*e.Upper)
	// Output: 0.57 (0.32 to 0.89) more searches per 1,000 residents
}

func ExampleExcess() {
	e, _ := rri.Excess(black, white, rri.Options{})
	fmt.Printf("%.0f searches beyond parity\n", e)
	// Output: 21 (12 to 34) searches beyond parity
}

func ExampleOddsRatio() {
	group, baseline := rri.Proportion{Events: 80, Trials: 100}, rri.Proportion{Events: 60, Trials: 100}
	ratio, _ := rri.Ratio(group, baseline, rri.Options{})
	odds, _ := rri.OddsRatio(group, baseline, rri.Options{})
	fmt.Printf("ratio %.2f\nodds ratio %.2f\n", ratio, odds)
	// Output:
	// ratio 1.33 (1.11 to 1.63)
	// odds ratio 2.67 (1.42 to 5.09)
}

func ExampleMethods() {
	for m := range rri.Methods() {
		e, err := rri.Ratio(black, white, rri.Options{Method: m})
		if errors.Is(err, rri.ErrMethod) {
			continue
		}
		fmt.Printf("%-13s %.2f\n", m, e)
	}
	// Output:
	// scas          3.83 (2.58 to 5.53)
	// score         3.83 (2.62 to 5.59)
	// wald          3.83 (2.62 to 5.60)
	// exact         3.83 (2.52 to 5.61)
	// midp          3.83 (2.57 to 5.53)
	// jeffreys      3.83 (2.58 to 5.53)
	// adjusted-log  3.83 (2.67 to 5.67)
	// mover-wilson  3.83 (2.63 to 5.60)
}

func ExampleEstimate_Format() {
	e, _ := rri.Ratio(black, white, rri.Options{Method: rri.Exact})
	fmt.Printf("%.1f\n%.4f\n", e, e)
	// Output:
	// 3.8 (2.5 to 5.6)
	// 3.8305 (2.5239 to 5.6101)
}

func ExampleFlags_Texts() {
	e, _ := rri.Of(rri.Rate{Events: 2, Population: 900}, rri.Options{})
	for _, text := range e.Flags.Texts() {
		fmt.Println(text)
	}
	// Output: a count below 5: read the interval, not the estimate
}

func ExampleAnyDiffers() {
	test, _ := rri.AnyDiffers(map[string]rri.Rate{
		"Asian": {Events: 12, Population: 24_819},
		"Black": {Events: 29, Population: 37_844},
		"White": {Events: 317, Population: 1_584_583},
	})
	fmt.Println(test)
	fmt.Printf("χ² = %.1f\n", test.Statistic)
	// Output:
	// whether any group differs: Pearson's chi-squared test, 2 df, p < 0.001
	// χ² = 62.7
}
