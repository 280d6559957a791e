package sheet

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/google/go-cmp/cmp"
)

// curveRead is a curve as its picture has it.
type curveRead struct {
	scaleRead
	all, shapes []shape // of the picture, and of the curve
	left, right float64
	columns     [][]CurvePoint
	ways        [][]shape // the shapes of each row
}

// readCurve reads the scale of a curve by the labels at its left, and its columns by the line at 1.
func readCurve(t tester, c Curve, svg []byte) curveRead {
	t.Helper()
	r := curveRead{all: drawnShapes(t, svg)}
	for _, s := range r.all {
		if !s.in("p-curve:0") {
			continue
		}
		r.shapes = append(r.shapes, s)
		if s.is("p-one") {
			r.left, r.right = s.at("x1"), s.at("x2")
		}
		if s.is("p-way") { // the group itself
			r.ways = append(r.ways, nil)
		}
		for i := range r.ways {
			if s.in(fmt.Sprintf("p-way:%d", i)) {
				r.ways[i] = append(r.ways[i], s)
			}
		}
	}
	points := slices.DeleteFunc(slices.Clone(c.Points), func(p CurvePoint) bool { return math.IsNaN(p.Estimate.Value) || p.Estimate.Value < 0 })
	slices.SortStableFunc(points, func(a, b CurvePoint) int { return int(sign(a.Estimate.Value - b.Estimate.Value)) })
	n := min(len(points), int((r.right-r.left)/columnWidth))
	r.columns = make([][]CurvePoint, n)
	for i, p := range points {
		r.columns[i*n/len(points)] = append(r.columns[i*n/len(points)], p)
	}
	axis := ""
	for _, s := range r.all {
		if s.is("p-axis") && s.in("p-curve:0") {
			axis = s.class + ":" + strconv.Itoa(groupNumber(r.all, s))
		}
	}
	r.scaleRead = readScale(t, r.shapes, axis, curveAxis(points), func(s shape) float64 { return s.at("y") - labelDrop })
	return r
}

// in returns the shapes of a class that stand in a column, as boxes.
func (r curveRead) in(class string, x int) (boxes []box) {
	width := (r.right - r.left) / float64(len(r.columns))
	middle := r.left + (float64(x)+0.5)*width
	for _, s := range r.shapes {
		if !s.is(class) || slices.ContainsFunc(s.groups, func(g string) bool { return strings.HasPrefix(g, "p-marked:") }) {
			continue
		}
		parts := []shape{s}
		if s.name == "path" {
			parts = nil
			for _, path := range s.paths {
				parts = append(parts, shape{name: "path", paths: [][]place{path}})
			}
		}
		for _, part := range parts {
			if b, _ := part.box(); math.Abs((b.left+b.right)/2-middle) <= toScale {
				boxes = append(boxes, b)
			}
		}
	}
	return boxes
}

// checkCurve checks every column of a curve against its combinations.
func checkCurve(t tester, c Curve, svg []byte) {
	t.Helper()
	r := readCurve(t, c, svg)
	for x, column := range r.columns {
		r.checkSpans(t, x, column)
		r.checkDots(t, x, column)
	}
	row := 0
	for i, choice := range c.Choices {
		for j := range choice.Ways {
			if row < mostWays {
				r.checkWay(t, r.ways[row], i, j)
			}
			row++
		}
	}
	if want := min(row, mostWays); len(r.ways) != want {
		t.Fatalf("%d rows of ways, want %d", len(r.ways), want)
	}
	r.checkPointers(t)
}

// checkSpans checks that the bars of a column cover what the intervals of its combinations cover
// and nothing else: of the heights between two limits beside each other each is in a bar if and
// only if it is in an interval; and what leaves out 1 leaves ground beside the line.
func (r curveRead) checkSpans(t tester, x int, column []CurvePoint) {
	t.Helper()
	bars := r.in("p-spans", x)
	inside := false // 1 is in an interval
	var limits []float64
	for _, p := range column {
		if e := p.Estimate; e.drawable() {
			inside = inside || !e.apart()
			limits = append(limits, r.height(e.Lower, e.apart()), r.height(e.Upper, e.apart()))
		}
	}
	covered := func(y float64) bool {
		return slices.ContainsFunc(column, func(p CurvePoint) bool {
			e := p.Estimate
			return e.drawable() && r.height(e.Upper, e.apart()) < y && y < r.height(e.Lower, e.apart())
		})
	}
	limits = append(limits, min(r.from, r.to)-1, max(r.from, r.to)+1)
	slices.Sort(limits)
	for i := 1; i < len(limits); i++ {
		if limits[i]-limits[i-1] < 4*toScale {
			continue
		}
		y := (limits[i] + limits[i-1]) / 2
		if drawn := slices.ContainsFunc(bars, func(b box) bool { return b.top < y && y < b.bottom }); drawn != covered(y) {
			t.Fatalf("the bars %+v of column %d have the height %v: %v, want %v", bars, x, y, drawn, covered(y))
		}
	}
	for _, b := range bars {
		if !inside && !r.beside(b.top, b.bottom) {
			t.Fatalf("a bar of column %d from %v to %v touches the line at 1, which no interval has in it", x, b.top, b.bottom)
		}
	}
}

// height returns where a ratio or a limit stands: at an end of the axis if it is beyond, and beside
// the line at 1 if it belongs to what leaves out 1.
func (r curveRead) height(v float64, apart bool) float64 {
	one, y := r.at[0], r.place(v)
	switch side := r.side(v); {
	case side < 0:
		return r.from
	case side > 0:
		return r.to
	case apart && math.Abs(y-one) < apartBy:
		return one + math.Copysign(apartBy, -math.Log2(v))
	}
	return y
}

// checkDots checks that the lowest and the highest ratio of a column that are on the axis are dots,
// or one where they are in one place, that there are no others, and that those that leave out 1 do
// not touch the line.
func (r curveRead) checkDots(t tester, x int, column []CurvePoint) {
	t.Helper()
	column = slices.DeleteFunc(slices.Clone(column), func(p CurvePoint) bool { return r.side(p.Estimate.Value) != 0 })
	var dots []box
	for _, s := range r.in("p-dot", x) {
		if s.right-s.left < 2*curveDotRadius+2*toScale { // no arrow
			dots = append(dots, s)
		}
	}
	var want []float64
	apart := true
	if n := len(column); n > 0 {
		low, high := column[0].Estimate, column[n-1].Estimate
		want, apart = []float64{r.height(low.Value, low.apart())}, low.apart()
		if y := r.height(high.Value, high.apart()); math.Abs(y-want[0]) > 0.5 {
			want, apart = append(want, y), apart && high.apart()
		}
	}
	if len(dots) != len(want) {
		t.Fatalf("column %d has dots %+v, want %v", x, dots, want)
	}
	for i, b := range dots {
		if math.Abs((b.top+b.bottom)/2-want[i]) > toScale {
			t.Fatalf("a dot of column %d from %v to %v, want it at %v", x, b.top, b.bottom, want[i])
		}
		if apart && !r.beside(b.top, b.bottom) {
			t.Fatalf("a dot of column %d from %v to %v touches the line at 1", x, b.top, b.bottom)
		}
	}
}

// checkPointers checks that there is an arrow if and only if something is beyond the axis on its
// side.
func (r curveRead) checkPointers(t tester) {
	t.Helper()
	top, bottom := min(r.from, r.to), max(r.from, r.to)
	want, got := map[string]bool{}, map[string]bool{}
	for _, p := range slices.Concat(r.columns...) {
		e := p.Estimate
		if side := r.side(e.Value); side != 0 {
			want[fmt.Sprint("p-dot ", side)] = true
		}
		if e.drawable() && r.side(e.Lower) < 0 {
			want["p-more -1"] = true
		}
		if e.drawable() && r.side(e.Upper) > 0 {
			want["p-more 1"] = true
		}
	}
	for _, s := range r.shapes {
		b, _ := s.box()
		switch {
		case s.name != "path" || !s.is("p-dot") && !s.is("p-more"):
		case math.Abs(b.bottom-top) <= toScale:
			got[s.class+" 1"] = true
		case math.Abs(b.top-bottom) <= toScale:
			got[s.class+" -1"] = true
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("arrows (-want +got):\n%s", diff)
	}
}

// checkWay checks that the marks of a row are as high in each column as the part of its
// combinations that make the choice so.
func (r curveRead) checkWay(t tester, row []shape, choice, way int) {
	t.Helper()
	width := (r.right - r.left) / float64(len(r.columns))
	bottom := math.NaN()
	for _, s := range row {
		if s.is("p-grid") {
			bottom = s.at("y1")
		}
	}
	for x, column := range r.columns {
		made := 0
		for _, p := range column {
			if choice < len(p.Ways) && p.Ways[choice] == way {
				made++
			}
		}
		want := wayHeight * float64(made) / float64(len(column))
		got := heightOf(row, bottom, r.left+(float64(x)+0.5)*width)
		if math.Abs(got-want) > toScale {
			t.Fatalf("the mark of choice %d, way %d in column %d is %v high, want %v", choice, way, x, got, want)
		}
	}
}

// heightOf returns how high the outlines of a row are at a place: 0 where there is none.
func heightOf(row []shape, bottom, x float64) float64 {
	for _, s := range row {
		for _, path := range s.paths {
			for i := 1; s.is("p-ways") && i < len(path); i++ {
				if a, b := path[i-1], path[i]; a.y == b.y && a.x < x && x < b.x {
					return bottom - a.y
				}
			}
		}
	}
	return 0
}
