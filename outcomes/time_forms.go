package outcomes

import (
	"bytes"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/seed-549880be/disparity/outcomes/internal/cells"
)

// spelled returns a date or a time in small letters, with one sort of space and of hyphen. Programs
// write spaces before AM and PM that look like any other.
func spelled(cell []byte) []byte {
	return []byte(strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.Is(unicode.Dash, r):
			return '-'
		case unicode.Is(unicode.Cf, r): // marks of the direction of text, which are not seen
			return -1
		}
		return unicode.ToLower(r)
	}, cells.Text(cell)))
}

// monthNumbers has the months by the names and the short forms that people give them.
var monthNumbers = func() map[string]int {
	numbers := map[string]int{"sept": int(time.September)}
	for month := time.January; month <= time.December; month++ {
		name := strings.ToLower(month.String())
		numbers[name], numbers[name[:3]] = int(month), int(month)
	}
	return numbers
}()

// weekdays has the days of the week, which may stand before a date and tell nothing more.
var weekdays = func() map[string]bool {
	names := map[string]bool{"tues": true, "weds": true, "thur": true, "thurs": true}
	for day := time.Sunday; day <= time.Saturday; day++ {
		name := strings.ToLower(day.String())
		names[name], names[name[:3]] = true, true
	}
	return names
}()

// part is the day, the month or the year of a date as it is written.
type part struct {
	value  int
	digits int // 0 for the name of a month
}

// writtenDate reads a date of three parts from the front of text: year, month and day; day, month
// and year, or month, day and year, which is unordered if all three are numbers. Between them
// stands -, / or ., and beside the name of a month also space, a comma, or nothing. 22-09-30 is no
// date: it might begin with the year or the day. The rest is what may be a time of day.
func (m *moment) writtenDate(text []byte) (rest []byte, ok bool) {
	p := cursor{rest: text, ok: true}
	if before := p; weekdays[p.letters()] {
		p.skipAny(" ,.")
	} else {
		p = before
	}
	var parts [3]part
	var between [2]string
	for i := range parts {
		parts[i] = p.part()
		if i < 2 {
			between[i] = p.skipAny("-/., ")
		}
	}
	named := parts[0].digits == 0 || parts[1].digits == 0
	if !p.ok || !named && (between[0] != between[1] || len(between[0]) != 1 || between[0] == "," || between[0] == " ") {
		return nil, false
	}
	day, month, year := parts[0], parts[1], parts[2]
	switch {
	case day.digits == 4:
		day, year = year, day
	case day.digits == 0:
		day, month = month, day
	}
	if day.digits < 1 || day.digits > 2 || month.digits > 2 || year.digits != 2 && year.digits != 4 ||
		year.digits == 2 && !named && between[0] == "-" {
		return nil, false
	}
	m.day, m.month, m.year = day.value, month.value, year.value
	if year.digits == 2 {
		m.year += century(year.value)
	}
	m.unordered = !named && parts[0].digits != 4 && m.day != m.month
	return p.untilClock()
}

// century returns what is to be added to a year of two digits: the years that are read are from
// 1996 on.
func century(year int) int {
	if year >= firstYear%100 {
		return firstYear / 100 * 100
	}
	return firstYear/100*100 + 100
}

// untilClock passes over what stands between a date and a time of day, and returns the time.
func (p *cursor) untilClock() (rest []byte, ok bool) {
	if len(p.rest) == 0 {
		return nil, true
	}
	between := p.skipAny(" ,:-")
	if between != "" && between[0] == '-' { // it might be an offset
		return nil, false
	}
	if p.next('t') {
		between = "t"
	} else if at, ok := bytes.CutPrefix(p.rest, []byte("at ")); ok && between != "" {
		p.rest = bytes.TrimLeft(at, " ")
	}
	return p.rest, between != "" && len(p.rest) > 0
}

// part reads a number, with st, nd, rd or th behind it, or the name of a month.
func (p *cursor) part() part {
	if value, digits := p.digits(); digits > 0 {
		before := *p
		switch p.letters() {
		case "st", "nd", "rd", "th":
		default:
			*p = before
		}
		return part{value, digits}
	}
	month, ok := monthNumbers[p.letters()]
	p.ok = p.ok && ok
	return part{value: month}
}

// serial reads a date that is a number: of eight digits, 20200201, with the time of day behind them
// or without, or days since the end of 1899, 43862.4166667, as spreadsheets count them. The rest is
// what may be a time of day.
func (m *moment) serial(text []byte) (rest []byte, ok bool) {
	p := cursor{rest: text, ok: true}
	number, n := p.digits()
	switch {
	case n == 8:
		m.year, m.month, m.day = number/10000, number/100%100, number%100
		return p.untilClock()
	case n == 12, n == 14: // with hours and minutes, or with seconds too
		p = cursor{rest: text, ok: true}
		m.year, m.month, m.day = p.number(4), p.number(2), p.number(2)
		return p.rest, true
	case n != 5 && n != 6:
		return nil, false
	}
	fraction := ""
	if p.next('.') || p.next(',') {
		if fraction = string(p.rest); fraction == "" || !digits(fraction) {
			return nil, false
		}
	} else if len(p.rest) > 0 {
		return nil, false
	}
	share, _ := dayShare("0." + fraction)
	t := time.Date(1899, time.December, 30+number, 0, 0, 0, 0, time.UTC).Add(share)
	m.year, m.month, m.day = t.Year(), int(t.Month()), t.Day()
	m.hour, m.minute, m.second = t.Clock()
	return nil, true
}

// dayShare returns a part of a day, 0.4166667. As many decimals as are shown stand for a little
// less or more than the second that is meant, and few of them for the minute, if one is so near
// that its decimals would be the same, unless they are a second as they stand: 0.0025 is 00:03:36.
func dayShare(number string) (time.Duration, bool) {
	share, err := strconv.ParseFloat(number, 64)
	if err != nil || !(share >= 0 && share < 1) {
		return 0, false
	}
	const day = 24 * time.Hour
	exact := time.Duration(math.Round(share * float64(day)))
	second, minute := exact.Round(time.Second), exact.Round(time.Minute)
	_, decimals, _ := strings.Cut(number, ".")
	cutOff := time.Duration(float64(day) / 2 * math.Pow10(-len(decimals)))
	if (exact-second).Abs() > time.Millisecond && (exact-minute).Abs() <= cutOff {
		return minute, true
	}
	return second, true
}

// fraction reads a time of day that is a part of a day, as spreadsheets count it: 0.4166667 is ten
// o'clock.
func (m *moment) fraction(text []byte) bool {
	number := strings.Replace(string(text), ",", ".", 1)
	if strings.Trim(number, "0123456789.e-") != "" || number != "0" && !strings.ContainsAny(number, ".e") {
		return false
	}
	share, ok := dayShare(number)
	if !ok {
		return false
	}
	seconds := min(int(share.Seconds()), 24*60*60-1)
	m.hour, m.minute, m.second = seconds/3600, seconds/60%60, seconds%60
	return true
}

// zones has the names of offsets from UTC that stand behind times in the United Kingdom.
var zones = map[string]int{"z": 0, "utc": 0, "gmt": 0, "bst": 3600}

// writtenClock reads all of text as a time of day: hour:minute[:second[.fraction]], with am or pm
// or without, and an offset: none, Z, ±hh, ±hh:mm or ±hhmm, UTC, GMT or BST. Full stops may stand
// for the colons, but in 0.25, which is a part of a day. Four digits are hours and minutes, and six
// have seconds too. An hour without minutes has am or pm behind it.
func (m *moment) writtenClock(text []byte) bool {
	p := cursor{rest: text, ok: true}
	m.minute, m.second, m.offset = 0, 0, 0
	var digits int
	m.hour, digits = p.digits()
	minutes := true
	switch {
	case digits == 4:
		m.hour, m.minute = m.hour/100, m.hour%100
	case digits == 6:
		m.hour, m.minute, m.second = m.hour/10000, m.hour/100%100, m.hour%100
	case digits < 1 || digits > 2:
		return false
	default:
		minutes = p.minutes(m, digits)
	}
	p.skipAny(" ")
	if half := p.half(); half != 0 {
		if m.hour > 12 || m.hour == 0 && half == 'p' {
			m.hour = 24 // no clock shows 13 pm
		} else {
			m.hour %= 12
		}
		if half == 'p' {
			m.hour += 12
		}
	} else if !minutes {
		return false
	}
	p.skipAny(" ")
	for _, word := range []string{"hours", "hrs"} {
		if rest, ok := bytes.CutPrefix(p.rest, []byte(word)); ok {
			p.rest = rest
			break
		}
	}
	m.offset = p.zone()
	return p.ok && len(p.rest) == 0
}

// minutes reads the minutes and the seconds of m, whose hour has so many digits. It reports whether
// there are minutes.
func (p *cursor) minutes(m *moment, digits int) bool {
	colon := byte(':')
	if !p.next(colon) {
		if colon = '.'; digits == 1 && m.hour == 0 || !p.next(colon) {
			return false
		}
	}
	m.minute = p.number(2)
	if p.next(colon) {
		m.second = p.number(2)
		if p.next('.') || p.next(',') {
			_, digits := p.digits()
			p.ok = p.ok && digits > 0
		}
	}
	return true
}

// half reads am, pm, a.m. or p.m., and returns its first letter; 0 if there is none.
func (p *cursor) half() byte {
	for _, text := range []string{"am", "pm", "a.m.", "p.m."} {
		if rest, ok := bytes.CutPrefix(p.rest, []byte(text)); ok {
			p.rest = rest
			return text[0]
		}
	}
	return 0
}

// zone reads an offset from UTC, in seconds. The name of a zone may follow a number that says the
// same: +0000 UTC.
func (p *cursor) zone() int {
	sign := 1
	switch {
	case p.next('+'):
	case p.next('-'):
		sign = -1
	case len(p.rest) == 0, p.next('Z'):
		return 0
	default:
		offset, ok := zones[p.letters()]
		p.ok = p.ok && ok
		return offset
	}
	hours, minutes := p.number(2), 0
	if p.next(':') || len(p.rest) > 0 && p.rest[0] != ' ' {
		minutes = p.number(2)
	}
	if hours > 14 || minutes > 59 {
		p.ok = false
	}
	offset := sign * (hours*3600 + minutes*60)
	if p.next(' ') {
		named, ok := zones[p.letters()]
		p.ok = p.ok && ok && named == offset
	}
	return offset
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

// digits reads digits, and returns how many there are. The value of more than nine is 0.
func (p *cursor) digits() (value, n int) {
	for n < len(p.rest) && '0' <= p.rest[n] && p.rest[n] <= '9' {
		n++
	}
	if n <= 9 {
		value = p.number(n)
	} else {
		p.rest = p.rest[n:]
	}
	return value, n
}

// letters reads small letters.
func (p *cursor) letters() string {
	n := 0
	for n < len(p.rest) && 'a' <= p.rest[n] && p.rest[n] <= 'z' {
		n++
	}
	word := string(p.rest[:n])
	p.rest = p.rest[n:]
	return word
}

// skipAny reads any of these bytes, as many as there are.
func (p *cursor) skipAny(these string) string {
	n := 0
	for n < len(p.rest) && strings.IndexByte(these, p.rest[n]) >= 0 {
		n++
	}
	skipped := string(p.rest[:n])
	p.rest = p.rest[n:]
	return skipped
}

// skip reads one byte, which must be c.
func (p *cursor) skip(c byte) { p.ok = p.next(c) && p.ok }

// next reports whether the next byte is c, and reads it if so.
func (p *cursor) next(c byte) bool {
	if len(p.rest) == 0 || p.rest[0] != c {
		return false
	}
	p.rest = p.rest[1:]
	return true
}
