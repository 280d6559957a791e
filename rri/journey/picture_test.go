package journey

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// TestPicture: which headings and rows the picture of a journey has, and what its lines are.
func TestPicture(t *testing.T) {
	line := []Stage[string]{
		{Name: "applied", Counts: map[string]int64{"White": 400, "Black": 90}},
		{Name: "shortlisted", Counts: map[string]int64{"White": 150, "Black": 20}},
		{Name: "appointed", Counts: map[string]int64{"White": 40, "Black": 0}},
	}
	step := func(name string) Step[string] {
		return Step[string]{Name: name, Proportions: map[string]rri.Proportion{"White": {Events: 9, Trials: 50}, "Black": {Events: 4, Trials: 30}}}
	}
	few := []Stage[string]{line[0], {Name: "shortlisted", Counts: map[string]int64{"White": 0, "Black": 3}}}
	for _, test := range []struct {
		journey Journey[string]
		rows    string
		scale   string
		bounds  bool
		reason  string
	}{
		{referencetest.Must(Compare("White", line, Options{})), "shortlisted, out of applied|Black|appointed, out of shortlisted|Black|The whole way from applied to appointed|Black",
			"times as often as White", false, "a line"},
		{referencetest.Must(Compare("White", line[:2], Options{Direction: index.ComparatorOverGroup})),
			"shortlisted, out of applied|Black|The whole way from applied to shortlisted|Black", "relative likelihood, White over each group", false, "one step, the other way round"},
		{referencetest.Must(Compare("White", matrix(), Options{})), "arrest, out of population|Black|Hispanic|referral, out of arrest|Black|Hispanic|diversion, out of referral|Black|Hispanic|" +
			"detention, out of referral|Black|Hispanic|petition, out of referral|Black|Hispanic|placement, out of petition|Black|Hispanic|transfer, out of petition|Black|Hispanic|" +
			"The whole way from population to referral|Black|Hispanic|The whole way from population to diversion|Black|Hispanic|The whole way from population to detention|Black|Hispanic|" +
			"The whole way from population to petition|Black|Hispanic|The whole way from population to placement|Black|Hispanic|The whole way from population to transfer|Black|Hispanic",
			"times as often as White", true, "branches, and people of no known group"},
		{referencetest.Must(Product("White", []Step[string]{step("found"), step("charged")}, Options{})), "found|Black|charged|Black|All steps together|Black",
			"times as often as White", false, "steps with bases of their own"},
		{referencetest.Must(Compare("White", few, Options{})), "", "", false, "nothing to compare with"},
	} {
		pictures := test.journey.Sheet().Pictures
		if test.rows == "" {
			if len(pictures) != 0 {
				t.Errorf("%s: %+v, want no picture", test.reason, pictures)
			}
			continue
		}
		p := pictures[0]
		var labels []string
		for _, r := range p.Rows {
			labels = append(labels, r.Label)
		}
		if got := strings.Join(labels, "|"); got != test.rows {
			t.Errorf("%s: rows %s, want %s", test.reason, got, test.rows)
		}
		if p.Name != "journey" || p.Scale != test.scale || p.Interval != "by chance alone (95 %)" || (p.Bounds != "") != test.bounds {
			t.Errorf("%s: %+v", test.reason, p)
		}
	}
}

// TestLawPicture: every row of the picture has the index, the limits and the bounds of its step,
// and the text of the table; where there is none it says so.
func TestLawPicture(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		stages := []Stage[string]{{Name: "all"}, {Name: "some"}, {Name: "few"}}
		unknown := int64(3)
		for i := range stages {
			stages[i].Counts = make(map[string]int64)
			for _, g := range []string{"White", "Black", "Asian"} {
				most := int64(3000)
				if i > 0 {
					most = stages[i-1].Counts[g]
				}
				stages[i].Counts[g] = rapid.Int64Range(0, most).Draw(t, fmt.Sprintf("%s %s", stages[i].Name, g))
			}
			unknown = rapid.Int64Range(0, unknown).Draw(t, "unknown")
			stages[i].Unknown = unknown
		}
		o := Options{Options: rri.Options{Side: rapid.SampledFrom([]rri.Side{rri.TwoSided, rri.LowerOnly}).Draw(t, "side")},
			Suppress: rapid.SampledFrom([]int64{0, 5}).Draw(t, "withhold")}
		j, err := Compare("White", stages, o)
		if err != nil {
			t.Fatal(err)
		}
		s := j.Sheet()
		if len(s.Pictures) == 0 {
			return
		}
		rows := s.Pictures[0].Rows
		for i := range len(j.Steps) + 1 {
			for k, path := range j.Paths {
				row := rows[i*(1+len(j.Paths))+1+k]
				e, bounds := path.Cumulative, path.Indices[len(j.Steps)-1].CumulativeBounds
				if i < len(j.Steps) {
					e, bounds = path.Indices[i].Estimate, path.Indices[i].Bounds
				}
				if row.Plot == nil {
					if row.Text != "withheld" && row.Text != "no index" || (row.Text == "withheld") != e.Flags.Has(rri.Suppressed) || row.Bounds != nil {
						t.Fatalf("%+v of %v", row, e)
					}
					continue
				}
				if d := cmp.Diff(&sheet.Interval{Value: e.Value, Lower: e.Lower, Upper: e.Upper}, row.Plot); d != "" || row.Label != path.Group {
					t.Fatalf("%s: %s", row.Label, d)
				}
				if (row.Bounds != nil) != (bounds != nil) || bounds != nil && (row.Bounds.Lower != bounds.Lower || row.Bounds.Upper != bounds.Upper) {
					t.Fatalf("%s: bounds %v, want %v", row.Label, row.Bounds, bounds)
				}
			}
		}
	})
}

// TestPicturesOfManyStages: where all rows are more than a picture is read with, the whole way has
// one of its own.
func TestPicturesOfManyStages(t *testing.T) {
	for _, test := range []struct {
		steps int
		want  string
	}{{19, "journey"}, {20, "journey journey-whole"}} {
		var stages []Stage[string]
		for i := range test.steps + 1 {
			stages = append(stages, Stage[string]{Name: fmt.Sprint(i), Counts: map[string]int64{"White": int64(900 - i), "Black": int64(300 - 2*i), "Asian": int64(200 - i)}})
		}
		var names []string
		for _, p := range referencetest.Must(Compare("White", stages, Options{})).Sheet().Pictures {
			names = append(names, p.Name)
		}
		if got := strings.Join(names, " "); got != test.want {
			t.Errorf("%d steps: %s, want %s", test.steps, got, test.want)
		}
	}
}
