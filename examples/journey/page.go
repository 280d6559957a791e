package main

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri/counts"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/journey"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// whole is one document with the tables of all.
func whole(all []counts.Document) counts.Document {
	var d counts.Document
	for _, of := range all {
		d.Sections = append(d.Sections, of.Sections...)
	}
	return d
}

// page is the page of a document, or one of several with a section for each, whose own sections are
// blocks there.
func page(all []counts.Document) sheet.Page {
	foot := []string{cli.MadeBy("journey")}
	if len(all) == 1 {
		p := all[0].Page()
		p.Foot = foot
		return p
	}
	p := sheet.Page{Title: "Journeys through stages", Foot: foot}
	method := sheet.Section{Name: "method"} // of all, each thing once
	var made []string
	for _, d := range all {
		of := d.Page()
		title := of.Title + whichWay(d)
		s := sheet.Section{Name: title, Title: title, Blocks: []sheet.Block{{Paragraphs: of.Lines}}}
		for _, inner := range of.Sections {
			if inner.Name == method.Name {
				method.Title = inner.Title
				for _, block := range inner.Blocks {
					made = append(made, block.Items...)
				}
				continue
			}
			for i, block := range inner.Blocks {
				if i == 0 && block.Title == "" {
					block.Title = inner.Title
				}
				s.Blocks = append(s.Blocks, block)
			}
		}
		p.Sections = append(p.Sections, s)
	}
	method.Blocks = []sheet.Block{{Items: unique(made)}}
	p.Sections = append(p.Sections, method)
	var b bytes.Buffer
	if err := whole(all).WriteCSV(&b); err == nil && b.Len() > 0 {
		p.Downloads = []sheet.Download{{Name: "journeys.csv", Title: "All tables as CSV, with every digit", CSV: b.Bytes()}}
	}
	return p
}

// whichWay says which way round the index of a document is, behind its title.
func whichWay(d counts.Document) string {
	for _, s := range d.Sections {
		switch j, ok := s.Data.(journey.Journey[string]); {
		case !ok:
		case j.Options.Direction == index.ComparatorOverGroup:
			return fmt.Sprintf(": %s over each group", j.Baseline)
		default:
			return fmt.Sprintf(": each group over %s", j.Baseline)
		}
	}
	return ""
}

// unique returns the texts in their order, each once.
func unique(texts []string) (list []string) {
	for _, text := range texts {
		if !slices.Contains(list, text) {
			list = append(list, text)
		}
	}
	return list
}
