package peers

import (
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// benchmarkSheet returns the units beside the standards: a table for each of them.
func (w writer[G, M]) benchmarkSheet() sheet.Sheet {
	s := sheet.Sheet{Title: fmt.Sprintf("%s · %s beside a standard", w.subject(w.group()), w.of)}
	if len(w.c.Standards) > 1 {
		s.Title = fmt.Sprintf("%s · %s beside %d standards", w.subject(w.group()), w.of, len(w.c.Standards))
	}
	for i, b := range w.c.Standards {
		lines, table := w.standardTable(b)
		if i == 0 {
			s.Lines, s.Columns = lines, table
			continue
		}
		s.Parts = append(s.Parts, sheet.Sheet{Lines: lines, Columns: table})
	}
	s.Columns = append(s.Columns, w.benchmarkColumns()...)
	return s
}

// standardTable returns what is said of a standard, and the units beside it.
func (w writer[G, M]) standardTable(b Benchmark) (lines []string, table columns.Columns) {
	values := []float64{b.Value.Value}
	for _, row := range b.Rows {
		values = append(values, row.Without.Value)
	}
	style := w.style(values...)
	text := fmt.Sprintf("%s: %s", b.Name, withLimits(w.estimate(b.Value, style)))
	if b.Source != "" {
		text += fmt.Sprintf(" (%s)", b.Source)
	}
	text += "."
	held := len(w.heldIn(b.Name)) > 0
	if held {
		text += " A unit that is in it is set beside it without the unit itself, so that it is not compared with its own counts."
	}
	units(w.writing, &table, b.Rows, func(row BenchmarkRow) string { return row.Unit })
	if held {
		withouts := make([]columns.Text, len(b.Rows))
		for i, row := range b.Rows {
			withouts[i] = w.estimate(row.Without, style)
			withouts[i].Notes = nil
		}
		table.Estimate(w.valueName()+" without the unit", w.Interval(), withouts)
	}
	ratios := make([]columns.Text, len(b.Rows))
	for i, row := range b.Rows {
		ratios[i] = w.estimate(row.Ratio, timesStyle)
	}
	table.Estimate("times that", w.Interval(), ratios)
	return []string{text}, table
}

// heldIn returns the units that are in a standard of the set.
func (w writer[G, M]) heldIn(name string) []string {
	for _, s := range w.r.Set.Standards {
		if s.Name == name {
			return s.Holds
		}
	}
	return nil
}

// benchmarkLine is a unit beside a standard, as programs get it.
type benchmarkLine struct {
	BenchmarkRow
	standard *Benchmark
}

// benchmarkColumns returns the columns of the benchmarks for programs.
func (w writer[G, M]) benchmarkColumns() []sheet.Column {
	type line = benchmarkLine
	x := columns.Exact[line]{}
	for i := range w.c.Standards {
		for _, row := range w.c.Standards[i].Rows {
			x.Rows = append(x.Rows, line{row, &w.c.Standards[i]})
		}
	}
	labelled(&x, w.writing, w.group())
	unitColumns(&x, w.writing, func(l line) string { return l.Unit })
	x.Value("standard", func(l line) sheet.Value { return sheet.String(l.standard.Name) })
	x.Value("standard_source", func(l line) sheet.Value { return sheet.String(l.standard.Source) })
	x.Value("holds_unit", func(l line) sheet.Value { return sheet.Bool(slices.Contains(w.heldIn(l.standard.Name), l.Unit)) })
	x.Estimate("standard_value", false, func(l line) rri.Estimate { return l.standard.Value })
	x.Value("over_standard", func(l line) sheet.Value { return sheet.Float(l.With) })
	x.Estimate("without_unit", false, func(l line) rri.Estimate { return l.Without })
	x.Estimate("ratio", true, func(l line) rri.Estimate { return l.Ratio })
	x.Basis(func(l line) rri.Estimate { return l.Ratio })
	return x.Columns
}
