package trend

import (
	"iter"

	"github.com/seed-549880be/disparity/rri/internal/enum"
)

var senseNames = enum.New[Sense]("sense", []string{Neither: "neither", UpIsWorse: "up-is-worse", UpIsBetter: "up-is-better"})

// String returns "neither", "up-is-worse" or "up-is-better", and "Sense(9)" for a number that is no
// sense.
func (s Sense) String() string { return senseNames.String(s) }

// ParseSense returns the sense of that name, in any letter case.
func ParseSense(name string) (Sense, error) { return senseNames.Parse(name) }

// Senses returns every sense in the order of the constants.
func Senses() iter.Seq[Sense] { return senseNames.Values() }

// AppendText appends the name of s. It is an error if s is no sense.
func (s Sense) AppendText(b []byte) ([]byte, error) { return senseNames.AppendText(b, s) }

// MarshalText returns the name of s. It is an error if s is no sense.
func (s Sense) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText reads a name as [ParseSense] does, so that a Sense works with [flag.TextVar], JSON
// and CSV.
func (s *Sense) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, s, ParseSense) }

// Of returns what the word w means for the people of the group: "worse", "better", or "" where it
// means neither. It adds to the word, and never takes its place.
func (s Sense) Of(w Word) string {
	switch {
	case s == UpIsWorse && w == Increasing, s == UpIsBetter && w == Reducing:
		return "worse"
	case s == UpIsWorse && w == Reducing, s == UpIsBetter && w == Increasing:
		return "better"
	}
	return ""
}
