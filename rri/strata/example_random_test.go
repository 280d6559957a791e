package strata_test

import (
	"fmt"
	"log"
	"os"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

// British doctors, smoking and coronary deaths by age: the ratio falls with age, and one ratio for
// all ages hides it.
func ExampleRandomEffects() {
	doctors := []strata.Pair[rri.Rate]{
		{Group: rri.Rate{Events: 32, Population: 52407}, Baseline: rri.Rate{Events: 2, Population: 18790}},
		{Group: rri.Rate{Events: 104, Population: 43248}, Baseline: rri.Rate{Events: 12, Population: 10673}},
		{Group: rri.Rate{Events: 206, Population: 28612}, Baseline: rri.Rate{Events: 28, Population: 5710}},
		{Group: rri.Rate{Events: 186, Population: 12663}, Baseline: rri.Rate{Events: 28, Population: 2585}},
		{Group: rri.Rate{Events: 102, Population: 5317}, Baseline: rri.Rate{Events: 31, Population: 1462}},
	}
	r, err := strata.RandomEffects(doctors, strata.Options{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("a typical age: %.2f, p = %.2g\n", r.Typical, r.Typical.P)
	fmt.Printf("ages from %.2f to %.2f\n", r.Smallest, r.Largest)
	fmt.Printf("a further age: %.2f to %.2f\n", r.FurtherLower, r.FurtherUpper)
	fmt.Printf("spread %.2f; alike? %v\n", r.Tau, r.Homogeneity)
	// Output:
	// a typical age: 1.54 (0.79 to 3.00), p = 0.15
	// ages from 0.90 to 5.74
	// a further age: 0.31 to 7.68
	// spread 0.44; alike? χ² = 10.2, df 4, p = 0.037
}

// Searches per resident in seven made-up forces.
func ExampleTable_WriteText_strataThatDiffer() {
	force := func(name string, white, black, asian rri.Rate) strata.Stratum[string, string, rri.Rate] {
		return strata.Stratum[string, string, rri.Rate]{Key: name, Counts: map[string]rri.Rate{"White": white, "Black": black, "Asian": asian}}
	}
	table, err := strata.Compare("White", []strata.Stratum[string, string, rri.Rate]{
		force("Ashshire", rri.Rate{Events: 820, Population: 610e3}, rri.Rate{Events: 61, Population: 9e3}, rri.Rate{Events: 34, Population: 21e3}),
		force("Beechshire", rri.Rate{Events: 410, Population: 450e3}, rri.Rate{Events: 25, Population: 11e3}, rri.Rate{Events: 12, Population: 14e3}),
		force("Elmshire", rri.Rate{Events: 1260, Population: 900e3}, rri.Rate{Events: 310, Population: 35e3}, rri.Rate{Events: 141, Population: 88e3}),
		force("Firshire", rri.Rate{Events: 300, Population: 720e3}, rri.Rate{Events: 19, Population: 6e3}, rri.Rate{Events: 9, Population: 19e3}),
		force("Oakshire", rri.Rate{Events: 2210, Population: 1400e3}, rri.Rate{Events: 640, Population: 120e3}, rri.Rate{Events: 402, Population: 260e3}),
		force("Pineshire", rri.Rate{Events: 95, Population: 380e3}, rri.Rate{Events: 0, Population: 2e3}, rri.Rate{Events: 4, Population: 9e3}),
		force("Yewshire", rri.Rate{Events: 760, Population: 520e3}, rri.Rate{Events: 88, Population: 14e3}, rri.Rate{Events: 45, Population: 31e3}),
	}, strata.Options{})
	if err != nil {
		log.Fatal(err)
	}
	table.Measure, table.Events, table.Exposure, table.By = "search rate", "searches", "residents", "force"
	if err := table.WriteText(os.Stdout); err != nil {
		log.Fatal(err)
	}
	// Output:
	// Search rate per 1,000 residents · RRI against White · adjusted for force ·
	//   method scas
	//                                   crude  95 %         adjusted  95 %
	// group  searches  residents  rate    RRI  interval          RRI  interval
	// White     5,855  4,980,000   1.2      1  baseline            1  baseline
	// Asian       647    442,000   1.5   1.25  1.15 – 1.35      1.03  0.95 – 1.12
	// Black     1,143    197,000   5.8   4.93  4.63 – 5.26      4.04  3.79 – 4.31
	//
	// group       p  difference  strata    I²  p alike
	// White
	// Asian   0.482      +0.042  7 of 7   0 %    0.612
	// Black  <0.001        +4.4  7 of 7  93 %   <0.001
	//
	// Where strata differ by more than chance: a typical one and a further one
	//                                      strata    a further
	//        typical  95 %                 from –    one, 95 %
	// group      RRI  interval          p  to        interval
	// Black     4.44  3.01 – 6.57  <0.001  0 – 7.60  1.59 – 12.43  ¹
	//
	// RRI within each stratum, and its share in the adjusted RRI
	// force       Asian   share  Black   share
	// Ashshire     1.20   5.0 %   5.04   4.5 %
	// Beechshire   0.94   2.2 %   2.49   3.7 %
	// Elmshire     1.14  20.4 %   6.33  17.7 %
	// Firshire     1.14   1.4 %   7.60   0.9 %
	// Oakshire     0.98  62.9 %   3.38  65.5 %
	// Pineshire    1.78   0.4 %      0   0.2 %
	// Yewshire     0.99   7.8 %   4.30   7.5 %
	// ¹ the typical RRI and its limits are rough: fewer than 20 searches of Black or
	//   of White in 2 of 7 strata; half of one is added to each count of 1 of 7
	//   strata, which have none or all
}
