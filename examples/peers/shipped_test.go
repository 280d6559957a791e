package main

import (
	"compress/gzip"
	"encoding/csv"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	_ "pgregory.net/rapid" // for its flags: go test ./... -rapid.checks=N
)

var update = flag.Bool("update", false, "write the golden files, and the table that ships from the published files in DISPARITY_DATA")

// source is what stands above the table that ships.
const source = `# Stop and search by police force in England and Wales, 2017/18 to 2019/20, without searches of vehicles alone; residents of census 2011.
# From Ethnicity facts and figures (Race Disparity Unit), its files that end in 2017/18 and in 2019/20.
# Contains public sector information licensed under the Open Government Licence v3.0.
`

// editions are the files that the table is made of, with the years that are taken from each.
var editions = []struct {
	name, file string
	years      []string
}{
	{"2017/18", "published/eff-stop-and-search-by-pfa-ethnicity-2006-07_2017-18.csv.gz", []string{"2017/18"}},
	{"2019/20", "published/eff-stop-and-search-by-pfa-ethnicity-legislation-2006-07_2019-20.csv.gz", []string{"2017/18", "2018/19", "2019/20"}},
}

// publishedRows reads a published file; each of its rows by the names of its columns.
func publishedRows(t *testing.T, name string) (rows []map[string]string) {
	t.Helper()
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("set DISPARITY_DATA to the folder with the published files")
	}
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	all, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all[1:] {
		row := make(map[string]string)
		for i, column := range all[0] {
			row[strings.TrimSpace(strings.TrimPrefix(column, "\ufeff"))] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, row)
	}
	return rows
}

// The table that ships has the figures of the published files.
func TestShipped(t *testing.T) {
	digits := func(cell string) string {
		text := strings.ReplaceAll(cell, ",", "")
		if _, err := strconv.Atoi(text); err != nil && cell != "N/A" && cell != "-" {
			t.Errorf("%q is no number", cell)
		}
		return text
	}
	want := source + "edition,year,area,basis,ethnicity,searches,residents\n"
	n := 0
	for _, edition := range editions {
		rows := publishedRows(t, edition.file)
		for _, year := range edition.years {
			for _, row := range rows {
				basis, law := row["Ethnicity_type"], row["Legislation_type"]
				if row["Time"] != year || !strings.HasSuffix(basis, "5+1") || law != "" && law != "All" {
					continue
				}
				area := row["Geography"]
				if strings.Contains(area, ",") {
					area = strconv.Quote(area)
				}
				want += fmt.Sprintf("%s,%s,%s,%s,%s,%s,%s\n", edition.name, year, area, basis, row["Ethnicity"],
					digits(row["Number of stop and searches"]), digits(row["Population by ethnicity"]))
				n++
			}
		}
	}
	if n != 6*(46+3*48) {
		t.Fatalf("%d rows, want six of each of 46 areas in the first edition and of 48 in three years of the other", n)
	}
	if *update {
		if err := os.WriteFile(shippedFile, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(shippedFile)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(want, string(got)); d != "" {
		t.Error(d)
	}
}
