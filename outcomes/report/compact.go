package report

import (
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/ethnicity"
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
// parts, its ranges, and whether the parts differ by more than chance. There is none if the report
// has no parts, or no table of the measure.
func (s screen) compact(id string) (sheet.Sheet, bool) {
	i := slices.IndexFunc(s.document.Tables, func(t Table) bool { return t.ID == id })
	if i < 0 || len(s.document.Parts) == 0 {
		return sheet.Sheet{}, false
	}
	c := compact{document: s.document, whole: s.document.Tables[i]}
	for i, a := range s.document.Adjusted {
		if a.ID == id && a.Within == nil {
			c.adjusted = &s.document.Adjusted[i]
		}
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
	if c.document.By == EachForce {
		return ByForce.String()
	}
	return periods[c.document.By].name
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
	}
	parts := c.document.Parts
	names := sheet.Cells(parts, func(p Part) sheet.Cell { return sheet.Cell{Text: p.Name} })
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

// total returns the number of searches of all kinds.
func total(by map[ethnicity.Group]int64) (n int64) {
	for _, m := range by {
		n += m
	}
	return n
}

// ofPart returns the index of a group in a part, and its word or why there is no index.
func (c compact) ofPart(p Part, g ethnicity.Group) (index, word sheet.Cell) {
	i := slices.IndexFunc(p.Tables, func(t Table) bool { return t.ID == c.whole.ID })
	if i < 0 {
		return index, sheet.Cell{Text: "no table"}
	}
	rows := p.Tables[i].Rows
	i = slices.IndexFunc(rows, func(row Row) bool { return row.Kind == "" && row.Group == g })
	if i < 0 {
		return index, sheet.Cell{Text: "no row"}
	}
	row := rows[i]
	index = indexCell(row.Ratio)
	switch {
	case row.Word != nil:
		word.Text = row.Word.Text()
	case index.Text == "":
		word.Text = "no index"
	}
	if row.Why != "" {
		word.Notes = []string{row.Why}
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
	names := []string{"adjusted for " + c.adjusted.by(), "range of chance"}
	if c.hasRanges() {
		names = append(names, "with unknown")
	}
	return sheet.Cells(append(names, c.part()+"s differ?"), func(name string) sheet.Cell { return sheet.Cell{Text: name} })
}

// foot returns the adjusted index of a group, and the cells beside and below it.
func (c compact) foot(g ethnicity.Group) (index sheet.Cell, cells []sheet.Cell) {
	if c.adjusted == nil {
		return index, nil
	}
	row, ok := c.adjusted.row(g)
	if !ok {
		return index, []sheet.Cell{{Text: "no index"}}
	}
	index = indexCell(row.ratio)
	var said AdjustedSaid
	if i := slices.IndexFunc(c.adjusted.Said, func(s AdjustedSaid) bool { return s.Group == g }); i >= 0 {
		said = c.adjusted.Said[i]
	}
	word := sheet.Cell{}
	switch {
	case said.Word != nil:
		word.Text = said.Word.Text()
	case index.Text == "":
		word.Text = "no index"
	}
	if said.Why != "" {
		word.Notes = []string{said.Why}
	}
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
