package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/outcomes/report"
)

// metropolitan is the force of the files without one.
func metropolitan() ethnicity.Force {
	f, err := ethnicity.ParseForce("metropolitan")
	if err != nil {
		panic(err)
	}
	return f
}

// do lets DuckDB do something, which tests need for their files.
func do(t interface{ Fatal(...any) }, statements ...string) {
	db, err := open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err, s)
		}
	}
}

// counted returns what the query makes of the settings, under the name of the file that it is
// compared with.
func counted(t interface{ Fatal(...any) }, s settings, name string) *outcomes.Extract {
	db, err := open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	ctx := context.Background()
	from, err := s.source(ctx, db)
	if err != nil {
		t.Fatal(err)
	}
	q, err := s.query(ctx, db, from)
	if err != nil {
		t.Fatal(err)
	}
	q.name = name
	if err := q.readInto(ctx, db, &s.read); err != nil {
		t.Fatal(err)
	}
	return &s.read
}

// plain returns what package outcomes counts of a CSV by itself.
func plain(t interface{ Fatal(...any) }, x outcomes.Extract, name string, text io.Reader) *outcomes.Extract {
	x.CountOnly = true
	if err := x.ReadFile(text, name); err != nil {
		t.Fatal(err)
	}
	return &x
}

func saved(t interface{ Fatal(...any) }, x *outcomes.Extract) []byte {
	var b bytes.Buffer
	if err := x.Save(&b, outcomes.SaveOptions{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func jsonOf(t *testing.T, x *outcomes.Extract, o report.Options) string {
	r, err := report.New(x, o)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := r.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestLondon: a year of London as CSV, packed and not, in twelve files, as Parquet with the types
// that DuckDB finds and as text, and in tables and views of a database: the counts, the account and
// the saved file are byte for byte those of the CSV, and with them every report.
func TestLondon(t *testing.T) {
	data := os.Getenv("DISPARITY_DATA")
	if data == "" {
		t.Skip("DISPARITY_DATA is not set")
	}
	const name = "2021-12_2022-11-london-policeuk-header.csv.gz"
	file, err := os.Open(filepath.Join(data, "stopsearch", "derived", name))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	z, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	if err := os.WriteFile(in("london.csv"), text, 0o666); err != nil {
		t.Fatal(err)
	}
	all := "read_csv(" + literal(in("london.csv")) + ", all_varchar = true)"
	typed := "read_csv(" + literal(in("london.csv")) + ")"
	for month := range 12 {
		first := fmt.Sprintf("TIMESTAMPTZ '2021-12-01' + INTERVAL %d MONTH", month)
		do(t, fmt.Sprintf(`COPY (FROM %s WHERE "Date" >= %s AND "Date" < %s + INTERVAL 1 MONTH) TO %s (FORMAT parquet)`, typed, first, first,
			literal(in(fmt.Sprintf("part-%02d.parquet", month)))))
	}
	do(t, "COPY (FROM "+typed+") TO "+literal(in("typed.parquet"))+" (FORMAT parquet)", "COPY (FROM "+all+") TO "+literal(in("text.parquet"))+" (FORMAT parquet)",
		"ATTACH "+literal(in("london.db"))+" AS d", "USE d", "CREATE TABLE searches AS FROM "+typed, `CREATE SCHEMA "an own"`, `CREATE TABLE "an own"."a.table" AS FROM `+all,
		`CREATE VIEW local AS SELECT * REPLACE (CAST(CAST("Date" AS VARCHAR)[:19] AS TIMESTAMP) AS "Date") FROM searches`)

	want := plain(t, outcomes.Extract{Force: metropolitan()}, "london.csv", bytes.NewReader(text))
	bytesWanted := saved(t, want)
	for _, test := range []struct {
		table  string
		files  []string
		reason string
	}{
		{"", []string{in("london.csv")}, "CSV"},
		{"", []string{filepath.Join(data, "stopsearch", "derived", name)}, "packed"},
		{"", []string{in("typed.parquet")}, "Parquet with times and booleans"},
		{"", []string{in("text.parquet")}, "Parquet of texts"},
		{"", []string{in("part-*.parquet")}, "a file a month, by a pattern"},
		{"searches", []string{in("london.db")}, "a table"},
		{"main.LOCAL", []string{in("london.db")}, "a view whose times have no offset"},
		{"an own.a.table", []string{in("london.db")}, "a table of another schema, of texts"},
	} {
		s := settings{table: test.table, files: test.files}
		s.read.Force = metropolitan()
		got := counted(t, s, "london.csv")
		if d := cmp.Diff(want.Quality(outcomes.SelfDefined), got.Quality(outcomes.SelfDefined)); d != "" {
			t.Errorf("%s: -want +got\n%s", test.reason, d)
		}
		if !bytes.Equal(saved(t, got), bytesWanted) {
			t.Errorf("%s: other counts", test.reason)
		}
		if test.reason != "Parquet with times and booleans" {
			continue
		}
		for _, o := range []report.Options{{}, {By: report.EachMonth, Within: []report.Dimension{report.ByObject, report.ByAge}}, {Scheme: ethnicity.EighteenPlusOne}, {Rule: outcomes.OfficerDefined}} {
			if d := cmp.Diff(jsonOf(t, want, o), jsonOf(t, got, o)); d != "" {
				t.Errorf("%+v: -want +got\n%s", o, d)
			}
		}
	}
}

// moments are times of a record, as texts.
var moments = []string{
	"2022-09-30T22:59:59+00:00", "2022-09-30T23:00:00+00:00", "2022-10-31T23:59:59Z", "2022-10-31 23:59", "2022-03-31T23:30:00", "2022-03-31 23:30:00",
	"2022-03-27T00:59:59Z", "2022-03-27T01:00:00Z", "2022-10-30T00:59:59Z", "2022-10-30T01:00:00+01:00", "2022-10-01T00:30:00+01:00", "2022-09-30T19:30:00-05:00",
	"2021-12-31T23:59:59Z", "2022-01-01T00:00:00Z", "2022-07-31T23:00:00.5Z", "2022-08-01", "31/07/2022 23:30", "01/08/2022", "2024-02-29T12:00:00Z", "2022-02-29T12:00:00Z",
	"2022-07-31T24:00:00Z", "2022-07-31T23:60:00Z", "2022-7-1 1:02", "20220731", "July 2022", "2022-07", "44804.98", "infinity", "today", "", "1-2-3", "2022-09-30T23:30:00 Europe/London",
	"2022-09-30_23:30:00", "2022-09-30T23:30:00+0:00", "2022-09-30T23:30:00+99:00", "  2022-09-30", "22-09-30T23:30:00.00", "2022-09-30T23:30:00z", "2022-09-30T23:30:00+00", "2022-09-30T23:30:00+0000",
}

// Months are cut as package outcomes cuts them, in London, whatever the form of the time: by each
// of these alone, beside a date that tells the order of day and month.
func TestMoments(t *testing.T) {
	dir := t.TempDir()
	for i, text := range moments {
		for _, split := range []bool{false, true} {
			header, cells := "Type,Date,Officer-defined ethnicity\n", text
			if split {
				date, clock, ok := strings.Cut(text, " ")
				if !ok {
					date, clock, _ = strings.Cut(text, "T")
				}
				header, cells = "Type,Date,Time,Officer-defined ethnicity\n", date+","+clock
			}
			content := header + strings.Repeat("Person search,"+cells+",White\n", 3)
			file := filepath.Join(dir, fmt.Sprintf("%d-%v-kent.csv", i, split))
			if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
				t.Fatal(err)
			}
			s := settings{files: []string{file}}
			s.read.Dates = outcomes.DayFirst
			want := plain(t, outcomes.Extract{Dates: outcomes.DayFirst}, file, strings.NewReader(content))
			same(t, text, want, counted(t, s, file))
		}
	}
}

// same says if two extracts have counted something else.
func same(t interface{ Errorf(string, ...any) }, reason string, want, got *outcomes.Extract) {
	if !want.Tally().Equal(got.Tally()) {
		t.Errorf("%s: other counts: %v and %v", reason, slices.Collect(keys(want)), slices.Collect(keys(got)))
	}
	if d := cmp.Diff(want.Quality(outcomes.SelfDefined), got.Quality(outcomes.SelfDefined)); d != "" {
		t.Errorf("%s: -want +got\n%s", reason, d)
	}
	if d := cmp.Diff(want.AreaValues(), got.AreaValues()); d != "" {
		t.Errorf("%s: -want +got\n%s", reason, d)
	}
	if d := cmp.Diff(want.Sources(), got.Sources()); d != "" {
		t.Errorf("%s: -want +got\n%s", reason, d)
	}
}

func keys(x *outcomes.Extract) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k, n := range x.Tally().All() {
			if !yield(fmt.Sprintf("%v %v: %d", k.Force, k.Month, n)) {
				return
			}
		}
	}
}

// The types that a database has for times: the month is that of the same time in UTC.
func TestTimeTypes(t *testing.T) {
	dir := t.TempDir()
	for _, test := range []struct{ columns, want, reason string }{
		{"TIMESTAMPTZ '2022-10-01 00:30:00+01:00' AS Date", "2022-10", "with an offset: 23:30 on the 30th in UTC is October in London"},
		{"TIMESTAMPTZ '2022-10-01 01:30:00+02:00' AS Date", "2022-10", "the same moment in Paris"},
		{"TIMESTAMP '2022-09-30 23:30:00' AS Date", "2022-10", "without one it is in UTC"},
		{"TIMESTAMP '2022-09-30 22:59:59.999999' AS Date", "2022-09", "just before"},
		{"TIMESTAMP_S '2022-10-31 23:30:00' AS Date", "2022-10", "seconds, in winter"},
		{"TIMESTAMP_MS '2022-03-31 23:30:00' AS Date", "2022-04", "thousandths, after the clocks went forward"},
		{"TIMESTAMP_NS '2022-03-31 22:30:00' AS Date", "2022-03", "billionths"},
		{"DATE '2022-09-30' AS Date", "2022-09", "a day"},
		{"DATE '2022-09-30' AS Date, TIME '23:30:00' AS Time", "2022-10", "a day and a time"},
		{"DATE '2022-09-30' AS Date, CAST(NULL AS TIME) AS Time", "2022-09", "a day and no time"},
		{"DATE '2022-09-30' AS Date, '23:30' AS Time", "2022-10", "a day and a time as text"},
		{"'2022-09-30' AS Date, TIME '23:30:00' AS Time", "2022-10", "a day as text and a time"},
		{"TIMESTAMP 'infinity' AS Date", "", "no time at all"},
		{"CAST(NULL AS TIMESTAMPTZ) AS Date", "", "not recorded"},
		{"CAST(NULL AS VARCHAR) AS Date", "", "not recorded, as text"},
		{"44834 AS Date", "2022-09", "a day as spreadsheets number it"},
	} {
		file := filepath.Join(dir, "kent.db")
		do(t, "ATTACH "+literal(file)+" AS d", "CREATE OR REPLACE TABLE d.t AS SELECT 'Person search' AS Type, 'White' AS officer_defined_ethnicity, "+test.columns)
		got := counted(t, settings{files: []string{file}}, file)
		var months []string
		for k := range got.Tally().All() {
			months = append(months, k.Month.String())
		}
		if q := got.Quality(outcomes.SelfDefined); strings.Join(months, " ") != test.want || q.Rows != 1 || test.want == "" && q.Rejected != 1 {
			t.Errorf("%s: %q, want %q: %v, %v", test.reason, months, test.want, q, got.Errors())
		}
	}
}

// TestLaw: records of any kind, in any form, are counted as package outcomes counts them.
func TestLaw(t *testing.T) {
	dir := t.TempDir()
	values := map[string][]string{
		"Type":                   {"Person search", "Vehicle search", "?", ""},
		"Date":                   moments,
		"Gender":                 {"Male", "male", "Martian", "", "NULL", "NA"},
		"Self-defined ethnicity": {"White - Irish", "Black/African/Caribbean/Black British - African", "Martian", ""},
		"Outcome":                {"Arrest", "A no further action disposal", "Ticket; \"or\", not", ""},
		"Latitude":               {"51.5", "", "north"},
		"Borough":                {"Croydon", "Kensington and Chelsea", "", "a\nb"},
		"Notes":                  {"1", "2", "three"},
		"Force":                  {"Kent Police", "kent", "Essex", "", "Narnia"},
	}
	rapid.Check(t, func(t *rapid.T) {
		var names []string
		for _, name := range slices.Sorted(maps.Keys(values)) {
			if name == "Type" || name == "Date" || name == "Self-defined ethnicity" || rapid.Bool().Draw(t, name) {
				names = append(names, name)
			}
		}
		names = rapid.Permutation(names).Draw(t, "columns")
		rows := [][]string{names}
		for range rapid.IntRange(0, 30).Draw(t, "rows") {
			var row []string
			for _, name := range names {
				row = append(row, rapid.SampledFrom(values[name]).Draw(t, name))
			}
			if strings.Join(row, "") != "" { // which is no row
				rows = append(rows, row)
			}
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma = rapid.SampledFrom([]rune(",;\t|")).Draw(t, "separator")
		_ = w.WriteAll(rows) // to memory
		file := filepath.Join(dir, "kent.csv")
		if err := os.WriteFile(file, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		read := outcomes.Extract{Dates: outcomes.DayFirst, ForceOptional: true}
		if slices.Contains(names, "Notes") && rapid.Bool().Draw(t, "kept") {
			read.Keep = []string{"notes"}
		}
		want := plain(t, read, file, &b)
		same(t, "CSV", want, counted(t, settings{read: read, files: []string{file}}, file))
		packed := filepath.Join(dir, "kent.parquet")
		do(t, "COPY (FROM read_csv("+literal(file)+", all_varchar = true, header = true, quote = '\"', escape = '\"', comment = '', skip = 0, delim = "+literal(string(w.Comma))+
			")) TO "+literal(packed)+" (FORMAT parquet)")
		same(t, "Parquet", want, counted(t, settings{read: read, files: []string{packed}}, file))
	})
}
