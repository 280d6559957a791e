package peers

import (
	"cmp"

	"github.com/seed-549880be/disparity/rri"
)

// rankRows sets the ranks and the pairs of a comparison.
func rankRows[G cmp.Ordered, M rri.Measure](c *Comparison[G], cells []cell[G, M], o Options) error {
	return nil
}
