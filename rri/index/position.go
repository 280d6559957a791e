package index

import (
	"fmt"
	"iter"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
)

// Position is where a ratio lies against a band. The zero value is [Unclear].
type Position uint8

// The positions.
const (
	Unclear Position = iota // there is no ratio, or the data do not tell
	Below                   // below the lower edge
	Within                  // between the edges
	Above                   // above the upper edge

	numPositions = iota
)

var positionNames = [numPositions]string{"unclear", "below", "within", "above"}

// String returns "unclear", "below", "within" or "above", and "Position(9)" for a number that is no
// position.
func (p Position) String() string {
	if p < numPositions {
		return positionNames[p]
	}
	return fmt.Sprintf("Position(%d)", uint8(p))
}

// ParsePosition returns the position of that name, in any letter case.
func ParsePosition(name string) (Position, error) {
	for i, known := range positionNames {
		if strings.EqualFold(name, known) {
			return Position(i), nil
		}
	}
	return 0, fmt.Errorf("index: unknown position %q: want one of %s", sheet.Clip(name), strings.Join(positionNames[:], ", "))
}

// Positions returns every position in the order of the constants.
func Positions() iter.Seq[Position] { return all(Position(numPositions)) }

// AppendText appends the name of p. It is an error if p is no position.
func (p Position) AppendText(b []byte) ([]byte, error) {
	if p >= numPositions {
		return b, fmt.Errorf("index: %s is not a position", p)
	}
	return append(b, positionNames[p]...), nil
}

// MarshalText returns the name of p. It is an error if p is no position.
func (p Position) MarshalText() ([]byte, error) { return p.AppendText(nil) }

// UnmarshalText reads a name as [ParsePosition] does.
func (p *Position) UnmarshalText(text []byte) error {
	got, err := ParsePosition(string(text))
	if err != nil {
		return err
	}
	*p = got
	return nil
}
