// Package quantity lists what can be estimated, once for every package that estimates it, and has
// the counts that it is estimated from.
package quantity

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri/internal/levels"
)

// Quantity is what a method may be defined for.
type Quantity uint8

// The quantities.
const (
	Proportion Quantity = iota
	Rate
	RatioOfProportions
	RatioOfRates
	DifferenceOfProportions
	DifferenceOfRates
	OddsRatio

	Number // of quantities
)

// table says what each quantity is.
var table = [Number]struct {
	name            string
	lowest, highest float64 // the range
	null            float64 // the value that is tested where none is given; NaN if there is none
	binomial        bool    // of proportions
	twoGroups       bool
}{
	Proportion:              {"a proportion", 0, 1, math.NaN(), true, false},
	Rate:                    {"a rate", 0, math.Inf(1), math.NaN(), false, false},
	RatioOfProportions:      {"a ratio of proportions", 0, math.Inf(1), 1, true, true},
	RatioOfRates:            {"a ratio of rates", 0, math.Inf(1), 1, false, true},
	DifferenceOfProportions: {"a difference of proportions", -1, 1, 0, true, true},
	DifferenceOfRates:       {"a difference of rates", math.Inf(-1), math.Inf(1), 0, false, true},
	OddsRatio:               {"an odds ratio", 0, math.Inf(1), 1, true, true},
}

// String returns the name of q with its article, for errors: "a ratio of rates".
func (q Quantity) String() string { return table[q].name }

// Range returns the lowest and the highest value that q can take.
func (q Quantity) Range() (lowest, highest float64) { return table[q].lowest, table[q].highest }

// UsualNull returns the value of q that is tested where none is given, and NaN for one proportion
// or rate, which have none.
func (q Quantity) UsualNull() float64 { return table[q].null }

// ValidateNull reports why no quantity can have that null value, or nil. The error wraps
// [levels.ErrOption].
func ValidateNull(null float64) error {
	if math.IsNaN(null) || math.IsInf(null, 0) {
		return fmt.Errorf("null value %v: %w: want a finite number", null, levels.ErrOption)
	}
	return nil
}

// Null returns the value that is tested where the given one is asked for: 0 stands for the usual
// one. The error wraps [levels.ErrOption].
func (q Quantity) Null(given float64) (float64, error) {
	if given == 0 {
		return q.UsualNull(), nil
	}
	lowest, highest := q.Range()
	if given < lowest || given > highest {
		return 0, fmt.Errorf("null value %v of %s: %w: want between %v and %v", given, q, levels.ErrOption, lowest, highest)
	}
	return given, nil
}

// Binomial reports whether q is of proportions.
func (q Quantity) Binomial() bool { return table[q].binomial }

// TwoGroups reports whether q compares a group with a baseline.
func (q Quantity) TwoGroups() bool { return table[q].twoGroups }

// Difference reports whether q is a difference: the only quantities that can be negative.
func (q Quantity) Difference() bool {
	return q == DifferenceOfProportions || q == DifferenceOfRates
}
