package sheet

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// panelRead is a panel as its picture has it.
type panelRead struct {
	scaleRead
	shapes []shape
	x      []float64 // of each point
}

// inPanel returns the shapes of the i-th panel.
func inPanel(shapes []shape, i int) (out []shape) {
	for _, s := range shapes {
		if s.in(fmt.Sprintf("p-panel:%d", i)) {
			out = append(out, s)
		}
	}
	return out
}

// readPanel reads the scales of a panel: of ratios by the labels at its left, and of time by the
// marks of names, each of which is the number that is the X of its period.
func readPanel(t tester, p Picture, shapes []shape, i int) panelRead {
	t.Helper()
	r := panelRead{shapes: inPanel(shapes, i)}
	axis := ""
	var marks, names []float64
	for _, s := range r.shapes {
		if s.is("p-axis") { // the group itself
			axis = "p-axis:" + strconv.Itoa(groupNumber(shapes, s))
		}
		inNames := slices.ContainsFunc(s.groups, func(g string) bool { return strings.HasPrefix(g, "p-names:") })
		switch {
		case inNames && s.name == "line":
			marks = append(marks, s.at("x1"))
		case inNames && s.name == "text":
			names = append(names, parseNumber(t, s.text))
		}
	}
	r.scaleRead = readScale(t, shapes, axis, p.panelAxis(), func(s shape) float64 { return s.at("y") - labelDrop })
	if len(names) == 0 || len(names) != len(marks) {
		t.Fatalf("names %v with marks %v", names, marks)
	}
	last := slices.Index(names, slices.Max(names))
	for _, point := range p.Panels[i].Points {
		x := marks[0]
		if last > 0 {
			x += (point.X - names[0]) / (names[last] - names[0]) * (marks[last] - marks[0])
		}
		r.x = append(r.x, x)
	}
	return r
}

// groupNumber returns which of the groups of its class a group is.
func groupNumber(shapes []shape, group shape) int {
	n := 0
	for _, s := range shapes {
		if s.name != "g" || s.class != group.class {
			continue
		}
		if slices.Equal(s.groups, group.groups) {
			return n
		}
		n++
	}
	return -1
}

// ofClass returns the shapes of a class.
func (r panelRead) ofClass(class string) (out []shape) {
	for _, s := range r.shapes {
		if s.is(class) {
			out = append(out, s)
		}
	}
	return out
}

// heights returns the heights at which lines of a class have a corner or an end at a point.
func (r panelRead) heights(class string, x float64) (heights []float64) {
	for _, s := range r.ofClass(class) {
		places := slices.Concat(s.paths...)
		if s.name == "line" {
			places = []place{{s.at("x1"), s.at("y1")}, {s.at("x2"), s.at("y2")}}
		}
		for _, p := range places {
			if math.Abs(p.x-x) <= toScale {
				heights = append(heights, p.y)
			}
		}
	}
	return heights
}

// dots returns the heights of the dots at a point.
func (r panelRead) dots(x float64) (heights []float64) {
	for _, s := range r.ofClass("p-dot") {
		if s.name == "ellipse" && math.Abs(s.at("cx")-x) <= toScale {
			heights = append(heights, s.at("cy"))
		}
	}
	return heights
}

// shown tells whether one of the heights is that of v.
func (r panelRead) shown(heights []float64, v float64, apart bool) bool {
	return slices.ContainsFunc(heights, func(y float64) bool { return r.shows(v, y, apart) })
}

// spans tells whether a line of a class goes from one place to another. Of the class p-upper, it is
// that of an interval and not of wider bounds.
func (r panelRead) spans(class string, from, to float64) bool {
	for _, s := range r.ofClass(class) {
		if class == "p-upper" && s.is("p-outer") {
			continue
		}
		for _, path := range s.paths {
			var b box
			b.left, b.right = math.Inf(1), math.Inf(-1)
			for _, p := range path {
				b.add(p.x, p.y)
			}
			if b.left <= from+toScale && b.right >= to-toScale && b.left < b.right {
				return true
			}
		}
	}
	return false
}

// checkPanel checks every point of a panel against its numbers.
func checkPanel(t tester, r panelRead, points []PanelPoint) {
	t.Helper()
	for i, p := range points {
		if p.Plot.drawable() {
			checkPoint(t, r, i, p)
		} else {
			for _, class := range []string{"p-line", "p-band", "p-edge", "p-outer", "p-dot", "p-more", "p-interval", "p-bounds"} {
				if h := append(r.heights(class, r.x[i]), r.dots(r.x[i])...); h != nil {
					t.Fatalf("point %d, which is missing, has %s at %v", i, class, h)
				}
			}
			if !slices.ContainsFunc(r.ofClass("p-none"), func(s shape) bool {
				b, _ := s.box()
				return b.left-5 <= r.x[i] && b.right+5 >= r.x[i]
			}) {
				t.Fatalf("nothing says that point %d at %v is missing", i, r.x[i])
			}
		}
		if i > 0 {
			checkStep(t, r, i, points[i-1], p)
		}
	}
	estimate := func(p PanelPoint) float64 { return p.Plot.Value }
	checkArrows(t, r, points, "p-dot", false, estimate)
	checkArrows(t, r, points, "p-more", true, func(p PanelPoint) float64 { return p.Plot.Lower })
	checkArrows(t, r, points, "p-more", true, func(p PanelPoint) float64 { return p.Plot.Upper })
	bound := func(of func(e *Interval) float64) func(p PanelPoint) float64 {
		return func(p PanelPoint) float64 {
			if !p.Bounds.drawable() {
				return math.NaN()
			}
			return of(p.Bounds)
		}
	}
	checkArrows(t, r, points, "p-bounds", true, bound(func(e *Interval) float64 { return e.Lower }))
	checkArrows(t, r, points, "p-bounds", true, bound(func(e *Interval) float64 { return e.Upper }))
}

// checkArrows checks that an arrow stands for each number beyond the axis, or, together, for those
// that are joined and beyond it on one side.
func checkArrows(t tester, r panelRead, points []PanelPoint, class string, together bool, of func(p PanelPoint) float64) {
	t.Helper()
	side := func(i int) int {
		if v := points[i]; v.Plot.drawable() && of(v) >= 0 {
			return r.side(of(v))
		}
		return 0
	}
	for i := range points {
		if side(i) == 0 {
			continue
		}
		first, last := i, i
		for together && first > 0 && !points[first].Apart && side(first-1) == side(i) {
			first--
		}
		for together && last+1 < len(points) && !points[last+1].Apart && side(last+1) == side(i) {
			last++
		}
		edge := r.from
		if side(i) > 0 {
			edge = r.to
		}
		if !slices.ContainsFunc(r.ofClass(class), func(s shape) bool {
			return slices.ContainsFunc(s.paths, func(path []place) bool {
				return len(path) == 3 && math.Abs(path[1].y-edge) <= toScale && path[1].x >= r.x[first]-toScale && path[1].x <= r.x[last]+toScale
			})
		}) {
			t.Fatalf("no arrow %s at %v from %v to %v, for %v", class, edge, r.x[first], r.x[last], of(points[i]))
		}
	}
}

// checkPoint checks what is drawn of a point.
func checkPoint(t tester, r panelRead, i int, p PanelPoint) {
	t.Helper()
	e := *p.Plot
	apart := e.apart()
	estimates := slices.Concat(r.heights("p-line", r.x[i]), r.dots(r.x[i]))
	onAxis := e.Value >= 0 && r.side(e.Value) == 0
	if onAxis && !r.shown(estimates, e.Value, apart) {
		t.Fatalf("the estimate of %+v is not among %v by %+v", e, estimates, r.scaleRead)
	}
	if !onAxis && r.heights("p-line", r.x[i]) != nil {
		t.Fatalf("the line goes through %+v", e)
	}
	limits := slices.Concat(r.heights("p-band", r.x[i]), r.heights("p-interval", r.x[i]))
	single := r.heights("p-band", r.x[i]) == nil
	if length := min(r.from, r.place(e.Lower)) - max(r.to, r.place(e.Upper)); !single || length > apartBy {
		if !r.shown(limits, e.Lower, apart) || !r.shown(limits, e.Upper, apart) {
			t.Fatalf("the limits of %+v are not among %v by %+v", e, limits, r.scaleRead)
		}
	}
	if edges := r.heights("p-edge", r.x[i]); !single {
		for _, v := range [2]float64{e.Lower, e.Upper} {
			if r.side(v) == 0 && !r.shown(edges, v, apart) {
				t.Fatalf("the limits of %+v are not among the edges %v by %+v", e, edges, r.scaleRead)
			}
		}
	}
	if apart {
		for _, y := range slices.Concat(estimates, limits) {
			if !r.beside(y, y) || (y < r.at[0]) != (e.Lower > 1) {
				t.Fatalf("%+v is drawn at %v, which touches 1 at %v", e, y, r.at[0])
			}
		}
	}
	if b := p.Bounds; b.drawable() {
		bounds := slices.Concat(r.heights("p-outer", r.x[i]), r.heights("p-bounds", r.x[i]))
		for _, v := range [2]float64{b.Lower, b.Upper} {
			if r.side(v) == 0 && !r.shown(bounds, v, b.apart()) {
				t.Fatalf("the bounds %+v are not among %v by %+v", b, bounds, r.scaleRead)
			}
		}
	}
}

// checkStep checks that a line joins two points exactly where it may.
func checkStep(t tester, r panelRead, i int, before, p PanelPoint) {
	t.Helper()
	from, to := r.x[i-1], r.x[i]
	joined := before.Plot.drawable() && p.Plot.drawable() && !p.Apart
	if got := r.spans("p-band", from, to); got != joined {
		t.Fatalf("a band from point %d to %d: %v, want %v", i-1, i, got, joined)
	}
	onAxis := func(e *Interval) bool { return e.Value >= 0 && r.side(e.Value) == 0 }
	joined = joined && onAxis(before.Plot) && onAxis(p.Plot)
	if got := r.spans("p-line", from, to); got != joined {
		t.Fatalf("a line from point %d to %d: %v, want %v", i-1, i, got, joined)
	}
	for _, class := range []string{"p-edge", "p-outer"} {
		if p.Apart && r.spans(class, from, to) {
			t.Fatalf("%s crosses a break before point %d", class, i)
		}
	}
	if before.Plot.drawable() && p.Plot.drawable() && r.side(before.Plot.Upper) > 0 && r.side(p.Plot.Upper) > 0 && r.spans("p-upper", from, to) {
		t.Fatalf("an edge from point %d to %d, which are beyond the axis", i-1, i)
	}
	broken := slices.ContainsFunc(r.ofClass("p-apart"), func(s shape) bool { return s.at("x1") > from && s.at("x1") < to && s.at("x1") == s.at("x2") })
	if broken != p.Apart {
		t.Fatalf("a break before point %d: %v, want %v", i, broken, p.Apart)
	}
}

// checkPanels checks all panels of a picture without text: their order, and that they are on one
// scale.
func checkPanels(t tester, p Picture, svg []byte) {
	t.Helper()
	shapes := drawnShapes(t, svg)
	height := 0.0
	for i, panel := range p.Panels {
		r := readPanel(t, p, shapes, i)
		if got := inPanel(shapes, i)[0].text; got != panel.Label {
			t.Fatalf("panel %d is %q, want %q", i, got, panel.Label)
		}
		if i > 0 && math.Abs(r.from-r.to-height) > toScale {
			t.Fatalf("panel %d is %v high, that before it %v", i, r.from-r.to, height)
		}
		height = r.from - r.to
		checkPanel(t, r, panel.Points)
	}
}
