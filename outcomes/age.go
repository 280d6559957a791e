package outcomes

import (
	"iter"
	"strings"
	"time"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// Age is the age band of the person, as the officer saw it. The bands are those of data.police.uk;
// Home Office tables cut the oldest otherwise. The zero value says that it is not recorded.
type Age uint8

// The age bands.
const (
	AgeNotRecorded  Age = iota // blank
	AgeUnrecognised            // a label that is in no table of this package
	AgeUnder10                 // under 10
	Age10To17                  // 10 to 17
	Age18To24                  // 18 to 24
	Age25To34                  // 25 to 34
	AgeOver34                  // 35 and over
	Age25To29                  // 25 to 29; Home Office tables alone
	AgeOver29                  // 30 and over; Home Office tables alone
)

var ageNames = enum.New[Age]("age band", [][]string{
	AgeNotRecorded:  {"not recorded", "unknown", "not known", "not stated", "unspecified"},
	AgeUnrecognised: {"unrecognised"},
	AgeUnder10:      {"under 10", "<10", "0-9"},
	Age10To17:       {"10-17"},
	Age18To24:       {"18-24"},
	Age25To34:       {"25-34"},
	AgeOver34:       {"over 34", ">34", "34+", "35+", "35 or over", "35 and over", "35 or older"},
	Age25To29:       {"25-29"},
	AgeOver29:       {"30 or over", "30+", "30 and over", "over 29"},
})

// ageWords are what people write into an age band that tells nothing.
var ageWords = strings.NewReplacer(" years", "", " yrs", "", " old", "", "aged ", "", "age ", "")

// ageBand returns an age band as data.police.uk writes it: 10-17 for "10 to 17 years".
func ageBand(label string) string {
	words := strings.Fields(ageWords.Replace(string(spelled([]byte(label)))))
	band := strings.Join(words, " ")
	for _, between := range []string{" - ", "- ", " -", " to "} {
		band = strings.ReplaceAll(band, between, "-")
	}
	for _, sign := range []string{"<", ">"} {
		band = strings.ReplaceAll(band, sign+" ", sign)
	}
	return strings.ReplaceAll(band, " +", "+")
}

// isSpoilt10To17 reports whether a spreadsheet has made a date of the age band 10-17: October 2017,
// or the 17th of October of the year in which that happened. No other band looks like a date.
func isSpoilt10To17(label string) bool {
	switch strings.NewReplacer(" ", "-", "/", "-").Replace(string(spelled([]byte(label)))) {
	case "oct-17", "17-oct", "october-17", "17-october", "10-17", "17-10", "oct-2017", "october-2017", "2017-10", "10-2017":
		return true
	}
	m, _, err := parseMoment([]byte(label), nil)
	if err != nil || m.timed() {
		return false
	}
	is := func(m moment) bool {
		return m.month == int(time.October) && (m.day == 17 || m.day == 1 && m.year == 2017)
	}
	return is(m) || m.unordered && is(m.swapped())
}

// String returns the canonical name of a, as [ParseAge] reads it. It returns "Age(99)" for a number
// that is no age band.
func (a Age) String() string { return ageNames.String(a) }

// AppendText appends the canonical name of a. It is an error if a is no age band.
func (a Age) AppendText(b []byte) ([]byte, error) { return ageNames.AppendText(b, a) }

// MarshalText returns the canonical name of a. It is an error if a is no age band.
func (a Age) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText reads what [ParseAge] reads, so that an Age works with [flag.TextVar], JSON and
// CSV.
func (a *Age) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, a, ParseAge) }

// ParseAge returns the age band that label stands for: a label of data.police.uk, the same band as
// people write it ("10 to 17 years", "34+"), or what spreadsheets make of 10-17 ("Oct-17",
// 2017-10-01, 43009), in any letter case. The error lists the canonical names.
func ParseAge(label string) (Age, error) {
	a, err := ageNames.Parse(label)
	if err != nil {
		if band, ok := ageNames.Lookup(ageBand(label)); ok {
			return band, nil
		}
		if isSpoilt10To17(label) {
			return Age10To17, nil
		}
	}
	return a, err
}

// Ages returns every age band in the order of the constants.
func Ages() iter.Seq[Age] { return ageNames.Values() }
