package main

import (
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/xuri/excelize/v2"
)

// frontWidth is the width of the texts of the first sheet.
const frontWidth = 100

// front writes the first sheet: what the workbook is of, what can be said, what to bear in mind,
// where the numbers are from, and the other sheets.
func (b *book) front(documents []document, pages []page, left int, source string) {
	row := 1
	line := func(heading, s string) {
		b.text(readMe, 1, row, heading, b.words(true))
		b.text(readMe, 2, row, s, b.words(true))
		b.height(readMe, row, linesOf(utf8.RuneCountInString(s), frontWidth))
		row++
	}
	block := func(heading string, lines []string) {
		if len(lines) == 0 {
			return
		}
		row++
		b.text(readMe, 1, row, heading, b.heading(12))
		row++
		for i, s := range lines {
			line(strconv.Itoa(i+1), s)
		}
	}
	for i, d := range documents {
		if i > 0 {
			row++
		}
		b.text(readMe, 1, row, d.title, b.heading(14))
		row++
		if i == 0 {
			line("Made from", source)
		}
		block("What can be said", d.said)
		block("What to bear in mind", d.bear)
		block("Notes", d.notes)
		row = b.facts(d, row)
	}
	row++
	b.text(readMe, 1, row, "Sheets", b.heading(12))
	row++
	for _, p := range pages {
		b.to(readMe, 1, row, p.sheet, p.sheet, "A1")
		b.text(readMe, 2, row, p.says(), b.words(true))
		row++
	}
	block("How to read the sheets", b.how(pages, left))
	b.do(b.file.SetColWidth(readMe, "A", "A", 34))
	b.do(b.file.SetColWidth(readMe, "B", "B", frontWidth))
	b.do(b.file.SetSheetView(readMe, 0, &excelize.ViewOptions{ShowGridLines: new(bool)}))
	wide, long, fit := 1, 0, true
	b.printed(readMe, "portrait")
	b.do(b.file.SetPageLayout(readMe, &excelize.PageLayoutOptions{FitToWidth: &wide, FitToHeight: &long}))
	b.do(b.file.SetSheetProps(readMe, &excelize.SheetPropsOptions{FitToPage: &fit}))
}

// facts writes the fields of a document that are in no table.
func (b *book) facts(d document, row int) int {
	if len(d.facts) == 0 {
		return row
	}
	row++
	b.text(readMe, 1, row, "What it is of", b.heading(12))
	row++
	left := b.style("fact", excelize.Style{Alignment: &excelize.Alignment{Horizontal: "left", Vertical: "top"}})
	for _, f := range d.facts {
		b.text(readMe, 1, row, f.name, b.words(true))
		c := column{path: []string{"value"}}
		b.height(readMe, row, linesOf(b.cell(readMe, 2, row, &c, f.value, format{}), frontWidth))
		if f.value.kind == number {
			if _, ok := exact(f.value.text); !ok {
				b.text(readMe, 2, row, f.value.text, b.words(true))
			} else {
				b.do(b.file.SetCellStyle(readMe, address(2, row), address(2, row), left))
			}
		}
		row++
	}
	return row
}

// says writes what is on a page, in one line.
func (p page) says() string {
	return p.title() + ": " + p.size()
}

// size says how large a page is.
func (p page) size() string {
	s := many(len(p.rows), "row")
	switch {
	case len(p.charts) > 0:
		s += ", " + many(len(p.charts), "chart")
	case p.why != "":
		s += "; no chart: " + p.why
	}
	return s
}

// many writes a number of things.
func many(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return sheet.Thousands(strconv.Itoa(n)) + " " + thing
}

// how says what a reader of the sheets has to know of them.
func (b *book) how(pages []page, left int) []string {
	lines := []string{
		"Numbers are those of the JSON, not rounded: formats change what is shown and not what is in a cell. Rates, shares and differences are per one of what they are out of, whatever is shown: 0.25 is 25 %. Only a rate \"per 1,000\" is the rate beside it, multiplied.",
		"A cell is empty where there is no number: it is withheld, was not recorded, or cannot be computed. It never stands for 0. Columns without a value in any row are left out.",
		"Labels, months and periods are text.",
	}
	has := func(test func(p page) bool) bool { return slices.ContainsFunc(pages, test) }
	if has(func(p page) bool { return len(p.charts) > 0 }) {
		lines = append(lines, "Charts are made from the cells and change with them. They show an index with the limits of its interval on a log scale, on which a limit of 0, and one without an end, cannot stand.")
	}
	if has(func(p page) bool { return slices.ContainsFunc(p.columns, func(c *column) bool { return c.text }) }) {
		lines = append(lines, "A column \"as text\" has, in full, what the column before it cannot hold as a number: Inf is without an end, and whole numbers of more than 15 digits would lose some.")
	}
	if left > 0 {
		lines = append(lines, fmt.Sprintf("%s of the JSON left out here: -sheets all has them.", many(left, "more table")))
	}
	if b.clipped > 0 {
		lines = append(lines, fmt.Sprintf("%s of more than %s characters clipped to what a cell holds, and say so.", many(b.clipped, "text"), sheet.Thousands(strconv.Itoa(maxText))))
	}
	return lines
}
