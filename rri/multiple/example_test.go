package multiple_test

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/multiple"
)

func ExampleAdjust() {
	adjusted, err := multiple.Adjust([]float64{0.04, 0.01, 0.03}, multiple.Holm)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.2f\n", adjusted)
	// Output:
	// [0.06 0.03 0.06]
}

func ExampleAdjustment_Level() {
	level, err := multiple.Sidak.Level(0.95, 80)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.5f\n", level)
	// Output:
	// 0.99936
}

func ExampleSimultaneous() {
	table, err := rri.Compare("White", searches, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	wide, err := multiple.Simultaneous(table, multiple.Sidak, 0)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, row := range wide.Rows[1:] {
		fmt.Printf("%s %.2f alone, %.2f together\n", row.Group, table.Rows[i+1].Ratio, row.Ratio)
	}
	fmt.Println(wide.Notes[0])
	// Output:
	// Black 3.83 (2.58 to 5.53) alone, 3.83 (2.34 to 5.95) together
	// Mixed 2.47 (1.57 to 3.74) alone, 2.47 (1.41 to 4.07) together
	// Other 0.88 (0.23 to 2.40) alone, 0.88 (0.15 to 2.86) together
	// intervals of the 3 ratios of this table hold together with 95 % confidence (sidak), and the p-values printed beside them are adjusted for as many
}

// One family over two tables of different models: search rates and find rates.
func ExampleFamily_And() {
	rates, err := rri.Compare("White", searches, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	finds, err := rri.Compare("White", map[string]rri.Proportion{
		"White": {Events: 70, Trials: 317},
		"Black": {Events: 8, Trials: 29},
	}, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	family, err := multiple.Ratios(rates).And(multiple.Ratios(finds)).Adjust(multiple.BenjaminiHochberg)
	if err != nil {
		fmt.Println(err)
		return
	}
	s := family.Summary()
	fmt.Println(family)
	fmt.Printf("%d tested, %d below 0.05 (%.1f by chance), %d after adjustment\n", s.Tested, s.Below, s.ByChance, s.Adjusted)
	// Output:
	// 4 comparisons: rate against White (3), proportion against White (1); p-values adjusted by benjamini-hochberg
	// 4 tested, 2 below 0.05 (0.2 by chance), 2 after adjustment
}
