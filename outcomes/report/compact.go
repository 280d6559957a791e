package report

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// compact is the table of one measure by part: a row for each part, and a column for each group.
type compact struct {
	screen   screen
	document Document
	whole    Table
	adjusted *Adjusted // for the parts alone, or nil
	groups   []ethnicity.Group
	noParts  bool // but everything, and what it is adjusted
}

// compact returns the indices of a measure by part, and under them that which is adjusted for the
// parts, its ranges, and whether the parts differ by more than chance. Without parts, the index of
// everything together stands above that which is adjusted. There is none if there is one part and
// nothing to adjust for, or no table of the measure.
func (s screen) compact(id string) (sheet.Sheet, bool) {
	c, ok := s.byPart(id)
	if !ok {
		return sheet.Sheet{}, false
	}
	return c.sheet(), true
}

// byPart returns what the table of one measure by part is made of; false if there is none.
func (s screen) byPart(id string) (compact, bool) {
	d := s.document
	tables := d.measures()
	i := slices.IndexFunc(tables, func(t Table) bool { return t.ID == id })
	if i < 0 {
		return compact{}, false
	}
	c := compact{screen: s, document: d, whole: tables[i], adjusted: adjustedOf(d.Adjusted, id)}
	switch {
	case d.partsAlone():
	case len(d.Parts) > 1 && wording.IsRate(id) && s.partsTable() != id:
		return compact{}, false
	case len(d.Parts) > 1:
	case c.adjusted == nil:
		return compact{}, false
	case d.Parts == nil:
		c.document.Parts = []Part{{Name: "all, not adjusted", Searches: d.Searches, Unknown: d.Unknown, Tables: d.Tables}}
	}
	for _, row := range c.whole.Rows {
		if row.Kind == "" && row.Group != c.whole.Baseline {
			c.groups = append(c.groups, row.Group)
		}
	}
	return c, true
}

// partsTable returns the ID of the measure of which the first screen has the indices by part: of
// the search rate, unless the parts are by a column that was kept and have none; of what leads in
// its place; or of the first where the parts stand alone.
func (s screen) partsTable() string {
	d := s.document
	_, kept := d.By.kept()
	rate := d.words().RateID()
	switch lead, measures := d.lead(), d.measures(); {
	case d.partsAlone() && len(measures) > 0:
		return d.leadAlone(measures)
	case lead.ID != "":
		return lead.ID
	}
	if !kept || slices.ContainsFunc(d.Parts, func(p Part) bool { return tableWith(p.Tables, rate).ID != "" }) {
		return rate
	}
	for _, t := range d.Tables {
		if t.ID != rate && !isGround(t.ID) && t.NoAnswer == "" {
			return t.ID
		}
	}
	return rate
}

// leadAlone returns the ID of the first measure of which a part shows an index, where the parts
// stand alone; of the first of all if none does.
func (d Document) leadAlone(measures []Table) string {
	for _, m := range measures {
		for _, p := range d.Parts {
			if slices.ContainsFunc(tableWith(p.Tables, m.ID).Rows, func(row Row) bool { return row.Group != m.Baseline && isFinite(row.Ratio) }) {
				return m.ID
			}
		}
	}
	return measures[0].ID
}

// partsBy names what the parts are by, as "force" or the name of a column that was kept.
func (d Document) partsBy() string {
	if of, ok := d.By.kept(); ok && int(of-ByKept1) < len(d.Kept) {
		return d.Kept[of-ByKept1]
	}
	if d.By.isPeriod() {
		return d.By.kind().Noun()
	}
	return ByForce.String()
}

// partNoun names one part in a sentence, as "force" or "value of led".
func (d Document) partNoun() string {
	if _, ok := d.By.kept(); ok {
		return "value of " + d.partsBy()
	}
	return d.partsBy()
}

// sheet lays the table out.
func (c compact) sheet() sheet.Sheet {
	out := sheet.Sheet{Title: c.title()}
	parts := c.document.Parts
	names := sheet.Cells(parts, c.name)
	names = append(names, c.footNames()...)
	out.Columns = []sheet.Column{
		{Heading: c.heading(), Align: sheet.Left, Cells: names},
		{Heading: c.document.say("{searches}"), Cells: sheet.Cells(parts, searchesCell)},
		{Heading: "unknown", Cells: sheet.Cells(parts, func(p Part) sheet.Cell { return c.unknownCell(p) })},
	}
	for _, g := range c.groups {
		column := sheet.Column{Heading: g.String(), Align: sheet.Left}
		for _, p := range parts {
			column.Cells = append(column.Cells, c.ofPart(p, g).cell())
		}
		column.Cells = append(column.Cells, c.foot(g)...)
		out.Columns = append(out.Columns, column)
	}
	out.Legend = c.legend(out)
	out.Pictures = c.pictures()
	return out
}

// title says what the indices are of, and how many times what.
func (c compact) title() string { return c.measure() + ": " + c.scale() }

// measure names what the indices are of: the measure by part, or as it is adjusted.
func (c compact) measure() string {
	if c.noParts {
		return fmt.Sprintf("%s, adjusted for %s", capital(c.whole.Measure), c.adjusted.by())
	}
	return fmt.Sprintf("%s by %s", capital(c.whole.Measure), c.document.partsBy())
}

// heading is that of the names of the parts.
func (c compact) heading() string {
	if c.noParts {
		return ""
	}
	return c.document.partsBy()
}

// searchesCell writes the searches of a part: every part that is shown has some.
func searchesCell(p Part) sheet.Cell {
	if p.Searches == 0 {
		return sheet.Cell{Text: withheldText}
	}
	return sheet.Count(p.Searches)
}

// unknownCell writes the share of the searches of a part that are of no known ethnicity.
func (c compact) unknownCell(p Part) sheet.Cell {
	unknown := total(p.Unknown)
	if c.document.partsAlone() {
		if p.UnknownShare == nil {
			return sheet.Cell{Text: withheldText}
		}
		// of which kinds may be withheld
		unknown = int64(math.Round(*p.UnknownShare * float64(p.Searches)))
	}
	return sheet.Cell{Text: percent(unknown, p.Searches)}
}

// name names a part, with what is wrong with its months.
func (c compact) name(p Part) sheet.Cell {
	cell := sheet.Cell{Text: cmp.Or(p.Value, p.Name)} // by what the heading says
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
			lines = append(lines, fmt.Sprintf("Every index of a %s is adjusted for %s.", c.document.partNoun(), a.by()))
			break
		}
	}
	words := []string{c.document.say("unknown: share of {searches} of no known ethnicity.")}
	if hasCell(out, func(text string) bool { return text == withheldText }) {
		words = append(words, withheldText+": withheld, for small counts.")
	}
	if c.document.partsAlone() && hasCell(out, func(text string) bool { return text == noTable }) {
		words = append(words, noTable+": left out, for small counts of the baseline or of what other tables show.")
	}
	if c.adjusted != nil {
		words = append(words, fmt.Sprintf("adjusted: set against %s of the same %s. range: by chance alone (%s).",
			people(c.whole.Baseline), c.adjusted.by(), sheet.Percent(c.adjusted.level())))
		if c.hasRanges() {
			words = append(words, c.document.sayf("with unknown: and if every {search} of unknown ethnicity had been of %s, or of the group.", people(c.whole.Baseline)))
		}
		if c.noParts {
			words = append(words, fmt.Sprintf("%s: whether the index differs between strata by %s by more than chance.", c.question(), c.adjusted.by()))
		}
	}
	words = append(words, wordLegend(c.document.UnknownAllocation, func(w claims.Word) bool {
		return hasCell(out, func(text string) bool { return strings.HasSuffix(text, " "+w.Text()) })
	})...)
	if wording.IsRate(c.whole.ID) {
		words = append(words, "No word: cannot tell.")
	}
	lines = append(lines, strings.Join(words, " "))
	if wording.IsRate(c.whole.ID) {
		defer func() { lines = withLine(lines, c.screen.peersLine()) }()
	}
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

// hasCell reports whether the text of some cell is one of which is asked.
func hasCell(s sheet.Sheet, is func(text string) bool) bool {
	return slices.ContainsFunc(s.Columns, func(column sheet.Column) bool {
		return slices.ContainsFunc(column.Cells, func(cell sheet.Cell) bool { return is(cell.Text) })
	})
}

// otherLines says of each part what its indices are over other residents, where there is no index
// that is adjusted for the parts; of more than three parts that is left to their tables.
func (c compact) otherLines() (lines []string) {
	const most = 3
	for _, p := range c.document.Parts {
		if t, ok := c.table(p); ok && t.OtherResidents != nil {
			name := c.name(p).Text
			if p.Value != "" {
				name = c.document.partsBy() + " " + valueText(p.Value)
			}
			lines = withLine(lines, t.otherLine(name+", over"))
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

// partIndex is the index of a group in a part, or in all of them together.
type partIndex struct {
	ratio rri.Estimate
	both  *Range // that also allows for the unknown, nil for none
	word  *claims.Word
	why   string // there is no index, or no word
	none  string // stands in its place where there is no row of it
}

// ofPart returns the index of a group in a part.
func (c compact) ofPart(p Part, g ethnicity.Group) partIndex {
	t, ok := c.table(p)
	switch {
	case !ok && c.document.partsAlone() && len(p.Tables) == 0:
		return partIndex{none: withheldText}
	case !ok && wording.IsRate(c.whole.ID) && p.Residents == 0 && len(p.Tables) > 0:
		return partIndex{none: "no rate", why: c.whyNoRate(p)}
	case !ok:
		return partIndex{none: noTable}
	}
	if a := adjustedOf(p.Adjusted, t.ID); a != nil {
		return a.index(g)
	}
	i := slices.IndexFunc(t.Rows, func(row Row) bool { return row.Kind == "" && row.Group == g })
	if i < 0 {
		return partIndex{none: "no row"}
	}
	row := t.Rows[i]
	if row.Ratio.Flags.Has(rri.Suppressed) {
		return partIndex{none: withheldText}
	}
	index := partIndex{ratio: row.Ratio, word: row.Word, why: row.Why}
	if total(p.Unknown) > 0 {
		index.both = row.Range
	}
	return index
}

// index returns the adjusted index of a group.
func (a Adjusted) index(g ethnicity.Group) partIndex {
	row, ok := a.row(g)
	if !ok {
		return partIndex{none: noIndex}
	}
	said := a.said(g)
	return partIndex{ratio: row.ratio, both: said.Range, word: said.Word, why: said.Why}
}

// noTable stands where a part has no table of the measure.
const noTable = "no table"

// noIndex stands where there is no index.
const noIndex = "no index"

// text writes the index, or what stands in its place.
func (i partIndex) text() string {
	switch {
	case i.none != "":
		return i.none
	case !isFinite(i.ratio):
		return noIndex
	}
	return timesText(i.ratio)
}

// wordText returns the word of the index, "" for one that says that it cannot be told.
func (i partIndex) wordText() string {
	if i.word == nil || *i.word == claims.CannotTell || i.none != "" || !isFinite(i.ratio) {
		return ""
	}
	return i.word.Text()
}

// cell returns the cell of the index with its word.
func (i partIndex) cell() sheet.Cell {
	cell := sheet.Cell{Text: i.text()}
	if word := i.wordText(); word != "" {
		cell.Text += " " + word
	}
	if i.why != "" {
		cell.Notes = []string{i.why}
	}
	return cell
}

// whyNoRate says why a part has no search rate.
func (c compact) whyNoRate(p Part) string {
	if source := c.document.ResidentsSource; source != nil && source.Place != "" {
		for _, note := range p.Notes {
			if why, ok := strings.CutPrefix(note, c.document.say(noRatePrefix)); ok {
				return strings.TrimSuffix(why, ".")
			}
		}
	}
	if hasResidents(p.Force) { // of more than its rows
		return c.document.say("a force whose rows are of a part of its area is in no {search rate}, and in no sentence")
	}
	return c.document.say("a force without residents is in no {search rate}, and in no sentence")
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
	return sheet.Cells(append(names, c.question()), func(name string) sheet.Cell { return sheet.Cell{Text: name} })
}

// question names the row of whether an index differs between the parts, or between strata, which
// have no rows here.
func (c compact) question() string {
	if c.noParts {
		return "do strata differ?"
	}
	return "do they differ?"
}

// foot returns the adjusted index of a group, and the cells below it.
func (c compact) foot(g ethnicity.Group) (cells []sheet.Cell) {
	if c.adjusted == nil {
		return nil
	}
	cells = append(cells, c.adjusted.index(g).cell())
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
	if c.noParts {
		differ.Text = "unclear"
	}
	if row.alike < 1-c.adjusted.level() {
		differ.Text = "yes"
	}
	return append(cells, differ)
}
