package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/outcomes"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// folder returns the folder of published files that DISPARITY_DATA names.
func folder(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("set DISPARITY_DATA to the folder of published files")
	}
	return dir
}

// TestDefault reads the default input as the published file is read.
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
	for rule := range outcomes.EthnicityRules() {
		d, err := readDefault()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(x.Quality(rule), d.Quality(rule)); diff != "" {
			t.Errorf("quality by %s (-file +default):\n%s", rule, diff)
		}
		if !d.Tally().Equal(x.Tally()) {
			t.Errorf("tally by %s: the default is not what the published file gives", rule)
		}
		var want, got bytes.Buffer
		if err := writeSources(&want, byMinute(x.Sources())); err != nil {
			t.Fatal(err)
		}
		if err := writeSources(&got, d.Sources()); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want.String(), got.String()); diff != "" {
			t.Errorf("sources (-file +default):\n%s", diff)
		}
	}
}

// byMinute returns sources with times of whole minutes, which is what the sample has: stops are
// told by the minute.
func byMinute(sources []outcomes.Source) []outcomes.Source {
	for i := range sources {
		sources[i].First, sources[i].Last = sources[i].First.Truncate(time.Minute), sources[i].Last.Truncate(time.Minute)
	}
	return sources
}

func writeSources(b *bytes.Buffer, sources []outcomes.Source) error {
	return json.NewEncoder(b).Encode(sources)
}

// TestMetropolitan holds the figures of one month of the largest force, and of a year in London by
// API.
func TestMetropolitan(t *testing.T) {
	dir := filepath.Join(folder(t), "stopsearch")
	r := decode(t, output(t, "-format", "json", filepath.Join(dir, "csv", "2022-09-metropolitan-stop-and-search.csv.gz")))
	if q := r.Quality; q.Rows != 12447 || q.VehicleOnly != 143 || q.EthnicityUnknown != 3571 || q.LinkedMissing != 12304 || q.Duplicates != 286 || q.Rejected != 0 {
		t.Errorf("quality is %+v, want 12,447 rows, 143 of vehicles only, 3,571 of unknown ethnicity, 12,304 without link, 286 duplicates", q)
	}
	if s := r.Sources[0]; s.Force != "Metropolitan Police" || s.First != "2022-09-01" || s.Last != "2022-09-30" || s.Rows != 12447 {
		t.Errorf("source is %+v, want the Metropolitan Police from 1 to 30 September 2022 in London time", s)
	}
	if got := r.ratios(t, "search rate")["Black"]; math.Round(got*1e5)/1e5 != 2.75370 {
		t.Errorf("RRI of Black people is %.6f, want 2.75370", got)
	}
	want := map[string][2]int64{"White": {632, 3833}, "Black": {483, 2654}}
	found := 0
	for _, table := range r.Tables {
		for _, row := range table.Rows {
			w, ok := want[row.Group]
			if table.Measure != "arrest rate" || !ok {
				continue
			}
			found++
			if row.Events != w[0] || row.Exposure != float64(w[1]) {
				t.Errorf("%s: %d arrests of %v searches, want %d of %d", row.Group, row.Events, row.Exposure, w[0], w[1])
			}
		}
	}
	if found != len(want) {
		t.Errorf("%d rows of arrests, want %d", found, len(want))
	}

	year := decode(t, output(t, "-format", "json", filepath.Join(dir, "api", "2021-12_2022-11-london-api-flattened.csv.gz")))
	const met, city = 8791152, 8584
	if year.Quality.Rows != 150152 || year.Quality.Rejected != 0 || year.Residents != met+city {
		t.Errorf("London year: %+v, %.0f residents; want 150,152 rows, none rejected, the residents of two forces", year.Quality, year.Residents)
	}
}
