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
		return c.document.By.kind().Noun()
	}
	return ByForce.String()
}

// sheet lays the table out.
func (c compact) sheet() sheet.Sheet {
	times := "times that of"
	if c.whole.Model == modelRate {
		times = "times as often as"
	}
	out := sheet.Sheet{
		Title: fmt.Sprintf("%s by %s: %s %s", capital(c.whole.Measure), c.part(), times, people(c.whole.Baseline)),
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
		column := sheet.Column{Heading: g.String(), Align: sheet.Left}
		for _, p := range parts {
			column.Cells = append(column.Cells, c.ofPart(p, g))
		}
		column.Cells = append(column.Cells, c.foot(g)...)
		out.Columns = append(out.Columns, column)
	}
	out.Legend = c.legend(out)
	return out
}

// name names a part, with what is wrong with its months.
func (c compact) name(p Part) sheet.Cell {
	cell := sheet.Cell{Text: p.Name}
	if by := c.document.By; by.isPeriod() {
		first := by.kind().First(p.From)
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

// legend says what the rows below the parts are and what the words mean, and what parts of several
// forces are adjusted for.
func (c compact) legend(out sheet.Sheet) (lines []string) {
	for _, p := range c.document.Parts {
		if a := adjustedOf(p.Adjusted, c.whole.ID); a != nil {
			lines = append(lines, fmt.Sprintf("Every index of a %s is adjusted for %s.", c.part(), a.by()))
			break
		}
	}
	words := []string{"unknown: share of searches of no known ethnicity."}
	if c.adjusted != nil {
		words = append(words, fmt.Sprintf("adjusted: set against %s of the same %s. range: by chance alone (%s).",
			people(c.whole.Baseline), c.adjusted.by(), sheet.Percent(c.adjusted.level())))
		if c.hasRanges() {
			words = append(words, fmt.Sprintf("with unknown: and if every search of unknown ethnicity had been of %s, or of the group.", people(c.whole.Baseline)))
		}
	}
	words = append(words, wordLegend(c.document.UnknownAllocation, func(w claims.Word) bool {
		return slices.ContainsFunc(out.Columns, func(column sheet.Column) bool {
			return slices.ContainsFunc(column.Cells, func(cell sheet.Cell) bool { return strings.HasSuffix(cell.Text, " "+w.Text()) })
		})
	})...)
	if c.whole.ID == searchTable {
		words = append(words, "No word: cannot tell.")
	}
	lines = append(lines, strings.Join(words, " "))
	if c.adjusted != nil {
		lines = withLine(lines, c.adjusted.otherLine())
	} else {
		lines = append(lines, c.otherLines()...)
		for _, note := range c.document.Notes {
			if strings.HasPrefix(note, "No index is adjusted") {
				lines = append(lines, note)
			}
		}
	}
	return lines
}

// otherLines says of each part what its indices are over other residents, where there is no index
// that is adjusted for the parts; of more than three parts that is left to their tables.
func (c compact) otherLines() (lines []string) {
	const most = 3
	for _, p := range c.document.Parts {
		if t, ok := c.table(p); ok && t.OtherResidents != nil {
			lines = withLine(lines, t.otherLine(c.name(p).Text+", over"))
		}
	}
	if len(lines) > most {
		return nil
	}
	return lines
}

// total returns the number of searches of all kinds.
func total(by map[ethnicity.Group]int64) (n int64) {
	for _, m := range by {
		n += m
	}
	return n
}

// ofPart returns the index of a group in a part with its word, or why there is no index.
func (c compact) ofPart(p Part, g ethnicity.Group) sheet.Cell {
	t, ok := c.table(p)
	switch {
	case !ok && c.whole.ID == searchTable && p.Residents == 0 && len(p.Tables) > 0:
		return sheet.Cell{Text: "no rate", Notes: []string{c.whyNoRate(p)}}
	case !ok:
		return sheet.Cell{Text: "no table"}
	}
	if a := adjustedOf(p.Adjusted, t.ID); a != nil {
		return a.cell(g)
	}
	i := slices.IndexFunc(t.Rows, func(row Row) bool { return row.Kind == "" && row.Group == g })
	if i < 0 {
		return sheet.Cell{Text: "no row"}
	}
	row := t.Rows[i]
	return cellOf(row.Ratio, row.Word, row.Why)
}

// cell returns the adjusted index of a group with its word, or why there is no index.
func (a Adjusted) cell(g ethnicity.Group) sheet.Cell {
	row, ok := a.row(g)
	if !ok {
		return sheet.Cell{Text: "no index"}
	}
	said := a.said(g)
	return cellOf(row.ratio, said.Word, said.Why)
}

// cellOf returns the cell of an index with its word, unless that says that it cannot be told, or of
// why there is no index.
func cellOf(e rri.Estimate, w *claims.Word, why string) (cell sheet.Cell) {
	switch {
	case !e.Computed() || math.IsNaN(e.Value) || math.IsInf(e.Value, 0):
		cell.Text = "no index"
	case w != nil && *w != claims.CannotTell:
		cell.Text = timesText(e) + " " + w.Text()
	default:
		cell.Text = timesText(e)
	}
	if why != "" {
		cell.Notes = []string{why}
	}
	return cell
}

// whyNoRate says why a part has no search rate.
func (c compact) whyNoRate(p Part) string {
	if source := c.document.ResidentsSource; source != nil && source.Place != "" {
		for _, note := range p.Notes {
			if why, ok := strings.CutPrefix(note, noRatePrefix); ok {
				return strings.TrimSuffix(why, ".")
			}
		}
	}
	if hasResidents(p.Force) { // of more than its rows
		return "a force whose rows are of a part of its area is in no search rate, and in no sentence"
	}
	return "a force without residents is in no search rate, and in no sentence"
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
	names := []string{"adjusted", "range"}
	if c.hasRanges() {
		names = append(names, "with unknown")
	}
	return sheet.Cells(append(names, "do they differ?"), func(name string) sheet.Cell { return sheet.Cell{Text: name} })
}

// foot returns the adjusted index of a group, and the cells below it.
func (c compact) foot(g ethnicity.Group) (cells []sheet.Cell) {
	if c.adjusted == nil {
		return nil
	}
	cells = append(cells, c.adjusted.cell(g))
	row, ok := c.adjusted.row(g)
	if !ok {
		return cells
	}
	cells = append(cells, sheet.Cell{Text: rangeText(row.ratio.Lower, row.ratio.Upper)})
	if c.hasRanges() {
		var both sheet.Cell
		if said := c.adjusted.said(g); said.Range != nil {
			both.Text = rangeText(limitsOf(*said.Range))
		}
		cells = append(cells, both)
	}
	differ := sheet.Cell{Text: "not shown"}
	if row.alike < 1-c.adjusted.level() {
		differ.Text = "yes"
	}
	return append(cells, differ)
}
