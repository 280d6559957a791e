package rri

import (
	"cmp"
	"fmt"
	"io"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// WriteText writes the table for people to read on a screen or in a letter: a title, the
// definition, a line for each group with its numbers rounded and its interval drawn on a log axis,
// and numbered footnotes for the notes and flags.
//
// Rounding does not mislead: an interval that leaves out 1 never prints as touching it, a ratio
// never prints outside its interval, a p-value never prints as the level, and what is not zero
// never prints as zero; more digits are shown where that takes them. A column of differences, per
// [Labels.Per], and one of the excess, headed "above parity", are shown if they fit in 80 columns
// beside the plot; a table with longer names loses the plot, then the p-values, but no count, rate,
// ratio or interval: see [sheet.Sheet.Width] for other widths. In the plot │ is 1, ├─●─┤ the
// interval with the estimate, and an arrow is a limit beyond the axis. Names are cleaned of control
// characters.
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
	return t.sheet(sheet.Markup).WriteMarkdown(w)
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
// writes them; but where [Options.SmallCountBelow] is set, it is one column more, the last.
// Spreadsheets run cells that begin with =, +, - or @ as formulas: names that do so get an
// apostrophe in front, unless they are numbers. Control characters in names become spaces.
//
// Notes are not written. The error is that of w.
func (t Table[G, M]) WriteCSV(w io.Writer) error { return t.sheet(sheet.CSV).WriteCSV(w) }

// Sheet returns the table as cells: what people see of them, with footnotes and the intervals to be
// drawn, and the exact values for programs. WriteText, WriteMarkdown and WriteCSV write it; use it
// to add a column, to put several tables into one file, or to draw a table in a way of your own.
//
// The columns that people see of a number and its limits differ between forms, since text has no
// room for the limits of the rate and the difference: take those of one form from
// [sheet.Sheet.For]. Columns of one number have one name in every form, and those of limits for
// people end in _interval: [sheet.Sheet.Without] with the name ratio_p leaves out the p-values.
//
// The error wraps [ErrOption] if Per or Options is out of range.
func (t Table[G, M]) Sheet() (sheet.Sheet, error) {
	if err := t.validate(); err != nil {
		return sheet.Sheet{}, err
	}
	return t.sheet(everyForm), nil
}

// everyForm is all that a sheet can be written as.
const everyForm = sheet.Text | sheet.Markup | sheet.CSV

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
	w.number(printed[G, M]{name: "rate", heading: w.rateHeading(), style: w.rateText, digits: rateDigits,
		of: func(l *line[G, M]) Estimate { return l.Rate }})
	w.ratio()
	w.number(printed[G, M]{name: "difference", heading: "difference", style: w.differenceText, digits: rateDigits, drop: dropDifference,
		of: func(l *line[G, M]) Estimate { return l.Difference }})
	w.exact("difference_p", func(l *line[G, M]) sheet.Value { return sheet.Float(l.Difference.P) })
	w.number(printed[G, M]{name: "excess", heading: "above parity", notes: w.excessNotes(), style: sheet.Signed, digits: excessDigits, drop: dropExcess,
		limits: true, of: func(l *line[G, M]) Estimate { return l.Excess }})
	w.basis()
	w.add(sheet.Column{Heading: "notes", In: sheet.Markup, Align: sheet.Left, Sparse: true}, func(l *line[G, M]) sheet.Cell {
		return sheet.Cell{Notes: t.rowCaveats(*l, true, shown{l.Difference, true}, shown{l.Excess, true})}
	})
	w.add(sheet.Column{Plot: true, In: sheet.Text | sheet.Markup, Drop: dropPlot}, func(l *line[G, M]) sheet.Cell {
		if l.baseline {
			return sheet.Cell{}
		}
		return sheet.Cell{Plot: &sheet.Interval{Value: l.index.Value, Lower: l.index.Lower, Upper: l.index.Upper}}
	})
	s.Columns = w.columns
	return s
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
