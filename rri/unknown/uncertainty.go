package unknown

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
)

// UncertaintyInterval returns the range of the index that allows for chance and for every way in
// which the unknown could fall. It is the hull of the intervals that the method gives at three ways
// in which they could fall, each with the level and the side of o, and of the bounds:
//
//	every unknown event is of nobody who is compared    C and R, the index of the known
//	every unknown event is of the baseline              C and R+U, which mostly sets the lower limit
//	every unknown event is of the group                 C+U and R, which mostly sets the upper limit
//
// So it holds the interval of the known and the bounds. It also holds the interval of every other
// way of falling, and thus the index at least as often as the method does on complete records,
// however the unknown fall: see the package documentation. Design effects and degrees of freedom
// count as in [rri.Ratio]; the unknown scatter like those whom they are counted with.
//
// The Estimate has limits, the level and the method. Its Value and P are NaN, since the index is
// known only between bounds. Flags are [rri.Unbounded] for an upper limit of +Inf that was asked
// for, [rri.OneSided], and [rri.NoData] where no way of falling gives an index: then the limits are
// those of the known, NaN where the group or the baseline has no residents. The error wraps
// [rri.ErrCount], [rri.ErrOption] or, for a method that has no ratio of rates, [rri.ErrMethod].
func (r RateCounts) UncertaintyInterval(o rri.Options) (rri.Estimate, error) {
	b, err := r.Bounds(Assumption{})
	if err != nil {
		return rri.Estimate{}, err
	}
	if r.Group.Population == 0 || r.Baseline.Population == 0 {
		r = RateCounts{} // nobody to compare, whatever the events: o is checked all the same
	}
	known, err := rri.Ratio(r.Group, r.Baseline, o)
	if err != nil {
		return rri.Estimate{}, wrapped(err)
	}
	e := hullOf(known, b)
	if r.Unknown > 0 {
		ofGroup, ofBaseline := r.Group, r.Baseline
		ofGroup.Events += r.Unknown
		ofBaseline.Events += r.Unknown
		for _, pair := range [...][2]rri.Rate{{r.Group, ofBaseline}, {ofGroup, r.Baseline}} {
			ratio, err := rri.Ratio(pair[0], pair[1], o)
			if err != nil {
				return rri.Estimate{}, wrapped(err)
			}
			hold(&e, ratio.Lower, ratio.Upper)
		}
	}
	return flagged(e, o.Side), nil
}

// hullOf returns the range that holds the interval of the known and the bounds.
func hullOf(known rri.Estimate, b Bounds) rri.Estimate {
	nan := math.NaN()
	e := rri.Estimate{Value: nan, Lower: known.Lower, Upper: known.Upper, P: nan, Level: known.Level, Method: known.Method, Flags: known.Flags & rri.OneSided}
	if math.IsNaN(b.Lower) {
		e.Flags |= rri.NoData
	}
	hold(&e, b.Lower, b.Upper)
	return e
}

// hold widens e so that it holds what is between lower and upper. NaN is nothing to hold.
func hold(e *rri.Estimate, lower, upper float64) {
	if lower < e.Lower || math.IsNaN(e.Lower) {
		e.Lower = lower
	}
	if upper > e.Upper || math.IsNaN(e.Upper) {
		e.Upper = upper
	}
}

// flagged returns e with the flag of an upper limit that is infinite for want of data.
func flagged(e rri.Estimate, s rri.Side) rri.Estimate {
	if math.IsInf(e.Upper, 1) && s != rri.LowerOnly {
		e.Flags |= rri.Unbounded
	}
	return e
}

func wrapped(err error) error { return fmt.Errorf("unknown: %w", err) }
