package multiple

import (
	"errors"
	"fmt"
	"iter"
	"strings"

	"github.com/seed-549880be/disparity/rri/sheet"
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

var adjustmentNames = [numAdjustments]string{
	"holm", "bonferroni", "sidak", "sidak-step-down", "hochberg", "benjamini-hochberg", "benjamini-yekutieli",
}

// ErrNoIntervals means that the adjustment has no simultaneous intervals. Compare with [errors.Is].
var ErrNoIntervals = errors.New("no simultaneous intervals")

// String returns the name of a, as [ParseAdjustment] reads it: "holm", "bonferroni", … It returns
// "Adjustment(99)" for a number that is no adjustment.
func (a Adjustment) String() string {
	if a < numAdjustments {
		return adjustmentNames[a]
	}
	return fmt.Sprintf("Adjustment(%d)", uint8(a))
}

// ParseAdjustment returns the adjustment of that name, in any letter case.
func ParseAdjustment(name string) (Adjustment, error) {
	for i, known := range adjustmentNames {
		if strings.EqualFold(name, known) {
			return Adjustment(i), nil
		}
	}
	return 0, fmt.Errorf("multiple: unknown adjustment %q: want one of %s", sheet.Clip(name), strings.Join(adjustmentNames[:], ", "))
}

// Adjustments returns every adjustment in the order of the constants.
func Adjustments() iter.Seq[Adjustment] {
	return func(yield func(Adjustment) bool) {
		for a := range Adjustment(numAdjustments) {
			if !yield(a) {
				return
			}
		}
	}
}

// AppendText appends the name of a. It is an error if a is no adjustment.
func (a Adjustment) AppendText(b []byte) ([]byte, error) {
	if a >= numAdjustments {
		return b, fmt.Errorf("multiple: %s is not an adjustment", a)
	}
	return append(b, adjustmentNames[a]...), nil
}

// MarshalText returns the name of a. It is an error if a is no adjustment.
func (a Adjustment) MarshalText() ([]byte, error) { return a.AppendText(nil) }

// UnmarshalText reads a name as [ParseAdjustment] does, so that an Adjustment works with
// [flag.TextVar], JSON and CSV.
func (a *Adjustment) UnmarshalText(text []byte) error {
	got, err := ParseAdjustment(string(text))
	if err != nil {
		return err
	}
	*a = got
	return nil
}
