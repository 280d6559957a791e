package tidy_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/tidy"
)

func ExampleRead() {
	const table = `Ethnicity,Number of searches,Population
White,600,"60,000"
Black,300,"10,000"
Asian,<5,"20,000"
Not stated,50,N/A
Total,953,"90,000"
`
	t, err := tidy.Read(strings.NewReader(table), tidy.Options{
		File: "searches.csv",
		Label: func(label string) (string, tidy.Kind, error) {
			switch label {
			case "Not stated":
				return "", tidy.KindUnknown, nil
			case "Total":
				return "", tidy.KindTotal, nil
			}
			return label, tidy.KindGroup, nil
		},
	})
	if err != nil {
		panic(err)
	}
	fmt.Printf("a %s of %s out of %s\n", t.Model, t.Events, t.Exposure)
	sums, err := t.Sum(nil)
	if err != nil {
		panic(err)
	}
	for _, g := range sums.Groups {
		fmt.Printf("%s: %s of %s\n", g.Group, g.Events, g.Exposure)
	}
	fmt.Println("not known:", sums.Unknown.Events)
	fmt.Println(t.Notes)
	counts, err := tidy.Counts[rri.Rate](sums)
	fmt.Println(counts["Black"], len(counts), err)
	// Output:
	// a rate of Number of searches out of Population
	// White: 600 of 60000
	// Black: 300 of 10000
	// Asian: 0 to 4 of 20000
	// not known: 50
	// ["<5" is 0 to 4, since no 0 stands openly beside it]
	// 300 in 10000 2 <nil>
}

func ExampleRead_records() {
	const records = `Date,Ethnicity,Outcome
2020-01-01,White,Arrest
2020-01-02,White,No further action
2020-01-02,Black,Arrest
`
	t, err := tidy.Read(strings.NewReader(records), tidy.Options{
		GroupColumns: []string{"ethnicity"},
		Event:        []tidy.Condition{{Column: "Outcome", Values: []string{"Arrest"}}},
		Model:        tidy.ModelProportion,
	})
	if err != nil {
		panic(err)
	}
	for _, row := range t.Rows {
		fmt.Printf("%s: %s of %s\n", row.Group, row.Events, row.Exposure)
	}
	// Output:
	// White: 1 of 2
	// Black: 1 of 1
}

func ExampleRead_error() {
	_, err := tidy.Read(strings.NewReader("group,leavers,headcount\nWhite,5,50\n"), tidy.Options{File: "leavers.csv"})
	fmt.Println(err)
	fmt.Println(errors.Is(err, tidy.ErrModel))
	// Output:
	// tidy: leavers.csv:1:15: "headcount": the header does not say whether the counts are a rate or a proportion: "headcount" is neither people, as population or residents, nor trials, as searches or referrals
	// true
}

// Labels of periods are read a column at a time, since the others say how one is meant.
func ExamplePeriods() {
	for _, column := range [][]string{{"period", "2011-12", "2012-13"}, {"period", "2011-11", "2011-12"}, {"quarter", "Q1 2019/20", "2019 Q1"}, {"period", "2011-12"}} {
		periods, notes, err := tidy.Periods(column[0], column[1:])
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, p := range periods {
			fmt.Println(p.Name, "is from", p.Start.Format(time.DateOnly), "up to", p.End.Format(time.DateOnly))
		}
		for _, note := range notes {
			fmt.Println("note:", note)
		}
	}
	// Output:
	// 2011-12 is from 2011-04-01 up to 2012-04-01
	// 2012-13 is from 2012-04-01 up to 2013-04-01
	// 2011-11 is from 2011-11-01 up to 2011-12-01
	// 2011-12 is from 2011-12-01 up to 2012-01-01
	// Q1 2019/20 is from 2019-04-01 up to 2019-07-01
	// 2019 Q1 is from 2019-01-01 up to 2019-04-01
	// note: quarters of one year are taken for those of the calendar year, of which the first begins in January
	// tidy: "2011-12" in column "period": December 2011 or from April 2011 to March 2012: neither the name of the column nor the other labels say which: write December 2011 or 2011/12
}
