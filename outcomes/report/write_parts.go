package report

import "fmt"

// writeParts writes what the parts of a report have of a measure, above the table of all of them
// together: their indices in one table, which for the search rate stands on the first screen, and
// with all tables that of each part.
func (r *Report) writeParts(p *page, l Layout, t entry) error {
	if len(r.parts) == 0 {
		return nil
	}
	s := screen{document: r.Document()}
	if table, ok := s.compact(t.id); ok && t.id != searchTable {
		if err := p.sheet(table); err != nil {
			return err
		}
	}
	if l.all() {
		for _, part := range r.parts {
			if err := part.writeTable(p, l, t.id); err != nil {
				return err
			}
		}
	}
	c := compact{document: s.document}
	p.gap()
	p.paragraphs(fmt.Sprintf("All of it together, of which an index can differ from that of every %s; only a table that says so is adjusted for these.", c.part()))
	return nil
}

// writeTable writes the table of a measure that the part has, or the sentence in place of it.
func (part part) writeTable(p *page, l Layout, id string) error {
	for _, t := range part.tables {
		if t.id != id {
			continue
		}
		p.title(part.name)
		if text := few(t.plain); text != "" && id != searchTable {
			p.paragraphs(text)
			return nil
		}
		s, err := t.Sheet()
		if err != nil {
			return prefixed(err)
		}
		p.paragraphs(t.alert, t.months)
		return p.table(s, l)
	}
	return nil
}
