package ethnicity_test

import (
	"fmt"

	"github.com/seed-549880be/disparity/ethnicity"
)

// searchesByLabel counts searches by the label that their records have.
var searchesByLabel = map[string]int64{
	"White - English/Welsh/Scottish/Northern Irish/British":    290,
	"White - Any other White background":                       27,
	"Black/African/Caribbean/Black British - African":          29,
	"Chinese or other ethnic group - Chinese (O1)":             2,
	"Other ethnic group - Not stated":                          116,
	"Mixed/Multiple ethnic groups - White and Black Caribbean": 22,
}

func Example() {
	searches := map[ethnicity.Group]int64{}
	for label, n := range searchesByLabel {
		g, err := ethnicity.Parse(label)
		if err != nil {
			fmt.Println(err)
			return
		}
		searches[g] += n
	}
	five, err := ethnicity.FivePlusOne.CollapseCounts(searches)
	if err != nil {
		fmt.Println(err)
		return
	}
	residents, err := ethnicity.PopulationOf("avon-and-somerset", ethnicity.Census2021)
	if err != nil {
		fmt.Println(err)
		return
	}
	residents, err = residents.Collapse(ethnicity.FivePlusOne)
	if err != nil {
		fmt.Println(err)
		return
	}
	for g, n := range residents.All() {
		fmt.Printf("%-6s %4d searches, %8.0f residents\n", g, five[g], n)
	}
	fmt.Printf("%s: %d searches\n", ethnicity.NotStated, five[ethnicity.NotStated])
	// Output:
	// White   317 searches,  1584583 residents
	// Mixed    22 searches,    44435 residents
	// Asian     2 searches,    60732 residents
	// Black    29 searches,    37844 residents
	// Other     0 searches,    16982 residents
	// Not stated: 116 searches
}
