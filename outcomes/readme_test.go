package outcomes_test

import (
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/outcomes"
)

// TestReadmeUnknown: how many searches of persons have no ethnicity, as the README and the
// documentation of the package say.
func TestReadmeUnknown(t *testing.T) {
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("set DISPARITY_DATA to the folder of data files")
	}
	texts := make(map[string]string)
	for _, name := range []string{"../README.md", "doc.go"} {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = strings.Join(strings.Fields(strings.ReplaceAll(string(text), "\n//", "\n")), " ")
	}
	says := func(want string) {
		t.Helper()
		for name, text := range texts {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q", name, want)
			}
		}
	}

	// shares reads files, and returns the smallest and the largest share of unknown ethnicity of a
	// file and the counts of all.
	shares := func(patterns ...string) (files int, least, most float64, unknown, persons int64) {
		least = 1
		for _, pattern := range patterns {
			names, err := filepath.Glob(filepath.Join(dir, pattern))
			if err != nil {
				t.Fatal(err)
			}
			if len(names) == 0 {
				t.Skipf("no file %s in the data folder", pattern)
			}
			for _, name := range names {
				counts := countsOf(t, name)
				files++
				n := counts.UnknownTotal()
				for _, known := range counts.By {
					n += known
				}
				share := counts.UnknownShare()
				least, most = min(least, share), max(most, share)
				unknown, persons = unknown+counts.UnknownTotal(), persons+n
			}
		}
		return files, least, most, unknown, persons
	}
	files, least, most, unknown, persons := shares("stopsearch/csv/*.csv*", "stopsearch/api/2021-12_2022-11-london-*", "stopsearch/api/2023-01-avon-and-somerset-*")
	if files != 16 {
		t.Skipf("%d files of data.police.uk, where the README speaks of 16", files)
	}
	says(fmt.Sprintf("missing for %.0f %% of the %d,%03d searches of persons in the sixteen files of data.police.uk that the tests read (%.0f to %.0f %% of a file)",
		100*float64(unknown)/float64(persons), persons/1000, persons%1000, 100*least, 100*most))
	_, least, most, _, _ = shares("series/city-of-london-2018-04_2020-11/*.csv*")
	says(fmt.Sprintf("in the City of London from April 2018 to November 2020 for %.0f to %.0f %% of a month", 100*least, 100*most))
}

// countsOf reads a file and counts its searches by the ethnicity that people give of themselves.
func countsOf(t *testing.T, name string) outcomes.Counts {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	var x outcomes.Extract
	if err := x.ReadCSV(r, outcomes.ReadOptions{File: strings.TrimSuffix(filepath.Base(name), ".gz")}); err != nil {
		t.Fatal(err)
	}
	counts, err := x.Tally().Counts(outcomes.Grouping{})
	if err != nil {
		t.Fatal(err)
	}
	return counts
}
