package sheet

import (
	"bytes"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// textOf returns the text of the one element of that name.
func textOf(t tester, svg []byte, name string) string {
	t.Helper()
	var texts []string
	for _, s := range drawnShapes(t, svg) {
		if s.name == name {
			texts = append(texts, s.text)
		}
	}
	if len(texts) != 1 {
		t.Fatalf("%d elements %s", len(texts), name)
	}
	return texts[0]
}

// TestPictureWords: the text of a picture has its numbers, and says what is missing.
func TestPictureWords(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	for _, test := range []struct {
		picture      Picture
		want, reason string
	}{
		{Picture{}, "There is nothing to draw.", "the zero Picture"},
		{Picture{
			Title: "Search rate", Scale: "times as often as White people", Interval: "by chance alone (95 %)", Bounds: "by chance and the unknown", Legend: []string{"A line."},
			Rows: []PictureRow{
				{Label: "By self-defined ethnicity"},
				{Label: "White", Text: "1"},
				{Label: "Black", Text: "2.81 (2.6–2.9)", Word: "MORE", Plot: &Interval{2.81, 2.6, 2.9}, Bounds: &Interval{2.81, 1.4, 3}, BoundsText: "1.4–3.0"},
				{Label: "Asian", Plot: &Interval{1.02, 0.9996, 1.1}, Word: "cannot tell", Bounds: &Interval{1.02, 0, inf}},
				{},
				{Label: "Two words", Word: "LESS"},
			},
		}, "times as often as White people. In brackets: by chance alone (95 %). Wider: by chance and the unknown. By self-defined ethnicity: White 1. Black 2.81 (2.6 to 2.9), wider 1.4 to 3.0, MORE. " +
			"Asian 1.02 (0.9996 to 1.10), wider 0 to ∞, cannot tell. Two words: LESS. A line.", "a forest plot"},
		{Picture{Rows: []PictureRow{{Label: "a–b", Plot: &Interval{nan, 0.5, 2}}, {Label: "c", Plot: &Interval{2, nan, nan}}}, Interval: "i", Bounds: "not drawn"},
			"In brackets: i. a–b — (0.50 to 2.00). c 2.00.", "no estimate, no limits, and no bounds to name"},
		{Picture{Panels: []Panel{
			{Label: "Black", Points: []PanelPoint{
				{Name: "April 2016", Text: "3.18 (2.9–3.4)", Plot: &Interval{3.18, 2.9, 3.4}, Bounds: &Interval{3, 2, 4}},
				{Name: "May 2016"},
				{Name: "June 2016", Text: "—"},
				{Name: "July 2016", Text: "no counts: missing, which is not 0"},
				{Name: "August 2016", Plot: &Interval{2, nan, nan}},
				{Name: "September 2016", Plot: &Interval{3, 2, 4}, Apart: true, Why: "another census"},
				{Name: "October 2016", Plot: &Interval{inf, 2, inf}, Apart: true},
			}},
			{Label: "Asian"},
		}}, "Black: April 2016 3.18 (2.9 to 3.4), wider 2.00 to 4.00; May 2016 missing; June 2016 missing; July 2016 no counts: missing, which is not 0; August 2016 2.00 without limits, not drawn; " +
			"not comparable with what is before: another census; September 2016 3.00 (2.00 to 4.00); not comparable with what is before: another basis; October 2016 ∞ (2.00 to ∞). Asian: missing.", "panels"},
		{Picture{Scale: "place among 1,234", Interval: "by chance", Bounds: "with the unknown", Ranks: []PictureRank{
			{Label: "Kent", Rank: 3, Lower: 2, Upper: 4, Lowest: 1, Highest: 1234, Text: "12.4, 3rd", Word: "cannot tell"},
			{Label: "Essex", Rank: 1, Lower: 1, Upper: 1, Marked: true},
			{Label: "Sussex"},
			{Label: "Surrey", Text: "—", Word: "no figures"},
		}}, "place among 1,234. In brackets: by chance. Wider: with the unknown. Kent 12.4, 3rd (2 to 4), wider 1 to 1,234, cannot tell. Essex 1 (1 to 1). Sussex —. Surrey —, no figures.", "ranks"},
		{Picture{Scale: "times as often as White people", Interval: "not drawn", Funnel: &Funnel{Target: 4.6, TargetText: "all forces together, 4.60", Size: "effective number of searches", Inner: "limits of 95 %", Outer: "limits of 99.8 %", Points: []FunnelPoint{
			{Label: "Kent", Size: 1234, Value: 12.4, Text: "12.39", Inner: Interval{nan, 4, 5}, Outer: Interval{nan, 3, 6}},
			{Label: "Essex", Size: 37.25, Value: 5.5, Inner: Interval{nan, 4, 5}, Outer: Interval{nan, 3, 6}, InnerText: "4–5", OuterText: "3–6"},
			{Label: "Sussex", Size: 10, Value: 4.599, Inner: Interval{nan, 0, inf}, Outer: Interval{nan, 0, inf}},
			{Label: "Surrey", Size: 10, Value: 3, Inner: Interval{nan, 4, 5}, Outer: Interval{nan, 3, 6}},
			{Label: "Dorset", Size: 10, Value: 0, Outer: Interval{nan, 0.5, inf}, Inner: Interval{nan, 2, 1}},
			{Label: "Gwent", Size: 10, Value: inf, Inner: Interval{nan, nan, nan}, Outer: Interval{nan, nan, nan}},
			{Label: "Cumbria", Size: nan, Value: 2},
			{Label: "Durham", Size: 10, Value: nan},
		}}}, "times as often as White people. In the middle: all forces together, 4.60. Size: effective number of searches. Inner: limits of 95 %. Outer: limits of 99.8 %. " +
			"Kent 12.39, size 1,234, inner limits 4.00 to 5.00, outer limits 3.00 to 6.00, above the outer limits. Essex 5.50, size 37.2, inner limits 4 to 5, outer limits 3 to 6, above the inner limits. " +
			"Sussex 4.599, size 10, inner limits 0 to ∞, outer limits 0 to ∞, within the limits. Surrey 3.00, size 10, inner limits 4.00 to 5.00, outer limits 3.00 to 6.00, below the inner limits. " +
			"Dorset 0, size 10, outer limits 0.50 to ∞, below the outer limits. Gwent ∞, size 10. Cumbria 2.00, not drawn. Durham, not drawn.", "a funnel"},
		{Picture{Funnel: &Funnel{Target: 0.0045, Points: []FunnelPoint{{Label: "a", Size: 10, Value: 0.005, Outer: Interval{nan, 0.001, 0.01}}}}},
			"In the middle: target 0.0045. a 0.0050, size 10, outer limits 0.0010 to 0.010, within the limits.", "rates"},
		{Picture{Scale: "times as often as White people", Interval: "95 % interval", Curve: &Curve{
			Marked:  "the first of every choice",
			Choices: []CurveChoice{{Label: "account", Text: "39.9 % of the variance", Ways: []string{"self", "officer", "either"}}, {Label: "none"}, {Ways: []string{"2021", "2011"}}},
			Points: []CurvePoint{
				{Estimate: Interval{2.5, 1.5, 3}, Ways: []int{0, 0, 0}, Marked: true}, {Estimate: Interval{0.5, 0.25, 0.999}, Ways: []int{1, 0, 1}},
				{Estimate: Interval{1.2, 0.9, 1.6}, Ways: []int{1, 0, 0}}, {Estimate: Interval{nan, nan, nan}, Ways: []int{2, 0, 0}}, {Estimate: Interval{inf, nan, nan}, Ways: []int{0}},
			},
		}}, "times as often as White people. In brackets: 95 % interval. 4 combinations, in ascending order: lowest 0.50 (0.25 to 0.999), account officer, 2011; middle 2.50 (1.50 to 3.00), account self, 2021; highest ∞, account self. " +
			"The interval is above 1 in 1, below 1 in 1, and has 1 in it in 1. the first of every choice: 2.50 (1.50 to 3.00), account self, 2021. " +
			"account, 39.9 % of the variance: self in 2, from 2.50 to ∞; officer in 2, from 0.50 to 1.20; either in none. 2021 in 2, from 1.20 to 2.50; 2011 in 1, from 0.50 to 0.50. " +
			"0.50 (0.25 to 0.999), account officer, 2011. 1.20 (0.90 to 1.60), account officer, 2021. 2.50 (1.50 to 3.00), account self, 2021. ∞, account self. Not drawn: 1 of 5 combinations, which have no ratio.", "a specification curve"},
	} {
		svg := file(t, test.picture)
		if got := textOf(t, svg, "desc"); got != test.want {
			t.Errorf("the text is\n%q, want\n%q (%s)", got, test.want, test.reason)
		}
		if got, want := textOf(t, svg, "title"), test.picture.heading(); got != want || got == "" {
			t.Errorf("title %q, want %q (%s)", got, want, test.reason)
		}
	}
}

// TestLawPictureWords: every estimate and every limit stands in the text of the picture, however
// long that is, in the order in which they are drawn.
func TestLawPictureWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var p Picture
		var want []string
		for i := range rapid.IntRange(0, 2*mostRows).Draw(t, "rows") {
			e := genInterval.Draw(t, "plot")
			p.Rows = append(p.Rows, PictureRow{Label: fmt.Sprint("row ", i), Plot: e})
			want = append(want, fmt.Sprint("row ", i))
			if e != nil {
				want = append(want, strings.ReplaceAll(e.text(), "–", " to "))
			}
		}
		panel := Panel{Label: "panel"}
		for i := range rapid.IntRange(0, 200).Draw(t, "points") {
			e := genInterval.Draw(t, "plot")
			panel.Points = append(panel.Points, PanelPoint{Name: fmt.Sprint("point ", i), Plot: e})
			want = append(want, fmt.Sprint("point ", i))
			if e == nil {
				want = append(want, "missing")
			} else {
				want = append(want, strings.ReplaceAll(e.text(), "–", " to "))
			}
		}
		p.Panels = []Panel{panel}
		for i := range rapid.IntRange(0, 2*mostRows).Draw(t, "units") {
			n := rapid.IntRange(1, 5000)
			r := PictureRank{Label: fmt.Sprint("unit ", i), Text: fmt.Sprint("text ", i), Rank: n.Draw(t, "rank"), Lower: 1, Upper: n.Draw(t, "upper"), Lowest: 1, Highest: n.Draw(t, "highest")}
			p.Ranks = append(p.Ranks, r)
			want = append(want, fmt.Sprintf("unit %d text %d (1 to %s), wider 1 to %s", i, i, placeText(r.Upper), placeText(r.Highest)))
		}
		p.Funnel = &Funnel{Target: 1}
		for i := range rapid.IntRange(0, 200).Draw(t, "funnel points") {
			q := FunnelPoint{Label: fmt.Sprint("point ", i), Size: float64(i + 1), Value: genRatio.Draw(t, "value")}
			want = append(want, fmt.Sprintf("point %d %s, size %d", i, Limit(Ratio, q.Value, 2, 1), i+1))
			for _, limits := range [2]*Interval{&q.Inner, &q.Outer} {
				if e := genInterval.Draw(t, "limits"); e != nil && e.limits() != nil {
					*limits = *e
					want = append(want, strings.ReplaceAll(e.limitsText(), "–", " to "))
				}
			}
			p.Funnel.Points = append(p.Funnel.Points, q)
		}
		rest := textOf(t, inline(p), "desc")
		for _, text := range want {
			_, after, ok := strings.Cut(rest, text)
			if !ok {
				t.Fatalf("no %q in its place in the text", text)
			}
			rest = after
		}
	})
}

// TestPictureParts: what a file has, what a page has, and that names begin with the id.
func TestPictureParts(t *testing.T) {
	p := Picture{Title: "The title", Legend: []string{"Legend line"}, Rows: []PictureRow{{Label: "a", Plot: &Interval{2, 1.5, 3}}}}
	svg := string(file(t, p))
	for _, want := range []string{`xmlns="http://www.w3.org/2000/svg"`, `width="540"`, "<style>", "prefers-color-scheme:dark", `class="p-ground"`, ">The title</text>", ">Legend line</text>", `role="img"`} {
		if !strings.Contains(svg, want) {
			t.Errorf("no %s in the file\n%s", want, svg)
		}
	}
	var b bytes.Buffer
	p.svg(&b, `t1 "p1`, Axis{}, false)
	for _, want := range []string{`aria-labelledby="t1--p1-title t1--p1-desc"`, `id="t1--p1-title"`, `id="t1--p1-desc"`, `width="100%"`, `role="img"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s on the page\n%s", want, b.String())
		}
	}
	for _, not := range []string{"<style", ">The title</text>", "Legend line", "p-ground"} {
		if strings.Contains(b.String(), not) {
			t.Errorf("%s on the page\n%s", not, b.String())
		}
	}
}

// TestMostRows: of very many rows and panels the first are drawn, and the picture says so.
func TestMostRows(t *testing.T) {
	var p Picture
	for i := range 1000 {
		p.Rows = append(p.Rows, PictureRow{Label: fmt.Sprint("row ", i), Plot: &Interval{2, 1.5, 3}})
		p.Panels = append(p.Panels, Panel{Label: fmt.Sprint("panel ", i), Points: []PanelPoint{{Name: "x", Plot: &Interval{2, 1.5, 3}}}})
	}
	p.Rows[mostRows].Plot = &Interval{500, 400, 600} // not drawn, and not on the axis
	svg := inline(p)
	text := string(svg)
	for _, want := range []string{">row 59<", ">Drawn: the first 60 of 1,000 rows.<", ">panel 23<", ">Drawn: the first 24 of 1,000 panels.<", "row 999 2.00", "panel 999: x 2.00"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	for _, not := range []string{">row 60<", ">panel 24<"} {
		if strings.Contains(text, not) {
			t.Errorf("%s is drawn", not)
		}
	}
	if axis := pictureAxis(p); axis.to > 2 {
		t.Errorf("axis %+v has room for what is not drawn", axis)
	}
	checkPlaces(t, svg)
}

// TestHugePicture: texts of 10 MB in every field do not take long, and are clipped.
func TestHugePicture(t *testing.T) {
	for _, piece := range []string{"w", "\u0301", "\xff", "<&>", "混", "a b "} {
		huge := strings.Repeat(piece, 10_000_000/len(piece))
		point := PanelPoint{Name: huge, Text: huge, Why: huge, Apart: true, Plot: &Interval{2, 1.5, 3}, Bounds: &Interval{2, 1, 4}, BoundsText: huge}
		p := Picture{
			Name: huge, Title: huge, Scale: huge, Interval: huge, Bounds: huge, Legend: []string{huge},
			Rows:   []PictureRow{{Label: huge, Text: huge, Word: huge, BoundsText: huge, Plot: &Interval{2, 1.5, 3}, Bounds: &Interval{2, 1, 4}}},
			Panels: []Panel{{Label: huge, Points: []PanelPoint{point, point}}},
			Ranks:  []PictureRank{{Label: huge, Text: huge, Word: huge, Rank: 1, Lower: 1, Upper: 2}},
			Funnel: &Funnel{Target: 2, TargetText: huge, Size: huge, Inner: huge, Outer: huge, Points: []FunnelPoint{{Label: huge, Text: huge, InnerText: huge, OuterText: huge, Size: 1, Value: 9, Inner: Interval{2, 1, 3}, Outer: Interval{2, 1, 3}, Marked: true}, {Label: huge, Size: 2, Value: 9}}},
			Curve:  &Curve{Marked: huge, Choices: []CurveChoice{{Label: huge, Text: huge, Ways: []string{huge, huge}}}, Points: []CurvePoint{{Estimate: Interval{2, 1, 3}, Ways: []int{0}, Marked: true}}},
		}
		begun := time.Now()
		svg := file(t, p)
		if took := time.Since(begun); took > time.Second || len(svg) > 150_000 {
			t.Errorf("%q: %d bytes in %v", piece, len(svg), took)
		}
		checkPlaces(t, svg)
	}
}

// TestPictureText has texts from outside as they stand in a picture.
func TestPictureText(t *testing.T) {
	for _, test := range []struct {
		in, want string
		most     int
		reason   string
	}{
		{"White", "White", mostName, "a name"},
		{"  a\tb\n", "a b", mostName, "blanks"},
		{"a\x00\x1b[2J\u202e", "a  [2J", mostName, "control characters, and marks that turn the direction"},
		{"\ufffe\uffff", "\ufffd\ufffd", mostName, "characters that XML forbids"},
		{"\xff", "\ufffd", mostName, "not UTF-8"},
		{"abcdef", "abcd…", 4, "too long"},
		{"abéé", "abé…", 5, "not cut within a character"},
		{"e\u0301\u0301\u0301\u0301\u0301x", "e\u0301\u0301\u0301x", mostName, "a heap of accents"},
	} {
		got := pictureText(test.in, test.most)
		if got != test.want || !utf8.ValidString(got) {
			t.Errorf("pictureText(%q) = %q, want %q (%s)", test.in, got, test.want, test.reason)
		}
	}
}

// TestFaceLines: no line is wider than there is room, unless a character is.
func TestFaceLines(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.SampledFrom([]face{plainFace, strongFace, smallFace, titleFace}).Draw(t, "face")
		text := pictureText(genHostile.Draw(t, "text"), mostLine)
		room, most := rapid.Float64Range(30, 400).Draw(t, "room"), rapid.IntRange(1, 4).Draw(t, "most")
		lines := f.lines(text, room, most)
		if len(lines) > most {
			t.Fatalf("%d lines, want %d at most", len(lines), most)
		}
		for _, line := range lines {
			if f.width(line) > room {
				t.Fatalf("%q is %v wide, want %v at most", line, f.width(line), room)
			}
		}
		squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
		if got, want := squeeze(strings.Join(lines, "")), squeeze(text); got != want && !strings.HasSuffix(got, "…") {
			t.Fatalf("lines %q of %q", lines, text)
		}
	})
}

// TestWidths: estimated widths are not less than those of the widest common font. The wants are of
// Chromium with DejaVu Sans at 13 units, rounded up.
func TestWidths(t *testing.T) {
	for text, want := range map[string]float64{
		"Black": 35.2, "cannot tell": 69.1, "2.47 (1.42–4.07)": 108.5, "April 2016": 66.9,
	} {
		if got := plainFace.width(text); got < want-0.1 || got > want*1.1 {
			t.Errorf("width of %q is %v, want %v or little more", text, got, want)
		}
	}
}

// TestPictureColours: what pictures are drawn in has enough contrast with the paper on a light and
// a dark screen: 4.5 for texts, and 3 for lines (WCAG 2.1, success criteria 1.4.3 and 1.4.11).
func TestPictureColours(t *testing.T) {
	schemes := regexp.MustCompile(`:root\{([^}]*)\}`).FindAllStringSubmatch(colourCSS, -1)
	if len(schemes) != 2 {
		t.Fatalf("%d schemes, want a light and a dark one", len(schemes))
	}
	opacity := parseNumber(t, regexp.MustCompile(`stroke-opacity:([.\d]+)`).FindStringSubmatch(pictureStyle)[1])
	for _, scheme := range schemes {
		colour := func(name string) string {
			found := regexp.MustCompile("--" + name + ":(#[0-9a-f]+);").FindStringSubmatch(scheme[1] + ";")
			if found == nil {
				t.Fatalf("no colour %s in %s", name, scheme[1])
			}
			return found[1]
		}
		for _, test := range []struct {
			name, colour string
			least        float64
		}{
			{"texts and lines", colour("ink"), 4.5}, {"intervals", colour("mark"), 3},
			{"lines of the scale", mixed(t, colour("ink"), colour("paper"), opacity), 3},
		} {
			if got := contrast(t, test.colour, colour("paper")); got < test.least {
				t.Errorf("%s: contrast %.2f, want %v in %s", test.name, got, test.least, scheme[1])
			}
		}
	}
	if mark := "#2f74bb"; strings.Count(pictureStyle, mark) != strings.Count(pictureStyle, "var(--mark)") || !strings.Contains(colourCSS, "--mark:"+mark+";") {
		t.Errorf("intervals have another colour without variables than with them")
	}
}

// mixed returns a colour, "#rrggbb" or "#fff", of that opacity on a ground.
func mixed(t *testing.T, colour, ground string, opacity float64) string {
	t.Helper()
	out := "#"
	for i := range 3 {
		var v [2]float64
		for j, hex := range [2]string{colour, ground} {
			if hex == "#fff" {
				hex = "#ffffff"
			}
			n, err := strconv.ParseUint(hex[2*i+1:2*i+3], 16, 8)
			if err != nil {
				t.Fatal(err)
			}
			v[j] = float64(n)
		}
		out += fmt.Sprintf("%02x", int(math.Round(opacity*v[0]+(1-opacity)*v[1])))
	}
	return out
}

// BenchmarkPicture is of pictures as a page has them.
func BenchmarkPicture(b *testing.B) {
	forest := Picture{Title: "Search rate", Scale: "times as often as White people", Interval: "by chance alone (95 %)", Bounds: "by chance and the unknown"}
	for _, name := range []string{"White", "Mixed", "Asian", "Black", "Other", "Other than White"} {
		forest.Rows = append(forest.Rows, PictureRow{Label: name, Text: "2.47 (1.42–4.07)", Word: "MORE", Plot: &Interval{2.47, 1.42, 4.07}, Bounds: &Interval{2.47, 1.04, 19.8}})
	}
	panels := Picture{Title: "Rolling", Scale: forest.Scale}
	for _, name := range []string{"Mixed", "Asian", "Black", "Other", "Other than White"} {
		panel := Panel{Label: name}
		for i := range 48 {
			v := math.Exp2(math.Sin(float64(i) / 6))
			panel.Points = append(panel.Points, PanelPoint{X: float64(i), Name: fmt.Sprintf("month %d", i), Plot: &Interval{v, v / 1.2, v * 1.2}, Bounds: &Interval{v, v / 2, v * 3}})
		}
		panels.Panels = append(panels.Panels, panel)
	}
	for name, p := range map[string]Picture{"forest": forest, "panels": panels} {
		b.Run(name, func(b *testing.B) {
			var buffer bytes.Buffer
			for b.Loop() {
				buffer.Reset()
				p.svg(&buffer, "x", Axis{}, false)
			}
			b.SetBytes(int64(buffer.Len()))
		})
	}
}
