package outcomes

import (
	"bytes"
	"fmt"
	"time"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
)

// parseTime reads the time of a search: the date and time of one cell, or of two. What it reads is
// year-month-day, with T or a space before hour:minute or hour:minute:second, with or without a
// fraction, with or without an offset from UTC. A date alone is its first moment. inClock says that
// an error is about the second cell.
func parseTime(date, clock []byte) (t time.Time, inClock bool, err error) {
	date, clock = bytes.TrimSpace(date), bytes.TrimSpace(clock)
	if cells.Blank(string(date)) {
		return time.Time{}, false, fmt.Errorf("no date: want %s", timeForms)
	}
	p := cursor{rest: date, ok: true}
	year := p.number(4)
	p.skip('-')
	month := p.number(2)
	p.skip('-')
	day := p.number(2)
	if !p.ok {
		return time.Time{}, false, fmt.Errorf("not a date: want %s", timeForms)
	}
	var hour, minute, second, offset int
	switch {
	case len(p.rest) > 0:
		if p.rest[0] != 'T' && p.rest[0] != ' ' && p.rest[0] != 't' {
			return time.Time{}, false, fmt.Errorf("not a date: want %s", timeForms)
		}
		p.rest = p.rest[1:]
		hour, minute, second, offset = p.clock()
	case !cells.Blank(string(clock)):
		inClock = true
		p.rest = clock
		hour, minute, second, offset = p.clock()
	}
	if !p.ok || len(p.rest) > 0 {
		return time.Time{}, inClock, fmt.Errorf("not a time: want %s", timeForms)
	}
	if year < firstYear || year > lastYear {
		return time.Time{}, false, fmt.Errorf("year %d is out of range: want %d to %d", year, firstYear, lastYear)
	}
	if month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return time.Time{}, false, fmt.Errorf("there is no such day: want %s", timeForms)
	}
	if hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, inClock, fmt.Errorf("there is no such time of day: want %s", timeForms)
	}
	t = time.Date(year, time.Month(month), day, hour, minute, second-offset, 0, time.UTC)
	if MonthOf(t) == 0 {
		return time.Time{}, false, fmt.Errorf("year is out of range: want %d to %d", firstYear, lastYear)
	}
	return t, false, nil
}

const timeForms = "the form 2022-09-30T23:59:00+00:00"

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// cursor reads from the front of rest. Once something does not fit, ok is false for good.
type cursor struct {
	rest []byte
	ok   bool
}

// number reads exactly n digits.
func (p *cursor) number(n int) int {
	if len(p.rest) < n {
		p.ok = false
		return 0
	}
	v := 0
	for _, c := range p.rest[:n] {
		if c < '0' || c > '9' {
			p.ok = false
			return 0
		}
		v = 10*v + int(c-'0')
	}
	p.rest = p.rest[n:]
	return v
}

// skip reads one byte, which must be c.
func (p *cursor) skip(c byte) {
	if len(p.rest) == 0 || p.rest[0] != c {
		p.ok = false
		return
	}
	p.rest = p.rest[1:]
}

// next reports whether the next byte is c, and reads it if so.
func (p *cursor) next(c byte) bool {
	if len(p.rest) == 0 || p.rest[0] != c {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

// clock reads hour:minute[:second[.fraction]] and an offset in seconds: none, Z, ±hh:mm or ±hhmm.
func (p *cursor) clock() (hour, minute, second, offset int) {
	hour = p.number(2)
	p.skip(':')
	minute = p.number(2)
	if p.next(':') {
		second = p.number(2)
		if p.next('.') {
			p.number(1)
			for len(p.rest) > 0 && p.rest[0] >= '0' && p.rest[0] <= '9' {
				p.rest = p.rest[1:]
			}
		}
	}
	sign := 1
	switch {
	case p.next('Z'), p.next('z'), len(p.rest) == 0:
		return hour, minute, second, 0
	case p.next('+'):
	case p.next('-'):
		sign = -1
	default:
		p.ok = false
		return
	}
	h := p.number(2)
	p.next(':')
	m := p.number(2)
	if h > 14 || m > 59 {
		p.ok = false
	}
	return hour, minute, second, sign * (h*3600 + m*60)
}
