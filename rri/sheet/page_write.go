package sheet

import (
	"bytes"
	"cmp"
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
	frameHTML string
)

// pageTemplate returns the frame of pages.
var pageTemplate = sync.OnceValue(func() *template.Template { return template.Must(template.New("page").Parse(frameHTML)) })

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
	shared := newPageHTML(p.Pictures())
	f.Sections = newSectionFrames(p.Sections, shared)
	for _, s := range f.Sections {
		if s.Title != "" {
			f.Contents = append(f.Contents, pageLink{s.Name, s.Title})
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
	f.Style = template.CSS(colourCSS + pageCSS + pictureStyle + alignmentCSS(shared.aligned))
	return f
}

// newSectionFrames fills the sections of the template.
func newSectionFrames(sections []Section, shared *pageHTML) []sectionFrame {
	names := uniqueNames{mainName: 1, downloadsName: 1}
	frames := make([]sectionFrame, len(sections))
	for i, s := range sections { // before blocks, so that no name depends on theirs
		frames[i] = sectionFrame{Name: names.take(slug(s.Name, "section")), Title: pageText(s.Title)}
		if blank(frames[i].Title) {
			frames[i].Title = ""
		}
	}
	sheets := 0
	for i, s := range sections {
		for _, b := range s.Blocks {
			f := newBlockFrame(b, &frames[i], names)
			if b.Sheet != nil {
				sheets++
				h := sheetHTML{page: shared, prefix: "t" + strconv.Itoa(sheets) + "_", label: cmp.Or(f.Name, frames[i].heading())}
				h.sheet(*b.Sheet)
				f.Sheet = template.HTML(strings.TrimSuffix(h.String(), "\n"))
			}
			frames[i].Blocks = append(frames[i].Blocks, f)
		}
	}
	return frames
}

// heading returns the name of the heading of a section, "" if it has none.
func (s *sectionFrame) heading() string {
	if s.Title == "" {
		return ""
	}
	return s.Name
}

// newBlockFrame fills a block of the template but for its sheet.
func newBlockFrame(b Block, section *sectionFrame, names uniqueNames) blockFrame {
	f := blockFrame{Title: pageText(b.Title), Paragraphs: cleaned(b.Paragraphs), Items: cleaned(b.Items), Numbered: b.Numbered}
	if blank(f.Title) {
		f.Title = ""
	} else {
		f.Name = names.take(section.Name + "-" + slug(f.Title, "block"))
	}
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
