package outcomes

import (
	"fmt"
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
	"github.com/seed-549880be/disparity/rri/trend"
)

// PeriodKind is the length of the periods of a series, and when they begin, in Europe/London. The
// zero value is [PeriodMonth].
type PeriodKind uint8

// The kinds.
const (
	// a calendar month
	PeriodMonth PeriodKind = iota
	// a quarter of the calendar year, which is one of the financial year as well
	PeriodQuarter
	// from April to March
	PeriodFinancialYear
	// from January to December
	PeriodYear
)

var periodKindNames = enum.New[PeriodKind]("kind of period", [][]string{
	PeriodMonth:         {"month"},
	PeriodQuarter:       {"quarter"},
	PeriodFinancialYear: {"financial-year", "financial year"},
	PeriodYear:          {"year"},
})

// periodKinds has the length of each kind in months, and how many months before January the first
// of a year begins.
var periodKinds = [...]struct{ months, before int }{
	PeriodMonth:         {1, 0},
	PeriodQuarter:       {3, 0},
	PeriodFinancialYear: {12, 9},
	PeriodYear:          {12, 0},
}

// Months returns the length of a period in months, 1 to 12; 0 for a number that is no kind.
func (k PeriodKind) Months() int {
	if !periodKindNames.Has(k) {
		return 0
	}
	return periodKinds[k].months
}

// First returns the first month of the period that m is in; the zero value for the zero value and
// of a number that is no kind.
func (k PeriodKind) First(m Month) Month {
	if m == 0 || !periodKindNames.Has(k) {
		return 0
	}
	return m - Month((int(m)+periodKinds[k].before)%periodKinds[k].months)
}

// Last returns the last month of the period that m is in; the zero value as of [PeriodKind.First].
func (k PeriodKind) Last(m Month) Month {
	first := k.First(m)
	if first == 0 {
		return 0
	}
	return first + Month(periodKinds[k].months) - 1
}

// Of returns the months of the period that m is in; the zero value as of [PeriodKind.First].
func (k PeriodKind) Of(m Month) Months { return Months{First: k.First(m), Last: k.Last(m)} }

// Label returns the name of the period that m is in, where its kind is said already: "March 2016",
// "January to March 2016", "2015/16" or "2016"; "not recorded" for the zero value.
func (k PeriodKind) Label(m Month) string {
	first, last := k.First(m), k.Last(m)
	switch {
	case first == 0:
		return first.String()
	case k == PeriodMonth:
		return first.Name()
	case k == PeriodQuarter:
		return fmt.Sprintf("%s to %s", first.Month(), last.Name())
	case k == PeriodFinancialYear:
		return fmt.Sprintf("%d/%02d", first.Year(), last.Year()%100)
	}
	return fmt.Sprint(first.Year())
}

// Noun returns what people call one such period: "financial year".
func (k PeriodKind) Noun() string {
	if k == PeriodFinancialYear {
		return "financial year"
	}
	return k.String()
}

// Period returns the period that m is in, by its label, in Europe/London: that of April begins an
// hour before midnight in UTC. It is the zero value if m is, and for a number that is no kind.
func (k PeriodKind) Period(m Month) trend.Period {
	if k.First(m) == 0 {
		return trend.Period{}
	}
	p := k.Of(m).Period()
	p.Name = k.Label(m)
	return p
}

// String returns the name of k, as [ParsePeriodKind] reads it. It returns "PeriodKind(99)" for a
// number that is no kind.
func (k PeriodKind) String() string { return periodKindNames.String(k) }

// AppendText appends the name of k. It is an error if k is no kind of period.
func (k PeriodKind) AppendText(b []byte) ([]byte, error) { return periodKindNames.AppendText(b, k) }

// MarshalText returns the name of k. It is an error if k is no kind of period.
func (k PeriodKind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText reads what [ParsePeriodKind] reads, so that a PeriodKind works with
// [flag.TextVar], JSON and CSV.
func (k *PeriodKind) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, k, ParsePeriodKind)
}

// ParsePeriodKind returns the kind of that name, in any letter case. The error lists the names.
func ParsePeriodKind(name string) (PeriodKind, error) { return periodKindNames.Parse(name) }

// PeriodKinds returns every kind of period, in the order of the constants.
func PeriodKinds() iter.Seq[PeriodKind] { return periodKindNames.Values() }
