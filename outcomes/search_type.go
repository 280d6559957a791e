package outcomes

import (
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// SearchType says what was searched. The zero value says that it is not recorded.
type SearchType uint8

// The types.
const (
	// blank
	TypeNotRecorded SearchType = iota
	// a label that is in no table of this package
	TypeUnrecognised
	// a person
	PersonSearch
	// a person and a vehicle
	PersonAndVehicleSearch
	// a vehicle alone: nobody was searched, though some such rows carry the ethnicity of a driver
	VehicleSearch
)

var searchTypeNames = enum.New[SearchType]("type of search", [][]string{
	TypeNotRecorded:  {"not recorded"},
	TypeUnrecognised: {"unrecognised"},
	PersonSearch:     {"person", "Person search", "person only", "person only search"},
	PersonAndVehicleSearch: {"person and vehicle", "Person and Vehicle search", "person & vehicle", "person & vehicle search",
		"person/vehicle", "vehicle and person", "vehicle and person search"},
	VehicleSearch: {"vehicle", "Vehicle search", "vehicle only", "vehicle only search"},
})

// IsPerson reports whether a person was searched.
func (t SearchType) IsPerson() bool { return t == PersonSearch || t == PersonAndVehicleSearch }

// String returns the canonical name of t, as [ParseSearchType] reads it. It returns
// "SearchType(99)" for a number that is no type of search.
func (t SearchType) String() string { return searchTypeNames.String(t) }

// AppendText appends the canonical name of t. It is an error if t is no type of search.
func (t SearchType) AppendText(b []byte) ([]byte, error) { return searchTypeNames.AppendText(b, t) }

// MarshalText returns the canonical name of t. It is an error if t is no type of search.
func (t SearchType) MarshalText() ([]byte, error) { return t.AppendText(nil) }

// UnmarshalText reads what [ParseSearchType] reads, so that a SearchType works with [flag.TextVar],
// JSON and CSV.
func (t *SearchType) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, t, ParseSearchType)
}

// ParseSearchType returns the type of search that label stands for: a canonical name or a label of
// data.police.uk, in any letter case. The error lists the canonical names.
func ParseSearchType(label string) (SearchType, error) { return searchTypeNames.Parse(label) }

// SearchTypes returns every type of search in the order of the constants.
func SearchTypes() iter.Seq[SearchType] { return searchTypeNames.Values() }
