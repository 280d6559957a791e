package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// standardLine is a unit beside a standard, or a heading above some.
type standardLine struct {
	name, source        string
	value, without      string
	ratio, limits, self string
}

// standardTable is the unit that is asked about beside the standards: those that hold it with it
// and without it. ok is false if there is no unit or no standard.
func standardTable[G cmp.Ordered, M rri.Measure](r peers.Result[G, M]) (s sheet.Sheet, ok bool) {
	var lines []standardLine
	for _, c := range r.Groups {
		at := slices.IndexFunc(c.Rows, func(row peers.Row) bool { return row.Unit == r.Set.Focus })
		if at < 0 || len(c.Standards) == 0 {
			continue
		}
		lines = append(lines, standardLine{name: fmt.Sprint(c.Group), value: valueOf(r, c, c.Rows[at].Value), self: "itself"})
		for _, b := range c.Standards {
			lines = append(lines, lineOf(r, c, b, b.Rows[at]))
		}
	}
	if len(lines) == 0 {
		return s, false
	}
	column := func(heading string, of func(standardLine) string) sheet.Column {
		return sheet.Column{Heading: heading, Sparse: true, Cells: sheet.Cells(lines, func(l standardLine) sheet.Cell { return sheet.Cell{Text: of(l)} })}
	}
	name := sheet.Column{Width: nameWidth, Align: sheet.Left, Cells: sheet.Cells(lines, func(l standardLine) sheet.Cell {
		if l.self != "" {
			return sheet.Cell{Text: l.name}
		}
		c := sheet.Cell{Text: "  " + l.name}
		if l.source != "" {
			c.Notes = []string{l.source}
		}
		return c
	})}
	s = sheet.Sheet{
		Title: r.Set.Focus + " beside larger areas and published figures",
		Columns: []sheet.Column{name, column("value", func(l standardLine) string { return l.value }), column("without it", func(l standardLine) string { return l.without }),
			column("times that", func(l standardLine) string { return l.ratio }), column("range", func(l standardLine) string { return l.limits })},
		Legend: []string{"without it: an area that " + r.Set.Focus + " is in, without its own counts, so that it is not compared with itself; times that: its value over that, or over the figure."},
	}
	s.Columns[4].Align = sheet.Dash
	return s, true
}

// nameWidth is how wide the names of standards are.
const nameWidth = 44

// lineOf is a unit beside one standard.
func lineOf[G cmp.Ordered, M rri.Measure](r peers.Result[G, M], c peers.Comparison[G], b peers.Benchmark, row peers.BenchmarkRow) standardLine {
	l := standardLine{name: b.Name, source: b.Source, value: valueOf(r, c, b.Value), ratio: "—", limits: "—"}
	if row.Without.Value != b.Value.Value && !math.IsNaN(row.Without.Value) {
		l.without = valueOf(r, c, row.Without)
	}
	if !math.IsNaN(row.Ratio.Value) {
		l.ratio, l.limits = cli.RatioText(row.Ratio), cli.RangeText(row.Ratio)
	}
	return l
}

// valueOf writes a value without its interval, which other tables have.
func valueOf[G cmp.Ordered, M rri.Measure](r peers.Result[G, M], c peers.Comparison[G], e rri.Estimate) string {
	value, _, _ := strings.Cut(r.ValueText(c, e), " (")
	return value
}
