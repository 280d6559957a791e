package outcomes

import (
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// RecordType says what one record is of: a search, of a person, of a vehicle or of both, or, in an
// extract of a force's own, a person who was stopped, arrested, suspected or charged. The zero
// value says that it is not recorded.
type RecordType uint8

// The types.
const (
	// blank
	TypeNotRecorded RecordType = iota
	// a label that is in no table of this package
	TypeUnrecognised
	// a search of a person
	PersonSearch
	// a search of a person and a vehicle
	PersonAndVehicleSearch
	// a search of a vehicle alone: nobody was searched, though some such rows carry the ethnicity
	// of a driver
	VehicleSearch
	// a person who was stopped, whether searched or not
	PersonStopped
	// a person who was arrested
	PersonArrested
	// a person who was suspected of an offence
	PersonSuspected
	// a person who was charged with an offence, or summonsed for it
	PersonCharged
)

var recordTypeNames = enum.New[RecordType]("type of record", [][]string{
	TypeNotRecorded:  {"not recorded"},
	TypeUnrecognised: {"unrecognised"},
	PersonSearch:     {"person", "Person search", "person only", "person only search"},
	PersonAndVehicleSearch: {"person and vehicle", "Person and Vehicle search", "person & vehicle", "person & vehicle search",
		"person/vehicle", "vehicle and person", "vehicle and person search"},
	VehicleSearch:   {"vehicle", "Vehicle search", "vehicle only", "vehicle only search"},
	PersonStopped:   {"person stopped"},
	PersonArrested:  {"person arrested"},
	PersonSuspected: {"person suspected"},
	PersonCharged:   {"person charged"},
})

// IsPerson reports whether the record is of a person, who was searched, stopped, arrested,
// suspected or charged.
func (t RecordType) IsPerson() bool {
	return t == PersonSearch || t == PersonAndVehicleSearch || t >= PersonStopped && t <= PersonCharged
}

// HasCrimeOutcome reports whether what follows is the outcome of a recorded crime, a
// [CrimeOutcome]: of a person who was arrested, suspected or charged. What follows a search or a
// stop is an [Outcome].
func (t RecordType) HasCrimeOutcome() bool { return t >= PersonArrested && t <= PersonCharged }

// String returns the canonical name of t, as [ParseRecordType] reads it. It returns
// "RecordType(99)" for a number that is no type of record.
func (t RecordType) String() string { return recordTypeNames.String(t) }

// AppendText appends the canonical name of t. It is an error if t is no type of record.
func (t RecordType) AppendText(b []byte) ([]byte, error) { return recordTypeNames.AppendText(b, t) }

// MarshalText returns the canonical name of t. It is an error if t is no type of record.
func (t RecordType) MarshalText() ([]byte, error) { return t.AppendText(nil) }

// UnmarshalText reads what [ParseRecordType] reads, so that a RecordType works with [flag.TextVar],
// JSON and CSV.
func (t *RecordType) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, t, ParseRecordType)
}

// ParseRecordType returns the type of record that label stands for: a canonical name or a label of
// data.police.uk, in any letter case. The error lists the canonical names.
func ParseRecordType(label string) (RecordType, error) { return recordTypeNames.Parse(label) }

// RecordTypes returns every type of record in the order of the constants.
func RecordTypes() iter.Seq[RecordType] { return recordTypeNames.Values() }
