package report

import (
	"slices"
	"testing"

	"github.com/seed-549880be/disparity/outcomes"
)

// TestPeriods has a period a row, with what it is called if rows of it are from one month to
// another.
func TestPeriods(t *testing.T) {
	for _, test := range []struct {
		by       Breakdown
		first    string // month of the period
		from, to string // of the rows
		label    string // of the period
		name     string
		reason   string
	}{
		{EachMonth, "2023-01", "2023-01", "2023-01", "January 2023", "January 2023", "a month"},
		{EachQuarter, "2023-04", "2023-04", "2023-06", "April to June 2023", "April to June 2023", "a quarter of the calendar year, whole"},
		{EachQuarter, "2023-10", "2023-11", "2023-12", "October to December 2023", "October to December 2023, November 2023 to December 2023 only", "two months of it"},
		{EachFinancialYear, "2022-04", "2022-04", "2023-03", "2022/23", "financial year 2022/23", "a financial year says so"},
		{EachFinancialYear, "2023-04", "2023-04", "2023-04", "2023/24", "financial year 2023/24, April 2023 only", "a month of one"},
		{EachYear, "2023-01", "2023-01", "2023-12", "2023", "2023", "a year"},
		{EachYear, "2023-01", "2023-06", "2023-06", "2023", "2023, June 2023 only", "a month of it"},
	} {
		rows := span{first: month(test.from), last: month(test.to)}
		if got := test.by.name(month(test.first), rows); test.by.label(month(test.first)) != test.label || got != test.name {
			t.Errorf("%s of %s (%s): %q, %q; want %q, %q", test.by, test.first, test.reason, test.by.label(month(test.first)), got, test.label, test.name)
		}
	}
}

// TestKindsOfPeriods: breakdowns that are periods are those of the kind of their name.
func TestKindsOfPeriods(t *testing.T) {
	n := 0
	for by := range Breakdowns() {
		kind, err := outcomes.ParsePeriodKind(by.String())
		if by.isPeriod() != (err == nil) || by.isPeriod() && by.kind() != kind {
			t.Errorf("%s: %s, %v", by, kind, err)
		}
		if by.isPeriod() {
			n++
		} else if first := by.kind().First(month("2023-01")); first != 0 {
			t.Errorf("%s, which are no periods: one begins with %s", by, first)
		}
		if got := by.name(0, span{}); got != "a month out of range" {
			t.Errorf("%s of no month: %q", by, got)
		}
	}
	if n != len(slices.Collect(outcomes.PeriodKinds())) {
		t.Errorf("%d breakdowns are periods", n)
	}
}
