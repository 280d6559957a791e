package strata_test

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/strata"
)

// pictured returns the pictures of a table.
func pictured(t interface{ Fatal(...any) }, table strata.Table[string, string, rri.Rate]) []sheet.Picture {
	s, err := table.Sheet()
	if err != nil {
		t.Fatal(err)
	}
	return s.Pictures
}

// TestPictures: the adjusted index stands below the crude one of each group, and in a picture of
// its own below those of the strata.
func TestPictures(t *testing.T) {
	counts := func(white, black int64) map[string]rri.Rate {
		return map[string]rri.Rate{"White": {Events: white, Population: 1000}, "Black": {Events: black, Population: 200}}
	}
	list := []strata.Stratum[string, string, rri.Rate]{
		{Key: "young", Counts: counts(100, 80)}, {Key: "old", Counts: counts(200, 20)},
		{Key: "nobody", Counts: map[string]rri.Rate{"White": {Events: 3, Population: 9}, "Black": {}}},
	}
	table, err := strata.Compare("White", list, strata.Options{})
	if err != nil {
		t.Fatal(err)
	}
	table.By, table.Measure = "age", "searches"
	pictures := pictured(t, table)
	var got []string
	for _, p := range pictures {
		got = append(got, p.Name)
		for _, r := range p.Rows {
			text := r.Label
			if r.Plot != nil {
				text += " " + r.Text
			}
			got = append(got, strings.TrimSpace(text+" "+r.Word))
		}
	}
	want := []string{
		"adjusted", "Black", "all together 1.66 (1.32–2.07)", "age alike 1.67 (1.32–2.08) strata differ",
		"strata", "Black", "young 4.00 (2.98–5.36)", "old 0.50 (0.31–0.78)", "age alike 1.67 (1.32–2.08) strata differ",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	if got, want := pictures[1].Legend, "Black: 1 of 3 strata have no index, and are in the table alone."; len(got) != 1 || got[0] != want {
		t.Errorf("legend %q, want %q", got, want)
	}
	if p := pictures[0]; p.Scale != "times as often as White" || p.Interval != "by chance alone (95 %)" || !strings.Contains(p.Title, "with age alike") {
		t.Errorf("%+v", p)
	}
	none, err := strata.Compare("White", []strata.Stratum[string, string, rri.Rate]{{Key: "young", Counts: counts(0, 5)}}, strata.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if pictures := pictured(t, none); len(pictures) != 0 {
		t.Errorf("nothing to compare with: %+v", pictures)
	}
}

// TestPicturesOfManyStrata: where all groups have more rows than a picture is read with, each has
// one of its own.
func TestPicturesOfManyStrata(t *testing.T) {
	for _, strataOf := range []struct {
		n    int
		want string
	}{{18, "adjusted strata"}, {19, "adjusted strata-1 strata-2 strata-3"}} {
		var list []strata.Stratum[string, string, rri.Rate]
		for i := range strataOf.n {
			list = append(list, strata.Stratum[string, string, rri.Rate]{Key: string(rune('a' + i)), Counts: map[string]rri.Rate{
				"White": {Events: 50, Population: 500}, "Asian": {Events: 9, Population: 100}, "Black": {Events: 20, Population: 100}, "Mixed": {Events: 5, Population: 60}}})
		}
		table, err := strata.Compare("White", list, strata.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, p := range pictured(t, table) {
			names = append(names, p.Name)
		}
		if got := strings.Join(names, " "); got != strataOf.want {
			t.Errorf("%d strata: %s, want %s", strataOf.n, got, strataOf.want)
		}
	}
}

// TestLawPictures: what is drawn are the ratios of the table.
func TestLawPictures(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []strata.Stratum[string, string, rri.Rate]
		for _, key := range []string{"a", "b", "c"} {
			counts := make(map[string]rri.Rate)
			for _, g := range []string{"White", "Black", "Asian"} {
				counts[g] = rri.Rate{Events: rapid.Int64Range(0, 300).Draw(t, g), Population: float64(rapid.IntRange(1, 9000).Draw(t, g+" population"))}
			}
			list = append(list, strata.Stratum[string, string, rri.Rate]{Key: key, Counts: counts})
		}
		table, err := strata.Compare("White", list, strata.Options{Level: 0.9})
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pictured(t, table) {
			var want []rri.Estimate
			for _, r := range table.Rows[1:] {
				if p.Name == "adjusted" {
					want = append(want, rri.Estimate{}, r.Crude, r.Ratio)
					continue
				}
				want = append(want, rri.Estimate{})
				for _, part := range r.Parts {
					if !math.IsNaN(part.Ratio.Value) && !math.IsInf(part.Ratio.Value, 1) {
						want = append(want, part.Ratio)
					}
				}
				want = append(want, r.Ratio)
			}
			if len(p.Rows) != len(want) {
				t.Fatalf("%s: %d rows, want %d", p.Name, len(p.Rows), len(want))
			}
			for i, r := range p.Rows {
				if e := want[i]; r.Plot != nil && *r.Plot != (sheet.Interval{Value: e.Value, Lower: e.Lower, Upper: e.Upper}) {
					t.Fatalf("%s, row %d: %v, want %v", p.Name, i, *r.Plot, e)
				}
			}
		}
	})
}
