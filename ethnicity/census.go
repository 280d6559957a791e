package ethnicity

import (
	"iter"
	"time"
)

// Census says where figures of residents come from. The zero value is [OtherSource].
type Census uint8

// The sources.
const (
	OtherSource  Census = iota // "other": figures that the caller brings, see [NewPopulation]
	Census2011                 // "2011": census of 27 March 2011, table KS201EW
	Census2021                 // "2021": census of 21 March 2021, ONS custom dataset
	Interpolated               // "interpolated": between the two, for a day; see [PopulationAt]

	numCensuses = iota
)

var censusNames = newNames[Census]("census", []string{OtherSource: "other", Census2011: "2011", Census2021: "2021", Interpolated: "interpolated"}, func(name string) string { return name })

// String returns the name of c, as [ParseCensus] reads it: "2011", "2021", "interpolated" or
// "other". It returns "Census(99)" for a number that is none.
func (c Census) String() string { return censusNames.string(c) }

// Day returns the day of the census, at 00:00 UTC: 27 March 2011, 21 March 2021. It is the zero
// time for anything else.
func (c Census) Day() time.Time {
	switch c {
	case Census2011:
		return time.Date(2011, time.March, 27, 0, 0, 0, 0, time.UTC)
	case Census2021:
		return time.Date(2021, time.March, 21, 0, 0, 0, 0, time.UTC)
	}
	return time.Time{}
}

// Year returns the year of the census, and 0 for what is not one census.
func (c Census) Year() int {
	switch c {
	case Census2011:
		return 2011
	case Census2021:
		return 2021
	}
	return 0
}

// ParseCensus returns the census of that name, in any letter case.
func ParseCensus(name string) (Census, error) { return censusNames.parse(name) }

// Censuses returns every source in the order of the constants.
func Censuses() iter.Seq[Census] { return censusNames.from(0) }

// AppendText appends the name of c. It is an error if c is a number that is none.
func (c Census) AppendText(b []byte) ([]byte, error) { return censusNames.appendText(b, c) }

// MarshalText returns the name of c. It is an error if c is a number that is none.
func (c Census) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText reads a name as [ParseCensus] does, so that a Census works with [flag.TextVar],
// JSON and CSV.
func (c *Census) UnmarshalText(text []byte) error { return unmarshalText(text, c, ParseCensus) }
