package counts

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/trend"
)

// timeline is a table divided by time: what was counted in each of its own periods, and the period
// that each is a part of in the series, which is the same where nothing is added up.
type timeline struct {
	columns []string // those of time, as the header has them
	parts   []timePart
	notes   []string
	// one for each row of the table, zero for a row without one: its own period, and the one of the
	// series
	own, rows []trend.Period
}

// timePart is what was counted in one period of the table.
type timePart struct {
	stratum
	period, target trend.Period
}

// byTime says by which periods the series is: those of a column, those of a kind to which finer
// ones are added up, or those of the table as they are.
type byTime struct {
	column string
	kind   *tidy.PeriodKind
}

// asksTrend reports whether more is asked of time than a row for each of its values.
func (o Options) asksTrend() bool {
	return o.Rolling != 0 || o.Before != (trend.Period{}) || o.After != (trend.Period{}) || len(o.LeaveOut) > 0 || o.Margin != 0
}

// dimension returns the place of a dimension of the table by its name; -1 if there is none.
func dimension(t *tidy.Table, name string) int {
	return slices.IndexFunc(t.Dimensions, func(has string) bool { return strings.EqualFold(has, name) && name != "" })
}

// byTime returns by what the series is.
func (in *input) byTime() (b byTime) {
	if at := dimension(in.table, in.o.By); at >= 0 {
		b.column = in.table.Dimensions[at]
		return b
	}
	if k, err := tidy.ParsePeriodKind(in.o.By); err == nil {
		b.kind = &k
	}
	return b
}

// cyclic are words for times that come again and again, and are no dates.
var cyclic = []string{"hour", "hours", "weekday", "day of week", "day of the week", "time of day", "term"}

// isTime reports whether a dimension may say when something was.
func isTime(name string) bool {
	return tidy.IsTime(name) && !slices.Contains(cyclic, strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(name, "_", " ")), " ")))
}

// timeColumn is one or two columns of a table that say when: the period of each row, the zero one
// where a row says nothing.
type timeColumn struct {
	at    []int
	rows  []trend.Period
	notes []string
	err   error
}

// timeline returns the table divided by time. It is an error if no column says when, or if it stays
// open which.
func (in *input) timeline() (*timeline, error) {
	b := in.byTime()
	c, target, err := in.timeColumns(b)
	if err != nil {
		return nil, in.located(err)
	}
	l := &timeline{notes: c.notes, own: c.rows, rows: make([]trend.Period, len(c.rows))}
	for _, at := range c.at {
		l.columns = append(l.columns, in.table.Dimensions[at])
	}
	without := 0
	for i, p := range c.rows {
		switch {
		case p == (trend.Period{}):
			if !in.table.Rows[i].Total {
				without++
			}
			continue
		case b.kind == nil:
			l.rows[i] = target.rows[i]
			continue
		}
		if l.rows[i] = b.kind.Containing(p.Start); !l.rows[i].Contains(p) {
			return nil, in.located(&tidy.PeriodError{Column: wordsOf(l.columns), Label: p.Name,
				Why: fmt.Sprintf("it is in no one %s of the calendar, to which it could be added up", noun(*b.kind))})
		}
	}
	if without > 0 {
		l.notes = append(l.notes, fmt.Sprintf("%s without a time: in no period", plural(without, "row", "rows")))
	}
	if err := l.divide(in, c); err != nil {
		return nil, err
	}
	return l, nil
}

// noun is what periods of a kind are called.
func noun(k tidy.PeriodKind) string { return strings.ReplaceAll(k.String(), "-", " ") }

// located returns an error of a label with the file, and the line in which it first stands.
func (in *input) located(err error) error {
	var p *tidy.PeriodError
	if !errors.As(err, &p) {
		return err
	}
	text := strings.TrimPrefix(err.Error(), "tidy: ")
	for _, row := range in.table.Rows {
		if !row.Total && slices.Contains(row.Dimensions, p.Label) {
			return periodError{fmt.Sprintf("%s:%d: %s", fileName(in.table), row.Line, text), err}
		}
	}
	return periodError{fmt.Sprintf("%s: %s", fileName(in.table), text), err}
}

// periodError is the error of a period with its place.
type periodError struct {
	text string
	err  error
}

func (e periodError) Error() string { return "counts: " + e.text }
func (e periodError) Unwrap() error { return e.err }

// timeColumns returns the column of the finest periods that the rows have, and the one whose periods
// the series has.
func (in *input) timeColumns(b byTime) (finest, target timeColumn, err error) {
	var full []timeColumn
	named, failed := -1, error(nil)
	for at, name := range in.table.Dimensions {
		if !isTime(name) && name != b.column {
			continue
		}
		c := in.timeColumn(at)
		if c.err != nil {
			if name == b.column || failed == nil {
				failed = c.err
			}
			continue
		}
		full = append(full, c)
	}
	full = append(full, in.yearParts(full)...)
	if len(full) == 0 {
		return finest, target, cmp.Or(failed, fmt.Errorf("counts: %s: %w: no column says when, as year, month or date, among %s", fileName(in.table), tidy.ErrPeriod,
			cmp.Or(someOf(in.table.Dimensions), "none")))
	}
	if b.column != "" {
		at := dimension(in.table, b.column)
		// with the year beside it, if the column alone has none
		named = slices.IndexFunc(full, func(c timeColumn) bool { return slices.Contains(c.at, at) && (len(c.at) == 1 || c.at[0] == at) })
		if named < 0 {
			return finest, target, failed
		}
		finest = full[named]
		for _, c := range full {
			if c.within(finest) {
				finest = c
			}
		}
		return finest, full[named], nil
	}
	finest = full[0]
	for _, c := range full[1:] {
		switch {
		case c.within(finest):
			finest = c
		case !finest.within(c):
			return finest, target, fmt.Errorf("counts: %s: %w: %s and %s both say when, and not the same: name the one that is meant", fileName(in.table), rri.ErrOption,
				sheet.Clip(in.table.Dimensions[finest.at[0]]), sheet.Clip(in.table.Dimensions[c.at[0]]))
		}
	}
	return finest, finest, nil
}

// within reports whether the period of every row lies in that which d has for it.
func (c timeColumn) within(d timeColumn) bool {
	for i, p := range c.rows {
		if p != (trend.Period{}) && d.rows[i] != (trend.Period{}) && !d.rows[i].Contains(p) {
			return false
		}
	}
	return true
}

// timeLabel returns what a row says in a column of time; "" for one of a total and for one that says
// nothing.
func timeLabel(row tidy.Row, at int) string {
	if row.Total && tidy.DimensionTotal(row.Dimensions[at]) {
		return ""
	}
	return strings.TrimSpace(row.Dimensions[at])
}

// timeColumn reads a column of periods.
func (in *input) timeColumn(at int) (c timeColumn) {
	c.at = []int{at}
	labels, _ := labelsAt(in.table, at)
	periods, notes, err := tidy.Periods(in.timeHeader(at), labels)
	if len(labels) == 0 {
		err = fmt.Errorf("counts: column %q: %w: it is empty", sheet.Clip(in.table.Dimensions[at]), tidy.ErrPeriod)
	}
	if c.notes, c.err = notes, err; err != nil {
		return c
	}
	of := make(map[string]trend.Period)
	for i, label := range labels {
		of[label] = periods[i]
	}
	for _, row := range in.table.Rows {
		c.rows = append(c.rows, of[timeLabel(row, at)])
	}
	return c
}

// labelsAt returns the labels of a column, each once, and the places of the rows that have one.
func labelsAt(t *tidy.Table, at int) (labels []string, rows []int) {
	seen := make(map[string]bool)
	for i, row := range t.Rows {
		label := timeLabel(row, at)
		if label == "" {
			continue
		}
		rows = append(rows, i)
		if !seen[label] {
			seen[label] = true
			labels = append(labels, label)
		}
	}
	return labels, rows
}

// timeTypes name columns that say what the periods of another are, as "Financial year".
var timeTypes = []string{"time type", "time identifier", "period type", "type of period", "type of time", "frequency"}

// timeHeader returns the name of a column of time, with what another says of its periods.
func (in *input) timeHeader(at int) string {
	header := in.table.Dimensions[at]
	for i, name := range in.table.Dimensions {
		if slices.Contains(timeTypes, strings.ToLower(strings.ReplaceAll(name, "_", " "))) {
			if labels, _ := labelsAt(in.table, i); len(labels) == 1 {
				header += " " + labels[0]
			}
		}
	}
	return header
}

// yearParts returns the columns whose labels are parts of a year that another column has, as April
// beside 2019.
func (in *input) yearParts(full []timeColumn) (parts []timeColumn) {
	for _, year := range full {
		for at, name := range in.table.Dimensions {
			if !isTime(name) || slices.ContainsFunc(full, func(c timeColumn) bool { return c.at[0] == at }) {
				continue
			}
			if c := in.partsOf(at, year); c.err == nil {
				parts = append(parts, c)
			}
		}
	}
	return parts
}

// partsOf reads a column of parts of years.
func (in *input) partsOf(at int, year timeColumn) timeColumn {
	c := timeColumn{at: []int{at, year.at[0]}, rows: make([]trend.Period, len(in.table.Rows))}
	_, rows := labelsAt(in.table, at)
	var labels []string
	var years []trend.Period
	rows = slices.DeleteFunc(rows, func(i int) bool { return year.rows[i] == trend.Period{} })
	for _, i := range rows {
		labels, years = append(labels, timeLabel(in.table.Rows[i], at)), append(years, year.rows[i])
	}
	periods, notes, err := tidy.PeriodsWithin(in.table.Dimensions[at], labels, years)
	if c.notes, c.err = slices.Concat(year.notes, notes), err; err != nil {
		return c
	}
	for k, i := range rows {
		c.rows[i] = periods[k]
	}
	if len(rows) == 0 {
		c.err = tidy.ErrPeriod
	}
	return c
}

// divide adds up what was counted in each period of a column.
func (l *timeline) divide(in *input, c timeColumn) error {
	own, name := *in.table, l.dimension(in.table)
	own.Dimensions, own.Rows = append(slices.Clone(own.Dimensions), name), slices.Clone(own.Rows)
	type places struct{ period, target trend.Period }
	found := make(map[string]places)
	for i, row := range own.Rows {
		key := "" // of a row of no period, which is not divided
		if p := c.rows[i]; p != (trend.Period{}) {
			key = p.Start.Format(time.RFC3339) + " " + p.End.Format(time.RFC3339)
			if had, ok := found[key]; ok && (!had.target.Start.Equal(l.rows[i].Start) || !had.target.End.Equal(l.rows[i].End)) {
				return fmt.Errorf("counts: %s:%d: %w: %q is in %q here, and in %q elsewhere", fileName(in.table), row.Line, tidy.ErrPeriod,
					sheet.Clip(p.Name), sheet.Clip(l.rows[i].Name), sheet.Clip(had.target.Name))
			} else if !ok {
				found[key] = places{p, l.rows[i]}
			}
		}
		own.Rows[i].Dimensions = append(slices.Clone(row.Dimensions), key)
	}
	whole, _ := completed(&own, append(slices.Clone(l.columns), name))
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
	table, name := *in.table, noun(k)
	table.Dimensions, table.Rows = append(slices.Clone(table.Dimensions), name), slices.Clone(table.Rows)
	order := make([]int, len(table.Rows))
	for i := range table.Rows {
		row := &table.Rows[i]
		value := l.rows[i].Name
		if value == "" && row.Total {
			value = "all" // of all periods, as the row is
		}
		row.Dimensions, order[i] = append(slices.Clone(row.Dimensions), value), i
	}
	slices.SortStableFunc(order, func(a, b int) int { return l.rows[a].Start.Compare(l.rows[b].Start) })
	sorted := make([]tidy.Row, len(order))
	for i, from := range order {
		sorted[i] = table.Rows[from]
	}
	table.Rows = sorted
	out := *in
	out.table = &table
	return &out, name, nil
}
