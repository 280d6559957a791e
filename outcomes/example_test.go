package outcomes_test

import (
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

// extract reads the records above.
func extract() *outcomes.Extract {
	var x outcomes.Extract
	if err := x.ReadCSV(strings.NewReader(records), outcomes.ReadOptions{File: "2022-09-metropolitan-stop-and-search.csv"}); err != nil {
		log.Fatal(err)
	}
	return &x
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

func ExampleMonthOf() {
	fmt.Println(outcomes.MonthOf(time.Date(2022, 8, 31, 22, 59, 0, 0, time.UTC)))
	fmt.Println(outcomes.MonthOf(time.Date(2022, 8, 31, 23, 0, 0, 0, time.UTC)))
	// Output:
	// 2022-08
	// 2022-09
}

func ExampleOutcome_Definition() {
	p, err := extract().Tally().Proportions(outcomes.CommunityResolution.Definition(), outcomes.Grouping{})
	fmt.Println(p.Definition.Name, p.Overall, err)
	// Output:
	// community resolution rate 1 of 4 <nil>
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

func ExampleTally_WriteCSV() {
	arrests := extract().Tally().Where(func(k outcomes.Key) bool { return k.Outcome == outcomes.Arrest })
	if err := arrests.WriteCSV(os.Stdout); err != nil {
		log.Fatal(err)
	}
	// Output:
	// force,month,type,self-defined ethnicity,officer-defined ethnicity,gender,age,legislation,object,outcome,linked,clothing,searches
	// metropolitan,2022-09,person,Other White,White,male,18-24,Misuse of Drugs Act 1971 (section 23),controlled drugs,arrest,yes,not recorded,1
	// stops,metropolitan,2022-09,told,5,0,0
	// total,1,0
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

func ExampleExtract_Sources() {
	for _, s := range extract().Sources() {
		fmt.Println(s.File, "·", s.Force, "·", outcomes.InLondon(s.First).Format(time.DateOnly), "·", outcomes.InLondon(s.Last).Format(time.DateOnly), "·", s.Rows)
	}
	// Output:
	// 2022-09-metropolitan-stop-and-search.csv · Metropolitan Police · 2022-09-01 · 2022-09-09 · 6
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
