package ethnicity

import "iter"

// Census is a source of population figures. The zero value is [OtherSource].
type Census uint8

// The censuses.
const (
	OtherSource Census = iota // figures from elsewhere, given by the caller
	Census2011
	Census2021

	numCensuses = iota
)

// String returns "2011", "2021" or "other".
func (c Census) String() string { return "" }

// Year returns 2011 or 2021, and 0 for OtherSource.
func (c Census) Year() int { return 0 }

// ParseCensus reads the name.
func ParseCensus(name string) (Census, error) { return 0, nil }

// Censuses returns every census.
func Censuses() iter.Seq[Census] { return func(func(Census) bool) {} }

// AppendText appends the name.
func (c Census) AppendText(b []byte) ([]byte, error) { return b, nil }

// MarshalText returns the name.
func (c Census) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText reads as ParseCensus.
func (c *Census) UnmarshalText(text []byte) error { return nil }

// Population is the residents of an area by ethnic group.
type Population struct {
	Area   string
	Code   string
	Census Census
	Scheme Scheme
	counts [numGroups]int64
	covers uint64
}

// NewPopulation makes a Population of figures of the caller's own.
func NewPopulation(area string, s Scheme, counts map[Group]int64) (Population, error) {
	return Population{}, nil
}

// PopulationOf returns the residents of a built-in area.
func PopulationOf(area string, c Census) (Population, error) { return Population{}, nil }

// Areas returns the names of the built-in areas of c.
func Areas(c Census) iter.Seq[string] { return func(func(string) bool) {} }

// Of returns the residents of g: 0 and an error if the figures do not tell.
func (p Population) Of(g Group) (int64, error) { return 0, nil }

// All yields groups of p.Scheme in order with their residents.
func (p Population) All() iter.Seq2[Group, int64] { return func(func(Group, int64) bool) {} }

// Total returns all residents.
func (p Population) Total() int64 { return 0 }

// Collapse returns p in a coarser scheme.
func (p Population) Collapse(s Scheme) (Population, error) { return Population{}, nil }

// Sum adds up populations of areas that do not overlap.
func Sum(ps ...Population) (Population, error) { return Population{}, nil }
