package peers

import (
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/trend"
)

// fallen is what would be compared of a unit if its people of no known group fell in one way.
type fallen[M rri.Measure] struct {
	group, baseline M
	value           rri.Estimate
}

// The ends: the ways of falling that give the lowest value, and the highest.
const (
	lowestEnd = iota
	highestEnd
)

// setEnds sets what would be compared at either end; nothing if every group is known.
//
// The index is lowest where every unknown event is of the baseline, and of proportions every other
// unknown person of the group; highest the other way round. A rate has no baseline: its unknown
// events are of others, or all of the group. See package unknown.
func (c *cell[G, M]) setEnds(o Options) error {
	events, exposure, _ := c.unit.Unknown.Counts()
	others := int64(0)
	if c.unit.Unknown.IsProportion() {
		others = int64(exposure) - events
	}
	if events+others == 0 {
		return nil
	}
	var ends [2]fallen[M]
	for end, share := range [2]struct{ eventsToGroup, othersToGroup, eventsToBaseline, othersToBaseline int64 }{
		lowestEnd:  {0, others, events, 0},
		highestEnd: {events, 0, 0, others},
	} {
		f, err := fallen[M]{baseline: c.baseline}, error(nil)
		if f.group, err = with(c.group, share.eventsToGroup, share.othersToGroup); err != nil {
			return err
		}
		if o.Quantity == Index {
			if f.baseline, err = with(c.baseline, share.eventsToBaseline, share.othersToBaseline); err != nil {
				return err
			}
		}
		if f.value, err = estimate(o.Quantity, f.group, f.baseline, o.Options); err != nil {
			return err
		}
		ends[end] = f
	}
	c.ends = &ends
	return nil
}

// with returns m with some people more.
func with[M rri.Measure](m M, moreEvents, moreOthers int64) (M, error) {
	events, exposure, effect := m.Counts()
	if m.IsProportion() {
		exposure += float64(moreEvents + moreOthers)
	}
	return rri.MeasureOf[M](events+moreEvents, exposure, effect)
}

// at returns the cell as it would be at an end: itself if every group is known.
func (c *cell[G, M]) at(end int) fallen[M] {
	if c.ends == nil {
		return c.known()
	}
	return c.ends[end]
}

// bounds returns the lowest and the highest limit of the value and of those at the ends, and what
// lies between these values; nil if every group is known.
func (c *cell[G, M]) bounds() *trend.Limits {
	if c.ends == nil {
		return nil
	}
	hull := trend.Limits{Lower: c.value.Lower, Upper: c.value.Upper}
	for _, f := range c.ends {
		for _, v := range []float64{f.value.Lower, f.value.Value, f.value.Upper} {
			if !math.IsNaN(v) {
				hull.Lower, hull.Upper = min(hull.Lower, v), max(hull.Upper, v)
			}
		}
	}
	return &hull
}
