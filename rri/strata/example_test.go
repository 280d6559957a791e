package strata_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

// Charges out of arrests, by gravity of the offence: made-up counts in which the crude index is
// above 1 because more Black people were arrested for grave offences.
func charges() map[string]map[string]rri.Proportion {
	return map[string]map[string]rri.Proportion{
		"1 lesser":  {"White": {Events: 480, Trials: 2400}, "Black": {Events: 62, Trials: 300}, "Asian": {Events: 20, Trials: 140}},
		"2 grave":   {"White": {Events: 520, Trials: 1300}, "Black": {Events: 170, Trials: 400}, "Asian": {Events: 36, Trials: 90}},
		"3 gravest": {"White": {Events: 90, Trials: 120}, "Black": {Events: 46, Trials: 60}},
	}
}

func Example() {
	table, err := strata.Compare("White", strata.Sorted(charges()), strata.Options{})
	if err != nil {
		log.Fatal(err)
	}
	table.Measure, table.Events, table.Exposure, table.By = "charge rate", "charges", "arrests", "gravity"
	table.Definition = "people charged, out of people arrested, 2023"
	if err := table.WriteText(os.Stdout); err != nil {
		log.Fatal(err)
	}
	// Output:
	// Charge rate, % of arrests · RRI against White · adjusted for gravity · method scas
	// people charged, out of people arrested, 2023
	// group  charges  arrests     %  crude RRI  95 % interval  adjusted RRI  95 % interval      p  difference  strata    I²  p alike
	// White    1,090    3,820  28.5          1       baseline             1       baseline
	// Asian       56      230  24.3       0.85    0.67 – 1.06          0.87    0.69 – 1.09  0.237        -3.5  2 of 3  47 %    0.168  ¹
	// Black      278      760  36.6       1.28    1.15 – 1.42          1.05    0.94 – 1.16  0.365        +1.6  3 of 3   0 %    0.933
	//
	// RRI within each stratum, and its share in the adjusted RRI
	// gravity    Asian   share  Black   share
	// 1 lesser    0.71  44.0 %   1.03  25.9 %
	// 2 grave     1.00  56.0 %   1.06  59.5 %
	// 3 gravest      —       —   1.02  14.6 %
	// ¹ no one to compare in 3 gravest: 0 Asian and 120 White arrests there are in the crude figures alone
}

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

func ExampleSorted() {
	for _, s := range strata.Sorted(charges()) {
		fmt.Println(s.Key, len(s.Counts), "groups")
	}
	// Output:
	// 1 lesser 3 groups
	// 2 grave 3 groups
	// 3 gravest 2 groups
}

func ExamplePairs() {
	pairs := strata.Pairs(strata.Sorted(charges()), "Black", "White")
	fmt.Println(len(pairs), pairs[0].Group, pairs[0].Baseline)
	// Output:
	// 3 62 of 300 480 of 2400
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

func ExampleRatioHomogeneity() {
	pairs := strata.Pairs(strata.Sorted(charges()), "Black", "White")
	alike, err := strata.RatioHomogeneity(pairs, strata.SCAS)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(alike)
	// Output:
	// χ² = 0.139, df 2, p = 0.93
}

func ExampleDifferenceHomogeneity() {
	pairs := strata.Pairs(strata.Sorted(charges()), "Black", "White")
	alike, err := strata.DifferenceHomogeneity(pairs, strata.MantelHaenszel)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(alike)
	// Output:
	// χ² = 0.239, df 2, p = 0.89
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

func ExampleTarone() {
	dollHill := []strata.Pair[rri.Proportion]{
		{Group: rri.Proportion{Events: 647, Trials: 1269}, Baseline: rri.Proportion{Events: 2, Trials: 29}},
		{Group: rri.Proportion{Events: 41, Trials: 69}, Baseline: rri.Proportion{Events: 19, Trials: 51}},
	}
	t, err := strata.Tarone(dollHill)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.3f, p = %.4f\n", t.Statistic, t.P)
	// Output:
	// 5.175, p = 0.0229
}

func ExampleTest_I2() {
	t := strata.Test{Statistic: 14.4, DF: 8, P: 0.072}
	fmt.Printf("%.0f %% of the variation between strata is beyond chance\n", 100*t.I2())
	// Output:
	// 44 % of the variation between strata is beyond chance
}

func ExampleTest_String() {
	fmt.Println(strata.Test{Statistic: 5.1752, DF: 1, P: 0.0229})
	// Output:
	// χ² = 5.18, df 1, p = 0.023
}

func ExampleTest_MarshalJSON() {
	data, err := json.Marshal(strata.Test{Statistic: 5, DF: 2, P: 0.082})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(data))
	// Output:
	// {"statistic":5,"df":2,"p":0.082,"i2":0.6}
}

func ExampleTest_UnmarshalJSON() {
	var t strata.Test
	if err := json.Unmarshal([]byte(`{"statistic": 5, "df": 2, "p": 0.082, "i2": 0.6}`), &t); err != nil {
		log.Fatal(err)
	}
	fmt.Println(t)
	// Output:
	// χ² = 5, df 2, p = 0.082
}

func ExampleTable_WriteText() {
	table, err := strata.Compare("White", strata.Sorted(charges()), strata.Options{Method: strata.Score})
	if err != nil {
		log.Fatal(err)
	}
	if err := table.WriteText(os.Stdout); err != nil {
		log.Fatal(err)
	}
	// Output:
	// Proportion, % of trials · RRI against White · adjusted for strata · method score
	// group  events  trials     %  crude RRI  95 % interval  adjusted RRI  95 % interval      p  difference  strata    I²  p alike
	// White   1,090   3,820  28.5          1       baseline             1       baseline
	// Asian      56     230  24.3       0.85    0.67 – 1.07          0.87    0.69 – 1.09  0.239        -3.5  2 of 3  47 %    0.168  ¹
	// Black     278     760  36.6       1.28    1.15 – 1.42          1.05    0.94 – 1.16  0.365        +1.6  3 of 3   0 %    0.933
	//
	// RRI within each stratum, and its share in the adjusted RRI
	// strata     Asian   share  Black   share
	// 1 lesser    0.71  44.0 %   1.03  25.9 %
	// 2 grave     1.00  56.0 %   1.06  59.5 %
	// 3 gravest      —       —   1.02  14.6 %
	// ¹ no one to compare in 3 gravest: 0 Asian and 120 White trials there are in the crude figures alone
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
	// | :-- | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |
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
	// 34 columns, of which these are the first twelve
	// measure,definition,by,baseline,group,stratum,events,exposure,baseline_events,baseline_exposure,crude,crude_lower
	// proportion,,strata,White,White,,5,20,5,20,1,
	// proportion,,strata,White,Black,,2,4,5,20,2,0.57901
	// proportion,,strata,White,Black,2022,2,4,2,8,2,0.42471
	// proportion,,strata,White,Black,2023,0,0,3,12,,
}

func ExampleTable_MarshalJSON() {
	data, err := json.Marshal(two().Rows[1].Homogeneity)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(data))
	data, err = json.Marshal(two())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(data[:157]))
	// Output:
	// {"statistic":null,"df":0,"p":null,"i2":null}
	// {"measure":"proportion","definition":"","by":"strata","model":"proportion","events_name":"events","exposure_name":"trials","per":100,"baseline":"White","meth
}

func ExampleTable_UnmarshalJSON() {
	data, err := json.Marshal(two())
	if err != nil {
		log.Fatal(err)
	}
	var table strata.Table[int, string, rri.Proportion]
	if err := json.Unmarshal(data, &table); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s: %.2f\n", table.Rows[1].Group, table.Rows[1].Ratio)
	// Output:
	// Black: 2.00 (0.42 to 9.42)
}

func ExampleParseMethod() {
	m, err := strata.ParseMethod("mantel-haenszel")
	fmt.Println(m, err)
	_, err = strata.ParseMethod("cochran")
	fmt.Println(err)
	// Output:
	// mantel-haenszel <nil>
	// strata: unknown method "cochran": want one of scas, score, mantel-haenszel, sato, inverse-variance
}

func ExampleMethods() {
	for m := range strata.Methods() {
		fmt.Print(m, " ")
	}
	// Output:
	// scas score mantel-haenszel sato inverse-variance
}

func ExampleMethod_String() {
	fmt.Println(strata.SCAS, strata.Method(99))
	// Output:
	// scas Method(99)
}

func ExampleMethod_AppendText() {
	b, err := strata.Sato.AppendText([]byte("method="))
	fmt.Println(string(b), err)
	// Output:
	// method=sato <nil>
}

func ExampleMethod_MarshalText() {
	text, err := strata.InverseVariance.MarshalText()
	fmt.Println(string(text), err)
	// Output:
	// inverse-variance <nil>
}

func ExampleMethod_UnmarshalText() {
	var m strata.Method
	err := m.UnmarshalText([]byte("Score"))
	fmt.Println(m, err)
	// Output:
	// score <nil>
}
