package trend

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
	"github.com/seed-549880be/disparity/rri/internal/columns"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// basis adds how an estimate came about.
func basis[R any](x *columns.Exact[R], direction index.Direction, of func(R) rri.Estimate) {
	x.Constant("direction", sheet.String(direction.String()))
	x.Basis(of)
}

// times adds the start and the end of a period.
func times[R any](x *columns.Exact[R], prefix string, of func(R) Period) {
	text := func(t time.Time) sheet.Value { return sheet.String(t.Format(time.RFC3339Nano)) }
	x.Value(prefix+"start", func(row R) sheet.Value { return text(of(row).Start) })
	x.Value(prefix+"end", func(row R) sheet.Value { return text(of(row).End) })
}

// labelled returns columns that begin with what is measured.
func labelled[R any](rows []R, labels rri.Labels, baseline any) columns.Exact[R] {
	x := columns.Exact[R]{Rows: rows}
	x.Constant("measure", sheet.String(labels.Measure))
	x.Constant("definition", sheet.String(labels.Definition))
	x.Constant("baseline", sheet.String(fmt.Sprint(baseline)))
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
	groups := append([]G{r.Series.Baseline}, r.groups()...)
	placed := placedOf(tables...)
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
		for _, g := range groups {
			l := pointLine[G, M]{Point: p, group: g, leftOut: leftOut, breaks: strings.Join(breaks, "; ")}
			if k, ok := placed[i].place[g]; ok {
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
	x.Value("period", func(l line) sheet.Value { return sheet.String(l.name()) })
	times(&x, "", func(l line) Period { return l.Period })
	x.Value("covered", func(l line) sheet.Value { return sheet.Float(l.covered()) })
	x.Value("left_out", func(l line) sheet.Value { return sheet.Bool(l.leftOut) })
	x.Value("breaks", func(l line) sheet.Value { return sheet.String(l.breaks) })
	x.Value("note", func(l line) sheet.Value { return sheet.String(l.Note) })
	x.Value("group", func(l line) sheet.Value { return sheet.String(fmt.Sprint(l.group)) })
	counted := func(name string, value func(events int64, exposure, designEffect float64) sheet.Value) {
		x.Value(name, func(l line) sheet.Value {
			if m, ok := l.Counts[l.group]; ok {
				return value(m.Counts())
			}
			return sheet.Value{}
		})
	}
	counted("events", func(events int64, _, _ float64) sheet.Value { return sheet.Int(events) })
	counted("exposure", func(_ int64, exposure, _ float64) sheet.Value { return sheet.Float(exposure) })
	counted("design_effect", func(_ int64, _, designEffect float64) sheet.Value { return sheet.Float(designEffect) })
	x.Value("unknown_events", func(l line) sheet.Value {
		events, _, _ := l.Unknown.Counts()
		return sheet.Int(events)
	})
	x.Value("unknown_exposure", func(l line) sheet.Value {
		_, exposure, _ := l.Unknown.Counts()
		return sheet.Float(exposure)
	})
	x.Estimate("rate", false, func(l line) rri.Estimate { return l.row.Rate })
	x.Estimate("ratio", true, func(l line) rri.Estimate { return l.index })
	x.Estimate("difference", true, func(l line) rri.Estimate { return l.row.Difference })
	basis(&x, r.Options.Direction, func(l line) rri.Estimate { return l.index })
	return x.Columns
}
