package tidy

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// ErrPeriod is wrapped by the error of a label that is no stretch of time, or could be several.
var ErrPeriod = errors.New("no period")

// PeriodError is the error of a label that is no period. It wraps [ErrPeriod].
type PeriodError struct {
	Column, Label string // as the file has them
	Why           string // what to do about it
}

// Error returns the label, the column if it has a name, and what to do.
func (e *PeriodError) Error() string {
	in := ""
	if e.Column != "" {
		in = fmt.Sprintf(" in column %q", sheet.Clip(e.Column))
	}
	return fmt.Sprintf("tidy: %q%s: %s", sheet.Clip(e.Label), in, e.Why)
}

// Unwrap returns [ErrPeriod].
func (e *PeriodError) Unwrap() error { return ErrPeriod }

// ParsePeriod returns the stretch of time that a label stands for by itself, and what was taken for
// what in it: [Periods] of a column without a name that has no other label. note is "" where there
// is nothing to say.
func ParsePeriod(label string) (p trend.Period, note string, err error) {
	periods, notes, err := Periods("", []string{label})
	if err != nil {
		return trend.Period{}, "", err
	}
	return periods[0], strings.Join(notes, "; "), nil
}

// Periods returns the stretches of time that the labels of a column stand for, in their order, each
// with its label as its name. Times are UTC, since a table does not say in which zone its days
// begin.
//
//	day             2019-04-01, 01/04/2019, 1 April 2019, 2019-04-01 10:22
//	week            2019-W14, week ending 7 April 2019, w/c 01/04/2019
//	month           2019-04, 04/2019, Apr-19, April 2019, 201904
//	quarter         2019 Q1, Q1 2019 (of the calendar year), Q1 2019/20 (from April), Apr-Jun 2019
//	half year       H1 2019, H2 2019/20
//	year            2019, 2019/20, 2019-20, 2019/2020 (from April), year ending June 2020, FYE 2020
//	any             April 2019 to March 2020, 2010/11 to 2012/13
//
// A label that can be read in two ways is read as the others of the column, and otherwise as the
// header says: 2011-12 is a month beside 2011-10 or below "month", and a financial year beside
// 2012-13 or below "year". 2011/12 without either is a financial year, and 01/04/2019 the first of
// April; the notes say so. Dates that are all the first of a month, or all the last, stand for the
// months, the quarters or the years that begin or end there. A financial year is from 1 April, an
// academic or a school year, if the header or the label says that it is one, from 1 September.
//
// The error of a label that is no period, or that stays open, is a [PeriodError]: as 2011-12 alone
// below "period", FY2020, which may begin or end then, 19-Apr, and April without a year, which
// [PeriodsWithin] reads.
func Periods(header string, labels []string) ([]trend.Period, []string, error) {
	c := newPeriodColumn(header)
	for _, label := range labels {
		if err := c.add(label); err != nil {
			return nil, nil, &PeriodError{header, label, err.Error()}
		}
	}
	if err := c.choose(); err != nil {
		return nil, nil, err
	}
	if err := c.spread(); err != nil {
		return nil, nil, err
	}
	periods := make([]trend.Period, len(labels))
	for i, label := range labels {
		r := c.chosen[i]
		periods[i] = trend.Period{Name: strings.TrimSpace(label), Start: r.start, End: r.end}
		c.note(r.note)
	}
	return periods, c.notes.all(), nil
}

// form says in which of several ways a label is read that has more than one.
type form uint8

const (
	formPlain      form = iota // it has no other way
	formMonth                  // 2011-12 is December 2011
	formYears                  // 2011-12 is a year from 2011 to 2012
	formDayFirst               // 01/04/2019 is in April
	formMonthFirst             // 01/04/2019 is in January
)

// reading is one way to read a label.
type reading struct {
	start, end time.Time
	form       form
	slash      bool   // of formYears: 2011/12, which is seldom a month
	note       string // what was taken for what
}

// isDay reports whether r is one day.
func (r reading) isDay() bool { return r.end.Equal(r.start.AddDate(0, 0, 1)) }

// periodColumn is a column of labels of periods.
type periodColumn struct {
	header string
	hints  periodHints
	labels []string
	ways   [][]reading
	chosen []reading
	notes  remarks
	said   []string
}

func newPeriodColumn(header string) *periodColumn {
	return &periodColumn{header: header, hints: hintsOf(header)}
}

// add reads a label in every way that it has.
func (c *periodColumn) add(label string) error {
	ways, err := c.hints.read(label)
	if err != nil {
		return err
	}
	for i, r := range ways {
		// the last of several
		if months := c.hints.months(); c.hints.ending && months > 1 && monthsOf(r.start, r.end) == 1 {
			ways[i].start = r.end.AddDate(0, -months, 0)
		}
	}
	c.labels, c.ways = append(c.labels, label), append(c.ways, ways)
	return nil
}

// note keeps what is said of a label, once for all of which the same is said.
func (c *periodColumn) note(text string) {
	kind := text
	if at := strings.IndexAny(text, `"`+digits); at >= 0 {
		kind = text[:at]
	}
	if text != "" && !slices.Contains(c.said, kind) {
		c.said = append(c.said, kind)
		c.notes.add("%s", text)
	}
}

// fails returns the error of the i-th label.
func (c *periodColumn) fails(i int, format string, args ...any) error {
	return &PeriodError{c.header, c.labels[i], fmt.Sprintf(format, args...)}
}

// choose takes one of the ways of each label: that which other labels have as their only one, or
// that of the header.
func (c *periodColumn) choose() error {
	var sure [formMonthFirst + 1]string // a label that has this way alone
	for i, ways := range c.ways {
		if len(ways) == 1 {
			sure[ways[0].form] = c.labels[i]
		}
	}
	for i, ways := range c.ways {
		if len(ways) == 1 {
			c.chosen = append(c.chosen, ways[0])
			continue
		}
		var fit []reading
		for _, r := range ways {
			if sure[r.form] != "" {
				fit = append(fit, r)
			}
		}
		switch {
		case len(fit) > 1:
			return c.fails(i, "%s, and the column has both, as %q and %q: write all of them in one way",
				c.either(ways), sheet.Clip(sure[fit[0].form]), sheet.Clip(sure[fit[1].form]))
		case len(fit) == 0:
			r, err := c.byHeader(i, ways)
			if err != nil {
				return err
			}
			fit = append(fit, r)
		}
		c.chosen = append(c.chosen, fit[0])
	}
	return nil
}

// either says which two ways a label has.
func (c *periodColumn) either(ways []reading) string {
	return fmt.Sprintf("%s or %s", describeTime(ways[0]), describeTime(ways[1]))
}

// byHeader takes the way of a label that the name of the column says, or the one that is usual.
func (c *periodColumn) byHeader(i int, ways []reading) (reading, error) {
	at := func(f form) (reading, bool) {
		n := slices.IndexFunc(ways, func(r reading) bool { return r.form == f })
		if n < 0 {
			return reading{}, false
		}
		return ways[n], true
	}
	month, isMonth := at(formMonth)
	years, isYears := at(formYears)
	day, isDay := at(formDayFirst)
	switch {
	case isMonth && c.hints.month:
		return month, nil
	case isYears && c.hints.year:
		return years, nil
	case isYears && years.slash && !c.hints.quarter:
		years.note = fmt.Sprintf("labels such as %q are taken for years, and not for months: %s", sheet.Clip(c.labels[i]), describeTime(years))
		return years, nil
	case isDay && !c.beginMonths():
		day.note = fmt.Sprintf("dates such as %q have the day first: %s", sheet.Clip(c.labels[i]), describeTime(day))
		return day, nil
	}
	return reading{}, c.fails(i, "%s: neither the name of the column nor the other labels say which: write %s", c.either(ways), c.plainer(ways))
}

// beginMonths reports whether dates of which it is open whether the day or the month is first would
// all be the first of a month if it were the month, and are several.
func (c *periodColumn) beginMonths() bool {
	months := make(map[time.Time]bool)
	for _, ways := range c.ways {
		n := slices.IndexFunc(ways, func(r reading) bool { return r.form != formDayFirst && r.isDay() && r.start.Day() == 1 })
		if n < 0 {
			return false
		}
		months[ways[n].start] = true
	}
	return len(months) > 1
}

// plainer says how to write a label that has two ways.
func (c *periodColumn) plainer(ways []reading) string {
	var texts []string
	for _, r := range ways {
		switch r.form {
		case formMonth:
			texts = append(texts, r.start.Format("January 2006"))
		case formYears:
			texts = append(texts, fmt.Sprintf("%d/%02d", r.start.Year(), (r.start.Year()+1)%100))
		default:
			texts = append(texts, r.start.Format(time.DateOnly))
		}
	}
	return strings.Join(texts, " or ")
}

// describeTime names a reading: "December 2011", "from April 2011 to March 2012", "1 April 2019".
func describeTime(r reading) string {
	last := r.end.AddDate(0, 0, -1)
	switch {
	case r.isDay():
		return r.start.Format("2 January 2006")
	case r.start.Day() != 1 || r.end.Day() != 1:
		return "from " + r.start.Format("2 January 2006") + " to " + last.Format("2 January 2006")
	case r.start.Year() == last.Year() && r.start.Month() == last.Month():
		return r.start.Format("January 2006")
	}
	return "from " + r.start.Format("January 2006") + " to " + last.Format("January 2006")
}

// spread makes of dates the months, quarters or years that they stand for, where all of them begin
// one or all of them end one.
func (c *periodColumn) spread() error {
	h := c.hints
	if len(c.chosen) == 0 || slices.ContainsFunc(c.chosen, func(r reading) bool { return !r.isDay() }) {
		return nil
	}
	if h.week {
		return c.spreadWeeks()
	}
	all := func(is func(r reading) bool) bool {
		return !slices.ContainsFunc(c.chosen, func(r reading) bool { return !is(r) })
	}
	begin := all(func(r reading) bool { return r.start.Day() == 1 })
	end := all(func(r reading) bool { return r.end.Day() == 1 })
	if h.ending {
		begin, end = false, true
	}
	if !begin && !end {
		return nil
	}
	months, between := h.months(), c.between()
	switch {
	case months > 0:
	case between == 0: // one date
		return nil
	case between == 1:
		months = 1
		c.notes.add("the dates of column %q are all the %s of a month, and are taken for the months", sheet.Clip(c.header), firstOrLast(begin))
	default:
		return c.fails(0, "the dates of the column are all the %s of a month, and none follow each other: "+
			"write the months, quarters or years that they stand for, as 2019-04, 2019 Q2 or 2019/20", firstOrLast(begin))
	}
	for i, r := range c.chosen {
		if begin {
			r.end = r.start.AddDate(0, months, 0)
		} else {
			r.start = r.end.AddDate(0, -months, 0)
		}
		c.chosen[i] = r
	}
	return nil
}

func firstOrLast(begin bool) string {
	if begin {
		return "first"
	}
	return "last"
}

// spreadWeeks makes weeks of dates, if the header says which day of the week they are.
func (c *periodColumn) spreadWeeks() error {
	for i, r := range c.chosen {
		switch {
		case c.hints.ending:
			r.start = r.end.AddDate(0, 0, -7)
		case c.hints.beginning:
			r.end = r.start.AddDate(0, 0, 7)
		default:
			return c.fails(i, "the day on which a week begins, or on which it ends: call the column week beginning or week ending")
		}
		c.chosen[i] = r
	}
	return nil
}

// between is the least number of months between two dates of the column that are not the same; 0 if
// there are no two.
func (c *periodColumn) between() (least int) {
	var ends []int
	for _, r := range c.chosen {
		ends = append(ends, 12*r.end.Year()+int(r.end.Month()))
	}
	slices.Sort(ends)
	for i := 1; i < len(ends); i++ {
		if n := ends[i] - ends[i-1]; n > 0 && (least == 0 || n < least) {
			least = n
		}
	}
	return least
}
