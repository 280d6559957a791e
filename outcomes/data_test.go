package outcomes

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/rri"
)

// dataFile returns the path of a real stop-and-search file, and skips the test where there are
// none.
func dataFile(tb testing.TB, name string) string {
	tb.Helper()
	dir := os.Getenv("DISPARITY_DATA")
	if dir == "" {
		tb.Skip("DISPARITY_DATA is not set: it names the folder of the real files")
	}
	return filepath.Join(dir, "stopsearch", filepath.FromSlash(name))
}

// readData reads a real file.
func readData(tb testing.TB, x *Extract, name string) {
	tb.Helper()
	path := dataFile(tb, name)
	f, err := os.Open(path)
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if err := x.ReadCSV(f, ReadOptions{File: filepath.Base(path)}); err != nil {
		tb.Fatal(err)
	}
	for _, err := range x.Errors() {
		tb.Error(err)
	}
}

// realFiles has what is known of every real file, by counting lines and cells with other programs.
var realFiles = []struct {
	name                       string
	force                      string // slug, or empty
	rows, vehicles, duplicates int64
	unknownSelf, blankOutcome  int64 // of persons
	first, last                string
	// percent of all rows, as printed in a survey of the files; NaN where it was not surveyed
	outcomeBlankShare, linkBlank float64
}{
	{"api/2021-12_2022-11-london-api-flattened.csv.gz", "", 150152, 1963, 4616, 42759, 5, "2021-12-01", "2022-11-30", 0.0, 95.4},
	{"api/2023-01-avon-and-somerset-api-flattened.csv", "avon-and-somerset", 507, 11, 44, 116, 356, "2023-01-01", "2023-01-31", 71.4, 64.5},
	{"csv/2016-03_2017-12-greater-manchester-stop-and-search.sqlite-export.csv", "greater-manchester", 4889, 202, 447, 386, 0, "2016-03-01", "2017-12-31", 0.0, 74.4},
	{"csv/2016-06-metropolitan-stop-and-search.csv.gz", "metropolitan", 10490, 128, 342, 1029, 0, "2016-06-01", "2016-06-30", 0.0, 100.0},
	{"csv/2019-12-city-of-london-stop-and-search.csv", "city-of-london", 292, 0, 0, 87, 0, "2019-12-01", "2019-12-31", 0.0, 0.0},
	{"csv/2019-12-derbyshire-stop-and-search.csv", "derbyshire", 198, 8, 12, 32, 0, "2019-12-01", "2019-12-31", 2.5, 0.0},
	{"csv/2019-12-essex-stop-and-search.csv", "essex", 1523, 55, 132, 175, 20, "2019-12-01", "2019-12-31", 1.3, 0.0},
	{"csv/2019-12-leicestershire-stop-and-search.csv", "leicestershire", 106, 0, 2, 24, 0, "2019-12-01", "2019-12-31", 0.0, 99.1},
	{"csv/2019-12-south-yorkshire-stop-and-search.csv", "south-yorkshire", 1322, 145, 65, 315, 0, "2019-12-01", "2019-12-31", 0.0, 0.0},
	{"csv/2020-01-city-of-london-stop-and-search.csv", "city-of-london", 351, 0, 0, 114, 0, "2020-01-01", "2020-01-31", 0.0, 0.0},
	{"csv/2020-01-derbyshire-stop-and-search.csv", "derbyshire", 189, 10, 14, 20, 3, "2020-01-01", "2020-01-31", 4.8, 0.0},
	{"csv/2020-01-essex-stop-and-search.csv", "essex", 1820, 85, 195, 188, 20, "2020-01-01", "2020-01-31", 1.2, 0.0},
	{"csv/2020-01-leicestershire-stop-and-search.csv", "leicestershire", 336, 0, 10, 64, 6, "2020-01-01", "2020-01-31", 1.8, 87.5},
	{"csv/2020-01-south-yorkshire-stop-and-search.csv", "south-yorkshire", 2052, 193, 125, 442, 0, "2020-01-03", "2020-01-31", 0.0, 0.0},
	{"csv/2020-09-west-midlands-stop-and-search.csv", "west-midlands", 2051, 166, 53, 97, 169, "2020-09-01", "2020-09-30", 9.3, 92.4},
	{"csv/2022-09-metropolitan-stop-and-search.csv.gz", "metropolitan", 12447, 143, 286, 3571, 0, "2022-09-01", "2022-09-30", 0.0, 100.0},
	{"derived/2021-12_2022-11-london-policeuk-header.csv.gz", "", 150152, 1963, 4616, 42759, 5, "2021-12-01", "2022-11-30", math.NaN(), math.NaN()},
}

// Every real file is read whole: every row is a search, no label is unknown, and the counts of
// rows, vehicles and duplicates are those of others.
func TestRealFiles(t *testing.T) {
	listed := make(map[string]bool)
	for _, test := range realFiles {
		listed[test.name] = true
		t.Run(strings.ReplaceAll(test.name, "/", "_"), func(t *testing.T) {
			var x Extract
			readData(t, &x, test.name)
			q := x.Quality(SelfDefined)
			if q.Rows != test.rows || q.Rejected != 0 || q.TypeUnknown != 0 || len(q.UnknownLabels) != 0 || q.VehicleOnly != test.vehicles ||
				q.Duplicates != test.duplicates || q.EthnicityUnknown != test.unknownSelf || q.OutcomeMissing != test.blankOutcome {
				t.Errorf("%v %v", q, q.UnknownLabels)
			}
			s := x.Sources()[0]
			if s.Force.Slug() != test.force && !s.Force.IsZero() || test.force != "" && s.Force.Slug() != test.force {
				t.Errorf("force %v, want %s", s.Force, test.force)
			}
			if first, last := InLondon(s.First).Format(time.DateOnly), InLondon(s.Last).Format(time.DateOnly); first != test.first || last != test.last {
				t.Errorf("from %s to %s, want %s to %s", first, last, test.first, test.last)
			}
			share := func(blank func(Key) bool) float64 {
				n := x.Tally().Where(blank).Total()
				return math.Round(1000*float64(n)/float64(q.Rows)) / 10
			}
			outcome, linked := share(func(k Key) bool { return !k.Outcome.IsKnown() }), share(func(k Key) bool { return !k.Linked.IsKnown() })
			if !math.IsNaN(test.linkBlank) && (outcome != test.outcomeBlankShare || linked != test.linkBlank) {
				t.Errorf("outcome blank in %v %%, link in %v %%, want %v and %v", outcome, linked, test.outcomeBlankShare, test.linkBlank)
			}
		})
	}
	others, err := readOthers(dataFile(t, "."), listed)
	if err != nil {
		t.Error(err)
	}
	for _, line := range others {
		t.Log(line)
	}
}

// readOthers reads every file below root that is not listed to its end and says of each what was
// read. It is an error if one breaks off, or if rows are lost. A file of something else than
// searches is named, and so is what is no regular file.
func readOthers(root string, listed map[string]bool) ([]string, error) {
	var said []string
	return said, filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		if name := strings.TrimSuffix(d.Name(), ".gz"); listed[filepath.ToSlash(rel)] || !strings.HasSuffix(name, ".csv") && !strings.HasSuffix(name, ".json") {
			return nil
		}
		if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
			said = append(said, fmt.Sprintf("%s is not in the table, and no file to read: %v", rel, err))
			return nil
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		var x Extract
		read := x.ReadCSV
		if strings.Contains(d.Name(), ".json") {
			read = x.ReadJSON
		}
		err = read(f, ReadOptions{File: d.Name()})
		if _, ok := errors.AsType[*HeaderError](err); ok {
			said = append(said, fmt.Sprintf("%s is not in the table, and holds no searches: %v", rel, err))
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s, which is not in the table: %w", rel, err)
		}
		q := x.Quality(SelfDefined)
		if persons := x.Tally().Where(func(k Key) bool { return k.Type.IsPerson() }).Total(); q.Rows != persons+q.VehicleOnly+q.TypeUnknown+q.Rejected || q.Rows != x.Sources()[0].Rows {
			return fmt.Errorf("%s, which is not in the table: %v: rows are lost", rel, q)
		}
		said = append(said, fmt.Sprintf("%s is not in the table: %v, %v; labels not known: %d", rel, x.Sources()[0].Force, q, len(q.UnknownLabels)))
		return nil
	})
}

// A file that nobody listed is read whole and named, and fails nothing but if it breaks off.
func TestReadOthers(t *testing.T) {
	root := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	write("csv/listed.csv", "anything")
	write("csv/2022-09-kent.csv", file("\n", official, fixture[0], "short", replace("Outcome", "Ticket")))
	write("new/2022-09-essex.csv.gz", gzipped(file("\n", official, fixture...)))
	write("new/api.json", "[]")
	write("new/street.csv", "Crime ID,Month\n")
	write("README.md", "x")
	said, err := readOthers(root, map[string]bool{"csv/listed.csv": true})
	if err != nil || len(said) != 4 {
		t.Fatalf("%v, %v", said, err)
	}
	for i, want := range []string{"2022-09-kent.csv is not in the table: Kent, 3 rows: ", "2022-09-essex.csv.gz is not in the table: Essex, 5 rows", "api.json is not in the table", "street.csv is not in the table, and holds no searches"} {
		if !strings.Contains(said[i], want) {
			t.Errorf("got %s, want %s", said[i], want)
		}
	}
	write("new/broken.csv.gz", gzipped(file("\n", official, fixture...))[:100])
	if _, err := readOthers(root, map[string]bool{"csv/listed.csv": true}); err == nil || !strings.Contains(err.Error(), "broken.csv.gz, which is not in the table") {
		t.Errorf("a file that breaks off: %v", err)
	}
}

// Months are cut in Europe/London: the file of a month has no search of another.
func TestRealMonths(t *testing.T) {
	for _, test := range []struct {
		name, month string
		others      int64 // searches that the text of the date puts into the month before
	}{
		{"csv/2016-06-metropolitan-stop-and-search.csv.gz", "2016-06", 13},
		{"csv/2022-09-metropolitan-stop-and-search.csv.gz", "2022-09", 16},
		{"csv/2020-09-west-midlands-stop-and-search.csv", "2020-09", 0},
		{"api/2023-01-avon-and-somerset-api-flattened.csv", "2023-01", 0},
	} {
		var x Extract
		readData(t, &x, test.name)
		months := CountBy(x.Tally(), func(k Key) string { return k.Month.String() })
		if len(months) != 1 || months[test.month] != x.Tally().Total() {
			t.Errorf("%s: %v", test.name, months)
		}
		f, err := os.Open(dataFile(t, test.name))
		if err != nil {
			t.Fatal(err)
		}
		var others int64
		for s := range ReadCSV(f, ReadOptions{}) {
			if s.Time.Format("2006-01") != test.month {
				others++
			}
		}
		_ = f.Close()
		if others != test.others {
			t.Errorf("%s: %d searches are of another month in UTC, want %d", test.name, others, test.others)
		}
	}
}

// forceMonths has the find rates of ten forces and periods in percent, to one digit, as a survey of
// the same files printed them.
var forceMonths = []struct {
	name                    string
	files                   []string
	persons                 int64
	outcomeBlank, linkBlank float64
	d1, d2, d3, d4, d5      float64
}{
	{name: "essex 2019-12 2020-01", files: []string{"csv/2019-12-essex-stop-and-search.csv", "csv/2020-01-essex-stop-and-search.csv"},
		persons: 3203, outcomeBlank: 1.2, linkBlank: 0.0, d1: 25.7, d2: 26.0, d3: 24.2, d4: 21.0, d5: 10.5},
	{name: "city-of-london 2019-12 2020-01", files: []string{"csv/2019-12-city-of-london-stop-and-search.csv", "csv/2020-01-city-of-london-stop-and-search.csv"},
		persons: 643, outcomeBlank: 0.0, linkBlank: 0.0, d1: 23.8, d2: 23.8, d3: 29.9, d4: 22.7, d5: 18.7},
	{name: "south-yorkshire 2019-12 2020-01", files: []string{"csv/2019-12-south-yorkshire-stop-and-search.csv", "csv/2020-01-south-yorkshire-stop-and-search.csv"},
		persons: 3036, outcomeBlank: 0.0, linkBlank: 0.0, d1: 20.9, d2: 20.9, d3: 11.3, d4: 8.9, d5: 10.8},
	{name: "leicestershire 2019-12 2020-01", files: []string{"csv/2019-12-leicestershire-stop-and-search.csv", "csv/2020-01-leicestershire-stop-and-search.csv"},
		persons: 442, outcomeBlank: 1.4, linkBlank: 90.3, d1: 30.5, d2: 31.0, d3: 0.0, d4: 0.0, d5: 14.9},
	{name: "derbyshire 2019-12 2020-01", files: []string{"csv/2019-12-derbyshire-stop-and-search.csv", "csv/2020-01-derbyshire-stop-and-search.csv"},
		persons: 369, outcomeBlank: 0.8, linkBlank: 0.0, d1: 29.5, d2: 29.8, d3: 94.9, d4: 24.7, d5: 15.7},
	{name: "west-midlands 2020-09", files: []string{"csv/2020-09-west-midlands-stop-and-search.csv"},
		persons: 1885, outcomeBlank: 9.0, linkBlank: 92.4, d1: 19.9, d2: 21.9, d3: 41.3, d4: 3.1, d5: 14.6},
	{name: "metropolitan 2022-09", files: []string{"csv/2022-09-metropolitan-stop-and-search.csv.gz"},
		persons: 12304, outcomeBlank: 0.0, linkBlank: 100, d1: 30.1, d2: 30.1, d3: math.NaN(), d4: 0.0, d5: 15.4},
	{name: "metropolitan 2016-06", files: []string{"csv/2016-06-metropolitan-stop-and-search.csv.gz"},
		persons: 10362, outcomeBlank: 0.0, linkBlank: 100, d1: 32.3, d2: 32.3, d3: math.NaN(), d4: 0.0, d5: 20.2},
	{name: "greater-manchester 2016-03 2017-12", files: []string{"csv/2016-03_2017-12-greater-manchester-stop-and-search.sqlite-export.csv"},
		persons: 4687, outcomeBlank: 0.0, linkBlank: 74.2, d1: 25.8, d2: 25.8, d3: 74.8, d4: 19.3, d5: 10.4},
	{name: "avon-and-somerset 2023-01", files: []string{"api/2023-01-avon-and-somerset-api-flattened.csv"},
		persons: 496, outcomeBlank: 71.8, linkBlank: 65.1, d1: 22.4, d2: 79.3, d3: 79.8, d4: 22.2, d5: 13.9},
}

// crossTab is the table of persons searched by outcome and link, one row for each outcome of a
// force and period.
const crossTab = "testdata/outcome-by-link.csv"

// readCrossTab returns the tallies of that table by name.
func readCrossTab(t *testing.T) map[string]*Tally {
	t.Helper()
	f, err := os.Open(crossTab)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	tallies := make(map[string]*Tally)
	for _, row := range rows[1:] {
		o, err := ParseOutcome(row[1])
		if err != nil {
			t.Fatal(err)
		}
		if tallies[row[0]] == nil {
			tallies[row[0]] = new(Tally)
		}
		for i, linked := range []Answer{Yes, No, AnswerNotRecorded} {
			n, err := strconv.ParseInt(row[2+i], 10, 64)
			if err != nil {
				t.Fatal(err)
			}
			if err := tallies[row[0]].AddCount(Key{Type: PersonSearch, Outcome: o, Linked: linked}, n); err != nil {
				t.Fatal(err)
			}
		}
	}
	return tallies
}

// percent returns a proportion in percent to one digit.
func percent(p rri.Proportion) float64 {
	return math.Round(1000*float64(p.Events)/float64(p.Trials)) / 10
}

// testFindRates checks one tally against the rates that were printed.
func testFindRates(t *testing.T, tally *Tally, i int) {
	t.Helper()
	want := forceMonths[i]
	rates := []float64{want.d1, want.d2, want.d3, want.d4, want.d5}
	for f := range FindDefinitions() {
		p, err := tally.Proportions(f.Definition(), Grouping{})
		if err != nil {
			t.Fatal(err)
		}
		got := percent(p.Overall)
		if got != rates[f] && !(math.IsNaN(got) && math.IsNaN(rates[f])) || p.Searches != want.persons {
			t.Errorf("%s, %v: %v %% of %d, want %v %% of %d", want.name, f, got, p.Searches, rates[f], want.persons)
		}
		missing := math.Round(1000*p.MissingShare()) / 10
		switch f {
		case FindByAction, FindByActionKnown, FindByArrest:
			if missing != want.outcomeBlank {
				t.Errorf("%s, %v: %v %% missing, want %v", want.name, f, missing, want.outcomeBlank)
			}
		case FindByLinked:
			if missing != want.linkBlank {
				t.Errorf("%s, %v: %v %% missing, want %v", want.name, f, missing, want.linkBlank)
			}
		}
	}
}

// The find rates by all five definitions, from the table in testdata: this one runs everywhere.
func TestFindRatesOfForces(t *testing.T) {
	tallies := readCrossTab(t)
	if len(tallies) != len(forceMonths) {
		t.Errorf("%d forces and periods in %s, want %d", len(tallies), crossTab, len(forceMonths))
	}
	for i, test := range forceMonths {
		if tallies[test.name] == nil {
			t.Errorf("%s is not in %s", test.name, crossTab)
			continue
		}
		testFindRates(t, tallies[test.name], i)
	}
}

// The same from the files themselves, which must give the table in testdata. With DISPARITY_UPDATE
// set the table is written anew.
func TestFindRatesOfFiles(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Searches of persons by outcome and by whether it is linked to the object of search, counted from files of data.police.uk\n" +
		"# (Open Government Licence v3.0). Written by TestFindRatesOfFiles.\n" +
		"force and months,outcome,linked,not linked,link not recorded\n")
	stored := map[string]*Tally{}
	if os.Getenv("DISPARITY_UPDATE") == "" {
		stored = readCrossTab(t)
	}
	for i, test := range forceMonths {
		var x Extract
		for _, name := range test.files {
			readData(t, &x, name)
		}
		testFindRates(t, x.Tally(), i)
		persons := new(Tally)
		for k, n := range x.Tally().All() {
			if k.Type.IsPerson() {
				if err := persons.AddCount(Key{Type: PersonSearch, Outcome: k.Outcome, Linked: k.Linked}, n); err != nil {
					t.Fatal(err)
				}
			}
		}
		if s := stored[test.name]; s != nil && !s.Equal(persons) {
			t.Errorf("%s: the table in testdata is not that of the files", test.name)
		}
		for o := range Outcomes() {
			count := func(a Answer) int64 {
				return persons.Where(func(k Key) bool { return k.Outcome == o && k.Linked == a }).Total()
			}
			if y, n, blank := count(Yes), count(No), count(AnswerNotRecorded); y+n+blank > 0 {
				fmt.Fprintf(&b, "%s,%s,%d,%d,%d\n", test.name, o, y, n, blank)
			}
		}
	}
	if os.Getenv("DISPARITY_UPDATE") != "" {
		if err := os.WriteFile(crossTab, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// Black and White people in the Metropolitan Police area, September 2022.
func TestMetropolitan(t *testing.T) {
	var x Extract
	readData(t, &x, "csv/2022-09-metropolitan-stop-and-search.csv.gz")
	c, err := x.Tally().Counts(Grouping{Independent: true})
	if err != nil {
		t.Fatal(err)
	}
	if c.By[ethnicity.Black] != 2654 || c.By[ethnicity.White] != 3833 || c.UnknownTotal() != 3571 {
		t.Errorf("%v, %d unknown", c.By, c.UnknownTotal())
	}
	p, err := x.Tally().Proportions(ArrestRate.Definition(), Grouping{Independent: true})
	if err != nil {
		t.Fatal(err)
	}
	if p.By[ethnicity.Black] != (rri.Proportion{Events: 483, Trials: 2654}) || p.By[ethnicity.White] != (rri.Proportion{Events: 632, Trials: 3833}) {
		t.Errorf("%v", p.By)
	}
	population, err := ethnicity.PopulationOf("metropolitan", ethnicity.Census2021)
	if err != nil {
		t.Fatal(err)
	}
	rates, err := c.Rates(population)
	if err != nil {
		t.Fatal(err)
	}
	if rates[ethnicity.Black] != (rri.Rate{Events: 2654, Population: 1188137}) {
		t.Errorf("%v", rates[ethnicity.Black])
	}
	near(t, ratio(rates, ethnicity.Black), 2.75370, 0.000005)
}

// The index of Avon and Somerset, January 2023, by whose account of ethnicity counts.
func TestAvonAndSomerset(t *testing.T) {
	var x Extract
	readData(t, &x, "api/2023-01-avon-and-somerset-api-flattened.csv")
	population, err := ethnicity.PopulationOf("avon-and-somerset", ethnicity.Census2021)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		rule  EthnicityRule
		group ethnicity.Group
		want  float64
	}{
		{SelfDefined, ethnicity.Black, 3.8305}, {OfficerDefined, ethnicity.Black, 7.2623}, {SelfThenOfficer, ethnicity.Black, 7.1295},
		{SelfDefined, ethnicity.Mixed, 2.4749}, {SelfDefined, ethnicity.Asian, 0.7408}, {SelfDefined, ethnicity.Other, 0.8831},
	} {
		c, err := x.Tally().Counts(Grouping{Rule: test.rule})
		if err != nil {
			t.Fatal(err)
		}
		rates, err := c.Rates(population)
		if err != nil {
			t.Fatal(err)
		}
		near(t, ratio(rates, test.group), test.want, 0.00005)
	}
}

func ratio(rates map[ethnicity.Group]rri.Rate, g ethnicity.Group) float64 {
	w := rates[ethnicity.White]
	return float64(rates[g].Events) / rates[g].Population / (float64(w.Events) / w.Population)
}

func near(t *testing.T, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%v, want %v", got, want)
	}
}

// London by the API and the same rows under the header of data.police.uk are one tally. The second
// has no force.
func TestLondonInTwoLayouts(t *testing.T) {
	var api, official Extract
	readData(t, &api, "api/2021-12_2022-11-london-api-flattened.csv.gz")
	readData(t, &official, "derived/2021-12_2022-11-london-policeuk-header.csv.gz")
	without := CountBy(api.Tally(), func(k Key) Key {
		k.Force = ethnicity.Force{}
		return k
	})
	if !maps.Equal(without, cellsOf(official.Tally())) {
		t.Error("the two tallies differ")
	}
	forces := CountBy(api.Tally(), func(k Key) string { return k.Force.Slug() })
	if d := cmp.Diff(map[string]int64{"metropolitan": 148182, "city-of-london": 1970}, forces); d != "" {
		t.Errorf("forces: -want +got\n%s", d)
	}
}

// The Met's own file of September 2022 against what the API has by area for the same month in
// London.
//
// They share 11,091 of the file's 12,447 searches. The API by area has no search without a place
// (1,340 in the file), and 16 have places outside London. In turn it has 520 searches that the
// Met's file has not: those of other forces in the same area, most of them at railway stations. 510
// say if the outcome is linked, which the Met never says. Splitting date from time loses nothing:
// the times of both are UTC.
func TestMetropolitanBySourceAndLayout(t *testing.T) {
	september, err := ParseMonth("2022-09")
	if err != nil {
		t.Fatal(err)
	}
	read := func(name string) map[Search]int {
		f, err := os.Open(dataFile(t, name))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = f.Close() }()
		found := make(map[Search]int)
		for s, err := range ReadCSV(f, ReadOptions{}) {
			if err != nil {
				t.Fatal(err)
			}
			if MonthOf(s.Time) != september {
				continue
			}
			if math.IsNaN(s.Latitude) {
				s.Latitude, s.Longitude = 0, 0 // NaN is no key
			}
			s.Force, s.Fingerprint = ethnicity.Force{}, 0
			found[s]++
		}
		return found
	}
	file, api := read("csv/2022-09-metropolitan-stop-and-search.csv.gz"), read("api/2021-12_2022-11-london-api-flattened.csv.gz")
	var both, unplaced, elsewhere, others, linked, total int
	for s, n := range file {
		total += n
		shared := min(n, api[s])
		both += shared
		if s.Latitude == 0 {
			unplaced += n - shared
		} else {
			elsewhere += n - shared
		}
	}
	for s, n := range api {
		if more := n - file[s]; more > 0 {
			others += more
			if s.Linked.IsKnown() {
				linked += more
			}
		}
	}
	got := []int{total, both, unplaced, elsewhere, others, linked}
	t.Logf("file, in both, without place, placed but not in the API, in the API alone, of these with link: %v", got)
	if want := []int{12447, 11091, 1340, 16, 520, 510}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// Every search is in exactly one class, and the classes of all files are those of the labels in
// them.
func TestRealClasses(t *testing.T) {
	var x Extract
	for _, test := range realFiles {
		if strings.HasPrefix(test.name, "derived/") {
			continue
		}
		readData(t, &x, test.name)
	}
	byClass := CountBy(x.Tally(), func(k Key) Class { return k.Outcome.Class() })
	var total int64
	for _, n := range byClass {
		total += n
	}
	if total != x.Tally().Total() || byClass[ClassUnrecognised] != 0 {
		t.Errorf("%v of %d", byClass, x.Tally().Total())
	}
	want := map[Class]int64{ClassNotRecorded: 620, ClassArrest: 26711, ClassChargeOrSummons: 2919, ClassOutOfCourtFormal: 5527, ClassOutOfCourtInformal: 18105,
		ClassNoFurtherAction: 134843}
	if d := cmp.Diff(want, byClass); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}

// How many searches of persons have no known self-defined ethnicity: the figures of the
// documentation. The shares at the ends are 97 of 1,885, 114 of 351, 14 of 122 and 192 of 336:
// 5.1, 32.5, 11.5 and 57.1 % to one digit, where 32.48 and 11.48 must not be rounded a second time.
func TestUnknownShares(t *testing.T) {
	root := dataFile(t, "")
	var all Extract
	shares := func(paths []string, add bool) (least, most float64) {
		least, most = 1, 0
		for _, path := range paths {
			f, err := os.Open(path)
			if err != nil {
				t.Fatal(err)
			}
			var x Extract
			if err := x.ReadCSV(f, ReadOptions{File: path}); err != nil {
				t.Fatal(err)
			}
			_ = f.Close()
			q := x.Quality(SelfDefined)
			share := float64(q.EthnicityUnknown) / float64(q.Rows-q.VehicleOnly-q.TypeUnknown-q.Rejected)
			t.Logf("%s: %d of %d: %.4f", filepath.Base(path), q.EthnicityUnknown, q.Rows-q.VehicleOnly-q.TypeUnknown-q.Rejected, share)
			least, most = min(least, share), max(most, share)
			// whose searches are in the year of London too
			if add && filepath.Base(path) != "2022-09-metropolitan-stop-and-search.csv.gz" {
				if err := all.Merge(&x); err != nil {
					t.Fatal(err)
				}
			}
		}
		return least, most
	}
	var files []string
	for _, test := range realFiles {
		if !strings.HasPrefix(test.name, "derived/") {
			files = append(files, filepath.Join(root, filepath.FromSlash(test.name)))
		}
	}
	least, most := shares(files, true)
	series, err := filepath.Glob(filepath.Join(filepath.Dir(root), "series", "city-of-london-2018-04_2020-11", "*.csv.gz"))
	if err != nil || len(series) == 0 {
		t.Fatal(series, err)
	}
	leastOfSeries, mostOfSeries := shares(series, false)
	q := all.Quality(SelfDefined)
	over := float64(q.EthnicityUnknown) / float64(q.Rows-q.VehicleOnly-q.TypeUnknown-q.Rejected)
	got := fmt.Sprintf("%.0f to %.0f, %.0f to %.0f, %.0f", 100*least, 100*most, 100*leastOfSeries, 100*mostOfSeries, 100*over)
	if want := "5 to 32, 11 to 57, 26"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
