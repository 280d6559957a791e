package tidy

import (
	"fmt"
	"iter"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri/internal/enum"
	"github.com/seed-549880be/disparity/rri/trend"
)

// PeriodKind is a kind of period to which finer ones are added up.
type PeriodKind uint8

// The kinds of periods, of the calendar and in UTC.
const (
	Month         PeriodKind = iota // "month"
	Quarter                         // "quarter": of the calendar year, as April to June
	FinancialYear                   // "financial-year": from April to March
	CalendarYear                    // "year": from January to December
)

var periodKindNames = enum.New[PeriodKind]("kind of period", []string{"month", "quarter", "financial-year", "year"})

// String returns month, quarter, financial-year or year, and "PeriodKind(9)" for a number that is
// no kind.
func (k PeriodKind) String() string { return periodKindNames.String(k) }

// ParsePeriodKind returns the kind of that name, in any letter case, with a space or an underscore
// for a hyphen.
func ParsePeriodKind(name string) (PeriodKind, error) {
	return periodKindNames.Parse(strings.NewReplacer(" ", "-", "_", "-").Replace(name))
}

// PeriodKinds returns every kind in the order of the constants.
func PeriodKinds() iter.Seq[PeriodKind] { return periodKindNames.Values() }

// AppendText appends the name of k. It is an error if k is no kind.
func (k PeriodKind) AppendText(b []byte) ([]byte, error) { return periodKindNames.AppendText(b, k) }

// MarshalText returns the name of k. It is an error if k is no kind.
func (k PeriodKind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText reads a name as [ParsePeriodKind] does, so that a PeriodKind works with
// [flag.TextVar] and JSON.
func (k *PeriodKind) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, k, ParsePeriodKind)
}

// Noun returns what a period of the kind is called: "financial year".
func (k PeriodKind) Noun() string { return strings.ReplaceAll(k.String(), "-", " ") }

// Containing returns the period of the kind in which a moment lies, in UTC. A number that is no
// kind has years.
func (k PeriodKind) Containing(at time.Time) trend.Period {
	at = at.UTC()
	year, first, months := at.Year(), at.Month(), 12
	switch k {
	case Month:
		months = 1
	case Quarter:
		first, months = (first-1)/3*3+1, 3
	case FinancialYear:
		if first < time.April {
			year--
		}
		first = time.April
	default:
		first = time.January
	}
	return MonthsFrom(year, first, months)
}

// MonthsFrom returns the period of so many whole months from the first of one on, in UTC, with the
// name that people give it: April 2019, April to June 2019, 2019, 2019/20, April 2019 to March
// 2021.
func MonthsFrom(year int, first time.Month, months int) trend.Period {
	r := monthsFrom(year, first, months)
	return trend.Period{Name: monthsName(r), Start: r.start, End: r.end}
}

// monthsName names whole months.
func monthsName(r reading) string {
	last := r.end.AddDate(0, -1, 0)
	switch first := r.start.Month(); {
	case first == time.January && r.end.Equal(r.start.AddDate(1, 0, 0)):
		return r.start.Format("2006")
	case first == time.April && r.end.Equal(r.start.AddDate(1, 0, 0)):
		return yearPair(r.start.Year())
	case r.end.Equal(r.start.AddDate(0, 1, 0)):
		return r.start.Format("January 2006")
	case r.start.Year() == last.Year():
		return fmt.Sprintf("%s to %s", first, last.Format("January 2006"))
	}
	return r.start.Format("January 2006") + " to " + last.Format("January 2006")
}

// MonthsOf returns how many whole months of the calendar a period has, in UTC; 0 if it does not
// begin and end with a month.
func MonthsOf(p trend.Period) int { return max(0, monthsOf(p.Start.UTC(), p.End.UTC())) }
