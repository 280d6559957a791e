package rri_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"

	"github.com/seed-549880be/disparity/rri"
)

func ExampleCompare() {
	table, err := rri.Compare("White", avonAndSomerset, rri.Options{Method: rri.Score})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range table.Rows {
		fmt.Printf("%-5s %3d searches, RRI %.3f\n", row.Group, row.Count.Events, row.Ratio.Value)
	}
	// Output:
	// White 317 searches, RRI 1.000
	// Black  29 searches, RRI 3.831
	// Mixed  22 searches, RRI 2.475
	// Other   3 searches, RRI 0.883
}

// Some counts do not mean what the others do: a zero where the form has no box for the group, or
// people whom form and census sort otherwise.
func ExampleTable_WithoutComparison() {
	table, err := rri.Compare("White", map[string]rri.Rate{"White": {Events: 772, Population: 1793173}, "Black": {Events: 334, Population: 236047},
		"Chinese": {Events: 2, Population: 50718}, "Other": {Population: 101435}}, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	table = table.WithoutComparison("Other", "the form has no such box")
	table = table.WithCategories("Chinese", "most are under Asian on the form")
	if err := table.WriteText(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Rate per 1,000 population · RRI against White · method scas
	//          events  population   rate    RRI  95 % interval            p
	// White       772   1,793,173  0.431   1.00  baseline
	// Black       334     236,047  1.415   3.29   2.89 – 3.73        <0.001
	// Chinese       2      50,718  0.039  0.092  0.016 – 0.30   ¹ ²  <0.001
	// Other         0     101,435      —      —  —              ³         —
	// ¹ most are under Asian on the form
	// ² a count below 5: read the interval, not the estimate
	// ³ the form has no such box
}

func ExampleTable_WriteMarkdown() {
	finds := map[string]rri.Proportion{"White": {Events: 70, Trials: 317}, "Black": {Events: 12, Trials: 29}}
	table, err := rri.Compare("White", finds, rri.Options{Method: rri.Score})
	if err != nil {
		fmt.Println(err)
		return
	}
	table.Measure, table.Events, table.Exposure = "find rate", "finds", "searches"
	if err := table.WriteMarkdown(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// **Find rate, % of searches · RRI against White · method score**
	//
	// | group | finds | searches | % | 95 % interval | RRI | 95 % interval | p | difference | 95 % interval | above parity ¹ | 95 % interval |
	// | :-- | --: | --: | --: | :-: | --: | :-: | --: | --: | :-: | --: | :-: |
	// | White | 70 | 317 | 22.1 | 17.9 – 27.0 | 1.00 | baseline |  |  |  |  |  |
	// | Black | 12 | 29 | 41.4 | 25.5 – 59.3 | 1.87 | 1.11 – 2.87 | 0.0193 | +19.3 | +2.7 – +37.8 | +5.6 | +0.8 – +11.0 |
	//
	// ¹ above parity: so many finds more (+) or fewer (-) than at the rate of White; that does not make any one of them wrong
}

// pilot is a table with figures put in by hand.
func pilot() rri.Table[string, rri.Rate] {
	nan := math.NaN()
	return rri.Table[string, rri.Rate]{
		Labels:   rri.Labels{Measure: "search rate"},
		Baseline: "White",
		Rows: []rri.Row[string, rri.Rate]{{
			Group: "Black",
			Count: rri.Rate{Events: 2, Population: 250},
			Rate:  rri.Estimate{Value: 0.008, Lower: 0.001, Upper: 0.03, P: nan, Level: 0.95},
			Ratio: rri.Estimate{Value: math.Inf(1), Lower: 0.375, Upper: math.Inf(1), P: 0.125, Level: 0.95, Flags: rri.Unbounded},
		}},
	}
}

func ExampleTable_WriteCSV() {
	if err := pilot().WriteCSV(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// measure,definition,baseline,group,events,exposure,rate,rate_lower,rate_upper,ratio,ratio_lower,ratio_upper,ratio_p,difference,difference_lower,difference_upper,difference_p,excess,excess_lower,excess_upper,level,method,flags,design_effect,degrees_of_freedom,comparisons,derived
	// search rate,,White,Black,2,250,0.008,0.001,0.03,Inf,0.375,Inf,0.125,,,,,,,,0.95,scas,unbounded,1,0,1,
}

func ExampleTable_MarshalJSON() {
	text, err := json.MarshalIndent(pilot(), "", "  ")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(text))
	// Output:
	// {
	//   "measure": "search rate",
	//   "definition": "",
	//   "model": "rate",
	//   "events_name": "events",
	//   "exposure_name": "population",
	//   "per": 1000,
	//   "baseline": "White",
	//   "method": "scas",
	//   "level": 0.95,
	//   "side": "two-sided",
	//   "null": 0,
	//   "notes": [],
	//   "rows": [
	//     {
	//       "group": "Black",
	//       "events": 2,
	//       "exposure": 250,
	//       "rate": {
	//         "value": 0.008,
	//         "lower": 0.001,
	//         "upper": 0.03,
	//         "p": null,
	//         "level": 0.95,
	//         "method": "scas",
	//         "flags": []
	//       },
	//       "ratio": {
	//         "value": "Inf",
	//         "lower": 0.375,
	//         "upper": "Inf",
	//         "p": 0.125,
	//         "level": 0.95,
	//         "method": "scas",
	//         "flags": [
	//           "unbounded"
	//         ]
	//       },
	//       "difference": null,
	//       "excess": null,
	//       "flags": [
	//         "unbounded"
	//       ]
	//     }
	//   ]
	// }
}

func ExampleTable_UnmarshalJSON() {
	text := []byte(`{"measure": "search rate", "model": "rate", "per": 1000, "baseline": "White", "method": "score", "level": 0.95, "side": "two-sided",
		"rows": [{"group": "White", "events": 317, "exposure": 1584583}]}`)
	var rates rri.Table[string, rri.Rate]
	if err := json.Unmarshal(text, &rates); err != nil {
		fmt.Println(err)
	}
	fmt.Println(rates.Measure, rates.Rows[0].Group, rates.Rows[0].Count)
	var proportions rri.Table[string, rri.Proportion]
	fmt.Println(json.Unmarshal(text, &proportions))
	// Output:
	// search rate White 317 in 1584583
	// rri: table of model "rate": want "proportion": read it into the other type of measure
}
