package dispersion_test

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/dispersion"
)

func ExamplePerGroup() {
	// A busy month does not cancel in the rate of one group.
	factors, err := dispersion.PerGroup(months(), dispersion.Quasi)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, g := range factors.Groups {
		fmt.Printf("%s: variance %.1f times that of independent searches, with %d degrees of freedom\n", g.Group, g.DesignEffect, g.DF)
	}
	// Output:
	// Black: variance 8.0 times that of independent searches, with 5 degrees of freedom
	// White: variance 23.5 times that of independent searches, with 5 degrees of freedom
}

func ExampleApply() {
	factors, err := dispersion.PerGroup(months(), dispersion.Quasi)
	if err != nil {
		fmt.Println(err)
		return
	}
	counts, err := dispersion.Apply(factors, halfYear)
	if err != nil {
		fmt.Println(err)
		return
	}
	rate, err := rri.Of(counts["Black"], rri.Options{DegreesOfFreedom: factors.DegreesOfFreedom("Black")})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s: %.5f a month\n", counts["Black"], rate)
	// Output:
	// 198 in 227064 (design effect 8.01): 0.00087 (0.00050 to 0.00141) a month
}

func ExampleDispersion_Factor() {
	// What a group's counts say by themselves, before it is made at least 1.
	even := []map[string]rri.Rate{
		{"A": {Events: 20, Population: 100}},
		{"A": {Events: 24, Population: 100}},
		{"A": {Events: 22, Population: 100}},
	}
	factors, err := dispersion.PerGroup(even, dispersion.Quasi)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("φ = %.2f, applied as %v\n", factors.Groups[0].Own.Factor(), factors.Groups[0].DesignEffect)
	// Output:
	// φ = 0.18, applied as 1
}
