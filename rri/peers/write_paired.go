package peers

import (
	"fmt"
	"io"
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Sheets yields the tables of the result, one for each group, all of them with the name paired: a
// row for each unit with both values and their ratio. The title of a sheet says which group it is
// of. For a page each has a [sheet.Picture] of the ratios, named paired.
func (p Paired[G, M]) Sheets() iter.Seq2[string, sheet.Sheet] {
	return func(yield func(string, sheet.Sheet) bool) {
		for i, g := range p.Groups {
			s := p.groupSheet(g)
			if i == 0 { // it says what holds for all
				s.Notes = slices.Concat(p.First.Notes, p.Second.Notes, p.Notes, s.Notes)
			}
			if !yield("paired", s) {
				return
			}
		}
	}
}

// WriteText writes the two measures for people to read on a screen or in a letter: group after
// group a row for each unit with both values, the second over the first, and their rank
// correlation, as [Result.WriteText] writes a comparison. The error is that of w.
func (p Paired[G, M]) WriteText(w io.Writer) error {
	return write(w, p.Sheets(), sheet.Sheet.WriteText)
}

// WriteMarkdown writes what [Paired.WriteText] does for a page, as tables of Markdown. Names are
// escaped. The error is that of w.
func (p Paired[G, M]) WriteMarkdown(w io.Writer) error {
	return write(w, p.Sheets(), sheet.Sheet.WriteMarkdown)
}

// WriteCSV writes the two measures for programs: a line for each unit in each group, those without
// a value too, with the reason in the column missing. The cells are as those of [Result.WriteCSV].
// The error is that of w.
func (p Paired[G, M]) WriteCSV(w io.Writer) error { return writeCSV(w, p.Sheets()) }

// writings returns what the sheets have in common, as of either measure.
func (p Paired[G, M]) writings() (first, second writing) {
	return writingOf(&p.First, p.Options), writingOf(&p.Second, p.Options)
}

// groupSheet returns two measures in one group: a row for each unit.
func (p Paired[G, M]) groupSheet(g PairedGroup[G]) sheet.Sheet {
	first, second := p.writings()
	over := fmt.Sprintf("%s over %s", second.labels.Measure, first.labels.Measure)
	s := sheet.Sheet{
		Title:  fmt.Sprintf("%s · %s", pairedSubject(first, second, fmt.Sprint(g.Group)), first.by()),
		Lines:  []string{fmt.Sprintf("The ratio is %s.", over), g.Correlation.line(first, second)},
		Legend: missingLegend(first, "Without two values to compare", g.Missing),
	}
	ratios := make([]columns.Text, len(g.Rows))
	style := timesStyle
	for i, row := range g.Rows {
		ratios[i] = first.estimate(row.Ratio, style)
	}
	var c columns.Columns
	units(first, &c, g.Rows, func(row PairedRow) string { return row.Unit })
	c.Estimate(first.labels.Measure, first.Interval(), p.texts(first, g.Rows, func(row PairedRow) rri.Estimate { return row.First }))
	c.Estimate(second.labels.Measure, first.Interval(), p.texts(second, g.Rows, func(row PairedRow) rri.Estimate { return row.Second }))
	c.Estimate("ratio", first.Interval(), ratios)
	columns.Texts(&c, sheet.Column{Heading: "with unknown", Align: sheet.Dash, Sparse: true, Notes: []string{
		"from the lowest to the highest limit over the ways in which the people of no known group could fall, in either measure"}},
		g.Rows, func(row PairedRow) string {
			if row.Bounds == nil {
				return ""
			}
			return style.limits(*row.Bounds, " – ")
		})
	s.Columns = append(c, p.columns(g)...)
	s.Pictures = p.pictures(s.Title, over, g.Rows, ratios)
	return s
}

// pairedSubject says what stands side by side.
func pairedSubject(first, second writing, group string) string {
	if first.o.Quantity == Rate {
		return fmt.Sprintf("%s beside %s · %s", first.labels.Heading(first.proportion), second.labels.Measure, group)
	}
	return fmt.Sprintf("%s beside %s · RRI of %s against %s", first.measure(), second.labels.Measure, group, first.baseline)
}

// texts returns the values of one measure as people see them.
func (p Paired[G, M]) texts(w writing, rows []PairedRow, of func(PairedRow) rri.Estimate) []columns.Text {
	values := make([]float64, len(rows))
	for i, row := range rows {
		values[i] = of(row).Value
	}
	style := w.style(values...)
	texts := make([]columns.Text, len(rows))
	for i, row := range rows {
		texts[i] = w.estimate(of(row), style)
	}
	return texts
}

// line says what the rank correlation is.
func (c Correlation) line(first, second writing) string {
	what := fmt.Sprintf("Rank correlation (Spearman) of %s and %s over %d %s: ", first.labels.Measure, second.labels.Measure, c.Units, first.of)
	switch {
	case c.Units < fewestCorrelated:
		return fmt.Sprintf("%snone of fewer than %d.", what, fewestCorrelated)
	case math.IsNaN(c.Value):
		return what + "none, since all values of a measure are the same."
	}
	lower, upper, digits := sheet.Limits(sheet.Signed, c.Lower, c.Upper, 2, 0)
	return fmt.Sprintf("%s%s (%s: %s to %s).", what, sheet.Signed(c.Value, digits), first.rankInterval(), lower, upper)
}

// pictures draws the second measure over the first.
func (p Paired[G, M]) pictures(title, over string, rows []PairedRow, ratios []columns.Text) []sheet.Picture {
	first, _ := p.writings()
	picture := sheet.Picture{Name: "paired", Title: title, Scale: over, OwnScale: true, Interval: first.byChance()}
	for i, row := range rows {
		r := sheet.PictureRow{Label: first.name(row.Unit), Text: withLimits(ratios[i])}
		if e := row.Ratio; e.Computed() && !math.IsNaN(e.Value) {
			r.Plot = &sheet.Interval{Value: e.Value, Lower: e.Lower, Upper: e.Upper}
			if row.Bounds != nil {
				r.Bounds = &sheet.Interval{Value: e.Value, Lower: row.Bounds.Lower, Upper: row.Bounds.Upper}
				r.BoundsText = timesStyle.limits(*row.Bounds, "–")
				picture.Bounds = byBoth
			}
		}
		picture.Rows = append(picture.Rows, r)
	}
	return []sheet.Picture{picture}
}

// pairedLine is a unit in two measures, as programs get it.
type pairedLine struct {
	PairedRow
	missing string
}

// columns returns the columns for programs.
func (p Paired[G, M]) columns(g PairedGroup[G]) []sheet.Column {
	type line = pairedLine
	first, second := p.writings()
	x := columns.Exact[line]{}
	for _, row := range g.Rows {
		x.Rows = append(x.Rows, line{PairedRow: row})
	}
	for _, m := range g.Missing {
		x.Rows = append(x.Rows, line{PairedRow{Unit: m.Unit}, m.Why})
	}
	x.Constant("first_measure", sheet.String(first.labels.Measure))
	x.Constant("first_definition", sheet.String(first.labels.Definition))
	x.Constant("second_measure", sheet.String(second.labels.Measure))
	x.Constant("second_definition", sheet.String(second.labels.Definition))
	x.Constant("of", sheet.String(first.of))
	x.Constant("quantity", sheet.String(p.Options.Quantity.String()))
	x.Constant("baseline", sheet.String(first.baseline))
	x.Constant("group", sheet.String(fmt.Sprint(g.Group)))
	unitColumns(&x, first, func(l line) string { return l.Unit })
	x.Value("missing", func(l line) sheet.Value { return sheet.String(l.missing) })
	x.Estimate("first", p.Options.Quantity == Index, func(l line) rri.Estimate { return l.First })
	x.Estimate("second", p.Options.Quantity == Index, func(l line) rri.Estimate { return l.Second })
	x.Estimate("ratio", true, func(l line) rri.Estimate { return l.Ratio })
	limits(&x, "bounds", func(l line) *trend.Limits { return l.Bounds })
	x.Constant("correlation_units", sheet.Int(g.Correlation.Units))
	x.Constant("correlation", sheet.Float(g.Correlation.Value))
	x.Constant("correlation_lower", sheet.Float(g.Correlation.Lower))
	x.Constant("correlation_upper", sheet.Float(g.Correlation.Upper))
	x.Basis(func(l line) rri.Estimate { return l.Ratio })
	return x.Columns
}

// missingLegend names the units without a value, and says why they have none.
func missingLegend(w writing, begins string, missing []Missing) []string {
	if len(missing) == 0 {
		return nil
	}
	names := make([]string, len(missing))
	for i, m := range missing {
		names[i] = fmt.Sprintf("%s (%s)", w.name(m.Unit), m.Why)
	}
	return []string{begins + ": " + strings.Join(names, "; ") + "."}
}
