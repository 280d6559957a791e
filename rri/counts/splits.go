package counts

import (
	"cmp"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
)

// split is one way in which people of unknown group can fall: how many events, and how many others,
// are of the group on top of an index, and of the one below. The rest are of neither.
type split struct{ topEvents, bottomEvents, topOthers, bottomOthers float64 }

// splits are all ways in which they can fall: there are at most so many events among them, so many
// others, and so many of both together.
type splits struct{ events, others, all float64 }

// splitsOf returns the ways in which the unknown of a proportion can fall.
func splitsOf(unknowns tally) splits {
	u := unknowns.narrowedUnknown()
	return splits{u.events.high, u.exposure.high - u.events.low, u.exposure.high}
}

// holds reports whether w is one of s.
func (s splits) holds(w split) bool {
	events, others := w.topEvents+w.bottomEvents, w.topOthers+w.bottomOthers
	return min(w.topEvents, w.bottomEvents, w.topOthers, w.bottomOthers) >= 0 && events <= s.events && others <= s.others && events+others <= s.all
}

// every returns all splits, or none if they are more than most.
func (s splits) every(most int) (list []split) {
	for x := 0.0; x <= s.events; x++ {
		for y := 0.0; x+y <= s.events; y++ {
			for z := 0.0; z <= s.others && x+y+z <= s.all; z++ {
				for w := 0.0; z+w <= s.others && x+y+z+w <= s.all; w++ {
					if len(list) == most {
						return nil
					}
					list = append(list, split{x, y, z, w})
				}
			}
		}
	}
	return list
}

// corners returns the splits with all of a kind at one place.
func (s splits) corners() (list []split) {
	add := func(events, others float64) {
		for _, w := range [...]split{{events, 0, others, 0}, {events, 0, 0, others}, {0, events, others, 0}, {0, events, 0, others}} {
			if !slices.Contains(list, w) {
				list = append(list, w)
			}
		}
	}
	add(0, 0)
	add(s.events, 0)
	add(0, s.others)
	add(s.events, s.all-s.events)
	add(s.all-s.others, s.others)
	return list
}

// moves are the steps from one split to those beside it: one person more or fewer at one place, or
// from one place to another.
var moves = func() (list []split) {
	places := [...]split{{topEvents: 1}, {bottomEvents: 1}, {topOthers: 1}, {bottomOthers: 1}, {}}
	for i, to := range places {
		for j, from := range places {
			if i != j {
				list = append(list, split{to.topEvents - from.topEvents, to.bottomEvents - from.bottomEvents,
					to.topOthers - from.topOthers, to.bottomOthers - from.bottomOthers})
			}
		}
	}
	return list
}()

// after returns the split so many moves further on.
func (w split) after(move split, steps float64) split {
	return split{w.topEvents + steps*move.topEvents, w.bottomEvents + steps*move.bottomEvents,
		w.topOthers + steps*move.topOthers, w.bottomOthers + steps*move.bottomOthers}
}

// fall is counts that the group on top and the one below can be, and a way in which the unknown
// fall.
type fall struct {
	top, bottom counted
	split
}

// ended is a fall, and how far the limit of its interval reaches that is looked at: the less, the
// further.
type ended struct {
	fall
	limit float64
}

// faller looks for the falls whose intervals reach furthest.
type faller struct {
	splits
	top, bottom tally // all that they can be
	o           rri.Options
	// seen has the limits by the four counts that a fall comes to
	seen map[[4]float64][2]float64
	err  error
}

// limits returns the lower limit of the interval at a fall, and the upper one less than 0, so that
// of either the lesser reaches further.
func (f *faller) limits(at fall) [2]float64 {
	a, n := at.top.events+at.topEvents, at.top.exposure+at.topEvents+at.topOthers
	b, m := at.bottom.events+at.bottomEvents, at.bottom.exposure+at.bottomEvents+at.bottomOthers
	key := [4]float64{a, n, b, m}
	if limits, ok := f.seen[key]; ok {
		return limits
	}
	e, err := rri.Ratio(rri.Proportion{Events: int64(a), Trials: int64(n)}, rri.Proportion{Events: int64(b), Trials: int64(m)}, f.o)
	if err != nil {
		f.err = err
	}
	limits := [2]float64{e.Lower, -e.Upper}
	f.seen[key] = limits
	return limits
}

const (
	// fewFalls is up to how many falls all of them are tried
	fewFalls = 600
	// fewCorners is up to how many of them every corner is, of every pair of counts
	fewCorners = 1500
	// starts is from how many corners the search for a limit begins
	starts = 3
)

// furthest returns the limits that reach furthest over all that top and bottom may be, and over
// every way in which the unknown fall. Few falls are all tried. Of many the corners are, and from
// the furthest of these a search goes on, in steps that become smaller, for as long as the limit
// moves.
func furthest(top, bottom, unknowns tally, o rri.Options) (lower, upper float64, err error) {
	ways := splitsOf(unknowns)
	f := faller{splits: ways, top: top.narrowed().ended(), bottom: bottom.narrowed().ended(), o: o, seen: make(map[[4]float64][2]float64)}
	tops, bottoms := top.tried(true, o.Level), bottom.tried(true, o.Level)
	pairs := len(tops) * len(bottoms)
	if pairs == 0 { // counts that cannot be
		return math.NaN(), math.NaN(), nil
	}
	list := ways.every(fewFalls / pairs)
	all := list != nil && !top.wide() && !bottom.wide()
	if list == nil {
		list = ways.corners()
	}
	of, against := len(tops), len(bottoms)
	if pairs*len(list) > fewCorners {
		of, against = min(of, 4), min(against, 4)
	}
	var found [2]float64
	var ends [2][]ended
	for i := range of {
		for j := range against {
			for _, w := range list {
				at := fall{tops[outer(i, of, len(tops))], bottoms[outer(j, against, len(bottoms))], w}
				for k, limit := range f.limits(at) {
					if !math.IsNaN(limit) {
						ends[k] = append(ends[k], ended{at, limit})
					}
				}
			}
		}
	}
	for k := range ends {
		slices.SortStableFunc(ends[k], func(a, b ended) int { return cmp.Compare(a.limit, b.limit) })
		found[k] = math.NaN()
		for i, e := range ends[k][:min(starts, len(ends[k]))] {
			if !all {
				e = f.search(e, k)
			}
			if i == 0 || e.limit < found[k] {
				found[k] = e.limit
			}
		}
	}
	return found[0], -found[1], f.err
}

// outer returns the place of the i-th of so many that are taken from either end of a list of length
// n.
func outer(i, taken, n int) int {
	if i < taken/2 {
		return i
	}
	return n - taken + i
}

// ended returns t with the lowest number where one has no end, as tried takes it.
func (t tally) ended() tally {
	if t.events.open() {
		t.events.high = t.events.low
	}
	if t.exposure.open() {
		t.exposure.high = max(t.exposure.low, t.events.high)
	}
	return t
}

// wide reports whether not every number that t may be is tried.
func (t tally) wide() bool { return t.events.high-t.events.low >= few }

// holds reports whether a tally of a proportion can be n.
func (t tally) holds(n counted) bool {
	return t.events.low <= n.events && n.events <= min(t.events.high, n.exposure) && t.exposure.low <= n.exposure && n.exposure <= t.exposure.high
}

// search goes from a fall to one whose limit reaches further, for as long as there is one. k is 0
// for the lower limit and 1 for the upper.
func (f *faller) search(at ended, k int) ended {
	try := func(next fall) (moved bool) {
		if !f.top.holds(next.top) || !f.bottom.holds(next.bottom) || !f.splits.holds(next.split) {
			return false
		}
		if limit := f.limits(next)[k]; limit < at.limit {
			at, moved = ended{next, limit}, true
		}
		return moved
	}
	longest := f.all
	for _, t := range [...]tally{f.top, f.bottom} {
		longest = max(longest, t.events.high-t.events.low)
	}
	for step := math.Ceil(longest / 2); step >= 1; step = math.Floor(step / 2) {
		for moved := true; moved; {
			moved = false
			for _, move := range moves {
				moved = try(fall{at.top, at.bottom, at.after(move, step)}) || moved
			}
			for _, move := range [...]counted{{1, 0}, {0, 1}, {1, 1}, {-1, 0}, {0, -1}, {-1, -1}} {
				events, exposure := step*move.events, step*move.exposure
				moved = try(fall{counted{at.top.events + events, at.top.exposure + exposure}, at.bottom, at.split}) || moved
				moved = try(fall{at.top, counted{at.bottom.events + events, at.bottom.exposure + exposure}, at.split}) || moved
			}
		}
	}
	return at
}
