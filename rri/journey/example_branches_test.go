package journey_test

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/seed-549880be/disparity/rri/journey"
)

// Diversion and detention are both out of referrals, and placement is out of detention. It is
// stored as JSON, and written for a page as it was.
func ExampleCompare_branches() {
	j, err := journey.Compare("White", []journey.Stage[string]{
		{Name: "referred", Unknown: 20, Counts: map[string]int64{"White": 1000, "Black": 200}},
		{Name: "diverted", Of: "referred", Unknown: 5, Counts: map[string]int64{"White": 300, "Black": 40}},
		{Name: "detained", Of: "referred", Unknown: 2, Counts: map[string]int64{"White": 100, "Black": 40}},
		{Name: "placed", Of: "detained", Counts: map[string]int64{"White": 20, "Black": 10}},
	}, journey.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	data, err := json.Marshal(j)
	if err != nil {
		fmt.Println(err)
		return
	}
	var stored journey.Journey[string]
	if err := json.Unmarshal(data, &stored); err != nil {
		fmt.Println(err)
		return
	}
	for _, branch := range stored.Paths[0].Branches {
		last := branch.Steps[len(branch.Steps)-1]
		fmt.Printf("to %s: %.2f\n", stored.Steps[last], stored.Paths[0].Indices[last].Cumulative.Value)
	}
	if err := stored.WriteMarkdown(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// to diverted: 0.67
	// to placed: 2.50
	// **RRI against White · 95 % interval, method scas**
	//
	// Group not known: referred 20 of 1,220 (1.6 %); diverted 5 of 345 (1.4 %); detained 2 of 142 (1.4 %); placed 0
	//
	// | Group | Step | Out of | Group: events | of | White: events | of | Index | Interval | p | Bounds ¹ |
	// | :-- | :-- | :-- | --: | --: | --: | --: | :-- | :-- | :-- | :-- |
	// | Black | diverted | referred | 40 | 200 | 300 | 1,000 | 0.67 | 0.49 to 0.88 | 0.0034 | 0.61 to 0.74 |
	// |  | detained | referred | 40 | 200 | 100 | 1,000 | 2.00 | 1.42 to 2.77 | <0.001 | 1.80 to 2.12 |
	// |  | placed | detained | 10 | 40 | 20 | 100 | 1.25 | 0.61 to 2.38 | 0.510 | 1.19 to 1.27 |
	//
	// | Group | From referred to | Index | Interval | p | Bounds ¹ | Largest share of the gap as observed |
	// | :-- | :-- | :-- | :-- | :-- | :-- | :-- |
	// | Black | placed | 2.50 | 1.15 to 5.17 | 0.0236 | 2.27 to 2.55 | detained, 76 % (40 to 451 %), not told from placed |
	//
	// share of the gap: of the logarithm of the index from the first stage; in brackets its interval
	//
	// ¹ of the index, over every way in which the people whose group is not known could fall: chance is not in them
}
