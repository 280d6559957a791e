package outcomes_test

import (
	"fmt"
	"log"
	"slices"
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

func ExampleExtract_ReadJSON() {
	var x outcomes.Extract
	if err := x.ReadJSON(strings.NewReader(apiRecords), outcomes.ReadOptions{File: "metropolitan-stop-and-search.json"}); err != nil {
		log.Fatal(err)
	}
	fmt.Println(x.Quality(outcomes.SelfDefined))
	// Output:
	// 2 rows: 2 searches of persons, 0 of vehicles only, 0 of unknown type, 0 rejected; of persons, 1 of unknown ethnicity, 0 without a known outcome, 1 without a known link; 0 duplicate rows
}

func ExampleTally_Regime() {
	fmt.Println(extract().Tally().Regime())
	// Output:
	// for action
}

func ExampleRegime_Text() {
	fmt.Println(outcomes.LinkNever.Text())
	// Output:
	// whether the outcome is linked to the object is never recorded
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

func ExampleKey_Ground() {
	fmt.Println(outcomes.Key{Object: outcomes.ControlledDrugs}.Ground())
	fmt.Println(outcomes.Key{Object: outcomes.ControlledDrugs, Legislation: outcomes.Section60}.Ground())
	// Output:
	// drugs
	// section 60
}

func ExampleObject_IsDrugs() {
	fmt.Println(outcomes.PsychoactiveSubstances.IsDrugs(), outcomes.OffensiveWeapons.IsDrugs())
	// Output:
	// true false
}

func ExampleOutcome_IsPositive() {
	fmt.Println(outcomes.KhatOrCannabisWarning.IsPositive(), outcomes.VerbalWarning.IsPositive(), outcomes.SubstanceSeized.IsPositive())
	// Output:
	// true false true
}

func ExampleCrimeOutcome_IsOutcome() {
	fmt.Println(outcomes.NotYetAssigned.IsOutcome(), outcomes.CrimeOutcome(22).IsOutcome())
	// Output:
	// false true
}

func ExampleCrimeOutcome_Group() {
	fmt.Println(outcomes.CrimeOutcome(8), "·", outcomes.CrimeOutcome(8).Group())
	// Output:
	// community resolution · out-of-court (informal)
}

func ExampleCrimeOutcome_IsOutOfCourt() {
	fmt.Println(outcomes.CautionYouths.IsOutOfCourt(), outcomes.DiversionaryActivity.IsOutOfCourt())
	// Output:
	// true false
}

func ExampleParseCrimeOutcome() {
	o, err := outcomes.ParseCrimeOutcome("18")
	fmt.Println(o, err)
	// Output:
	// investigation complete, no suspect identified <nil>
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

func ExampleParseCrimeOutcomeGroup() {
	g, err := outcomes.ParseCrimeOutcomeGroup("Charged/Summonsed")
	fmt.Println(g, err)
	// Output:
	// charged or summonsed <nil>
}

func ExampleCrimeOutcomeGroups() {
	fmt.Println(len(slices.Collect(outcomes.CrimeOutcomeGroups())))
	// Output:
	// 13
}

func ExampleParseGround() {
	g, err := outcomes.ParseGround("Section 60")
	fmt.Println(g, err)
	// Output:
	// section 60 <nil>
}

func ExampleGrounds() {
	fmt.Println(slices.Collect(outcomes.Grounds()))
	// Output:
	// [not recorded drugs other than drugs section 60]
}

func ExampleParseRegime() {
	r, err := outcomes.ParseRegime("for action")
	fmt.Println(r, err)
	// Output:
	// for action <nil>
}

func ExampleRegimes() {
	fmt.Println(slices.Collect(outcomes.Regimes()))
	// Output:
	// [unknown always for action rarely never mixed]
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
	// Black: finds in 30 of 200 searches; the find rate is 0.60 times that of White (0.42 to 0.83): lower than chance explains, as weaker grounds would make it <nil>
}

func ExampleOutcomeTest_Text() {
	test, err := extract().Tally().OutcomeTest(outcomes.FindByLinked, outcomes.Grouping{}, ethnicity.White, rri.Options{})
	fmt.Println(test.Text(ethnicity.Black), err)
	// Output:
	// Black: not tested: 50.0 % of searches do not say if they count, above 20 %: whether the outcome is linked to the object is recorded for searches that led to action, and left blank for others <nil>
}
