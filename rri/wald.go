package rri

import (
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// Wald's interval of two groups is a formula of some ten divisions, a logarithm and two
// exponentials, and to look up what another method or another count might need takes as long. So
// [Ratio] and [Difference] take a short way in the usual case: usual options, and usual counts of
// both groups. What that does not take goes the way of every method, which gives the same numbers.

// usual reports whether nothing but the method was asked for.
func (o *Options) usual() bool {
	return (o.Level == 0 || o.Level == levels.Default) && o.Side == TwoSided && o.Null == 0 && o.DegreesOfFreedom == 0 && o.SmallCountBelow == 0
}

// usualCounts returns the counts of two groups, and the flags for small ones, if they are valid,
// both have events, and neither has a design effect. They are both a *Rate or both a *Proportion:
// that the type is looked at, and no method called, is a fifth of the time.
func usualCounts(group, baseline any) (c quantity.Counts, proportions bool, flags Flags, ok bool) {
	var smallest int64
	switch g := group.(type) {
	case *Proportion:
		b := baseline.(*Proportion)
		proportions = true
		smallest = min(g.Events, g.Trials-g.Events, b.Events, b.Trials-b.Events)
		ok = g.Events > 0 && b.Events > 0 && g.Trials <= MaxCount && b.Trials <= MaxCount && smallest >= 0 && g.DesignEffect == 0 && b.DesignEffect == 0
		c = quantity.Counts{A: float64(g.Events), N: float64(g.Trials), B: float64(b.Events), M: float64(b.Trials)}
	case *Rate:
		b := baseline.(*Rate)
		smallest = min(g.Events, b.Events)
		ok = smallest > 0 && g.Events <= MaxCount && b.Events <= MaxCount && g.DesignEffect == 0 && b.DesignEffect == 0 &&
			g.Population >= minPopulation && g.Population <= float64(MaxCount) && b.Population >= minPopulation && b.Population <= float64(MaxCount)
		c = quantity.Counts{A: float64(g.Events), N: g.Population, B: float64(b.Events), M: b.Population}
	}
	if smallest < SmallCountBelow {
		flags = SmallCount
		if smallest == 0 {
			flags |= ZeroCell
		}
	}
	return c, proportions, flags, ok
}
