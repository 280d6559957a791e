package strata

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// Options says how to adjust. The zero value is the documented default: method [SCAS], level 0.95,
// both limits, and the p-value for no disparity.
type Options struct {
	// Method is the way to adjust.
	Method Method

	// Level is the confidence level, between 0 and 1. 0 means 0.95.
	Level float64

	// Side asks for one limit alone, at the full level, which then is at least 0.5. The p-value is
	// one-sided too.
	Side rri.Side

	// Null is the value that the p-value tests. 0 means the usual one: 1 for a ratio or an odds
	// ratio, 0 for a difference.
	Null float64

	// SmallCountBelow is the count of events below which [rri.SmallCount] is set, as in
	// [rri.Options]: 0 means 5.
	SmallCountBelow int64 `json:",omitempty"`
}

// level returns the level that o stands for.
func (o Options) level() float64 { return levels.Of(o.Level) }

// validate reports why o makes no sense, or nil. The null value is checked against the quantity by
// the caller.
func (o Options) validate() error {
	if o.Method >= numMethods {
		return fmt.Errorf("%s: %w: want one of the Method constants", o.Method, rri.ErrOption)
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
	return quantity.ValidateNull(o.Null)
}

// crude returns the options for one stratum, and for all of them thrown together, by the same
// family.
func (o Options) crude(binomial bool) rri.Options {
	return rri.Options{Method: o.Method.family(binomial), Level: o.Level, Side: o.Side, Null: o.Null, SmallCountBelow: o.SmallCountBelow}
}
