package outcomes

import (
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// Gender is the gender of the person, as the source has it. The zero value says that it is not
// recorded.
type Gender uint8

// The genders of the sources.
const (
	GenderNotRecorded  Gender = iota // blank
	GenderUnrecognised               // a label that is in no table of this package
	Female                           // female
	Male                             // male
	OtherGender                      // other
)

var genderNames = enum.New[Gender]("gender", [][]string{
	GenderNotRecorded:  {"not recorded", "unknown", "not known", "not stated", "unspecified"},
	GenderUnrecognised: {"unrecognised"},
	Female:             {"female", "F", "woman"},
	Male:               {"male", "M", "man"},
	OtherGender:        {"other", "non-binary", "nonbinary", "non binary"},
})

// String returns the canonical name of g, as [ParseGender] reads it. It returns "Gender(99)" for a
// number that is no gender.
func (g Gender) String() string { return genderNames.String(g) }

// AppendText appends the canonical name of g. It is an error if g is no gender.
func (g Gender) AppendText(b []byte) ([]byte, error) { return genderNames.AppendText(b, g) }

// MarshalText returns the canonical name of g. It is an error if g is no gender.
func (g Gender) MarshalText() ([]byte, error) { return g.AppendText(nil) }

// UnmarshalText reads what [ParseGender] reads, so that a Gender works with [flag.TextVar], JSON
// and CSV.
func (g *Gender) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, g, ParseGender) }

// ParseGender returns the gender that label stands for: a label of data.police.uk, its first letter
// F or M, or woman, man or non-binary, in any letter case. The error lists the canonical names.
func ParseGender(label string) (Gender, error) { return genderNames.Parse(label) }

// Genders returns every gender in the order of the constants.
func Genders() iter.Seq[Gender] { return genderNames.Values() }
