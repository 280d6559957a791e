package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// content is what a report says to people, in the order in which it stands there: text, Markdown
// and HTML are written from it.
type content struct {
	warnings []string // to be read before anything else
	title    string
	lines    []string        // below the title
	screen   screen          // the rest of the first screen
	tables   []sheet.Section // those that were asked for, a section for each measure

	read, footnotes []string // what was read, and the footnotes of these lines
}

// readTitle stands above what was read.
const readTitle = "What was read"

// composer puts together what a report says to people.
type composer struct {
	*Report
	layout Layout
	onPage bool // in HTML, which has room for pictures
	rows   bool // and carries the rows of every table with it
}

// content returns what the report says to people.
func (r *Report) content(c composer) (content, error) {
	s := r.screen()
	s.page, s.peersFollow = c.onPage, c.layout.has(r.words.RateID())
	out := content{
		warnings: r.warnings,
		title:    s.of(),
		lines:    append(s.choices(), s.document.howSure()+"."),
		screen:   s,
	}
	out.read, out.footnotes = r.head()
	var err error
	out.tables, err = c.tableSections()
	return out, err
}

// tableSections returns the tables that the layout asks for, in the order of the report.
func (c composer) tableSections() (list []sheet.Section, err error) {
	var above []entry
	d := c.document(c.layout.hasMore(c.Report))
	for _, t := range c.measures() {
		if !c.layout.has(t.id) {
			continue
		}
		section := sheet.Section{Name: t.id, Title: sectionTitle(t)}
		if c.partsAlone() {
			if section.Blocks, err = c.partBlocks(t, d); err != nil {
				return nil, err
			}
			list = append(list, section)
			continue
		}
		if text := c.instead(t.plain, above); text != "" {
			section.Blocks = []sheet.Block{{Paragraphs: []string{text}}}
		} else if section.Blocks, err = c.measure(t, d); err != nil {
			return nil, err
		}
		list = append(list, section)
		if t.perPerson {
			list = append(list, c.peersSection(d)...)
		}
		if t.plain.NoAnswer == "" {
			above = append(above, t)
		}
	}
	if c.layout.all() && len(d.Completeness) > 1 && d.By.isPeriod() {
		complete := c.screenOf(d).completenessSheet()
		list = append(list, sheet.Section{Name: "completeness", Title: "How much is recorded", Blocks: []sheet.Block{{Sheet: &complete}}})
	}
	rate := d.words().RateID()
	if of, ok := c.screenOf(d).contrast(rate); ok && c.layout.has(rate) && d.rate().ID == "" {
		table := of.sheet()
		list = append([]sheet.Section{{Name: rate, Title: capital(of.Measure), Blocks: []sheet.Block{{Sheet: &table}}}}, list...)
	}
	var sheets []sheet.Sheet
	for _, section := range list {
		for i := range section.Blocks {
			if of := section.Blocks[i].Sheet; of != nil {
				*of = c.fitted(*of)
				sheets = append(sheets, *of)
			}
		}
	}
	if len(list) > 0 {
		reading := sheet.Section{Name: "reading", Title: "How to read the tables", Blocks: []sheet.Block{{Paragraphs: c.reading(c.layout, sheets)}}}
		list = append([]sheet.Section{reading}, list...)
	}
	if text := c.absentTables(); text != "" {
		list = append(list, sheet.Section{Name: "absent", Title: "Tables that are not there", Blocks: []sheet.Block{{Paragraphs: []string{text}}}})
	}
	return list, nil
}

// sectionTitle names what is said of one measure.
func sectionTitle(t entry) string {
	title := capital(t.plain.Measure)
	if t.id == actionTable {
		title += ", by action" // beside the one by another definition
	}
	return title
}

// absentTables names the tables that were asked for by name and that the report has not; "" if it
// has all of them.
func (c composer) absentTables() string {
	var names []string
	for _, name := range c.layout.Tables {
		one := Layout{Tables: []string{name}}
		if _, ok := contrastIn(c.contrasts, name); ok {
			continue
		}
		if name != summaryTables && name != allTables && !slices.ContainsFunc(c.measures(), func(t entry) bool { return one.has(t.id) }) {
			names = append(names, name)
		}
	}
	if names == nil {
		return ""
	}
	return fmt.Sprintf("No table %s of these records: see what was read, by %s all.", strings.Join(names, ", "), flags["Tables"])
}
