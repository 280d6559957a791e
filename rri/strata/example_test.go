package strata_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

func ExampleCompare() {
	inOrder := []strata.Stratum[string, string, rri.Proportion]{
		{Key: "under 18", Counts: map[string]rri.Proportion{"White": {Events: 40, Trials: 100}, "Black": {Events: 33, Trials: 60}}},
		{Key: "18 or over", Counts: map[string]rri.Proportion{"White": {Events: 90, Trials: 600}, "Black": {Events: 22, Trials: 100}}},
	}
	table, err := strata.Compare("White", inOrder, strata.Options{})
	if err != nil {
		log.Fatal(err)
	}
	black := table.Rows[1]
	fmt.Printf("crude %.2f, adjusted %.2f\n", black.Crude, black.Ratio)
	for _, part := range black.Parts {
		fmt.Printf("%s: %.2f, share %.0f %%\n", part.Stratum, part.Ratio, 100*part.RatioShare)
	}
	// Output:
	// crude 1.85 (1.41 to 2.39), adjusted 1.42 (1.08 to 1.84)
	// under 18: 1.38 (0.98 to 1.92), share 54 %
	// 18 or over: 1.47 (0.94 to 2.18), share 46 %
}

func ExampleRatio() {
	pairs := strata.Pairs(strata.Sorted(charges()), "Black", "White")
	e, err := strata.Ratio(pairs, strata.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.3f, p = %.2g\n", e, e.P)
	// Output:
	// 1.049 (0.944 to 1.160), p = 0.36
}

// British doctors, smoking and coronary deaths by age: Breslow and Day 1987.
func ExampleRatio_rates() {
	doctors := []strata.Pair[rri.Rate]{
		{Group: rri.Rate{Events: 32, Population: 52407}, Baseline: rri.Rate{Events: 2, Population: 18790}},
		{Group: rri.Rate{Events: 104, Population: 43248}, Baseline: rri.Rate{Events: 12, Population: 10673}},
		{Group: rri.Rate{Events: 206, Population: 28612}, Baseline: rri.Rate{Events: 28, Population: 5710}},
		{Group: rri.Rate{Events: 186, Population: 12663}, Baseline: rri.Rate{Events: 28, Population: 2585}},
		{Group: rri.Rate{Events: 102, Population: 5317}, Baseline: rri.Rate{Events: 31, Population: 1462}},
	}
	e, err := strata.Ratio(doctors, strata.Options{Method: strata.MantelHaenszel})
	if err != nil {
		log.Fatal(err)
	}
	alike, err := strata.RatioHomogeneity(doctors, strata.MantelHaenszel)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.3f\n%v, I² %.0f %%\n", e, alike, 100*alike.I2())
	// Output:
	// 1.425 (1.155 to 1.758)
	// χ² = 10.2, df 4, p = 0.037, I² 61 %
}

func ExampleDifference() {
	pairs := strata.Pairs(strata.Sorted(charges()), "Black", "White")
	for _, m := range []strata.Method{strata.MantelHaenszel, strata.Sato} {
		e, err := strata.Difference(pairs, strata.Options{Method: m})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s: %.5f\n", m, e)
	}
	// Output:
	// mantel-haenszel: 0.01647 (-0.01934 to 0.05229)
	// sato: 0.01647 (-0.01942 to 0.05236)
}

// Doll and Hill 1950, smoking and lung cancer in men and women. A widely used package prints 2.3556
// to 8.6880, by a slip in one term.
func ExampleOddsRatio() {
	dollHill := []strata.Pair[rri.Proportion]{
		{Group: rri.Proportion{Events: 647, Trials: 1269}, Baseline: rri.Proportion{Events: 2, Trials: 29}},
		{Group: rri.Proportion{Events: 41, Trials: 69}, Baseline: rri.Proportion{Events: 19, Trials: 51}},
	}
	e, err := strata.OddsRatio(dollHill, strata.Options{Method: strata.MantelHaenszel})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.4f\n", e)
	// Output:
	// 4.5239 (2.4171 to 8.4671)
}

func ExampleCochranMantelHaenszel() {
	pairs := strata.Pairs(strata.Sorted(charges()), "Black", "White")
	plain, err := strata.CochranMantelHaenszel(pairs, false)
	if err != nil {
		log.Fatal(err)
	}
	corrected, err := strata.CochranMantelHaenszel(pairs, true)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(plain)
	fmt.Println(corrected)
	// Output:
	// χ² = 0.821, df 1, p = 0.36
	// χ² = 0.742, df 1, p = 0.39
}

func ExampleBreslowDay() {
	dollHill := []strata.Pair[rri.Proportion]{
		{Group: rri.Proportion{Events: 647, Trials: 1269}, Baseline: rri.Proportion{Events: 2, Trials: 29}},
		{Group: rri.Proportion{Events: 41, Trials: 69}, Baseline: rri.Proportion{Events: 19, Trials: 51}},
	}
	t, err := strata.BreslowDay(dollHill)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.3f, p = %.4f\n", t.Statistic, t.P)
	// Output:
	// 5.215, p = 0.0224
}

func ExampleTable_WriteMarkdown() {
	table, err := strata.Compare("White", strata.Sorted(charges()), strata.Options{Method: strata.Score})
	if err != nil {
		log.Fatal(err)
	}
	if err := table.WriteMarkdown(os.Stdout); err != nil {
		log.Fatal(err)
	}
	// Output:
	// **Proportion, % of trials · RRI against White · adjusted for strata · method score**
	//
	// | group | events | trials | % | crude RRI | 95 % interval | adjusted RRI | 95 % interval | p | difference | strata | I² | p alike | notes |
	// | :-- | --: | --: | --: | --: | :-: | --: | :-: | --: | --: | --: | --: | --: | :-- |
	// | White | 1,090 | 3,820 | 28.5 | 1 | baseline | 1 | baseline |  |  |  |  |  |  |
	// | Asian | 56 | 230 | 24.3 | 0.85 | 0.67 – 1.07 | 0.87 | 0.69 – 1.09 | 0.239 | -3.5 | 2 of 3 | 47 % | 0.168 | ¹ |
	// | Black | 278 | 760 | 36.6 | 1.28 | 1.15 – 1.42 | 1.05 | 0.94 – 1.16 | 0.365 | +1.6 | 3 of 3 | 0 % | 0.933 |  |
	//
	// **RRI within each stratum, and its share in the adjusted RRI**
	//
	// | strata | Asian | share | Black | share |
	// | :-- | --: | --: | --: | --: |
	// | 1 lesser | 0.71 | 44.0 % | 1.03 | 25.9 % |
	// | 2 grave | 1.00 | 56.0 % | 1.06 | 59.5 % |
	// | 3 gravest | — | — | 1.02 | 14.6 % |
	//
	// ¹ no one to compare in 3 gravest: 0 Asian and 120 White trials there are in the crude figures alone
}

func two() strata.Table[int, string, rri.Proportion] {
	table, err := strata.Compare("White", strata.Sorted(map[int]map[string]rri.Proportion{
		2022: {"White": {Events: 2, Trials: 8}, "Black": {Events: 2, Trials: 4}},
		2023: {"White": {Events: 3, Trials: 12}},
	}), strata.Options{Method: strata.MantelHaenszel})
	if err != nil {
		log.Fatal(err)
	}
	return table
}

func ExampleTable_WriteCSV() {
	var b bytes.Buffer
	if err := two().WriteCSV(&b); err != nil {
		log.Fatal(err)
	}
	rows, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(rows[0]), "columns, of which these are the first twelve")
	for _, row := range rows {
		for i := range row[:12] {
			if v, err := strconv.ParseFloat(row[i], 64); err == nil {
				row[i] = fmt.Sprintf("%.5g", v) // the file has every digit
			}
		}
		fmt.Println(strings.Join(row[:12], ","))
	}
	// Output:
	// 43 columns, of which these are the first twelve
	// measure,definition,by,baseline,group,stratum,events,exposure,baseline_events,baseline_exposure,crude,crude_lower
	// proportion,,strata,White,White,,5,20,5,20,1,
	// proportion,,strata,White,Black,,2,4,5,20,2,0.57901
	// proportion,,strata,White,Black,2022,2,4,2,8,2,0.42471
	// proportion,,strata,White,Black,2023,0,0,3,12,,
}
