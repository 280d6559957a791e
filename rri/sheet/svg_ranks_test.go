package sheet

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// rankShapes returns the shapes of the i-th unit.
func rankShapes(shapes []shape, i int) (row []shape) {
	for _, s := range shapes {
		if s.in(fmt.Sprintf("p-rank:%d", i)) {
			row = append(row, s)
		}
	}
	return row
}

// readPlaces reads the axis of a picture of ranks from its labels, and returns where a place stands
// by it.
func readPlaces(t tester, shapes []shape) (at func(n int) float64, labels []string) {
	t.Helper()
	var places, x []float64
	for _, s := range shapes {
		if s.name == "text" && s.in("p-axis:0") {
			labels = append(labels, s.text)
			places, x = append(places, parseNumber(t, strings.ReplaceAll(s.text, ",", ""))), append(x, s.at("x"))
		}
	}
	if len(labels) == 0 || places[0] != 1 {
		t.Fatalf("labels %v, want 1 first", labels)
	}
	last := len(places) - 1
	for i := 1; i <= last; i++ {
		if places[i] <= places[i-1] || x[i] <= x[i-1] {
			t.Fatalf("labels %v at %v, want them to grow", labels, x)
		}
	}
	return func(n int) float64 {
		if last == 0 {
			return x[0]
		}
		return x[0] + (float64(n)-1)*(x[last]-x[0])/(places[last]-1)
	}, labels
}

// checkRanks checks every unit of a picture of ranks against its numbers, by the labels of the
// axis.
func checkRanks(t tester, p Picture, svg []byte) {
	t.Helper()
	shapes := drawnShapes(t, svg)
	if !p.draws() {
		for _, s := range shapes {
			if s.name != "text" && s.name != "g" && s.in("p-ranks:0") && !s.is("p-grid") {
				t.Fatalf("%s %s is drawn of nothing", s.name, s.class)
			}
		}
		return
	}
	at, _ := readPlaces(t, shapes)
	for i, r := range p.Ranks {
		checkRank(t, at, rankShapes(shapes, i), r)
	}
	if extra := rankShapes(shapes, len(p.Ranks)); extra != nil {
		t.Fatalf("a unit too many: %v", extra)
	}
}

// checkRank checks what is drawn of a unit: a dot at its place, a line of its interval, and one
// with ends of the wider one.
func checkRank(t tester, at func(int) float64, row []shape, r PictureRank) {
	t.Helper()
	var lines, dots, bounds, rules int
	spans := func(b box, from, to int) bool {
		return math.Abs(b.left-at(from)) <= toScale && math.Abs(b.right-at(to)) <= toScale
	}
	for _, s := range row {
		b, _ := s.box()
		switch {
		case s.is("p-interval"):
			lines++
			if !r.drawable() || !spans(b, r.Lower, r.Upper) {
				t.Fatalf("the interval of %+v is drawn from %v to %v", r, b.left, b.right)
			}
		case s.is("p-bounds"):
			bounds++
			if !r.wider() || !spans(b, r.Lowest, r.Highest) {
				t.Fatalf("the wider interval of %+v is drawn from %v to %v", r, b.left, b.right)
			}
		case s.is("p-dot"):
			dots++
			if !r.drawable() || math.Abs((b.left+b.right)/2-at(r.Rank)) > toScale || (s.name == "path") != r.Marked {
				t.Fatalf("the place of %+v is a %s from %v to %v", r, s.name, b.left, b.right)
			}
		case s.is("p-grid"):
			rules++
		}
	}
	count := func(is bool) int {
		if is {
			return 1
		}
		return 0
	}
	want := [4]int{count(r.drawable() && r.Lower < r.Upper), count(r.drawable()), count(r.wider()) + count(r.wider() && r.Lowest < r.Highest), 2 * count(r.Marked)}
	if got := [4]int{lines, dots, bounds, rules}; got != want {
		t.Fatalf("%+v has %v lines, dots, bounds and rules, want %v", r, got, want)
	}
}

// TestRanks: hand-made units, each of which could be drawn as something that it is not.
func TestRanks(t *testing.T) {
	rank := func(n ...int) PictureRank {
		r := PictureRank{Label: "unit", Rank: n[0], Lower: n[1], Upper: n[2]}
		if len(n) > 3 {
			r.Lowest, r.Highest = n[3], n[4]
		}
		return r
	}
	for _, test := range []struct {
		ranks          []PictureRank
		labels, reason string // no labels: not looked at
	}{
		{[]PictureRank{rank(1, 1, 2, 1, 3), rank(2, 1, 3, 1, 3), rank(3, 2, 3, 1, 3)}, "1 2 3", "three"},
		{[]PictureRank{rank(1, 1, 1)}, "1", "one, which is the first and the last"},
		{[]PictureRank{rank(1, 1, 2), rank(2, 1, 2)}, "1 2", "two"},
		{[]PictureRank{rank(1, 1, 1, 1, 1), rank(2, 2, 2, 2, 2)}, "1 2", "known for certain"},
		{[]PictureRank{rank(1, 1, 2), rank(1, 1, 2)}, "1 2", "two that share a place"},
		{[]PictureRank{rank(7, 5, 8, 3, 8)}, "1 2 3 4 5 6 7 8", "one of eight, of which the others are not drawn"},
		{[]PictureRank{rank(7, 5, 8, 3, 11)}, "1 2 3 4 5 6 7 8 9 10 11", "wider bounds that end beyond all others"},
		{[]PictureRank{rank(22, 18, 33)}, "1 5 10 15 20 25 30 33", "too many for a label of each"},
		{[]PictureRank{rank(1000, 900, 1234)}, "1 500 1,000 1,234", "hundreds"},
		{[]PictureRank{rank(1, 1, math.MaxInt, 1, math.MaxInt)}, "", "no number of units"},
		{[]PictureRank{rank(1, 1, 3), rank(2, 0, 0), rank(0, 1, 2), rank(3, 3, 2), rank(2, -1, 3)}, "1 2 3 4 5", "units without an interval, which is a list of texts"},
		{[]PictureRank{rank(1, 1, 2, 0, 99), rank(2, 1, 2, 5, 4), rank(2, 1, 2, -2, 7)}, "1 2 3", "bounds that are none"},
		{[]PictureRank{{Label: "a", Text: "none"}}, "", "nothing to draw"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			for _, marked := range []bool{false, true} {
				test.ranks[0].Marked = marked
				p := Picture{Ranks: test.ranks}
				svg := inline(p)
				checkRanks(t, p, svg)
				checkPlaces(t, svg)
				if test.labels == "" {
					continue
				}
				if _, labels := readPlaces(t, drawnShapes(t, svg)); strings.Join(labels, " ") != test.labels {
					t.Errorf("labels %v, want %s", labels, test.labels)
				}
			}
		})
	}
}

// genRank are places among some units, some of which are none.
func genRank(units int) *rapid.Generator[PictureRank] {
	return rapid.Custom(func(t *rapid.T) PictureRank {
		n := rapid.IntRange(-1, units)
		return PictureRank{
			Label: genHostile.Draw(t, "label"), Text: genHostile.Draw(t, "text"), Word: genHostile.Draw(t, "word"), Marked: rapid.Bool().Draw(t, "marked"),
			Rank: n.Draw(t, "rank"), Lower: n.Draw(t, "lower"), Upper: n.Draw(t, "upper"), Lowest: n.Draw(t, "lowest"), Highest: n.Draw(t, "highest"),
		}
	})
}

// TestLawRanks: every place, interval and wider interval is drawn where the labels of the axis have
// it, in the order of the units, however many there are and whatever their names are.
func TestLawRanks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const most = 20
		places := rapid.SampledFrom([]int{2, most, 43, 400, 100_000}).Draw(t, "places")
		p := Picture{Ranks: rapid.SliceOfN(genRank(places), 1, most).Draw(t, "ranks")}
		checkRanks(t, p, inline(p))
		checkRanks(t, p, file(t, p))
	})
}

// TestRankTexts: what stands in the row of a unit.
func TestRankTexts(t *testing.T) {
	p := Picture{Ranks: []PictureRank{
		{Label: "Hertfordshire", Rank: 1, Lower: 1, Upper: 2, Text: "5.15, 1st", Word: "below"},
		{Label: "Derbyshire", Rank: 1234, Lower: 1, Upper: 1234, Marked: true},
		{Label: strings.Repeat("name ", 40), Text: "no figures"},
		{Label: "nothing"},
	}}
	shapes := drawnShapes(t, inline(p))
	var got []string
	for i := range p.Ranks {
		got = append(got, rowText(rankShapes(shapes, i)))
	}
	want := []string{"Hertfordshire 5.15, 1st below", "Derbyshire 1,234", got[2], "nothing —"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	if !strings.Contains(got[2], "…") || !strings.HasSuffix(got[2], "no figures") {
		t.Errorf("a long name is %q, want it clipped, and the numbers behind it", got[2])
	}
	for i, want := range []bool{false, true, false, false} {
		if strong := rankShapes(shapes, i)[0].is("p-strong"); strong != want {
			t.Errorf("the name of unit %d is strong %v, want %v", i, strong, want)
		}
	}
}

// TestMostRanks: of very many units the first are drawn on an axis of all, and the picture says so.
func TestMostRanks(t *testing.T) {
	var p Picture
	for i := range 1000 {
		p.Ranks = append(p.Ranks, PictureRank{Label: "unit " + strconv.Itoa(i+1), Rank: i + 1, Lower: max(1, i-10), Upper: min(1000, i+12), Text: "text"})
	}
	svg := inline(p)
	text := string(svg)
	for _, want := range []string{">unit 60<", ">Drawn: the first 60 of 1,000 units.<", ">1,000<", "unit 1000 text (989 to 1,000)"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s", want)
		}
	}
	if strings.Contains(text, ">unit 61<") {
		t.Error("unit 61 is drawn")
	}
	checkPlaces(t, svg)
}

// TestRanksOnPaper: the ranks of the 43 police forces fit a sheet of paper, on which a picture is
// 850 pixels high, in letters of 7 pixels.
func TestRanksOnPaper(t *testing.T) {
	const sheet, least = 850.0, 7.0
	p := Picture{Title: "title", Scale: "place among 43 forces, 1 being the lowest", Interval: "interval", Bounds: "wider"}
	for i := range 43 {
		p.Ranks = append(p.Ranks, PictureRank{Label: "Avon and Somerset", Rank: i + 1, Lower: 1, Upper: 43, Lowest: 1, Highest: 43, Text: "12.34, 41st", Word: "cannot tell", Marked: i == 7})
	}
	view := strings.Fields(drawnShapes(t, inline(p))[0].attributes["viewBox"])
	if letters := smallFace.size * sheet / parseNumber(t, view[3]); letters < least {
		t.Errorf("letters of %.1f pixels in a picture of %s units", letters, view[3])
	}
}
