package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// partsAlone reports whether a report has the tables of its parts and nothing that is a sum over
// them: where small counts are withheld from each part, a number of all of them together, less
// those of the parts that are shown, would be one that is withheld.
func (r *Report) partsAlone() bool { return r.limit != 0 && r.by != Whole && r.by != DefaultBreakdown }

// partsAlone reports it of the document of a report.
func (d Document) partsAlone() bool {
	return d.Suppress != 0 && d.By != Whole && d.By != DefaultBreakdown
}

// buildParts makes the parts of a report that has nothing else, with the warnings that are of what
// was read.
func (r *Report) buildParts() error {
	r.labelNotes(columnForce, columnOutcome, columnLinked)
	if err := r.divide(); err != nil {
		return err
	}
	if len(r.measures()) == 0 {
		return r.tooFew()
	}
	if err := r.findContrasts(); err != nil {
		return err
	}
	return r.summarize()
}

// aloneNotes says that the parts stand alone, and names those of which everything is withheld.
func (r *Report) aloneNotes() (notes []string) {
	if !r.partsAlone() {
		return nil
	}
	notes = []string{fmt.Sprintf("With %s %d each part stands alone: numbers of all of them together, beside those of the parts, would tell what one of them withholds.",
		flags["Suppress"], r.limit)}
	var names []string
	for _, p := range r.parts {
		if p.withheld {
			names = append(names, p.name)
		}
	}
	if names != nil {
		notes = append(notes, fmt.Sprintf("Everything is withheld, for small counts, of %s.", strings.Join(names, "; ")))
	}
	return notes
}

// measures returns the tables by which a report is laid out: its own or, where its parts stand
// alone, the first of these of each measure, in the order of [TableNames].
func (r *Report) measures() []entry {
	if !r.partsAlone() {
		return r.tables
	}
	return firstOfEach(r.parts, func(p part) []entry { return p.tables }, func(e entry) string { return e.id })
}

// measures returns likewise the tables of a document.
func (d Document) measures() []Table {
	if !d.partsAlone() {
		return d.Tables
	}
	return firstOfEach(d.Parts, func(p Part) []Table { return p.Tables }, func(t Table) string { return t.ID })
}

// firstOfEach returns the first table of each name among those of several parts, in the order of
// [TableNames].
func firstOfEach[P, T any](parts []P, tables func(P) []T, name func(T) string) (list []T) {
	for _, p := range parts {
		for _, t := range tables(p) {
			if !slices.ContainsFunc(list, func(of T) bool { return name(of) == name(t) }) {
				list = append(list, t)
			}
		}
	}
	names := TableNames()
	slices.SortStableFunc(list, func(a, b T) int { return cmp.Compare(slices.Index(names, name(a)), slices.Index(names, name(b))) })
	return list
}

// partsHave reports whether a part has the table of that ID.
func (d Document) partsHave(id string) bool {
	return slices.ContainsFunc(d.Parts, func(p Part) bool { return tableWith(p.Tables, id).ID != "" })
}

// residentsOfParts says whose residents the rates of the parts are of, where those of all parts are
// the same, "" where they are not, and where there are none.
func (d Document) residentsOfParts() (text string) {
	for _, p := range d.Parts {
		if p.ResidentsSource == nil {
			continue
		}
		of := p.ResidentsSource.inShort()
		if text != "" && of != text {
			return ""
		}
		text = of
	}
	return text
}
