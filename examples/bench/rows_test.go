package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
)

// bytesOf returns the rows that some flags make, as one file.
func bytesOf(t *testing.T, args ...string) string {
	t.Helper()
	status, out, errout := invoke(t, append(args, "-out", "-")...)
	if status != statusOK {
		t.Fatalf("%q: %s", args, errout)
	}
	return out
}

// TestRows: the rows that a seed makes, in the words of both generations.
func TestRows(t *testing.T) {
	golden(t, "rows.csv", bytesOf(t, "-rows", "40", "-forces", "2", "-months", "2", "-from", "2016-12", "-quoted", "0.05"))
}

// TestSameBytes: the same flags make the same bytes, in whatever form they are written.
func TestSameBytes(t *testing.T) {
	flags := []string{"-rows", "3000", "-forces", "3", "-months", "2", "-from", "2016-12", "-zero", "0.2", "-quoted", "0.1"}
	want := bytesOf(t, flags...)
	if got := bytesOf(t, flags...); got != want {
		t.Error("the same flags make other rows")
	}
	for _, other := range [][]string{{"-seed", "2"}, {"-rri", "Black=5"}} {
		if bytesOf(t, append(other, flags...)...) == want {
			t.Errorf("%q makes the same rows", other)
		}
	}
	dir := t.TempDir()
	save := func(name string) string {
		t.Helper()
		path := filepath.Join(dir, name)
		if status, out, errout := invoke(t, append(flags, "-out", path)...); status != statusOK || out != "" {
			t.Fatalf("%s: status %d, %s, %s", name, status, out, errout)
		}
		return path
	}
	read := func(path string) []byte {
		t.Helper()
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	if got := string(read(save("a.csv"))); got != want {
		t.Error("a file has other rows than standard output")
	}
	zipped, err := gzip.NewReader(bytes.NewReader(read(save("a.csv.gz"))))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(zipped); err != nil || string(got) != want {
		t.Errorf("a file in gzip has other rows: %v", err)
	}
	data := read(save("a.zip"))
	if !bytes.Equal(data, read(save("b.zip"))) {
		t.Error("two archives differ")
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	rest, ok := strings.CutPrefix(want, header)
	if !ok {
		t.Fatal("no header")
	}
	folder := save("folder")
	files := 0
	for _, part := range planOf(t, flags...).parts() { // in the order of the one file
		f, err := archive.Open(part.name())
		if err != nil {
			t.Fatal(err)
		}
		inArchive, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		if inFolder := read(filepath.Join(folder, filepath.FromSlash(part.name()))); !bytes.Equal(inArchive, inFolder) {
			t.Errorf("%s differs between archive and folder", part.name())
		}
		rows, ok := strings.CutPrefix(string(inArchive), header)
		if !ok || strings.Count(rows, "\n") != part.rows {
			t.Errorf("%s: %d rows, want %d and a header", part.name(), strings.Count(rows, "\n"), part.rows)
		}
		if rest, ok = strings.CutPrefix(rest, rows); !ok {
			t.Fatalf("the one file has other rows than %s", part.name())
		}
		files++
	}
	if rest != "" || files != 6 || len(archive.File) != files {
		t.Errorf("%d files, %d of them in the archive, want 6; %d bytes are in none", files, len(archive.File), len(rest))
	}
	there := 0
	if err := filepath.WalkDir(folder, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			there++
		}
		return err
	}); err != nil || there != files {
		t.Errorf("%d files in the folder, %v, want %d", there, err, files)
	}
}

// planOf returns the plan of some flags.
func planOf(t *testing.T, args ...string) *plan {
	t.Helper()
	s, err := parseFlags(args, nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPlan(s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestRowsAddUp: there are as many rows as were asked for, however few.
func TestRowsAddUp(t *testing.T) {
	for _, args := range [][]string{
		{"-rows", "1"}, {"-rows", "7", "-forces", "43", "-months", "240"}, {"-rows", "1000000000", "-forces", "43", "-months", "240"}, {"-rows", "12345", "-forces", "5", "-months", "7"},
	} {
		sum := 0
		p := planOf(t, args...)
		for _, part := range p.parts() {
			sum += part.rows
		}
		if sum != p.rows {
			t.Errorf("%q: %d rows", args, sum)
		}
	}
}

// TestQuoted: fields stand in quotes as often as was asked for, and say the same.
func TestQuoted(t *testing.T) {
	flags := []string{"-rows", "4000", "-forces", "2", "-months", "3", "-from", "2016-11"}
	plain, quoted, all := bytesOf(t, flags...), bytesOf(t, append(flags, "-quoted", "0.3")...), bytesOf(t, append(flags, "-quoted", "1")...)
	if strings.Contains(plain, `"`) {
		t.Error("quotes where none were asked for")
	}
	fields := 15 * 4000
	if n := strings.Count(quoted, `"`) / 2; n < fields*28/100 || n > fields*32/100 {
		t.Errorf("%d of %d fields stand in quotes, want 3 of 10", n, fields)
	}
	if n := strings.Count(all, `"`) / 2; n != fields {
		t.Errorf("%d of %d fields stand in quotes, want all", n, fields)
	}
	want := recordsOf(t, plain)
	for _, text := range []string{quoted, all} {
		if !slices.EqualFunc(recordsOf(t, text), want, slices.Equal[[]string]) {
			t.Error("the rows say something else in quotes")
		}
	}
}

// recordsOf reads a file.
func recordsOf(t *testing.T, text string) [][]string {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// TestZero: as many groups of 18+1 have no search as was asked for, and every group of 5+1 some.
func TestZero(t *testing.T) {
	for _, test := range []struct {
		share string
		want  int // of 18
	}{{"0", 0}, {"0.25", 5}, {"1", 13}} {
		p := planOf(t, "-rows", "100000", "-forces", "1", "-months", "2", "-from", "2017-01", "-zero", test.share)
		tally := tallyOf(t, p).Tally()
		detailed, err := tally.Counts(outcomes.Grouping{Scheme: ethnicity.EighteenPlusOne})
		if err != nil {
			t.Fatal(err)
		}
		zero := 0
		for _, n := range detailed.By {
			if n == 0 {
				zero++
			}
		}
		if zero != test.want || p.zero != test.want {
			t.Errorf("-zero %s: %d groups without a search, %d planned, want %d", test.share, zero, p.zero, test.want)
		}
		broad, err := tally.Counts(outcomes.Grouping{})
		if err != nil {
			t.Fatal(err)
		}
		for g, n := range broad.By {
			if n == 0 {
				t.Errorf("-zero %s: no search of %s", test.share, g)
			}
		}
	}
}

// TestAsPublished: every row is read, nothing in it is unknown, and what costs time is about as in
// published files.
func TestAsPublished(t *testing.T) {
	const rows = 60_000
	p := planOf(t, "-rows", "60000", "-forces", "1", "-months", "12", "-from", "2016-07")
	x := tallyOf(t, p)
	q := x.Quality(outcomes.SelfDefined)
	if q.Rows != rows || q.Rejected != 0 || q.TypeUnknown != 0 || len(q.UnknownLabels) != 0 {
		t.Errorf("of %d rows: %+v", rows, q)
	}
	for k, n := range x.Tally().All() {
		if k.Month < p.from || k.Month > p.from+11 {
			t.Errorf("%d rows of %s", n, k.Month)
		}
	}
	var b strings.Builder
	if _, err := p.save("-", &b); err != nil {
		t.Fatal(err)
	}
	labels, places, stops, last, together, blank := map[string]bool{}, map[[2]string]bool{}, map[string]int{}, "", 0, 0
	for _, record := range recordsOf(t, b.String())[1:] {
		date, place := record[1], [2]string{record[4], record[5]}
		if date < last || len(date) != 25 || !strings.HasSuffix(date, ":00+00:00") {
			t.Fatalf("the date %q after %q", date, last)
		}
		last = date
		labels[record[8]] = true
		if place[0] == "" {
			blank++
			continue
		}
		places[place] = true
		stops[date+place[0]+place[1]]++
	}
	for _, n := range stops {
		if n > 1 {
			together += n
		}
	}
	for _, test := range []struct {
		what        string
		n, from, to int
	}{
		{"labels of self-defined ethnicity", len(labels), 16 + 18, 16 + 18 + 3},
		{"places", len(places), rows / 6, rows / 4},
		{"rows of people who were stopped together", together, rows / 8, rows / 4},
		{"rows without a place", blank, rows * 2 / 100, rows * 4 / 100},
		{"searches of vehicles alone", int(q.VehicleOnly), rows / 100, rows * 2 / 100},
		{"searches of no known group", int(q.EthnicityUnknown), rows * 13 / 100, rows * 17 / 100},
	} {
		if test.n < test.from || test.n > test.to {
			t.Errorf("%d %s of %d rows, want %d to %d", test.n, test.what, rows, test.from, test.to)
		}
	}
}

// TestNothingIsKept: what a row takes is none of the memory, so that there may be any number.
func TestNothingIsKept(t *testing.T) {
	p := planOf(t, "-rows", "20000", "-forces", "1", "-months", "1")
	c := counts{}
	part := p.parts()[0]
	allocations := testing.AllocsPerRun(2, func() {
		if err := p.write(io.Discard, part, c); err != nil {
			t.Fatal(err)
		}
	})
	if allocations > 100 {
		t.Errorf("%v allocations for %d rows", allocations, part.rows)
	}
}

// BenchmarkWrite makes rows.
func BenchmarkWrite(b *testing.B) {
	s := usual()
	s.rows, s.forces, s.months = 100_000, 1, 1
	p, err := newPlan(s)
	if err != nil {
		b.Fatal(err)
	}
	part := p.parts()[0]
	b.ReportAllocs()
	for b.Loop() {
		if err := p.write(io.Discard, part, counts{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(part.rows), "ns/row")
}
