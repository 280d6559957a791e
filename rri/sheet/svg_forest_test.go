package sheet

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// toScale is how far from its place a line may be drawn, in units: what the rounding of places, and
// of the labels that they are compared with, does to them.
const toScale = 0.05

// lineHalf is half of the width of the line at 1 in picture.css.
const lineHalf = 0.625

// scaleRead is the scale of a picture, read from the labels of its axis.
type scaleRead struct {
	at       map[int]float64 // of each power of 2 that has a label
	from, to float64         // the places of the ends of the axis
	axis     Axis
}

// readScale reads the labels of a group, along x or along y.
func readScale(t tester, shapes []shape, group string, axis Axis, along func(s shape) float64) scaleRead {
	t.Helper()
	scale := scaleRead{at: map[int]float64{}, axis: axis}
	powers := map[string]int{}
	for power := -maxValuePower; power <= maxValuePower; power++ {
		powers[powerText(power, false)] = power
	}
	for _, s := range shapes {
		if s.name != "text" || !s.in(group) {
			continue
		}
		power, ok := powers[s.text]
		if !ok {
			t.Fatalf("label %q", s.text)
		}
		scale.at[power] = along(s)
	}
	if _, ok := scale.at[0]; !ok || len(scale.at) < 2 {
		t.Fatalf("labels %v, want 1 and another", scale.at)
	}
	scale.from, scale.to = scale.place(math.Exp2(float64(axis.from))), scale.place(math.Exp2(float64(axis.to)))
	return scale
}

// place returns where a ratio stands by the labels of the axis: from 1 and the label that is the
// farthest from it.
func (s scaleRead) place(v float64) float64 {
	far := 0
	for power := range s.at {
		if power*power > far*far {
			far = power
		}
	}
	return s.at[0] + math.Log2(v)/float64(far)*(s.at[far]-s.at[0])
}

// side tells on which side of the axis a ratio is, 0 on it.
func (s scaleRead) side(v float64) int {
	switch {
	case v < math.Exp2(float64(s.axis.from)):
		return -1
	case v > math.Exp2(float64(s.axis.to)):
		return 1
	}
	return 0
}

// shows tells whether v is shown at a place: at its own, at an end of the axis, or, with apart,
// beside the line at 1 and on its own side of it.
func (s scaleRead) shows(v, at float64, apart bool) bool {
	one, want := s.at[0], s.place(v)
	switch {
	case s.side(v) < 0:
		want = s.from
	case s.side(v) > 0:
		want = s.to
	case apart && math.Abs(want-one) < apartBy:
		return math.Abs(math.Abs(at-one)-apartBy) <= toScale && (at > one) == (v > 1 == (s.to > s.from))
	}
	return math.Abs(at-want) <= toScale
}

// beside tells whether something from low to high leaves ground between it and the line at 1.
func (s scaleRead) beside(low, high float64) bool {
	const ground = 0.3
	return low > s.at[0]+lineHalf+ground || high < s.at[0]-lineHalf-ground
}

// rowShapes returns the shapes of the i-th row.
func rowShapes(shapes []shape, i int) (row []shape) {
	for _, s := range shapes {
		if s.in(fmt.Sprintf("p-row:%d", i)) {
			row = append(row, s)
		}
	}
	return row
}

// checkForest checks every row of a forest plot against its numbers, by the labels of the axis.
func checkForest(t tester, p Picture, svg []byte) {
	t.Helper()
	axis := pictureAxis(p)
	shapes := drawnShapes(t, svg)
	if axis == (Axis{}) {
		for _, s := range shapes {
			if s.name != "text" && s.name != "g" && s.in("p-forest:0") {
				t.Fatalf("%s %s is drawn of nothing", s.name, s.class)
			}
		}
		return
	}
	scale := readScale(t, shapes, "p-axis:0", axis, func(s shape) float64 { return s.at("x") })
	for i, r := range p.Rows {
		row := rowShapes(shapes, i)
		if text := rowText(row); !strings.HasPrefix(text, r.Label) {
			t.Fatalf("row %d has the text %q, want %q first", i, text, r.Label)
		}
		checkInterval(t, scale, row, r.Plot)
		checkBounds(t, scale, row, r.Bounds)
	}
	if extra := rowShapes(shapes, len(p.Rows)); extra != nil {
		t.Fatalf("a row too many: %v", extra)
	}
}

// rowText returns the texts of a row.
func rowText(row []shape) string {
	var texts []string
	for _, s := range row {
		if s.name == "text" {
			texts = append(texts, s.text)
		}
	}
	return strings.Join(texts, " ")
}

// checkInterval checks what a row draws of an estimate and its interval.
func checkInterval(t tester, scale scaleRead, row []shape, e *Interval) {
	t.Helper()
	var lines, dots int
	arrows := map[string]bool{}
	for _, s := range row {
		b, _ := s.box()
		switch {
		case s.is("p-interval"):
			lines++
			if !e.drawable() || !scale.shows(e.Lower, b.left, e.apart()) || !scale.shows(e.Upper, b.right, e.apart()) {
				t.Fatalf("%+v is drawn from %v to %v by %+v", e, b.left, b.right, scale)
			}
			if holds := e.Lower <= 1 && e.Upper >= 1; holds && (b.left > scale.at[0]+toScale || b.right < scale.at[0]-toScale) {
				t.Fatalf("%+v, which holds 1 at %v, is drawn from %v to %v", e, scale.at[0], b.left, b.right)
			}
		case s.name == "ellipse":
			dots++
			if !e.drawable() || !scale.shows(e.Value, s.at("cx"), e.apart()) || scale.side(e.Value) != 0 {
				t.Fatalf("the estimate of %+v is drawn at %v by %+v", e, s.at("cx"), scale)
			}
			if !e.apart() && (s.at("rx") != dotRadius || s.at("ry") != dotRadius) {
				t.Fatalf("the dot of %+v is %v by %v", e, s.at("rx"), s.at("ry"))
			}
		case s.is("p-more"), s.is("p-dot"):
			side := "left"
			if b.right > scale.to {
				side = "right"
			}
			arrows[s.class+" "+side] = true
		default:
			continue
		}
		if e.apart() && !scale.beside(b.left, b.right) {
			t.Fatalf("%s of %+v from %v to %v touches the line at %v", s.class, e, b.left, b.right, scale.at[0])
		}
	}
	if !e.drawable() {
		if lines+dots+len(arrows) > 0 {
			t.Fatalf("%+v is drawn", e)
		}
		return
	}
	hasEstimate := e.Value >= 0
	for class, want := range map[string]bool{
		"p-more left": scale.side(e.Lower) < 0 || scale.side(e.Upper) < 0, "p-more right": scale.side(e.Upper) > 0 || scale.side(e.Lower) > 0,
		"p-dot left": hasEstimate && scale.side(e.Value) < 0, "p-dot right": hasEstimate && scale.side(e.Value) > 0,
	} {
		if arrows[class] != want {
			t.Fatalf("%+v: arrow %s %v, want %v by %+v", e, class, arrows[class], want, scale)
		}
	}
	if wantDot := hasEstimate && scale.side(e.Value) == 0; (dots == 1) != wantDot || dots > 1 {
		t.Fatalf("%+v has %d dots", e, dots)
	}
	ends := [2]float64{max(scale.from, scale.place(e.Lower)), min(scale.to, scale.place(e.Upper))}
	if lines == 0 && ends[1]-ends[0] > apartBy {
		t.Fatalf("%+v has no line from %v to %v", e, ends[0], ends[1])
	}
}

// checkBounds checks what a row draws of the wider bounds: a line, and an end or the point of an
// arrow on either side of it.
func checkBounds(t tester, scale scaleRead, row []shape, e *Interval) {
	t.Helper()
	const tipLength = arrowLength
	for _, s := range row {
		if !s.is("p-bounds") {
			continue
		}
		b, _ := s.box()
		if !e.drawable() {
			t.Fatalf("the bounds %+v are drawn", e)
		}
		if e.apart() && !scale.beside(b.left, b.right) {
			t.Fatalf("the bounds %+v touch the line at 1", e)
		}
		left, right := b.left, b.right
		if s.name == "path" { // with the arrows, each of which has a line that it is the end of
			arrows := 0
			for _, side := range [2]int{scale.side(e.Lower), scale.side(e.Upper)} {
				if side != 0 {
					arrows++
				}
			}
			if len(s.paths) != 2+arrows {
				t.Fatalf("the ends of %+v are %v", e, s.paths)
			}
			if scale.side(e.Lower) < 0 {
				left += tipLength
			}
			if scale.side(e.Upper) > 0 {
				right -= tipLength
			}
			if scale.side(e.Lower) > 0 || scale.side(e.Upper) < 0 { // an arrow alone
				continue
			}
		}
		if !scale.shows(e.Lower, left, e.apart()) || !scale.shows(e.Upper, right, e.apart()) {
			t.Fatalf("the bounds %+v are drawn from %v to %v by %+v", e, left, right, scale)
		}
	}
}

// TestForest: hand-made rows, each of which a picture could draw as something that it is not.
func TestForest(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, test := range []struct {
		plot, bounds *Interval
		reason       string
	}{
		{&Interval{2, 1.5, 3}, &Interval{2, 1.2, 5}, "a usual one"},
		{&Interval{2, 1.5, 3}, nil, "without bounds"},
		{nil, &Interval{nan, 1.2, 5}, "bounds alone"},
		{&Interval{0, 0, 1.8}, &Interval{0, 0, 3}, "an estimate of zero"},
		{&Interval{inf, 2, inf}, &Interval{inf, 1.5, inf}, "an infinite estimate"},
		{&Interval{1, 0, inf}, &Interval{1, 0, inf}, "nothing is known"},
		{&Interval{1.001, 1.0001, 1.002}, &Interval{1.001, 1.00001, 1.5}, "all just above 1"},
		{&Interval{0.999, 0.998, 0.9999}, &Interval{0.999, 0.5, 0.99999}, "all just below 1"},
		{&Interval{1.5, 1, 2}, &Interval{1.5, 0.9999, 2}, "a limit of exactly 1 holds it"},
		{&Interval{1, 1, 1}, nil, "1, for certain"},
		{&Interval{2, nan, nan}, nil, "no limits"},
		{&Interval{nan, 0.5, 2}, nil, "limits without an estimate"},
		{&Interval{2, -1, 3}, nil, "no ratio"},
		{&Interval{2, 3, 1}, nil, "upside down"},
		{&Interval{300, 200, 400}, &Interval{300, 100, 800}, "all beyond the axis of the others"},
		{&Interval{0.01, 0.005, 0.02}, &Interval{0.01, 0.001, 4}, "below it"},
		{&Interval{5e-324, 0, math.MaxFloat64}, nil, "the ends of what a number can be"},
	} {
		others := []PictureRow{{Label: "a", Plot: &Interval{1.2, 0.9, 1.6}}, {Label: "b", Plot: &Interval{1.3, 0.8, 1.9}}}
		p := Picture{Rows: append([]PictureRow{{Label: "row", Plot: test.plot, Bounds: test.bounds}}, others...)}
		t.Run(test.reason, func(t *testing.T) {
			checkForest(t, p, inline(p))
			checkPlaces(t, inline(p))
		})
	}
}

// TestLawForest: every estimate and every limit is drawn at its place, rows have their order, and
// what leaves out 1 does not touch the line at 1.
func TestLawForest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p Picture
		for i := range rapid.IntRange(1, 8).Draw(t, "rows") {
			p.Rows = append(p.Rows, PictureRow{Label: fmt.Sprintf("row %d", i), Plot: genInterval.Draw(t, "plot"), Bounds: genInterval.Draw(t, "bounds")})
		}
		checkForest(t, p, inline(p))
		checkForest(t, p, file(t, p))
	})
}

// TestForestAxis: the axis stands above the rows, and where they are many below them too.
func TestForestAxis(t *testing.T) {
	for rows, want := range map[int]int{1: 1, 6: 1, 30: 2} {
		var p Picture
		for range rows {
			p.Rows = append(p.Rows, PictureRow{Label: "row", Plot: &Interval{2, 1.5, 3}})
		}
		ones := 0
		for _, s := range drawnShapes(t, inline(p)) {
			if s.name == "text" && s.text == "1" {
				ones++
			}
		}
		if ones != want {
			t.Errorf("%d rows have %d axes, want %d", rows, ones, want)
		}
	}
}

// TestForestRows: a heading has no numbers, a row of a text alone no line, and where a name has no
// room beside the numbers it stands above them.
func TestForestRows(t *testing.T) {
	wide := strings.Repeat("wide ", 12) + "name"
	p := Picture{Rows: []PictureRow{
		{Label: "Heading"},
		{Label: "White", Text: "1"},
		{Label: "Black", Text: "2.81 (2.6–2.9)", Word: "MORE", Plot: &Interval{2.81, 2.6, 2.9}},
		{Label: wide, Plot: &Interval{2, 1.5, 3}},
		{Label: strings.Repeat("x", 500), Plot: &Interval{2, 1.5, 3}},
	}}
	shapes := drawnShapes(t, inline(p))
	for i, want := range []string{
		"Heading", "White 1", "Black 2.81 (2.6–2.9) MORE",
		"wide wide wide wide wide wide wide wide wide wide wide wide name 2.00 (1.50–3.00)",
	} {
		if got := rowText(rowShapes(shapes, i)); got != want {
			t.Errorf("row %d has the text %q, want %q", i, got, want)
		}
	}
	if row := rowShapes(shapes, 0); !row[0].is("p-strong") || len(row) != 1 {
		t.Errorf("heading %+v, want one strong text", row)
	}
	if row := rowShapes(shapes, 1); len(row) != 2 {
		t.Errorf("row of a text alone %+v, want two texts", row)
	}
	black, long := rowShapes(shapes, 2), rowShapes(shapes, 4)
	if black[0].at("y") != black[1].at("y") || black[1].at("y") != black[2].at("y") {
		t.Errorf("name, numbers and word are not in one line: %+v", black[:3])
	}
	if text := rowText(long); !strings.Contains(text, "x… 2.00 (1.50–3.00)") || len(text) > 150 {
		t.Errorf("a long name is %q, want it clipped", text)
	}
	if numbers := long[2]; numbers.at("y") <= long[1].at("y") {
		t.Errorf("numbers at %v beside a name down to %v", numbers.at("y"), long[1].at("y"))
	}
}
