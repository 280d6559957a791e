package report

import (
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// leadSheets returns what the first screen has where the charge rate leads: that of each group, of
// everything, and what it is by part or adjusted.
func (s screen) leadSheets(lead Table) (list []sheet.Sheet) {
	c, ok := s.byPart(lead.ID)
	if within := s.within(); within != nil {
		c = s.onlyAdjusted(lead, within)
		ok = true
	}
	if !ok || !s.several {
		list = append(list, s.shares(lead))
	}
	if ok {
		list = append(list, c.sheet())
	}
	return list
}

// within returns the table that leads as it is adjusted for Within; nil if it is not.
func (s screen) within() *Adjusted {
	if a := leadAdjusted(s.document.Adjusted); a != nil && a.Within != nil && s.document.lead().ID != "" {
		return a
	}
	return nil
}

// onlyAdjusted is the table of an index that is adjusted for Within, below that which is not.
func (s screen) onlyAdjusted(of Table, a *Adjusted) compact {
	c := compact{screen: s, document: s.document, whole: of, adjusted: a, noParts: true}
	c.document.Parts = []Part{{Name: "all, not adjusted", Searches: s.document.Searches, Unknown: s.document.Unknown, Tables: s.document.Tables}}
	c.document.Adjusted = []Adjusted{*a}
	for _, row := range rowsOfGroups(of) {
		if row.Group != of.Baseline {
			c.groups = append(c.groups, row.Group)
		}
	}
	return c
}

// shares returns a rate of outcomes of each group as it is shown first.
func (s screen) shares(of Table) sheet.Sheet {
	t := &screenTable{Table: of, searches: of.Exposure, rows: shownRows(of, func(row Row) bool { return row.Exposure == nil || *row.Exposure > 0 })}
	t.names(func(row Row) sheet.Cell {
		if row.Exposure == nil {
			return sheet.Cell{Text: withheldText}
		}
		return sheet.Exposure(*row.Exposure)
	})
	t.column(sheet.Column{Heading: of.Events}, of.Events, func(row Row) sheet.Cell { return countCell(row.Events) })
	digits := t.rateDigits()
	t.column(sheet.Column{Heading: "%"}, "%", func(row Row) sheet.Cell {
		switch {
		case isUnknown(row):
			return sheet.Cell{}
		case !row.Rate.Computed() || math.IsNaN(row.Rate.Value):
			return sheet.Cell{Text: withheldText}
		}
		return sheet.Cell{Text: sheet.Fixed(row.Rate.Value*of.Per, digits)}
	})
	s.indexColumns(t)
	t.Title = capital(of.Measure) + ", and how many times that of " + people(of.Baseline)
	t.Legend = s.legend(t)
	for _, note := range s.document.Notes {
		if strings.HasPrefix(note, s.document.say(noRatePrefix)) {
			t.Legend = append(t.Legend, note)
		}
	}
	picture := s.picture(t)
	if s.within() != nil { // the picture is the first, and can stand alone
		picture.Title = s.titled(capital(t.Measure) + ", not adjusted")
	}
	t.Pictures = []sheet.Picture{picture}
	return t.Sheet
}

// hasRanges reports whether the rows of a table have ranges that allow for the unknown.
func (t *screenTable) hasRanges() bool {
	return slices.ContainsFunc(t.rows, func(row Row) bool { return t.compared(row) && row.Range != nil })
}
