package counts

import (
	"cmp"
	"errors"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/levels"
	"github.com/seed-549880be/disparity/rri/internal/tail"
	"github.com/seed-549880be/disparity/rri/unknown"
)

// few is how many counts a range may have for every one of them to be tried. Of a longer one the
// two ends and the middle are: limits rise with the events at the levels in use, and where a limit
// does not, as those of proportions above 98 %, it moves little within a range.
const few = 11

// tried returns numbers of s: all of a few, and otherwise the ends and the middle. Where s has no
// end it is the lower one.
func (s span) tried() []float64 {
	switch {
	case s.open():
		return []float64{s.low}
	case s.high-s.low >= few:
		return []float64{s.low, math.Floor((s.low + s.high) / 2), s.high}
	}
	var all []float64
	for n := s.low; n <= s.high; n++ {
		all = append(all, n)
	}
	return all
}

// ends returns the two ends of s that are above 0, one if they are the same or there is no other.
func (s span) ends() []float64 {
	var all []float64
	if s.low > 0 {
		all = append(all, s.low)
	}
	if s.high > max(s.low, 0) && !s.open() {
		all = append(all, s.high)
	}
	return all
}

// counted is one pair of numbers that a tally may be.
type counted struct{ events, exposure float64 }

// crest returns up to how many trials the limits of so many events out of nearly as few may rise
// before they fall, for a level whose quantile of the normal distribution is z. The logarithm of
// the ratio has the variance 1/a - 1/n on a side, which is 0 where all trials are events: the limit
// a/n times exp(z√(1/a - 1/n)) is highest at n = a(1 + √(1 + z²/a))/2, and earlier beside another
// count.
func crest(events, z float64) float64 {
	return math.Ceil(events * (1 + math.Sqrt(1+z*z/events)) / 2)
}

// tried returns pairs of numbers that t may be, for limits of this level.
func (t tally) tried(proportion bool, level float64) []counted {
	var all []counted
	if !proportion {
		exposures := t.exposure.ends()
		if len(exposures) == 0 {
			exposures = []float64{0}
		}
		for _, events := range t.events.tried() {
			for _, n := range exposures {
				all = append(all, counted{events, n})
			}
		}
		return all
	}
	t = t.narrowed()
	list := t.events.tried()
	if all := t.exposure.low; t.events.low < all && all < t.events.high && !slices.Contains(list, all) {
		list = append(list, all) // all of the fewest trials, which say less than all of more
	}
	z := tail.NormalQuantile((1 + levels.Of(level)) / 2)
	for _, events := range list {
		of := span{max(events, t.exposure.low), t.exposure.high}
		trials := []float64{of.low}
		// the limits of so few trials need not move steadily with them
		fewTrials := 3.
		if events > 0 {
			fewTrials = max(fewTrials, crest(events, z))
		}
		for n := of.low + 1; n <= min(of.high, fewTrials); n++ {
			trials = append(trials, n)
		}
		if last := trials[len(trials)-1]; of.high > last && !of.open() {
			trials = append(trials, of.high)
		}
		for _, n := range trials {
			all = append(all, counted{events, n})
		}
	}
	return all
}

// hull is what holds several estimates of one quantity.
type hull struct {
	rri.Estimate
	any          bool
	below, above bool // whether one of them lies below the null value, and above it
	silent       bool // whether one of them has limits that leave nothing out, and no p-value
}

// add takes e among those that are held.
func (h *hull) add(e rri.Estimate, null float64) {
	if !h.any {
		h.Estimate, h.any = e, true
	}
	h.Lower, h.Upper = lesser(h.Lower, e.Lower), -lesser(-h.Upper, -e.Upper)
	h.P = -lesser(-h.P, -e.P)
	h.Flags |= e.Flags
	h.silent = h.silent || math.IsNaN(e.P) && e.Lower <= null && null <= e.Upper
	below, above := sides(e, null)
	h.below, h.above = h.below || below, h.above || above
}

// sides tells whether an estimate lies below the null value, and above it. One that lies outside of
// its own interval, as 2 of 4,450 against 0 of 1 does by Jeffreys, is where its interval is.
func sides(e rri.Estimate, null float64) (below, above bool) {
	switch {
	case e.Upper < null:
		return true, false
	case e.Lower > null:
		return false, true
	}
	return e.Value < null, e.Value > null
}

// lesser returns the lesser of two numbers, and of one and NaN the one.
func lesser(a, b float64) float64 {
	if math.IsNaN(a) || b < a {
		return b
	}
	return a
}

// estimate returns what holds all. Where they lie on both sides of the null value, one between them
// may lie on it, with a p-value of 1. So it is where one of them is of no data, which says nothing
// against the null value.
func (h hull) estimate() rri.Estimate {
	e := h.Estimate
	if h.silent && !math.IsNaN(e.P) {
		e.P = 1
	}
	if h.below && h.above && !math.IsNaN(e.P) && !e.Flags.Has(rri.OneSided) {
		e.P = 1
	}
	return e
}

// indexed is what is computed of the index of one group.
type indexed struct {
	rate, index, both rri.Estimate
}

// indices returns the rate of group, its index against baseline, and what the index can be by
// chance and the unknown together, over all that the counts may be: the lowest lower limit, the
// highest upper one, and a p-value that is below none of theirs. Values are those of the numbers
// that are printed, and NaN where there is none.
func indices[M rri.Measure](group, baseline, unknowns tally, o rri.Options, inverted bool) (indexed, error) {
	var rate, index, both hull
	null := cmp.Or(o.Null, 1)
	top, bottom := group, baseline
	if inverted {
		top, bottom = baseline, group
	}
	proportion := isProportion[M]()
	for _, a := range top.tried(proportion, o.Level) {
		for _, b := range bottom.tried(proportion, o.Level) {
			rates, ratio, err := compared[M](a, b, o)
			if err != nil {
				return indexed{}, err
			}
			index.add(ratio, null)
			if inverted {
				rates[0] = rates[1]
			}
			rate.add(rates[0], math.NaN())
			e, err := uncertainty[M](a, b, unknowns, o)
			if err != nil {
				return indexed{}, err
			}
			both.add(e, null)
		}
	}
	out := indexed{rate.estimate(), index.estimate(), both.estimate()}
	if proportion && o.Method != rri.Exact && !unknowns.exposure.open() && unknowns.exposure.high > 0 {
		lower, upper, err := furthest(top, bottom, unknowns, o)
		if err != nil {
			return indexed{}, err
		}
		out.both.Lower, out.both.Upper = lesser(out.both.Lower, lower), -lesser(-out.both.Upper, -upper)
	}
	out.rate.Value, out.index.Value = math.NaN(), math.NaN()
	if group.printed != nil && baseline.printed != nil {
		rates, ratio, err := compared[M](*top.printed, *bottom.printed, o)
		if err != nil {
			return indexed{}, err
		}
		out.index.Value = ratio.Value
		out.rate.Value = rates[0].Value
		if inverted {
			out.rate.Value = rates[1].Value
		}
	}
	return out.opened(group, top, bottom, unknowns, proportion, o), nil
}

// compared returns the rates of two counts, and the ratio of the first to the second.
func compared[M rri.Measure](a, b counted, o rri.Options) (rates [2]rri.Estimate, ratio rri.Estimate, err error) {
	const top, bottom = 1, 0
	counts := make(map[int]M)
	if counts[top], err = rri.MeasureOf[M](int64(a.events), a.exposure, 0); err != nil {
		return rates, ratio, err
	}
	if counts[bottom], err = rri.MeasureOf[M](int64(b.events), b.exposure, 0); err != nil {
		return rates, ratio, err
	}
	t, err := rri.Compare(bottom, counts, o)
	if err != nil {
		return rates, ratio, err
	}
	return [2]rri.Estimate{t.Rows[1].Rate, t.Rows[0].Rate}, t.Rows[1].Ratio, nil
}

// uncertainty returns the range that allows for chance and the unknown. Where the method has none
// for so many people it is NaN, flagged so.
func uncertainty[M rri.Measure](a, b counted, unknowns tally, o rri.Options) (e rri.Estimate, err error) {
	if isProportion[M]() {
		top := rri.Proportion{Events: int64(a.events), Trials: int64(a.exposure)}
		bottom := rri.Proportion{Events: int64(b.events), Trials: int64(b.exposure)}
		if unknowns.exposure.open() {
			unknowns = tally{}
		}
		e, err = unknownOutcomes(top, bottom, unknowns.narrowedUnknown()).UncertaintyInterval(o)
	} else {
		if unknowns.events.open() {
			unknowns = tally{}
		}
		e, err = unknown.RateCounts{
			Group:    rri.Rate{Events: int64(a.events), Population: a.exposure},
			Baseline: rri.Rate{Events: int64(b.events), Population: b.exposure},
			Unknown:  int64(unknowns.events.high),
		}.UncertaintyInterval(o)
	}
	if errors.Is(err, rri.ErrMethod) {
		nan := math.NaN()
		return rri.Estimate{Value: nan, Lower: nan, Upper: nan, P: nan, Level: levels.Of(o.Level), Method: o.Method, Flags: rri.NoMethod}, nil
	}
	return e, err
}

// opened returns x with the limits that counts without an end leave open.
func (x indexed) opened(group, top, bottom, unknowns tally, proportion bool, o rri.Options) indexed {
	side, null := o.Side, cmp.Or(o.Null, 1)
	empty := func(t tally) bool { return !proportion && t.exposure.low == 0 && t.exposure.high > 0 }
	up := func(e *rri.Estimate) {
		e.Upper = math.Inf(1)
		if side != rri.LowerOnly {
			e.Flags |= rri.Unbounded
		}
	}
	if group.exposure.open() {
		x.rate.Lower = 0
	}
	if !proportion && group.events.open() || empty(group) {
		up(&x.rate)
	} else if proportion && group.exposure.open() {
		x.rate.Upper = 1
	}
	low := top.exposure.open() || bottom.events.open() || empty(bottom)
	high := bottom.exposure.open() || top.events.open() || empty(top)
	for _, e := range []*rri.Estimate{&x.index, &x.both} {
		if low {
			e.Lower = 0
		}
		if high {
			up(e)
		}
		if (low || high) && e.Lower <= null && null <= e.Upper && !math.IsNaN(e.P) {
			e.P = 1 // of some number that it may be
		}
	}
	if unknowns.events.open() || proportion && unknowns.exposure.open() {
		x.both.Lower = 0
		up(&x.both)
	}
	return x
}

func isProportion[M rri.Measure]() bool {
	var m M
	return m.IsProportion()
}
