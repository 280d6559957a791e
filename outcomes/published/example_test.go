package published_test

import (
	"encoding/json"
	"fmt"
	"log"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/published"
)

// arrestTable has the labels of the Home Office arrest tables.
const arrestTable = `financial_year,police_force_area,self_defined_ethnicity_group,number_of_arrests
2018/19,Avon & Somerset,White,"1,850"
2018/19,Avon & Somerset,Asian or Asian British,45
2018/19,Avon & Somerset,Chinese/other,-
2019/20,Avon & Somerset,White,"1,800"
2019/20,Avon & Somerset,2019/20 onwards - Asian or Asian British,60
`

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

func ExampleRead() {
	o := published.Options{Count: "number_of_arrests", Ethnicity: outcomes.LabelsOf(ethnicity.FivePlusOne2001)}
	for w, err := range published.Read(strings.NewReader(arrestTable), o) {
		fmt.Println(w.Year, w.Force, w.Self, w.Count.Value, w.Count.Mark, err)
	}
	// Output:
	// 2018 Avon and Somerset White 1850 number <nil>
	// 2018 Avon and Somerset Asian (without Chinese) 45 number <nil>
	// 2018 Avon and Somerset Other (with Chinese) 0 dash <nil>
	// 2019 Avon and Somerset White 1800 number <nil>
	// 2019 Avon and Somerset Asian 60 number <nil>
}

func ExampleRow_Text() {
	for w, err := range published.Read(strings.NewReader("Tactic,n\nBaton drawn,12\n"), published.Options{Count: "n"}) {
		fmt.Println(w.Text("tactic"), w.Count.Value, err)
	}
	// Output:
	// Baton drawn 12 <nil>
}

func ExampleParseCell() {
	for _, text := range []string{"1,234", "0", "-", "N/A", "!"} {
		c, err := published.ParseCell(text)
		fmt.Println(c.Value, c.Mark, err)
	}
	// Output:
	// 1234 number <nil>
	// 0 number <nil>
	// 0 dash <nil>
	// 0 not available <nil>
	// 0 withheld <nil>
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

func ExampleSeries_Add() {
	var s published.Series
	err := s.Add(published.Row{Key: outcomes.Key{Self: ethnicity.White}, Year: 2019, Area: "Essex", Count: published.Cell{Value: 12}})
	fmt.Println(s.Years(), err)
	// Output:
	// [2019] <nil>
}

func ExampleSeries_Count() {
	fmt.Println(arrestSeries().Count(2018, "Avon & Somerset", ethnicity.OtherWithChinese))
	// Output:
	// 0 1
}

func ExampleSeries_Years() {
	fmt.Println(arrestSeries().Years())
	// Output:
	// [2018 2019]
}

func ExampleSeries_Groups() {
	fmt.Println(arrestSeries().Groups(2019))
	// Output:
	// [White Asian]
}

func ExampleSeries_Chinese() {
	fmt.Println(arrestSeries().Chinese(2018))
	fmt.Println(arrestSeries().Chinese(2019))
	// Output:
	// Other (with Chinese) true
	// Asian true
}

func ExampleParseMark() {
	m, err := published.ParseMark("!")
	fmt.Println(m, err)
	// Output:
	// withheld <nil>
}

func ExampleMarks() {
	fmt.Println(slices.Collect(published.Marks()))
	// Output:
	// [number blank dash not available withheld]
}

func ExampleSeries_UnmarshalJSON() {
	fmt.Println(json.Unmarshal([]byte(`{}`), new(published.Series)))
	// Output:
	// published: a Series cannot be stored as JSON: store the rows that it was made from, or what Series.Between returns
}

// A row comes back with its cells, known columns and others.
func ExampleRow_UnmarshalJSON() {
	const table = "year,Tactic,n\n2019/20,Baton,12\n"
	for w := range published.Read(strings.NewReader(table), published.Options{Count: "n"}) {
		text, err := json.Marshal(w)
		if err != nil {
			fmt.Println(err)
		}
		var back published.Row
		err = json.Unmarshal(text, &back)
		fmt.Println(back.Year, back.Text("tactic"), back.Count.Value, err)
	}
	// Output:
	// 2019 Baton 12 <nil>
}
