package report

import (
	"fmt"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// mostDrawn is how many groups have their runs of months drawn on the first screen.
const mostDrawn = 5

// rollingSheet has the runs of months, drawn group by group, or, of many groups, in a row each.
func (c changeTables) rollingSheet() sheet.Sheet {
	n := c.document.Change.Rolling
	share := n - c.document.By.kind().Months()
	shown, hidden := c.windows()
	out := sheet.Sheet{Title: fmt.Sprintf("%s over rolling %d months: %s, with its range", capital(c.measure()), n, c.times())}
	out.Columns = c.rollingNumbers(shown)
	if len(c.groups()) <= mostDrawn {
		out.Columns = c.rollingPicture(shown)
	}
	out.Columns[0].Heading = fmt.Sprintf("%d months to", n)
	out.Pictures = c.rollingPictures()
	out.Legend = []string{fmt.Sprintf("Neighbouring rows share %s: a picture, and no comparison. %s", plural(int64(share), "month", "months"), c.chance())}
	if n := len(hidden); n > 0 {
		out.Legend = append(out.Legend, fmt.Sprintf("Not shown, as less than half of their months are there: those to %s (%d of them).", monthRuns(hidden), n))
	}
	return out
}

// lastMonth names a run of months by its last one, with what is wrong with it.
func lastMonth(w window) sheet.Cell {
	cell := sheet.Cell{Text: monthName(monthsIn(w.Period).Last)}
	if w.note != "" {
		cell.Notes = []string{w.note}
	}
	return cell
}

// rollingNumbers returns a row for each run of months.
func (c changeTables) rollingNumbers(shown []window) (columns []sheet.Column) {
	columns = append(columns, sheet.Column{Align: sheet.Left, Cells: sheet.Cells(shown, lastMonth)})
	for _, g := range c.groups() {
		columns = append(columns, sheet.Column{Heading: g.String(), Align: sheet.Left,
			Cells: sheet.Cells(shown, func(w window) sheet.Cell { return sheet.Cell{Text: withRange(w.ratios[g])} })})
	}
	return columns
}

// rollingPicture returns the runs of months of one group after the other, with a line for each.
func (c changeTables) rollingPicture(shown []window) []sheet.Column {
	name, times, ranges, plot := sheet.Column{Align: sheet.Left}, sheet.Column{Heading: "times"}, sheet.Column{Heading: "range"}, sheet.Column{Plot: true}
	row := func(first, second, third sheet.Cell, drawn *sheet.Interval) {
		name.Cells, times.Cells, ranges.Cells = append(name.Cells, first), append(times.Cells, second), append(ranges.Cells, third)
		plot.Cells = append(plot.Cells, sheet.Cell{Plot: drawn})
	}
	for _, g := range c.groups() {
		row(sheet.Label(g.String()), sheet.Cell{}, sheet.Cell{}, nil)
		for _, w := range shown {
			e := w.ratios[g]
			if !isFinite(e) {
				row(lastMonth(w), sheet.Cell{Text: "no index"}, sheet.Cell{}, nil)
				continue
			}
			row(lastMonth(w), sheet.Cell{Text: timesText(e)}, sheet.Cell{Text: rangeText(e.Lower, e.Upper)}, &sheet.Interval{Value: e.Value, Lower: e.Lower, Upper: e.Upper})
		}
	}
	return []sheet.Column{name, times, ranges, plot}
}

// windows returns the runs of months of which half or more is there, and the last months of the
// others.
func (c changes) windows() (shown []window, hidden []outcomes.Month) {
	for _, w := range c.rolling {
		if w.covered < leastShown || len(w.ratios) == 0 {
			hidden = append(hidden, monthsIn(w.Period).Last)
		} else {
			shown = append(shown, w)
		}
	}
	return shown, hidden
}

// leastShown is the share of a run of months that has to be there for it to be shown.
const leastShown = 0.5

// monthRuns names months in order, each run of them by its ends.
func monthRuns(months []outcomes.Month) string {
	var names []string
	for i, first := 0, 0; i < len(months); i++ {
		if i+1 < len(months) && months[i].Next() == months[i+1] {
			continue
		}
		names = append(names, span{first: months[first], last: months[i]}.months())
		first = i + 1
	}
	return and(names)
}
