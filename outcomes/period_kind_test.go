package outcomes

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestPeriodKinds(t *testing.T) {
	for _, test := range []struct {
		kind       PeriodKind
		month      string
		want       string // months of the period
		start, end string // in London
		label      string
		reason     string
	}{
		{PeriodMonth, "2023-01", "2023-01", "2023-01-01T00:00:00Z", "2023-02-01T00:00:00Z", "January 2023", "a month in winter"},
		{PeriodMonth, "2023-07", "2023-07", "2023-07-01T00:00:00+01:00", "2023-08-01T00:00:00+01:00", "July 2023", "a month in summer"},
		{PeriodMonth, "2023-03", "2023-03", "2023-03-01T00:00:00Z", "2023-04-01T00:00:00+01:00", "March 2023", "the clocks go forward within it"},
		{PeriodMonth, "2023-10", "2023-10", "2023-10-01T00:00:00+01:00", "2023-11-01T00:00:00Z", "October 2023", "they go back within it"},
		{PeriodMonth, "2024-03", "2024-03", "2024-03-01T00:00:00Z", "2024-04-01T00:00:00+01:00", "March 2024", "they go forward on the last day of it"},
		{PeriodMonth, "2027-10", "2027-10", "2027-10-01T00:00:00+01:00", "2027-11-01T00:00:00Z", "October 2027", "they go back on the last day of it"},
		{PeriodQuarter, "2023-05", "2023-04..2023-06", "2023-04-01T00:00:00+01:00", "2023-07-01T00:00:00+01:00", "April to June 2023", "a quarter"},
		{PeriodQuarter, "2023-12", "2023-10..2023-12", "2023-10-01T00:00:00+01:00", "2024-01-01T00:00:00Z", "October to December 2023", "the last of a year"},
		{PeriodFinancialYear, "2023-03", "2022-04..2023-03", "2022-04-01T00:00:00+01:00", "2023-04-01T00:00:00+01:00", "2022/23", "March is of the year before"},
		{PeriodFinancialYear, "2023-04", "2023-04..2024-03", "2023-04-01T00:00:00+01:00", "2024-04-01T00:00:00+01:00", "2023/24", "April begins one"},
		{PeriodFinancialYear, "1999-06", "1999-04..2000-03", "1999-04-01T00:00:00+01:00", "2000-04-01T00:00:00+01:00", "1999/00", "the century turns"},
		{PeriodYear, "2023-12", "2023-01..2023-12", "2023-01-01T00:00:00Z", "2024-01-01T00:00:00Z", "2023", "a year"},
	} {
		m, err := ParseMonth(test.month)
		if err != nil {
			t.Fatal(err)
		}
		p := test.kind.Period(m)
		if got := test.kind.Of(m).String(); got != test.want || p.Name != test.label || test.kind.Label(m) != test.label ||
			p.Start.Format(time.RFC3339) != test.start || p.End.Format(time.RFC3339) != test.end {
			t.Errorf("%s of %s (%s): %s, %q from %s to %s", test.kind, m, test.reason, got, p.Name, p.Start.Format(time.RFC3339), p.End.Format(time.RFC3339))
		}
	}
	for k, want := range map[PeriodKind]string{PeriodMonth: "month", PeriodQuarter: "quarter", PeriodFinancialYear: "financial year", PeriodYear: "year"} {
		if k.Noun() != want {
			t.Errorf("one %s is a %q", k, k.Noun())
		}
	}
}

// TestPeriodKindsOfNothing: no month has no period, and a number that is no kind none of any month.
func TestPeriodKindsOfNothing(t *testing.T) {
	for k := range PeriodKinds() {
		if k.First(0) != 0 || k.Last(0) != 0 || k.Label(0) != "not recorded" || !k.Period(0).Start.IsZero() || k.Of(0) != (Months{}) {
			t.Errorf("%s of no month: %s, %s, %q", k, k.First(0), k.Last(0), k.Label(0))
		}
	}
	none, m := PeriodKind(99), newMonth(2023, time.January)
	if none.First(m) != 0 || none.Last(m) != 0 || none.Months() != 0 || none.Label(m) != "not recorded" || !none.Period(m).End.IsZero() {
		t.Errorf("%s of %s: %s", none, m, none.First(m))
	}
}

// TestPeriodKindsLaw: every month is in one period of each kind, which has the length of its kind,
// and ends where the next begins. A moment is in the period of its month in London.
func TestPeriodKindsLaw(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := oneOf(PeriodKinds()).Draw(t, "kind")
		when := time.Unix(rapid.Int64Range(946684800, 4102444800).Draw(t, "when"), 0)
		m := MonthOf(when)
		first, last := k.First(m), k.Last(m)
		if m < first || m > last || int(last-first)+1 != k.Months() || k.First(last) != first || k.First(last.Next()) != last.Next() {
			t.Fatalf("%s of %s: %s to %s", k, m, first, last)
		}
		p, next := k.Period(m), k.Period(last.Next())
		if when.Before(p.Start) || !when.Before(p.End) || !p.End.Equal(next.Start) {
			t.Fatalf("%s of %s, %v: from %v to %v, then from %v", k, m, when, p.Start, p.End, next.Start)
		}
		if MonthOf(p.Start) != first || MonthOf(p.End.Add(-1)) != last || MonthOf(p.Start.Add(-1)) != first-1 {
			t.Fatalf("%s of %s: from %v to %v", k, m, p.Start, p.End)
		}
		if got := parsedLabel(k.Label(m)); k != PeriodMonth && k != PeriodQuarter && got != k.Of(m) {
			t.Fatalf("%q is read as %s", k.Label(m), got)
		}
	})
}

func parsedLabel(label string) Months {
	m, _ := ParseMonths(label)
	return m
}
