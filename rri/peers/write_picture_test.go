package peers

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// pictured returns the pictures of the first sheet of a name.
func pictured(t *testing.T, r Result[string, rri.Rate], name string) map[string]sheet.Picture {
	t.Helper()
	for of, s := range r.Sheets() {
		if of == name {
			pictures := make(map[string]sheet.Picture)
			for _, p := range s.Pictures {
				pictures[p.Name] = p
			}
			return pictures
		}
	}
	t.Fatalf("no sheet %s", name)
	return nil
}

// TestRankPicture: the picture of the ranks has those of the rows, with the force that is asked
// about marked.
func TestRankPicture(t *testing.T) {
	r := referencetest.Must(Of(asked(), Options{}))
	pictures := pictured(t, r, "ranks")
	ranks, values := pictures["ranks"], pictures["values"]
	rows := r.Groups[0].Rows
	if len(ranks.Ranks) != len(rows) || len(values.Rows) != len(rows) || ranks.Bounds == "" || values.Bounds == "" {
		t.Fatalf("%d ranks and %d values of %d rows, bounds %q and %q", len(ranks.Ranks), len(values.Rows), len(rows), ranks.Bounds, values.Bounds)
	}
	for i, row := range rows {
		p, k := ranks.Ranks[i], row.Rank
		if p.Label != row.Unit || [5]int{p.Rank, p.Lower, p.Upper, p.Lowest, p.Highest} != [5]int{k.Rank, k.Lower, k.Upper, k.Lowest, k.Highest} ||
			p.Word != row.Word.String() || p.Marked != (row.Unit == "Denby") {
			t.Errorf("%+v of %+v", p, row)
		}
		v := values.Rows[i]
		if *v.Plot != (sheet.Interval{Value: row.Value.Value, Lower: row.Value.Lower, Upper: row.Value.Upper}) || (v.Bounds == nil) != (row.Bounds == nil) {
			t.Errorf("%+v of %+v", v, row)
		}
		if row.Bounds != nil && (v.Bounds.Lower != row.Bounds.Lower || v.Bounds.Upper != row.Bounds.Upper) {
			t.Errorf("%+v of %+v", v.Bounds, row.Bounds)
		}
	}
	if got := ranks.Ranks[3].Text; got != "5.19, 4th" {
		t.Errorf("the text of a rank is %q", got)
	}
	if got := values.Rows[3]; got.Label != "▸ Denby" || got.Text != "5.19 (4.49–5.98)" || got.BoundsText != "4.11–10.44" {
		t.Errorf("a value is %+v", got)
	}
}

// TestFunnelPicture: the funnel has the positions of the rows, rates by what the labels say, and
// leaves out what has no place in it.
func TestFunnelPicture(t *testing.T) {
	for _, test := range []struct {
		quantity Quantity
		per      float64
		target   string
		scale    string
	}{
		{Index, 1, "all units together, 5.27", "times as often as White"},
		{Rate, 1000, "all units together, 13.1", "Search rate per 1,000 residents"},
	} {
		r := referencetest.Must(Of(asked(), Options{Quantity: test.quantity}))
		i := slices.IndexFunc(r.Groups, func(c Comparison[string]) bool { return c.Group == "Black" })
		r.Groups = r.Groups[i : i+1]
		c := r.Groups[0]
		p := pictured(t, r, "funnel")["funnel"]
		f := p.Funnel
		if f.TargetText != test.target || p.Scale != test.scale || f.Target != test.per*c.Funnel.Target || len(f.Points) != len(c.Rows) || f.Size != "effective number of searches" {
			t.Fatalf("%s: %+v %q", test.quantity, f, p.Scale)
		}
		for k, point := range f.Points {
			row := c.Rows[k]
			if point.Label != row.Unit || point.Size != row.Position.Size || point.Value != test.per*row.Value.Value || point.Inner.Lower != test.per*row.Position.Inner.Lower ||
				point.Outer.Upper != test.per*row.Position.Outer.Upper || point.Marked != (row.Unit == "Denby") {
				t.Errorf("%s: %+v of %+v", test.quantity, point, row)
			}
		}
		c.Rows[0].Position = noPosition
		if got := len(pictured(t, r, "funnel")["funnel"].Funnel.Points); got != len(c.Rows)-1 {
			t.Errorf("%s: %d points, where one of %d has no place", test.quantity, got, len(c.Rows))
		}
	}
	if p := pictured(t, referencetest.Must(Of(asked(), Options{Quantity: Rate})), "ranks"); len(p) != 1 {
		t.Errorf("rates have %d pictures of their ranks, and a forest has a line at 1", len(p))
	}
}

// TestPicturesAreWritten: whatever a result has can be drawn, also what cannot be compared.
func TestPicturesAreWritten(t *testing.T) {
	s := asked()
	for i := range s.Units[:3] {
		s.Units[i].Counts["Black"] = rri.Rate{Population: 1000}
	}
	r := referencetest.Must(Of(s, everything))
	r.Groups[0].Rows[1].Value = rri.Estimate{Value: math.Inf(1), Lower: 1, Upper: math.Inf(1), Level: 0.95}
	for name, sh := range r.Sheets() {
		for _, p := range sh.Pictures {
			var b bytes.Buffer
			if err := p.WriteSVG(&b); err != nil || !strings.Contains(b.String(), "</svg>") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	for _, sh := range referencetest.Must(SideBySide(s, arrests(), Options{})).Sheets() {
		if len(sh.Pictures) != 1 || sh.Pictures[0].Name != "paired" || !sh.Pictures[0].OwnScale {
			t.Errorf("%+v", sh.Pictures)
		}
	}
}
