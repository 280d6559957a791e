package main

import (
	"bytes"

	"github.com/seed-549880be/disparity/rri/counts"
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
	if len(all) == 1 {
		return all[0].Page()
	}
	p := sheet.Page{Title: "Journeys through stages"}
	for _, d := range all {
		of := d.Page()
		s := sheet.Section{Name: of.Title, Title: of.Title, Blocks: []sheet.Block{{Paragraphs: of.Lines}}}
		for _, inner := range of.Sections {
			for i, block := range inner.Blocks {
				if i == 0 && block.Title == "" {
					block.Title = inner.Title
				}
				s.Blocks = append(s.Blocks, block)
			}
		}
		p.Sections = append(p.Sections, s)
	}
	var b bytes.Buffer
	if err := whole(all).WriteCSV(&b); err == nil && b.Len() > 0 {
		p.Downloads = []sheet.Download{{Name: "journeys.csv", Title: "All tables as CSV, with every digit", CSV: b.Bytes()}}
	}
	return p
}
