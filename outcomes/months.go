package outcomes

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/outcomes/internal/quote"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Months is a stretch of months, both ends in it. A zero end is open: of First, as far back as
// there is anything, and of Last, as far on. The zero value is all months.
type Months struct {
	First, Last Month
}

// between stands between the ends of a stretch of months.
const between = ".."

// ParseMonths reads a stretch of months: "2016-03..2016-12", or one of them, "2020-03". Each end
// may also be a year, "2016", a financial year, "2016/17", or a quarter of the calendar year,
// "2016Q1", whose first or last month it then is.
// "..2020-02" and "2021-08.." have an open end, and ".." is all months. Space around an end counts
// for nothing. It is an error if the last month is before the first.
func ParseMonths(s string) (Months, error) {
	first, last, isStretch := strings.Cut(s, between)
	if !isStretch {
		if m, err := parseEnd(s); err == nil {
			return m, nil
		}
		return Months{}, monthsError(s)
	}
	var months Months
	for _, end := range []struct {
		text string
		set  func(Months)
	}{
		{first, func(m Months) { months.First = m.First }},
		{last, func(m Months) { months.Last = m.Last }},
	} {
		if strings.TrimSpace(end.text) == "" {
			continue
		}
		m, err := parseEnd(end.text)
		if err != nil {
			return Months{}, monthsError(s)
		}
		end.set(m)
	}
	if months.Last != 0 && months.Last < months.First {
		return Months{}, fmt.Errorf("outcomes: months %q: the last is before the first: want %s%s%s", quote.Clip(s), months.Last, between, months.First)
	}
	return months, nil
}

func monthsError(s string) error {
	return fmt.Errorf("outcomes: months %q: want the form 2016-03..2016-12, 2020-03, ..2020-02 or 2021-08.., or periods as 2016, 2016/17 or 2016Q1, from %d to %d",
		quote.Clip(s), firstYear, lastYear)
}

// parseEnd reads a month, or a period of several.
func parseEnd(s string) (Months, error) {
	s = strings.TrimSpace(s)
	if len(s) >= 4 && digits(s[:4]) {
		year, _ := strconv.Atoi(s[:4])
		switch rest := s[4:]; {
		case rest == "":
			m, err := NewMonth(year, time.January)
			return PeriodYear.Of(m), err
		case rest == fmt.Sprintf("/%02d", (year+1)%100) || rest == fmt.Sprintf("/%d", year+1):
			m, err := NewMonth(year, time.April)
			if err == nil {
				_, err = NewMonth(year+1, time.March)
			}
			return PeriodFinancialYear.Of(m), err
		case len(rest) == 2 && (rest[0] == 'Q' || rest[0] == 'q') && rest[1] >= '1' && rest[1] <= '4':
			m, err := NewMonth(year, time.Month(3*(rest[1]-'1')+1))
			return PeriodQuarter.Of(m), err
		}
	}
	m, err := ParseMonth(s)
	return Months{m, m}, err
}

// String returns m as [ParseMonths] reads it: 2016-03..2016-12, or 2020-03 for one month.
func (m Months) String() string {
	if m.First == m.Last && m.First != 0 {
		return m.First.String()
	}
	var first, last string
	if m.First != 0 {
		first = m.First.String()
	}
	if m.Last != 0 {
		last = m.Last.String()
	}
	return first + between + last
}

// AppendText appends m as [Months.String] has it.
func (m Months) AppendText(b []byte) ([]byte, error) { return append(b, m.String()...), nil }

// MarshalText returns m as [Months.String] has it.
func (m Months) MarshalText() ([]byte, error) { return m.AppendText(nil) }

// UnmarshalText reads what [ParseMonths] reads, so that Months work with [flag.TextVar], JSON and
// CSV.
func (m *Months) UnmarshalText(text []byte) error {
	got, err := ParseMonths(string(text))
	if err != nil {
		return err
	}
	*m = got
	return nil
}

// Contains reports whether a month is in the stretch. The zero month, which is not recorded, is in
// none.
func (m Months) Contains(month Month) bool {
	return month != 0 && month >= m.First && (m.Last == 0 || month <= m.Last)
}

// Overlaps reports whether some month is in both stretches.
func (m Months) Overlaps(n Months) bool {
	return (m.Last == 0 || n.First <= m.Last) && (n.Last == 0 || m.First <= n.Last)
}

// Within returns m with the ends of n in place of its own where these are open. Ends that are not
// open stay, whatever n is.
func (m Months) Within(n Months) Months {
	if m.First == 0 {
		m.First = n.First
	}
	if m.Last == 0 {
		m.Last = n.Last
	}
	return m
}

// Len returns the number of months; 0 if an end is open, or the last is before the first.
func (m Months) Len() int {
	if m.First == 0 || m.Last < m.First {
		return 0
	}
	return int(m.Last-m.First) + 1
}

// Name returns m in words: "March 2016 to December 2016", "March 2020", "up to February 2020",
// "from August 2021 on" or "all months".
func (m Months) Name() string {
	switch {
	case m == Months{}:
		return "all months"
	case m.First == 0:
		return "up to " + m.Last.Name()
	case m.Last == 0:
		return "from " + m.First.Name() + " on"
	case m.First == m.Last:
		return m.First.Name()
	}
	return m.First.Name() + " to " + m.Last.Name()
}

// Period returns the stretch as time in Europe/London: from midnight at the beginning of its first
// month up to that at the end of its last. One that is open begins with 1996 or ends with 2199, as
// far as months go.
func (m Months) Period() trend.Period {
	all := m.Within(Months{newMonth(firstYear, time.January), newMonth(lastYear, time.December)})
	return trend.Period{Name: m.Name(), Start: all.First.start(), End: all.Last.Next().start()}
}

// start returns the first moment of a month in Europe/London: the clocks go forward and back within
// March and October, so that from April to October it is an hour before midnight in UTC.
func (m Month) start() time.Time {
	zone := gmt
	if m.Month() >= time.April && m.Month() <= time.October {
		zone = bst
	}
	return time.Date(m.Year(), m.Month(), 1, 0, 0, 0, 0, zone)
}

// stretches returns months, in order of time, as the stretches that they make.
func stretches(months []Month) (list []Months) {
	for i, m := range months {
		if i == 0 || months[i-1].Next() != m {
			list = append(list, Months{m, m})
		}
		list[len(list)-1].Last = m
	}
	return list
}
