package outcomes

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/hostiletest"
	"github.com/seed-549880be/disparity/rri"
)

// checkError checks an error as [hostiletest.CheckError] does. The cells of one row have a line
// each.
func checkError(t testing.TB, err error) {
	t.Helper()
	if unknown, ok := errors.AsType[UnknownLabels](err); ok {
		for _, e := range unknown {
			checkError(t, e)
		}
		return
	}
	hostiletest.CheckError(t, err)
}

// Whatever a cell, a column or the name of a file holds, errors are short and clean, in every
// reader.
func TestHostileTexts(t *testing.T) {
	for _, h := range hostiletest.Texts {
		name := h.Text + ".csv"
		for _, column := range strings.Split(official, ",") {
			text := file("\n", official, replace(column, `"`+strings.ReplaceAll(h.Text, `"`, "")+`"`))
			_, errs := collect(ReadCSV(strings.NewReader(text), ReadOptions{File: name}))
			for _, err := range errs {
				checkError(t, err)
			}
		}
		_, errs := collect(ReadCSV(strings.NewReader(file("\n", official+","+h.Text+",Force", fixture[0]+",x,"+h.Text, "short")), ReadOptions{File: name}))
		for _, err := range errs {
			checkError(t, err)
		}
		for _, text := range []string{
			"", h.Text, h.Text + ",b\n", official + "," + h.Text + ",Type\n", strings.Replace(official, "Type", h.Text, 1) + "\n", "\x1f\x8b" + h.Text,
			strings.ReplaceAll(official, ",", ";") + h.Text, official + "\n" + fixture[0] + "\n\"" + h.Text,
		} {
			_, errs := collect(ReadCSV(strings.NewReader(text), ReadOptions{File: name}))
			for _, err := range errs {
				checkError(t, err)
			}
		}

		quoted := strings.Trim(fmt.Sprintf("%q", h.Text), `"`)
		for _, text := range []string{
			"", h.Text, `{"a":1}`, `[{"type":"` + h.Text + `","datetime":"2022-09-01"}]`, `[{"type":"` + quoted + `","datetime":"` + quoted + `"}]`,
			`[{"` + quoted + `":1,"location":` + strings.Repeat("1", 1000) + `}]`, `[{"datetime":"2022-09-01","` + quoted + `":1,"type":"a","Type":"b"}]`, `[5` + h.Text + `]`, `[] ` + h.Text,
		} {
			_, errs := collect(ReadJSON(strings.NewReader(text), ReadOptions{File: name}))
			for _, err := range errs {
				checkError(t, err)
			}
		}

		header := strings.Join(tallyHeader, ",") + "\n"
		for _, text := range []string{
			"", h.Text, h.Text + ",b\n", strings.Repeat(h.Text[:min(len(h.Text), 30)]+",", 30000) + "\n", header + h.Text + "\n", header + "total," + h.Text + "\n", header + "total,0\n" + h.Text + "\n",
			header + "essex,2022-09,person,White,White,male,18-24,not recorded,not recorded,arrest,yes,no," + h.Text + "\n",
			header + h.Text + ",2022-09,person,White,White,male,18-24,not recorded,not recorded,arrest,yes,no,1\n",
			header + "essex,2022-09,person," + h.Text + ",White,male,18-24,not recorded,not recorded,arrest,yes,no,1\n",
		} {
			_, err := ReadTally(strings.NewReader(text), name)
			if err == nil {
				t.Errorf("%s: %.100q is read", h.Reason, text)
			}
			checkError(t, err)
		}

		// Errors of the reader and the writer name files too.
		broken := &os.PathError{Op: "read", Path: name, Err: errors.New("input/output error")}
		for _, read := range []func(io.Reader) error{
			func(r io.Reader) error { return new(Extract).ReadCSV(r, ReadOptions{File: name}) },
			func(r io.Reader) error { return new(Extract).ReadJSON(r, ReadOptions{File: name}) },
			func(r io.Reader) error { _, err := ReadTally(r, name); return err },
			func(r io.Reader) error { return new(Extract).ReadFile(r, name) },
		} {
			for _, r := range []io.Reader{iotest.ErrReader(broken), io.MultiReader(strings.NewReader("["), iotest.ErrReader(broken)), io.MultiReader(strings.NewReader(official+"\nn\n"), iotest.ErrReader(broken))} {
				err := read(r)
				if err == nil {
					t.Errorf("%s: no error", h.Reason)
				}
				checkError(t, err)
			}
		}
		checkError(t, new(Tally).WriteCSV(iotest.TruncateWriter(failingWriter{broken}, 1<<20)))

		for _, err := range []error{
			errOf(ParseOutcome(h.Text)), errOf(ParseLegislation(h.Text)), errOf(ParseMonth(h.Text)),
			errOf(new(Tally).Proportions(Definition{Name: h.Text}, Grouping{})), errOf(Counts{By: map[ethnicity.Group]int64{ethnicity.White: 1}}.Rates(ethnicity.Population{Area: h.Text})),
			errOf(Counts{Grouping: Grouping{Scheme: ethnicity.NineteenPlusOne}}.Rates(ethnicity.Population{Area: h.Text})),
			new(Search).UnmarshalJSON([]byte(`{"outcome":"` + quoted + `"}`)),
			new(Extract).ReadFile(strings.NewReader("\x1f\x8bx"), name), new(Extract).ReadFS(context.Background(), os.DirFS("."), name),
			&ForceError{File: name}, &OverlapError{}, &OverlapError{Overlap: Overlap{Files: []OverlapFile{{File: name}, {File: name}}, Kind: OverlapPartly}, More: 2},
			hostileRevision(name), &ForceError{File: name, Given: forceNumber(1), Found: forceNumber(2)}, &ForceError{File: name, Given: forceNumber(1), Found: forceNumber(2), Rows: 3},
		} {
			if err == nil {
				t.Errorf("%s: no error", h.Reason)
			}
			checkError(t, err)
		}

		// The caller's own function may say what it likes.
		own := func(label string) (ethnicity.Group, error) { return 0, errors.New(h.Text + label) }
		_, errs = collect(ReadCSV(strings.NewReader(file("\n", official, fixture[0])), ReadOptions{File: name, Self: own, Officer: own}))
		for _, err := range errs {
			checkError(t, err)
		}
	}
}

// hostileRevision returns the error of a revision that names no file that was read.
func hostileRevision(name string) error {
	x := &Extract{Revision: Revision(name + "x")}
	if err := x.ReadFile(strings.NewReader(file("\n", official, fixture[0])), "2022-09-kent.csv"); err != nil {
		return err
	}
	return x.CheckRevision()
}

type failingWriter struct{ err error }

func (w failingWriter) Write([]byte) (int, error) { return 0, w.err }

func errOf[T any](_ T, err error) error { return err }

// The errors that an extract keeps hold nothing of what they are about: 100 of 900 kB each held 181
// MB.
func TestErrorsKeepLittle(t *testing.T) {
	const rows = 15 // of 900 kB, which is three times as much as may be kept
	memory := func() int64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int64(m.HeapAlloc)
	}
	for _, cell := range []string{strings.Repeat("x", 900<<10), strings.Repeat(" ", 900<<10) + "é"} {
		for _, column := range []string{"Self-defined ethnicity", "Outcome", "Force"} {
			header, row := official+",Force", fixture[0]+","+cell
			if column != "Force" {
				row = replace(column, cell) + ","
			}
			x := new(Extract)
			before := memory()
			r := io.MultiReader(strings.NewReader(header+"\n"), &repeated{row + "\n", rows, 0})
			if err := x.ReadCSV(r, ReadOptions{}); err != nil {
				t.Fatal(err)
			}
			if n := len(x.Errors()); n != rows {
				t.Errorf("%s: %d errors", column, n)
			}
			if grown := memory() - before; grown > 4<<20 {
				t.Errorf("%s: %d errors keep %d bytes", column, rows, grown)
			}
			runtime.KeepAlive(x)
		}
	}
}

// repeated reads a text n times.
type repeated struct {
	text  string
	n, at int
}

func (r *repeated) Read(b []byte) (int, error) {
	if r.n == 0 {
		return 0, io.EOF
	}
	n := copy(b, r.text[r.at:])
	if r.at += n; r.at == len(r.text) {
		r.at, r.n = 0, r.n-1
	}
	return n, nil
}

// A tally holds at most 2^53 searches. 2,048 cells of 2^53 added up to 0, and merged to less.
func TestTallyTotalIsBounded(t *testing.T) {
	full := new(Tally)
	if err := full.AddCount(Key{Month: 24000}, rri.MaxCount); err != nil {
		t.Fatal(err)
	}
	one := tallyOf(Search{Type: PersonSearch})
	for _, test := range []struct {
		call         func(*Tally) error
		want, reason string
	}{
		{func(t *Tally) error { return t.AddCount(Key{Month: 24001}, 1) }, "1 searches beside 9007199254740992: all together are at most 2^53", "another cell"},
		{func(t *Tally) error { return t.AddCount(Key{Month: 24001}, rri.MaxCount) }, "at most 2^53", "as much again"},
		{func(t *Tally) error { return t.AddCount(Key{Month: 24001}, math.MaxInt64) }, "at most 2^53", "an overflow"},
		{func(t *Tally) error { return t.Add(Search{}) }, "at most 2^53", "one search"},
		{func(t *Tally) error { return t.Merge(one) }, "at most 2^53", "a tally of one"},
		{func(t *Tally) error { return t.Merge(full) }, "at most 2^53", "itself"},
		{func(t *Tally) error { return t.Merge(new(Tally)) }, "", "nothing"},
		{func(t *Tally) error { return t.AddCount(Key{Month: 24001}, 0) }, "", "nothing"},
	} {
		tally := clone(full)
		err := test.call(tally)
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) || tally.Total() != rri.MaxCount || !tally.Equal(full) {
			t.Errorf("%s: %v, total %d; want %q", test.reason, err, tally.Total(), test.want)
		}
	}
	header := strings.Join(tallyHeader, ",") + "\n"
	cell := func(month string, n int64) string {
		return fmt.Sprintf("essex,%s,person,White,White,male,18-24,not recorded,not recorded,arrest,yes,no,%d\n", month, n)
	}
	if _, err := ReadTally(strings.NewReader(header+cell("2020-01", rri.MaxCount)+cell("2020-02", 1)+"total,9007199254740993\n"), "t.csv"); err == nil ||
		!strings.Contains(err.Error(), `t.csv:3:85: searches "1": 1 searches beside 9007199254740992`) {
		t.Errorf("a table of more than 2^53: %v", err)
	}
	if tally, err := ReadTally(strings.NewReader(header+cell("2020-01", rri.MaxCount)+"total,9007199254740992\n"), "t.csv"); err != nil || tally.Total() != rri.MaxCount {
		t.Errorf("a table of 2^53: %v", err)
	}
	x, y := new(Extract), new(Extract)
	key := Key{Month: 24000}
	most := &source{Source: Source{Rows: rri.MaxCount}}
	most.parts = []*monthPart{{source: most, forceMonth: forceMonth{month: key.Month}, rows: rri.MaxCount,
		saved: &savedRows{cells: []partCell{{kindWords: key.words(), in: rri.MaxCount}}}}}
	x.add(most)
	if err := y.Read("one", sequence(searches[:1], nil)); err != nil {
		t.Fatal(err)
	}
	if err := x.Merge(y); err == nil || !strings.Contains(err.Error(), "at most 2^53") || x.Tally().Total() != rri.MaxCount || x.Quality(0).Rows != rri.MaxCount {
		t.Errorf("extracts of more than 2^53: %v", err)
	}
	if err := x.Read("more", sequence(searches, nil)); err == nil || !strings.Contains(err.Error(), "at most 2^53") {
		t.Errorf("reading more than 2^53: %v", err)
	}
}

// A stored table that is not whole is an error, wherever it is cut.
func TestReadTallyCutOff(t *testing.T) {
	tally := tallyOf(searches...)
	if err := tally.AddCount(searches[0].Key(), 499); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := tally.WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	for n := range len(text) - 1 { // without the last line end it is whole
		if got, err := ReadTally(strings.NewReader(text[:n]), "t.csv"); err == nil || got != nil {
			t.Errorf("cut after %d of %d bytes, in %q, it reads as whole", n, len(text), text[max(0, n-20):n])
		}
	}
	header := strings.Join(tallyHeader, ",") + "\n"
	row := "essex,2020-01,person,White,White,male,18-24,not recorded,not recorded,arrest,yes,no,"
	for _, test := range []struct{ text, want, reason string }{
		{header + row + "5", "t.csv:3:1: the last row is not the total: the table is cut off, or made by an earlier version", "5 for 500"},
		{header + row + "500\n", "the last row is not the total", "an earlier version"},
		{header, "t.csv:2:1: the last row is not the total", "a header alone"},
		{header + row + "500\ntotal,50", `t.csv:3:7: total "50": the rows above add up to 500: the table is cut off, or was changed`, "a total that is cut"},
		{header + row + "500\ntotal,", `total "": the rows above add up to 500`, "no total"},
		{header + row + "500\ntotal,0500\n", `total "0500": the rows above`, "another spelling"},
		{header + row + "500\ntotal", "t.csv:3:1: wrong number of fields", "cut before it"},
		{header + row + "50\ntotal,500\n", "the rows above add up to 50", "a count that was changed"},
		{header + row + "500\ntotal,500\n" + row + "1\n", "t.csv:4:1: a row after the total: want the total last", "two tables, one below the other"},
		{header + row + "500\ntotal,500\ntotal,500\n", "a row after the total", "twice"},
		{header + row + "500\ntotal,500,x\n", `pairs "x": no rows of stops are above`, "a cell more, where the number of pairs would be"},
		{header + row + "500\ntotal,500,0\n", `pairs "0": no rows of stops are above`, "a number of pairs, whose stops are lost"},
		{header + row + "500\ntotal,500,,x\n", "wrong number of fields", "two cells more"},
		{header + row + "500\ntotal,500", "", "without its line end"},
		{header + row + "500\ntotal,500,,,,,,,,,,,\n", "", "as a spreadsheet saves it"},
		{header + "total,0\n", "", "no searches"},
	} {
		got, err := ReadTally(strings.NewReader(test.text), "t.csv")
		if test.want == "" && err != nil || test.want != "" && (got != nil || err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: %v, want %q", test.reason, err, test.want)
		}
	}
}

// A key that stands twice held its last value in silence.
func TestJSONKeysTwice(t *testing.T) {
	const good = `"type":"Person search","datetime":"2022-09-01T10:00:00+00:00"`
	for _, test := range []struct {
		object string
		ok     bool
		reason string
	}{
		{`{` + good + `,"outcome":"Arrest","location":{"latitude":"51","longitude":"0"}}`, true, "each once"},
		{`{` + good + `,"outcome":"Arrest","outcome":"Caution"}`, false, "two outcomes"},
		{`{` + good + `,"outcome":"Arrest","outcome":"Arrest"}`, false, "the same twice"},
		{`{` + good + `,"outcome":null,"outcome":"Arrest"}`, false, "null and another"},
		{`{` + good + `,"outcome":"Arrest","outcome":null}`, false, "another and null"},
		{`{` + good + `,"outcome":"Arrest","Outcome":"Caution"}`, false, "in another letter case, which encoding/json takes for the same"},
		{`{` + good + `,"outcome":"Arrest","\u006futcome":"Caution"}`, false, "in another spelling"},
		{`{` + good + `,"location":{"latitude":"51","latitude":"52","longitude":"0"}}`, false, "two latitudes"},
		{`{` + good + `,"location":{"latitude":"51","longitude":"0"},"location":{"latitude":"51","longitude":"0"}}`, false, "two places"},
		{`{` + good + `,"location":null,"location":{"latitude":"51","longitude":"0"}}`, false, "no place and a place"},
		{`{` + good + `,"location":{},"location":{}}`, false, "two empty places"},
		{`{` + good + `,"outcome_object":1,"outcome_object":2}`, false, "a key that is not read"},
		{`{` + good + `,"outcome_object":{"id":"a","id":"b"}}`, false, "inside an object that is not read"},
		{`{` + good + `,"a":{"id":1},"b":{"id":2},"c":[{"id":1},{"id":1}]}`, true, "the same key in several objects"},
	} {
		all, errs := collect(ReadJSON(strings.NewReader(`[`+test.object+`,{`+good+`}]`), ReadOptions{File: "f.json"}))
		if test.ok && (len(all) != 2 || errs != nil) {
			t.Errorf("%s: %d searches, %v", test.reason, len(all), errs)
		}
		if test.ok {
			continue
		}
		if len(all) != 1 || len(errs) != 1 {
			t.Errorf("%s: %d searches, %v", test.reason, len(all), errs)
			continue
		}
		if _, ok := errors.AsType[*RowError](errs[0]); !ok || !strings.Contains(errs[0].Error(), "stands twice") {
			t.Errorf("%s: %v", test.reason, errs[0])
		}
		checkError(t, errs[0])
	}
}

// Extracts merge with what has read nothing, and not with themselves.
func TestExtractMergeEdges(t *testing.T) {
	x := stored()
	before := x.Quality(0)
	if err := x.Merge(nil); err != nil || x.Quality(0).String() != before.String() {
		t.Errorf("nil: %v, %v", err, x.Quality(0))
	}
	if err := x.Merge(new(Extract)); err != nil || x.Quality(0).String() != before.String() {
		t.Errorf("an empty one: %v, %v", err, x.Quality(0))
	}
	if err := x.Merge(x); err == nil || !strings.Contains(err.Error(), "with itself") || x.Quality(0).String() != before.String() || len(x.Sources()) != 1 {
		t.Errorf("itself: %v, %v", err, x.Quality(0))
	}
	var none *Extract
	if err := none.Merge(x); err == nil || !strings.Contains(err.Error(), "nil Extract") {
		t.Errorf("into nil: %v", err)
	}
	if err := none.Merge(nil); err == nil {
		t.Error("nil into nil is no error")
	}
	if err := none.ReadCSV(strings.NewReader(official), ReadOptions{}); err == nil || !strings.Contains(err.Error(), "nil Extract") {
		t.Errorf("reading into nil: %v", err)
	}
	if none.Tally().Total() != 0 || none.Sources() != nil || none.Errors() != nil || none.Quality(0).Rows != 0 {
		t.Error("a nil extract has read something")
	}
}

// One ErrUnknownLabel, which both packages know, and which is found through every wrapper.
func TestOneErrUnknownLabel(t *testing.T) {
	if ErrUnknownLabel != ethnicity.ErrUnknownLabel {
		t.Fatal("there are two")
	}
	for _, test := range []struct {
		column, cell string
		element      bool // whether the element is an ErrUnknownLabel by itself
		label        bool // whether it has a LabelError
		ambiguous    bool
	}{
		{"Outcome", "Ticket", true, false, false},
		{"Self-defined ethnicity", "Martian", true, true, false},
		{"Self-defined ethnicity", "A9", false, true, true},
		{"Officer-defined ethnicity", "Martian", true, true, false},
		{"Latitude", "north", false, false, false},
	} {
		_, errs := collect(ReadCSV(strings.NewReader(file("\n", official, replace(test.column, test.cell))), ReadOptions{}))
		if len(errs) != 1 {
			t.Fatalf("%s: %v", test.cell, errs)
		}
		wrapped := fmt.Errorf("in a report: %w", errs[0])
		unknown, _ := errors.AsType[UnknownLabels](errs[0])
		_, label := errors.AsType[*ethnicity.LabelError](wrapped)
		_, rejected := errors.AsType[*RowError](wrapped)
		if !errors.Is(wrapped, ErrUnknownLabel) || !errors.Is(wrapped, ethnicity.ErrUnknownLabel) || errors.Is(unknown[0], ErrUnknownLabel) != test.element ||
			label != test.label || rejected || errors.Is(wrapped, ethnicity.ErrAmbiguousLabel) != test.ambiguous || len(unknown.Unwrap()) != len(unknown) {
			t.Errorf("%s %q: %v", test.column, test.cell, wrapped)
		}
	}
	if causes := (UnknownLabels{{}}).Unwrap(); len(causes) != 0 {
		t.Errorf("an element without a cause has %v", causes)
	}
}

// A group without residents keeps its searches: package rri flags its row, and the others stand.
func TestRatesKeepGroupsWithoutResidents(t *testing.T) {
	p := got(ethnicity.NewPopulation("a street", ethnicity.WhiteOther, map[ethnicity.Group]float64{ethnicity.White: 100, ethnicity.OtherThanWhite: 0}))
	c := Counts{Grouping: Grouping{Scheme: ethnicity.WhiteOther}, By: map[ethnicity.Group]int64{ethnicity.White: 3, ethnicity.OtherThanWhite: 2}}
	rates, err := c.Rates(p)
	if err != nil || rates[ethnicity.OtherThanWhite] != (rri.Rate{Events: 2}) || rates[ethnicity.White] != (rri.Rate{Events: 3, Population: 100}) {
		t.Errorf("%v, %v", rates, err)
	}
}
