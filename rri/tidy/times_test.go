package tidy

import (
	"errors"
	"strings"
	"testing"
)

// TestTimes has tables, by which their rows are of what periods.
func TestTimes(t *testing.T) {
	const plain = ",group,events,population\n"
	for _, test := range []struct {
		header, rows string // the columns of time, and their cells
		by           string
		columns      string
		want         string // own periods, and those of the series where they are others
		fails        string
		reason       string
	}{
		{"year", "2019;2020", "year", "year", "2019-01-01 2019-12-31;2020-01-01 2020-12-31", "", "years"},
		{"year", "2019;2020", "", "year", "2019-01-01 2019-12-31;2020-01-01 2020-12-31", "", "the rows' own"},
		{"Financial_Year", "2010-11;2011-12", "financial year", "Financial_Year", "2010-04-01 2011-03-31;2011-04-01 2012-03-31", "", "a name in other letters"},
		{"month", "2019-04;2019-05", "financial-year", "month", "2019-04-01 2019-04-30 in 2019/20;2019-05-01 2019-05-31 in 2019/20", "", "months of a financial year"},
		{"month", "2019-04;2019-05", "quarter", "month", "2019-04-01 2019-04-30 in April to June 2019;2019-05-01 2019-05-31 in April to June 2019", "", "months of a quarter"},
		{"quarter", "2019/20 Q4;2020/21 Q1", "year", "quarter", "2020-01-01 2020-03-31 in 2020;2020-04-01 2020-06-30 in 2020", "", "financial quarters of a calendar year"},
		{"date", "01/04/2019;13/05/2019", "month", "date", "2019-04-01 in April 2019;2019-05-13 in May 2019", "", "days of a month"},
		{"year,month", "2019,April;2020,May", "", "month,year", "2019-04-01 2019-04-30;2020-05-01 2020-05-31", "", "two columns"},
		{"year,month", "2019/20,January;2019/20,May", "month", "month,year", "2020-01-01 2020-01-31;2019-05-01 2019-05-31", "", "a financial year and months"},
		{"year,quarter", "2019/20,Q1;2019/20,Q2", "quarter", "quarter,year", "2019-04-01 2019-06-30;2019-07-01 2019-09-30", "", "a financial year and its quarters"},
		{"year,month", "2019,2019-04;2020,2020-05", "year", "month", "2019-04-01 2019-04-30 in 2019;2020-05-01 2020-05-31 in 2020", "", "years by name, of which there are months"},
		{"year,month", "2019,2019-04;2020,2020-05", "", "month", "2019-04-01 2019-04-30;2020-05-01 2020-05-31", "", "the finest"},
		{"date reported,date closed", "2019-04-01,2019-05-01;2019-04-02,2019-05-09", "date closed", "date closed", "2019-05-01;2019-05-09", "", "the one that is named"},
		{"date reported,date closed", "2019-04-01,2019-05-01;2019-04-02,2019-05-09", "month", "", "", "both say when, and not the same", "neither is named"},
		{"year", "2019/20;2020/21", "year", "year", "2019-04-01 2020-03-31;2020-04-01 2021-03-31", "", "a column of the name of a kind is the column"},
		{"period", "2019/20;2020/21", "year", "", "", "it is in no one year of the calendar", "financial years are of no calendar year"},
		{"year", "2019;2020", "month", "", "", "it is in no one month of the calendar", "no finer ones"},
		{"period", "before;after", "", "", "", `f.csv:2: "before" in column "period": no period`, "words"},
		{"month", "April;May", "month", "", "", "a month without a year", "no year anywhere"},
		{"area", "Ely;Ware", "month", "", "", "no column says when", "no time"},
		{"year", "2019;2020", "age", "", "", `no dimension "age"`, "no such column, and no kind"},
		{"weekday", "Monday;Tuesday", "month", "", "", "no column says when", "days that come again"},
	} {
		var text strings.Builder
		text.WriteString(test.header + plain)
		for _, row := range strings.Split(test.rows, ";") {
			text.WriteString(row + ",White,1,10\n" + row + ",Black,1,10\n")
		}
		table, err := Read(strings.NewReader(text.String()), Options{File: "f.csv"})
		if err != nil {
			t.Fatalf("%s: %v", test.reason, err)
		}
		got, err := table.Times(test.by)
		if test.fails != "" {
			if err == nil || !strings.Contains(err.Error(), test.fails) || strings.Contains(err.Error(), "tidy: tidy") {
				t.Errorf("%s by %q (%s): error %v, want %q in it", test.header, test.by, test.reason, err, test.fails)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s by %q (%s): %v", test.header, test.by, test.reason, err)
			continue
		}
		var texts []string
		for i := 0; i < len(got.Own); i += 2 {
			text := periodText(got.Own[i])
			if got.Series[i] != got.Own[i] {
				text += " in " + got.Series[i].Name
			}
			texts = append(texts, text)
		}
		if columns := strings.Join(got.Columns, ","); columns != test.columns || strings.Join(texts, ";") != test.want {
			t.Errorf("%s by %q (%s): %s of %s, want %s of %s", test.header, test.by, test.reason, strings.Join(texts, ";"), columns, test.want, test.columns)
		}
	}
	if _, err := (*Table)(nil).Times(""); err == nil {
		t.Error("no table has times")
	}
}

// TestTimesOfTotals: a row of all years is of none, and so is one that says nothing, which a note
// counts.
func TestTimesOfTotals(t *testing.T) {
	table, err := Read(strings.NewReader("year,group,events,population\n2019,White,1,10\n2019,Black,1,10\n2020,White,1,10\n2020,Black,2,10\nAll years,White,2,20\nAll years,Black,3,20\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	times, err := table.Times("year")
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range table.Rows {
		if got := times.Own[i].Start.IsZero(); got != row.Total {
			t.Errorf("line %d, a total %v: %v", row.Line, row.Total, times.Own[i])
		}
	}
	table.Rows[0].Dimensions = []string{""}
	if times, err = table.Times("year"); err != nil || len(times.Notes) != 1 || !strings.Contains(times.Notes[0], "1 rows") {
		t.Errorf("a blank: notes %q, %v", times.Notes, err)
	}
	table.Rows[0].Dimensions = []string{"then"}
	if _, err = table.Times("year"); !errors.Is(err, ErrPeriod) {
		t.Errorf("a word: %v, want one that is a period's", err)
	}
}

// TestRecordsByKind: records are counted by the day of the one column of dates, whatever the time
// of day, where a kind of period is asked for and no column has its name.
func TestRecordsByKind(t *testing.T) {
	const head = "Date,Ethnicity,Outcome\n"
	for _, test := range []struct{ text, want, fails, reason string }{
		{head + "2019-04-01T10:22:00+00:00,White,Arrest\n2019-04-01 23:10,White,None\n2019-05-02,Black,None\n", "2019-04-01 2019-05-02", "", "times of day"},
		{head + "01/04/2019 10:22,White,Arrest\n13/04/2019 9:05:11,White,None\n", "01/04/2019 13/04/2019", "", "as in Britain"},
		{"Year,Month,Ethnicity,Outcome\n2019,April,White,Arrest\n2019,May,Black,None\n", "April,2019 May,2019", "", "years and months"},
		{"Month,Ethnicity,Outcome\n2019-04,White,Arrest\n2019-05,Black,None\n", "2019-04 2019-05", "", "a column of that name is the column"},
		{"Date opened,Date closed,Ethnicity,Outcome\n2019-04-01,2019-05-01,White,Arrest\n", "", `several columns have dates, "Date opened" and "Date closed"`, "two dates"},
		{"Place,Ethnicity,Outcome\nEly,White,Arrest\n", "", "no column says when", "no date"},
	} {
		table, err := Read(strings.NewReader(test.text), Options{Event: []Condition{{"Outcome", []string{"Arrest"}}}, Model: ModelProportion, Group: "Ethnicity", Dimensions: []string{"month"}})
		if test.fails != "" {
			if err == nil || !strings.Contains(err.Error(), test.fails) {
				t.Errorf("%s: error %v, want %q in it", test.reason, err, test.fails)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", test.reason, err)
			continue
		}
		var days []string
		for _, row := range table.Rows {
			days = append(days, strings.Join(row.Dimensions, ","))
		}
		if got := strings.Join(days, " "); got != test.want {
			t.Errorf("%s: rows of %q, want %q", test.reason, got, test.want)
		}
	}
}
