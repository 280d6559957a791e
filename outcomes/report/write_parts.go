package report

import (
	"fmt"
	"slices"
)

// partPieces returns what the parts of a report have of a measure, above the table of all of them
// together: their indices in one table, which for the search rate stands on the first screen, and
// with all tables that of each part.
func (r *Report) partPieces(t entry, d Document, l Layout) (list []piece, err error) {
	s := screen{document: d}
	if len(r.parts) == 0 {
		return s.changePieces(t.id), nil
	}
	if table, ok := s.compact(t.id); ok && t.id != searchTable {
		list = append(list, piece{sheet: &table})
	}
	list = append(list, s.changePieces(t.id)...)
	for _, p := range r.parts {
		i := slices.IndexFunc(p.tables, func(of entry) bool { return of.id == t.id })
		if i < 0 || !l.all() {
			continue
		}
		one := piece{above: []string{instead(p.tables[i].plain, nil)}}
		if one.above[0] == "" {
			if one, err = pieceOf(p.tables[i]); err != nil {
				return nil, err
			}
		}
		one.title = p.name
		list = append(list, one)
	}
	return append(list, piece{above: []string{fmt.Sprintf(
		"All of it together, of which an index can differ from that of every %s; only a table that says so is adjusted for these.", compact{document: d}.part())}}), nil
}
