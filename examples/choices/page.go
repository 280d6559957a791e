package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/examples/internal/sample"
	"github.com/seed-549880be/disparity/outcomes/choices"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// write writes the result in the form that is asked for, and the picture.
func (s *settings) write(w io.Writer, r choices.Result, shipped bool) error {
	p, err := page(r, shipped)
	if err != nil {
		return err
	}
	if err := s.plot.Save(p.Pictures()); err != nil {
		return err
	}
	switch s.format {
	case cli.FormatMarkdown:
		return writeMarkdown(w, r)
	case cli.FormatCSV:
		return r.WriteCSV(w)
	case cli.FormatJSON:
		e := json.NewEncoder(w)
		e.SetIndent("", "  ")
		return e.Encode(r)
	case cli.FormatHTML:
		return p.WriteHTML(w)
	}
	return r.WriteText(w)
}

// title is that of Markdown and of the page.
func title(r choices.Result) string {
	return fmt.Sprintf("RRI of %s people against %s, under every combination of choices", r.Group, r.Baseline)
}

// part is what is shown of one measure.
type part struct {
	measure choices.Measure
	blocks  []sheet.Block
}

// parts are what is shown of the measures: the range, the index with one choice changed at a time,
// and how much each choice moves it.
func parts(r choices.Result) (all []part) {
	for _, m := range r.Measures {
		first := sheet.Block{Title: cli.Capital(m.Name) + ": " + m.Counted()}
		for _, text := range []string{m.HeldAt(), m.LeftOut()} {
			if text != "" {
				first.Paragraphs = append(first.Paragraphs, cli.Capital(text)+".")
			}
		}
		if text := r.RangeText(m); text != "" {
			first.Paragraphs = append(first.Paragraphs, "The RRI: "+text+".")
		}
		all = append(all, part{m, []sheet.Block{first}})
	}
	at := 0
	for name, s := range r.Sheets() {
		if name == "combinations" { // the last of a measure
			at++
			continue
		}
		all[at].blocks = append(all[at].blocks, sheet.Block{Sheet: &s})
	}
	return all
}

// writeMarkdown writes the result as Markdown.
func writeMarkdown(w io.Writer, r choices.Result) error {
	var blocks []sheet.Block
	blocks = append(blocks, sheet.Block{Items: r.Notes})
	for _, p := range parts(r) {
		blocks = append(blocks, p.blocks...)
	}
	blocks = append(blocks, sheet.Block{Title: "What to bear in mind", Items: r.BearInMind()}, sheet.Block{Title: "How the numbers are made", Items: r.MethodNotes()},
		sheet.Block{Title: "More", Items: []string{"-format csv has every combination with its index and interval."}})
	if r.Source != "" {
		blocks = append(blocks, sheet.Block{Paragraphs: []string{"Source: " + r.Source}})
	}
	return cli.Screen{Markdown: true}.Write(w, title(r), blocks...)
}

// page returns the result as one page of HTML.
func page(r choices.Result, shipped bool) (sheet.Page, error) {
	var csv bytes.Buffer
	if err := r.WriteCSV(&csv); err != nil {
		return sheet.Page{}, err
	}
	p := sheet.Page{
		Title:    title(r),
		Lines:    []string{cli.Capital(r.Records) + ": " + r.Of + "."},
		Warnings: r.Notes,
		Downloads: []sheet.Download{{Name: cli.DownloadName(fmt.Sprintf("choices %s %s", r.Group, r.Baseline)),
			Title: "The whole list: every combination with its index and interval", CSV: csv.Bytes()}},
	}
	if shipped {
		p.Lines = []string{"Searches by the police of " + r.Of + "."}
		p.Foot = sample.Source()
	}
	if r.Source != "" {
		p.Foot = append(p.Foot, "Source: "+r.Source)
	}
	p.Foot = append(p.Foot, cli.MadeBy(program))
	said := sheet.Section{Name: "said", Title: "What can be said", Blocks: []sheet.Block{{}, {Title: "What to bear in mind", Items: r.BearInMind()}}}
	p.Sections = append(p.Sections, said)
	for _, of := range parts(r) {
		title := of.blocks[0].Title
		said.Blocks[0].Items = append(said.Blocks[0].Items, title+". "+strings.Join(of.blocks[0].Paragraphs, " "))
		p.Sections = append(p.Sections, sheet.Section{Name: of.measure.Name, Title: cli.Capital(of.measure.Name), Blocks: of.blocks[1:]})
	}
	p.Sections = append(p.Sections, sheet.Section{Name: "method", Title: "How the numbers are made", Blocks: []sheet.Block{{Items: r.MethodNotes()}}})
	return p, nil
}
