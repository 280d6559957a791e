package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// screen writes what a reader sees first as text or Markdown: what can be said, the trend of every
// group, and its index and change year by year, drawn.
type screen struct {
	b     *bytes.Buffer
	width int
	ascii bool
	page  bool // Markdown
}

// title writes a line above others.
func (s *screen) title(text string, level int) {
	if s.ascii {
		text = sheet.ToASCII(text)
	}
	if s.b.Len() > 0 {
		s.b.WriteByte('\n')
	}
	if s.page {
		fmt.Fprintf(s.b, "%s %s\n", strings.Repeat("#", level), sheet.EscapeMarkdown(text))
		return
	}
	fmt.Fprintln(s.b, sheet.Clean(text))
}

// list writes sentences below each other, with numbers or without.
func (s *screen) list(title string, numbers bool, items []string) {
	if len(items) == 0 {
		return
	}
	s.title(title, 2)
	if s.page {
		s.b.WriteByte('\n')
	}
	for i, item := range items {
		mark := "- "
		if numbers {
			mark = fmt.Sprintf("%d. ", i+1)
		}
		if s.ascii {
			item = sheet.ToASCII(item)
		}
		if s.page {
			fmt.Fprintln(s.b, mark+sheet.EscapeMarkdown(item))
			continue
		}
		for _, line := range sheet.Wrap("  "+mark+item, s.width, 2+len(mark)) {
			fmt.Fprintln(s.b, line)
		}
	}
}

// table writes a table.
func (s *screen) table(t sheet.Sheet) error {
	s.b.WriteByte('\n')
	t.Width, t.ASCII = s.width, s.ascii
	if s.page {
		return t.WriteMarkdown(s.b)
	}
	return t.WriteText(s.b)
}

// block writes a list, or a table.
func (s *screen) block(b sheet.Block) error {
	s.list(b.Title, b.Numbered, b.Items)
	if b.Sheet == nil {
		return nil
	}
	return s.table(*b.Sheet)
}

// writeScreen writes what is shown of a result as text or Markdown.
func (s *settings) writeScreen(w *bytes.Buffer, c content) error {
	on := screen{b: w, width: s.width, ascii: s.ascii, page: s.format == cli.FormatMarkdown}
	on.title(c.title, 1)
	last := c.tables
	if !s.tables {
		last = []sheet.Block{{Title: "More", Items: []string{
			"-tables adds the rates, the words of the changes from year to year, and how much the counts scatter; -format csv has every digit."}}}
	}
	for _, b := range slices.Concat([]sheet.Block{c.said, c.trends}, c.rolling, c.change, []sheet.Block{c.years, c.bear}, last) {
		if err := on.block(b); err != nil {
			return err
		}
	}
	return nil
}
