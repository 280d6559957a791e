package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/examples/internal/sample"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// title is that of Markdown and of the page.
func (q question) title() string {
	return fmt.Sprintf("RRI of %s people against %s, under every combination of choices", q.group, q.baseline)
}

// blocks are what a design shows: the range, the index with one choice changed at a time, and how
// much each choice moves it.
func (q question) blocks(d design) []sheet.Block {
	shown := d.shown()
	first := sheet.Block{Title: fmt.Sprintf("%s: %d combinations of %d choices", cli.Capital(d.measure), len(d.specs), len(d.factors))}
	if left := d.leftOut(shown); left != "" {
		first.Paragraphs = append(first.Paragraphs, cli.Capital(left)+".")
	}
	if len(shown) == 0 {
		return []sheet.Block{first}
	}
	first.Paragraphs = append(first.Paragraphs, "The RRI: "+spanOf(shown).String()+".")
	changed, shares := q.oneChanged(d), d.shareTable(shown)
	shares.Title = "How much each choice moves the index"
	return []sheet.Block{first, {Sheet: &changed}, {Sheet: &shares}}
}

// bearInMind is what a reader has to bear in mind.
var bearInMind = []string{
	"The combinations are no sample: that an interval is above 1 in most of them makes it no more certain, and the middle one is no estimate. They show how far the choices alone move the index.",
	"An index of residents does not say why, nor whether it is fair. Who was where, and visitors, are not in it; one person can be counted many times.",
	"A find rate is an average over all searches: it neither shows nor rules out unequal treatment.",
}

// howMade says how the numbers were made.
func howMade() []string {
	made := []string{
		"The choices are: whose account of ethnicity counts; what is done where it is missing; the census that the residents are from; the classification; the objects of search; " +
			"the family of intervals; and for the find rate what a find is, where there is no census.",
		"Where ethnicity is missing it is left out, or put in proportion to the known, or drawn from how the two accounts go together; the index is then pooled over the draws by Rubin's rules " +
			"(Rubin 1987, DOI 10.1002/9780470316696).",
		"The mean index of a way is the geometric mean over all combinations that have it. The share of variance of a choice is that of the logarithm of the index between its ways. " +
			"Where every combination has an index the design is balanced, and the shares of the single choices and of their combinations add up to 1. " +
			"The method moves the interval and not the index: its share is that of the lower limit.",
		"Intervals are at the level 95 % and allow for people who were stopped together, as far as the records tell them.",
	}
	for _, m := range methods {
		made = append(made, fmt.Sprintf("The method %s is %s (%s).", m, m.Words(), m.Reference()))
	}
	return made
}

// writeMarkdown writes both designs as Markdown.
func (q question) writeMarkdown(w io.Writer, designs []design) error {
	var blocks []sheet.Block
	for _, d := range designs {
		blocks = append(blocks, q.blocks(d)...)
	}
	blocks = append(blocks, sheet.Block{Title: "What to bear in mind", Items: bearInMind}, sheet.Block{Title: "How the numbers are made", Items: howMade()},
		sheet.Block{Title: "More", Items: []string{"-format csv has every combination with its index and interval."}})
	return cli.Screen{Markdown: true}.Write(w, q.title(), blocks...)
}

// page returns both designs as one page of HTML.
func (q question) page(designs []design) (sheet.Page, error) {
	var csv bytes.Buffer
	if err := writeCSV(&csv, designs); err != nil {
		return sheet.Page{}, err
	}
	p := sheet.Page{
		Title: q.title(),
		Lines: []string{"Searches by the police of " + sampled + "."},
		Downloads: []sheet.Download{{Name: cli.DownloadName(fmt.Sprintf("choices %s %s", q.group, q.baseline)),
			Title: "The whole list: every combination with its index and interval", CSV: csv.Bytes()}},
		Foot: append(sample.Source(), cli.MadeBy("choices")),
	}
	said := sheet.Section{Name: "said", Title: "What can be said", Blocks: []sheet.Block{{}, {Title: "What to bear in mind", Items: bearInMind}}}
	p.Sections = append(p.Sections, said)
	for _, d := range designs {
		blocks := q.blocks(d)
		title := blocks[0].Title
		said.Blocks[0].Items = append(said.Blocks[0].Items, title+". "+strings.Join(blocks[0].Paragraphs, " "))
		p.Sections = append(p.Sections, sheet.Section{Name: d.measure, Title: cli.Capital(d.measure), Blocks: blocks[1:]})
	}
	p.Sections = append(p.Sections, sheet.Section{Name: "method", Title: "How the numbers are made", Blocks: []sheet.Block{{Items: howMade()}}})
	return p, nil
}
