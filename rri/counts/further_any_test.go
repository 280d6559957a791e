package counts

import (
	"bytes"
	"encoding/json"
	"errors"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// anyCell returns a count up to most: a number, a range, or a mark that stands for any number.
func anyCell(random *rand.Rand, most int) tidy.Cell {
	low := float64(random.IntN(most + 1))
	switch random.IntN(8) {
	case 0:
		return tidy.Cell{Mark: tidy.Withheld, Lower: low, Upper: low + float64(random.IntN(4))}
	case 1:
		return []tidy.Mark{tidy.Withheld, tidy.NotAvailable, tidy.Blank, tidy.Dash}[random.IntN(4)].Cell()
	case 2:
		return tidy.Exactly(0)
	}
	return tidy.Exactly(low)
}

// anyTable returns a table of two dimensions, of which some rows are totals, with groups that lack
// rows, marks in any place, and people of unknown group.
func anyTable(random *rand.Rand) *tidy.Table {
	table := &tidy.Table{File: "any.csv", Group: "group", Events: "events", Exposure: "population", Dimensions: []string{"year", "age"}, Model: tidy.ModelRate}
	if random.IntN(2) == 0 {
		table.Model, table.Exposure = tidy.ModelProportion, "trials"
	}
	groups := []string{"White", "Black", "Asian", "\x1b[31mOther|", ""}[:2+random.IntN(4)]
	for _, year := range []string{"2019", "2020", ""}[:1+random.IntN(3)] {
		for _, age := range []string{"10-17", "18+", "all ages"} {
			for i, group := range groups {
				if i > 0 && random.IntN(8) == 0 {
					continue
				}
				row := tidy.Row{Dimensions: []string{year, age}, Label: group, Group: group, Total: age == "all ages"}
				if group == "" {
					row.Kind = tidy.KindUnknown
				}
				row.Events, row.Exposure = anyCell(random, 9), anyCell(random, 60)
				if table.Model == tidy.ModelProportion && row.Events.Lower > row.Exposure.Upper {
					row.Events = tidy.Exactly(row.Exposure.Lower)
				}
				table.Rows = append(table.Rows, row)
			}
		}
	}
	return table
}

// TestFurtherOfAnyTable: whatever a table has, every section is made and written, reads back from
// JSON, and no interval lies within what it is said to hold.
func TestFurtherOfAnyTable(t *testing.T) {
	random := rand.New(rand.NewPCG(16, 7))
	made := 0
	for n := range 80 {
		table := anyTable(random)
		o := Options{Within: [][]string{{"age"}, {"year"}, {"year", "age"}}[random.IntN(3)], By: []string{"", "age", "year"}[random.IntN(3)]}
		o.Method = []rri.Method{rri.SCAS, rri.Score, rri.Wald}[random.IntN(3)]
		o.Direction = []index.Direction{index.GroupOverComparator, index.ComparatorOverGroup}[random.IntN(2)]
		if n%10 == 0 {
			o.Power, o.Method = 1.5, rri.SCAS
		}
		d, err := Compare(table, o)
		if errors.Is(err, rri.ErrCount) {
			continue // as events of nobody
		}
		if err != nil {
			t.Fatalf("table %d: %v: %+v", n, err, table)
		}
		made++
		var text, page, again bytes.Buffer
		if err := errors.Join(d.WriteText(&text), d.WriteMarkdown(&page), d.WriteCSV(&again)); err != nil {
			t.Fatalf("table %d: %v", n, err)
		}
		if bytes.ContainsRune(text.Bytes(), '\x1b') || bytes.Contains(text.Bytes(), []byte("NaN")) || bytes.Contains(page.Bytes(), []byte("NaN")) {
			t.Errorf("table %d:\n%s", n, text.String())
		}
		data, err := json.Marshal(d)
		if err != nil {
			t.Fatalf("table %d: %v", n, err)
		}
		var read Document
		if err := json.Unmarshal(data, &read); err != nil {
			t.Fatalf("table %d: %v\n%s", n, err, data)
		}
		for _, s := range d.Sections {
			a, ok := s.Data.(Within)
			if !ok {
				continue
			}
			for _, g := range a.Groups {
				r := g.Row
				holds := func(lower, upper, insideLower, insideUpper float64) bool {
					return math.IsNaN(insideLower) || lower <= insideLower*(1+1e-12) && insideUpper <= upper*(1+1e-12)
				}
				if !holds(r.Index.Lower, r.Index.Upper, r.Counts.Lower, r.Counts.Upper) && o.Method != rri.SCAS || !holds(r.Bounds.Lower, r.Bounds.Upper, r.Counts.Lower, r.Counts.Upper) ||
					!holds(r.Range.Lower, r.Range.Upper, r.Bounds.Lower, r.Bounds.Upper) || !holds(r.Range.Lower, r.Range.Upper, r.Index.Lower, r.Index.Upper) {
					t.Errorf("table %d: %s: %v, counts %v, bounds %v, range %v", n, r.Group, r.Index, r.Counts, r.Bounds, r.Range)
				}
			}
		}
		if diff := cmp.Diff(d.Lines, read.Lines); diff != "" {
			t.Errorf("table %d:\n%s", n, diff)
		}
	}
	if made < 60 {
		t.Errorf("%d tables of 80 were compared", made)
	}
}
