package strata

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// Pair is one stratum of a comparison: a group and the baseline, alike in what makes the stratum.
// Where one of them has a population (or trials) of 0, there is no one to compare: the pair says
// nothing, and the functions that take pairs pass over it. [Compare] lists such strata.
type Pair[M rri.Measure] struct{ Group, Baseline M }

// isBinomial tells the model of M.
func isBinomial[M rri.Measure]() bool { return quantity.IsProportion[M]() }

// counts returns the effective counts of the strata with someone to compare, and the counts of
// these strata together as they are, without design effects.
func counts[M rri.Measure](pairs []Pair[M]) (strata []quantity.Counts, sum quantity.Counts, err error) {
	strata = make([]quantity.Counts, 0, len(pairs))
	for i, p := range pairs {
		if err := p.validate(i, len(pairs)); err != nil {
			return nil, sum, err
		}
		c, d := quantity.FromMeasures(p.Group, p.Baseline)
		if effective := c.Effective(d); effective.N > 0 && effective.M > 0 {
			strata = append(strata, effective)
			sum.A += c.A
			sum.N += c.N
			sum.B += c.B
			sum.M += c.M
		}
	}
	return strata, sum, nil
}

// validate reports why the i-th of n pairs makes no sense, or nil.
func (p Pair[M]) validate(i, n int) error {
	if err := p.Group.Validate(); err != nil {
		return fmt.Errorf("stratum %d of %d: group: %w", i+1, n, err)
	}
	if err := p.Baseline.Validate(); err != nil {
		return fmt.Errorf("stratum %d of %d: baseline: %w", i+1, n, err)
	}
	return nil
}

// counts returns the effective counts of a pair: those of each group, divided by its design effect.
func (p Pair[M]) counts() quantity.Counts {
	c, d := quantity.FromMeasures(p.Group, p.Baseline)
	return c.Effective(d)
}
