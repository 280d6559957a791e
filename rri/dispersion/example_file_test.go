package dispersion_test

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/dispersion"
)

// months are made-up searches of half a year, in which some months saw large operations.
func months() (replicates []map[string]rri.Rate) {
	black := []int64{21, 45, 18, 60, 25, 29}
	white := []int64{290, 420, 270, 510, 330, 317}
	for i := range black {
		replicates = append(replicates, map[string]rri.Rate{
			"Black": {Events: black[i], Population: 37844},
			"White": {Events: white[i], Population: 1584583},
		})
	}
	return replicates
}

// The same half-year, all months together.
var halfYear = map[string]rri.Rate{
	"Black": {Events: 198, Population: 6 * 37844},
	"White": {Events: 2137, Population: 6 * 1584583},
}

func ExampleWithinStrata() {
	independent, err := rri.Compare("White", halfYear, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	// The busy months are busy for both groups. That cancels in the index, and is taken out.
	factors, err := dispersion.WithinStrata("White", months())
	if err != nil {
		fmt.Println(err)
		return
	}
	counts, err := dispersion.Apply(factors, halfYear)
	if err != nil {
		fmt.Println(err)
		return
	}
	table, err := rri.Compare("White", counts, rri.Options{DegreesOfFreedom: factors.DegreesOfFreedom()})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f if searches were independent\n", independent.Rows[1].Ratio)
	fmt.Printf("%.2f with a design effect of %.2f from %d months\n", table.Rows[1].Ratio, factors.Groups[0].DesignEffect, len(months()))
	// Output:
	// 3.88 (3.35 to 4.48) if searches were independent
	// 3.88 (3.03 to 4.90) with a design effect of 1.59 from 6 months
}
