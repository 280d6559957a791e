package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report/claims"
	"github.com/seed-549880be/disparity/outcomes/report/internal/wording"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// tables returns the tables of the first screen: those of the search rate, and where its parts have
// none, what has them by part.
func (s screen) tables() []sheet.Sheet {
	list, id := s.rateTables(), s.partsTable()
	if s.document.partsAlone() || s.document.lead().ID != "" || wording.IsRate(id) { // has them
		return list
	}
	if parts, ok := s.compact(id); ok {
		list = append(list, parts)
	}
	return list
}

// rateTables returns the search rate of each group, or the number of searches where there is no
// rate. A report with parts has a row for each part, and no table of all of them together if they
// are of several forces.
func (s screen) rateTables() (list []sheet.Sheet) {
	tables := s.document.Tables
	if s.document.partsAlone() {
		if parts, ok := s.compact(s.partsTable()); ok {
			list = append(list, parts)
		}
		return list
	}
	if rate := s.document.rate(); rate.ID != "" {
		parts, ok := s.compact(rate.ID)
		if s.hasForest() {
			list = append(list, s.searches(rate))
		}
		if ok {
			list = append(list, parts)
		}
		return append(list, s.changeSheets()...)
	}
	if lead := s.document.lead(); lead.ID != "" {
		return append(s.leadSheets(lead), s.changeSheetsOf(lead.ID)...)
	}
	if i := slices.IndexFunc(tables, func(t Table) bool { return t.Exposure == s.document.say("{searches}") && !isGround(t.ID) }); i >= 0 {
		list = append(list, s.counts(tables[i]))
	}
	return list
}

// hasForest reports whether the first screen has the search rate of each group over everything, and
// not the parts alone.
func (s screen) hasForest() bool {
	_, ok := s.byPart(s.document.words().RateID())
	return s.document.rate().ID != "" && (!ok || !s.several)
}

// tableWith returns the table with that ID, which has none if there is none.
func tableWith(tables []Table, id string) Table {
	i := slices.IndexFunc(tables, func(t Table) bool { return t.ID == id })
	if i < 0 {
		return Table{}
	}
	return tables[i]
}

// screenTable collects the columns of the table of the first screen.
type screenTable struct {
	sheet.Sheet
	Table
	rows []Row

	searches string // the noun of the records
}

// column adds a column, with its heading in text and on a page.
func (t *screenTable) column(c sheet.Column, long string, cell func(Row) sheet.Cell) {
	c.Cells = sheet.Cells(t.rows, cell)
	c.In, c.Sparse = sheet.Text, true
	page := c
	page.In, page.Heading = sheet.Markup, long
	t.Columns = append(t.Columns, c, page)
}

// names adds the column of groups, and that of their searches.
func (t *screenTable) names(count func(Row) sheet.Cell) {
	t.column(sheet.Column{Align: sheet.Left}, "group", func(row Row) sheet.Cell { return sheet.Label(t.nameOf(row)) })
	t.column(sheet.Column{Heading: t.searches}, t.searches, count)
}

// nameOf names a row for people.
func (t *screenTable) nameOf(row Row) string {
	if row.Kind == kindSum {
		return ethnicity.OtherThanWhite.String()
	}
	return row.Group.String()
}

// searches returns the search rate of each group as it is shown first.
func (s screen) searches(rate Table) sheet.Sheet {
	t := &screenTable{Table: rate, searches: s.document.say("{searches}"), rows: shownRows(rate, func(row Row) bool { return row.Events == nil || *row.Events > 0 })}
	t.names(func(row Row) sheet.Cell { return countCell(row.Events) })
	t.column(sheet.Column{Heading: "residents", Drop: 2}, "residents", func(row Row) sheet.Cell {
		switch {
		case row.Exposure != nil:
			return wholeResidents(sheet.Exposure(*row.Exposure))
		case isUnknown(row):
			return sheet.Cell{}
		}
		return sheet.Cell{Text: withheldText}
	})
	digits := t.rateDigits()
	t.column(sheet.Column{Heading: "per 1,000", Width: 5}, s.document.say("{searches} per 1,000 residents"), func(row Row) sheet.Cell {
		switch {
		case isUnknown(row):
			return sheet.Cell{}
		case !row.Rate.Computed() || math.IsNaN(row.Rate.Value):
			return sheet.Cell{Text: withheldText}
		}
		return sheet.Cell{Text: sheet.Fixed(row.Rate.Value*rate.Per, digits)}
	})
	s.indexColumns(t)
	t.Title = s.document.say("{Searches} per 1,000 residents, and how many times as often as ") + people(rate.Baseline)
	t.Legend = s.legend(t)
	t.Pictures = []sheet.Picture{s.picture(t)}
	return t.Sheet
}

// indexColumns adds the columns of the index, of its ranges and of its word.
func (s screen) indexColumns(t *screenTable) {
	t.column(sheet.Column{Heading: "times"}, "times as often as "+people(t.Baseline), func(row Row) sheet.Cell {
		switch {
		case row.Group == t.Baseline:
			return sheet.Cell{Text: "1"}
		case t.compared(row):
			return sheet.Cell{Text: timesText(row.Ratio)}
		case !isUnknown(row):
			return sheet.Cell{Text: withheldText}
		}
		return sheet.Cell{}
	})
	t.column(sheet.Column{Heading: "range"}, "range", func(row Row) sheet.Cell {
		if !t.compared(row) {
			return sheet.Cell{}
		}
		return sheet.Cell{Text: rangeText(row.Ratio.Lower, row.Ratio.Upper)}
	})
	if s.unknown(t.Table) > 0 && (t.Model == modelRate || t.hasRanges()) {
		t.column(sheet.Column{Heading: "with unknown", Width: 9}, "with unknown", func(row Row) sheet.Cell {
			if !t.compared(row) || row.Range == nil {
				return sheet.Cell{}
			}
			return sheet.Cell{Text: rangeText(limitsOf(*row.Range))}
		})
	}
	t.column(sheet.Column{Align: sheet.Left}, "in a word", func(row Row) sheet.Cell { return wordCell(s.wordOf(row)) })
	if s.differs(t.Table) {
		account := accounts[s.document.Account.Rule]
		t.column(sheet.Column{Heading: account.heading}, account.long, func(row Row) sheet.Cell {
			return sheet.Cell{Text: s.byOther(row)}
		})
	}
}

// wordOf returns the word of a row, nil where it has none: the words are those of the adjusted
// index where that stands below.
func (s screen) wordOf(row Row) *claims.Word {
	if strings.HasPrefix(row.Why, claims.NotAdjustedFor) && s.hasAdjusted() {
		return nil
	}
	return row.Word
}

// hasAdjusted reports whether the index of the first table stands below it as it is adjusted.
func (s screen) hasAdjusted() bool {
	if s.document.lead().ID != "" {
		return leadAdjusted(s.document.Adjusted) != nil
	}
	return adjustedOf(s.document.Adjusted, s.document.words().RateID()) != nil
}

// compared reports whether a row has an index that is not that of the baseline with itself.
func (t *screenTable) compared(row Row) bool {
	return row.Group != t.Baseline && row.Ratio.Computed() && !math.IsNaN(row.Ratio.Value)
}

// shownRows returns the rows of a table that are groups, and those of other kinds that ok takes.
func shownRows(t Table, ok func(Row) bool) []Row {
	return slices.DeleteFunc(slices.Clone(t.Rows), func(row Row) bool { return isUnknown(row) && !ok(row) })
}

// isUnknown reports whether a row is of searches in no group.
func isUnknown(row Row) bool { return row.Kind != "" && row.Kind != kindSum }

// unknown returns the number of searches in no group that a table counts, or -1 if it is withheld.
func (s screen) unknown(t Table) int64 {
	if t.Unknown == nil {
		return -1
	}
	return *t.Unknown
}

// rateDigits returns the decimals of the rates.
func (t *screenTable) rateDigits() int {
	var rates []float64
	for _, row := range t.rows {
		if row.Rate.Computed() {
			rates = append(rates, row.Rate.Value*t.Per)
		}
	}
	return sheet.Decimals(rates)
}

// withheldText stands for what is withheld, or cannot be had.
const withheldText = "—"

// countCell writes a count, or that it is withheld.
func countCell(n *int64) sheet.Cell {
	if n == nil {
		return sheet.Cell{Text: withheldText}
	}
	return sheet.Count(*n)
}

// wordCell writes the word of a row, if it has one.
func wordCell(w *claims.Word) sheet.Cell {
	if w == nil {
		return sheet.Cell{}
	}
	return sheet.Cell{Text: w.Text()}
}

// indexStyle writes an index with so many decimals below 10, one fewer from there, and two fewer
// from 100.
func indexStyle(v float64, decimals int) string {
	const ten, hundred, many = 9.995, 99.95, 1e6
	switch {
	case v >= many || math.IsInf(v, 0):
		return sheet.Ratio(v, decimals)
	case v >= hundred:
		return sheet.Fixed(v, max(0, decimals-2))
	case v >= ten:
		return sheet.Fixed(v, max(0, decimals-1))
	}
	return sheet.Ratio(v, decimals)
}

// timesText writes an index, which is 1 only where it is exactly that.
func timesText(e rri.Estimate) string { return sheet.Limit(indexStyle, e.Value, 2, 1) }

// rangeText writes a range, whose ends stay on their side of 1. One below 0.1 has one digit, so
// that wide ranges have room on a screen.
func rangeText(lower, upper float64) string {
	if math.IsNaN(lower) || math.IsNaN(upper) {
		return ""
	}
	from, to, _ := sheet.Limits(limitStyle, lower, upper, 2, 1)
	return from + "–" + to
}

// limitStyle writes the end of a range.
func limitStyle(v float64, decimals int) string {
	if v > 0 && v < 0.095 {
		decimals--
	}
	return indexStyle(v, decimals)
}

// limitsOf returns the ends of r as numbers: an upper one that is not there is +Inf, and both are
// NaN where none is.
func limitsOf(r Range) (lower, upper float64) {
	switch {
	case r.Lower == nil:
		return math.NaN(), math.NaN()
	case r.Upper == nil:
		return *r.Lower, math.Inf(1)
	}
	return *r.Lower, *r.Upper
}

// people names the people of a group.
func people(g ethnicity.Group) string {
	if name := g.String(); !strings.ContainsAny(name, "(,/") && !strings.HasPrefix(name, "Other") && !strings.HasPrefix(name, "Any ") {
		return name + " people"
	}
	return "people of the group " + g.String()
}

// differs reports whether the other account of ethnicity has another word for a group, or an index
// that is not in the range of chance.
func (s screen) differs(t Table) bool {
	if s.document.Account == nil {
		return false
	}
	for _, row := range t.Rows {
		other, ok := s.other(row)
		if !ok || row.Group == t.Baseline || !row.Ratio.Computed() || !other.Ratio.Computed() {
			continue
		}
		if row.Word != nil && *row.Word != other.Word || other.Ratio.Value < row.Ratio.Lower || other.Ratio.Value > row.Ratio.Upper {
			return true
		}
	}
	return false
}

// other returns the row of the group by the other account of ethnicity.
func (s screen) other(row Row) (AccountRow, bool) {
	rows := s.document.Account.Rows
	i := slices.IndexFunc(rows, func(other AccountRow) bool { return row.Kind == "" && other.Group == row.Group })
	if i < 0 {
		return AccountRow{}, false
	}
	return rows[i], true
}

// byOther writes the index of a group by the other account; "" if that has none.
func (s screen) byOther(row Row) string {
	other, ok := s.other(row)
	switch {
	case !ok || !other.Ratio.Computed() || math.IsNaN(other.Ratio.Value) || other.hardlyUsed():
		return ""
	case other.Ratio.Value == 1:
		return "1"
	}
	return sheet.Limit(indexStyle, other.Ratio.Value, 2, 1)
}

// legend says what the columns of the search rate are.
func (s screen) legend(t *screenTable) []string {
	var words []string
	if slices.ContainsFunc(t.rows, t.compared) {
		filled := ""
		if a := s.document.UnknownAllocation; a == outcomes.InProportion || a == outcomes.ByOfficer {
			filled = ", too narrow, since those that are put into groups count as if they were recorded"
		}
		words = append(words, fmt.Sprintf("range: by chance alone (%s)%s.", sheet.Percent(t.Level), filled))
	}
	if n := s.unknown(t.Table); n > 0 && slices.ContainsFunc(t.rows, func(row Row) bool { return t.compared(row) && row.Range != nil }) {
		words = append(words, s.withUnknown(t, n))
	}
	if s.differs(t.Table) {
		account := accounts[s.document.Account.Rule]
		words = append(words, fmt.Sprintf("%s: times, %s.", account.heading, account.by))
	}
	if slices.ContainsFunc(t.rows, func(row Row) bool { return row.Kind == kindSum }) {
		words = append(words, ethnicity.OtherThanWhite.String()+": the groups here that are not White, together.")
	}
	words = append(words, wordLegend(s.document.UnknownAllocation, func(w claims.Word) bool {
		return slices.ContainsFunc(t.rows, func(row Row) bool { return row.Word != nil && *row.Word == w })
	})...)
	if i := slices.IndexFunc(t.rows, func(row Row) bool { return strings.HasPrefix(row.Why, claims.NotAdjustedFor) }); i >= 0 {
		below := ""
		if s.hasAdjusted() {
			below = ", as the next table is"
		}
		words = append(words, fmt.Sprintf("No word is given here: %s%s.", t.rows[i].Why, below))
	}
	return withLine(withLine(nil, strings.Join(words, " ")), t.otherLine("over"))
}

// withUnknown says what the range with the unknown is.
func (s screen) withUnknown(t *screenTable, n int64) string {
	if t.Model != modelRate {
		return "with unknown: by chance, and whichever way those of unknown ethnicity fall."
	}
	return fmt.Sprintf("with unknown: by chance and by the %s of unknown ethnicity, from all of %s to all of the group.",
		s.document.records(n), people(t.Baseline))
}

// wordLegend says what the words mean that are used, where the searches of unknown ethnicity are
// left out or put into groups.
func wordLegend(allocation outcomes.Allocation, isUsed func(claims.Word) bool) (texts []string) {
	recorded := "of those with a recorded ethnicity alone"
	if allocation != outcomes.LeftOut {
		recorded = "only if the unknown are as they were put into groups"
	}
	for _, kind := range []struct {
		words []claims.Word
		means string
	}{
		{[]claims.Word{claims.More, claims.Less}, "whichever way chance and the unknown went"},
		{[]claims.Word{claims.MoreRecorded, claims.LessRecorded}, recorded},
		{[]claims.Word{claims.Same}, "from 0.8 to 1.25 times, whichever way they went"},
	} {
		var used []string
		for _, w := range kind.words {
			if isUsed(w) {
				used = append(used, w.Text())
			}
		}
		if used != nil {
			texts = append(texts, strings.Join(used, ", ")+": "+kind.means+".")
		}
	}
	return texts
}

// counts returns the number of searches of each group, from a table whose rates are of all
// searches.
func (s screen) counts(of Table) sheet.Sheet {
	t := &screenTable{Table: of, searches: s.document.say("{searches}"), rows: shownRows(of, func(row Row) bool { return row.Exposure == nil || *row.Exposure > 0 })}
	var known float64
	withheld := false // some of them
	for _, row := range t.rows {
		if row.Kind == "" && row.Exposure != nil {
			known += *row.Exposure
		}
		withheld = withheld || row.Exposure == nil
	}
	t.names(func(row Row) sheet.Cell {
		if row.Exposure == nil {
			return sheet.Cell{Text: withheldText}
		}
		return sheet.Exposure(*row.Exposure)
	})
	t.column(sheet.Column{Heading: "of the known"}, "share of those of known ethnicity", func(row Row) sheet.Cell {
		if isUnknown(row) || row.Exposure == nil || known == 0 || withheld {
			return sheet.Cell{}
		}
		return sheet.Cell{Text: percent(int64(*row.Exposure), int64(known))}
	})
	for _, note := range s.document.Notes {
		if strings.HasPrefix(note, s.document.say("No {search rate}")) || strings.HasPrefix(note, "Left out, as") {
			t.Legend = append(t.Legend, note)
		}
	}
	return t.Sheet
}
