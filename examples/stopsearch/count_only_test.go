package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// withCounts puts together the lines of a CSV that are alike, with a column of their number.
func withCounts(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	var b strings.Builder
	fmt.Fprintln(&b, lines[0]+",rows alike")
	slices.Sort(lines[1:])
	for rows := lines[1:]; len(rows) > 0; {
		n := 1
		for n < len(rows) && rows[n] == rows[0] {
			n++
		}
		fmt.Fprintf(&b, "%s,%d\n", rows[0], n)
		rows = rows[n:]
	}
	return b.String()
}

// TestCountOnly: rows that are counted and not kept give the same rates, and every form says what
// was not looked for.
func TestCountOnly(t *testing.T) {
	raw := write(t, kentFile, searchesOf("2023-01", 300).csv())
	const said = "Rows were counted and not kept: copies of rows, files that have the same rows, and where people are stopped together, were not looked for."
	oneLine := func(out string) string { return strings.Join(strings.Fields(out), " ") }
	file := filepath.Join(t.TempDir(), "counted.tally")
	for _, test := range []struct {
		args   []string
		want   []string
		reason string
	}{
		{nil, []string{said}, "the first screen"},
		{[]string{"-tables", "all"}, []string{said}, "everything"},
		{[]string{"-format", "markdown"}, []string{said}, "Markdown"},
		{[]string{"-format", "json"}, []string{`"not_compared": true`, `"duplicates": null`}, "JSON"},
		{[]string{"-format", "html"}, []string{said}, "a page"},
	} {
		status, out, errout := call(t, "", append(test.args, "-count-only", "-save", file, raw)...)
		if status != statusOK {
			t.Fatalf("%s: status %d: %s", test.reason, status, errout)
		}
		for _, want := range test.want {
			if !strings.Contains(oneLine(out), want) {
				t.Errorf("%s: no %q in\n%s", test.reason, want, out)
			}
		}
		if status, saved, errout := call(t, "", append(test.args, file)...); status != statusOK || saved != out {
			t.Errorf("%s: of the saved file another report, status %d: %s", test.reason, status, errout)
		}
		if _, kept, _ := call(t, "", append(test.args, raw)...); strings.Contains(oneLine(kept), test.want[0]) {
			t.Errorf("%s: rows that were kept: %q", test.reason, test.want[0])
		}
	}
	counted := write(t, kentFile, withCounts(searchesOf("2023-01", 300).csv()))
	for _, format := range []string{"text", "json", "csv"} {
		_, want, wanted := call(t, "", "-format", format, "-count-only", raw)
		if status, got, errout := call(t, "", "-format", format, "-column", "count=rows alike", counted); status != statusOK || errout != wanted || got != want {
			t.Errorf("rows that stand for several, as %s: status %d: %s\n%s", format, status, errout, cmp.Diff(want, got))
		}
	}
	again := write(t, "2023-01-kent-again.csv", searchesOf("2023-01", 20).csv())
	named := write(t, "2023-02-kent-stop-and-search.csv", strings.Replace(withCounts(searchesOf("2023-02", 20).csv()), "rows alike", "number of rows", 1))
	for _, test := range []struct {
		args   []string
		status int
		want   string
		reason string
	}{
		{[]string{"-count-only", raw, again}, statusInput, "read both without -count-only, from files with a row for each record, or give one of them", "a month in two files"},
		{[]string{"-column", "Count=rows alike", counted, write(t, "2023-01-kent-again.csv", withCounts(searchesOf("2023-01", 20).csv()))}, statusInput,
			"read both without -count-only, from files with a row for each record, or give one of them", "a month counted twice"},
		{[]string{"-column", "count=rows alike", raw}, statusInput, `no column "rows alike", which is to be read as "count"`, "a file without counts"},
		{[]string{named}, statusOK, `column "number of rows" is not read, and every row is one record: give -column count="number of rows" if a row stands for as many as it says`, "a column that may count"},
		{[]string{"-count-only"}, statusUsage, "-count-only without a file", "the data that ship with the program are few"},
		{[]string{"-count-only", "-save", file, "-save-hashes", "all", raw}, statusUsage, "-save-hashes all does not go with -count-only", "no rows, no hashes"},
		{[]string{"-column", "Count=n", "-save", file, "-save-hashes", "all", raw}, statusUsage, "-save-hashes all does not go with -column count=", "a row of many records has no hash"},
	} {
		if status, _, errout := call(t, "", test.args...); status != test.status || !strings.Contains(errout, test.want) {
			t.Errorf("%s: status %d, %s", test.reason, status, errout)
		}
	}
}
