package unknown

import (
	"cmp"
	"fmt"
	"math/rand/v2"

	"github.com/seed-549880be/disparity/rri"
)

// Impute draws, once, how many of the unknown of every class are of each group. All of them are
// put into a group. The same state of r gives the same draw.
//
// The error wraps [rri.ErrCount], [rri.ErrOption] for a group that is NaN and where r is nil, or
// [ErrNobody].
func Impute[G cmp.Ordered](classes []ImputationClass[G], r *rand.Rand) ([]map[G]int64, error) {
	if err := checkSource(r); err != nil {
		return nil, err
	}
	all, groups, err := checkClasses(classes)
	if err != nil {
		return nil, err
	}
	overall := shares(groups, all)
	out := make([]map[G]int64, len(classes))
	weights := make([]float64, len(groups))
	for i, c := range classes {
		out[i] = map[G]int64{}
		if c.Unknown == 0 {
			continue
		}
		// One person spread as in the wider group, which itself has one spread as in all.
		var wider float64
		for _, g := range groups {
			wider += float64(c.Wider[g])
		}
		for j, g := range groups {
			weights[j] = 0
			if alpha := float64(c.Known[g]) + (float64(c.Wider[g])+overall[j])/(wider+1); alpha > 0 {
				weights[j] = gamma(alpha, r)
			}
		}
		for j, n := range multinomial(c.Unknown, weights, r) {
			if n > 0 {
				out[i][groups[j]] = n
			}
		}
	}
	return out, nil
}

// checkSource reports a source of random numbers that is missing.
func checkSource(r *rand.Rand) error {
	if r == nil {
		return fmt.Errorf("unknown: no source of random numbers: %w: give one, as rand.New(rand.NewPCG(1, 2))", rri.ErrOption)
	}
	return nil
}
