package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// indexOf returns the index of a group in a point; ok is false where there is none.
func indexOf(r result, at int, g ethnicity.Group) (rri.Estimate, bool) {
	rows := r.Tables[at].Rows
	i := slices.IndexFunc(rows, func(row rri.Row[ethnicity.Group, rri.Rate]) bool { return row.Group == g })
	if i < 0 || !rows[i].Ratio.Computed() || rows[0].Count.Events == 0 {
		return rri.Estimate{}, false
	}
	return rows[i].Ratio, true
}

// trendTable has a row for each group: its index in the first and the last year, and its trend.
func trendTable(r result) sheet.Sheet {
	of := r.Trends
	column := func(heading string, cell func(trend.Trend[ethnicity.Group]) sheet.Cell) sheet.Column {
		return sheet.Column{Heading: heading, Sparse: true, Cells: sheet.Cells(of, cell)}
	}
	out := sheet.Sheet{
		Title: fmt.Sprintf("Trend: how the index changes in a year (times as often as %s)", r.Series.Baseline),
		Columns: []sheet.Column{
			column("", func(t trend.Trend[ethnicity.Group]) sheet.Cell { return sheet.Cell{Text: t.Group.String()} }),
			column("years", func(t trend.Trend[ethnicity.Group]) sheet.Cell { return sheet.Cell{Text: strconv.Itoa(t.Points)} }),
			column("in a year", func(t trend.Trend[ethnicity.Group]) sheet.Cell {
				return sheet.Cell{Text: yearlyText(t.PerYear, r.Options.Margin)}
			}),
			column("range", func(t trend.Trend[ethnicity.Group]) sheet.Cell {
				return sheet.Cell{Text: yearlyRange(t.PerYear, r.Options.Margin)}
			}),
			column("in a word", func(t trend.Trend[ethnicity.Group]) sheet.Cell {
				if t.Word == trend.NoWord {
					return sheet.Cell{Text: "no word", Notes: []string{t.Why}}
				}
				return sheet.Cell{Text: t.Word.String()}
			}),
		},
		Legend: []string{fmt.Sprintf("range: %s, which allows for how much the counts scatter about the trend. Stable is within %s a year either way.%s",
			sheet.Percent(r.Options.Level), sheet.Percent(r.Options.Margin), senseText(r.Options.Sense))},
	}
	out.Columns[0].Align, out.Columns[4].Align = sheet.Left, sheet.Left
	out.Pictures = []sheet.Picture{trendPicture(r, out)}
	return out
}

// trendPicture draws the trends of their table, as what the index is multiplied by in a year.
func trendPicture(r result, of sheet.Sheet) sheet.Picture {
	p := sheet.Picture{Name: "trends", Title: of.Title, Scale: "times the index of a year before", OwnScale: true,
		Interval: fmt.Sprintf("by how the counts scatter (%s)", sheet.Percent(r.Options.Level))}
	for i, t := range r.Trends {
		cell := func(column int) string { return of.Columns[column].Cells[i].Text }
		row := sheet.PictureRow{Label: cell(0), Text: cell(2), Word: cell(4)}
		if t.PerYear.Computed() && !math.IsNaN(t.PerYear.Value) {
			row.Text += " (" + cell(3) + ")"
			row.Plot = &sheet.Interval{Value: t.PerYear.Value, Lower: t.PerYear.Lower, Upper: t.PerYear.Upper}
			if t.Worst != nil {
				p.Bounds = "by that and the unknown"
				row.Bounds = &sheet.Interval{Value: t.PerYear.Value, Lower: t.Worst.Lower, Upper: t.Worst.Upper}
				row.BoundsText = yearlyLimits(t.Worst.Lower, t.Worst.Upper, r.Options.Margin)
			}
		}
		p.Rows = append(p.Rows, row)
	}
	return p
}

// senseText says what up and down are.
func senseText(s trend.Sense) string {
	up, down := s.Of(trend.Increasing), s.Of(trend.Reducing)
	if up == "" {
		return ""
	}
	return fmt.Sprintf(" Increasing is %s, Reducing is %s.", up, down)
}

// yearlyText writes a ratio of one year to the next as a change in per cent.
func yearlyText(e rri.Estimate, margin float64) string {
	if math.IsNaN(e.Value) || !e.Computed() {
		return "—"
	}
	return sheet.Limit(sheet.Signed, perCent(e.Value), 1, 0, 100*margin, -100*margin) + " %"
}

// yearlyRange writes the range of such a change.
func yearlyRange(e rri.Estimate, margin float64) string {
	if math.IsNaN(e.Lower) || math.IsNaN(e.Upper) || !e.Computed() {
		return "—"
	}
	return yearlyLimits(e.Lower, e.Upper, margin)
}

// yearlyLimits writes two limits of such a change.
func yearlyLimits(lower, upper, margin float64) string {
	from, to, _ := sheet.Limits(sheet.Signed, perCent(lower), perCent(upper), 1, 0, 100*margin, -100*margin)
	return from + " to " + to + " %"
}

// perCent is what a ratio is above 1, in per cent.
func perCent(ratio float64) float64 { return 100 * (ratio - 1) }
