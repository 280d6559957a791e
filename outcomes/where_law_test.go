package outcomes

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
)

// drawnTable is a table with columns of any kind.
type drawnTable struct {
	header []string
	rows   [][]string
}

func drawTable(t *rapid.T) (d drawnTable) {
	values := map[string][]string{
		"la_name":                {"Croydon", "CROYDON", " Sutton ", "", "NA", "Kensington  and Chelsea"},
		"Beat":                   {"1", "2", ""},
		"Type":                   {"Person search", "Vehicle search", "Person search", "?"},
		"Date":                   {"2022-09-01", "2022-09-30T23:30:00Z", "2022-10-02 10:00", "2022-10-02 11:00", "soon", ""},
		"Gender":                 {"Male", "male", "Female", "Martian", ""},
		"Self-defined ethnicity": {"White - Irish", "Black/African/Caribbean/Black British - African", "Not stated", ""},
		"Outcome":                {"Arrest", "A no further action disposal", "Ticket", ""},
	}
	d.header = rapid.Permutation(slices.Sorted(maps.Keys(values))).Draw(t, "columns")
	for range rapid.IntRange(0, 30).Draw(t, "rows") {
		var row []string
		for _, name := range d.header {
			row = append(row, rapid.SampledFrom(values[name]).Draw(t, name))
		}
		d.rows = append(d.rows, row)
	}
	return d
}

// drawFilters draws filters of up to three columns.
func drawFilters(t *rapid.T) (list []Filter) {
	for range rapid.IntRange(1, 4).Draw(t, "filters") {
		column := rapid.SampledFrom([]string{"la_name", "LA Name", "Beat", "gender", "Self defined ethnicity", "Type"}).Draw(t, "column")
		value := rapid.SampledFrom([]string{"croydon", "Sutton", "", "1", "Male", "white - irish", "Person Search", "Kensington and Chelsea", "none such"}).Draw(t, "value")
		list = append(list, Filter{column, value})
	}
	return list
}

// matches says plainly whether a row has what is asked for.
func (d drawnTable) matches(row []string, where []Filter) bool {
	asked := make(map[string]bool)
	for _, f := range where {
		i := slices.IndexFunc(d.header, func(name string) bool { return cells.FoldHeader(name) == cells.FoldHeader(f.Column) })
		cell := strings.Join(strings.Fields(row[i]), " ")
		name := d.header[i]
		asked[name] = asked[name] || strings.EqualFold(cell, f.Value) || f.Value == "" && cell == "NA"
	}
	return !slices.Contains(slices.Collect(maps.Values(asked)), false)
}

func (d drawnTable) csv() string {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := errors.Join(w.Write(d.header), w.WriteAll(d.rows)); err != nil {
		panic(err)
	}
	return b.String()
}

// jsons returns the rows as objects, in all shapes. Blank cells are null, empty, or missing.
func (d drawnTable) jsons(t *rapid.T) map[string]string {
	var objects []string
	for _, row := range d.rows {
		object := map[string]any{}
		for i, name := range d.header {
			switch name = cells.FoldHeader(name); {
			case row[i] != "":
				object[name] = row[i]
			case rapid.Bool().Draw(t, "null"):
				object[name] = nil
			case rapid.Bool().Draw(t, "empty"):
				object[name] = ""
			}
		}
		text, err := json.Marshal(object)
		if err != nil {
			panic(err)
		}
		objects = append(objects, string(text))
	}
	return whereShapes(objects)
}

// TestWhereLaw: a file that is read with filters gives what the file gives that has the other rows
// taken out, and the account of all rows adds up. What is known of stops is told from all rows, and
// has a law of its own.
func TestWhereLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, where := drawTable(t), drawFilters(t)
		left, out := drawnTable{header: d.header}, drawnTable{header: d.header}
		for _, row := range d.rows {
			if d.matches(row, where) {
				left.rows = append(left.rows, row)
			} else {
				out.rows = append(out.rows, row)
			}
		}
		read := func(text string, where []Filter) *Extract {
			x := &Extract{Where: where}
			if err := x.ReadFile(strings.NewReader(text), "2022-kent.csv"); err != nil {
				t.Fatal(err)
			}
			return x
		}
		got, want, rest := read(d.csv(), where), read(left.csv(), nil), read(out.csv(), nil)
		if !maps.Equal(cellsOf(got.Tally()), cellsOf(want.Tally())) {
			t.Fatalf("%v: %v, want %v\n%s", where, got.Quality(SelfDefined), want.Quality(SelfDefined), d.csv())
		}
		q := want.Quality(SelfDefined)
		q.Rows, q.Excluded = int64(len(d.rows)), int64(len(out.rows))
		blank := func(row []string) bool { return strings.Join(row, "") == "" } // which is no row
		for _, row := range d.rows {
			if blank(row) {
				q.Rows--
				if !d.matches(row, where) {
					q.Excluded--
				}
			}
		}
		if d := cmp.Diff(q, got.Quality(SelfDefined)); d != "" {
			t.Fatalf("%v: -want +got\n%s", where, d)
		}
		if excluded := got.Excluded().Where(func(k Key) bool { return k.Month != 0 }); !maps.Equal(cellsOf(excluded), cellsOf(rest.Tally())) {
			t.Fatalf("%v: %d are excluded, want %d", where, excluded.Total(), rest.Tally().Total())
		}
		if undated := got.Excluded().Total() - rest.Tally().Total(); undated != rest.Quality(SelfDefined).Rejected {
			t.Fatalf("%v: %d without a date, want %d", where, undated, rest.Quality(SelfDefined).Rejected)
		}
		if d := cmp.Diff(want.AreaValues(), got.AreaValues()); d != "" {
			t.Fatalf("%v: places: -want +got\n%s", where, d)
		}
	})
}

// TestWhereShapesLaw: the same searches give the same in every shape.
func TestWhereShapesLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, where := drawTable(t), drawFilters(t)
		// what is no search in JSON beyond doubt
		d.rows = slices.DeleteFunc(d.rows, func(row []string) bool {
			return row[slices.Index(d.header, "Date")] == "" || row[slices.Index(d.header, "Gender")] == ""
		})
		for range 2 { // so that there is a search, and every column
			d.rows = append(d.rows, []string{})
			for _, name := range d.header {
				d.rows[len(d.rows)-1] = append(d.rows[len(d.rows)-1], map[string]string{"Date": "2022-09-01", "Type": "Person search"}[name]+
					map[bool]string{true: "x"}[name != "Date" && name != "Type"])
			}
		}
		want := &Extract{Where: where}
		if err := want.ReadFile(strings.NewReader(d.csv()), "2022-kent.csv"); err != nil {
			t.Fatal(err)
		}
		for shape, text := range d.jsons(t) {
			got := &Extract{Where: where}
			if err := got.ReadFile(strings.NewReader(text), "2022-kent.json"); err != nil {
				t.Fatal(shape, err)
			}
			if !got.Tally().Equal(want.Tally()) || !got.Excluded().Equal(want.Excluded()) {
				t.Fatalf("%s: %v: %v, want %v\n%s", shape, where, got.Quality(SelfDefined), want.Quality(SelfDefined), text)
			}
			if d := cmp.Diff(want.Quality(SelfDefined), got.Quality(SelfDefined)); d != "" {
				t.Fatalf("%s: %v: -want +got\n%s", shape, where, d)
			}
			if a, b := fmt.Sprint(want.CheckWhere() == nil), fmt.Sprint(got.CheckWhere() == nil); a != b {
				t.Fatalf("%s: %v: %v, want %v", shape, where, got.CheckWhere(), want.CheckWhere())
			}
		}
	})
}

// TestWhereOverlapLaw: whether files conflict, and which of them counts, does not depend on the
// filters, and what is counted is the part of it that matches.
func TestWhereOverlapLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fsys := drawOverlapping(t)
		revision := rapid.SampledFrom(lawRevisions).Draw(t, "revision")
		filter := rapid.SampledFrom([]struct {
			where []Filter
			keep  func(Key) bool
		}{
			{filters("Gender=male"), func(k Key) bool { return k.Gender == Male }},
			{filters("Outcome=Arrest"), func(k Key) bool { return k.Outcome == Arrest }},
			{filters("Outcome=Ticket"), func(k Key) bool { return k.Outcome == OutcomeUnrecognised }},
			{filters("Outcome=none"), func(k Key) bool { return false }},
		}).Draw(t, "filter")
		all, some := &Extract{Revision: revision}, &Extract{Revision: revision, Where: filter.where}
		err, someErr := all.ReadFS(context.Background(), fsys, "."), some.ReadFS(context.Background(), fsys, ".")
		if fmt.Sprint(err) != fmt.Sprint(someErr) {
			t.Fatalf("%v; with filters %v", err, someErr)
		}
		if err != nil {
			return
		}
		if !some.Tally().Equal(all.Tally().Where(filter.keep)) {
			t.Fatalf("%v: %d of %d", filter.where, some.Tally().Total(), all.Tally().Total())
		}
		for what, pair := range map[string][2]any{
			"overlaps": {all.Overlaps(), some.Overlaps()}, "repeats": {all.Repeats(), some.Repeats()}, "revision": {fmt.Sprint(all.CheckRevision()), fmt.Sprint(some.CheckRevision())},
			"revised": {all.Quality(SelfDefined).Revised, some.Quality(SelfDefined).Revised}, "rows": {all.Quality(SelfDefined).Rows, some.Quality(SelfDefined).Rows},
			"sources": {all.Sources(), some.Sources()},
		} {
			if d := cmp.Diff(pair[0], pair[1]); d != "" {
				t.Fatalf("%s: -all +some\n%s", what, d)
			}
		}
		if dated := some.Excluded().Where(func(k Key) bool { return k.Month != 0 }).Total(); dated+some.Tally().Total() != all.Tally().Total() {
			t.Fatalf("%d and %d excluded of %d", some.Tally().Total(), dated, all.Tally().Total())
		}
	})
}

// TestWhereMergeLaw: files read into several extracts that are merged, in any order, give what they
// give at once.
func TestWhereMergeLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		where := drawFilters(t)
		var texts []string
		var numbers []int
		whole := &Extract{Where: where}
		for i := range rapid.IntRange(1, 4).Draw(t, "files") {
			numbers = append(numbers, i)
			d := drawTable(t)
			texts = append(texts, d.csv())
			if err := whole.ReadCSV(strings.NewReader(d.csv()), ReadOptions{File: fmt.Sprintf("%d-kent.csv", i)}); err != nil {
				t.Fatal(err)
			}
		}
		parts := new(Extract)
		for _, i := range rapid.Permutation(numbers).Draw(t, "order") {
			one := new(Extract)
			if err := one.ReadCSV(strings.NewReader(texts[i]), ReadOptions{File: fmt.Sprintf("%d-kent.csv", i), Where: where}); err != nil {
				t.Fatal(err)
			}
			if err := parts.Merge(one); err != nil {
				t.Fatal(err)
			}
		}
		if d := cmp.Diff(accountOf(whole), accountOf(parts)); d != "" {
			t.Fatalf("-at once +merged\n%s", d)
		}
		for _, f := range where {
			if d := cmp.Diff(whole.valuesOf(f.Column), parts.valuesOf(f.Column)); d != "" {
				t.Fatalf("%s: -at once +merged\n%s", f.Column, d)
			}
		}
		if a, b := fmt.Sprint(whole.CheckWhere()), fmt.Sprint(parts.CheckWhere()); a != b || !whole.Excluded().Equal(parts.Excluded()) {
			t.Fatalf("at once %s; merged %s", a, b)
		}
	})
}

// FuzzWhere reads anything at all with a filter: every row is accounted for, and what is yielded is
// a part of what is yielded without the filter.
func FuzzWhere(f *testing.F) {
	table := file("\n", whereHeader, whereRows...)
	for _, text := range slices.Concat([]string{table, gzipped(table), withDate("01/02/2020", "13/02/2020"), withDate("01/02/2020"), "\ufeffa;b\n"},
		slices.Sorted(maps.Values(whereShapes(whereObjects)))) {
		for _, filter := range []string{"la_name=Croydon", "la_name=", "Gender=Male", "location.street.name=x", "Date=01/02/2020", "=", "\xff=\x00"} {
			column, value, _ := strings.Cut(filter, "=")
			f.Add([]byte(text), column, value)
		}
	}
	f.Add([]byte(`{"`+strings.Repeat("a", 5000)+`":{"b":1},"datetime":"2020-02-01","gender":"Male"}`), strings.Repeat("a", 5000)+".b", "1")
	f.Fuzz(func(t *testing.T, text []byte, column, value string) {
		where := []Filter{{column, value}}
		for kind, read := range map[string]func(*Extract, ReadOptions) error{
			"CSV":  func(x *Extract, o ReadOptions) error { return x.ReadCSV(bytes.NewReader(text), o) },
			"JSON": func(x *Extract, o ReadOptions) error { return x.ReadJSON(bytes.NewReader(text), o) },
		} {
			all, some := new(Extract), new(Extract)
			err := read(all, ReadOptions{File: "f"})
			someErr := read(some, ReadOptions{File: "f", Where: where})
			checkError(t, someErr)
			checkError(t, some.CheckWhere())
			if header, ok := errors.AsType[*HeaderError](someErr); ok {
				if some.Sources() != nil || fmt.Sprint(err) != header.Error() && header.Err == nil {
					t.Fatalf("%s: %#v", kind, header)
				}
				continue
			}
			if fmt.Sprint(err) != fmt.Sprint(someErr) {
				t.Fatalf("%s: %v; with a filter %v", kind, err, someErr)
			}
			a, s := all.Quality(SelfDefined), some.Quality(SelfDefined)
			if s.Rows != a.Rows || s.Rows != some.Tally().Total()+s.Rejected+s.Excluded || s.Excluded != some.Excluded().Total() || s.Rejected > a.Rejected && kind == "CSV" {
				t.Fatalf("%s: %v; with a filter %v", kind, a, s)
			}
			every, excluded := cellsOf(all.Tally()), cellsOf(some.Excluded())
			for k, n := range some.Tally().All() {
				// objects in which two members fit the name of the column are rejected
				if sum := n + excluded[k]; sum > every[k] || kind == "CSV" && sum < every[k] {
					t.Fatalf("%s: %v: %d of %d", kind, k, n, every[k])
				}
			}
		}
	})
}
