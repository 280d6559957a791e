package tidy

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Times is when the rows of a table are of.
type Times struct {
	// Columns are the dimensions that say so: one, or a part of a year and the year.
	Columns []string `json:"columns"`
	// Own are the periods of the rows, and Series those that they are a part of in a series, the
	// same where nothing is added up: one for each of Table.Rows, and the zero one for a row of all
	// of them together, and for one that says nothing.
	Own    []trend.Period `json:"own"`
	Series []trend.Period `json:"series"`
	// Notes say what was taken for what.
	Notes []string `json:"notes,omitempty"`
}

// Times returns when the rows of t are of, by its dimensions of time (see [IsTime]), whose labels
// [Periods] reads: the finest that they have, as months beside years. A month or a quarter without
// a year has that of the column of years beside it. by is the dimension whose periods the series
// has; or the name of a kind of period that no dimension has ([ParsePeriodKind]), to which finer
// ones are added up; or "", for those of the rows.
//
// The error wraps [ErrPeriod] if no dimension says when, if a label is no period or stays open, if
// two dimensions say different times and by names neither, and if a period lies in no one of the
// kind.
func (t *Table) Times(by string) (Times, error) {
	if err := t.Validate(); err != nil {
		return Times{}, err
	}
	named := t.dimension(by)
	finest, target, err := t.timeColumns(named)
	if err != nil {
		return Times{}, t.located(err)
	}
	times := Times{Own: finest.rows, Series: slices.Clone(target.rows), Notes: finest.notes}
	for _, at := range finest.at {
		times.Columns = append(times.Columns, t.Dimensions[at])
	}
	without := 0
	kind, err := ParsePeriodKind(by)
	for i, p := range finest.rows {
		switch {
		case p == (trend.Period{}):
			times.Series[i] = p
			if !t.Rows[i].Total {
				without++
			}
		case by == "" || named >= 0:
		case err != nil:
			return Times{}, failed(t.File, noSuch("dimension", by, t.Dimensions))
		default:
			if times.Series[i] = kind.Containing(p.Start); !times.Series[i].Contains(p) {
				return Times{}, t.located(&PeriodError{strings.Join(times.Columns, " and "), p.Name,
					fmt.Sprintf("it is in no one %s of the calendar, to which it could be added up", kind.Noun())})
			}
		}
	}
	if without > 0 {
		times.Notes = append(slices.Clip(times.Notes), fmt.Sprintf("%d rows say no time, and are in no period", without))
	}
	return times, nil
}

// dimension returns the place of a dimension by its name; -1 if there is none.
func (t *Table) dimension(name string) int {
	return slices.IndexFunc(t.Dimensions, func(has string) bool { return fold(has) == fold(name) && name != "" })
}

// cyclicWords are of times that come again and again, and are no dates.
var cyclicWords = words("hour, weekday, day of week, day of the week, time of day, term")

// isDated reports whether a dimension may say when something was.
func isDated(name string) bool {
	all := nouns(name)
	return IsTime(name) && !cyclicWords[strings.Join(all, " ")] || len(all) > 0 && all[0] == "date" && !slices.Contains(all, "birth")
}

// timeColumn is one or two columns of a table that say when: the period of each row, the zero one
// where a row says nothing.
type timeColumn struct {
	at    []int
	rows  []trend.Period
	notes []string
	err   error
}

// located returns an error of a label with the file, and the line in which it first stands.
func (t *Table) located(err error) error {
	var p *PeriodError
	if !errors.As(err, &p) {
		return failed(t.File, err)
	}
	for _, row := range t.Rows {
		if !row.Total && slices.ContainsFunc(row.Dimensions, func(v string) bool { return strings.TrimSpace(v) == p.Label }) {
			return fmt.Errorf("tidy: %s:%d: %w", cmp.Or(sheet.Clip(t.File), "the table"), row.Line, stripped{err})
		}
	}
	return failed(t.File, err)
}

// timeColumns returns the column of the finest periods that the rows have, and the one whose
// periods the series has.
func (t *Table) timeColumns(by int) (finest, target timeColumn, err error) {
	var full []timeColumn
	var open error
	for at, name := range t.Dimensions {
		if !isDated(name) && at != by {
			continue
		}
		c := t.timeColumn(at)
		if c.err != nil {
			if at == by || open == nil {
				open = c.err
			}
			continue
		}
		full = append(full, c)
	}
	full = append(full, t.yearParts(full)...)
	if len(full) == 0 {
		return finest, target, cmp.Or(open, fmt.Errorf("%w: no column says when, as year, month or date, among %s", ErrPeriod,
			cmp.Or(quoted(t.Dimensions), "none")))
	}
	if by >= 0 {
		// with the year beside it, if the column alone has none
		named := slices.IndexFunc(full, func(c timeColumn) bool { return c.at[0] == by })
		if named < 0 {
			return finest, target, open
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
			return finest, target, fmt.Errorf("%w: %q and %q both say when, and not the same: name the one that is meant", ErrPeriod,
				sheet.Clip(t.Dimensions[finest.at[0]]), sheet.Clip(t.Dimensions[c.at[0]]))
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

// timeLabel returns what a row says in a column of time; "" for one of a total and for one that
// says nothing.
func timeLabel(row Row, at int) string {
	if row.Total && DimensionTotal(row.Dimensions[at]) {
		return ""
	}
	return strings.TrimSpace(row.Dimensions[at])
}

// timeColumn reads a column of periods.
func (t *Table) timeColumn(at int) (c timeColumn) {
	c.at = []int{at}
	labels, _ := labelsAt(t, at)
	periods, notes, err := Periods(t.timeHeader(at), labels)
	if len(labels) == 0 {
		err = fmt.Errorf("column %q: %w: it is empty", sheet.Clip(t.Dimensions[at]), ErrPeriod)
	}
	if c.notes, c.err = notes, err; err != nil {
		return c
	}
	of := make(map[string]trend.Period)
	for i, label := range labels {
		of[label] = periods[i]
	}
	for _, row := range t.Rows {
		c.rows = append(c.rows, of[timeLabel(row, at)])
	}
	return c
}

// labelsAt returns the labels of a column, each once, and the places of the rows that have one.
func labelsAt(t *Table, at int) (labels []string, rows []int) {
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
func (t *Table) timeHeader(at int) string {
	header := t.Dimensions[at]
	for i, name := range t.Dimensions {
		if slices.Contains(timeTypes, strings.ToLower(strings.ReplaceAll(name, "_", " "))) {
			if labels, _ := labelsAt(t, i); len(labels) == 1 {
				header += " " + labels[0]
			}
		}
	}
	return header
}

// yearParts returns the columns whose labels are parts of a year that another column has, as April
// beside 2019.
func (t *Table) yearParts(full []timeColumn) (parts []timeColumn) {
	for _, year := range full {
		for at, name := range t.Dimensions {
			if !isDated(name) || slices.ContainsFunc(full, func(c timeColumn) bool { return c.at[0] == at }) {
				continue
			}
			if c := t.partsOf(at, year); c.err == nil {
				parts = append(parts, c)
			}
		}
	}
	return parts
}

// partsOf reads a column of parts of years.
func (t *Table) partsOf(at int, year timeColumn) timeColumn {
	c := timeColumn{at: []int{at, year.at[0]}, rows: make([]trend.Period, len(t.Rows))}
	_, rows := labelsAt(t, at)
	var labels []string
	var years []trend.Period
	rows = slices.DeleteFunc(rows, func(i int) bool { return year.rows[i] == trend.Period{} })
	for _, i := range rows {
		labels, years = append(labels, timeLabel(t.Rows[i], at)), append(years, year.rows[i])
	}
	periods, notes, err := PeriodsWithin(t.Dimensions[at], labels, years)
	if c.notes, c.err = slices.Concat(year.notes, notes), err; err != nil {
		return c
	}
	for k, i := range rows {
		c.rows[i] = periods[k]
	}
	if len(rows) == 0 {
		c.err = ErrPeriod
	}
	return c
}
