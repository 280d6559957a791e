package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// trendSheet has a row for each group, with its trend.
func (c changeTables) trendSheet() sheet.Sheet {
	type row = trend.Trend[ethnicity.Group]
	column := func(heading string, cell func(row) sheet.Cell) sheet.Column {
		return sheet.Column{Heading: heading, Sparse: true, Cells: sheet.Cells(c.trends, cell)}
	}
	points := 0
	for _, t := range c.trends {
		points = max(points, t.Points)
	}
	noun := c.document.By.kind().Noun()
	out := sheet.Sheet{
		Title: fmt.Sprintf("%s, trend over %s: how the index changes in a year", capital(c.measure()), plural(int64(points), noun, noun+"s")),
		Columns: []sheet.Column{
			column("", func(t row) sheet.Cell { return sheet.Label(t.Group.String()) }),
			column("in a year", func(t row) sheet.Cell {
				if !isFinite(t.PerYear) {
					return sheet.Cell{Text: withheldText}
				}
				return sheet.Cell{Text: c.yearly(t.PerYear.Value)}
			}),
			column("range", func(t row) sheet.Cell { return sheet.Cell{Text: c.yearlyRange(t.PerYear.Lower, t.PerYear.Upper)} }),
			column("with unknown", func(t row) sheet.Cell {
				if t.Worst == nil {
					return sheet.Cell{}
				}
				return sheet.Cell{Text: c.yearlyRange(t.Worst.Lower, t.Worst.Upper)}
			}),
			column("scatter", func(t row) sheet.Cell { return sheet.Cell{Text: scatterText(t.Dispersion)} }),
			column("in a word", func(t row) sheet.Cell { return wordOf(t.Word, t.Why) }),
		},
	}
	out.Columns[0].Align, out.Columns[5].Align = sheet.Left, sheet.Left
	scatter := "scatter: how many times as much the counts vary about the trend as chance and people stopped together make them."
	if !c.document.words().IsSearch() {
		scatter = "scatter: how many times as much the counts vary about the trend as chance makes them."
	}
	if c.document.Filters.Independent {
		scatter = "scatter: how many times as much the counts vary about the trend as chance makes them, which the range leaves out of account."
	}
	out.Legend = []string{strings.Join(slices.Concat([]string{c.chanceOfTrend()}, c.wordLines(), []string{scatter}), " ")}
	return out
}

// scatterText writes a dispersion.
func scatterText(v float64) string {
	if math.IsNaN(v) {
		return ""
	}
	return sheet.Limit(indexStyle, v, 1, 1)
}

// yearly writes a ratio of one year to the next as a change in per cent.
func (c changeTables) yearly(v float64) string {
	return sheet.Limit(yearlyStyle, 100*(v-1), 0, c.yearlyNulls()...) + " %"
}

func (c changeTables) yearlyNulls() []float64 {
	m := 100 * c.document.Change.Margin
	return []float64{0, m, -m}
}

// yearlyStyle writes a change in per cent, with a decimal below 10.
func yearlyStyle(v float64, decimals int) string {
	if math.Abs(v) < 9.95 {
		decimals++
	}
	return sheet.Signed(v, decimals)
}

// yearlyRange writes the range of such a change.
func (c changeTables) yearlyRange(lower, upper float64) string {
	if math.IsNaN(lower) || math.IsNaN(upper) {
		return ""
	}
	nulls := c.yearlyNulls()
	if leavesOut(lower, upper, 1) {
		nulls = nulls[:1]
	}
	from, to, _ := sheet.Limits(yearlyStyle, 100*(lower-1), 100*(upper-1), 0, nulls...)
	return from + " to " + to + " %"
}
