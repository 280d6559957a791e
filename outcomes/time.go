package outcomes

import (
	"bytes"
	"fmt"
	"time"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
)

// A moment is what the date of a search says, in one cell or with the time of day in another.
type moment struct {
	year, month, day             int
	hour, minute, second, offset int // offset is in seconds east of UTC

	// unordered says that day and month are numbers as they stand, the first of them in day, which
	// might be the other way round: 01/02/2020
	unordered bool
}

const timeForms = "the form 2022-09-30T23:59:00+00:00"

// parseMoment reads the date and time of one cell, or of two. Most files have year-month-day, with
// T or a space before hour:minute:second, as data.police.uk writes it; what else people,
// spreadsheets and databases write is in time_forms.go. A date alone is its first moment. inClock
// says that an error is about the second cell.
func parseMoment(date, clock []byte) (m moment, inClock bool, err error) {
	date, clock = bytes.TrimSpace(date), bytes.TrimSpace(clock)
	if cells.Blank(string(date)) {
		return moment{}, false, fmt.Errorf("no date: want %s", timeForms)
	}
	rest, ok := m.isoDate(date)
	if !ok {
		text := spelled(date)
		if rest, ok = m.serial(text); !ok {
			rest, ok = m.writtenDate(text)
		}
	}
	if !ok {
		return moment{}, false, fmt.Errorf("not a date: want %s", timeForms)
	}
	switch {
	case len(rest) > 0:
		ok = m.officialClock(rest) || m.writtenClock(rest) || m.writtenClock(spelled(rest))
	case !cells.Blank(string(clock)) && !m.timed():
		inClock = true
		ok = m.writtenClock(clock) || m.writtenClock(spelled(clock)) || m.fraction(spelled(clock)) || m.writtenClock(clockOf(spelled(clock)))
	}
	if !ok {
		return moment{}, inClock, fmt.Errorf("not a time: want %s", timeForms)
	}
	if err := m.checkDate(); err != nil {
		return moment{}, false, err
	}
	if m.hour > 23 || m.minute > 59 || m.second > 59 {
		return moment{}, inClock, fmt.Errorf("there is no such time of day: want %s", timeForms)
	}
	return m, false, nil
}

// clockOf returns the time of day behind a date that means nothing, as databases write it into the
// cell of the time: 1899-12-30 10:00:00. It is empty if there is none.
func clockOf(cell []byte) []byte {
	var day moment
	rest, ok := day.isoDate(cell)
	if !ok {
		rest, _ = day.writtenDate(cell)
	}
	return rest
}

// isoDate reads year-month-day from the front of text. The rest is what follows a T or a space.
func (m *moment) isoDate(text []byte) (rest []byte, ok bool) {
	p := cursor{rest: text, ok: true}
	m.year = p.number(4)
	p.skip('-')
	m.month = p.number(2)
	p.skip('-')
	m.day = p.number(2)
	if !p.ok || len(p.rest) == 0 {
		return nil, p.ok
	}
	ok = p.next('T') || p.next(' ') || p.next('t')
	return p.rest, ok && len(p.rest) > 0
}

// officialClock reads the time of day as data.police.uk writes it, 23:59:00+00:00. It is what most
// rows have, and all else is read by writtenClock.
func (m *moment) officialClock(text []byte) bool {
	if len(text) != len("23:59:00+00:00") || string(text[8:]) != "+00:00" {
		return false
	}
	p := cursor{rest: text, ok: true}
	m.hour = p.number(2)
	p.skip(':')
	m.minute = p.number(2)
	p.skip(':')
	m.second = p.number(2)
	return p.ok
}

// timed reports whether m has a time of day other than midnight.
func (m moment) timed() bool { return m.hour != 0 || m.minute != 0 || m.second != 0 }

// checkDate says that no calendar has the day of m, whatever the order of its day and month.
func (m moment) checkDate() error {
	if m.year < firstYear || m.year > lastYear {
		return fmt.Errorf("year %d is out of range: want %d to %d", m.year, firstYear, lastYear)
	}
	if !m.isDay() && (!m.unordered || !m.swapped().isDay()) {
		return fmt.Errorf("there is no such day: want %s", timeForms)
	}
	return nil
}

// isDay reports whether the calendar has the day of m, with the day first where it is unordered.
func (m moment) isDay() bool {
	return m.month >= 1 && m.month <= 12 && m.day >= 1 && m.day <= daysIn(m.year, m.month)
}

// swapped returns m with the other order of day and month.
func (m moment) swapped() moment {
	m.day, m.month = m.month, m.day
	return m
}

// time returns m in UTC.
func (m moment) time() (time.Time, error) {
	t := time.Date(m.year, time.Month(m.month), m.day, m.hour, m.minute, m.second-m.offset, 0, time.UTC)
	if MonthOf(t) == 0 {
		return time.Time{}, fmt.Errorf("year is out of range: want %d to %d", firstYear, lastYear)
	}
	return t, nil
}

// date returns the day of m for people to read: 1 February 2020.
func (m moment) date() string { return fmt.Sprintf("%d %s %d", m.day, time.Month(m.month), m.year) }

// calendarMonth returns the month of m as it stands.
func (m moment) calendarMonth() Month { return newMonth(m.year, time.Month(m.month)) }

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}
