package trend

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// panels draws the index of every group over time, in a panel of its own: a point for each period
// from the first to the last in which the group was counted. A point stands at the middle of its
// period, also of a rolling one, so that what it is of lies as far before as behind it.
//
// The line has a gap where there is no index, or unless the period is shown, and before a point
// that counts mean something else at than at the one before it. A period that lacks a part stands
// by itself.
func (r Result[G, M]) panels(name, title string, points []Point[G, M], tables []rri.Table[G, M], shown func(Point[G, M]) bool) sheet.Picture {
	p := sheet.Picture{Name: name, Title: title, Scale: r.times(), Interval: r.byChance()}
	placed := placedOf(tables...)
	for _, g := range r.groups() {
		panel := sheet.Panel{Label: fmt.Sprint(g)}
		first, last := countedIn(placed, g)
		for i := first; i <= last; i++ {
			point := r.panelPoint(points[i], placed[i], g, shown(points[i]))
			if i > first {
				point.Why = strings.Join(r.changed(points[i-1].Period, points[i].Period, g), "; ")
				point.Apart = point.Why != ""
			}
			panel.Points = append(panel.Points, point)
		}
		p.Panels = append(p.Panels, panel)
	}
	return p
}

// panelPoint returns the point of a group in a period.
func (r Result[G, M]) panelPoint(p Point[G, M], t placed[G, M], g G, shown bool) sheet.PanelPoint {
	point := sheet.PanelPoint{X: calendarYear(p.Middle()), Name: p.name()}
	index, plot := r.indexText(t, g)
	switch {
	case !shown:
		point.Text = "not shown, since the counts cover less than half of it"
	case plot == nil || math.IsNaN(plot.Value):
		point.Text = strings.Join(slices.Concat(r.pointNotes(p), index.Notes), "; ")
	default:
		point.Text, point.Plot = r.withLimits(index, "–"), plot
		if covered := p.covered(); covered < 1 {
			point.Partly = fmt.Sprintf("the counts cover %s of it", sheet.Share(covered))
		}
	}
	return point
}

// countedIn returns the places of the first and the last table in which a group is; of all of them
// if it never was counted beside the baseline.
func countedIn[G cmp.Ordered, M rri.Measure](tables []placed[G, M], g G) (first, last int) {
	first, last = 0, len(tables)-1
	for first <= last && !tables[first].has(g) {
		first++
	}
	if first > last {
		return 0, last
	}
	for !tables[last].has(g) {
		last--
	}
	return first, last
}

// changed says what counts of a group mean something else of in a period than in the one before it,
// which it may overlap.
func (r Result[G, M]) changed(before, p Period, g G) (texts []string) {
	for _, b := range r.Series.Breaks {
		if len(b.Groups) > 0 && !slices.Contains(b.Groups, g) && !slices.Contains(b.Groups, r.Series.Baseline) {
			continue
		}
		switch was, is := b.lies(before), b.lies(p); {
		case was == is:
		case is == within:
			texts = append(texts, "in part "+b.note())
		case was == within:
			texts = append(texts, "wholly "+b.note())
		default:
			texts = append(texts, b.note())
		}
	}
	return texts
}

// Where a break lies, as seen from a period.
const (
	behind = iota // the period ends before it
	within
	ahead // the period begins with it or later
)

// lies returns where the break lies.
func (b Break[G]) lies(p Period) int {
	switch {
	case !b.At.Before(p.End):
		return behind
	case b.At.After(p.Start):
		return within
	}
	return ahead
}

// calendarYear returns a time as a calendar year with its fraction, as 2016.5 for the middle of it.
func calendarYear(t time.Time) float64 {
	start := time.Date(t.Year(), time.January, 1, 0, 0, 0, 0, t.Location())
	return float64(t.Year()) + float64(t.Sub(start))/float64(start.AddDate(1, 0, 0).Sub(start))
}

// times says what a value of the index is.
func (r Result[G, M]) times() string {
	if r.Options.upsideDown() {
		return r.against()
	}
	return fmt.Sprintf("times as often as %v", r.Series.Baseline)
}

// byChance says what the interval of an index allows for.
func (r Result[G, M]) byChance() string {
	if r.Options.Side != rri.TwoSided {
		return "by chance alone (" + r.interval() + ")"
	}
	return "by chance alone (" + sheet.Percent(r.level()) + ")"
}

// withLimits returns an estimate and its limits in one text, with this between two limits.
func (r Result[G, M]) withLimits(t columns.Text, between string) string {
	switch {
	case t.Limits == "—":
		return t.Value
	case r.Options.Side != rri.TwoSided:
		return fmt.Sprintf("%s (%s %s)", t.Value, r.Options.Side.LimitsName(), t.Limits)
	}
	return fmt.Sprintf("%s (%s)", t.Value, strings.ReplaceAll(t.Limits, " – ", between))
}

// forest draws what is said of every group: its change, or its trend.
func (r Result[G, M]) forest(name, title, scale string, rows []sheet.PictureRow) []sheet.Picture {
	p := sheet.Picture{Name: name, Title: title, Scale: scale, OwnScale: true, Interval: r.byChance(), Rows: rows}
	if slices.ContainsFunc(rows, func(row sheet.PictureRow) bool { return row.Bounds != nil }) {
		p.Bounds = "by chance and the unknown"
	}
	return []sheet.Picture{p}
}

// pictureRow draws an estimate with the limits of the worst case around it.
func (r Result[G, M]) pictureRow(g G, e rri.Estimate, text string, worst *Limits, worstText string, word sheet.Cell) sheet.PictureRow {
	row := sheet.PictureRow{Label: fmt.Sprint(g), Text: text, Word: word.Text}
	if e.Computed() && !math.IsNaN(e.Value) {
		row.Plot = &sheet.Interval{Value: e.Value, Lower: e.Lower, Upper: e.Upper}
		if worst != nil {
			row.Bounds, row.BoundsText = &sheet.Interval{Value: e.Value, Lower: worst.Lower, Upper: worst.Upper}, worstText
		}
	}
	return row
}
