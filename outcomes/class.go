package outcomes

import (
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// Class is the kind of an [Outcome], as reviews group them. Every outcome is in exactly one class,
// so the classes partition the searches. Formal and informal out-of-court disposals are those of
// the Home Office Counting Rules (outcome types 2, 3 and 6; 7 and 8).
type Class uint8

// The classes.
const (
	// no outcome is recorded
	ClassNotRecorded Class = iota
	// an outcome under a label that is in no table of this package
	ClassUnrecognised
	// arrest
	ClassArrest
	// voluntary attendance
	ClassVoluntaryAttendance
	// summons or charge by post
	ClassChargeOrSummons
	// caution, penalty notice for disorder
	ClassOutOfCourtFormal
	// community resolution, khat or cannabis warning
	ClassOutOfCourtInformal
	// verbal warning, seizure, other action, an article found with an outcome that is not named
	ClassOtherAction
	// no further action, nothing found
	ClassNoFurtherAction
)

var classNames = enum.New[Class]("class of outcomes", [][]string{
	ClassNotRecorded:         {"not recorded"},
	ClassUnrecognised:        {"unrecognised"},
	ClassArrest:              {"arrest"},
	ClassVoluntaryAttendance: {"voluntary attendance"},
	ClassChargeOrSummons:     {"charge or summons"},
	ClassOutOfCourtFormal:    {"out-of-court disposal, formal"},
	ClassOutOfCourtInformal:  {"out-of-court disposal, informal"},
	ClassOtherAction:         {"other action"},
	ClassNoFurtherAction:     {"no further action"},
})

var classOf = [...]Class{
	OutcomeNotRecorded:    ClassNotRecorded,
	OutcomeUnrecognised:   ClassUnrecognised,
	Arrest:                ClassArrest,
	VoluntaryAttendance:   ClassVoluntaryAttendance,
	Summons:               ClassChargeOrSummons,
	Caution:               ClassOutOfCourtFormal,
	PenaltyNotice:         ClassOutOfCourtFormal,
	CommunityResolution:   ClassOutOfCourtInformal,
	KhatOrCannabisWarning: ClassOutOfCourtInformal,
	VerbalWarning:         ClassOtherAction,
	PropertySeized:        ClassOtherAction,
	OtherAction:           ClassOtherAction,
	ArticleFound:          ClassOtherAction,
	SubstanceSeized:       ClassNoFurtherAction,
	NoFurtherAction:       ClassNoFurtherAction,
	NothingFound:          ClassNoFurtherAction,
}

// String returns the canonical name of c, as [ParseClass] reads it. It returns "Class(99)" for a
// number that is no class of outcomes.
func (c Class) String() string { return classNames.String(c) }

// AppendText appends the canonical name of c. It is an error if c is no class of outcomes.
func (c Class) AppendText(b []byte) ([]byte, error) { return classNames.AppendText(b, c) }

// MarshalText returns the canonical name of c. It is an error if c is no class of outcomes.
func (c Class) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText reads what [ParseClass] reads, so that a Class works with [flag.TextVar], JSON and
// CSV.
func (c *Class) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, c, ParseClass) }

// ParseClass returns the class of outcomes that has that name, in any letter case. The error lists
// the canonical names.
func ParseClass(label string) (Class, error) { return classNames.Parse(label) }

// Classes returns every class of outcomes in the order of the constants.
func Classes() iter.Seq[Class] { return classNames.Values() }
