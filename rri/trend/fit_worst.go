package trend

import (
	"cmp"
	"math"
	"slices"

	"github.com/seed-549880be/disparity/rri"
)

// side is where people of no known group fall.
type side uint8

const (
	toOthers side = iota // neither to the group nor to the baseline
	toGroup
	toBaseline
	numSides
)

// fall is how the people of no known group fall in one period: those of the events, and those of
// the trials of a proportion without the event.
type fall struct{ events, others side }

// towards is the fall that makes the index high, and away that which makes it low.
var (
	towards = fall{toGroup, toBaseline}
	away    = fall{toBaseline, toGroup}
)

// fallen returns the cell of a period with the people of no known group in it.
func (p periods[G, M]) fallen(i int, f fall) cell {
	c, u := p.cells[i], p.unknown[i]
	put := func(to side, people float64, group, baseline *float64) {
		switch to {
		case toGroup:
			*group += people / p.effects.Group
		case toBaseline:
			*baseline += people / p.effects.Baseline
		}
	}
	put(f.events, u.events, &c.A, &c.B)
	if p.binomial {
		put(f.events, u.events, &c.N, &c.M)
		put(f.others, u.others, &c.N, &c.M)
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
	if math.IsInf(lower, -1) || math.IsInf(upper, -1) {
		return nil // nothing can be said, however they fall
	}
	return &Limits{math.Exp(-lower), math.Exp(upper)}
}

// worst returns sign times the outermost limit of the slope on that side.
//
// The slope itself is outermost where the people fall one way before some time and the other way
// from then on, since one more event of the group lifts it exactly where its period is later than
// the weighted mean of all; so there is one candidate more than periods. The limit also depends on
// the variance and the dispersion, which falls that go to and fro make larger. From the candidates,
// and from two that go to and fro, the fall of one period after another is therefore changed as
// long as the limit moves out.
func (p periods[G, M]) worst(sign float64, o Options) float64 {
	s := search[G, M]{periods: p, problem: newProblem(p.cells, p.binomial), sign: sign, options: o}
	few := len(p.cells) <= fewPeriods
	for events := range numSides {
		for others := range numSides {
			switch f := (fall{events, others}); {
			case !p.binomial && others != toOthers: // there are none
			case few || !p.binomial || events == others || f == towards || f == away:
				s.choices = append(s.choices, f)
			}
		}
	}
	early, late := away, towards
	if sign < 0 {
		early, late = towards, away
	}
	start := func(isLate func(i int) bool) way {
		w := way{falls: make([]fall, len(p.cells)), cells: make([]cell, len(p.cells))}
		for i := range w.falls {
			w.falls[i] = early
			if isLate(i) {
				w.falls[i] = late
			}
			w.cells[i] = p.fallen(i, w.falls[i])
		}
		w.limit = s.limit(w.cells)
		return w
	}
	var starts []way
	for from := range len(p.cells) + 1 {
		starts = append(starts, start(func(i int) bool { return i >= from }))
	}
	slices.SortStableFunc(starts, func(a, b way) int { return cmp.Compare(b.limit, a.limit) })
	starts = starts[:min(len(starts), max(1, mostStarts/len(starts)))]
	for odd := range 2 {
		starts = append(starts, start(func(i int) bool { return i%2 == odd }))
	}
	outermost := math.Inf(-1)
	for _, w := range starts {
		outermost = max(outermost, s.climb(w))
	}
	return outermost
}

// mostStarts over their number is from how many of the candidates the search goes on: from all of
// them for seven periods, and from one for 31 and more. Up to fewPeriods the search also tries
// whether trials with and without the event fall apart in every way. Both keep it below a second.
const (
	mostStarts = 60
	fewPeriods = 16
)

// mostSweeps is how often the search goes over all periods; it mostly ends after a few.
const mostSweeps = 50

// way is one way in which the people of no known group can fall, period by period.
type way struct {
	falls []fall
	cells []cell
	limit float64
}

// search is a search for the outermost limit.
type search[G cmp.Ordered, M rri.Measure] struct {
	periods periods[G, M]
	problem *problem
	sign    float64
	options Options
	choices []fall
	// the quantile of Student's t that was asked for last, which is that of nearly all fits
	freedom, quantile float64
}

// limit returns sign times the limit on that side; -Inf where nothing can be said.
func (s *search[G, M]) limit(cells []cell) float64 {
	f := s.problem.fit(cells)
	switch {
	case math.IsNaN(f.slope):
		return math.Inf(-1)
	case math.IsInf(f.slope, 0):
		return math.Inf(1)
	}
	se, freedom := f.standardError(s.options)
	if freedom != s.freedom {
		s.freedom, s.quantile = freedom, quantile(freedom, s.options)
	}
	limit := s.sign*f.slope + s.quantile*se
	if math.IsNaN(limit) {
		return math.Inf(-1)
	}
	return limit
}

// climb changes the fall of one period after another as long as that moves the limit out. It ends
// when it has been once around since the last change.
func (s *search[G, M]) climb(w way) float64 {
	still := 0 // periods since the last that changed, itself included
	for i, left := 0, mostSweeps*len(w.cells); left > 0 && still < len(w.cells); i, left = (i+1)%len(w.cells), left-1 {
		still++
		if s.periods.unknown[i] == (unknownPeople{}) {
			continue
		}
		for _, f := range s.choices {
			if f == w.falls[i] {
				continue
			}
			before := w.cells[i]
			w.cells[i] = s.periods.fallen(i, f)
			if limit := s.limit(w.cells); limit > w.limit {
				w.limit, w.falls[i], still = limit, f, 1
			} else {
				w.cells[i] = before
			}
		}
	}
	return w.limit
}
