package sample

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/outcomes"
)

var update = flag.Bool("update", false, "make the tables from the published file in DISPARITY_DATA")

// The heads of the tables.
const (
	countsSource = `# Stop and search by Avon and Somerset Police in January 2023: how many records have the same values in these columns.
# Counted from the records at data.police.uk (stop and search by force, by API), where each has a time and an anonymised place beside these.
# Contains public sector information licensed under the Open Government Licence v3.0.
`
	stopsSource = `# The minute of the month (UTC) and a number for the anonymised place, empty where there is none, of each search that the table of counts has, in its order.
# Taken from the records at data.police.uk (stop and search by force, by API).
# Contains public sector information licensed under the Open Government Licence v3.0.
`
)

const published = "2023-01-avon-and-somerset-api-flattened.csv"

// publishedFile opens the published file, or skips the test.
func publishedFile(t *testing.T) *os.File {
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("set DISPARITY_DATA to the folder of published files")
	}
	f, err := os.Open(filepath.Join(dir, "stopsearch", "api", published))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// stopsOf makes the table of minutes and places of searches: places are numbered by the order of
// the minute and the place, and rows of one cell are in that order.
func stopsOf(searches []outcomes.Search) []byte {
	minute := func(s outcomes.Search) int64 { return (s.Time.Unix() - start.Unix()) / 60 }
	slices.SortFunc(searches, func(a, b outcomes.Search) int {
		return cmp.Or(a.Key().Compare(b.Key()), cmp.Compare(minute(a), minute(b)), cmp.Compare(a.Latitude, b.Latitude), cmp.Compare(a.Longitude, b.Longitude))
	})
	b := bytes.NewBufferString(stopsSource + "minute,place\n")
	numbers := make(map[[2]float64]int)
	for _, s := range searches {
		place := ""
		if !math.IsNaN(s.Latitude) && !math.IsNaN(s.Longitude) {
			at := [2]float64{s.Latitude, s.Longitude}
			if numbers[at] == 0 {
				numbers[at] = len(numbers) + 1
			}
			place = fmt.Sprint(numbers[at])
		}
		fmt.Fprintf(b, "%d,%s\n", minute(s), place)
	}
	return b.Bytes()
}

// TestTables makes the tables from the published file.
func TestTables(t *testing.T) {
	var x outcomes.Extract
	if err := x.ReadCSV(publishedFile(t), outcomes.ReadOptions{File: published}); err != nil {
		t.Fatal(err)
	}
	b := bytes.NewBufferString(countsSource)
	if err := x.Tally().WriteCSV(b); err != nil {
		t.Fatal(err)
	}
	var searches []outcomes.Search
	for s, err := range outcomes.ReadCSV(publishedFile(t), outcomes.ReadOptions{File: published}) {
		if err != nil {
			t.Fatal(err)
		}
		searches = append(searches, s)
	}
	for _, table := range []struct {
		file string
		made []byte
		held *[]byte
	}{{countsFile, b.Bytes(), &counts}, {stopsFile, stopsOf(searches), &stops}} {
		if *update {
			if err := os.WriteFile(table.file, table.made, 0o666); err != nil {
				t.Fatal(err)
			}
			*table.held = table.made
		}
		if diff := gocmp.Diff(string(table.made), string(*table.held)); diff != "" {
			t.Errorf("%s is not what the published file gives (-made +held):\n%s", table.file, diff)
		}
	}
	if got := extract(t).Tally(); !got.Equal(x.Tally()) {
		t.Errorf("the searches, or who was stopped together, are not those of the published file: %+v, want %+v", got.Stops(), x.Tally().Stops())
	}
}

// extract reads the sample.
func extract(t *testing.T) *outcomes.Extract {
	searches, err := Searches()
	if err != nil {
		t.Fatal(err)
	}
	x := new(outcomes.Extract)
	err = x.Read("sample", func(yield func(outcomes.Search, error) bool) {
		for s := range searches {
			if !yield(s, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestSample holds without the published file.
func TestSample(t *testing.T) {
	tally, err := Tally()
	if err != nil {
		t.Fatal(err)
	}
	if n := tally.Total(); n != 507 {
		t.Errorf("%d searches, want 507", n)
	}
	got := extract(t).Tally()
	if !got.Equal(tally) {
		t.Error("the searches one by one, or their stops, are not those that are counted")
	}
	if s := got.Stops(); len(s) != 1 || s[0].Status != outcomes.StopsTold || s[0].Rows != 507 || s[0].Pairs == 0 {
		t.Errorf("who was stopped together: %+v", s)
	}
}
