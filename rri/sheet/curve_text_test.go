package sheet

import (
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// curveLinesOf returns the lines of a curve in characters.
func curveLinesOf(t tester, c Curve) []string {
	t.Helper()
	var b strings.Builder
	if err := c.WriteText(&b, "95 % interval"); err != nil {
		t.Fatalf("%v", err)
	}
	return strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
}

// TestCurveText: curves in characters, and what is left out of them.
func TestCurveText(t *testing.T) {
	inf, nan := math.Inf(1), math.NaN()
	choices := []CurveChoice{{Label: "account", Ways: []string{"self", "officer", "self-then-officer"}}, {Label: "x", Ways: []string{"a", "b"}}}
	last := "● index, │ 95 % interval, ┄ 1. Shades: part of the combinations in the column that make the choice this way, from none to all."
	for _, test := range []struct {
		curve        Curve
		want, reason string // of the lines behind the names, blanks at their ends left out
	}{
		{Curve{choices, curvePoints(8, 4, 11, 0.5, 0.25, 0.99, 1, nan, nan), ""}, `
                     12.00    │
                      8.66    ●
                      6.25    │
                      4.52    │
                      3.26
                      2.35
                      1.70
                      1.23
                      1.00  │●┄
                      0.64  │
                      0.46  ●
                      0.33  │
account               self    █
                   officer  █
         self-then-officer   █
x                        a  ███
                         b
` + last, "three, of which one has no limits"},
		{Curve{[]CurveChoice{{"n", "not in text", []string{"a", "b"}}}, curvePoints(0.001, 0.001, 0.001, 0, 0, 1, nan, 1, 2, inf, 1, inf, -1, 0, 2), ""}, `
      1.50
      1.00  ┄
      0.37
      0.18
     0.091
     0.045
     0.022
     0.011
    0.0055
    0.0027
    0.0013  ●
   0.00067
n        a  █
         b
` + last, "one above 0 and finite, and numbers that are wider than the names"},
		{Curve{choices, curvePoints(0, 0, 1, nan, 1, 2, inf, 1, inf, -1, 0, 2), ""}, nothing, "nothing above 0 and finite"},
		{Curve{}, nothing, "nothing"},
	} {
		var got []string
		for _, line := range curveLinesOf(t, test.curve) {
			got = append(got, strings.TrimRight(line, " "))
		}
		if diff := cmp.Diff(strings.Split(strings.TrimPrefix(test.want, "\n"), "\n"), got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}

// TestCurveShades: a column of several combinations has the shade of the part of them that make a
// choice in a way, and every ratio a dot.
func TestCurveShades(t *testing.T) {
	c := Curve{Choices: []CurveChoice{{Label: "x", Ways: []string{"a", "b", "c", "d"}}}}
	for i := range 4 * curveColumnsOfText { // four in each column: two a, one b, one c
		c.Points = append(c.Points, CurvePoint{Estimate: Interval{1 + float64(i)/1e6, 1, 1}, Ways: []int{[]int{0, 1, 0, 2}[i%4]}})
	}
	lines := curveLinesOf(t, c)
	for i, shade := range []string{"▒", "░", "░", " "} {
		_, got, _ := strings.Cut(lines[curveLines+i], c.Choices[0].Ways[i]+"  ")
		if want := strings.TrimRight(strings.Repeat(shade, curveColumnsOfText), " "); got != want {
			t.Errorf("way %d: %q, want %q", i, got, want)
		}
	}
}

// TestLawCurveText: whatever the numbers and the names are, there are as many lines as ways and
// heights, and none is wider than the plot and its names.
func TestLawCurveText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genAnyCurve.Draw(t, "curve")
		if c == nil {
			return
		}
		lines := curveLinesOf(t, *c)
		ways := 0
		for _, choice := range c.Choices {
			ways += len(choice.Ways)
		}
		if want := curveLines + ways + 1; len(lines) != want && lines[0] != nothing {
			t.Fatalf("%d lines, want %d", len(lines), want)
		}
		for _, line := range lines[:len(lines)-1] {
			if most := 2*mostChoiceText + 4 + curveColumnsOfText; width(line) > most || line != Clean(line) {
				t.Fatalf("line %q is wider than %d, or not clean", line, most)
			}
		}
	})
}
