package trend

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/method"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// Pair is what was counted of a group and of the baseline in one period.
type Pair[M rri.Measure] struct{ Group, Baseline M }

// ChangeOfIndex returns the index after over that before: 1.5 where it rose by half. The two
// periods have nothing in common.
//
// P tests the change 1, or o.Null, which must be positive. Design effects are honoured by effective
// counts, as in package rri. A period without events of the baseline leaves 0 or +Inf, flagged
// [rri.Unbounded]; where the counts do not tell even that, as with no events of the group in either
// period, the value is NaN, flagged [rri.NoData]. The package documentation has a section on the
// methods.
//
// The error wraps [rri.ErrCount], [rri.ErrOption] or, for a method that has no such interval,
// [rri.ErrMethod].
func ChangeOfIndex[M rri.Measure](before, after Pair[M], o rri.Options) (e rri.Estimate, err error) {
	if err := o.Validate(); err != nil {
		return e, fmt.Errorf("trend: %w", err)
	}
	if err := before.validate(); err != nil {
		return e, fmt.Errorf("trend: before: %w", err)
	}
	if err := after.validate(); err != nil {
		return e, fmt.Errorf("trend: after: %w", err)
	}
	null, err := quantity.RatioOf[M]().Null(o.Null)
	if err != nil {
		return e, fmt.Errorf("trend: %w", err)
	}
	if err := change(&e, before, after, null, o); err != nil {
		return rri.Estimate{}, fmt.Errorf("trend: %w", err)
	}
	return e, nil
}

// validate reports which count of p makes no sense, or nil.
func (p Pair[M]) validate() error {
	if err := p.Group.Validate(); err != nil {
		return fmt.Errorf("group: %w", err)
	}
	if err := p.Baseline.Validate(); err != nil {
		return fmt.Errorf("baseline: %w", err)
	}
	return nil
}

// marks are the flags that fitting an interval to its range can set.
var marks = method.Marks[rri.Flags]{Cut: rri.CorrectionLimit, OneSided: rri.OneSided, Clipped: rri.Clipped, NoData: rri.NoData,
	Outside: rri.Outside, Unbounded: rri.Unbounded}

// change sets e to the change from one pair of valid counts to the other, by valid options. If the
// method has no interval for it, the error wraps [rri.ErrMethod], and e has the plain value.
func change[M rri.Measure](e *rri.Estimate, before, after Pair[M], null float64, o rri.Options) error {
	q, nan := quantity.RatioOf[M](), math.NaN()
	earlier, earlierEffects := quantity.FromMeasures(before.Group, before.Baseline)
	later, laterEffects := quantity.FromMeasures(after.Group, after.Baseline)
	plain := method.Change{After: later, Before: earlier}
	*e = rri.Estimate{Value: plain.Plain(), Lower: nan, Upper: nan, P: nan, Level: levels.Of(o.Level), Method: o.Method}
	smallest := min(earlier.Smallest(q), later.Smallest(q))
	if smallest == 0 {
		e.Flags |= rri.ZeroCell
	}
	if levels.Small(smallest, o.SmallCountBelow) {
		e.Flags |= rri.SmallCount
	}
	independent := earlierEffects == quantity.Independent && laterEffects == quantity.Independent
	form := method.Families[o.Method].ChangeOf(q)
	if form == nil || form.Enumerates && !independent {
		return noChange(q, o.Method)
	}
	if min(earlier.N, earlier.M, later.N, later.M) == 0 {
		e.Value = nan
		e.Flags |= rri.NoData
		return nil
	}
	effective := method.Change{After: later.Effective(laterEffects), Before: earlier.Effective(earlierEffects)}
	if form.Limited != nil {
		if err := form.Limited(effective); err != nil {
			return fmt.Errorf("%s for the change of %s: %w", o.Method, q, err)
		}
	}
	side := method.Side(o.Side)
	confidence := method.WithFreedom(side.Beyond(e.Level), o.DegreesOfFreedom)
	lower, upper, flags := method.Fit(form.Limits(effective, confidence), q, e.Value, side, &marks)
	e.Lower, e.Upper = lower, upper
	e.Flags |= flags
	if !math.IsNaN(e.Value) {
		less, greater := form.Test(effective, null)
		e.P = side.P(method.Student(less, greater, o.DegreesOfFreedom))
	}
	return nil
}

// noChange returns the error of a method that has no interval for the change of q, or none with a
// design effect.
func noChange(q quantity.Quantity, m rri.Method) error {
	why := ""
	if method.Families[m].ChangeOf(q) != nil {
		why = " with a design effect, which leaves no whole counts to enumerate"
	}
	var names []string
	for other := range rri.Methods() {
		if form := method.Families[other].ChangeOf(q); form != nil && !(why != "" && form.Enumerates) {
			names = append(names, other.String())
		}
	}
	slices.Sort(names)
	return fmt.Errorf("%s for the change of %s: %w%s: choose one of %s", m, q, rri.ErrMethod, why, strings.Join(names, ", "))
}
