package rri

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// Of returns one rate or proportion with its interval. Its unit is events per unit of population,
// or a fraction from 0 to 1.
//
// P is the p-value of o.Null if that is given, and NaN otherwise. The error wraps [ErrCount],
// [ErrOption] or, for a method that has no interval for a rate or for a proportion, [ErrMethod].
func Of[M Measure](m M, o Options) (e Estimate, err error) {
	if err := m.Validate(); err != nil {
		return Estimate{}, fmt.Errorf("rri: %w", err)
	}
	c, d := quantity.FromMeasure(m)
	err = e.evaluate(quantity.RateOf[M](), c, d, o)
	return e, err
}

// Ratio returns the rate or proportion of the group over that of the baseline: the Relative Rate
// Index (RRI).
//
// Above 1 the group has the higher rate. A baseline without events gives +Inf, flagged [Unbounded];
// no events in either group gives NaN, flagged [NoData], with the limits 0 and +Inf. P tests the
// ratio 1, or o.Null, which must be positive. The error wraps [ErrCount], [ErrOption] or
// [ErrMethod].
func Ratio[M Measure](group, baseline M, o Options) (e Estimate, err error) {
	if o.usual() && o.Method == Wald {
		if c, proportions, flags, ok := usualCounts(any(&group), any(&baseline)); ok {
			if value, lower, upper, p, ok := method.WaldRatio(c, proportions); ok {
				e.Value, e.Lower, e.Upper, e.P, e.Level, e.Method, e.Flags = value, lower, upper, p, levels.Default, Wald, flags
				return e, nil
			}
		}
	}
	return compare(quantity.RatioOf[M](), group, baseline, o)
}

// Difference returns the rate or proportion of the group less that of the baseline, in the unit of
// [Of].
//
// P tests the difference 0, or o.Null. The error wraps [ErrCount], [ErrOption] or [ErrMethod].
func Difference[M Measure](group, baseline M, o Options) (e Estimate, err error) {
	if o.usual() && o.Method == Wald {
		if c, proportions, flags, ok := usualCounts(any(&group), any(&baseline)); ok {
			if value, lower, upper, p, ok := method.WaldDifference(c, proportions); ok {
				e.Value, e.Lower, e.Upper, e.P, e.Level, e.Method, e.Flags = value, lower, upper, p, levels.Default, Wald, flags
				return e, nil
			}
		}
	}
	return compare(quantity.DifferenceOf[M](), group, baseline, o)
}

// Excess returns the number of the group's events beyond parity: its events less those it would
// have had at the rate of the baseline. It is negative where the group has fewer. The limits are
// those of [Difference] times the population or the trials of the group, so that they carry the
// uncertainty of both rates; o.Null is in events.
func Excess[M Measure](group, baseline M, o Options) (Estimate, error) {
	_, n, _ := group.Counts()
	if n > 0 {
		o.Null /= n
	}
	e, err := Difference(group, baseline, o)
	if err != nil {
		return Estimate{}, err
	}
	e.Value *= n
	e.Lower *= n
	e.Upper *= n
	return e, nil
}

// OddsRatio returns the odds of the group over those of the baseline. For rare events it is close
// to the ratio of the proportions; for common ones it is further from 1, and is not a ratio of
// rates: 80 % against 60 % is a [Ratio] of 1.33 and an odds ratio of 2.67.
//
// P tests the odds ratio 1, or o.Null, which must be positive. The error wraps [ErrCount],
// [ErrOption] or [ErrMethod].
func OddsRatio(group, baseline Proportion, o Options) (Estimate, error) {
	return compare(quantity.OddsRatio, group, baseline, o)
}
