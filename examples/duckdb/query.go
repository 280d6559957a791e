package main

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
)

// count is the field of package outcomes that says how many records a row stands for.
const count = "count"

// query counts the records that say the same.
type query struct {
	name    string
	sql     string
	header  []string // of the records, and behind them the count
	columns []int    // of header, that the values of a row are of
	date    int      // of header
	time    int      // of header; −1 if there is none
}

// column is one of the records.
type column struct{ name, kind string }

// query makes the query: which columns are read is for package outcomes to say.
func (s *settings) query(ctx context.Context, db *sql.DB, from records) (*query, error) {
	all, err := columnsOf(ctx, db, from.from)
	if err != nil {
		return nil, plainly(from.name, err)
	}
	o := s.options()
	o.File = from.name
	read, err := o.ColumnsRead(names(all))
	if err != nil {
		return nil, err
	}
	says := func(field string) bool {
		return slices.ContainsFunc(read, func(c outcomes.ColumnRead) bool { return c.Field == field })
	}
	// the names of the files tell the force where no cell does
	if from.files != "" && s.read.Force.IsZero() && !says("file") {
		from.from, from.files = from.files, ""
		return s.query(ctx, db, from)
	}
	q := &query{name: from.name, header: append(names(all), unlike(names(all), "number of records")), date: -1, time: -1}
	var values []string
	add := func(index int, value string) {
		if !slices.Contains(q.columns, index) {
			q.columns, values = append(q.columns, index), append(values, value)
		}
	}
	for _, c := range read {
		name := identifier(all[c.Index].name)
		switch c.Field {
		case "date":
			q.date = c.Index
		case "time":
			q.time = c.Index
		case "latitude":
			add(c.Index, noDegrees(name, 90))
		case "longitude":
			add(c.Index, noDegrees(name, 180))
		default:
			add(c.Index, name)
			continue
		}
		if slices.ContainsFunc(read, func(d outcomes.ColumnRead) bool { return d.Index == c.Index && d.Field != c.Field }) {
			return nil, fmt.Errorf("%s: column %q is read as the %s, which is not counted by as it stands, and for something else: give that another column",
				from.name, all[c.Index].name, c.Field)
		}
	}
	var clock column
	if q.time >= 0 {
		clock = all[q.time]
	}
	q.sql = countOf(values, newMoment(all[q.date], clock), from.from)
	return q, nil
}

// noDegrees returns the value of a column of places where it is none, since places only tell who
// was stopped together.
func noDegrees(name string, most int) string {
	return fmt.Sprintf("CASE WHEN abs(TRY_CAST(%s AS DOUBLE)) <= %d THEN NULL ELSE %s END", name, most, name)
}

// countOf returns the query that counts the rows with the same values in the same month. Months are
// those of London, whose clocks are those of UTC or an hour ahead: rows are counted together that
// are in one month by the one and in one by the other, and so the first of them tells the month of
// all. Rows whose moment is not known are counted by what they have in its place.
func countOf(values []string, m moment, from string) string {
	var said, by, written strings.Builder
	for i, v := range values {
		fmt.Fprintf(&said, ", %s AS v%d", v, i)
		fmt.Fprintf(&by, ", v%d", i)
		fmt.Fprintf(&written, ", CAST(v%d AS VARCHAR)", i)
	}
	const form = ", '%Y-%m-%dT%H:%M:%SZ')"
	return "SELECT count(*), strftime(min(moment)" + form + ", strftime(max(moment)" + form + ", any_value(day), any_value(clock)" + written.String() +
		"\nFROM (SELECT " + m.at + " AS moment, " + m.day + " AS day, " + m.clock + " AS clock" + said.String() + " FROM " + from + ")" +
		"\nGROUP BY date_trunc('month', moment), date_trunc('month', moment + INTERVAL 1 HOUR), CASE WHEN moment IS NULL THEN day END, CASE WHEN moment IS NULL THEN clock END" +
		by.String() + "\nORDER BY ALL"
}

// moment is when a record was, in SQL.
type moment struct {
	at         string // a TIMESTAMP in UTC; NULL where it is not known
	day, clock string // what the record has in its place
}

// newMoment returns the moment of a date and a time of day; the time has no name where there is
// none.
func newMoment(day, clock column) moment {
	m := moment{day: "NULL", clock: "NULL"}
	d := identifier(day.name)
	switch {
	case clock.name != "" && day.kind == "DATE" && clock.kind == "TIME":
		m.at = d + " + coalesce(" + identifier(clock.name) + ", TIME '00:00')"
		return m
	case clock.name == "" && day.kind == "TIMESTAMP WITH TIME ZONE":
		m.at = "make_timestamp(epoch_us(" + d + "))"
		return m
	case clock.name == "" && slices.Contains([]string{"DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"}, day.kind):
		m.at = "CAST(" + d + " AS TIMESTAMP)"
		return m
	}
	m.day = "CAST(" + d + " AS VARCHAR)"
	written := m.day
	if clock.name != "" {
		m.clock = "CAST(" + identifier(clock.name) + " AS VARCHAR)"
		written = "concat_ws(' ', " + m.day + ", " + m.clock + ")"
	}
	m.at = "CASE WHEN " + isMoment(written) + " THEN make_timestamp(epoch_us(TRY_CAST(" + written + " AS TIMESTAMPTZ))) END"
	return m
}

// isMoment returns the condition that a text is of a form which DuckDB reads as package outcomes
// does. Everything else is left to that package.
func isMoment(text string) string {
	var forms []string
	for _, zone := range []string{"", ":__", ":__Z", ":__+00:00", ":__+01:00"} {
		forms = append(forms, text+" LIKE '____-__-_____:__"+zone+"'")
	}
	return "(" + strings.Join(forms, " OR ") + ") AND substr(" + text + ", 12, 2) < '24'"
}

// columnsOf returns the columns of what stands behind FROM.
func columnsOf(ctx context.Context, db *sql.DB, from string) (columns []column, err error) {
	all, err := pairs(ctx, db, "SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM "+from+")")
	for _, c := range all {
		columns = append(columns, column{c[0], c[1]})
	}
	return columns, err
}

// names returns the names of columns.
func names(columns []column) (names []string) {
	for _, c := range columns {
		names = append(names, c.name)
	}
	return names
}

// unlike returns a name that no column has, which begins with one that is wanted.
func unlike(names []string, want string) string {
	for i := 0; i < len(names); i++ {
		if strings.EqualFold(names[i], want) {
			want, i = want+" here", -1
		}
	}
	return want
}
