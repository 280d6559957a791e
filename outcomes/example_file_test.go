package outcomes_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// records is a small file in the layout of data.police.uk.
const records = `Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,Age range,Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,Outcome,Outcome linked to object of search,Removal of more than just outer clothing
Person search,2022-08-31T23:10:00+00:00,False,,51.49,-0.06,Male,18-24,White - English/Welsh/Scottish/Northern Irish/British,White,Misuse of Drugs Act 1971 (section 23),Controlled drugs,A no further action disposal,,
Person search,2022-09-02T14:00:00+00:00,False,,51.47,-0.16,Male,18-24,White - Any other White background,White,Misuse of Drugs Act 1971 (section 23),Controlled drugs,Arrest,True,
Person search,2022-09-03T20:30:00+00:00,False,,51.51,-0.07,Male,25-34,Other ethnic group - Not stated,Black,Police and Criminal Evidence Act 1984 (section 1),Offensive weapons,A no further action disposal,,
Person and Vehicle search,2022-09-08T01:15:00+00:00,False,,51.55,-0.48,Male,10-17,Black/African/Caribbean/Black British - African,Black,Misuse of Drugs Act 1971 (section 23),Controlled drugs,Community resolution,True,
Vehicle search,2022-09-09T11:00:00+00:00,False,,51.5,-0.1,,,,,Misuse of Drugs Act 1971 (section 23),Controlled drugs,A no further action disposal,,
Person search,soon,False,,51.5,-0.1,Male,18-24,Asian/Asian British - Indian,Asian,Misuse of Drugs Act 1971 (section 23),Controlled drugs,Arrest,False,
`

// From a file to rates and proportions, and to what was left out.
func Example() {
	var x outcomes.Extract
	if err := x.ReadCSV(strings.NewReader(records), outcomes.ReadOptions{File: "2022-09-metropolitan-stop-and-search.csv"}); err != nil {
		log.Fatal(err)
	}
	by := outcomes.Grouping{Rule: outcomes.SelfDefined, Scheme: ethnicity.FivePlusOne}
	residents, err := ethnicity.PopulationOf("metropolitan", ethnicity.Census2021)
	if err != nil {
		log.Fatal(err)
	}
	counts, err := x.Tally().Counts(by)
	if err != nil {
		log.Fatal(err)
	}
	rates, err := counts.Rates(residents)
	if err != nil {
		log.Fatal(err)
	}
	finds, err := x.Tally().Proportions(outcomes.FindByAction.Definition(), by)
	if err != nil {
		log.Fatal(err)
	}
	for group := range by.Scheme.Groups() {
		fmt.Printf("%s: %d searches of %.0f residents, %d of %d with an action\n", group, rates[group].Events, rates[group].Population,
			finds.By[group].Events, finds.By[group].Trials)
	}
	fmt.Println("in no group:", counts.UnknownTotal())
	fmt.Println(x.Quality(by.Rule))
	for _, err := range x.Errors() {
		fmt.Println(err)
	}
	// Output:
	// White: 2 searches of 4725217 residents, 1 of 2 with an action
	// Mixed: 0 searches of 505306 residents, 0 of 0 with an action
	// Asian: 0 searches of 1816202 residents, 0 of 0 with an action
	// Black: 1 searches of 1188137 residents, 1 of 1 with an action
	// Other: 0 searches of 556290 residents, 0 of 0 with an action
	// in no group: 1
	// 6 rows: 4 searches of persons, 1 of vehicles only, 0 of unknown type, 1 rejected; of persons, 1 of unknown ethnicity, 0 without a known outcome, 2 without a known link; 0 duplicate rows
	// outcomes: 2022-09-metropolitan-stop-and-search.csv:7:15: Date "soon": not a date: want the form 2022-09-30T23:59:00+00:00
}
