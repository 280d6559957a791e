package peers

import (
	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// Options are the choices of a comparison. The zero value is documented at each field.
type Options struct {
	// Options are those of every value and every pair. Side is two-sided, since a place among
	// others has both sides, and Null is the null value of [Row.Value] alone: pairs and means are
	// tested against being the same.
	rri.Options

	// Sense says whether more is worse, and so at which end the worst are. [trend.Neither] takes
	// the highest, and never calls them worst.
	Sense trend.Sense

	// Quantity is what is compared.
	Quantity Quantity

	// Worst is how many units count as the worst, at the end that Sense says: at most as many as
	// there are. 0 stands for a quarter of those that have a value, at least one.
	Worst int

	// Margin is what is too little to speak of, as a share: a unit is similar to the mean of the
	// others if the interval of their ratio lies between 1/(1+Margin) and 1+Margin. It is above 0
	// and at most 1; 0 stands for 0.25, which is 0.8 to 1.25.
	Margin float64

	// Overdispersion says how the funnel takes it that units differ by more than chance.
	Overdispersion Overdispersion

	// Target is what the funnel is about. 0 stands for the value of all units together.
	Target float64

	// OutlierLines asks for [Comparison.Lines].
	OutlierLines bool

	// Shrink asks for [Comparison.Shrinkage], which is of rates alone.
	Shrink bool
}

// Quantity is what is compared.
type Quantity uint8

// The quantities. The text kit is in quantity.go.
const (
	Index Quantity = iota // "index": the rate of the group over that of the baseline
	Rate                  // "rate": the rate or proportion of the group itself
)

// Overdispersion is how a funnel takes it that units differ by more than chance. The package
// documentation has a section on funnels that says how many units each leaves outside.
type Overdispersion uint8

// The kinds of overdispersion. The text kit is in overdispersion.go.
const (
	// "calibrated": the true values of the units have a variance of their own, such that the limits
	// leave out what they say if none stands out (Paule and Mandel 1982, DOI
	// 10.6028/jres.087.022)
	Calibrated Overdispersion = iota
	// "additive": the same with the variance of Spiegelhalter 2005, DOI 10.1002/sim.1970, by
	// moments
	Additive
	// "multiplicative": chance varies by more than its model says, also as Spiegelhalter 2005
	Multiplicative
	// "chance-alone": none of these
	ChanceAlone
)

// Word is what is said of a unit beside the mean of the others, from the interval of their ratio.
type Word uint8

// The words. The text kit is in word.go.
const (
	NoWord     Word = iota // "no word": a rule forbids one, or there is nothing to compare
	Above                  // "Above": the interval lies above the mean
	Similar                // "Similar": it lies within the margin, and does not leave out the mean
	Below                  // "Below": it lies below
	CannotTell             // "Cannot tell": none of these
)
