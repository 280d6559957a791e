package outcomes_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// apiRecords are two searches as the API of data.police.uk returns them.
const apiRecords = `[
{"type":"Person search","datetime":"2022-09-01T10:00:00+00:00","age_range":"18-24","gender":"Male","legislation":"Misuse of Drugs Act 1971 (section 23)",
 "object_of_search":"Controlled drugs","self_defined_ethnicity":"Black/African/Caribbean/Black British - African","officer_defined_ethnicity":"Black",
 "outcome":false,"outcome_linked_to_object_of_search":null,"removal_of_more_than_outer_clothing":null,"operation":null,"location":null},
{"type":"Person search","datetime":"2022-09-01T11:00:00+00:00","outcome":"Arrest","outcome_linked_to_object_of_search":true}
]`

func ExampleReadJSON() {
	for s, err := range outcomes.ReadJSON(strings.NewReader(apiRecords), outcomes.ReadOptions{}) {
		fmt.Println(s.Self, "·", s.Object, "·", s.Outcome, "·", s.Linked, err)
	}
	// Output:
	// Black African · controlled drugs · nothing found · not recorded <nil>
	// Not known · not recorded · arrest · yes <nil>
}

func ExampleTally_Doubt() {
	fmt.Println(extract().Tally().Doubt(outcomes.FindByLinked))
	fmt.Println(extract().Tally().Doubt(outcomes.FindByLinkedAction) == "")
	// Output:
	// 50.0 % of searches do not say if they count, above 20 %: whether the outcome is linked to the object is recorded for searches that led to action, and left blank for others
	// true
}

func ExampleSplit() {
	parts := outcomes.Split(extract().Tally(), outcomes.Key.Ground)
	for g := range outcomes.Grounds() {
		if parts[g] != nil {
			p, err := parts[g].Proportions(outcomes.FindByAction.Definition(), outcomes.Grouping{})
			fmt.Println(g, p.Overall, err)
		}
	}
	// Output:
	// drugs 2 of 3 <nil>
	// other than drugs 0 of 1 <nil>
}

func ExampleCrimeOutcomes() {
	for o := range outcomes.CrimeOutcomes() {
		if o.IsOutOfCourt() {
			fmt.Printf("%d %s\n", o, o)
		}
	}
	// Output:
	// 2 caution, youths
	// 3 caution, adults
	// 6 penalty notice for disorder
	// 7 cannabis or khat warning
	// 8 community resolution
}

func ExampleAbsorbed() {
	fmt.Println(outcomes.Absorbed(ethnicity.White, ethnicity.Black, ethnicity.GypsyOrIrishTraveller))
	fmt.Println(outcomes.Absorbed(ethnicity.WhiteWithoutTraveller, ethnicity.Black, ethnicity.GypsyOrIrishTraveller))
	// Output:
	// [Gypsy or Irish Traveller]
	// []
}

func ExampleTally_OutcomeTest() {
	var t outcomes.Tally
	for _, n := range []struct {
		self    ethnicity.Group
		outcome outcomes.Outcome
		count   int64
	}{
		{ethnicity.White, outcomes.Arrest, 250}, {ethnicity.White, outcomes.NoFurtherAction, 750},
		{ethnicity.Black, outcomes.Arrest, 30}, {ethnicity.Black, outcomes.NoFurtherAction, 170},
	} {
		if err := t.AddCount(outcomes.Key{Type: outcomes.PersonSearch, Self: n.self, Outcome: n.outcome}, n.count); err != nil {
			log.Fatal(err)
		}
	}
	test, err := t.OutcomeTest(outcomes.FindByAction, outcomes.Grouping{}, ethnicity.White, rri.Options{})
	fmt.Println(test.Text(ethnicity.Black), err)
	// Output:
	// Black: finds in 30 of 200 searches; the find rate is 0.60 times that of White (0.42 to 0.83): lower, by more than chance alone would leave <nil>
}
