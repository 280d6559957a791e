package sheet

import (
	"bytes"
	"io"
	"math"
	"strings"
)

const (
	// The size of the plot in characters, without what stands at its left.
	curveColumnsOfText, curveLines = 72, 12

	mostChoiceText = 30 // characters of the name of a choice, and of a way
)

// WriteText writes the curve in characters: the ratios with their intervals on a log axis, and
// below them a line for each way to make each choice, which is the darker, the more of the
// combinations in the column make the choice so. The last line says what the signs are; interval
// says there what the intervals are, as "95 % interval".
//
// Combinations whose ratio is not above 0 and finite are left out; of nothing else it writes a
// line that says so. The plot has up to 72 columns, and names of choices and ways up to 30
// characters each. The error is that of w.
func (c Curve) WriteText(w io.Writer, interval string) error {
	points := c.ascending(func(p CurvePoint) bool { return plottable(p.Estimate.Value) })
	if len(points) == 0 {
		_, err := io.WriteString(w, nothing+"\n")
		return err
	}
	const leastWay = 7 // for the labels of the axis
	t := curveText{columns: curveColumns(points, curveColumnsOfText), way: leastWay}
	for _, choice := range c.Choices {
		t.choice = max(t.choice, width(curveName(choice.Label)))
		for _, way := range choice.Ways {
			t.way = max(t.way, width(curveName(way)))
		}
	}
	t.plot(points)
	for i, choice := range c.Choices {
		t.marks(i, choice)
	}
	t.WriteString("● index, │ " + Clean(interval) + ", ┄ 1. Shades: part of the combinations in the column that make the choice this way, from none to all.\n")
	return write(w, t.Bytes(), nil)
}

// curveText is a curve that is being written in characters.
type curveText struct {
	bytes.Buffer
	columns     [][]CurvePoint
	choice, way int // the widths of names
}

// curveName makes the name of a choice or a way fit for its column.
func curveName(s string) string {
	s = Clean(s)
	if width(s) <= mostChoiceText {
		return s
	}
	return strings.TrimRight(s[:fitting(s, mostChoiceText-1)], " ") + "…"
}

// fitting returns how many bytes of a text have room in that many characters.
func fitting(s string, room int) int {
	for i, r := range s {
		if room -= runeWidth(r); room < 0 {
			return i
		}
	}
	return len(s)
}

// line writes a line of the plot behind what stands at its left.
func (t *curveText) line(left string, signs []rune) {
	t.WriteString(left + "  " + strings.TrimRight(string(signs), " ") + "\n")
}

// plot writes the ratios and intervals. The axis goes from two thirds of the lowest ratio to half
// as much above the highest, and holds 1; intervals are cut at its ends.
func (t *curveText) plot(points []CurvePoint) {
	const last, margin = curveLines - 1, 1.5
	low := min(0, math.Log(points[0].Estimate.Value)) - math.Log(margin)
	high := max(0, math.Log(points[len(points)-1].Estimate.Value)) + math.Log(margin)
	row := func(v float64) int {
		y := (math.Log(v) - low) / (high - low) * last
		return last - int(math.Round(min(max(y, 0), last)))
	}
	var plot [curveLines][]rune
	for y := range plot {
		plot[y] = []rune(strings.Repeat(" ", len(t.columns)))
	}
	for x, column := range t.columns {
		plot[row(1)][x] = '┄'
		for _, e := range pieces(column) {
			for y := row(e.Upper); y <= row(e.Lower); y++ {
				plot[y][x] = '│'
			}
		}
		for _, p := range column {
			plot[row(p.Estimate.Value)][x] = '●'
		}
	}
	for y, signs := range plot {
		at := math.Exp(high + (low-high)*float64(y)/last)
		if y == row(1) {
			at = 1
		}
		t.line(padLeft(Ratio(at, 2), t.choice+2+t.way), signs)
	}
}

// marks writes the lines of a choice.
func (t *curveText) marks(i int, choice CurveChoice) {
	shades := []rune(" ░▒▓█")
	name := curveName(choice.Label)
	for j, way := range choice.Ways {
		signs := make([]rune, len(t.columns))
		for x, column := range t.columns {
			signs[x] = shades[int(math.Ceil(share(column, i, j)*float64(len(shades)-1)))]
		}
		t.line(padRight(name, t.choice)+"  "+padLeft(curveName(way), t.way), signs)
		name = ""
	}
}
