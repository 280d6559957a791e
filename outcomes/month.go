package outcomes

import (
	"fmt"
	"strconv"
	"time"

	"github.com/seed-549880be/disparity/outcomes/internal/quote"
)

// Month is a calendar month in Europe/London, the time of the police and of the financial years of
// the Home Office. Months compare in order of time. The zero value says that no month is recorded.
type Month uint16

// firstYear and lastYear bound the years that are read: data.police.uk began in 2014, the Home
// Office tables in 2006, and the summer-time rule of [InLondon] holds from 1996.
const firstYear, lastYear = 1996, 2199

// NewMonth returns the month of that year. It is an error if the year is not from 1996 to 2199, or
// the month not from January to December.
func NewMonth(year int, month time.Month) (Month, error) {
	if year < firstYear || year > lastYear || month < time.January || month > time.December {
		return 0, fmt.Errorf("outcomes: month %d of year %d: want January to December of %d to %d", month, year, firstYear, lastYear)
	}
	return newMonth(year, month), nil
}

func newMonth(year int, month time.Month) Month { return Month(year*12 + int(month) - 1) }

// MonthOf returns the month of t in Europe/London: in summer the last hour of a month in UTC
// belongs to the next. It is the zero value if the year is not from 1996 to 2199.
func MonthOf(t time.Time) Month {
	month, _ := dayInLondon(InLondon(t))
	return month
}

// dayInLondon returns the month and its day of a time that is in London already. The month is zero
// as that of [MonthOf] is.
func dayInLondon(t time.Time) (Month, int) {
	year, month, day := t.Date()
	if year < firstYear || year > lastYear {
		return 0, day
	}
	return newMonth(year, month), day
}

// Year returns the year of m; 0 for the zero value.
func (m Month) Year() int { return int(m) / 12 }

// Month returns the month of the year of m; 0 for the zero value.
func (m Month) Month() time.Month {
	if m == 0 {
		return 0
	}
	return time.Month(int(m)%12 + 1)
}

// Next returns the month after m; the zero value for the zero value.
func (m Month) Next() Month {
	if m == 0 {
		return 0
	}
	return m + 1
}

// FinancialYear returns the first calendar year of the financial year of m, which runs from April
// to March: 2022 for months from April 2022 to March 2023; 0 for the zero value.
func (m Month) FinancialYear() int {
	if m == 0 {
		return 0
	}
	return int(m-3) / 12
}

// String returns m as 2022-09, or "not recorded" for the zero value.
func (m Month) String() string {
	if m == 0 {
		return "not recorded"
	}
	return fmt.Sprintf("%04d-%02d", m.Year(), int(m.Month()))
}

// Name returns m in words, as "September 2022"; "not recorded" for the zero value.
func (m Month) Name() string {
	if m == 0 {
		return m.String()
	}
	return fmt.Sprintf("%s %d", m.Month(), m.Year())
}

// ParseMonth reads a month in the form 2022-09.
func ParseMonth(s string) (Month, error) {
	if len(s) == 7 && s[4] == '-' && digits(s[:4]) && digits(s[5:]) {
		year, _ := strconv.Atoi(s[:4])
		month, _ := strconv.Atoi(s[5:])
		if m, err := NewMonth(year, time.Month(month)); err == nil {
			return m, nil
		}
	}
	return 0, fmt.Errorf("outcomes: month %q: want the form 2022-09, from %d to %d", quote.Clip(s), firstYear, lastYear)
}

// digits reports whether s has nothing but the digits 0 to 9.
func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// AppendText appends m as [Month.String] has it.
func (m Month) AppendText(b []byte) ([]byte, error) { return append(b, m.String()...), nil }

// MarshalText returns m as [Month.String] has it.
func (m Month) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// UnmarshalText reads what [Month.String] writes, so that a Month works with [flag.TextVar], JSON
// and CSV.
func (m *Month) UnmarshalText(text []byte) error {
	if string(text) == "not recorded" {
		*m = 0
		return nil
	}
	got, err := ParseMonth(string(text))
	if err != nil {
		return err
	}
	*m = got
	return nil
}

var (
	gmt = time.FixedZone("GMT", 0)
	bst = time.FixedZone("BST", 60*60)
)

// InLondon returns t as clocks in the United Kingdom show it, from the rule that holds since 1996:
// an hour ahead of UTC from 01:00 UTC on the last Sunday of March to 01:00 UTC on the last Sunday
// of October. It needs no time zone database, so it gives the same answer on every machine.
func InLondon(t time.Time) time.Time {
	u := t.UTC()
	switch month := u.Month(); {
	case month > time.March && month < time.October:
		return u.In(bst)
	case month == time.March && !u.Before(changeover(u.Year(), time.March)),
		month == time.October && u.Before(changeover(u.Year(), time.October)):
		return u.In(bst)
	}
	return u.In(gmt)
}

// changeover returns 01:00 UTC on the last Sunday of a month that has 31 days.
func changeover(year int, month time.Month) time.Time {
	last := time.Date(year, month, 31, 1, 0, 0, 0, time.UTC)
	return last.AddDate(0, 0, -int(last.Weekday()))
}
