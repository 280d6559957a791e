package rri

import (
	"cmp"
	"fmt"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// The order in which columns leave text that has no room for all of them: see sheet.Column.
const (
	dropDifference = 1 + iota
	dropExcess
	dropPlot
	dropP
)

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
func (w *writer[G, M]) people() bool { return w.forms&(sheet.Text|sheet.Markup) != 0 }

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
	w.add(sheet.Column{Name: "group", Heading: "group", In: sheet.Markup | sheet.CSV, Align: sheet.Left}, group)
	w.add(sheet.Column{Name: "events", Heading: w.labels.Events}, func(l *line[G, M]) sheet.Cell {
		events, _, shown, _ := l.count()
		return unlessWithheld(shown, sheet.Count(events))
	})
	w.add(sheet.Column{Name: "exposure", Heading: w.labels.Exposure}, func(l *line[G, M]) sheet.Cell {
		_, exposure, _, shown := l.count()
		return unlessWithheld(shown, sheet.Exposure(exposure))
	})
}

// printed is an estimate with its limits, as a table shows it.
type printed[G cmp.Ordered, M Measure] struct {
	name, heading string
	notes         []string // of the heading
	of            func(*line[G, M]) Estimate
	style         style
	digits        int
	drop          int  // see sheet.Column
	limits        bool // text has room for them too
}

// number adds a number. Where no limits stand beside it, it needs no digits to tell them apart.
// People see no difference between the baseline and itself.
func (w *writer[G, M]) number(n printed[G, M]) {
	hidden := func(l *line[G, M]) bool { return l.baseline && n.name != "rate" }
	forms := sheet.Markup
	if n.limits {
		forms |= sheet.Text
	}
	texts := w.texts(forms, n.of, n.style, n.digits)
	w.add(sheet.Column{Name: n.name, Heading: n.heading, Notes: n.notes, In: sheet.Text, Drop: n.drop}, func(l *line[G, M]) sheet.Cell {
		v := n.of(l).Value
		switch {
		case hidden(l):
			return sheet.Cell{}
		case n.limits:
			return sheet.Cell{Text: l.of(texts).value, Value: sheet.Float(v)}
		}
		return sheet.Cell{Text: n.style(v, n.digits), Value: sheet.Float(v)}
	})
	w.add(sheet.Column{Name: n.name, Heading: n.heading, Notes: n.notes, In: sheet.Markup | sheet.CSV}, func(l *line[G, M]) sheet.Cell {
		e := n.of(l)
		if hidden(l) {
			return sheet.Cell{Value: sheet.Float(e.Value)}
		}
		return sheet.Cell{Text: l.of(texts).value, Value: sheet.Float(e.Value)}
	})
	interval := sheet.Column{Name: n.name + "_interval", Heading: w.interval, In: forms, Align: sheet.Dash, Drop: n.drop, WithPrevious: true}
	w.add(interval, func(l *line[G, M]) sheet.Cell {
		if hidden(l) {
			return sheet.Cell{}
		}
		return sheet.Cell{Text: l.of(texts).limits}
	})
	if n.limits {
		w.notes(n.drop, func(l *line[G, M]) []string { return w.ownCaveats(*l, n.of(l)) })
	}
	w.exactLimits(n.name+"_lower", n.name+"_upper", n.of)
}

// notes adds a column of footnotes to text, in which numbers stay in line.
func (w *writer[G, M]) notes(drop int, notes func(*line[G, M]) []string) {
	w.add(sheet.Column{In: sheet.Text, Align: sheet.Left, Sparse: true, Drop: drop, WithPrevious: true}, func(l *line[G, M]) sheet.Cell {
		return sheet.Cell{Notes: notes(l)}
	})
}

// excessNotes returns the footnote that says what an excess is.
func (w *writer[G, M]) excessNotes() []string {
	if !w.people() {
		return nil
	}
	return []string{fmt.Sprintf("above parity: so many %s more (+) or fewer (-) than at the rate of %s; that does not make any one of them wrong",
		w.labels.Events, groupName(w.Baseline))}
}

// ratio adds the index with its limits, its p-value, and for text the footnotes of the row.
func (w *writer[G, M]) ratio() {
	// No limit may seem to be a null value that it is not.
	texts := w.texts(sheet.Text|sheet.Markup, func(l *line[G, M]) Estimate { return l.index }, sheet.Ratio, 2, 1, cmp.Or(w.Options.Null, 1))
	w.add(sheet.Column{Name: "ratio", Heading: "RRI"}, func(l *line[G, M]) sheet.Cell {
		return sheet.Cell{Text: l.of(texts).value, Value: sheet.Float(l.Ratio.Value)}
	})
	interval := sheet.Column{Name: "ratio_interval", Heading: w.interval, In: sheet.Text | sheet.Markup, Align: sheet.Dash, WithPrevious: true}
	w.add(interval, func(l *line[G, M]) sheet.Cell {
		if l.baseline {
			return sheet.Cell{Text: "baseline"}
		}
		return sheet.Cell{Text: l.of(texts).limits}
	})
	w.exactLimits("ratio_lower", "ratio_upper", func(l *line[G, M]) Estimate { return l.Ratio })
	w.notes(0, func(l *line[G, M]) []string { return w.rowCaveats(*l, false) })
	w.add(sheet.Column{Name: "ratio_p", Heading: w.pHeading(), Drop: dropP}, func(l *line[G, M]) sheet.Cell {
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
	if w.Options.SmallCountBelow != 0 {
		w.constant("small_count_below", sheet.Int(w.Options.SmallCountBelow))
	}
}
