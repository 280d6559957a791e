package peers

import (
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// line is a unit in a group as programs get it.
type line[M rri.Measure] struct {
	Row
	missing string // why it has no value
	counts  counted[M]
}

// counted is what was counted of a unit in a group.
type counted[M rri.Measure] struct {
	group, baseline *M // nil where it was not counted
	unknown         M
}

// exact returns columns for programs of the units with a value and then of those without one. They
// begin with what is compared.
func (w writer[G, M]) exact() columns.Exact[line[M]] {
	var lines []line[M]
	for _, row := range w.c.Rows {
		lines = append(lines, line[M]{Row: row, counts: w.counts(row.Unit)})
	}
	for _, m := range w.c.Missing {
		lines = append(lines, line[M]{Row: Row{Unit: m.Unit}, missing: m.Why, counts: w.counts(m.Unit)})
	}
	x := columns.Exact[line[M]]{Rows: lines}
	labelled(&x, w.writing, w.group())
	unitColumns(&x, w.writing, func(l line[M]) string { return l.Unit })
	return x
}

// exactRows returns columns for programs of the units with a value.
func (w writer[G, M]) exactRows() columns.Exact[Row] {
	x := columns.Exact[Row]{Rows: w.c.Rows}
	labelled(&x, w.writing, w.group())
	unitColumns(&x, w.writing, rowUnit)
	return x
}

// labelled adds what is compared.
func labelled[R any](x *columns.Exact[R], w writing, group string) {
	x.Constant("measure", sheet.String(w.labels.Measure))
	x.Constant("definition", sheet.String(w.labels.Definition))
	x.Constant("of", sheet.String(w.of))
	x.Constant("quantity", sheet.String(w.o.Quantity.String()))
	x.Constant("baseline", sheet.String(w.baseline))
	x.Constant("group", sheet.String(group))
}

// unitColumns adds the name of the unit, and whether it is the one that is asked about.
func unitColumns[R any](x *columns.Exact[R], w writing, unit func(R) string) {
	x.Value("unit", func(row R) sheet.Value { return sheet.String(unit(row)) })
	x.Value("focus", func(row R) sheet.Value { return sheet.Bool(w.focus != "" && unit(row) == w.focus) })
}

// counts returns what was counted of a unit.
func (w writer[G, M]) counts(name string) counted[M] {
	u := w.r.Set.unit(name)
	if u == nil {
		return counted[M]{}
	}
	c := counted[M]{unknown: u.Unknown}
	if m, ok := u.Counts[w.c.Group]; ok {
		c.group = &m
	}
	if m, ok := u.Counts[w.r.Set.Baseline]; ok {
		c.baseline = &m
	}
	return c
}

// counted adds what was counted of the units.
func (w writer[G, M]) counted(x *columns.Exact[line[M]]) {
	add := func(prefix string, of func(counted[M]) *M) {
		for _, number := range []struct {
			name string
			of   func(events int64, exposure, designEffect float64) sheet.Value
		}{
			{"events", func(events int64, _, _ float64) sheet.Value { return sheet.Int(events) }},
			{"exposure", func(_ int64, exposure, _ float64) sheet.Value { return sheet.Float(exposure) }},
			{"design_effect", func(_ int64, _, effect float64) sheet.Value { return sheet.Float(effect) }},
		} {
			x.Value(prefix+number.name, func(l line[M]) sheet.Value {
				if m := of(l.counts); m != nil {
					return number.of((*m).Counts())
				}
				return sheet.Value{}
			})
		}
	}
	add("", func(c counted[M]) *M { return c.group })
	if w.o.Quantity == Index {
		add("baseline_", func(c counted[M]) *M { return c.baseline })
	}
	x.Value("unknown_events", func(l line[M]) sheet.Value {
		events, _, _ := l.counts.unknown.Counts()
		return sheet.Int(events)
	})
	x.Value("unknown_exposure", func(l line[M]) sheet.Value {
		_, exposure, _ := l.counts.unknown.Counts()
		return sheet.Float(exposure)
	})
}

// limits adds two limits, which are empty where there are none.
func limits[R any](x *columns.Exact[R], name string, of func(R) *trend.Limits) {
	add := func(name string, end func(*trend.Limits) float64) {
		x.Value(name, func(row R) sheet.Value {
			if l := of(row); l != nil {
				return sheet.Float(end(l))
			}
			return sheet.Value{}
		})
	}
	add(name+"_lower", func(l *trend.Limits) float64 { return l.Lower })
	add(name+"_upper", func(l *trend.Limits) float64 { return l.Upper })
}

// known returns a number of a unit with a value, and nothing of one without.
func known[M rri.Measure](of func(line[M]) float64) func(line[M]) sheet.Value {
	return func(l line[M]) sheet.Value {
		if l.missing != "" {
			return sheet.Value{}
		}
		return sheet.Float(of(l))
	}
}
