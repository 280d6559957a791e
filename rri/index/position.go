package index

import (
	"iter"

	"github.com/seed-549880be/disparity/rri/internal/enum"
)

// Position is where a ratio lies against a band. The zero value is [Unclear].
type Position uint8

// The positions.
const (
	Unclear Position = iota // there is no ratio, or the data do not tell
	Below                   // below the lower edge
	Within                  // between the edges
	Above                   // above the upper edge
)

var positionNames = enum.New[Position]("position", []string{
	Unclear: "unclear",
	Below:   "below",
	Within:  "within",
	Above:   "above",
})

// String returns "unclear", "below", "within" or "above", and "Position(9)" for a number that is no
// position.
func (p Position) String() string { return positionNames.String(p) }

// ParsePosition returns the position of that name, in any letter case.
func ParsePosition(name string) (Position, error) { return positionNames.Parse(name) }

// Positions returns every position in the order of the constants.
func Positions() iter.Seq[Position] { return positionNames.Values() }

// AppendText appends the name of p. It is an error if p is no position.
func (p Position) AppendText(b []byte) ([]byte, error) { return positionNames.AppendText(b, p) }

// MarshalText returns the name of p. It is an error if p is no position.
func (p Position) MarshalText() ([]byte, error) { return p.AppendText(nil) }

// UnmarshalText reads a name as [ParsePosition] does.
func (p *Position) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, p, ParsePosition)
}
