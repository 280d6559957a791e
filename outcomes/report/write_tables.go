package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// piece is a table below the first screen with what stands above it, or a sentence in its place.
type piece struct {
	title string // "" for none
	above []string
	sheet *sheet.Sheet
}

// writeTables writes the tables that the layout asks for, in the order of the report.
func (r *Report) writeTables(p *page, l Layout) error {
	var pieces []piece
	var above []entry
	d := r.document(l.hasMore(r))
	for _, t := range r.tables {
		if !l.has(t.id) {
			continue
		}
		if text := instead(t.plain, above); text != "" {
			pieces = append(pieces, piece{above: []string{text}})
		} else {
			more, err := r.pieces(t, d, l)
			if err != nil {
				return err
			}
			pieces = append(pieces, more...)
		}
		if t.plain.NoAnswer == "" {
			above = append(above, t)
		}
	}
	if l.all() && len(d.Completeness) > 1 && d.By.isPeriod() {
		complete := screen{document: d}.completenessSheet()
		pieces = append(pieces, piece{sheet: &complete})
	}
	var sheets []sheet.Sheet
	for _, one := range pieces {
		if one.sheet != nil {
			*one.sheet = p.fitted(*one.sheet, l)
			sheets = append(sheets, *one.sheet)
		}
	}
	axis := sheet.AxisOf(sheets...)
	if len(pieces) > 0 {
		p.gap()
		p.paragraphs(r.reading(l, sheets)...)
	}
	for _, one := range pieces {
		p.gap()
		if one.title != "" {
			p.heading(one.title)
		}
		p.paragraphs(one.above...)
		if one.sheet == nil {
			continue
		}
		one.sheet.Axis = axis
		if err := p.sheet(*one.sheet); err != nil {
			return err
		}
	}
	return r.writeAbsent(p, l)
}

// writeAbsent names the tables that were asked for by name and that the report has not.
func (r *Report) writeAbsent(p *page, l Layout) error {
	var names []string
	for _, name := range l.Tables {
		one := Layout{Tables: []string{name}}
		if name != summaryTables && name != allTables && !slices.ContainsFunc(r.tables, func(t entry) bool { return one.has(t.id) }) {
			names = append(names, name)
		}
	}
	if names != nil {
		p.gap()
		p.paragraphs(fmt.Sprintf("No table %s of these records: see what was read, by %s all.", strings.Join(names, ", "), flags["Tables"]))
	}
	return nil
}

// fitted returns a sheet as the layout wants it.
func (p *page) fitted(s sheet.Sheet, l Layout) sheet.Sheet {
	if !l.P {
		s = s.Without("ratio_p", "adjusted_p", "change_p", "per_year_p")
	}
	s.Columns = slices.Clone(s.Columns)
	for i, c := range s.Columns {
		if c.Heading == searchExposure {
			s.Columns[i].Cells = sheet.Cells(c.Cells, wholeResidents)
		}
	}
	s.Width, s.ASCII = p.width, p.ascii
	return s
}

// pieces returns a table, before it what it is in the parts of the report, which with all tables
// are tables of their own, then what is adjusted, and under the search rate the bounds.
func (r *Report) pieces(t entry, d Document, l Layout) (list []piece, err error) {
	if list, err = r.partPieces(t, d, l); err != nil {
		return nil, err
	}
	whole, err := pieceOf(t)
	if err != nil {
		return nil, err
	}
	list = append(list, whole)
	for _, a := range r.adjusted {
		if a.ID != t.id {
			continue
		}
		s, err := a.table().Sheet()
		if err != nil {
			return nil, prefixed(err)
		}
		s.Notes = slices.DeleteFunc(slices.Clone(s.Notes), func(note string) bool { return note == outcomes.OutcomeTestLimits })
		s.Legend = withLine(s.Legend, a.otherLine())
		if columns, has := withoutEffects(s.Columns); has {
			s.Columns = columns
			s.Legend = withLine(s.Legend, "limits and p allow for people who were stopped together, by the design effects of the groups")
		}
		list = append(list, piece{above: []string{a.MonthsNote}, sheet: &s})
	}
	if t.perPerson && len(r.bounds) > 0 {
		list = append(list, r.boundsPiece())
	}
	return list, nil
}

// pieceOf returns a table with what is above it: how much is unknown, which months are missing or
// low, and what finds cannot show.
func pieceOf(t entry) (piece, error) {
	s, err := t.Sheet()
	if err != nil {
		return piece{}, prefixed(err)
	}
	groups := t.plain
	groups.Rows = rowsOfGroups(t.plain) // those of the sheet
	s.Legend = withLine(s.Legend, groups.otherLine("over"))
	if line := groups.effectsLine(); line != "" {
		s.Columns, _ = withoutEffects(s.Columns)
		s.Legend = withLine(s.Legend, line)
	}
	if test := t.plain.AnyDiffers; test != nil {
		s.Legend = withLine(s.Legend, test.String())
	}
	one := piece{above: []string{t.alert, t.months}, sheet: &s}
	if i := slices.Index(s.Notes, outcomes.OutcomeTestLimits); i >= 0 {
		s.Notes = slices.Delete(slices.Clone(s.Notes), i, i+1)
		one.above = append(one.above, outcomes.OutcomeTestLimits)
	}
	return one, nil
}

// fewEvents is the number of events of known groups below which a table of outcomes is a sentence.
const fewEvents = 10

// instead returns the sentence that stands in place of a table: that the records cannot bear its
// rate, that it has the counts of one above it, or too few events to compare; "" for a table that
// stands. Counts that are withheld are never few.
func instead(t Table, above []entry) string {
	if t.ID == searchTable {
		return ""
	}
	if t.NoAnswer != "" {
		return fmt.Sprintf("%s: no answer. %s. %s csv has the counts.", capital(t.Measure), capital(t.NoAnswer), flags["Format"])
	}
	for _, a := range above {
		if sameCounts(t, a.plain) {
			return fmt.Sprintf("%s: the same counts as above, under %s.", capital(t.Measure), a.plain.Measure)
		}
	}
	return few(t)
}

// sameCounts reports whether two tables have the same counts of every group, all of them shown.
func sameCounts(a, b Table) bool {
	return slices.EqualFunc(rowsOfGroups(a), rowsOfGroups(b), func(a, b Row) bool {
		return a.Group == b.Group && a.Events != nil && b.Events != nil && *a.Events == *b.Events &&
			a.Exposure != nil && b.Exposure != nil && *a.Exposure == *b.Exposure
	})
}

// rowsOfGroups returns the rows of a table that are groups.
func rowsOfGroups(t Table) []Row {
	return slices.DeleteFunc(slices.Clone(t.Rows), func(row Row) bool { return row.Kind != "" })
}

// few returns the sentence that stands in place of a table with too few events to compare; "" if
// they are enough, or if one is withheld.
func few(t Table) string {
	var events, of int64
	var groups []string
	for _, row := range rowsOfGroups(t) {
		if row.Events == nil || row.Exposure == nil {
			return ""
		}
		events, of = events+*row.Events, of+int64(*row.Exposure)
		groups = append(groups, fmt.Sprintf("%s %s of %s", row.Group, count(*row.Events), count(int64(*row.Exposure))))
	}
	if events >= fewEvents {
		return ""
	}
	return fmt.Sprintf("%s: %s of %s in known groups, too few to compare: %s. %s csv has the table.",
		capital(t.Measure), count(events), plural(of, "search", "searches"), strings.Join(groups, ", "), flags["Format"])
}

// capital returns a text with a capital letter at its start.
func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// writeRead writes all that there is to say of what was read, where all is asked for.
func (r *Report) writeRead(p *page, l Layout) error {
	if !l.all() {
		return nil
	}
	lines, footnotes := r.head()
	p.title("What was read")
	for _, line := range lines {
		p.hanging("", line)
	}
	for i, note := range footnotes {
		p.hanging(sheet.Superscript(i+1)+" ", note)
	}
	return nil
}
