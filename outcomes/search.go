package outcomes

import (
	"cmp"
	"time"

	"github.com/seed-549880be/disparity/ethnicity"
)

// Search is one stop and search, of a person, of a person and a vehicle, or of a vehicle alone; or,
// of an extract of a force's own, one record of a person who was stopped, arrested, suspected or
// charged, which its Type says.
// Fields that a source leaves blank have their zero value, which says so; a label that no table has
// leaves the field unrecognised, and ethnicity not known.
type Search struct {
	// Force is the force of the file, or of the force column where there is one. In downloads by
	// area that is the force in whose area the search was, not always the one that searched.
	Force ethnicity.Force `json:"force"`
	// Type says what the record is of, and whether of a person.
	Type RecordType `json:"type"`
	// Time is the time of the search, in UTC. Some forces write midnight where they do not know the
	// time of day.
	Time time.Time `json:"time"`
	// Self is the ethnicity that the person gave.
	Self ethnicity.Group `json:"self"`
	// Officer is the ethnicity that the officer saw: a group of the officer-defined scheme.
	Officer ethnicity.Group `json:"officer"`
	// Gender is the gender of the person.
	Gender Gender `json:"gender"`
	// Age is the age band of the person.
	Age Age `json:"age"`
	// Legislation is the power that was used.
	Legislation Legislation `json:"legislation"`
	// Object is what the search was for.
	Object Object `json:"object"`
	// Outcome is what the search led to.
	Outcome Outcome `json:"outcome"`
	// Crime is the outcome of the crime, of a person who was arrested, suspected or charged; zero
	// in all other records.
	Crime CrimeOutcome `json:"crime_outcome,omitzero"`
	// Linked says whether the outcome had to do with the object of the search.
	Linked Answer `json:"linked"`
	// Clothing says whether more than outer clothing was removed.
	Clothing Answer `json:"clothing"`
	// Operation says whether the search was part of a policing operation.
	Operation Answer `json:"operation"`
	// Latitude and Longitude are of the anonymised place, in degrees; NaN where the source has
	// none.
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
	// Kept is what the record says in the columns that were kept: see [ReadOptions].Keep.
	Kept Kept `json:"kept,omitzero"`
	// Fingerprint is a 64-bit hash of what the row says in the other fields, and of its labels that
	// are not known: the same in every process, and whatever else the row has, such as a number of
	// its own. A time counts by its second, and "nothing found" as a blank outcome, since one form
	// of the same searches has the one, and another the other. That two different rows share a
	// fingerprint is expected once in about 4 million files of 3 million rows. 0 says that there is
	// none: such a search is never taken for a copy.
	Fingerprint uint64 `json:"fingerprint,string"`
}

// Key is one cell of the cube of a [Tally]: what searches that are counted together have in common.
type Key struct {
	Force       ethnicity.Force `json:"force"`
	Month       Month           `json:"month"`
	Type        RecordType      `json:"type"`
	Self        ethnicity.Group `json:"self"`
	Officer     ethnicity.Group `json:"officer"`
	Gender      Gender          `json:"gender"`
	Age         Age             `json:"age"`
	Legislation Legislation     `json:"legislation"`
	Object      Object          `json:"object"`
	Outcome     Outcome         `json:"outcome"`
	Linked      Answer          `json:"linked"`
	Clothing    Answer          `json:"clothing"`
	Crime       CrimeOutcome    `json:"crime_outcome,omitzero"`
	Kept        Kept            `json:"kept,omitzero"`
}

// Key returns the cell in which s is counted. Its month is cut in Europe/London.
func (s Search) Key() Key { return s.keyIn(MonthOf(s.Time)) }

// keyIn returns the key of a search in the month of its time.
func (s *Search) keyIn(month Month) Key {
	return Key{
		Force:       s.Force,
		Month:       month,
		Type:        s.Type,
		Self:        s.Self,
		Officer:     s.Officer,
		Gender:      s.Gender,
		Age:         s.Age,
		Legislation: s.Legislation,
		Object:      s.Object,
		Outcome:     s.Outcome,
		Linked:      s.Linked,
		Clothing:    s.Clothing,
		Crime:       s.Crime,
		Kept:        s.Kept,
	}
}

// Compare orders keys by their fields as they stand in [Key]: it is negative if k comes before l, 0
// if they are equal, positive if k comes after l.
func (k Key) Compare(l Key) int {
	return cmp.Or(
		k.Force.Compare(l.Force),
		cmp.Compare(k.Month, l.Month),
		cmp.Compare(k.Type, l.Type),
		cmp.Compare(k.Self, l.Self),
		cmp.Compare(k.Officer, l.Officer),
		cmp.Compare(k.Gender, l.Gender),
		cmp.Compare(k.Age, l.Age),
		cmp.Compare(k.Legislation, l.Legislation),
		cmp.Compare(k.Object, l.Object),
		cmp.Compare(k.Outcome, l.Outcome),
		cmp.Compare(k.Linked, l.Linked),
		cmp.Compare(k.Clothing, l.Clothing),
		cmp.Compare(k.Crime, l.Crime),
		k.Kept.Compare(l.Kept),
	)
}
