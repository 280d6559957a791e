package unknown

import (
	"cmp"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/compensated"
)

// RateCounts are events per resident, where some events are of people of unknown group. Design
// effects matter to [RateCounts.UncertaintyInterval] and [RateCounts.ImbensManski] alone, as bounds
// are not about chance.
type RateCounts struct {
	Group, Baseline rri.Rate
	// events of people known to be of neither. They matter where something is assumed
	Others int64
	// events of people of unknown group
	Unknown int64
}

func (r RateCounts) validate() error {
	for i, m := range []rri.Rate{r.Group, r.Baseline} {
		if m.Population == 0 {
			m.Population = 1 // no residents: there is no rate, and so are the bounds
		}
		if err := m.Validate(); err != nil {
			return fmt.Errorf("%s: %w", []string{"Group", "Baseline"}[i], err)
		}
	}
	return checkCounts(field{"Group", "events", r.Group.Events}, field{"Baseline", "events", r.Baseline.Events},
		field{"Others", "events", r.Others}, field{"Unknown", "events", r.Unknown})
}

// Bounds returns the bounds of the rate of the group over that of the baseline.
//
//	lowest   (C+x)/E / ((R+y)/F), y the most that can be of the baseline, x what then must be of the group
//	highest  likewise, x the most that can be of the group
//
// Without an assumption the most is everybody, and what must be is nobody. A baseline that may have
// no events gives +Inf. The error wraps [rri.ErrCount] or [rri.ErrOption].
func (r RateCounts) Bounds(o Assumption) (Bounds, error) {
	if err := cmp.Or(r.validate(), o.validate()); err != nil {
		return Bounds{}, wrapped(err)
	}
	if r.Group.Population == 0 || r.Baseline.Population == 0 {
		return Bounds{math.NaN(), math.NaN()}, nil
	}
	group, baseline, others, unknown := float64(r.Group.Events), float64(r.Baseline.Events), float64(r.Others), float64(r.Unknown)
	known := group + baseline + others
	ratio := func(x, y float64) float64 {
		return divide((group+x)/r.Group.Population, (baseline+y)/r.Baseline.Population)
	}
	if o.AtMost != 0 && known == 0 {
		return Bounds{math.NaN(), math.NaN()}, nil // the unknown are like nobody
	}
	return Bounds{
		Lower: ratio(o.least(unknown, group, known), o.limit(unknown, baseline, known)),
		Upper: ratio(o.limit(unknown, group, known), o.least(unknown, baseline, known)),
	}, nil
}

// TippingShare returns the share of the unknown that would have to be of the group, the others
// being of the baseline, for the index to be 1: (E(R+U) - F C) / (U(E+F)). From 0 to 1 some split
// of the unknown does it. Below 0 the index is above 1 however they are split, and above 1 it is
// below. NaN if there is nobody unknown, or no rate.
//
// The error wraps [rri.ErrCount].
func (r RateCounts) TippingShare() (float64, error) {
	if err := r.validate(); err != nil {
		return 0, wrapped(err)
	}
	c, e, b, f, u := float64(r.Group.Events), r.Group.Population, float64(r.Baseline.Events), r.Baseline.Population, float64(r.Unknown)
	if u == 0 || e == 0 || f == 0 {
		return math.NaN(), nil
	}
	// With one rounding error of the difference: a share that is 0 or 1 must not fall outside.
	return compensated.DifferenceOfProducts(e, b+u, f, c) / (u * (e + f)), nil
}

// ImbensManski returns the interval of Imbens and Manski (2004) for the index, on the log scale: in
// the limit it covers the index at the level wherever between the bounds the index lies, with
//
//	exp(ln lowest - c s₀), exp(ln highest + c s₁)     Φ(c + (ln highest - ln lowest)/max(s₀, s₁)) - Φ(-c) = level
//	s₀² = d/C + e/(R+U)      s₁² = d/(C+U) + e/R
//
// with the design effects d and e of the group and the baseline, 1 where none is given: the unknown
// scatter like those whom they are counted with. It is never narrower than the bounds, and narrower
// than an interval that covers all of them at once, as [RateCounts.UncertaintyInterval] does; it
// need not hold the interval of the known. A bound of 0 or +Inf is its own limit. Nothing
// is assumed of who the unknown are. A level of 0 stands for 0.95; at levels of less than one half
// the bounds themselves may cover more. It is a large-sample interval, and wants a handful of
// events in every sum.
//
// The Estimate has limits and a level, and the method [rri.Wald]. Its Value and P are NaN, since
// the index is known only between bounds. An upper limit of +Inf is flagged [rri.Unbounded], and
// bounds that are NaN [rri.NoData]. The error wraps [rri.ErrCount] or [rri.ErrOption].
func (r RateCounts) ImbensManski(level float64) (rri.Estimate, error) {
	b, err := r.Bounds(Assumption{})
	if err != nil {
		return rri.Estimate{}, err
	}
	group, baseline, unknown := float64(r.Group.Events), float64(r.Baseline.Events), float64(r.Unknown)
	d, e := cmp.Or(r.Group.DesignEffect, 1), cmp.Or(r.Baseline.DesignEffect, 1)
	return imbensManski(b, math.Sqrt(d/group+e/(baseline+unknown)), math.Sqrt(d/(group+unknown)+e/baseline), level)
}
