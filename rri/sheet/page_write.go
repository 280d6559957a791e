package sheet

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// The frame of pages and their style, and the colours of pages and pictures.
var (
	//go:embed colour.css
	colourCSS string
	//go:embed page.css
	pageCSS string
	//go:embed page.html
	pageHTML string
)

// pageTemplate returns the frame of pages.
var pageTemplate = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(pageHTML)) })

// noTitle names a page without a title, since a file of HTML must have one.
const noTitle = "Tables"

// WriteHTML writes the page. All of its forest plots have one scale, so that a reader can compare
// them by eye. The error is that of w.
func (p Page) WriteHTML(w io.Writer) error {
	f := newPageFrame(p)
	var b bytes.Buffer
	err := pageTemplate().Execute(&b, f)
	return write(w, b.Bytes(), err)
}

// pageFrame is what the template of pages asks for: texts that are clean, and the HTML of sheets.
type pageFrame struct {
	Title                 string
	Style                 template.CSS
	Warnings, Lines, Foot []string
	Contents              []pageLink
	Sections              []sectionFrame
	Downloads             []downloadFrame
}

// pageLink is a link to a place in the page.
type pageLink struct{ Name, Title string }

// sectionFrame is a section in the template.
type sectionFrame struct {
	Name, Title string
	Blocks      []blockFrame
}

// blockFrame is a block in the template.
type blockFrame struct {
	Name, Title       string
	Paragraphs, Items []string
	Numbered          bool
	Sheet             template.HTML
}

// downloadFrame is a download in the template.
type downloadFrame struct {
	Title string
	File  template.HTMLAttr // the name and the content of the file
}

// names of elements that every page has
const (
	mainName      = "main"
	downloadsName = "downloads"
)

// newPageFrame fills the template of pages.
func newPageFrame(p Page) pageFrame {
	f := pageFrame{Title: pageText(p.Title), Warnings: cleaned(p.Warnings), Lines: cleaned(p.Lines), Foot: cleaned(p.Foot)}
	if blank(f.Title) {
		f.Title = noTitle
	}
	names := uniqueNames{mainName: 1, downloadsName: 1}
	// before those of blocks, on which they then do not depend
	for _, section := range p.Sections {
		s := sectionFrame{Name: names.take(slug(section.Name, "section")), Title: pageText(section.Title)}
		if blank(s.Title) {
			s.Title = ""
		} else {
			f.Contents = append(f.Contents, pageLink{s.Name, s.Title})
		}
		f.Sections = append(f.Sections, s)
	}
	sheets := pageSheets{axis: pictureAxis(p.Pictures()...), names: names, aligned: make(map[string]bool), titles: make(map[string]bool)}
	for i, section := range p.Sections {
		for _, block := range section.Blocks {
			f.Sections[i].Blocks = append(f.Sections[i].Blocks, sheets.block(block, &f.Sections[i]))
		}
	}
	for _, d := range p.Downloads {
		f.Downloads = append(f.Downloads, newDownloadFrame(d))
	}
	if len(f.Downloads) > 0 {
		f.Contents = append(f.Contents, pageLink{downloadsName, "Data to download"})
	}
	if len(f.Contents) < 2 {
		f.Contents = nil
	}
	f.Style = template.CSS(colourCSS + pageCSS + pictureStyle + alignmentCSS(sheets.aligned))
	return f
}

// pageSheets is what the sheets of one page share.
type pageSheets struct {
	axis    Axis
	names   uniqueNames
	aligned map[string]bool
	titles  map[string]bool
	written int
}

// block fills a block of the template.
func (p *pageSheets) block(b Block, section *sectionFrame) blockFrame {
	f := blockFrame{Title: pageText(b.Title), Paragraphs: cleaned(b.Paragraphs), Items: cleaned(b.Items), Numbered: b.Numbered}
	label := ""
	if section.Title != "" {
		label = section.Name
	}
	if blank(f.Title) {
		f.Title = ""
	} else {
		f.Name = p.names.take(section.Name + "-" + slug(f.Title, "block"))
		label = f.Name
	}
	if b.Sheet == nil {
		return f
	}
	p.written++
	h := sheetHTML{prefix: "t" + strconv.Itoa(p.written) + "_", label: label, pictures: b.Sheet.Drawn(), axis: p.axis, aligned: p.aligned, titles: p.titles}
	h.sheet(*b.Sheet)
	f.Sheet = template.HTML(strings.TrimSuffix(h.String(), "\n"))
	return f
}

// newDownloadFrame fills a download of the template. The content of the file is a part of the link.
func newDownloadFrame(d Download) downloadFrame {
	name := fileName(d.Name)
	title := pageText(d.Title)
	if blank(title) {
		title = name
	}
	var b strings.Builder
	b.WriteString(`download="`)
	_, _ = htmlEscaper.WriteString(&b, name)
	b.WriteString(`" href="data:text/csv;charset=utf-8;base64,` + base64.StdEncoding.EncodeToString(d.CSV) + `"`)
	return downloadFrame{Title: title + " (CSV, " + fileSize(len(d.CSV)) + ")", File: template.HTMLAttr(b.String())}
}

// pageText makes a text fit for a page.
func pageText(s string) string { return Clean(shortened(s)) }

// cleaned returns the texts that are not blank.
func cleaned(texts []string) []string {
	var clean []string
	for _, text := range texts {
		if text = pageText(text); !blank(text) {
			clean = append(clean, text)
		}
	}
	return clean
}

// alignmentCSS returns the rules of the classes that tables have: see [Sheet.WriteHTML].
func alignmentCSS(classes map[string]bool) string {
	var b strings.Builder
	for _, class := range slices.Sorted(maps.Keys(classes)) {
		rule := "text-align:left"
		if class[0] == 'd' {
			rule = "text-align:center"
		}
		b.WriteString("." + class + " tr>:nth-child(" + class[1:] + "){" + rule + "}\n")
	}
	return b.String()
}
