package tidy

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// plainNumber is what is a number without any knowledge of marks.
var plainNumber = regexp.MustCompile(`^\s*-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?(?:e-?\d+)?\s*$`)

// dataTables yields the tables below a folder, compressed or not.
func dataTables(t *testing.T, dir string, yield func(name string, rows [][]string)) {
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if d != nil && d.IsDir() && (d.Name() == "stopsearch" || d.Name() == "series") {
			return fs.SkipDir // records, which have no marks
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(strings.TrimSuffix(path, ".gz"), ".csv") {
			return err
		}
		data, err := os.ReadFile(path)
		if err == nil && strings.HasSuffix(path, ".gz") {
			var z *gzip.Reader
			if z, err = gzip.NewReader(bytes.NewReader(data)); err == nil {
				data, err = io.ReadAll(z)
			}
		}
		if err != nil {
			return err
		}
		r := csv.NewReader(bytes.NewReader(data))
		r.FieldsPerRecord = -1
		rows, err := r.ReadAll()
		if err == nil {
			yield(filepath.Base(path), rows)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// Every cell of the real tables that stands in a column of numbers is read: these marks are in
// them. An infinite odds ratio and the number of a table, as 5.17a, are no counts, and refused.
func TestMarksOfRealTables(t *testing.T) {
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("DISPARITY_DATA is not set: it names the folder of the real files")
	}
	found := make(map[string]int)
	tables := 0
	dataTables(t, dir, func(name string, rows [][]string) {
		tables++
		for column := range rows[0] {
			var others []string
			numbers := 0
			for _, row := range rows[1:] {
				if column >= len(row) {
					continue
				}
				if plainNumber.MatchString(row[column]) {
					numbers++
				} else {
					others = append(others, row[column])
				}
			}
			if numbers < 5 {
				continue
			}
			for _, text := range others {
				found[text]++
			}
		}
	})
	want := map[string]Mark{"": Blank, "-": Dash, " -   ": Dash, "!": Withheld, "~": Low, "N/A": NotAvailable, " N/A ": NotAvailable, "NA": NotAvailable}
	refused := []string{"Inf", "5.17a"}
	for _, text := range slices.Sorted(maps.Keys(found)) {
		c, err := ParseCell(text)
		if m, ok := want[text]; err != nil != slices.Contains(refused, text) || err == nil && (!ok || c != m.Cell()) {
			t.Errorf("%d cells %q: %v, %v", found[text], text, c, err)
		}
	}
	for text := range want {
		if found[text] == 0 {
			t.Errorf("no cell %q", text)
		}
	}
	t.Logf("%d tables: %v", tables, found)
}
