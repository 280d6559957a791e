package report

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
)

// TestWhoIsThere: where the searches in a month are more than one for twenty residents of a group,
// and 20 at least, a line says so in place of a word, whoever the residents are.
func TestWhoIsThere(t *testing.T) {
	residents := func(black float64) *ethnicity.Population {
		p := must(ethnicity.NewPopulation("the market", ethnicity.FivePlusOne, map[ethnicity.Group]float64{
			ethnicity.White: 90000, ethnicity.Mixed: 3000, ethnicity.Asian: 9000, ethnicity.Black: black, ethnicity.Other: 2000}))
		return &p
	}
	inMonth := func(n int, month string) string {
		return changed(times(9, search{self: white})+times(n, search{self: black}), "2023-01", month)
	}
	for _, test := range []struct {
		name, rows string
		o          Options
		want       string // in the sentence of Black people
		reason     string
	}{
		{"kent.csv", inMonth(20, "2023-01"), Options{Residents: residents(399)}, "Residents are not who is there: 20 searches of Black people stand against 399 residents (the market, January 2023).", "more than one in twenty"},
		{"kent.csv", inMonth(20, "2023-01"), Options{Residents: residents(400)}, "times as often", "one in twenty"},
		{"kent.csv", inMonth(20, "2023-01"), Options{Residents: residents(399.9)}, "Residents are not who is there", "residents that are no whole number"},
		{"kent.csv", inMonth(19, "2023-01"), Options{Residents: residents(100)}, "times as often", "fewer than 20 searches"},
		{"kent.csv", inMonth(20, "2023-01") + inMonth(20, "2023-02"), Options{Residents: residents(399)}, "Residents are not who is there: 40 searches", "as many in each of two months"},
		{"kent.csv", inMonth(20, "2023-01") + inMonth(19, "2023-02"), Options{Residents: residents(399)}, "times as often", "fewer in the second month"},
		{"kent.csv", inMonth(20, "2023-01") + inMonth(20, "2023-03"), Options{Residents: residents(399)}, "Residents are not who is there: 40 searches", "a month without a row is none of those that are counted"},
		{"kent.csv", inMonth(30, "2023-01"), Options{Residents: residents(399), Legislation: new(outcomes.MisuseOfDrugs)}, "Residents are not who is there: 30 searches under the Misuse of Drugs Act 1971 (section 23) of Black people", "of searches that were chosen"},
		{"city-of-london.csv", inMonth(43, "2020-01"), Options{}, "Residents are not who is there: 43 searches of Black people stand against 227 residents (City of London, January 2020).", "residents at a date"},
		{"city-of-london.csv", inMonth(43, "2020-01"), Options{Census: ethnicity.Census2021}, "stand against 232 residents (City of London, January 2020).", "those of a census"},
		{"city-of-london.csv", inMonth(43, "2020-01"), Options{ResidentsOf: "City of London"}, "Residents are not who is there: 43 searches of Black people stand against 227 residents (City of London, January 2020).", "those of a place"},
		{"kent.csv", inMonth(43, "2020-01"), Options{}, "times as often", "many residents"},
	} {
		d := must(New(extract(test.name, header+test.rows), test.o)).Document()
		for _, claim := range d.Summary.Said {
			if !strings.Contains(claim.Text, "Black people") {
				continue
			}
			if !strings.Contains(claim.Text, test.want) {
				t.Errorf("%s: %s", test.reason, claim.Text)
			}
			if there := claim.Kind != claims.NotResidents; there != (test.want == "times as often") || !there && claim.Word != claims.CannotTell {
				t.Errorf("%s: %s, %s", test.reason, claim.Kind, claim.Word)
			}
		}
		for _, row := range d.Tables[0].Rows {
			if row.Group == ethnicity.Black && row.Kind == "" && (row.Why == claims.NotWhoIsThere) == (test.want == "times as often") {
				t.Errorf("%s: the row says %s, %q", test.reason, row.Word, row.Why)
			}
		}
	}
}

// TestCityOfLondon: in the City of London 43 searches of Black people in a month are 185 for 1,000
// of those who live there.
func TestCityOfLondon(t *testing.T) {
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("DISPARITY_DATA is not set: it names the folder of real files")
	}
	const december, january = "stopsearch/csv/2019-12-city-of-london-stop-and-search.csv", "stopsearch/csv/2020-01-city-of-london-stop-and-search.csv"
	for _, test := range []struct {
		files []string
		o     Options
		want  string
	}{
		{[]string{december}, Options{}, "37 searches of Black people stand against 227 residents (City of London, December 2019)"},
		{[]string{january}, Options{Census: ethnicity.Census2021}, "43 searches of Black people stand against 232 residents (City of London, January 2020)"},
		{[]string{december, january}, Options{}, "80 searches of Black people stand against 227 residents (City of London, December 2019 to January 2020)"},
		{[]string{december, january}, Options{By: EachMonth}, "80 searches of Black people stand against 227 residents"},
		{[]string{december, january}, Options{ResidentsOf: "district:City of London"}, "80 searches of Black people stand against 227 residents"},
		{[]string{"series/city-of-london-2018-04_2020-11"}, Options{}, "767 searches of Black people stand against 225 residents (City of London, April 2018 to November 2020)"},
	} {
		x := new(outcomes.Extract)
		for _, name := range test.files {
			if err := x.ReadFS(context.Background(), os.DirFS(dir), name); err != nil {
				t.Fatal(err)
			}
		}
		d := must(New(x, test.o)).Document()
		said := false
		for _, claim := range d.Summary.Said {
			said = said || claim.Kind == claims.NotResidents && strings.Contains(claim.Text, "Residents are not who is there: "+test.want)
		}
		if !said {
			t.Errorf("%v: no %q in %+v", test.files, test.want, d.Summary.Said)
		}
		if test.o.Census == ethnicity.Census2021 {
			for _, row := range d.Tables[0].Rows {
				if row.Group == ethnicity.Black && int(1000*row.Rate.Value) != 185 {
					t.Errorf("a rate of %v", row.Rate.Value)
				}
			}
		}
	}
}

// TestLondonByPlace: the year of London names all of its districts, and keeps its search rate; the
// rows of one district ask for its residents, and have their own index over them.
func TestLondonByPlace(t *testing.T) {
	if testing.Short() {
		t.Skip("long, and not of goroutines: run without -short")
	}
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("DISPARITY_DATA is not set: it names the folder of real files")
	}
	read := func(where ...outcomes.Filter) *outcomes.Extract {
		x := &outcomes.Extract{Where: where}
		if err := x.ReadFS(context.Background(), os.DirFS(dir), "stopsearch/api/2021-12_2022-11-london-api-flattened.csv.gz"); err != nil {
			t.Fatal(err)
		}
		return x
	}
	all := read()
	if n := len(all.AreaValues()); n < 33 {
		t.Errorf("%d places", n)
	}
	if d := must(New(all, Options{})).Document(); d.Area != "City of London and Metropolitan Police" {
		t.Errorf("residents of %q", d.Area)
	}
	croydon := read(outcomes.Filter{Column: "la_name", Value: "Croydon"})
	if d := must(New(croydon, Options{})).Document(); d.Area != "" || !strings.Contains(strings.Join(d.Notes, "\n"), "with -residents Croydon.") {
		t.Errorf("residents of %q: %q", d.Area, d.Notes)
	}
	d := must(New(croydon, Options{ResidentsOf: "Croydon"})).Document()
	for _, row := range d.Tables[0].Rows {
		if row.Group == ethnicity.Black && (row.Ratio.Value < 2.2915 || row.Ratio.Value > 2.2917) {
			t.Errorf("an index of %v over the residents of Croydon", row.Ratio.Value)
		}
	}
	if d.Area != "Croydon" || d.Searches != 7487 || *d.Quality.Excluded != 142552 {
		t.Errorf("%d searches over %q, %d rows left out", d.Searches, d.Area, *d.Quality.Excluded)
	}
}
