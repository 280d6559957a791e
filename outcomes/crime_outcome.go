package outcomes

import (
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// CrimeOutcome is the outcome type of a recorded crime, numbered 1 to 22 as in the Home Office
// Counting Rules: CrimeOutcome(8) is type 8. The number 0, the zero value, is a crime without an
// outcome so far, as the published tables have it, and a record that says nothing of one. It is
// never an outcome ([CrimeOutcome.IsOutcome]).
type CrimeOutcome uint8

// The outcome types.
const (
	NotYetAssigned CrimeOutcome = iota // 0: no outcome so far, not an outcome
	ChargedOrSummonsed
	CautionYouths
	CautionAdults
	TakenIntoConsideration
	OffenderDied
	PenaltyNoticeForDisorder
	CannabisOrKhatWarning
	CommunityResolutionOfCrime
	NotInPublicInterestCPS
	NotInPublicInterestPolice
	SuspectUnderAge
	SuspectTooIll
	VictimOrWitnessDeadOrTooIll
	SuspectNotIdentifiedVictimDeclines
	SuspectIdentifiedVictimSupports
	SuspectIdentifiedVictimDeclines
	TimeLimitExpired
	NoSuspectIdentified
	FraudBureau
	TransferredToAnotherBody
	FurtherInvestigationNotInPublicInterest
	DiversionaryActivity
	// a label that is in no table of this package, and no outcome
	CrimeOutcomeUnrecognised
)

var crimeOutcomeNames = enum.New[CrimeOutcome]("crime outcome type", [][]string{
	NotYetAssigned:                          {"not yet assigned", "0"},
	ChargedOrSummonsed:                      {"charge or summons", "1", "Charged/Summonsed", "Charge/Summons"},
	CautionYouths:                           {"caution, youths", "2", "Caution - youths", "Youth caution"},
	CautionAdults:                           {"caution, adults", "3", "Caution - adults", "Adult caution"},
	TakenIntoConsideration:                  {"taken into consideration", "4"},
	OffenderDied:                            {"offender has died", "5"},
	PenaltyNoticeForDisorder:                {"penalty notice for disorder", "6", "Penalty notices for disorder"},
	CannabisOrKhatWarning:                   {"cannabis or khat warning", "7", "Cannabis/khat warning", "Cannabis warning"},
	CommunityResolutionOfCrime:              {"community resolution", "8"},
	NotInPublicInterestCPS:                  {"not in the public interest, Crown Prosecution Service", "9"},
	NotInPublicInterestPolice:               {"not in the public interest, police", "10"},
	SuspectUnderAge:                         {"prosecution prevented, suspect under age", "11"},
	SuspectTooIll:                           {"prosecution prevented, suspect too ill", "12"},
	VictimOrWitnessDeadOrTooIll:             {"prosecution prevented, victim or key witness dead or too ill", "13"},
	SuspectNotIdentifiedVictimDeclines:      {"evidential difficulties, suspect not identified, victim does not support action", "14"},
	SuspectIdentifiedVictimSupports:         {"evidential difficulties, suspect identified, victim supports action", "15"},
	SuspectIdentifiedVictimDeclines:         {"evidential difficulties, suspect identified, victim does not support action", "16"},
	TimeLimitExpired:                        {"prosecution time limit expired", "17"},
	NoSuspectIdentified:                     {"investigation complete, no suspect identified", "18", "Investigation complete - no suspect identified"},
	FraudBureau:                             {"National Fraud Intelligence Bureau case", "19"},
	TransferredToAnotherBody:                {"transferred to another body", "20", "Responsibility for further investigation transferred to another body"},
	FurtherInvestigationNotInPublicInterest: {"further investigation not in the public interest, police", "21"},
	DiversionaryActivity:                    {"diversionary, educational or intervention activity", "22"},
	CrimeOutcomeUnrecognised:                {"unrecognised"},
})

// CrimeOutcomeGroup is the group of crime outcome types in the tables of the Home Office.
type CrimeOutcomeGroup uint8

// The groups. Diversionary activity is a group of its own: the Home Office counts it beside
// out-of-court disposals, some forces among them.
const (
	GroupNotYetAssigned         CrimeOutcomeGroup = iota // type 0: no outcome
	GroupCharged                                         // type 1
	GroupOutOfCourtFormal                                // types 2, 3 and 6
	GroupOutOfCourtInformal                              // types 7 and 8
	GroupTakenIntoConsideration                          // type 4
	GroupNotProsecuted                                   // types 5, 9 to 13 and 17
	GroupVictimDeclines                                  // types 14 and 16
	GroupVictimSupports                                  // type 15
	GroupNoSuspect                                       // type 18
	GroupFraudBureau                                     // type 19, not in the tables of every year
	GroupTransferred                                     // type 20
	GroupNotInvestigated                                 // type 21
	GroupDiversion                                       // type 22
)

var crimeGroupNames = enum.New[CrimeOutcomeGroup]("group of crime outcomes", [][]string{
	GroupNotYetAssigned:         {"not yet assigned"},
	GroupCharged:                {"charged or summonsed", "Charged/Summonsed"},
	GroupOutOfCourtFormal:       {"out-of-court (formal)"},
	GroupOutOfCourtInformal:     {"out-of-court (informal)"},
	GroupTakenIntoConsideration: {"taken into consideration"},
	GroupNotProsecuted:          {"prosecution prevented or not in the public interest"},
	GroupVictimDeclines:         {"evidential difficulties (victim does not support action)"},
	GroupVictimSupports:         {"evidential difficulties (suspect identified; victim supports action)"},
	GroupNoSuspect:              {"investigation complete - no suspect identified"},
	GroupFraudBureau:            {"National Fraud Intelligence Bureau"},
	GroupTransferred:            {"responsibility for further investigation transferred to another body"},
	GroupNotInvestigated:        {"further investigation to support formal action not in the public interest - police decision"},
	GroupDiversion:              {"diversionary, educational or intervention activity"},
})

var crimeGroupOf = [...]CrimeOutcomeGroup{
	NotYetAssigned:                          GroupNotYetAssigned,
	ChargedOrSummonsed:                      GroupCharged,
	CautionYouths:                           GroupOutOfCourtFormal,
	CautionAdults:                           GroupOutOfCourtFormal,
	TakenIntoConsideration:                  GroupTakenIntoConsideration,
	OffenderDied:                            GroupNotProsecuted,
	PenaltyNoticeForDisorder:                GroupOutOfCourtFormal,
	CannabisOrKhatWarning:                   GroupOutOfCourtInformal,
	CommunityResolutionOfCrime:              GroupOutOfCourtInformal,
	NotInPublicInterestCPS:                  GroupNotProsecuted,
	NotInPublicInterestPolice:               GroupNotProsecuted,
	SuspectUnderAge:                         GroupNotProsecuted,
	SuspectTooIll:                           GroupNotProsecuted,
	VictimOrWitnessDeadOrTooIll:             GroupNotProsecuted,
	SuspectNotIdentifiedVictimDeclines:      GroupVictimDeclines,
	SuspectIdentifiedVictimSupports:         GroupVictimSupports,
	SuspectIdentifiedVictimDeclines:         GroupVictimDeclines,
	TimeLimitExpired:                        GroupNotProsecuted,
	NoSuspectIdentified:                     GroupNoSuspect,
	FraudBureau:                             GroupFraudBureau,
	TransferredToAnotherBody:                GroupTransferred,
	FurtherInvestigationNotInPublicInterest: GroupNotInvestigated,
	DiversionaryActivity:                    GroupDiversion,
}

// IsOutcome reports whether o is an outcome: one of the types 1 to 22. Type 0 is not.
func (o CrimeOutcome) IsOutcome() bool { return o > NotYetAssigned && o <= DiversionaryActivity }

// Group returns the group of o in the tables of the Home Office. A number that is no type is not
// yet assigned.
func (o CrimeOutcome) Group() CrimeOutcomeGroup {
	if int(o) < len(crimeGroupOf) {
		return crimeGroupOf[o]
	}
	return GroupNotYetAssigned
}

// IsOutOfCourt reports whether o is an out-of-court disposal, formal or informal: types 2, 3, 6, 7
// and 8. Type 22 is none, as the Home Office counts; say so where it is counted in.
func (o CrimeOutcome) IsOutOfCourt() bool {
	g := o.Group()
	return g == GroupOutOfCourtFormal || g == GroupOutOfCourtInformal
}

// String returns the name of o, as [ParseCrimeOutcome] reads it. It returns "CrimeOutcome(99)" for
// a number that is no crime outcome type.
func (o CrimeOutcome) String() string { return crimeOutcomeNames.String(o) }

// AppendText appends the name of o. It is an error if o is no crime outcome type.
func (o CrimeOutcome) AppendText(b []byte) ([]byte, error) { return crimeOutcomeNames.AppendText(b, o) }

// MarshalText returns the name of o. It is an error if o is no crime outcome type.
func (o CrimeOutcome) MarshalText() ([]byte, error) { return o.AppendText(nil) }

// UnmarshalText reads what [ParseCrimeOutcome] reads, so that a CrimeOutcome works with
// [flag.TextVar], JSON and CSV.
func (o *CrimeOutcome) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, o, ParseCrimeOutcome)
}

// ParseCrimeOutcome returns the crime outcome type that has that name, or that number from 0 to 22,
// in any letter case. The error lists the first twenty names.
func ParseCrimeOutcome(label string) (CrimeOutcome, error) { return crimeOutcomeNames.Parse(label) }

// CrimeOutcomes returns every crime outcome type in the order of the constants.
func CrimeOutcomes() iter.Seq[CrimeOutcome] { return crimeOutcomeNames.Values() }

// String returns the name of g, as [ParseCrimeOutcomeGroup] reads it. It returns
// "CrimeOutcomeGroup(99)" for a number that is no group of crime outcomes.
func (g CrimeOutcomeGroup) String() string { return crimeGroupNames.String(g) }

// AppendText appends the name of g. It is an error if g is no group of crime outcomes.
func (g CrimeOutcomeGroup) AppendText(b []byte) ([]byte, error) {
	return crimeGroupNames.AppendText(b, g)
}

// MarshalText returns the name of g. It is an error if g is no group of crime outcomes.
func (g CrimeOutcomeGroup) MarshalText() ([]byte, error) { return g.AppendText(nil) }

// UnmarshalText reads what [ParseCrimeOutcomeGroup] reads, so that a CrimeOutcomeGroup works with
// [flag.TextVar], JSON and CSV.
func (g *CrimeOutcomeGroup) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, g, ParseCrimeOutcomeGroup)
}

// ParseCrimeOutcomeGroup returns the group of crime outcomes that has that name, in any letter
// case. The error lists the names.
func ParseCrimeOutcomeGroup(label string) (CrimeOutcomeGroup, error) {
	return crimeGroupNames.Parse(label)
}

// CrimeOutcomeGroups returns every group of crime outcomes in the order of the constants.
func CrimeOutcomeGroups() iter.Seq[CrimeOutcomeGroup] { return crimeGroupNames.Values() }
