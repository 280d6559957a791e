package choices

import (
	"bytes"
	"fmt"
	"io"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// WriteText writes for a screen, measure after measure, the range, the index with one choice
// changed at a time, how much each choice moves it, and the specification curve: every combination
// in ascending order of its index, and below it how each choice was made. Notes stand above
// everything, and the source below. The error is that of w.
func (r Result) WriteText(w io.Writer) error {
	var b bytes.Buffer
	for _, note := range r.Notes {
		writeLines(&b, note)
	}
	if len(r.Notes) > 0 {
		b.WriteByte('\n')
	}
	for i, m := range r.Measures {
		if i > 0 {
			b.WriteByte('\n')
		}
		if err := r.writeMeasure(&b, m); err != nil {
			return err
		}
	}
	if r.Source != "" {
		b.WriteByte('\n')
		writeLines(&b, "Source: "+r.Source)
	}
	_, err := w.Write(b.Bytes())
	return err
}

// textWidth is how long lines of notes are.
const textWidth = 80

// writeLines writes a note, "" for none.
func writeLines(b *bytes.Buffer, text string) {
	if text == "" {
		return
	}
	for _, line := range sheet.Wrap(text, textWidth, 2) {
		fmt.Fprintln(b, line)
	}
}

// writeMeasure writes one measure.
func (r Result) writeMeasure(b *bytes.Buffer, m Measure) error {
	fmt.Fprintln(b, sheet.Clean(r.Heading(m)))
	writeLines(b, m.HeldAt())
	if left := m.LeftOut(); left != "" {
		fmt.Fprintln(b, left)
	}
	if len(m.Curve()) == 0 {
		return nil
	}
	fmt.Fprintln(b, r.RangeText(m))
	if len(m.Choices) == 0 {
		return nil
	}
	fmt.Fprintf(b, "\nThe first of every choice gives %s. With one choice changed, and the others left:\n", index(m.First().Index))
	for i, of := range m.Choices {
		if of.Choice.MovesInterval() {
			continue
		}
		var indices []float64
		for _, c := range m.Changed(i) {
			indices = append(indices, c.Index)
		}
		fmt.Fprintf(b, "%-7s  %s\n", of.Choice, of.list(indices))
	}
	b.WriteByte('\n')
	shares := r.sharesSheet(m)
	shares.Title = ""
	if err := shares.WriteText(b); err != nil {
		return err
	}
	b.WriteByte('\n')
	return m.curve().WriteText(b, sheet.Percent(r.Level)+" interval")
}
