package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/outcomes"
)

var update = flag.Bool("update", false, "rewrite the golden files, and the default input from DISPARITY_DATA")

// defaultSource is the head of the default input.
const defaultSource = `# Stop and search by Avon and Somerset Police in January 2023: how many records have the same values in these columns.
# Counted from the records at data.police.uk (stop and search by force, by API), where each has a time and an anonymised place beside these.
# Contains public sector information licensed under the Open Government Licence v3.0.
`

// folder returns the folder of published files that DISPARITY_DATA names.
func folder(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("set DISPARITY_DATA to the folder of published files")
	}
	return dir
}

// TestDefault makes the default input again from the published file.
func TestDefault(t *testing.T) {
	file := filepath.Join(folder(t), "stopsearch", "api", defaultFile)
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var x outcomes.Extract
	if err := x.ReadCSV(f, outcomes.ReadOptions{File: defaultFile}); err != nil {
		t.Fatal(err)
	}
	b := bytes.NewBufferString(defaultSource)
	if err := x.Tally().WriteCSV(b); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("avon-and-somerset-2023-01.csv", b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		defaultCounts = b.Bytes()
	}
	if diff := cmp.Diff(b.String(), string(defaultCounts)); diff != "" {
		t.Errorf("the default input is not what the published file gives (-file +default):\n%s", diff)
	}
	for rule := range outcomes.EthnicityRules() {
		d, err := readDefault(settings{rule: rule})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(x.Quality(rule), d.quality); diff != "" {
			t.Errorf("quality by %s (-file +default):\n%s", rule, diff)
		}
		if !d.tally.Equal(x.Tally()) {
			t.Errorf("tally by %s: the default is not what the published file gives", rule)
		}
		var want, got bytes.Buffer
		if err := writeSources(&want, x.Sources()); err != nil {
			t.Fatal(err)
		}
		if err := writeSources(&got, d.sources); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.String(), got.String()); diff != "" {
			t.Errorf("sources (-file +default):\n%s", diff)
		}
	}
}

func writeSources(b *bytes.Buffer, sources []outcomes.Source) error {
	return json.NewEncoder(b).Encode(sources)
}
