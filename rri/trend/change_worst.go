package trend

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// The worst case of a change: the lowest and the highest limit over the ways in which the people of
// no known group can fall, in either period, to the group, to the baseline and to others.
//
// Limits move with the counts: nearly always the lowest is where events go all to one side, and
// others all to the other. Where counts are very small, and above all where nearly all are events,
// it can be a little way from there, since an interval is wider as well. So the search begins where
// all of one kind goes to one side, or everywhere if the ways are few, and goes on from the best of
// these, many people at a time and one at last.

// split is how many of the unknown of one period fall to the group and to the baseline: events, and
// others of proportions. The rest falls to other groups.
type split [4]int64

// The places in a split.
const (
	eventsToGroup = iota
	eventsToBaseline
	othersToGroup
	othersToBaseline
)

// unknownPeriod is the counts of one period, with those of people of no known group.
type unknownPeriod[M rri.Measure] struct {
	pair           Pair[M]
	events, others int64 // unknown
}

func newUnknownPeriod[M rri.Measure](pair Pair[M], unknown M) unknownPeriod[M] {
	events, exposure, _ := unknown.Counts()
	p := unknownPeriod[M]{pair: pair, events: events}
	if unknown.IsProportion() {
		p.others = int64(exposure) - events
	}
	return p
}

// corners returns the splits of all of one kind to one side.
func (p unknownPeriod[M]) corners() (all []split) {
	sides := func(n int64) [][2]int64 {
		if n == 0 {
			return [][2]int64{{0, 0}}
		}
		return [][2]int64{{0, 0}, {n, 0}, {0, n}}
	}
	for _, events := range sides(p.events) {
		for _, others := range sides(p.others) {
			all = append(all, split{events[0], events[1], others[0], others[1]})
		}
	}
	return all
}

// ways returns in how many ways the unknown can fall to the group, the baseline and others.
func (p unknownPeriod[M]) ways() float64 {
	of := func(n int64) float64 { return float64(n+1) * float64(n+2) / 2 }
	return of(p.events) * of(p.others)
}

// everyWay returns all of them.
func (p unknownPeriod[M]) everyWay() (all []split) {
	for e := range p.events + 1 {
		for f := range p.events + 1 - e {
			for g := range p.others + 1 {
				for h := range p.others + 1 - g {
					all = append(all, split{e, f, g, h})
				}
			}
		}
	}
	return all
}

// holds reports whether the unknown can fall so.
func (p unknownPeriod[M]) holds(f split) bool {
	return min(f[0], f[1], f[2], f[3]) >= 0 && f[eventsToGroup]+f[eventsToBaseline] <= p.events && f[othersToGroup]+f[othersToBaseline] <= p.others
}

// after returns the counts when the unknown have fallen so.
func (p unknownPeriod[M]) after(f split) (Pair[M], error) {
	group, err := with(p.pair.Group, f[eventsToGroup], f[othersToGroup])
	if err != nil {
		return Pair[M]{}, err
	}
	baseline, err := with(p.pair.Baseline, f[eventsToBaseline], f[othersToBaseline])
	return Pair[M]{group, baseline}, err
}

// with returns m with some people more.
func with[M rri.Measure](m M, moreEvents, moreOthers int64) (M, error) {
	events, exposure, effect := m.Counts()
	if m.IsProportion() {
		exposure += float64(moreEvents + moreOthers)
	}
	return rri.MeasureOf[M](events+moreEvents, exposure, effect)
}

// people returns how many m is of: the events of a rate, and the trials of a proportion.
func people[M rri.Measure](m M) float64 {
	events, exposure, _ := m.Counts()
	if m.IsProportion() {
		return exposure
	}
	return float64(events)
}

// WorstChangeOfIndex returns from the lowest to the highest limit of [ChangeOfIndex] over the ways
// in which the people of no known group could fall, before and after: to the group, to the baseline
// or to others. Of a rate the unknown are events alone, their population is 0. It returns nil where
// nobody is unknown, or there is nothing to compare. P and the null value are of no account.
//
// The error wraps [rri.ErrCount], [rri.ErrOption] or [rri.ErrMethod].
func WorstChangeOfIndex[M rri.Measure](before, after Pair[M], unknownBefore, unknownAfter M, o rri.Options) (*Limits, error) {
	if err := o.Validate(); err != nil {
		return nil, fmt.Errorf("trend: %w", err)
	}
	for i, pair := range []Pair[M]{before, after} {
		if err := cmp.Or(pair.validate(), validateUnknown([]M{unknownBefore, unknownAfter}[i])); err != nil {
			return nil, fmt.Errorf("trend: %s: %w", [...]string{"before", "after"}[i], err)
		}
	}
	o.Level = levels.Of(o.Level)
	limits, err := worst(before, after, unknownBefore, unknownAfter, o)
	if err != nil {
		return nil, fmt.Errorf("trend: %w", err)
	}
	return limits, nil
}

// worst returns the worst case of a change; nil if there are no unknown, or nothing to compare.
func worst[M rri.Measure](before, after Pair[M], unknownBefore, unknownAfter M, o rri.Options) (*Limits, error) {
	w := worstCase[M]{newUnknownPeriod(before, unknownBefore), newUnknownPeriod(after, unknownAfter), o, make(map[[2]split]Limits)}
	if w.before.events+w.before.others+w.after.events+w.after.others == 0 || before.withoutRate() || after.withoutRate() {
		return nil, nil
	}
	return w.hull()
}

// hull returns the lowest and the highest limit, nil if there is nothing to compare.
func (w worstCase[M]) hull() (*Limits, error) {
	hull := Limits{math.Inf(1), math.Inf(-1)}
	var all []fallen
	first, second := w.starts()
	for _, b := range first {
		for _, a := range second {
			corner := [2]split{b, a}
			got, err := w.limits(corner)
			if err != nil {
				return nil, err
			}
			if got.Lower <= got.Upper {
				hull.Lower, hull.Upper = min(hull.Lower, got.Lower), max(hull.Upper, got.Upper)
				all = append(all, fallen{corner, got})
			}
		}
	}
	if hull.Lower > hull.Upper {
		return nil, nil
	}
	starts := 1
	if w.few() {
		starts = fewStarts
	}
	starts = min(starts, len(all))
	lowest, highest := all[:starts], all[:starts] // the first, once all are in order
	if hull.Lower <= 0 {                          // nothing is further
		lowest = nil
	}
	if math.IsInf(hull.Upper, 1) {
		highest = nil
	}
	slices.SortStableFunc(all, func(x, y fallen) int { return cmp.Compare(x.Lower, y.Lower) })
	for _, from := range lowest {
		h, err := w.climb(from.splits, func(l Limits) float64 { return -l.Lower })
		if err != nil {
			return nil, err
		}
		hull.Lower = min(hull.Lower, -h)
	}
	slices.SortStableFunc(all, func(x, y fallen) int { return cmp.Compare(y.Upper, x.Upper) })
	for _, from := range highest {
		h, err := w.climb(from.splits, func(l Limits) float64 { return l.Upper })
		if err != nil {
			return nil, err
		}
		hull.Upper = max(hull.Upper, h)
	}
	return &hull, nil
}

// fallen is one way in which the unknown can fall, and the limits that it has.
type fallen struct {
	splits [2]split
	Limits
}

// worstCase is what the worst case of a change is searched over.
type worstCase[M rri.Measure] struct {
	before, after unknownPeriod[M]
	o             rri.Options
	known         map[[2]split]Limits // what has been computed
}

const (
	// fewPeople is the count of events, or of others, below which the search begins at several
	// corners, the best ones, and fewStarts how many these are
	fewPeople = 5
	fewStarts = 4
	// mostWays is the number of ways up to which all are tried if counts are few
	mostWays = 256
	// mostMoves is how many people a search moves at most
	mostMoves = 1000
)

// limits returns the limits when the unknown have fallen so; NaN where there is nothing to compare.
func (w worstCase[M]) limits(splits [2]split) (Limits, error) {
	if l, ok := w.known[splits]; ok {
		return l, nil
	}
	before, err := w.before.after(splits[0])
	if err != nil {
		return Limits{}, err
	}
	after, err := w.after.after(splits[1])
	if err != nil {
		return Limits{}, err
	}
	e, err := changeOrFlag(before, after, w.o)
	w.known[splits] = Limits{e.Lower, e.Upper}
	return w.known[splits], err
}

// few reports whether some count is so small that it may take more than the best corner to begin
// from.
func (w worstCase[M]) few() bool {
	q := quantity.RatioOf[M]()
	least := math.Inf(1)
	for _, p := range []unknownPeriod[M]{w.before, w.after} {
		c, _ := quantity.FromMeasures(p.pair.Group, p.pair.Baseline)
		least = min(least, c.Smallest(q))
	}
	return least < fewPeople
}

// starts returns where the unknown of either period may fall to begin with: where all of one kind
// goes to one side, and everywhere if counts are few and the ways are.
func (w worstCase[M]) starts() (first, second []split) {
	if w.few() && w.before.ways()*w.after.ways() <= mostWays {
		return w.before.everyWay(), w.after.everyWay()
	}
	return w.before.corners(), w.after.corners()
}

// climb moves some of the unknown at a time, as long as that takes a limit further, many at first
// and one at last, and returns how far it got: height is how far limits are.
func (w worstCase[M]) climb(at [2]split, height func(Limits) float64) (float64, error) {
	start, err := w.limits(at)
	if err != nil {
		return 0, err
	}
	best := height(start)
	if math.IsNaN(best) {
		best = math.Inf(-1)
	}
	people := max(w.before.events, w.before.others, w.after.events, w.after.others)
	stride := int64(1)
	for stride <= people/4 {
		stride *= 2
	}
	for range mostMoves {
		next, h, err := w.step(at, stride, height)
		switch {
		case err != nil:
			return 0, err
		case h > best:
			at, best = next, h
		case stride == 1:
			return best, nil
		default:
			stride /= 2
		}
	}
	return best, nil
}

// step returns the best of the ways to move so many of the unknown, and its height.
func (w worstCase[M]) step(at [2]split, people int64, height func(Limits) float64) (next [2]split, best float64, err error) {
	best = math.Inf(-1)
	for when, p := range []unknownPeriod[M]{w.before, w.after} {
		for place := range at[when] {
			for _, move := range []int64{-people, people} {
				moved := at
				moved[when][place] += move
				if !p.holds(moved[when]) {
					continue
				}
				got, err := w.limits(moved)
				if err != nil {
					return at, 0, err
				}
				if h := height(got); h > best {
					next, best = moved, h
				}
			}
		}
	}
	return next, best, nil
}
