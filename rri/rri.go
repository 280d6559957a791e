package rri

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/tail"
)

// quantity is what a method may be defined for.
type quantity uint8

const (
	oneProportion quantity = iota
	oneRate
	ratioOfProportions
	ratioOfRates
	differenceOfProportions
	differenceOfRates
	oddsRatio

	numQuantities
)

// quantities says what each quantity is.
var quantities = [numQuantities]struct {
	name            string
	lowest, highest float64 // the range
	null            float64 // the value that is tested where none is given; NaN if there is none
	binomial        bool    // of proportions
	two             bool    // of two groups
}{
	oneProportion:           {"a proportion", 0, 1, math.NaN(), true, false},
	oneRate:                 {"a rate", 0, math.Inf(1), math.NaN(), false, false},
	ratioOfProportions:      {"a ratio of proportions", 0, math.Inf(1), 1, true, true},
	ratioOfRates:            {"a ratio of rates", 0, math.Inf(1), 1, false, true},
	differenceOfProportions: {"a difference of proportions", -1, 1, 0, true, true},
	differenceOfRates:       {"a difference of rates", math.Inf(-1), math.Inf(1), 0, false, true},
	oddsRatio:               {"an odds ratio", 0, math.Inf(1), 1, true, true},
}

func (q quantity) String() string { return quantities[q].name }

// bounds returns the ends of the range of q.
func (q quantity) bounds() (lowest, highest float64) {
	return quantities[q].lowest, quantities[q].highest
}

// cells are the counts of one comparison: a events of n in the group, b events of m in the
// baseline. n and m are trials or populations. One rate or proportion uses a and n alone. Counts
// are whole numbers up to 2^53, so float64 holds them exactly.
type cells struct{ a, n, b, m float64 }

// designEffects are those of the group and of the baseline, 1 where there is none.
type designEffects struct{ group, baseline float64 }

var independent = designEffects{1, 1}

// effective returns the counts of as many independent events, out of as much, as tell what c tells:
// Kish 1965, Survey Sampling; Rao and Scott 1992, DOI 10.2307/2532311. This is the one place where
// a design effect comes in: limits and tests get effective counts, and need not know.
func (c cells) effective(d designEffects) cells {
	return cells{c.a / d.group, c.n / d.group, c.b / d.baseline, c.m / d.baseline}
}

// swap exchanges the group and the baseline.
func (c cells) swap() cells { return cells{c.b, c.m, c.a, c.n} }

// plain returns the plain estimate of q; NaN for 0/0.
func (c cells) plain(q quantity) float64 {
	switch q {
	case oneProportion, oneRate:
		return c.a / c.n
	case ratioOfProportions, ratioOfRates:
		if c.a == 0 && c.b == 0 {
			return math.NaN()
		}
		return (c.a / c.n) / (c.b / c.m)
	case oddsRatio:
		return (c.a / (c.n - c.a)) / (c.b / (c.m - c.b))
	default:
		return c.counts().DifferenceLess(0)
	}
}

// Of returns one rate or proportion with its interval. Its unit is events per unit of population,
// or a fraction from 0 to 1.
//
// P is the p-value of o.Null if that is given, and NaN otherwise. The error wraps [ErrCount],
// [ErrOption] or, for a method that has no interval for a rate or for a proportion, [ErrMethod].
func Of[M Measure](m M, o Options) (e Estimate, err error) {
	if err := m.Validate(); err != nil {
		return Estimate{}, fmt.Errorf("rri: %w", err)
	}
	q, c, d := one(m)
	err = e.set(q, c, d, o)
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
	err = compare(&e, ratioOfProportions, ratioOfRates, group, baseline, o)
	return e, err
}

// Difference returns the rate or proportion of the group less that of the baseline, in the unit of
// [Of].
//
// P tests the difference 0, or o.Null. The error wraps [ErrCount], [ErrOption] or [ErrMethod].
func Difference[M Measure](group, baseline M, o Options) (e Estimate, err error) {
	err = compare(&e, differenceOfProportions, differenceOfRates, group, baseline, o)
	return e, err
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
func OddsRatio(group, baseline Proportion, o Options) (e Estimate, err error) {
	err = compare(&e, oddsRatio, oddsRatio, group, baseline, o)
	return e, err
}

// compare sets e to the quantity for proportions or the one for rates, as the type has it.
func compare[M Measure](e *Estimate, forProportions, forRates quantity, group, baseline M, o Options) error {
	if err := group.Validate(); err != nil {
		return fmt.Errorf("rri: group: %w", err)
	}
	if err := baseline.Validate(); err != nil {
		return fmt.Errorf("rri: baseline: %w", err)
	}
	q, c, d := pair(forProportions, forRates, group, baseline)
	return e.set(q, c, d, o)
}

// isProportion tells the model of M.
func isProportion[M Measure]() bool {
	var m M
	return m.IsProportion()
}

// one returns the cells of one measure, with its quantity.
func one[M Measure](m M) (quantity, cells, designEffects) {
	events, exposure, d := m.Counts()
	q := oneRate
	if isProportion[M]() {
		q = oneProportion
	}
	return q, cells{a: float64(events), n: exposure}, designEffects{d, 1}
}

// pair returns the cells of two measures and the quantity that fits their type.
func pair[M Measure](forProportions, forRates quantity, group, baseline M) (quantity, cells, designEffects) {
	a, n, dGroup := group.Counts()
	b, m, dBaseline := baseline.Counts()
	q := forRates
	if isProportion[M]() {
		q = forProportions
	}
	return q, cells{float64(a), n, float64(b), m}, designEffects{dGroup, dBaseline}
}

// confidence is the level of an interval, as its limits need it: the probability left out beyond
// each limit, and the normal quantile that leaves it.
type confidence struct{ tail, z float64 }

var defaultConfidence = confidence{(1 - levels.Default) / 2, tail.NormalQuantile((1 - levels.Default) / 2)}

// confidence returns the level of o.
func (o Options) confidence() confidence {
	beyond := 1 - o.level()
	if o.Side == TwoSided {
		beyond /= 2
	}
	if beyond == defaultConfidence.tail && o.DegreesOfFreedom == 0 {
		return defaultConfidence
	}
	if o.DegreesOfFreedom > 0 { // the level at which the normal distribution has the quantile of t
		z := tail.TQuantile(beyond, o.DegreesOfFreedom)
		return confidence{tail.NormalUpper(z), z}
	}
	return confidence{beyond, tail.NormalQuantile(beyond)}
}

// student turns a one-sided p-value of the normal distribution into that of Student's t.
func (o Options) student(p float64) float64 {
	switch {
	case p >= 1:
		return 1
	case p < tail.NormalUpper(largestQuantile):
		return tail.TUpper(largestQuantile, o.DegreesOfFreedom)
	}
	return tail.TUpper(tail.NormalQuantile(p), o.DegreesOfFreedom)
}

// set makes e the estimate of q from valid cells, and leaves it as it is if there is an error. It
// writes through a pointer because an Estimate that is returned is copied on the way through every
// function. The plain estimate and the flags for small counts go by c; the limits and the test by
// its effective counts.
func (e *Estimate) set(q quantity, c cells, d designEffects, o Options) error {
	if err := o.validate(); err != nil {
		return fmt.Errorf("rri: %w", err)
	}
	null, err := q.null(o.Null)
	if err != nil {
		return fmt.Errorf("rri: %w", err)
	}
	method := &methods[o.Method]
	if method.limits[q] == nil {
		return fmt.Errorf("rri: %s for %s: %w: choose one of %s", o.Method, q, ErrMethod, definedFor(q))
	}
	if d != independent && method.enumerates[q] {
		other := Jeffreys
		if methods[other].limits[q] == nil { // of odds ratios
			other = Score
		}
		return fmt.Errorf("rri: %s for %s: %w: it enumerates tables of whole counts, which a design effect leaves none of: choose scas or %s", o.Method, q, errDesignEffect, other)
	}
	value, p, flags := c.plain(q), math.NaN(), c.flags(q)
	if c.n == 0 || (c.m == 0 && quantities[q].two) {
		nan := math.NaN()
		*e = Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: o.level(), Method: o.Method, Flags: flags | NoData}
		return nil
	}
	effective := c
	if d != independent {
		effective = c.effective(d)
	}
	lower, upper, more, err := method.limits[q](effective, o.confidence())
	if err != nil {
		return fmt.Errorf("rri: %s for %s: %w", o.Method, q, err)
	}
	// 0/0 has no p-value: there is nothing that could be tested
	if !math.IsNaN(null) && !math.IsNaN(value) {
		less, greater, err := method.test(q, effective, null)
		if err != nil {
			return fmt.Errorf("rri: %s for %s: %w", o.Method, q, err)
		}
		if o.DegreesOfFreedom > 0 {
			less, greater = o.student(less), o.student(greater)
		}
		switch o.Side {
		case LowerOnly:
			p = greater
		case UpperOnly:
			p = less
		default:
			p = min(1, 2*min(less, greater))
		}
	}
	if lower > upper { // by rounding, at a level near 0
		lower, upper = upper, lower
	}
	flags |= more
	lowest, highest := q.bounds()
	switch o.Side {
	case LowerOnly:
		upper = highest
		flags |= OneSided
	case UpperOnly:
		lower = lowest
		flags |= OneSided
	}
	if lower < lowest {
		lower = lowest
		flags |= Clipped
	}
	if upper > highest {
		upper = highest
		flags |= Clipped
	}
	switch {
	case math.IsNaN(value):
		flags |= NoData
	case value < lower || value > upper:
		flags |= Outside
	}
	if math.IsInf(upper, 1) && o.Side != LowerOnly {
		flags |= Unbounded
	}
	if o.Method == SCAS && effective.beyondMargins(q, o, lower, upper) {
		flags |= BeyondMargins
	}
	e.Value, e.Lower, e.Upper, e.P, e.Level, e.Method, e.Flags = value, lower, upper, p, o.level(), o.Method, flags
	return nil
}

// null returns the null value of q that o.Null stands for, NaN if there is none.
func (q quantity) null(given float64) (float64, error) {
	if given == 0 {
		return quantities[q].null, nil
	}
	lowest, highest := q.bounds()
	if given < lowest || given > highest {
		return 0, fmt.Errorf("null value %v of %s: %w: want between %v and %v", given, q, ErrOption, lowest, highest)
	}
	return given, nil
}

// flags returns the flags that follow from the counts alone.
func (c cells) flags(q quantity) (f Flags) {
	zero, small := c.a == 0, c.a < SmallCountBelow
	if quantities[q].two {
		zero, small = zero || c.b == 0, small || c.b < SmallCountBelow
	}
	if quantities[q].binomial {
		zero, small = zero || c.a == c.n, small || c.n-c.a < SmallCountBelow
		if quantities[q].two {
			zero, small = zero || c.b == c.m, small || c.m-c.b < SmallCountBelow
		}
	}
	if zero {
		f |= ZeroCell
	}
	if small {
		f |= SmallCount
	}
	return f
}
