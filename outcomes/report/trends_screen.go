package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// mostYears is how many changes from year to year stand on the first screen.
const mostYears = 8

// changeSheets returns what the first screen has of how the search rate changed: its index over
// rolling runs of months, the change that was asked for, those from year to year where they are
// few, and its trend.
func (s screen) changeSheets() []sheet.Sheet { return s.changeSheetsOf(s.document.words().RateID()) }

// changeSheetsOf is changeSheets of the measure that leads.
func (s screen) changeSheetsOf(id string) (list []sheet.Sheet) {
	t, ok := trendIn(s.document.Trends, id)
	if !ok {
		return s.changesOfParts(id)
	}
	c := changeTables{changes: t.changes(), screen: s, of: t, document: s.document}
	if len(c.rolling) > 0 {
		list = append(list, c.rollingSheet())
	}
	if c.compared != nil {
		list = append(list, c.comparedSheet())
	}
	if n := len(c.yearOnYear); n > 0 && n <= mostYears {
		list = append(list, c.yearsSheet())
	}
	if c.hasTrend() {
		list = append(list, c.trendSheet())
	}
	if n := len(list); n > 0 {
		list[n-1].Legend = append(list[n-1].Legend, c.remarks()...)
	}
	return append(list, s.changesOfParts(id)...)
}

// changeBlocks returns what a measure has on change, below its table: the rolling runs of months,
// or the periods, drawn, the changes and the trend.
func (s screen) changeBlocks(id string) (list []sheet.Block) {
	t, ok := trendIn(s.document.Trends, id)
	if ok {
		notes := t.changes().notes
		for name, table := range t.sheets() {
			// the table by part has the periods
			if name == "series" || name == "trends" && !t.changes().hasTrend() {
				continue
			}
			for _, note := range notes {
				table.Legend = append(slices.Clip(table.Legend), capital(note))
			}
			notes = nil
			list = append(list, sheet.Block{Sheet: &table})
		}
	}
	if wording.IsRate(id) {
		return list
	}
	for _, table := range s.changesOfParts(id) {
		list = append(list, sheet.Block{Sheet: &table})
	}
	return list
}

// nameChanges names the pictures of the tables on change of a measure, on a page. What is drawn
// elsewhere is not drawn again: the periods are with the table by part, and the runs of months of
// the search rate are on the first screen.
func (c composer) nameChanges(id string, s screen, blocks []sheet.Block) {
	for _, b := range blocks {
		if len(b.Sheet.Pictures) == 0 {
			continue
		}
		switch name := b.Sheet.Pictures[0].Name; {
		case name == "picture" && len(c.parts) > 1, name == "rolling" && wording.IsRate(id):
			*b.Sheet = withoutPictures(*b.Sheet)
		default:
			b.Sheet.Pictures = s.named(id, b.Sheet.Pictures)
		}
	}
}

// changeTables lays the tables of one measure out.
type changeTables struct {
	changes
	screen   screen
	of       Trend
	document Document
}

// measure names what changes, as "search rate".
func (c changeTables) measure() string {
	if c.of.Rates != nil {
		return c.of.Rates.Series.Measure
	}
	return c.of.Proportions.Series.Measure
}

// level returns the confidence level of the ranges.
func (c changeTables) level() float64 {
	if c.of.Rates != nil {
		return c.of.Rates.Options.Level
	}
	return c.of.Proportions.Options.Level
}

// times says what an index is.
func (c changeTables) times() string {
	if c.of.Rates != nil {
		return "times as often as " + people(c.baseline)
	}
	return "times that of " + people(c.baseline)
}

// chance says what a range is.
func (c changeTables) chance() string {
	return fmt.Sprintf("range: by chance alone (%s).", sheet.Percent(c.level()))
}

// chanceOfTrend says what the range of a trend is, which allows for the scatter about it too.
func (c changeTables) chanceOfTrend() string {
	if c.document.Filters.Independent {
		return c.chance()
	}
	return fmt.Sprintf("range: by chance and by the scatter (%s).", sheet.Percent(c.level()))
}

// withRange writes an index with its range.
func withRange(e rri.Estimate) string {
	if !isFinite(e) {
		return "no index"
	}
	return timesText(e) + " " + rangeText(e.Lower, e.Upper)
}

// isFinite reports whether there is an index.
func isFinite(e rri.Estimate) bool {
	return e.Computed() && !math.IsNaN(e.Value) && !math.IsInf(e.Value, 0)
}

// ratioText writes the ratio of two indices, which is none of no change or of the margin unless it
// is exactly that.
func (c changeTables) ratioText(v float64) string {
	m := c.document.Change.Margin
	return sheet.Limit(indexStyle, v, 2, 1, 1-m, 1+m)
}

// leavesOut reports whether a range leaves out no change: the margin then has no part in its word,
// and its limits need no more digits beside that.
func leavesOut(lower, upper, none float64) bool { return lower > none || upper < none }

// ratioRange writes the range of a ratio of two indices.
func (c changeTables) ratioRange(lower, upper float64) string {
	if math.IsNaN(lower) || math.IsNaN(upper) {
		return ""
	}
	nulls := []float64{1}
	if m := c.document.Change.Margin; !leavesOut(lower, upper, 1) {
		nulls = append(nulls, 1-m, 1+m)
	}
	from, to, _ := sheet.Limits(limitStyle, lower, upper, 2, nulls...)
	return from + "–" + to
}

// wordOf writes the word of a change, or that there is none, with the reason.
func wordOf(word trend.Word, why string) (cell sheet.Cell) {
	if cell.Text = word.String(); word == trend.CannotTell {
		cell.Text = strings.ToLower(cell.Text)
	}
	if why != "" && (word == trend.NoWord || why != wordOfChange) {
		cell.Notes = []string{why}
	}
	return cell
}

// wordOfChange is what rri/trend says of a word that is of a change, which stands in a table that
// says so.
const wordOfChange = "of the change"

// comparedSheet has a row for each group, with its change between two stretches of months.
func (c changeTables) comparedSheet() sheet.Sheet {
	rows := slices.DeleteFunc(slices.Clone(c.compared.Rows), func(row trend.ChangeRow[ethnicity.Group]) bool { return row.Group == c.baseline })
	type row = trend.ChangeRow[ethnicity.Group]
	column := func(heading string, cell func(row) sheet.Cell) sheet.Column {
		return sheet.Column{Heading: heading, Sparse: true, Cells: sheet.Cells(rows, cell)}
	}
	index := func(e rri.Estimate) sheet.Cell {
		if !isFinite(e) {
			return sheet.Cell{Text: withheldText}
		}
		return sheet.Cell{Text: timesText(e)}
	}
	out := sheet.Sheet{
		Title: fmt.Sprintf("%s, %s (before) and %s (after): %s, and the change as times what it was",
			capital(c.measure()), c.named(c.compared.Before), c.named(c.compared.After), c.times()),
		Columns: []sheet.Column{
			column("", func(r row) sheet.Cell { return sheet.Label(r.Group.String()) }),
			column("before", func(r row) sheet.Cell { return index(r.Before) }),
			column("after", func(r row) sheet.Cell { return index(r.After) }),
			column("change", func(r row) sheet.Cell {
				if !isFinite(r.Ratio) {
					return sheet.Cell{Text: withheldText}
				}
				return sheet.Cell{Text: c.ratioText(r.Ratio.Value)}
			}),
			column("range", func(r row) sheet.Cell { return sheet.Cell{Text: c.ratioRange(r.Ratio.Lower, r.Ratio.Upper)} }),
			column("with unknown", func(r row) sheet.Cell {
				if r.Worst == nil {
					return sheet.Cell{}
				}
				return sheet.Cell{Text: c.ratioRange(r.Worst.Lower, r.Worst.Upper)}
			}),
			column("in a word", func(r row) sheet.Cell { return wordOf(r.Word, r.Why) }),
		},
	}
	out.Columns[0].Align, out.Columns[6].Align = sheet.Left, sheet.Left
	out.Legend = withLine(out.Legend, strings.Join(append([]string{c.chance()}, c.wordLines()...), " "))
	out.Legend = withLine(out.Legend, c.independentLine())
	return out
}

// named names the months of a period of a change that count in it.
func (c changeTables) named(p trend.Period) string {
	return claims.MonthsName(monthsIn(p), c.document.Change.LeaveOut)
}

// independentLine has the ranges of the change if every search were independent of all others.
func (c changeTables) independentLine() string {
	if c.of.Independent == nil {
		return ""
	}
	var list []string
	for _, row := range c.of.Independent.Rows {
		if row.Group != c.baseline && isFinite(row.Ratio) {
			list = append(list, fmt.Sprintf("%s %s", row.Group, c.ratioRange(row.Ratio.Lower, row.Ratio.Upper)))
		}
	}
	if list == nil {
		return ""
	}
	return fmt.Sprintf("If every search were independent of all others, which people stopped together are not, the ranges would be %s.", and(list))
}

// wordLines says what the words mean.
func (c changeTables) wordLines() (lines []string) {
	if c.hasWorst() {
		lines = append(lines, c.document.say("with unknown: and whichever way the {searches} of unknown ethnicity fell, in any period."))
	}
	return append(lines, fmt.Sprintf("Increasing, Reducing: the range leaves out no change. Stable: it and that with the unknown lie within %s of it.",
		sheet.Share(c.document.Change.Margin)))
}

// hasWorst reports whether any change or trend has a range that allows for the unknown.
func (c changeTables) hasWorst() bool {
	if c.compared != nil {
		for _, row := range c.compared.Rows {
			if row.Worst != nil {
				return true
			}
		}
	}
	return slices.ContainsFunc(c.trends, func(t trend.Trend[ethnicity.Group]) bool { return t.Worst != nil })
}

// marks stand for the words in a narrow table.
var marks = map[trend.Word]string{trend.Increasing: " ↑", trend.Reducing: " ↓", trend.Stable: " ="}

// markLegend says what the marks mean.
func (c changeTables) markLegend() string {
	return fmt.Sprintf("%s ↑ Increasing, ↓ Reducing: the range leaves out no change, of those with a recorded ethnicity; = Stable: it and that with the unknown lie within %s of it. "+
		"No mark: cannot tell, or no word.", c.chance(), sheet.Share(c.document.Change.Margin))
}

// changeCells returns the changes of every group in columns, one row each, and the reasons that all
// groups of a row share.
func (c changeTables) changeCells(list []trend.Change[ethnicity.Group], groups []ethnicity.Group) (columns []sheet.Column, shared []string) {
	shared = make([]string, len(list))
	for i, change := range list {
		shared[i] = sharedWhy(change, c.baseline)
	}
	for _, g := range groups {
		column := sheet.Column{Heading: g.String(), Align: sheet.Left}
		for i, change := range list {
			var cell sheet.Cell
			for _, row := range change.Rows {
				if row.Group != g {
					continue
				}
				cell.Text = withRange(row.Ratio) + marks[row.Word]
				if row.Word == trend.NoWord && row.Why != shared[i] {
					cell.Notes = []string{row.Why}
				}
			}
			column.Cells = append(column.Cells, cell)
		}
		columns = append(columns, column)
	}
	return columns, shared
}

// sharedWhy returns the reason that no group of a change has a word; "" if they have several, or a
// word.
func sharedWhy(c trend.Change[ethnicity.Group], baseline ethnicity.Group) (why string) {
	for _, row := range c.Rows {
		switch {
		case row.Group == baseline:
		case row.Word != trend.NoWord, why != "" && row.Why != why:
			return ""
		default:
			why = row.Why
		}
	}
	return why
}

// yearsSheet has a row for each change from one year to the next.
func (c changeTables) yearsSheet() sheet.Sheet {
	by := c.document.By
	out := sheet.Sheet{Title: fmt.Sprintf("%s, each %s and that of the year before: the index as times what it was", capital(c.measure()), by.kind().Noun())}
	columns, shared := c.changeCells(c.yearOnYear, c.groups())
	names := sheet.Column{Heading: by.kind().Noun(), Align: sheet.Left}
	if by == EachQuarter {
		names.Heading, names.Width = "quarter from", 8
	}
	for i, change := range c.yearOnYear {
		cell := sheet.Cell{Text: change.After.Name}
		if by == EachMonth || by == EachQuarter {
			cell.Text = shortMonth(monthsIn(change.After).First)
		}
		if shared[i] != "" {
			cell.Notes = []string{shared[i]}
		}
		names.Cells = append(names.Cells, cell)
	}
	out.Columns = append([]sheet.Column{names}, columns...)
	out.Legend = []string{c.markLegend()}
	return out
}

// shortMonth names a month as "Mar 2017".
func shortMonth(m outcomes.Month) string {
	return fmt.Sprintf("%.3s %d", m.Month().String(), m.Year())
}

// remarks says what else there is to know of the changes of a measure, and what is told elsewhere.
func (c changeTables) remarks() (lines []string) {
	for _, note := range c.notes {
		lines = append(lines, capital(strings.TrimSuffix(note, "."))+".")
	}
	if n := len(c.yearOnYear); n > mostYears {
		noun := c.document.By.kind().Noun()
		where := flags["Tables"] + " " + c.of.ID
		if c.screen.page {
			where = "see " + capital(c.measure())
		}
		lines = append(lines, fmt.Sprintf("%s can be set against the same of the year before: %s.", capital(plural(int64(n), noun, noun+"s")), where))
	}
	return lines
}
