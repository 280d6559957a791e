package outcomes_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// september is a stored tally of 500 searches, some of them of people who were stopped together.
const september = `force,month,type,self-defined ethnicity,officer-defined ethnicity,gender,age,legislation,object,outcome,linked,clothing,searches
kent,2022-09,person,White British,White,male,18-24,not recorded,controlled drugs,arrest,yes,no,60
kent,2022-09,person,White British,White,male,18-24,not recorded,controlled drugs,no further action,no,no,340
kent,2022-09,person,Black African,Black,male,18-24,not recorded,controlled drugs,no further action,no,no,100
stops,kent,2022-09,told,500,0,2.5
pair,kent,2022-09,person,White British,White,male,18-24,not recorded,controlled drugs,arrest,yes,no,person,White British,White,male,18-24,not recorded,controlled drugs,arrest,yes,no,12
pair,kent,2022-09,person,White British,White,male,18-24,not recorded,controlled drugs,no further action,no,no,person,White British,White,male,18-24,not recorded,controlled drugs,no further action,no,no,70
pair,kent,2022-09,person,Black African,Black,male,18-24,not recorded,controlled drugs,no further action,no,no,person,Black African,Black,male,18-24,not recorded,controlled drugs,no further action,no,no,5
total,500,87
`

func tallyOfSeptember() *outcomes.Tally {
	t, err := outcomes.ReadTally(strings.NewReader(september), "september.csv")
	if err != nil {
		log.Fatal(err)
	}
	return t
}

func ExampleTally_Stops() {
	for _, s := range tallyOfSeptember().Stops() {
		fmt.Printf("%s %s: %s; of %d searches %d pairs were made at one stop, %.1f of them by chance\n", s.Force, s.Month, s.Status, s.Rows, s.Pairs, s.Coincidences)
	}
	// Output:
	// Kent 2022-09: told; of 500 searches 87 pairs were made at one stop, 2.5 of them by chance
}

func ExampleTally_DesignEffect() {
	t := tallyOfSeptember()
	// The number of searches scatters more than a number of independent ones would.
	searches := t.DesignEffect(func(outcomes.Key) float64 { return 1 })
	// An arrest counts as 1 less the share of arrests, any other search as 0 less it.
	const share = 60.0 / 500
	arrests := t.DesignEffect(func(k outcomes.Key) float64 {
		if k.Outcome == outcomes.Arrest {
			return 1 - share
		}
		return -share
	})
	fmt.Printf("searches %.2f, share of arrests %.2f\n", searches, arrests)
	// Output:
	// searches 1.34, share of arrests 1.39
}

func ExampleGrouping() {
	for _, g := range []outcomes.Grouping{{}, {Independent: true}} {
		counts, err := tallyOfSeptember().Counts(g)
		if err != nil {
			log.Fatal(err)
		}
		rates, err := counts.Rates(residents())
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("independent: %t, design effect of %d searches: %.1f\n", g.Independent, rates[ethnicity.White].Events, rates[ethnicity.White].DesignEffect)
	}
	// Output:
	// independent: false, design effect of 400 searches: 1.4
	// independent: true, design effect of 400 searches: 0.0
}
