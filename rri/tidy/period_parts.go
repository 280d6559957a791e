package tidy

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/rri/sheet"
	"github.com/seed-549880be/disparity/rri/trend"
)

// ordinalOf returns which quarter or half is meant, from the texts of which one is filled.
func ordinalOf(texts []string) int {
	text := strings.Join(texts, "")
	if n := slices.Index([]string{"first", "second", "third", "fourth"}, text); n >= 0 {
		return n + 1
	}
	n, _ := strconv.Atoi(text)
	return n
}

// part returns the n-th part of so many months of a year.
func part(year reading, n, months int) reading {
	year.start = year.start.AddDate(0, months*(n-1), 0)
	year.end = year.start.AddDate(0, months, 0)
	return year
}

// partOf reads a part of a year that is named by one number alone, as Q1 2019: of the calendar
// year.
func (h periodHints) partOf(n, months int, text string) ([]reading, error) {
	year := yearOf(text)
	if h.begins != 0 && !h.calendar {
		return nil, fmt.Errorf("the year may begin or end in %d: write %s or %s, or the months, as Apr-Jun %d", year, yearPair(year), yearPair(year-1), year)
	}
	r := part(monthsFrom(year, time.January, 12), n, months)
	unit := "quarters"
	if months == 6 {
		unit = "halves"
	}
	return saying(r, "%s of one year are taken for those of the calendar year, of which the first begins in January", unit), nil
}

// partOfYears reads a part of a year from one to the next, as Q1 2019/20.
func (h periodHints) partOfYears(n, months int, first, second string) ([]reading, error) {
	year, err := h.yearsOf(first, second)
	if err != nil {
		return nil, err
	}
	return one(part(year, n, months)), nil
}

const (
	quarterMonths = 3
	halfMonths    = 6
)

func (h periodHints) readQuarter(m []string) ([]reading, error) {
	if len(m) == 5 {
		return h.partOfYears(ordinalOf(m[:3]), quarterMonths, m[3], m[4])
	}
	return h.partOf(ordinalOf(m[:3]), quarterMonths, m[3])
}

func (h periodHints) readYearQuarter(m []string) ([]reading, error) {
	return h.partOf(ordinalOf(m[1:]), quarterMonths, m[0])
}

func (h periodHints) readYearsQuarter(m []string) ([]reading, error) {
	return h.partOfYears(ordinalOf(m[2:]), quarterMonths, m[0], m[1])
}

func (h periodHints) readHalf(m []string) ([]reading, error) {
	if len(m) == 5 {
		return h.partOfYears(ordinalOf(m[:3]), halfMonths, m[3], m[4])
	}
	return h.partOf(ordinalOf(m[:3]), halfMonths, m[3])
}

func (h periodHints) readYearHalf(m []string) ([]reading, error) {
	return h.partOf(ordinalOf(m[1:]), halfMonths, m[0])
}

func (h periodHints) readYearsHalf(m []string) ([]reading, error) {
	return h.partOfYears(ordinalOf(m[2:]), halfMonths, m[0], m[1])
}

// monthsForm is months without a year, as in brackets behind a quarter.
var monthsForm = regexp.MustCompile("^" + monthForm + ` ?(?:-|/|to|and) ?` + monthForm + "$")

// readBrackets reads "Q1 (Apr-Jun) 2019", "2019/20 (financial year)" and "2019/20 (April 2019 to
// March 2020)": the brackets say which is meant.
func (h periodHints) readBrackets(m []string) ([]reading, error) {
	outer, inner := strings.TrimSpace(strings.TrimSpace(m[0])+" "+strings.TrimSpace(m[2])), strings.TrimSpace(m[1])
	if between := monthsForm.FindStringSubmatch(inner); between != nil {
		return h.withMonths(outer, between)
	}
	if own := hintsOf(inner); own.year || own.begins != 0 {
		ways, err := own.readText(outer)
		return own.decided(ways), err
	}
	if outer == "" {
		return h.readText(inner)
	}
	if quarter := partQuarter.FindStringSubmatch(inner); quarter != nil {
		return h.withQuarter(outer, ordinalOf(quarter[1:]))
	}
	said, err := h.readText(inner)
	if err != nil || len(said) != 1 {
		return nil, nil
	}
	ways, err := h.readText(outer)
	if err != nil {
		return nil, err
	}
	for _, r := range ways {
		if r.start.Equal(said[0].start) && r.end.Equal(said[0].end) {
			r.note = ""
			return one(r), nil
		}
	}
	return nil, fmt.Errorf("%q is not what the brackets say: write one of the two", outer)
}

// withQuarter reads months of which the quarter stands in brackets: that of a calendar year, or of
// one from April.
func (h periodHints) withQuarter(outer string, n int) ([]reading, error) {
	ways, err := h.readText(outer)
	if err != nil {
		return nil, err
	}
	for _, r := range ways {
		of := (int(r.start.Month())-1)/quarterMonths + 1
		if monthsOf(r.start, r.end) == quarterMonths && int(r.start.Month())%quarterMonths == 1 && (of == n || (of+2)%4+1 == n) {
			return one(r), nil
		}
	}
	return nil, fmt.Errorf("%q is not what the brackets say: write one of the two", outer)
}

// withMonths reads a quarter or a half of a year of which the months stand in brackets. Those of
// the first three months of a year that is a fourth quarter may be of it or of the next.
func (h periodHints) withMonths(outer string, between []string) ([]reading, error) {
	ways, err := h.readText(outer)
	if err != nil {
		return nil, err
	}
	first, _ := monthOf(between[1])
	last, _ := monthOf(between[2])
	for _, r := range ways {
		months := (int(last)-int(first)+12)%12 + 1
		length := monthsOf(r.start, r.end)
		r.note = ""
		switch {
		case length != months:
		case r.start.Month() == first:
			return one(r), nil
		case int(first) > int(r.start.Month()) && (int(first)-int(r.start.Month())) == 3:
			return one(monthsFrom(r.start.Year(), first, months)), nil // of a year from April
		default:
			return nil, fmt.Errorf("it does not say of which year the months in brackets are: write %s to %s with their year", first, last)
		}
	}
	return nil, fmt.Errorf("%q is not what the brackets say: write one of the two", outer)
}

// monthsOf returns how many whole months there are from the first of one to the first of another; 0
// if these are no whole months.
func monthsOf(start, end time.Time) int {
	if start.Day() != 1 || end.Day() != 1 || start != start.Truncate(24*time.Hour) || end != end.Truncate(24*time.Hour) {
		return 0
	}
	return 12*(end.Year()-start.Year()) + int(end.Month()) - int(start.Month())
}

// PeriodsWithin returns the stretches of time that labels without a year stand for, as April, 4, Q1
// or Apr-Jun, where another column has the year: the label at i is of the period years[i], which
// must be 12 whole months. A quarter is that of the year: Q1 of 2019/20 begins in April. The names
// are those of [MonthsFrom].
//
// The error is a [PeriodError]. A number is a month only in a year that begins in January, since 4
// may be April or the fourth month otherwise.
func PeriodsWithin(header string, labels []string, years []trend.Period) ([]trend.Period, []string, error) {
	if len(labels) != len(years) {
		return nil, nil, fmt.Errorf("tidy: %d labels and %d years: want a year for each label", len(labels), len(years))
	}
	h := hintsOf(header)
	var notes remarks
	periods := make([]trend.Period, len(labels))
	for i, label := range labels {
		if monthsOf(years[i].Start, years[i].End) != 12 {
			return nil, nil, &PeriodError{header, label, fmt.Sprintf("%q is no year of which it could be a part", sheet.Clip(years[i].Name))}
		}
		r, err := h.readPart(label, reading{start: years[i].Start, end: years[i].End})
		if err != nil {
			return nil, nil, &PeriodError{header, label, err.Error()}
		}
		if r.note != "" {
			notes.add("%s", r.note)
		}
		periods[i] = trend.Period{Name: monthsName(r), Start: r.start, End: r.end}
	}
	return periods, notes.all(), nil
}

var (
	partMonths  = regexp.MustCompile("^" + monthForm + `(?: ?(?:-|/|to|and) ?` + monthForm + ")?$")
	partQuarter = regexp.MustCompile("^" + quartForm + "$")
	partHalf    = regexp.MustCompile("^" + halfForm + "$")
	partBracket = regexp.MustCompile(`^(.*?) ?\(([^()]*)\)$`)
)

var errNoPart = errors.New("no part of a year: write the month as April, or the quarter as Q1")

// readPart reads a label as a part of a year.
func (h periodHints) readPart(label string, year reading) (reading, error) {
	text := strings.ToLower(strings.TrimSpace(spaces.ReplaceAllString(dashes.Replace(label), " ")))
	text = strings.TrimSpace(marksForm.ReplaceAllString(text, ""))
	if m := partBracket.FindStringSubmatch(text); m != nil && m[1] != "" { // Q1 (Apr-Jun)
		outer, err := h.readPart(m[1], year)
		if err != nil {
			return reading{}, err
		}
		inner, err := h.readPart(m[2], year)
		if err != nil {
			return reading{}, err
		}
		if !outer.start.Equal(inner.start) || !outer.end.Equal(inner.end) {
			return reading{}, fmt.Errorf("%q is not what the brackets say of a year from %s: write one of the two", m[1], year.start.Month())
		}
		return inner, nil
	}
	if m := partMonths.FindStringSubmatch(text); m != nil {
		first, _ := monthOf(m[1])
		last := first
		if m[2] != "" {
			last, _ = monthOf(m[2])
		}
		r := reading{start: monthIn(year, first).start, end: monthIn(year, last).end}
		if !r.start.Before(r.end) {
			return reading{}, fmt.Errorf("%s to %s is no part of a year from %s", first, last, year.start.Month())
		}
		return r, nil
	}
	if m := partQuarter.FindStringSubmatch(text); m != nil {
		r := part(year, ordinalOf(m[1:]), quarterMonths)
		r.note = fmt.Sprintf("quarters are those of the year, of which the first begins in %s", year.start.Month())
		return r, nil
	}
	if m := partHalf.FindStringSubmatch(text); m != nil {
		return part(year, ordinalOf(m[1:]), halfMonths), nil
	}
	n, err := strconv.Atoi(text)
	switch {
	case err != nil || n < 1 || n > 12:
		return reading{}, errNoPart
	case h.quarter && n <= 4:
		r := part(year, n, quarterMonths)
		r.note = fmt.Sprintf("quarters are those of the year, of which the first begins in %s", year.start.Month())
		return r, nil
	case h.quarter:
		return reading{}, errNoPart
	case year.start.Month() != time.January:
		return reading{}, fmt.Errorf("%s, or month %d of a year that begins in %s: write its name", time.Month(n), n, year.start.Month())
	}
	return monthIn(year, time.Month(n)), nil
}
