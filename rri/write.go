package rri

import (
	"cmp"
	"fmt"
	"io"
	"math"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// WriteText writes the table for people to read on a screen or in a letter: a title, the
// definition, a line for each group with its numbers rounded and its interval drawn on a log axis,
// and numbered footnotes for the notes and flags.
//
// Rounding does not mislead: an interval that leaves out 1 never prints as touching it, a ratio
// never prints outside its interval, a p-value never prints as the level, and what is not zero
// never prints as zero; more digits are shown where that takes them. A column of differences, per
// [Labels.Per], is shown if it fits in 110 columns. In the plot │ is 1, ├─●─┤ the interval with the
// estimate, and an arrow is a limit beyond the axis. Names are cleaned of control characters.
//
// The error is that of w, or wraps [ErrOption] if Per or Options is out of range.
func (t Table[G, M]) WriteText(w io.Writer) error {
	if err := t.validate(); err != nil {
		return err
	}
	return t.sheet(sheet.Text).WriteText(w)
}

// WriteMarkdown writes the table as a GitHub-flavoured Markdown table with a title above and
// numbered footnotes below. It has what [Table.WriteText] has but the plot, and besides an interval
// for every number. Names are escaped, so that none is read as Markdown or HTML.
//
// The error is that of w, or wraps [ErrOption] if Per or Options is out of range.
func (t Table[G, M]) WriteMarkdown(w io.Writer) error {
	if err := t.validate(); err != nil {
		return err
	}
	return t.sheet(sheet.Page).WriteMarkdown(w)
}

// WriteCSV writes the table for programs: a header, then a line for each group, baseline first.
//
// Rates and differences are per unit of exposure, whatever Per is. Every number has the digits that
// read back to the same float64. NaN, and what was not computed, is an empty cell; infinities are
// Inf and -Inf. The level and method are those of the ratio, the flags all those of the row, joined
// by |. The excess has the p-value of the difference.
//
// The last columns say what the limits allow for: the design effect of the count, 1 where there is
// none, and empty where the events are withheld; the degrees of freedom of Student's t, 0 for the
// normal distribution; over how many comparisons the intervals hold together (the p-values are
// those of single ones); and what [Table.Derived] says.
//
// The header is the same for every table, so that several go into one file, as [sheet.WriteCSV]
// writes them. Spreadsheets run cells that begin with =, +, - or @ as formulas: names that do so
// get an apostrophe in front, unless they are numbers. Control characters in names become spaces.
//
// Notes are not written. The error is that of w.
func (t Table[G, M]) WriteCSV(w io.Writer) error { return t.sheet(sheet.CSV).WriteCSV(w) }

// Sheet returns the table as cells: what people see of them, with footnotes and the intervals to be
// drawn, and the exact values for programs. WriteText, WriteMarkdown and WriteCSV write it; use it
// to add a column, to put several tables into one file, or to draw a table in a way of your own.
//
// The columns that people see of a number and its limits differ between forms, since text has room
// for the limits of the ratio alone: take those of one form from [sheet.Sheet.For].
//
// The error wraps [ErrOption] if Per or Options is out of range.
func (t Table[G, M]) Sheet() (sheet.Sheet, error) {
	if err := t.validate(); err != nil {
		return sheet.Sheet{}, err
	}
	return t.sheet(everyForm), nil
}

// everyForm is all that a sheet can be written as.
const everyForm = sheet.Text | sheet.Page | sheet.CSV

// sheet is Sheet with the columns of some forms alone, and of a table that need not be valid, since
// CSV has no use for Per.
func (t Table[G, M]) sheet(forms sheet.Form) sheet.Sheet {
	s := sheet.Sheet{Definition: t.Definition, Notes: t.Notes}
	if t.derived != "" {
		s.Notes = append([]string{t.derived}, t.Notes...)
	}
	const most = 40 // columns
	w := writer[G, M]{Table: t, forms: forms, labels: t.labels(), lines: t.lines(), columns: make([]sheet.Column, 0, most)}
	var rateDigits, excessDigits int
	if w.people() {
		s.Title = t.title()
		w.interval = sheet.Percent(t.Options.level()) + " " + t.Options.Side.LimitsName()
		rateDigits, excessDigits = w.digits()
	}
	w.counts()
	w.number("rate", w.rateHeading(), func(l *line[G, M]) Estimate { return l.Rate }, w.rateText, rateDigits)
	w.ratio()
	w.number("difference", "difference", func(l *line[G, M]) Estimate { return l.Difference }, w.differenceText, rateDigits)
	w.exact("difference_p", func(l *line[G, M]) sheet.Value { return sheet.Float(l.Difference.P) })
	w.number("excess", "excess", func(l *line[G, M]) Estimate { return l.Excess }, sheet.Signed, excessDigits)
	w.basis()
	w.add(sheet.Column{Heading: "notes", In: sheet.Page, Align: sheet.Left, Sparse: true}, func(l *line[G, M]) sheet.Cell {
		return sheet.Cell{Notes: t.rowCaveats(*l, true, shown{l.Difference, true}, shown{l.Excess, true})}
	})
	w.add(sheet.Column{Plot: true, In: sheet.Text | sheet.Page}, func(l *line[G, M]) sheet.Cell {
		if l.baseline {
			return sheet.Cell{}
		}
		return sheet.Cell{Plot: &sheet.Interval{Value: l.index.Value, Lower: l.index.Lower, Upper: l.index.Upper}}
	})
	s.Columns = w.columns
	return s
}

// writer makes the columns of a sheet.
type writer[G cmp.Ordered, M Measure] struct {
	Table[G, M]
	forms    sheet.Form
	labels   Labels // with their defaults
	interval string // the heading of limits
	lines    []line[G, M]
	columns  []sheet.Column
	cells    []sheet.Cell // for columns that are still to be added
}

// people tells whether a form is wanted that people see, so that there must be texts.
func (w *writer[G, M]) people() bool { return w.forms&(sheet.Text|sheet.Page) != 0 }

// column adds a column and returns its cells to be filled; none if no form that is wanted has it.
func (w *writer[G, M]) column(c sheet.Column) []sheet.Cell {
	if c.In != 0 && c.In&w.forms == 0 {
		return nil
	}
	n := len(w.lines)
	if len(w.cells) < n {
		const block = 14 // columns: as many as text has, half of those of CSV
		w.cells = make([]sheet.Cell, block*n)
	}
	c.Cells, w.cells = w.cells[:n:n], w.cells[n:]
	w.columns = append(w.columns, c)
	return c.Cells
}

// add adds a column, unless no form that is wanted has it.
func (w *writer[G, M]) add(c sheet.Column, cell func(*line[G, M]) sheet.Cell) {
	cells := w.column(c)
	for i := range cells {
		cells[i] = cell(&w.lines[i])
	}
}

// exact adds a column for programs alone.
func (w *writer[G, M]) exact(name string, value func(*line[G, M]) sheet.Value) {
	cells := w.column(sheet.Column{Name: name, In: sheet.CSV})
	for i := range cells {
		cells[i].Value = value(&w.lines[i])
	}
}

// constant adds a column for programs alone that has one value.
func (w *writer[G, M]) constant(name string, value sheet.Value) {
	w.exact(name, func(*line[G, M]) sheet.Value { return value })
}

// exactLimits adds the two limits of an estimate for programs alone.
func (w *writer[G, M]) exactLimits(lower, upper string, of func(*line[G, M]) Estimate) {
	w.exact(lower, func(l *line[G, M]) sheet.Value { return sheet.Float(of(l).Lower) })
	w.exact(upper, func(l *line[G, M]) sheet.Value { return sheet.Float(of(l).Upper) })
}

// counts adds what the table is of, and the counts.
func (w *writer[G, M]) counts() {
	w.constant("measure", sheet.String(w.labels.Measure))
	w.constant("definition", sheet.String(w.labels.Definition))
	w.constant("baseline", sheet.String(groupName(w.Baseline)))
	group := func(l *line[G, M]) sheet.Cell { return sheet.Label(groupName(l.Group)) }
	w.add(sheet.Column{In: sheet.Text, Align: sheet.Left}, group)
	w.add(sheet.Column{Name: "group", Heading: "group", In: sheet.Page | sheet.CSV, Align: sheet.Left}, group)
	w.add(sheet.Column{Name: "events", Heading: w.labels.Events}, func(l *line[G, M]) sheet.Cell {
		events, _, shown, _ := l.count()
		return unlessWithheld(shown, sheet.Count(events))
	})
	w.add(sheet.Column{Name: "exposure", Heading: w.labels.Exposure}, func(l *line[G, M]) sheet.Cell {
		_, exposure, _, shown := l.count()
		return unlessWithheld(shown, sheet.Exposure(exposure))
	})
}

// number adds a number whose limits only pages and programs have room for. Where no limits stand
// beside it, it needs no digits to tell them apart. People see no difference between the baseline
// and itself.
func (w *writer[G, M]) number(name, heading string, of func(*line[G, M]) Estimate, style style, digits int) {
	hidden := func(l *line[G, M]) bool { return l.baseline && name != "rate" }
	texts := w.texts(sheet.Page, of, style, digits)
	w.add(sheet.Column{Heading: heading, In: sheet.Text, Optional: name == "difference"}, func(l *line[G, M]) sheet.Cell {
		if hidden(l) {
			return sheet.Cell{}
		}
		v := of(l).Value
		return sheet.Cell{Text: style(v, digits), Value: sheet.Float(v)}
	})
	w.add(sheet.Column{Name: name, Heading: heading, In: sheet.Page | sheet.CSV}, func(l *line[G, M]) sheet.Cell {
		e := of(l)
		if hidden(l) {
			return sheet.Cell{Value: sheet.Float(e.Value)}
		}
		return sheet.Cell{Text: l.of(texts).value, Value: sheet.Float(e.Value)}
	})
	w.add(sheet.Column{Heading: w.interval, In: sheet.Page, Align: sheet.Dash}, func(l *line[G, M]) sheet.Cell {
		if hidden(l) {
			return sheet.Cell{}
		}
		return sheet.Cell{Text: l.of(texts).limits}
	})
	w.exactLimits(name+"_lower", name+"_upper", of)
}

// ratio adds the index with its limits, its p-value, and for text the footnotes of the row.
func (w *writer[G, M]) ratio() {
	// No limit may seem to be a null value that it is not.
	texts := w.texts(sheet.Text|sheet.Page, func(l *line[G, M]) Estimate { return l.index }, sheet.Ratio, 2, 1, cmp.Or(w.Options.Null, 1))
	w.add(sheet.Column{Name: "ratio", Heading: "RRI"}, func(l *line[G, M]) sheet.Cell {
		return sheet.Cell{Text: l.of(texts).value, Value: sheet.Float(l.Ratio.Value)}
	})
	w.add(sheet.Column{Heading: w.interval, In: sheet.Text | sheet.Page, Align: sheet.Dash}, func(l *line[G, M]) sheet.Cell {
		if l.baseline {
			return sheet.Cell{Text: "baseline"}
		}
		return sheet.Cell{Text: l.of(texts).limits}
	})
	w.exactLimits("ratio_lower", "ratio_upper", func(l *line[G, M]) Estimate { return l.Ratio })
	w.add(sheet.Column{In: sheet.Text, Align: sheet.Left, Sparse: true}, func(l *line[G, M]) sheet.Cell {
		return sheet.Cell{Notes: w.rowCaveats(*l, false, shown{e: l.Excess})}
	})
	w.add(sheet.Column{Name: "ratio_p", Heading: w.pHeading()}, func(l *line[G, M]) sheet.Cell {
		cell := sheet.Cell{Value: sheet.Float(l.Ratio.P)}
		if w.people() && !l.baseline {
			cell.Text = sheet.P(w.Simultaneous.adjusted(l.index.P), w.alpha())
		}
		return cell
	})
}

// basis adds what programs have to know of how the numbers came about.
func (w *writer[G, M]) basis() {
	w.exact("level", func(l *line[G, M]) sheet.Value {
		if l.Ratio.Computed() {
			return sheet.Float(l.Ratio.Level)
		}
		return sheet.Float(w.Options.level())
	})
	w.exact("method", func(l *line[G, M]) sheet.Value {
		if l.Ratio.Computed() {
			return sheet.String(l.Ratio.Method.String())
		}
		return sheet.String(w.Options.Method.String())
	})
	w.exact("flags", func(l *line[G, M]) sheet.Value { return sheet.String(l.flags().String()) })
	w.exact("design_effect", func(l *line[G, M]) sheet.Value {
		if _, _, shown, _ := l.count(); !shown {
			return sheet.Value{} // it can tell the events
		}
		_, _, d := l.Count.Counts()
		return sheet.Float(d)
	})
	w.constant("degrees_of_freedom", sheet.Float(w.Options.DegreesOfFreedom))
	w.constant("comparisons", sheet.Int(max(1, w.Simultaneous.Comparisons)))
	w.constant("derived", sheet.String(w.derived))
}

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

// title returns the line above the table.
func (t Table[G, M]) title() string {
	title := fmt.Sprintf("%s · RRI against %s · method %s", t.Heading(isProportion[M]()), groupName(t.Baseline), t.Options.Method)
	if df := t.Options.DegreesOfFreedom; df > 0 {
		title += fmt.Sprintf(" with Student's t, df %.3g", df)
	}
	if null := t.Options.Null; (null != 0 && null != 1) || t.Options.Side != TwoSided {
		title += fmt.Sprintf(" · p tests RRI %s %v", t.Options.Side.NullSign(), cmp.Or(null, 1))
	}
	return title
}

// LimitsName names, for people, what an interval of that side has: "interval", "lower limit" or
// "upper limit".
func (s Side) LimitsName() string {
	switch s {
	case LowerOnly:
		return "lower limit"
	case UpperOnly:
		return "upper limit"
	}
	return "interval"
}

// NullSign says, for people, what the p-value of that side tests: that the ratio is "=", "≤" or "≥"
// its null value.
func (s Side) NullSign() string {
	switch s {
	case LowerOnly:
		return "≤"
	case UpperOnly:
		return "≥"
	}
	return "="
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
