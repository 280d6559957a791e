package rri

import (
	"errors"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// compare returns the estimate of q of the group and the baseline.
func compare[M Measure](q quantity.Quantity, group, baseline M, o Options) (e Estimate, err error) {
	if err := group.Validate(); err != nil {
		return Estimate{}, fmt.Errorf("rri: group: %w", err)
	}
	if err := baseline.Validate(); err != nil {
		return Estimate{}, fmt.Errorf("rri: baseline: %w", err)
	}
	c, d := quantity.FromMeasures(group, baseline)
	err = e.evaluate(q, c, d, o)
	return e, err
}

// isProportion tells the model of M.
func isProportion[M Measure]() bool { return quantity.IsProportion[M]() }

// confidence returns the level of o.
func (o Options) confidence() method.Confidence {
	return method.WithFreedom(method.Side(o.Side).Beyond(o.level()), o.DegreesOfFreedom)
}

// marks are the flags that fitting an interval to its range can set.
var marks = method.Marks[Flags]{Cut: CorrectionLimit, OneSided: OneSided, Clipped: Clipped, NoData: NoData, Outside: Outside, Unbounded: Unbounded}

// errNotFound: a search ended without its root. No counts are known to cause it.
var errNotFound = errors.New("no limit found: please report these counts")

// evaluate makes e the estimate of q from valid counts, and leaves it as it is if there is an
// error. It writes through a pointer because an Estimate that is returned is copied on the way
// through every function.
func (e *Estimate) evaluate(q quantity.Quantity, c quantity.Counts, d quantity.DesignEffects, o Options) error {
	if err := o.Validate(); err != nil {
		return fmt.Errorf("rri: %w", err)
	}
	null, err := q.Null(o.Null)
	if err != nil {
		return fmt.Errorf("rri: %w", err)
	}
	family := &method.Families[o.Method]
	if !family.Has(q) || d != quantity.Independent && family.Enumerates(q) {
		return o.Method.undefined(q)
	}
	return e.compute(q, c, d, null, o, o.confidence())
}

// compute is evaluate by valid options, with the confidence that they mean, of what their method
// has. The plain estimate and the flags for small counts go by c; the limits and the test by its
// effective counts.
func (e *Estimate) compute(q quantity.Quantity, c quantity.Counts, d quantity.DesignEffects, null float64, o Options, confidence method.Confidence) error {
	family := &method.Families[o.Method]
	value, p, flags := c.Plain(q), math.NaN(), countFlags(q, c, o)
	if noExposure(q, c) {
		nan := math.NaN()
		*e = Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: o.level(), Method: o.Method, Flags: flags | NoData}
		return nil
	}
	effective := c
	if d != quantity.Independent {
		effective = c.Effective(d)
	}
	if err := family.Limited(q, effective); err != nil {
		return fmt.Errorf("rri: %s for %s: %w", o.Method, q, err)
	}
	side := method.Side(o.Side)
	var interval method.Interval
	// 0/0 has no p-value: there is nothing that could be tested
	if math.IsNaN(null) || math.IsNaN(value) {
		interval = family.Limits(q, effective, confidence)
	} else {
		var less, greater float64
		interval, less, greater = family.Both(q, effective, confidence, null)
		p = side.P(method.Student(less, greater, o.DegreesOfFreedom))
	}
	if math.IsNaN(interval.Lower) || math.IsNaN(interval.Upper) {
		return fmt.Errorf("rri: %s for %s: %w", o.Method, q, errNotFound)
	}
	lower, upper, more := method.Fit(interval, q, value, side, &marks)
	flags |= more
	if o.Method == SCAS && method.BeyondMargins(q, []quantity.Counts{effective}, confidence, side, lower, upper) {
		flags |= BeyondMargins
	}
	e.Value, e.Lower, e.Upper, e.P, e.Level, e.Method, e.Flags = value, lower, upper, p, o.level(), o.Method, flags
	return nil
}

// noExposure reports whether a group that q is of has no population or no trials.
func noExposure(q quantity.Quantity, c quantity.Counts) bool {
	return c.N == 0 || (c.M == 0 && q.TwoGroups())
}

// undefined returns the error of a method that has no interval for q, or none with a design effect.
func (m Method) undefined(q quantity.Quantity) error {
	if !method.Families[m].Has(q) {
		return fmt.Errorf("rri: %s for %s: %w: choose one of %s", m, q, ErrMethod, definedFor(q))
	}
	other := Jeffreys
	if !method.Families[other].Has(q) { // of odds ratios
		other = Score
	}
	return fmt.Errorf("rri: %s for %s: %w: it enumerates tables of whole counts, which a design effect leaves none of: choose scas or %s",
		m, q, errDesignEffect, other)
}

// countFlags returns the flags that follow from the counts alone.
func countFlags(q quantity.Quantity, c quantity.Counts, o Options) (f Flags) {
	smallest := c.Smallest(q)
	if smallest == 0 {
		f |= ZeroCell
	}
	if levels.Small(smallest, o.SmallCountBelow) {
		f |= SmallCount
	}
	return f
}
