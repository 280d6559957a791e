package rri

import (
	"bytes"
	"io"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/internal/present"
)

// WriteMarkdown writes the table as a GitHub-flavoured Markdown table with a title above and
// numbered footnotes below. It has what [Table.WriteText] has but the plot, and besides an interval
// for every number. Names are escaped, so that none is read as Markdown or HTML.
//
// The error is that of w, or wraps [ErrOption] if Per or Options is out of range.
func (t Table[G, M]) WriteMarkdown(w io.Writer) error {
	if err := t.validate(); err != nil {
		return err
	}
	var b bytes.Buffer
	var notes present.Footnotes
	title, marks := t.heading(&notes)
	b.WriteString("**" + present.EscapeMarkdown(title) + "**" + marks + "\n\n")
	if t.Definition != "" {
		b.WriteString("Definition: " + present.EscapeMarkdown(t.Definition) + "\n\n")
	}
	interval := t.intervalHeading()
	rows := [][]string{
		{"group", present.EscapeMarkdown(t.events()), present.EscapeMarkdown(t.exposure()), t.rateHeading(), interval, "RRI", interval, t.pHeading(), "difference", interval, "excess", interval, "notes"},
		{":--", "--:", "--:", "--:", ":-:", "--:", ":-:", "--:", "--:", ":-:", "--:", ":-:", ":--"},
	}
	style := t.style()
	for _, r := range t.forPeople() {
		rows = append(rows, t.markdownCells(r, style, &notes))
	}
	if !slices.ContainsFunc(rows[2:], func(cells []string) bool { return cells[len(cells)-1] != "" }) {
		for i, cells := range rows {
			rows[i] = cells[:len(cells)-1] // no row has a note
		}
	}
	for _, cells := range rows {
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	for i, text := range notes.Texts {
		b.WriteString("\n" + present.Superscript(i+1) + " " + present.EscapeMarkdown(text) + "\n")
	}
	_, err := w.Write(b.Bytes())
	return err
}

// markdownCells returns the cells of a row, the last of them its footnotes.
func (t Table[G, M]) markdownCells(r Row[G, M], style style, notes *present.Footnotes) []string {
	events, exposure := r.countTexts()
	cells := append([]string{present.EscapeMarkdown(groupName(r.Group)), events, exposure}, t.estimateTexts(r.Rate, t.rateText, style.rate)...)
	if r.Group == t.Baseline {
		marks := notes.Marks(t.rowCaveats(r, true))
		return append(cells, present.Ratio(r.Ratio.Value, 2), "baseline", "", "", "", "", "", marks)
	}
	cells = append(cells, t.estimateTexts(r.Ratio, present.Ratio, 2, t.nulls()...)...)
	cells = append(cells, t.pText(r.Ratio.P))
	cells = append(cells, t.estimateTexts(r.Difference, t.differenceText, style.rate)...)
	cells = append(cells, t.estimateTexts(r.Excess, present.Signed, style.excess)...)
	return append(cells, notes.Marks(t.rowCaveats(r, true, shown{r.Difference, true}, shown{r.Excess, true})))
}
