package report

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/seed-549880be/disparity/outcomes"
)

// TestPeriods has a period a row, with what it is called if rows of it are from one month to
// another.
func TestPeriods(t *testing.T) {
	for _, test := range []struct {
		by          Breakdown
		m           string // a month of the period
		first, last string
		from, to    string // of the rows
		label, name string
		reason      string
	}{
		{EachMonth, "2023-01", "2023-01", "2023-01", "2023-01", "2023-01", "January 2023", "January 2023", "a month"},
		{EachQuarter, "2023-05", "2023-04", "2023-06", "2023-04", "2023-06", "April to June 2023", "April to June 2023", "a quarter of the calendar year, whole"},
		{EachQuarter, "2023-12", "2023-10", "2023-12", "2023-11", "2023-12", "October to December 2023", "October to December 2023, November 2023 to December 2023 only", "two months of it"},
		{EachFinancialYear, "2023-03", "2022-04", "2023-03", "2022-04", "2023-03", "2022/23", "financial year 2022/23", "March is of the year before"},
		{EachFinancialYear, "2023-04", "2023-04", "2024-03", "2023-04", "2023-04", "2023/24", "financial year 2023/24, April 2023 only", "April begins one"},
		{EachFinancialYear, "1999-06", "1999-04", "2000-03", "1999-04", "2000-03", "1999/00", "financial year 1999/00", "the century turns"},
		{EachYear, "2023-12", "2023-01", "2023-12", "2023-01", "2023-12", "2023", "2023", "a year"},
		{EachYear, "2023-06", "2023-01", "2023-12", "2023-06", "2023-06", "2023", "2023, June 2023 only", "a month of it"},
	} {
		first := test.by.first(month(test.m))
		rows := span{first: month(test.from), last: month(test.to)}
		if last := test.by.last(first); first != month(test.first) || last != month(test.last) || test.by.label(first) != test.label || test.by.name(first, rows) != test.name {
			t.Errorf("%s of %s (%s): %s to %s, %q, %q; want %s to %s, %q, %q", test.by, test.m, test.reason, first, last, test.by.label(first),
				test.by.name(first, rows), test.first, test.last, test.label, test.name)
		}
	}
}

// TestPeriodsLaw: every month is in one period of each kind, which has the length of its kind, and
// the month after its last begins the next.
func TestPeriodsLaw(t *testing.T) {
	kinds := slices.DeleteFunc(slices.Collect(Breakdowns()), func(b Breakdown) bool { return !b.isPeriod() })
	rapid.Check(t, func(t *rapid.T) {
		m := month("2000-01") + outcomes.Month(rapid.IntRange(0, 1200).Draw(t, "month"))
		by := rapid.SampledFrom(kinds).Draw(t, "by")
		first := by.first(m)
		last := by.last(first)
		if m < first || m > last || int(last-first)+1 != periods[by].months || by.first(last) != first || by.first(last+1) != last+1 {
			t.Fatalf("%s of %s: %s to %s", by, m, first, last)
		}
		if by.first(0) != 0 || by.last(0) != 0 || by.name(0, span{}) != "a month out of range" {
			t.Fatalf("%s of no month: %s, %q", by, by.first(0), by.name(0, span{}))
		}
	})
}
