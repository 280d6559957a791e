package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// The ends of the names of pictures that are not of the groups of one table: by part of the report,
// adjusted for Within, and over rolling runs of months.
const (
	byPart      = "-by"
	ofAdjusted  = "-adjusted"
	overRolling = "-rolling"
)

// boundsName says what the thin line of a picture is.
const boundsName = "by chance and the unknown"

// chanceName says what the thick line of a picture is.
func chanceName(level float64) string {
	return fmt.Sprintf("by chance alone (%s)", sheet.Percent(level))
}

// picture draws the index of each group of the first screen, as its table prints it.
func (s screen) picture(t *screenTable) sheet.Picture {
	p := sheet.Picture{Name: t.ID, Title: s.titled(capital(t.Measure)), Scale: "times as often as " + people(t.Baseline), Interval: chanceName(t.Level)}
	withUnknown := s.unknown(t.Table) > 0 // as the table has a column of it
	for _, row := range t.rows {
		if isUnknown(row) {
			continue
		}
		drawn := sheet.PictureRow{Label: t.nameOf(row), Text: withheldText}
		switch {
		case row.Group == t.Baseline:
			drawn.Text = byDefinition
		case t.compared(row):
			drawn.Text = bracketed(row.Ratio)
			drawn.Plot = intervalOf(row.Ratio)
			if withUnknown {
				drawn.Bounds, drawn.BoundsText = boundsOf(row.Ratio, row.Range)
			}
			drawn.Word = wordCell(s.wordOf(row)).Text
		}
		if drawn.Bounds != nil {
			p.Bounds = boundsName
		}
		p.Rows = append(p.Rows, drawn)
	}
	return p
}

// bracketed writes an index with its range behind it, as all pictures do.
func bracketed(e rri.Estimate) string {
	return fmt.Sprintf("%s (%s)", timesText(e), rangeText(e.Lower, e.Upper))
}

// intervalOf returns what is drawn of an index; nil if there is none.
func intervalOf(e rri.Estimate) *sheet.Interval {
	if !isFinite(e) {
		return nil
	}
	return &sheet.Interval{Value: e.Value, Lower: e.Lower, Upper: e.Upper}
}

// boundsOf returns what is drawn of a range that also allows for the unknown, and how it prints;
// nil if there is none.
func boundsOf(e rri.Estimate, r *Range) (*sheet.Interval, string) {
	if r == nil || !isFinite(e) {
		return nil, ""
	}
	lower, upper := limitsOf(*r)
	return &sheet.Interval{Value: e.Value, Lower: lower, Upper: upper}, rangeText(lower, upper)
}

// mostForest is how many rows a forest plot has that still fits on a sheet of paper.
const mostForest = 48

// pictures draws the index of each group in every part of the report: as a line of the periods, or
// part below part under the name of the group. Of many parts each group has a picture of its own.
func (c compact) pictures() (list []sheet.Picture) {
	title, name := c.screen.titled(c.measure()), c.whole.ID+byPart
	if c.noParts {
		name = c.whole.ID + ofAdjusted
	}
	p := sheet.Picture{Name: name, Title: title, Scale: c.scale(), Interval: chanceName(c.level())}
	if c.document.By.isPeriod() && len(c.document.Parts) > 1 {
		for _, g := range c.groups {
			p.Panels = append(p.Panels, c.panel(g, &p))
		}
		return []sheet.Picture{p}
	}
	apart := len(c.groups)*(len(c.document.Parts)+2) > mostForest
	for _, g := range c.groups {
		if !apart {
			p.Rows = append(p.Rows, sheet.PictureRow{Label: g.String()})
		}
		for _, part := range c.document.Parts {
			p.Rows = append(p.Rows, c.ofPart(part, g).row(c.name(part).Text, &p))
		}
		if c.adjusted != nil {
			p.Rows = append(p.Rows, c.adjusted.index(g).row("adjusted", &p))
		}
		if apart {
			one := p
			one.Name, one.Title = fmt.Sprintf("%s-%s", p.Name, strings.ToLower(g.String())), fmt.Sprintf("%s: %s", title, g)
			list, p.Rows, p.Bounds = append(list, one), nil, ""
		}
	}
	if apart {
		return list
	}
	return []sheet.Picture{p}
}

// row returns the row of a forest plot, of the picture p.
func (i partIndex) row(label string, p *sheet.Picture) sheet.PictureRow {
	row := sheet.PictureRow{Label: label, Text: i.text(), Word: i.wordText()}
	if i.none == "" && isFinite(i.ratio) {
		row.Text = bracketed(i.ratio)
		row.Plot = intervalOf(i.ratio)
		row.Bounds, row.BoundsText = boundsOf(i.ratio, i.both)
	}
	if row.Bounds != nil {
		p.Bounds = boundsName
	}
	return row
}

// panel returns the line of a group over the periods, of the picture p: with a gap where a period
// has no part, and where residents or groups are others than in the period before.
func (c compact) panel(g ethnicity.Group, p *sheet.Picture) sheet.Panel {
	panel := sheet.Panel{Label: g.String()}
	by := c.document.By
	trends, _ := trendIn(c.document.Trends, c.whole.ID)
	var before trend.Period
	for _, part := range c.document.Parts {
		first := by.kind().First(part.From)
		if first == 0 {
			continue // rows without a month stand in no line
		}
		period := by.kind().Period(first)
		for m := outcomes.MonthOf(before.End); !before.End.IsZero() && m < first; m = by.kind().Last(m) + 1 {
			missing := by.kind().Period(m)
			panel.Points = append(panel.Points, sheet.PanelPoint{X: calendarYear(missing), Name: missing.Name, Text: "no rows"})
		}
		index := c.ofPart(part, g)
		row := index.row(period.Name, p)
		point := sheet.PanelPoint{X: calendarYear(period), Name: row.Label, Text: row.Text, Plot: row.Plot, Bounds: row.Bounds, BoundsText: row.BoundsText}
		if !before.End.IsZero() {
			point.Why = trends.changedBetween(before, period, g)
			point.Apart = point.Why != ""
		}
		panel.Points, before = append(panel.Points, point), period
	}
	return panel
}

// drawn returns the table of a measure with its picture, on a page: none where the first screen has
// it, or the adjusted table beside it, which draws both.
func (c composer) drawn(t entry, d Document, s sheet.Sheet) sheet.Sheet {
	if first := c.screenOf(d); wording.IsRate(t.id) && first.hasForest() || t.id == d.lead().ID || adjustedOf(d.Adjusted, t.id) != nil {
		return withoutPictures(s)
	}
	pictures := s.Drawn()
	if len(pictures) == 0 {
		return s
	}
	p := pictures[0]
	p.Name, p.Title, p.Interval = t.id, c.screenOf(d).titled(sectionTitle(t)), chanceName(t.plain.Level)
	p.Scale = compact{whole: t.plain}.scale()
	for i, text := range indexTexts(s) {
		if i < len(p.Rows) && text != "" {
			p.Rows[i].Text = text
		}
	}
	s.Pictures = []sheet.Picture{p}
	return s
}

// indexTexts returns the index and its interval of each row of a table as they print there.
func indexTexts(s sheet.Sheet) (texts []string) {
	var index, interval []sheet.Cell
	for _, column := range s.For(sheet.Markup) {
		switch column.Name {
		case "ratio":
			index = column.Cells
		case "ratio_interval":
			interval = column.Cells
		}
	}
	for i, cell := range index {
		switch {
		case i >= len(interval) || interval[i].Text == "" || cell.Text == withheldText:
			texts = append(texts, cell.Text)
		case interval[i].Text == "baseline":
			texts = append(texts, byDefinition)
		default:
			texts = append(texts, fmt.Sprintf("%s (%s)", cell.Text, strings.ReplaceAll(interval[i].Text, " – ", "–")))
		}
	}
	return texts
}

// byDefinition is the index of the baseline.
const byDefinition = "1, by definition"

// withoutPictures returns a table of which nothing is drawn.
func withoutPictures(s sheet.Sheet) sheet.Sheet {
	s.Pictures = nil
	s.Columns = slices.DeleteFunc(slices.Clone(s.Columns), func(column sheet.Column) bool { return column.Plot })
	return s
}

// named returns pictures of package trend or strata with names and titles for a page: each with the
// ID of the measure before its own name.
func (s screen) named(id string, pictures []sheet.Picture) []sheet.Picture {
	pictures = slices.Clone(pictures)
	for i, p := range pictures {
		pictures[i].Name, pictures[i].Title = id+"-"+p.Name, s.titled(p.Title)
	}
	return pictures
}

// calendarYear returns where the middle of a period is, as 2016.5.
func calendarYear(p trend.Period) float64 {
	middle := p.Middle()
	const days = 366
	return float64(middle.Year()) + float64(middle.YearDay()-1)/days
}

// scale says what is drawn.
func (c compact) scale() string {
	if c.whole.Model == modelRate {
		return "times as often as " + people(c.whole.Baseline)
	}
	return "times that of " + people(c.whole.Baseline)
}

// level returns the confidence level of the indices.
func (c compact) level() float64 {
	if c.adjusted != nil {
		return c.adjusted.level()
	}
	return c.whole.Level
}

// changedBetween says what a series knows to mean something else in a period than in the one before
// it; "" for nothing.
func (t Trend) changedBetween(before, p trend.Period, g ethnicity.Group) string {
	if t.Rates != nil {
		return changedBetween(t.Rates, before, p, g)
	}
	return changedBetween(t.Proportions, before, p, g)
}

func changedBetween[M rri.Measure](r *trend.Result[ethnicity.Group, M], before, p trend.Period, g ethnicity.Group) string {
	if r == nil {
		return ""
	}
	for _, b := range r.Series.Breaks {
		of := len(b.Groups) == 0 || slices.Contains(b.Groups, g) || slices.Contains(b.Groups, r.Series.Baseline)
		if of && !b.At.Before(before.End) && !b.At.After(p.Start) {
			return b.Text
		}
	}
	return ""
}

// rollingPictures draws the indices of the runs of months, in a panel for each group, with the
// range that also allows for the unknown.
func (c changeTables) rollingPictures() []sheet.Picture {
	for name, s := range c.of.sheets() {
		if name != "rolling" || len(s.Pictures) == 0 {
			continue
		}
		p := s.Pictures[0]
		p.Name, p.Scale = c.of.ID+overRolling, c.times()
		p.Legend = append(slices.Clip(p.Legend), fmt.Sprintf("Each point is of the %d months up to the one by which it is named.", c.document.Change.Rolling))
		p.Title = c.screen.titled(fmt.Sprintf("%s over rolling %d months", capital(c.measure()), c.document.Change.Rolling))
		for i, panel := range p.Panels {
			p.Panels[i] = c.withBounds(panel, &p)
		}
		return []sheet.Picture{p}
	}
	return nil
}

// withBounds returns a panel whose points stand at their last month, by which they are named as in
// the table, are written as there, and have bounds.
func (c changeTables) withBounds(panel sheet.Panel, p *sheet.Picture) sheet.Panel {
	panel.Points = slices.Clone(panel.Points)
	at := slices.IndexFunc(c.groups(), func(g ethnicity.Group) bool { return g.String() == panel.Label })
	if at < 0 {
		return panel
	}
	g := c.groups()[at]
	for i := range panel.Points {
		point := &panel.Points[i]
		w := slices.IndexFunc(c.rolling, func(w window) bool { return w.Name == point.Name })
		if w < 0 {
			continue
		}
		last := monthsIn(c.rolling[w].Period).Last
		point.Name, point.X = monthName(last), calendarYear(outcomes.Months{First: last, Last: last}.Period())
		if point.Plot == nil {
			continue
		}
		e := c.rolling[w].ratios[g]
		point.Text = bracketed(e)
		point.Bounds, point.BoundsText = boundsOf(e, c.rangeOf(w, g, e))
		if point.Bounds != nil {
			p.Bounds = boundsName
		}
	}
	return panel
}

// rangeOf returns the range of the index of a group over the i-th run of months that also allows
// for the unknown; nil if there is none.
func (c changeTables) rangeOf(i int, g ethnicity.Group, e rri.Estimate) *Range {
	if c.of.Rates == nil {
		return nil
	}
	point := c.of.Rates.Series.Rolling[i]
	u := unknown.RateCounts{Group: point.Counts[g], Baseline: point.Counts[c.baseline], Unknown: point.Unknown.Events}
	both, err := u.UncertaintyInterval(c.of.Rates.Options.Options)
	if err != nil || u.Unknown == 0 {
		return nil
	}
	return rangeWith(both, e)
}
