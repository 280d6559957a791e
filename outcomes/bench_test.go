package outcomes

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// londonYear returns the 150,152 rows of a year in London under the header of data.police.uk,
// unpacked: 33 MB.
func londonYear(b *testing.B) []byte {
	b.Helper()
	f, err := os.Open(dataFile(b, "derived/2021-12_2022-11-london-policeuk-header.csv.gz"))
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		b.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		b.Fatal(err)
	}
	return text
}

// What reading costs before anything is understood: a bare loop over encoding/csv.
func BenchmarkBareCSV(b *testing.B) {
	text := londonYear(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		c := csv.NewReader(bytes.NewReader(text))
		c.ReuseRecord = true
		rows := 0
		for {
			if _, err := c.Read(); err == io.EOF {
				break
			} else if err != nil {
				b.Fatal(err)
			}
			rows++
		}
		if rows != 150153 {
			b.Fatal(rows)
		}
	}
}

// Reading the same bytes into searches.
func BenchmarkReadCSV(b *testing.B) {
	text := londonYear(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		rows := 0
		for _, err := range ReadCSV(bytes.NewReader(text), ReadOptions{}) {
			if err != nil {
				b.Fatal(err)
			}
			rows++
		}
		if rows != 150152 {
			b.Fatal(rows)
		}
	}
}

// Reading the same bytes with columns named and kept: "times" is how long that takes over how long
// it takes without. Both are measured in every round, so that a busy machine slows both.
func BenchmarkReadOwn(b *testing.B) {
	text := londonYear(b)
	own := ReadOptions{Columns: ownColumnsOf(strings.Split(official, ",")), Keep: []string{"Legislation", "Policing operation"}}
	read := func(o ReadOptions) time.Duration {
		start := time.Now()
		for _, err := range ReadCSV(bytes.NewReader(text), o) {
			if err != nil {
				b.Fatal(err)
			}
		}
		return time.Since(start)
	}
	var with, without time.Duration
	for b.Loop() {
		without += read(ReadOptions{})
		with += read(own)
	}
	b.ReportMetric(float64(with)/float64(without), "times")
}

// Reading the same bytes into an extract: the tally and the account of every row.
func BenchmarkExtract(b *testing.B) {
	text := londonYear(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		var x Extract
		if err := x.ReadCSV(bytes.NewReader(text), ReadOptions{}); err != nil {
			b.Fatal(err)
		}
		if x.Tally().Total() != 150152 {
			b.Fatal(x.Tally().Total())
		}
	}
}

// What stops cost beside the rest of reading: "times" is how long reading the same bytes takes with
// them over how long it takes without. Both are measured in every round, so that a busy machine
// slows both.
func BenchmarkStops(b *testing.B) {
	text := londonYear(b)
	var reading, stops time.Duration
	for b.Loop() {
		start := time.Now()
		var x Extract
		if err := x.ReadFile(bytes.NewReader(text), "2022-metropolitan.csv"); err != nil || x.Tally().Total() != 150152 {
			b.Fatal(err)
		}
		reading += time.Since(start)
		var finder stopFinder
		counts := newPartCounts(new(kinds))
		for of, parts := range x.parts {
			counts.clear()
			counts.add(parts[0])
			start = time.Now()
			finder.find(of, parts, counts)
			stops += time.Since(start)
		}
	}
	b.ReportMetric(float64(reading)/float64(reading-stops), "times")
}

// What the strangest stops cost, to a row: 30,000 rows of three stops of one cell each; as many
// pairs of cells as are made at all, 16 to a row; and so many that none are made.
func BenchmarkHugeStops(b *testing.B) {
	same := crowds(3, 10_000)
	for i := range same {
		same[i].Self, same[i].Object, same[i].Outcome, same[i].Age, same[i].Linked, same[i].Clothing = 0, 0, 0, 0, 0, 0
	}
	for _, test := range []struct {
		name   string
		rows   []Search
		status StopsStatus
		pairs  int64
	}{
		{"same", same, StopsTold, 3 * 10_000 * 9_999 / 2},
		{"most", crowds(900, 33), StopsTold, 16 * 33 * 900},
		{"beyond", crowds(3, 10_000), StopsWithoutMinutes, 0},
	} {
		b.Run(test.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if s := stopsOnly(b, extractOf(b, test.rows...)); s.Status != test.status || s.Pairs != test.pairs {
					b.Fatal(s)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(test.rows)), "ns/row")
		})
	}
}

// From a filled tally to the proportions of a table.
func BenchmarkProportions(b *testing.B) {
	var x Extract
	if err := x.ReadCSV(bytes.NewReader(londonYear(b)), ReadOptions{}); err != nil {
		b.Fatal(err)
	}
	d := FindByAction.Definition()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := x.Tally().Proportions(d, Grouping{}); err != nil {
			b.Fatal(err)
		}
	}
}

// A small file, with the cost of its header: this one runs everywhere.
func BenchmarkSmallFile(b *testing.B) {
	text := file("\r\n", official, fixture...)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range ReadCSV(strings.NewReader(text), ReadOptions{}) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// Reading the same bytes as a file: with the account goes what finds the same searches twice,
// copies in a file, and a file that was joined to itself.
func BenchmarkReadFile(b *testing.B) {
	text := londonYear(b)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		var x Extract
		if err := x.ReadFile(bytes.NewReader(text), "2022-metropolitan.csv"); err != nil {
			b.Fatal(err)
		}
		if x.Tally().Total() != 150152 || x.Quality(SelfDefined).Duplicates != 4616 {
			b.Fatal(x.Tally().Total())
		}
	}
}

// A file in which no label of a column is known: each row comes with an error, of which the first
// are kept.
func BenchmarkUnknownLabels(b *testing.B) {
	rows := []string{official}
	for range 10_000 {
		rows = append(rows, replace("Outcome", "Ticket"))
	}
	text := file("\n", rows[0], rows[1:]...)
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		var x Extract
		if err := x.ReadFile(strings.NewReader(text), "2022-09-kent.csv"); err != nil {
			b.Fatal(err)
		}
	}
}

// The same in a ZIP archive, beside it plain: what unpacking and looking into files first cost.
func BenchmarkReadFS(b *testing.B) {
	text := londonYear(b)
	var archive bytes.Buffer
	z := zip.NewWriter(&archive)
	w, err := z.Create("2022/london-stop-and-search.csv")
	if err == nil {
		_, err = w.Write(text)
	}
	if err := errors.Join(err, z.Close()); err != nil {
		b.Fatal(err)
	}
	fsys := fstest.MapFS{"plain/london-stop-and-search.csv": {Data: text}, "packed/year.zip": {Data: archive.Bytes()}}
	for _, folder := range []string{"plain", "packed"} {
		b.Run(folder, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				x := Extract{Force: force(b, "Metropolitan")}
				if err := x.ReadFS(context.Background(), fsys, folder); err != nil || x.Tally().Total() == 0 {
					b.Fatal(err)
				}
			}
		})
	}
}
