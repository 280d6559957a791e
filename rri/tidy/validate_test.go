package tidy_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// TestValidate looks at tables that no file makes: built by hand, or stored and altered.
func TestValidate(t *testing.T) {
	row := func(events float64) tidy.Row {
		return tidy.Row{Line: 2, Label: "A", Group: "A", Events: tidy.Exactly(events)}
	}
	tests := []struct {
		table  *tidy.Table
		want   string
		is     error
		reason string
	}{
		{&tidy.Table{}, "", nil, "an empty table has nothing wrong in it"},
		{&tidy.Table{Rows: []tidy.Row{{Group: "A"}}}, "", nil, "0 of 0"},
		{&tidy.Table{Rows: []tidy.Row{{Group: "A", Events: tidy.Withheld.Cell()}}}, "", nil, "no end is known"},
		{&tidy.Table{Rows: []tidy.Row{{}}}, "a group without a name", nil, "nobody could tell it from people whose group is not known"},
		{nil, "tidy: no table", nil, "nobody read one"},
		{&tidy.Table{File: "a.csv", Model: 9}, "tidy: a.csv: Model(9): want one of by words, rate, proportion", nil, "no such model"},
		{&tidy.Table{Dimensions: []string{"year"}, Rows: []tidy.Row{row(1)}}, `the row of line 2, "A": values of 0 dimensions: want one for each of the 1`, nil, "a value is missing"},
		{&tidy.Table{Rows: []tidy.Row{{Group: "A", Dimensions: []string{"2020"}}}}, "values of 1 dimensions", nil, "a value too many"},
		{&tidy.Table{Dimensions: []string{"year", "column"}, Bases: []tidy.Row{{Kind: tidy.KindTotal, Dimensions: []string{"staff"}}}}, "", nil, "a base of a header has the name of its column alone"},
		{&tidy.Table{Bases: []tidy.Row{{}}}, "values of 0 dimensions", nil, "a base of no column"},
		{&tidy.Table{Rows: []tidy.Row{{Group: "A", Kind: 7}}}, "Kind(7): want one of group, not known, total", nil, "no such kind"},
		{&tidy.Table{Rows: []tidy.Row{{Group: "A", Exposure: tidy.Cell{Mark: 8}}}}, "Mark(8): want one of", nil, "no such mark"},
		{&tidy.Table{Rows: []tidy.Row{row(math.NaN())}}, "a cell from NaN to NaN", rri.ErrCount, "no number"},
		{&tidy.Table{Rows: []tidy.Row{row(math.Inf(1))}}, "a cell from +Inf to +Inf", rri.ErrCount, "no count"},
		{&tidy.Table{Rows: []tidy.Row{row(-1)}}, "a cell from -1 to -1", rri.ErrCount, "less than none"},
		{&tidy.Table{Rows: []tidy.Row{row(1e300)}}, "want no more than 2^53", rri.ErrCount, "counts one by one would never end"},
		{&tidy.Table{Rows: []tidy.Row{{Group: "A", Events: tidy.Cell{Mark: tidy.Withheld, Lower: 4, Upper: 1}}}}, "a cell from 4 to 1", rri.ErrCount, "the larger end first"},
	}
	for _, tt := range tests {
		err := tt.table.Validate()
		if tt.want == "" && err != nil || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) || tt.is != nil && !errors.Is(err, tt.is) {
			t.Errorf("%+v: %v, want %q (%s)", tt.table, err, tt.want, tt.reason)
		}
		if _, split := tt.table.Split(nil, nil); (split == nil) != (err == nil) {
			t.Errorf("%+v: Split: %v (%s)", tt.table, split, tt.reason)
		}
	}
}

func TestTableUnmarshalJSON(t *testing.T) {
	const good = `{"model":"rate","dimensions":["year"],"rows":[{"line":2,"dimensions":["2020"],"kind":"group","label":"A","group":"A",` +
		`"events":{"value":1,"mark":"number"},"exposure":{"value":9,"mark":"number"}}]}`
	tests := []struct{ from, to, want, reason string }{
		{"", "", "", "as it is written"},
		{`"dimensions":["2020"],`, ``, "values of 0 dimensions", "the value of a dimension taken out"},
		{`"value":9`, `"value":-9`, "0 or more", "a negative number"},
		{`"group":"A",`, ``, "a group without a name", "the name of a group taken out"},
		{`"kind":"group"`, `"kind":"people"`, "people", "no such kind"},
		{`{"model":"rate",`, `{"model":"rate","model":"proportion",`, "model", "two models"},
	}
	for _, tt := range tests {
		table := tidy.Table{File: "before"}
		err := json.Unmarshal([]byte(strings.Replace(good, tt.from, tt.to, 1)), &table)
		switch {
		case tt.want == "":
			if err != nil || len(table.Rows) != 1 {
				t.Errorf("%s: %v, %v", tt.reason, table, err)
			}
		case err == nil || !strings.Contains(err.Error(), tt.want):
			t.Errorf("%s: %v, want %q", tt.reason, err, tt.want)
		case table.File != "before":
			t.Errorf("%s: the table was changed to %v", tt.reason, table)
		}
	}
}

// TestCountsOfAnotherModel has a program that asks a table of residents for proportions.
func TestCountsOfAnotherModel(t *testing.T) {
	table, err := tidy.Read(strings.NewReader("group,events,population\nA,1,10\nB,2,30\n"), tidy.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sums, err := table.Sum(nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := tidy.Counts[rri.Proportion](sums); err == nil || !strings.Contains(err.Error(), "tidy: the counts are a rate") {
		t.Errorf("proportions of a table of rates: %v", err)
	}
	if rates, err := tidy.Counts[rri.Rate](sums); err != nil || len(rates) != 2 {
		t.Errorf("rates of a table of rates: %v, %v", rates, err)
	}
	sums.Model = tidy.ModelByWords // the exposure was put in by the caller
	if counts, err := tidy.Counts[rri.Proportion](sums); err != nil || len(counts) != 2 {
		t.Errorf("counts without a model: %v, %v", counts, err)
	}
	if _, err := table.Split([]string{"year"}, nil); err == nil || err.Error() != `tidy: no dimension "year": the file has none` {
		t.Errorf("no dimensions at all: %v", err)
	}
}

// TestReadOddOptions has programs that give options which no command line can.
func TestReadOddOptions(t *testing.T) {
	as := func(name string, kind tidy.Kind) func(string) (string, tidy.Kind, error) {
		return func(label string) (string, tidy.Kind, error) {
			if label != "A" {
				return label, tidy.KindGroup, nil
			}
			return name, kind, nil
		}
	}
	tests := []struct {
		o      tidy.Options
		want   string
		reason string
	}{
		{tidy.Options{Model: 9}, "tidy: Model(9): want one of by words, rate, proportion", "no such model"},
		{tidy.Options{Withheld: tidy.Range{Lower: math.Inf(1), Upper: math.Inf(1)}}, "a withheld count of +Inf to +Inf", "no count is infinite"},
		{tidy.Options{Label: as("", tidy.KindGroup)}, `2:1: "A": a group without a name`, "all such groups would be added up"},
		{tidy.Options{Label: as("", tidy.KindTotal)}, "", "a total needs none"},
		{tidy.Options{Label: as("A", tidy.KindGroup)}, "", "a blank label is of people whose group is not known, also where it is given back as it is"},
	}
	for _, tt := range tests {
		table, err := tidy.Read(strings.NewReader("group,events,population\nA,1,10\nB,2,30\n,7,\n"), tt.o)
		switch {
		case tt.want != "":
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("%v, want %q (%s)", err, tt.want, tt.reason)
			}
		case err != nil || table.Rows[len(table.Rows)-1].Kind != tidy.KindUnknown:
			t.Errorf("%+v, %v (%s)", table, err, tt.reason)
		}
	}
}
