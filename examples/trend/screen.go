package main

import (
	"bytes"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// screen is what a reader sees first: what can be said, the trend of every group, and its index and
// change year by year, drawn.
type screen struct {
	b     *bytes.Buffer
	width int
	ascii bool
	page  bool // Markdown
}

// title writes a line above others.
func (s *screen) title(text string, level int) {
	if s.ascii {
		text = sheet.ToASCII(text)
	}
	if s.b.Len() > 0 {
		s.b.WriteByte('\n')
	}
	if s.page {
		fmt.Fprintf(s.b, "%s %s\n", strings.Repeat("#", level), sheet.EscapeMarkdown(text))
		return
	}
	fmt.Fprintln(s.b, sheet.Clean(text))
}

// list writes sentences below each other, with numbers or without.
func (s *screen) list(title string, numbers bool, items []string) {
	if len(items) == 0 {
		return
	}
	s.title(title, 2)
	if s.page {
		s.b.WriteByte('\n')
	}
	for i, item := range items {
		mark := "- "
		if numbers {
			mark = fmt.Sprintf("%d. ", i+1)
		}
		if s.ascii {
			item = sheet.ToASCII(item)
		}
		if s.page {
			fmt.Fprintln(s.b, mark+sheet.EscapeMarkdown(item))
			continue
		}
		for _, line := range sheet.Wrap("  "+mark+item, s.width, 2+len(mark)) {
			fmt.Fprintln(s.b, line)
		}
	}
}

// table writes a table.
func (s *screen) table(t sheet.Sheet) error {
	s.b.WriteByte('\n')
	t.Width, t.ASCII = s.width, s.ascii
	if s.page {
		return t.WriteMarkdown(s.b)
	}
	return t.WriteText(s.b)
}

// writeScreen writes a result for people.
func (s *settings) writeScreen(w *bytes.Buffer, r result, t *table, said []string) error {
	on := screen{b: w, width: s.width, ascii: s.ascii, page: s.format == cli.FormatMarkdown}
	points := r.Series.Points
	on.title(fmt.Sprintf("%s: %s from %s to %s", t.area, t.events, points[0].Name, points[len(points)-1].Name), 1)
	on.list("What can be said", true, said)
	if err := on.table(trendTable(r)); err != nil {
		return err
	}
	for name, part := range r.Sheets() {
		if name == "compared" || name == "rolling" {
			if err := on.table(part); err != nil {
				return err
			}
		}
	}
	if err := on.table(yearTable(r)); err != nil {
		return err
	}
	on.list("What to bear in mind", false, t.bearInMind(r))
	if !s.tables {
		on.list("More", false, []string{"-tables adds the rates, the words of the changes from year to year, and how much the counts scatter; -format csv has every digit."})
		return nil
	}
	for name, part := range r.Sheets() {
		if name == "series" || name == "year-on-year" || name == "trends" {
			if err := on.table(part); err != nil {
				return err
			}
		}
	}
	return nil
}

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
	return out
}

// senseText says what up and down are.
func senseText(s trend.Sense) string {
	up, down := s.Of(trend.Increasing), s.Of(trend.Reducing)
	if up == "" {
		return ""
	}
	return fmt.Sprintf(" Increasing is %s, Reducing is %s.", up, down)
}

// indexText writes an index.
func indexText(e rri.Estimate) string { return sheet.Limit(sheet.Ratio, e.Value, 2, leftOut(e, 1)...) }

// leftOut returns a value if the interval of an estimate leaves it out: the estimate must not print
// as that.
func leftOut(e rri.Estimate, null float64) []float64 {
	if null < e.Lower || null > e.Upper {
		return []float64{null}
	}
	return nil
}

// rangeText writes the interval of an index or of a ratio of two, so that no limit seems to be 1 or
// another of these values that it is not. Beside an interval that leaves out 1 the others, as the
// margin, are of no account.
func rangeText(e rri.Estimate, nulls ...float64) string {
	if e.Lower > 1 || e.Upper < 1 {
		nulls = nil
	}
	lower, upper, _ := sheet.Limits(sheet.Ratio, e.Lower, e.Upper, 2, append(nulls, 1)...)
	return lower + " – " + upper
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
	from, to, _ := sheet.Limits(sheet.Signed, perCent(e.Lower), perCent(e.Upper), 1, 0, 100*margin, -100*margin)
	return from + " to " + to + " %"
}

// perCent is what a ratio is above 1, in per cent.
func perCent(ratio float64) float64 { return 100 * (ratio - 1) }
