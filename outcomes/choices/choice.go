package choices

import (
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// Choice is something that an analyst has to decide before there is an index.
type Choice uint8

// The choices, by the names that [ParseChoice] reads and JSON has, in the order in which they stand
// everywhere.
const (
	// whose account of ethnicity counts: an [outcomes.EthnicityRule]
	Account Choice = iota
	// what is done with records of unknown ethnicity: an [outcomes.Allocation]
	Missing
	// the classification of ethnic groups: an [ethnicity.Scheme]
	Groups
	// which searches count, by what they were for: an [Object]
	Objects
	// whose figures the residents are, of a rate per resident: an [ethnicity.Census]
	Residents
	// what a find is, of a find rate: an [outcomes.FindDefinition]
	Find
	// what one piece of evidence is: a [Clusters]
	Evidence
	// the family of intervals: an [rri.Method]
	Method
)

var choiceNames = enum.New[Choice]("choice", [][]string{
	Account:   {"account", "ethnicity"},
	Missing:   {"missing", "unknown"},
	Groups:    {"groups"},
	Objects:   {"object"},
	Residents: {"census", "residents"},
	Find:      {"find"},
	Evidence:  {"clusters"},
	Method:    {"method"},
})

// MovesInterval reports whether c moves the interval alone, and leaves the index as it is.
func (c Choice) MovesInterval() bool { return c == Evidence || c == Method }

// String returns the name of c, as [ParseChoice] reads it. It returns "Choice(99)" for a number
// that is none.
func (c Choice) String() string { return choiceNames.String(c) }

// AppendText appends the name of c. It is an error if c is no choice.
func (c Choice) AppendText(b []byte) ([]byte, error) { return choiceNames.AppendText(b, c) }

// MarshalText returns the name of c. It is an error if c is no choice.
func (c Choice) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText reads what [ParseChoice] reads, so that a Choice works with [flag.TextVar], JSON
// and CSV.
func (c *Choice) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, c, ParseChoice) }

// ParseChoice returns the choice of that name, in any letter case. The error lists the names.
func ParseChoice(name string) (Choice, error) { return choiceNames.Parse(name) }

// All returns every choice in the order of the constants.
func All() iter.Seq[Choice] { return choiceNames.Values() }

// Clusters says what one piece of evidence is.
type Clusters uint8

// The kinds of evidence, by the names that [ParseClusters] reads.
const (
	// the searches of people who were stopped together, as far as the records tell them
	ByStop Clusters = iota
	// every search on its own
	Independent
)

var clustersNames = enum.New[Clusters]("unit of evidence", [][]string{ByStop: {"stops"}, Independent: {"none"}})

// String returns the name of c, as [ParseClusters] reads it. It returns "Clusters(99)" for a number
// that is none.
func (c Clusters) String() string { return clustersNames.String(c) }

// AppendText appends the name of c. It is an error if c is no unit of evidence.
func (c Clusters) AppendText(b []byte) ([]byte, error) { return clustersNames.AppendText(b, c) }

// MarshalText returns the name of c. It is an error if c is no unit of evidence.
func (c Clusters) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText reads what [ParseClusters] reads.
func (c *Clusters) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, c, ParseClusters)
}

// ParseClusters returns the unit of evidence of that name, in any letter case. The error lists the
// names.
func ParseClusters(name string) (Clusters, error) { return clustersNames.Parse(name) }
