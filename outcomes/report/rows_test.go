package report

import (
	"slices"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// groupRows returns the rows of a table that are groups.
func groupRows(t Table) []Row {
	return slices.DeleteFunc(slices.Clone(t.Rows), func(row Row) bool { return row.Kind != "" })
}

// otherRows returns the other rows by their kinds.
func otherRows(t Table) map[string]Row {
	rows := make(map[string]Row)
	for _, row := range t.Rows {
		if row.Kind != "" {
			rows[row.Kind] = row
		}
	}
	return rows
}

// tableOf returns the table of that ID.
func tableOf(d Document, id string) Table {
	return d.Tables[slices.IndexFunc(d.Tables, func(t Table) bool { return t.ID == id })]
}

// TestSumRow has one reason a row why all groups other than White together have a row or none.
func TestSumRow(t *testing.T) {
	full := header + groupsOf(noAction, 60, 9, 15, 8, 12, 40)
	few := header + groupsOf(noAction, 60, 9, 15, 3, 12, 40)
	detailed := header + times(60, search{self: white}) + times(20, search{self: "White - Irish"}) + times(30, search{self: black})
	officers := header + times(30, search{self: none, officer: "White"}) + times(9, search{self: none, officer: "Black"})
	for _, test := range []struct {
		rows   string
		o      Options
		want   int64 // searches of the row; -1 for no row
		reason string
	}{
		{full, Options{}, 9 + 15 + 8 + 12, "five groups"},
		{full, Options{Scheme: ethnicity.WhiteOther}, -1, "there is but one other group, which has its row"},
		{full, Options{Baseline: ethnicity.Black}, -1, "the baseline would be set against itself in part"},
		{full, Options{Suppress: 5}, 9 + 15 + 8 + 12, "nothing is withheld, so that anybody can add up"},
		{few, Options{Suppress: 5}, -1, "the sum would tell what a group has that is withheld"},
		{detailed, Options{Scheme: ethnicity.SixteenPlusOne}, 30, "White Irish people are White, and not the baseline"},
		{officers, Options{Rule: outcomes.OfficerDefined}, -1, "a group of the sum has no row: officers recorded nobody as Mixed"},
		{officers, Options{Rule: outcomes.OfficerDefined, Scheme: ethnicity.WhiteOther}, -1, "one group"},
		{full, Options{Unknown: outcomes.InProportion}, -2, "those who were put into groups are in the sum of these"},
	} {
		table := tableOf(must(New(extract("2023-01-kent.csv", test.rows), test.o)).Document(), "search-rate")
		if test.want == -2 {
			test.want = 0
			for _, row := range groupRows(table)[1:] {
				test.want += *row.Events
			}
			if test.want <= 9+15+8+12 {
				t.Errorf("%s: nobody was put into a group", test.reason)
			}
		}
		sum, ok := otherRows(table)["sum"]
		switch {
		case ok != (test.want >= 0):
			t.Errorf("%s: a row %v, want %v", test.reason, ok, test.want >= 0)
		case ok && (sum.Group != ethnicity.OtherThanWhite || *sum.Events != test.want):
			t.Errorf("%s: %s has %d, want %d of Other than White", test.reason, sum.Group, *sum.Events, test.want)
		}
	}
}

// TestSumRowNumbers: the row is what the comparison of the added counts gives, in every table.
func TestSumRowNumbers(t *testing.T) {
	for _, method := range []rri.Method{rri.SCAS, rri.Wald} {
		d := must(New(extract("2023-01-kent.csv", header+groupsOf(noAction, 60, 9, 15, 8, 12, 40)+groupsOf("Arrest", 20, 3, 5, 9, 2, 1)), Options{Method: method})).Document()
		for _, table := range d.Tables {
			var events int64
			var exposure float64
			rows := groupRows(table)
			for _, row := range rows[1:] {
				events, exposure = events+*row.Events, exposure+*row.Exposure
			}
			sum := otherRows(table)["sum"]
			if *sum.Events != events || *sum.Exposure != exposure {
				t.Fatalf("%s: %d of %v, want %d of %v", table.ID, *sum.Events, *sum.Exposure, events, exposure)
			}
			o := rri.Options{Method: method}
			var want rri.Estimate
			var err error
			if table.Model == "rate" {
				want, err = rri.Ratio(rri.Rate{Events: events, Population: exposure}, rri.Rate{Events: *rows[0].Events, Population: *rows[0].Exposure}, o)
			} else {
				want, err = rri.Ratio(rri.Proportion{Events: events, Trials: int64(exposure)}, rri.Proportion{Events: *rows[0].Events, Trials: int64(*rows[0].Exposure)}, o)
			}
			if err != nil {
				t.Fatal(err)
			}
			if got := sum.Ratio.String(); got != want.String() || sum.Ratio.Flags != want.Flags {
				t.Errorf("%s %s: %s, want %s", method, table.ID, got, want)
			}
		}
	}
}

// TestUnknownRows: the searches in no group have rows, by what is recorded, in every table.
func TestUnknownRows(t *testing.T) {
	rows := header + groupsOf(noAction, 60, 9, 15, 8, 12, 0) +
		times(6, search{self: none, officer: "White", outcome: "Arrest"}) + times(1, search{self: none, outcome: noAction}) +
		times(4, search{outcome: noAction}) + times(2, search{self: "Klingon", outcome: "Arrest"}) +
		times(3, search{self: "Tribble", outcome: "Arrest"}) + times(5, search{kind: "Vehicle search"})
	type counts struct{ events, exposure int64 } // -1 where there is none
	for _, test := range []struct {
		o      Options
		id     string
		want   map[string]counts
		reason string
	}{
		{Options{}, "search-rate", map[string]counts{"not known": {9, -1}, "not stated": {7, -1}}, "nobody knows of how many residents"},
		{Options{}, "arrest-rate", map[string]counts{"not known": {5, 9}, "not stated": {6, 7}}, "outcomes of searches"},
		{Options{Unknown: outcomes.ByOfficer}, "search-rate", map[string]counts{"not known": {9, -1}, "not stated": {1, -1}}, "what stays in no group"},
		{Options{Unknown: outcomes.InProportion}, "search-rate", map[string]counts{"not known": {0, -1}, "not stated": {0, -1}}, "all are in groups; the rows are there all the same"},
		{Options{Suppress: 5}, "search-rate", map[string]counts{"not known": {9, -1}, "not stated": {7, -1}}, "no small count"},
		{Options{Suppress: 8}, "search-rate", nil, "one is small, so that neither is told"},
		{Options{Suppress: 5}, "arrest-rate", nil, "5 arrests are small, and the tables of outcomes tell none"},
	} {
		x := extract("2023-01-kent.csv", rows)
		table := tableOf(must(New(x, test.o)).Document(), test.id)
		got := otherRows(table)
		delete(got, "sum")
		if len(got) != len(test.want) {
			t.Errorf("%s: %d rows, want %d", test.reason, len(got), len(test.want))
		}
		for kind, want := range test.want {
			row, c := got[kind], counts{-1, -1}
			if row.Events != nil {
				c.events = *row.Events
			}
			if row.Exposure != nil {
				c.exposure = int64(*row.Exposure)
			}
			if c != want || row.Ratio.Computed() || row.Rate.Computed() || row.Flags != 0 {
				t.Errorf("%s: %s has %v, want %v; %+v", test.reason, kind, c, want, row)
			}
		}
	}
}
