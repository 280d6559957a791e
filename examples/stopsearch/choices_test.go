package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/examples/internal/cli"
)

// TestRevision: of a month that two archives have in two versions the one counts that -revision
// says, whatever the order of the files and the letter case.
func TestRevision(t *testing.T) {
	old, revised := searchesOf("2023-01", 40), searchesOf("2023-01", 40).revised(3)
	dir := t.TempDir()
	var archives []string
	for name, table := range map[string]searchTable{"2023-03.zip": old.join(searchesOf("2023-01", 41).rows(40, 41)), "2023-09.zip": revised} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(zipped(t, [2]string{essexJanuary, table.csv()})), 0o666); err != nil {
			t.Fatal(err)
		}
		archives = append(archives, file)
	}
	slices.Sort(archives)
	for _, test := range []struct {
		args     []string
		searches int64
		reason   string
	}{
		{append([]string{"-revision", "newest"}, archives...), 40, "the newer"},
		{[]string{"-revision", "Newest", archives[1], archives[0]}, 40, "in the other order, and with a capital letter"},
		{append([]string{"-revision", "largest"}, archives...), 41, "the larger"},
		{append([]string{"-revision", "2023-03.zip"}, archives...), 41, "by name"},
		{append([]string{"-revision", archives[1]}, archives...), 40, "by its whole name"},
		{[]string{"-revision", "newest", dir}, 40, "in a folder"},
		{[]string{dir, "-revision", "2023-03.zip"}, 41, "in a folder, by name"},
	} {
		status, out, errout := call(t, "", append([]string{"-format", "json"}, test.args...)...)
		if status != statusOK || errout != "" {
			t.Errorf("%s: status %d, %s", test.reason, status, errout)
			continue
		}
		if r := decode(t, out); r.Searches != test.searches {
			t.Errorf("%s: %d searches, want %d", test.reason, r.Searches, test.searches)
		}
		// whatever has no room for it tells it on standard error
		for _, format := range cli.Formats {
			_, out, errout := call(t, "", append([]string{"-format", format}, test.args...)...)
			said := wordsOf(format, out+errout)
			if format != cli.FormatJSON && !strings.Contains(said, "counted once: Essex in January 2023 from 2023-0") || format == cli.FormatJSON && !strings.Contains(said, `"overlaps": [`) {
				t.Errorf("%s: -format %s does not say which file counts:\n%s", test.reason, format, said)
			}
		}
	}
}

// TestLowMonth: a share is written as a percentage or as a number, and says which months are low.
func TestLowMonth(t *testing.T) {
	dir := t.TempDir()
	for month, rows := range map[string]int{"2023-01": 40, "2023-02": 12, "2023-03": 40} {
		if err := os.WriteFile(filepath.Join(dir, month+"-essex-stop-and-search.csv"), []byte(searchesOf(month, rows).csv()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		value  string
		low    bool
		reason string
	}{
		{"", false, "12 of 40 are more than 20 %"},
		{"31%", true, "and less than 31 %"},
		{"0.31", true, "as a number"},
		{"30.5 %", true, "with a fraction, and a space"},
		{"29%", false, "a percentage"},
		{".29", false, "a number"},
	} {
		args := []string{dir}
		if test.value != "" {
			args = append(args, "-low-month", test.value)
		}
		if out := output(t, args...); strings.Contains(out, "Essex in February 2023 (12 rows, median 40)") != test.low {
			t.Errorf("-low-month %q (%s): low is not %t in\n%s", test.value, test.reason, test.low, out)
		}
	}
}
