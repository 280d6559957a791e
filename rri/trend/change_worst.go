package trend

import (
	"github.com/seed-549880be/disparity/rri"
)

// worst returns the lowest and the highest limit of a change over the ways in which the people of
// no known group could fall, in either period, to the group, to the baseline and to others; nil if
// there are none.
func worst[M rri.Measure](before, after Pair[M], unknownBefore, unknownAfter M, o rri.Options) (*Limits, error) {
	if people(unknownBefore) == 0 && people(unknownAfter) == 0 || before.withoutRate() || after.withoutRate() {
		return nil, nil
	}
	earlier, err := before.ways(unknownBefore)
	if err != nil {
		return nil, err
	}
	later, err := after.ways(unknownAfter)
	if err != nil {
		return nil, err
	}
	var hull *Limits
	for _, b := range earlier {
		for _, a := range later {
			e, err := changeOrFlag(b, a, o)
			if err != nil {
				return nil, err
			}
			if !(e.Lower <= e.Upper) { // there is nothing to compare
				continue
			}
			if hull == nil {
				hull = &Limits{e.Lower, e.Upper}
			}
			hull.Lower, hull.Upper = min(hull.Lower, e.Lower), max(hull.Upper, e.Upper)
		}
	}
	return hull, nil
}

// people returns how many m is of: the events of a rate, and the trials of a proportion.
func people[M rri.Measure](m M) float64 {
	events, exposure, _ := m.Counts()
	if m.IsProportion() {
		return exposure
	}
	return float64(events)
}

// ways returns the pairs of counts at which a limit can be lowest or highest, over the ways in
// which the unknown can fall: all of one kind to one side.
func (p Pair[M]) ways(unknown M) ([]Pair[M], error) {
	if people(unknown) == 0 {
		return []Pair[M]{p}, nil
	}
	events, exposure, _ := unknown.Counts()
	others := exposure - float64(events)
	splits := [][2]split{
		{}, // all to other groups
		{{events, exposure}, {}},
		{{}, {events, exposure}},
	}
	if unknown.IsProportion() {
		splits = append(splits,
			[2]split{{events, float64(events)}, {0, others}}, // the index is highest
			[2]split{{0, others}, {events, float64(events)}}, // and lowest
		)
	}
	ways := make([]Pair[M], 0, len(splits))
	for _, s := range splits {
		group, err := with(p.Group, s[0])
		if err != nil {
			return nil, err
		}
		baseline, err := with(p.Baseline, s[1])
		if err != nil {
			return nil, err
		}
		ways = append(ways, Pair[M]{group, baseline})
	}
	return ways, nil
}

// split is a part of the unknown.
type split struct {
	events   int64
	exposure float64
}

// with returns m with a part of the unknown.
func with[M rri.Measure](m M, s split) (M, error) {
	events, exposure, effect := m.Counts()
	return rri.MeasureOf[M](events+s.events, exposure+s.exposure, effect)
}
