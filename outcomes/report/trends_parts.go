package report

import (
	"cmp"
	"fmt"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// changesOfParts returns the change that was asked for in every part of a report by forces, or by a
// column that was kept; none if no part has one.
func (s screen) changesOfParts(id string) []sheet.Sheet {
	var list []trend.Change[ethnicity.Group]
	names := sheet.Column{Heading: s.document.partsBy(), Align: sheet.Left}
	var c changeTables
	var groups []ethnicity.Group
	for _, p := range s.document.Parts {
		t, ok := trendIn(p.Trends, id)
		if !ok || t.changes().compared == nil {
			continue
		}
		of := t.changes()
		if list == nil {
			c = changeTables{changes: of, of: t, document: s.document}
		}
		for _, g := range of.groups() {
			groups = withGroup(groups, g)
		}
		list = append(list, *of.compared)
		names.Cells = append(names.Cells, sheet.Cell{Text: cmp.Or(p.Value, p.Name)})
	}
	if list == nil {
		return nil
	}
	columns, shared := c.changeCells(list, groups)
	for i, why := range shared {
		if why != "" {
			names.Cells[i].Notes = []string{why}
		}
	}
	out := sheet.Sheet{
		Title:   fmt.Sprintf("%s by %s, %s (before) and %s (after): the index as times what it was", capital(c.measure()), s.document.partsBy(), c.named(list[0].Before), c.named(list[0].After)),
		Columns: append([]sheet.Column{names}, columns...), Legend: []string{c.markLegend()},
	}
	return []sheet.Sheet{out}
}

// withGroup adds a group to others, unless it is one of them.
func withGroup(groups []ethnicity.Group, g ethnicity.Group) []ethnicity.Group {
	for _, of := range groups {
		if of == g {
			return groups
		}
	}
	return append(groups, g)
}
