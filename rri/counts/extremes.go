package counts

import (
	"math"

	"github.com/seed-549880be/disparity/rri/unknown"
)

// ranged is one stratum of a comparison, whose counts are known between bounds: people of the
// group, of the baseline, and of unknown group, who may be of either or of neither.
type ranged struct{ group, baseline, unknown tally }

// pairAt is counts that a stratum can have: a events of n in the group, b of m in the baseline.
type pairAt struct{ a, n, b, m float64 }

// parts returns what the stratum adds to the two sums of the ratio of Mantel and Haenszel,
//
//	Σ am/(n+m) over Σ bn/(n+m)
func (p pairAt) parts() (above, below float64) {
	if p.n+p.m == 0 {
		return 0, 0
	}
	return p.a / (p.n + p.m) * p.m, p.b / (p.n + p.m) * p.n
}

// swapped returns the strata with the group in the place of the baseline.
func swapped(strata []ranged) []ranged {
	turned := make([]ranged, len(strata))
	for i, s := range strata {
		turned[i] = ranged{s.baseline, s.group, s.unknown}
	}
	return turned
}

// extremes returns the lowest and the highest ratio of Mantel and Haenszel over all counts that the
// strata can have, and the counts where it has them; none where an end is no matter of counts.
// With one stratum it is the ratio of two rates, or of two proportions.
//
// Of rates every unknown event may be of the group, of the baseline, or of neither, and the ratio
// rises with every event of the group and falls with every one of the baseline. Of proportions the
// unknown bring their exposure with them, and where a count of events can be as large as its
// exposure the two move together: then the ends of what moves together are tried. The lowest ratio
// is one over the highest of the baseline over the group.
func extremes(strata []ranged, proportion bool) (b unknown.Bounds, lowest, highest []pairAt) {
	upper, highest := highestRatio(strata, proportion)
	inverse, lowest := highestRatio(swapped(strata), proportion)
	for i, p := range lowest {
		lowest[i] = pairAt{p.b, p.m, p.a, p.n}
	}
	b = unknown.Bounds{Lower: 1 / inverse, Upper: upper}
	if math.Abs(b.Upper-b.Lower) <= rounding*b.Lower {
		b.Lower = b.Upper
	}
	// 0 of 0 at one end: every index that there is equals the other end.
	if math.IsNaN(b.Upper) {
		b.Upper = b.Lower
	}
	if math.IsNaN(b.Lower) {
		b.Lower = b.Upper
	}
	return b, lowest, highest
}

// rounding is the relative difference that rounding leaves between two ways to the same number.
const rounding = 1e-13

// mostSteps is how many steps the search for the highest ratio may take. It takes some three to
// six, as each raises the ratio, and the steps become quadratically smaller.
const mostSteps = 100

// highestRatio returns the highest ratio of Mantel and Haenszel, and counts that have it.
//
// A ratio of sums is highest where the sum above less the ratio times the sum below is, which is a
// sum over strata again, so that each can be looked at alone (Dinkelbach 1967, DOI
// 10.1287/mnsc.13.7.492).
func highestRatio(strata []ranged, proportion bool) (float64, []pairAt) {
	for _, s := range strata {
		if !proportion && math.IsInf(s.group.events.high+s.unknown.events.high, 1) && s.baseline.exposure.high > 0 {
			return math.Inf(1), nil
		}
	}
	choose := func(ratio float64) (at []pairAt, above, below float64) {
		at = make([]pairAt, len(strata))
		for i, s := range strata {
			at[i] = s.best(ratio, proportion)
			x, y := at[i].parts()
			above, below = above+x, below+y
		}
		return at, above, below
	}
	at, above, below := choose(math.Inf(1))
	if below == 0 && above > 0 {
		return math.Inf(1), at
	}
	if below == 0 { // 0 of 0, unless another choice has something below
		if at, above, below = choose(0); above == 0 {
			if at, above, below = choose(-1); below == 0 {
				return math.NaN(), at
			}
		}
	}
	ratio := above / below
	for range mostSteps {
		next, above, below := choose(ratio)
		if !(below > 0 && above/below > ratio) {
			break
		}
		at, ratio = next, above/below
	}
	return ratio, at
}

// best returns the counts of the stratum for which what it adds above, less the ratio times what it
// adds below, is largest. For an infinite ratio it is the least below, and of these the most above.
func (s ranged) best(ratio float64, proportion bool) pairAt {
	if !proportion {
		return pairAt{s.group.events.high + s.unknown.events.high, s.group.exposure.low, s.baseline.events.low, s.baseline.exposure.high}
	}
	var best pairAt
	score, tie := math.Inf(-1), math.Inf(-1)
	try := func(p pairAt) {
		above, below := p.parts()
		value, second := above-ratio*below, 0.
		if math.IsInf(ratio, 1) {
			value, second = -below, above
		}
		if value > score || value == score && second > tie {
			best, score, tie = p, value, second
		}
	}
	events := min(s.unknown.events.high, s.unknown.exposure.high)
	others := max(0, s.unknown.exposure.high-s.unknown.events.low)
	b, m := min(s.baseline.events.low, s.baseline.exposure.high), s.baseline.exposure.high+others
	// Among people of the group, events beyond the fewest trials bring trials with them.
	a := min(s.group.events.high, s.group.exposure.high)
	for _, p := range [...]pairAt{
		{min(a, s.group.exposure.low), s.group.exposure.low, b, m},
		{a, max(a, s.group.exposure.low), b, m},
	} {
		try(p)
		try(pairAt{p.a + events, p.n + events, p.b, p.m})
		if ratio >= 0 && ratio < 1 {
			// Unknown events dealt to both: what is added is a quadratic function of how many go to
			// the group.
			x := ((p.m + events - p.a) - ratio*(p.b+events-p.n)) / (2 * (1 - ratio))
			for _, x := range [...]float64{math.Floor(x), math.Ceil(x)} {
				x = min(max(x, 0), events)
				try(pairAt{p.a + x, p.n + x, p.b + events - x, p.m + events - x})
			}
		}
	}
	return best
}

// dealing says what part of the unknown events, and of the others among the unknown, go to the
// group and to the baseline: 0 or 1.
type dealing struct{ eventsToGroup, eventsToBaseline, othersToGroup, othersToBaseline float64 }

// dealings are the ways to deal all unknown of a kind to one of the two, or to nobody.
var dealings = []dealing{
	{}, {eventsToGroup: 1}, {eventsToBaseline: 1}, // all that matter to rates
	{eventsToGroup: 1, othersToBaseline: 1}, {eventsToBaseline: 1, othersToGroup: 1},
	{eventsToGroup: 1, othersToGroup: 1}, {eventsToBaseline: 1, othersToBaseline: 1}, {othersToGroup: 1}, {othersToBaseline: 1},
}

// corners returns counts that the strata can have, with every count of one kind at the same end of
// its range in all of them, and the unknown dealt in one way: none where a range has no end.
func corners(strata []ranged, proportion bool) (all [][]pairAt) {
	ways, unknown := dealings, 0.
	if !proportion {
		ways = ways[:3]
	}
	for _, s := range strata {
		if s.group.events.open() || s.baseline.events.open() || s.unknown.events.open() {
			return nil
		}
		unknown += s.unknown.events.high
		if proportion {
			unknown += s.unknown.exposure.high
		}
	}
	if unknown == 0 {
		ways = ways[:1]
	}
	for _, way := range ways {
		for corner := range 4 {
			at := make([]pairAt, len(strata))
			for i, s := range strata {
				a, b := s.group.events.low, s.baseline.events.low
				if corner&1 > 0 {
					a = s.group.events.high
				}
				if corner&2 > 0 {
					b = s.baseline.events.high
				}
				at[i] = s.corner(a, b, way, proportion)
			}
			all = append(all, at)
		}
	}
	return all
}

// corner returns the counts of the stratum with a events in the group and b in the baseline of the
// fewest exposure that there can be with them, and the unknown dealt in a way.
func (s ranged) corner(a, b float64, way dealing, proportion bool) pairAt {
	events := s.unknown.events.high
	p := pairAt{a, s.group.exposure.low, b, s.baseline.exposure.low}
	if !proportion {
		return pairAt{p.a + way.eventsToGroup*events, p.n, p.b + way.eventsToBaseline*events, p.m}
	}
	events = min(events, s.unknown.exposure.high)
	others := s.unknown.exposure.high - events
	p.n, p.m = max(p.a, p.n), max(p.b, p.m)
	return pairAt{
		p.a + way.eventsToGroup*events, p.n + way.eventsToGroup*events + way.othersToGroup*others,
		p.b + way.eventsToBaseline*events, p.m + way.eventsToBaseline*events + way.othersToBaseline*others,
	}
}
