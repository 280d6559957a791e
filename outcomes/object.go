package outcomes

import (
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// Object is what a search was for, as the officer recorded it. The labels are those of
// data.police.uk, singular and plural as they stand there, and the reasons for search of the Home
// Office tables, which are coarser: their "Drugs" ([ControlledDrugs]) holds psychoactive substances
// too. The zero value says that no object is recorded.
type Object uint8

// The objects of search.
const (
	ObjectNotRecorded         Object = iota // blank
	ObjectUnrecognised                      // a label that is in no table of this package
	ControlledDrugs                         // controlled drugs
	PsychoactiveSubstances                  // psychoactive substances
	OffensiveWeapons                        // offensive weapons
	Firearms                                // firearms
	ThreatOrHarm                            // anything to threaten or harm anyone
	StolenGoods                             // stolen goods
	ArticlesForTheft                        // article for use in theft
	ArticlesForCriminalDamage               // articles for use in criminal damage
	EvidenceOfOffences                      // evidence of offences under the Act
	Fireworks                               // fireworks
	DutyNotPaid                             // goods on which duty has not been paid etc.
	PoachingEquipment                       // game or poaching equipment
	Crossbows                               // crossbows
	SealsOrHuntingEquipment                 // seals or hunting equipment
	WildlifeOffences                        // evidence of wildlife offences
	HuntingWithDog                          // evidence of hunting any wild mammal with a dog
	OtherObject                             // "Other", in Home Office tables alone
	ObjectUnavailable                       // detailed object of search unavailable
)

var objectNames = enum.New[Object]("object of search", [][]string{
	ObjectNotRecorded:         {"not recorded"},
	ObjectUnrecognised:        {"unrecognised"},
	ControlledDrugs:           {"controlled drugs", "Drugs"},
	PsychoactiveSubstances:    {"psychoactive substances"},
	OffensiveWeapons:          {"offensive weapons"},
	Firearms:                  {"firearms"},
	ThreatOrHarm:              {"anything to threaten or harm anyone"},
	StolenGoods:               {"stolen goods", "Stolen property"},
	ArticlesForTheft:          {"articles for use in theft", "Article for use in theft", "Going equipped"},
	ArticlesForCriminalDamage: {"articles for use in criminal damage", "Criminal damage"},
	EvidenceOfOffences:        {"evidence of offences under the act"},
	Fireworks:                 {"fireworks"},
	DutyNotPaid:               {"goods on which duty has not been paid", "Goods on which duty has not been paid etc."},
	PoachingEquipment:         {"game or poaching equipment"},
	Crossbows:                 {"crossbows"},
	SealsOrHuntingEquipment:   {"seals or hunting equipment"},
	WildlifeOffences:          {"evidence of wildlife offences"},
	HuntingWithDog:            {"evidence of hunting any wild mammal with a dog"},
	OtherObject:               {"other"},
	ObjectUnavailable:         {"object unavailable", "Detailed object of search unavailable"},
})

// IsRecorded reports whether an object is recorded, under a label that some table of this package
// has. [ObjectUnavailable] says that there was one and not which, so it is not.
func (o Object) IsRecorded() bool {
	return o > ObjectUnrecognised && o < ObjectUnavailable
}

// IsDrugs reports whether the search was for drugs: controlled drugs or psychoactive substances, as
// the Home Office counts them.
func (o Object) IsDrugs() bool { return o == ControlledDrugs || o == PsychoactiveSubstances }

// String returns the canonical name of o, as [ParseObject] reads it. It returns "Object(99)" for a
// number that is no object of search.
func (o Object) String() string { return objectNames.String(o) }

// AppendText appends the canonical name of o. It is an error if o is no object of search.
func (o Object) AppendText(b []byte) ([]byte, error) { return objectNames.AppendText(b, o) }

// MarshalText returns the canonical name of o. It is an error if o is no object of search.
func (o Object) MarshalText() ([]byte, error) { return o.AppendText(nil) }

// UnmarshalText reads what [ParseObject] reads, so that an Object works with [flag.TextVar], JSON
// and CSV.
func (o *Object) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, o, ParseObject) }

// ParseObject returns the object of search that label stands for: a canonical name or a label of
// data.police.uk or the Home Office, in any letter case. The error lists the canonical names.
func ParseObject(label string) (Object, error) { return objectNames.Parse(label) }

// Objects returns every object of search in the order of the constants.
func Objects() iter.Seq[Object] { return objectNames.Values() }
