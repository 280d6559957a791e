package outcomes

import (
	"cmp"
	"iter"
	"regexp"
	"strings"
	"unicode"

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
	// Public Order Act 2023, section 10: on suspicion of something made or adapted for use in an
	// offence of protest, such as locking on
	PublicOrder10
	// Public Order Act 2023, section 11: as section 10, and no suspicion is needed
	PublicOrder11
	// Sentencing Act 2020, section 342E: serious violence reduction orders, which the Police,
	// Crime, Sentencing and Courts Act 2022 put there. No suspicion is needed of the person who is
	// under the order
	ViolenceReductionOrder
	// Terrorism Act 2000, section 43: a person suspected to be a terrorist
	Terrorism43
	// Terrorism Act 2000, section 43A: a vehicle suspected to be used for terrorism
	Terrorism43A
	// Terrorism Act 2000, section 44, to 2011: no suspicion was needed
	Terrorism44
	// Terrorism Act 2000, section 47A: no suspicion is needed
	Terrorism47A
)

var legislationNames = enum.New[Legislation]("legislation", [][]string{
	LegislationNotRecorded:   {"not recorded"},
	LegislationUnrecognised:  {"unrecognised"},
	MisuseOfDrugs:            {"Misuse of Drugs Act 1971 (section 23)"},
	PACE1:                    {"Police and Criminal Evidence Act 1984 (section 1)"},
	PACE6:                    {"Police and Criminal Evidence Act 1984 (section 6)"},
	Section60:                {"Criminal Justice and Public Order Act 1994 (section 60)", "section 60", "s60", "s.60", "s 60"},
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
	PublicOrder10:            {"Public Order Act 2023 (section 10)"},
	PublicOrder11:            {"Public Order Act 2023 (section 11)"},
	ViolenceReductionOrder:   {"Sentencing Act 2020 (section 342E)", "Serious Violence Reduction Order", "Serious Violence Reduction Orders", "SVRO"},
	Terrorism43:              {"Terrorism Act 2000 (section 43)"},
	Terrorism43A:             {"Terrorism Act 2000 (section 43A)"},
	Terrorism44:              {"Terrorism Act 2000 (section 44)"},
	Terrorism47A:             {"Terrorism Act 2000 (section 47A)"},
})

// needsNoSuspicion reports whether a person may be searched under l who is not suspected of
// anything.
func (l Legislation) needsNoSuspicion() bool {
	switch l {
	case Section60, PublicOrder11, ViolenceReductionOrder, Terrorism44, Terrorism47A:
		return true
	}
	return false
}

// actNames are other names of Acts than those in the labels of data.police.uk, in the form in which
// powerOf returns them.
var actNames = map[string]string{
	"misuse of drugs act": "misuse of drugs act 1971", "mda 1971": "misuse of drugs act 1971", "mda": "misuse of drugs act 1971",
	"moda 1971": "misuse of drugs act 1971", "moda": "misuse of drugs act 1971",
	"police and criminal evidence act": "police and criminal evidence act 1984", "pace act 1984": "police and criminal evidence act 1984",
	"pace 1984": "police and criminal evidence act 1984", "pace": "police and criminal evidence act 1984",
	"criminal justice and public order act": "criminal justice and public order act 1994",
	"cjpoa 1994":                            "criminal justice and public order act 1994", "cjpoa": "criminal justice and public order act 1994",
	"cjpo act 1994": "criminal justice and public order act 1994", "cjpo act": "criminal justice and public order act 1994",
	"firearms act": "firearms act 1968", "cja 1988": "criminal justice act 1988",
	"psychoactive substances act": "psychoactive substances act 2016", "psa 2016": "psychoactive substances act 2016",
	"aviation security act": "aviation security act 1982", "poaching prevention act": "poaching prevention act 1862",
	"customs and excise management act": "customs and excise management act 1979", "cema 1979": "customs and excise management act 1979",
	"wildlife and countryside act": "wildlife and countryside act 1981", "hunting act": "hunting act 2004", "deer act": "deer act 1991",
	"protection of badgers act": "protection of badgers act 1992", "conservation of seals act": "conservation of seals act 1970",
	"environmental protection act": "environmental protection act 1990", "crossbows act": "crossbows act 1987",
	"public stores act": "public stores act 1875",
	"sporting events control of alcohol etc act 1985": "sporting events act 1985", "poa 2023": "public order act 2023",
	"terrorism act": "terrorism act 2000", "ta 2000": "terrorism act 2000", "tact 2000": "terrorism act 2000", "tact": "terrorism act 2000",
	"sentencing code": "sentencing act 2020", "sentencing act": "sentencing act 2020",
}

// sectionOfAct finds the section in the name of a power: section 23, s23, s.23, (S. 36(2)).
var sectionOfAct = regexp.MustCompile(`\b(?:sections?|sect|sec|s)[. ]*([0-9]+[a-z]*)[ ]*(\([0-9]+\))?`)

// powerOf returns the Act and the section that a label names, in whatever order; ok is false unless
// it names one section.
func powerOf(label string) (act, section string, ok bool) {
	label = strings.ReplaceAll(strings.ToLower(label), "&", " and ")
	found := sectionOfAct.FindAllStringSubmatchIndex(label, 2)
	if len(found) != 1 {
		return "", "", false
	}
	at := found[0]
	section = label[at[2]:at[3]]
	if at[4] >= 0 {
		section += label[at[4]:at[5]]
	}
	words := strings.FieldsFunc(label[:at[0]]+" "+label[at[1]:], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for len(words) > 0 && (words[0] == "under" || words[0] == "of" || words[0] == "the") {
		words = words[1:]
	}
	for len(words) > 0 && (words[len(words)-1] == "of" || words[len(words)-1] == "the") {
		words = words[:len(words)-1]
	}
	act = strings.Join(words, " ")
	return cmp.Or(actNames[act], act), section, true
}

// power is a section of an Act.
type power struct{ act, section string }

// ofSection returns a section without its subsection: 36 for 36(2). No two powers of the table are
// of one section.
func ofSection(section string) string {
	section, _, _ = strings.Cut(section, "(")
	return section
}

// violenceReduction is what the name of a serious violence reduction order has in it.
var violenceReduction = regexp.MustCompile(`(?i)\bserious violence reduction\b|\bsvros?\b`)

// legislationOfPower has the legislations of the table by the Act and the section of their names.
var legislationOfPower = func() map[power]Legislation {
	powers := make(map[power]Legislation)
	for l := range Legislations() {
		if act, section, ok := powerOf(l.String()); ok {
			powers[power{act, ofSection(section)}] = l
		}
	}
	return powers
}()

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

// ParseLegislation returns the legislation that label stands for: a label of data.police.uk, or the
// same Act and section as people write them ("s23 Misuse of Drugs Act 1971", "S.1 PACE", "Section
// 60 CJPOA 1994"), with a subsection or without, in any letter case. The error lists the first
// twenty canonical names.
func ParseLegislation(label string) (Legislation, error) {
	l, err := legislationNames.Parse(label)
	if err != nil {
		if act, section, ok := powerOf(label); ok {
			if l, ok := legislationOfPower[power{act, ofSection(section)}]; ok {
				return l, nil
			}
		}
		if violenceReduction.MatchString(label) {
			return ViolenceReductionOrder, nil
		}
	}
	return l, err
}

// Legislations returns every legislation in the order of the constants.
func Legislations() iter.Seq[Legislation] { return legislationNames.Values() }
