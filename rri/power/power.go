package power

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
)

// ExactUpTo is the smallest expected count up to which power is exact; above it, power is the
// normal approximation.
const ExactUpTo = 1000

// For power by [rri.Exact] of proportions the two groups have at most MaxExactTrials trials
// together, as for its intervals, and MaxExactPairs is the most that the trials of the one times
// those of the other may be: 700 against 700, or 300 against 1,600.
const (
	MaxExactTrials = 2000
	MaxExactPairs  = 500_000
)

// MaxExactCount is the largest count (trials, or expected events of rates) that may stand beside an
// expected count of at most [ExactUpTo].
const MaxExactCount = 1_000_000_000

// Power is what a test will say, before the data.
type Power struct {
	Above float64 `json:"above"` // the probability that it finds the ratio above the null value
	Below float64 `json:"below"` // the probability that it finds the ratio below it
	Exact bool    `json:"exact"` // summed over counts, and no normal approximation
}

// Of returns the power of the test by o with the exposure of group and the exposure and rate of
// baseline, if the true ratio is ratio: for a ratio above the null value Above is the probability
// to find it, and Below that of finding the opposite. At the null value itself their sum is the
// size of the test.
//
// The events of group are not read. ratio is 0 or more, and with proportions such that the rate of
// the group is at most 1. For the errors see the package documentation.
func Of[M rri.Measure](group, baseline M, ratio float64, o rri.Options) (Power, error) {
	p, err := newPlan(group, baseline, o)
	if err != nil {
		return Power{}, err
	}
	if err := p.checkRatio(ratio); err != nil {
		return Power{}, err
	}
	power := p.power(ratio)
	if p.err != nil {
		return Power{}, fmt.Errorf("power: %w", p.err)
	}
	return power, nil
}

// checkRatio reports why there can be no such ratio, or nil.
func (p *plan) checkRatio(ratio float64) error {
	if !(ratio >= 0) || math.IsInf(ratio, 1) {
		return fmt.Errorf("power: ratio %v: %w: want a finite number of 0 or more", ratio, rri.ErrOption)
	}
	if mean := p.group(ratio).mean; p.rates && mean > p.highest() {
		return fmt.Errorf("power: ratio %v: %w: the group would have %.3g events; want at most %g", ratio, rri.ErrOption, mean, p.highest())
	}
	if ratio > p.largest()*(1+1e-12) {
		return fmt.Errorf("power: ratio %v to a proportion of %.4g: %w: want at most %.4g, for a proportion is at most 1",
			ratio, p.rate(), rri.ErrOption, p.largest())
	}
	return nil
}
