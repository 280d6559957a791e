package outcomes_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"maps"
	"os"
	"slices"
	"strings"
	"time"

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

// extract reads the records above.
func extract() *outcomes.Extract {
	var x outcomes.Extract
	if err := x.ReadCSV(strings.NewReader(records), outcomes.ReadOptions{File: "2022-09-metropolitan-stop-and-search.csv"}); err != nil {
		log.Fatal(err)
	}
	return &x
}

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

func ExampleReadCSV() {
	for s, err := range outcomes.ReadCSV(strings.NewReader(records), outcomes.ReadOptions{File: "september.csv"}) {
		if rejected, ok := errors.AsType[*outcomes.RowError](err); ok {
			fmt.Println("line", rejected.Line, "is rejected:", rejected.Err)
			continue
		}
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(s.Time.Format(time.DateTime), s.Type, "·", s.Self, "·", s.Object, "·", s.Outcome)
	}
	// Output:
	// 2022-08-31 23:10:00 person · White British · controlled drugs · no further action
	// 2022-09-02 14:00:00 person · Other White · controlled drugs · arrest
	// 2022-09-03 20:30:00 person · Not stated · offensive weapons · no further action
	// 2022-09-08 01:15:00 person and vehicle · Black African · controlled drugs · community resolution
	// 2022-09-09 11:00:00 vehicle · No person · controlled drugs · no further action
	// line 7 is rejected: not a date: want the form 2022-09-30T23:59:00+00:00
}

func ExampleReadTally() {
	const table = `force,month,type,self-defined ethnicity,officer-defined ethnicity,gender,age,legislation,object,outcome,linked,clothing,searches
metropolitan,2022-09,person,Indian,Asian,male,18-24,not recorded,controlled drugs,arrest,yes,no,12
metropolitan,2022-09,person,Indian,Asian,male,18-24,not recorded,controlled drugs,no further action,no,no,30
total,42
`
	t, err := outcomes.ReadTally(strings.NewReader(table), "table.csv")
	fmt.Println(t.Total(), err)
	_, err = outcomes.ReadTally(strings.NewReader(table[:strings.Index(table, "0\ntotal")]), "table.csv")
	fmt.Println(err)
	// Output:
	// 42 <nil>
	// outcomes: table.csv:4:1: the last row is not the total: the table is cut off, or made by an earlier version: want the last row total,N with the number of all searches, as Tally.WriteCSV writes it
}

func ExampleCountBy() {
	t := extract().Tally()
	months := outcomes.CountBy(t, func(k outcomes.Key) outcomes.Month { return k.Month })
	for _, m := range slices.Sorted(maps.Keys(months)) {
		fmt.Println(m, months[m])
	}
	// Output:
	// 2022-09 5
}

func ExampleNewMonth() {
	fmt.Println(outcomes.NewMonth(2022, time.September))
	// Output:
	// 2022-09 <nil>
}

func ExampleMonthOf() {
	fmt.Println(outcomes.MonthOf(time.Date(2022, 8, 31, 22, 59, 0, 0, time.UTC)))
	fmt.Println(outcomes.MonthOf(time.Date(2022, 8, 31, 23, 0, 0, 0, time.UTC)))
	// Output:
	// 2022-08
	// 2022-09
}

func ExampleParseMonth() {
	m, err := outcomes.ParseMonth("2022-09")
	fmt.Println(m.Year(), m.Month(), err)
	_, err = outcomes.ParseMonth("09/2022")
	fmt.Println(err)
	// Output:
	// 2022 September <nil>
	// outcomes: month "09/2022": want the form 2022-09, from 1996 to 2199
}

func ExampleInLondon() {
	fmt.Println(outcomes.InLondon(time.Date(2022, 6, 30, 23, 30, 0, 0, time.UTC)))
	fmt.Println(outcomes.InLondon(time.Date(2022, 12, 31, 23, 30, 0, 0, time.UTC)))
	// Output:
	// 2022-07-01 00:30:00 +0100 BST
	// 2022-12-31 23:30:00 +0000 GMT
}

func ExampleMonth_Next() {
	m, _ := outcomes.ParseMonth("2022-12")
	fmt.Println(m.Next())
	// Output:
	// 2023-01
}

func ExampleMonth_Year() {
	m, _ := outcomes.ParseMonth("2022-12")
	fmt.Println(m.Year())
	// Output:
	// 2022
}

func ExampleMonth_Month() {
	m, _ := outcomes.ParseMonth("2022-12")
	fmt.Println(m.Month())
	// Output:
	// December
}

func ExampleMonth_FinancialYear() {
	march, _ := outcomes.ParseMonth("2022-03")
	fmt.Println(march.FinancialYear(), march.Next().FinancialYear())
	// Output:
	// 2021 2022
}

func ExampleOutcome_Class() {
	fmt.Println(outcomes.KhatOrCannabisWarning.Class())
	fmt.Println(outcomes.NothingFound.Class())
	// Output:
	// out-of-court disposal, informal
	// no further action
}

func ExampleOutcome_IsAction() {
	fmt.Println(outcomes.Caution.IsAction(), outcomes.NoFurtherAction.IsAction(), outcomes.OutcomeNotRecorded.IsAction())
	// Output:
	// true false false
}

func ExampleOutcome_IsKnown() {
	fmt.Println(outcomes.NoFurtherAction.IsKnown(), outcomes.OutcomeNotRecorded.IsKnown())
	// Output:
	// true false
}

func ExampleOutcome_Definition() {
	p, err := extract().Tally().Proportions(outcomes.CommunityResolution.Definition(), outcomes.Grouping{})
	fmt.Println(p.Definition.Name, p.Overall, err)
	// Output:
	// community resolution rate 1 of 4 <nil>
}

func ExampleObject_IsRecorded() {
	fmt.Println(outcomes.Firearms.IsRecorded(), outcomes.ObjectNotRecorded.IsRecorded(), outcomes.ObjectUnavailable.IsRecorded())
	// Output:
	// true false false
}

func ExampleSearchType_IsPerson() {
	fmt.Println(outcomes.PersonAndVehicleSearch.IsPerson(), outcomes.VehicleSearch.IsPerson())
	// Output:
	// true false
}

func ExampleAnswer_IsKnown() {
	fmt.Println(outcomes.No.IsKnown(), outcomes.AnswerNotRecorded.IsKnown())
	// Output:
	// true false
}

func ExampleEthnicityRule_Of() {
	k := outcomes.Key{Self: ethnicity.NotStated, Officer: ethnicity.Black}
	for rule := range outcomes.EthnicityRules() {
		fmt.Println(rule, "·", rule.Of(k))
	}
	// Output:
	// self · Not stated
	// officer · Black
	// self-then-officer · Black
}

func ExampleFindDefinition_Definition() {
	for find := range outcomes.FindDefinitions() {
		p, err := extract().Tally().Proportions(find.Definition(), outcomes.Grouping{})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%d of %d, %.0f %% missing, %s\n", p.Overall.Events, p.Overall.Trials, 100*p.MissingShare(), p.Definition.Text)
	}
	// Output:
	// 2 of 4, 0 % missing, action: searches that led to any action, out of all searches of persons; a blank outcome counts as no action
	// 2 of 4, 0 % missing, action-known: searches that led to any action, out of searches of persons with a known outcome
	// 2 of 2, 50 % missing, linked: searches with an outcome linked to the object of search, out of searches of persons where it is known if it is linked
	// 2 of 4, 0 % missing, linked-action: searches that led to any action linked to the object of search, out of all searches of persons; a blank counts as no
	// 1 of 4, 0 % missing, arrest: searches that led to an arrest, out of all searches of persons; a blank outcome counts as no arrest
}

func ExampleOutcomeRate_Definition() {
	fmt.Println(outcomes.OutOfCourtRate.Definition().Text)
	// Output:
	// searches that led to an out-of-court disposal, formal or informal, out of all searches of persons; a blank outcome counts as none
}

func ExampleSearch_Key() {
	s := outcomes.Search{Type: outcomes.PersonSearch, Time: time.Date(2022, 8, 31, 23, 0, 0, 0, time.UTC), Outcome: outcomes.Arrest}
	fmt.Println(s.Key().Month, s.Key().Outcome)
	// Output:
	// 2022-09 arrest
}

func ExampleKey_Compare() {
	august, _ := outcomes.ParseMonth("2022-08")
	fmt.Println(outcomes.Key{Month: august}.Compare(outcomes.Key{Month: august.Next()}))
	// Output:
	// -1
}

func ExampleTally_Add() {
	var t outcomes.Tally
	for _, o := range []outcomes.Outcome{outcomes.Arrest, outcomes.Arrest, outcomes.Caution} {
		if err := t.Add(outcomes.Search{Type: outcomes.PersonSearch, Outcome: o}); err != nil {
			fmt.Println(err)
		}
	}
	fmt.Println(t.Total(), "searches in", t.Len(), "cells")
	// Output:
	// 3 searches in 2 cells
}

func ExampleTally_AddCount() {
	var t outcomes.Tally
	arrests := outcomes.Key{Type: outcomes.PersonSearch, Outcome: outcomes.Arrest}
	fmt.Println(t.AddCount(arrests, 12), t.AddCount(arrests, -1), t.Total())
	// Output:
	// <nil> outcomes: -1 searches: want a count of 0 or more 12
}

func ExampleTally_Merge() {
	var january, february outcomes.Tally
	for _, month := range []*outcomes.Tally{&january, &february} {
		if err := month.Add(outcomes.Search{Type: outcomes.PersonSearch}); err != nil {
			fmt.Println(err)
		}
	}
	err := january.Merge(&february)
	fmt.Println(january.Total(), err)
	// Output:
	// 2 <nil>
}

func ExampleTally_Where() {
	drugs := extract().Tally().Where(func(k outcomes.Key) bool { return k.Object == outcomes.ControlledDrugs })
	fmt.Println(drugs.Total())
	// Output:
	// 4
}

func ExampleTally_All() {
	for k, n := range extract().Tally().All() {
		fmt.Println(n, k.Type, "·", k.Self, "·", k.Outcome)
	}
	// Output:
	// 1 person · Not stated · no further action
	// 1 person · White British · no further action
	// 1 person · Other White · arrest
	// 1 person and vehicle · Black African · community resolution
	// 1 vehicle · No person · no further action
}

func ExampleTally_Total() {
	fmt.Println(extract().Tally().Total())
	// Output:
	// 5
}

func ExampleTally_Len() {
	fmt.Println(extract().Tally().Len())
	// Output:
	// 5
}

func ExampleTally_Equal() {
	fmt.Println(extract().Tally().Equal(extract().Tally()), extract().Tally().Equal(new(outcomes.Tally)))
	// Output:
	// true false
}

func ExampleTally_WriteCSV() {
	arrests := extract().Tally().Where(func(k outcomes.Key) bool { return k.Outcome == outcomes.Arrest })
	if err := arrests.WriteCSV(os.Stdout); err != nil {
		log.Fatal(err)
	}
	// Output:
	// force,month,type,self-defined ethnicity,officer-defined ethnicity,gender,age,legislation,object,outcome,linked,clothing,searches
	// metropolitan,2022-09,person,Other White,White,male,18-24,Misuse of Drugs Act 1971 (section 23),controlled drugs,arrest,yes,not recorded,1
	// total,1
}

func ExampleTally_Counts() {
	c, err := extract().Tally().Counts(outcomes.Grouping{Rule: outcomes.OfficerDefined})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(c.By[ethnicity.White], c.By[ethnicity.Black], c.UnknownTotal())
	// Output:
	// 2 2 0
}

func ExampleTally_Proportions() {
	p, err := extract().Tally().Proportions(outcomes.ArrestRate.Definition(), outcomes.Grouping{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.By[ethnicity.White], p.By[ethnicity.Black], p.Unknown, p.Overall)
	// Output:
	// 1 of 2 0 of 1 0 of 1 1 of 4
}

func ExampleProportions_MissingShare() {
	p, err := extract().Tally().Proportions(outcomes.FindByLinked.Definition(), outcomes.Grouping{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d of %d searches, %.0f %%\n", p.Missing, p.Searches, 100*p.MissingShare())
	// Output:
	// 2 of 4 searches, 50 %
}

func ExampleCounts_UnknownTotal() {
	c, err := extract().Tally().Counts(outcomes.Grouping{})
	fmt.Println(c.UnknownTotal(), c.Unknown, err)
	// Output:
	// 1 map[Not stated:1] <nil>
}

func ExampleCounts_Rates() {
	c, err := extract().Tally().Counts(outcomes.Grouping{})
	if err != nil {
		log.Fatal(err)
	}
	residents, err := ethnicity.PopulationOf("metropolitan", ethnicity.Census2021)
	if err != nil {
		log.Fatal(err)
	}
	rates, err := c.Rates(residents)
	fmt.Println(rates[ethnicity.Black], err)
	// Output:
	// 1 in 1188137 <nil>
}

func ExampleExtract_ReadCSV() {
	var x outcomes.Extract
	fmt.Println(x.ReadCSV(strings.NewReader("name,amount\n"), outcomes.ReadOptions{File: "accounts.csv"}))
	fmt.Println(x.ReadCSV(strings.NewReader(records), outcomes.ReadOptions{File: "september.csv"}), x.Tally().Total())
	// Output:
	// outcomes: accounts.csv:1: no column "Type", "Date", "Gender", "Age range", "Self-defined ethnicity", "Officer-defined ethnicity", "Legislation", "Object of search", "Outcome", "Outcome linked to object of search", "Removal of more than just outer clothing": want a stop-and-search file with the header of data.police.uk; this one has "name", "amount"
	// <nil> 5
}

func ExampleExtract_Read() {
	var x outcomes.Extract
	one := func(yield func(outcomes.Search, error) bool) {
		yield(outcomes.Search{Type: outcomes.PersonSearch, Outcome: outcomes.Arrest}, nil)
	}
	fmt.Println(x.Read("my own reader", one), x.Tally().Total())
	// Output:
	// <nil> 1
}

func ExampleExtract_Merge() {
	x, y := extract(), extract()
	fmt.Println(x.Merge(y))
	q := x.Quality(outcomes.SelfDefined)
	fmt.Println(q.Rows, "rows,", q.Duplicates, "of them duplicates: the file was read twice")
	fmt.Println(x.Merge(x))
	// Output:
	// <nil>
	// 12 rows, 5 of them duplicates: the file was read twice
	// outcomes: merging an Extract with itself: its searches would be counted twice
}

func ExampleExtract_Tally() {
	fmt.Println(extract().Tally().Total())
	// Output:
	// 5
}

func ExampleExtract_Sources() {
	for _, s := range extract().Sources() {
		fmt.Println(s.File, "·", s.Force, "·", outcomes.InLondon(s.First).Format(time.DateOnly), "·", outcomes.InLondon(s.Last).Format(time.DateOnly), "·", s.Rows)
	}
	// Output:
	// 2022-09-metropolitan-stop-and-search.csv · Metropolitan Police · 2022-09-01 · 2022-09-09 · 6
}

func ExampleExtract_Errors() {
	for _, err := range extract().Errors() {
		fmt.Println(err)
	}
	// Output:
	// outcomes: 2022-09-metropolitan-stop-and-search.csv:7:15: Date "soon": not a date: want the form 2022-09-30T23:59:00+00:00
}

func ExampleExtract_Quality() {
	q := extract().Quality(outcomes.SelfDefined)
	fmt.Println(q.Rows, q.Rejected, q.VehicleOnly, q.EthnicityUnknown, q.LinkedMissing, q.UnknownLabels)
	// Output:
	// 6 1 1 1 2 map[]
}

// The times of a source begin with the day as the police cut it, and are null if there is no search
// in it.
func ExampleSource_MarshalJSON() {
	for _, s := range append(extract().Sources(), outcomes.Source{File: "empty.csv"}) {
		text, err := json.Marshal(s)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(string(text))
	}
	// Output:
	// {"file":"2022-09-metropolitan-stop-and-search.csv","force":"Metropolitan Police","first":"2022-09-01T00:10:00+01:00","last":"2022-09-09T12:00:00+01:00","rows":6}
	// {"file":"empty.csv","force":"","first":null,"last":null,"rows":0}
}

func ExampleLabelsOf() {
	g, err := outcomes.LabelsOf(ethnicity.FivePlusOne2001)("Other Ethnic Group")
	fmt.Println(g, err)
	g, err = outcomes.LabelsOf(ethnicity.FivePlusOne2001)("2019/20 onwards - Other Ethnic Group")
	fmt.Println(g, err)
	// Output:
	// Other (with Chinese) <nil>
	// Other <nil>
}
