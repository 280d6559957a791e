package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// fitted returns a sheet as the layout wants it.
func (c composer) fitted(s sheet.Sheet) sheet.Sheet {
	if !c.layout.P {
		s = s.Without("ratio_p", "adjusted_p", "change_p", "per_year_p", "contrast_p")
	}
	s.Columns = slices.Clone(s.Columns)
	for i, column := range s.Columns {
		if column.Heading == searchExposure {
			s.Columns[i].Cells = sheet.Cells(column.Cells, wholeResidents)
		}
	}
	return s
}

// measure returns the table of a measure, before it what it is in the parts of the report, which
// with all tables are tables of their own, then what is adjusted, and under the search rate the
// bounds.
func (c composer) measure(t entry, d Document) (list []sheet.Block, err error) {
	if list, err = c.partBlocks(t, d); err != nil {
		return nil, err
	}
	whole, err := blockOf(t)
	if err != nil {
		return nil, err
	}
	if c.onPage {
		*whole.Sheet = c.drawn(t, d, *whole.Sheet)
	}
	list = append(list, whole)
	for _, a := range c.adjusted {
		if a.ID != t.id {
			continue
		}
		s, err := a.sheet()
		if err != nil {
			return nil, err
		}
		if c.onPage {
			s = c.adjustedOnPage(a, d, s)
		}
		list = append(list, sheet.Block{Paragraphs: []string{a.MonthsNote}, Sheet: &s})
	}
	if t.perPerson && len(c.bounds) > 0 {
		list = append(list, c.boundsBlock())
	}
	return list, nil
}

// mostStrata is how many strata a page has a row for.
const mostStrata = 16

// adjustedOnPage returns an adjusted table with its pictures, and without a row for each stratum if
// these are many. Strata that are the parts of the report are drawn with these.
func (c composer) adjustedOnPage(a Adjusted, d Document, s sheet.Sheet) sheet.Sheet {
	s.Pictures = c.screenOf(d).named(a.ID, s.Pictures)
	if a.Within == nil && len(s.Pictures) > 1 {
		s.Pictures = s.Pictures[:1]
	}
	rows := func(part sheet.Sheet) (n int) {
		for _, column := range part.For(sheet.Markup) {
			n = max(n, len(column.Cells))
		}
		return n
	}
	for _, part := range s.Parts {
		if n := rows(part); n > mostStrata {
			s.Legend = append(slices.Clip(s.Legend), fmt.Sprintf("The index within each of the %d strata has no room on this page: %s csv has it.", n, flags["Format"]))
		}
	}
	s.Parts = slices.DeleteFunc(slices.Clone(s.Parts), func(part sheet.Sheet) bool { return rows(part) > mostStrata })
	return s
}

// sheet returns the adjusted table as people see it.
func (a Adjusted) sheet() (sheet.Sheet, error) {
	s, err := a.table().Sheet()
	if err != nil {
		return s, prefixed(err)
	}
	s.Notes = slices.DeleteFunc(slices.Clone(s.Notes), func(note string) bool { return note == outcomes.OutcomeTestLimits })
	s.Legend = withLine(s.Legend, a.otherLine())
	if columns, has := withoutEffects(s.Columns); has {
		s.Columns = columns
		s.Legend = withLine(s.Legend, "limits and p allow for people who were stopped together, by the design effects of the groups")
	}
	return s, nil
}

// blockOf returns a table with what is above it: how much is unknown, which months are missing or
// low, and what finds cannot show.
func blockOf(t entry) (sheet.Block, error) {
	s, err := t.Sheet()
	if err != nil {
		return sheet.Block{}, prefixed(err)
	}
	groups := t.plain
	groups.Rows = rowsOfGroups(t.plain) // those of the sheet
	s.Legend = withLine(s.Legend, groups.otherLine("over"))
	s.Columns, _ = withoutEffects(s.Columns)
	s.Legend = withLine(s.Legend, groups.effectsLine())
	if test := t.plain.AnyDiffers; test != nil {
		s.Legend = withLine(s.Legend, test.String())
	}
	one := sheet.Block{Paragraphs: []string{t.alert, t.months}, Sheet: &s}
	if i := slices.Index(s.Notes, outcomes.OutcomeTestLimits); i >= 0 {
		s.Notes = slices.Delete(slices.Clone(s.Notes), i, i+1)
		one.Paragraphs = append(one.Paragraphs, outcomes.OutcomeTestLimits)
	}
	return one, nil
}

// fewEvents is the number of events of known groups below which a table of outcomes is a sentence.
const fewEvents = 10

// instead returns the sentence that stands in place of a table: that the records cannot bear its
// rate, that it has the counts of one above it, or too few events to compare; "" for a table that
// stands. Counts that are withheld are never few.
func (c composer) instead(t Table, above []entry) string {
	if wording.IsRate(t.ID) {
		return ""
	}
	if t.NoAnswer != "" {
		return fmt.Sprintf("%s: no answer. %s. %s has the counts.", capital(t.Measure), capital(t.NoAnswer), c.csv())
	}
	for _, a := range above {
		if sameCounts(t, a.plain) {
			return fmt.Sprintf("%s: the same counts as above, under %s.", capital(t.Measure), a.plain.Measure)
		}
	}
	return c.few(t)
}

// csv says where the rows are as CSV.
func (c composer) csv() string {
	if c.rows {
		return "The CSV file of this page"
	}
	return flags["Format"] + " csv"
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
func (c composer) few(t Table) string {
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
	with := ""
	if t.Exposure == c.say(crimeExposure) {
		with = " with an outcome"
	}
	return fmt.Sprintf("%s: %s of %s in known groups, too few to compare: %s. %s has the table.",
		capital(t.Measure), count(events), c.records(of)+with, strings.Join(groups, ", "), c.csv())
}

// capital returns a text with a capital letter at its start.
func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
