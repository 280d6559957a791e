package sheet

import (
	"bytes"
	"io"
	"slices"
	"strings"
)

// WriteMarkdown writes the sheet as a GitHub-flavoured Markdown table, with the title, the
// definition and the lines above and the parts, the legend and the footnotes below. Texts are
// escaped, so that none is read as Markdown, HTML or a link.
//
// The error is that of w.
func (s Sheet) WriteMarkdown(w io.Writer) error {
	var b bytes.Buffer
	notes := footnotes{ascii: s.ASCII}
	s.markdown(&b, &notes)
	for _, part := range s.Parts {
		b.WriteByte('\n')
		part.markdown(&b, &notes)
	}
	for _, line := range s.Legend {
		b.WriteString("\n" + markdownLine(notes.clean(line)) + "\n")
	}
	for i, note := range notes.texts {
		b.WriteString("\n" + EscapeMarkdown(notes.mark(i+1)+" "+note) + "\n")
	}
	return write(w, b.Bytes(), nil)
}

// markdown writes the head and the columns.
func (s Sheet) markdown(b *bytes.Buffer, notes *footnotes) {
	// blanks within the asterisks would make them a rule
	title := strings.TrimSpace(notes.clean(s.Title))
	if title != "" {
		title = "**" + EscapeMarkdown(title) + "**"
	}
	if title = joined(title, EscapeMarkdown(notes.marks(s.Notes))); title != "" {
		b.WriteString(title + "\n\n")
	}
	if s.Definition != "" {
		b.WriteString("Definition: " + EscapeMarkdown(notes.clean(s.Definition)) + "\n\n")
	}
	for _, line := range s.Lines {
		if line != "" {
			b.WriteString(markdownLine(notes.clean(line)) + "\n\n")
		}
	}
	columns := slices.DeleteFunc(s.For(Markup), func(c Column) bool { return c.Plot })
	if len(columns) == 0 {
		return
	}
	for _, c := range columns {
		b.WriteString("| ")
		b.WriteString(EscapeMarkdown(joined(notes.clean(c.Heading), notes.marks(c.Notes))))
		b.WriteByte(' ')
	}
	b.WriteString("|\n")
	for _, c := range columns {
		b.WriteString([...]string{Right: "| --: ", Left: "| :-- ", Dash: "| :-: "}[min(c.Align, Dash)])
	}
	b.WriteString("|\n")
	for i := range rows(columns) {
		for _, c := range columns {
			cell := c.cell(i)
			b.WriteString("| ")
			b.WriteString(joined(markdownText(cell, notes), EscapeMarkdown(notes.marks(cell.Notes))))
			b.WriteByte(' ')
		}
		b.WriteString("|\n")
	}
}

// markdownLine escapes a text that stands at the start of a line, where blanks would make it code,
// dashes a rule, and a dash, a plus or a number a list.
func markdownLine(s string) string {
	s = strings.TrimLeft(EscapeMarkdown(s), " ")
	if s == "" {
		return s
	}
	if s[0] == '-' || s[0] == '+' {
		if len(s) == 1 || s[1] == ' ' || strings.Trim(s, "- ") == "" {
			return `\` + s
		}
		return s
	}
	number := len(s) - len(strings.TrimLeft(s, "0123456789"))
	rest := s[number:]
	if number > 0 && rest != "" && (rest[0] == '.' || rest[0] == ')') && (len(rest) == 1 || rest[1] == ' ') {
		return s[:number] + `\` + rest
	}
	return s
}

// markdownText escapes the text of a cell. The sign in front of a number, as in "<0.001", stays as
// it is: it cannot begin a tag.
func markdownText(c Cell, notes *footnotes) string {
	s := notes.clean(c.Text)
	if c.Value.kind != isString && len(s) > 1 && s[0] == '<' && '0' <= s[1] && s[1] <= '9' {
		return "<" + EscapeMarkdown(s[1:])
	}
	return EscapeMarkdown(s)
}
