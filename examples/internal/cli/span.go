package cli

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Span is a run of whole months, as somebody writes it on a command line: from the beginning of the
// day Start up to End, which is not in it, both first days of months in UTC. A zero Start or End is
// an open end: everything up to End, or from Start on.
type Span struct{ Start, End time.Time }

// wantSpan says how a span is written.
const wantSpan = "want a month as 2016-03, a quarter of the calendar year as 2016Q1, a year as 2016 or a financial year as 2016/17, " +
	"or from one to another as 2016-03..2016-12, of which either may be left out"

// ParseSpan reads a month, a quarter of the calendar year, a year or a financial year, or from the
// first of two to the last, either of which may be left out: "2016-03", "2016Q1", "2016",
// "2016/17", "2016-03..2016-12", "..2020-02", "2021-08..". The error says what is wanted, and what
// may have been meant, but not what was written.
func ParseSpan(text string) (Span, error) {
	span, err := parseSpan(strings.TrimSpace(text))
	if err == nil || errors.Is(err, errReversed) {
		return span, err
	}
	return Span{}, errors.New(didYouMean(meantSpans(text)) + err.Error())
}

// errReversed is of a span that ends before it begins, which is written in the right form.
var errReversed = errors.New("ends before it begins")

// parseSpan is [ParseSpan] without what may have been meant.
func parseSpan(text string) (Span, error) {
	first, last, ok := strings.Cut(text, "..")
	if !ok {
		return parseWhole(text)
	}
	if first, last = strings.TrimSpace(first), strings.TrimSpace(last); first == "" && last == "" {
		return Span{}, errors.New(wantSpan)
	}
	var from, to Span
	var err error
	if first != "" {
		from, err = parseWhole(first)
	}
	if last != "" && err == nil {
		to, err = parseWhole(last)
	}
	if err != nil {
		return Span{}, err
	}
	if first != "" && last != "" && !from.Start.Before(to.End) {
		return Span{}, fmt.Errorf("it %w: %swant the earlier one first", errReversed, didYouMean([]string{last + ".." + first}))
	}
	return Span{from.Start, to.End}, nil
}

// forms are those of one stretch of time, each with how many months it has and the first of them,
// from the year and the number behind it.
var forms = []struct {
	pattern *regexp.Regexp
	months  int
	first   func(number int) (month int, ok bool)
}{
	{regexp.MustCompile(`^(\d{4})()$`), 12, func(int) (int, bool) { return 1, true }},
	{regexp.MustCompile(`^(\d{4})-(\d\d)$`), 1, func(month int) (int, bool) { return month, month >= 1 && month <= 12 }},
	{regexp.MustCompile(`^(\d{4})[Qq]([1-4])$`), 3, func(quarter int) (int, bool) { return 3*quarter - 2, true }},
}

// financial is the form of a financial year, from April of the one year to March of the next.
var financial = regexp.MustCompile(`^(\d{4})/(\d\d)$`)

// earliest and latest bound the years that are read.
const earliest, latest = 1900, 2199

// parseWhole reads one month, quarter, year or financial year.
func parseWhole(text string) (Span, error) {
	for _, form := range forms {
		if m := form.pattern.FindStringSubmatch(text); m != nil {
			number, _ := strconv.Atoi(m[2])
			if month, ok := form.first(number); ok {
				return monthsFrom(m[1], month, form.months)
			}
		}
	}
	if m := financial.FindStringSubmatch(text); m != nil {
		first, _ := strconv.Atoi(m[1])
		if last, _ := strconv.Atoi(m[2]); last == (first+1)%100 {
			return monthsFrom(m[1], int(time.April), 12)
		}
	}
	return Span{}, errors.New(wantSpan)
}

// monthsFrom returns so many months from a month of a year on.
func monthsFrom(year string, month, months int) (Span, error) {
	y, err := strconv.Atoi(year)
	if err != nil || y < earliest || y > latest {
		return Span{}, fmt.Errorf("want a year from %d to %d", earliest, latest)
	}
	start := time.Date(y, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	return Span{start, start.AddDate(0, months, 0)}, nil
}

// rangeMarks are what people write between the two ends of a span in place of two dots.
var rangeMarks = []string{"...", "…", " to ", " - ", "–", "—", "−", ":", " until ", " through "}

// meantSpans returns the spans that may be meant by what is written in a form that is not read;
// none if it is in none that people use.
func meantSpans(text string) (spans []string) {
	text = strings.TrimSpace(text)
	candidates := []string{text}
	for _, mark := range rangeMarks {
		candidates = append(candidates, strings.Replace(text, mark, "..", 1))
	}
	for _, end := range []string{"2016-03", "2016"} { // with a hyphen between the two
		if n := len(end); len(text) == 2*n+1 && text[n] == '-' {
			candidates = append(candidates, text[:n]+".."+text[n+1:])
		}
	}
	for _, candidate := range candidates {
		ends := strings.Split(candidate, "..")
		for i, end := range ends {
			ends[i] = meantWhole(strings.TrimSpace(end))
		}
		meant := strings.Join(ends, "..")
		if _, err := parseSpan(meant); err == nil && !slices.Contains(spans, meant) {
			spans = append(spans, meant)
		}
	}
	return spans
}

// meantWhole returns a month, a quarter or a year in the form that is read, or the text if it is
// none.
func meantWhole(text string) string {
	if month := MeantMonth(text); month != "" {
		return month
	}
	for _, form := range spellings {
		if form.pattern.MatchString(text) {
			return form.pattern.ReplaceAllString(text, form.meant)
		}
	}
	if m := financialQuarter.FindStringSubmatch(text); m != nil {
		year, quarter := m[1]+m[4], m[2]+m[3]
		if quarter == "4" {
			return nextYear(year) + "Q1"
		}
		return year + "Q" + string(quarter[0]+1)
	}
	return text
}

// financialQuarter is how people write the quarters of financial years, as Q1 2016/17 for April to
// June: the year and the quarter, or the quarter and the year.
var financialQuarter = regexp.MustCompile(`^(?:(\d{4})[-/]\d\d ?[Qq]([1-4])|[Qq]([1-4]) ?(\d{4})[-/]\d\d)$`)

// nextYear returns the year after one of four digits.
func nextYear(year string) string {
	y, _ := strconv.Atoi(year)
	return strconv.Itoa(y + 1)
}

// spellings are how people write financial years and quarters, with how they are read.
var spellings = []struct {
	pattern *regexp.Regexp
	meant   string
}{
	{regexp.MustCompile(`^(?i:fy ?)?(\d{4}) ?[-/–] ?(?:\d\d)?(\d\d)$`), "$1/$2"},
	{regexp.MustCompile(`^(\d{4})[-/ ]?[Qq] ?([1-4])$`), "${1}Q$2"},
	{regexp.MustCompile(`^[Qq] ?([1-4])[-/ ]?(\d{4})$`), "${2}Q$1"},
}

// MeantMonth returns the month, as 2016-03, that is written in another form than is read; "" if it
// is in none that people use.
func MeantMonth(text string) string {
	for _, form := range []string{
		"2006-1", "2006/1", "2006.1", "200601", "1/2006", "1-2006", "1.2006", "2006-1-2", "2006/1/2",
		"Jan 2006", "January 2006", "2006 Jan", "2006 January", "Jan-2006", "January-2006", "2006-Jan", "2006-January", "Jan-06", "Jan 06",
	} {
		if t, err := time.Parse(form, strings.TrimSpace(text)); err == nil {
			return t.Format("2006-01")
		}
	}
	return ""
}

// String returns the span by its first and its last month, as "2016-03..2016-12"; "2016-03" if it
// is one month.
func (s Span) String() string {
	var first, last string
	if !s.Start.IsZero() {
		first = s.Start.Format("2006-01")
	}
	if !s.End.IsZero() {
		last = s.End.AddDate(0, -1, 0).Format("2006-01")
	}
	if first == last {
		return first
	}
	return first + ".." + last
}

// meets reports whether two spans have a month in common.
func (s Span) meets(other Span) bool { return !s.isBefore(other) && !other.isBefore(s) }

// isBefore reports whether a span ends before another begins.
func (s Span) isBefore(other Span) bool {
	return !s.End.IsZero() && !other.Start.IsZero() && !other.Start.Before(s.End)
}

// ParseComparison reads two spans with a comma between them, the earlier one first, or one month,
// quarter or year, which stands for all that is before it and all that is from it on.
func ParseComparison(text string) (before, after Span, err error) {
	before, after, err = parseComparison(text)
	if err != nil && !strings.Contains(text, ",") {
		if meant := meantComparison(text); meant != "" {
			err = fmt.Errorf("%swant two with a comma between them, as %s", didYouMean([]string{meant}), exampleComparison)
		}
	}
	return before, after, err
}

// parseComparison is [ParseComparison] without what may have been meant in place of a comma.
func parseComparison(text string) (before, after Span, err error) {
	parts := strings.Split(text, ",")
	if len(parts) > 2 {
		return Span{}, Span{}, fmt.Errorf("these are %d: want two with a comma between them, as %s", len(parts), exampleComparison)
	}
	spans, err := parseSpans(text, nil)
	switch {
	case err != nil:
		return Span{}, Span{}, err
	case len(parts) == 1 && strings.Contains(text, ".."):
		return Span{}, Span{}, errors.New("it is one period, and a change is from one to another: want two with a comma between them, as " + exampleComparison +
			", or a month alone, as 2020-03, for what is before it and what is from it on")
	case len(parts) == 1:
		return Span{End: spans[0].Start}, Span{Start: spans[0].Start}, nil
	case len(spans) == 1 || spans[0].meets(spans[1]):
		return Span{}, Span{}, errors.New("the two overlap, and what is in both would be compared with itself: want two that do not")
	case spans[1].isBefore(spans[0]):
		return Span{}, Span{}, fmt.Errorf("%swant the earlier one first", didYouMean([]string{strings.TrimSpace(parts[1]) + "," + strings.TrimSpace(parts[0])}))
	}
	return spans[0], spans[1], nil
}

// exampleComparison is how two spans to compare are written.
const exampleComparison = "2016-03..2016-12,2017-03..2017-12"

// versus is what people write between two periods to compare in place of a comma.
var versus = []string{";", " vs. ", " vs ", " v ", " versus ", " and ", " with ", " "}

// meantComparison returns two spans with a comma between them where something else is; "" if
// nothing else that people use is.
func meantComparison(text string) string {
	for _, mark := range versus {
		first, second, ok := strings.Cut(strings.TrimSpace(text), mark)
		meant := strings.TrimSpace(first) + "," + strings.TrimSpace(second)
		if _, _, err := parseComparison(meant); ok && err == nil {
			return meant
		}
	}
	return ""
}

// parseSpans reads spans with commas between them, and adds those to a list that it does not have.
func parseSpans(text string, list []Span) ([]Span, error) {
	parts := strings.Split(text, ",")
	for _, part := range parts {
		if strings.TrimSpace(part) == "" && len(parts) > 1 {
			return nil, errors.New("a comma has nothing on one side: put no spaces around it, or quotation marks around the whole value")
		}
		span, err := ParseSpan(part)
		if err != nil && len(parts) > 1 {
			err = fmt.Errorf("%s: %w", Quote(strings.TrimSpace(part)), err)
		}
		if err != nil {
			return nil, err
		}
		if !slices.Contains(list, span) {
			list = append(list, span)
		}
	}
	return list, nil
}
