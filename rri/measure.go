package rri

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/method"
)

// Rate is a count of events in a population, observed over one period. Its model is Poisson: one
// person can be counted more than once, so Events may exceed Population.
//
// Population is a number of residents or an amount of person-time. It must be from 1e-9 to 2^53; 0
// with 0 events gives undefined (NaN) results, flagged [NoData]. Events in a population of 0 are an
// error, but in [Compare], where their row is flagged [NoData] and the others stand.
type Rate struct {
	Events     int64
	Population float64

	// DesignEffect is the variance of Events over that of a Poisson count with the same mean: 1.6
	// where people are searched in groups, so that 100 events tell as much as 62.5 independent
	// ones. 0 means 1, and results have 0 for 1; anything else must be from 0.01 to 2^53. See the
	// section on design effects in the documentation of the package.
	DesignEffect float64
}

// Proportion is a count of outcomes among trials: finds among searches, charges among arrests. Its
// model is binomial, so Events must not exceed Trials. 0 of 0 gives undefined (NaN) results,
// flagged [NoData].
type Proportion struct {
	Events, Trials int64

	// DesignEffect is the variance of Events over that of a binomial count with the same mean. 0
	// means 1, and results have 0 for 1; anything else must be from 0.01 to 2^53.
	DesignEffect float64
}

// Measure is what this package compares. The type states the model: [Rate] is Poisson, [Proportion]
// is binomial.
type Measure interface {
	Rate | Proportion

	// Validate reports why the counts make no sense, or nil.
	Validate() error

	// Counts returns the events, the population or the trials that they are out of, and the design
	// effect, 1 where the field is 0.
	Counts() (events int64, exposure, designEffect float64)

	// IsProportion tells the model: binomial, or Poisson.
	IsProportion() bool
}

// MaxCount is the largest count and the largest population that is accepted: 2^53, up to which
// every whole number is exact in float64.
const MaxCount int64 = 1 << 53

// Errors that the functions of this package wrap. Compare with [errors.Is].
var (
	// ErrCount: a count is negative, larger than [MaxCount], or larger than its trials; or a
	// population is negative, not finite, above [MaxCount], or below 1e-9 and not 0, or 0 with
	// events.
	ErrCount = errors.New("count out of range")
	// ErrOption: an option is outside its domain.
	ErrOption = levels.ErrOption
	// ErrMethod: the method is not defined for the quantity that was asked for.
	ErrMethod = method.ErrMethod
	// ErrBaseline: the baseline group is not among the groups to compare.
	ErrBaseline = errors.New("baseline is not among the groups")
	// ErrDerived: a table says that it is no function of its counts ([Table.Derived]), and what was
	// asked for would have to compute it anew from them.
	ErrDerived = errors.New("table is not a function of its counts")

	// errDesignEffect is the ErrMethod of a method that has the quantity, but not with a design
	// effect.
	errDesignEffect = fmt.Errorf("%w with a design effect", ErrMethod)
)

// Validate reports why r is not a rate, or nil. The error wraps [ErrCount].
func (r Rate) Validate() error {
	switch {
	case r.Events < 0:
		return fmt.Errorf("%d events: %w: give a count of 0 or more", r.Events, ErrCount)
	case r.Events > MaxCount:
		return fmt.Errorf("%d events: %w: give at most 2^53", r.Events, ErrCount)
	case math.IsNaN(r.Population) || math.IsInf(r.Population, 0):
		return fmt.Errorf("population %v: %w: give a finite number", r.Population, ErrCount)
	case r.Population < 0:
		return fmt.Errorf("population %v: %w: give a positive number", r.Population, ErrCount)
	case r.Population > float64(MaxCount):
		return fmt.Errorf("population %v: %w: give at most 2^53", r.Population, ErrCount)
	case r.Population == 0 && r.Events > 0:
		return fmt.Errorf("%d events in a population of 0: %w: no rate can be formed", r.Events, ErrCount)
	case r.Population > 0 && r.Population < minPopulation:
		return fmt.Errorf("population %v: %w: give at least 1e-9", r.Population, ErrCount)
	}
	return validateDesignEffect(r.DesignEffect)
}

const minPopulation = 1e-9

// Validate reports why p is not a proportion, or nil. The error wraps [ErrCount].
func (p Proportion) Validate() error {
	switch {
	case p.Events < 0:
		return fmt.Errorf("%d events: %w: give a count of 0 or more", p.Events, ErrCount)
	case p.Trials < 0:
		return fmt.Errorf("%d trials: %w: give a count of 0 or more", p.Trials, ErrCount)
	case p.Events > p.Trials:
		return fmt.Errorf("%d events in %d trials: %w: a proportion has no more events than trials; events per resident are a Rate",
			p.Events, p.Trials, ErrCount)
	case p.Trials > MaxCount:
		return fmt.Errorf("%d trials: %w: give at most 2^53", p.Trials, ErrCount)
	}
	return validateDesignEffect(p.DesignEffect)
}

// minDesignEffect: below it a count would tell more than a hundred times its own number of events.
const minDesignEffect = 0.01

func validateDesignEffect(d float64) error {
	if d == 0 || (d >= minDesignEffect && d <= float64(MaxCount)) {
		return nil
	}
	return fmt.Errorf("design effect %v: %w: give 0, which means 1, or from 0.01 to 2^53", d, ErrCount)
}

// Counts returns Events, Population and DesignEffect, 1 for 0.
func (r Rate) Counts() (events int64, exposure, designEffect float64) {
	if r.DesignEffect == 0 {
		return r.Events, r.Population, 1
	}
	return r.Events, r.Population, r.DesignEffect
}

// Counts returns Events, Trials and DesignEffect, 1 for 0.
func (p Proportion) Counts() (events int64, exposure, designEffect float64) {
	if p.DesignEffect == 0 {
		return p.Events, float64(p.Trials), 1
	}
	return p.Events, float64(p.Trials), p.DesignEffect
}

// IsProportion returns false.
func (Rate) IsProportion() bool { return false }

// IsProportion returns true.
func (Proportion) IsProportion() bool { return true }

// WithDesignEffect returns m with that design effect: 0 for 1, which are the same.
func WithDesignEffect[M Measure](m M, designEffect float64) M {
	if designEffect == 1 {
		designEffect = 0
	}
	switch p := any(&m).(type) {
	case *Rate:
		p.DesignEffect = designEffect
	case *Proportion:
		p.DesignEffect = designEffect
	}
	return m
}

// MeasureOf returns the rate or the proportion of M: events out of exposure, its population or its
// trials, with a design effect, which may be 0 for 1. It is the reverse of [Measure.Counts].
//
// The error wraps [ErrCount] for trials that are no whole number, and otherwise is that of
// Validate; but events in a population of 0 are no error, as [Compare] takes them.
func MeasureOf[M Measure](events int64, exposure, designEffect float64) (M, error) {
	var m M
	switch p := any(&m).(type) {
	case *Rate:
		*p = Rate{Events: events, Population: exposure}
	case *Proportion:
		if exposure != math.Trunc(exposure) || math.Abs(exposure) > float64(MaxCount) {
			return m, fmt.Errorf("%v trials: %w: want a whole number up to 2^53", exposure, ErrCount)
		}
		*p = Proportion{Events: events, Trials: int64(exposure)}
	}
	m = WithDesignEffect(m, designEffect)
	return m, validateRow(m)
}

// Sum returns several counts together, those of several groups or of the parts of one: events are
// added up, and so are the exposures. The design effect is the mean of theirs, weighted by the
// events, whose variances it multiplies; where there are no events, by the exposures; and where
// there is nobody either, that of the last. The sum of no counts is 0 of 0.
//
// The error wraps [ErrCount] if a count or the sum is out of range. It is that of Validate, but
// events in a population of 0 are no error, as [Compare] takes them.
func Sum[M Measure](counts ...M) (M, error) {
	var sum M
	for _, m := range counts {
		if err := validateRow(m); err != nil {
			return sum, err
		}
		effect := meanDesignEffect(sum, m)
		switch p := any(&sum).(type) {
		case *Rate:
			r := any(m).(Rate)
			p.Events += r.Events
			p.Population += r.Population
		case *Proportion:
			q := any(m).(Proportion)
			p.Events += q.Events
			p.Trials += q.Trials
		}
		sum = WithDesignEffect(sum, effect)
		if err := validateRow(sum); err != nil {
			return sum, err
		}
	}
	return sum, nil
}

// meanDesignEffect returns the design effect of x and y together, which are valid: that of either
// to the last bit where they are the same, and that of the other where one has no weight.
func meanDesignEffect[M Measure](x, y M) float64 {
	a, n, effect := x.Counts()
	b, m, other := y.Counts()
	weight, otherWeight := float64(a), float64(b)
	if a+b == 0 {
		weight, otherWeight = n, m
	}
	switch {
	case weight == 0:
		return other
	case otherWeight > 0 && effect != other:
		return effect + otherWeight/(weight+otherWeight)*(other-effect)
	}
	return effect
}

// validateRow is m.Validate, but for events in a population of 0, which leave a row without a rate.
func validateRow[M Measure](m M) error {
	if events, population, effect := m.Counts(); population == 0 && !m.IsProportion() {
		return Rate{Events: events, Population: 1, DesignEffect: effect}.Validate()
	}
	return m.Validate()
}

// String returns the rate as "29 in 37844", with its design effect if that is not 1.
func (r Rate) String() string {
	return strconv.FormatInt(r.Events, 10) + " in " + strconv.FormatFloat(r.Population, 'f', -1, 64) + designEffectText(r.DesignEffect)
}

// String returns the proportion as "70 of 317", with its design effect if that is not 1.
func (p Proportion) String() string {
	return strconv.FormatInt(p.Events, 10) + " of " + strconv.FormatInt(p.Trials, 10) + designEffectText(p.DesignEffect)
}

func designEffectText(d float64) string {
	if d == 0 || d == 1 {
		return ""
	}
	return " (design effect " + strconv.FormatFloat(d, 'g', 3, 64) + ")"
}
