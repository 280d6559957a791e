package counts_test

import (
	"math"
	"testing"

	"github.com/seed-549880be/disparity/rri/counts"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// TestTablesByHand gives every function tables that no file makes: an error, and no panic or loop.
func TestTablesByHand(t *testing.T) {
	row := func(group string, events, exposure float64) tidy.Row {
		return tidy.Row{Group: group, Dimensions: []string{"2020"}, Events: tidy.Exactly(events), Exposure: tidy.Exactly(exposure)}
	}
	tables := map[string]*tidy.Table{"none": nil}
	for reason, odd := range map[string]tidy.Row{
		"NaN":          row("B", math.NaN(), 9),
		"infinite":     row("B", math.Inf(1), 9),
		"below 0":      row("B", 3, -9),
		"immense":      row("B", 1e308, 9),
		"no dimension": {Group: "B", Events: tidy.Exactly(3), Exposure: tidy.Exactly(9)},
		"upside down":  {Group: "B", Dimensions: []string{"2020"}, Events: tidy.Cell{Mark: tidy.Withheld, Lower: 4, Upper: 1}},
		"no mark":      {Group: "B", Dimensions: []string{"2020"}, Events: tidy.Cell{Mark: 99}},
	} {
		tables[reason] = &tidy.Table{Model: tidy.ModelRate, Events: "events", Exposure: "population", Dimensions: []string{"year"}, Rows: []tidy.Row{row("A", 2, 10), odd}}
	}
	// each is a count, and their sum is none
	tables["immense together"] = &tidy.Table{Model: tidy.ModelRate, Events: "events", Exposure: "population", Dimensions: []string{"area"},
		Rows: []tidy.Row{row("A", 1<<53, 1e20), {Group: "A", Dimensions: []string{"x"}, Events: tidy.Exactly(1 << 53), Exposure: tidy.Exactly(1e20)}}}
	for reason, table := range tables {
		for name, err := range map[string]error{
			"Compare":     errorOf(counts.Compare(table, counts.Options{})),
			"within":      errorOf(counts.Compare(table, counts.Options{Within: []string{"year"}})),
			"Journey":     errorOf(counts.Journey(table, counts.Options{})),
			"stage":       errorOf(counts.Compare(table, counts.Options{Stage: "year"})),
			"Composition": errorOf(counts.Composition(table, counts.Options{Stage: "year"})),
			"Audit":       errorOf(counts.Audit(table, 100, counts.Options{})),
		} {
			if err == nil {
				t.Errorf("%s, %s: no error", reason, name)
			}
		}
	}
}

func errorOf(_ counts.Document, err error) error { return err }
