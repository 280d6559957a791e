package outcomes

import (
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// CrimeRate is the share of people who were arrested, suspected or charged whose crime has an
// outcome of some kind, out of those whose crime has an outcome (types 1 to 22). Whose crime has
// none so far, or none that is recorded, is no trial, and is in the missing share: what will become
// of them is open, and they may be more in one group than in another.
type CrimeRate uint8

// The rates.
const (
	// a charge or summons: type 1
	CrimeChargeRate CrimeRate = iota
	// an out-of-court disposal, formal or informal: types 2, 3, 6, 7 and 8
	CrimeOutOfCourtRate
	// a formal one: types 2, 3 and 6
	CrimeOutOfCourtFormalRate
	// an informal one: types 7 and 8
	CrimeOutOfCourtInformalRate
	// diversionary, educational or intervention activity: type 22, which the Home Office counts
	// beside out-of-court disposals
	CrimeDiversionRate
	// no further action: types 5, 9 to 18 and 21
	CrimeNoFurtherActionRate
)

var crimeRateNames = enum.New[CrimeRate]("crime outcome rate", [][]string{
	CrimeChargeRate:             {"charge rate"},
	CrimeOutOfCourtRate:         {"out-of-court rate"},
	CrimeOutOfCourtFormalRate:   {"formal out-of-court rate"},
	CrimeOutOfCourtInformalRate: {"informal out-of-court rate"},
	CrimeDiversionRate:          {"diversion rate"},
	CrimeNoFurtherActionRate:    {"no further action rate"},
})

var crimeRates = [...]struct {
	text   string
	groups []CrimeOutcomeGroup
}{
	CrimeChargeRate:             {"a charge or summons (outcome type 1)", []CrimeOutcomeGroup{GroupCharged}},
	CrimeOutOfCourtRate:         {"an out-of-court disposal, formal or informal (outcome types 2, 3, 6, 7 and 8)", []CrimeOutcomeGroup{GroupOutOfCourtFormal, GroupOutOfCourtInformal}},
	CrimeOutOfCourtFormalRate:   {"a formal out-of-court disposal (outcome types 2, 3 and 6)", []CrimeOutcomeGroup{GroupOutOfCourtFormal}},
	CrimeOutOfCourtInformalRate: {"an informal out-of-court disposal (outcome types 7 and 8)", []CrimeOutcomeGroup{GroupOutOfCourtInformal}},
	CrimeDiversionRate:          {"diversionary, educational or intervention activity (outcome type 22)", []CrimeOutcomeGroup{GroupDiversion}},
	CrimeNoFurtherActionRate: {"no further action (outcome types 5, 9 to 18 and 21)",
		[]CrimeOutcomeGroup{GroupNotProsecuted, GroupVictimDeclines, GroupVictimSupports, GroupNoSuspect, GroupNotInvestigated}},
}

// Definition returns what r means. A number that is no rate gives the zero Definition.
func (r CrimeRate) Definition() Definition {
	if int(r) >= len(crimeRates) {
		return Definition{}
	}
	var in [len(crimeGroupOf)]bool
	for o, of := range crimeGroupOf {
		for _, g := range crimeRates[r].groups {
			in[o] = in[o] || of == g
		}
	}
	return Definition{
		Name:    r.String(),
		Text:    "people whose crime has " + crimeRates[r].text + " as its outcome, out of people whose crime has an outcome (types 1 to 22)",
		Event:   func(k Key) bool { return k.Crime.IsOutcome() && in[k.Crime] },
		Trial:   func(k Key) bool { return k.Crime.IsOutcome() },
		Missing: func(k Key) bool { return !k.Crime.IsOutcome() },
	}
}

// String returns the name of r, as [ParseCrimeRate] reads it. It returns "CrimeRate(99)" for a
// number that is no crime outcome rate.
func (r CrimeRate) String() string { return crimeRateNames.String(r) }

// AppendText appends the name of r. It is an error if r is no crime outcome rate.
func (r CrimeRate) AppendText(b []byte) ([]byte, error) { return crimeRateNames.AppendText(b, r) }

// MarshalText returns the name of r. It is an error if r is no crime outcome rate.
func (r CrimeRate) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText reads what [ParseCrimeRate] reads, so that a CrimeRate works with [flag.TextVar],
// JSON and CSV.
func (r *CrimeRate) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, r, ParseCrimeRate)
}

// ParseCrimeRate returns the crime outcome rate that has that name, in any letter case. The error
// lists the names.
func ParseCrimeRate(label string) (CrimeRate, error) { return crimeRateNames.Parse(label) }

// CrimeRates returns every crime outcome rate in the order of the constants.
func CrimeRates() iter.Seq[CrimeRate] { return crimeRateNames.Values() }
