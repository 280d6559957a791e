package counts

import (
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/tidy"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// span is the whole numbers from low to high that a count may be, or the two ends of a population.
// high is +Inf where no end is known.
type span struct{ low, high float64 }

// spanOf returns the numbers that a cell may stand for.
func spanOf(c tidy.Cell) span { return span{c.Lower, c.Upper} }

// whole returns the whole numbers of s.
func (s span) whole() span { return span{math.Ceil(s.low), math.Floor(s.high)} }

// middle returns the number in the middle of s.
func (s span) middle() float64 { return s.low + (s.high-s.low)/2 }

// known reports whether s is one number.
func (s span) known() bool { return s.low == s.high }

// open reports whether s has no upper end.
func (s span) open() bool { return math.IsInf(s.high, 1) }

// tally is the counts of one group: events, and what they are out of.
type tally struct {
	events, exposure span
	// printed is the numbers that stand in the table, rounded or not; nil where a mark stands
	printed *counted
}

// known reports whether both counts are.
func (t tally) known() bool { return t.events.known() && t.exposure.known() }

// narrowed returns a tally of a proportion with the counts left out that cannot be: events are no
// more than trials. Nobody in a group makes no proportion: one at least is there, if that can be.
func (t tally) narrowed() tally {
	t.events.high = min(t.events.high, t.exposure.high)
	t.exposure.low = max(t.exposure.low, t.events.low)
	if t.exposure.high >= 1 {
		t.exposure.low = max(t.exposure.low, 1)
	}
	return t
}

// indexBounds returns the lowest and the highest index of top over bottom, over all that their
// counts may be and over every way in which the unknown could fall. They are those of the counts at
// the ends of their ranges, since an index rises with the events on top and falls with what they
// are out of, and the other way round below. Both are NaN if there is no index.
func indexBounds(proportion bool, top, bottom, unknowns tally) (unknown.Bounds, error) {
	if proportion {
		return proportionBounds(top.narrowed(), bottom.narrowed(), unknowns.narrowedUnknown())
	}
	return rateBounds(top, bottom, unknowns.events)
}

// narrowedUnknown is narrowed for people of unknown group, of whom there may be none.
func (t tally) narrowedUnknown() tally {
	t.events.high = min(t.events.high, t.exposure.high)
	t.exposure.low = max(t.exposure.low, t.events.low)
	return t
}

// endless returns what the bounds are where the one of top or bottom cannot have an event, or has
// nobody: ok is false elsewhere.
func endless(top, bottom tally, most float64) (b unknown.Bounds, ok bool) {
	none := unknown.Bounds{Lower: math.NaN(), Upper: math.NaN()}
	above, below := top.events.high+most > 0, bottom.events.high+most > 0
	switch {
	case top.exposure.high == 0 || bottom.exposure.high == 0, !above && !below:
		return none, true
	case !below:
		return unknown.Bounds{Lower: math.Inf(1), Upper: math.Inf(1)}, true
	case !above:
		return unknown.Bounds{}, true
	}
	return none, false
}

func rateBounds(top, bottom tally, unknowns span) (unknown.Bounds, error) {
	if b, ok := endless(top, bottom, unknowns.high); ok {
		return b, nil
	}
	b := unknown.Bounds{Lower: 0, Upper: math.Inf(1)}
	at := func(group, groupOf, baseline, baselineOf float64) (unknown.Bounds, error) {
		return unknown.RateCounts{
			Group:    rri.Rate{Events: int64(group), Population: groupOf},
			Baseline: rri.Rate{Events: int64(baseline), Population: baselineOf},
			Unknown:  int64(unknowns.high),
		}.Bounds(unknown.Assumption{})
	}
	if !unknowns.open() && !bottom.events.open() && !top.exposure.open() && bottom.exposure.low > 0 {
		lowest, err := at(top.events.low, top.exposure.high, bottom.events.high, bottom.exposure.low)
		if err != nil {
			return b, err
		}
		b.Lower = lowest.Lower
	}
	if !unknowns.open() && !top.events.open() && !bottom.exposure.open() && top.exposure.low > 0 {
		highest, err := at(top.events.high, top.exposure.low, bottom.events.low, bottom.exposure.high)
		if err != nil {
			return b, err
		}
		b.Upper = highest.Upper
	}
	return b, nil
}

func proportionBounds(top, bottom, unknowns tally) (unknown.Bounds, error) {
	if b, ok := endless(top, bottom, unknowns.events.high); ok {
		return b, nil
	}
	b := unknown.Bounds{Lower: 0, Upper: math.Inf(1)}
	if unknowns.exposure.open() {
		return b, nil
	}
	if !top.exposure.open() {
		counts := unknownOutcomes(least(top), most(bottom), unknowns)
		lowest, err := counts.Bounds(unknown.Assumption{})
		if err != nil {
			return b, err
		}
		b.Lower = lowest.Lower
	}
	if !bottom.exposure.open() {
		counts := unknownOutcomes(most(top), least(bottom), unknowns)
		highest, err := counts.Bounds(unknown.Assumption{})
		if err != nil {
			return b, err
		}
		b.Upper = highest.Upper
	}
	return b, nil
}

// least returns the counts of t with the lowest proportion, most those with the highest.
func least(t tally) rri.Proportion {
	return rri.Proportion{Events: int64(t.events.low), Trials: int64(t.exposure.high)}
}

func most(t tally) rri.Proportion {
	if t.events.high >= t.exposure.low {
		n := int64(t.exposure.low) // all of them
		return rri.Proportion{Events: n, Trials: n}
	}
	return rri.Proportion{Events: int64(t.events.high), Trials: int64(t.exposure.low)}
}

// unknownOutcomes returns the counts of a comparison with the most people of unknown group. Those
// of whom it is not known whether they are among the events may be or not.
func unknownOutcomes(top, bottom rri.Proportion, unknowns tally) unknown.ProportionCounts {
	outcomes := func(p rri.Proportion) unknown.OutcomeCounts {
		return unknown.OutcomeCounts{Events: p.Events, NonEvents: p.Trials - p.Events}
	}
	return unknown.ProportionCounts{Group: outcomes(top), Baseline: outcomes(bottom), Unknown: unknown.OutcomeCounts{
		Events:    int64(unknowns.events.low),
		NonEvents: int64(unknowns.exposure.high - unknowns.events.high),
		Unknown:   int64(unknowns.events.high - unknowns.events.low),
	}}
}

// check reports counts that no whole numbers, or no proportion, can be.
func (t tally) check(proportion bool) error {
	for _, s := range []span{t.events, t.exposure} {
		if s.low < 0 || !(s.low <= s.high) {
			return fmt.Errorf("%v to %v: %w: give 0 or more, the lower number first", s.low, s.high, rri.ErrCount)
		}
	}
	if most := t.events; most.low > float64(rri.MaxCount) || most.high > float64(rri.MaxCount) && !most.open() {
		return fmt.Errorf("%v to %v events in all: %w: want no more than 2^53", most.low, most.high, rri.ErrCount)
	}
	if proportion && t.events.low > t.exposure.high {
		return fmt.Errorf("%v events of %v: %w: a proportion has no more events than trials", t.events.low, t.exposure.high, tidy.ErrEvents)
	}
	return nil
}
