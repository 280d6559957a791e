package trend

import (
	"bytes"
	"io"
	"iter"
	"slices"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// Sheets yields the tables of the result, each with a stable name:
//
//	series        what was counted in each period, the index of every group, and its rates
//	picture       the indices drawn, a line for each period; where there are no rolling periods
//	rolling       the rolling periods with their indices, drawn
//	compared      the change from Before to After
//	year-on-year  the changes from the same period a year before
//	trends        the trend of every group
//
// Those that have nothing are not there. For a page, picture, rolling, compared and trends have a
// [sheet.Picture] of that name: picture and rolling a panel for each group, whose points stand at
// the middle of their periods, in calendar years, as 2016.5; compared and trends a forest plot,
// with the worst case around the interval.
//
// WriteText, WriteMarkdown and WriteCSV write them. For text
// of another width, or without characters beyond ASCII, set [sheet.Sheet.Width] and
// [sheet.Sheet.ASCII] of each and write it; [sheet.Sheet.Without] with the names change_p and
// per_year_p leaves out the p-values.
func (r Result[G, M]) Sheets() iter.Seq2[string, sheet.Sheet] {
	return func(yield func(string, sheet.Sheet) bool) {
		first := true
		for _, part := range []struct {
			name  string
			there bool
			sheet func() sheet.Sheet
		}{
			{"series", len(r.Series.Points) > 0, r.seriesSheet},
			{"picture", len(r.Series.Points) > 0 && len(r.Series.Rolling) == 0, r.pictureSheet},
			{"rolling", len(r.Series.Rolling) > 0, r.rollingSheet},
			{"compared", r.Compared != nil, r.comparedSheet},
			{"year-on-year", len(r.YearOnYear) > 0, r.yearOnYearSheet},
			{"trends", len(r.Trends) > 0, r.trendsSheet},
		} {
			if !part.there {
				continue
			}
			s := part.sheet()
			if first { // it says what holds for all
				s.Definition, s.Notes = r.Series.Definition, slices.Concat(r.Series.Notes, r.Notes, r.designEffects(), s.Notes)
				first = false
			}
			if !yield(part.name, s) {
				return
			}
		}
	}
}

// WriteText writes the result for people to read on a screen or in a letter: a row for each period
// with the index of every group and its interval, the rates, the indices drawn on one log axis, the
// changes and the trends, with footnotes. Periods that are missing or not whole are marked, and a
// break stands in a row of its own where it is.
//
// Rounding does not mislead: an interval that leaves out no change never prints as touching it. No
// line is wider than 80 characters: groups that have no room beside each other stand below. Names
// are cleaned of control characters. The error is that of w.
func (r Result[G, M]) WriteText(w io.Writer) error { return r.write(w, sheet.Sheet.WriteText) }

// WriteMarkdown writes what [Result.WriteText] does for a page, as tables of Markdown, without what
// is drawn. Names are escaped. The error is that of w.
func (r Result[G, M]) WriteMarkdown(w io.Writer) error {
	return r.write(w, sheet.Sheet.WriteMarkdown)
}

// write writes the tables with an empty line between.
func (r Result[G, M]) write(w io.Writer, form func(sheet.Sheet, io.Writer) error) error {
	var b bytes.Buffer
	for _, s := range r.Sheets() {
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		if err := form(s, &b); err != nil {
			return err
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// WriteCSV writes the result for programs, under one header whose first column, table, has the name
// of the table: see [Result.Sheets]. The series and the rolling periods have a line for each group
// in each period, also where nothing was counted, whose cells are then empty; the changes and the
// trends one for each group. Times are as of RFC 3339, and an end is the first moment after the
// period.
//
// Nothing is scaled or rounded: changes and trends are ratios, 1.05 for 5 % more. The cells are
// written as by [rri.Table.WriteCSV]. Notes that are not of one period are not written. The error
// is that of w.
func (r Result[G, M]) WriteCSV(w io.Writer) error {
	var sheets []sheet.Sheet
	for name, s := range r.Sheets() {
		rows := 0
		for _, c := range s.For(sheet.CSV) {
			rows = max(rows, len(c.Cells))
		}
		if rows == 0 {
			continue
		}
		cell := sheet.Cell{Value: sheet.String(name)}
		s.Columns = append([]sheet.Column{{Name: "table", In: sheet.CSV, Cells: slices.Repeat([]sheet.Cell{cell}, rows)}}, s.Columns...)
		sheets = append(sheets, s)
	}
	return sheet.WriteCSV(w, sheets...)
}
