package unknown

import (
	"cmp"
	"fmt"
	"math"

	"github.com/seed-549880be/disparity/rri"
)

// OutcomeCounts are people by what is known of their outcome.
type OutcomeCounts struct {
	Events    int64 // with the outcome, as a find
	NonEvents int64 // without
	Unknown   int64 // the record does not say
}

func (c OutcomeCounts) total() int64 { return c.Events + c.NonEvents + c.Unknown }

// ProportionCounts are outcomes of people, where the group of some is unknown, or the outcome, or
// both. Leave the field Unknown of every group at 0 where a blank outcome has been counted as none,
// and the question is of unknown groups alone. Design effects matter to
// [ProportionCounts.UncertaintyInterval] and [ProportionCounts.ImbensManski] alone, as bounds are
// not about chance.
type ProportionCounts struct {
	Group, Baseline OutcomeCounts
	// people known to be of neither. They matter where something is assumed
	Others OutcomeCounts
	// people of unknown group
	Unknown OutcomeCounts

	// GroupDesignEffect and BaselineDesignEffect are those of the events of the group and of the
	// baseline, as in [rri.Proportion]. 0 means 1.
	GroupDesignEffect, BaselineDesignEffect float64
}

func (p ProportionCounts) validate() error {
	var counts [12]field
	names := [...][3]string{
		{"Group.Events", "Group.NonEvents", "Group.Unknown"},
		{"Baseline.Events", "Baseline.NonEvents", "Baseline.Unknown"},
		{"Others.Events", "Others.NonEvents", "Others.Unknown"},
		{"Unknown.Events", "Unknown.NonEvents", "Unknown.Unknown"},
	}
	for i, c := range [...]OutcomeCounts{p.Group, p.Baseline, p.Others, p.Unknown} {
		for j, n := range [...]int64{c.Events, c.NonEvents, c.Unknown} {
			counts[3*i+j] = field{names[i][j], "people", n}
		}
	}
	for i, effect := range [...]float64{p.GroupDesignEffect, p.BaselineDesignEffect} {
		if err := (rri.Proportion{DesignEffect: effect}).Validate(); err != nil {
			return fmt.Errorf("%s: %w", []string{"Group", "Baseline"}[i], err)
		}
	}
	return checkCounts(counts[:]...)
}

// Bounds returns the bounds of the proportion of the group over that of the baseline. Without an
// assumption the highest index is
//
//	(a+h+s+x)/(n+h+s+x) / (b/(m+k+f+v-x))
//
// with a events of n people in the group whose outcome is known, b of m in the baseline, h and k
// people of the group and the baseline whose outcome is unknown, s events and f non-events of
// people of unknown group, and v people of whom neither is known, x of them events of the group and
// the others non-events of the baseline. The best x solves a quadratic equation; of whole numbers
// it is one of the two beside the solution. The lowest index is one over the highest of the
// baseline over the group.
//
// If nobody is known to be in the group, or in the baseline, the bounds are NaN. The error wraps
// [rri.ErrCount] or [rri.ErrOption].
func (p ProportionCounts) Bounds(o Assumption) (Bounds, error) {
	if err := cmp.Or(p.validate(), o.validate()); err != nil {
		return Bounds{}, wrapped(err)
	}
	if p.Group.total() == 0 || p.Baseline.total() == 0 {
		return Bounds{math.NaN(), math.NaN()}, nil
	}
	ends := p.ends(o)
	found := Bounds{Lower: ends[0].index(), Upper: ends[1].index()}
	// 0 of 0 at one end: every index that there is equals the other end.
	if math.IsNaN(found.Upper) {
		found.Upper = found.Lower
	}
	if math.IsNaN(found.Lower) {
		found.Lower = found.Upper
	}
	return found, nil
}

// fraction is events out of people, not rounded to whole people.
type fraction struct{ events, people float64 }

func (f fraction) value() float64 { return f.events / f.people }

// variance returns that of the logarithm of f.
func (f fraction) variance() float64 { return math.Max(0, f.people-f.events) / f.events / f.people }

// end is the proportions of the group and the baseline for one way in which the unknown could
// fall.
type end struct{ group, baseline fraction }

func (e end) index() float64 { return divide(e.group.value(), e.baseline.value()) }

// deviation returns the standard error of the logarithm of the index, with the design effects of p.
func (p ProportionCounts) deviation(e end) float64 {
	return math.Sqrt(cmp.Or(p.GroupDesignEffect, 1)*e.group.variance() + cmp.Or(p.BaselineDesignEffect, 1)*e.baseline.variance())
}

// ends returns the proportions where the index is lowest, and where it is highest. Without an
// assumption they are of whole people.
func (p ProportionCounts) ends(o Assumption) (ends [2]end) {
	swapped := p
	swapped.Group, swapped.Baseline = p.Baseline, p.Group
	ends[0].baseline, ends[0].group = swapped.highest(o)
	ends[1].group, ends[1].baseline = p.highest(o)
	return ends
}

// highest returns the proportions of the group and the baseline where their ratio is highest.
func (p ProportionCounts) highest(o Assumption) (group, baseline fraction) {
	// The most events go to the group, the most non-events to the baseline.
	part := func(unknown, most, least, others int64) (toMost, toLeast float64) {
		n, known := float64(unknown), float64(most+least+others)
		return o.limit(n, float64(most), known), o.least(n, float64(least), known)
	}
	events, baselineEvents := part(p.Unknown.Events, p.Group.Events, p.Baseline.Events, p.Others.Events)
	baselineNonEvents, nonEvents := part(p.Unknown.NonEvents, p.Baseline.NonEvents, p.Group.NonEvents, p.Others.NonEvents)
	g, b := p.Group, p.Baseline
	group.events = float64(g.Events+g.Unknown) + events
	group.people = float64(g.total()) + events + nonEvents
	baseline.events = float64(b.Events) + baselineEvents
	baseline.people = float64(b.total()) + baselineEvents + baselineNonEvents

	n := float64(p.Unknown.Unknown)
	if n == 0 {
		return group, baseline
	}
	known := float64(g.total() + b.total() + p.Others.total())
	toGroup, toBaseline := o.limit(n, float64(g.total()), known), o.limit(n, float64(b.total()), known)
	x := toGroup
	if toGroup+toBaseline > n {
		x = split(group, baseline, n, n-toBaseline, toGroup, o.AtMost == 0)
		toBaseline = n - x
	}
	group.events += x
	group.people += x
	baseline.people += toBaseline
	return group, baseline
}

// split returns how many of n people are best put to the events of the group, the others going to
// the non-events of the baseline: the x from lowest to highest at which (a+x)/(N+x) (M+n-x) is
// largest. Its logarithm is concave, with the slope (N-a)/((a+x)(N+x)) - 1/(M+n-x).
func split(group, baseline fraction, n, lowest, highest float64, whole bool) float64 {
	a, people, rest := group.events, group.people, baseline.people+n
	value := func(x float64) float64 { return (a + x) / (people + x) * (rest - x) }
	// (a+x)(N+x) = (N-a)(M+n-x)
	gap := people - a
	linear, constant := a+people+gap, a*people-gap*rest
	x := lowest
	if constant < 0 {
		x = -2 * constant / (linear + math.Sqrt(linear*linear-4*constant))
	}
	x = math.Min(math.Max(x, lowest), highest)
	if !whole {
		return x
	}
	down, up := math.Floor(x), math.Min(math.Ceil(x), highest)
	if value(down) > value(up) {
		return down
	}
	return up
}

// TippingShare returns the share of the unknown, of their events and of their non-events alike,
// that would have to be of the group, the others being of the baseline, for the index to be 1:
//
//	(a(m+U) - n(b+s)) / (U(a+b) - s(m+n))
//
// with s events among the U people of unknown group, a events of n people in the group and b of m
// in the baseline. People of unknown outcome are left out. Outside 0 to 1 no such split does it.
// NaN if there is nobody unknown, or if no such split moves the index.
//
// The error wraps [rri.ErrCount].
func (p ProportionCounts) TippingShare() (float64, error) {
	if err := p.validate(); err != nil {
		return 0, wrapped(err)
	}
	a, b, s := float64(p.Group.Events), float64(p.Baseline.Events), float64(p.Unknown.Events)
	n, m, u := a+float64(p.Group.NonEvents), b+float64(p.Baseline.NonEvents), s+float64(p.Unknown.NonEvents)
	down := u*(a+b) - s*(m+n)
	if u == 0 || n == 0 || m == 0 || down == 0 {
		return math.NaN(), nil
	}
	return (a*(m+u) - n*(b+s)) / down, nil
}

// ImbensManski is for proportions what [RateCounts.ImbensManski] is for rates, with the variances
// 1/events - 1/people of either group added at each bound, each times its design effect.
func (p ProportionCounts) ImbensManski(level float64) (rri.Estimate, error) {
	b, err := p.Bounds(Assumption{})
	if err != nil {
		return rri.Estimate{}, err
	}
	if math.IsNaN(b.Lower) && math.IsNaN(b.Upper) {
		return imbensManski(b, math.NaN(), math.NaN(), level)
	}
	ends := p.ends(Assumption{})
	return imbensManski(b, p.deviation(ends[0]), p.deviation(ends[1]), level)
}
