package ethnicity

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
)

// Names of columns, in the form of foldName.
var (
	groupNamesOfColumns = []string{"group", "groups", "ethnicity", "ethnicities", "ethnic", "ethnic group", "ethnic groups", "ethnicgroup",
		"ethnic group name", "ethnicity name",
		"ethnic group label", "ethnic group detailed", "ethnic background", "ethnic category", "ethnic origin", "standard ethnicity",
		"self defined ethnicity", "race",
		"race ethnicity", "cell name"}
	groupNameForm = regexp.MustCompile(`^(c\d{4} eth\w*( \w+)* name|ethnic groups? \d+ (categories|groups)|ethnicity \d+ (categories|groups))$`)

	countNames = []string{"residents", "resident", "population", "populations", "pop", "number", "numbers", "no", "n", "count", "counts",
		"value", "values", "obs value", "observation",
		"observations", "obs", "persons", "people", "usual residents", "all usual residents", "resident population", "estimate", "estimates",
		"population estimate", "all persons", "all people",
		"total", "frequency", "freq", "number of residents", "number of people", "number of persons", "number of usual residents",
		"mid year estimate", "mid year population", "mean"}

	countWords = []string{"population", "residents", "resident", "people", "persons", "number", "numbers", "count", "total", "estimate",
		"estimates", "usual", "males", "females", "census"}
	yearForm = regexp.MustCompile(`\b(19|20)\d\d\b`)

	dateNames = []string{"date", "year", "day", "period", "time", "time period", "date name", "reference date", "mid year", "reference year"}

	// in the heading of numbers
	thousandWords = []string{"thousand", "thousands", "000", "000s", "1000s"}
	shareWords    = []string{"percent", "percentage", "percentages", "pct", "proportion", "share", "shares", "rate"}
	codeWords     = []string{"code", "codes", "cd", "id", "fid", "objectid", "object", "index", "type", "urban", "key", "x", "unnamed"}
	areaNameWords = []string{"area", "areas", "geography", "district", "districts", "borough", "authority", "authorities", "region", "regions",
		"force", "county", "country", "nation",
		"ward", "place", "lad", "ltla", "utla", "pfa", "la", "msoa", "lsoa", "town", "city", "constituency"}
	areaNameForm = regexp.MustCompile(`^[a-z]{2,5}\d\dnmw?$`)
	areaCodeForm = regexp.MustCompile(`^[a-z]{2,5}\d\dcd$`)
	onsCodeForm  = regexp.MustCompile(`^[EKJNSW]\d{8}$`)

	// labels of totals in tables of residents, beside those of totalLabels
	moreTotals = []string{"all persons", "all people", "all residents", "all ethnic groups", "all groups", "all categories", "grand total",
		"total population", "population", "usual residents",
		"all usual residents-total", "sum", "total-all usual residents", "totals"}

	// how a line above or below a table begins
	noteStarts = []string{"source", "note", "date", "year", "release", "contact", "copyright", "©", "crown", "ons crown", "licence", "license",
		"last updated", "units", "population", "table", "dataset",
		"geography", "area type", "area name", "rural urban", "created", "downloaded", "in order to", "this ", "these ", "* ", "1.", "[",
		"figures", "statistical", "measures", "variable", "coverage", "contains public"}
)

// foldName returns the name of a column in small letters and digits, with one space for whatever
// stands between.
func foldName(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

func hasWord(name string, words []string) bool {
	return slices.ContainsFunc(strings.Fields(foldName(name)), func(word string) bool { return slices.Contains(words, word) })
}

func isGroupName(name string) bool {
	name = foldName(name)
	return slices.Contains(groupNamesOfColumns, name) || groupNameForm.MatchString(name)
}

func isCountName(name string) bool { return slices.Contains(countNames, foldName(name)) }

func isDateName(name string) bool { return slices.Contains(dateNames, foldName(name)) }

func isShareName(name string) bool { return strings.Contains(name, "%") || hasWord(name, shareWords) }

func isThousandName(name string) bool { return !isDotted(name) && hasWord(name, thousandWords) }

func isCodeName(name string) bool {
	return areaCodeForm.MatchString(foldName(name)) || hasWord(name, codeWords)
}

func isAreaName(name string) bool {
	return !isCodeName(name) && !isDateName(name) && (foldName(name) == "name" || areaNameForm.MatchString(foldName(name)) || hasWord(name, areaNameWords))
}

// isNote reports whether a line above or below a table begins as titles and notes do.
func isNote(text string) bool {
	text = strings.ToLower(text)
	return strings.HasSuffix(text, ":") || slices.ContainsFunc(noteStarts, func(start string) bool { return strings.HasPrefix(text, start) })
}

// labelOf returns what a cell says of a group, and what it means: without what the tables of Nomis
// put around a label. It means nothing if it is no label.
func labelOf(text string) (label string, found []meaning) {
	const longest = 300 // no label has more bytes
	label = text
	for len(label) <= longest {
		if slices.Contains(moreTotals, fold(label)) {
			return label, []meaning{{total: true}}
		}
		if found = lookUp(label); len(found) > 0 {
			return label, found
		}
		shorter := label
		for _, start := range []string{"ethnic group", "ethnicity", "total"} {
			if before, after, ok := strings.Cut(label, ":"); ok && strings.EqualFold(strings.TrimSpace(before), start) {
				shorter = strings.TrimSpace(after)
			}
		}
		if before, after, ok := strings.Cut(label, ";"); ok && slices.Contains([]string{"measures-value", "value", "count", "number"}, fold(after)) {
			shorter = strings.TrimSpace(before)
		}
		if shorter == label {
			break
		}
		label = shorter
	}
	return label, nil
}

// isGroupLabel reports whether a cell is the label of a group, and no bare number, which could be
// anything.
func isGroupLabel(text string) bool {
	if text == "" || isNumber(text) {
		return false
	}
	_, found := labelOf(text)
	return slices.ContainsFunc(found, func(m meaning) bool { return !m.total && m.group.IsKnown() })
}

// isLabel reports whether a cell is the label of a group, of a total, or of people of no group.
func isLabel(text string) bool {
	_, found := labelOf(text)
	return text != "" && !isNumber(text) && len(found) > 0
}

// dayOfText returns the day that a date says: 2019-06-30, 30/06/2019, 30 June 2019, or the 30th of
// June of "mid-2019".
func dayOfText(text string) (day time.Time, ok bool) {
	folded := foldName(text)
	if year, isMid := strings.CutPrefix(folded, "mid "); isMid {
		folded = "30 june " + strings.TrimPrefix(year, "year ")
	}
	for _, form := range []string{"2006 1 2", "2 1 2006", "2 January 2006", "2 Jan 2006", "2006 1 2t00 00 00", "2006 1 2 00 00 00",
		"2006 1 2t00 00 00z"} {
		if day, err := time.Parse(form, folded); err == nil {
			return day, day.Year() > 1
		}
	}
	return day, false
}
