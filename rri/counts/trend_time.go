package counts

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// timeline is a table divided by time: what was counted in each of its own periods, and the period
// that each is a part of in the series, which is the same where nothing is added up.
type timeline struct {
	tidy.Times
	parts []timePart
}

// timePart is what was counted in one period of the table.
type timePart struct {
	stratum
	period, target trend.Period
}

// asksTrend reports whether more is asked of time than a row for each of its values.
func (o Options) asksTrend() bool {
	return o.Rolling != 0 || o.Before != (trend.Period{}) || o.After != (trend.Period{}) || len(o.LeaveOut) > 0 || o.Margin != 0
}

// dimension returns the place of a dimension of the table by its name; -1 if there is none.
func dimension(t *tidy.Table, name string) int {
	return slices.IndexFunc(t.Dimensions, func(has string) bool { return strings.EqualFold(has, name) && name != "" })
}

// kindOfPeriod returns the kind of period that the table is to be added up to; ok is false if a
// column, or nothing, is asked for.
func (in *input) kindOfPeriod() (k tidy.PeriodKind, ok bool) {
	if dimension(in.table, in.o.By) >= 0 {
		return k, false
	}
	k, err := tidy.ParsePeriodKind(in.o.By)
	return k, err == nil
}

// timeline returns the table divided by time. It is an error if no column says when, or if it stays
// open which.
func (in *input) timeline() (*timeline, error) {
	times, err := in.table.Times(in.o.By)
	if err != nil {
		return nil, err
	}
	l := &timeline{Times: times}
	if err := l.divide(in); err != nil {
		return nil, err
	}
	if len(l.parts) == 0 {
		return nil, fmt.Errorf("counts: %s: %w: no row of a group says when, in column %s", fileName(in.table), tidy.ErrPeriod, sheet.Clip(wordsOf(l.Columns)))
	}
	return l, nil
}

// divide adds up what was counted in each period of a column.
func (l *timeline) divide(in *input) error {
	own, name := *in.table, l.dimension(in.table)
	own.Dimensions, own.Rows = append(slices.Clone(own.Dimensions), name), slices.Clone(own.Rows)
	type places struct{ period, target trend.Period }
	found := make(map[string]places)
	for i, row := range own.Rows {
		key := "" // of a row of no period, which is not divided
		if p := l.Own[i]; p != (trend.Period{}) {
			key = p.Start.Format(time.RFC3339) + " " + p.End.Format(time.RFC3339)
			if had, ok := found[key]; ok && (!had.target.Start.Equal(l.Series[i].Start) || !had.target.End.Equal(l.Series[i].End)) {
				return fmt.Errorf("counts: %s:%d: %w: %q is in %q here, and in %q elsewhere", fileName(in.table), row.Line, tidy.ErrPeriod,
					sheet.Clip(p.Name), sheet.Clip(l.Series[i].Name), sheet.Clip(had.target.Name))
			} else if !ok {
				found[key] = places{p, l.Series[i]}
			}
		}
		own.Rows[i].Dimensions = append(slices.Clone(row.Dimensions), key)
	}
	whole, _ := completed(&own, append(slices.Clone(l.Columns), name))
	parts, err := whole.Split([]string{name}, func(row tidy.Row) bool { return row.Dimensions[len(row.Dimensions)-1] != "" })
	if err != nil {
		return err
	}
	for _, part := range parts {
		at := found[part.Values[0]]
		s, err := in.stratum(at.period.Name, part.Sums)
		if err != nil {
			return err
		}
		l.parts = append(l.parts, timePart{s, at.period, at.target})
	}
	slices.SortStableFunc(l.parts, func(a, b timePart) int { return a.period.Start.Compare(b.period.Start) })
	return nil
}

// dimension returns a name that no dimension of the table has.
func (l *timeline) dimension(t *tidy.Table) string {
	name := "period of the series"
	for dimension(t, name) >= 0 {
		name += " "
	}
	return name
}

// withKind returns the input with a dimension that has the period of the kind for each row, so that
// a table by it can be made, and the name of the dimension.
func (in *input) withKind(k tidy.PeriodKind) (*input, string, error) {
	l, err := in.timeline()
	if err != nil {
		return nil, "", err
	}
	table, name := *in.table, k.Noun()
	table.Dimensions, table.Rows = append(slices.Clone(table.Dimensions), name), slices.Clone(table.Rows)
	order := make([]int, len(table.Rows))
	for i := range table.Rows {
		row := &table.Rows[i]
		value := l.Series[i].Name
		if value == "" && row.Total {
			value = "all" // of all periods, as the row is
		}
		row.Dimensions, order[i] = append(slices.Clone(row.Dimensions), value), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return l.Series[a].Start.Compare(l.Series[b].Start) })
	sorted := make([]tidy.Row, len(order))
	for i, from := range order {
		sorted[i] = table.Rows[from]
	}
	table.Rows = sorted
	out := *in
	out.table = &table
	return &out, name, nil
}
