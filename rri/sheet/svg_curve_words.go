package sheet

import (
	"cmp"
	"math"
	"strings"
)

// mostCurveWords is how many combinations the text of a curve names one by one.
const mostCurveWords = 60

// curve says what a curve shows: how many combinations there are, the lowest, the middle and the
// highest of them, and for each way to make a choice from where to where the ratio goes. Of many
// combinations it does not name each, since nobody would listen to that: they are in a table.
func (w *words) curve(c Curve) {
	if len(c.Points) == 0 {
		return
	}
	points := c.ascending(CurvePoint.drawable)
	if n := len(points); n > 0 {
		w.sentence(Count(int64(n)).Text + " combinations, in ascending order: lowest " + c.said(points[0]) + "; middle " + c.said(points[n/2]) + "; highest " + c.said(points[n-1]))
		w.sentence(curveSides(points))
	}
	for _, p := range points {
		if p.Marked {
			w.sentence(cmp.Or(pictureText(c.Marked, mostLine), "the combination that is marked") + ": " + c.said(p))
		}
	}
	for i, choice := range c.Choices {
		w.choice(i, choice, points)
	}
	if len(points) <= mostCurveWords {
		for _, p := range points {
			w.sentence(c.said(p))
		}
	}
	for _, note := range c.notes() {
		w.sentence(note)
	}
}

// said says a combination with its ratio, its interval and the ways of its choices.
func (c Curve) said(p CurvePoint) string {
	text := p.Estimate.text()
	var ways []string
	for i, choice := range c.Choices {
		if i < len(p.Ways) && p.Ways[i] >= 0 && p.Ways[i] < len(choice.Ways) {
			ways = append(ways, strings.TrimSpace(pictureText(choice.Label, mostName)+" "+pictureText(choice.Ways[p.Ways[i]], mostName)))
		}
	}
	return text + behindComma(strings.Join(ways, ", "))
}

// curveSides says how many intervals are above 1, below it, and on both sides.
func curveSides(points []CurvePoint) string {
	var above, below, both int
	for _, p := range points {
		switch e := p.Estimate; {
		case !e.drawable():
		case e.Lower > 1:
			above++
		case e.Upper < 1:
			below++
		default:
			both++
		}
	}
	if above+below+both == 0 {
		return ""
	}
	number := func(n int) string { return Count(int64(n)).Text }
	return "The interval is above 1 in " + number(above) + ", below 1 in " + number(below) + ", and has 1 in it in " + number(both)
}

// choice says from where to where the ratio goes for each way to make a choice.
func (w *words) choice(i int, choice CurveChoice, points []CurvePoint) {
	var ways []string
	for j, way := range choice.Ways {
		n, low, high := 0, math.NaN(), math.NaN()
		for _, p := range points {
			if i < len(p.Ways) && p.Ways[i] == j {
				if n++; n == 1 {
					low = p.Estimate.Value
				}
				high = p.Estimate.Value
			}
		}
		text := pictureText(way, mostName) + " in none"
		if n > 0 {
			e := Interval{math.NaN(), low, high}
			text = pictureText(way, mostName) + " in " + Count(int64(n)).Text + ", from " + strings.Replace(e.limitsText(), "–", " to ", 1)
		}
		ways = append(ways, text)
	}
	if len(ways) == 0 {
		return
	}
	label := strings.TrimSpace(pictureText(choice.Label, mostName) + behindComma(pictureText(choice.Text, mostName)))
	w.sentence(strings.TrimPrefix(label+": "+strings.Join(ways, "; "), ": "))
}
