package unknown

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/strata"
)

// AdjustedUncertainty is for the index that is adjusted for strata, as by [strata.Ratio], what
// [RateCounts.UncertaintyInterval] is for one that is not. It is the hull of the intervals of the
// known, of every unknown event of every stratum being of the baseline there, and of all of them
// being of the group, and of the adjusted indices themselves. These are the bounds of the adjusted
// index for every method but [strata.InverseVariance], whose weights depend on how the unknown
// fall, so that some other way can be lower or higher.
//
// A stratum without residents of the group or of the baseline has nobody to compare, and its
// unknown events are passed over with it. If one of these has events all the same there is no
// adjusted index, as in [strata.Compare]: the limits are NaN, flagged [rri.NoData], as they are if
// there is no stratum to compare.
//
// The Estimate is otherwise that of [RateCounts.UncertaintyInterval], with the method that
// [strata.Ratio] gives. The error wraps [rri.ErrCount], [rri.ErrOption] or [rri.ErrMethod].
func AdjustedUncertainty(by []RateCounts, o strata.Options) (rri.Estimate, error) {
	known := make([]strata.Pair[rri.Rate], 0, len(by))
	var unknown []int64
	for i, r := range by {
		if err := r.validate(); err != nil {
			return rri.Estimate{}, fmt.Errorf("unknown: stratum %d of %d: %w", i+1, len(by), err)
		}
		if r.Group.Population > 0 && r.Baseline.Population > 0 {
			known = append(known, strata.Pair[rri.Rate]{Group: r.Group, Baseline: r.Baseline})
			unknown = append(unknown, r.Unknown)
		} else if r.Group.Population == 0 && r.Group.Events > 0 || r.Baseline.Population == 0 && r.Baseline.Events > 0 {
			known, unknown = nil, nil
			break
		}
	}
	ratio, err := strata.Ratio(known, o)
	if err != nil {
		return rri.Estimate{}, wrapped(err)
	}
	e := hullOf(ratio, Bounds{ratio.Value, ratio.Value})
	for _, add := range []func(p *strata.Pair[rri.Rate], n int64){
		func(p *strata.Pair[rri.Rate], n int64) { p.Baseline.Events += n },
		func(p *strata.Pair[rri.Rate], n int64) { p.Group.Events += n },
	} {
		pairs := append(make([]strata.Pair[rri.Rate], 0, len(known)), known...)
		for i, n := range unknown {
			add(&pairs[i], n)
		}
		if ratio, err = strata.Ratio(pairs, o); err != nil {
			return rri.Estimate{}, wrapped(err)
		}
		hold(&e, ratio.Lower, ratio.Upper)
		hold(&e, ratio.Value, ratio.Value)
		if !math.IsNaN(ratio.Value) {
			e.Flags &^= rri.NoData
		}
	}
	return flagged(e, o.Side), nil
}
