package multiple

import (
	"errors"
	"iter"

	"github.com/seed-549880be/disparity/rri/internal/enum"
)

// Adjustment is a way to allow for many comparisons. The zero value is [Holm]. The package
// documentation has the formula and the domain of each.
type Adjustment uint8

// The adjustments.
const (
	// step-down Bonferroni: Holm 1979
	Holm Adjustment = iota
	// every p-value times the number of comparisons: Dunn 1961
	Bonferroni
	// 1-(1-p)^m: Šidák 1967
	Sidak
	// Holm's steps with Šidák's values: Holland and Copenhaver 1987
	SidakStepDown
	// Holm's values, step-up: Hochberg 1988
	Hochberg
	// the false discovery rate: Benjamini and Hochberg 1995
	BenjaminiHochberg
	// the false discovery rate under any dependence: Benjamini and Yekutieli 2001
	BenjaminiYekutieli

	numAdjustments = iota
)

var adjustmentNames = enum.New[Adjustment]("adjustment", []string{
	Holm:               "holm",
	Bonferroni:         "bonferroni",
	Sidak:              "sidak",
	SidakStepDown:      "sidak-step-down",
	Hochberg:           "hochberg",
	BenjaminiHochberg:  "benjamini-hochberg",
	BenjaminiYekutieli: "benjamini-yekutieli",
})

// ErrNoIntervals means that the adjustment has no simultaneous intervals. Compare with [errors.Is].
var ErrNoIntervals = errors.New("no simultaneous intervals")

// String returns the name of a, as [ParseAdjustment] reads it: "holm", "bonferroni", … It returns
// "Adjustment(99)" for a number that is no adjustment.
func (a Adjustment) String() string { return adjustmentNames.String(a) }

// ParseAdjustment returns the adjustment of that name, in any letter case.
func ParseAdjustment(name string) (Adjustment, error) { return adjustmentNames.Parse(name) }

// Adjustments returns every adjustment in the order of the constants.
func Adjustments() iter.Seq[Adjustment] { return adjustmentNames.Values() }

// AppendText appends the name of a. It is an error if a is no adjustment.
func (a Adjustment) AppendText(b []byte) ([]byte, error) { return adjustmentNames.AppendText(b, a) }

// MarshalText returns the name of a. It is an error if a is no adjustment.
func (a Adjustment) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText reads a name as [ParseAdjustment] does, so that an Adjustment works with
// [flag.TextVar], JSON and CSV.
func (a *Adjustment) UnmarshalText(text []byte) error {
	return enum.UnmarshalText(text, a, ParseAdjustment)
}
