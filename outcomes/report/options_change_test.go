package report

import (
	"errors"
	"strings"
	"testing"

	"github.com/seed-549880be/disparity/outcomes"
	"github.com/seed-549880be/disparity/rri"
)

// stretch reads a stretch of months.
func stretch(s string) outcomes.Months { return must(outcomes.ParseMonths(s)) }

func stretches(list ...string) (months []outcomes.Months) {
	for _, s := range list {
		months = append(months, stretch(s))
	}
	return months
}

// comparing are options that compare two stretches of months, with what changes them.
func comparing(before, after string, change ...func(*Options)) Options {
	o := Options{Before: stretch(before), After: stretch(after)}
	for _, c := range change {
		c(&o)
	}
	return o
}

// TestValidateChange has what cannot be had of the options on change, whatever is read.
func TestValidateChange(t *testing.T) {
	for _, test := range []struct {
		o            Options
		option, want string
		reason       string
	}{
		{comparing("2022-01..2022-06", "2023-01..2023-06"), "", "", "two stretches"},
		{comparing("..2022-12", "2023-01.."), "", "", "open ends"},
		{Options{By: EachMonth, Rolling: 12}, "", "", "a year by months"},
		{Options{By: EachQuarter, Rolling: 12}, "", "", "a year by quarters"},
		{Options{By: EachYear, Margin: 0.05, LeaveOut: stretches("2020-03..2021-07")}, "", "", "periods left out"},
		{Options{By: EachMonth, Rolling: 12, Suppress: 5}, "Rolling", "does not go with Suppress", "parts that would tell"},
		{comparing("2022", "2023", func(o *Options) { o.Suppress = 5 }), "Before", "Before 2022-01..2022-12 does not go with Suppress: the counts of two periods, beside those of everything, would tell what is withheld", "two counts and their whole"},
		{Options{Rolling: 12, Suppress: 5}, "Rolling", "Rolling 12 does not go with Suppress: neighbouring runs of months differ by two months alone", "two months"},
		{Options{LeaveOut: stretches("2020"), Suppress: 5}, "LeaveOut", "LeaveOut 2020-01..2020-12 does not go with Suppress", "which belongs to them"},
		{Options{Margin: 0.2, Suppress: 5}, "Margin", "Margin 0.2 does not go with Suppress", "and so does this"},
		{Options{By: EachMonth, Rolling: 12, Unknown: outcomes.InProportion}, "Rolling", "Rolling 12 does not go with Unknown in-proportion, which puts records into groups by those of all months together", "one assumption over all months"},
		{comparing("2022", "2023", func(o *Options) { o.Unknown = outcomes.ByCrossTable }), "Before", "does not go with Unknown cross-table", "and imputed ones"},
		{Options{Rolling: 12}, "Rolling", "Rolling 12 moves on by a month or a quarter, and needs to know which: want By month or quarter", "of no periods"},
		{Options{By: EachYear, Rolling: 24}, "Rolling", "want By month or quarter", "of years"},
		{Options{By: EachForce, Rolling: 12}, "Rolling", "want By month or quarter", "of forces"},
		{Options{By: EachMonth, Rolling: 1}, "Rolling", "Rolling 1: want a number of months from 2 to 120, as 12", "a month is a month"},
		{Options{By: EachMonth, Rolling: -12}, "Rolling", "Rolling -12: want", "negative"},
		{Options{By: EachMonth, Rolling: 121}, "Rolling", "Rolling 121: want", "more than ten years"},
		{Options{By: EachQuarter, Rolling: 3}, "Rolling", "Rolling 3 with By quarter: want two quarters or more, as 6 or 12", "one quarter"},
		{Options{By: EachQuarter, Rolling: 8}, "Rolling", "Rolling 8 with By quarter: want two quarters", "no number of quarters"},
		{Options{Before: stretch("2022")}, "Before", "Before 2022-01..2022-12 has nothing to be compared with: want two stretches of months", "half a question"},
		{Options{After: stretch("2022")}, "After", "After 2022-01..2022-12 has nothing to be compared with", "the other half"},
		{comparing("2022-01..2022-06", "2022-06..2022-12"), "Before", "Before 2022-01..2022-06 and 2022-06..2022-12 have months in common: a month is in one of them at most", "a month in both"},
		{comparing("2022..", "2023"), "Before", "have months in common", "an open end that runs into the other"},
		{comparing("2023", "2022"), "Before", "Before 2023-01..2023-12 is later than 2022-01..2022-12: want the earlier months first", "the wrong way round"},
		{Options{Before: outcomes.Months{First: month("2022-06"), Last: month("2022-01")}, After: stretch("2023")}, "Before", "its first month is after its last: no month is left", "an empty stretch"},
		{Options{Before: stretch("2022"), After: outcomes.Months{First: 5}}, "After", `month "0000-06": want the form 2022-09`, "a month of the year 0"},
		{Options{By: EachMonth, LeaveOut: []outcomes.Months{{}}}, "LeaveOut", "LeaveOut .. leaves out every month: nothing is left", "everything"},
		{Options{By: EachMonth, LeaveOut: []outcomes.Months{{First: month("2022-06"), Last: month("2022-01")}}}, "LeaveOut", "no month is left", "a stretch of none"},
		{Options{LeaveOut: stretches("2020")}, "LeaveOut", "LeaveOut 2020-01..2020-12 does nothing without periods: want By month, quarter, financial-year or year, or two stretches of months to compare", "nothing to leave out of"},
		{Options{Margin: 0.2}, "Margin", "Margin 0.2 does nothing without periods", "nothing to judge"},
		{Options{By: EachYear, Margin: 1}, "Margin", "Margin 1: want a number between 0 and 1, as 0.1", "all of it"},
		{Options{By: EachYear, Margin: -0.1}, "Margin", "Margin -0.1: want", "negative"},
	} {
		err := test.o.Validate()
		if test.option == "" {
			if err != nil {
				t.Errorf("%s: %v", test.reason, err)
			}
			continue
		}
		e, ok := errors.AsType[*OptionError](err)
		if !ok || e.Option != test.option || !strings.HasPrefix(err.Error(), "report: ") || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v; want %q of %s in it", test.reason, err, test.want, test.option)
		}
		if _, err := New(nil, test.o); err == nil || err.Error() != e.Error() {
			t.Errorf("%s: New of nothing says %v before it asks for the options", test.reason, err)
		}
	}
}

// TestMethodsOfChange: a method with no form for a change is refused where one was asked for, and
// beside periods alone it is not in the way of the tables.
func TestMethodsOfChange(t *testing.T) {
	files := several(map[string]string{"kent.csv": of("2021-01", 60, 30) + of("2022-01", 60, 30)})
	for m := range rri.Methods() {
		if (Options{Method: m}).Validate() != nil {
			continue // it has no ratio
		}
		err := comparing("2021", "2022", func(o *Options) { o.Method = m }).Validate()
		r, wrong := New(files, Options{By: EachMonth, Method: m})
		if wrong != nil {
			t.Errorf("%s, by month: %v", m, wrong)
			continue
		}
		if err != nil {
			if e, ok := errors.AsType[*OptionError](err); !ok || e.Option != "Method" || !strings.Contains(err.Error(), "has no form for a change") {
				t.Errorf("%s: %v", m, err)
			}
			continue
		}
		trends := r.Document().Trends
		if len(trends) == 0 || len(trends[0].changes().yearOnYear) != 1 {
			t.Errorf("%s: no change from January to January", m)
		}
	}
}

// TestNothingToCompare has what the records have nothing of.
func TestNothingToCompare(t *testing.T) {
	files := func() map[string]string {
		return map[string]string{"kent.csv": of("2022-01", 30, 9) + of("2022-02", 30, 9) + of("2023-01", 30, 9)}
	}
	for _, test := range []struct {
		files        map[string]string
		o            Options
		option, want string
		reason       string
	}{
		{files(), comparing("2022-01", "2023-01"), "", "", "both are there"},
		{files(), comparing("2010", "2023-01"), "Before", "Before 2010-01..2010-12: there is no row of these months: there are rows of January 2022 to January 2023", "before everything"},
		{files(), comparing("2022-01", "2024.."), "After", "After 2024-01..: there is no row of these months", "after everything"},
		{files(), comparing("2022-01", "2022-06"), "After", "After 2022-06: there is no row of these months", "a month without a row"},
		{files(), comparing("2022-01", "2023-01", func(o *Options) { o.To = month("2022-02") }), "After", "there are rows of January 2022 to February 2022", "of the months that were asked for"},
		{files(), comparing("..2022-12", "2023-01..", func(o *Options) { o.LeaveOut = stretches("2022-01", "2022-02") }), "LeaveOut",
			"LeaveOut January 2022, February 2022 leaves nothing of Before ..2022-12", "all of one"},
		{files(), Options{By: EachMonth, LeaveOut: stretches("2021..")}, "LeaveOut", "leaves nothing: there are rows of January 2022 to January 2023", "all of it"},
		{files(), Options{By: EachMonth, Rolling: 14}, "Rolling", "Rolling 14: there are rows of January 2022 to January 2023, which are 13 months: want as many at the most", "longer than there are months"},
		{map[string]string{"kent.csv": of("2022-01", 30, 9), "essex.csv": of("2023-01", 30, 9)}, comparing("2022-01", "2023-01"), "Before",
			"Before 2022-01 and 2023-01: no force has rows of both", "each of another force"},
	} {
		_, err := New(several(test.files), test.o)
		if test.option == "" {
			if err != nil {
				t.Errorf("%s: %v", test.reason, err)
			}
			continue
		}
		e, ok := errors.AsType[*OptionError](err)
		if !ok || e.Option != test.option || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v; want %q of %s in it", test.reason, err, test.want, test.option)
		}
	}
}
