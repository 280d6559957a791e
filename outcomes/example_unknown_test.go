package outcomes_test

import (
	"fmt"
	"log"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// partly has searches with two accounts of ethnicity, one of which is often missing.
func partly() *outcomes.Tally {
	var t outcomes.Tally
	for _, c := range []struct {
		self, officer ethnicity.Group
		outcome       outcomes.Outcome
		n             int64
	}{
		{ethnicity.WhiteBritish, ethnicity.White, outcomes.NoFurtherAction, 240},
		{ethnicity.WhiteBritish, ethnicity.White, outcomes.Arrest, 60},
		{ethnicity.BlackCaribbean, ethnicity.Black, outcomes.NoFurtherAction, 22},
		{ethnicity.BlackCaribbean, ethnicity.Black, outcomes.Arrest, 6},
		{ethnicity.BlackCaribbean, ethnicity.White, outcomes.NoFurtherAction, 2},
		{ethnicity.NotStated, ethnicity.White, outcomes.NoFurtherAction, 50},
		{ethnicity.NotStated, ethnicity.White, outcomes.OutcomeNotRecorded, 10},
		{ethnicity.NotStated, ethnicity.Black, outcomes.NoFurtherAction, 20},
		{ethnicity.NotStated, ethnicity.Black, outcomes.Arrest, 5},
	} {
		if err := t.AddCount(outcomes.Key{Type: outcomes.PersonSearch, Self: c.self, Officer: c.officer, Outcome: c.outcome}, c.n); err != nil {
			log.Fatal(err)
		}
	}
	return &t
}

func residents() ethnicity.Population {
	p, err := ethnicity.PopulationOf("Avon and Somerset", ethnicity.Census2021)
	if err != nil {
		log.Fatal(err)
	}
	return p
}

// The index of Black people by every allocation, the drawn one pooled.
func ExampleTally_Allocate() {
	for a := range outcomes.Allocations() {
		filled, err := partly().Allocate(a, ethnicity.FivePlusOne, outcomes.AllocateOptions{})
		if err != nil {
			log.Fatal(err)
		}
		var ratios []rri.Estimate
		for _, t := range filled.Tallies {
			counts, err := t.Counts(outcomes.Grouping{})
			if err != nil {
				log.Fatal(err)
			}
			rates, err := counts.Rates(residents())
			if err != nil {
				log.Fatal(err)
			}
			e, err := rri.Ratio(rates[ethnicity.Black], rates[ethnicity.White], rri.Options{})
			if err != nil {
				log.Fatal(err)
			}
			ratios = append(ratios, e)
		}
		e, err := unknown.PoolRatios(ratios, rri.Options{})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%-13s  %.2f\n", filled.Allocation, e)
	}
	// Output:
	// left-out       4.19 (2.83 to 6.01)
	// in-proportion  4.22 (2.99 to 5.83)
	// officer        6.40 (4.78 to 8.44)
	// cross-table    6.42 (4.80 to 8.48)
}

func ExampleCounts_Unknowns() {
	counts, err := partly().Counts(outcomes.Grouping{})
	if err != nil {
		log.Fatal(err)
	}
	u, err := counts.Unknowns(residents(), ethnicity.Black, ethnicity.White)
	if err != nil {
		log.Fatal(err)
	}
	b, err := u.Bounds(unknown.Assumption{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d unknown: %.2f to %.2f\n", u.Unknown, b.Lower, b.Upper)
	// Output:
	// 85 unknown: 3.26 to 16.05
}

// A blank outcome may have been an arrest too.
func ExampleTally_Unknowns() {
	u, err := partly().Unknowns(outcomes.ArrestRate.Definition(), outcomes.Grouping{}, ethnicity.Black, ethnicity.White)
	if err != nil {
		log.Fatal(err)
	}
	b, err := u.Bounds(unknown.Assumption{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%.2f to %.2f\n", b.Lower, b.Upper)
	// Output:
	// 0.25 to 2.88
}

func ExampleTally_Accounts() {
	table, err := partly().Accounts(ethnicity.FivePlusOne)
	if err != nil {
		log.Fatal(err)
	}
	e, err := unknown.IndexRatio(table, ethnicity.Black, ethnicity.White, 0.95)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("by people's own account the index of Black people is %.2f times that by the officer's\n", e)
	// Output:
	// by people's own account the index of Black people is 0.68 (0.53 to 0.89) times that by the officer's
}

func ExampleKnownAccounts() {
	table, err := partly().Accounts(ethnicity.FivePlusOne)
	if err != nil {
		log.Fatal(err)
	}
	r, err := unknown.Kappa(outcomes.KnownAccounts(table), 0.95)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d of %d agree, kappa %.2f\n", r.Agreed, r.People, r.Kappa)
	// Output:
	// 328 of 330 agree, kappa 0.96 (0.91 to 1.00)
}
