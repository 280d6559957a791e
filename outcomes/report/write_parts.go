package report

import (
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// partBlocks returns what the parts of a report have of a measure, above the table of all of them
// together: their indices in one table, which for the search rate stands on the first screen, and
// with all tables that of each part.
func (c composer) partBlocks(t entry, d Document) (list []sheet.Block, err error) {
	s := c.screenOf(d)
	changes := s.changeBlocks(t.id)
	if c.onPage {
		c.nameChanges(t.id, s, changes)
	}
	if len(c.parts) == 0 {
		return changes, nil
	}
	if table, ok := s.compact(t.id); ok && t.id != s.partsTable() {
		list = append(list, sheet.Block{Sheet: &table})
	}
	if of, ok := s.contrast(t.id); ok {
		table := of.sheet()
		list = append(list, sheet.Block{Sheet: &table})
	}
	list = append(list, changes...)
	if c.layout.all() {
		own, err := c.ownTables(t.id)
		if err != nil {
			return nil, err
		}
		list = append(list, own...)
	}
	if c.partsAlone() {
		return list, nil
	}
	return append(list, sheet.Block{Paragraphs: []string{fmt.Sprintf(
		"All of it together, of which an index can differ from that of every %s; only a table that says so is adjusted for these.", d.partNoun())}}), nil
}

// mostOwnTables is how many tables of single parts a page has, of all measures together.
const mostOwnTables = 60

// ownTables returns the table of a measure that each part of the report has by itself. A page with
// very many of them would be too large to be sent, and leaves them to the CSV file.
func (c composer) ownTables(id string) (list []sheet.Block, err error) {
	if n := len(c.parts); c.onPage && n*len(c.measures()) > mostOwnTables {
		noun := Document{By: c.by, Kept: c.kept}.partNoun()
		return []sheet.Block{{Paragraphs: []string{fmt.Sprintf("The table of each %s by itself, %s in all, has no room on this page: %s csv has it.", noun, count(int64(n)), flags["Format"])}}}, nil
	}
	for _, p := range c.parts {
		i := slices.IndexFunc(p.tables, func(of entry) bool { return of.id == id })
		if i < 0 {
			continue
		}
		one := sheet.Block{Paragraphs: []string{c.instead(p.tables[i].plain, nil)}}
		if one.Paragraphs[0] == "" {
			if one, err = blockOf(p.tables[i]); err != nil {
				return nil, err
			}
		}
		if c.onPage && one.Sheet != nil { // its index is drawn beside those of the other parts
			*one.Sheet = withoutPictures(*one.Sheet)
		}
		one.Title = p.name
		list = append(list, one)
	}
	return list, nil
}
