package trend

import (
	"iter"

	"github.com/seed-549880be/disparity/rri/internal/enum"
)

var breakKindNames = enum.New[BreakKind]("kind of break", []string{
	ResidentsBreak: "residents", RecordingBreak: "recording", GroupsBreak: "groups",
})

// BreakKinds yields every kind of break in order.
func BreakKinds() iter.Seq[BreakKind] { return breakKindNames.Values() }

// ParseBreakKind returns the kind of that name, in any letter case. The error lists the names.
func ParseBreakKind(name string) (BreakKind, error) { return breakKindNames.Parse(name) }

// String returns the name of k, as "residents", or "BreakKind(9)" for a number that is no kind.
func (k BreakKind) String() string { return breakKindNames.String(k) }

// AppendText appends the name of k. It is an error if k is no kind of break.
func (k BreakKind) AppendText(b []byte) ([]byte, error) { return breakKindNames.AppendText(b, k) }

// MarshalText returns the name of k. It is an error if k is no kind of break.
func (k BreakKind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText reads a name as [ParseBreakKind] does.
func (k *BreakKind) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, k, ParseBreakKind)
}

// text says of a break what changed, for people.
func (k BreakKind) text() string {
	switch k {
	case ResidentsBreak:
		return "the residents are of another source"
	case RecordingBreak:
		return "what is recorded changed, or how"
	default:
		return "what a group means changed"
	}
}
