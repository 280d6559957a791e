package ethnicity_test

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
)

// The residents for searches of June 2016, in five groups.
func ExamplePopulationAt() {
	p, err := ethnicity.PopulationAt("Metropolitan Police", time.Date(2016, time.June, 15, 0, 0, 0, 0, time.UTC))
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err = p.Collapse(ethnicity.FivePlusOne)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.Source)
	for g, n := range p.All() {
		fmt.Printf("%-5s %8.0f\n", g, n)
	}
	// Output:
	// census 2011 and 2021, interpolated to 15 June 2016
	// White  4799210
	// Mixed   454674
	// Asian  1663373
	// Black  1139484
	// Other   401524
}

// A table of mid-year estimates, with a total that is checked.
func ExampleReadPopulation() {
	const table = `Area: Exampleshire
Ethnic group;mid-2019
White;"90,000"
Mixed;1,500.5
Asian, Asian British or Asian Welsh;5,000
Black;2,500
Other ethnic group;999.5
Total;"100,000"
Source: mean of two estimates
`
	p, err := ethnicity.ReadPopulation(strings.NewReader(table), "exampleshire.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	black, err := p.Of(ethnicity.Black)
	fmt.Println(p.Scheme, p.Total(), black, err)
	fmt.Println(p.Source, p.First.Format(time.DateOnly))

	_, err = ethnicity.ReadPopulation(strings.NewReader("group,residents\nWhite,90%\nOther,10%\n"), "shares.csv")
	fmt.Println(err)
	// Output:
	// 5+1 100000 2500 <nil>
	// exampleshire.csv 2019-06-30
	// ethnicity: shares.csv:1:7: "residents": these are shares: want numbers of people
}

func ExamplePopulation_WriteCSV() {
	p, err := ethnicity.NewPopulation("Exampleshire", ethnicity.WhiteOther, map[ethnicity.Group]float64{ethnicity.White: 90_000, ethnicity.OtherThanWhite: 10_000.5})
	if err != nil {
		fmt.Println(err)
		return
	}
	p.Source = "mean of mid-2018 and mid-2019"
	if err := p.WriteCSV(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// group,residents,area,code,census,source,first,last,scheme,covers
	// White,90000,Exampleshire,,other,mean of mid-2018 and mid-2019,,,white-other,
	// Other than White,10000.5,Exampleshire,,other,mean of mid-2018 and mid-2019,,,white-other,
	// total,100000.5,Exampleshire,,other,mean of mid-2018 and mid-2019,,,white-other,
}
