package outcomes

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// FuzzReadCSV reads anything at all. Every row is accounted for, and everything is said in an error
// of its kind.
func FuzzReadCSV(f *testing.F) {
	for _, seed := range []string{
		file("\r\n", official, fixture...), // official
		// byte order mark, a short row
		"\ufeff" + file("\n", official, fixture[1], "short", fixture[3]),
		gzipped(file("\n", official, fixture...)),                       // gzip
		file("\n", official, replace("Date", "2022-02-30"), fixture[0]), // no such day
		file("\n", official, replace("Outcome", "=cmd|'/C calc'!A0")),   // a formula
		// a mark without partner
		file("\n", official, replace("Type", `"Person search`), fixture[0]),
		file("\n", official, replace("Latitude", "1e999"), "\x00,\xff,,,,,"), // no place, bytes
		"Type,Date\n", // columns missing
		"PK\x03\x04",  // a ZIP archive
		// cells whose meaning depends on the rows after them
		withDate("01/02/2020", "05/05/2020", "13/02/2020"), withDate("01/02/2020"), withDate("2020-05-01", "13/02/2020", "02/13/2020"),
		"Type,Date,Self-defined ethnicity,source\nPerson search,2020-02-01,Asian,Essex\nPerson search,2020-02-01,Irish,kent\n",
		"Type;Date;Officer-defined ethnicity;path\nPerson search;01/02/2020;White;2020-02-essex-stop-and-search.csv\n",
		"Type,Date,Self-defined ethnicity\nPerson search,43862.41,Asian\n\"Person\nsearch\",1/2/20,Chinese or Other\n",
		"\x1f\x8b\x08\x00\x00", // gzip cut off
		// names of the API
		strings.ToLower(strings.ReplaceAll(official, " ", "_")) + ",force\nperson search,2022-09-01 10:00,1,,51,0,NA,NA,NA,NA,NA,NA,NA,NA,NA,Essex\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		before := bytes.Clone(text)
		// The same bytes are the name of the file.
		for _, err := range ReadCSV(bytes.NewReader(text), ReadOptions{File: string(text)}) {
			checkError(t, err)
		}
		var rows, rejected, kept int64
		var failure error
		for s, err := range ReadCSV(bytes.NewReader(text), ReadOptions{File: "f.csv"}) {
			checkError(t, err)
			if failure != nil {
				t.Fatalf("%v, and then more", failure)
			}
			row, isRow := errors.AsType[*RowError](err)
			unknown, isUnknown := errors.AsType[UnknownLabels](err)
			switch {
			case isRow:
				rejected++
				if row.Line < 1 || row.Column < 1 || row.Err == nil || len(row.Value) > quote.MaxShown+len("…") || s != (Search{}) {
					t.Fatalf("%#v, %v", row, s)
				}
			case err == nil, isUnknown:
				kept++
				if isUnknown && (len(unknown) == 0 || !errors.Is(err, ErrUnknownLabel)) {
					t.Fatalf("%#v", unknown)
				}
				if s.Time.IsZero() || MonthOf(s.Time) == 0 || s.Time.Location() != time.UTC || s.Fingerprint == 0 || math.Abs(s.Latitude) > 90 || math.Abs(s.Longitude) > 180 {
					t.Fatalf("%+v", s)
				}
				var b bytes.Buffer
				if err := tallyOf(s).WriteCSV(&b); err != nil {
					t.Fatalf("%+v: %v", s, err) // a value that is none of its enum
				}
			default:
				failure = err
			}
			if err != nil && !strings.HasPrefix(err.Error(), "outcomes: f.csv:") {
				t.Fatalf("%q", err)
			}
			rows++
		}
		if !bytes.Equal(text, before) {
			t.Fatal("the input is changed")
		}
		var x Extract
		err := x.ReadCSV(bytes.NewReader(text), ReadOptions{File: "f.csv"})
		if fmt.Sprint(err) != fmt.Sprint(failure) {
			t.Fatalf("%v, want %v", err, failure)
		}
		q := x.Quality(SelfDefined)
		persons := x.Tally().Where(func(k Key) bool { return k.Type.IsPerson() }).Total()
		if q.Rows != rejected+kept || q.Rejected != rejected || q.Rows != persons+q.VehicleOnly+q.TypeUnknown+q.Rejected || q.Duplicates < 0 || q.Duplicates > kept {
			t.Fatalf("%v: %d rejected, %d kept, %d persons", q, rejected, kept, persons)
		}
	})
}

// FuzzLabels gives every label parser the same text. What it reads has a name that it reads again;
// what it does not read is an error that stays short.
func FuzzLabels(f *testing.F) {
	for _, seed := range []string{"arrest", "Suspect arrested", "A no further action disposal", "FALSE", "1.0", "over 34", "Male", "self-then-officer",
		"linked-action", "arrest rate", "Controlled drugs", "Misuse of Drugs Act 1971 (section 23)", "Person and Vehicle search", "", " ", "not recorded", "\xff\x00",
		"K", "ſ"} { // the Kelvin sign and the long s fold to letters in some alphabets' rules
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, label string) {
		check(t, label, ParseOutcome)
		check(t, label, ParseClass)
		check(t, label, ParseObject)
		check(t, label, ParseLegislation)
		check(t, label, ParseRecordType)
		check(t, label, ParseAge)
		check(t, label, ParseGender)
		check(t, label, ParseAnswer)
		check(t, label, ParseEthnicityRule)
		check(t, label, ParseDateOrder)
		check(t, label, ParseAllocation)
		check(t, label, ParseStopsStatus)
		check(t, label, ParseFindDefinition)
		check(t, label, ParseOutcomeRate)
	})
}

func check[E interface {
	comparable
	fmt.Stringer
}](t *testing.T, label string, parse func(string) (E, error)) {
	t.Helper()
	v, err := parse(label)
	checkError(t, err)
	if err != nil {
		var zero E
		if v != zero || len(err.Error()) > 2000 || !strings.HasPrefix(err.Error(), "outcomes: unknown ") {
			t.Fatalf("%v, %v", v, err)
		}
		return
	}
	if again, err := parse(v.String()); err != nil || again != v {
		t.Fatalf("%q is %v, which is %v, %v", label, v, again, err)
	}
}

// FuzzParseMonth reads months. What it reads, it prints as it was.
func FuzzParseMonth(f *testing.F) {
	for _, seed := range []string{"2022-09", "1996-01", "2199-12", "2022-13", "2022-9", "", "not recorded", "２０２２-０９"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ParseMonth(text)
		checkError(t, err)
		if err != nil {
			if m != 0 {
				t.Fatalf("%v, %v", m, err)
			}
			return
		}
		if m.String() != text || m.Year() < firstYear || m.Year() > lastYear {
			t.Fatalf("%q is %v", text, m)
		}
	})
}

// FuzzParseTime reads times. What it reads is what the time package reads, where that reads it too.
func FuzzParseTime(f *testing.F) {
	for _, seed := range []string{"2022-09-30T23:59:58+00:00", "2022-09-30 23:59", "2022-09-30", "2022-02-30", "2022-09-30T23:59:58.5Z", "2022-09-30T23:59:58-0500",
		"1996-01-01T00:00:00+14:00", "2022-09-30T24:00:00Z", "", "NA"} {
		f.Add(seed, "")
	}
	for _, seed := range []string{"01/02/2020 10:00", "1-Feb-20", "February 1, 2020 10:00 PM", "43862.4166667", "20200201T1000", "01FEB2020:10:00:00", "Sat 1st Feb 2020 at 10am BST"} {
		f.Add(seed, "0.4166667")
	}
	f.Add("2022-09-30", "12:00:01")
	f.Add("2000-01-10T0:00:00Z", "0") // package time takes it
	f.Fuzz(func(t *testing.T, date, clock string) {
		got, _, err := parseTime([]byte(date), []byte(clock))
		checkError(t, err)
		if err == nil && (MonthOf(got) == 0 || got.Location() != time.UTC || got.Nanosecond() != 0) {
			t.Fatalf("%q %q is %v", date, clock, got)
		}
		want, wantErr := time.Parse(time.RFC3339, date)
		if wantErr == nil && (date[13] != ':' || strings.Contains(date, ",")) {
			// package time is more patient than RFC 3339: it takes 9:00 for 09:00, and a comma
			// before the fraction
			return
		}
		if wantErr != nil || MonthOf(want) == 0 || want.Year() < firstYear || want.Year() > lastYear {
			return
		}
		if _, offset := want.Zone(); offset > 14*3600+59*60 || offset < -(14*3600+59*60) {
			return // no clock on earth
		}
		if err != nil || !got.Equal(want.Truncate(time.Second)) {
			t.Fatalf("%q is %v, %v, want %v", date, got, err, want)
		}
	})
}

// FuzzReadTally reads stored tallies. What it reads, it writes and reads again.
func FuzzReadTally(f *testing.F) {
	var b bytes.Buffer
	if err := tallyOf(searches...).WriteCSV(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.String())
	f.Add(strings.Join(tallyHeader, ",") + "\n,not recorded,person,White,White,male,18-24,not recorded,not recorded,arrest,yes,no,-1\ntotal,-1\n")
	f.Add(strings.Join(tallyHeader, ",") + "\n,2022-09,person,White,White,male,18-24,not recorded,not recorded,arrest,yes,no,9007199254740993\n")
	for _, rows := range []string{
		cellsAbove + stopsAbove + white2 + both5 + "total,9,7\n",
		both5turned + white2 + nextUnknown + firstTold + cellsAbove + "total,9,7\n",
		cellsAbove + stopsAbove + "total,9,0\n",
		strings.ReplaceAll(cellsAbove+stopsAbove+white2, "essex", "stops") + "total,9,2\n",
		strings.ReplaceAll(cellsAbove+stopsAbove+white2, "essex", "") + "total,9,2\n",
		cellsAbove + "stops,essex,2020-01,told,7,0,0x1p-2\n" + "total,9,0\n",
	} {
		f.Add(strings.Join(tallyHeader, ",") + "\n" + rows)
		f.Add(padded(strings.Join(tallyHeader, ",") + "\n" + rows))
	}
	f.Add("")
	f.Fuzz(func(t *testing.T, text string) {
		_, err := ReadTally(strings.NewReader(text), text)
		checkError(t, err)
		tally, err := ReadTally(strings.NewReader(text), "t.csv")
		checkError(t, err)
		if err != nil {
			if tally != nil || !strings.HasPrefix(err.Error(), "outcomes: t.csv:") {
				t.Fatalf("%v, %v", tally, err)
			}
			return
		}
		for _, s := range tally.Stops() {
			if s.Status != StopsTold && s.Pairs != 0 || s.Status == StopsNotCounted && s.Rows != 0 || !(s.Coincidences >= 0) || s.Alone > s.Rows {
				t.Fatalf("%v", s)
			}
		}
		if e := tally.DesignEffect(func(k Key) float64 { return float64(k.Outcome) - 3 }); !(e >= 1) || math.IsInf(e, 0) {
			t.Fatalf("a design effect of %v", e)
		}
		var b bytes.Buffer
		if err := tally.WriteCSV(&b); err != nil {
			t.Fatal(err)
		}
		whole := b.String()
		again, err := ReadTally(&b, "again.csv")
		if err != nil || !again.Equal(tally) {
			t.Fatalf("%v", err)
		}
		if cut, err := ReadTally(strings.NewReader(whole[:len(whole)-2]), "cut.csv"); err == nil {
			t.Fatalf("cut off, it reads as %d of %d searches", cut.Total(), tally.Total())
		}
	})
}
