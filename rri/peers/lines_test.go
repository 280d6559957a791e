package peers

import (
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/referencetest"
)

// blackSearches returns the forces of 2017/18 as the published file to 2017/18 or to 2019/20 has
// them: see testdata/README.md.
func blackSearches(t testing.TB, fileTo string) Set[string, rri.Rate] {
	t.Helper()
	s := Set[string, rri.Rate]{Baseline: "White", Of: "forces"}
	for _, row := range referencetest.Records(t, "testdata/black_2017_18.csv") {
		if row["file_to"] == fileTo {
			s.Units = append(s.Units, Unit[string, rri.Rate]{Name: row["force"], Counts: map[string]rri.Rate{
				"Black": {Events: referencetest.Count(t, row["black"]), Population: referencetest.Float(t, row["black_residents"])},
				"White": {Events: referencetest.Count(t, row["white"]), Population: referencetest.Float(t, row["white_residents"])},
			}})
		}
	}
	return s
}

// TestPublishedLines has the figures of the inspectorate's lines for the search rate of Black
// people over that of White people in 2017/18.
func TestPublishedLines(t *testing.T) {
	for _, test := range []struct {
		fileTo                         string
		mean, deviation                float64
		lower, upper, lowerLog, onLogs float64
		w, p                           float64
		outside                        int
		reason                         string
	}{
		{"2017/18", 7.47, 3.98, 3.49, 11.44, 3.57, 11.50, 0.941, 0.028, 16, "the file that ends in that year"},
		{"2019/20", 7.48, 3.99, 3.49, 11.47, 3.57, 11.53, 0.941, 0.028, 16, "its counts are revised"},
	} {
		r, err := Of(blackSearches(t, test.fileTo), Options{OutlierLines: true})
		if err != nil {
			t.Fatal(err)
		}
		c := r.Groups[0]
		l := *c.Lines
		for name, figure := range map[string]struct {
			got, want float64
			digits    int
		}{
			"mean": {l.Mean, test.mean, 2}, "standard deviation": {l.StandardDeviation, test.deviation, 2},
			"plain lower": {l.Plain.Lower, test.lower, 2}, "plain upper": {l.Plain.Upper, test.upper, 2},
			"log lower": {l.Log.Lower, test.lowerLog, 2}, "log upper": {l.Log.Upper, test.onLogs, 2},
			"W": {l.W, test.w, 3}, "p": {l.P, test.p, 3},
		} {
			if got := strconv.FormatFloat(figure.got, 'f', figure.digits, 64); got != strconv.FormatFloat(figure.want, 'f', figure.digits, 64) {
				t.Errorf("%s: %s %s; want %v (%s)", test.fileTo, name, got, figure.want, test.reason)
			}
		}
		plain := 0
		for _, row := range c.Rows {
			if v := row.Value.Value; v < l.Plain.Lower || v > l.Plain.Upper {
				plain++
			}
		}
		if !l.OnLogs || l.Taken() != l.Log || l.Units != 43 || len(l.Outside) != test.outside || plain != test.outside {
			t.Errorf("%s: on logs %v, %d units, %d and %d outside", test.fileTo, l.OnLogs, l.Units, len(l.Outside), plain)
		}
		if row := c.Rows[slices.IndexFunc(c.Rows, func(row Row) bool { return row.Unit == "London, City of" })]; math.Abs(row.Value.Value-10.49) > 0.005 {
			t.Errorf("%s: City of London %v; want 10.49, by the residents of the census of 2011", test.fileTo, row.Value.Value)
		}
	}
}

// TestPublishedLinesData compares testdata/black_2017_18.csv with the published files.
func TestPublishedLinesData(t *testing.T) {
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		t.Skip("DISPARITY_DATA does not name the folder of the shared data")
	}
	for fileTo, name := range map[string]string{
		"2017/18": "eff-stop-and-search-by-pfa-ethnicity-2006-07_2017-18.csv.gz",
		"2019/20": "eff-stop-and-search-by-pfa-ethnicity-legislation-2006-07_2019-20.csv.gz",
	} {
		got := blackSearches(t, fileTo)
		want := publishedSearches(t, filepath.Join(dir, "published", name))
		for _, u := range got.Units {
			// whose residents the file marks N/A: census 2011, table KS201EW
			if u.Name == "London, City of" {
				city := want[u.Name]
				city["White"] = rri.Rate{Events: city["White"].Events, Population: 5799}
				city["Black"] = rri.Rate{Events: city["Black"].Events, Population: 193}
			}
			if !maps.Equal(u.Counts, want[u.Name]) {
				t.Errorf("%s, %s: %v; the file has %v", fileTo, u.Name, u.Counts, want[u.Name])
			}
		}
		if len(got.Units) != len(want) {
			t.Errorf("%s: %d forces; the file has %d", fileTo, len(got.Units), len(want))
		}
	}
}

// publishedSearches reads the searches of 2017/18 of Black and White people by force.
func publishedSearches(t testing.TB, path string) map[string]map[string]rri.Rate {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unzipped, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	read := csv.NewReader(unzipped)
	header, err := read.Read()
	if err != nil {
		t.Fatal(err)
	}
	column := make(map[string]int)
	for i, name := range header {
		column[strings.TrimSpace(name)] = i
	}
	forces := make(map[string]map[string]rri.Rate)
	for {
		row, err := read.Read()
		if err == io.EOF {
			return forces
		}
		if err != nil {
			t.Fatal(err)
		}
		cell := func(name string) string { return row[column[name]] }
		force, group := cell("Geography"), cell("Ethnicity")
		if cell("Time") != "2017/18" || cell("Ethnicity_type") != "ONS 2001 5+1" || group != "Black" && group != "White" ||
			strings.HasPrefix(force, "All") || force == "British Transport Police" {
			continue
		}
		if i, ok := column["Legislation_type"]; ok && row[i] != "All" {
			continue
		}
		if forces[force] == nil {
			forces[force] = make(map[string]rri.Rate)
		}
		number := func(name string) float64 {
			v, _ := strconv.ParseFloat(strings.ReplaceAll(cell(name), ",", ""), 64) // 0 for N/A
			return v
		}
		forces[force][group] = rri.Rate{Events: int64(number("Number of stop and searches")), Population: number("Population by ethnicity")}
	}
}

// indexOf returns a set of which the units have these indices: counts of a thousand or so each, 0
// events for 0, and none of the baseline for an infinite one.
func indexOf(indices ...float64) Set[string, rri.Rate] {
	s := Set[string, rri.Rate]{Baseline: "White"}
	for i, x := range indices {
		group, baseline := rri.Rate{Events: 1000, Population: 1000}, rri.Rate{Events: 1000, Population: 1000 * x}
		switch {
		case x == 0:
			group, baseline.Population = rri.Rate{Population: 1}, 1000
		case math.IsInf(x, 1):
			baseline = rri.Rate{Population: 1000}
		}
		s.Units = append(s.Units, Unit[string, rri.Rate]{Name: fmt.Sprintf("%02d", i), Counts: map[string]rri.Rate{"Black": group, "White": baseline}})
	}
	return s
}

// TestLinesEdges: what the rule says where it was not made for.
func TestLinesEdges(t *testing.T) {
	for _, test := range []struct {
		indices []float64
		want    string // units, on logs, and the units outside
		reason  string
	}{
		{[]float64{2}, "1 false []", "one unit has no standard deviation"},
		{[]float64{2, 8}, "2 false []", "two are no further apart than 1.41 standard deviations, each 0.71 from the mean"},
		{[]float64{1, 2, 8}, "3 false [02]", "three can be tested"},
		{[]float64{3, 3, 3, 3}, "4 false []", "all alike: lines without width, and nobody outside"},
		{[]float64{1, 1, 1, 1, 1, 1, 1, 1, 1, 60}, "10 true [09]", "not normal: on logs"},
		{[]float64{0, 1, 1, 1, 1, 1, 1, 1, 1, 60}, "10 false [09]", "a value of 0 has no logarithm: the lines stay on the values"},
		{[]float64{1, 2, 3, 4, math.Inf(1)}, "4 false [00 03]", "an infinite index is no part of the lines, nor outside"},
		{[]float64{math.Inf(1), math.Inf(1)}, "0 false []", "none that is finite"},
	} {
		r, err := Of(indexOf(test.indices...), Options{OutlierLines: true})
		if err != nil {
			t.Fatal(err)
		}
		l := r.Groups[0].Lines
		if got := fmt.Sprint(l.Units, l.OnLogs, l.Outside); got != test.want {
			t.Errorf("%v: %s; want %s (%s)", test.indices, got, test.want, test.reason)
		}
		if l.OnLogs && !(l.P < notNormalBelow) {
			t.Errorf("%v: on logs at p %v", test.indices, l.P)
		}
	}
	if r, err := Of(indexOf(1, 2, 3), Options{}); err != nil || r.Groups[0].Lines != nil {
		t.Errorf("lines that were not asked for: %v, %v", r.Groups[0].Lines, err)
	}
}

// TestLinesLaws: the lines are of the values alone. The order of the units changes nothing, and nor
// does it how large a unit is: all its counts and residents many times over.
func TestLinesLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := withEvents(funnelSet[rri.Rate](t))
		lines := func() OutlierLines {
			r, err := Of(s, Options{OutlierLines: true})
			if err != nil {
				t.Fatal(err)
			}
			return *r.Groups[0].Lines
		}
		before := lines()
		s.Units = rapid.Permutation(s.Units).Draw(t, "order")
		times := rapid.Int64Range(1, 50).Draw(t, "times")
		u := &s.Units[0]
		u.Counts = maps.Clone(u.Counts)
		for g, m := range u.Counts {
			m.Events *= times
			m.Population *= float64(times)
			u.Counts[g] = m
		}
		after := lines()
		slices.Sort(before.Outside)
		slices.Sort(after.Outside)
		if diff := cmp.Diff(before, after, cmpopts.EquateApprox(1e-9, 0), cmpopts.EquateNaNs(), cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}
