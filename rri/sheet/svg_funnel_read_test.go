package sheet

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

// mostMoved is how far from its place a point may be drawn, so that it is on its side of its
// limits.
const mostMoved = 10.0

// funnelRead is a funnel as its picture has it.
type funnelRead struct {
	shapes []shape
	x, y   func(v float64) float64 // where a size and a ratio stand by the labels of the axes
	field  box                     // from the first to the last place of the axes
	curves [2][][2]place           // the lines of the inner and of the outer limits
}

// readLog returns where a number stands by two labels of a log axis.
func readLog(t tester, values, places []float64) func(v float64) float64 {
	t.Helper()
	last := len(values) - 1
	if last < 1 || len(places) != len(values) {
		t.Fatalf("labels %v at %v, want two at least", values, places)
	}
	return func(v float64) float64 {
		return places[0] + (math.Log2(v)-math.Log2(values[0]))/(math.Log2(values[last])-math.Log2(values[0]))*(places[last]-places[0])
	}
}

// readFunnel reads the axes of a funnel.
func readFunnel(t tester, svg []byte) funnelRead {
	t.Helper()
	var r funnelRead
	for _, s := range drawnShapes(t, svg) {
		if s.in("p-funnel:0") {
			r.shapes = append(r.shapes, s)
		}
	}
	var ratios, heights, sizes, marks []float64
	for _, s := range r.shapes {
		axis := slices.ContainsFunc(s.groups, func(g string) bool { return strings.HasPrefix(g, "p-axis:") })
		label := func() float64 { return parseNumber(t, strings.ReplaceAll(s.text, ",", "")) }
		switch {
		case s.name == "text" && axis:
			ratios, heights = append(ratios, label()), append(heights, s.at("y")-labelDrop)
		case s.name == "text" && s.in("p-sizes:0"):
			sizes = append(sizes, label())
		case s.is("p-grid") && s.in("p-sizes:0"):
			marks = append(marks, s.at("x1"))
		case s.is("p-frame"):
			r.field = box{s.paths[0][0].x, s.paths[0][1].x, s.paths[0][0].y - funnelHeight + beyondStrip, s.paths[0][0].y - beyondStrip}
		}
	}
	r.curves = [2][][2]place{r.lines("p-inner"), r.lines("p-outer")}
	r.x, r.y = readLog(t, sizes, marks), readLog(t, ratios, heights)
	return r
}

// pointShapes returns the shape of each point, in the order in which they are drawn.
func (r funnelRead) pointShapes() (points []shape) {
	for _, s := range r.shapes {
		if slices.ContainsFunc(s.groups, func(g string) bool { return strings.HasPrefix(g, "p-point:") }) && s.name != "g" {
			points = append(points, s)
		}
	}
	return points
}

// kindOf returns what a point is to be drawn as.
func (r funnelRead) kindOf(p FunnelPoint) (class, kind string) {
	class, kind = "p-hollow", "dot"
	if p.Outer.Upper > 0 && p.Outer.drawable() && (p.Value < p.Outer.Lower || p.Value > p.Outer.Upper) {
		class = "p-dot"
	}
	switch y := r.y(p.Value); {
	case y > r.field.bottom:
		kind = "arrow down"
	case y < r.field.top:
		kind = "arrow up"
	case p.Marked:
		kind = "diamond"
	}
	return class, kind
}

// kind returns what the shape of a point is.
func (r funnelRead) kind(s shape) string {
	b, _ := s.box()
	switch {
	case s.name == "ellipse":
		return "dot"
	case len(s.paths[0]) == 4:
		return "diamond"
	case b.bottom > r.field.bottom:
		return "arrow down"
	}
	return "arrow up"
}

// checkFunnel checks that the points of a funnel can be told from its picture: there is a shape for
// each that has a place, there and of its kind, and none besides. With sides, it must be on the
// side of the limits that its point is on.
func checkFunnel(t tester, f Funnel, svg []byte, sides bool) funnelRead {
	t.Helper()
	r := readFunnel(t, svg)
	shapes := r.pointShapes()
	taken := make([]int, len(shapes)) // 1 more than the point that has the shape
	var find func(i int, tried []bool) bool
	find = func(i int, tried []bool) bool {
		for j, s := range shapes {
			if tried[j] || !r.stands(f.Points[i], s) || sides && r.onWrongSide(f, f.Points[i], s) != "" {
				continue
			}
			tried[j] = true
			if taken[j] == 0 || find(taken[j]-1, tried) {
				taken[j] = i + 1
				return true
			}
		}
		return false
	}
	drawn := 0
	for i, p := range f.Points {
		if !p.drawable() {
			continue
		}
		drawn++
		if !find(i, make([]bool, len(shapes))) {
			class, kind := r.kindOf(p)
			why := ""
			for _, s := range shapes {
				if r.stands(p, s) {
					why += "; " + r.onWrongSide(f, p, s)
				}
			}
			t.Fatalf("%+v is not drawn as a %s %s at %v, %v%s, in\n%s", p, class, kind, r.x(p.Size), r.y(p.Value), why, svg)
		}
	}
	if drawn != len(shapes) {
		t.Fatalf("%d shapes of %d points", len(shapes), drawn)
	}
	return r
}

// stands tells whether a shape can be that of a point: what is to be drawn of it, at its place.
func (r funnelRead) stands(p FunnelPoint, s shape) bool {
	class, kind := r.kindOf(p)
	b, _ := s.box()
	if !s.is(class) || r.kind(s) != kind || math.Abs((b.left+b.right)/2-r.x(p.Size)) > toScale {
		return false
	}
	return strings.HasPrefix(kind, "arrow") || math.Abs((b.top+b.bottom)/2-r.y(p.Value)) <= mostMoved+toScale
}

// lines returns the lines of a class, each from a place to the next.
func (r funnelRead) lines(class string) (lines [][2]place) {
	for _, s := range r.shapes {
		if !s.is(class) {
			continue
		}
		for _, path := range s.paths {
			for i := 1; i < len(path); i++ {
				lines = append(lines, [2]place{path[i-1], path[i]})
			}
		}
	}
	return lines
}

// middleOf returns a number between two limits.
func middleOf(e Interval, target float64) float64 {
	if plottable(e.Lower) && plottable(e.Upper) {
		return math.Sqrt(e.Lower) * math.Sqrt(e.Upper)
	}
	return target
}

// onWrongSide says which limit a dot touches that it is outside of, or on which it is on the wrong
// side, where there is room for a dot between the lines.
func (r funnelRead) onWrongSide(f Funnel, p FunnelPoint, s shape) string {
	const halfLine, halfDot = 0.8, 0.7 // half of the widest line of picture.css
	const room = 9
	if strings.HasPrefix(r.kind(s), "arrow") {
		return ""
	}
	b, _ := s.box()
	middle := place{(b.left + b.right) / 2, (b.top + b.bottom) / 2}
	reach := (b.bottom-b.top)/2 + halfDot + halfLine
	narrow := p.Inner.drawable() && p.Outer.drawable() &&
		min(r.y(p.Outer.Lower)-r.y(p.Inner.Lower), r.y(p.Inner.Upper)-r.y(p.Outer.Upper), r.y(p.Inner.Lower)-r.y(p.Inner.Upper)) < room
	for i, e := range [2]Interval{p.Inner, p.Outer} {
		if e.limits() == nil {
			continue
		}
		for _, line := range r.curves[i] {
			if line[1].x < b.left-reach || line[0].x > b.right+reach {
				continue
			}
			upper := line[0].y < r.y(middleOf(e, f.Target)) // which of the two curves
			beyond := upper && p.Value > e.Upper || !upper && p.Value < e.Lower
			if beyond && middle.distance(line[0], line[1]) < reach {
				return fmt.Sprintf("%v touches the limit %v that it is outside of", middle, line)
			}
			if !beyond && narrow || middle.x < line[0].x || middle.x > line[1].x || line[0].x == line[1].x {
				continue
			}
			if above := middle.y < between(line[0], line[1], middle.x); above != (upper == beyond) {
				return fmt.Sprintf("%v is on the wrong side of the limit %v", middle, line)
			}
		}
	}
	return ""
}

// checkLimits checks that the curves go through the limits of points that stand alone, and not past
// those that have none.
func checkLimits(t tester, r funnelRead, f Funnel) {
	t.Helper()
	points := slices.DeleteFunc(slices.Clone(f.Points), func(p FunnelPoint) bool { return !p.drawable() })
	slices.SortFunc(points, func(a, b FunnelPoint) int { return cmp.Compare(a.Size, b.Size) })
	for i, p := range points {
		x := r.x(p.Size)
		if i > 0 && x-r.x(points[i-1].Size) < 1 || i < len(points)-1 && r.x(points[i+1].Size)-x < 1 {
			continue
		}
		for which, e := range [2]Interval{p.Inner, p.Outer} {
			past := func(line [2]place) bool { return line[0].x < x && line[1].x > x }
			if e.limits() == nil && slices.ContainsFunc(r.curves[which], past) {
				t.Fatalf("a line past %+v at %v, which has no limits: %v", p, x, r.curves[which])
			}
			for _, v := range [2]float64{e.Lower, e.Upper} {
				y := r.y(v)
				if e.limits() == nil || y < r.field.top || y > r.field.bottom {
					continue
				}
				on := func(line [2]place) bool {
					return line[0].x <= x+toScale && line[1].x >= x-toScale && math.Abs(between(line[0], line[1], x)-y) <= 4*toScale
				}
				if !slices.ContainsFunc(r.curves[which], on) {
					t.Fatalf("no line of %v through the limit %v of %+v at %v, %v", r.curves[which], v, p, x, y)
				}
			}
		}
	}
}

// namesOf returns the names that stand in the field.
func (r funnelRead) namesOf() (names []string) {
	for _, s := range r.shapes {
		if s.name == "text" && len(s.groups) == 1 && s.at("y") < r.field.bottom+beyondStrip {
			names = append(names, s.text)
		}
	}
	slices.Sort(names)
	return names
}

// checkNames checks that names lie upon no dot and no line to another name, and that all that are
// to stand out have one, there, below the plot or in the legend.
func checkNames(t tester, r funnelRead, f Funnel, svg []byte) {
	t.Helper()
	points := r.pointShapes()
	for _, s := range r.shapes {
		if s.name != "text" || len(s.groups) != 1 || s.at("y") > r.field.bottom+beyondStrip {
			continue
		}
		for _, p := range points {
			if b, _ := p.box(); b.overlaps(s.textBox()) {
				t.Fatalf("the name %q lies upon %+v", s.text, b)
			}
		}
		for _, line := range r.shapes {
			if line.is("p-leader") && s.textBox().struck(place{line.at("x1"), line.at("y1")}, place{line.at("x2"), line.at("y2")}) {
				t.Fatalf("the name %q lies upon the line %v", s.text, line.attributes)
			}
		}
	}
	if len(f.Points) > mostNames {
		return
	}
	var all []string
	for _, s := range drawnShapes(t, svg) {
		if s.name == "text" {
			all = append(all, s.text)
		}
	}
	texts := strings.Join(all, " ")
	for _, p := range f.Points {
		if named := strings.Contains(texts, p.Label); p.drawable() && named != (p.urgency() > 0) {
			t.Fatalf("%+v is named %v in %q", p, named, fmt.Sprint(texts))
		}
	}
}
