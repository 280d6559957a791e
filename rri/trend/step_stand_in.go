package trend

import (
	"cmp"

	"github.com/seed-549880be/disparity/rri"
)

type step[G cmp.Ordered, M rri.Measure] struct {
	before, after Point[G, M]
	alternatives  [][2]Point[G, M]
	yearOnYear    bool
}

func (p Point[G, M]) covered() float64 {
	switch {
	case len(p.Counts) == 0:
		return 0
	case p.Covered == 0:
		return 1
	}
	return p.Covered
}
