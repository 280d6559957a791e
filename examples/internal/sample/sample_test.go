package sample

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/outcomes"
)

var update = flag.Bool("update", false, "make the table of counts from the published file in DISPARITY_DATA")

// source is the head of the table of counts.
const source = `# Stop and search by Avon and Somerset Police in January 2023: how many records have the same values in these columns.
# Counted from the records at data.police.uk (stop and search by force, by API), where each has a time and an anonymised place beside these.
# Contains public sector information licensed under the Open Government Licence v3.0.
`

// TestCounts makes the table of counts from the published file.
func TestCounts(t *testing.T) {
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("set DISPARITY_DATA to the folder of published files")
	}
	const published = "2023-01-avon-and-somerset-api-flattened.csv"
	f, err := os.Open(filepath.Join(dir, "stopsearch", "api", published))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var x outcomes.Extract
	if err := x.ReadCSV(f, outcomes.ReadOptions{File: published}); err != nil {
		t.Fatal(err)
	}
	b := bytes.NewBufferString(source)
	if err := x.Tally().WriteCSV(b); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		counts = b.Bytes()
	}
	if diff := cmp.Diff(b.String(), string(counts)); diff != "" {
		t.Errorf("the table of counts is not what the published file gives (-file +table):\n%s", diff)
	}
	tally, err := Tally()
	if err != nil {
		t.Fatal(err)
	}
	if !tally.Equal(x.Tally()) {
		t.Error("the tally is not that of the published file")
	}
}

// TestTally holds without the published file.
func TestTally(t *testing.T) {
	tally, err := Tally()
	if err != nil {
		t.Fatal(err)
	}
	n := int64(0)
	for _, searches := range tally.All() {
		n += searches
	}
	if n != 507 {
		t.Errorf("%d searches, want 507", n)
	}
}
