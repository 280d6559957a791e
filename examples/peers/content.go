package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/peers"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// aboutTable is what a comparison is of, for people.
type aboutTable struct {
	title      string
	definition string
	source     []string // where the table is from
	file       string   // what the CSV of a page is called
}

// about says what a comparison of published counts is of.
func (t *table) about(of string) aboutTable {
	return aboutTable{title: fmt.Sprintf("%s by force, %s%s", cli.Capital(t.Events), t.yearName(), of), definition: t.definition(), source: t.Source, file: t.Events + " " + t.yearName()}
}

// ownAbout says what a comparison of one's own table is of.
func (s *settings) ownAbout(t *tidy.Table, of string) aboutTable {
	return aboutTable{title: fmt.Sprintf("%s by %s%s", cli.Capital(t.Events), strings.ToLower(strings.TrimSpace(s.by)), of), definition: t.Events + " out of " + exposureOf(t), source: t.Comments, file: t.Events}
}

// shown is what there is to be seen of an answer, in every form.
type shown struct {
	aboutTable
	said, bear, made []string
	groups           []groupPart
	overview         *sheet.Sheet // all groups in one table
	csv              func(io.Writer) error
	download         func(io.Writer) error // the CSV of a page, and what it is called there
	downloadTitle    string
	data             any // for JSON
}

// groupPart is what there is of one group.
type groupPart struct {
	name   string
	sheets []namedSheet
}

// namedSheet is a table with its name.
type namedSheet struct {
	name  string
	sheet sheet.Sheet
}

// telling is a comparison, and what is said of it.
type telling[G cmp.Ordered, M rri.Measure] struct {
	peers.Result[G, M]
	about      aboutTable
	said, bear []string
}

// tell writes a comparison.
func tell[G cmp.Ordered, M rri.Measure](s *settings, w *bytes.Buffer, t telling[G, M]) error {
	v := shown{aboutTable: t.about, said: t.said, csv: t.WriteCSV, data: t.Result}
	v.bear = slices.Concat(t.bear, sentences(t.Notes), sentences(without(t.Set.Notes, t.about.source)))
	v.made = append([]string{indexNote(t.Result), methodNote(t.Options.Options)}, t.MethodNotes()...)
	bare := t.Result // whose notes stand elsewhere
	bare.Notes, bare.Set.Notes, bare.Set.Definition = nil, nil, ""
	for _, c := range t.Groups {
		bare.Groups = []peers.Comparison[G]{c}
		part := groupPart{name: fmt.Sprint(c.Group)}
		for name, sh := range bare.Sheets() {
			if len(t.Groups) > 1 {
				sh.Pictures = namedPictures(sh.Pictures, part.name)
			}
			// it is said above
			sh.Lines = slices.DeleteFunc(slices.Clone(sh.Lines), func(line string) bool { return strings.HasPrefix(line, "▸ ") })
			part.sheets = append(part.sheets, namedSheet{name, sh})
		}
		v.groups = append(v.groups, part)
	}
	v.download, v.downloadTitle = t.WriteCSV, allDigits
	if slices.ContainsFunc(t.Groups, func(c peers.Comparison[G]) bool { return len(c.Rows) > mostPaired }) {
		v.download, v.downloadTitle = withoutPairs(t.Result).WriteCSV, allDigits+", without those of the pairs, which -format csv has"
	}
	v.said = slices.Concat(nothing(t.Result), v.said, t.Open(t.Set.Focus), sayLines(t.Result))
	if sh := overview(t.Result); sh.Columns != nil {
		v.overview = &sh
	}
	return s.write(w, v)
}

// nothing says why there is no comparison, if there is none of any group.
func nothing[G cmp.Ordered, M rri.Measure](r peers.Result[G, M]) (said []string) {
	if len(r.Groups) == 0 {
		text := "There is no comparison: no group is left to compare."
		if r.Options.Quantity == peers.Index {
			text = fmt.Sprintf("There is no comparison: an index is of a group beside %v, and there is no other group to show (-quantity rate compares rates themselves).", r.Set.Baseline)
		}
		return []string{text}
	}
	for _, c := range r.Groups {
		if len(c.Rows) > 0 {
			return nil
		}
		said = append(said, fmt.Sprintf("There is no comparison of %v. %s", c.Group, c.Lacking()))
	}
	return said
}

// allDigits is what the CSV of a page is called.
const allDigits = "The numbers of the tables, with all digits"

// mostPaired is of how many units the CSV of a page has every pair: there are half their number
// squared.
const mostPaired = 20

// withoutPairs returns a comparison without its pairs.
func withoutPairs[G cmp.Ordered, M rri.Measure](r peers.Result[G, M]) peers.Result[G, M] {
	r.Groups = slices.Clone(r.Groups)
	for i := range r.Groups {
		r.Groups[i].Pairs = nil
	}
	return r
}

// namedPictures returns pictures whose names have the name of the group behind them.
func namedPictures(pictures []sheet.Picture, group string) []sheet.Picture {
	pictures = slices.Clone(pictures)
	for i := range pictures {
		pictures[i].Name += "-" + strings.TrimSuffix(cli.DownloadName(group), ".csv")
	}
	return pictures
}

// without returns lines that are not among others.
func without(lines, others []string) []string {
	return slices.DeleteFunc(slices.Clone(lines), func(line string) bool { return slices.Contains(others, line) })
}

// sentences returns notes as sentences.
func sentences(notes []string) (list []string) {
	for _, note := range notes {
		if note = strings.TrimSpace(note); note != "" {
			list = append(list, cli.Capital(strings.TrimSuffix(note, "."))+".")
		}
	}
	return list
}

// indexNote says what is compared.
func indexNote[G cmp.Ordered, M rri.Measure](r peers.Result[G, M]) string {
	labels := r.Set.Labels.WithDefaults((*new(M)).IsProportion())
	if r.Options.Quantity == peers.Rate {
		return fmt.Sprintf("What is compared is the rate itself: %s out of %s.", labels.Events, labels.Exposure)
	}
	return fmt.Sprintf("The index of a group is its rate over that of %v in the same unit, both out of %s: 2 is twice as often, for their numbers.", r.Set.Baseline, labels.Exposure)
}

// methodNote says by which method intervals are.
func methodNote(o rri.Options) string {
	return fmt.Sprintf("The range of a value is at the level %s by the method %s, which is %s (%s).", sheet.Percent(o.Level), o.Method, o.Method.Words(), o.Method.Reference())
}

// write writes what is shown in the format that is asked for, and the picture.
func (s *settings) write(w *bytes.Buffer, v shown) error {
	p, err := v.page()
	if err != nil {
		return err
	}
	if err := s.plot.Save(p.Pictures()); err != nil {
		return err
	}
	switch s.format {
	case cli.FormatCSV:
		return v.csv(w)
	case cli.FormatJSON:
		text, err := json.MarshalIndent(v.data, "", "  ")
		w.Write(append(sheet.EscapeJSON(text), '\n'))
		return err
	case cli.FormatHTML:
		return p.WriteHTML(w)
	}
	return s.writeScreen(w, v)
}

// page returns what is shown as one page of HTML, with all of its tables and the CSV.
func (v shown) page() (sheet.Page, error) {
	var csv bytes.Buffer
	if err := v.download(&csv); err != nil {
		return sheet.Page{}, err
	}
	p := sheet.Page{
		Title:    v.title,
		Lines:    []string{cli.Capital(v.definition) + "."},
		Sections: []sheet.Section{{Name: "said", Title: "What can be said", Blocks: []sheet.Block{{Items: v.said, Numbered: true}}}},
	}
	if v.overview != nil {
		p.Sections[0].Blocks = append(p.Sections[0].Blocks, tableBlock(*v.overview))
	}
	p.Sections[0].Blocks = append(p.Sections[0].Blocks, sheet.Block{Title: "What to bear in mind", Items: v.bear})
	for _, g := range v.groups {
		name := "group-" + strings.TrimSuffix(cli.DownloadName(g.name), ".csv")
		part := sheet.Section{Name: name, Title: g.name}
		for _, t := range g.sheets {
			part.Blocks = append(part.Blocks, tableBlock(t.sheet))
		}
		p.Sections = append(p.Sections, part)
	}
	p.Sections = append(p.Sections, sheet.Section{Name: "method", Title: "How the numbers are made", Blocks: []sheet.Block{{Items: v.made}}})
	p.Downloads = []sheet.Download{{Name: cli.DownloadName(v.file), Title: v.downloadTitle, CSV: csv.Bytes()}}
	p.Foot = slices.Concat(v.source, []string{cli.MadeBy("peers")})
	return p, nil
}
