package outcomes_test

import (
	"fmt"
	"log"
	"maps"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// cases is an extract of people who were suspected of an offence, with columns and numbers of its
// own.
const cases = `Recorded,Ethnic appearance,Age,"Result, final",Gravity
Apr-23,White,15,1 - Charge/Summons,2
Apr-23,White,16,8 - Community resolution,2
Apr-23,Black,17,1 - Charge/Summons,2
May-23,Black,15,18,4
May-23,White,14,22,4
May-23,Black,16,,4
`

// The charge rates of a file in a form of its own, by a column that only this file has.
func ExampleExtract_own() {
	x := outcomes.Extract{
		Columns: map[string]string{"date": "Recorded", "officer": "Ethnic appearance", "outcome": "Result, final", "age": "Age"},
		Rows:    outcomes.PersonSuspected,
		Keep:    []string{"Gravity"},
	}
	if err := x.ReadFile(strings.NewReader(cases), "kent.csv"); err != nil {
		log.Fatal(err)
	}
	fmt.Println(x.Tally().Total(), "rows by", x.Tally().Kept())
	byGravity := outcomes.Split(x.Tally(), func(k outcomes.Key) string { return k.Kept.Value(0) })
	by := outcomes.Grouping{Rule: outcomes.OfficerDefined, Scheme: ethnicity.OfficerDefined}
	for _, gravity := range slices.Sorted(maps.Keys(byGravity)) {
		p, err := byGravity[gravity].Proportions(outcomes.CrimeChargeRate.Definition(), by)
		if err != nil {
			log.Fatal(err)
		}
		for _, g := range []ethnicity.Group{ethnicity.White, ethnicity.Black} {
			fmt.Printf("gravity %s, %s: %d of %d\n", gravity, g, p.By[g].Events, p.By[g].Trials)
		}
	}
	// Output:
	// 6 rows by [Gravity]
	// gravity 2, White: 1 of 2
	// gravity 2, Black: 1 of 1
	// gravity 4, White: 0 of 1
	// gravity 4, Black: 0 of 1
}
