package rri

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri/internal/enum"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
	"github.com/seed-549880be/disparity/rri/sheet"
)

// Options says how to compute an [Estimate]. The zero value is the documented default: method
// [SCAS], level 0.95, both limits, and the p-value for no disparity.
type Options struct {
	// Method is the family of intervals and tests.
	Method Method

	// Level is the confidence level, between 0 and 1. 0 means 0.95.
	Level float64

	// Side asks for one limit alone, at the full level, which then is at least 0.5. The p-value is
	// one-sided too.
	Side Side

	// Null is the value that the p-value tests. 0 means the usual null value of the quantity: 1 for
	// a ratio or an odds ratio, 0 for a difference or an excess. One rate or proportion has no
	// usual null value: with 0 its P is NaN. A margin of equivalence or non-inferiority is tested
	// by giving it here together with Side.
	Null float64

	// DegreesOfFreedom is the number of those with which the design effects of the counts were
	// estimated: limits and P then go by Student's t. 0 means that they are known, and the normal
	// distribution. Fewer than 0.001, and a level whose quantile of t is above 37.5, are an error;
	// a P below the tail there is that tail: for both sides 4e-12 with 10 degrees of freedom, 4e-5
	// with 3 and 0.017 with 1.
	DegreesOfFreedom float64

	// SmallCountBelow is the count below which the flag [SmallCount] is set, and which the
	// footnotes of tables name: 10 where a public body takes fewer than 10 events for few. 0 means
	// the default, [SmallCountBelow]. It changes no number.
	SmallCountBelow int64 `json:",omitempty"`
}

// Side says which limits are wanted.
type Side uint8

// The sides.
const (
	// both limits; P is twice the smaller tail (central), at most 1
	TwoSided Side = iota
	// the lower limit alone; P is for the alternative that the true value is above the null
	LowerOnly
	// the upper limit alone; P is for the alternative that the true value is below the null
	UpperOnly
)

var sideNames = enum.New[Side]("side", []string{TwoSided: "two-sided", LowerOnly: "lower", UpperOnly: "upper"})

// String returns "two-sided", "lower" or "upper", and "Side(9)" for a number that is no side.
func (s Side) String() string { return sideNames.String(s) }

// MarshalText writes the name of s, as tables do. A number that is no side is an error.
func (s Side) MarshalText() ([]byte, error) {
	if err := method.ValidateSide(s, levels.Default); err != nil {
		return nil, fmt.Errorf("rri: %w", err)
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads what [Side.MarshalText] writes, in upper or lower case. Any other text is an
// error that wraps [ErrOption] and leaves s as it is.
func (s *Side) UnmarshalText(text []byte) error {
	got, ok := sideNames.Lookup(string(text))
	if !ok {
		return fmt.Errorf("rri: unknown side %q: %w: want one of %s", sheet.Clip(string(text)), ErrOption, sideNames.List())
	}
	*s = got
	return nil
}

// level returns the level that o stands for.
func (o Options) level() float64 { return levels.Of(o.Level) }

// leastFreedom is the fewest degrees of freedom for which the tails of t have digits; far below it
// they are NaN, which no comparison would refuse.
const leastFreedom = 1e-3

// Validate reports why o makes no sense whatever it is asked for, or nil. Whether a quantity can
// have the null value, and whether the method has it, is said where that is known. The error wraps
// [ErrOption].
func (o Options) Validate() error {
	if int(o.Method) >= len(method.Families) {
		return fmt.Errorf("%s: %w: want one of the Method constants", o.Method, ErrOption)
	}
	if o == (Options{Method: o.Method}) { // as nearly always, and the checks are calls
		return nil
	}
	if err := levels.Validate(o.Level); err != nil {
		return err
	}
	if err := method.ValidateSide(o.Side, o.Level); err != nil {
		return err
	}
	if err := levels.ValidateSmall(o.SmallCountBelow); err != nil {
		return err
	}
	if !(o.DegreesOfFreedom >= 0) || math.IsInf(o.DegreesOfFreedom, 1) {
		return fmt.Errorf("%v degrees of freedom: %w: want 0, for a known design effect, or a positive number", o.DegreesOfFreedom, ErrOption)
	}
	if o.DegreesOfFreedom > 0 && (o.DegreesOfFreedom < leastFreedom || !(o.confidence().Z <= method.LargestQuantile)) {
		return fmt.Errorf("level %v with %v degrees of freedom: %w: its quantile of Student's t is above %v: choose a lower level",
			o.level(), o.DegreesOfFreedom, ErrOption, method.LargestQuantile)
	}
	return quantity.ValidateNull(o.Null)
}
