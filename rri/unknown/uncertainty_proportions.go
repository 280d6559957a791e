package unknown

import "github.com/seed-549880be/disparity/rri"

// UncertaintyInterval is for proportions what [RateCounts.UncertaintyInterval] is for rates: the
// hull of the bounds and of the intervals that the method gives for those whose group and outcome
// are known, and at the way of falling that gives the lowest index and the one that gives the
// highest. At these two it covers the index at least as often as the method does on complete
// records. Some way between them can have an interval that reaches further at one end: hardly
// where only groups are unknown and every count is 5 or more, and by a few per cent where many
// people lack both group and outcome. Design effects count as in [rri.Ratio]; the unknown scatter
// like those whom they are counted with.
//
// If nobody is known to be in the group, or in the baseline, the limits are NaN, flagged
// [rri.NoData]. The error wraps [rri.ErrCount], [rri.ErrOption] or [rri.ErrMethod]: also for
// [rri.Exact] where the known are few enough to enumerate and the unknown with them are not.
func (p ProportionCounts) UncertaintyInterval(o rri.Options) (rri.Estimate, error) {
	b, err := p.Bounds(Assumption{})
	if err != nil {
		return rri.Estimate{}, err
	}
	nobody := p.Group.total() == 0 || p.Baseline.total() == 0
	if nobody {
		// whatever is unknown: o is checked all the same
		p = ProportionCounts{GroupDesignEffect: p.GroupDesignEffect, BaselineDesignEffect: p.BaselineDesignEffect}
	}
	ratio := func(group, baseline rri.Proportion) (rri.Estimate, error) {
		return rri.Ratio(rri.WithDesignEffect(group, p.GroupDesignEffect), rri.WithDesignEffect(baseline, p.BaselineDesignEffect), o)
	}
	known, err := ratio(p.Group.known(), p.Baseline.known())
	if err != nil {
		return rri.Estimate{}, wrapped(err)
	}
	e := hullOf(known, b)
	if !nobody {
		for _, end := range p.ends(Assumption{}) {
			own, err := ratio(end.group.whole(), end.baseline.whole())
			if err != nil {
				return rri.Estimate{}, wrapped(err)
			}
			hold(&e, own.Lower, own.Upper)
		}
	}
	return flagged(e, o.Side), nil
}

// known returns the events among those whose outcome is known.
func (c OutcomeCounts) known() rri.Proportion {
	return rri.Proportion{Events: c.Events, Trials: c.Events + c.NonEvents}
}

// whole returns f, which is of whole people.
func (f fraction) whole() rri.Proportion {
	return rri.Proportion{Events: int64(f.events), Trials: int64(f.people)}
}
