package sheet

import (
	"cmp"
	"slices"
)

// Curve is a specification curve: a ratio under every combination of the choices that an analyst
// has to make. Above stand the ratios in ascending order with their intervals, on a log axis with a
// line at 1, and below, for each choice, a row for each way to make it, with marks where the
// combinations above make it so (Simonsohn, Simmons and Nelson 2020, Specification curve analysis,
// Nature Human Behaviour 4, DOI 10.1038/s41562-020-0912-z).
//
// As [Picture.Curve] it is drawn, and [Curve.WriteText] writes it in characters. Where there are
// more combinations than columns, several share one.
type Curve struct {
	// Choices are those that differ between the combinations, from the top. The rows of the first
	// 60 ways are drawn.
	Choices []CurveChoice

	// Points are the combinations in any order.
	Points []CurvePoint

	// Marked says what a combination is that is marked, as "the first of every choice", for the
	// legend. "" is "the combination that is marked".
	Marked string
}

// CurveChoice is one choice.
type CurveChoice struct {
	Label string

	// Text stands at the right of the name, as "39.9 % of the variance".
	Text string

	// Ways are the ways to make the choice.
	Ways []string
}

// CurvePoint is one combination: a way to make each choice, and the ratio that comes of it.
type CurvePoint struct {
	// Estimate is the ratio with its interval, which is drawn if it has limits from 0 on. A ratio
	// of 0 or +Inf is an arrow at the edge. One of NaN or below 0 is not drawn; the picture says
	// how many these are.
	Estimate Interval

	// Ways are indices of [CurveChoice.Ways], one for each choice. One that is missing or beyond
	// them has no mark.
	Ways []int

	// Marked sets the combination apart from the others: the one that is asked about.
	Marked bool
}

// drawable tells whether the ratio has a place on the axis or beyond it.
func (p CurvePoint) drawable() bool { return p.Estimate.Value >= 0 }

// draws tells whether there is something to draw.
func (c *Curve) draws() bool { return slices.ContainsFunc(c.Points, CurvePoint.drawable) }

// hasIntervals tells whether a ratio that is drawn has an interval.
func (c *Curve) hasIntervals() bool {
	return slices.ContainsFunc(c.Points, func(p CurvePoint) bool { return p.drawable() && p.Estimate.drawable() })
}

// ascending returns the points for which a function holds, in ascending order of their ratios.
func (c Curve) ascending(has func(CurvePoint) bool) []CurvePoint {
	points := slices.DeleteFunc(slices.Clone(c.Points), func(p CurvePoint) bool { return !has(p) })
	slices.SortStableFunc(points, func(a, b CurvePoint) int { return cmp.Compare(a.Estimate.Value, b.Estimate.Value) })
	return points
}

// curveColumns puts points into columns that have as many of them, or one more: no more columns
// than points.
func curveColumns(points []CurvePoint, most int) [][]CurvePoint {
	columns := make([][]CurvePoint, min(len(points), most))
	for i, p := range points {
		x := i * len(columns) / len(points)
		columns[x] = append(columns[x], p)
	}
	return columns
}

// share returns the part of some points that make a choice in a way, from 0 to 1.
func share(points []CurvePoint, choice, way int) float64 {
	n := 0
	for _, p := range points {
		if choice < len(p.Ways) && p.Ways[choice] == way {
			n++
		}
	}
	return float64(n) / float64(len(points))
}

// pieces returns what the intervals of some points cover together, from the lowest on: one piece
// where they overlap, more where they do not, so that what all of them leave out is left out.
func pieces(points []CurvePoint) []Interval {
	var intervals []Interval
	for _, p := range points {
		if p.Estimate.drawable() {
			intervals = append(intervals, p.Estimate)
		}
	}
	slices.SortFunc(intervals, func(a, b Interval) int { return cmp.Compare(a.Lower, b.Lower) })
	var out []Interval
	for _, e := range intervals {
		if last := len(out) - 1; last >= 0 && e.Lower <= out[last].Upper {
			out[last].Upper = max(out[last].Upper, e.Upper)
			continue
		}
		out = append(out, e)
	}
	return out
}
