package sheet

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// point returns a point at a place in time.
func point(x float64, e *Interval) PanelPoint {
	return PanelPoint{X: x, Name: strconv.FormatFloat(x, 'f', -1, 64), Plot: e}
}

// TestPanels: hand-made lines, each of which could be drawn as something that it is not.
func TestPanels(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	usual := &Interval{2, 1.5, 3}
	for _, test := range []struct {
		plots  []*Interval
		reason string
	}{
		{[]*Interval{usual, {3, 2, 4}, {1, 0.5, 2}}, "a line"},
		{[]*Interval{usual, nil, usual, usual}, "a gap, and a point alone"},
		{[]*Interval{nil, usual, usual, nil}, "nothing at the ends"},
		{[]*Interval{nil, nil, nil}, "nothing"},
		{[]*Interval{usual}, "one point"},
		{[]*Interval{usual, {0, 0, 2}, usual, usual}, "zero in the line"},
		{[]*Interval{usual, {inf, 2, inf}, {inf, 2, inf}, usual}, "infinite in the line"},
		{[]*Interval{{0, 0, inf}, {inf, 0, inf}}, "nothing is known"},
		{[]*Interval{usual, {nan, 1, 2}, usual}, "limits without an estimate"},
		{[]*Interval{usual, {2, nan, nan}, usual}, "no limits"},
		{[]*Interval{{1.001, 1.0001, 1.002}, {0.999, 0.998, 0.9999}, {1.001, 1.0001, 1.002}}, "around 1, and never of it"},
		{[]*Interval{{100, 90, 110}, usual, usual, usual}, "one far off"},
	} {
		panel := Panel{Label: "a"}
		for i, e := range test.plots {
			panel.Points = append(panel.Points, point(float64(2000+i), e))
		}
		t.Run(test.reason, func(t *testing.T) {
			p := Picture{Panels: []Panel{panel, panel}}
			checkPanels(t, p, inline(p))
			checkPlaces(t, inline(p))
		})
	}
}

// TestLawPanels: every estimate, limit and bound of a panel is drawn at its place in time and at
// its height, gaps are gaps and breaks are breaks, and all panels have one scale.
func TestLawPanels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p Picture
		for i := range rapid.IntRange(1, 3).Draw(t, "panels") {
			panel := Panel{Label: fmt.Sprintf("panel %d", i)}
			x := 0.0
			for range rapid.IntRange(1, 14).Draw(t, "points") {
				x += float64(rapid.IntRange(1, 3).Draw(t, "step"))
				q := point(x, genInterval.Draw(t, "plot"))
				q.Bounds, q.Apart = genInterval.Draw(t, "bounds"), len(panel.Points) > 0 && rapid.IntRange(0, 5).Draw(t, "apart") == 0
				panel.Points = append(panel.Points, q)
			}
			p.Panels = append(p.Panels, panel)
		}
		checkPanels(t, p, inline(p))
	})
}

// TestPanelTexts: the first and the last numbers stand beside the name, with their periods where
// these are not the ends of the panel, and do not lead across a break.
func TestPanelTexts(t *testing.T) {
	a, b := &Interval{2, 1.5, 3}, &Interval{3, 2, 4}
	for _, test := range []struct {
		plots        []*Interval
		apart        []int
		want, reason string
	}{
		{[]*Interval{a, b}, nil, "2.00 (1.50–3.00) → 3.00 (2.00–4.00)", "both ends"},
		{[]*Interval{a, b, nil}, nil, "2.00 (1.50–3.00) → 1 3.00 (2.00–4.00)", "not the last"},
		{[]*Interval{nil, a, b}, nil, "1 2.00 (1.50–3.00) → 3.00 (2.00–4.00)", "not the first"},
		{[]*Interval{nil, a}, nil, "1 2.00 (1.50–3.00)", "one of two"},
		{[]*Interval{a}, nil, "2.00 (1.50–3.00)", "one"},
		{[]*Interval{nil}, nil, "", "none"},
		{[]*Interval{a, a, b}, []int{2}, "2.00 (1.50–3.00) → 2.00 (1.50–3.00); 3.00 (2.00–4.00)", "a break"},
		{[]*Interval{a, nil, b, b}, []int{1}, "2.00 (1.50–3.00); 2 3.00 (2.00–4.00) → 3.00 (2.00–4.00)", "a break and a gap"},
		{[]*Interval{a, nil, b}, []int{1, 2}, "2.00 (1.50–3.00); 3.00 (2.00–4.00)", "nothing between two breaks"},
		{[]*Interval{a, a, a, b}, []int{1, 2, 3}, "2.00 (1.50–3.00); …; 3.00 (2.00–4.00)", "many breaks"},
	} {
		var panel Panel
		for i, e := range test.plots {
			panel.Points = append(panel.Points, point(float64(i), e))
			panel.Points[i].Apart = slices.Contains(test.apart, i)
		}
		if got := strings.Join(panel.ends(), "; "); got != test.want {
			t.Errorf("ends %q, want %q (%s)", got, test.want, test.reason)
		}
	}
}

// TestPanelHead: numbers have lines of their own where there is no room beside the name, each
// stretch between breaks its own.
func TestPanelHead(t *testing.T) {
	e := &Interval{2, 1.5, 3}
	for _, test := range []struct {
		label  string
		apart  bool
		want   []string
		reason string
	}{
		{"a", false, []string{"a", "2.00 (1.50–3.00) → 2.00 (1.50–3.00)"}, "one stretch"},
		{"a, and b", true, []string{"a, and b", "2.00 (1.50–3.00)", "2.00 (1.50–3.00) → 2.00 (1.50–3.00)"}, "two, without room"},
		{strings.Repeat("name ", 20), false, []string{"name name name name name name name", "name name name name name name name n…", "2.00 (1.50–3.00) → 2.00 (1.50–3.00)"}, "a long name"},
	} {
		panel := Panel{Label: test.label, Points: []PanelPoint{point(0, e), point(1, e), point(2, e)}}
		panel.Points[1].Apart = test.apart
		var got []string
		for _, s := range inPanel(drawnShapes(t, inline(Picture{Panels: []Panel{panel}})), 0) {
			if s.name != "text" {
				break
			}
			got = append(got, s.text)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}

// TestDots: every estimate has a dot where points are far from each other, and where they are near
// those at the ends alone.
func TestDots(t *testing.T) {
	for n, want := range map[int]int{1: 1, 2: 2, 12: 12, 100: 2} {
		panel := Panel{Label: "a"}
		for i := range n {
			panel.Points = append(panel.Points, point(float64(i), &Interval{2, 1.5, 3}))
		}
		p := Picture{Panels: []Panel{panel}}
		if got := len(readPanel(t, p, drawnShapes(t, inline(p)), 0).ofClass("p-dot")); got != want {
			t.Errorf("%d points have %d dots, want %d", n, got, want)
		}
	}
}

// TestPanelPartly: a point that lacks a part is a hollow dot with a bar, to which no line leads,
// and the legend and the text of numbers say so.
func TestPanelPartly(t *testing.T) {
	point := func(x float64, partly string) PanelPoint {
		return PanelPoint{X: x, Name: strconv.Itoa(int(x)), Plot: &Interval{2, 1.5, 3}, Partly: partly}
	}
	p := Picture{Panels: []Panel{{Label: "Black", Points: []PanelPoint{point(1, ""), point(2, ""), point(3, "the counts cover 83 % of it"), point(4, ""), point(5, "")}}}}
	svg := inline(p)
	r := readPanel(t, p, drawnShapes(t, svg), 0)
	for i := 1; i < len(r.x); i++ {
		whole := p.Panels[0].Points[i].Partly == "" && p.Panels[0].Points[i-1].Partly == ""
		if got := r.spans("p-line", r.x[i-1], r.x[i]); got != whole {
			t.Errorf("a line from point %d to %d: %t, want %t", i-1, i, got, whole)
		}
	}
	hollow := r.ofClass("p-hollow")
	if len(hollow) != 1 || math.Abs(hollow[0].at("cx")-r.x[2]) > toScale || !r.shows(2, hollow[0].at("cy"), true) {
		t.Errorf("hollow dots %v, want one at %v", hollow, r.x[2])
	}
	if h := r.heights("p-interval", r.x[2]); len(h) != 2 {
		t.Errorf("a bar with ends at %v, want two", h)
	}
	for _, want := range []string{"2.00 (1.50 to 3.00), the counts cover 83 % of it;", "of a part of the period alone"} {
		if !strings.Contains(string(svg), want) {
			t.Errorf("no %q in %s", want, svg)
		}
	}
}
