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

func ExampleParseModel() {
	fmt.Println(dispersion.ParseModel("Negative-Binomial"))
	_, err := dispersion.ParseModel("poisson")
	fmt.Println(err)
	// Output:
	// negative-binomial <nil>
	// dispersion: unknown model "poisson": want one of quasi, negative-binomial
}

func ExampleModels() {
	for m := range dispersion.Models() {
		fmt.Println(m)
	}
	// Output:
	// quasi
	// negative-binomial
}

func ExampleResult_Note() {
	group, baseline := rri.Rate{Events: 198, Population: 227064}, rri.Rate{Events: 2137, Population: 9507498}
	// Nothing is made narrower than it is without overdispersion.
	for _, value := range []float64{4, 0.5} {
		r, err := dispersion.Ratio(group, baseline, dispersion.Dispersion{Value: value}, rri.Options{})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(r.Note())
	}
	// Output:
	// standard error × 2 for overdispersion (quasi-likelihood, φ = 4, given)
	// no allowance for overdispersion (quasi-likelihood, φ = 0.5 is below 1, given)
}
