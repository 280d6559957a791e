package choices

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// Heading says what the index of a measure is of, and how many combinations there are.
func (r Result) Heading(m Measure) string {
	return fmt.Sprintf("RRI of the %s, %s against %s · %s · %s", m.Name, r.Group, r.Baseline, r.Of, m.Counted())
}

// Counted says how many combinations of how many choices there are.
func (m Measure) Counted() string {
	return fmt.Sprintf("%s of %s", plural(len(m.Combinations), "combination"), plural(len(m.Choices), "choice"))
}

// plural counts things.
func plural(n int, thing string) string {
	if n != 1 {
		thing += "s"
	}
	return fmt.Sprintf("%d %s", n, thing)
}

// LeftOut says how many combinations are not in the curve, and what that makes of the shares; ""
// for none.
func (m Measure) LeftOut() string {
	if left := len(m.Combinations) - len(m.Curve()); left > 0 {
		return fmt.Sprintf("%d of them have no index above 0 (no events), and are not in what follows; so the design is not balanced, and shares overlap", left)
	}
	return ""
}

// HeldAt says which choices are not in the count, and how they are made; "" if all are in it.
func (m Measure) HeldAt() string {
	var held []string
	for _, h := range m.Held {
		held = append(held, h.Choice.String()+" "+h.Ways[0])
	}
	if held == nil {
		return ""
	}
	return "Held, and not in the count: " + strings.Join(held, ", ")
}

// String says the range in a line, of intervals at a level of 95 %.
func (r Range) text(level float64) string {
	return fmt.Sprintf("lowest %s, middle %s, highest %s; the %s interval is above 1 in %d, below 1 in %d",
		index(r.Lowest), index(r.Middle), index(r.Highest), sheet.Percent(level), r.Above, r.Below)
}

// littleSpread is the highest index over the lowest below which shares of the variance are of a
// spread that nobody would ask about.
const littleSpread = 1.02

// movesIndex reports whether a choice is in the count that can move the index.
func (m Measure) movesIndex() bool {
	return slices.ContainsFunc(m.Choices, func(w Ways) bool { return !w.Choice.MovesInterval() })
}

// RangeText says in a line from where to where the index of a measure goes; "" if nothing is in the
// curve. Where nothing is in the count it is the one index with its interval. It says so where the
// choices hardly move the index, of whose spread the shares are.
func (r Result) RangeText(m Measure) string {
	of, ok := m.Range()
	switch {
	case !ok:
		return ""
	case len(m.Choices) > 0:
		text := of.text(r.Level)
		if m.movesIndex() && of.Highest < littleSpread*of.Lowest {
			text += "; the choices move it by less than 2 %: shares are of next to nothing"
		}
		return text
	}
	limits := limits(m.First())
	return fmt.Sprintf("%s; the %s interval is %s", index(of.Middle), sheet.Percent(r.Level), limits)
}

// limits writes an interval, "—" for none.
func limits(c Combination) string {
	if math.IsNaN(c.Index + c.Lower + c.Upper) {
		return "—"
	}
	lower, upper, _ := sheet.Limits(sheet.Ratio, c.Lower, c.Upper, 2, 1)
	return lower + " – " + upper
}

// index writes an index.
func index(v float64) string {
	if math.IsNaN(v) {
		return "—"
	}
	return sheet.Ratio(v, 2)
}

// list lists the ways of a choice with a number for each.
func (w Ways) list(numbers []float64) string {
	var parts []string
	for j, way := range w.Ways {
		parts = append(parts, way+" "+index(numbers[j]))
	}
	return strings.Join(parts, ", ")
}

// Sheets yields the tables of the result, measure after measure, each with a stable name:
//
//	changed       the index with one choice changed at a time
//	shares        how much each choice moves the index
//	combinations  every combination with its index, for programs
//
// changed has a [sheet.Picture] of its indices, named as the measure, "search-rate", and shares one
// of the specification curve, "search-rate-curve". The first two are not there where nothing is in
// the curve, or no choice in the count.
func (r Result) Sheets() iter.Seq2[string, sheet.Sheet] {
	return func(yield func(string, sheet.Sheet) bool) {
		for _, m := range r.Measures {
			if m.hasTables() && (!yield("changed", r.changedSheet(m)) || !yield("shares", r.sharesSheet(m))) {
				return
			}
			if !yield("combinations", r.combinationsSheet(m)) {
				return
			}
		}
	}
}

// hasTables reports whether there is something to tell in tables: choices in the count, and a
// curve.
func (m Measure) hasTables() bool { return len(m.Choices) > 0 && len(m.Curve()) > 0 }

// changedSheet is the table of the index with one choice changed at a time, with its picture.
func (r Result) changedSheet(m Measure) sheet.Sheet {
	var choice, way, value, interval []sheet.Cell
	picture := sheet.Picture{Name: m.slug(), Title: "RRI of the " + m.Name + ", with one choice changed at a time",
		Scale: fmt.Sprintf("times as often as %s", r.Baseline), Interval: fmt.Sprintf("by chance alone (%s)", sheet.Percent(r.Level))}
	for i, of := range m.Choices {
		picture.Rows = append(picture.Rows, sheet.PictureRow{Label: of.Choice.String()})
		for j, c := range m.Changed(i) {
			row := sheet.PictureRow{Label: of.Ways[j], Text: index(c.Index)}
			limits := limits(c)
			if limits != "—" {
				row.Text += " (" + strings.ReplaceAll(limits, " ", "") + ")"
				row.Plot = &sheet.Interval{Value: c.Index, Lower: c.Lower, Upper: c.Upper}
			}
			picture.Rows = append(picture.Rows, row)
			choice, way = append(choice, sheet.Label(of.Choice.String())), append(way, sheet.Label(of.Ways[j]))
			value, interval = append(value, sheet.Cell{Text: index(c.Index)}), append(interval, sheet.Cell{Text: limits})
		}
	}
	return sheet.Sheet{
		Title: fmt.Sprintf("With one choice changed, and all others made in their first way, which gives %s", index(m.First().Index)),
		Columns: []sheet.Column{{Heading: "choice", Align: sheet.Left, Cells: choice}, {Heading: "way", Align: sheet.Left, Cells: way},
			{Heading: "RRI", Cells: value}, {Heading: sheet.Percent(r.Level) + " interval", Align: sheet.Dash, Cells: interval}},
		Pictures: []sheet.Picture{picture},
	}
}

// sharesSheet returns the table of how much of the variance each choice makes, and of the mean
// index for each way to make it.
func (r Result) sharesSheet(m Measure) sheet.Sheet {
	choice := sheet.Column{Heading: "choice", Align: sheet.Left}
	variance := sheet.Column{Heading: "share of variance"}
	mean := sheet.Column{Heading: "mean index by choice, over all the others", Align: sheet.Left}
	add := func(name string, share float64, means string) {
		choice.Cells = append(choice.Cells, sheet.Label(name))
		variance.Cells = append(variance.Cells, sheet.Cell{Text: fmt.Sprintf("%.1f %%", 100*share), Value: sheet.Float(share)})
		mean.Cells = append(mean.Cells, sheet.Cell{Text: means})
	}
	shares, together := m.Shares()
	for _, s := range shares {
		mark := ""
		if s.Lower {
			mark = " (" + ofLowerLimit + ")"
		}
		add(s.Choice.String(), s.Share, s.list(s.Means)+mark)
	}
	add("", together, "what the choices do together beyond what each does alone")
	return sheet.Sheet{Title: "How much each choice moves the index", Columns: []sheet.Column{choice, variance, mean},
		Pictures: []sheet.Picture{r.curvePicture(m)}}
}

// curvePicture is the specification curve, with the share of variance beside each choice.
func (r Result) curvePicture(m Measure) sheet.Picture {
	curve := m.curve()
	shares, _ := m.Shares()
	for i, s := range shares {
		of := "variance"
		if s.Lower {
			of += " of the " + ofLowerLimit
		}
		curve.Choices[i].Text = fmt.Sprintf("%.1f %% of the %s", 100*s.Share, of)
	}
	return sheet.Picture{Name: m.slug() + "-curve", Title: "RRI of the " + m.Name + " under every combination of the choices",
		Scale: fmt.Sprintf("times as often as %s", r.Baseline), Interval: sheet.Percent(r.Level) + " interval", Curve: &curve}
}

// curve returns the specification curve as it is drawn.
func (m Measure) curve() sheet.Curve {
	curve := sheet.Curve{Marked: "the first of every choice"}
	for _, of := range m.Choices {
		curve.Choices = append(curve.Choices, sheet.CurveChoice{Label: of.Choice.String(), Ways: of.Ways})
	}
	first := make([]int, len(m.Choices))
	for _, c := range m.Combinations {
		curve.Points = append(curve.Points, sheet.CurvePoint{Estimate: sheet.Interval{Value: c.Index, Lower: c.Lower, Upper: c.Upper},
			Ways: c.Ways, Marked: slices.Equal(c.Ways, first)})
	}
	return curve
}

// combinationsSheet returns every combination with its index, for programs.
func (r Result) combinationsSheet(m Measure) sheet.Sheet {
	var s sheet.Sheet
	add := func(name string, value func(Combination) sheet.Value) {
		s.Columns = append(s.Columns, sheet.Column{Name: name,
			Cells: sheet.Cells(m.Combinations, func(c Combination) sheet.Cell { return sheet.Cell{Value: value(c)} })})
	}
	add("measure", func(Combination) sheet.Value { return sheet.String(m.Name) })
	for _, choice := range []Choice{Account, Missing, Residents, Groups, Objects, Find, Evidence, Method} {
		way := m.wayOf(choice)
		if choice == Evidence && !r.has(choice) {
			continue
		}
		add(choice.String(), func(c Combination) sheet.Value {
			if name := way(c); name != "" {
				return sheet.String(name)
			}
			return sheet.Value{}
		})
	}
	number := func(name string, of func(Combination) float64) {
		add(name, func(c Combination) sheet.Value { return sheet.String(strconv.FormatFloat(of(c), 'g', 6, 64)) })
	}
	number("index", func(c Combination) float64 { return c.Index })
	number("lower", func(c Combination) float64 { return c.Lower })
	number("upper", func(c Combination) float64 { return c.Upper })
	return s
}

// has reports whether some measure says something of a choice.
func (r Result) has(choice Choice) bool {
	for _, m := range r.Measures {
		for _, of := range append(m.Choices[:len(m.Choices):len(m.Choices)], m.Held...) {
			if of.Choice == choice {
				return true
			}
		}
	}
	return false
}

// wayOf returns a function that names the way in which a combination makes a choice, "" if the
// measure does not have it.
func (m Measure) wayOf(choice Choice) func(Combination) string {
	for i, of := range m.Choices {
		if of.Choice == choice {
			return func(c Combination) string { return of.Ways[c.Ways[i]] }
		}
	}
	for _, of := range m.Held {
		if of.Choice == choice {
			return func(Combination) string { return of.Ways[0] }
		}
	}
	return func(Combination) string { return "" }
}

// WriteMarkdown writes for a page, measure after measure, the range, the index with one choice
// changed at a time, and how much each choice moves it, as tables of Markdown, and the notes. The
// error is that of w.
func (r Result) WriteMarkdown(w io.Writer) error {
	var b bytes.Buffer
	paragraph := func(text string) {
		if text != "" {
			fmt.Fprintf(&b, "%s.\n\n", sheet.EscapeMarkdown(text))
		}
	}
	for _, m := range r.Measures {
		fmt.Fprintf(&b, "**%s**\n\n", sheet.EscapeMarkdown(r.Heading(m)))
		for _, text := range []string{m.HeldAt(), m.LeftOut(), r.RangeText(m)} {
			paragraph(text)
		}
		if !m.hasTables() {
			continue
		}
		for _, s := range []sheet.Sheet{r.changedSheet(m), r.sharesSheet(m)} {
			if err := s.WriteMarkdown(&b); err != nil {
				return err
			}
			b.WriteByte('\n')
		}
	}
	for _, note := range r.Notes {
		fmt.Fprintf(&b, "- %s\n", sheet.EscapeMarkdown(note))
	}
	if r.Source != "" {
		fmt.Fprintf(&b, "\nSource: %s\n", sheet.EscapeMarkdown(r.Source))
	}
	_, err := w.Write(b.Bytes())
	return err
}

// WriteCSV writes every combination of every measure for programs, one a line, with six digits. A
// choice that a measure does not have is empty. Notes are not written. The error is that of w.
func (r Result) WriteCSV(w io.Writer) error {
	var all []sheet.Sheet
	for _, m := range r.Measures {
		all = append(all, r.combinationsSheet(m))
	}
	return sheet.WriteCSV(w, all...)
}
