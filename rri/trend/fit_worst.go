package trend

import (
	"cmp"
	"math"

	"github.com/seed-549880be/disparity/rri"
)

// fall is how the people of no known group fall in one period.
type fall uint8

const (
	outside    fall = iota // none of them is in the group or the baseline
	towards                // as makes the index high: events to the group, others to the baseline
	away                   // as makes it low: events to the baseline, others to the group
	toGroup                // all of them to the group
	toBaseline             // all of them to the baseline
	numFalls
)

// fallen returns the cells with the people of no known group in them.
func (p periods[G, M]) fallen(falls []fall, into []cell) []cell {
	into = into[:0]
	for i := range falls {
		into = append(into, p.fallenIn(i, falls[i]))
	}
	return into
}

func (p periods[G, M]) fallenIn(i int, f fall) cell {
	c, u := p.cells[i], p.unknown[i]
	var group, baseline unknownPeople
	switch f {
	case towards:
		group.events, baseline.others = u.events, u.others
	case away:
		baseline.events, group.others = u.events, u.others
	case toGroup:
		group = u
	case toBaseline:
		baseline = u
	}
	c.A += group.events / p.effects.Group
	c.B += baseline.events / p.effects.Baseline
	if p.binomial {
		c.N += (group.events + group.others) / p.effects.Group
		c.M += (baseline.events + baseline.others) / p.effects.Baseline
	}
	return c
}

// worstTrend returns the lowest and the highest limit of a trend over the ways in which the people
// of no known group could fall, period by period; nil if there are none.
func worstTrend[G cmp.Ordered, M rri.Measure](p periods[G, M], o Options) *Limits {
	none := true
	for _, u := range p.unknown {
		none = none && u == unknownPeople{}
	}
	if none {
		return nil
	}
	lower, upper := p.worst(-1, o), p.worst(1, o)
	return &Limits{math.Exp(-lower), math.Exp(upper)}
}

// worst returns sign times the outermost limit of the slope on that side.
//
// The slope itself is outermost where the people fall one way before some time and the other way
// from then on, since one more event of the group lifts it exactly where its period is later than
// the weighted mean of all; so there are as many candidates as periods. The limit also depends on
// the variance and the dispersion, which falls that go to and fro make larger. From the best of the
// candidates, and from one that goes to and fro, the fall of one period after another is therefore
// changed as long as the limit moves out.
func (p periods[G, M]) worst(sign float64, o Options) float64 {
	s := search[G, M]{periods: p, sign: sign, options: o, choices: []fall{outside, towards, away}}
	if p.binomial {
		s.choices = append(s.choices, toGroup, toBaseline)
	}
	early, late := away, towards
	if sign < 0 {
		early, late = towards, away
	}
	n := len(p.cells)
	best, bestLimit := make([]fall, n), math.Inf(-1)
	falls := make([]fall, n)
	for from := range n + 1 {
		for i := range falls {
			falls[i] = early
			if i >= from {
				falls[i] = late
			}
		}
		if limit := s.limit(falls); limit > bestLimit {
			bestLimit = limit
			copy(best, falls)
		}
	}
	result := s.climb(best)
	for i := range falls {
		falls[i] = best[i]
		if i%2 == 1 {
			falls[i] = early + late - best[i]
		}
	}
	return max(result, s.climb(falls))
}

// search is a search for the outermost limit.
type search[G cmp.Ordered, M rri.Measure] struct {
	periods periods[G, M]
	sign    float64
	options Options
	choices []fall
	cells   []cell
}

// limit returns sign times the limit on that side; -Inf where nothing can be said.
func (s *search[G, M]) limit(falls []fall) float64 {
	s.cells = s.periods.fallen(falls, s.cells)
	return s.limitOf(s.cells)
}

func (s *search[G, M]) limitOf(cells []cell) float64 {
	lower, upper := fit(cells, s.periods.binomial).limits(s.options)
	limit := upper
	if s.sign < 0 {
		limit = -lower
	}
	if math.IsNaN(limit) {
		return math.Inf(-1)
	}
	return limit
}

// climb changes the fall of one period after another as long as that moves the limit out.
func (s *search[G, M]) climb(falls []fall) float64 {
	limit := s.limit(falls)
	cells := s.periods.fallen(falls, nil)
	for range 50 {
		moved := false
		for i := range falls {
			for _, f := range s.choices {
				if f == falls[i] {
					continue
				}
				before := cells[i]
				cells[i] = s.periods.fallenIn(i, f)
				if next := s.limitOf(cells); next > limit {
					limit, falls[i], moved = next, f, true
				} else {
					cells[i] = before
				}
			}
		}
		if !moved {
			break
		}
	}
	return limit
}
