package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// screen returns what the first screen is made of: the document alone, so that it tells no more
// than JSON does.
func (r *Report) screen() screen { return r.screenOf(r.document(false)) }

// screenOf returns the first screen of a document of the report.
func (r *Report) screenOf(d Document) screen {
	return screen{document: d, title: r.whoseAndWhen(), several: len(r.span.forces) > 1}
}

// whoseAndWhen names the forces and the months.
func (r *Report) whoseAndWhen() string {
	return strings.Join(slices.DeleteFunc([]string{r.shownPlace(), r.periodText(r.span.forces)}, func(text string) bool { return text == "" }), ", ")
}

// shownPlace is whose; "" of an extract of a force's own that names no force, which it need not.
func (r *Report) shownPlace() string {
	whose := r.whose()
	if r.needsNoForce() && whose == forceName(ethnicity.Force{}) {
		return ""
	}
	return whose
}

// titled returns the title of a picture, which has to say by itself where and when it is of.
func (s screen) titled(what string) string { return what + ": " + s.title }

// blocks returns what stands on the first screen below its title: tables, what can be said, and
// what to bear in mind.
func (s screen) blocks() []sheet.Block {
	tables := s.tables()
	below := make(map[string]bool) // what stands below a table is not said again
	var list []sheet.Block
	for i := range tables {
		for _, line := range tables[i].Legend {
			below[line] = true
		}
		list = append(list, sheet.Block{Sheet: &tables[i]})
	}
	return append(list, s.sentences(below)...)
}

// sentences returns what can be said, and what to bear in mind but for what stands below a table.
func (s screen) sentences(below map[string]bool) (list []sheet.Block) {
	summary := s.document.Summary
	if summary == nil {
		return nil
	}
	var said []string
	for _, claim := range summary.Said {
		said = append(said, claim.Text)
	}
	for _, claim := range summary.Changes {
		said = append(said, claim.Text)
	}
	if summary.Contrast != "" {
		said = append(said, summary.Contrast)
	}
	bear := slices.DeleteFunc(summary.BearInMind, func(line string) bool { return below[line] })
	for _, of := range []sheet.Block{{Title: "What can be said", Numbered: true, Items: said}, {Title: "What to bear in mind", Items: bear}} {
		if len(of.Items) > 0 {
			list = append(list, of)
		}
	}
	return list
}

// sections returns the sections of the first screen on a page, where the answer must not stand
// below long tables: the first table with its picture, the sentences, and then what the parts and
// the change are.
func (s screen) sections() []sheet.Section {
	blocks := s.blocks()
	first := sheet.Section{Name: "summary", Title: "At a glance"}
	rest := sheet.Section{Name: "change", Title: "Change over time"}
	switch _, kept := s.document.By.kept(); {
	case s.document.By == EachForce:
		rest.Name, rest.Title = "parts", "Force by force"
	case kept:
		rest.Name, rest.Title = "parts", "By "+s.document.partsBy()
	}
	adjusted, title := s.adjustedSection()
	for _, b := range blocks {
		switch {
		case b.Sheet == nil || len(first.Blocks) == 0:
			first.Blocks = append(first.Blocks, b)
		case title != "" && b.Sheet.Title == title:
			adjusted.Blocks = append(adjusted.Blocks, b)
		default:
			rest.Blocks = append(rest.Blocks, b)
		}
	}
	return slices.DeleteFunc([]sheet.Section{first, adjusted, rest}, func(of sheet.Section) bool { return of.Blocks == nil })
}

// adjustedSection returns the section, still empty, of the table that is adjusted for Within, and
// the title of that table; "" where there is none, as of a change alone.
func (s screen) adjustedSection() (section sheet.Section, title string) {
	a := s.within()
	if a == nil {
		return section, ""
	}
	return sheet.Section{Name: "adjusted", Title: "Adjusted for " + a.by()}, s.onlyAdjusted(s.document.lead(), a).title()
}

// screen is what the first screen is made of.
type screen struct {
	document Document
	title    string // where and when
	several  bool   // forces
	page     bool   // in HTML, which has every table

	peersFollow bool // the forces are compared below
}

// whose says whose searches they are: the forces, or where the records tell none the place whose
// residents were asked for.
func (r *Report) whose() string {
	if r.o.ResidentsOf != "" && r.denominator != nil && len(r.span.forces) == 1 && r.span.forces[0].IsZero() {
		return r.denominator.place()
	}
	return forceNames(r.span.forces)
}

// of says in a line what the report is of: where and when, of how many searches, whose account of
// ethnicity counts, and whose residents.
func (s screen) of() string {
	d := s.document
	searches := d.say("{searches of persons}")
	if !d.partsAlone() {
		searches = plural(d.Searches, d.say("{search of a person}"), searches)
	}
	text := fmt.Sprintf("%s: %s, %s", s.title, searches, accounts[d.Ethnicity].by)
	if source := d.ResidentsSource; source != nil {
		text += "; residents" + source.inShort()
	}
	return text
}

// accounts has what the first screen says of each account of ethnicity.
var accounts = map[outcomes.EthnicityRule]struct{ by, heading, long string }{
	outcomes.SelfDefined:     {"by self-defined ethnicity", "self-defined", "times as often by self-defined ethnicity"},
	outcomes.OfficerDefined:  {"by ethnicity as officers saw it", "officers", "times as often by ethnicity as officers saw it"},
	outcomes.SelfThenOfficer: {by: "by self-defined ethnicity, or as officers saw it where there is none"},
}

// choices says what leaves searches out, puts those of unknown ethnicity into groups, or makes
// other groups than the usual ones.
func (s screen) choices() (lines []string) {
	d := s.document
	if text := d.Filters.only(d.words(), d.Quality.Excluded); text != "" {
		lines = append(lines, text)
	}
	if text := allocations[d.UnknownAllocation]; text != "" {
		lines = append(lines, d.sayf("{Searches} of unknown ethnicity are put into groups %s, which nobody can check (%s %s).",
			text, flags["Unknown"], d.UnknownAllocation))
	}
	return lines
}

// allocations has what becomes of searches of unknown ethnicity.
var allocations = map[outcomes.Allocation]string{
	outcomes.InProportion: "in proportion to the known with the same outcome",
	outcomes.ByOfficer:    "as the officer saw them, where the officer did",
	outcomes.ByCrossTable: "like the known whom officers see the same way, with the same outcome",
}

// more says how to get what is not on the first screen.
func (r *Report) more() string {
	var names []string
	for _, name := range []string{r.words.RateID(), findTable, groundTables, outcomeTables} {
		l := Layout{Tables: []string{name}}
		if slices.ContainsFunc(r.measures(), func(t entry) bool { return l.has(t.id) }) {
			names = append(names, name)
		}
	}
	if r.words.HasCrimeOutcome() {
		names = nil
		for _, t := range r.measures() {
			names = append(names, t.id)
		}
	}
	some := ""
	if names != nil {
		some = ", or some of " + strings.Join(names, ",")
	}
	return fmt.Sprintf("More, on the command line: %s all%s; %s html for a page, csv or json.", flags["Tables"], some, flags["Format"])
}
