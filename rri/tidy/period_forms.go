package tidy

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Parts of the forms of labels, which are in small letters and have one space for several.
const (
	monthForm = `(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?`
	yearForm  = `((?:19|20)\d\d)`
	yearsForm = `((?:19|20)\d\d) ?[-/] ?(\d{4}|\d\d)`
	quartForm = `(?:q(?:tr|uarter)?\.? ?([1-4])|([1-4])(?:st|nd|rd|th)? ?q(?:tr|uarter)?|(first|second|third|fourth) q(?:tr|uarter))`
	halfForm  = `(?:h(?:alf)?\.? ?([12])|([12])(?:st|nd)? ?h(?:alf)?|(first|second) half)`
	dateForm  = `(\d{1,2})`
	clockForm = `(?:[t ][\d:.,z+ -]*(?:[ap]\.?m\.?)?)?`
	joinForm  = `[ /.,'-]*`
)

// periodForm is one way in which people write periods.
type periodForm struct {
	form *regexp.Regexp
	// read returns the readings of a label whose parts are m, and no reading and no error if it is
	// of another form.
	read func(h periodHints, m []string) ([]reading, error)
}

func newForm(form string, read func(h periodHints, m []string) ([]reading, error)) periodForm {
	return periodForm{regexp.MustCompile("^" + form + "$"), read}
}

// knownForms returns all of them. They are made when the first label is read: many programs read
// none, and they are a good part of what it takes to start one.
func knownForms() []periodForm {
	formsOnce.Do(func() { formsMade = periodForms() })
	return formsMade
}

var (
	formsOnce sync.Once
	formsMade []periodForm
)

// periodForms makes them, in the order in which they are tried.
func periodForms() []periodForm {
	return []periodForm{
		newForm(`(?:(year|yr|financial year|fiscal year|fin year|half ?-?year|quarter|qtr|month|week|(?:\d\d?|three|six|twelve) ?months?) (?:ending|ended|ends|end|to)|`+
			`(fye|ye|y/e|h/e|q/e|m/e|w/e)\b):? ?(?:in |on )?(.+)`, periodHints.readEnding),
		newForm(`(?:week|w/?) ?(?:commencing|beginning|starting|of|c/?|b) (.+)`, periodHints.readWeekFrom),
		newForm(yearForm+` ?-?w(?:eek|k)? ?(\d{1,2})()`, periodHints.readWeek),
		newForm(`()w(?:eek|k) ?(\d{1,2}),? (?:of )?`+yearForm, periodHints.readWeek),
		newForm(yearForm+`(?:\.0+)?`, periodHints.readYear),
		newForm(yearForm+` ?(-|/|to|) ?(\d{4}|\d\d?)`, periodHints.readPair),
		newForm(`(\d\d) ?([-/]) ?(\d\d)`, periodHints.readShortPair),
		newForm(quartForm+joinForm+yearForm, periodHints.readQuarter),
		newForm(quartForm+joinForm+yearsForm, periodHints.readQuarter),
		newForm(quartForm+joinForm+`(\d\d) ?/ ?(\d\d)`, periodHints.readQuarter),
		newForm(quartForm+`[ '-]*(\d\d)`, periodHints.readQuarter),
		newForm(yearForm+joinForm+quartForm, periodHints.readYearQuarter),
		newForm(yearsForm+joinForm+quartForm, periodHints.readYearsQuarter),
		newForm(`(.*?)[ ,-]*\(([^()]*)\)(.*)`, periodHints.readBrackets),
		newForm(halfForm+joinForm+yearForm, periodHints.readHalf),
		newForm(halfForm+joinForm+yearsForm, periodHints.readHalf),
		newForm(yearForm+joinForm+halfForm, periodHints.readYearHalf),
		newForm(yearsForm+joinForm+halfForm, periodHints.readYearsHalf),
		newForm(monthForm+joinForm+`((?:19|20)\d\d|\d\d)`, periodHints.readMonth),
		newForm(yearForm+joinForm+monthForm, periodHints.readYearMonth),
		newForm(yearForm+` ?-?m ?(\d{1,2})`, periodHints.readYearNumber),
		newForm(dateForm+`[-/.]`+yearForm, periodHints.readNumberMonth),
		newForm(yearForm+`([-/.]?)(\d\d)([-/.]?)(\d\d)`+clockForm, periodHints.readDate),
		newForm(dateForm+`([-/. ])`+dateForm+`[-/. ](\d{4}|\d\d)`+clockForm, periodHints.readNumberDate),
		newForm(dateForm+`[ /.,-]*(?:of )?`+monthForm+joinForm+`((?:19|20)\d\d|\d\d)`+clockForm, periodHints.readWordDate),
		newForm(monthForm+` ?`+dateForm+`,? `+yearForm+clockForm, periodHints.readMonthDate),
		newForm(dateForm+`[ /.-]?`+monthForm+`()()`, periodHints.refuseDay),
		newForm(monthForm+`(?:[ ,'-]*(`+`(?:19|20)\d\d|\d\d`+`))? ?(?:-|/|to|and|until|till|through) ?`+monthForm+`[ ,'-]*((?:19|20)\d\d|\d\d)`,
			periodHints.readMonths),
		newForm(yearForm+`[ ,:-]*`+monthForm+` ?(?:-|/|to|and) ?`+monthForm, periodHints.readYearMonths),
		newForm(monthForm+`(?: ?(?:-|/|to|and) ?`+monthForm+`)? `+yearsForm, periodHints.readMonthsOfYears),
		newForm(yearsForm+`[ ,:-]+`+monthForm+`(?: ?(?:-|/|to|and) ?`+monthForm+`)?`, periodHints.readYearsMonths),
		newForm(monthForm+`()()()`, periodHints.refuseMonth),
		newForm(`(.+?)(?: to | until | through | - |\.\.+)(.+)`, periodHints.readSpan),
	}
}

var (
	spaces    = regexp.MustCompile(`[\s\x{a0}\x{202f}]+`)
	marksForm = regexp.MustCompile(`(?:\s*(?:\[[^\]]*\]|\((?:p|r|e|prov(?:isional)?|rev(?:ised)?|note[^)]*|estimated?|[1-9])\)|\*+|†+|‡+|[¹²³]+))+$`)
	dayNames  = regexp.MustCompile(`^(?:mon|tue|tues|wed|weds|thu|thur|thurs|fri|sat|sun)(?:day|sday|nesday|rsday|urday)?,? `)
	ordinals  = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th) (of )?`)
	dashes    = strings.NewReplacer("–", "-", "—", "-", "−", "-", "‑", "-", "‐", "-", "_", "-", "’", "'", "‘", "'")
	ownHints  = regexp.MustCompile(`^(?:the )?((?:financial|fiscal|fin|calendar|academic|school|reporting) ?(?:years?|yr)|year|yr|month of|month|fy|cy|ay):? ?(\d.*|[a-z]{3,9}\.? ?\d.*)$`)
	ownLast   = regexp.MustCompile(`^(.*\d) ((?:financial|fiscal|fin|calendar|academic|school)(?: years?| yr)?)$`)
	lastMark  = regexp.MustCompile(`(\d) ?[pre]$`)
	fiscal    = regexp.MustCompile(`\bf\.?y\.?[ :-]?(\d)`)
	longest   = 80
)

var errNoPeriod = errors.New("no period that can be read: write it as 2019-04-01, 2019-04, April 2019, 2019 Q2, 2019 or 2019/20")

// read returns the ways to read a label, of which there is one at least.
func (h periodHints) read(label string) ([]reading, error) {
	text := strings.ToLower(strings.TrimSpace(spaces.ReplaceAllString(dashes.Replace(label), " ")))
	text = strings.TrimSpace(strings.TrimPrefix(marksForm.ReplaceAllString(text, ""), "'"))
	text = lastMark.ReplaceAllString(text, "$1")
	text = dayNames.ReplaceAllString(text, "")
	if !strings.Contains(text, "q") && !strings.Contains(text, "half") {
		text = ordinals.ReplaceAllString(text, "$1 ")
	}
	switch {
	case text == "":
		return nil, errors.New("a blank, and no period: say of which it is, or leave the row out")
	case len(text) > longest:
		return nil, errNoPeriod
	}
	if fiscal.MatchString(text) {
		h.begins, h.year, h.calendar = time.April, true, false
		ways, err := h.readText(fiscal.ReplaceAllString(text, "$1"))
		return h.decided(ways), err
	}
	return h.readText(text)
}

// readText reads a label in small letters.
func (h periodHints) readText(text string) ([]reading, error) {
	if ways, err := h.tryForms(text); ways != nil || err != nil {
		return ways, err
	}
	if h.begins != 0 && len(text) == 2 && strings.Trim(text, digits) == "" {
		return h.readYear([]string{text})
	}
	said, rest := "", ""
	if m := ownHints.FindStringSubmatch(text); m != nil {
		said, rest = m[1], m[2]
	} else if m := ownLast.FindStringSubmatch(text); m != nil {
		said, rest = m[2], m[1]
	}
	if rest != "" {
		own := hintsOf(said)
		own.ending, own.ends = h.ending, h.ends
		if ways, err := own.tryForms(rest); ways != nil || err != nil {
			return own.decided(ways), err
		}
	}
	return nil, unreadable(text)
}

// decided leaves of the ways of a label the one that its own words say.
func (h periodHints) decided(ways []reading) []reading {
	for _, r := range ways {
		if len(ways) > 1 && (h.year && r.form == formYears || h.month && r.form == formMonth) {
			return []reading{r}
		}
	}
	return ways
}

func (h periodHints) tryForms(text string) ([]reading, error) {
	for _, f := range knownForms() {
		if m := f.form.FindStringSubmatch(text); m != nil {
			if ways, err := f.read(h, m[1:]); ways != nil || err != nil {
				return ways, err
			}
		}
	}
	return nil, nil
}

// unreadable is the error of a label of no form.
func unreadable(text string) error {
	if n, err := strconv.ParseFloat(text, 64); err == nil && n > 20000 && n < 80000 {
		return errors.New("a number of days, as spreadsheets keep dates: write it as a date, as 2019-04-01")
	}
	return errNoPeriod
}

// one returns a reading as the only one.
func one(r reading) []reading { return []reading{r} }

// saying returns a reading as the only one, with what is said of it.
func saying(r reading, format string, args ...any) []reading {
	r.note = fmt.Sprintf(format, args...)
	return []reading{r}
}

// refuseDay is the error of 19-apr, which is a month in a spreadsheet, or a day without a year.
func (h periodHints) refuseDay(m []string) ([]reading, error) {
	month, _ := monthOf(m[1])
	return nil, fmt.Errorf("a day without a year, or a month as a spreadsheet shows it: write the month as %d-%02d, or the day with its year",
		yearOf(fmt.Sprintf("%02s", m[0])), month)
}

// refuseMonth is the error of a month without a year.
func (h periodHints) refuseMonth([]string) ([]reading, error) {
	return nil, errors.New("a month without a year: write the year too, as April 2019, or give it in a column of its own")
}

// readSpan reads "2010/11 to 2012/13": all from the beginning of one to the end of another.
func (h periodHints) readSpan(m []string) ([]reading, error) {
	from, err := h.readText(m[0])
	if err != nil {
		return nil, nil
	}
	to, err := h.readText(m[1])
	if err != nil {
		return nil, nil
	}
	var ways []reading
	for _, a := range from {
		for _, b := range to {
			if len(from)+len(to) > 2 && a.form != b.form && a.form != formPlain && b.form != formPlain {
				continue
			}
			r := reading{start: a.start, end: b.end, form: max(a.form, b.form), slash: a.slash || b.slash, note: a.note}
			if !r.start.Before(r.end) {
				return nil, fmt.Errorf("it ends on %s, before it begins on %s: write the earlier first",
					r.end.AddDate(0, 0, -1).Format(time.DateOnly), r.start.Format(time.DateOnly))
			}
			ways = append(ways, r)
		}
	}
	return ways, nil
}
