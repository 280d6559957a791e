package sheet

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// WriteHTML writes the sheet as a piece of HTML for a page of your own: its pictures, a table with
// its title as caption, the legend and the footnotes. Texts are escaped, so that none is read as
// HTML, and one of more than 20,000 bytes is cut and says so.
//
// The names of its elements, in which links to footnotes end, begin with the prefix, which must
// differ between the sheets of one page. Of the prefix, letters and digits of ASCII, - and _ are
// kept.
//
// The style is that of the page. A table has a class for each column that is not aligned to the
// right as numbers are: "l1" says that the first is aligned to the left, "d3" that the third is
// centred. A table of class "wide" has room on paper in small letters alone, and one of class
// "wider" across it. A cell of class "w" has many words, and all others should stay in one line.
//
// The error is that of w.
func (s Sheet) WriteHTML(w io.Writer, prefix string) error {
	h := sheetHTML{page: newPageHTML(s.Drawn()), prefix: safePrefix(prefix)}
	h.sheet(s)
	return write(w, h.Bytes(), nil)
}

// pageHTML is what the sheets of one page share.
type pageHTML struct {
	axis    Axis            // of all pictures
	aligned map[string]bool // the classes of columns that tables have
	named   map[string]bool // the names of tables

	numbered map[string]int // the last numbers behind the names of those that share one
}

// newPageHTML returns what the sheets of a page with these pictures share.
func newPageHTML(pictures []Picture) *pageHTML {
	return &pageHTML{axis: pictureAxis(pictures...), aligned: make(map[string]bool), named: make(map[string]bool), numbered: make(map[string]int)}
}

// sheetHTML is the HTML of a sheet that is being written.
type sheetHTML struct {
	bytes.Buffer
	page   *pageHTML
	prefix string // of the names of elements
	label  string // the name of the heading above, which names a table without a title
	notes  footnotes
	linked int // how many footnotes have a link to them
	tables int // how many are written
}

// sheet writes the sheet with its parts.
func (h *sheetHTML) sheet(s Sheet) {
	h.notes = footnotes{ascii: s.ASCII, short: true}
	for i, picture := range s.Drawn() {
		h.figure(&picture, h.prefix+"p"+strconv.Itoa(i+1))
	}
	h.table(s)
	for _, part := range s.Parts {
		h.table(part)
	}
	for _, line := range s.Legend {
		h.paragraph(`<p class="legend">`, line)
	}
	if len(h.notes.texts) == 0 {
		return
	}
	h.WriteString("<ol class=\"notes\">\n")
	for i, note := range h.notes.texts {
		n := strconv.Itoa(i + 1)
		h.WriteString(`<li id="` + h.prefix + "n" + n + `">`)
		h.text(note)
		h.WriteString(` <a href="#` + h.prefix + "r" + n + `" aria-label="back to note ` + n + `">` + h.notes.clean("↑") + "</a></li>\n")
	}
	h.WriteString("</ol>\n")
}

// figure writes a picture with its title above and its legend below.
func (h *sheetHTML) figure(p *Picture, name string) {
	var drawing bytes.Buffer
	p.svg(&drawing, name, h.page.axis, false)
	if drawing.Len() == 0 {
		return
	}
	h.WriteString("<figure>\n")
	if title := h.notes.clean(p.Title); !blank(title) {
		h.WriteString("<figcaption>")
		h.text(title)
		h.WriteString("</figcaption>\n")
	}
	h.Write(drawing.Bytes())
	h.WriteByte('\n')
	for _, line := range p.Legend {
		h.paragraph(`<p class="legend">`, line)
	}
	h.WriteString("</figure>\n")
}

// paragraph writes a text in a paragraph of its own, unless it is blank.
func (h *sheetHTML) paragraph(open, text string) {
	if text = h.notes.clean(text); !blank(text) {
		h.WriteString(open)
		h.text(text)
		h.WriteString("</p>\n")
	}
}

// table writes a sheet without its parts. What stands above the columns is the caption of the
// table, so that whoever hears the page hears it with the table.
func (h *sheetHTML) table(s Sheet) {
	columns := slices.DeleteFunc(s.For(Markup), func(c Column) bool { return c.Plot })
	if len(columns) == 0 {
		h.head(s, "")
		return
	}
	h.tables++
	name := h.prefix + "c" + strconv.Itoa(h.tables)
	h.WriteString(`<section class="scroll" tabindex="0" ` + h.named(s.Title, name) + ">\n<table")
	if class := h.class(columns); class != "" {
		h.WriteString(` class="` + class + `"`)
	}
	h.WriteString(">\n")
	open := h.Len()
	h.WriteString("<caption>\n")
	before := h.Len()
	if h.head(s, name); h.Len() > before {
		h.WriteString("</caption>\n")
	} else {
		h.Truncate(open)
	}
	h.columns(columns)
	h.WriteString("</table>\n</section>\n")
}

// named returns the attribute that names a table as no other of the page is: by its title, which
// has that name, or by the heading above it if it has none; of two with one title the second by
// both. Where that does not do, tables have numbers.
func (h *sheetHTML) named(title, name string) string {
	text, number := h.notes.clean(title), 1
	switch untitled := blank(text); {
	case !untitled && h.isNew(text):
		return `aria-labelledby="` + name + `"`
	case !untitled && h.label != "" && h.isNew(h.label+"\n"+text):
		return `aria-labelledby="` + h.label + " " + name + `"`
	case untitled && h.label != "" && h.isNew(h.label+"\n"):
		return `aria-labelledby="` + h.label + `"`
	case untitled:
		text = "Table"
	default:
		number = 2
	}
	number = max(number, h.page.numbered[text]+1)
	for ; !h.isNew(text + "\n" + strconv.Itoa(number)); number++ {
	}
	h.page.numbered[text] = number
	if number > 1 {
		text += " " + strconv.Itoa(number)
	}
	return `aria-label="` + htmlEscaper.Replace(text) + `"`
}

// isNew tells whether no table of the page has a name yet, which it has from now on.
func (h *sheetHTML) isNew(name string) bool {
	had := h.page.named[name]
	h.page.named[name] = true
	return !had
}

// head writes what stands above the columns of a sheet; the title gets the name.
func (h *sheetHTML) head(s Sheet, name string) {
	title := h.notes.clean(s.Title)
	if titled := !blank(title); titled || len(s.Notes) > 0 {
		h.WriteString(`<p class="title">`)
		if titled && name != "" {
			h.WriteString(`<span id="` + name + `">`)
		}
		h.text(title)
		if titled && name != "" {
			h.WriteString("</span>")
		}
		h.marks(titled, s.Notes)
		h.WriteString("</p>\n")
	}
	if !blank(h.notes.clean(s.Definition)) {
		h.paragraph("<p>", "Definition: "+s.Definition)
	}
	for _, line := range s.Lines {
		h.paragraph("<p>", line)
	}
}

// class returns the classes of a table: for columns that are not aligned to the right, and for its
// width.
func (h *sheetHTML) class(columns []Column) string {
	var classes []string
	if class := widthClass(columns); class != "" {
		classes = append(classes, class)
	}
	for i, c := range columns {
		if align := [...]string{Right: "", Left: "l", Dash: "d"}[min(c.Align, Dash)]; align != "" {
			class := align + strconv.Itoa(i+1)
			classes = append(classes, class)
			h.page.aligned[class] = true
		}
	}
	return strings.Join(classes, " ")
}

// widthClass returns a class for a table that is too wide for a sheet of paper in letters of the
// usual size: "wide" for one that fits in smaller ones, and "wider" for one that stands on a sheet
// which is turned.
func widthClass(columns []Column) string {
	const ( // in characters
		gap       = 1.2
		broken    = 14 // a cell of many words
		usualRoom = 94.0
		smallRoom = 114.0
	)
	total := 0.0
	for i := range columns {
		widest := 0
		for word := range strings.FieldsSeq(shortened(columns[i].Heading)) {
			widest = max(widest, min(len(word), broken))
		}
		for j := range columns[i].Cells {
			if text := columns[i].Cells[j].Text; len(text) > manyWords {
				widest = max(widest, broken)
			} else if len(text) > widest {
				widest = max(widest, width(text))
			}
		}
		total += float64(widest) + gap
	}
	switch {
	case total <= usualRoom:
		return ""
	case total <= smallRoom:
		return "wide"
	}
	return "wider"
}

// columns writes the cells of a table. A heading that is blank is no header, which would have no
// name.
func (h *sheetHTML) columns(columns []Column) {
	h.WriteString("<thead>\n<tr>")
	for i := range columns {
		heading := Cell{Text: columns[i].Heading, Notes: columns[i].Notes}
		h.cell(&heading, "th", ` scope="col"`)
	}
	h.WriteString("</tr>\n</thead>\n<tbody>\n")
	for i := range rows(columns) {
		h.WriteString("<tr>")
		for j := range columns {
			var cell Cell
			if i < len(columns[j].Cells) {
				cell = columns[j].Cells[i]
			}
			if j == 0 {
				h.cell(&cell, "th", ` scope="row"`)
			} else {
				h.cell(&cell, "td", "")
			}
		}
		h.WriteString("</tr>\n")
	}
	h.WriteString("</tbody>\n")
}

// manyWords is from how many bytes on a cell has several lines.
const manyWords = 24

// cell writes one cell. One that is empty is no header.
func (h *sheetHTML) cell(c *Cell, tag, attributes string) {
	text := h.notes.clean(c.Text)
	texted := !blank(text)
	if !texted && len(c.Notes) == 0 {
		h.WriteString("<td></td>")
		return
	}
	h.WriteByte('<')
	h.WriteString(tag)
	h.WriteString(attributes)
	if len(text) > manyWords {
		h.WriteString(` class="w"`)
	}
	h.WriteByte('>')
	h.text(text)
	h.marks(texted, c.Notes)
	h.WriteString("</")
	h.WriteString(tag)
	h.WriteByte('>')
}

// marks writes links to footnotes, behind a text or alone. The first link to each has a name, for
// the way back.
func (h *sheetHTML) marks(behind bool, notes []string) {
	for i, number := range h.notes.numbers(notes) {
		n := strconv.Itoa(number)
		if behind || i > 0 {
			h.WriteString("&nbsp;") // which keeps the mark in the line of what it marks
		}
		h.WriteString("<a ")
		if number > h.linked {
			h.linked = number
			h.WriteString(`id="` + h.prefix + "r" + n + `" `)
		}
		h.WriteString(`href="#` + h.prefix + "n" + n + `" aria-label="note ` + n + `">` + h.notes.mark(number) + "</a>")
	}
}

// text writes a text that is clean.
func (h *sheetHTML) text(s string) { _, _ = htmlEscaper.WriteString(&h.Buffer, s) }

var htmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;")

// longestText is how many bytes of a text a page has. A browser takes seconds for a word of
// millions of characters.
const longestText = 20_000

// shortened returns a text as a page has it: whole, or its beginning and how long it is.
func shortened(s string) string {
	if len(s) <= longestText {
		return s
	}
	end := longestText
	for end > 0 && !utf8.RuneStart(s[end]) {
		end--
	}
	return s[:end] + "… (cut here: " + thousands(strconv.AppendInt(nil, int64(len(s)), 10)) + " bytes in all)"
}

// blank tells whether a text has nothing that can be seen.
func blank(s string) bool { return strings.TrimSpace(s) == "" }
