package dispersion_test

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/dispersion"
)

func ExampleEstimate() {
	d, err := dispersion.Estimate(dispersion.Quasi, black, white)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("variance %.1f times that of independent events, from %d cells\n", d.Value, d.Cells)
	// Output:
	// variance 15.7 times that of independent events, from 12 cells
}

func ExampleOf() {
	// A known factor is written down.
	r, err := dispersion.Of(rri.Proportion{Events: 70, Trials: 317}, dispersion.Dispersion{Value: 1.8}, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f: %s\n", r.Estimate, r.Note())
	// Output:
	// 0.221 (0.164 to 0.286): standard error × 1.34 for overdispersion (quasi-likelihood, φ = 1.8, given)
}

func ExampleDifference() {
	// α of monthly rates is 0.1; a year is the sum of twelve months.
	d := dispersion.Dispersion{Model: dispersion.NegativeBinomial, Value: 0.1, Sum: 12}
	r, err := dispersion.Difference(rri.Rate{Events: 300, Population: 1000}, rri.Rate{Events: 2400, Population: 10000}, d, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f: %s\n", r.Estimate, r.Note())
	// Output:
	// 0.060 (-0.015 to 0.140): standard error × 2.19 for overdispersion (negative binomial, α = 0.1, given)
}

func ExampleWiden() {
	table, err := rri.Compare("White", map[string]rri.Rate{
		"White": {Events: 317, Population: 1584583},
		"Black": {Events: 29, Population: 37844},
	}, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	table.Definition = "searches of persons in January 2023"
	wide, err := dispersion.Widen(table, dispersion.Dispersion{Value: 2})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f became %.2f\n", table.Rows[1].Ratio, wide.Rows[1].Ratio)
	fmt.Println(wide.Definition)
	// Output:
	// 3.83 (2.58 to 5.53) became 3.83 (2.16 to 6.38)
	// searches of persons in January 2023; standard error × 1.41 for overdispersion (quasi-likelihood, φ = 2, given)
}
