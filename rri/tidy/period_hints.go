package tidy

import (
	"regexp"
	"slices"
	"strings"
	"time"
)

// periodHints is what the name of a column, or words in a label, say of periods.
type periodHints struct {
	month, quarter, week, year bool
	// begins is the month in which a year that is no calendar year begins: April of a financial
	// one, September of an academic one; 0 if nothing is said.
	begins time.Month
	// calendar says that years begin in January.
	calendar bool
	// ending says that a date is the last of a period, and beginning that it is the first.
	ending, beginning bool
	// ends is the month in which a year ends, of "year ending March"; 0 if nothing is said.
	ends time.Month
}

var (
	monthWords     = words("month, months, monthly")
	quarterWords   = words("quarter, quarters, qtr, quarterly")
	weekWords      = words("week, weeks, weekly")
	yearWords      = words("year, years, yr, fy, cy, ay, fye, ye")
	financialWords = words("financial, fiscal, fin, fy, fye")
	academicWords  = words("academic, school, ay")
	calendarWords  = words("calendar, cy")
	closingWords   = words("ending, ended, end, ends, to, fye, ye")
	openingWords   = words("beginning, commencing, starting, start, begin, from, of")
)

// monthRange is the months of a year, from the first to the last.
var monthRange = regexp.MustCompile(`\b` + monthForm + ` to ` + monthForm)

// hintsOf returns what words say of periods.
func hintsOf(text string) (h periodHints) {
	all := strings.Fields(fold(strings.NewReplacer("–", " to ", "-", " to ", "y/e", "year ending", "w/e", "week ending", "w/c", "week commencing").Replace(strings.ToLower(text))))
	has := func(set map[string]bool) bool {
		return slices.ContainsFunc(all, func(word string) bool { return set[word] })
	}
	h.month, h.quarter, h.week, h.year = has(monthWords), has(quarterWords), has(weekWords), has(yearWords)
	h.calendar = has(calendarWords)
	switch {
	case has(financialWords):
		h.begins, h.year = time.April, h.year || !h.quarter && !h.month
	case has(academicWords):
		h.begins = time.September
	}
	// year (April to March)
	if m := monthRange.FindStringSubmatch(strings.Join(all, " ")); m != nil {
		h.begins, _ = monthOf(m[1])
		h.calendar = h.calendar || h.begins == time.January
		return h
	}
	unit := h.month || h.quarter || h.week || h.year
	h.ending, h.beginning = unit && has(closingWords), unit && has(openingWords)
	if at := slices.IndexFunc(all, func(word string) bool { return closingWords[word] }); h.ending {
		for _, word := range all[at:] {
			if m, ok := monthOf(word); ok && h.ends == 0 {
				h.ends = m
			}
		}
	}
	return h
}

// months is how long a period of the column is, in months; 0 if its name does not say.
func (h periodHints) months() int {
	switch {
	case h.month:
		return 1
	case h.quarter:
		return 3
	case h.year:
		return 12
	}
	return 0
}

// monthOf returns the month of that name, or of its first letters.
func monthOf(word string) (time.Month, bool) {
	word = strings.TrimSuffix(strings.ToLower(word), ".")
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		if word == name || word == name[:3] || word == "sept" && m == time.September {
			return m, true
		}
	}
	return 0, false
}

// yearOf returns the year of four or two digits: of two digits one from 1970 to 2069.
func yearOf(text string) int {
	n := 0
	for _, d := range text {
		n = 10*n + int(d-'0')
	}
	switch {
	case len(text) > 2:
		return n
	case n < 70:
		return 2000 + n
	}
	return 1900 + n
}

// months is the reading of so many months from the first of one.
func monthsFrom(year int, first time.Month, months int) reading {
	start := time.Date(year, first, 1, 0, 0, 0, 0, time.UTC)
	return reading{start: start, end: start.AddDate(0, months, 0)}
}
