package main

import (
	"bytes"
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
)

var update = flag.Bool("update", false, "write the golden files, and the table that ships from the published file in DISPARITY_DATA")

// source is what stands above the table that ships.
const source = `# Stop and search by Avon and Somerset Police, 2006/07 to 2019/20, excluding vehicle only searches: searches and residents (census 2011) by ethnic group.
# Taken from Ethnicity facts and figures (Race Disparity Unit): Stop and search by police force area, ethnicity and legislation.
# Contains public sector information licensed under the Open Government Licence v3.0.
`

// published is the file that the table is made of.
const publishedFile = "published/eff-stop-and-search-by-pfa-ethnicity-legislation-2006-07_2019-20.csv.gz"

// publishedPath returns where it is.
func publishedPath(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("set DISPARITY_DATA to the folder with the published files")
	}
	return filepath.Join(dir, publishedFile)
}

// The table that ships has the figures of the published file.
func TestShipped(t *testing.T) {
	f, err := os.Open(publishedPath(t))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(z).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := make(map[string]int)
	for i, name := range rows[0] {
		column[strings.TrimPrefix(name, "\ufeff")] = i
	}
	digits := func(cell string) string {
		text := strings.ReplaceAll(cell, ",", "")
		if _, err := strconv.Atoi(text); err != nil && cell != "N/A" {
			t.Errorf("%q is no number", cell)
		}
		return text
	}
	want := source + "year,area,basis,ethnicity,searches,residents\n"
	n := 0
	for _, row := range rows[1:] {
		cell := func(name string) string { return row[column[name]] }
		if basis := cell("Ethnicity_type"); cell("Geography") == "Avon & Somerset" && strings.HasSuffix(basis, "5+1") && cell("Legislation_type") == "All" {
			want += fmt.Sprintf("%s,Avon and Somerset,%s,%s,%s,%s\n", cell("Time"), basis, cell("Ethnicity"), digits(cell("Number of stop and searches")), digits(cell("Population by ethnicity")))
			n++
		}
	}
	if n != 14*6 {
		t.Fatalf("%d rows, want six of each of fourteen years", n)
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

// trendOf runs the program.
func trendOf(args ...string) (out, errout string, status int) {
	var o, e bytes.Buffer
	status = run(args, &o, &e)
	return o.String(), e.String(), status
}
