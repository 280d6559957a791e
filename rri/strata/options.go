package strata

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
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
}

// level returns the level that o stands for.
func (o Options) level() float64 { return levels.Of(o.Level) }

// validate reports why o makes no sense, or nil. The null value is checked against the quantity by
// the caller.
func (o Options) validate() error {
	level := levels.Validate(o.Level)
	switch {
	case o.Method >= numMethods:
		return fmt.Errorf("%s: %w: want one of the Method constants", o.Method, rri.ErrOption)
	case level != nil:
		return level
	case o.Side > rri.UpperOnly:
		return fmt.Errorf("%s: %w: want TwoSided, LowerOnly or UpperOnly", o.Side, rri.ErrOption)
	case o.Side != rri.TwoSided && o.level() < 0.5:
		return fmt.Errorf("level %v of one limit: %w: want at least 0.5", o.Level, rri.ErrOption)
	case math.IsNaN(o.Null) || math.IsInf(o.Null, 0):
		return fmt.Errorf("null value %v: %w: want a finite number", o.Null, rri.ErrOption)
	}
	return nil
}

// crude returns the options for one stratum, and for all of them thrown together, by the same
// family.
func (o Options) crude(binomial bool) rri.Options {
	return rri.Options{Method: o.Method.family(binomial), Level: o.Level, Side: o.Side, Null: o.Null}
}
