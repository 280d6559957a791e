package main

import (
	"bytes"
	"slices"

	"github.com/seed-549880be/disparity/examples/internal/cli"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// writeScreen writes what is shown of a result as text or Markdown: what can be said, the trend of
// every group, and its index and change year by year, drawn.
func (s *settings) writeScreen(w *bytes.Buffer, c content) error {
	on := cli.Screen{Markdown: s.format == cli.FormatMarkdown, Width: s.width, ASCII: s.ascii}
	last := c.tables
	if !s.tables {
		last = []sheet.Block{{Title: "More", Items: []string{
			"-tables adds the rates, the words of the changes from year to year, and how much the counts scatter; -format csv has every digit."}}}
	}
	return on.Write(w, c.title, slices.Concat([]sheet.Block{c.said, c.trends}, c.rolling, c.change, []sheet.Block{c.years, c.bear}, last)...)
}
