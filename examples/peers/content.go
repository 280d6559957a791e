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

// about is what a comparison is of, for people.
type aboutTable struct {
	title      string
	definition string
	source     []string // where the table is from
	file       string   // what the CSV of a page is called
}

// about says what a comparison of published counts is of.
func (t *table) about() aboutTable {
	return aboutTable{title: fmt.Sprintf("%s by police force, %s", cli.Capital(t.Events), t.yearName()), definition: t.definition(), source: t.Source, file: t.Events + " " + t.yearName()}
}

// ownAbout says what a comparison of one's own table is of.
func ownAbout(t *tidy.Table, definition string) aboutTable {
	return aboutTable{title: cli.Capital(t.Events), definition: cmp.Or(definition, t.Events+" out of "+t.Exposure), source: t.Comments, file: t.Events}
}

// shown is what there is to be seen of an answer, in every form.
type shown struct {
	aboutTable
	said, bear, made []string
	groups           []groupPart
	csv              func(io.Writer) error
	data             any // for JSON
}

// groupPart is what there is of one group.
type groupPart struct {
	name   string
	blocks []sheet.Block // the ranks, the funnel, the standards
	more   []sheet.Block // what -tables adds
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
	v.bear = slices.Concat(t.bear, t.lacking(), sentences(t.Notes), sentences(without(t.Set.Notes, t.about.source)))
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
			if name == "pairs" {
				part.more = append(part.more, sheet.Block{Sheet: &sh})
				continue
			}
			part.blocks = append(part.blocks, sheet.Block{Sheet: &sh})
		}
		v.groups = append(v.groups, part)
	}
	return s.write(w, v)
}

// lacking says of every group which units have no value; once, if they are the same in all.
func (t telling[G, M]) lacking() (list []string) {
	for _, c := range t.Groups {
		if text := c.Lacking(); text != "" {
			list = append(list, fmt.Sprintf("%v: %s", c.Group, text))
		}
	}
	all := func(text string) string { _, rest, _ := strings.Cut(text, ": "); return rest }
	if len(list) == len(t.Groups) && len(list) > 0 && !slices.ContainsFunc(list, func(text string) bool { return all(text) != all(list[0]) }) {
		return []string{all(list[0])}
	}
	return list
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

// writeScreen writes what is shown as text or Markdown.
func (s *settings) writeScreen(w *bytes.Buffer, v shown) error {
	on := cli.Screen{Markdown: s.format == cli.FormatMarkdown, Width: s.width, ASCII: s.ascii}
	blocks := []sheet.Block{{Paragraphs: []string{cli.Capital(v.definition) + "."}}, {Title: "What can be said", Items: v.said, Numbered: true}}
	for _, g := range v.groups {
		blocks = append(blocks, g.blocks...)
		if s.full {
			blocks = append(blocks, g.more...)
		}
	}
	blocks = append(blocks, sheet.Block{Title: "What to bear in mind", Items: v.bear})
	if s.full {
		blocks = append(blocks, sheet.Block{Title: "How the numbers are made", Items: v.made})
	} else {
		blocks = append(blocks, sheet.Block{Title: "More", Items: []string{
			"-tables adds which pairs can be told apart, and how the numbers are made; -format html draws the ranks and the funnel; -format csv has every digit."}})
	}
	blocks = append(blocks, sheet.Block{Title: "Source", Items: v.source})
	return on.Write(w, v.title, blocks...)
}

// page returns what is shown as one page of HTML, with all of its tables and the CSV.
func (v shown) page() (sheet.Page, error) {
	var csv bytes.Buffer
	if err := v.csv(&csv); err != nil {
		return sheet.Page{}, err
	}
	p := sheet.Page{
		Title:    v.title,
		Lines:    []string{cli.Capital(v.definition) + "."},
		Sections: []sheet.Section{{Name: "said", Title: "What can be said", Blocks: []sheet.Block{{Items: v.said, Numbered: true}, {Title: "What to bear in mind", Items: v.bear}}}},
	}
	for _, g := range v.groups {
		name := "group-" + strings.TrimSuffix(cli.DownloadName(g.name), ".csv")
		p.Sections = append(p.Sections, sheet.Section{Name: name, Title: g.name, Blocks: slices.Concat(g.blocks, g.more)})
	}
	p.Sections = append(p.Sections, sheet.Section{Name: "method", Title: "How the numbers are made", Blocks: []sheet.Block{{Items: v.made}}})
	p.Downloads = []sheet.Download{{Name: cli.DownloadName(v.file), Title: "The numbers of the tables, with all digits", CSV: csv.Bytes()}}
	p.Foot = slices.Concat(v.source, []string{cli.MadeBy("peers")})
	return p, nil
}
