package outcomes

import (
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// Legislation is the power under which a search was made. House names are the labels of
// data.police.uk. The zero value says that none is recorded.
type Legislation uint8

// The powers.
const (
	// blank
	LegislationNotRecorded Legislation = iota
	// a label that is in no table of this package
	LegislationUnrecognised
	// Misuse of Drugs Act 1971, section 23
	MisuseOfDrugs
	// Police and Criminal Evidence Act 1984, section 1
	PACE1
	// Police and Criminal Evidence Act 1984, section 6
	PACE6
	// Criminal Justice and Public Order Act 1994, section 60: no suspicion is needed, so reviews
	// take it apart
	Section60
	// Firearms Act 1968, section 47
	Firearms47
	// Criminal Justice Act 1988, section 139B
	CriminalJustice139B
	// Psychoactive Substances Act 2016, section 36(2)
	PsychoactiveSubstances36
	// Psychoactive Substances Act 2016, section 37(2)
	PsychoactiveSubstances37
	// Poaching Prevention Act 1862, section 2
	PoachingPrevention
	// Aviation Security Act 1982, section 27(1)
	AviationSecurity
	// Customs and Excise Management Act 1979, section 163
	CustomsAndExcise
	// Deer Act 1991, section 12
	Deer
	// Wildlife and Countryside Act 1981, section 19
	WildlifeAndCountryside
	// Conservation of Seals Act 1970, section 4
	Seals
	// Protection of Badgers Act 1992, section 11
	Badgers
	// Hunting Act 2004, section 8
	Hunting
	// Environmental Protection Act 1990, section 34B
	EnvironmentalProtection
	// Sporting Events (Control of Alcohol etc.) Act 1985, section 7
	SportingEvents
	// Crossbows Act 1987, section 4
	CrossbowsAct
	// Public Stores Act 1875, section 6
	PublicStores
)

var legislationNames = enum.New[Legislation]("legislation", [][]string{
	LegislationNotRecorded:   {"not recorded"},
	LegislationUnrecognised:  {"unrecognised"},
	MisuseOfDrugs:            {"Misuse of Drugs Act 1971 (section 23)"},
	PACE1:                    {"Police and Criminal Evidence Act 1984 (section 1)"},
	PACE6:                    {"Police and Criminal Evidence Act 1984 (section 6)"},
	Section60:                {"Criminal Justice and Public Order Act 1994 (section 60)"},
	Firearms47:               {"Firearms Act 1968 (section 47)"},
	CriminalJustice139B:      {"Criminal Justice Act 1988 (section 139B)"},
	PsychoactiveSubstances36: {"Psychoactive Substances Act 2016 (s36(2))"},
	PsychoactiveSubstances37: {"Psychoactive Substances Act 2016 (s37(2))"},
	PoachingPrevention:       {"Poaching Prevention Act 1862 (section 2)"},
	AviationSecurity:         {"Aviation Security Act 1982 (section 27(1))"},
	CustomsAndExcise:         {"Customs and Excise Management Act 1979 (section 163)"},
	Deer:                     {"Deer Act 1991 (section 12)"},
	WildlifeAndCountryside:   {"Wildlife and Countryside Act 1981 (section 19)"},
	Seals:                    {"Conservation of Seals Act 1970 (section 4)"},
	Badgers:                  {"Protection of Badgers Act 1992 (section 11)"},
	Hunting:                  {"Hunting Act 2004 (section 8)"},
	EnvironmentalProtection:  {"Environmental Protection Act 1990 (section 34B)", "Environmental Protection Act 1990 (section 34B )"},
	SportingEvents:           {"Sporting Events Act 1985 (section 7)"},
	CrossbowsAct:             {"Crossbows Act 1987 (section 4)"},
	PublicStores:             {"Public Stores Act 1875 (section 6)"},
})

// String returns the canonical name of l, as [ParseLegislation] reads it. It returns
// "Legislation(99)" for a number that is no legislation.
func (l Legislation) String() string { return legislationNames.String(l) }

// AppendText appends the canonical name of l. It is an error if l is no legislation.
func (l Legislation) AppendText(b []byte) ([]byte, error) { return legislationNames.AppendText(b, l) }

// MarshalText returns the canonical name of l. It is an error if l is no legislation.
func (l Legislation) MarshalText() ([]byte, error) { return l.AppendText(nil) }

// UnmarshalText reads what [ParseLegislation] reads, so that a Legislation works with
// [flag.TextVar], JSON and CSV.
func (l *Legislation) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, l, ParseLegislation)
}

// ParseLegislation returns the legislation that label stands for: a label of data.police.uk, in any
// letter case. The error lists the first twenty canonical names.
func ParseLegislation(label string) (Legislation, error) { return legislationNames.Parse(label) }

// Legislations returns every legislation in the order of the constants.
func Legislations() iter.Seq[Legislation] { return legislationNames.Values() }
