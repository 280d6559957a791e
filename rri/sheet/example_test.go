package sheet_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// A program writes a table of its own: every row is a struct, every column says what of it is
// shown.
func Example() {
	type force struct {
		name     string
		searches int64
		index    sheet.Interval
	}
	forces := []force{
		{"Kent", 12_310, sheet.Interval{Value: 0.9, Lower: 0.6, Upper: 0.9996}},
		{"Essex", 8_022, sheet.Interval{Value: 2.31, Lower: 1.6, Upper: 3.2}},
	}
	s := sheet.Sheet{
		Title: "Searches by force",
		Notes: []string{"made-up figures"},
		Columns: []sheet.Column{
			{Name: "force", Heading: "force", Align: sheet.Left, Cells: sheet.Cells(forces, func(f force) sheet.Cell { return sheet.Label(f.name) })},
			{Name: "searches", Heading: "searches", Cells: sheet.Cells(forces, func(f force) sheet.Cell { return sheet.Count(f.searches) })},
			{Heading: "95 % interval", Align: sheet.Dash, Cells: sheet.Cells(forces, func(f force) sheet.Cell {
				lower, upper, _ := sheet.Limits(sheet.Ratio, f.index.Lower, f.index.Upper, 2, 1)
				return sheet.Cell{Text: lower + " – " + upper}
			})},
			{Name: "lower", In: sheet.CSV, Cells: sheet.Cells(forces, func(f force) sheet.Cell { return sheet.Cell{Value: sheet.Float(f.index.Lower)} })},
			{Name: "upper", In: sheet.CSV, Cells: sheet.Cells(forces, func(f force) sheet.Cell { return sheet.Cell{Value: sheet.Float(f.index.Upper)} })},
			{Plot: true, Cells: sheet.Cells(forces, func(f force) sheet.Cell { return sheet.Cell{Plot: &f.index} })},
		},
	}
	if err := s.WriteText(os.Stdout); err != nil {
		fmt.Println(err)
	}
	if err := s.WriteCSV(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Searches by force ¹
	// force  searches  95 % interval  ½       1       2       4
	// Kent     12,310  0.60 – 0.9996    ├────●│
	// Essex     8,022  1.60 –   3.20          │    ├────●──┤
	// ¹ made-up figures
	// force,searches,lower,upper
	// Kent,12310,0.6,0.9996
	// Essex,8022,1.6,3.2
}

// A dashboard that draws tables in its own way takes the cells of those columns that a page has.
func ExampleSheet_For() {
	table, err := rri.Compare("White", map[string]rri.Proportion{
		"White": {Events: 70, Trials: 317},
		"Black": {Events: 12, Trials: 29},
	}, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := table.Sheet()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Title)
	for _, column := range s.For(sheet.Markup) {
		if column.Plot {
			continue
		}
		var cells []string
		for _, cell := range column.Cells {
			cells = append(cells, cell.Text)
		}
		fmt.Printf("%s: %s\n", column.Heading, strings.Join(cells, ", "))
	}
	for _, column := range s.For(sheet.CSV) {
		if column.Name == "ratio" {
			fmt.Println(column.Cells[1].Value.Any())
		}
	}
	// Output:
	// Proportion, % of trials · RRI against White · method scas
	// group: White, Black
	// events: 70, 12
	// trials: 317, 29
	// %: 22.1, 41.4
	// 95 % interval: 17.8 – 26.9, 24.8 – 59.6
	// RRI: 1.00, 1.87
	// 95 % interval: baseline, 1.09 – 2.88
	// p: , 0.0273
	// difference: , +19.3
	// 95 % interval: , +2.0 – +38.1
	// above parity: , +5.6
	// 95 % interval: , +0.6 – +11.0
	// 1.8738916256157636
}

// How do tables fit a narrow screen without characters beyond ASCII, on one scale?
func ExampleAxisOf() {
	table := func(title string, events int64) sheet.Sheet {
		t, err := rri.Compare("White", map[string]rri.Rate{
			"White": {Events: 317, Population: 1_584_583},
			"Black": {Events: events, Population: 37_844},
		}, rri.Options{})
		if err != nil {
			panic(err)
		}
		s, err := t.Sheet()
		if err != nil {
			panic(err)
		}
		s = s.Without("ratio_p", "excess")
		s.Title, s.Width, s.ASCII = title, 66, true
		return s
	}
	page := []sheet.Sheet{table("All searches", 29), table("Searches for drugs", 5)}
	axis := sheet.AxisOf(page...)
	for _, s := range page {
		s.Axis = axis
		if err := s.WriteText(os.Stdout); err != nil {
			fmt.Println(err)
		}
	}
	// Output:
	// All searches
	//                                        95 %
	//        events  population  rate   RRI  interval      1/4  1   4
	// White     317   1,584,583  0.20  1.00  baseline           |
	// Black      29      37,844  0.77  3.83  2.58 - 5.53        |  |o|
	// Searches for drugs
	//                                        95 %
	//        events  population  rate   RRI  interval      1/4  1   4
	// White     317   1,584,583  0.20  1.00  baseline           |
	// Black       5      37,844  0.13  0.66  0.24 - 1.47    |--o+|
}

// A website has its own pages, and takes a table as a piece of HTML: text from outside is text in
// it, and its footnotes are links.
func ExampleSheet_WriteHTML() {
	s := sheet.Sheet{
		Title: "Searches by force",
		Columns: []sheet.Column{
			{Heading: "force", Align: sheet.Left, Cells: []sheet.Cell{sheet.Label("Kent"), sheet.Label("<b>Essex</b>")}},
			{Heading: "searches", Cells: []sheet.Cell{sheet.Count(12_310), {Text: "8,022", Notes: []string{"made-up figures"}}}},
		},
	}
	if err := s.WriteHTML(os.Stdout, "searches_"); err != nil {
		fmt.Println(err)
	}
	// Output:
	// <section class="scroll" tabindex="0" aria-labelledby="searches_c1">
	// <table class="l1">
	// <caption>
	// <p class="title"><span id="searches_c1">Searches by force</span></p>
	// </caption>
	// <thead>
	// <tr><th scope="col">force</th><th scope="col">searches</th></tr>
	// </thead>
	// <tbody>
	// <tr><th scope="row">Kent</th><td>12,310</td></tr>
	// <tr><th scope="row">&lt;b&gt;Essex&lt;/b&gt;</th><td>8,022&nbsp;<a id="searches_r1" href="#searches_n1" aria-label="note 1">¹</a></td></tr>
	// </tbody>
	// </table>
	// </section>
	// <ol class="notes">
	// <li id="searches_n1">made-up figures <a href="#searches_r1" aria-label="back to note 1">↑</a></li>
	// </ol>
}

// A table becomes a file that can be sent to anybody and opened anywhere: with its rows as CSV in
// it, and without anything that is loaded from elsewhere.
func ExamplePage() {
	table, err := rri.Compare("White", map[string]rri.Proportion{
		"White": {Events: 70, Trials: 317},
		"Black": {Events: 12, Trials: 29},
	}, rri.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := table.Sheet()
	if err != nil {
		fmt.Println(err)
		return
	}
	s = s.Without("difference", "excess")
	var rows, file bytes.Buffer
	if err := s.WriteCSV(&rows); err != nil {
		fmt.Println(err)
	}
	page := sheet.Page{
		Title:     "Find rates, made-up figures",
		Warnings:  []string{"Ethnicity is unknown for 23 % of searches."},
		Sections:  []sheet.Section{{Name: "find-rate", Title: "Find rate", Blocks: []sheet.Block{{Paragraphs: []string{"A find rate is an average over all searches."}, Sheet: &s}}}},
		Downloads: []sheet.Download{{Name: "find-rate.csv", Title: "Find rate", CSV: rows.Bytes()}},
		Foot:      []string{"Made with disparity."},
	}
	if err := page.WriteHTML(&file); err != nil { // to an os.File in a program
		fmt.Println(err)
	}
	for line := range strings.Lines(file.String()) {
		if strings.HasPrefix(line, "<h1") || strings.HasPrefix(line, "<h2") || strings.HasPrefix(line, "<tr><th") {
			fmt.Print(line)
		}
	}
	// Output:
	// <h1>Find rates, made-up figures</h1>
	// <h2 id="find-rate">Find rate</h2>
	// <tr><th scope="col">group</th><th scope="col">events</th><th scope="col">trials</th><th scope="col">%</th><th scope="col">95 % interval</th><th scope="col">RRI</th><th scope="col">95 % interval</th><th scope="col">p</th><th scope="col">95 % interval</th><th scope="col">95 % interval</th></tr>
	// <tr><th scope="row">White</th><td>70</td><td>317</td><td>22.1</td><td>17.8 – 26.9</td><td>1.00</td><td>baseline</td><td></td><td></td><td></td></tr>
	// <tr><th scope="row">Black</th><td>12</td><td>29</td><td>41.4</td><td>24.8 – 59.6</td><td>1.87</td><td>1.09 – 2.88</td><td>0.0273</td><td>+2.0 – +38.1</td><td>+0.6 – +11.0</td></tr>
	// <h2 id="downloads">Data to download</h2>
}

// How does a line that stands beside the tables fit them?
func ExampleWrap() {
	for _, line := range sheet.Wrap("¹ 1.57–3.74: what chance alone leaves (95 %), as if nobody’s ethnicity were unknown", 40, 2) {
		fmt.Println(sheet.ToASCII(line))
	}
	// Output:
	// [1] 1.57-3.74: what chance alone leaves
	//   (95 %), as if nobody's ethnicity were
	//   unknown
}

// A picture is data too: fill it, write it to a file, and use its text of numbers where it cannot
// be seen.
func ExamplePicture_WriteSVG() {
	picture := sheet.Picture{
		Name:     "search-rate",
		Title:    "Searches per resident, January 2023",
		Scale:    "times as often as White people",
		Interval: "by chance alone (95 %)",
		Bounds:   "by chance and the unknown",
		Rows: []sheet.PictureRow{
			{Label: "Black", Word: "MORE", Plot: &sheet.Interval{Value: 3.83, Lower: 2.51, Upper: 5.67}, Bounds: &sheet.Interval{Lower: 1.85, Upper: 23.9}},
			{Label: "Asian", Word: "cannot tell", Plot: &sheet.Interval{Value: 0.74, Lower: 0.31, Upper: 1.52}, Bounds: &sheet.Interval{Lower: 0.23, Upper: 13.2}},
		},
	}
	var svg strings.Builder
	if err := picture.WriteSVG(&svg); err != nil {
		fmt.Println(err)
		return
	}
	_, numbers, _ := strings.Cut(svg.String(), `<desc id="picture-desc">`)
	numbers, _, _ = strings.Cut(numbers, "</desc>")
	for sentence := range strings.SplitSeq(numbers, ". ") {
		fmt.Println(sentence)
	}
	// Output:
	// times as often as White people
	// In brackets: by chance alone (95 %)
	// Wider: by chance and the unknown
	// Black 3.83 (2.51 to 5.67), wider 1.85 to 23.90, MORE
	// Asian 0.74 (0.31 to 1.52), wider 0.23 to 13.20, cannot tell.
}
