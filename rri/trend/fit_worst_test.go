package trend

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/quantity"
)

// drawPeriods returns four or five periods of counts of tens and hundreds, with people of no known
// group.
func drawPeriods(binomial bool, rng *rand.Rand) periods[string, rri.Rate] {
	p := periods[string, rri.Rate]{binomial: binomial, effects: quantity.DesignEffects{Group: 1, Baseline: 1 + rng.Float64()}}
	n, size := 4+rng.IntN(2), math.Exp(3+3*rng.Float64())
	if binomial {
		n = 4 // nine ways each
	}
	up := func(times float64) float64 { return math.Floor(rng.Float64() * times * size) }
	for i := range n {
		c := quantity.Counts{A: up(3), N: 100, B: 1 + up(20), M: 1000}
		u := unknownPeople{events: up(3 * rng.Float64())}
		if binomial {
			c.N, c.M, u.others = c.A+1+up(4), c.B+1+up(40), up(3*rng.Float64())
		}
		p.cells, p.unknown = append(p.cells, cell{c.Effective(p.effects), float64(i)}), append(p.unknown, u)
	}
	return p
}

// everyFall returns the outermost limit of all ways in which the people of each period and kind
// fall to one side.
func everyFall(p periods[string, rri.Rate], sign float64, o Options) float64 {
	s := search[string, rri.Rate]{periods: p, problem: newProblem(p.cells, p.binomial), sign: sign, options: o}
	outermost, cells := math.Inf(-1), make([]cell, len(p.cells))
	var try func(i int)
	try = func(i int) {
		if i == len(cells) {
			outermost = max(outermost, s.limit(cells))
			return
		}
		for events := range numSides {
			for others := range numSides {
				if p.binomial || others == toOthers {
					cells[i] = p.fallen(i, fall{events, others})
					try(i + 1)
				}
			}
		}
	}
	try(0)
	return outermost
}

// anyFall returns the outermost limit of ways drawn by chance, in which people of one period and
// kind may fall to several sides.
func anyFall(p periods[string, rri.Rate], sign float64, o Options, rng *rand.Rand) float64 {
	s := search[string, rri.Rate]{periods: p, problem: newProblem(p.cells, p.binomial), sign: sign, options: o}
	parts := func(people float64) (group, baseline float64) {
		switch rng.IntN(4) {
		case 0:
			return people, 0
		case 1:
			return 0, people
		}
		group = math.Floor(rng.Float64() * (people + 1))
		return group, math.Floor(rng.Float64() * (people - group + 1))
	}
	outermost, cells := math.Inf(-1), make([]cell, len(p.cells))
	for range 500 {
		for i, c := range p.cells {
			group, baseline := parts(p.unknown[i].events)
			c.A, c.B = c.A+group/p.effects.Group, c.B+baseline/p.effects.Baseline
			if p.binomial {
				others, othersOfBaseline := parts(p.unknown[i].others)
				c.N, c.M = c.N+(group+others)/p.effects.Group, c.M+(baseline+othersOfBaseline)/p.effects.Baseline
			}
			cells[i] = c
		}
		outermost = max(outermost, s.limit(cells))
	}
	return outermost
}

// TestWorst compares the search with all ways of short series, and with some drawn by chance. It is
// a search, and may miss: the documentation says how often, and by how much, of all 160 cases,
// which -all-simulation tries; else it is a quarter of them.
func TestWorst(t *testing.T) {
	if testing.Short() {
		t.Skip("enumeration")
	}
	rng := rand.New(rand.NewPCG(2026, 1127))
	draws := 10
	if *allSimulation {
		draws = 40
	}
	var cases, missed, beyond int
	var missedBy, beyondBy float64
	for i := range draws {
		p := drawPeriods(i%2 == 1, rng)
		for _, o := range []Options{{}, {Independent: true}} {
			for _, sign := range []float64{-1, 1} {
				got, all, any := p.worst(sign, o), everyFall(p, sign, o), anyFall(p, sign, o, rng)
				if got > all+1e-7*math.Abs(all) { // the solver starts elsewhere
					t.Fatalf("%v is beyond every way: %v (%+v)", got, all, p)
				}
				size := max(0.1, math.Abs(all)) // of the logarithm
				cases++
				if by := (all - got) / size; by > 1e-7 {
					missed++
					missedBy = max(missedBy, by)
				}
				if by := (any - all) / size; by > 1e-7 {
					beyond++
					beyondBy = max(beyondBy, by)
				}
			}
		}
	}
	if missed > 0 || beyond > 2 || beyondBy > 0.11 {
		t.Errorf("of %d cases %d missed, by up to %.4f of the logarithm; in %d people fall beyond to several sides, by %.4f", cases, missed, missedBy, beyond, beyondBy)
	}
}

// TestWorstHolds: the trend with the people of no known group left out, and with all of them on one
// side, lies in the worst case; and where there are none there is no worst case.
func TestWorstHolds(t *testing.T) {
	s := yearly(200, 240, 210, 260, 230, 280)
	if w := onlyTrend(t, s, Options{}).Worst; w != nil {
		t.Errorf("%+v without unknown people", w)
	}
	unknownEvents(&s, 20, 90)
	worst := onlyTrend(t, s, Options{}).Worst
	for _, to := range []string{"", "Black", "White"} {
		moved := yearly(200, 240, 210, 260, 230, 280)
		for i, p := range moved.Points {
			if m, ok := p.Counts[to]; ok {
				m.Events += s.Points[i].Unknown.Events
				p.Counts[to] = m
			}
		}
		if e := onlyTrend(t, moved, Options{}).PerYear; !(worst.Lower <= e.Lower && e.Upper <= worst.Upper) {
			t.Errorf("%v with the unknown in %q, beyond the worst case %+v", e, to, *worst)
		}
	}
}

// TestWorstOfMonths: of a series of ten years of months the search ends, and holds what is counted.
func TestWorstOfMonths(t *testing.T) {
	rng := rand.New(rand.NewPCG(2026, 1127))
	for _, binomial := range []bool{false, true} {
		p := periods[string, rri.Rate]{binomial: binomial, effects: quantity.Independent}
		for i := range 120 {
			p.cells = append(p.cells, cell{quantity.Counts{A: float64(20 + rng.IntN(20)), N: 100, B: float64(200 + rng.IntN(30)), M: 1000}, float64(i) / 12})
			p.unknown = append(p.unknown, unknownPeople{float64(rng.IntN(20)), float64(rng.IntN(30))})
		}
		worst := worstTrend(p, Options{})
		lower, upper := fit(p.cells, binomial).limits(Options{})
		if !(worst.Lower < math.Exp(lower) && math.Exp(upper) < worst.Upper) || math.IsInf(worst.Upper, 0) || worst.Lower == 0 {
			t.Errorf("%+v beside %v to %v", *worst, math.Exp(lower), math.Exp(upper))
		}
	}
}
