package report

import (
	"bytes"
	"fmt"
	"io"
	"strconv"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// WriteText writes the report for people to read on a screen. First stands what fits on one: what
// the report is of, the search rate of each group, what can be said of it in words, and what to
// bear in mind; then the tables that the layout asks for, and with all of them also what was read
// and what was left out. The error is that of w, or says what the layout cannot have: see
// [Layout.Validate].
func (r *Report) WriteText(w io.Writer, l Layout) error { return r.writePage(w, l, false) }

// WriteMarkdown writes what [Report.WriteText] does as GitHub-flavoured Markdown. Names of files
// and labels are escaped, so that none is read as Markdown or HTML. The error is that of
// [Report.WriteText].
func (r *Report) WriteMarkdown(w io.Writer, l Layout) error { return r.writePage(w, l, true) }

// writePage writes the report for people.
func (r *Report) writePage(w io.Writer, l Layout, markdown bool) error {
	if err := l.Validate(); err != nil {
		return err
	}
	c, err := r.content(composer{Report: r, layout: l})
	if err != nil {
		return err
	}
	p := &page{width: l.width(), ascii: l.ASCII, markdown: markdown}
	for _, warning := range c.warnings {
		p.title(warning)
	}
	first := append([]sheet.Block{{Title: c.title, Paragraphs: c.lines}}, c.screen.blocks()...)
	if err := p.blocks(append(first, sheet.Block{Paragraphs: []string{r.more(), r.sourceLine()}})); err != nil {
		return err
	}
	var tables []sheet.Block
	for _, section := range c.tables {
		tables = append(tables, section.Blocks...)
	}
	if err := p.blocks(p.onOneScale(tables)); err != nil {
		return err
	}
	if l.all() {
		p.read(c.read, c.footnotes)
	}
	p.stamp(r.o.Stamp)
	_, err = w.Write(p.b.Bytes())
	return err
}

// page collects what is written for people. Its methods clean the texts.
type page struct {
	b        bytes.Buffer
	width    int
	ascii    bool
	markdown bool
}

// gap parts what follows from what stands above.
func (p *page) gap() {
	if p.b.Len() > 0 {
		p.b.WriteByte('\n')
	}
}

// clean makes a text fit for the page.
func (p *page) clean(text string) string {
	if p.ascii {
		text = sheet.ToASCII(text)
	}
	if p.markdown {
		return sheet.EscapeMarkdown(text)
	}
	return sheet.Clean(text)
}

// title writes a line above what it names.
func (p *page) title(text string) {
	p.gap()
	p.heading(text)
}

// heading writes a title without a gap above it.
func (p *page) heading(text string) {
	if p.markdown {
		fmt.Fprintf(&p.b, "**%s**\n", p.clean(text))
		return
	}
	p.wrapped("", text, 0)
}

// paragraphs writes texts, each from a line of its own.
func (p *page) paragraphs(texts ...string) {
	for _, text := range texts {
		switch {
		case text == "":
		case p.markdown:
			fmt.Fprintf(&p.b, "\n%s\n", p.clean(text))
		default:
			p.wrapped("", text, 0)
		}
	}
}

// blocks writes what stands together, each with a gap above it.
func (p *page) blocks(list []sheet.Block) error {
	for _, b := range list {
		p.gap()
		if b.Title != "" {
			p.heading(b.Title)
		}
		p.paragraphs(b.Paragraphs...)
		p.items(b.Numbered, b.Items)
		if b.Sheet != nil {
			if err := p.sheet(*b.Sheet); err != nil {
				return err
			}
		}
	}
	return nil
}

// onOneScale returns blocks whose plots have one scale.
func (p *page) onOneScale(list []sheet.Block) []sheet.Block {
	var sheets []sheet.Sheet
	for _, b := range list {
		if b.Sheet != nil {
			b.Sheet.Width, b.Sheet.ASCII = p.width, p.ascii
			sheets = append(sheets, *b.Sheet)
		}
	}
	axis := sheet.AxisOf(sheets...)
	for _, b := range list {
		if b.Sheet != nil {
			b.Sheet.Axis = axis
		}
	}
	return list
}

// items writes a list, with numbers or dashes.
func (p *page) items(numbers bool, items []string) {
	if len(items) > 0 && p.markdown {
		p.b.WriteByte('\n')
	}
	for i, item := range items {
		mark := "- "
		if numbers {
			mark = strconv.Itoa(i+1) + ". "
		}
		if p.markdown {
			p.b.WriteString(mark + p.clean(item) + "\n")
			continue
		}
		mark = fmt.Sprintf("%*s", len(strconv.Itoa(len(items)))+3, mark)
		p.wrapped(mark, item, len(mark))
	}
}

// read writes what was read, with its footnotes.
func (p *page) read(lines, footnotes []string) {
	p.title(readTitle)
	for _, line := range lines {
		p.hanging("", line)
	}
	for i, note := range footnotes {
		p.hanging(sheet.Superscript(i+1)+" ", note)
	}
}

// stamp writes the stamp, if there is one.
func (p *page) stamp(s *Stamp) {
	if s == nil {
		return
	}
	if !p.markdown {
		p.gap()
	}
	p.paragraphs(s.text())
}

// hanging writes a text behind a mark, whose further lines are set in.
func (p *page) hanging(mark, text string) {
	if p.ascii {
		mark = sheet.ToASCII(mark)
	}
	if p.markdown {
		fmt.Fprintf(&p.b, "\n%s%s\n", mark, p.clean(text))
		return
	}
	const indent = 2
	p.wrapped(mark, text, indent)
}

// sheet writes a table.
func (p *page) sheet(s sheet.Sheet) error {
	s.Width, s.ASCII = p.width, p.ascii
	if p.markdown {
		return prefixed(s.WriteMarkdown(&p.b))
	}
	return prefixed(s.WriteText(&p.b))
}

// wrapped writes a text behind a mark, in lines that are as long as fits; the further ones begin
// with so many blanks.
func (p *page) wrapped(mark, text string, indent int) {
	for _, line := range sheet.Wrap(mark+p.clean(text), p.width, indent) {
		p.b.WriteString(line + "\n")
	}
}
