package sheet

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDrawn: what is drawn of sheets with and without pictures of their own.
func TestDrawn(t *testing.T) {
	index, bounds := &Interval{2.47, 1.42, 4.07}, &Interval{2.47, 1.04, 19.8}
	names := Column{Name: "group", Heading: "group", Align: Left, Cells: []Cell{{Text: "heading"}, Label("White"), Label("Mixed"), Label("Arab"), Label("beyond")}}
	rates := Column{Heading: "rate", Cells: []Cell{{}, {Text: "0.20"}, {Text: "0.50"}, {Text: "—"}}}
	hidden := Column{Name: "hidden", In: CSV, Cells: []Cell{Label("a"), Label("b")}}
	noLimits := &Interval{1, math.NaN(), math.NaN()}
	plot := func(form Form) Column {
		return Column{Plot: true, In: form, Cells: []Cell{{}, {}, {Plot: index, Bounds: bounds}, {Plot: noLimits}}}
	}
	want := []PictureRow{{Label: "heading"}, {Label: "White", Text: "—"}, {Label: "Mixed", Plot: index, Bounds: bounds}, {Label: "Arab", Plot: noLimits}, {Label: "beyond"}}
	own := Picture{Name: "own"}
	for _, test := range []struct {
		sheet  Sheet
		want   []Picture
		reason string
	}{
		{Sheet{}, nil, "the zero Sheet"},
		{Sheet{Title: "t", Columns: []Column{hidden, names, rates, plot(0)}}, []Picture{{Name: "forest", Title: "t", Rows: want}}, "a plot of all forms, named by the first column that people see"},
		{Sheet{Columns: []Column{names, rates, plot(Text)}}, []Picture{{Name: "forest", Rows: want}}, "a plot of text alone"},
		{Sheet{Columns: []Column{names, rates, plot(Markup)}}, []Picture{{Name: "forest", Rows: want}}, "a plot of pages alone"},
		{Sheet{Columns: []Column{names, rates, plot(Text), plot(Markup)}}, []Picture{{Name: "forest", Rows: want}}, "one of each is one picture"},
		{Sheet{Columns: []Column{names, {Plot: true, Cells: []Cell{{Plot: noLimits}}}}}, nil, "nothing to draw"},
		{Sheet{Pictures: []Picture{own}, Columns: []Column{names, plot(0)}}, []Picture{own}, "pictures of its own stand for those of its columns"},
		{Sheet{Pictures: []Picture{own}, Parts: []Sheet{{Columns: []Column{names, rates, plot(0)}}, {Pictures: []Picture{own}}}}, []Picture{own, {Name: "forest", Rows: want}, own}, "parts"},
	} {
		if diff := cmp.Diff(test.want, test.sheet.Drawn(), cmp.Comparer(sameInterval)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}

// sameInterval compares intervals by where they are kept.
func sameInterval(a, b *Interval) bool { return a == b }

// TestPictureAxis: the scale that the forest plots of a page share.
func TestPictureAxis(t *testing.T) {
	forest := func(plots ...*Interval) Picture {
		var p Picture
		for _, e := range plots {
			p.Rows = append(p.Rows, PictureRow{Plot: e})
		}
		return p
	}
	near, far, farther := &Interval{1.2, 0.9, 1.6}, &Interval{40, 30, 50}, &Interval{900, 600, 1000}
	own := forest(far)
	own.OwnScale = true
	wide := forest(near)
	wide.Rows[0].Bounds = &Interval{900, 0.4, 3}
	wider := forest(near)
	wider.Rows[0].Bounds = &Interval{1, 0.01, 100}
	alone := Picture{Rows: []PictureRow{{Bounds: &Interval{1, 0.1, 10}}}}
	for _, test := range []struct {
		pictures []Picture
		from, to int
		reason   string
	}{
		{nil, 0, 0, "no pictures"},
		{[]Picture{{}, forest(nil, &Interval{1, math.NaN(), math.NaN()})}, 0, 0, "nothing to draw"},
		{[]Picture{forest(near)}, -1, 1, "half to twice at least"},
		{[]Picture{forest(near), forest(&Interval{3, 2, 5})}, -1, 3, "all of a page"},
		{[]Picture{wide}, -2, 2, "bounds too, but not what they have for an estimate"},
		{[]Picture{wider}, -3, 3, "bounds stretch it by two doublings at most"},
		{[]Picture{alone}, -4, 4, "bounds without estimates"},
		{[]Picture{forest(near, far)}, -1, 6, "one far off has its place"},
		{[]Picture{forest(near, near, farther)}, -1, 4, "but not where it would take that of the others"},
		{[]Picture{forest(near, farther, farther)}, -1, 10, "unless it is most of them"},
		{[]Picture{forest(near), own}, -1, 1, "one with a scale of its own"},
		{[]Picture{forest(&Interval{1, 0, math.Inf(1)})}, -1, 1, "limits without a place"},
		{[]Picture{forest(&Interval{1, 1e-9, 1e9})}, -3, 3, "limits stretch it by two doublings at most too"},
	} {
		if got := pictureAxis(test.pictures...); got.from != test.from || got.to != test.to {
			t.Errorf("axis from %d to %d, want %d to %d (%s)", got.from, got.to, test.from, test.to, test.reason)
		}
	}
	// on the page a picture has the scale that it is given, or its own
	a, b := forest(near), forest(near)
	b.OwnScale = true
	shared := pictureAxis(forest(&Interval{3, 2, 5}))
	for _, test := range []struct {
		picture Picture
		want    int // labels
	}{{a, shared.to - shared.from + 1}, {b, 3}} {
		labels := 0
		for _, s := range drawnShapes(t, inlineOn(test.picture, shared)) {
			if s.name == "text" && s.in("p-axis:0") {
				labels++
			}
		}
		if labels != test.want {
			t.Errorf("%d labels, want %d", labels, test.want)
		}
	}
}
