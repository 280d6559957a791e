package outcomes

import (
	"iter"

	"github.com/seed-549880be/disparity/ethnicity"
	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// EthnicityRule says whose account of a person's ethnicity counts. The zero value is [SelfDefined].
//
// The choice moves results by a factor of two where self-defined ethnicity is often missing, so it
// is part of every result.
type EthnicityRule uint8

// The rules.
const (
	// as the person says; unknown where they do not
	SelfDefined EthnicityRule = iota
	// as the officer sees it
	OfficerDefined
	// as the person says, and where that is unknown as the officer sees it
	SelfThenOfficer
)

var ruleNames = enum.New[EthnicityRule]("ethnicity rule", [][]string{
	SelfDefined:     {"self"},
	OfficerDefined:  {"officer"},
	SelfThenOfficer: {"self-then-officer"},
})

// Of returns the ethnicity of k under the rule. Where [SelfThenOfficer] finds both unknown it
// returns the self-defined value, which says more of why: not stated, refused or blank. A number
// that is no rule counts as [SelfDefined]; [Tally.Counts] and [Tally.Proportions] refuse it.
func (r EthnicityRule) Of(k Key) ethnicity.Group {
	switch {
	case r == OfficerDefined, r == SelfThenOfficer && !k.Self.IsKnown() && k.Officer.IsKnown():
		return k.Officer
	}
	return k.Self
}

// String returns the canonical name of r, as [ParseEthnicityRule] reads it. It returns
// "EthnicityRule(99)" for a number that is no ethnicity rule.
func (r EthnicityRule) String() string { return ruleNames.String(r) }

// AppendText appends the canonical name of r. It is an error if r is no ethnicity rule.
func (r EthnicityRule) AppendText(b []byte) ([]byte, error) { return ruleNames.AppendText(b, r) }

// MarshalText returns the canonical name of r. It is an error if r is no ethnicity rule.
func (r EthnicityRule) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText reads what [ParseEthnicityRule] reads, so that an EthnicityRule works with
// [flag.TextVar], JSON and CSV.
func (r *EthnicityRule) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, r, ParseEthnicityRule)
}

// ParseEthnicityRule returns the ethnicity rule that has that name, in any letter case. The error
// lists the canonical names.
func ParseEthnicityRule(label string) (EthnicityRule, error) { return ruleNames.Parse(label) }

// EthnicityRules returns every ethnicity rule in the order of the constants.
func EthnicityRules() iter.Seq[EthnicityRule] { return ruleNames.Values() }
