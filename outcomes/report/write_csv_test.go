package report

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// TestCSV: every row of every table is there, in one rectangle, with what it is at the right.
func TestCSV(t *testing.T) {
	for _, o := range []Options{{}, {Suppress: 5}, {Within: []Dimension{ByObject}}} {
		r := must(New(extract("2023-01-kent.csv", mixed()), o))
		var b bytes.Buffer
		if err := r.WriteCSV(&b, Layout{}); err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(&b).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		header, records := records[0], records[1:]
		at := func(name string) int { return slices.Index(header, name) }
		if last := header[len(header)-1]; last != "kind" || len(header) != len(slices.Compact(slices.Sorted(slices.Values(header)))) {
			t.Errorf("%+v: columns %q", o, header)
		}
		d := r.Document()
		for _, table := range d.Tables {
			for _, row := range groupRows(table) {
				record := records[0]
				records = records[1:]
				if record[0] != table.Measure || record[at("group")] != row.Group.String() || record[len(record)-1] != "group" || (record[at("events")] == "") != (row.Events == nil) {
					t.Errorf("%s, %s: %q", table.Measure, row.Group, record)
				}
				if i := at("by"); i >= 0 && strings.Join(record[i:len(record)-1], "") != "" {
					t.Errorf("%s is of strata: %q", table.Measure, record)
				}
			}
		}
		for _, a := range d.Adjusted {
			for _, row := range a.Proportions.Rows {
				for range 1 + len(row.Parts) {
					record := records[0]
					records = records[1:]
					if record[0] != a.Proportions.Measure || record[at("group")] != row.Group.String() || record[len(record)-1] != "group" || record[at("by")] != "object" {
						t.Errorf("adjusted %s, %s: %q", a.Proportions.Measure, row.Group, record)
					}
				}
			}
		}
		if len(records) > 0 {
			t.Errorf("%+v: %d rows more", o, len(records))
		}
	}
}

// TestCSVColumns: to the left of kind stand the columns of a single table, in their order.
func TestCSVColumns(t *testing.T) {
	r := must(New(extract("2023-01-kent.csv", mixed()), Options{Within: []Dimension{ByObject}}))
	var b bytes.Buffer
	if err := r.WriteCSV(&b, Layout{}); err != nil {
		t.Fatal(err)
	}
	got, _, _ := strings.Cut(b.String(), "\n")
	var want []string
	for _, c := range must(r.tables[0].Sheet()).For(sheet.CSV) {
		want = append(want, c.Name)
	}
	if start := strings.Join(want, ",") + ",by,stratum,"; !strings.HasPrefix(got, start) || !strings.HasSuffix(got, ",kind") {
		t.Errorf("columns %s, want %s… and kind", got, start)
	}
}
