package sheet

import (
	"bytes"
	"io"
	"strings"
)

// WriteMarkdown writes the sheet as a GitHub-flavoured Markdown table, with the title, the
// definition and the lines above and the parts, the legend and the footnotes below. Texts are
// escaped, so that none is read as Markdown, HTML or a link.
//
// The error is that of w.
func (s Sheet) WriteMarkdown(w io.Writer) error {
	var b bytes.Buffer
	var notes footnotes
	s.markdown(&b, &notes)
	for _, part := range s.Parts {
		b.WriteByte('\n')
		part.markdown(&b, &notes)
	}
	for _, line := range s.Legend {
		b.WriteString("\n" + EscapeMarkdown(line) + "\n")
	}
	for i, note := range notes {
		b.WriteString("\n" + Superscript(i+1) + " " + EscapeMarkdown(note) + "\n")
	}
	return write(w, b.Bytes(), nil)
}

// markdown writes the head and the columns.
func (s Sheet) markdown(b *bytes.Buffer, notes *footnotes) {
	title := ""
	if s.Title != "" {
		title = "**" + EscapeMarkdown(s.Title) + "**"
	}
	if title = joined(title, notes.marks(s.Notes)); title != "" {
		b.WriteString(title + "\n\n")
	}
	if s.Definition != "" {
		b.WriteString("Definition: " + EscapeMarkdown(s.Definition) + "\n\n")
	}
	for _, line := range s.Lines {
		if line != "" {
			b.WriteString(EscapeMarkdown(line) + "\n\n")
		}
	}
	var columns []Column
	for _, c := range s.For(Page) {
		if !c.Plot {
			columns = append(columns, c)
		}
	}
	if len(columns) == 0 {
		return
	}
	n := rows(columns)
	var headings, rules []string
	for _, c := range columns {
		headings = append(headings, EscapeMarkdown(c.Heading))
		rules = append(rules, [...]string{Right: "--:", Left: ":--", Dash: ":-:"}[min(c.Align, Dash)])
	}
	lines := [][]string{headings, rules}
	for i := range n {
		var cells []string
		for _, c := range columns {
			cell := c.cell(i)
			cells = append(cells, joined(markdownText(cell), notes.marks(cell.Notes)))
		}
		lines = append(lines, cells)
	}
	for _, cells := range lines {
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
}

// markdownText escapes the text of a cell. The sign in front of a number, as in "<0.001", stays as
// it is: it cannot begin a tag.
func markdownText(c Cell) string {
	_, name := c.Value.(string)
	if s := c.Text; !name && len(s) > 1 && s[0] == '<' && '0' <= s[1] && s[1] <= '9' {
		return "<" + EscapeMarkdown(s[1:])
	}
	return EscapeMarkdown(c.Text)
}
