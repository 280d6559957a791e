package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// Screen writes blocks of what a program shows as text or Markdown. A [sheet.Page] writes them as
// HTML.
type Screen struct {
	Markdown bool
	Width    int  // of text
	ASCII    bool // without characters beyond ASCII
}

// Write writes a title and the blocks below it. A block without content is left out with its title.
func (s Screen) Write(w io.Writer, title string, blocks ...sheet.Block) error {
	var b bytes.Buffer
	s.title(&b, title, 1)
	for _, block := range blocks {
		if err := s.block(&b, block); err != nil {
			return err
		}
	}
	_, err := w.Write(b.Bytes())
	return err
}

// block writes one block.
func (s Screen) block(b *bytes.Buffer, block sheet.Block) error {
	if len(block.Paragraphs)+len(block.Items) == 0 && block.Sheet == nil {
		return nil
	}
	if block.Title != "" {
		s.title(b, block.Title, 2)
	}
	for _, paragraph := range block.Paragraphs {
		b.WriteByte('\n')
		s.lines(b, "", "", paragraph)
	}
	if len(block.Items) > 0 && (s.Markdown || block.Title == "" || block.Paragraphs != nil) {
		b.WriteByte('\n')
	}
	for i, item := range block.Items {
		mark := "- "
		if block.Numbered {
			mark = fmt.Sprintf("%d. ", i+1)
		}
		s.lines(b, "  ", mark, item)
	}
	if block.Sheet == nil {
		return nil
	}
	b.WriteByte('\n')
	t := *block.Sheet
	t.Width, t.ASCII = s.Width, s.ASCII
	if s.Markdown {
		return t.WriteMarkdown(b)
	}
	return t.WriteText(b)
}

// title writes a line above others.
func (s Screen) title(b *bytes.Buffer, text string, level int) {
	if s.ASCII {
		text = sheet.ToASCII(text)
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	if s.Markdown {
		fmt.Fprintf(b, "%s %s\n", strings.Repeat("#", level), sheet.EscapeMarkdown(text))
		return
	}
	if s.Width == 0 {
		fmt.Fprintln(b, sheet.Clean(text))
		return
	}
	for _, line := range sheet.Wrap(text, s.Width, 0) {
		fmt.Fprintln(b, line)
	}
}

// lines writes a paragraph or an item of a list, which has a mark: in text it is broken into lines,
// behind an indent.
func (s Screen) lines(b *bytes.Buffer, indent, mark, text string) {
	if s.ASCII {
		text = sheet.ToASCII(text)
	}
	if s.Markdown {
		fmt.Fprintln(b, mark+sheet.EscapeMarkdown(text))
		return
	}
	for _, line := range sheet.Wrap(indent+mark+text, s.Width, len(indent)+len(mark)) {
		fmt.Fprintln(b, line)
	}
}
