package main

import (
	"bytes"
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

// overview is all groups below each other in one table: the units by their rank, the mean, and a
// larger area. It is what people see first; its numbers are those of the tables of each group.
func overview[G cmp.Ordered, M rri.Measure](r peers.Result[G, M]) sheet.Sheet {
	s := sheet.Sheet{Title: titleOf(r)}
	var groups []peers.Comparison[G]
	var tables [][]sheet.Column
	for _, c := range r.Groups {
		ranks := ranksOf(r, c)
		for _, line := range ranks.Legend {
			// which has rows of its own here
			if line != c.Lacking() && !slices.Contains(s.Legend, line) {
				s.Legend = append(s.Legend, line)
			}
		}
		if len(c.Rows) == 0 {
			continue
		}
		if s.Lines == nil {
			s.Lines = ranks.Lines[:1] // from which end ranks are counted
		}
		columns := withUnknown(ranks.For(sheet.Text|sheet.Markup), c)
		if len(columns) > len(s.Columns) {
			s.Columns = emptied(columns)
		}
		groups, tables = append(groups, c), append(tables, columns)
	}
	for i, c := range groups {
		addRow(s.Columns, sheet.Cell{Text: fmt.Sprint(c.Group)})
		for at := range c.Rows {
			for k, column := range s.Columns {
				cell := sheet.Cell{}
				if from := sameColumn(tables[i], s.Columns, k); from >= 0 {
					cell = tables[i][from].Cells[at]
				}
				s.Columns[k].Cells = append(column.Cells, cell)
			}
		}
		for _, m := range c.Missing {
			addNotRanked(s.Columns, m, r.Set.Focus)
		}
		if len(c.Rows) > 1 {
			addRow(s.Columns, below("mean of the units", nil, r.ValueText(c, c.Mean))...)
			setCell(s.Columns, unknownHead, meanUnknown(c))
		}
		for _, row := range standardRows(r, c) {
			addRow(s.Columns, row...)
		}
	}
	return s
}

// unknownHead is the head of the column of shares of people of no known group.
const unknownHead = "unknown"

// addNotRanked adds the row of a unit without a value, with the reason.
func addNotRanked(columns []sheet.Column, m peers.Missing, focus string) {
	name := m.Unit
	if name == focus {
		name = "▸ " + name
	}
	addRow(columns, sheet.Cell{Text: name}, sheet.Cell{Text: "—"})
	last := columns[len(columns)-1].Cells
	last[len(last)-1] = sheet.Cell{Text: "unranked", Notes: []string{strings.TrimSuffix(m.Why, ".")}}
}

// setCell sets the last cell of the column with a head, if there is one.
func setCell(columns []sheet.Column, heading, text string) {
	for _, c := range columns {
		if c.Heading == heading {
			c.Cells[len(c.Cells)-1] = sheet.Cell{Text: text}
		}
	}
}

// meanUnknown is the mean of the shares of people of no known group, each unit counting once.
func meanUnknown[G cmp.Ordered](c peers.Comparison[G]) string {
	var sum, n float64
	for _, row := range c.Rows {
		if !math.IsNaN(row.UnknownShare) {
			sum, n = sum+row.UnknownShare, n+1
		}
	}
	if n == 0 {
		return ""
	}
	return sheet.Share(sum / n)
}

// withUnknown returns the columns of ranks with the share of people of no known group before the
// last one, which is the word that it can forbid.
func withUnknown[G cmp.Ordered](columns []sheet.Column, c peers.Comparison[G]) []sheet.Column {
	if len(columns) == 0 || !slices.ContainsFunc(c.Rows, func(row peers.Row) bool { return row.UnknownShare > 0 }) {
		return columns
	}
	share := sheet.Column{Heading: unknownHead, Cells: sheet.Cells(c.Rows, func(row peers.Row) sheet.Cell {
		if math.IsNaN(row.UnknownShare) {
			return sheet.Cell{}
		}
		return sheet.Cell{Text: sheet.Share(row.UnknownShare)}
	})}
	return slices.Insert(slices.Clone(columns), len(columns)-1, share)
}

// emptied returns columns without their cells.
func emptied(columns []sheet.Column) []sheet.Column {
	columns = slices.Clone(columns)
	for i := range columns {
		columns[i].Cells = nil
	}
	return columns
}

// addRow adds a row to columns; the cells that it does not have are empty.
func addRow(columns []sheet.Column, cells ...sheet.Cell) {
	for i := range columns {
		var c sheet.Cell
		if i < len(cells) {
			c = cells[i]
		}
		columns[i].Cells = append(columns[i].Cells, c)
	}
}

// sameColumn returns where some columns have the one at an index of others: that of the same
// heading, the second of it if that is the second; -1 if they do not have it.
func sameColumn(columns, others []sheet.Column, at int) int {
	nth := 0
	for _, c := range others[:at] {
		if c.Heading == others[at].Heading {
			nth++
		}
	}
	for i, c := range columns {
		if c.Heading != others[at].Heading {
			continue
		}
		if nth == 0 {
			return i
		}
		nth--
	}
	return -1
}

// ranksOf returns the table of the ranks of one group.
func ranksOf[G cmp.Ordered, M rri.Measure](r peers.Result[G, M], c peers.Comparison[G]) sheet.Sheet {
	r.Groups = []peers.Comparison[G]{c}
	r.Notes, r.Set.Notes, r.Set.Definition = nil, nil, ""
	for name, s := range r.Sheets() {
		if name == "ranks" {
			return s
		}
	}
	return sheet.Sheet{}
}

// titleOf says what is compared with whom.
func titleOf[G cmp.Ordered, M rri.Measure](r peers.Result[G, M]) string {
	heading := r.Set.Labels.Heading((*new(M)).IsProportion())
	if r.Options.Quantity == peers.Index {
		heading = fmt.Sprintf("%s: times as often as %v (RRI)", cli.Capital(r.Set.Labels.WithDefaults(false).Measure), r.Set.Baseline)
	}
	return fmt.Sprintf("%s · %s · method %s", heading, cmp.Or(r.Set.Of, "units"), r.Options.Method)
}

// below is a row below the units: a name, with a note, and a value with its interval.
func below(name string, notes []string, value string) []sheet.Cell {
	value, limits, _ := strings.Cut(strings.TrimSuffix(value, ")"), " (")
	return []sheet.Cell{{Text: name, Notes: notes}, {Text: value}, {Text: strings.ReplaceAll(limits, " to ", " – ")}}
}

// standardRows are a larger area, without the unit that is asked about, and the published figures.
func standardRows[G cmp.Ordered, M rri.Measure](r peers.Result[G, M], c peers.Comparison[G]) (rows [][]sheet.Cell) {
	at := slices.IndexFunc(c.Rows, func(row peers.Row) bool { return row.Unit == r.Set.Focus })
	area := -1
	for i, b := range c.Standards {
		isFigure := !b.Value.Computed() || b.Value.Lower != b.Value.Lower
		switch {
		case isFigure:
			rows = append(rows, below(b.Name, []string{b.Source}, valueOf(r, c, b.Value)))
		case area < 0:
			area = i
		}
	}
	if area < 0 {
		return rows
	}
	b, rest := c.Standards[area], ""
	value, note := b.Value, fmt.Sprintf("%s (%s)", b.Name, b.Source)
	if at >= 0 && b.Rows[at].Without.Value != b.Value.Value {
		value, note, rest = b.Rows[at].Without, note+", without "+r.Set.Focus+" itself", "rest of "
	}
	name, _, _ := strings.Cut(rest+b.Name, ",")
	return append([][]sheet.Cell{below(name, []string{note}, r.ValueText(c, value))}, rows...)
}

// writeScreen writes what is shown as text or Markdown.
func (s *settings) writeScreen(w *bytes.Buffer, v shown) error {
	on := cli.Screen{Markdown: s.format == cli.FormatMarkdown, Width: s.width, ASCII: s.ascii}
	blocks := []sheet.Block{{Paragraphs: []string{cli.Capital(v.definition) + "."}}, {Title: "What can be said", Items: v.said, Numbered: true}}
	if v.overview != nil {
		blocks = append(blocks, tableBlock(*v.overview))
	}
	for _, g := range v.groups {
		for _, t := range g.sheets {
			if s.onScreen(t.name) {
				blocks = append(blocks, tableBlock(t.sheet))
			}
		}
	}
	blocks = append(blocks, sheet.Block{Title: "What to bear in mind", Items: v.bear})
	if s.full {
		blocks = append(blocks, sheet.Block{Title: "How the numbers are made", Items: v.made})
	} else {
		what := "how far each is from the mean, pairs, the funnel, every standard, and how numbers are made"
		if s.beside != "" {
			what = "how numbers are made"
		}
		blocks = append(blocks, sheet.Block{Title: "More", Items: []string{
			"-tables adds " + what + "; -format html draws them; -format csv has every digit."}})
	}
	return on.Write(w, v.title, append(blocks, sheet.Block{Title: "Source", Items: v.source})...)
}

// onScreen reports whether a table is among those of text and Markdown: what was not asked for is
// left to -tables.
func (s *settings) onScreen(name string) bool {
	switch name {
	case "lines", "shrinkage", "paired":
		return true
	case "funnel":
		return s.full || s.funnel != nil || s.options.Target != 0
	case "ranks":
		return s.full || s.options.Worst != 0
	}
	return s.full
}

// tableBlock returns a block with a table.
func tableBlock(s sheet.Sheet) sheet.Block { return sheet.Block{Sheet: &s} }

// valueOf writes a value without its interval, which other tables have.
func valueOf[G cmp.Ordered, M rri.Measure](r peers.Result[G, M], c peers.Comparison[G], e rri.Estimate) string {
	value, _, _ := strings.Cut(r.ValueText(c, e), " (")
	return value
}
