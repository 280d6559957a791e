package multiple_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/multiple"
)

// searches are the searches of persons by Avon and Somerset Police in January 2023 by self-defined
// ethnicity (data.police.uk) among the residents at the census of 2021 (Office for National
// Statistics).
var searches = map[string]rri.Rate{
	"White": {Events: 317, Population: 1584583},
	"Mixed": {Events: 22, Population: 44435},
	"Black": {Events: 29, Population: 37844},
	"Other": {Events: 3, Population: 16982},
}

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

func ExampleParseAdjustment() {
	fmt.Println(multiple.ParseAdjustment("Benjamini-Hochberg"))
	_, err := multiple.ParseAdjustment("fdr")
	fmt.Println(err)
	// Output:
	// benjamini-hochberg <nil>
	// multiple: unknown adjustment "fdr": want one of holm, bonferroni, sidak, sidak-step-down, hochberg, benjamini-hochberg, benjamini-yekutieli
}

func ExampleAdjustments() {
	for a := range multiple.Adjustments() {
		fmt.Println(a)
	}
	// Output:
	// holm
	// bonferroni
	// sidak
	// sidak-step-down
	// hochberg
	// benjamini-hochberg
	// benjamini-yekutieli
}

func ExampleRatios() {
	table, err := rri.Compare("White", searches, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	table.Measure = "search rate"
	family, err := multiple.Ratios(table).Adjust(multiple.Holm)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := family.WriteText(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 3 comparisons: search rate against White (3); p-values adjusted by holm
	// 2 stand out alone, where 0.15 would by chance if no group differed; 2 after adjustment
	// measure      group  ratio                p       adjusted p
	// search rate  Black  3.83 (2.58 to 5.53)  <0.001  <0.001
	// search rate  Mixed  2.47 (1.57 to 3.74)  <0.001  <0.001
	// search rate  Other  0.88 (0.23 to 2.40)  0.899   0.899
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

// A comparison that could not be made has null in place of its p-values.
func ExampleComparison_MarshalJSON() {
	none := multiple.Comparison[string]{
		Measure: "search rate", Baseline: "White", Group: "Other",
		Estimate: rri.Estimate{Value: math.NaN(), Lower: 0, Upper: math.Inf(1), P: math.NaN(), Level: 0.95},
		Adjusted: math.NaN(),
	}
	text, err := json.MarshalIndent(none, "", "  ")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(text))
	// Output:
	// {
	//   "measure": "search rate",
	//   "baseline": "White",
	//   "group": "Other",
	//   "estimate": {
	//     "value": null,
	//     "lower": 0,
	//     "upper": "Inf",
	//     "p": null,
	//     "level": 0.95,
	//     "method": "scas",
	//     "flags": []
	//   },
	//   "adjusted_p": null
	// }
}

func ExampleFamily_Adjust() {
	table, err := rri.Compare("White", searches, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	raw := multiple.Ratios(table)
	family, err := raw.Adjust(multiple.Bonferroni)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, c := range family.Comparisons {
		fmt.Printf("%s: %.2g became %.2g\n", c.Group, raw.Comparisons[i].Adjusted, c.Adjusted)
	}
	// Output:
	// Black: 1.3e-08 became 4e-08
	// Mixed: 0.0003 became 0.00089
	// Other: 0.9 became 1
}

func ExampleFamily_Summary() {
	table, err := rri.Compare("White", searches, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	family, err := multiple.Ratios(table).Adjust(multiple.Holm)
	if err != nil {
		fmt.Println(err)
		return
	}
	s := family.Summary()
	fmt.Printf("of %d ratios, %d are below 0.05, %d after adjustment; %.2f would be by chance\n", s.Tested, s.Below, s.Adjusted, s.ByChance)
	// Output:
	// of 3 ratios, 2 are below 0.05, 2 after adjustment; 0.15 would be by chance
}

// A family of estimates from elsewhere, not adjusted.
func ExampleFamily_WriteText() {
	finds, err := rri.Ratio(rri.Proportion{Events: 8, Trials: 29}, rri.Proportion{Events: 70, Trials: 317}, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	family := multiple.Family[string]{Comparisons: []multiple.Comparison[string]{
		{Measure: "find rate", Baseline: "White", Group: "Black", Estimate: finds, Adjusted: finds.P},
	}}
	if err := family.WriteText(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// 1 comparison: find rate against White (1); p-values not adjusted
	// 0 stand out alone, where 0.05 would by chance if no group differed
	// measure    group  ratio                p
	// find rate  Black  1.25 (0.61 to 2.17)  0.486
}
