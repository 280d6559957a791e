package published_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/published"
	"github.com/seed-549880be/disparity/rri/trend"
)

// arrestSeries reads it. Until 2018/19 groups are those of the 2001 census.
func arrestSeries() *published.Series {
	var s published.Series
	o := published.Options{Count: "number_of_arrests", Ethnicity: outcomes.LabelsOf(ethnicity.FivePlusOne2001)}
	for w, err := range published.Read(strings.NewReader(arrestTable), o) {
		if err != nil {
			log.Fatal(err)
		}
		if err := s.Add(w); err != nil {
			log.Fatal(err)
		}
	}
	return &s
}

func ExampleSeries_Breaks() {
	for _, b := range arrestSeries().Breaks() {
		fmt.Println(b.Text)
	}
	// Output:
	// from 2019/20 on there is Asian in place of Asian (without Chinese), Other (with Chinese); Chinese people are counted in Asian, in Other (with Chinese) before
}

// Searches and residents of Avon and Somerset, on two bases of ethnic groups.
const searchTable = `year,area,basis,ethnicity,searches,residents
2018/19,Avon and Somerset,ONS 2001 5+1,White,3697,1491970
2018/19,Avon and Somerset,ONS 2001 5+1,Black,554,30923
2018/19,Avon and Somerset,ONS 2001 5+1,Asian,133,33005
2018/19,Avon and Somerset,ONS 2001 5+1,Unreported,1437,N/A
2019/20,Avon and Somerset,ONS 2011 5+1,White,4840,1491970
2019/20,Avon and Somerset,ONS 2011 5+1,Black,747,30923
2019/20,Avon and Somerset,ONS 2011 5+1,Asian,165,41981
2019/20,Avon and Somerset,ONS 2011 5+1,Unreported,2314,N/A
`

func ExampleSeries_Trend() {
	var s published.Series
	for row, err := range published.Read(strings.NewReader(searchTable), published.Options{Count: "searches", Residents: "residents", ClassificationColumn: "basis",
		Classifications: map[string]ethnicity.Scheme{"ONS 2001 5+1": ethnicity.FivePlusOne2001, "ONS 2011 5+1": ethnicity.FivePlusOne}}) {
		if err != nil {
			log.Fatal(err)
		}
		if err := s.Add(row); err != nil {
			log.Fatal(err)
		}
	}
	series, err := s.Trend(published.TrendOptions{Area: "Avon & Somerset"})
	if err != nil {
		log.Fatal(err)
	}
	for _, b := range series.Breaks {
		fmt.Printf("%s: %s\n", b.Kind, b.Text)
	}
	r, err := trend.Of(series, trend.Options{Sense: trend.UpIsWorse})
	if err != nil {
		log.Fatal(err)
	}
	for _, change := range r.YearOnYear {
		for _, row := range change.Rows[1:] {
			if row.Ratio.Computed() {
				fmt.Printf("%s, %s to %s: %.2f to %.2f, %.2f (%.2f to %.2f): %s\n", row.Group, change.Before.Name, change.After.Name,
					row.Before.Value, row.After.Value, row.Ratio.Value, row.Ratio.Lower, row.Ratio.Upper, row.Word)
			}
		}
	}
	// Output:
	// groups: from 2019/20 on there is Asian in place of Asian (without Chinese)
	// Black, 2018/19 to 2019/20: 7.23 to 7.45, 1.03 (0.92 to 1.16): Cannot tell
}

func ExampleSeries_Between() {
	_, err := arrestSeries().Between("Avon & Somerset", 2018, 2019, false)
	fmt.Println(err != nil)
	counts, err := arrestSeries().Between("Avon & Somerset", 2018, 2019, true)
	fmt.Println(counts, err)
	// Output:
	// true
	// map[2018:map[White:1850] 2019:map[White:1800]] <nil>
}
