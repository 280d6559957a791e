package outcomes_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/trend"
)

// fiveQuarters is a stored tally of one force in which February 2018 is missing.
func fiveQuarters() *outcomes.Tally {
	var b strings.Builder
	b.WriteString("force,month,type,self-defined ethnicity,officer-defined ethnicity,gender,age,legislation,object,outcome,linked,clothing,searches\n")
	total := 0
	for i, month := range []string{"2017-10", "2017-11", "2017-12", "2018-01", "2018-03", "2018-04", "2018-05", "2018-06", "2018-07", "2018-08", "2018-09", "2018-10", "2018-11", "2018-12"} {
		black := 30 + 5*i
		fmt.Fprintf(&b, "kent,%s,person,White British,White,male,18-24,not recorded,controlled drugs,arrest,yes,no,600\n", month)
		fmt.Fprintf(&b, "kent,%s,person,Black African,Black,male,18-24,not recorded,controlled drugs,arrest,yes,no,%d\n", month, black)
		total += 600 + black
	}
	fmt.Fprintf(&b, "total,%d,\n", total)
	t, err := outcomes.ReadTally(strings.NewReader(b.String()), "kent.csv")
	if err != nil {
		log.Fatal(err)
	}
	return t
}

// Is the index rising? The tally is cut into quarters, each over the residents of its own time, and
// package trend says by how much the index changes in a year.
func ExampleTally_RateSeries() {
	series, err := fiveQuarters().RateSeries(outcomes.SeriesOptions{
		Kind:   outcomes.PeriodQuarter,
		Groups: []ethnicity.Group{ethnicity.White, ethnicity.Black},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, p := range series.Points {
		black := p.Counts[ethnicity.Black]
		fmt.Printf("%s: %d searches in %.0f years of residents\n", p.Name, black.Events, black.Population)
		if p.Covered < 1 {
			fmt.Printf("  %.0f %% of the quarter: %s\n", 100*p.Covered, p.Note)
		}
	}
	result, err := trend.Of(series, trend.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, t := range result.Trends {
		fmt.Printf("%s: times %.2f a year (%.2f–%.2f): %s\n", t.Group, t.PerYear.Value, t.PerYear.Lower, t.PerYear.Upper, t.Word)
	}
	// Output:
	// October to December 2017: 105 searches in 10465 years of residents
	// January to March 2018: 95 searches in 7137 years of residents
	//   67 % of the quarter: no rows of Kent in February 2018
	// April to June 2018: 180 searches in 10951 years of residents
	// July to September 2018: 225 searches in 11202 years of residents
	// October to December 2018: 270 searches in 11461 years of residents
	// Black: times 2.30 a year (1.65–3.20): Increasing
}

func ExampleParseMonths() {
	for _, text := range []string{"2016-03..2016-12", "2019/20", "2021-08..", "2016-12..2016-03"} {
		months, err := outcomes.ParseMonths(text)
		fmt.Println(months.Name(), err)
	}
	// Output:
	// March 2016 to December 2016 <nil>
	// April 2019 to March 2020 <nil>
	// from August 2021 on <nil>
	// all months outcomes: months "2016-12..2016-03": the last is before the first: want 2016-03..2016-12
}
