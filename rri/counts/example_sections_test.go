package counts_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"

	"github.com/seed-549880be/disparity/rri/counts"
	"github.com/seed-549880be/disparity/rri/tidy"
)

const leavers = `year,group,leavers,staff
2019,White,210,3000
2019,Black,24,200
2020,White,180,3000
2020,Black,30,220
2020,Not stated,6,40
`

// A row for each year, and all years with like compared with like.
func ExampleCompare_by() {
	d := document(leavers, counts.Options{Baseline: "White", By: "year"})
	for _, s := range d.Sections {
		if s.Name == "by" {
			if err := s.Sheet.WriteText(os.Stdout); err != nil {
				fmt.Println(err)
			}
		}
	}
	// Output:
	// Leavers, % of staff · RRI against White · method scas · by year, and adjusted
	//   for year
	//                 leavers  staff     %   RRI  95 % interval       p
	// White 2019          210  3,000   7.0     1  baseline
	// White 2020          180  3,000   6.0     1  baseline
	// White all           390  6,000   6.5     1  baseline
	// Black 2019           24    200  12.0  1.71  1.13 – 2.50    0.0141
	// Black 2020           30    220  13.6  2.27  1.56 – 3.21    <0.001
	// Black adjusted       54    420  12.9  1.98  1.50 – 2.57    <0.001
	// not known 2020        6     40
	// not known all         6     40                                     ¹
	//
	// RRI over all that the counts may be, and over every way in which those not known
	//   could fall; nothing is assumed
	//                 share not known  lowest – highest  with chance too, 95 %
	// Black 2019                       1.71              1.13 – 2.50
	// Black 2020                1.2 %  1.91 – 2.68       1.30 – 3.69
	// Black adjusted            0.6 %  1.82 – 2.19       1.38 – 2.80
	// ¹ in no rate and no index
}

// What could these counts show, and what would it take to find a ratio of 1.2?
func ExampleCompare_power() {
	d := document(leavers, counts.Options{Baseline: "White", Power: 1.2})
	for _, s := range d.Sections {
		if plan, ok := s.Data.(counts.Plan); ok {
			row := plan.Rows[0]
			fmt.Printf("%s: %.2f or more; %d %ss for %v\n", row.Group, row.Detectable.Above, row.Periods, plan.Unit, plan.Ratio)
		}
	}
	// Output:
	// Black: 1.59 or more; 16 years for 1.2
}

// A document is stored as JSON: programs read the numbers from the data of its sections, and it
// prints as before.
func ExampleDocument_MarshalJSON() {
	data, err := json.Marshal(document(leavers, counts.Options{Baseline: "White"}))
	if err != nil {
		fmt.Println(err)
		return
	}
	var d counts.Document
	if err := json.Unmarshal(data, &d); err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range d.Sections {
		c, ok := s.Data.(counts.Comparison)
		if !ok {
			continue
		}
		for _, r := range c.Rows[1:] { // the first is the baseline
			fmt.Printf("%s: %s of %s, %.2f (%.2f to %.2f)\n", r.Group, r.Events, r.Exposure, r.Index.Value, r.Index.Lower, r.Index.Upper)
		}
	}
	// Output:
	// Black: 54 of 420, 1.98 (1.50 to 2.56)
}

// Stages with branches: who is diverted and who is detained are both out of those referred.
func ExampleJourney() {
	const matrix = `stage,out of,group,count
referred,,White,1000
referred,,Black,200
referred,,Not stated,20
diverted,referred,White,300
diverted,referred,Black,40
detained,referred,White,100
detained,referred,Black,40
placed,detained,White,20
placed,detained,Black,10
`
	t, err := tidy.Read(strings.NewReader(matrix), tidy.Options{File: "matrix.csv", Label: notStated})
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := counts.Journey(t, counts.Options{Baseline: "White"})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, line := range d.Lines {
		fmt.Println(line)
	}
	// Output:
	// Read from matrix.csv: 9 rows of 2 groups at 4 stages.
	// Black against White, out of referred: 0.67 times as often at diverted (0.49 to 0.88), 2.50 times as often at placed (1.15 to 5.17).
}
