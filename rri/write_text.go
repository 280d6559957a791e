package rri

import (
	"bytes"
	"cmp"
	"io"
	"math"
	"strings"

	"github.com/seed-549880be/disparity/rri/internal/present"
)

const textWidth = 110 // columns of a table, where the names of the groups leave room

// WriteText writes the table for people to read on a screen or in a letter: a title, the
// definition, a line for each group with its numbers rounded and its interval drawn on a log axis,
// and numbered footnotes for the notes and flags.
//
// Rounding does not mislead: an interval that leaves out 1 never prints as touching it, a p-value
// never prints as the level, and what is not zero never prints as zero; more digits are shown where
// that takes them. A column of differences, per [Table.Per], is shown if it fits in 110 columns. In
// the plot │ is 1, ├─●─┤ the interval with the estimate, and an arrow is a limit beyond the axis.
// Names are cleaned of control characters.
//
// The error is that of w, or wraps [ErrOption] if Per or Options is out of range.
func (t Table[G, M]) WriteText(w io.Writer) error {
	if err := t.validate(); err != nil {
		return err
	}
	var b bytes.Buffer
	var notes present.Footnotes
	title, marks := t.heading(&notes)
	b.WriteString(title + marks + "\n")
	if t.Definition != "" {
		b.WriteString(present.Clean(t.Definition) + "\n")
	}
	plot, hasPlot := newForest(t.ratios())
	columns := t.textColumns(&notes, true)
	if room := textWidth - columnsWidth(columns); room < len(columnGap)+plot.width() {
		columns = t.textColumns(&notes, false)
	}
	if hasPlot {
		plot.fit(textWidth - columnsWidth(columns) - len(columnGap))
		columns = append(columns, t.plotColumn(plot))
	}
	for i := -1; i < len(t.Rows); i++ {
		var line strings.Builder
		for j, c := range columns {
			if j > 0 {
				line.WriteString(columnGap)
			}
			text := c.heading
			if i >= 0 {
				text = c.cells[i]
			}
			if c.left {
				text = present.PadRight(text, c.width())
			} else {
				text = present.PadLeft(text, c.width())
			}
			line.WriteString(text)
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
	for i, text := range notes.Texts {
		b.WriteString(present.Superscript(i+1) + " " + text + "\n")
	}
	_, err := w.Write(b.Bytes())
	return err
}

const columnGap = "  "

// column is one column of a text table.
type column struct {
	heading string
	cells   []string
	left    bool // aligned to the left
}

func (c column) width() int {
	n := present.Width(c.heading)
	for _, cell := range c.cells {
		n = max(n, present.Width(cell))
	}
	return n
}

func columnsWidth(columns []column) int {
	n := 0
	for i, c := range columns {
		if i > 0 {
			n += len(columnGap)
		}
		n += c.width()
	}
	return n
}

// ratios returns the ratios of the groups other than the baseline.
func (t Table[G, M]) ratios() []Estimate {
	var all []Estimate
	for _, r := range t.forPeople() {
		if r.Group != t.Baseline {
			all = append(all, r.Ratio)
		}
	}
	return all
}

// textColumns returns the columns before the plot.
func (t Table[G, M]) textColumns(notes *present.Footnotes, difference bool) []column {
	var group, events, exposure, rate, ratio, interval, marks, p, diff, excess column
	group.left, interval.left, marks.left = true, true, true
	events.heading, exposure.heading, rate.heading = present.Clean(t.events()), present.Clean(t.exposure()), t.rateHeading()
	ratio.heading, interval.heading, p.heading, diff.heading, excess.heading = "RRI", t.intervalHeading(), t.pHeading(), "difference", "excess"
	style := t.style()
	for _, r := range t.forPeople() {
		group.cells = append(group.cells, present.Clean(groupName(r.Group)))
		eventsText, exposureText := r.countTexts()
		events.cells = append(events.cells, eventsText)
		exposure.cells = append(exposure.cells, exposureText)
		rate.cells = append(rate.cells, t.rateText(r.Rate.Value, style.rate))
		if r.Group == t.Baseline {
			ratio.cells = append(ratio.cells, present.Ratio(r.Ratio.Value, 2))
			interval.cells = append(interval.cells, "baseline")
			marks.cells = append(marks.cells, notes.Marks(t.rowCaveats(r, false)))
			p.cells, diff.cells, excess.cells = append(p.cells, ""), append(diff.cells, ""), append(excess.cells, "")
			continue
		}
		ratioTexts := t.estimateTexts(r.Ratio, present.Ratio, 2, t.nulls()...)
		ratio.cells = append(ratio.cells, ratioTexts[0])
		interval.cells = append(interval.cells, ratioTexts[1])
		marks.cells = append(marks.cells, notes.Marks(t.rowCaveats(r, false, shown{e: r.Excess})))
		p.cells = append(p.cells, t.pText(r.Ratio.P))
		diff.cells = append(diff.cells, t.differenceText(r.Difference.Value, style.rate))
		excess.cells = append(excess.cells, present.Signed(r.Excess.Value, style.excess))
	}
	alignIntervals(interval.cells)
	columns := []column{group, events, exposure, rate, ratio, interval}
	if strings.Join(marks.cells, "") != "" {
		columns = append(columns, marks)
	}
	columns = append(columns, p)
	if difference {
		columns = append(columns, diff)
	}
	return append(columns, excess)
}

const intervalDash = " – "

// alignIntervals lines up the dashes and the ends of the cells that have one.
func alignIntervals(cells []string) {
	lowerWidth, upperWidth := 0, 0
	for _, cell := range cells {
		if lower, upper, ok := strings.Cut(cell, intervalDash); ok {
			lowerWidth, upperWidth = max(lowerWidth, present.Width(lower)), max(upperWidth, present.Width(upper))
		}
	}
	for i, cell := range cells {
		if lower, upper, ok := strings.Cut(cell, intervalDash); ok {
			cells[i] = present.PadLeft(lower, lowerWidth) + intervalDash + present.PadLeft(upper, upperWidth)
		}
	}
}

// plotColumn draws every row.
func (t Table[G, M]) plotColumn(plot forest) column {
	c := column{heading: plot.axis(), left: true}
	for _, r := range t.forPeople() {
		e := r.Ratio
		if r.Group == t.Baseline {
			e.Lower, e.Upper = math.NaN(), math.NaN()
		}
		c.cells = append(c.cells, plot.row(e))
	}
	return c
}

// style is the number of decimals that the rows of a table share.
type style struct{ rate, excess int }

func (t Table[G, M]) style() style {
	smallest, highest, largest := math.Inf(1), 0.0, 0.0
	for _, r := range t.forPeople() {
		if rate := r.Rate.Value * t.per(); plottable(rate) {
			smallest, highest = math.Min(smallest, rate), math.Max(highest, rate)
		}
		if excess := math.Abs(r.Excess.Value); !math.IsInf(excess, 1) && excess > largest {
			largest = excess
		}
	}
	s := style{rate: 1, excess: 1}
	switch {
	case math.IsInf(smallest, 1):
	case smallest >= 100:
		s.rate = 0
	case smallest < 1:
		s.rate = max(1, min(1-present.Exponent(smallest), 4-present.Exponent(highest)))
	}
	if largest >= 1000 {
		s.excess = 0
	}
	return s
}

// countTexts writes the count for people, "—" for what may not be shown.
func (r Row[G, M]) countTexts() (string, string) {
	events, exposure, showEvents, showExposure := r.count()
	eventsText, exposed := "—", "—"
	if showEvents {
		eventsText = present.Count(events)
	}
	if showExposure {
		exposed = present.Exposure(exposure)
	}
	return eventsText, exposed
}

// rateText writes a rate for people. A proportion that is not all does not print as all.
func (t Table[G, M]) rateText(v float64, decimals int) string {
	text := func(v float64, decimals int) string { return present.Fixed(v*t.per(), decimals) }
	if !isProportion[M]() {
		return text(v, decimals)
	}
	return present.Limit(text, v, decimals, 1)
}

// differenceText writes a difference of rates for people.
func (t Table[G, M]) differenceText(v float64, decimals int) string {
	return present.Signed(v*t.per(), decimals)
}

// nulls returns the values that no limit of an RRI may seem to be when it is not.
func (t Table[G, M]) nulls() []float64 { return []float64{1, cmp.Or(t.Options.Null, 1)} }

// alpha returns the level of significance that goes with the p-values that are printed.
func (t Table[G, M]) alpha() float64 {
	if t.Simultaneous.Comparisons > 1 {
		return 1 - t.Simultaneous.Level
	}
	return 1 - t.Options.level()
}

// estimateTexts writes the value and the limits of e, in a style and with a usual number of
// decimals.
func (t Table[G, M]) estimateTexts(e Estimate, text func(v float64, decimals int) string, decimals int, nulls ...float64) []string {
	decimals, limits := t.intervalText(e, text, decimals, nulls...)
	return []string{text(e.Value, decimals), limits}
}

// intervalText writes the limits that were asked for, and returns the decimals that it took.
func (t Table[G, M]) intervalText(e Estimate, text func(v float64, decimals int) string, decimals int, nulls ...float64) (int, string) {
	if math.IsNaN(e.Lower) || math.IsNaN(e.Upper) {
		return decimals, "—"
	}
	switch t.Options.Side {
	case LowerOnly:
		return decimals, present.Limit(text, e.Lower, decimals, nulls...)
	case UpperOnly:
		return decimals, present.Limit(text, e.Upper, decimals, nulls...)
	}
	decimals = present.DigitsApart(text, decimals, e.Lower, e.Upper)
	return decimals, present.Limit(text, e.Lower, decimals, nulls...) + intervalDash + present.Limit(text, e.Upper, decimals, nulls...)
}
