package outcomes

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// ownNames are what a force may call the columns of data.police.uk, in the order of the header.
var ownNames = strings.Split("Kind|Recorded at|Op?|Op name|Lat.|Long.|Sex|Years|Self classification|Seen as|Power|Looking for|Result, final|Was it so?|Coat off", "|")

// ownColumnsOf says which of these is read as which field, by the names of the official header.
func ownColumnsOf(names []string) map[string]string {
	columns := make(map[string]string)
	for i, name := range strings.Split(official, ",") {
		if name != "Policing operation" {
			columns[name] = names[i]
		}
	}
	return columns
}

// withNames returns a file with other names for its columns, in another order.
func withNames(tb testing.TB, text []byte, names []string, order []int) []byte {
	tb.Helper()
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		tb.Fatal(err)
	}
	rows[0] = names
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	for _, row := range rows {
		turned := make([]string, len(row))
		for i, from := range order {
			turned[i] = row[from]
		}
		if err := w.Write(turned); err != nil {
			tb.Fatal(err)
		}
	}
	w.Flush()
	return b.Bytes()
}

// sameAnswers compares what two extracts say, but for where their cells stand and whether the files
// are a force's own.
func sameAnswers(x, y *Extract) string {
	var b strings.Builder
	if !x.Tally().Equal(y.Tally()) || !x.Excluded().Equal(y.Excluded()) {
		b.WriteString("other counts\n")
	}
	b.WriteString(cmp.Diff(x.Quality(SelfDefined), y.Quality(SelfDefined)))
	sources := func(x *Extract) []Source {
		all := x.Sources()
		for i := range all {
			all[i].Own = false
		}
		return all
	}
	b.WriteString(cmp.Diff(sources(x), sources(y)))
	b.WriteString(cmp.Diff(x.Repeats(), y.Repeats()))
	return b.String()
}

// An official file whose columns have other names, in another order, is read by Columns as the very
// same file: row by row it has the same fingerprints, and the two cannot both count.
func TestRenamedOfficialFiles(t *testing.T) {
	for _, test := range realFiles {
		if !strings.HasPrefix(test.name, "csv/") || strings.Contains(test.name, "sqlite") {
			continue // the others have names of their own
		}
		t.Run(path.Base(test.name), func(t *testing.T) {
			text := unpacked(t, dataFile(t, test.name))
			order := rand.New(rand.NewPCG(1, 2)).Perm(len(ownNames))
			own := withNames(t, text, ownNames, order)
			var want Extract
			name := strings.TrimSuffix(path.Base(test.name), ".gz")
			if err := want.ReadFile(bytes.NewReader(text), name); err != nil {
				t.Fatal(err)
			}
			got := Extract{Columns: ownColumnsOf(ownNames)}
			if err := got.ReadFile(bytes.NewReader(own), name); err != nil {
				t.Fatal(err)
			}
			if d := sameAnswers(&want, &got); d != "" {
				t.Error(d)
			}
			if !got.Sources()[0].Own || want.Sources()[0].Own {
				t.Errorf("own: %v, official: %v", got.Sources()[0], want.Sources()[0])
			}
			err := want.Merge(&got)
			if overlap, ok := err.(*OverlapError); !ok || overlap.Kind != OverlapSame {
				t.Errorf("both at once: %v", err)
			}
		})
	}
}

func unpacked(tb testing.TB, name string) []byte {
	tb.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	if strings.HasSuffix(name, ".gz") {
		z, err := gzip.NewReader(bytes.NewReader(text))
		if err == nil {
			text, err = io.ReadAll(z)
		}
		if err != nil {
			tb.Fatal(err)
		}
	}
	return text
}

// anyArrests draws the rows of an extract of a force's own.
func anyArrests() *rapid.Generator[[]string] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		draw := func(name string, of ...string) string { return rapid.SampledFrom(of).Draw(t, name) }
		return strings.Join([]string{
			draw("day", "2023-04-01", "Apr-23", "2023-05", "05/06/2023", "14/06/2023", "no day"),
			draw("seen", "White", "Black", "Asian", "", "Martian"),
			draw("years", "9", "10", "17", "18", "70", "", "old"),
			draw("result", "1", "8 - Community resolution", "Type 18", "", "NFA"),
			draw("district", "North", " South", "", "N/A"),
			draw("gravity", "2", "10", "10 "),
		}, ",")
	}), 0, 20)
}

const arrestHeader = "Day,Seen,Years,Result,District,Gravity"

// asOwn reads such rows.
func asOwn() *Extract {
	return &Extract{Columns: map[string]string{"date": "Day", "officer": "Seen", "age": "Years", "outcome": "Result"}, Rows: PersonSuspected,
		Keep: []string{"District", "Gravity"}, Dates: DayFirst, Force: forceNumber(3)}
}

// readArrests reads rows into x.
func readArrests(t *rapid.T, x *Extract, file string, rows []string) {
	o := ReadOptions{File: file, Dates: x.Dates, Force: x.Force}
	if err := x.ReadCSV(strings.NewReader(arrestHeader+"\n"+strings.Join(rows, "\n")), o); err != nil {
		t.Fatal(err)
	}
}

// Neither the order of rows, nor how they are shared out among files, nor the form of a file
// changes what is counted.
func TestOwnExtractLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := anyArrests().Draw(t, "rows")
		whole := asOwn()
		readArrests(t, whole, "f", rows)
		cells := func(x *Extract) map[Key]int64 { return maps.Collect(x.Tally().All()) }

		turned := asOwn()
		readArrests(t, turned, "f", rapid.Permutation(rows).Draw(t, "turned"))
		if d := cmp.Diff(cells(whole), cells(turned)) + cmp.Diff(whole.Quality(OfficerDefined), turned.Quality(OfficerDefined)); d != "" {
			t.Fatalf("in another order: %s", d)
		}

		cut := rapid.IntRange(0, len(rows)).Draw(t, "cut")
		first, second := asOwn(), asOwn()
		readArrests(t, first, "f", rows[:cut])
		readArrests(t, second, "f", rows[cut:])
		for _, merge := range [][]*Extract{{asOwn(), first, second}, {asOwn(), second, first}} {
			for _, part := range merge[1:] {
				if err := merge[0].Merge(part); err != nil {
					t.Fatal(err)
				}
			}
			if d := cmp.Diff(cells(whole), cells(merge[0])) + cmp.Diff(whole.Quality(OfficerDefined), merge[0].Quality(OfficerDefined)); d != "" {
				t.Fatalf("in two files: %s", d)
			}
			if !slices.Equal(merge[0].Tally().Kept(), []string{"District", "Gravity"}) {
				t.Fatalf("in two files: %q", merge[0].Tally().Kept())
			}
		}

		var objects []string
		for _, row := range rows {
			objects = append(objects, objectOf(arrestHeader, row))
		}
		asJSON := asOwn()
		err := asJSON.ReadJSON(strings.NewReader("["+strings.Join(objects, ",\n")+"]"), ReadOptions{File: "f", Dates: DayFirst, Force: asJSON.Force})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(cells(whole), cells(asJSON)) + cmp.Diff(whole.Quality(OfficerDefined), asJSON.Quality(OfficerDefined)); d != "" {
			t.Fatalf("as objects: %s", d)
		}
	})
}

// A filter and its complement share an extract out, by a column that is kept as by any other.
func TestOwnExtractParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := anyArrests().Draw(t, "rows")
		whole, north := asOwn(), asOwn()
		readArrests(t, whole, "f", rows)
		north.Where = []Filter{{Column: "district", Value: "north"}}
		readArrests(t, north, "f", rows)
		want := whole.Tally().Where(func(k Key) bool { return k.Kept.Value(0) == "North" })
		if d := cmp.Diff(maps.Collect(want.All()), maps.Collect(north.Tally().All())); d != "" {
			t.Fatal(d)
		}
		both := maps.Collect(north.Tally().All())
		for k, n := range north.Excluded().All() {
			if k.Month != 0 { // without a day it is rejected in the whole
				both[k] += n
			}
		}
		if d := cmp.Diff(maps.Collect(whole.Tally().All()), both); d != "" {
			t.Fatal(d)
		}
	})
}

// Whatever columns are called and in whatever order they stand, they are read by their names.
func TestAnyNamesOfColumns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := anyArrests().Draw(t, "rows")
		whole := asOwn()
		readArrests(t, whole, "f", rows)
		names := rapid.SliceOfNDistinct(rapid.StringMatching(`[A-Z][a-z]{1,8}( [a-z, ;"]{1,5}[a-z]|\.|é)?`), 6, 6, func(name string) string {
			return strings.ToLower(strings.Map(func(r rune) rune {
				if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
					return r
				}
				return -1
			}, name))
		}).Draw(t, "names")
		order := rapid.Permutation([]int{0, 1, 2, 3, 4, 5}).Draw(t, "order")
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		for _, row := range append([]string{""}, rows...) {
			cells, turned := strings.Split(row, ","), make([]string, 6)
			if row == "" {
				cells = names
			}
			for i, from := range order {
				turned[i] = cells[from]
			}
			_ = w.Write(turned) // to memory
		}
		w.Flush()
		x := asOwn()
		x.Columns, x.Keep = map[string]string{"date": names[0], "officer": names[1], "age": names[2], "outcome": names[3]}, names[4:]
		if err := x.ReadCSV(&b, ReadOptions{File: "f", Dates: DayFirst, Force: x.Force}); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(maps.Collect(whole.Tally().All()), maps.Collect(x.Tally().All())); d != "" {
			t.Fatal(fmt.Sprint(names, d))
		}
	})
}
