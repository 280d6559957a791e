package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// compact is the table of one measure by part: a row for each part, and a column for each group.
type compact struct {
	document Document
	whole    Table
	adjusted *Adjusted // for the parts alone, or nil
	groups   []ethnicity.Group
}

// compact returns the indices of a measure by part, and under them that which is adjusted for the
// parts, its ranges, and whether the parts differ by more than chance. Without parts, the index of
// everything together stands above that which is adjusted. There is none if there is one part and
// nothing to adjust for, or no table of the measure.
func (s screen) compact(id string) (sheet.Sheet, bool) {
	d := s.document
	i := slices.IndexFunc(d.Tables, func(t Table) bool { return t.ID == id })
	if i < 0 {
		return sheet.Sheet{}, false
	}
	c := compact{document: d, whole: d.Tables[i], adjusted: adjustedOf(d.Adjusted, id)}
	switch {
	case len(d.Parts) > 1:
	case c.adjusted == nil:
		return sheet.Sheet{}, false
	case d.Parts == nil:
		c.document.Parts = []Part{{Name: "all, not adjusted", Searches: d.Searches, Unknown: d.Unknown, Tables: d.Tables}}
	}
	for _, row := range c.whole.Rows {
		if row.Kind == "" && row.Group != c.whole.Baseline {
			c.groups = append(c.groups, row.Group)
		}
	}
	return c.sheet(), true
}

// part names what the parts are, as "force".
func (c compact) part() string {
	if c.document.By.isPeriod() {
		return periods[c.document.By].name
	}
	return ByForce.String()
}

// sheet lays the table out. The range of an index stands under its word.
func (c compact) sheet() sheet.Sheet {
	times := "times that of"
	if c.whole.Model == "rate" {
		times = "times as often as"
	}
	out := sheet.Sheet{
		Title:      fmt.Sprintf("%s by %s: %s %s", capital(c.whole.Measure), c.part(), times, people(c.whole.Baseline)),
		Definition: c.whole.Definition,
		Legend:     c.legend(),
	}
	parts := c.document.Parts
	names := sheet.Cells(parts, c.name)
	names = append(names, c.footNames()...)
	out.Columns = []sheet.Column{
		{Heading: c.part(), Align: sheet.Left, Cells: names},
		{Heading: "searches", Cells: sheet.Cells(parts, func(p Part) sheet.Cell { return sheet.Count(p.Searches) })},
		{Heading: "unknown", Cells: sheet.Cells(parts, func(p Part) sheet.Cell { return sheet.Cell{Text: percent(total(p.Unknown), p.Searches)} })},
	}
	for _, g := range c.groups {
		indices := sheet.Column{Heading: g.String()}
		words := sheet.Column{Align: sheet.Left, Sparse: true}
		for _, p := range parts {
			index, word := c.ofPart(p, g)
			indices.Cells, words.Cells = append(indices.Cells, index), append(words.Cells, word)
		}
		index, foot := c.foot(g)
		indices.Cells, words.Cells = append(indices.Cells, index), append(words.Cells, foot...)
		out.Columns = append(out.Columns, indices, words)
	}
	return out
}

// name names a part, with what is wrong with its months.
func (c compact) name(p Part) sheet.Cell {
	cell := sheet.Cell{Text: p.Name}
	if by := c.document.By; by.isPeriod() {
		first := by.first(p.From)
		cell.Text = by.label(first)
		if only := by.only(first, span{first: p.From, last: p.To}); only != "" {
			cell.Notes = append(cell.Notes, only)
		}
	}
	if t, ok := c.table(p); ok && t.MonthsNote != "" {
		cell.Notes = append(cell.Notes, t.MonthsNote)
	}
	return cell
}

// table returns the table of the measure that a part has, false if it has none.
func (c compact) table(p Part) (Table, bool) {
	i := slices.IndexFunc(p.Tables, func(t Table) bool { return t.ID == c.whole.ID })
	if i < 0 {
		return Table{}, false
	}
	return p.Tables[i], true
}

// legend says what the rows below the parts are, and what parts of several forces are adjusted for.
func (c compact) legend() (lines []string) {
	for _, p := range c.document.Parts {
		if a := adjustedOf(p.Adjusted, c.whole.ID); a != nil {
			lines = append(lines, fmt.Sprintf("Every index of a %s is adjusted for %s.", c.part(), a.by()))
			break
		}
	}
	if c.adjusted == nil {
		return lines
	}
	text := fmt.Sprintf("adjusted: set against %s of the same %s. range of chance: what chance leaves of that (%s).",
		people(c.whole.Baseline), c.adjusted.by(), sheet.Percent(c.adjusted.level()))
	if c.hasRanges() {
		text += " with unknown: what chance leaves, and every way in which the searches of unknown ethnicity could fall."
	}
	return append(lines, text)
}

// total returns the number of searches of all kinds.
func total(by map[ethnicity.Group]int64) (n int64) {
	for _, m := range by {
		n += m
	}
	return n
}

// ofPart returns the index of a group in a part, and its word or why there is no index.
func (c compact) ofPart(p Part, g ethnicity.Group) (index, word sheet.Cell) {
	t, ok := c.table(p)
	if !ok {
		return index, sheet.Cell{Text: "no table"}
	}
	if a := adjustedOf(p.Adjusted, t.ID); a != nil {
		return a.cells(g)
	}
	i := slices.IndexFunc(t.Rows, func(row Row) bool { return row.Kind == "" && row.Group == g })
	if i < 0 {
		return index, sheet.Cell{Text: "no row"}
	}
	row := t.Rows[i]
	return cellsOf(row.Ratio, row.Word, row.Why)
}

// cells returns the adjusted index of a group, and its word or why there is no index.
func (a Adjusted) cells(g ethnicity.Group) (index, word sheet.Cell) {
	row, ok := a.row(g)
	if !ok {
		return index, sheet.Cell{Text: "no index"}
	}
	said := a.said(g)
	return cellsOf(row.ratio, said.Word, said.Why)
}

// cellsOf returns the cells of an index, and of its word or why there is no index.
func cellsOf(e rri.Estimate, w *claims.Word, why string) (index, word sheet.Cell) {
	index = indexCell(e)
	switch {
	case w != nil:
		word.Text = w.Text()
	case index.Text == "":
		word.Text = "no index"
	}
	if why != "" {
		word.Notes = []string{why}
	}
	return index, word
}

// indexCell writes an index, nothing where there is nothing to compare.
func indexCell(e rri.Estimate) sheet.Cell {
	if !e.Computed() || math.IsNaN(e.Value) || math.IsInf(e.Value, 0) {
		return sheet.Cell{}
	}
	return sheet.Cell{Text: sheet.Limit(sheet.Ratio, e.Value, 2, 1)}
}

// hasRanges reports whether the adjusted indices have ranges that allow for the unknown.
func (c compact) hasRanges() bool {
	return slices.ContainsFunc(c.adjusted.Said, func(s AdjustedSaid) bool { return s.Range != nil })
}

// footNames names the rows below the parts.
func (c compact) footNames() []sheet.Cell {
	if c.adjusted == nil {
		return nil
	}
	names := []string{"adjusted", "range of chance"}
	if c.hasRanges() {
		names = append(names, "with unknown")
	}
	return sheet.Cells(append(names, strings.ReplaceAll(c.adjusted.by(), " and ", "s or ")+"s differ?"), func(name string) sheet.Cell { return sheet.Cell{Text: name} })
}

// foot returns the adjusted index of a group, and the cells beside and below it.
func (c compact) foot(g ethnicity.Group) (index sheet.Cell, cells []sheet.Cell) {
	if c.adjusted == nil {
		return index, nil
	}
	index, word := c.adjusted.cells(g)
	row, ok := c.adjusted.row(g)
	if !ok {
		return index, []sheet.Cell{word}
	}
	said := c.adjusted.said(g)
	cells = []sheet.Cell{word, rangeCell(row.ratio.Lower, row.ratio.Upper)}
	if c.hasRanges() {
		var both sheet.Cell
		if said.Range != nil {
			lower, upper := 0.0, math.Inf(1)
			if said.Range.Lower != nil {
				lower = *said.Range.Lower
			}
			if said.Range.Upper != nil {
				upper = *said.Range.Upper
			}
			both = rangeCell(lower, upper)
		}
		cells = append(cells, both)
	}
	differ := sheet.Cell{Text: "cannot tell"}
	if row.alike < 1-c.adjusted.level() {
		differ.Text = "yes"
	}
	return index, append(cells, differ)
}

// rangeCell writes a range, whose ends stay on their side of 1.
func rangeCell(lower, upper float64) sheet.Cell {
	if math.IsNaN(lower) || math.IsNaN(upper) {
		return sheet.Cell{}
	}
	from, to, _ := sheet.Limits(sheet.Ratio, lower, upper, 2, 1)
	return sheet.Cell{Text: from + "–" + to}
}
