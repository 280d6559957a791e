package rri

import (
	"cmp"
	"math"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// line is a row as it is written: with NaN for every number of an estimate that was not computed,
// where the zero Estimate has 0.
type line[G cmp.Ordered, M Measure] struct {
	Row[G, M]
	place    int // from the top
	baseline bool
	// the ratio as people see it: with NaN for every number of it if nothing says nothing
	index Estimate
	// the baseline had no event, so that every ratio is +Inf or NaN: true, and no comparison that
	// people can use. They see "—" for it, and a footnote.
	incomparable bool
}

// lines returns the rows as they are written.
func (t Table[G, M]) lines() []line[G, M] {
	nan := math.NaN()
	incomparable := t.incomparable()
	lines := make([]line[G, M], len(t.Rows))
	for i, r := range t.Rows {
		for _, e := range []*Estimate{&r.Rate, &r.Ratio, &r.Difference, &r.Excess} {
			if !e.Computed() {
				e.Value, e.Lower, e.Upper, e.P = nan, nan, nan, nan
			}
		}
		l := line[G, M]{Row: r, place: i, baseline: r.Group == t.Baseline, index: r.Ratio}
		if l.incomparable = incomparable && !l.baseline; l.incomparable {
			l.index = Estimate{Value: nan, Lower: nan, Upper: nan, P: nan}
		}
		lines[i] = l
	}
	return lines
}

// incomparable tells whether the baseline had no event, of a table that has rates.
func (t Table[G, M]) incomparable() bool {
	for _, r := range t.Rows {
		if r.Group == t.Baseline {
			events, exposure, showEvents, _ := r.count()
			return showEvents && events == 0 && exposure > 0 && !r.flags().Has(NotCompared)
		}
	}
	return false
}

// unlessWithheld returns the cell of a count, or "—" for one that may not be shown.
func unlessWithheld(shown bool, c sheet.Cell) sheet.Cell {
	if !shown {
		return sheet.Cell{Text: "—"}
	}
	return c
}

// pHeading returns the heading of the column of p-values.
func (w *writer[G, M]) pHeading() string {
	if w.Simultaneous.Comparisons > 1 {
		return "adjusted p"
	}
	return "p"
}

// rateHeading returns the heading of the column of rates.
func (w *writer[G, M]) rateHeading() string {
	if isProportion[M]() && w.labels.Per == 100 {
		return "%"
	}
	return "rate"
}

// digits returns the number of decimals that the rates, and the excesses, of a table share.
func (w *writer[G, M]) digits() (rate, excess int) {
	rates := make([]float64, len(w.lines))
	excess = 1
	for i, l := range w.lines {
		rates[i] = l.Rate.Value * w.labels.Per
		if v := math.Abs(l.Excess.Value); v >= 1000 && !math.IsInf(v, 1) {
			excess = 0
		}
	}
	return sheet.Decimals(rates), excess
}

// style writes a number with a number of decimals.
type style = func(v float64, decimals int) string

// rateText writes a rate for people. A proportion that is not all does not print as all.
func (w *writer[G, M]) rateText(v float64, decimals int) string {
	text := func(v float64, decimals int) string { return sheet.Fixed(v*w.labels.Per, decimals) }
	if !isProportion[M]() {
		return text(v, decimals)
	}
	return sheet.Limit(text, v, decimals, 1)
}

// differenceText writes a difference of rates for people.
func (w *writer[G, M]) differenceText(v float64, decimals int) string {
	return sheet.Signed(v*w.labels.Per, decimals)
}

// alpha returns the level of significance that goes with the p-values that are printed.
func (w *writer[G, M]) alpha() float64 {
	if w.Simultaneous.Comparisons > 1 {
		return 1 - w.Simultaneous.Level
	}
	return 1 - w.Options.level()
}

// text is an estimate as people see it.
type text struct{ value, limits string }

// of returns the text of the line among those of all lines, if they were made.
func (l *line[G, M]) of(texts []text) text {
	if texts == nil {
		return text{}
	}
	return texts[l.place]
}

// texts writes an estimate of every line, with the limits that were asked for; nothing if no form
// is wanted of those that show it.
func (w *writer[G, M]) texts(forms sheet.Form, of func(*line[G, M]) Estimate, style style, digits int, nulls ...float64) []text {
	if w.forms&forms == 0 {
		return nil
	}
	texts := make([]text, len(w.lines))
	for i := range w.lines {
		e, digits := of(&w.lines[i]), digits
		switch {
		case math.IsNaN(e.Lower) || math.IsNaN(e.Upper):
			texts[i].limits = "—"
		case w.Options.Side == LowerOnly:
			texts[i].limits = sheet.Limit(style, e.Lower, digits, nulls...)
		case w.Options.Side == UpperOnly:
			texts[i].limits = sheet.Limit(style, e.Upper, digits, nulls...)
		default:
			var lower, upper string
			lower, upper, digits = sheet.Limits(style, e.Lower, e.Upper, digits, nulls...)
			texts[i].limits = lower + " – " + upper
		}
		texts[i].value = sheet.Limit(style, e.Value, digits, leftOut(e, nulls)...)
	}
	return texts
}

// leftOut returns the null values that the interval of e leaves out: beside it, the estimate must
// not print as one of them.
func leftOut(e Estimate, nulls []float64) (out []float64) {
	for _, null := range nulls {
		if null < e.Lower || null > e.Upper {
			out = append(out, null)
		}
	}
	return out
}
