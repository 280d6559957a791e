package trend

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// exact makes columns for programs alone, of rows of one kind.
type exact[R any] struct {
	rows    []R
	columns []sheet.Column
}

// value adds a column.
func (x *exact[R]) value(name string, value func(R) sheet.Value) {
	cells := sheet.Cells(x.rows, func(row R) sheet.Cell { return sheet.Cell{Value: value(row)} })
	x.columns = append(x.columns, sheet.Column{Name: name, In: sheet.CSV, Cells: cells})
}

// constant adds a column that has one value.
func (x *exact[R]) constant(name string, v sheet.Value) {
	x.value(name, func(R) sheet.Value { return v })
}

// estimate adds the numbers of an estimate, which are empty where it was not computed: its value,
// its limits, and with P its p-value.
func (x *exact[R]) estimate(name string, p bool, of func(R) rri.Estimate) {
	for _, number := range []struct {
		suffix string
		of     func(rri.Estimate) float64
	}{
		{"", func(e rri.Estimate) float64 { return e.Value }},
		{"_lower", func(e rri.Estimate) float64 { return e.Lower }},
		{"_upper", func(e rri.Estimate) float64 { return e.Upper }},
		{"_p", func(e rri.Estimate) float64 { return e.P }},
	} {
		if number.suffix == "_p" && !p {
			continue
		}
		x.value(name+number.suffix, func(row R) sheet.Value {
			if e := of(row); e.Computed() {
				return sheet.Float(number.of(e))
			}
			return sheet.Value{}
		})
	}
}

// basis adds how an estimate came about.
func (x *exact[R]) basis(direction index.Direction, of func(R) rri.Estimate) {
	x.constant("direction", sheet.String(direction.String()))
	computed := func(value func(rri.Estimate) sheet.Value) func(R) sheet.Value {
		return func(row R) sheet.Value {
			if e := of(row); e.Computed() {
				return value(e)
			}
			return sheet.Value{}
		}
	}
	x.value("level", computed(func(e rri.Estimate) sheet.Value { return sheet.Float(e.Level) }))
	x.value("method", computed(func(e rri.Estimate) sheet.Value { return sheet.String(e.Method.String()) }))
	x.value("flags", computed(func(e rri.Estimate) sheet.Value { return sheet.String(e.Flags.String()) }))
}

// time adds the start and the end of a period.
func (x *exact[R]) time(prefix string, of func(R) Period) {
	text := func(t time.Time) sheet.Value { return sheet.String(t.Format(time.RFC3339Nano)) }
	x.value(prefix+"start", func(row R) sheet.Value { return text(of(row).Start) })
	x.value(prefix+"end", func(row R) sheet.Value { return text(of(row).End) })
}

// labelled returns columns that begin with what is measured.
func labelled[R any](rows []R, labels rri.Labels, baseline any) exact[R] {
	x := exact[R]{rows: rows}
	x.constant("measure", sheet.String(labels.Measure))
	x.constant("definition", sheet.String(labels.Definition))
	x.constant("baseline", sheet.String(fmt.Sprint(baseline)))
	return x
}

// pointLine is a group in a period.
type pointLine[G cmp.Ordered, M rri.Measure] struct {
	Point[G, M]
	group   G
	row     rri.Row[G, M] // of the table, the zero Row if it has none
	index   rri.Estimate
	leftOut bool
	breaks  string
}

// pointLines returns a line for each group in each period.
func (r Result[G, M]) pointLines(points []Point[G, M], tables []rri.Table[G, M], rolling bool) []pointLine[G, M] {
	var lines []pointLine[G, M]
	for i, p := range points {
		from := p.Start.Add(1) // a break at its start is none within it
		if i > 0 && !rolling {
			from = points[i-1].End
		}
		var breaks []string
		for _, b := range r.Series.Breaks {
			if !b.At.Before(from) && b.At.Before(p.End) {
				breaks = append(breaks, b.Kind.String()+": "+b.note())
			}
		}
		leftOut := !rolling && slices.ContainsFunc(r.Options.LeaveOut, p.Overlaps)
		for _, g := range append([]G{r.Series.Baseline}, r.groups()...) {
			l := pointLine[G, M]{Point: p, group: g, leftOut: leftOut, breaks: strings.Join(breaks, "; ")}
			if k := slices.IndexFunc(tables[i].Rows, func(row rri.Row[G, M]) bool { return row.Group == g }); k >= 0 {
				l.row = tables[i].Rows[k]
				l.index = r.index(tables[i], l.row)
			}
			lines = append(lines, l)
		}
	}
	return lines
}

// pointColumns returns the columns of points for programs.
func (r Result[G, M]) pointColumns(points []Point[G, M], tables []rri.Table[G, M], rolling bool) []sheet.Column {
	type line = pointLine[G, M]
	x := labelled(r.pointLines(points, tables, rolling), r.Series.labels(), r.Series.Baseline)
	x.value("period", func(l line) sheet.Value { return sheet.String(l.name()) })
	x.time("", func(l line) Period { return l.Period })
	x.value("covered", func(l line) sheet.Value { return sheet.Float(l.covered()) })
	x.value("left_out", func(l line) sheet.Value { return sheet.Bool(l.leftOut) })
	x.value("breaks", func(l line) sheet.Value { return sheet.String(l.breaks) })
	x.value("note", func(l line) sheet.Value { return sheet.String(l.Note) })
	x.value("group", func(l line) sheet.Value { return sheet.String(fmt.Sprint(l.group)) })
	counted := func(name string, value func(events int64, exposure, designEffect float64) sheet.Value) {
		x.value(name, func(l line) sheet.Value {
			if m, ok := l.Counts[l.group]; ok {
				return value(m.Counts())
			}
			return sheet.Value{}
		})
	}
	counted("events", func(events int64, _, _ float64) sheet.Value { return sheet.Int(events) })
	counted("exposure", func(_ int64, exposure, _ float64) sheet.Value { return sheet.Float(exposure) })
	counted("design_effect", func(_ int64, _, designEffect float64) sheet.Value { return sheet.Float(designEffect) })
	x.value("unknown_events", func(l line) sheet.Value {
		events, _, _ := l.Unknown.Counts()
		return sheet.Int(events)
	})
	x.value("unknown_exposure", func(l line) sheet.Value {
		_, exposure, _ := l.Unknown.Counts()
		return sheet.Float(exposure)
	})
	x.estimate("rate", false, func(l line) rri.Estimate { return l.row.Rate })
	x.estimate("ratio", true, func(l line) rri.Estimate { return l.index })
	x.estimate("difference", true, func(l line) rri.Estimate { return l.row.Difference })
	x.basis(r.Options.Direction, func(l line) rri.Estimate { return l.index })
	return x.columns
}
