package suppress

import (
	"fmt"

	"github.com/seed-549880be/disparity/rri"
)

// grid is what counts are rounded to: the multiples of a base, or its midpoints.
type grid struct {
	base      int64
	midpoints bool
}

func (o Options[G]) grid() grid { return grid{o.Base, o.Midpoints} }

// rule says for people how counts are rounded.
func (g grid) rule() string {
	if !g.midpoints {
		return fmt.Sprintf("rounded to multiples of %d", g.base)
	}
	return fmt.Sprintf("rounded to midpoints of %d (1 to %d are shown as %d)", g.base, g.base, g.middle())
}

// middle returns the midpoint of the counts from 1 to the base, the lower of two.
func (g grid) middle() int64 { return g.base - g.base/2 }

// round returns what n is shown as. No count but 0 is shown as 0: below the base, a multiple is the
// base.
func (g grid) round(n int64) int64 {
	switch {
	case n == 0:
		return 0
	case g.midpoints:
		return (n-1)/g.base*g.base + g.middle()
	}
	quotient, rest := n/g.base, n%g.base
	if rest >= g.base-rest {
		quotient++ // the upper of two
	}
	return max(1, quotient) * g.base
}

// origins returns the lowest and the highest number that is shown as n, with n itself between them
// even where it is not shown: counts up to k are withheld, and n can be among these.
func (g grid) origins(n, k int64) (low, high int64) {
	switch {
	case n == 0:
		return 0, 0
	case g.midpoints:
		low = n - g.middle() + 1
		high = low + g.base - 1
	default:
		low, high = n-g.base/2, n+(g.base-1)/2
		if n == g.base {
			low = 1
		}
	}
	return max(low, min(k+1, n)), min(high, rri.MaxCount)
}
