package cli

import (
	"flag"
	"io"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// at returns the first day of a month, "" is none.
func at(t testing.TB, month string) time.Time {
	t.Helper()
	if month == "" {
		return time.Time{}
	}
	day, err := time.Parse("2006-01", month)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

// TestParseSpan: a stretch of time is read in each of its forms.
func TestParseSpan(t *testing.T) {
	for _, test := range []struct{ text, start, end, written, reason string }{
		{"2016-03", "2016-03", "2016-04", "2016-03", "a month"},
		{"2016-12", "2016-12", "2017-01", "2016-12", "the last month of a year"},
		{"2016", "2016-01", "2017-01", "2016-01..2016-12", "a year"},
		{"2016/17", "2016-04", "2017-04", "2016-04..2017-03", "a financial year"},
		{"2099/00", "2099-04", "2100-04", "2099-04..2100-03", "over the end of a century"},
		{"2011/12", "2011-04", "2012-04", "2011-04..2012-03", "a financial year, though 12 is a month too"},
		{"2016Q1", "2016-01", "2016-04", "2016-01..2016-03", "a quarter of the calendar year"},
		{"2016q4", "2016-10", "2017-01", "2016-10..2016-12", "in small letters"},
		{"2016-03..2016-12", "2016-03", "2017-01", "2016-03..2016-12", "from month to month"},
		{" 2016-03 .. 2016-12 ", "2016-03", "2017-01", "2016-03..2016-12", "with spaces"},
		{"2016..2017/18", "2016-01", "2018-04", "2016-01..2018-03", "ends of two kinds"},
		{"2016..2016-03", "2016-01", "2016-04", "2016-01..2016-03", "to a month of the year that it begins with"},
		{"2016-03..2016-03", "2016-03", "2016-04", "2016-03", "one month as two ends"},
		{"..2020-02", "", "2020-03", "..2020-02", "everything up to a month"},
		{"2021-08..", "2021-08", "", "2021-08..", "everything from a month on"},
		{"..2019/20", "", "2020-04", "..2020-03", "up to the end of a financial year"},
		{"2190", "2190-01", "2191-01", "2190-01..2190-12", "in the future: whether there are data is another question"},
	} {
		got, err := ParseSpan(test.text)
		if want := (Span{at(t, test.start), at(t, test.end)}); err != nil || got != want || got.String() != test.written {
			t.Errorf("%q (%s): %s, %v; want %s", test.text, test.reason, got, err, test.written)
		}
	}
}

// TestParseSpanErrors: what is no span says what is wanted, and what may have been meant.
func TestParseSpanErrors(t *testing.T) {
	for _, test := range []struct{ text, meant, reason string }{
		{"", "", "empty"},
		{" ", "", "blank"},
		{"..", "", "open on both sides"},
		{"last year", "", "in words"},
		{"2016-13", "", "no month"},
		{"2016-00", "", "no month"},
		{"2016Q5", "", "no quarter"},
		{"16-03", "", "a year of two digits"},
		{"2016/18", "", "no financial year"},
		{"2016-3", "2016-03", "without its zero"},
		{"03/2016", "2016-03", "the month first"},
		{"201603", "2016-03", "without a hyphen"},
		{"March 2016", "2016-03", "the name of the month"},
		{"Mar-16", "2016-03", "as a spreadsheet writes it"},
		{"2016-03-15", "2016-03", "a day"},
		{"2016-17", "2016/17", "a financial year with a hyphen"},
		{"2016/2017", "2016/17", "a financial year in full"},
		{"FY2016/17", "2016/17", "with its letters"},
		{"2016-2017", "2016/17 or 2016..2017", "either a financial year or two years"},
		{"2016-2018", "2016..2018", "three years"},
		{"2016-Q1", "2016Q1", "with a hyphen"},
		{"Q1 2016", "2016Q1", "the quarter first"},
		{"Q1 2016/17", "2016Q2", "of a financial year, April to June"},
		{"2016/17 Q4", "2017Q1", "January to March"},
		{"2016-03-2016-12", "2016-03..2016-12", "with a hyphen"},
		{"2016-03–2016-12", "2016-03..2016-12", "with a dash"},
		{"2016-03 to 2016-12", "2016-03..2016-12", "with a word"},
		{"2016-03:2016-12", "2016-03..2016-12", "with a colon"},
		{"2016-03...2016-12", "2016-03..2016-12", "with three dots"},
		{"2016-03…2016-12", "2016-03..2016-12", "with the three dots of a word processor"},
		{"March 2016 - December 2016", "2016-03..2016-12", "names of months"},
		{"2016-3..2016-12", "2016-03..2016-12", "one end in another form"},
		{"2016-04..2016..2017", "", "three ends"},
	} {
		got, err := ParseSpan(test.text)
		want := wantSpan
		if test.meant != "" {
			want = "did you mean " + test.meant + "? " + want
		}
		if err == nil || err.Error() != want || got != (Span{}) {
			t.Errorf("%q (%s): %s, %v\nwant %s", test.text, test.reason, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"2016-12..2016-03": "it ends before it begins: did you mean 2016-03..2016-12? want the earlier one first",
		"2017/18..2016":    "it ends before it begins: did you mean 2016..2017/18? want the earlier one first",
		"1066":             "want a year from 1900 to 2199",
		"2016..2200":       "want a year from 1900 to 2199",
	} {
		if got, err := ParseSpan(text); err == nil || err.Error() != want {
			t.Errorf("%q: %s, %v, want %s", text, got, err, want)
		}
	}
}

// TestParseComparison: two periods with a comma, or one month for what is before it and from it on.
func TestParseComparison(t *testing.T) {
	for _, test := range []struct{ text, before, after, reason string }{
		{"2016-03..2016-12,2017-03..2017-12", "2016-03..2016-12", "2017-03..2017-12", "the same months of two years"},
		{"2016/17, 2017/18", "2016-04..2017-03", "2017-04..2018-03", "financial years, with a space"},
		{"2016,2017", "2016-01..2016-12", "2017-01..2017-12", "years"},
		{"2016Q1,2017Q1", "2016-01..2016-03", "2017-01..2017-03", "quarters"},
		{"2016-03,2017-03", "2016-03", "2017-03", "months"},
		{"2016-12,2017-01", "2016-12", "2017-01", "one behind the other"},
		{"..2020-02,2021-08..", "..2020-02", "2021-08..", "open ends"},
		{"2020-03", "..2020-02", "2020-03..", "a month"},
		{"2020", "..2019-12", "2020-01..", "a year"},
		{"2020/21", "..2020-03", "2020-04..", "a financial year"},
		{"2020Q2", "..2020-03", "2020-04..", "a quarter"},
	} {
		before, after, err := ParseComparison(test.text)
		if err != nil || before.String() != test.before || after.String() != test.after {
			t.Errorf("%q (%s): %s and %s, %v; want %s and %s", test.text, test.reason, before, after, err, test.before, test.after)
		}
	}
	const two = "want two with a comma between them, as 2016-03..2016-12,2017-03..2017-12"
	const overlap = "the two overlap, and what is in both would be compared with itself: want two that do not"
	for _, test := range []struct{ text, want, reason string }{
		{"", wantSpan, "empty"},
		{"2016-03..2016-12", "it is one period, and a change is from one to another: " + two, "one period"},
		{"..2016-12", "it is one period, and a change is from one to another: " + two, "one that is open"},
		{"2016,2017,2018", "these are 3: " + two, "three periods"},
		{"2016-03..2016-12,", "a comma has nothing on one side: put no spaces around it", "a space behind the comma made two arguments"},
		{",2016", "a comma has nothing on one side", "nothing before the comma"},
		{"2016-03..2017-03,2017-01..2017-12", overlap, "three months are in both"},
		{"2016,2016", overlap, "the same year twice"},
		{"2016/17,2017", overlap, "the financial year goes on to March"},
		{"2016-03..,2017-03..", overlap, "the first has no end"},
		{"..2016-12,..2017-12", overlap, "the second has no beginning"},
		{"2017,2016", "did you mean 2016,2017? want the earlier one first", "the later one first"},
		{"2021-08..,..2020-02", "did you mean ..2020-02,2021-08..? want the earlier one first", "the later one first, with open ends"},
		{"2016-12..2016-03,2017", `"2016-12..2016-03": it ends before it begins`, "one end before the other"},
		{"2016/17 vs 2017/18", "did you mean 2016/17,2017/18? " + two, "a word for the comma"},
		{"2016/17 2017/18", "did you mean 2016/17,2017/18? " + two, "a space for the comma"},
		{"2016/17;2017/18", "did you mean 2016/17,2017/18? " + two, "a semicolon"},
		{"2016-3,2017-03", `"2016-3": did you mean 2016-03? want a month`, "one of them in another form"},
	} {
		before, after, err := ParseComparison(test.text)
		if err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%q (%s): %s and %s, %v\nwant %s", test.text, test.reason, before, after, err, test.want)
		}
	}
}

// TestChange: what the flags say, and what they do not take.
func TestChange(t *testing.T) {
	for _, test := range []struct{ args, want, reason string }{
		{"-rolling 12", "", "a year"},
		{"-rolling 2", "", "the shortest"},
		{"-rolling 1", "want a whole number of months from 2 to 120, as 12", "one month is the month"},
		{"-rolling 0", "want a whole number of months", "none"},
		{"-rolling -12", "want a whole number of months", "below none"},
		{"-rolling 121", "want a whole number of months", "more than ten years"},
		{"-rolling 12.5", "want a whole number of months", "a fraction"},
		{"-rolling 12m", "did you mean 12? want a whole number of months", "with its unit"},
		{"-rolling 12-months", "did you mean 12? want", "with its unit"},
		{"-rolling 1y", "did you mean 12? want", "a year"},
		{"-rolling year", "want a whole number of months", "no number"},
		{"-margin 10%", "", "a percentage"},
		{"-margin .05", "", "a share"},
		{"-margin 10", "did you mean 10%? want a percentage or a share, between none and all, as 10% or 0.1", "without its sign"},
		{"-margin 0", "want a percentage or a share", "nothing is too little to speak of"},
		{"-margin 100%", "want a percentage or a share", "everything is"},
		{"-margin -5%", "want a percentage or a share", "below nothing"},
		{"-margin NaN", "want a percentage or a share", "not a number"},
		{"-leave-out 2020-03..2021-07", "", "a pandemic"},
		{"-leave-out 2020,2022-06", "", "two in one"},
		{"-leave-out 2020 -leave-out 2022-06", "", "two, one by one"},
		{"-leave-out ..", "want a month", "everything"},
		{"-leave-out 2020,", "a comma has nothing on one side", "a comma at the end"},
		{"-compare 2020-03 -compare 2020-03", "", "the same twice"},
		{"-compare 2020-03 -compare 2021-03", "-compare is given twice", "one of them would be lost"},
		{"-compare 2016/17, 2017/18", "a comma has nothing on one side", "a space behind the comma"},
	} {
		var c Change
		fs := flag.NewFlagSet("test", flag.ContinueOnError)
		fs.SetOutput(io.Discard)
		c.Define(fs)
		_, err := Parse(fs, strings.Fields(test.args))
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s (%s): %v, want %q", test.args, test.reason, err, test.want)
		}
		if err == nil && c.Rolling == 0 && c.Margin == 0 && len(c.LeaveOut) == 0 && !c.Compares() {
			t.Errorf("%s (%s): nothing is set: %+v", test.args, test.reason, c)
		}
	}
}

// TestSpanLaws: what is written of a span is read as the same span, and of two spans either they
// meet or one is before the other.
func TestSpanLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		span := func(name string) Span {
			first := rapid.IntRange(0, 240).Draw(t, name+" first")
			months := rapid.IntRange(1, 60).Draw(t, name+" months")
			s := Span{Start: time.Date(2000, time.Month(1+first), 1, 0, 0, 0, 0, time.UTC)}
			s.End = s.Start.AddDate(0, months, 0)
			switch rapid.IntRange(0, 4).Draw(t, name+" is open") {
			case 0:
				s.Start = time.Time{}
			case 1:
				s.End = time.Time{}
			}
			return s
		}
		a, b := span("a"), span("b")
		if again, err := ParseSpan(a.String()); err != nil || again != a {
			t.Fatalf("%s is read as %s, %v", a, again, err)
		}
		n := 0
		for _, is := range []bool{a.meets(b), a.isBefore(b), b.isBefore(a)} {
			if is {
				n++
			}
		}
		if n != 1 || a.meets(b) != b.meets(a) {
			t.Fatalf("%s and %s: meet %t, before %t, behind %t", a, b, a.meets(b), a.isBefore(b), b.isBefore(a))
		}
	})
}

// FuzzParseComparison reads any text: two spans that do not meet, or an error that fits into a
// line.
func FuzzParseComparison(f *testing.F) {
	for _, text := range []string{"2016-03..2016-12,2017-03..2017-12", "2020-03", "..2020-02,2021-08..", "2016-2017", "Q1 2016/17", "a b c d e f g h", ",,", "2016…2017", "\xff..", "9999"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		before, after, err := ParseComparison(text)
		if err != nil {
			if line := Message(err); strings.Contains(line, "\n") || len(line) > 1000 || before != (Span{}) || after != (Span{}) {
				t.Fatalf("%q: %s, %s, %q", text, before, after, line)
			}
			return
		}
		if !before.isBefore(after) {
			t.Fatalf("%q: %s is not before %s", text, before, after)
		}
	})
}
