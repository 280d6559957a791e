package outcomes

import (
	"iter"

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
	AgeNotRecorded:  {"not recorded"},
	AgeUnrecognised: {"unrecognised"},
	AgeUnder10:      {"under 10"},
	Age10To17:       {"10-17", "10 - 17 years"},
	Age18To24:       {"18-24"},
	Age25To34:       {"25-34"},
	AgeOver34:       {"over 34"},
	Age25To29:       {"25-29"},
	AgeOver29:       {"30 or over"},
})

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

// ParseAge returns the age band that label stands for: a label of data.police.uk, in any letter
// case. The error lists the canonical names.
func ParseAge(label string) (Age, error) { return ageNames.Parse(label) }

// Ages returns every age band in the order of the constants.
func Ages() iter.Seq[Age] { return ageNames.Values() }
