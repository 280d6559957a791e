package outcomes_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/dispersion"
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

// How do I get design effects from months rather than from stops? Counts as independent searches,
// month by month, go to package dispersion, and what it finds on the counts of all months together.
func ExampleGrouping_months() {
	stored := "force,month,type,self-defined ethnicity,officer-defined ethnicity,gender,age,legislation,object,outcome,linked,clothing,searches\n"
	var total int
	for month, n := range [][2]int{{300, 40}, {420, 85}, {350, 35}, {280, 61}} {
		for i, group := range []string{"White British,White", "Black African,Black"} {
			stored += fmt.Sprintf("kent,2022-%02d,person,%s,male,18-24,not recorded,controlled drugs,no further action,no,no,%d\n", month+1, group, n[i])
			total += n[i]
		}
	}
	t, err := outcomes.ReadTally(strings.NewReader(fmt.Sprintf("%stotal,%d\n", stored, total)), "kent.csv")
	if err != nil {
		log.Fatal(err)
	}
	rates := func(t *outcomes.Tally) map[ethnicity.Group]rri.Rate {
		counts, err := t.Counts(outcomes.Grouping{Independent: true})
		if err != nil {
			log.Fatal(err)
		}
		rates, err := counts.Rates(residents())
		if err != nil {
			log.Fatal(err)
		}
		return rates
	}
	var months []map[ethnicity.Group]rri.Rate
	for _, month := range outcomes.Split(t, func(k outcomes.Key) outcomes.Month { return k.Month }) {
		months = append(months, rates(month))
	}
	factors, err := dispersion.WithinStrata(ethnicity.White, months)
	if err != nil {
		log.Fatal(err)
	}
	counts, err := dispersion.Apply(factors, rates(t))
	if err != nil {
		log.Fatal(err)
	}
	index, err := rri.Ratio(counts[ethnicity.Black], counts[ethnicity.White], rri.Options{DegreesOfFreedom: factors.DegreesOfFreedom()})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.2f with a design effect of %.1f\n", index, counts[ethnicity.Black].DesignEffect)
	// Output:
	// 6.85 (3.83 to 11.50) with a design effect of 5.6
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
