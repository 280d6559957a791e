package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

// counts is a file of counts.
type counts struct {
	by             []string // the columns that make the strata
	events, trials string   // what is counted, and out of what
	strata         []strata.Stratum[string, string, rri.Proportion]
	first          string   // the first group
	source         []string // the comments, as one paragraph, if there are any
}

// The longest names and files that are read, in bytes.
const (
	maxName = 200
	maxFile = 1 << 20
)

const wantHeader = "want the columns that make the strata, then group, then events and what they are out of, as object,age,group,arrests,searches"

// readCounts reads a file of counts: see the documentation of the program. The strata are in the
// order in which they first stand in the file.
func readCounts(r io.Reader, file string) (counts, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return counts{}, fmt.Errorf("%s: %w", file, err)
	}
	if len(text) > maxFile {
		return counts{}, fmt.Errorf("%s: longer than %d bytes: want a table of strata and groups, not of persons", file, maxFile)
	}
	body := strings.TrimPrefix(string(text), "\ufeff")
	if !utf8.ValidString(body) {
		return counts{}, fmt.Errorf("%s: not UTF-8: save the file as UTF-8", file)
	}
	cells := csv.NewReader(strings.NewReader(body))
	cells.Comment = '#'
	t := table{file: file, cells: cells}
	if err := t.header(); err != nil {
		return counts{}, err
	}
	var c counts
	n := len(t.names) - 3
	c.by, c.events, c.trials = t.names[:n], t.names[n+1], t.names[n+2]
	at := make(map[string]int) // the strata by key
	var cut [][]string         // their keys as they stand in the file
	for t.next() {
		for i := range n + 1 {
			if why := badName(t.row[i]); why != "" {
				return counts{}, t.bad(i, why)
			}
		}
		p := rri.Proportion{Events: t.number(n + 1), Trials: t.number(n + 2)}
		if t.err != nil {
			return counts{}, t.err
		}
		if p.Events > p.Trials {
			return counts{}, t.bad(n+1, fmt.Sprintf("more %s than the %d %s: want events of which each is one of them", c.events, p.Trials, c.trials))
		}
		key, group := strings.Join(t.row[:n], ", "), t.row[n]
		i, ok := at[key]
		if ok && !slices.Equal(cut[i], t.row[:n]) {
			return counts{}, t.bad(0, fmt.Sprintf("stratum %s reads as another does: want names that do not hold a comma and a space", quote(key)))
		}
		if !ok {
			i = len(c.strata)
			at[key] = i
			cut = append(cut, t.row[:n])
			c.strata = append(c.strata, strata.Stratum[string, string, rri.Proportion]{Key: key, Counts: make(map[string]rri.Proportion)})
		}
		if _, ok := c.strata[i].Counts[group]; ok {
			return counts{}, t.bad(n, "stands twice in stratum "+strconv.Quote(key)+": add the counts together")
		}
		c.strata[i].Counts[group] = p
		if c.first == "" {
			c.first = group
		}
	}
	if t.err != nil {
		return counts{}, t.err
	}
	if len(c.strata) == 0 {
		return counts{}, fmt.Errorf("%s: no counts below the header", file)
	}
	var comments []string
	for line := range strings.Lines(body) {
		if comment, ok := strings.CutPrefix(line, "#"); ok {
			comments = append(comments, strings.TrimSpace(comment))
		}
	}
	if source := strings.Join(comments, " "); source != "" {
		c.source = []string{source}
	}
	return c, nil
}

// table is a file while it is read.
type table struct {
	file  string
	cells *csv.Reader
	names []string // of the columns
	row   []string
	err   error
}

// header reads the names of the columns.
func (t *table) header() error {
	if !t.next() {
		if t.err == nil {
			t.err = fmt.Errorf("%s:1: the file is empty: %s", t.file, wantHeader)
		}
		return t.err
	}
	t.names = t.row
	line, _ := t.cells.FieldPos(0)
	n := len(t.names) - 3
	if n < 1 || t.names[n] != "group" {
		return fmt.Errorf("%s:%d: header %.200q: %s", t.file, line, strings.Join(t.names, ","), wantHeader)
	}
	for i, name := range t.names {
		why := badName(name)
		if why == "" && slices.Contains(t.names[:i], name) {
			why = "stands twice in the header: want another name"
		}
		if why != "" {
			_, column := t.cells.FieldPos(i)
			return fmt.Errorf("%s:%d:%d: column %s: %s", t.file, line, column, quote(name), why)
		}
	}
	return nil
}

// next reads a row, and reports whether there is one.
func (t *table) next() bool {
	t.row, t.err = t.cells.Read()
	if p, ok := errors.AsType[*csv.ParseError](t.err); ok {
		t.err = fmt.Errorf("%s:%d:%d: %w", t.file, p.Line, p.Column, p.Err)
	}
	if t.err == io.EOF {
		t.err = nil
		return false
	}
	return t.err == nil
}

// number returns the count in column i. What is no count is in t.err, the first of a row.
func (t *table) number(i int) int64 {
	n, err := strconv.ParseInt(t.row[i], 10, 64)
	if (err != nil || n < 0 || n > rri.MaxCount) && t.err == nil {
		t.err = t.bad(i, "want a whole number from 0 to 2^53, without commas")
	}
	return n
}

// bad says what is wrong with the cell in column i.
func (t *table) bad(i int, want string) error {
	line, column := t.cells.FieldPos(i)
	return fmt.Errorf("%s:%d:%d: %s %s: %s", t.file, line, column, t.names[i], quote(t.row[i]), want)
}

// quote writes a cell in a message, in one line and not too long.
func quote(s string) string { return fmt.Sprintf("%.80q", s) }

// badName says what is wrong with the name of a column, stratum or group, which goes into output
// that people open in spreadsheets; "" if nothing is.
func badName(s string) string {
	switch {
	case s == "" || s != strings.TrimSpace(s):
		return "want a name, without space around it"
	case len(s) > maxName:
		return fmt.Sprintf("want at most %d bytes", maxName)
	case strings.ContainsAny(s[:1], "=+-@"):
		return "a spreadsheet would take it for a formula: want a name that begins otherwise"
	case strings.ContainsFunc(s, unicode.IsControl):
		return "want a name without control characters"
	}
	return ""
}
