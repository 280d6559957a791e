package report

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// fewEvents is the number of events of known groups below which a table of outcomes is a sentence.
const fewEvents = 10

// writeTables writes the tables that the layout asks for, in the order of the report.
func (r *Report) writeTables(p *page, l Layout) error {
	var above []entry
	for _, t := range r.tables {
		if !l.has(t.id) {
			continue
		}
		if text := instead(t.plain, above); text != "" {
			p.gap()
			p.paragraphs(text)
		} else if err := r.writeEntry(p, l, t); err != nil {
			return err
		}
		above = append(above, t)
	}
	return nil
}

// instead returns the sentence that stands in place of a table: that the records cannot bear its
// rate, that it has the counts of one above it, or too few events to compare; "" for a table that
// stands. Counts that are withheld are never
// few.
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

// few returns the sentence that stands in place of a table with too few events to compare; "" if
// they are enough, or if one is withheld.
func few(t Table) string {
	var events, of int64
	var groups []string
	for _, row := range t.Rows {
		switch {
		case row.Kind != "":
			continue
		case row.Events == nil || row.Exposure == nil:
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

// sameCounts reports whether two tables have the same counts in every row, all of them shown.
func sameCounts(a, b Table) bool {
	return slices.EqualFunc(a.Rows, b.Rows, func(a, b Row) bool {
		return a.Group == b.Group && a.Events != nil && b.Events != nil && *a.Events == *b.Events &&
			a.Exposure != nil && b.Exposure != nil && *a.Exposure == *b.Exposure
	})
}

// writeEntry writes one table, what is adjusted beside it, and under the search rate the bounds.
func (r *Report) writeEntry(p *page, l Layout, t entry) error {
	if err := r.writeParts(p, l, t); err != nil {
		return err
	}
	s, err := t.Sheet()
	if err != nil {
		return prefixed(err)
	}
	p.gap()
	p.paragraphs(t.alert, t.months)
	if i := slices.Index(s.Notes, outcomes.OutcomeTestLimits); i >= 0 {
		s.Notes = slices.Delete(slices.Clone(s.Notes), i, i+1)
		p.paragraphs(outcomes.OutcomeTestLimits)
	}
	if err := p.table(s, l); err != nil {
		return err
	}
	for _, a := range r.adjusted {
		if a.ID != t.id {
			continue
		}
		s, err := a.table().Sheet()
		if err != nil {
			return prefixed(err)
		}
		p.gap()
		p.paragraphs(a.MonthsNote)
		if err := p.table(s, l); err != nil {
			return err
		}
	}
	if t.perPerson && len(r.bounds) > 0 {
		p.gap()
		var b bytes.Buffer
		r.writeBounds(&b, p.markdown)
		p.b.Write(b.Bytes())
	}
	return nil
}

// table writes one of the tables below the first screen.
func (p *page) table(s sheet.Sheet, l Layout) error {
	if !l.P {
		s.Columns = slices.DeleteFunc(slices.Clone(s.Columns), func(c sheet.Column) bool { return c.Heading == "p" || c.Heading == "adjusted p" })
	}
	s.Width = p.width
	if p.markdown {
		return prefixed(s.WriteMarkdown(&p.b))
	}
	return prefixed(s.WriteText(&p.b))
}

// writeRead writes all that is to say of what was read.
func (r *Report) writeRead(p *page, l Layout) error {
	if !l.all() {
		return nil
	}
	lines, footnotes := r.head()
	p.title("What was read")
	p.paragraphs(lines...)
	for i, note := range footnotes {
		p.paragraphs(sheet.Superscript(i+1) + " " + note)
	}
	return nil
}

// capital returns a text with a capital letter at its start.
func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
