package strata

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// TestPictures: what is drawn are the ratios of the table, crude above adjusted, and of each group
// those of the strata that have one.
func TestPictures(t *testing.T) {
	type counts = map[string]rri.Rate
	rate := func(events int64, population float64) rri.Rate {
		return rri.Rate{Events: events, Population: population}
	}
	table, err := Compare("White", []Stratum[string, string, rri.Rate]{
		{Key: "young", Counts: counts{"White": rate(20, 200), "Black": rate(30, 100), "Asian": rate(0, 50)}},
		{Key: "old", Counts: counts{"White": rate(10, 400), "Black": rate(6, 100)}},
		{Key: "none", Counts: counts{"Black": rate(2, 4)}},
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	table.By = "age"
	s, err := table.Sheet()
	if err != nil {
		t.Fatal(err)
	}
	interval := func(e rri.Estimate) *sheet.Interval {
		return &sheet.Interval{Value: e.Value, Lower: e.Lower, Upper: e.Upper}
	}
	row := func(g string) Row[string, string, rri.Rate] {
		for _, r := range table.Rows {
			if r.Group == g {
				return r
			}
		}
		t.Fatalf("no row of %s", g)
		return Row[string, string, rri.Rate]{}
	}
	asian, black := row("Asian"), row("Black")
	differ := ""
	if table.differs(black) {
		differ = "strata differ"
	}
	pictures := s.Pictures
	if len(pictures) != 3 || pictures[0].Name != "adjusted" || pictures[1].Name != "strata" || pictures[2].Name != "strata" {
		t.Fatalf("%d pictures: %+v", len(pictures), pictures)
	}
	plots := func(p sheet.Picture) (list []sheet.PictureRow) {
		for _, r := range p.Rows {
			r.Text = ""
			list = append(list, r)
		}
		return list
	}
	for i, want := range [][]sheet.PictureRow{
		{
			{Label: "Asian"}, {Label: "all together", Plot: interval(asian.Crude)}, {Label: "age alike", Plot: interval(asian.Ratio)},
			{Label: "Black"}, {Label: "all together", Plot: interval(black.Crude)}, {Label: "age alike", Plot: interval(black.Ratio), Word: differ},
		},
		{{Label: "young", Plot: interval(asian.Parts[0].Ratio)}, {Label: "age alike", Plot: interval(asian.Ratio)}},
		{
			{Label: "young", Plot: interval(black.Parts[0].Ratio)}, {Label: "old", Plot: interval(black.Parts[1].Ratio)},
			{Label: "age alike", Plot: interval(black.Ratio), Word: differ},
		},
	} {
		if d := cmp.Diff(want, plots(pictures[i])); d != "" {
			t.Errorf("picture %d: %s", i, d)
		}
	}
	if want := "2 of 3 strata have no ratio: see the table."; len(pictures[1].Legend) != 1 || pictures[1].Legend[0] != want {
		t.Errorf("legend %q, want %q", pictures[1].Legend, want)
	}
	if want := fmt.Sprintf("%s (%s–%s)", sheet.Ratio(black.Parts[0].Ratio.Value, 2), sheet.Ratio(black.Parts[0].Ratio.Lower, 2), sheet.Ratio(black.Parts[0].Ratio.Upper, 2)); pictures[2].Rows[0].Text != want {
		t.Errorf("text %q, want %q", pictures[2].Rows[0].Text, want)
	}
}

// TestNoPictures: where there is nothing to compare, nothing is drawn.
func TestNoPictures(t *testing.T) {
	table, err := Compare("White", []Stratum[string, string, rri.Proportion]{
		{Key: "a", Counts: map[string]rri.Proportion{"White": {Events: 1, Trials: 2}}},
		{Key: "b", Counts: map[string]rri.Proportion{"Black": {Events: 1, Trials: 2}}},
	}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := table.Sheet()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range s.Pictures {
		for _, r := range p.Rows {
			if r.Plot != nil && math.IsNaN(r.Plot.Value) {
				t.Errorf("%s: %+v is drawn", p.Name, r)
			}
		}
		if p.Name != "adjusted" {
			t.Errorf("a picture of strata without a ratio: %+v", p)
		}
	}
}
