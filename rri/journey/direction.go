package journey

import (
	"fmt"
	"iter"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// Direction says which of the two rates is on top. The zero value is [GroupOverBaseline].
type Direction uint8

// The directions.
const (
	// the RRI: above 1 the group has the higher rate
	GroupOverBaseline Direction = iota
	// the relative likelihood of the Workforce Race Equality Standard: above 1 the baseline has the
	// higher rate
	BaselineOverGroup
)

var directionNames = [...]string{GroupOverBaseline: "rri", BaselineOverGroup: "relative-likelihood"}

// String returns the name of d, as [ParseDirection] reads it. It returns "Direction(99)" for a
// number that is no direction.
func (d Direction) String() string {
	if int(d) < len(directionNames) {
		return directionNames[d]
	}
	return fmt.Sprintf("Direction(%d)", uint8(d))
}

// AppendText appends the name of d. It is an error if d is no direction.
func (d Direction) AppendText(b []byte) ([]byte, error) {
	if int(d) >= len(directionNames) {
		return b, fmt.Errorf("journey: %s is not a direction", d)
	}
	return append(b, directionNames[d]...), nil
}

// MarshalText returns the name of d. It is an error if d is no direction.
func (d Direction) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText reads a name as [ParseDirection] does, so that a Direction works with
// [flag.TextVar], JSON and CSV.
func (d *Direction) UnmarshalText(text []byte) error {
	got, err := ParseDirection(string(text))
	if err != nil {
		return err
	}
	*d = got
	return nil
}

// ParseDirection returns the direction of that name, in any letter case.
func ParseDirection(name string) (Direction, error) {
	for i, n := range directionNames {
		if strings.EqualFold(name, n) {
			return Direction(i), nil
		}
	}
	return 0, fmt.Errorf("journey: unknown direction %q: want one of %s", sheet.Clip(name), strings.Join(directionNames[:], ", "))
}

// Directions returns every direction in the order of the constants.
func Directions() iter.Seq[Direction] {
	return func(yield func(Direction) bool) {
		for i := range directionNames {
			if !yield(Direction(i)) {
				return
			}
		}
	}
}
