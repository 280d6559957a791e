package sheet

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
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

// checkSpans checks that the bars of a column cover what the intervals of its combinations cover:
// each limit that lies in no other interval is an end of a bar, and what leaves out 1 leaves ground
// beside the line.
func (r curveRead) checkSpans(t tester, x int, column []CurvePoint) {
	t.Helper()
	bars := r.in("p-spans", x)
	var inside bool // 1 is in an interval
	for _, p := range column {
		e := p.Estimate
		if !e.drawable() {
			continue
		}
		inside = inside || !e.apart()
		for _, limit := range [2]float64{e.Lower, e.Upper} {
			hidden := slices.ContainsFunc(column, func(other CurvePoint) bool {
				o := other.Estimate
				return o.drawable() && o.Lower <= limit && limit <= o.Upper && (o.Lower != limit || limit == e.Upper) && (o.Upper != limit || limit == e.Lower) && o != e
			})
			shown := slices.ContainsFunc(bars, func(b box) bool { return r.shows(limit, b.top, e.apart()) || r.shows(limit, b.bottom, e.apart()) })
			if bars != nil && !shown && !hidden && math.Abs(r.place(e.Lower)-r.place(e.Upper)) > toScale && e.Lower > 0 && !math.IsInf(e.Upper, 0) {
				t.Fatalf("no bar of column %d ends at %v: %+v", x, limit, bars)
			}
		}
	}
	for _, b := range bars {
		if !inside && !r.beside(b.top, b.bottom) {
			t.Fatalf("a bar of column %d from %v to %v touches the line at 1, which no interval has in it", x, b.top, b.bottom)
		}
	}
}

// checkDots checks that the lowest and the highest ratio of a column that are on the axis are dots,
// and that there are no others.
func (r curveRead) checkDots(t tester, x int, column []CurvePoint) {
	t.Helper()
	column = slices.DeleteFunc(slices.Clone(column), func(p CurvePoint) bool { return r.side(p.Estimate.Value) != 0 })
	var dots []box
	for _, b := range r.in("p-dot", x) {
		if b.top >= min(r.from, r.to)-toScale-dotRadius && b.bottom <= max(r.from, r.to)+toScale+dotRadius && b.right-b.left < 2*dotRadius {
			dots = append(dots, b)
		}
	}
	if len(column) == 0 {
		if len(dots) > 0 {
			t.Fatalf("column %d has dots %+v of nothing", x, dots)
		}
		return
	}
	for _, p := range []CurvePoint{column[0], column[len(column)-1]} {
		e := p.Estimate
		shown := slices.ContainsFunc(dots, func(b box) bool {
			middle := (b.top + b.bottom) / 2
			return r.shows(e.Value, middle, e.apart()) || math.Abs(middle-r.place(e.Value)) <= 0.5+apartBy && len(dots) == 1
		})
		if !shown {
			t.Fatalf("column %d has no dot at %v: %+v", x, e.Value, dots)
		}
	}
	if len(dots) > 2 {
		t.Fatalf("column %d has %d dots", x, len(dots))
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

// curvePoints returns combinations of values and limits, three numbers each, which make the first
// choice in the ways 0, 1, 2 by turns.
func curvePoints(numbers ...float64) (points []CurvePoint) {
	for i := 0; i < len(numbers); i += 3 {
		points = append(points, CurvePoint{Estimate: Interval{numbers[i], numbers[i+1], numbers[i+2]}, Ways: []int{i / 3 % 3, 0}})
	}
	return points
}

// TestSpecificationCurve: hand-made curves, each of which could be drawn as something that it is
// not.
func TestSpecificationCurve(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	many := curvePoints()
	for i := range 2000 {
		v := math.Exp2(math.Sin(float64(i)))
		many = append(many, CurvePoint{Estimate: Interval{v, v / 1.1, v * 1.1}, Ways: []int{i % 3}})
	}
	for _, test := range []struct {
		points []CurvePoint
		reason string
	}{
		{curvePoints(2, 1.5, 3, 1.2, 0.9, 1.5, 0.7, 0.5, 0.9), "three, not in order"},
		{curvePoints(2, 1.5, 3), "one"},
		{curvePoints(1, 1, 1), "no difference, for certain"},
		{curvePoints(1.001, 1.0001, 1.01, 0.999, 0.99, 0.9999), "just beside 1"},
		{curvePoints(0, 0, 2, 2, 1.5, 3, inf, 4, inf), "ratios of zero and infinity"},
		{curvePoints(2, 0, inf, 3, 1, 4), "limits of zero and infinity"},
		{curvePoints(2, nan, nan, 3, 2, 1, 4, -1, 5), "limits that are none"},
		{curvePoints(nan, 1, 2, -1, 0, 1, 2, 1, 3), "ratios that are none"},
		{curvePoints(2, 1, 3, 2, 1.5, 2.5, 2, 0.5, 4), "one ratio"},
		{curvePoints(1e-30, 1e-40, 1e-20, 1e30, 1e20, 1e40, 2, 1, 3), "far from each other"},
		{many, "more than there are columns"},
		{append(many[:1000:1000], curvePoints(0, 0, 1, inf, 1, inf, nan, nan, nan)...), "more than there are columns, with zero and infinity"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			for _, marked := range []bool{false, true} {
				points := slices.Clone(test.points)
				points[0].Marked = marked
				c := Curve{Points: points, Choices: []CurveChoice{{Label: "account", Text: "40 %", Ways: []string{"self", "officer", "both, in two lines of words"}}, {Label: "none"}, {Label: "other", Ways: []string{"a"}}}}
				for _, svg := range [][]byte{inline(Picture{Curve: &c}), file(t, Picture{Title: "title", Curve: &c})} {
					checkPlaces(t, svg)
					checkCurve(t, c, svg)
					place := c.Points[0].Estimate.Value
					want := marked && place > 0 && !math.IsInf(place, 0) && place != 1e-30
					if got := strings.Contains(string(svg), `class="p-marked"`); got != want {
						t.Errorf("a combination is marked %v, want %v", got, want)
					}
				}
			}
		})
	}
}

// genAnyCurve are curves of any numbers and names.
var genAnyCurve = rapid.Custom(func(t *rapid.T) *Curve {
	if rapid.Bool().Draw(t, "none") {
		return nil
	}
	choice := rapid.Custom(func(t *rapid.T) CurveChoice {
		return CurveChoice{Label: genHostile.Draw(t, "label"), Text: genHostile.Draw(t, "text"), Ways: rapid.SliceOfN(genHostile, 0, 5).Draw(t, "ways")}
	})
	point := rapid.Custom(func(t *rapid.T) CurvePoint {
		p := CurvePoint{Ways: rapid.SliceOfN(rapid.IntRange(-1, 6), 0, 4).Draw(t, "ways"), Marked: rapid.IntRange(0, 9).Draw(t, "marked") == 0}
		if e := genInterval.Draw(t, "estimate"); e != nil {
			p.Estimate = *e
		}
		return p
	})
	return &Curve{Choices: rapid.SliceOfN(choice, 0, 4).Draw(t, "choices"), Points: rapid.SliceOfN(point, 0, 400).Draw(t, "points"), Marked: genHostile.Draw(t, "marked")}
})

// TestLawSpecificationCurve: whatever the numbers are, every column is drawn as its combinations
// are, and every row of marks as they make the choice.
func TestLawSpecificationCurve(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genAnyCurve.Draw(t, "curve")
		if c == nil || !c.draws() {
			return
		}
		svg := inline(Picture{Curve: c})
		checkPlaces(t, svg)
		checkCurve(t, *c, svg)
	})
}

// TestManyCombinations: a picture of very many combinations is not larger than one of some, says
// what its columns are, and does not take long; of very many ways the first are drawn.
func TestManyCombinations(t *testing.T) {
	c := Curve{Choices: []CurveChoice{{Label: "account", Ways: []string{"self", "officer", "either"}}}}
	for i := range 70 {
		c.Choices = append(c.Choices, CurveChoice{Label: fmt.Sprint("choice ", i), Ways: []string{"only"}})
	}
	for i := range 50_000 {
		v := math.Exp2(math.Sin(float64(i)))
		c.Points = append(c.Points, CurvePoint{Estimate: Interval{v, v / 1.1, v * 1.1}, Ways: append([]int{i % 3}, make([]int, 70)...)})
	}
	begun := time.Now()
	svg := inline(Picture{Curve: &c})
	if took := time.Since(begun); took > 5*time.Second || len(svg) > 100_000 {
		t.Errorf("%d bytes in %v", len(svg), took)
	}
	checkPlaces(t, svg)
	text := textOfPicture(t, svg)
	for _, want := range []string{" of 50,000 combinations, in ascending order of the ratio", "Drawn: the first 60 of 73 ways", "choice 56 only", "lowest and highest ratio of a column"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
	if strings.Contains(text, "choice 57") {
		t.Error("row 61 is drawn")
	}
}

// textOfPicture returns the texts of a picture behind each other.
func textOfPicture(t tester, svg []byte) string {
	t.Helper()
	var texts []string
	for _, s := range drawnShapes(t, svg) {
		if s.name == "text" {
			texts = append(texts, s.text)
		}
	}
	return strings.Join(texts, " ")
}

// TestCurveOnPaper: the curve of six choices with their ways fits a sheet of paper, on which a
// picture is 850 pixels high, in letters of 7 pixels.
func TestCurveOnPaper(t *testing.T) {
	const sheet, least = 850.0, 7.0
	c := Curve{Points: curvePoints(2, 0.1, 10, 0.5, 0.1, 20, 4, 1, 20)}
	for range 8 {
		c.Choices = append(c.Choices, CurveChoice{Label: "choice", Text: "39.9 % of the variance", Ways: []string{"self", "officer", "self-then-officer", "officer-then-self"}})
	}
	view := strings.Fields(drawnShapes(t, inline(Picture{Scale: "times as often as White people", Interval: "95 %", Curve: &c}))[0].attributes["viewBox"])
	if letters := smallFace.size * sheet / parseNumber(t, view[3]); letters < least {
		t.Errorf("letters of %.1f pixels in a picture of %s units", letters, view[3])
	}
}
