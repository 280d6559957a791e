package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// tester is what a test and a law have in common.
type tester interface {
	Helper()
	Fatalf(format string, args ...any)
}

// shape is an element of a picture, as a program reads it.
type shape struct {
	name, class string
	attributes  map[string]string
	text        string
	groups      []string  // the classes of the groups around it, the number of each behind a colon
	paths       [][]place // of a path, each from an M on
}

// drawnShapes reads a picture. It must be well-formed, of elements that have a place in a picture,
// without names that stand twice and without a link to anything.
func drawnShapes(t tester, svg []byte) []shape {
	t.Helper()
	var shapes []shape
	var groups []string
	counts, ids := map[string]int{}, map[string]bool{}
	var open []int // shapes
	decoder := xml.NewDecoder(bytes.NewReader(svg))
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return shapes
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, svg)
		}
		switch token := token.(type) {
		case xml.StartElement:
			s := newShape(token, groups)
			if !slices.Contains([]string{"svg", "title", "desc", "style", "rect", "g", "text", "line", "path", "ellipse"}, s.name) {
				t.Fatalf("element %s", s.name)
			}
			for name, value := range s.attributes {
				if name == "href" || name == "style" || strings.HasPrefix(name, "on") || strings.Contains(value, "url(") {
					t.Fatalf("attribute %s=%q", name, value)
				}
			}
			if id, ok := s.attributes["id"]; ok && ids[id] {
				t.Fatalf("id %q stands twice", id)
			} else if ok {
				ids[id] = true
			}
			if s.name == "path" {
				s.paths = parsePath(t, s.attributes["d"])
			}
			if s.name == "g" {
				groups = append(slices.Clip(groups), s.class+":"+strconv.Itoa(counts[s.class]))
				counts[s.class]++
			}
			open = append(open, len(shapes))
			shapes = append(shapes, s)
		case xml.CharData:
			if len(open) > 0 {
				shapes[open[len(open)-1]].text += string(token)
			}
		case xml.EndElement:
			if token.Name.Local == "g" {
				groups = groups[:len(groups)-1]
			}
			open = open[:len(open)-1]
		default:
			t.Fatalf("%T in a picture", token)
		}
	}
}

// newShape reads an element.
func newShape(e xml.StartElement, groups []string) shape {
	s := shape{name: e.Name.Local, groups: groups, attributes: map[string]string{}}
	for _, a := range e.Attr {
		s.attributes[a.Name.Local] = a.Value
	}
	s.class = s.attributes["class"]
	return s
}

// parsePath reads the places of a path.
func parsePath(t tester, d string) (paths [][]place) {
	t.Helper()
	for _, piece := range strings.Split(d, "M")[1:] {
		fields := strings.Fields(strings.NewReplacer("L", " ", "Z", "").Replace(piece))
		if len(fields)%2 != 0 {
			t.Fatalf("path %q", d)
		}
		var path []place
		for i := 0; i < len(fields); i += 2 {
			path = append(path, place{parseNumber(t, fields[i]), parseNumber(t, fields[i+1])})
		}
		paths = append(paths, path)
	}
	return paths
}

// parseNumber reads a finite number.
func parseNumber(t tester, s string) float64 {
	t.Helper()
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		t.Fatalf("number %q", s)
	}
	return v
}

// at returns a number of the shape.
func (s shape) at(name string) float64 {
	v, err := strconv.ParseFloat(s.attributes[name], 64)
	if err != nil {
		return math.NaN()
	}
	return v
}

// is tells whether the shape has a class.
func (s shape) is(class string) bool { return slices.Contains(strings.Fields(s.class), class) }

// in tells whether the shape is in a group.
func (s shape) in(group string) bool { return slices.Contains(s.groups, group) }

// box returns what the shape takes, without the width of its lines.
func (s shape) box() (box, bool) {
	b := box{math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)}
	switch s.name {
	case "text":
		return s.textBox(), true
	case "line":
		b.add(s.at("x1"), s.at("y1"))
		b.add(s.at("x2"), s.at("y2"))
	case "ellipse":
		b.add(s.at("cx")-s.at("rx"), s.at("cy")-s.at("ry"))
		b.add(s.at("cx")+s.at("rx"), s.at("cy")+s.at("ry"))
	case "path":
		for _, path := range s.paths {
			for _, p := range path {
				b.add(p.x, p.y)
			}
		}
	default:
		return box{}, false
	}
	return b, true
}

// add makes room for a place.
func (b *box) add(x, y float64) {
	b.left, b.right, b.top, b.bottom = min(b.left, x), max(b.right, x), min(b.top, y), max(b.bottom, y)
}

// textBox returns what a text takes, with its letters as wide as in the widest font.
func (s shape) textBox() box {
	const above, below = 0.75, 0.22 // of an em: capitals, and what hangs below the line
	f := face{size: plainFace.size, bold: s.is("p-strong")}
	if size, ok := s.attributes["font-size"]; ok {
		f.size, _ = strconv.ParseFloat(size, 64)
	}
	w, x, y := f.width(s.text), s.at("x"), s.at("y")
	switch s.attributes["text-anchor"] {
	case "middle":
		x -= w / 2
	case "end":
		x -= w
	}
	return box{x, x + w, y - above*f.size, y + below*f.size}
}

// touch is how far two shapes reach into each other where they are written to hundredths.
const touch = 0.02

// struck tells whether a line between two places goes through the box, and does not end at it.
func (b box) struck(from, to place) bool {
	return box{b.left + touch, b.right - touch, b.top + touch, b.bottom - touch}.crossed(from, to)
}

// overlaps tells whether two boxes have more than a line in common.
func (b box) overlaps(other box) bool {
	return b.left+touch < other.right && other.left+touch < b.right && b.top+touch < other.bottom && other.top+touch < b.bottom
}

// TestStruck: a name lies upon a line that goes through it, and not upon its own, which ends there.
func TestStruck(t *testing.T) {
	name := box{93.87, 129.246, 190.51, 202.15}
	for _, test := range []struct {
		from, to place
		want     bool
		reason   string
	}{
		{place{175.74, 196.26}, place{129.24, 196.26}, false, "its own line, which ends 0.006 in it as both are rounded: <74> of a funnel of 120"},
		{place{93.87, 250}, place{93.87, 202.15}, false, "at its corner"},
		{place{175.74, 196.26}, place{129.1, 196.26}, true, "a line that ends in it"},
		{place{175.74, 196.26}, place{80, 196.26}, true, "a line through it"},
		{place{110, 250}, place{120, 150}, true, "a line across it"},
		{place{175.74, 210}, place{80, 210}, false, "a line below it"},
	} {
		if got := name.struck(test.from, test.to); got != test.want {
			t.Errorf("%s: %v, want %v", test.reason, got, test.want)
		}
	}
}

// inline returns a picture as a page has it.
func inline(p Picture) []byte { return inlineOn(p, Axis{}) }

// inlineOn returns a picture as a page has it whose forest plots share a scale.
func inlineOn(p Picture, axis Axis) []byte {
	var b bytes.Buffer
	p.svg(&b, "x", axis, false)
	return b.Bytes()
}

// file returns a picture as a file.
func file(t tester, p Picture) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := p.WriteSVG(&b); err != nil {
		t.Fatalf("%v", err)
	}
	return b.Bytes()
}

// The generators of pictures.
var (
	genRatio = rapid.OneOf(
		rapid.Map(rapid.Float64Range(-12, 12), math.Exp2),
		rapid.Map(rapid.Float64Range(-2, 2), math.Exp2),
		rapid.Float64Range(0.97, 1.03),
		rapid.SampledFrom([]float64{0, 1, math.Nextafter(1, 2), math.Nextafter(1, 0), math.Inf(1), 5e-324, math.MaxFloat64}),
	)
	genInterval = rapid.Custom(func(t *rapid.T) *Interval {
		x := []float64{genRatio.Draw(t, "x"), genRatio.Draw(t, "y"), genRatio.Draw(t, "z")}
		slices.Sort(x)
		switch rapid.IntRange(0, 11).Draw(t, "kind") {
		case 0:
			return nil
		case 1:
			return &Interval{x[0], math.NaN(), math.NaN()}
		case 2:
			return &Interval{math.NaN(), x[0], x[2]}
		case 3:
			return &Interval{x[1], -x[0], x[2]}
		case 4:
			return &Interval{-x[1], x[0], x[2]}
		}
		return &Interval{x[1], x[0], x[2]}
	})
	genHostile = rapid.OneOf(
		rapid.String(),
		rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 300), func(b []byte) string { return string(b) }),
		rapid.SampledFrom([]string{
			"", "White", "Gypsy, Roma and Irish Traveller people", "cannot tell", "</text><script>alert(1)</script>", "]]>", "<![CDATA[", "&amp;&#0;&lt;", `" onload="x`, "--><!--",
			"a\x00b\x1b[2J\ufffe\uffff", "\u202eabc\u2066", "\xff\xfe", "混血한국", strings.Repeat("w", 500), strings.Repeat("long words ", 60), "e" + strings.Repeat("\u0301", 400), strings.Repeat("\u0301", 400),
			"a\nb\tc", "\u2028", "👍🏽", "العربية", "2.81 (2.6–2.9)", "—",
		}),
	)
	genPicture = rapid.Custom(func(t *rapid.T) Picture {
		row := rapid.Custom(func(t *rapid.T) PictureRow {
			return PictureRow{
				Label: genHostile.Draw(t, "label"), Text: genHostile.Draw(t, "text"), Word: genHostile.Draw(t, "word"), BoundsText: genHostile.Draw(t, "bounds text"),
				Plot: genInterval.Draw(t, "plot"), Bounds: genInterval.Draw(t, "bounds"),
			}
		})
		x := rapid.OneOf(rapid.Float64(), rapid.Float64Range(0, 10), rapid.Just(math.NaN()))
		point := rapid.Custom(func(t *rapid.T) PanelPoint {
			return PanelPoint{
				X: x.Draw(t, "x"), Name: genHostile.Draw(t, "name"), Text: genHostile.Draw(t, "text"), Apart: rapid.Bool().Draw(t, "apart"), Why: genHostile.Draw(t, "why"),
				Plot: genInterval.Draw(t, "plot"), Bounds: genInterval.Draw(t, "bounds"),
			}
		})
		panel := rapid.Custom(func(t *rapid.T) Panel {
			return Panel{Label: genHostile.Draw(t, "label"), Points: rapid.SliceOfN(point, 0, 12).Draw(t, "points")}
		})
		return Picture{
			Name: genHostile.Draw(t, "name"), Title: genHostile.Draw(t, "title"), Scale: genHostile.Draw(t, "scale"),
			Interval: genHostile.Draw(t, "interval"), Bounds: genHostile.Draw(t, "bounds"), Legend: rapid.SliceOfN(genHostile, 0, 2).Draw(t, "legend"),
			Rows: rapid.SliceOfN(row, 0, 6).Draw(t, "rows"), Panels: rapid.SliceOfN(panel, 0, 3).Draw(t, "panels"),
			Ranks: rapid.SliceOfN(genRank(12), 0, 4).Draw(t, "ranks"), Funnel: genAnyFunnel.Draw(t, "funnel"), Curve: genAnyCurve.Draw(t, "curve"),
		}
	})
)

// checkPlaces checks that no two texts overlap, that the line at 1 crosses none, and that nothing
// is outside the picture.
func checkPlaces(t tester, svg []byte) {
	t.Helper()
	shapes := drawnShapes(t, svg)
	view := strings.Fields(shapes[0].attributes["viewBox"])
	left, top := parseNumber(t, view[0]), parseNumber(t, view[1])
	frame := box{left, left + parseNumber(t, view[2]), top, top + parseNumber(t, view[3])}
	var texts []shape
	for _, s := range shapes {
		b, ok := s.box()
		if !ok {
			continue
		}
		if b.left < frame.left-0.01 || b.right > frame.right+0.01 || b.top < frame.top || b.bottom > frame.bottom {
			t.Fatalf("%s %q at %+v is outside %+v", s.name, s.class+s.text, b, frame)
		}
		if s.name == "text" {
			for _, other := range texts {
				if b.overlaps(other.textBox()) {
					t.Fatalf("%q at %+v overlaps %q at %+v in\n%s", s.text, b, other.text, other.textBox(), svg)
				}
			}
			texts = append(texts, s)
		}
	}
	for _, s := range shapes {
		b, _ := s.box()
		for _, text := range texts {
			if s.is("p-one") && b.left-0.6 < text.textBox().right && b.right+0.6 > text.textBox().left && b.top < text.textBox().bottom && b.bottom > text.textBox().top && s.at("x1") == s.at("x2") {
				t.Fatalf("the line at 1 crosses %q in\n%s", text.text, svg)
			}
		}
	}
}

// TestLawPicture: whatever is in a picture, it is well-formed XML of what pictures have, in which
// no text is upon another and nothing is cut off, as a file and on a page, always with the same
// bytes.
func TestLawPicture(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := genPicture.Draw(t, "picture")
		svg := file(t, p)
		checkPlaces(t, svg)
		checkPlaces(t, inline(p))
		if !bytes.Equal(svg, file(t, p)) {
			t.Fatalf("two files of one picture differ")
		}
		p.Title, p.Legend = "", nil
		if _, drawing, _ := strings.Cut(string(inline(p)), "</desc>\n"); !strings.HasSuffix(string(file(t, p)), drawing) {
			t.Fatalf("not the same drawing in a file and on a page:\n%s\n%s", file(t, p), inline(p))
		}
	})
}
