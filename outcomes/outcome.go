package outcomes

import (
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// Outcome is what a search led to. House names are used in code, flags and output; the labels of
// the sources are tables: both generations of data.police.uk (to January 2018, and since), the ids
// of its API, and the Home Office tables from 2020/21.
//
// The zero value says that no outcome is recorded. That is not [NoFurtherAction]: some forces leave
// the outcome blank where nothing was done, others where it is not known, and a file does not say
// which.
type Outcome uint8

// The outcomes.
const (
	// blank, or details not available
	OutcomeNotRecorded Outcome = iota
	// a label that is in no table of this package
	OutcomeUnrecognised
	// arrest; to January 2018 "Suspect arrested"
	Arrest
	// voluntary attendance at an interview; Home Office tables alone
	VoluntaryAttendance
	// summons or charge by post; to January 2018 "Suspect summonsed to court"
	Summons
	// caution, simple or conditional
	Caution
	// penalty notice for disorder
	PenaltyNotice
	// community resolution; to January 2018 "Local resolution"
	CommunityResolution
	// khat or cannabis warning; to January 2018 "Offender given drugs possession warning"
	KhatOrCannabisWarning
	// verbal warning; Home Office tables alone
	VerbalWarning
	// seizure of property; Home Office tables alone
	PropertySeized
	// other action; Home Office tables alone
	OtherAction
	// "Article found - Detailed outcome unavailable", to January 2018: an article and an outcome,
	// not named
	ArticleFound
	// "Suspected psychoactive substances seized - No further action", 2016 to 2017
	SubstanceSeized
	// nothing was done; since February 2018 that does not say whether something was found
	NoFurtherAction
	// nothing was found, and nothing was done: to January 2018, and false in the API
	NothingFound
)

var outcomeNames = enum.New[Outcome]("outcome", [][]string{
	OutcomeNotRecorded:    {"not recorded", "Details not available"},
	OutcomeUnrecognised:   {"unrecognised"},
	Arrest:                {"arrest", "bu-arrest", "Suspect arrested"},
	VoluntaryAttendance:   {"voluntary attendance"},
	Summons:               {"summons", "Summons / charged by post", "bu-summons", "Suspect summonsed to court"},
	Caution:               {"caution", "Caution (simple or conditional)", "bu-caution", "Offender cautioned"},
	PenaltyNotice:         {"penalty notice for disorder", "bu-penalty-notice", "Offender given penalty notice"},
	CommunityResolution:   {"community resolution", "bu-community-resolution", "Local resolution"},
	KhatOrCannabisWarning: {"khat or cannabis warning", "bu-khat-or-cannabis-warning", "Khat/cannabis warning", "Offender given drugs possession warning"},
	VerbalWarning:         {"verbal warning"},
	PropertySeized:        {"seizure of property"},
	OtherAction:           {"other action"},
	ArticleFound:          {"article found", "Article found - Detailed outcome unavailable"},
	SubstanceSeized:       {"psychoactive substance seized", "Suspected psychoactive substances seized - No further action"},
	NoFurtherAction:       {"no further action", "A no further action disposal", "bu-no-further-action"},
	NothingFound:          {"nothing found", "Nothing found - no further action", "false"},
})

// Class returns the class of o. Every outcome is in exactly one.
func (o Outcome) Class() Class {
	if int(o) < len(classOf) {
		return classOf[o]
	}
	return ClassUnrecognised
}

// IsAction reports whether o says that something was done about the person. A blank outcome does
// not say so, nor does a label that no table has. [SubstanceSeized] is no action: its label says no
// further action.
func (o Outcome) IsAction() bool {
	switch o.Class() {
	case ClassNotRecorded, ClassUnrecognised, ClassNoFurtherAction:
		return false
	}
	return true
}

// IsKnown reports whether an outcome is recorded, under a label that some table of this package
// has.
func (o Outcome) IsKnown() bool {
	c := o.Class()
	return c != ClassNotRecorded && c != ClassUnrecognised
}

// IsPositive reports whether o is a positive outcome, as forces publish it: arrest, voluntary
// attendance, charge or summons, an out-of-court disposal (a drugs warning among them), or a
// seizure. A verbal warning and an action that is not named are actions and not positive;
// [SubstanceSeized] is positive and no action.
func (o Outcome) IsPositive() bool {
	switch o.Class() {
	case ClassArrest, ClassVoluntaryAttendance, ClassChargeOrSummons, ClassOutOfCourtFormal, ClassOutOfCourtInformal:
		return true
	}
	return o == PropertySeized || o == SubstanceSeized
}

// String returns the canonical name of o, as [ParseOutcome] reads it. It returns "Outcome(99)" for
// a number that is no outcome.
func (o Outcome) String() string { return outcomeNames.String(o) }

// AppendText appends the canonical name of o. It is an error if o is no outcome.
func (o Outcome) AppendText(b []byte) ([]byte, error) { return outcomeNames.AppendText(b, o) }

// MarshalText returns the canonical name of o. It is an error if o is no outcome.
func (o Outcome) MarshalText() ([]byte, error) { return o.AppendText(nil) }

// UnmarshalText reads what [ParseOutcome] reads, so that an Outcome works with [flag.TextVar], JSON
// and CSV.
func (o *Outcome) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, o, ParseOutcome) }

// ParseOutcome returns the outcome that label stands for: a canonical name, or a label of
// data.police.uk, its API or the Home Office, in any letter case. The error lists the canonical
// names.
func ParseOutcome(label string) (Outcome, error) { return outcomeNames.Parse(label) }

// Outcomes returns every outcome in the order of the constants.
func Outcomes() iter.Seq[Outcome] { return outcomeNames.Values() }
