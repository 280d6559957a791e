package strata

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
	"github.com/seed-549880be/disparity/rri/internal/score"
)

// Pair is one stratum of a comparison: a group and the baseline, alike in what makes the stratum. Where one of them has a population (or trials) of 0, there is no one to compare: the
// pair says nothing, and the functions that take pairs pass over it. [Compare] lists such strata.
type Pair[M rri.Measure] struct{ Group, Baseline M }

// isBinomial tells the model of M.
func isBinomial[M rri.Measure]() bool {
	var m M
	_, ok := any(m).(rri.Proportion)
	return ok
}

// split returns the events of m and what they are out of.
func split[M rri.Measure](m M) (events int64, exposure float64) {
	switch m := any(m).(type) {
	case rri.Rate:
		return m.Events, m.Population
	case rri.Proportion:
		return m.Events, float64(m.Trials)
	}
	return 0, 0
}

// validate reports why m makes no sense, or nil.
func validate[M rri.Measure](m M) error {
	_, err := rri.Of(m, rri.Options{Method: rri.Wald})
	return err
}

// counts returns the strata with someone to compare.
func counts[M rri.Measure](pairs []Pair[M]) ([]score.Counts, error) {
	strata := make([]score.Counts, 0, len(pairs))
	for i, p := range pairs {
		if err := validate(p.Group); err != nil {
			return nil, fmt.Errorf("stratum %d of %d: group: %w", i+1, len(pairs), err)
		}
		if err := validate(p.Baseline); err != nil {
			return nil, fmt.Errorf("stratum %d of %d: baseline: %w", i+1, len(pairs), err)
		}
		if c := p.counts(); c.N > 0 && c.M > 0 {
			strata = append(strata, c)
		}
	}
	return strata, nil
}

func (p Pair[M]) counts() score.Counts {
	a, n := split(p.Group)
	b, m := split(p.Baseline)
	return score.Counts{A: float64(a), N: n, B: float64(b), M: m}
}

// quantities returns the ratio and the difference of a model, without strata.
func quantities(binomial bool) (ratio, difference common) {
	if binomial {
		return common{q: score.RatioOfProportions}, common{q: score.DifferenceOfProportions}
	}
	return common{q: score.RatioOfRates}, common{q: score.DifferenceOfRates}
}
