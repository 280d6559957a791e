package outcomes

import (
	"iter"

	"github.com/seed-549880be/disparity/outcomes/internal/enum"
)

// Regime is how a force fills in whether the outcome of a search is linked to its object. Forces
// differ, and change; [Tally.Regime] recognises it. Ratios of find rates that read the link compare
// groups within one force and one regime only.
//
// The zero value says that there is no search of a person to tell it from.
type Regime uint8

// The regimes.
const (
	// no search of a person
	RegimeUnknown Regime = iota
	// for at least 9 of 10 searches, whatever the outcome
	LinkAlways
	// for at least 9 of 10 searches that led to action, and for fewer of the others
	LinkForAction
	// for at most 1 of 5 searches, and not for most that led to action
	LinkRarely
	// for none
	LinkNever
	// in none of these ways: several forces, or a force that changed
	LinkMixed
)

var regimeNames = enum.New[Regime]("recording regime", [][]string{
	RegimeUnknown: {"unknown"},
	LinkAlways:    {"always"},
	LinkForAction: {"for action"},
	LinkRarely:    {"rarely"},
	LinkNever:     {"never"},
	LinkMixed:     {"mixed"},
})

var regimeTexts = [...]string{
	RegimeUnknown: "there is no search of a person to tell from if links are recorded",
	LinkAlways:    "whether the outcome is linked to the object is recorded for nearly every search",
	LinkForAction: "whether the outcome is linked to the object is recorded for searches that led to action, and left blank for others",
	LinkRarely:    "whether the outcome is linked to the object is hardly ever recorded",
	LinkNever:     "whether the outcome is linked to the object is never recorded",
	LinkMixed:     "whether the outcome is linked to the object is recorded for some searches, by no rule that shows",
}

// Text returns what r means, as a clause: "whether the outcome is linked to the object is never
// recorded". It is empty for a number that is no regime.
func (r Regime) Text() string {
	if int(r) >= len(regimeTexts) {
		return ""
	}
	return regimeTexts[r]
}

// linkCounts has the searches of persons by what decides the regime.
type linkCounts struct {
	all, filled               int64
	actions, actionsFilled    int64
	actionsYes                int64
	idle, idleFilled, idleYes int64 // known to be without action
	blankFilled, blankYes     int64 // of no known outcome
}

func (t *Tally) linkCounts() linkCounts {
	var c linkCounts
	for k, n := range t.all() {
		if !k.Type.IsPerson() {
			continue
		}
		var filled int64
		if k.Linked.IsKnown() {
			filled = n
		}
		c.all += n
		c.filled += filled
		switch {
		case k.Outcome.IsAction():
			c.actions += n
			c.actionsFilled += filled
			if k.Linked == Yes {
				c.actionsYes += n
			}
		case k.Outcome.IsKnown():
			c.idle += n
			c.idleFilled += filled
			if k.Linked == Yes {
				c.idleYes += n
			}
		default:
			c.blankFilled += filled
			if k.Linked == Yes {
				c.blankYes += n
			}
		}
	}
	return c
}

// Regime recognises how the searches of persons in t were recorded. Ask it of one force at a time,
// over a period in which it did not change.
func (t *Tally) Regime() Regime { return t.linkCounts().regime() }

func (c linkCounts) regime() Regime {
	switch {
	case c.all == 0:
		return RegimeUnknown
	case c.filled == 0:
		return LinkNever
	case 10*c.filled >= 9*c.all:
		return LinkAlways
	case c.actions > 0 && 10*c.actionsFilled >= 9*c.actions:
		return LinkForAction
	case 5*c.filled <= c.all && 2*c.actionsFilled <= c.actions:
		return LinkRarely
	}
	return LinkMixed
}

// String returns the name of r, as [ParseRegime] reads it. It returns "Regime(99)" for a number
// that is no recording regime.
func (r Regime) String() string { return regimeNames.String(r) }

// AppendText appends the name of r. It is an error if r is no recording regime.
func (r Regime) AppendText(b []byte) ([]byte, error) { return regimeNames.AppendText(b, r) }

// MarshalText returns the name of r. It is an error if r is no recording regime.
func (r Regime) MarshalText() ([]byte, error) { return r.AppendText(nil) }

// UnmarshalText reads what [ParseRegime] reads, so that a Regime works with [flag.TextVar], JSON
// and CSV.
func (r *Regime) UnmarshalText(text []byte) error { return enum.UnmarshalText(text, r, ParseRegime) }

// ParseRegime returns the recording regime that has that name, in any letter case. The error lists
// the names.
func ParseRegime(label string) (Regime, error) { return regimeNames.Parse(label) }

// Regimes returns every recording regime in the order of the constants.
func Regimes() iter.Seq[Regime] { return regimeNames.Values() }
