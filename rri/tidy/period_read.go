package tidy

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// lengths are how many months a period that ends somewhere has.
var lengths = map[string]int{
	"year": 12, "yr": 12, "financial year": 12, "fiscal year": 12, "fin year": 12, "fye": 12, "ye": 12, "y/e": 12,
	"quarter": 3, "qtr": 3, "q/e": 3, "month": 1, "m/e": 1, "h/e": 6, "three": 3, "six": 6, "twelve": 12,
}

// readEnding reads "year ending March 2020": so long, up to the end of what follows.
func (h periodHints) readEnding(m []string) ([]reading, error) {
	what := m[0] + m[1]
	first, _, _ := strings.Cut(what, " ")
	months, ok := lengths[what]
	if !ok {
		months = lengths[first]
	}
	switch n, err := strconv.Atoi(first); {
	case err == nil && n >= 1 && n <= 60:
		months = n
	case err == nil:
		return nil, errNoPeriod
	case strings.HasPrefix(what, "half"):
		months = 6
	}
	financial := strings.HasPrefix(what, "f")
	if len(m[2]) == 4 && months == 12 && strings.Trim(m[2], digits) == "" {
		year := yearOf(m[2])
		switch {
		case financial:
			return one(monthsFrom(year-1, time.April, 12)), nil
		case h.ends != 0:
			return one(monthsFrom(year-1, h.ends+1, 12)), nil
		}
		return nil, fmt.Errorf("it does not say in which month of %d the year ends: write year ending March %d", year, year)
	}
	plain := h
	plain.ending, plain.ends = false, 0
	ways, err := plain.readText(m[2])
	if err != nil {
		return nil, err
	}
	for i, r := range ways {
		start := r.end.AddDate(0, -months, 0)
		if strings.HasPrefix(what, "w") {
			start = r.end.AddDate(0, 0, -7)
		}
		if start.After(r.start) {
			return nil, fmt.Errorf("what ends is shorter than %q: write the two ends, as April 2019 to March 2020", m[2])
		}
		ways[i].start = start
	}
	return ways, nil
}

// readWeekFrom reads "week commencing 1 April 2019".
func (h periodHints) readWeekFrom(m []string) ([]reading, error) {
	ways, err := h.readText(m[0])
	if err != nil {
		return nil, err
	}
	for i, r := range ways {
		if !r.isDay() {
			return nil, fmt.Errorf("a week begins on a day, and %q is none", m[0])
		}
		ways[i].end = r.start.AddDate(0, 0, 7)
	}
	return ways, nil
}

// readWeek reads a week by its number: week 1 has the first Thursday of the year, as ISO 8601 has
// it.
func (h periodHints) readWeek(m []string) ([]reading, error) {
	year := yearOf(m[0] + m[2])
	number, _ := strconv.Atoi(m[1])
	fourth := time.Date(year, time.January, 4, 0, 0, 0, 0, time.UTC)
	monday := fourth.AddDate(0, 0, -(int(fourth.Weekday())+6)%7+7*(number-1))
	if y, w := monday.ISOWeek(); y != year || w != number {
		return nil, fmt.Errorf("%d has no week %d", year, number)
	}
	return saying(reading{start: monday, end: monday.AddDate(0, 0, 7)}, "weeks are numbered from that with the first Thursday of a year, and begin on Mondays"), nil
}

// readYear reads 2019.
func (h periodHints) readYear(m []string) ([]reading, error) {
	year := yearOf(m[0])
	switch {
	case h.ending && h.begins == time.April:
		return one(monthsFrom(year-1, time.April, 12)), nil
	case h.ending && h.ends != 0:
		return one(monthsFrom(year-1, h.ends+1, 12)), nil
	case h.ending && h.year:
		return nil, fmt.Errorf("it does not say in which month of %d the year ends: write year ending March %d", year, year)
	case h.begins != 0 && !h.calendar:
		return nil, fmt.Errorf("the year may begin or end in %d: write %s or %s", year, yearPair(year), yearPair(year-1))
	}
	return one(monthsFrom(year, time.January, 12)), nil
}

// yearPair names the year that begins in one and ends in the next.
func yearPair(year int) string { return fmt.Sprintf("%d/%02d", year, (year+1)%100) }

// firstMonth is the month in which years from one to the next begin.
func (h periodHints) firstMonth() time.Month {
	if h.begins != 0 {
		return h.begins
	}
	if h.year && h.ends != 0 {
		return h.ends%12 + 1
	}
	return time.April
}

// readPair reads 2019/20, 2019-04 and 2019-2020.
func (h periodHints) readPair(m []string) ([]reading, error) {
	year, second := yearOf(m[0]), m[2]
	n, _ := strconv.Atoi(second)
	if len(second) == 4 {
		switch {
		case m[1] == "":
			return nil, nil // a date
		case n == year+1 && h.begins != 0:
			return one(monthsFrom(year, h.begins, 12)), nil
		case n == year+1 && !h.calendar:
			return saying(monthsFrom(year, h.firstMonth(), 12), "years such as %s%s%s are taken for those from %s to %s",
				m[0], m[1], second, h.firstMonth(), (h.firstMonth()+10)%12+1), nil
		case n > year && n < year+100 && h.begins == 0:
			return saying(monthsFrom(year, time.January, 12*(n-year+1)), "years such as %s%s%s are taken for all the calendar years from the first to the last",
				m[0], m[1], second), nil
		}
		return nil, fmt.Errorf("the second year does not follow the first: write it as %s", yearPair(year))
	}
	var ways []reading
	if n >= 1 && n <= 12 && m[1] != "to" && (len(second) == 2 || m[1] != "") {
		r := monthsFrom(year, time.Month(n), 1)
		r.form = formMonth
		ways = append(ways, r)
	}
	if len(second) == 2 && n == (year+1)%100 {
		r := monthsFrom(year, h.firstMonth(), 12)
		r.form, r.slash = formYears, m[1] == "/"
		ways = append(ways, r)
	}
	if ways == nil {
		return nil, fmt.Errorf("%s is no month, and no year that follows %d: write a month as %d-04, and a year from April as %s", second, year, year, yearPair(year))
	}
	return ways, nil
}

// readShortPair reads 19/20 and 04/19.
func (h periodHints) readShortPair(m []string) ([]reading, error) {
	first, second := yearOf(m[0]), yearOf(m[2])
	n, _ := strconv.Atoi(m[0])
	var ways []reading
	if n >= 1 && n <= 12 {
		r := monthsFrom(second, time.Month(n), 1)
		r.form = formMonth
		ways = append(ways, r)
	}
	if second == first+1 {
		r := monthsFrom(first, h.firstMonth(), 12)
		r.form = formYears
		ways = append(ways, r)
	}
	switch {
	case ways == nil:
		return nil, errNoPeriod
	case len(ways) == 1 && !h.month && !h.year && h.begins == 0:
		ways[0].note = fmt.Sprintf("%s%s%s is taken for %s", m[0], m[1], m[2], describeTime(ways[0]))
	}
	return ways, nil
}

// readMonth reads April 2019 and Apr-19.
func (h periodHints) readMonth(m []string) ([]reading, error) {
	month, _ := monthOf(m[0])
	return one(monthsFrom(yearOf(m[1]), month, 1)), nil
}

func (h periodHints) readYearMonth(m []string) ([]reading, error) {
	return h.readMonth([]string{m[1], m[0]})
}

// readYearNumber reads 2019M04.
func (h periodHints) readYearNumber(m []string) ([]reading, error) {
	return h.readNumberMonth([]string{m[1], m[0]})
}

// readNumberMonth reads 04/2019.
func (h periodHints) readNumberMonth(m []string) ([]reading, error) {
	n, _ := strconv.Atoi(m[0])
	if n < 1 || n > 12 {
		return nil, fmt.Errorf("%d is no month: write it as %s-04", n, m[1])
	}
	return one(monthsFrom(yearOf(m[1]), time.Month(n), 1)), nil
}

// dayOf returns the reading of a day; ok is false if there is no such day.
func dayOf(year, month, day int) (r reading, ok bool) {
	r.start = time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	r.end = r.start.AddDate(0, 0, 1)
	return r, r.start.Day() == day && int(r.start.Month()) == month
}

// readDate reads 2019-04-01 and 20190401.
func (h periodHints) readDate(m []string) ([]reading, error) {
	if m[1] != m[3] {
		return nil, nil
	}
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[4])
	r, ok := dayOf(yearOf(m[0]), month, day)
	if !ok {
		return nil, errors.New("no such day: write dates as 2019-04-01, with the month in the middle")
	}
	return one(r), nil
}

// readNumberDate reads 01/04/2019, in which the day or the month may be first.
func (h periodHints) readNumberDate(m []string) ([]reading, error) {
	first, _ := strconv.Atoi(m[0])
	second, _ := strconv.Atoi(m[2])
	year := yearOf(m[3])
	var ways []reading
	if r, ok := dayOf(year, second, first); ok {
		r.form = formDayFirst
		ways = append(ways, r)
	}
	if r, ok := dayOf(year, first, second); ok && first != second {
		r.form = formMonthFirst
		ways = append(ways, r)
	}
	switch {
	case ways == nil:
		return nil, errors.New("no such day: write it as 2019-04-01")
	case first == second:
		ways[0].form = formPlain
	}
	return ways, nil
}

// readWordDate reads 1 April 2019.
func (h periodHints) readWordDate(m []string) ([]reading, error) {
	day, _ := strconv.Atoi(m[0])
	month, _ := monthOf(m[1])
	r, ok := dayOf(yearOf(m[2]), int(month), day)
	if !ok {
		return nil, fmt.Errorf("%s of that year has no day %d", month, day)
	}
	return one(r), nil
}

func (h periodHints) readMonthDate(m []string) ([]reading, error) {
	return h.readWordDate([]string{m[1], m[0], m[2]})
}

// readMonths reads Apr-Jun 2019, April 2019 to March 2020 and Nov-Jan 2020, which begins in 2019.
func (h periodHints) readMonths(m []string) ([]reading, error) {
	first, _ := monthOf(m[0])
	last, _ := monthOf(m[2])
	end := monthsFrom(yearOf(m[3]), last, 1)
	if m[1] == "" {
		if first > last {
			return saying(reading{start: monthsFrom(end.start.Year()-1, first, 1).start, end: end.end}, "%s to %s %s begins in the year before", first, last, m[3]), nil
		}
		return one(reading{start: monthsFrom(end.start.Year(), first, 1).start, end: end.end}), nil
	}
	r := reading{start: monthsFrom(yearOf(m[1]), first, 1).start, end: end.end}
	if !r.start.Before(r.end) {
		return nil, errors.New("it ends before it begins: write the earlier month first")
	}
	return one(r), nil
}

// readYearMonths reads 2019 Apr-Jun.
func (h periodHints) readYearMonths(m []string) ([]reading, error) {
	return h.readMonths([]string{m[1], "", m[2], m[0]})
}

// readMonthsOfYears reads January 2019/20 and Apr-Jun 2019/20: the months of a year from April.
func (h periodHints) readMonthsOfYears(m []string) ([]reading, error) {
	year, err := h.yearsOf(m[2], m[3])
	if err != nil {
		return nil, err
	}
	last := m[1]
	if last == "" {
		last = m[0]
	}
	first, _ := monthOf(m[0])
	until, _ := monthOf(last)
	r := year
	r.start = monthIn(year, first).start
	if r.end = monthIn(year, until).end; !r.start.Before(r.end) {
		return nil, fmt.Errorf("%s to %s is no part of the year %s", first, until, describeTime(year))
	}
	return one(r), nil
}

func (h periodHints) readYearsMonths(m []string) ([]reading, error) {
	return h.readMonthsOfYears([]string{m[2], m[3], m[0], m[1]})
}

// monthIn returns the month of that name in a year that begins in any month.
func monthIn(year reading, m time.Month) reading {
	r := monthsFrom(year.start.Year(), m, 1)
	if r.start.Before(year.start) {
		r = monthsFrom(year.start.Year()+1, m, 1)
	}
	return r
}

// yearsOf returns the year from one to the next, as 2019/20.
func (h periodHints) yearsOf(first, second string) (reading, error) {
	year := yearOf(first)
	n, _ := strconv.Atoi(second)
	if n != year+1 && n != (year+1)%100 {
		return reading{}, fmt.Errorf("%s is no year that follows %d: write it as %s", second, year, yearPair(year))
	}
	return monthsFrom(year, h.firstMonth(), 12), nil
}
