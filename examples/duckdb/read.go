package main

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// readInto runs the query, and lets x read its rows as those of a CSV file.
func (q *query) readInto(ctx context.Context, db *sql.DB, x *outcomes.Extract) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	x.CountOnly = true
	x.Columns = maps.Clone(x.Columns)
	if x.Columns == nil {
		x.Columns = make(map[string]string)
	}
	x.Columns[count] = q.header[len(q.header)-1]
	r, w := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := q.write(ctx, db, w)
		_ = w.CloseWithError(err) // never fails
		done <- err
	}()
	err := x.ReadFile(r, q.name)
	stop()
	_ = r.Close() // never fails
	if failed := <-done; failed != nil && !errors.Is(failed, io.ErrClosedPipe) && !errors.Is(failed, context.Canceled) {
		return plainly(q.name, failed)
	}
	return err
}

// write runs the query and writes its rows as CSV.
func (q *query) write(ctx context.Context, db *sql.DB, w io.Writer) (err error) {
	rows, err := db.QueryContext(ctx, q.sql)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	out := csv.NewWriter(w)
	if err := out.Write(q.header); err != nil {
		return err
	}
	var n int64
	var first, last, day, clock sql.NullString
	values := make([]sql.NullString, len(q.columns))
	into := []any{&n, &first, &last, &day, &clock}
	for i := range values {
		into = append(into, &values[i])
	}
	row := make([]string, len(q.header))
	set := func(date, time string, n int64) error {
		row[q.date] = date
		if q.time >= 0 {
			row[q.time] = time
		}
		row[len(row)-1] = strconv.FormatInt(n, 10)
		return out.Write(row)
	}
	latest := ""
	for rows.Next() {
		if err := rows.Scan(into...); err != nil {
			return err
		}
		for i, v := range values {
			row[q.columns[i]] = v.String
		}
		switch {
		case !first.Valid:
			err = set(day.String, clock.String, n)
		// the last of all has its own row, so that its day is known
		case n > 1 && last.String > latest:
			if err = set(first.String, "", n-1); err == nil {
				err = set(last.String, "", 1)
			}
		default:
			err = set(first.String, "", n)
		}
		if err != nil {
			return err
		}
		latest = max(latest, last.String)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	out.Flush()
	return out.Error()
}

// maxTold is how many rows, or labels of a column, are told of that could not be read.
const maxTold = 5

// tell says which cells could not be read. In which row they stand nobody knows: rows are counted.
func tell(w io.Writer, name string, x *outcomes.Extract) {
	line := func(text string) { fmt.Fprintf(w, "duckdb: %s\n", sheet.Clean(name+": "+text)) }
	quality := x.Quality(outcomes.SelfDefined)
	told := 0
	for _, err := range x.Errors() {
		if row, ok := errors.AsType[*outcomes.RowError](err); ok && told < maxTold {
			line(fmt.Sprintf("%s %q: %v", row.Field, row.Value, row.Err))
			told++
		}
	}
	if quality.Rejected > 0 {
		line(fmt.Sprintf("%s rejected in all", rows(quality.Rejected)))
	}
	for _, column := range slices.Sorted(maps.Keys(quality.UnknownLabels)) {
		labels := quality.UnknownLabels[column]
		most := slices.SortedFunc(maps.Keys(labels), func(a, b string) int { return cmp.Or(cmp.Compare(labels[b], labels[a]), strings.Compare(a, b)) })
		for _, label := range most[:min(maxTold, len(most))] {
			line(fmt.Sprintf("%s %q: a label that is not known, in %s", column, label, rows(labels[label])))
		}
		if more := len(most) - maxTold; more > 0 {
			line(fmt.Sprintf("%s: and %d more such labels", column, more))
		}
	}
}

// rows writes a number of rows.
func rows(n int64) string {
	if n == 1 {
		return "1 row"
	}
	return sheet.Count(n).Text + " rows"
}

// plainly writes an error of DuckDB, or of the system, in one line: with the name of what was read,
// and without the query and without what DuckDB would have options for.
func plainly(name string, err error) error {
	if path, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("%s: %w", name, path.Err)
	}
	text := err.Error()
	if file, said, ok := ofCSV(text); ok {
		return fmt.Errorf("%s: %s: program stopsearch reads such a file row by row", cmp.Or(file, name), said)
	}
	for _, end := range []string{"\nLINE ", "\nThe search space", "\nPossible fixes", "\nPossible solution", "\nCandidate"} {
		text, _, _ = strings.Cut(text, end)
	}
	return fmt.Errorf("%s: %s", name, strings.Join(strings.Fields(text), " "))
}

// What DuckDB says of a CSV that it cannot read, where it has it on a line of its own.
var (
	csvLine  = regexp.MustCompile(`CSV Error on Line: (\d+)`)
	csvWidth = regexp.MustCompile(`Expected Number of Columns: (\d+) Found: (\d+)`)
	csvFile  = regexp.MustCompile(`(?m)^\s*file = (.+)$`)
)

// ofCSV returns what an error of DuckDB says of a CSV, without the record, which is of a person,
// that it quotes. The file is empty where it does not name it.
func ofCSV(text string) (file, said string, ok bool) {
	if found := csvFile.FindAllStringSubmatch(text, -1); found != nil {
		file = found[len(found)-1][1]
	}
	line := csvLine.FindStringSubmatch(text)
	width := csvWidth.FindStringSubmatch(text)
	switch {
	case line == nil && strings.Contains(text, "sniffing file"):
		return file, "no table that DuckDB can read: rows of other lengths, a quotation mark that is not closed, or text that is not UTF-8", true
	case line == nil:
		return "", "", false
	case strings.Contains(text, "Invalid unicode"):
		return file, "text that is not UTF-8, at about line " + line[1], true
	case width != nil:
		return file, fmt.Sprintf("line %s has another number of cells, %s, than the header, %s", line[1], width[2], width[1]), true
	}
	return file, "DuckDB cannot read line " + line[1], true
}

// message says what is wrong in terms of flags.
func message(err error) string {
	if order, ok := errors.AsType[*outcomes.DateOrderError](err); ok {
		return order.Text("-dates")
	}
	if header, ok := errors.AsType[*outcomes.HeaderError](err); ok {
		return header.Text("-column", "-rows")
	}
	if option, ok := errors.AsType[*report.OptionError](err); ok {
		return option.Text(func(name string) string { return "-" + strings.ToLower(strings.Replace(name, "Rule", "ethnicity", 1)) }) +
			": save the counts with -o FILE.tally and give this to program stopsearch"
	}
	if force, ok := errors.AsType[*outcomes.ForceError](err); ok && force.Found.IsZero() {
		return force.File + ": neither the name of a file nor a column tells the force: give -force NAME"
	}
	return strings.TrimPrefix(strings.TrimPrefix(err.Error(), "outcomes: "), "report: ")
}
