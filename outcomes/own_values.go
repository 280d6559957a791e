package outcomes

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/seed-549880be/disparity/ethnicity"
)

// crimeNumber finds the number of a crime outcome type, what follows it, and the words behind that:
// "01", "Type 1", "1 - Charge/Summons", and "1A", a charge of another offence than was recorded.
var crimeNumber = regexp.MustCompile(`^(?:(?:outcome|type|code|number|no)[ .:]*)*0*([0-9]{1,2})(?:\.0)?(a?)(?:$|( *[-:.),=/] *| +)(.*)$)`)

// crimeInCell reads the outcome of a crime. It goes by the number where there is one, unless the
// words behind it are those of another type, or there is nothing but space between and the words
// are of none.
func crimeInCell(label string) (uint8, error) {
	if o, ok := crimeOutcomeNames.Lookup(label); ok {
		return uint8(o), nil
	}
	text := string(spelled([]byte(label)))
	if text == "not recorded" {
		return uint8(NotYetAssigned), nil
	}
	if m := crimeNumber.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1]) // of two digits at most
		o, alternate := CrimeOutcome(n), m[2] != ""
		meant, known := crimeOutcomeNames.Lookup(m[4])
		apart := known && meant == o || !known && (m[4] == "" || strings.TrimSpace(m[3]) != "")
		// a charge and cautions may be of an alternate offence
		if n <= int(DiversionaryActivity) && apart && (!alternate || o == ChargedOrSummonsed || o == CautionYouths || o == CautionAdults) {
			return uint8(o), nil
		}
	}
	return uint8(CrimeOutcomeUnrecognised), ethnicity.ErrUnknownLabel
}

// oldest is the most years that anybody is taken to have.
const oldest = 120

// ageInCell reads an age band, or an age in whole years.
func ageInCell(label string) (Age, error) {
	years, err := strconv.ParseUint(strings.TrimSuffix(ageBand(label), ".0"), 10, 16)
	if err == nil && years <= oldest {
		return ageOf(int(years)), nil
	}
	return ParseAge(label)
}

// ageOf returns the band of an age in years, of those that data.police.uk has.
func ageOf(years int) Age {
	switch {
	case years < 10:
		return AgeUnder10
	case years < 18:
		return Age10To17
	case years < 25:
		return Age18To24
	case years < 35:
		return Age25To34
	}
	return AgeOver34
}

// monthAlone returns the first day of a month that stands without a day, as year-month-day:
// "2023-04", "04/2023", "Apr-23", "April 2023". 23-Apr is none, which may be a day without a year.
func monthAlone(cell []byte) (day []byte, ok bool) {
	p := cursor{rest: spelled(cell), ok: true}
	first := p.part()
	between := p.skipAny("-/., ")
	second := p.part()
	if !p.ok || len(p.rest) > 0 {
		return nil, false
	}
	month, year := first, second
	if first.digits == 4 {
		month, year = second, first
	}
	named := month.digits == 0
	switch {
	case year.digits == 4 && month.digits <= 2 && (named || between != ""):
	case year.digits == 2 && named:
		year.value += century(year.value)
	default:
		return nil, false
	}
	if month.value < 1 || month.value > 12 {
		return nil, false
	}
	return fmt.Appendf(nil, "%04d-%02d-01", year.value, month.value), true
}

// takesMonths reports whether a month will do for a date: where the options say which column is the
// date.
func (t *table) takesMonths() bool { return t.own.mapped[fieldDate] }

// monthMoment returns the first moment of a month that stands in place of a date, at the time of
// day of another cell; what is wrong with the date if it is no month.
func monthMoment(date, clock []byte, wrong error) (m moment, inClock bool, err error) {
	if day, ok := monthAlone(date); ok {
		return parseMoment(day, clock)
	}
	return moment{}, false, wrong
}
