package published_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/published"
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

func ExampleSeries_Between() {
	_, err := arrestSeries().Between("Avon & Somerset", 2018, 2019, false)
	fmt.Println(err != nil)
	counts, err := arrestSeries().Between("Avon & Somerset", 2018, 2019, true)
	fmt.Println(counts, err)
	// Output:
	// true
	// map[2018:map[White:1850] 2019:map[White:1800]] <nil>
}
