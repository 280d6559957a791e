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
	if len(c.parts) == 0 {
		return s.changeBlocks(t.id), nil
	}
	if table, ok := s.compact(t.id); ok && t.id != searchTable {
		list = append(list, sheet.Block{Sheet: &table})
	}
	list = append(list, s.changeBlocks(t.id)...)
	for _, p := range c.parts {
		i := slices.IndexFunc(p.tables, func(of entry) bool { return of.id == t.id })
		if i < 0 || !c.layout.all() {
			continue
		}
		one := sheet.Block{Paragraphs: []string{c.instead(p.tables[i].plain, nil)}}
		if one.Paragraphs[0] == "" {
			if one, err = blockOf(p.tables[i]); err != nil {
				return nil, err
			}
		}
		one.Title = p.name
		list = append(list, one)
	}
	return append(list, sheet.Block{Paragraphs: []string{fmt.Sprintf(
		"All of it together, of which an index can differ from that of every %s; only a table that says so is adjusted for these.", compact{document: d}.part())}}), nil
}
