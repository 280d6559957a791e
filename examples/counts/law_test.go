package main

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestLawReadsBack: the table that is written as CSV is a table that the program reads, with the
// same counts, and it says the same of them.
func TestLawReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		b.WriteString("group,events,population\n")
		names := []string{"White", "Black", "Asian", "Mixed", "Not stated"}
		for _, name := range names[:rapid.IntRange(2, len(names)).Draw(t, "groups")] {
			events, of := rapid.IntRange(0, 5000).Draw(t, "events"), ""
			if name != "Not stated" {
				of = fmt.Sprint(rapid.IntRange(1, 1_000_000).Draw(t, "residents"))
			}
			fmt.Fprintf(&b, "%s,%d,%s\n", name, events, of)
		}
		status, first, errout := call(b.String(), "-format", "csv", "-")
		if status != statusOK {
			t.Fatalf("status %d: %s", status, errout)
		}
		status, second, errout := call(first, "-format", "csv", "-where", "table=comparison", "-group", "group", "-events", "events", "-of", "population", "-rate", "-")
		if status != statusOK {
			t.Fatalf("%s read again: status %d: %s", first, status, errout)
		}
		comparison := func(text string) (rows []string) {
			for line := range strings.Lines(text) {
				if strings.HasPrefix(line, "comparison,") {
					rows = append(rows, line)
				}
			}
			return rows
		}
		if got, want := strings.Join(comparison(second), ""), strings.Join(comparison(first), ""); got != want {
			t.Fatalf("read back as\n%s\nwant\n%s", got, want)
		}
	})
}
