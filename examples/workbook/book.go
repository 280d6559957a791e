package main

import (
	"fmt"
	"io"
	"math"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/xuri/excelize/v2"
)

// Limits of a workbook.
const (
	maxSheets   = 1000 // ours: nobody looks through so many
	maxRows     = excelize.TotalRows
	maxColumns  = excelize.MaxColumns
	maxText     = excelize.TotalCellChars     // characters of a cell
	maxName     = excelize.MaxSheetNameLength // of the name of a sheet
	maxHeading  = 200                         // ours: of a heading
	headerRow   = 4                           // above it are the title, what it is of, and links
	chartsBelow = 40                          // charts of tables with more rows stand beside them
	readMe      = "Read me"
)

// page is a table and the sheet that it is written on.
type page struct {
	*table
	sheet  string
	charts []chart
	why    string // there is no chart although there is an index
}

// book writes a workbook. After the first error it does nothing more.
type book struct {
	file    *excelize.File
	err     error
	styles  map[string]int
	clipped int // texts that were longer than a cell holds
}

// do notes an error.
func (b *book) do(err error) {
	if b.err == nil && err != nil {
		b.err = err
	}
}

// paginate gives every table of the documents a sheet.
func paginate(documents []document) ([]page, error) {
	// Excel keeps the second for itself
	taken := map[string]bool{fold(readMe): true, fold("History"): true}
	var pages []page
	for _, d := range documents {
		leaves := make(map[string]bool)
		for _, t := range d.tables {
			leaves[t.name] = leaves[t.name] || !t.parent
		}
		for _, t := range d.tables {
			name := t.name
			if t.parent && leaves[name] {
				name += " list"
			}
			if len(t.columns) == 0 { // of lists of lists, which are tables themselves
				continue
			}
			p := page{table: t, sheet: sheetName(name, taken)}
			if len(t.columns) > maxColumns || len(t.rows) > maxRows-headerRow-len(t.notes)-2 {
				return nil, fmt.Errorf(" %s: %d rows, %d columns: a sheet holds %d and %d", sheet.Clip(name), len(t.rows), len(t.columns), maxRows, maxColumns)
			}
			p.charts, p.why = t.charts()
			pages = append(pages, p)
		}
	}
	return pages, nil
}

// sheetName makes a name of a sheet of a text: clean, short, and no other's.
func sheetName(s string, taken map[string]bool) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return '-'
		}
		return r
	}, sheet.Clean(s))
	s = strings.Join(strings.Fields(s), " ")
	if s == "" {
		s = "table"
	}
	for n := 1; ; n++ {
		end := ""
		if n > 1 {
			end = " " + strconv.Itoa(n)
		}
		name := shorten(s, maxName-len(end)) + end
		if !taken[fold(name)] {
			taken[fold(name)] = true
			return name
		}
	}
}

// shorten takes characters out of the middle of a name, for the end says which table it is. A
// spreadsheet counts characters in UTF-16.
func shorten(s string, n int) string {
	units := utf16.Encode([]rune(s))
	if len(units) <= n {
		return s
	}
	half := (n - 1) / 2
	cut := func(units []uint16) string { return strings.Trim(string(utf16.Decode(units)), "\uFFFD ") }
	return cut(units[:n-1-half]) + "…" + cut(units[len(units)-half:])
}

// clip makes a text fit for a cell: clean, and not longer than n characters as UTF-16 counts them.
func clip(s string, n int) string {
	s = sheet.Clean(s)
	if len(s) <= n {
		return s
	}
	units := utf16.Encode([]rune(s))
	if len(units) <= n {
		return s
	}
	end := fmt.Sprintf("… (clipped: %d characters)", len(units))
	return strings.TrimSuffix(string(utf16.Decode(units[:n-len(utf16.Encode([]rune(end)))])), "\uFFFD") + end
}

// write writes the workbook.
func write(w io.Writer, documents []document, pages []page, left int, source string) error {
	b := &book{file: excelize.NewFile(), styles: make(map[string]int)}
	defer b.file.Close()
	b.do(b.file.SetSheetName("Sheet1", readMe))
	for _, p := range pages {
		_, err := b.file.NewSheet(p.sheet)
		b.do(err)
	}
	for _, p := range pages {
		b.table(p)
	}
	b.front(documents, pages, left, source)
	b.do(b.file.SetDocProps(&excelize.DocProperties{Creator: "disparity", LastModifiedBy: "disparity", Title: documents[0].title, Language: "en-GB"}))
	b.do(b.file.SetAppProps(&excelize.AppProperties{Application: "disparity"}))
	if b.err != nil {
		return b.err
	}
	types := b.file.ContentTypes.Defaults // which are added in any order
	sort.Slice(types, func(i, j int) bool { return types[i].Extension < types[j].Extension })
	return b.file.Write(w)
}

// style returns the number of a style, which is made once.
func (b *book) style(name string, s excelize.Style) int {
	n, ok := b.styles[name]
	if !ok {
		var err error
		n, err = b.file.NewStyle(&s)
		b.do(err)
		b.styles[name] = n
	}
	return n
}

// Styles of text. With the format @ a text stays one when somebody edits the cell, whatever it
// begins with.
const asText = 49

func (b *book) heading(size float64) int {
	return b.style("heading"+strconv.FormatFloat(size, 'f', -1, 64), excelize.Style{Font: &excelize.Font{Bold: true, Size: size}, NumFmt: asText})
}

func (b *book) words(wrap bool) int {
	return b.style("words"+strconv.FormatBool(wrap), excelize.Style{NumFmt: asText, Alignment: &excelize.Alignment{WrapText: wrap, Vertical: "top"}})
}

func (b *book) link() int {
	return b.style("link", excelize.Style{Font: &excelize.Font{Underline: "single", Color: "0563C1"}, NumFmt: asText})
}

func (b *book) header() int {
	return b.style("header", excelize.Style{
		Font: &excelize.Font{Bold: true}, NumFmt: asText, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E7E6E6"}},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}, Border: []excelize.Border{{Type: "bottom", Color: "000000", Style: 1}},
	})
}

// address writes the name of a cell.
func address(column, row int) string {
	name, err := excelize.CoordinatesToCellName(column, row)
	if err != nil {
		panic(err) // both are counted from 1 and within the limits
	}
	return name
}

// text writes a text, never a formula.
func (b *book) text(on string, column, row int, s string, style int) {
	if s == "" {
		return
	}
	short := clip(s, maxText)
	if len(short) < len(sheet.Clean(s)) {
		b.clipped++
	}
	at := address(column, row)
	b.do(b.file.SetCellStr(on, at, escape(short)))
	b.do(b.file.SetCellStyle(on, at, at, style))
}

// escape makes a text stay itself that has what is an escape in the XML of a workbook: _x0041_
// would be read as A.
func escape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		if escaped.MatchString(s[i:min(len(s), i+len("_x0041_"))]) {
			b.WriteString("_x005F")
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

var escaped = regexp.MustCompile(`^_x[0-9A-Fa-f]{4}_`)

// to writes a text that leads to a cell of the workbook.
func (b *book) to(on string, column, row int, s, sheet, cell string) {
	b.text(on, column, row, s, b.link())
	b.do(b.file.SetCellHyperLink(on, address(column, row), "'"+sheet+"'!"+cell, "Location"))
}

// table writes the sheet of a table.
func (b *book) table(p page) {
	b.text(p.sheet, 1, 1, p.title(), b.heading(14))
	b.text(p.sheet, 1, 2, capital(p.labels.definition), b.words(false))
	b.to(p.sheet, 1, 3, readMe, readMe, "A1")
	last := headerRow + len(p.rows)
	lines := make([]int, len(p.rows)+1) // that the header and the rows take
	for i, c := range p.columns {
		b.text(p.sheet, i+1, headerRow, capital(c.heading), b.header())
		b.column(p, c, i+1, lines)
	}
	for i, n := range lines {
		b.height(p.sheet, headerRow+i, n)
	}
	for i, note := range p.notes {
		b.text(p.sheet, 1, last+2+i, note, b.words(false))
	}
	b.do(b.file.SetSheetDimension(p.sheet, "A1:"+address(len(p.columns), last+len(p.notes)+1)))
	b.do(b.file.AutoFilter(p.sheet, address(1, headerRow)+":"+address(len(p.columns), last), nil))
	corner := min(len(p.ids()), 2)
	panes := excelize.Panes{Freeze: true, XSplit: corner, YSplit: headerRow, TopLeftCell: address(corner+1, headerRow+1), ActivePane: "bottomRight"}
	if corner == 0 {
		panes.ActivePane = "bottomLeft"
	}
	b.do(b.file.SetPanes(p.sheet, &panes))
	b.printed(p.sheet, "landscape")
	b.do(b.file.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", RefersTo: fmt.Sprintf("'%[1]s'!$A:$A,'%[1]s'!$%[2]d:$%[2]d", p.sheet, headerRow), Scope: p.sheet,
	}))
	b.charts(p, last+len(p.notes)+3)
}

// printed has a sheet printed on A4.
func (b *book) printed(on, orientation string) {
	a4 := 9
	b.do(b.file.SetPageLayout(on, &excelize.PageLayoutOptions{Size: &a4, Orientation: &orientation}))
}

// column writes the cells of one column and sets its width. It notes how many lines they take.
func (b *book) column(p page, c *column, at int, lines []int) {
	f := p.format(c)
	width, lengths := f.width, make([]int, len(p.rows))
	for i, row := range p.rows {
		lengths[i] = b.cell(p.sheet, at, headerRow+1+i, c, c.value(row), f)
		width = max(width, lengths[i])
	}
	for _, word := range strings.Fields(c.heading) {
		width = max(width, len([]rune(word)))
	}
	width = min(width+3, widest)
	// the button of the filter takes room
	lines[0] = max(lines[0], linesOf(len([]rune(c.heading))+3, width))
	for i, n := range lengths {
		lines[i+1] = max(lines[i+1], linesOf(n, width))
	}
	name, err := excelize.ColumnNumberToName(at)
	b.do(err)
	b.do(b.file.SetColWidth(p.sheet, name, name, float64(width)))
	if len(p.rows) > 0 {
		b.do(b.file.SetCellStyle(p.sheet, address(at, headerRow+1), address(at, headerRow+len(p.rows)), b.style(f.name, f.style)))
	}
}

// widest is the width of the widest column: longer texts are broken.
const widest = 60

// linesOf returns about how many lines a text takes in a column.
func linesOf(characters, width int) int { return max(1, (characters+width-1)/width) }

// height makes a row high enough for lines of text. Not every spreadsheet does so by itself.
func (b *book) height(on string, row, lines int) {
	const points, most = 15, 27
	if lines > 1 {
		b.do(b.file.SetRowHeight(on, row, float64(points*min(lines, most))))
	}
}

// cell writes one cell, and returns how wide it is.
func (b *book) cell(on string, column, row int, c *column, n *node, f format) int {
	at := address(column, row)
	switch {
	case c.text && !beyond(n), n.kind == none:
		return 0
	case n.kind == truth:
		b.do(b.file.SetCellBool(on, at, n.text == "true"))
		return len("FALSE")
	case n.kind == number && !c.text:
		v, ok := c.number(n)
		if !ok {
			return 0
		}
		b.do(b.file.SetCellDefault(on, at, digits(v)))
		return f.wide(v)
	case f.numeric && !c.text:
		return 0
	}
	s := n.text
	if day := midnight.FindStringSubmatch(s); day != nil {
		s = day[1]
	}
	b.text(on, column, row, s, b.words(true))
	return utf8.RuneCountInString(s)
}

// digits writes a number so that who reads it gets the same.
func digits(v float64) string {
	if size := math.Abs(v); size < 1e15 && (size >= 1e-5 || size == 0) {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return strconv.FormatFloat(v, 'g', -1, 64)
}

// title writes what a table is, with the name of its sheet where that says more.
func (t *table) title() string {
	of := t.labels.measure
	if of == "" {
		of = t.labels.title
	}
	switch {
	case of == "":
		return capital(t.name)
	case strings.EqualFold(strings.ReplaceAll(t.name, "-", " "), of):
		return capital(of)
	}
	return capital(of) + " · " + t.name
}
