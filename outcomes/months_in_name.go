package outcomes

import (
	"fmt"
	"path"
	"regexp"
	"strings"
)

// monthSpan is the months from the first to the last that the name of a file speaks of; none is the
// zero value.
type monthSpan struct{ first, last Month }

func (s monthSpan) has(m Month) bool { return m != 0 && s.first <= m && m <= s.last }

// What months are made of in names.
const (
	yearInName   = `((?:19|2[01])[0-9]{2})`
	numberInName = `(0[1-9]|1[0-2])`
	wordInName   = `(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december)`
)

// monthsInNames find months in the names of files and folders. The first that finds some is taken,
// because 2020-02 is how data.police.uk has them, and the others are what people write. year and
// month are the numbers of the groups that have these. 01-02-2020 is no month, but a day in one of
// two.
var monthsInNames = []struct {
	re          *regexp.Regexp
	year, month int
}{
	{regexp.MustCompile(`(?:^|[^0-9])` + yearInName + `[-_. ]?` + numberInName + `(?:$|[^0-9])`), 1, 2},
	{regexp.MustCompile(`(?:^|[^a-z])` + wordInName + `[-_., ]*` + yearInName + `(?:$|[^0-9])`), 2, 1},
	{regexp.MustCompile(`(?:^|[^0-9])` + yearInName + `[-_., ]*` + wordInName + `(?:$|[^a-z])`), 1, 2},
	{regexp.MustCompile(`(?:^|[^0-9][-_. ]|[^-_. 0-9])` + numberInName + `[-_. ]` + yearInName + `(?:$|[^0-9])`), 2, 1},
}

// monthsInName returns the months that the name of a file speaks of, or where it speaks of none,
// the folder that it lies in: 2020-02, May 2020, or 2019-12_2020-02 for all from one to the other.
func monthsInName(name string) monthSpan {
	name = strings.ReplaceAll(name, `\`, "/")
	base := path.Base(name)
	span := spanIn(base)
	if dir := path.Dir(name); span == (monthSpan{}) && dir != "." && dir != name {
		span = spanIn(path.Base(dir))
	}
	return span
}

// spanIn returns the months that a name speaks of.
func spanIn(name string) monthSpan {
	name = strings.ToLower(name)
	var months []Month
	for _, form := range monthsInNames {
		for rest := name; ; {
			found := form.re.FindStringSubmatchIndex(rest)
			if found == nil {
				break
			}
			group := func(n int) string { return rest[found[2*n]:found[2*n+1]] }
			month := group(form.month)
			if number := monthNumbers[month]; number != 0 {
				month = fmt.Sprintf("%02d", number)
			}
			if m, err := ParseMonth(group(form.year) + "-" + month); err == nil {
				months = append(months, m)
			}
			rest = rest[found[5]:]
		}
		if months != nil {
			break
		}
	}
	switch {
	case len(months) == 1:
		return monthSpan{months[0], months[0]}
	case len(months) == 2 && months[0] < months[1]:
		return monthSpan{months[0], months[1]}
	}
	return monthSpan{}
}
