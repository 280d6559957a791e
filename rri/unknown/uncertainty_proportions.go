package unknown

import (
	"math"

	"github.com/seed-549880be/disparity/rri"
)

func (p ProportionCounts) UncertaintyInterval(o rri.Options) (rri.Estimate, error) {
	b, err := p.Bounds(Assumption{})
	if err != nil {
		return rri.Estimate{}, err
	}
	if math.IsNaN(b.Lower) {
		p = ProportionCounts{}
	}
	known, err := rri.Ratio(p.Group.known(), p.Baseline.known(), o)
	if err != nil {
		return rri.Estimate{}, wrapped(err)
	}
	e := hullOf(known, b)
	if b.Lower == b.Lower {
		swapped := p
		swapped.Group, swapped.Baseline = p.Baseline, p.Group
		group, baseline := p.highest(Assumption{})
		inverseGroup, inverseBaseline := swapped.highest(Assumption{})
		for _, pair := range [...][2]rri.Proportion{{group.whole(), baseline.whole()}, {inverseBaseline.whole(), inverseGroup.whole()}} {
			if err := widen(&e, pair[0], pair[1], o); err != nil {
				return rri.Estimate{}, err
			}
		}
	}
	return flagged(e, o.Side), nil
}

// known returns those whose outcome is known.
func (c OutcomeCounts) known() rri.Proportion {
	return rri.Proportion{Events: c.Events, Trials: c.Events + c.NonEvents}
}

// whole returns a fraction of whole people.
func (f fraction) whole() rri.Proportion {
	return rri.Proportion{Events: int64(f.events), Trials: int64(f.people)}
}
