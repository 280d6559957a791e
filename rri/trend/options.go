package trend

import (
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/index"
)

// Options are the choices of an analysis of change. The zero value is documented at each field.
type Options struct {
	rri.Options

	// LeaveOut are periods whose points are in no change from point to point and no trend, as those
	// of a pandemic. They stay in the series. Rolling, Before and After are the caller's.
	LeaveOut []Period

	// Margin is what is too little to speak of, as a share a year: an index is stable if its
	// interval lies between -Margin and +Margin a year. It is above 0 and below 1; 0 stands for
	// 0.1.
	Margin float64

	// Independent leaves out of the trend what the counts vary by beyond their model and their
	// design effects: its interval is then normal, and takes a dispersion of 1. The dispersion is
	// shown as it is found all the same.
	Independent bool

	// Sense says whether up is worse.
	Sense Sense

	// Direction says which rate is on top in the index, of which the changes, the trends and the
	// words are, and that the sheets show. The tables of a result are of the group over the
	// baseline whatever it is.
	Direction index.Direction
}

// Sense says whether more of what is measured is worse for the people of a group.
type Sense uint8

// The senses. The text kit is in sense.go.
const (
	Neither    Sense = iota // "neither": as of finds and outcomes
	UpIsWorse               // "up-is-worse": as of searches and use of force
	UpIsBetter              // "up-is-better": as of recruits
)

// Word is what is said of a change or a trend, from its interval alone.
type Word uint8

// The words. The text kit is in word.go.
const (
	NoWord     Word = iota // "": a rule forbids one, or there is nothing to speak of
	Increasing             // "Increasing": the interval lies above no change
	Reducing               // "Reducing": it lies below
	Stable                 // "Stable": it lies within the margin, and does not leave out no change
	CannotTell             // "Cannot tell": none of these
)
