package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
)

// valuesOf are what a column says of the rows of a force: places, each with its rows.
func valuesOf(f ethnicity.Force, rows int64, places ...string) (values []outcomes.AreaValue) {
	for _, place := range places {
		values = append(values, outcomes.AreaValue{Force: f, Column: "la_name", Value: place, Rows: rows})
	}
	return values
}

// boroughs are all the districts of a force.
func boroughs(force string) (names []string) {
	for _, d := range districtsOf(must(ethnicity.ParseForce(force))) {
		names = append(names, d.Area)
	}
	return names
}

// TestDistrictsOf: how many districts forces have.
func TestDistrictsOf(t *testing.T) {
	all := 0
	for f := range ethnicity.Forces() {
		all += len(districtsOf(f))
	}
	if all != 331 {
		t.Errorf("%d districts of all forces", all)
	}
	for force, want := range map[string]int{"metropolitan": 32, "city-of-london": 1, "kent": 13, "durham": 2, "north-wales": 6} {
		if got := len(boroughs(force)); got != want {
			t.Errorf("%s has %d districts, want %d", force, got, want)
		}
	}
}

// TestAreaParts has what the records say of their places a row, and what is said of it; "" if they
// may be of all of the force.
func TestAreaParts(t *testing.T) {
	met, kent, durham, avon := must(ethnicity.ParseForce("metropolitan")), must(ethnicity.ParseForce("kent")), must(ethnicity.ParseForce("durham")), must(ethnicity.ParseForce("avon-and-somerset"))
	devon := must(ethnicity.ParseForce("devon-and-cornwall"))
	london := boroughs("metropolitan")
	without := func(names ...string) []string {
		return slices.DeleteFunc(slices.Clone(london), func(name string) bool { return slices.Contains(names, name) })
	}
	for _, test := range []struct {
		force  ethnicity.Force
		values []outcomes.AreaValue
		want   string
		reason string
	}{
		{met, nil, "", "no column of places"},
		{met, valuesOf(met, 40, "Croydon"), "by their column la_name the rows of Metropolitan Police are of Croydon alone, and its residents are those of all its area: give -residents Croydon", "one district"},
		{met, valuesOf(met, 40, "London Borough of CROYDON"), "of London Borough of CROYDON alone, and its residents are those of all its area: give -residents Croydon", "one district, as it calls itself"},
		{met, valuesOf(met, 40, "E09000008"), "are of E09000008 alone, and its residents are those of all its area: give -residents Croydon", "one district by its code"},
		{met, valuesOf(met, 40, "Tower Hamlets"), `give -residents "Tower Hamlets"`, "a name of two words"},
		{met, valuesOf(met, 40, "Croydon", "", "Unknown"), "of Croydon alone", "blank cells, and what says that nothing is known"},
		{met, slices.Concat(valuesOf(met, 40, "Croydon"), valuesOf(met, 3, "CROYDON")), "are of Croydon alone", "in another letter case"},
		{met, valuesOf(met, 40, "Croydon", "LB Croydon", "London Borough of Croydon"), "of 1 of its 32 districts (Croydon, LB Croydon and London Borough of Croydon), and its residents are those of all of them: give -residents Croydon", "one district by several names"},
		{met, valuesOf(met, 40, "Zone 7"), "of Zone 7 alone, and its residents are those of all its area: give -residents FILE, with the residents of that place", "one place that is no district"},
		{met, valuesOf(met, 40, "Metropolitan Police"), "", "the force itself"},
		{met, valuesOf(met, 40, "London"), "", "the region around it"},
		{met, valuesOf(met, 40, "Greater London"), "", "as people call it"},
		{met, valuesOf(met, 40, "England"), "", "the country around it"},
		{met, valuesOf(met, 40, "UK"), "", "the state around it"},
		{met, valuesOf(met, 40, "Wales"), "of Wales alone", "a country that is not around it"},
		{met, valuesOf(met, 40, "Not recorded"), "", "nothing is known"},
		{kent, valuesOf(kent, 40, "Kent"), "", "a county that is the force"},
		{durham, valuesOf(durham, 40, "Durham"), "", "a force and a district: the force"},
		{durham, valuesOf(durham, 40, "Darlington"), "give -residents Darlington", "one of its two districts"},
		{durham, valuesOf(durham, 40, "Darlington", "County Durham"), "", "both of its districts"},
		{met, valuesOf(met, 100, london...), "", "all districts"},
		{met, valuesOf(met, 100, append(slices.Clone(london), "City of London")...), "", "and one of another force"},
		{met, valuesOf(met, 100, append(slices.Clone(london), "Heathrow", "Out of area")...), "", "and places that are none"},
		{met, valuesOf(met, 100, "Croydon", "Merton", "Sutton"), "by their column la_name the rows of Metropolitan Police are of 3 of its 32 districts (Croydon, Merton and Sutton), and its residents are those of all of them: give -residents FILE, with the residents of the 3 districts", "three districts"},
		{met, valuesOf(met, 200, without("Sutton")...), "of 31 of its 32 districts (Barking and Dagenham, Barnet, Bexley, Brent, Bromley and 26 more)", "one district without a row, of which many would be expected"},
		{met, valuesOf(met, 100, without("Sutton")...), "", "one district without a row, of a fortieth of the residents"},
		{met, valuesOf(met, 6, "Croydon", "Sutton"), `or, if the rows are of all its area, -residents "force:Metropolitan Police"`, "few rows, of two districts"},
		{devon, valuesOf(devon, 1000, slices.DeleteFunc(boroughs("devon-and-cornwall"), func(name string) bool { return name == "Isles of Scilly" })...), "", "a small and quiet district without a row, of which some would be expected"},
		{met, valuesOf(met, 8, without("Kingston upon Thames")...), "", "one district without a row, of which few would be expected"},
		{met, valuesOf(met, 100, "Croydon", "North", "South"), "", "most are no districts: they may be anything"},
		{met, valuesOf(met, 100, "North", "South"), "", "no districts"},
		{met, valuesOf(met, 100, "Maidstone", "Swale"), "by their column la_name the rows of Metropolitan Police are of Maidstone and Swale, which are not in its area: give -residents FILE, with the residents of these places", "districts of another force"},
		{met, slices.Concat(valuesOf(met, 100, "Maidstone", "Swale"), valuesOf(met, 100, "North", "South")), "", "half of the rows are of what may be anything"},
		{avon, valuesOf(avon, 100, "Bristol, City of"), `give -residents Bristol`, "a name that is turned round"},
		{avon, valuesOf(avon, 100, "Taunton Deane", "Mendip"), "(Mendip and Taunton Deane)", "a district of 2011 alone"},
		{avon, valuesOf(avon, 100, "Bath and North East Somerset", "Bristol", "Mendip", "North Somerset", "Sedgemoor", "South Gloucestershire", "South Somerset", "Taunton Deane", "West Somerset"), "", "all of those of 2011"},
		{must(ethnicity.ParseForce("btp")), valuesOf(must(ethnicity.ParseForce("btp")), 100, "Croydon"), "", "a force without residents"},
		{ethnicity.Force{}, valuesOf(ethnicity.Force{}, 100, "Croydon"), "", "no force"},
	} {
		part, ok := findAreaParts(test.values, tallyOf(t, test.values))[test.force]
		if ok != (test.want != "") || ok && !strings.Contains(part.text(test.force, false), test.want) {
			t.Errorf("%s: %q, want %q", test.reason, part.text(test.force, false), test.want)
		}
	}
}

// tallyOf counts as many searches as there are rows of places.
func tallyOf(t *testing.T, values []outcomes.AreaValue) *outcomes.Tally {
	t.Helper()
	tally := new(outcomes.Tally)
	for _, v := range values {
		if err := tally.AddCount(outcomes.Key{Force: v.Force}, v.Rows); err != nil {
			t.Fatal(err)
		}
	}
	return tally
}

// TestPlacesOfFewRows: what a file of one borough says is not said of the files of the whole force
// beside it, which have no column of places, unless half of the rows are of the first.
func TestPlacesOfFewRows(t *testing.T) {
	met := must(ethnicity.ParseForce("metropolitan"))
	values := valuesOf(met, 40, "Croydon")
	for _, test := range []struct {
		others int64
		part   bool
		reason string
	}{{0, true, "no other file"}, {40, true, "as many other rows"}, {41, false, "more other rows"}, {4000, false, "the whole force"}} {
		tally := tallyOf(t, values)
		if err := tally.AddCount(outcomes.Key{Force: met}, test.others); err != nil {
			t.Fatal(err)
		}
		if _, part := findAreaParts(values, tally)[met]; part != test.part {
			t.Errorf("%s: a part: %t", test.reason, part)
		}
	}
}

// TestPartOfForce: records of a part of a force have no search rate from its residents, and one
// from those of the part; other forces stand.
func TestPartOfForce(t *testing.T) {
	rows := header + times(60, search{self: white, outcome: noAction}) + times(20, search{self: black, outcome: "Arrest"})
	croydon := func() *outcomes.Extract {
		return extract("2023-01-metropolitan.csv", withPlace(rows, "Borough", "Croydon"))
	}
	both := croydon()
	if err := both.Merge(extract("2023-01-kent.csv", changed(rows, "12:00", "13:00"))); err != nil {
		t.Fatal(err)
	}
	const why = "by their column Borough the rows of Metropolitan Police are of Croydon alone, and its residents are those of all its area: give -residents Croydon"
	for _, test := range []struct {
		x      *outcomes.Extract
		o      Options
		area   string
		note   string
		reason string
	}{
		{croydon(), Options{}, "", "No search rate: " + why + ".", "one place"},
		{croydon(), Options{By: EachMonth}, "", "No search rate: " + why + ".", "of every month too"},
		{croydon(), Options{ResidentsOf: "Croydon"}, "Croydon", "", "its own residents"},
		{croydon(), Options{Residents: own("Croydon", "a survey")}, "Croydon", "", "figures of it"},
		{croydon(), Options{ResidentsOf: "force:Metropolitan Police"}, "Metropolitan Police", "Warning: " + why + ".", "residents of the whole force, which is said first"},
		{both, Options{}, "Kent", "without the searches of Metropolitan Police, whose rows are of a part of its area by their column Borough (Croydon)", "another force stands"},
		{both, Options{By: EachForce}, "Kent", why, "and so in the parts"},
		{both, Options{By: EachForce}, "Kent", " a force whose rows are of a part of its area is in no search rate, and in no sentence", "and below the table"},
		{extract("2023-01-kent.csv", withPlace(rows, "Borough", boroughs("kent")...)), Options{}, "Kent", "", "all districts"},
	} {
		d := must(New(test.x, test.o)).Document()
		text := textOf(t, test.x, test.o)
		if d.Area != test.area || !strings.Contains(text, test.note) || len(d.Tables) < 2 {
			t.Errorf("%s: over %q, no %q in\n%s", test.reason, d.Area, test.note, text)
		}
		for _, p := range d.Parts {
			if p.Force == must(ethnicity.ParseForce("metropolitan")) && p.Area != "" {
				t.Errorf("%s: a part over %q", test.reason, p.Area)
			}
		}
	}
	// no word stands over residents of more than the one place
	for _, row := range must(New(croydon(), Options{ResidentsOf: "force:Metropolitan Police"})).Document().Tables[0].Rows {
		if row.Word != nil && *row.Word != claims.CannotTell {
			t.Errorf("%s: %v", row.Group, *row.Word)
		}
	}
	_, err := New(both, Options{Suppress: 5})
	if want := "report: Suppress 5 needs a search rate of everything that is read, or of nothing: " + why; fmt.Sprint(err) != want {
		t.Errorf("%v, want %s", err, want)
	}
}
