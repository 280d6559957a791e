package tidy_test

import (
	"errors"
	"fmt"
	"strings"

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
