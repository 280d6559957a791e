package main

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/xuri/excelize/v2"
)

// Limits of charts, beyond which nobody sees anything.
const (
	maxCharts = 24 // of one sheet
	maxPoints = 60 // on a chart, unless they are periods
)

// chart is a picture of some rows of a table that follow each other: an index with its interval.
type chart struct {
	title       string
	first, last int // rows, counted from 0
	category    *column
	index       []*column // by lower, value and upper
}

// Columns of an index.
const (
	lower = iota
	value
	upper
)

// charts returns the charts of a table, or why it has none although it has an index.
func (t *table) charts() (all []chart, why string) {
	index, ids := t.index(), t.ids()
	if index == nil {
		return nil, ""
	}
	if len(ids) == 0 {
		return nil, "no column that tells the rows apart"
	}
	category := ids[len(ids)-1]
	same := func(a, b row) bool {
		return !slices.ContainsFunc(ids[:len(ids)-1], func(c *column) bool { return c != category && c.value(a).text != c.value(b).text })
	}
	if category.time {
		same = func(a, b row) bool { return ids[0].value(a).text == ids[0].value(b).text }
	}
	for first := 0; first < len(t.rows); {
		end := first + 1
		for end < len(t.rows) && same(t.rows[first], t.rows[end]) {
			end++
		}
		if c := t.chart(first, end, category, index); c.first < c.last+1 {
			all = append(all, c)
		}
		first = end
	}
	if len(all) > 1 { // a baseline beside itself says nothing
		all = slices.DeleteFunc(all, func(c chart) bool { return !t.limited(c) })
	}
	switch {
	case len(all) > maxCharts:
		return nil, fmt.Sprintf("%d charts would be too many", len(all))
	case !category.time && slices.ContainsFunc(all, func(c chart) bool { return c.last-c.first >= maxPoints }):
		return nil, fmt.Sprintf("more than %d rows in one chart", maxPoints)
	}
	return all, ""
}

// limited tells whether a chart has a limit anywhere.
func (t *table) limited(c chart) bool {
	return slices.ContainsFunc(t.rows[c.first:c.last+1], func(row row) bool {
		return c.index[lower].value(row).kind != none || c.index[upper].value(row).kind != none
	})
}

// chart returns the chart of the rows from first to before end, without those at the ends that have
// no index. If none has there are no rows in it.
func (t *table) chart(first, end int, category *column, index []*column) chart {
	has := func(row row) bool { v, ok := positive(index[value].value(row)); return ok && v > 0 }
	for end > first && !has(t.rows[end-1]) {
		end--
	}
	for first < end && !has(t.rows[first]) {
		first++
	}
	c := chart{first: first, last: end - 1, category: category, index: index}
	if first == end {
		return c
	}
	words := []string{capital(index[value].heading)}
	for _, id := range t.ids() {
		if id != category && (!category.time || !id.time) {
			words = append(words, id.value(t.rows[first]).text)
		}
	}
	if t.labels.measure != "" {
		words[0] = capital(t.labels.measure) + ", " + index[value].heading
	}
	c.title = sheet.Clip(strings.Join(words, " · "))
	return c
}

// positive returns a number that a log scale can have.
func positive(n *node) (float64, bool) {
	if n.kind != number {
		return 0, false
	}
	v, ok := exact(n.text)
	return v, ok && v > 0 && v < 1e300
}

// axis returns the ends of the scale that all charts of a sheet have: powers of 2 around what is to
// be seen, and around 1.
func (p page) axis() (low, high float64) {
	low, high = 0.5, 2
	for _, c := range p.charts {
		for _, row := range p.rows[c.first : c.last+1] {
			for _, column := range c.index {
				if v, ok := positive(column.value(row)); ok {
					low, high = min(low, v), max(high, v)
				}
			}
		}
	}
	const widest = 10 // powers of 2 either way: what is beyond is not seen, and stands in the cells
	return math.Pow(2, max(math.Floor(math.Log2(low)), -widest)), math.Pow(2, min(math.Ceil(math.Log2(high)), widest))
}

// Sizes of a chart, in pixels and in rows and columns of cells.
const (
	chartWidth  = 640
	chartHeight = 300
	chartRows   = 17
)

// charts draws the charts of a page below its table, or beside it if that is long.
func (b *book) charts(p page, below int) {
	if len(p.charts) == 0 {
		return
	}
	column, row, where := 1, below, "below"
	if len(p.rows) > chartsBelow {
		column, row, where = len(p.columns)+2, 1, "beside"
	}
	if column > maxColumns-10 || row+len(p.charts)*chartRows > maxRows {
		return
	}
	words := "Chart"
	if len(p.charts) > 1 {
		words = "Charts"
	}
	b.to(p.sheet, 2, 3, words+" "+where+" the table", p.sheet, address(column, row))
	low, high := p.axis()
	for i, c := range p.charts {
		b.do(b.file.AddChart(p.sheet, address(column, row+i*chartRows), p.native(c, low, high)))
	}
}

// native makes a chart of the cells of a sheet, which changes with them.
func (p page) native(c chart, low, high float64) *excelize.Chart {
	at := func(c *column) int { return slices.Index(p.columns, c) + 1 }
	cells := func(column *column, first, last int) string {
		name, _ := excelize.ColumnNumberToName(at(column))
		return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", p.sheet, name, first, name, last)
	}
	first, last := headerRow+1+c.first, headerRow+1+c.last
	// the order of stocks, whose lines are from high to low
	kind, order := excelize.StockHighLowClose, []int{upper, lower, value}
	if c.category.time {
		kind, order = excelize.Line, []int{lower, value, upper}
	}
	var series []excelize.ChartSeries
	for _, i := range order {
		name, _ := excelize.ColumnNumberToName(at(c.index[i]))
		series = append(series, excelize.ChartSeries{
			Name: fmt.Sprintf("'%s'!$%s$%d", p.sheet, name, headerRow), Categories: cells(c.category, first, last), Values: cells(c.index[i], first, last),
			Fill: black, Line: c.line(i), Marker: c.marker(i),
		})
	}
	return &excelize.Chart{
		Type: kind, Series: series, ShowBlanksAs: "gap",
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		Format:    excelize.GraphicOptions{AltText: p.spoken(c), Name: c.title},
		Legend:    excelize.ChartLegend{Position: "bottom", Font: &small},
		Title:     excelize.ChartTitle{Paragraph: words(c.title, 12)},
		XAxis: excelize.ChartAxis{
			Title: excelize.ChartTitle{Paragraph: words(capital(c.category.heading), 10)}, TickLabelPosition: excelize.ChartTickLabelLow, Font: small,
		},
		YAxis: excelize.ChartAxis{
			Title: excelize.ChartTitle{Paragraph: words(p.scale(), 10)}, LogBase: 2, MajorUnit: 2, Minimum: &low, Maximum: &high, MajorGridLines: true,
			NumFmt: excelize.ChartNumFmt{CustomNumFmt: "General"}, Font: small,
		},
	}
}

// Everything on a chart is black: it is read in print too, and nothing is told by colour.
var (
	black = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"000000"}}
	small = excelize.Font{Size: 9, Color: "000000"}
)

// words makes a text of a chart.
func words(s string, size float64) []excelize.RichTextRun {
	return []excelize.RichTextRun{{Text: s, Font: &excelize.Font{Size: size, Color: "000000"}}}
}

// scale says what the axis of an index is.
func (p page) scale() string {
	switch {
	case p.labels.change:
		return "No change = 1, log scale"
	case p.labels.baseline == "":
		return "Log scale"
	}
	return sheet.Clip(p.labels.baseline) + " = 1, log scale"
}

// line returns how points are joined: those of periods are, and limits by dashes; others are not.
func (c chart) line(i int) excelize.LineOptions {
	switch {
	case !c.category.time:
		return excelize.LineOptions{Type: excelize.LineNone}
	case i == value:
		return excelize.LineOptions{Type: excelize.LineSolid, Width: 2.25}
	}
	return excelize.LineOptions{Type: excelize.LineSolid, Width: 0.75, Dash: excelize.LineDashDash}
}

// marker returns how points are marked: the index by a dot, limits by short lines.
func (c chart) marker(i int) excelize.ChartMarker {
	switch {
	case i == value && c.category.time:
		return excelize.ChartMarker{Symbol: "circle", Size: 4, Fill: black}
	case i == value:
		return excelize.ChartMarker{Symbol: "circle", Size: 8, Fill: black}
	case c.category.time:
		return excelize.ChartMarker{Symbol: "none"}
	}
	return excelize.ChartMarker{Symbol: "dash", Size: 8, Fill: black}
}

// maxSpoken is how many points the text of a chart has.
const maxSpoken = 30

// spoken is the text of a chart for who does not see it.
func (p page) spoken(c chart) string {
	var points []string
	for _, row := range p.rows[c.first : c.last+1] {
		name := sheet.Clip(c.category.value(row).text)
		index, ok := positive(c.index[value].value(row))
		if !ok {
			points = append(points, name+" none")
			continue
		}
		point := name + " " + sheet.Ratio(index, 2)
		from, okFrom := positive(c.index[lower].value(row))
		to, okTo := positive(c.index[upper].value(row))
		if okFrom && okTo {
			low, high, _ := sheet.Limits(sheet.Ratio, from, to, 2, 1)
			point += " (" + low + " to " + high + ")"
		}
		points = append(points, point)
	}
	if len(points) > maxSpoken {
		points = append(points[:maxSpoken:maxSpoken], fmt.Sprintf("and %d more in the cells", len(points)-maxSpoken))
	}
	return c.title + ", with its limits, on a log scale: " + strings.Join(points, "; ")
}
