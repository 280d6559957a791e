package outcomes

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// withDate returns a file with these dates, in a row each.
func withDate(dates ...string) string {
	text := "Type,Date,Self-defined ethnicity\n"
	for _, date := range dates {
		text += `Person search,"` + date + "\",Asian/Asian British - Indian\n"
	}
	return text
}

// datesIn returns the days that a file with these dates has.
func datesIn(o ReadOptions, dates ...string) (got []string, errs []error) {
	all, errs := collect(ReadCSV(strings.NewReader(withDate(dates...)), o))
	for _, s := range all {
		got = append(got, s.Time.Format("2006-01-02"))
	}
	return got, errs
}

func TestDateOrderIsProved(t *testing.T) {
	for _, test := range []struct {
		o      ReadOptions
		dates  []string
		want   []string
		reason string
	}{
		{ReadOptions{}, []string{"01/02/2020 10:00", "13/02/2020 10:00"}, []string{"2020-02-01", "2020-02-13"}, "a day beyond 12, after the date that needs it"},
		{ReadOptions{}, []string{"13/02/2020", "01/02/2020"}, []string{"2020-02-13", "2020-02-01"}, "a day beyond 12, before it"},
		{ReadOptions{}, []string{"01/02/2020", "02/13/2020"}, []string{"2020-01-02", "2020-02-13"}, "a day beyond 12, with the month first"},
		{ReadOptions{Dates: DayFirst}, []string{"01/02/2020"}, []string{"2020-02-01"}, "somebody says so"},
		{ReadOptions{Dates: MonthFirst}, []string{"01/02/2020"}, []string{"2020-01-02"}, "somebody says so"},
		{ReadOptions{File: "2020-02-essex-stop-and-search.csv"}, []string{"01/02/2020", "12/02/2020"}, []string{"2020-02-01", "2020-02-12"}, "the month in the name of the file"},
		{ReadOptions{File: "2020-02-essex-stop-and-search.csv"}, []string{"02/01/2020", "02/12/2020"}, []string{"2020-02-01", "2020-02-12"}, "the same, with the month first"},
		{ReadOptions{File: "2020-02/essex.csv"}, []string{"01/02/2020"}, []string{"2020-02-01"}, "the month in the name of the folder"},
		{ReadOptions{File: "2020-01_2020-03-essex.csv"}, []string{"01/02/2020", "05/03/2020"}, []string{"2020-02-01", "2020-03-05"}, "the months in the name of the file"},
		{ReadOptions{}, []string{"2020-02-20", "01/02/2020"}, []string{"2020-02-20", "2020-02-01"}, "the month of another row"},
		{ReadOptions{}, []string{"01/02/2020", "43875"}, []string{"2020-02-01", "2020-02-14"}, "the month of another row, which a spreadsheet has as a number"},
		{ReadOptions{}, []string{"01/02/2020", "02/02/2020"}, []string{"2020-02-01", "2020-02-02"}, "the month of another row, whose day and month are the same number"},
		{ReadOptions{}, []string{"05/05/2020", "01/01/2020"}, []string{"2020-05-05", "2020-01-01"}, "both numbers are the same, so that there is nothing to prove"},
	} {
		got, errs := datesIn(test.o, test.dates...)
		if !slices.Equal(got, test.want) || errs != nil {
			t.Errorf("%v: %v, %v, want %v (%s)", test.dates, got, errs, test.want, test.reason)
		}
	}
	// A column of names of files tells the month of each row, and the force.
	for _, column := range []string{"file_name", "source"} {
		text := "Type,Date,Self-defined ethnicity," + column + "\nPerson search,01/02/2020,Irish,2020-02-essex-stop-and-search.csv\nPerson search,03/04/2020,Irish,2020-04-kent-stop-and-search.csv\n"
		all, errs := collect(ReadCSV(strings.NewReader(text), ReadOptions{}))
		if len(all) != 2 || errs != nil || all[0].Time.Month() != time.February || all[1].Time.Month() != time.April || all[1].Force.Slug() != "kent" {
			t.Errorf("%s: %v, %v", column, all, errs)
		}
	}
}

func TestDateOrderIsNotGuessed(t *testing.T) {
	for _, test := range []struct {
		o      ReadOptions
		dates  []string
		want   string
		reason string
	}{
		{ReadOptions{File: "f.csv"}, []string{"01/02/2020 10:00", "03/02/2020"}, `outcomes: f.csv:2:15: Date "01/02/2020 10:00": this is 1 February 2020 or 2 January 2020, ` +
			"and neither the other dates nor the name of the file tell which: say whether the day or the month comes first (dmy or mdy)", "nothing proves it"},
		{ReadOptions{File: "2021-07-essex-stop-and-search.csv"}, []string{"01/02/2020"}, "this is 1 February 2020 or 2 January 2020", "the name speaks of another month"},
		{ReadOptions{File: "2020.csv"}, []string{"01/02/2020"}, "this is 1 February 2020 or 2 January 2020", "the name speaks of a year"},
		{ReadOptions{File: "2020-01_2020-12-essex.csv"}, []string{"01/02/2020"}, "this is 1 February 2020 or 2 January 2020", "the name speaks of both months"},
		{ReadOptions{File: "f.csv"}, []string{"13/02/2020", "x", "02/13/2020"}, `outcomes: f.csv:2:15: Date "13/02/2020": the day comes first here, and the month in line 4, "02/13/2020": ` +
			"a spreadsheet may have changed a part of the dates: get the file as it was, or say whether the day or the month comes first (dmy or mdy), and the other dates are left out",
			"both orders are proved"},
		{ReadOptions{}, []string{"02/13/2020", "13/02/2020"}, `the month comes first here, and the day in line 3, "13/02/2020"`, "the other way round"},
	} {
		got, errs := datesIn(test.o, test.dates...)
		if got != nil || len(errs) != 1 || !strings.Contains(errs[0].Error(), test.want) {
			t.Errorf("%v: %v, %v, want %s (%s)", test.dates, got, errs, test.want, test.reason)
			continue
		}
		_, isHeader := errors.AsType[*HeaderError](errs[0])
		if order, ok := errors.AsType[*DateOrderError](errs[0]); !ok || !isHeader || order.Line != 2 || order.Value != test.dates[0] {
			t.Errorf("%v: %#v (%s)", test.dates, errs[0], test.reason)
		}
	}
	// After rows that were read the error is the last, and an extract that reads a file keeps none.
	got, errs := datesIn(ReadOptions{}, "2020-05-01", "01/02/2020", "2020-05-03")
	if order, ok := errors.AsType[*DateOrderError](errs[len(errs)-1]); len(got) != 1 || !ok || order.Line != 3 {
		t.Errorf("after a row: %v, %v", got, errs)
	}
	x := new(Extract)
	if err := x.ReadFile(strings.NewReader(withDate("2020-05-01", "01/02/2020")), "essex.csv"); err == nil || x.Tally().Total() != 0 || x.Sources() != nil {
		t.Errorf("%v, %d searches", err, x.Tally().Total())
	}
	x.Dates = DayFirst
	if err := x.ReadFile(strings.NewReader(withDate("2020-05-01", "01/02/2020")), "essex.csv"); err != nil || x.Tally().Total() != 2 {
		t.Errorf("said: %v, %d searches", err, x.Tally().Total())
	}
	if _, errs := datesIn(ReadOptions{Dates: 9}, "01/02/2020"); len(errs) != 1 || !strings.Contains(errs[0].Error(), "DateOrder(9) is no order of dates: want one of auto, dmy, mdy") {
		t.Errorf("no order: %v", errs)
	}
}

// A row whose date is none in the order of the file is rejected alone.
func TestDatesOutOfOrder(t *testing.T) {
	got, errs := datesIn(ReadOptions{Dates: DayFirst, File: "f.csv"}, "01/02/2020", "02/13/2020", "31/04/2020", "29/02/2019", "31/12/1995", "01/03/2020")
	want := []string{`outcomes: f.csv:3:15: Date "02/13/2020": there is no such day if the day comes first in the dates of this file`,
		`outcomes: f.csv:4:15: Date "31/04/2020": there is no such day: want ` + timeForms,
		`outcomes: f.csv:5:15: Date "29/02/2019": there is no such day: want ` + timeForms,
		`outcomes: f.csv:6:15: Date "31/12/1995": year 1995 is out of range: want 1996 to 2199`}
	if fmt.Sprint(got) != "[2020-02-01 2020-03-01]" || len(errs) != len(want) {
		t.Fatalf("%v, %v", got, errs)
	}
	for i, err := range errs {
		if row, ok := errors.AsType[*RowError](err); !ok || err.Error() != want[i] {
			t.Errorf("%v (%v), want %s", err, row, want[i])
		}
	}
	// Beyond what is looked at ahead, a contradiction rejects the row that has it.
	filler := strings.Repeat("Person search,01/02/2020,Asian/Asian British - Indian,"+strings.Repeat("x", 1<<16)+"\n", aheadSize>>16)
	text := "Type,Date,Self-defined ethnicity,Note\nPerson search,13/02/2020,Irish,\n" + filler + "Person search,02/13/2020,Irish,\n"
	all, errs := collect(ReadCSV(strings.NewReader(text), ReadOptions{}))
	if len(all) != 1+aheadSize>>16 || len(errs) != 1 || !strings.Contains(errs[0].Error(), "there is no such day if the day comes first in the dates of this file, as line 2 shows") {
		t.Errorf("%d searches, %.500v", len(all), errs)
	}
}

// The same searches, written in every form and both orders, are at the same times.
func TestDateFormsLaw(t *testing.T) {
	forms := []string{"2006-01-02T15:04:05+00:00", "2006-01-02 15:04:05", "2006-01-02T15:04:05Z", "2006-01-02 15:04:05 UTC", "2006-01-02 15:04:05+00", "2006/01/02 15:04:05",
		"20060102 15:04:05", "02 Jan 2006 15:04:05", "2-Jan-06 15:04:05", "January 2, 2006 3:04:05 PM", "Monday, 2 January 2006 15:04:05", "Jan 2 2006 03:04:05 pm",
		"02Jan2006 15:04:05", "2006-Jan-02 15:04:05", "Mon, 02 Jan 2006 15:04:05 GMT"}
	dayFirst := []string{"02/01/2006 15:04:05", "2/1/2006 15:04:05", "02-01-2006 15:04:05", "02.01.2006 15:04:05", "02/01/06 15:04:05", "02/01/2006, 15:04:05", "02/01/2006 03:04:05 PM"}
	monthFirst := []string{"01/02/2006 15:04:05", "1/2/2006 3:04:05 PM", "01-02-2006 15:04:05", "1/2/06 15:04:05"}
	rapid.Check(t, func(t *rapid.T) {
		var times []time.Time
		for range rapid.IntRange(1, 8).Draw(t, "rows") {
			// 1996 to 2089, of two digits
			times = append(times, time.Unix(rapid.Int64Range(820454400, 3786825599).Draw(t, "time"), 0).UTC())
		}
		for i, u := range times {
			if u.Year() > 2095 {
				times[i] = u.AddDate(-20, 0, 0)
			}
		}
		order := rapid.SampledFrom([]DateOrder{DayFirst, MonthFirst}).Draw(t, "order")
		all := append(slices.Clone(forms), map[DateOrder][]string{DayFirst: dayFirst, MonthFirst: monthFirst}[order]...)
		var dates []string
		for _, u := range times {
			form := rapid.SampledFrom(append(all, "serial")).Draw(t, "form")
			if form == "serial" {
				dates = append(dates, fmt.Sprintf("%.7f", float64(u.Unix())/86400+25569))
			} else {
				dates = append(dates, u.Format(form))
			}
		}
		got, errs := collect(ReadCSV(strings.NewReader(withDate(dates...)), ReadOptions{Dates: order}))
		if errs != nil || len(got) != len(times) {
			t.Fatalf("%q: %v", dates, errs)
		}
		for i, u := range times {
			if !got[i].Time.Equal(u) {
				t.Fatalf("%q is %v, want %v", dates[i], got[i].Time, u)
			}
		}
	})
}

func TestMonthsInName(t *testing.T) {
	month := func(year int, m time.Month) Month { return newMonth(year, m) }
	for _, test := range []struct {
		name   string
		want   monthSpan
		reason string
	}{
		{"2020-02-essex-stop-and-search.csv", monthSpan{month(2020, 2), month(2020, 2)}, "data.police.uk"},
		{`C:\downloads\2020-02\essex.csv`, monthSpan{month(2020, 2), month(2020, 2)}, "the folder"},
		{"2019-12_2020-02-essex.csv", monthSpan{month(2019, 12), month(2020, 2)}, "from one to the other"},
		{"2020-02/2020-03-essex.csv", monthSpan{month(2020, 3), month(2020, 3)}, "the name goes before the folder"},
		{"essex_202002.csv", monthSpan{month(2020, 2), month(2020, 2)}, "without a hyphen"},
		{"Essex May 2020.csv", monthSpan{month(2020, 5), month(2020, 5)}, "the name of the month"},
		{"essex-sept2020.csv", monthSpan{month(2020, 9), month(2020, 9)}, "a short form of it, without space"},
		{"2020_DEC essex.csv", monthSpan{month(2020, 12), month(2020, 12)}, "the year first"},
		{"Nov 2019 - Jan 2020 essex.csv", monthSpan{month(2019, 11), month(2020, 1)}, "from one to the other"},
		{"February 2020/essex.csv", monthSpan{month(2020, 2), month(2020, 2)}, "the folder"},
		{"essex 02-2020.csv", monthSpan{month(2020, 2), month(2020, 2)}, "the year last"},
		{"essex_05_2020.csv", monthSpan{month(2020, 5), month(2020, 5)}, "the same"},
		{"May 2020 essex 2020-02.csv", monthSpan{month(2020, 2), month(2020, 2)}, "the form of data.police.uk goes before all others"},
		{"essex 01-02-2020.csv", monthSpan{}, "a day of one of two months"},
		{"essex 1 02-2020.csv", monthSpan{}, "the same"},
		{"essex-mayor-2020.csv", monthSpan{}, "a longer word"},
		{"dismay2020.csv", monthSpan{}, "a longer word"},
		{"essex may20.csv", monthSpan{}, "a year or a day"},
		{"essex 2019-2020.csv", monthSpan{}, "two years"},
		{"essex.csv", monthSpan{}, "no month"},
		{"2020-13-essex.csv", monthSpan{}, "no month"},
		{"essex-12020-02.csv", monthSpan{}, "a longer number"},
		{"2020-02-2020-01.csv", monthSpan{}, "the other way round"},
		{"2020-01,2020-02,2020-03.csv", monthSpan{}, "three"},
		{"", monthSpan{}, "nothing"},
	} {
		if got := monthsInName(test.name); got != test.want {
			t.Errorf("%q speaks of %v to %v, want %v to %v (%s)", test.name, got.first, got.last, test.want.first, test.want.last, test.reason)
		}
	}
}

// TestDateOrderOption: what to do is said by the name of the option that a program has.
func TestDateOrderOption(t *testing.T) {
	for _, dates := range [][]string{{"01/02/2020"}, {"13/02/2020", "02/13/2020"}} {
		_, errs := datesIn(ReadOptions{File: "f.csv"}, dates...)
		e, ok := errors.AsType[*DateOrderError](errs[len(errs)-1])
		if !ok {
			t.Fatalf("%v: %v", dates, errs)
		}
		want := strings.Replace(strings.TrimPrefix(e.Error(), "outcomes: "), "say whether the day or the month comes first (dmy or mdy)",
			"give -x dmy if the day comes first, -x mdy if the month does", 1)
		if got := e.Text("-x"); got != want || !strings.Contains(got, "-x mdy") {
			t.Errorf("%v: %s\nwant %s", dates, got, want)
		}
		if got := "outcomes: " + e.Text(""); got != e.Error() {
			t.Errorf("%v: without an option %s\nwant %s", dates, got, e.Error())
		}
	}
}
