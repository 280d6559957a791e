package peers

import (
	"bytes"
	"cmp"
	"io"
	"iter"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Sheets yields the tables of the result, group after group, each with a stable name:
//
//	ranks      the value of every unit, its rank, and what it is beside the mean of the others
//	pairs      which units can be told apart
//	funnel     where every unit stands in the funnel
//	lines      the outlier lines of an inspectorate
//	shrinkage  what every unit borrows from the others
//	benchmark  every unit beside the standards
//
// Those that have nothing are not there. The names are those of one group, and come again with the
// next one; the title of a sheet says which group it is of. For one group alone, keep that one in
// Groups. For a page, ranks has a [sheet.Picture] of the ranks and, of indices, one of the values
// and their intervals, named ranks and values, and funnel has one of its name.
//
// WriteText, WriteMarkdown and WriteCSV write them. For text of another width, or without
// characters beyond ASCII, set [sheet.Sheet.Width] and [sheet.Sheet.ASCII] of each and write it.
func (r Result[G, M]) Sheets() iter.Seq2[string, sheet.Sheet] {
	return func(yield func(string, sheet.Sheet) bool) {
		first := true
		for _, c := range r.Groups {
			w := writer[G, M]{r.writing(), &r, c}
			for _, part := range []struct {
				name  string
				there bool
				sheet func() sheet.Sheet
			}{
				{"ranks", true, w.ranksSheet},
				{"pairs", len(c.Pairs) > 0, w.pairsSheet},
				{"funnel", c.hasFunnel(), w.funnelSheet},
				{"lines", c.Lines != nil, w.linesSheet},
				{"shrinkage", c.Shrinkage != nil, w.shrinkageSheet},
				{"benchmark", len(c.Standards) > 0, w.benchmarkSheet},
			} {
				if !part.there {
					continue
				}
				s := part.sheet()
				if first { // it says what holds for all
					s.Definition, s.Notes = r.Set.Definition, slices.Concat(r.Set.Notes, r.Notes, designEffects(r.Set), s.Notes)
					first = false
				}
				if !yield(part.name, s) {
					return
				}
			}
		}
	}
}

// WriteText writes the result for people to read on a screen or in a letter: group after group a
// row for each unit, from the lowest, with its value, its rank and what can be said of it, the
// pairs that can be told apart, the funnel and what else it has, with footnotes. The unit that is
// asked about is marked, and units without a value are named below the table.
//
// A rank stands beside its interval, and it is said from which end ranks are counted. Rounding
// does not mislead: an interval that leaves out 1 never prints as touching it. No line is wider
// than 80 characters. Names are cleaned of control characters. The error is that of w.
func (r Result[G, M]) WriteText(w io.Writer) error {
	return write(w, r.Sheets(), sheet.Sheet.WriteText)
}

// WriteMarkdown writes what [Result.WriteText] does for a page, as tables of Markdown. Names are
// escaped. The error is that of w.
func (r Result[G, M]) WriteMarkdown(w io.Writer) error {
	return write(w, r.Sheets(), sheet.Sheet.WriteMarkdown)
}

// WriteCSV writes the result for programs, under one header whose first column, table, has the name
// of the table: see [Result.Sheets]. There is a line for each unit in each group, of pairs for each
// pair, of a benchmark for each unit and standard. ranks has the units without a value too, with
// the reason in the column missing.
//
// Nothing is scaled or rounded. The cells are written as by [rri.Table.WriteCSV]. Notes are not
// written. The error is that of w.
func (r Result[G, M]) WriteCSV(w io.Writer) error { return writeCSV(w, r.Sheets()) }

// write writes tables with an empty line between.
func write(w io.Writer, sheets iter.Seq2[string, sheet.Sheet], form func(sheet.Sheet, io.Writer) error) error {
	var b bytes.Buffer
	for _, s := range sheets {
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

// writeCSV writes tables under one header, with their names in front.
func writeCSV(w io.Writer, tables iter.Seq2[string, sheet.Sheet]) error {
	var sheets []sheet.Sheet
	for name, s := range tables {
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

// writer makes the sheets of a group.
type writer[G cmp.Ordered, M rri.Measure] struct {
	writing
	r *Result[G, M]
	c Comparison[G]
}
