package counts

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
)

// section is the comparison as a table.
func (c Comparison) section() Section { return Section{Name: "comparison", Sheet: c.sheet(), Data: c} }

// The order in which columns leave text that has no room for all of them: see sheet.Column.
const (
	dropPlot = 1 + iota
	dropP
)

// columns makes the columns of a sheet from the rows, and one for people whose group is not known.
type columns struct {
	c    Comparison
	list []sheet.Column
}

// add adds a column. unknown is its cell in the row of people whose group is not known.
func (w *columns) add(column sheet.Column, cell func(r Row) sheet.Cell, unknown func(u Unknown) sheet.Cell) {
	column.Cells = sheet.Cells(w.c.Rows, cell)
	if u := w.c.Unknown; u != nil {
		last := sheet.Cell{}
		if unknown != nil {
			last = unknown(*u)
		}
		column.Cells = append(column.Cells, last)
	}
	w.list = append(w.list, column)
}

// exact adds a column for programs alone.
func (w *columns) exact(name string, value func(r Row) sheet.Value, unknown func(u Unknown) sheet.Value) {
	last := func(u Unknown) sheet.Cell {
		if unknown == nil {
			return sheet.Cell{}
		}
		return sheet.Cell{Value: unknown(u)}
	}
	w.add(sheet.Column{Name: name, In: sheet.CSV}, func(r Row) sheet.Cell { return sheet.Cell{Value: value(r)} }, last)
}

// constant adds a column for programs alone that has one value.
func (w *columns) constant(name string, value sheet.Value) {
	w.exact(name, func(Row) sheet.Value { return value }, func(Unknown) sheet.Value { return value })
}

// limits adds two numbers for programs alone.
func (w *columns) limits(name string, of func(r Row) (lower, upper float64)) {
	w.exact(name+"_lower", func(r Row) sheet.Value { v, _ := of(r); return sheet.Float(v) }, nil)
	w.exact(name+"_upper", func(r Row) sheet.Value { _, v := of(r); return sheet.Float(v) }, nil)
}

// isBaseline reports whether r is the row that the others are compared with, which is the first.
func (c Comparison) isBaseline(r Row) bool { return len(c.Rows) > 0 && r.Group == c.Rows[0].Group }

// interval is the heading of limits at a level.
func (c Comparison) interval(level float64) string {
	return sheet.Percent(level) + " " + c.Options.Side.LimitsName()
}

// indexName is the heading of the index.
func (c Comparison) indexName() string {
	if c.Direction == index.ComparatorOverGroup {
		return "relative likelihood"
	}
	return "RRI"
}

// labels are how people are to read the counts.
func (c Comparison) labels() rri.Labels {
	return rri.Labels{Measure: c.Events, Events: c.Events, Exposure: c.Exposure, Per: c.Per}
}

// title is the line above the table.
func (c Comparison) title() string {
	against := "RRI against " + c.Baseline
	if c.Direction == index.ComparatorOverGroup {
		against = "relative likelihood, " + c.Baseline + " over each group"
	}
	title := fmt.Sprintf("%s · %s · method %s", c.labels().Heading(c.Proportion), against, c.Options.Method)
	if null := c.Options.Null; (null != 0 && null != 1) || c.Options.Side != rri.TwoSided {
		title += fmt.Sprintf(" · p tests %s %s %v", c.indexName(), c.Options.Side.NullSign(), c.null())
	}
	return title
}

// null is the value that p-values test.
func (c Comparison) null() float64 {
	if c.Options.Null == 0 {
		return 1
	}
	return c.Options.Null
}

// sheet is the comparison as people and programs see it.
func (c Comparison) sheet() sheet.Sheet {
	w := &columns{c: c}
	s := sheet.Sheet{Title: c.title(), Notes: c.footnotes(), Pictures: c.picture()}
	w.counts()
	w.filledIn()
	w.rates()
	w.index()
	w.basis()
	w.add(sheet.Column{Heading: "notes", In: sheet.Markup, Align: sheet.Left, Sparse: true},
		func(r Row) sheet.Cell { return sheet.Cell{Notes: c.caveats(r)} }, func(u Unknown) sheet.Cell { return sheet.Cell{Notes: c.unknownCaveats(u)} })
	w.add(sheet.Column{Plot: true, In: sheet.Text, Drop: dropPlot}, func(r Row) sheet.Cell {
		if c.isBaseline(r) || !c.indexShown(r) {
			return sheet.Cell{}
		}
		return sheet.Cell{Plot: &sheet.Interval{Value: r.Index.Value, Lower: r.Index.Lower, Upper: r.Index.Upper}}
	}, nil)
	s.Columns = w.list
	if part, ok := c.boundsPart(); ok {
		s.Parts = []sheet.Sheet{part}
	}
	return s
}

// counts adds the names and the counts.
func (w *columns) counts() {
	c := w.c
	group := func(r Row) sheet.Cell { return sheet.Label(r.Group) }
	unknown := func(u Unknown) sheet.Cell {
		return sheet.Cell{Text: notKnown, Value: sheet.String(cmp.Or(u.Label, notKnown))}
	}
	w.add(sheet.Column{In: sheet.Text, Align: sheet.Left}, group, unknown)
	w.add(sheet.Column{Name: "group", Heading: "group", In: sheet.Markup | sheet.CSV, Align: sheet.Left}, group, unknown)
	w.exact("kind", func(Row) sheet.Value { return sheet.String("group") }, func(Unknown) sheet.Value { return sheet.String("unknown") })
	exposure := "population"
	if c.Proportion {
		exposure = "trials"
	}
	w.count("events", c.Events, func(r Row) tidy.Cell { return r.Events }, func(u Unknown) tidy.Cell { return u.Events })
	w.count(exposure, c.Exposure, func(r Row) tidy.Cell { return r.Exposure }, func(u Unknown) tidy.Cell { return u.Exposure })
}

// filledIn adds the counts with those of the unknown that were put into each group.
func (w *columns) filledIn() {
	if w.c.Rule != InProportion {
		return
	}
	cell := func(r Row, of func(f Filled) sheet.Cell) sheet.Cell {
		if r.FilledIn == nil {
			return sheet.Cell{}
		}
		return of(*r.FilledIn)
	}
	events := func(r Row) sheet.Cell { return cell(r, func(f Filled) sheet.Cell { return sheet.Count(f.Events) }) }
	w.add(sheet.Column{Name: "filled_events", Heading: "with unknown", Width: len("unknown")}, events, nil)
	if w.c.Proportion {
		trials := func(r Row) sheet.Cell {
			return cell(r, func(f Filled) sheet.Cell { return sheet.Exposure(f.Exposure) })
		}
		w.add(sheet.Column{Name: "filled_trials", Heading: "of", WithPrevious: true}, trials, nil)
	}
}

// count adds a column of counts, with the two ends of each for programs.
func (w *columns) count(name, heading string, of func(r Row) tidy.Cell, ofUnknown func(u Unknown) tidy.Cell) {
	w.add(sheet.Column{Name: name, Heading: heading}, func(r Row) sheet.Cell { return countCell(of(r)) },
		func(u Unknown) sheet.Cell { return countCell(ofUnknown(u)) })
	w.exact(name+"_lower", func(r Row) sheet.Value { return value(of(r).Lower) }, func(u Unknown) sheet.Value { return value(ofUnknown(u).Lower) })
	w.exact(name+"_upper", func(r Row) sheet.Value { return value(of(r).Upper) }, func(u Unknown) sheet.Value { return value(ofUnknown(u).Upper) })
}

// rates adds the rates.
func (w *columns) rates() {
	c := w.c
	heading := "rate"
	if c.Proportion && c.Per == 100 {
		heading = "%"
	}
	digits := c.rateDigits()
	style := c.rateStyle()
	w.add(sheet.Column{Name: "rate", Heading: heading}, func(r Row) sheet.Cell {
		return sheet.Cell{Text: c.rateText(r, digits), Value: sheet.Float(r.Rate.Value)}
	}, nil)
	w.add(sheet.Column{Heading: c.interval(c.Options.Level), In: sheet.Markup, Align: sheet.Dash, WithPrevious: true}, func(r Row) sheet.Cell {
		if !c.rateShown(r) {
			return sheet.Cell{}
		}
		return sheet.Cell{Text: c.limitsText(r.Rate, style, digits)}
	}, nil)
	w.limits("rate", func(r Row) (float64, float64) { return r.Rate.Lower, r.Rate.Upper })
}

// index adds the index with its limits at every level, and its p-value.
func (w *columns) index() {
	c := w.c
	w.add(sheet.Column{Name: "ratio", Heading: c.indexName()}, func(r Row) sheet.Cell {
		return sheet.Cell{Text: c.indexText(r), Value: sheet.Float(r.Index.Value)}
	}, nil)
	limits := func(r Row, e rri.Estimate) sheet.Cell {
		switch {
		case c.isBaseline(r):
			return sheet.Cell{Text: "baseline"}
		case !c.indexShown(r):
			return sheet.Cell{Text: "—"}
		}
		return sheet.Cell{Text: c.limitsText(e, sheet.Ratio, 2, 1, c.null())}
	}
	w.add(sheet.Column{Heading: c.interval(c.Options.Level), In: sheet.Text | sheet.Markup, Align: sheet.Dash, WithPrevious: true},
		func(r Row) sheet.Cell { return limits(r, r.Index) }, nil)
	w.limits("ratio", func(r Row) (float64, float64) { return r.Index.Lower, r.Index.Upper })
	for i, level := range c.Levels {
		w.add(sheet.Column{Heading: c.interval(level), In: sheet.Text | sheet.Markup, Align: sheet.Dash, WithPrevious: true}, func(r Row) sheet.Cell {
			if c.isBaseline(r) {
				return sheet.Cell{}
			}
			return limits(r, r.Further[i])
		}, nil)
		name := "ratio_" + strings.TrimSuffix(strings.ReplaceAll(sheet.Percent(level), " ", ""), "%")
		w.limits(name, func(r Row) (float64, float64) { return r.Further[i].Lower, r.Further[i].Upper })
	}
	w.add(sheet.Column{In: sheet.Text, Align: sheet.Left, Sparse: true, WithPrevious: true},
		func(r Row) sheet.Cell { return sheet.Cell{Notes: c.caveats(r)} }, func(u Unknown) sheet.Cell { return sheet.Cell{Notes: c.unknownCaveats(u)} })
	w.add(sheet.Column{Name: "ratio_p", Heading: "p", Drop: dropP}, func(r Row) sheet.Cell {
		cell := sheet.Cell{Value: sheet.Float(r.Index.P)}
		if !c.isBaseline(r) {
			cell.Text = "—"
			if c.indexShown(r) {
				cell.Text = sheet.P(r.Index.P, 1-c.Options.Level)
			}
		}
		return cell
	}, nil)
}

// basis adds what programs have to know besides.
func (w *columns) basis() {
	c := w.c
	w.limits("counts", func(r Row) (float64, float64) { return r.Counts.Lower, r.Counts.Upper })
	w.limits("bounds", func(r Row) (float64, float64) { return r.Bounds.Lower, r.Bounds.Upper })
	w.limits("range", func(r Row) (float64, float64) { return r.Range.Lower, r.Range.Upper })
	w.exact("tipping_share", func(r Row) sheet.Value { return sheet.Float(r.Tipping) }, nil)
	w.exact("unknown_share_lower", func(Row) sheet.Value { return sheet.Value{} }, func(u Unknown) sheet.Value { return sheet.Float(u.Share.Lower) })
	w.exact("unknown_share_upper", func(Row) sheet.Value { return sheet.Value{} }, func(u Unknown) sheet.Value { return sheet.Float(u.Share.Upper) })
	w.exact("flags", func(r Row) sheet.Value { return sheet.String(r.flags().String()) }, nil)
	w.constant("events_name", sheet.String(c.Events))
	w.constant("exposure_name", sheet.String(c.Exposure))
	w.constant("baseline", sheet.String(c.Baseline))
	w.constant("direction", sheet.String(c.Direction.String()))
	w.constant("level", sheet.Float(c.Options.Level))
	w.constant("method", sheet.String(c.Options.Method.String()))
	w.constant("unknown_rule", sheet.String(c.Rule.String()))
}

// flags are those of what is shown of a row.
func (r Row) flags() rri.Flags {
	flags := r.Rate.Flags | r.Index.Flags
	for _, e := range r.Further {
		flags |= e.Flags
	}
	return flags
}

// withoutEnd reports whether nothing is known of a count.
func withoutEnd(c tidy.Cell) bool { return c.Lower == 0 && math.IsInf(c.Upper, 1) }

// rateShown reports whether a row has a rate: not where nothing is known of one of its counts.
func (c Comparison) rateShown(r Row) bool {
	return !withoutEnd(r.Exposure) && !withoutEnd(r.Events) && !r.Rate.Flags.Has(rri.Suppressed)
}

// indexShown reports whether a row has an index that people can use: a baseline without events is
// nothing to compare with.
func (c Comparison) indexShown(r Row) bool {
	base := c.Rows[0]
	under := base
	if c.Direction == index.ComparatorOverGroup {
		under = r
	}
	return c.rateShown(r) && c.rateShown(base) && under.Events.Upper > 0 && !r.Index.Flags.Has(rri.Suppressed)
}

// pOfBothSides says what p is where indices are on both sides of what it tests: one between them
// may be that. A one-sided p is the largest of those that were found.
func (c Comparison) pOfBothSides() string {
	if c.Options.Side != rri.TwoSided {
		return ""
	}
	return ", and 1 where they are on both sides of " + exactly(c.null())
}

// footnotes are those of the title.
func (c Comparison) footnotes() []string {
	var notes []string
	if c.Suppressed > 0 {
		return []string{fmt.Sprintf("counts of 1 to %d are withheld, and other figures from which they would follow; a zero is a zero", c.Suppressed)}
	}
	if slices.ContainsFunc(c.Rows, func(r Row) bool { return !r.Events.Known() || !r.Exposure.Known() }) {
		notes = append(notes, "a count that is not known is a range; the rate and the index then are what they are over all of it, "+
			"and the interval holds those of every number in it; p is below none of theirs"+c.pOfBothSides())
	}
	return notes
}
