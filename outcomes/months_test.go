package outcomes

import (
	"flag"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func parsedMonths(t testing.TB, text string) Months {
	t.Helper()
	m, err := ParseMonths(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestParseMonths(t *testing.T) {
	for _, test := range []struct {
		text   string
		want   string // as String has it
		name   string
		len    int // 0 of open ends
		reason string
	}{
		{"2016-03..2016-12", "2016-03..2016-12", "March 2016 to December 2016", 10, "a stretch"},
		{"2016-12..2017-01", "2016-12..2017-01", "December 2016 to January 2017", 2, "over the end of a year"},
		{"2020-03", "2020-03", "March 2020", 1, "one month"},
		{"2020-03..2020-03", "2020-03", "March 2020", 1, "one month by both its ends"},
		{"..2020-02", "..2020-02", "up to February 2020", 0, "no beginning"},
		{"2021-08..", "2021-08..", "from August 2021 on", 0, "no end"},
		{"..", "..", "all months", 0, "neither"},
		{" 2016-03 .. 2016-12\t", "2016-03..2016-12", "March 2016 to December 2016", 10, "space around the ends"},
		{" 2020-03 ", "2020-03", "March 2020", 1, "space around a month"},
		{"2016", "2016-01..2016-12", "January 2016 to December 2016", 12, "a year"},
		{"2016..2018", "2016-01..2018-12", "January 2016 to December 2018", 36, "years"},
		{"..2018", "..2018-12", "up to December 2018", 0, "to the end of a year"},
		{"2016/17", "2016-04..2017-03", "April 2016 to March 2017", 12, "a financial year"},
		{"1999/00..2000/01", "1999-04..2001-03", "April 1999 to March 2001", 24, "the century turns"},
		{"2016/2017", "2016-04..2017-03", "April 2016 to March 2017", 12, "in full"},
		{"2016/17..2018-05", "2016-04..2018-05", "April 2016 to May 2018", 26, "ends of two kinds"},
		{"2016Q1", "2016-01..2016-03", "January 2016 to March 2016", 3, "a quarter of the calendar year"},
		{"2016q4..", "2016-10..", "from October 2016 on", 0, "from a quarter on"},
		{"1996-01..2199-12", "1996-01..2199-12", "January 1996 to December 2199", 2448, "the first and the last month there is"},
	} {
		m, err := ParseMonths(test.text)
		if err != nil || m.String() != test.want || m.Name() != test.name || m.Len() != test.len {
			t.Errorf("%q (%s): %s, %q, %d months, %v; want %s, %q, %d", test.text, test.reason, m, m.Name(), m.Len(), err, test.want, test.name, test.len)
		}
		var flags flag.FlagSet
		flags.SetOutput(io.Discard)
		var own Months
		flags.TextVar(&own, "months", Months{}, "")
		if err := flags.Parse([]string{"-months", test.text}); err != nil || own != m {
			t.Errorf("%q as a flag: %s, %v", test.text, own, err)
		}
	}
}

func TestParseMonthsErrors(t *testing.T) {
	for _, test := range []struct{ text, want, reason string }{
		{"", "want the form 2016-03..2016-12", "nothing"},
		{" ", "want the form", "space"},
		{"2016-12..2016-03", "the last is before the first: want 2016-03..2016-12", "the wrong way round"},
		{"2017..2016", "the last is before the first: want 2016-12..2017-01", "years the wrong way round"},
		{"2016-13", "want the form", "no such month"},
		{"2016-3..2016-12", "want the form", "a month of one digit"},
		{"2016-03...2016-12", "want the form", "a point too many"},
		{"2016-03..2016-06..2016-12", "want the form", "three ends"},
		{"2016-03-2016-12", "want the form", "a hyphen between"},
		{"2016-03 to 2016-12", "want the form", "words"},
		{"2016/18", "want the form", "not the year after"},
		{"2016-17", "want the form", "a financial year with a hyphen, which may be a month"},
		{"2016Q5", "want the form", "no such quarter"},
		{"2016Q0", "want the form", "nor this one"},
		{"1995", "from 1996 to 2199", "before time began"},
		{"1995/96", "from 1996 to 2199", "a financial year that began before"},
		{"2199/00", "want the form", "a financial year that ends after"},
		{"2199/2200", "want the form", "in full"},
		{"２０１６-03", "want the form", "wide digits"},
		{"+016-03", "want the form", "a sign"},
		{"march 2016", "want the form", "a name"},
		{strings.Repeat("2016-03", 100), "…", "a long one is cut"},
	} {
		keep := parsedMonths(t, "2020-03")
		err := keep.UnmarshalText([]byte(test.text))
		if err == nil || !strings.HasPrefix(err.Error(), "outcomes: months ") || !strings.Contains(err.Error(), test.want) || len(err.Error()) > 300 {
			t.Errorf("%q (%s): %v, want %q", test.text, test.reason, err, test.want)
		}
		if keep.String() != "2020-03" {
			t.Errorf("%q (%s): an error leaves %s", test.text, test.reason, keep)
		}
	}
}

func TestMonthsTogether(t *testing.T) {
	for _, test := range []struct {
		a, b     string
		overlaps bool
		within   string // a in b
		reason   string
	}{
		{"2016-03..2016-12", "2017-03..2017-12", false, "2016-03..2016-12", "apart"},
		{"2016-03..2016-12", "2016-12..2017-02", true, "2016-03..2016-12", "one month in common"},
		{"2016-03..2016-12", "2017-01", false, "2016-03..2016-12", "next to one another"},
		{"..2016-12", "2016-03..2017-12", true, "2016-03..2016-12", "an open beginning"},
		{"2017-01..", "2016-03..2017-12", true, "2017-01..2017-12", "an open end"},
		{"..", "2016-03..2017-12", true, "2016-03..2017-12", "both"},
		{"..2016-02", "2016-03..", false, "2016-03..2016-02", "open ends that do not meet"},
		{"2015-01..2018-12", "2016-03..2017-12", true, "2015-01..2018-12", "ends that are not open stay"},
	} {
		a, b := parsedMonths(t, test.a), parsedMonths(t, test.b)
		if a.Overlaps(b) != test.overlaps || b.Overlaps(a) != test.overlaps || a.Within(b).String() != test.within {
			t.Errorf("%s and %s (%s): %v, %v, %s", a, b, test.reason, a.Overlaps(b), b.Overlaps(a), a.Within(b))
		}
	}
}

// TestMonthsLaw: a month is in a stretch if all its time is in the period, and else none.
func TestMonthsLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMonths(t, "stretch")
		month := newMonth(2016, time.January) + Month(rapid.IntRange(0, 60).Draw(t, "month"))
		period, own := m.Period(), Months{month, month}.Period()
		if m.Contains(month) != period.Contains(own) || m.Contains(month) != period.Overlaps(own) || m.Overlaps(Months{month, month}) != m.Contains(month) {
			t.Fatalf("%s in %s: %v; %v in %v", month, m, m.Contains(month), own, period)
		}
		if m.Contains(0) {
			t.Fatalf("no month is in %s", m)
		}
		if n := len(slices.Collect(func(yield func(Month) bool) {
			for month := newMonth(2016, time.January); month <= newMonth(2020, time.December); month++ {
				if m.Contains(month) && !yield(month) {
					return
				}
			}
		})); m.Len() != 0 && m.Len() != n {
			t.Fatalf("%s: %d months, %d", m, m.Len(), n)
		}
	})
}

// drawMonths draws a stretch of months of the years 2016 to 2020, with open ends or without.
func drawMonths(t *rapid.T, name string) Months {
	first := newMonth(2016, time.January) + Month(rapid.IntRange(0, 30).Draw(t, name+" first"))
	last := first + Month(rapid.IntRange(0, 29).Draw(t, name+" length"))
	switch rapid.IntRange(0, 5).Draw(t, name+" open") {
	case 0:
		first = 0
	case 1:
		last = 0
	}
	return Months{first, last}
}

// FuzzParseMonths: what is read is written so that it is read again, and has its first month first.
func FuzzParseMonths(f *testing.F) {
	for _, seed := range []string{"2016-03..2016-12", "..2020-02", "2021-08..", "2020-03", "..", "2016", "2016/17", "2016Q1..2017q3", " 1999/00 .. ", "", "2016-12..2016-03", "…"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ParseMonths(text)
		if err != nil {
			if m != (Months{}) || !strings.HasPrefix(err.Error(), "outcomes: months ") {
				t.Fatalf("%q: %s, %v", text, m, err)
			}
			return
		}
		if again, err := ParseMonths(m.String()); err != nil || again != m {
			t.Fatalf("%q: %s comes back as %s, %v", text, m, again, err)
		}
		if m.Last != 0 && m.Last < m.First {
			t.Fatalf("%q: %s", text, m)
		}
		if p := m.Period(); !p.Start.Before(p.End) || p.Name == "" {
			t.Fatalf("%q: %v", text, p)
		}
	})
}

func TestMeanDay(t *testing.T) {
	for _, test := range []struct {
		months []string
		want   string
		reason string
	}{
		{[]string{"2016-06"}, "2016-06-15", "of 30 days, the fifteenth and a half"},
		{[]string{"2020-01"}, "2020-01-16", "of 31 days, the middle one"},
		{[]string{"2020-02"}, "2020-02-15", "of 29 days"},
		{[]string{"2022-09"}, "2022-09-15", "after the census"},
		{[]string{"2019-12", "2020-01"}, "2019-12-31", "two months of 31 days"},
		{[]string{"2015-01", "2020-02"}, "2017-07-01", "31 days about 16 January and 29 about 15 February: the longer weighs more"},
		{[]string{"2016-06", "2016-07", "2016-08", "2018-06"}, "2017-01-04", "months far apart"},
		{[]string{"2018-06", "2016-08", "2016-06", "2016-07"}, "2017-01-04", "in any order"},
		{[]string{"2010-06"}, "2010-06-15", "before both censuses, where days are counted backwards"},
		{[]string{"not recorded", "2016-06"}, "2016-06-15", "a month that is not recorded has no days"},
		{[]string{"not recorded"}, "", "and alone no mean"},
		{nil, "", "no month at all"},
	} {
		var months []Month
		for _, text := range test.months {
			var m Month
			if err := m.UnmarshalText([]byte(text)); err != nil {
				t.Fatal(err)
			}
			months = append(months, m)
		}
		day, ok := MeanDay(months...)
		if got := day.Format(time.DateOnly); ok != (test.want != "") || ok && got != test.want {
			t.Errorf("%s: %q, %v, want %q", test.reason, got, ok, test.want)
		}
	}
}

// TestMeanOfMonths: every month counts alike, however many days it has.
func TestMeanOfMonths(t *testing.T) {
	for _, test := range []struct{ months, days, alike, reason string }{
		{"2016-06", "2016-06-15", "2016-06-15", "one month"},
		{"2017", "2017-07-02", "2017-07-01", "a year, whose shorter months are in its first half"},
		{"2018-02..2018-03", "2018-03-02", "2018-03-01", "28 days and 31"},
	} {
		months := monthsIn(parsedMonths(t, test.months))
		days, _ := MeanDay(months...)
		alike, _ := meanOfMonths(months...)
		if days.Format(time.DateOnly) != test.days || alike.Format(time.DateOnly) != test.alike {
			t.Errorf("%s: %v by days and %v by months, want %s and %s", test.reason, days, alike, test.days, test.alike)
		}
	}
}
