package report_test

import (
	"context"
	"fmt"
	"log"
	"strings"
	"testing/fstest"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// searchesOf is a file of searches of White and of Black people, half of them women, in one month.
func searchesOf(month string, white, black int) string {
	rows := func(label string, n int) string {
		return strings.Repeat("Person search,"+month+"-05,Female,"+label+"\nPerson search,"+month+"-06,Male,"+label+"\n", n/2)
	}
	return "Type,Date,Gender,Self-defined ethnicity\n" + rows("White - Irish", white) + rows("Black/African/Caribbean/Black British - African", black)
}

// index prints whose residents the search rate is over, and the index of Black people; or why there
// is no search rate.
func index(x *outcomes.Extract, o report.Options) {
	r, err := report.New(x, o)
	if err != nil {
		log.Fatal(err)
	}
	d := r.Document()
	for _, note := range d.Notes {
		if strings.HasPrefix(note, "No search rate") {
			fmt.Println(note)
		}
	}
	for _, t := range d.Tables {
		for _, row := range t.Rows {
			if t.ID == "search-rate" && row.Group == ethnicity.Black {
				fmt.Printf("%s, %s: Black %.2f\n", d.Area, d.ResidentsSource.Text, row.Ratio.Value)
			}
		}
	}
}

// How often are women of each group searched? Nobody knows without the residents who are women.
func ExampleOptions_residents() {
	x := new(outcomes.Extract)
	if err := x.ReadFile(strings.NewReader(searchesOf("2019-06", 400, 40)), "2019-06-kent-stop-and-search.csv"); err != nil {
		log.Fatal(err)
	}
	index(x, report.Options{Gender: new(outcomes.Female)})

	women, err := ethnicity.ReadPopulation(strings.NewReader("Ethnic group,women of Kent\n"+
		"White,804000\nMixed,16000\nAsian,41000\nBlack,15500.5\nOther,8000\n"), "mid-2019.csv")
	if err != nil {
		log.Fatal(err)
	}
	index(x, report.Options{Gender: new(outcomes.Female), Residents: &women})
	// Output:
	// No search rate: the searches are of female people, and the built-in residents are of every gender: give the residents of these people with -residents FILE.
	// women of Kent, mid-2019.csv: Black 5.19
}

// A folder of files that do not say of which force they are, which together are all of Wales.
func ExampleOptions_residentsOf() {
	folder := fstest.MapFS{
		"north.csv": {Data: []byte(searchesOf("2022-06", 300, 8))},
		"south.csv": {Data: []byte(searchesOf("2022-07", 500, 30))},
	}
	x := &outcomes.Extract{ForceOptional: true}
	if err := x.ReadFS(context.Background(), folder, "."); err != nil {
		log.Fatal(err)
	}
	index(x, report.Options{})
	index(x, report.Options{ResidentsOf: "Wales"})
	// Output:
	// No search rate: the records do not say of which force they are. -force names the force of rows that do not say, and where they are of several forces -residents names the place whose residents count.
	// Wales, census 2021: Black 5.03
}

// How far does the choice of the residents move the index? The document has it over each of the
// others that are built in for the same place.
func ExampleOtherResidents() {
	x := new(outcomes.Extract)
	if err := x.ReadFile(strings.NewReader(searchesOf("2016-06", 400, 40)), "2016-06-kent-stop-and-search.csv"); err != nil {
		log.Fatal(err)
	}
	index(x, report.Options{})
	r, err := report.New(x, report.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, t := range r.Document().Tables {
		for _, other := range t.OtherResidents { // of the search rate alone
			for _, row := range other.Rows {
				if row.Group == ethnicity.Black {
					fmt.Printf("%s: %s %.2f\n", other.Source.Text, row.Group, row.Ratio)
				}
			}
		}
	}
	// Output:
	// Kent, census 2011 and 2021, interpolated to 15 June 2016: Black 4.42
	// census 2011: Black 7.03 (5.02 to 9.63)
	// census 2021: Black 2.90 (2.07 to 3.97)
}
