package index

import (
	"fmt"
	"iter"

	"github.com/seed-549880be/disparity/rri/internal/enum"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Direction says which of two rates is on top in an index that is a ratio, and so what a value
// above 1 means. The zero value is that of the RRI, [GroupOverComparator]. Package journey has the
// same question, with the baseline as the comparator.
type Direction uint8

// The directions.
const (
	// as the RRI: above 1, the group has the higher rate
	GroupOverComparator Direction = iota
	// upside down, as the relative likelihood of the NHS Workforce Race Equality Standard: above 1,
	// the group has the lower rate
	ComparatorOverGroup
)

var directionNames = enum.New[Direction]("direction", []string{
	GroupOverComparator: "group-over-comparator",
	ComparatorOverGroup: "comparator-over-group",
})

// measureNames are the names of the measures that have these directions, which are read too.
var measureNames = enum.New[Direction]("direction", []string{GroupOverComparator: "rri", ComparatorOverGroup: "relative-likelihood"})

// String returns "group-over-comparator" or "comparator-over-group", and "Direction(9)" for a
// number that is no direction.
func (d Direction) String() string { return directionNames.String(d) }

// ParseDirection returns the direction of that name, in any letter case. It also reads "rri" and
// "relative-likelihood", the measures that have these directions: package journey wrote them before
// both packages had one type.
func ParseDirection(name string) (Direction, error) {
	if d, ok := directionNames.Lookup(name); ok {
		return d, nil
	}
	if d, ok := measureNames.Lookup(name); ok {
		return d, nil
	}
	return 0, fmt.Errorf("index: unknown direction %q: want one of %s (or %s)", sheet.Clip(name), directionNames.List(), measureNames.List())
}

// Directions returns every direction in the order of the constants.
func Directions() iter.Seq[Direction] { return directionNames.Values() }

// AppendText appends the name of d. It is an error if d is no direction.
func (d Direction) AppendText(b []byte) ([]byte, error) { return directionNames.AppendText(b, d) }

// MarshalText returns the name of d. It is an error if d is no direction.
func (d Direction) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText reads a name as [ParseDirection] does, so that a Direction works with
// [flag.TextVar], JSON and CSV.
func (d *Direction) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, d, ParseDirection)
}
