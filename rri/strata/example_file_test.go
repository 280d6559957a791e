package strata_test

import (
	"log"
	"os"

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
	// Charge rate, % of arrests · RRI against White · adjusted for gravity · method
	//   scas
	// people charged, out of people arrested, 2023
	//                                crude  95 %         adjusted  95 %
	// group  charges  arrests     %    RRI  interval          RRI  interval         p
	// White    1,090    3,820  28.5      1  baseline            1  baseline
	// Asian       56      230  24.3   0.85  0.67 – 1.06      0.87  0.69 – 1.09  0.237
	// Black      278      760  36.6   1.28  1.15 – 1.42      1.05  0.94 – 1.16  0.365
	//
	// group  difference  strata    I²  p alike
	// White
	// Asian        -3.5  2 of 3  47 %    0.168  ¹
	// Black        +1.6  3 of 3   0 %    0.933
	//
	// RRI within each stratum, and its share in the adjusted RRI
	// gravity    Asian   share  Black   share
	// 1 lesser    0.71  44.0 %   1.03  25.9 %
	// 2 grave     1.00  56.0 %   1.06  59.5 %
	// 3 gravest      —       —   1.02  14.6 %
	// ¹ no one to compare in 3 gravest: 0 Asian and 120 White arrests there are in the
	//   crude figures alone
}
