package published_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/published"
	"github.com/seed-549880be/disparity/rri/peers"
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

// ExampleSeries_Peers: who is compared with whom comes from a table, and what the index is beside
// the others from package peers.
func ExampleSeries_Peers() {
	const table = `year,area,ethnicity,searches,residents
2019/20,Avon & Somerset,White,4840,1491970
2019/20,Avon & Somerset,Black,747,30923
2019/20,Derbyshire,White,1267,949845
2019/20,Derbyshire,Black,70,10090
2019/20,Kent,White,7091,1607681
2019/20,Kent,Black,819,22879
2019/20,All - including BTP,White,282123,48209395
2019/20,All - including BTP,Black,97308,1864890
`
	var s published.Series
	for row, err := range published.Read(strings.NewReader(table), published.Options{Count: "searches", Residents: "residents", Ethnicity: outcomes.LabelsOf(ethnicity.FivePlusOne)}) {
		if err != nil {
			fmt.Println(err)
			return
		}
		if err := s.Add(row); err != nil {
			fmt.Println(err)
			return
		}
	}
	set, err := s.Peers(published.PeerOptions{Of: "forces", Areas: []string{"Kent", "Derbyshire", "Essex"}, Focus: "Avon and Somerset"})
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := peers.Of(set, peers.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	black := r.Groups[0]
	fmt.Println(r.Standing(black, set.Focus))
	fmt.Println(black.Lacking())
	for _, st := range set.Standards {
		fmt.Println(st.Name, "holds", st.Holds)
	}
	// Output:
	// It is 2nd of 3 forces, 1st being the lowest; its interval is 2nd to 3rd. It cannot be told from Kent. Whether it is above or below the mean of the others cannot be told: 1.12 times it (0.98 to 1.27).
	// Without a value, and so without a rank: Essex (the table has no row of it in 2019/20).
	// England and Wales, including BTP holds [Avon and Somerset Derbyshire Kent]
}
