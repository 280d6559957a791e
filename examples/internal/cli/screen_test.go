package cli

import (
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// TestScreen: blocks stand below each other in text and in Markdown, and one without content does
// not.
func TestScreen(t *testing.T) {
	table := sheet.Sheet{Title: "A table", Columns: []sheet.Column{{Heading: "a", Cells: []sheet.Cell{{Text: "1 – 2"}}}}}
	blocks := []sheet.Block{
		{Title: "Said", Items: []string{"one and two and three", "*four*"}, Numbered: true},
		{Title: "Nothing"},
		{Paragraphs: []string{"A – paragraph."}, Items: []string{"an item"}},
		{Title: "With a table", Sheet: &table},
		{Sheet: &table},
	}
	const text = "A title\n\nSaid\n  1. one and two and\n     three\n  2. *four*\n\nA – paragraph.\n\n  - an item\n\nWith a table\n\nA table\n    a\n1 – 2\n\nA table\n    a\n1 – 2\n"
	const markdown = "# A title\n\n## Said\n\n1. one and two and three\n2. \\*four\\*\n\nA – paragraph.\n\n- an item\n\n## With a table\n\n" +
		"**A table**\n\n| a |\n| --: |\n| 1 – 2 |\n\n**A table**\n\n| a |\n| --: |\n| 1 – 2 |\n"
	for _, test := range []struct {
		s            Screen
		want, reason string
	}{
		{Screen{Width: 20}, text, "text"},
		{Screen{Width: 20, ASCII: true}, strings.ReplaceAll(text, "–", "-"), "in ASCII"},
		{Screen{Markdown: true}, markdown, "Markdown, which a browser breaks into lines"},
	} {
		var b strings.Builder
		if err := test.s.Write(&b, "A\x1b\u202etitle", blocks...); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); got != test.want {
			t.Errorf("%s: %q, want %q", test.reason, got, test.want)
		}
	}
}
