package outcomes

import (
	"bytes"
	"encoding/csv"
	"io"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// inPlace returns how many rows of a file are read in place, and what reads them.
func inPlace(t testing.TB, text []byte, o ReadOptions) (rows, all int, last *plain) {
	t.Helper()
	o.layout = &layout{plain: func(p *plain) {
		for last = p; p.next(); {
			rows++
		}
		p.leave()
	}}
	for range ReadCSV(bytes.NewReader(text), o) {
		all++
	}
	return rows, all + rows, last
}

// TestInPlace has what a file is like, and whether its lines are read in place.
func TestInPlace(t *testing.T) {
	rows := strings.Repeat(strings.Join(fixture, "\n")+"\n", 20)
	for _, test := range []struct {
		text   string
		o      ReadOptions
		want   int
		reason string
	}{
		{official + "\n" + rows, ReadOptions{}, 95, "as downloaded: labels are learnt from the first of each row"},
		{official + "\r\n" + strings.ReplaceAll(rows, "\n", "\r\n"), ReadOptions{}, 95, "lines of Windows"},
		{official + "\r" + strings.ReplaceAll(rows, "\n", "\r"), ReadOptions{}, 95, "lines of an old Macintosh"},
		{"\ufeff" + official + "\n" + rows, ReadOptions{File: "kent.csv", Dates: DayFirst}, 95, "a byte order mark; options that are of no plain line"},
		{strings.ReplaceAll(official, " ", ".") + "\n" + rows, ReadOptions{}, 95, "the header as R writes it"},
		{gzipped(official + "\n" + rows), ReadOptions{}, 95, "compressed"},
		{strings.ReplaceAll(official+"\n"+rows, ",", ";"), ReadOptions{}, 0, "other separators"},
		{official + ",Force\n" + strings.ReplaceAll(rows, "\n", ",Kent\n"), ReadOptions{}, 0, "a column more"},
		{strings.Replace(official, "Gender,Age range", "Age range,Gender", 1) + "\n" + rows, ReadOptions{}, 0, "another order"},
		{strings.Replace(official, "Policing operation", "Force", 1) + "\n" + rows, ReadOptions{}, 0, "a column that is read in place of one that is not"},
		{official + "\n" + rows, ReadOptions{Self: LabelsOf(0)}, 0, "a reader of labels of the caller's"},
		{official + "\n" + rows, ReadOptions{Officer: LabelsOf(0)}, 0, "the same for those of the officer"},
		{official + "\n" + rows, ReadOptions{Rows: PersonSearch}, 0, "what rows are is said"},
		{official + "\n" + rows, ReadOptions{Keep: []string{"Policing operation"}}, 0, "a column is kept"},
		{official + "\n" + rows, ReadOptions{Columns: map[string]string{"outcome": "Outcome"}}, 0, "a column is named"},
		{official + "\n" + rows, ReadOptions{Where: []Filter{{Column: "Gender", Value: "Male"}}}, 0, "rows are chosen"},
		{official + "\n" + rows, ReadOptions{rowByRow: true}, 0, "switched off"},
		{official + "\n" + strings.ReplaceAll(rows, "Person", `"Person`), ReadOptions{}, 0, "marks that have no partner"},
	} {
		got, all, _ := inPlace(t, []byte(test.text), test.o)
		if got != test.want || test.want > 0 && all != 100 {
			t.Errorf("%s: %d of %d rows are read in place, want %d", test.reason, got, all, test.want)
		}
	}
}

// Whole files of data.police.uk are read in place, but for their first rows and those with labels
// that are seen for the first time, and say the same.
func TestInPlaceOfficial(t *testing.T) {
	for _, name := range []string{"csv/2016-06-metropolitan-stop-and-search.csv.gz", "csv/2022-09-metropolitan-stop-and-search.csv.gz",
		"csv/2020-09-west-midlands-stop-and-search.csv", "csv/2020-01-essex-stop-and-search.csv", "csv/2016-03_2017-12-greater-manchester-stop-and-search.sqlite-export.csv"} {
		text, err := os.ReadFile(dataFile(t, name))
		if err != nil {
			t.Fatal(err)
		}
		checkPlain(t, ReadOptions{File: filepath.Base(name)}, 0, 0, text)
		if rows, all, _ := inPlace(t, text, ReadOptions{}); 3*rows < all {
			t.Errorf("%s: %d of %d rows are read in place", name, rows, all)
		}
	}
}

// Labels that no real file has so many of do not fill the memory, and are read as by themselves:
// more than are remembered in place, more than a column remembers, and texts that are too long.
func TestPlainForgets(t *testing.T) {
	// variant returns the nth of the forms in which letters may be small or not.
	variant := func(label string, n int) string {
		b := []byte(label)
		for i, c := range b {
			if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' {
				if n&1 != 0 {
					b[i] ^= 0x20
				}
				n >>= 1
			}
		}
		return string(b)
	}
	var rows []string
	for range 2 {
		for i := range maxPlain + 1000 {
			switch i % 5 {
			case 0:
				rows = append(rows, replace("Self-defined ethnicity", variant("White - Irish and so on"[:13], i)))
			case 1:
				rows = append(rows, replace("Legislation", variant("Misuse of Drugs Act 1971 (section 23)", i)))
			case 2:
				rows = append(rows, strings.Replace(replace("Outcome", variant("Community resolution", i/2)), "Male", variant("Male", i), 1))
			default:
				rows = append(rows, replace("Object of search", variant("Controlled drugs", i)+strings.Repeat(" ", i%700)))
			}
		}
		rows = append(rows, replace("Self-defined ethnicity", "Asian"))
	}
	text := []byte(file("\n", official, rows...))
	checkPlain(t, ReadOptions{}, 0, 0, text, text)
	_, _, p := inPlace(t, text, ReadOptions{})
	for _, c := range []*plainCells{&p.persons, &p.searches} {
		if len(c.list) > maxPlain || c.bytes > maxPlainBytes || len(c.slots) > 4*maxPlain {
			t.Errorf("%d labels of %d bytes are remembered, in %d slots", len(c.list), c.bytes, len(c.slots))
		}
	}
	if len(p.searches.list) < maxPlain/2 {
		t.Errorf("%d labels are remembered: too few for this test", len(p.searches.list))
	}
}

// A finer label that comes after more than is looked at ahead is an error in every row that has it,
// and so is one that the column has no room to remember.
func TestPlainFiner(t *testing.T) {
	rows := []string{replace("Self-defined ethnicity", "White"), replace("Self-defined ethnicity", "Asian")}
	long := replace("Policing operation", strings.Repeat("x", 6_000))
	for _, group := range []string{"White", "Black", "Asian"} {
		for range aheadSize/6_000/3 + 10 {
			rows = append(rows, strings.Replace(long, "White - English/Welsh/Scottish/Northern Irish/British", group, 1))
		}
	}
	for _, label := range []string{"White", "White - Irish", "White - Irish", "Asian", "White: Roma", "White - Irish", "Black"} {
		rows = append(rows, replace("Self-defined ethnicity", label), replace("Self-defined ethnicity", label))
	}
	text := []byte(file("\n", official, rows...))
	checkPlain(t, ReadOptions{}, 0, 0, text, text)
	if _, errs := collect(ReadCSV(bytes.NewReader(text), ReadOptions{})); len(errs) != 8 {
		t.Errorf("%d errors, want one for each of 8 rows with a finer label", len(errs))
	}
	if rows, all, _ := inPlace(t, text, ReadOptions{}); 2*rows < all {
		t.Errorf("%d of %d rows are read in place", rows, all)
	}
}

// Every coordinate that is read in place is the number that strconv.ParseFloat makes of it.
func TestReadDegrees(t *testing.T) {
	for _, cell := range []string{"0.1", "-0.1", "51.474585", "-0.125497", "179.999999", "0.000001", "-0.000001", "1.100000", "12.34", "003.5", "0.29", "9.999999", "90.0"} {
		got, next := readDegrees([]byte(cell+",,,,,,,,,,"), 0, 180)
		if want, err := strconv.ParseFloat(cell, 64); err != nil || got.degrees() != want || next != len(cell)+1 {
			t.Errorf("%s: %v, %d; want %v, %v", cell, got.degrees(), next, want, err)
		}
	}
	for n := millionths(-180e6); n <= 180e6; n += 9973 {
		cell := strconv.FormatFloat(float64(n)/1e6, 'f', 6, 64)
		if got, _ := readDegrees([]byte(cell+",,,,,,,,,,"), 0, 180); got != n {
			t.Fatalf("%s: %d, want %d", cell, got, n)
		}
		if want, err := strconv.ParseFloat(cell, 64); err != nil || n.degrees() != want {
			t.Fatalf("%s: %v, want %v", cell, n.degrees(), want)
		}
	}
	for _, cell := range []string{"-0.0", "-0.000000", "180.000001", "181.0", "51", "51.", ".5", "51.1234567", "1e1", "+1.0", " 1.0", "1.0 ", "NA", "51,5", "0001.5", "-", "--1.0", "1.2x"} {
		if got, next := readDegrees([]byte(cell+",,,,,,,,,,"), 0, 180); next >= 0 && cell != "51,5" {
			t.Errorf("%q: %v is read in place", cell, got.degrees())
		}
	}
	if got, next := readDegrees([]byte(",,"), 0, 180); next != 1 || !math.IsNaN(got.degrees()) {
		t.Errorf("an empty cell is %v", got.degrees())
	}
}

// The second and the month of every hour around the changes of the clocks, and of every month, are
// those that the reader of any date finds.
func TestPlainDates(t *testing.T) {
	var months plainMonths
	check := func(at time.Time) {
		t.Helper()
		text := at.Format("2006-01-02T15:04:05+00:00")
		second, month, ok := months.read([]byte(text))
		want, _, err := parseTime([]byte(text), nil)
		if !ok || err != nil || second != want.Unix() {
			t.Fatalf("%s: %d, %v; want %d, %v", text, second, ok, want.Unix(), err)
		}
		of, secondOf := month.inLondon(second)
		if of != MonthOf(want) || int64(secondOf) != second-monthStart(of) {
			t.Fatalf("%s: second %d of %v; want %v", text, secondOf, of, MonthOf(want))
		}
	}
	for year := firstYear; year <= lastYear; year++ {
		for number := time.January; number <= time.December; number++ {
			first := time.Date(year, number, 1, 0, 0, 0, 0, time.UTC)
			for hour := range 4 {
				check(first.Add(time.Duration(hour) * time.Hour))
				check(first.AddDate(0, 1, 0).Add(-time.Duration(hour)*time.Hour - time.Second))
			}
		}
	}
	for _, text := range []string{"2022-02-29T10:00:00+00:00", "2022-13-01T10:00:00+00:00", "2022-00-01T10:00:00+00:00", "2022-01-00T10:00:00+00:00", "2022-01-32T10:00:00+00:00",
		"1995-12-31T23:59:59+00:00", "2200-01-01T00:00:00+00:00", "2022-01-01T24:00:00+00:00", "2022-01-01T10:60:00+00:00", "2022-01-01T10:00:60+00:00", "2022-01-01T10:00:00+01:00",
		"2022-01-01T10:00:00-00:00", "2022-01-01 10:00:00+00:00", "2022-01-01t10:00:00+00:00", "2022/01/01T10:00:00+00:00", "2022-01-01T10:00:00+00:01", "\xb2022-01-01T10:00:00+00:00"} {
		if _, _, ok := months.read([]byte(text)[:plainDate]); ok {
			t.Errorf("%s is read in place", text)
		}
	}
}

// What labels mean in one file is confirmed in the next, where those that are ambiguous may mean
// something else, or nothing: how many rows of the last file are read in place.
func TestPlainMemory(t *testing.T) {
	of := func(labels ...string) []byte {
		var rows []string
		for _, label := range labels {
			rows = append(rows, replace("Self-defined ethnicity", label))
		}
		return []byte(file("\n", official, rows...))
	}
	white, five, finer := of("White - Irish", "White - Irish"), of("White", "Other", "Black", "Other", "White"), of("White - Irish", "Other", "White - Irish", "Other", "White - Irish")
	older := of("White", "Chinese or other", "Other", "White", "Other")
	for _, test := range []struct {
		files   [][]byte
		inPlace int
		reason  string
	}{
		{[][]byte{white, white}, 2, "known from the first row on"},
		{[][]byte{white, five, white}, 2, "known from the file before the last"},
		{[][]byte{five, five}, 3, "the first row with a label that tells nothing by itself has the others looked at, after which memory is filled again"},
		{[][]byte{five, finer}, 1, "unknown beside finer ones, row by row"},
		{[][]byte{finer, five}, 2, "not learnt where it is unknown"},
		{[][]byte{five, older}, 1, "of the classification of 2001: everything is learnt anew"},
		{[][]byte{of("Martian"), white}, 1, "nothing is learnt from a row with an unknown label"},
	} {
		checkPlain(t, ReadOptions{}, 0, 0, test.files...)
		var memory plainMemory
		n := 0
		for _, text := range test.files {
			n = 0
			o := ReadOptions{layout: &layout{memory: &memory, plain: func(p *plain) {
				for p.next() {
					n++
				}
				p.leave()
			}}}
			for range ReadCSV(bytes.NewReader(text), o) {
				continue
			}
		}
		if n != test.inPlace {
			t.Errorf("%s: %d rows of the last file are read in place, want %d", test.reason, n, test.inPlace)
		}
	}
}

// No memory is asked for by row.
func TestPlainAllocations(t *testing.T) {
	few, many := []byte(official+"\n"+strings.Repeat(strings.Join(fixture, "\n")+"\n", 400)), []byte(official+"\n"+strings.Repeat(strings.Join(fixture, "\n")+"\n", 4000))
	allocations := func(text []byte) float64 {
		return testing.AllocsPerRun(3, func() {
			for _, err := range ReadCSV(bytes.NewReader(text), ReadOptions{}) {
				if err != nil {
					t.Fatal(err)
				}
			}
		})
	}
	if a, b := allocations(few), allocations(many); b > a+100 {
		t.Errorf("%v allocations for 2,000 rows, %v for 20,000", a, b)
	}
}

// What the same bytes cost beside a bare loop over encoding/csv: how many times as fast is reading
// them into searches, into a tally, and into an extract. All are measured in every round, so that a
// busy machine slows all.
func BenchmarkBesideBareCSV(b *testing.B) {
	text := londonYear(b)
	var bare, searches, tally, extract time.Duration
	took := func(sum *time.Duration, read func()) {
		start := time.Now()
		read()
		*sum += time.Since(start)
	}
	for b.Loop() {
		took(&bare, func() {
			c := csv.NewReader(bytes.NewReader(text))
			c.ReuseRecord = true
			for {
				if _, err := c.Read(); err == io.EOF {
					return
				} else if err != nil {
					b.Fatal(err)
				}
			}
		})
		took(&searches, func() {
			for _, err := range ReadCSV(bytes.NewReader(text), ReadOptions{}) {
				if err != nil {
					b.Fatal(err)
				}
			}
		})
		took(&tally, func() {
			var t Tally
			for s, err := range ReadCSV(bytes.NewReader(text), ReadOptions{}) {
				if err != nil {
					b.Fatal(err)
				}
				t.Add(s)
			}
		})
		took(&extract, func() {
			var x Extract
			if err := x.ReadCSV(bytes.NewReader(text), ReadOptions{}); err != nil || x.Tally().Total() != 150152 {
				b.Fatal(err)
			}
		})
	}
	for _, of := range []struct {
		name string
		took time.Duration
	}{{"searches", searches}, {"tally", tally}, {"extract", extract}} {
		b.ReportMetric(float64(bare)/float64(of.took), of.name+"-times")
	}
}
