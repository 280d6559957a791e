package outcomes

import (
	"errors"
	"fmt"
	"strings"
)

// DateOrderError says that the order of day and month in the dates of a file cannot be told, or
// that its dates have both orders. It is the cause of a [*HeaderError] if no row was read before
// that came up, and otherwise the last that a reader yields. [ReadOptions.Dates] says the order.
type DateOrderError struct {
	File   string // the name that the reader was given
	Line   int    // of the date, from 1
	Column int    // byte in the line at which the date starts, from 1
	Value  string // the date as it stands, cut to 80 bytes

	// what it is if the day comes first, "1 February 2020"; empty if it is no date then
	DayFirst string
	// what it is if the month comes first; empty if it is no date then
	MonthFirst string

	// Other is a date of the file that can be read in the other order alone, where Value can be
	// read in one alone, and OtherLine its line; empty and 0 if Value can be read in both.
	Other     string
	OtherLine int
}

// Error shows the date with both readings, or the two dates that contradict each other, and says
// what to do.
func (e *DateOrderError) Error() string { return "outcomes: " + e.Text("") }

// Text returns the message without prefix, and names the option that says the order: a program has
// a flag. Without option it is as in Error.
func (e *DateOrderError) Text(option string) string {
	do := sayOrder
	if option != "" {
		do = fmt.Sprintf("give %s %v if the day comes first, %s %v if the month does", option, DayFirst, option, MonthFirst)
	}
	at := (&RowError{File: e.File, Line: e.Line, Column: e.Column, Field: fields[fieldDate].name, Value: e.Value, Err: errors.New("")}).Error()
	at = strings.TrimPrefix(at, "outcomes: ")
	if e.Other == "" {
		return at + fmt.Sprintf("this is %s or %s, and neither the other dates nor the name of the file tell which: %s", e.DayFirst, e.MonthFirst, do)
	}
	first, other := "day", "month"
	if e.DayFirst == "" {
		first, other = other, first
	}
	return at + fmt.Sprintf("the %s comes first here, and the %s in line %d, %q: a spreadsheet may have changed a part of the dates: "+
		"get the file as it was, or %s, and the other dates are left out", first, other, e.OtherLine, e.Other, do)
}

// sayOrder says what to do where the order of day and month cannot be told.
const sayOrder = "say whether the day or the month comes first (dmy or mdy)"

// dateEvidence is what the rows of a file tell about the order of day and month in its dates.
type dateEvidence struct {
	proof [MonthFirst + 1]*dateSeen // by order, the first date that can be read in it alone
	open  *dateSeen                 // the first that can be read in both
	// the months of all such, with the day first and with the month first
	readings map[[2]Month]struct{}
	// of the dates that can be read in one way, whatever the order
	months map[Month]struct{}
	// the last of months
	last Month
	// whether a row's name of a file has the month in this order, and not in the other
	byNames [MonthFirst + 1]bool
}

// dateSeen is a date, and where it stands.
type dateSeen struct {
	moment
	line, column int
	value        string
}

// add takes the date of a row into account. names are the months that a name of a file in the row
// speaks of, and seen says where the date stands.
func (d *dateEvidence) add(m moment, names monthSpan, seen func() *dateSeen) {
	if !m.unordered {
		if month := m.calendarMonth(); month != d.last {
			if d.months == nil {
				d.months = make(map[Month]struct{})
			}
			d.months[month], d.last = struct{}{}, month
		}
		return
	}
	day, month := m.in(DayFirst), m.in(MonthFirst)
	switch {
	case !month.isDay():
		if d.proof[DayFirst] == nil {
			d.proof[DayFirst] = seen()
		}
	case !day.isDay():
		if d.proof[MonthFirst] == nil {
			d.proof[MonthFirst] = seen()
		}
	default:
		if d.open == nil {
			d.open = seen()
			d.readings = make(map[[2]Month]struct{})
		}
		byDay, byMonth := day.calendarMonth(), month.calendarMonth()
		d.readings[[2]Month{byDay, byMonth}] = struct{}{}
		if inDay, inMonth := names.has(byDay), names.has(byMonth); inDay != inMonth {
			if inDay {
				d.byNames[DayFirst] = true
			} else {
				d.byNames[MonthFirst] = true
			}
		}
	}
}

// order returns the order that the dates of a file prove, whose name speaks of these months. It is
// DateOrderByContent if there is no date that needs one.
func (d *dateEvidence) order(name monthSpan) (DateOrder, *DateOrderError) {
	day, month := d.proof[DayFirst], d.proof[MonthFirst]
	switch {
	case day != nil && month != nil:
		if month.line < day.line {
			day, month = month, day
		}
		e := day.error()
		e.Other, e.OtherLine = month.value, month.line
		return DateOrderByContent, e
	case day != nil:
		return DayFirst, nil
	case month != nil:
		return MonthFirst, nil
	case d.open == nil:
		return DateOrderByContent, nil
	case d.byNames[DayFirst] != d.byNames[MonthFirst]:
		return firstOf(d.byNames[DayFirst]), nil
	}
	inMonths := func(m Month) bool { _, ok := d.months[m]; return ok }
	for _, has := range []func(Month) bool{name.has, inMonths} {
		if byDay, byMonth := d.fit(has); byDay != byMonth {
			return firstOf(byDay), nil
		}
	}
	return DateOrderByContent, d.open.error()
}

// firstOf returns the order with the day first, or the other.
func firstOf(day bool) DateOrder {
	if day {
		return DayFirst
	}
	return MonthFirst
}

// fit reports for each order whether all dates that can be read in both are of these months.
func (d *dateEvidence) fit(has func(Month) bool) (byDay, byMonth bool) {
	byDay, byMonth = true, true
	for months := range d.readings {
		byDay, byMonth = byDay && has(months[0]), byMonth && has(months[1])
	}
	return byDay, byMonth
}

// error returns what is to be said of a date whose order is not known.
func (s *dateSeen) error() *DateOrderError {
	e := &DateOrderError{Line: s.line, Column: s.column, Value: s.value}
	if m := s.in(DayFirst); m.isDay() {
		e.DayFirst = m.date()
	}
	if m := s.in(MonthFirst); m.isDay() {
		e.MonthFirst = m.date()
	}
	return e
}

// in returns m with its day and month told apart by the order.
func (m moment) in(order DateOrder) moment {
	if m.unordered && order == MonthFirst {
		m = m.swapped()
	}
	m.unordered = m.unordered && order == DateOrderByContent
	return m
}

// inOrder returns the date of a row whose file has the dates in this order, which the date in
// another line proves; line is 0 if something else does.
func (m moment) inOrder(order DateOrder, line int) (moment, error) {
	day, month := m.in(DayFirst), m.in(MonthFirst)
	read, first := day, "day"
	switch {
	case order == MonthFirst:
		read, first = month, "month"
	case order == DayFirst:
	case !month.isDay():
		return day, nil
	case !day.isDay():
		return month, nil
	default:
		return m, fmt.Errorf("this is %s or %s: %s", day.date(), month.date(), sayOrder)
	}
	if read.isDay() {
		return read, nil
	}
	shown := ""
	if line > 0 {
		shown = fmt.Sprintf(", as line %d shows", line)
	}
	return m, fmt.Errorf("there is no such day if the %s comes first in the dates of this file%s", first, shown)
}
