package outcomes

import (
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// Ground is what kind of search it was, as reviews take searches apart: drugs against the rest, and
// searches that need no suspicion by themselves. Every search has exactly one.
type Ground uint8

// The grounds.
const (
	// neither the object nor a power that needs no suspicion is recorded
	GroundNotRecorded Ground = iota
	// for controlled drugs or psychoactive substances
	GroundDrugs
	// for anything else
	GroundOther
	// under a power that needs no suspicion of the person, whatever the object: section 60 of the
	// Criminal Justice and Public Order Act 1994, which nearly all such searches are under and the
	// name is of; section 11 of the Public Order Act 2023, sections 44 and 47A of the Terrorism Act
	// 2000, and serious violence reduction orders
	GroundNoSuspicion
)

var groundNames = enum.New[Ground]("ground of search", [][]string{
	GroundNotRecorded: {"not recorded"},
	GroundDrugs:       {"drugs"},
	GroundOther:       {"other than drugs"},
	GroundNoSuspicion: {"section 60"},
})

// Ground returns the kind of the searches in k.
func (k Key) Ground() Ground {
	switch {
	case k.Legislation.needsNoSuspicion():
		return GroundNoSuspicion
	case k.Object.IsDrugs():
		return GroundDrugs
	case k.Object.IsRecorded():
		return GroundOther
	}
	return GroundNotRecorded
}

// String returns the name of g, as [ParseGround] reads it. It returns "Ground(99)" for a number
// that is no ground of search.
func (g Ground) String() string { return groundNames.String(g) }

// AppendText appends the name of g. It is an error if g is no ground of search.
func (g Ground) AppendText(b []byte) ([]byte, error) { return groundNames.AppendText(b, g) }

// MarshalText returns the name of g. It is an error if g is no ground of search.
func (g Ground) MarshalText() ([]byte, error) { return g.AppendText(nil) }

// UnmarshalText reads what [ParseGround] reads, so that a Ground works with [flag.TextVar], JSON
// and CSV.
func (g *Ground) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, g, ParseGround) }

// ParseGround returns the ground of search that has that name, in any letter case. The error lists
// the names.
func ParseGround(label string) (Ground, error) { return groundNames.Parse(label) }

// Grounds returns every ground of search in the order of the constants.
func Grounds() iter.Seq[Ground] { return groundNames.Values() }
