package outcomes

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// readTable is what comes of reading a file by one way.
type readTable struct {
	searches []Search
	errs     []string
	survey   string
	layout   string
}

// readEach reads a file and returns all that it yields, and what the table knows at the end.
// Without a memory each row is read by itself.
func readEach(r io.Reader, o ReadOptions, m *plainMemory) readTable {
	var got readTable
	o.rowByRow, o.layout = m == nil, &layout{memory: m}
	t, err := newTable(r, o)
	if err != nil {
		return readTable{errs: []string{err.Error()}}
	}
	t.each(func(s Search, err error) bool {
		if math.IsNaN(s.Latitude) {
			s.Latitude = 1000
		}
		if math.IsNaN(s.Longitude) {
			s.Longitude = 1000
		}
		got.searches = append(got.searches, s)
		got.errs = append(got.errs, wholeError(err))
		return true
	})
	s := &t.survey
	got.survey = fmt.Sprintf("%v %v %d %+v %v %v %v %+v %v", s.looked, s.order, s.proof, s.labels, s.dates.months, s.dates.last, s.dates.readings, s.dates.byNames, t.begun)
	for _, seen := range append(slices.Clone(s.dates.proof[:]), s.dates.open) {
		got.survey += fmt.Sprintf(" %+v", seen)
	}
	o.layout.memory = nil
	got.layout = fmt.Sprintf("%+v", *o.layout)
	return got
}

// wholeError returns all that an error says of where it is.
func wholeError(err error) string {
	text := fmt.Sprintf("%T %v", err, err)
	if row, ok := errors.AsType[*RowError](err); ok {
		return text + fmt.Sprintf(" %s %d %d %s %q", row.File, row.Line, row.Column, row.Field, row.Value)
	}
	if labels, ok := errors.AsType[UnknownLabels](err); ok {
		for _, row := range labels {
			text += wholeError(row)
		}
	}
	return text
}

// plainReaders are the ways in which the bytes of a file may come: at once, in halves, with the end
// beside the last of them, failing after the first fails, and failing once.
var plainReaders = []func(text []byte, fails int) io.Reader{
	func(text []byte, _ int) io.Reader { return bytes.NewReader(text) },
	func(text []byte, _ int) io.Reader { return iotest.HalfReader(bytes.NewReader(text)) },
	func(text []byte, _ int) io.Reader { return iotest.DataErrReader(bytes.NewReader(text)) },
	func(text []byte, fails int) io.Reader {
		return io.MultiReader(bytes.NewReader(text[:fails]), iotest.ErrReader(errBroken))
	},
	func(text []byte, _ int) io.Reader {
		return bufio.NewReaderSize(iotest.TimeoutReader(bytes.NewReader(text)), 1<<17)
	},
}

var errBroken = errors.New("broken")

// failer is what a test and a law fail by.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

// checkPlain checks that the lines of files that are read in place, one file after the other, say
// what they say when each is read by itself, that the same is known of each file at the end, and
// that an extract is the same.
func checkPlain(t failer, o ReadOptions, reader, fails int, texts ...[]byte) {
	t.Helper()
	open := func(text []byte) io.Reader {
		return plainReaders[reader%len(plainReaders)](text, min(max(fails, 0), len(text)))
	}
	var memory plainMemory
	var inPlace, byRow Extract
	for i, text := range texts {
		got, want := readEach(open(text), o, &memory), readEach(open(text), o, nil)
		if !slices.Equal(got.errs, want.errs) || !slices.Equal(got.searches, want.searches) || got.survey != want.survey || got.layout != want.layout {
			t.Fatalf("reader %d, file %d: %s", reader, i, firstDifference(got, want))
		}
		o.rowByRow = true
		err := byRow.ReadCSV(open(text), o)
		o.rowByRow = false
		if again := inPlace.ReadCSV(open(text), o); fmt.Sprint(again) != fmt.Sprint(err) {
			t.Fatalf("reader %d, file %d: %v, want %v", reader, i, again, err)
		}
	}
	for i, same := range []bool{
		inPlace.Tally().Equal(byRow.Tally()), reflect.DeepEqual(inPlace.Sources(), byRow.Sources()),
		reflect.DeepEqual(inPlace.Quality(SelfDefined), byRow.Quality(SelfDefined)), fmt.Sprint(inPlace.Errors()) == fmt.Sprint(byRow.Errors()),
		slices.Equal(inPlace.OfficialFiles(), byRow.OfficialFiles()),
	} {
		if !same {
			t.Fatalf("reader %d, %d: %v, want %v", reader, i, inPlace.Quality(SelfDefined), byRow.Quality(SelfDefined))
		}
	}
}

func firstDifference(got, want readTable) string {
	for i := range min(len(got.searches), len(want.searches)) {
		if got.searches[i] != want.searches[i] || got.errs[i] != want.errs[i] {
			return fmt.Sprintf("row %d: %+v, %s; want %+v, %s", i+1, got.searches[i], got.errs[i], want.searches[i], want.errs[i])
		}
	}
	return fmt.Sprintf("%d rows, %s, %s; want %d, %s, %s", len(got.errs), got.survey, got.layout, len(want.errs), want.survey, want.layout)
}

// plainSeeds are rows under the header of data.police.uk: plain ones and, between them, what is
// not.
var plainSeeds = [][]string{
	fixture,
	slices.Repeat(fixture, 3),
	// line ends
	{fixture[0], fixture[1] + "\r", fixture[0] + "\r\r", "", fixture[0], "\r", fixture[1] + "\r", ",,,,,,,,,,,,,,", fixture[1]},
	// quotation marks: around a cell, around an empty one, over two lines, inside a cell, alone
	{fixture[0], replace("Type", `"Person search"`), fixture[0], replace("Outcome", `""`), fixture[0], replace("Policing operation", `"a,b"`), fixture[0]},
	{fixture[0], replace("Policing operation", "\"two\nlines\""), fixture[0], replace("Policing operation", `5" tall`), replace("Policing operation", `"open`), fixture[0]},
	{fixture[0], fixture[0], replace("Removal of more than just outer clothing", `"Fal`+"\n"+`se"`), fixture[0], fixture[0]},
	// dates
	{fixture[0], replace("Date", "2022-03-27T00:59:59+00:00"), replace("Date", "2022-03-27T01:00:00+00:00"), replace("Date", "2022-10-30T00:59:59+00:00"),
		replace("Date", "2022-10-30T01:00:00+00:00"), replace("Date", "2022-04-30T22:59:59+00:00"), replace("Date", "2022-04-30T23:00:00+00:00"),
		replace("Date", "2021-12-31T23:59:59+00:00"), replace("Date", "2020-02-29T23:59:59+00:00"), fixture[0]},
	{fixture[0], replace("Date", "2022-02-29T10:00:00+00:00"), replace("Date", "1995-12-31T23:30:00+00:00"), replace("Date", "2199-12-31T23:59:59+00:00"),
		replace("Date", "2022-09-31T10:00:00+00:00"), replace("Date", "2022-00-01T10:00:00+00:00"), replace("Date", "2022-13-01T10:00:00+00:00"),
		replace("Date", "2022-09-00T10:00:00+00:00"), replace("Date", "2022-09-01T24:00:00+00:00"), replace("Date", "2022-09-01T23:60:00+00:00"),
		replace("Date", "2022-09-01T23:59:60+00:00"), replace("Date", "2022-09-01T23:59:00+01:00"), replace("Date", "2022-09-01T23:59:00+00:01"), replace("Date", "2022-09-01T23:59:00Z"),
		replace("Date", "2022-09-01 23:59:00+00:00"), replace("Date", " 2022-09-01T23:59:00+00:00"), replace("Date", "2022-0:-01T23:59:00+00:00"), replace("Date", "01/02/2022"),
		replace("Date", "13/02/2022"), fixture[0], replace("Date", "05/01/2022"), fixture[0]},
	{replace("Date", "01/02/2022"), fixture[0], fixture[0]},
	{fixture[0], fixture[0], replace("Date", "01/02/2022"), fixture[0], replace("Date", "2022-02-01T10:00:00+00:00"), fixture[0], replace("Date", "02/13/2022")},
	// labels that are not known, that depend on the rows after them, that come too late
	{fixture[0], replace("Outcome", "Ticket"), fixture[0], replace("Outcome", "Ticket"), replace("Self-defined ethnicity", "Martian"), replace("Gender", "N/A"), fixture[0]},
	{fixture[0], replace("Self-defined ethnicity", "Asian"), fixture[0], replace("Self-defined ethnicity", "Other"), replace("Self-defined ethnicity", "Asian"), fixture[0]},
	{replace("Self-defined ethnicity", "White"), replace("Self-defined ethnicity", "Black"), replace("Self-defined ethnicity", "White"), replace("Self-defined ethnicity", "Asian"),
		replace("Self-defined ethnicity", "White"), replace("Self-defined ethnicity", "Chinese or Other"), replace("Self-defined ethnicity", "Asian")},
	{replace("Self-defined ethnicity", "White: Other White"), fixture[0], replace("Self-defined ethnicity", "White: Roma"), fixture[0], replace("Self-defined ethnicity", "W9"), fixture[1]},
	// types whose rows are read in another way, and a vehicle without a person
	{replace("Type", "Vehicle search"), replace("Type", "Vehicle search"), fixture[2], fixture[2], fixture[3], fixture[3], replace("Type", ""), replace("Type", ""), replace("Type", "Person stopped"),
		replace("Type", "Person charged"), replace("Type", "Person charged"), fixture[0]},
	{strings.Replace(fixture[2], "Vehicle search", "Person search", 1), fixture[2], fixture[2], strings.Replace(fixture[2], ",,,,,,,,", ",,,,,,NA,null,", 1)},
	// places
	{fixture[0], replace("Latitude", "-0.000000"), replace("Latitude", "0.000000"), replace("Latitude", "1e2"), replace("Latitude", "5e1"), replace("Latitude", " 51.5"), replace("Latitude", "51,5"),
		replace("Latitude", "51"), replace("Latitude", "51."), replace("Latitude", ".5"), replace("Latitude", "51.5"), replace("Latitude", "051.50"), replace("Latitude", "51.1234567"),
		replace("Latitude", "90.000000"), replace("Latitude", "90.000001"), replace("Latitude", "-90.000000"), replace("Latitude", "+51.500000"), replace("Latitude", "51.12345x"),
		replace("Latitude", "NA"), replace("Latitude", ""), replace("Longitude", ""), replace("Longitude", "-180.000000"), replace("Longitude", "180.000001"), replace("Longitude", "0.1"),
		replace("Longitude", "-0.0"), replace("Longitude", "-0.000001"), replace("Longitude", "-0.000001"), replace("Longitude", "0x1p-2"), replace("Longitude", "1_0.000000"), replace("Longitude", "inf"), fixture[0]},
	// cells too few and too many, and marks that are not seen
	{fixture[0], "short", fixture[0] + ",", fixture[0] + ",,,", fixture[0] + ",x", fixture[0][:len(fixture[0])-1], fixture[0][1:], strings.TrimRight(fixture[0], ","), fixture[0]},
	{fixture[0], replace("Gender", "\u00a0Male"), replace("Gender", "\u00a0Male"), replace("Gender", "Male\u00a0"), replace("Gender", "\xa0Male"), replace("Gender", " Male "), replace("Type", "\ufeffPerson search"),
		replace("Outcome", "\x1a"), replace("Outcome", "Arrest\x00"), replace("Outcome", "Caution \x96 simple"), replace("Policing operation", "\u00a0"), replace("Policing operation", "\xe9t\xe9"), fixture[0] + "\x1a", "\x1a"},
	// so many lines that are not plain that some are not looked at
	slices.Concat(slices.Repeat([]string{replace("Type", `"Person search"`)}, 200), fixture, fixture, slices.Repeat([]string{replace("Outcome", "Ticket")}, 40), fixture, fixture),
	// long lines and cells
	{fixture[0], replace("Policing operation", strings.Repeat("long ", 20_000)), fixture[0], replace("Outcome", strings.Repeat("x", 400)), replace("Outcome", strings.Repeat("x", 400)), replace("Outcome", strings.Repeat(" ", 400)),
		replace("Outcome", strings.Repeat(" ", 400)), fixture[0]},
}

// FuzzPlain has any rows under the header of data.police.uk read in place, and each by itself. how
// says what lines end in, whether the rows stand three times, which order dates have, and how the
// bytes come.
func FuzzPlain(f *testing.F) {
	for _, rows := range plainSeeds {
		for reader := range plainReaders {
			f.Add([]byte(strings.Join(rows, "\n")), uint8(reader<<4), uint16(700))
		}
		f.Add([]byte(file("\r\n", "", rows...))[2:], uint8(1), uint16(300))
		f.Add([]byte(strings.Join(rows, "\n")), uint8(2|3<<4), uint16(1000))
	}
	f.Fuzz(func(t *testing.T, rows []byte, how uint8, fails uint16) {
		end := "\n"
		if how&1 != 0 {
			end = "\r\n"
		}
		if how&2 != 0 {
			rows = bytes.Join([][]byte{rows, rows, rows}, []byte(end))
		}
		o := ReadOptions{File: "2022-09-kent.csv", Dates: DateOrder(how >> 2 & 3 % 3)}
		text, half := append([]byte(official+end), rows...), append([]byte(official+end), rows[len(rows)/2:]...)
		checkPlain(t, o, int(how>>4), int(fails), half, text)
	})
}

// TestLawPlain has rows of all seeds, in any order and many times over, with cells that are changed
// at random, read in place and each by itself, from two files the first of which is read twice.
func TestLawPlain(t *testing.T) {
	var all []string
	for _, rows := range plainSeeds {
		for _, row := range rows {
			if len(row) < 1000 {
				all = append(all, row)
			}
		}
	}
	changed := rapid.OneOf(rapid.SampledFrom([]string{"", "True", "Asian", "White", `"`, "51.500000", "2022-09-30T23:59:00+00:00", "\r"}), rapid.StringN(0, 3, 6))
	text := rapid.Custom(func(t *rapid.T) []byte {
		few := rapid.SliceOfN(rapid.SampledFrom(all), 1, 8).Draw(t, "few")
		rows := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
			row := rapid.SampledFrom(few).Draw(t, "row")
			if rapid.IntRange(0, 9).Draw(t, "changed") == 0 {
				cells := strings.Split(row, ",")
				cells[rapid.IntRange(0, len(cells)-1).Draw(t, "cell")] = changed.Draw(t, "text")
				row = strings.Join(cells, ",")
			}
			return row
		}), 1, 40).Draw(t, "rows")
		return []byte(file(rapid.SampledFrom([]string{"\n", "\r\n", "\r"}).Draw(t, "end"), official, rows...))
	})
	rapid.Check(t, func(t *rapid.T) {
		o := ReadOptions{File: rapid.SampledFrom([]string{"", "kent.csv", "2022-02-kent.csv"}).Draw(t, "file")}
		first, second := text.Draw(t, "first"), text.Draw(t, "second")
		checkPlain(t, o, rapid.IntRange(0, len(plainReaders)-1).Draw(t, "reader"), rapid.IntRange(0, len(first)).Draw(t, "fails"), first, second, first)
	})
}
