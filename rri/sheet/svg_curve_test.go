package sheet

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

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
	var gaps []CurvePoint
	for range 300 {
		gaps = append(gaps, curvePoints(1, 0.25, 0.5, 1, 2, 4, 1, 0.3, 0.9)...)
	}
	for _, test := range []struct {
		points []CurvePoint
		reason string
	}{
		{gaps, "a column whose intervals leave out what is between them"},
		{curvePoints(2, 1.5, 3, 1.2, 0.9, 1.5, 0.7, 0.5, 0.9), "three, not in order"},
		{curvePoints(2, 1.5, 3), "one"},
		{curvePoints(1, 1, 1), "a ratio of 1, for certain"},
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
