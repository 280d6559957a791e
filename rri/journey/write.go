package journey

import (
	"cmp"
	"fmt"
	"io"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// WriteText writes the journey for people: for every group one row a step and the cumulative index,
// with an arrow at the largest share of the gap. Rounding does not mislead: a limit that is not 1
// does not print as 1, nor a p-value as one less the level. A step in which nobody of the baseline
// had the event has no index, limits and p-value here, as there is nothing to compare with;
// WriteCSV has them. Names are cleaned of control characters.
func (j Journey[G]) WriteText(w io.Writer) error { return j.Sheet().WriteText(w) }

// WriteMarkdown writes what [Journey.WriteText] does for a page, as a table of Markdown. Names are
// escaped.
func (j Journey[G]) WriteMarkdown(w io.Writer) error { return j.Sheet().WriteMarkdown(w) }

// WriteCSV writes the journey for programs: one row a step and group, and one for the cumulative
// index with the step "cumulative" and no counts. Numbers are not rounded, NaN is empty and
// infinities are "Inf" and "-Inf"; a design effect of 1 is empty too. A name that a spreadsheet
// would take for a formula has an apostrophe before it, and control characters in names become
// spaces.
func (j Journey[G]) WriteCSV(w io.Writer) error { return j.Sheet().WriteCSV(w) }

// Sheet returns the journey as cells: a row for every step of every group, and one for its
// cumulative index. WriteText, WriteMarkdown and WriteCSV write it. Its picture is a forest plot,
// "journey": the groups under each step, in the order in which people go through them, and then the
// whole way, with the bounds beside the intervals. The whole way has a picture of its own,
// "journey-whole", where both have more than 60 rows.
//
// Where the journey has branches, people see every step once, and the cumulative index of each in a
// table below; programs have the rows of every branch, as those of a journey of its own, with the
// name of its last step in the column branch.
func (j Journey[G]) Sheet() sheet.Sheet {
	lines := j.lines()
	columns := j.columns(lines)
	s := sheet.Sheet{Title: j.title(), Lines: j.notKnown(), Notes: j.Notes, Legend: append(legend(lines), j.largestTexts()...), Width: screen, Spaced: true,
		Pictures: j.pictures()}
	if j.Parents == nil {
		s.Columns = columns
		return s
	}
	steps := j.stepLines()
	for _, c := range (sheet.Sheet{Columns: j.columns(steps)}).For(sheet.Text) {
		c.In = sheet.Text | sheet.Markup
		s.Columns = append(s.Columns, c)
	}
	for _, c := range (sheet.Sheet{Columns: columns}).For(sheet.CSV) {
		c.In = sheet.CSV
		s.Columns = append(s.Columns, c)
	}
	ends := j.endLines()
	s.Legend, s.Parts = legend(append(steps, ends...)), []sheet.Sheet{j.cumulatives(ends)}
	return s
}

// columns returns the columns of these rows.
func (j Journey[G]) columns(lines []line) []sheet.Column {
	w := writer{lines: lines}
	j.steps(&w)
	j.indices(&w)
	if j.Parents == nil {
		j.shareColumns(&w)
	}
	j.basis(&w)
	return w.columns
}

// cumulatives returns the table of cumulative indices, which stands below that of the steps of a
// journey with branches.
func (j Journey[G]) cumulatives(ends []line) sheet.Sheet {
	w := writer{lines: ends}
	w.group()
	w.add(sheet.Column{Heading: "From " + j.From + " to", WithPrevious: true}, func(l line) sheet.Cell {
		return sheet.Cell{Text: l.step + l.mark}
	})
	j.indices(&w)
	w.add(sheet.Column{Heading: "Largest share of the gap as observed"}, func(l line) sheet.Cell { return sheet.Cell{Text: l.largestText} })
	return sheet.Sheet{Columns: w.columns, Spaced: true}
}

// screen is the width of text, in characters: ten columns need more than most tables.
const screen = 140

// writer makes the columns of a sheet.
type writer struct {
	lines   []line
	columns []sheet.Column
}

// add adds a column.
func (w *writer) add(c sheet.Column, cell func(line) sheet.Cell) {
	c.Align, c.Cells = sheet.Left, sheet.Cells(w.lines, cell)
	w.columns = append(w.columns, c)
}

// group adds the name of the group, which stands at its first row alone.
func (w *writer) group() {
	w.add(sheet.Column{Heading: "Group", In: sheet.Text | sheet.Markup}, func(l line) sheet.Cell {
		if !l.first {
			return sheet.Cell{}
		}
		return sheet.Label(l.group)
	})
}

// exact adds a column for programs alone.
func (w *writer) exact(name string, value func(line) sheet.Value) {
	w.add(sheet.Column{Name: name, In: sheet.CSV}, func(l line) sheet.Cell { return sheet.Cell{Value: value(l)} })
}

// exactLimits adds the two limits of an estimate for programs alone.
func (w *writer) exactLimits(lower, upper string, of func(line) rri.Estimate) {
	w.exact(lower, func(l line) sheet.Value { return sheet.Float(of(l).Lower) })
	w.exact(upper, func(l line) sheet.Value { return sheet.Float(of(l).Upper) })
}

// counts adds the two columns of a count, which the cumulative index has not.
func (w *writer) counts(name, base, heading string, of func(line) Count) {
	add := func(c sheet.Column, cell func(Count) sheet.Cell) {
		w.add(c, func(l line) sheet.Cell {
			if l.cumulative {
				return sheet.Cell{}
			}
			return cell(of(l))
		})
		w.columns[len(w.columns)-1].Align = sheet.Right
	}
	add(sheet.Column{Name: name, Heading: heading + ": events"}, func(c Count) sheet.Cell {
		if c.EventsWithheld {
			return sheet.Cell{Text: "—"}
		}
		return sheet.Count(c.Events)
	})
	add(sheet.Column{Name: base, Heading: "of"}, func(c Count) sheet.Cell {
		if c.BaseWithheld {
			return sheet.Cell{Text: "—"}
		}
		return sheet.Exposure(c.Base)
	})
}

// designEffect adds the design effect of a count for programs alone, unless it is that of none.
func (w *writer) designEffect(name string, of func(line) Count) {
	w.exact(name, func(l line) sheet.Value {
		if v := of(l).DesignEffect; v != 0 {
			return sheet.Float(v)
		}
		return sheet.Value{}
	})
}

// steps adds what a row is of, and the counts.
func (j Journey[G]) steps(w *writer) {
	baseline := fmt.Sprint(j.Baseline)
	w.exact("baseline", func(line) sheet.Value { return sheet.String(baseline) })
	w.exact("group", func(l line) sheet.Value { return sheet.String(l.group) })
	w.group()
	w.add(sheet.Column{Name: "step", Heading: "Step", WithPrevious: true}, func(l line) sheet.Cell {
		return sheet.Cell{Text: l.step + l.mark, Value: sheet.String(l.step)}
	})
	if j.Parents != nil {
		w.add(sheet.Column{Heading: "Out of", In: sheet.Text | sheet.Markup}, func(l line) sheet.Cell { return sheet.Cell{Text: l.outOf} })
	}
	w.counts("events", "base", "Group", func(l line) Count { return l.counts })
	w.counts("baseline_events", "baseline_base", baseline, func(l line) Count { return l.baseline })
}

// indices adds the index with its limits, p-value and footnotes, and its bounds where there are
// any.
func (j Journey[G]) indices(w *writer) {
	w.add(sheet.Column{Name: "index", Heading: "Index"}, func(l line) sheet.Cell {
		text, _, _ := j.texts(l)
		return sheet.Cell{Text: text, Value: sheet.Float(l.index.Value)}
	})
	w.add(sheet.Column{Heading: "Interval", In: sheet.Text | sheet.Markup}, func(l line) sheet.Cell {
		_, limits, _ := j.texts(l)
		return sheet.Cell{Text: limits}
	})
	w.exactLimits("lower", "upper", func(l line) rri.Estimate { return l.index })
	w.add(sheet.Column{Name: "p", Heading: "p"}, func(l line) sheet.Cell {
		_, _, p := j.texts(l)
		return sheet.Cell{Text: p, Value: sheet.Float(l.index.P)}
	})
	w.add(sheet.Column{In: sheet.Text | sheet.Markup, Sparse: true}, func(l line) sheet.Cell {
		flags := l.index.Flags
		if text, _, _ := j.texts(l); text == "—" {
			// the others speak of limits that are not there
			flags &= rri.NoData | rri.ZeroCell | rri.NoMethod | rri.Suppressed
		}
		return sheet.Cell{Notes: j.Options.Texts(flags)}
	})
	w.add(sheet.Column{Heading: "Bounds", Notes: []string{boundsNote}, In: sheet.Text | sheet.Markup, Sparse: true}, func(l line) sheet.Cell {
		if l.bounds == nil {
			return sheet.Cell{}
		}
		return sheet.Cell{Text: l.bounds.String()}
	})
}

const boundsNote = "of the index, over every way in which the people whose group is not known could fall: chance is not in them"

// shareColumns adds the share of the gap.
func (j Journey[G]) shareColumns(w *writer) {
	w.add(sheet.Column{Heading: "Share of the gap", In: sheet.Text | sheet.Markup}, func(l line) sheet.Cell { return sheet.Cell{Text: l.shareText} })
}

// basis adds what programs have to know of how the numbers came about.
func (j Journey[G]) basis(w *writer) {
	w.exact("share", func(l line) sheet.Value { return sheet.Float(l.share.Value) })
	w.exactLimits("share_lower", "share_upper", func(l line) rri.Estimate { return l.share })
	w.exact("largest", func(l line) sheet.Value { return sheet.Bool(l.largest) })
	w.exact("combined", func(l line) sheet.Value { return sheet.Bool(l.combined) })
	w.exact("direction", func(line) sheet.Value { return sheet.String(measure(j.Options.Direction)) })
	w.exact("level", func(l line) sheet.Value { return sheet.Float(l.index.Level) })
	w.exact("method", func(l line) sheet.Value { return sheet.String(l.index.Method.String()) })
	w.exact("flags", func(l line) sheet.Value { return sheet.String(l.index.Flags.String()) })
	w.designEffect("design_effect", func(l line) Count { return l.counts })
	w.designEffect("baseline_design_effect", func(l line) Count { return l.baseline })
	w.exact("branch", func(l line) sheet.Value { return sheet.String(l.branch) })
	w.exact("out_of", func(l line) sheet.Value { return sheet.String(l.outOf) })
	w.exactBounds("bounds", func(l line) *unknown.Bounds { return l.bounds })
	w.exact("cumulative", func(l line) sheet.Value { return sheet.Float(l.sofar.Value) })
	w.exactLimits("cumulative_lower", "cumulative_upper", func(l line) rri.Estimate { return l.sofar })
	w.exactBounds("cumulative_bounds", func(l line) *unknown.Bounds { return l.boundsSoFar })
	w.exact("unknown", func(l line) sheet.Value {
		if l.unknown == nil || l.unknown.EventsWithheld {
			return sheet.Value{}
		}
		return sheet.Int(l.unknown.Events)
	})
	w.exact("people", func(l line) sheet.Value {
		if l.unknown == nil || l.unknown.BaseWithheld {
			return sheet.Value{}
		}
		return sheet.Float(l.unknown.Base)
	})
}

// exactBounds adds two bounds for programs alone.
func (w *writer) exactBounds(name string, of func(line) *unknown.Bounds) {
	for _, end := range [...]struct {
		suffix string
		value  func(*unknown.Bounds) float64
	}{
		{"_lower", func(b *unknown.Bounds) float64 { return b.Lower }},
		{"_upper", func(b *unknown.Bounds) float64 { return b.Upper }},
	} {
		w.exact(name+end.suffix, func(l line) sheet.Value {
			if b := of(l); b != nil {
				return sheet.Float(end.value(b))
			}
			return sheet.Value{}
		})
	}
}

// title returns the line above the table.
func (j Journey[G]) title() string {
	what := fmt.Sprintf("RRI against %v", j.Baseline)
	if j.Options.Direction == index.ComparatorOverGroup {
		what = fmt.Sprintf("relative likelihood, %v over group", j.Baseline)
	}
	title := fmt.Sprintf("%s · %s %s, method %s", what, sheet.Percent(j.Options.Level), j.Options.Side.LimitsName(), j.Options.Method)
	if null := j.Options.Null; (null != 0 && null != 1) || j.Options.Side != rri.TwoSided {
		title += fmt.Sprintf(" · p tests an index %s %v", j.Options.Side.NullSign(), cmp.Or(null, 1))
	}
	return title
}
