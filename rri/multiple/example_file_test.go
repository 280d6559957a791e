package multiple_test

import (
	"fmt"
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
	// 2 stand out alone, where 0.15 would by chance if no group differed; 2 after
	//   adjustment
	// measure      group  ratio                p       adjusted p
	// search rate  Black  3.83 (2.58 to 5.53)  <0.001  <0.001
	// search rate  Mixed  2.47 (1.57 to 3.74)  <0.001  <0.001
	// search rate  Other  0.88 (0.23 to 2.40)  0.899   0.899
}
