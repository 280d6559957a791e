package tidy

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/seed-549880be/disparity/rri/trend"
)

// periodText writes a period as its first and last day, and one of a day once.
func periodText(p trend.Period) string {
	first, last := p.Start.Format(time.DateOnly), p.End.AddDate(0, 0, -1).Format(time.DateOnly)
	if first == last {
		return first
	}
	return first + " " + last
}

// TestParsePeriod has labels that stand by themselves.
func TestParsePeriod(t *testing.T) {
	const financial, calendar = "2019-04-01 2020-03-31", "2019-01-01 2019-12-31"
	for _, test := range []struct{ label, want, note, reason string }{
		{"2019", calendar, "", "a calendar year"},
		{"2019.0", calendar, "", "a year that a program took for a decimal"},
		{" 2019 ", calendar, "", "spaces around it"},
		{"CY2019", calendar, "", "a calendar year by its own words"},
		{"Calendar year 2019", calendar, "", "in full"},
		{"Year 2019", calendar, "", "with its unit"},
		{"2019 [p]", calendar, "", "a mark behind it"},
		{"2019 (provisional)", calendar, "", "a word behind it"},
		{"2019*", calendar, "", "a star"},
		{"2019/20", financial, "", "the usual form"},
		{"2019-20", financial, "", "with a hyphen, and no month"},
		{"2019–20", financial, "", "with a dash"},
		{"2019/2020", financial, "years such as", "four digits"},
		{"2019-2020", financial, "years such as", "four digits and a hyphen"},
		{"2019 to 2020", financial, "years such as", "in a word"},
		{"2019 / 20", financial, "", "spaces"},
		{"2019_20", financial, "", "as in names of files"},
		{"201920", financial, "", "as education has it"},
		{"2011/12", "2011-04-01 2012-03-31", "labels such as", "with a slash it is seldom a month"},
		{"1999/00", "1999-04-01 2000-03-31", "", "over the century"},
		{"1999-2000", "1999-04-01 2000-03-31", "years such as", "over the century in full"},
		{"FY2019/20", financial, "", "a financial year by its own words"},
		{"FY 2011-12", "2011-04-01 2012-03-31", "", "its own words say that it is no month"},
		{"Financial year 2011-12", "2011-04-01 2012-03-31", "", "and in full"},
		{"2011-12 (financial year)", "2011-04-01 2012-03-31", "", "in brackets"},
		{"2019/20 (April 2019 to March 2020)", financial, "", "brackets that say the same"},
		{"Academic year 2019/20", "2019-09-01 2020-08-31", "", "schools begin in September"},
		{"2019/20 financial year", financial, "", "its words behind it"},
		{"2011-12 academic year", "2011-09-01 2012-08-31", "", "and of a school"},
		{"FY19/20", financial, "", "in short"},
		{"FY 11/12", "2011-04-01 2012-03-31", "", "its own words say that it is no month"},
		{"2019-20 (Apr-Mar)", financial, "", "the months in brackets"},
		{"2019/20p", financial, "", "provisional"},
		{"FYE 2020", financial, "", "the year that ends then"},
		{"FYE March 2020", financial, "", "with its month"},
		{"Financial year ending 2020", financial, "", "in full"},
		{"year ending March 2020", financial, "", "as statistics are published"},
		{"Year ending 31 March 2020", financial, "", "with its day"},
		{"year to March 2020", financial, "", "shorter"},
		{"YE March 2020", financial, "", "shorter still"},
		{"y/e Mar-20", financial, "", "as in spreadsheets"},
		{"12 months to March 2020", financial, "", "by its length"},
		{"Twelve months ending March 2020", financial, "", "by its length in a word"},
		{"year ending June 2020", "2019-07-01 2020-06-30", "", "no financial year"},
		{"2011-2013", "2011-01-01 2013-12-31", "years such as", "three years together"},
		{"2010/11 to 2012/13", "2010-04-01 2013-03-31", "", "financial years together, since no month is the 13th"},
		{"2019/20 to 2021/22", "2019-04-01 2022-03-31", "", "nothing to say"},
		{"April 2019 to March 2020", financial, "", "from month to month"},
		{"Apr-19 - Mar-20", financial, "", "in short"},
		{"2019-04 to 2020-03", financial, "", "in numbers"},
		{"2019-04..2020-03", financial, "", "as for a computer"},
		{"01/04/2019 - 31/03/2020", financial, "", "days of which one has its day first"},
		{"1 April 2019 to 31 March 2020", financial, "", "days in words"},
		{"Q1 2019/20", "2019-04-01 2019-06-30", "", "of a year from April"},
		{"2019/20 Q4", "2020-01-01 2020-03-31", "", "the last of it is in the next year"},
		{"Q4 2019-20", "2020-01-01 2020-03-31", "", "with a hyphen"},
		{"Q1 FY2019/20", "2019-04-01 2019-06-30", "", "with FY between"},
		{"Q4 FY19/20", "2020-01-01 2020-03-31", "", "in short"},
		{"Apr to Jun 2019 (Q1)", "2019-04-01 2019-06-30", "", "the quarter in brackets, of a financial year"},
		{"Apr to Jun 2019 (Q2)", "2019-04-01 2019-06-30", "", "and of a calendar one"},
		{"2019 Q1", "2019-01-01 2019-03-31", "quarters of one year", "the calendar year, which is said"},
		{"2019Q1", "2019-01-01 2019-03-31", "quarters of one year", "no space"},
		{"2019-Q1", "2019-01-01 2019-03-31", "quarters of one year", "a hyphen"},
		{"Q1 2019", "2019-01-01 2019-03-31", "quarters of one year", "the quarter first"},
		{"Q3-19", "2019-07-01 2019-09-30", "quarters of one year", "two digits"},
		{"1st quarter 2019", "2019-01-01 2019-03-31", "quarters of one year", "an ordinal"},
		{"Second quarter 2019", "2019-04-01 2019-06-30", "quarters of one year", "in a word"},
		{"Quarter 2 2019", "2019-04-01 2019-06-30", "quarters of one year", "in full"},
		{"Q1 (Apr-Jun) 2019", "2019-04-01 2019-06-30", "", "the months say which"},
		{"2019 Q2 (Apr to Jun)", "2019-04-01 2019-06-30", "", "and here"},
		{"Q1 2019/20 (April to June)", "2019-04-01 2019-06-30", "", "and of a year from April"},
		{"Apr-Jun 2019", "2019-04-01 2019-06-30", "", "the months alone"},
		{"April to June 2019", "2019-04-01 2019-06-30", "", "in words"},
		{"2019 Apr-Jun", "2019-04-01 2019-06-30", "", "the year first"},
		{"Apr - Jun 19", "2019-04-01 2019-06-30", "", "a short year"},
		{"Nov-Jan 2020", "2019-11-01 2020-01-31", "November to January", "over the end of a year"},
		{"Jan-Mar 2019/20", "2020-01-01 2020-03-31", "", "the months of a financial year"},
		{"quarter ending June 2019", "2019-04-01 2019-06-30", "", "by its end"},
		{"3 months to June 2019", "2019-04-01 2019-06-30", "", "by its length"},
		{"H1 2019", "2019-01-01 2019-06-30", "halves of one year", "half a calendar year"},
		{"2019/20 H2", "2019-10-01 2020-03-31", "", "half a financial year"},
		{"2019-04", "2019-04-01 2019-04-30", "", "a month in numbers"},
		{"2019/04", "2019-04-01 2019-04-30", "", "with a slash"},
		{"2019-4", "2019-04-01 2019-04-30", "", "one digit"},
		{"201904", "2019-04-01 2019-04-30", "", "no sign"},
		{"04/2019", "2019-04-01 2019-04-30", "", "the month first"},
		{"4-2019", "2019-04-01 2019-04-30", "", "one digit, and a hyphen"},
		{"Apr-19", "2019-04-01 2019-04-30", "", "as a spreadsheet shows it"},
		{"Apr 19", "2019-04-01 2019-04-30", "", "with a space"},
		{"Apr '19", "2019-04-01 2019-04-30", "", "with an apostrophe"},
		{"Sept 2019", "2019-09-01 2019-09-30", "", "four letters"},
		{"Apr. 2019", "2019-04-01 2019-04-30", "", "a point"},
		{"APRIL 2019", "2019-04-01 2019-04-30", "", "capitals"},
		{"2019 APR", "2019-04-01 2019-04-30", "", "as the statistics office has it"},
		{"April, 2019", "2019-04-01 2019-04-30", "", "a comma"},
		{"2019M04", "2019-04-01 2019-04-30", "", "as the statistics office of the Union has it"},
		{"Apr-2019", "2019-04-01 2019-04-30", "", "a hyphen"},
		{"Month of April 2019", "2019-04-01 2019-04-30", "", "with its unit"},
		{"January 2019/20", "2020-01-01 2020-01-31", "", "a month of a financial year"},
		{"Dec 2011", "2011-12-01 2011-12-31", "", "a month in words is no year"},
		{"04/19", "2019-04-01 2019-04-30", "04/19 is taken for", "two digits each, which is said"},
		{"2019-04-01", "2019-04-01", "", "a day"},
		{"20190401", "2019-04-01", "", "a day without signs"},
		{"13/04/2019 10:22 AM", "2019-04-13", "", "half a day's clock"},
		{"2019/04/01", "2019-04-01", "", "a day with slashes"},
		{"2019-04-01 10:22:00", "2019-04-01", "", "a day and a time"},
		{"2019-04-01T23:30:00+00:00", "2019-04-01", "", "the day as it is written"},
		{"01/04/2019", "2019-04-01", "dates such as", "the day first, which is said"},
		{"1/4/19", "2019-04-01", "dates such as", "in short"},
		{"13/04/2019 10:22", "2019-04-13", "", "no month is the 13th"},
		{"04/13/2019", "2019-04-13", "", "and so it is American"},
		{"04/04/2019", "2019-04-04", "", "the same either way"},
		{"01.04.2019", "2019-04-01", "dates such as", "points"},
		{"1 April 2019", "2019-04-01", "", "words"},
		{"1st April 2019", "2019-04-01", "", "an ordinal"},
		{"Monday 1 April 2019", "2019-04-01", "", "the day of the week"},
		{"1-Apr-19", "2019-04-01", "", "as a spreadsheet shows it"},
		{"April 1, 2019", "2019-04-01", "", "American words"},
		{"2019-W14", "2019-04-01 2019-04-07", "weeks are numbered", "a week by its number"},
		{"2020-W53", "2020-12-28 2021-01-03", "weeks are numbered", "a year that has 53"},
		{"week ending 7 April 2019", "2019-04-01 2019-04-07", "", "a week by its end"},
		{"w/e 07/04/2019", "2019-04-01 2019-04-07", "dates such as", "in short"},
		{"w/c 01/04/2019", "2019-04-01 2019-04-07", "dates such as", "a week by its beginning"},
		{"week commencing 1 April 2019", "2019-04-01 2019-04-07", "", "in words"},
	} {
		p, note, err := ParsePeriod(test.label)
		if err != nil {
			t.Errorf("ParsePeriod(%q), %s: %v", test.label, test.reason, err)
			continue
		}
		if got := periodText(p); got != test.want {
			t.Errorf("ParsePeriod(%q), %s = %s, want %s", test.label, test.reason, got, test.want)
		}
		if (note == "") != (test.note == "") || !strings.HasPrefix(note, test.note) {
			t.Errorf("ParsePeriod(%q), %s: note %q, want one that begins with %q", test.label, test.reason, note, test.note)
		}
		if p.Name != strings.TrimSpace(test.label) {
			t.Errorf("ParsePeriod(%q) has the name %q", test.label, p.Name)
		}
	}
}

// TestParsePeriodRefuses has labels that are no period, or stay open.
func TestParsePeriodRefuses(t *testing.T) {
	for _, test := range []struct{ label, want, reason string }{
		{"", "a blank", "nothing"},
		{"2011-12", "December 2011 or from April 2011 to March 2012", "a month or a year"},
		{"201112", "December 2011 or from April 2011 to March 2012", "and without a sign"},
		{"11/12", "write November 2012 or 2011/12", "in short"},
		{"2011-13", "no month, and no year that follows 2011", "neither"},
		{"2011-14", "no month", "three years in a form that nobody reads alike"},
		{"2020-2019", "does not follow", "turned round"},
		{"FY2020", "write 2020/21 or 2019/20", "it may begin or end then"},
		{"FY20", "write 2020/21 or 2019/20", "and in short"},
		{"Financial year 2020", "write 2020/21 or 2019/20", "and in full"},
		{"Q1 FY2020", "write 2020/21 or 2019/20", "and of a quarter"},
		{"year ending 2020", "in which month of 2020", "no month"},
		{"Q4 2019 (Jan-Mar)", "of which year", "of 2019 or of 2020"},
		{"Apr to Jun 2019 (Q4)", "brackets", "of no year"},
		{"2019 to date", "no period", "a part of a year that does not say which"},
		{"Winter 2019", "no period", "a season"},
		{"2019 (Jan-Jun)", "brackets", "half of what it says"},
		{"Q1 2019/20 (Jan-Mar)", "brackets", "of a calendar year, and of a financial one"},
		{"2019/20 (April to December)", "brackets", "a part of the year that says that it is all of it"},
		{"19-Apr", "2019-04", "a spreadsheet spoiled it"},
		{"1 April", "without a year", "a day without a year"},
		{"April", "a month without a year", "a month of any year"},
		{"Q1", "no period", "a quarter of any year"},
		{"2019-13-01", "no such day", "no such month"},
		{"31/02/2019", "no such day", "no such day"},
		{"2019-02-30", "no such day", "no such day in the usual order"},
		{"30 Feb 2019", "no day 30", "nor in words"},
		{"00/2019", "0 is no month", "no month"},
		{"13/2019", "13 is no month", "no month"},
		{"2019-W54", "no week 54", "no such week"},
		{"Q5 2019", "no period", "no such quarter"},
		{"March 2020 to April 2019", "before", "turned round"},
		{"43556", "a number of days", "a date as a spreadsheet keeps it"},
		{"before lockdown", "no period", "words"},
		{"Year 7", "no period", "a class of a school"},
		{"3019", "no period", "a year that is far away"},
		{"12345678", "no period", "a number"},
		{"-", "no period", "a sign"},
		{"All years", "no period", "a total"},
		{strings.Repeat("2019", 50), "no period", "what nobody writes"},
	} {
		p, _, err := ParsePeriod(test.label)
		var refused *PeriodError
		switch {
		case err == nil:
			t.Errorf("ParsePeriod(%q), %s = %s, want an error", test.label, test.reason, periodText(p))
		case !errors.As(err, &refused) || !errors.Is(err, ErrPeriod):
			t.Errorf("ParsePeriod(%q): %T, want one that is a period's", test.label, err)
		case !strings.Contains(err.Error(), test.want):
			t.Errorf("ParsePeriod(%q), %s: %v, want %q in it", test.label, test.reason, err, test.want)
		}
	}
}

// TestPeriods has columns, of which the header and the other labels say how each is read.
func TestPeriods(t *testing.T) {
	for _, test := range []struct {
		header, labels, want, fails, note, reason string
	}{
		{"month", "2011-12", "2011-12-01 2011-12-31", "", "", "a month by the header"},
		{"financial year", "2011-12", "2011-04-01 2012-03-31", "", "", "a year by the header"},
		{"year", "2011-12", "2011-04-01 2012-03-31", "", "", "a year by a shorter header"},
		{"period", "2011-12;2012-13", "2011-04-01 2012-03-31;2012-04-01 2013-03-31", "", "", "no month is the 13th"},
		{"period", "2011-11;2011-12", "2011-11-01 2011-11-30;2011-12-01 2011-12-31", "", "", "2011-11 is no financial year"},
		{"year", "2011-10;2011-12", "2011-10-01 2011-10-31;2011-12-01 2011-12-31", "", "", "other labels weigh more than the header"},
		{"period", "2010-11;2011-12", "", "November 2010 or from April 2010 to March 2011", "", "all of them are open"},
		{"period", "2011-12;2011-11;2012-13", "", "the column has both", "", "months and years"},
		{"month", "2011/12;2012/01", "2011-12-01 2011-12-31;2012-01-01 2012-01-31", "", "", "months with slashes"},
		{"period", "2010/11;2011/12", "2010-04-01 2011-03-31;2011-04-01 2012-03-31", "", "labels such as", "years with slashes, which is said once"},
		{"Time Financial year", "2010-11;2011-12", "2010-04-01 2011-03-31;2011-04-01 2012-03-31", "", "", "a type of time beside the column"},
		{"academic year", "2018/19;2019/20", "2018-09-01 2019-08-31;2019-09-01 2020-08-31", "", "", "schools"},
		{"time_period academic year", "201819;201920", "2018-09-01 2019-08-31;2019-09-01 2020-08-31", "", "", "as education publishes it"},
		{"financial year", "2019", "", "write 2019/20 or 2018/19", "", "it may begin or end then"},
		{"Year (April to March)", "2019", "", "write 2019/20 or 2018/19", "", "and here"},
		{"Year (July to June)", "2019/20", "2019-07-01 2020-06-30", "", "", "a year of its own"},
		{"year ending March", "2019;2020", "2018-04-01 2019-03-31;2019-04-01 2020-03-31", "", "", "the month is in the header"},
		{"year ending December", "2019", "2019-01-01 2019-12-31", "", "", "a calendar year by its end"},
		{"financial year ending", "2020", "2019-04-01 2020-03-31", "", "", "a financial year by its end"},
		{"year ending", "2020", "", "in which month of 2020", "", "no month"},
		{"year ending", "Mar 2019;Mar 2020", "2018-04-01 2019-03-31;2019-04-01 2020-03-31", "", "", "the months are the last ones"},
		{"quarter ending", "Jun-19;Sep-19", "2019-04-01 2019-06-30;2019-07-01 2019-09-30", "", "", "and of a quarter"},
		{"year ending", "31/03/2019;31/03/2020", "2018-04-01 2019-03-31;2019-04-01 2020-03-31", "", "", "and as dates"},
		{"financial quarter", "Q1 2019", "", "write 2019/20 or 2018/19", "", "quarters of which year"},
		{"financial quarter", "2019/20 Q1", "2019-04-01 2019-06-30", "", "", "of this one"},
		{"date", "01/04/2019;13/04/2019", "2019-04-01;2019-04-13", "", "", "the second says that the day is first"},
		{"date", "04/01/2019;04/13/2019", "2019-04-01;2019-04-13", "", "", "the second says that the month is first"},
		{"date", "04/13/2019;13/04/2019", "2019-04-13;2019-04-13", "", "", "each says for itself"},
		{"date", "04/13/2019;13/04/2019;01/02/2019", "", "the column has both", "", "and the third cannot be told"},
		{"date", "01/04/2019;02/04/2019", "2019-04-01;2019-04-02", "", "dates such as", "nothing says it, and Britain is near"},
		{"date", "01/01/2019;02/01/2019;03/01/2019", "", "2 January 2019 or 1 February 2019", "", "days of January, or months of America: the second is open"},
		{"date", "01/04/2019;01/05/2019", "2019-04-01 2019-04-30;2019-05-01 2019-05-31", "", "the dates of column", "all the first of a month"},
		{"month", "01/04/2019;01/05/2019", "2019-04-01 2019-04-30;2019-05-01 2019-05-31", "", "dates such as", "a month by the header"},
		{"month", "2019-04-01", "2019-04-01 2019-04-30", "", "", "one alone"},
		{"date", "2019-04-01", "2019-04-01", "", "", "one day"},
		{"date", "2019-04-30;2019-05-31", "2019-04-01 2019-04-30;2019-05-01 2019-05-31", "", "the dates of column", "all the last of a month"},
		{"quarter", "2019-04-01;2019-07-01", "2019-04-01 2019-06-30;2019-07-01 2019-09-30", "", "", "the first of a quarter"},
		{"quarter", "2019-06-30;2019-09-30", "2019-04-01 2019-06-30;2019-07-01 2019-09-30", "", "", "the last of a quarter"},
		{"date", "2019-04-01;2019-07-01", "", "none follow each other", "", "months or quarters"},
		{"date", "2019-04-01;2019-04-02", "2019-04-01;2019-04-02", "", "", "days"},
		{"week beginning", "2019-04-01;2019-04-08", "2019-04-01 2019-04-07;2019-04-08 2019-04-14", "", "", "weeks by their first day"},
		{"week ending", "2019-04-07", "2019-04-01 2019-04-07", "", "", "weeks by their last day"},
		{"week", "2019-04-07", "", "week beginning or week ending", "", "open"},
		{"year", "19/20;20/21", "2019-04-01 2020-03-31;2020-04-01 2021-03-31", "", "", "short years"},
		{"month", "11/12;12/12", "2012-11-01 2012-11-30;2012-12-01 2012-12-31", "", "", "short months"},
		{"year", "2019;2019/20", "2019-01-01 2019-12-31;2019-04-01 2020-03-31", "", "", "two kinds, which overlap: a series refuses them"},
		{"month", "2019-04;April", "", "without a year", "", "one without a year"},
	} {
		name := test.header + " " + test.labels + ": " + test.reason
		periods, notes, err := Periods(test.header, strings.Split(test.labels, ";"))
		if test.fails != "" {
			if err == nil || !strings.Contains(err.Error(), test.fails) {
				t.Errorf("%s: error %v, want %q in it", name, err, test.fails)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var texts []string
		for _, p := range periods {
			texts = append(texts, periodText(p))
		}
		if got := strings.Join(texts, ";"); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
		if got := strings.Join(notes, "; "); (got == "") != (test.note == "") || !strings.HasPrefix(got, test.note) {
			t.Errorf("%s: notes %q, want one that begins with %q", name, notes, test.note)
		}
	}
}

// TestPeriodsWithin has labels without a year beside one.
func TestPeriodsWithin(t *testing.T) {
	for _, test := range []struct{ header, label, year, want, fails, reason string }{
		{"month", "April", "2019", "2019-04-01 2019-04-30", "", "a calendar year"},
		{"month", "Jan", "2019/20", "2020-01-01 2020-01-31", "", "a financial year goes on into the next"},
		{"month", "4", "2019", "2019-04-01 2019-04-30", "", "a number"},
		{"month", "04", "2019", "2019-04-01 2019-04-30", "", "two digits"},
		{"month", "4", "2019/20", "", "write its name", "April, or the fourth month"},
		{"month", "13", "2019", "", "no part of a year", "no month"},
		{"quarter", "Q1", "2019/20", "2019-04-01 2019-06-30", "", "the quarter of the year"},
		{"quarter", "Q1", "2019", "2019-01-01 2019-03-31", "", "the quarter of a calendar year"},
		{"quarter", "2", "2019", "2019-04-01 2019-06-30", "", "a number of a quarter"},
		{"quarter", "5", "2019", "", "no part of a year", "no quarter"},
		{"quarter", "Apr-Jun", "2019/20", "2019-04-01 2019-06-30", "", "by its months"},
		{"quarter", "Q1 (Apr-Jun)", "2019/20", "2019-04-01 2019-06-30", "", "both"},
		{"quarter", "Q1 (Apr-Jun)", "2019", "", "brackets", "they contradict each other"},
		{"half", "H2", "2019/20", "2019-10-01 2020-03-31", "", "a half"},
		{"quarter", "Feb-May", "2019/20", "", "no part of a year", "over the end of the year"},
		{"month", "spring", "2019", "", "no part of a year", "no month"},
		{"month", "April", "2019-04", "", "no year", "not within a year"},
	} {
		year, _, err := ParsePeriod(test.year)
		if err != nil {
			t.Fatal(err)
		}
		periods, _, err := PeriodsWithin(test.header, []string{test.label}, []trend.Period{year})
		switch {
		case test.fails != "" && (err == nil || !strings.Contains(err.Error(), test.fails)):
			t.Errorf("%q of %s, %s: error %v, want %q in it", test.label, test.year, test.reason, err, test.fails)
		case test.fails != "":
		case err != nil:
			t.Errorf("%q of %s, %s: %v", test.label, test.year, test.reason, err)
		case periodText(periods[0]) != test.want:
			t.Errorf("%q of %s, %s = %s, want %s", test.label, test.year, test.reason, periodText(periods[0]), test.want)
		}
	}
	if _, _, err := PeriodsWithin("month", []string{"April"}, nil); err == nil {
		t.Error("a label without a year is taken")
	}
}
