package outcomes_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
)

// boroughs is a file with a column that data.police.uk has not.
const boroughs = `Borough,Type,Date,Gender,Self-defined ethnicity
Croydon,Person search,2022-09-01,Male,White - Irish
Croydon,Person search,2022-09-02,Female,Not stated
Sutton,Person search,2022-09-03,Male,White - Irish
CROYDON,Vehicle search,2022-09-04,,
`

// The rows of one borough, and what is said of a name that is misspelt.
func ExampleFilter() {
	x := outcomes.Extract{Where: []outcomes.Filter{{Column: "borough", Value: "Croydon"}}}
	if err := x.ReadFile(strings.NewReader(boroughs), "2022-09-metropolitan.csv"); err != nil {
		log.Fatal(err)
	}
	fmt.Println(x.Tally().Total(), "rows count,", x.Excluded().Total(), "do not match")
	for _, area := range x.AreaValues() {
		fmt.Println(area.Force, area.Column, area.Value, area.Rows)
	}
	y := outcomes.Extract{Where: []outcomes.Filter{{Column: "borough", Value: "Croyden"}}}
	if err := y.ReadFile(strings.NewReader(boroughs), "2022-09-metropolitan.csv"); err != nil {
		log.Fatal(err)
	}
	fmt.Println(y.CheckWhere())
	// Output:
	// 3 rows count, 1 do not match
	// Metropolitan Police Borough CROYDON 1
	// Metropolitan Police Borough Croydon 2
	// outcomes: no row says "Croyden" in column "borough" (is it "Croydon"?): the values are "CROYDON", "Croydon", "Sutton"
}
