package outcomes

import (
	"fmt"
	"github.com/seed-549880be/disparity/outcomes/internal/cells"
	"slices"
	"strings"
	"testing"
)

// valuesOf returns the different values of a column of Where, in order, in all rows that were read,
// whether they match or not: 1,000 of each file at most, and of all together. A long one is cut to
// 80 bytes. It returns nil for a column by which no rows were chosen.
func (x *Extract) valuesOf(column string) []string {
	if x == nil {
		return nil
	}
	for _, c := range x.asked() {
		if cells.ColumnKey(c.name) == cells.ColumnKey(column) {
			return c.values
		}
	}
	return nil
}

func TestValuesOf(t *testing.T) {
	x := Extract{Where: filters("la name=Croydon", "Policing operation=none")}
	if x.valuesOf("la_name") != nil || x.CheckWhere() != nil || (*Extract)(nil).valuesOf("x") != nil || (*Extract)(nil).CheckWhere() != nil {
		t.Error("what has read nothing has values")
	}
	if err := x.ReadFile(strings.NewReader(file("\n", whereHeader, whereRows...)), "2022-kent.csv"); err != nil {
		t.Fatal(err)
	}
	for column, want := range map[string][]string{
		"LA_name": {"", "Croydon", "Kensington and  Chelsea", "Sutton", "croydon"}, "Policing operation": {"", "NA", "Op Sceptre", "op sceptre"},
		"Gender": nil, "Force": nil, "": nil,
	} {
		if got := x.valuesOf(column); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", column, got, want)
		}
	}
	// There are a thousand at most, each cut to what an error shows.
	many := []string{"borough,Type,Date,Self-defined ethnicity"}
	for i := range 3000 {
		many = append(many, fmt.Sprintf("%04d%s,Person search,2022-09-01,White - Irish", i%1500, strings.Repeat("x", i/1500*100)))
	}
	y := Extract{Where: filters("borough=1499"), Force: force(t, "Kent")}
	if err := y.ReadFile(strings.NewReader(strings.Join(many, "\n")), "f.csv"); err != nil {
		t.Fatal(err)
	}
	if got := y.valuesOf("borough"); len(got) != 1000 || y.Tally().Total() != 1 || y.CheckWhere() != nil {
		t.Errorf("%d values, %d rows, %v", len(got), y.Tally().Total(), y.CheckWhere())
	}
}

func TestFilters(t *testing.T) {
	if (*Extract)(nil).Filters() != nil || new(Extract).Filters() != nil {
		t.Error("filters of nothing")
	}
	text := file("\n", whereHeader, whereRows...)
	for _, test := range []struct {
		all, ofFile, want []Filter
		reason            string
	}{
		{nil, nil, nil, "every row counts"},
		{filters("Policing operation=", "la name= Croydon"), nil, filters("Policing operation=", "la name= Croydon"), "of the extract, as they are"},
		{nil, filters("la_name=Sutton", "la name=Croydon", "gender=Male"), filters("gender=Male", "la_name=Croydon", "la_name=Sutton"), "of one file alone"},
		{filters(" LA_NAME = croydon "), filters("la name=Croydon", "Gender=Male"), filters(" LA_NAME = croydon ", "Gender=Male"), "of the extract, and of a file in its place"},
	} {
		x := &Extract{Where: test.all, Force: force(t, "Kent")}
		if err := x.ReadCSV(strings.NewReader(text), ReadOptions{File: "f.csv", Force: x.Force, Where: test.ofFile}); err != nil {
			t.Fatalf("%s: %v", test.reason, err)
		}
		merged := new(Extract)
		if err := merged.Merge(x); err != nil {
			t.Fatal(err)
		}
		if got := x.Filters(); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
		if got := merged.Filters(); len(got) != len(test.want) {
			t.Errorf("%s: merged: %q, want %q in some order", test.reason, got, test.want)
		}
	}
}

func TestCheckWhere(t *testing.T) {
	text := file("\n", whereHeader, whereRows...)
	for _, test := range []struct {
		where        []Filter
		want, reason string
	}{
		{nil, "", "no filters"},
		{filters("la_name=Croydon"), "", "a value that there is"},
		{filters("la_name=Croyden"), `outcomes: no row says "Croyden" in column "la_name" (is it "Croydon"?): the values are "", "Croydon", "Kensington and  Chelsea", "Sutton", "croydon"`, "a letter that is another"},
		{filters("la_name=Croydon", "la_name=Suton"), `no row says "Suton" in column "la_name" (is it "Sutton"?): the values are "", "Croydon", "Kensington and  Chelsea", "Sutton", "croydon"`, "one of two"},
		{filters("la_name=Kensington & Chelsea"), `is it "Kensington and  Chelsea"?`, "the sign for and"},
		{filters("la_name=Chelsea"), `is it "Kensington and  Chelsea"?`, "a word of it"},
		{filters("la_name=Paris"), `"croydon"`, "nothing near"},
		{filters("Type="), `no row is blank in column "Type": the values are "Person search", "Vehicle search"`, "no blank"},
		{filters("la_name=Sutton", "la_name=", "Gender=Female"), `no row that can be read says "Female" in column "Gender" and "" or "Sutton" in column "la_name"`, "each has rows, and not both"},
		{filters("Beat code=E03"), `no row that can be read says "E03" in column "Beat code"`, "a row that is rejected"},
	} {
		x := Extract{Where: test.where}
		if err := x.ReadFile(strings.NewReader(text), "2022-kent.csv"); err != nil {
			t.Fatal(err)
		}
		err := x.CheckWhere()
		checkError(t, err)
		if got := fmt.Sprint(err); test.want == "" != (err == nil) || !strings.Contains(got, test.want) {
			t.Errorf("%s: %v; want %s", test.reason, got, test.want)
		}
		if test.reason == "nothing near" && strings.Contains(fmt.Sprint(err), "is it") {
			t.Errorf("%s: %v", test.reason, err)
		}
	}
	// One value is in one file, one in the other: nothing is missing of both together.
	both := new(Extract)
	for i, rows := range [][]string{whereRows[:2], whereRows[2:]} {
		x := Extract{Where: filters("la_name=Croydon", "LA Name=Sutton")}
		if err := x.ReadFile(strings.NewReader(file("\n", whereHeader, rows...)), fmt.Sprintf("2022-%d-kent.csv", i)); err != nil {
			t.Fatal(err)
		}
		if x.CheckWhere() == nil {
			t.Errorf("file %d has both values", i)
		}
		if err := both.Merge(&x); err != nil {
			t.Fatal(err)
		}
	}
	if err := both.CheckWhere(); err != nil || both.Tally().Total() != 3 {
		t.Errorf("%v, %d", err, both.Tally().Total())
	}
	// A month without searches lacks nothing.
	empty := Extract{Where: filters("la_name=Croydon")}
	if err := empty.ReadFile(strings.NewReader(whereHeader+"\n"), "2022-kent.csv"); err != nil || empty.CheckWhere() != nil {
		t.Errorf("no rows: %v, %v", err, empty.CheckWhere())
	}
}

func TestNearest(t *testing.T) {
	for _, test := range []struct{ written, want, reason string }{
		{"Westmnster", "Westminster", "a letter is missing"},
		{"Corydon", "Croydon", "two letters changed places"},
		{"richmond", "Richmond upon Thames", "a word"},
		{"Hammersmith", "Hammersmith and Fulham", "another"},
		{"City of Westminster", "Westminster", "a word in it"},
		{"Bark", "Barking and Dagenham", "the beginning of a word"},
		{"Oslo", "", "nothing"},
		{"", "", "no text"},
		{strings.Repeat("Croydon", 20), "", "a text that is too long to be compared"},
	} {
		got, ok := nearest(test.written, []string{"", "Barking and Dagenham", "Westminster", "Croydon", "Richmond upon Thames", "Hammersmith and Fulham", strings.Repeat("x", 200)}, valueKey)
		if got != test.want || ok != (test.want != "") {
			t.Errorf("%s: %q is %q", test.reason, test.written, got)
		}
	}
}
