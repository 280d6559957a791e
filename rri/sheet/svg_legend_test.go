package sheet

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLegend: a picture says what it draws, and nothing else.
func TestLegend(t *testing.T) {
	e := &Interval{2, 1.5, 3}
	row, wide := PictureRow{Label: "a", Plot: e}, PictureRow{Label: "a", Plot: e, Bounds: e}
	first, second := PanelPoint{Name: "1", Plot: e, Bounds: e}, PanelPoint{Name: "2", Plot: e}
	missing, apart, why := PanelPoint{Name: "3"}, PanelPoint{Name: "4", Plot: e, Apart: true}, PanelPoint{Name: "5", Plot: e, Apart: true, Why: "another census"}
	wider, narrower := Interval{2, 1, 4}, Interval{2, 1.5, 3}
	in, out := FunnelPoint{Label: "Essex", Size: 1, Value: 2, Inner: narrower, Outer: wider}, FunnelPoint{Label: "Surrey", Size: 1, Value: 5, Inner: narrower, Outer: wider}
	marked, none := FunnelPoint{Label: "Kent", Size: 1, Value: 2, Inner: narrower, Outer: wider, Marked: true}, FunnelPoint{Size: 1, Value: 2, Inner: Interval{2, 2, 1}, Outer: Interval{2, 2, 1}}
	funnel := func(target string, points ...FunnelPoint) *Funnel {
		return &Funnel{Target: 2, TargetText: target, Inner: "95 %", Outer: "99.8 %", Points: points}
	}
	panels := func(points ...PanelPoint) []Panel { return []Panel{{Points: points}, {Points: points}} }
	for _, test := range []struct {
		picture Picture
		want    []string
		reason  string
	}{
		{Picture{Interval: "chance", Bounds: "unknown"}, nil, "nothing"},
		{Picture{Interval: "chance", Bounds: "unknown", Rows: []PictureRow{row}}, []string{"chance"}, "intervals"},
		{Picture{Interval: "chance", Bounds: "unknown", Rows: []PictureRow{row, wide}}, []string{"chance", "unknown"}, "bounds"},
		{Picture{Rows: []PictureRow{wide}}, []string{"interval", "wider bounds"}, "no words for them"},
		{Picture{Interval: "chance", Bounds: "unknown", Panels: panels(second, second)}, []string{"chance"}, "bands"},
		{Picture{Interval: "chance", Bounds: "unknown", Panels: panels(first, missing)}, []string{"chance", "unknown", "no figures"}, "a gap"},
		{Picture{Interval: "chance", Panels: panels(second, apart, why, apart)}, []string{"chance", "before 4: not comparable", "before 5: another census"}, "breaks, each once"},
		{Picture{Panels: panels(apart, second)}, []string{"interval"}, "no break before the first"},
		{Picture{Rows: []PictureRow{wide}, Panels: panels(first)}, []string{"interval", "wider bounds", "interval", "wider bounds"}, "both"},
		{Picture{Interval: "chance", Bounds: "unknown", Ranks: []PictureRank{{Rank: 1, Lower: 1, Upper: 2}}}, []string{"chance"}, "places"},
		{Picture{Interval: "chance", Bounds: "unknown", Ranks: []PictureRank{{Rank: 1, Lower: 1, Upper: 2, Lowest: 1, Highest: 2}}}, []string{"chance", "unknown"}, "places with bounds"},
		{Picture{Interval: "chance", Bounds: "unknown", Ranks: []PictureRank{{Rank: 1}}}, nil, "no interval of a place"},
		{Picture{Interval: "chance", Funnel: funnel("all together", in)}, []string{"all together", "95 %", "99.8 %", "within the outer limits"}, "a funnel"},
		{Picture{Funnel: funnel("", out)}, []string{"target 2.00", "95 %", "99.8 %", "outside the outer limits"}, "no name of the target"},
		{Picture{Funnel: funnel("t", in, out, marked, marked)}, []string{"t", "95 %", "99.8 %", "within the outer limits", "outside the outer limits", "Kent"}, "all signs"},
		{Picture{Funnel: funnel("t", none)}, []string{"t"}, "no limits"},
		{Picture{Funnel: funnel("t")}, nil, "no points"},
		{Picture{Interval: "95 %", Curve: &Curve{Points: []CurvePoint{{Estimate: *e}}}}, []string{"ratio of a combination", "95 %"}, "a curve"},
		{Picture{Interval: "95 %", Curve: &Curve{Choices: []CurveChoice{{Ways: []string{"a"}}}, Points: []CurvePoint{{Estimate: Interval{2, 3, 1}, Marked: true}}}},
			[]string{"ratio of a combination", "the combination that is marked", "makes the choice this way"}, "a curve without limits"},
		{Picture{Curve: &Curve{Marked: "usual", Choices: []CurveChoice{{Ways: []string{"a"}}}, Points: append(curvePoints(make([]float64, 3000)...), CurvePoint{Estimate: *e, Marked: true})}},
			[]string{"lowest and highest ratio of a column", "interval; of a column, what those of its combinations", "cover together", "usual", "the part of the combinations of a column that make", "the choice this way: half of them, and all"}, "columns of several"},
		{Picture{Interval: "95 %", Curve: &Curve{}}, nil, "no combinations"},
	} {
		var got []string
		for _, s := range drawnShapes(t, inline(test.picture)) {
			if s.name == "text" && s.in("p-legend:0") {
				got = append(got, s.text)
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}
