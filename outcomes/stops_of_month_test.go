package outcomes

import (
	"bytes"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/seed-549880be/disparity/ethnicity"
)

// searchAt returns a search of a month of the year 2020, at a place or at none.
func searchAt(month time.Month, day, hour, minute int, place float64) Search {
	s := searches[0]
	s.Time, s.Latitude, s.Longitude = time.Date(2020, month, day, hour, minute, 0, 0, time.UTC), place, place
	return s
}

var noPlace = math.NaN()

// scattered returns so many searches of a month of 28 days at least, no two in one hour and place,
// at the minutes of the hour in turn from first to last.
func scattered(month time.Month, n int, first, last int, placed bool) (list []Search) {
	for i := range n {
		place := noPlace
		if placed {
			place = float64(i) / 10000
		}
		hour := i / (last - first + 1)
		list = append(list, searchAt(month, 1+hour/24%28, hour%24, first+i%(last-first+1), place))
	}
	return list
}

// extractOf reads searches.
func extractOf(t testing.TB, searches ...Search) *Extract {
	t.Helper()
	var x Extract
	if err := x.Read("searches", sequence(searches, nil)); err != nil {
		t.Fatal(err)
	}
	return &x
}

// stopsOnly returns the account of the only force and month.
func stopsOnly(t testing.TB, x *Extract) Stops {
	t.Helper()
	list := x.Tally().Stops()
	if len(list) != 1 {
		t.Fatalf("%d forces and months: %v", len(list), list)
	}
	return list[0]
}

// TestStopsStatus: whether stops are told, at the edges of every rule.
func TestStopsStatus(t *testing.T) {
	several := func(lists ...[]Search) (all []Search) {
		for _, list := range lists {
			all = append(all, list...)
		}
		return all
	}
	for _, test := range []struct {
		name   string
		rows   []Search
		status StopsStatus
		alone  int64
		reason string
	}{
		{"one row", scattered(6, 1, 5, 5, true), StopsTooFew, 0, "all of it is at one minute, whatever its times are like"},
		{"two minutes", scattered(6, 2, 5, 6, true), StopsTooFew, 0, "half of the rows are at one, whatever their times are like"},
		{"three minutes", scattered(6, 3, 5, 7, true), StopsTold, 0, "a third at each"},
		{"two of five", several(scattered(6, 2, 0, 0, true), scattered(6, 3, 1, 3, true)), StopsTold, 0, "exactly 40 % is not more"},
		{"401 of 1000", several(scattered(6, 401, 0, 0, true), scattered(6, 599, 1, 59, true)), StopsWithoutMinutes, 0, "more than 40 %"},
		{"400 of 1000", several(scattered(6, 400, 0, 0, true), scattered(6, 600, 1, 59, true)), StopsTold, 0, "exactly 40 %"},
		{"half past", several(scattered(6, 401, 30, 30, true), scattered(6, 599, 1, 29, true)), StopsWithoutMinutes, 0, "any minute counts, not that of the full hour alone"},
		{"hours alone", scattered(6, 700, 1, 1, true), StopsWithoutMinutes, 0, "as Essex writes them"},
		{"quarters", scattered(6, 800, 0, 3, true), StopsTold, 0, "a quarter at each of four minutes"},
		{"30 days, fewer than 0.05", several(scattered(6, 2159, 0, 59, false), scattered(6, 2161, 0, 59, true)), StopsTold, 0, "2,159 of 43,200 minutes"},
		{"30 days, exactly 0.05", several(scattered(6, 2160, 0, 59, false), scattered(6, 2160, 0, 59, true)), StopsTold, 2160, "2,160 stand alone; half of all is not more than half"},
		{"30 days, most alone", several(scattered(6, 2160, 0, 59, false), scattered(6, 2159, 0, 59, true)), StopsWithoutPlaces, 2160, "more than half of the rows"},
		{"30 days, none placed", scattered(6, 2159, 0, 59, false), StopsTold, 0, "few enough to be told by the minute alone"},
		{"30 days, none placed, too many", scattered(6, 2160, 0, 59, false), StopsWithoutPlaces, 2160, "one more"},
		{"29 days", scattered(2, 2087, 0, 59, false), StopsTold, 0, "February of a leap year"},
		{"29 days, exactly 0.05", scattered(2, 2088, 0, 59, false), StopsWithoutPlaces, 2088, "2,088 of 41,760"},
		{"31 days", scattered(10, 2231, 0, 59, false), StopsTold, 0, "the hour that October has twice is not counted"},
		{"31 days, exactly 0.05", scattered(10, 2232, 0, 59, false), StopsWithoutPlaces, 2232, "2,232 of 44,640"},
		{"31 days of March", scattered(3, 2232, 0, 59, false), StopsWithoutPlaces, 2232, "nor is the hour that March lacks taken off"},
		{"no minutes, and alone", several(scattered(6, 2160, 0, 0, false), scattered(6, 600, 1, 59, true)), StopsWithoutMinutes, 2160, "minutes come first"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := stopsOnly(t, extractOf(t, test.rows...))
			if got.Status != test.status || got.Alone != test.alone || got.Rows != int64(len(test.rows)) {
				t.Errorf("%+v, want %v with %d alone: %s", got, test.status, test.alone, test.reason)
			}
			if got.Status != StopsTold && (got.Coincidences != 0 || got.Pairs != 0) {
				t.Errorf("%+v: what is not told has pairs", got)
			}
		})
	}
}

// TestStopsPairs: which rows are of one stop.
func TestStopsPairs(t *testing.T) {
	// so that stops are told; no row of it is at noon of 10 June
	base := scattered(6, 60, 0, 59, true)
	seconds := searchAt(6, 10, 12, 7, 51.5)
	seconds.Time = seconds.Time.Add(59 * time.Second)
	zone := searchAt(6, 10, 12, 7, 51.5)
	zone.Time = zone.Time.In(time.FixedZone("", 3600))
	halfHour := searchAt(6, 10, 12, 7, 51.5)
	halfHour.Time = halfHour.Time.In(time.FixedZone("", 5*3600+1800))
	plain := searchAt(6, 10, 12, 7, 51.5)
	other := plain
	other.Outcome, other.Type = Arrest, VehicleSearch
	unprinted := plain
	unprinted.Fingerprint = 0
	printed := plain
	printed.Fingerprint = 99
	force := plain
	force.Force = jersey
	half := plain
	half.Longitude = noPlace
	otherHalf := searchAt(6, 10, 12, 7, 1)
	otherHalf.Latitude = noPlace
	negative := searchAt(6, 10, 12, 7, 0)
	negative.Latitude, negative.Longitude = math.Copysign(0, -1), math.Copysign(0, -1)
	noDate := plain
	noDate.Time = time.Time{}
	early := plain
	early.Time = time.Date(1960, 6, 10, 12, 7, 0, 0, time.UTC)
	for _, test := range []struct {
		name   string
		rows   []Search
		pairs  int64
		reason string
	}{
		{"two", []Search{plain, plain}, 1, "the same minute and place"},
		{"four", []Search{plain, plain, plain, plain}, 6, "4·3/2"},
		{"two cells", []Search{plain, other, plain, other, other}, 10, "whatever was found and whatever was searched"},
		{"another minute", []Search{plain, searchAt(6, 10, 12, 8, 51.5)}, 0, "a minute later"},
		{"another hour", []Search{plain, searchAt(6, 10, 13, 7, 51.5)}, 0, "the same minute of the next hour"},
		{"another day", []Search{plain, searchAt(6, 11, 12, 7, 51.5)}, 0, "the next day"},
		{"another place", []Search{plain, searchAt(6, 10, 12, 7, 51.500001)}, 0, "a step to the north"},
		{"swapped", []Search{plain, func() Search { s := plain; s.Latitude, s.Longitude = 1, 51.5; return s }(),
			func() Search { s := plain; s.Latitude, s.Longitude = 51.5, 1; return s }()}, 0, "latitude and longitude are not the same thing"},
		{"seconds", []Search{plain, seconds}, 1, "a stop is of a minute"},
		{"time zones", []Search{plain, zone, halfHour}, 3, "the same moment, however it is written"},
		{"no fingerprint", []Search{unprinted, printed}, 1, "rows without a fingerprint have a stop all the same"},
		{"another force", []Search{plain, force}, 0, "two forces make two stops"},
		{"no place", []Search{searchAt(6, 10, 12, 7, noPlace), searchAt(6, 10, 12, 7, noPlace)}, 1, "joined by the minute, being few"},
		{"half a place", []Search{half, otherHalf, searchAt(6, 10, 12, 7, noPlace)}, 3, "one coordinate is no place"},
		{"no place and a place", []Search{plain, searchAt(6, 10, 12, 7, noPlace)}, 0, "a row without a place joins only those without one"},
		{"negative zero", []Search{negative, searchAt(6, 10, 12, 7, 0)}, 1, "-0 is 0"},
		{"no date", []Search{noDate, noDate}, 0, "no time, no stop"},
		{"of no month", []Search{early, early}, 0, "a year that is not read, before minutes are counted from"},
	} {
		t.Run(test.name, func(t *testing.T) {
			tally := extractOf(t, append(test.rows, base...)...).Tally()
			var pairs int64
			for _, n := range tally.Pairs() {
				pairs += n
			}
			var told int64
			for _, s := range tally.Stops() {
				told += s.Pairs
			}
			if pairs != test.pairs || told != test.pairs {
				t.Errorf("%d pairs, %d told, want %d: %s", pairs, told, test.pairs, test.reason)
			}
		})
	}
}

// Months are cut in London: in summer the last hour of a month in UTC is of the next.
func TestStopsOverMonths(t *testing.T) {
	rows := append(scattered(6, 60, 0, 59, true), scattered(7, 60, 0, 59, true)...)
	last, first := searchAt(6, 30, 22, 59, 51.5), searchAt(6, 30, 23, 0, 51.5)
	x := extractOf(t, append(rows, last, last, first, first, first)...)
	for i, want := range []int64{1, 3} {
		if s := x.Tally().Stops()[i]; s.Pairs != want || s.Rows != 62+int64(i) {
			t.Errorf("%v", s)
		}
	}
	// 25 October 2020, 01:30 in London, is twice: in UTC at 00:30 and at 01:30.
	x = extractOf(t, append(scattered(10, 60, 0, 59, true), searchAt(10, 25, 0, 30, 51.5), searchAt(10, 25, 1, 30, 51.5))...)
	if s := stopsOnly(t, x); s.Pairs != 0 {
		t.Errorf("%v", s)
	}
}

// TestCoincidences: rows of one place and hour, in different minutes, tell how many share a minute
// by chance.
func TestCoincidences(t *testing.T) {
	base := scattered(6, 60, 0, 59, true)
	// 63 rows: minutes 7 and 8 have two, 9 has three.
	rows := append(base, searchAt(6, 10, 12, 7, 51.5), searchAt(6, 10, 12, 8, 51.5), searchAt(6, 10, 12, 9, noPlace))
	squares := float64(57 + 3*4)
	for _, test := range []struct {
		name   string
		more   []Search
		apart  float64
		reason string
	}{
		{"one pair apart", nil, 1, "7 and 8 minutes past noon"},
		{"another hour", []Search{searchAt(6, 10, 13, 8, 51.5)}, 1, "the hour counts"},
		{"no place", []Search{searchAt(6, 10, 12, 20, noPlace)}, 2, "a pair without a place as well"},
		{"one minute", []Search{searchAt(6, 10, 12, 7, 51.5)}, 2, "a row at 7 is apart from that at 8, and a pair with that at 7"},
	} {
		t.Run(test.name, func(t *testing.T) {
			all := append(rows[:len(rows):len(rows)], test.more...)
			squares, n := squares, float64(len(all))
			if len(test.more) > 0 {
				switch minute := test.more[0].Time.Minute(); minute {
				case 7, 8:
					squares += 9 - 4
				default:
					squares += 4 - 1
				}
			}
			want := test.apart * squares / (n*n - squares)
			if got := stopsOnly(t, extractOf(t, all...)); got.Status != StopsTold || math.Abs(got.Coincidences-want) > 1e-15 {
				t.Errorf("%v, want %v: %s", got, want, test.reason)
			}
		})
	}
}

// crowds returns stops of so many searches each, no two searches of one cell.
func crowds(stops, size int) (list []Search) {
	for i := range stops * size {
		stop := i % stops
		s := searchAt(6, 1+stop/720, stop/30%24, 7+stop%30, 51.5)
		s.Self, s.Object, s.Outcome = ethnicity.Group(i%17), Object(i/17%10), Outcome(i/170%10)
		s.Age, s.Linked, s.Clothing, s.Gender = Age(i/1700%6), Answer(i/10_200%4), Answer(i/40_800%4), Gender(i/163_200)
		list = append(list, s)
	}
	return list
}

// A stop of very many rows takes no longer than others, and one of very many cells has a limit.
func TestHugeStops(t *testing.T) {
	base := scattered(6, 20_000, 0, 59, true)
	var same []Search
	for range 10_000 {
		same = append(same, searchAt(6, 10, 12, 7, 51.5))
	}
	if s := stopsOnly(t, extractOf(t, append(same, base...)...)); s.Status != StopsTold || s.Pairs != 10_000*9_999/2 {
		t.Errorf("10,000 rows of one cell: %v", s)
	}
	for _, test := range []struct {
		size   int
		status StopsStatus
		reason string
	}{
		{33, StopsTold, "33·32/2 pairs of cells are 16 to each row"},
		{34, StopsWithoutMinutes, "more than 16: no stop is like that"},
		{30_000, StopsWithoutMinutes, "450 million pairs of cells in each stop, which are not made"},
	} {
		s := stopsOnly(t, extractOf(t, crowds(3, test.size)...))
		if s.Status != test.status || s.Status == StopsTold && s.Pairs != int64(3*test.size*(test.size-1)/2) {
			t.Errorf("%d: %v: %s", test.size, s, test.reason)
		}
	}
}

// TestStopsOfForms: a stop is found in whatever form its rows come.
func TestStopsOfForms(t *testing.T) {
	// table returns a file: five stops of one row, at minutes of their own, and one of two rows.
	table := func(header, row string, times ...string) string {
		lines := []string{header}
		for i, when := range times {
			lines = append(lines, strings.NewReplacer("TIME", when, "PLACE", fmt.Sprintf("51.%d", 100+min(i, 4))).Replace(row))
		}
		return strings.Join(lines, "\n") + "\n"
	}
	plain := "Type,Date,Latitude,Longitude,Self-defined ethnicity"
	row := "Person search,TIME,PLACE,-0.1,White - Irish"
	iso := []string{"2020-01-06T10:01:00+00:00", "2020-01-06T11:12:00+00:00", "2020-01-07T10:23:00+00:00", "2020-01-08T10:34:00+00:00",
		"2020-01-09T10:45:00+00:00", "2020-01-09T10:45:00+00:00"}
	each := func(write func(time.Time) string) (list []string) {
		for _, text := range iso {
			when, err := time.Parse(time.RFC3339, text)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, write(when))
		}
		return list
	}
	layout := func(layout string) []string {
		return each(func(when time.Time) string { return when.Format(layout) })
	}
	object := `{"type":"Person search","datetime":"TIME","location":{"latitude":"PLACE","longitude":"-0.1"},"self_defined_ethnicity":"White - Irish"}`
	var objects []string
	for i, when := range iso {
		objects = append(objects, strings.NewReplacer("TIME", when, "PLACE", fmt.Sprintf("51.%d", 100+min(i, 4))).Replace(object))
	}
	told := Stops{Status: StopsTold, Rows: 6, Pairs: 1}
	for _, test := range []struct {
		name, text string
		want       Stops
		reason     string
	}{
		{"official", table(plain, row, iso...), told, "as downloaded"},
		{"minutes alone", table(plain, row, layout("02/01/2006 15:04")...), told, "as spreadsheets show them"},
		{"offset", table(plain, row, each(func(when time.Time) string { return when.In(time.FixedZone("", 3600)).Format(time.RFC3339) })...), told, "of summer time"},
		{"serial", table(plain, row, each(func(when time.Time) string {
			return fmt.Sprintf("%.5f", when.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours()/24)
		})...), told, "as spreadsheets store them, to the second"},
		{"two columns", table(strings.Replace(plain, "Date,", "Date,Time,", 1), row, layout("2006-01-02,15:04:05")...), told, "date and time apart"},
		{"Unix line of seconds", table(plain, row, each(func(when time.Time) string { return when.Add(31 * time.Second).Format("2006-01-02 15:04:05") })...), told, "with seconds"},
		{"an array", "[" + strings.Join(objects, ",") + "]", told, "a page of the API"},
		{"lines of objects", strings.Join(objects, "\n"), told, "as databases write them"},
		{"hours alone", table(plain, row, layout("2006-01-02 15:00")...), Stops{Status: StopsWithoutMinutes, Rows: 6}, "cut to the hour"},
		{"dates alone", table(plain, row, layout("2006-01-02")...), Stops{Status: StopsWithoutMinutes, Rows: 6}, "midnight is no time"},
		{"no places", table("Type,Date,Self-defined ethnicity", "Person search,TIME,White - Irish", iso...), told, "joined by the minute"},
		{"places that are none", table(plain, strings.Replace(row, "PLACE", "somewhere", 1), iso...), told, "cells that are no degrees are no place"},
		{"bad rows", table(plain, row, append(iso, "soon", "soon", "")...), told, "rows without a date are rejected and tell nothing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var x Extract
			if err := x.ReadFile(strings.NewReader(test.text), "2020-01-kent.csv"); err != nil {
				t.Fatal(err)
			}
			got := stopsOnly(t, &x)
			if got.Force.Slug() != "kent" || got.Month.String() != "2020-01" {
				t.Errorf("%v", got)
			}
			got.Force, got.Month, got.Coincidences = ethnicity.Force{}, 0, 0
			if d := cmp.Diff(test.want, got); d != "" {
				t.Errorf("%s: -want +got\n%s", test.reason, d)
			}
		})
	}
}

// The rows of a stop may be in several files, and be read by several extracts.
func TestStopOfSeveralFiles(t *testing.T) {
	base := scattered(6, 60, 0, 59, true)
	one, two := searchAt(6, 10, 12, 7, 51.5), searchAt(6, 10, 12, 7, 51.5)
	two.Gender = Female
	var x Extract
	for i, rows := range [][]Search{base[:30], {one, two, one}, base[30:], {two, one}} {
		if err := x.Merge(extractOf(t, rows...)); err != nil {
			t.Fatal(i, err)
		}
	}
	var text bytes.Buffer
	for p, n := range x.Tally().Pairs() {
		fmt.Fprintln(&text, p.First.Gender, p.Second.Gender, n)
	}
	if want := "female female 1\nfemale male 6\nmale male 3\n"; text.String() != want {
		t.Errorf("got\n%swant\n%s", &text, want)
	}
	if s := stopsOnly(t, &x); s.Rows != 65 || s.Pairs != 10 {
		t.Errorf("%v", s)
	}
}

// TestStopsOfNoMonth checks that searches of no month, as a caller's own may be, have no stops.
func TestStopsOfNoMonth(t *testing.T) {
	for _, row := range []struct {
		reason string
		time   time.Time
	}{
		{"no time is known", time.Time{}},
		{"before 1970 minutes are counted backwards", time.Date(1960, 5, 5, 10, 7, 0, 0, time.UTC)},
		{"too late for a month", time.Date(9999, 5, 5, 10, 7, 0, 0, time.UTC)},
	} {
		x := new(Extract)
		err := x.Read("own", func(yield func(Search, error) bool) {
			for i := range 6 {
				if !yield(Search{Type: PersonSearch, Time: row.time.Add(time.Duration(i/2) * time.Minute)}, nil) {
					return
				}
			}
		})
		if err != nil {
			t.Fatalf("%s: %v", row.reason, err)
		}
		stops := x.Tally().Stops()
		if len(stops) != 1 || stops[0].Status != StopsNotCounted || x.Tally().Total() != 6 {
			t.Errorf("%s: %d searches with stops %+v, want 6 and stops that are not counted", row.reason, x.Tally().Total(), stops)
		}
	}
}

// Of files with the same rows one counts, and with it the stops of its rows: those of the other are
// in no pair, and tell nothing.
func TestStopsOfRevisions(t *testing.T) {
	rows := rowsFrom("2020-02-01", 29, 60)
	rows = append(rows, rows[7], rows[7], strings.Replace(rows[7], "Arrest", "Ticket", 1))
	whole, part := officialFile(rows...), officialFile(rows[:62]...)
	for _, test := range []struct {
		revision Revision
		files    map[string]string
		pairs    int64
		rows     int64
		reason   string
	}{
		{NoRevision, map[string]string{"a-essex.csv": whole}, 6, 63, "one file"},
		{LargestRevision, map[string]string{"a-essex.csv": whole, "b-essex.csv": part}, 6, 63, "the larger"},
		{"b-essex.csv", map[string]string{"a-essex.csv": whole, "b-essex.csv": part}, 3, 62, "the smaller, by its name"},
		{NoRevision, map[string]string{"a-essex.csv": whole, "b-kent.csv": officialFile(rowsFrom("2020-02-01", 29, 3)...)}, 6, 63, "another force beside it"},
		{NoRevision, map[string]string{"a-essex.csv": officialFile(rows[:30]...), "b-essex.csv": officialFile(rows[30:60]...)}, 0, 60, "halves of a month, without its stop"},
	} {
		x, err := readAll(test.revision, test.files)
		if err != nil {
			t.Fatal(test.reason, err)
		}
		if s := x.Tally().Stops()[0]; s.Status != StopsTold || s.Pairs != test.pairs || s.Rows != test.rows {
			t.Errorf("%v, want %d pairs of %d rows: %s", s, test.pairs, test.rows, test.reason)
		}
	}
}
