package rri

import (
	"errors"
	"fmt"
	"math"
)

// Rate is a count of events in a population, observed over one period. Its model is Poisson: one person can be counted more
// than once, so Events may exceed Population.
//
// Population is a number of residents or an amount of person-time. It must be from 1e-9 to 2^53; 0 is accepted with 0 events and
// gives undefined (NaN) results, flagged [NoData].
type Rate struct {
	Events       int64
	Population   float64
	DesignEffect float64
}

// Proportion is a count of outcomes among trials: finds among searches, charges among arrests. Its model is binomial, so
// Events must not exceed Trials. 0 of 0 is accepted and gives undefined (NaN) results, flagged [NoData].
type Proportion struct {
	Events, Trials int64
	DesignEffect   float64
}

// Measure is what this package compares. The type states the model: [Rate] is Poisson, [Proportion] is binomial.
type Measure interface {
	Rate | Proportion
}

// MaxCount is the largest count and the largest population that is accepted: 2^53, up to which every whole number is exact in float64.
const MaxCount = 1 << 53

// Errors that the functions of this package wrap. Compare with [errors.Is].
var (
	// ErrCount: a count is negative, larger than [MaxCount], or larger than its trials; or a population is negative, not finite or zero with events.
	ErrCount = errors.New("count out of range")
	// ErrOption: an option is outside its domain.
	ErrOption = errors.New("option out of range")
	// ErrMethod: the method is not defined for the quantity that was asked for.
	ErrMethod = errors.New("method not defined for this quantity")
	// ErrBaseline: the baseline group is not among the groups to compare.
	ErrBaseline = errors.New("baseline is not among the groups")
)

// validate reports why r is not a rate, or nil.
func (r Rate) validate() error {
	switch {
	case r.Events < 0:
		return fmt.Errorf("%d events: %w: give a count of 0 or more", r.Events, ErrCount)
	case r.Events > MaxCount:
		return fmt.Errorf("%d events: %w: give at most 2^53", r.Events, ErrCount)
	case math.IsNaN(r.Population) || math.IsInf(r.Population, 0):
		return fmt.Errorf("population %v: %w: give a finite number", r.Population, ErrCount)
	case r.Population < 0:
		return fmt.Errorf("population %v: %w: give a positive number", r.Population, ErrCount)
	case r.Population > MaxCount:
		return fmt.Errorf("population %v: %w: give at most 2^53", r.Population, ErrCount)
	case r.Population == 0 && r.Events > 0:
		return fmt.Errorf("%d events in a population of 0: %w: no rate can be formed", r.Events, ErrCount)
	case r.Population > 0 && r.Population < minPopulation:
		return fmt.Errorf("population %v: %w: give at least 1e-9", r.Population, ErrCount)
	}
	return nil
}

const minPopulation = 1e-9

// validate reports why p is not a proportion, or nil.
func (p Proportion) validate() error {
	switch {
	case p.Events < 0:
		return fmt.Errorf("%d events: %w: give a count of 0 or more", p.Events, ErrCount)
	case p.Trials < 0:
		return fmt.Errorf("%d trials: %w: give a count of 0 or more", p.Trials, ErrCount)
	case p.Events > p.Trials:
		return fmt.Errorf("%d events in %d trials: %w: a proportion has no more events than trials; events per resident are a Rate", p.Events, p.Trials, ErrCount)
	case p.Trials > MaxCount:
		return fmt.Errorf("%d trials: %w: give at most 2^53", p.Trials, ErrCount)
	}
	return nil
}
