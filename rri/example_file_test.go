package rri_test

import (
	"fmt"
	"os"

	"github.com/seed-549880be/disparity/rri"
)

// avonAndSomerset are the searches of persons by Avon and Somerset Police in January 2023 by
// self-defined ethnicity (data.police.uk) among the residents at the census of 2021 (Office for
// National Statistics).
var avonAndSomerset = map[string]rri.Rate{
	"White": {Events: 317, Population: 1584583},
	"Mixed": {Events: 22, Population: 44435},
	"Black": {Events: 29, Population: 37844},
	"Other": {Events: 3, Population: 16982},
}

func ExampleTable_WriteText() {
	table, err := rri.Compare("White", avonAndSomerset, rri.Options{Method: rri.Score})
	if err != nil {
		fmt.Println(err)
		return
	}
	table.Measure, table.Events, table.Exposure = "search rate", "searches", "residents"
	table.Notes = []string{"116 searches with no self-defined ethnicity are in no group"}
	if err := table.WriteText(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Search rate per 1,000 residents · RRI against White · method score ¹
	//        searches  residents  rate   RRI  95 % interval          p  ¼ ½ 1 2 4 8
	// White       317  1,584,583  0.20  1.00  baseline                      │
	// Black        29     37,844  0.77  3.83  2.62 – 5.59       <0.001      │  ├●┤
	// Mixed        22     44,435  0.50  2.47  1.61 – 3.80       <0.001      │├─●┤
	// Other         3     16,982  0.18  0.88  0.30 – 2.61    ²   0.830   ├──●──┤
	// ¹ 116 searches with no self-defined ethnicity are in no group
	// ² a count below 5: read the interval, not the estimate
}
