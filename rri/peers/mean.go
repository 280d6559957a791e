package peers

import (
	"cmp"

	"github.com/seed-549880be/disparity/rri"
)

// meanOf sets the mean of a comparison, and what its rows are beside that of the others.
func meanOf[G cmp.Ordered, M rri.Measure](c *Comparison[G], cells []cell[G, M], o Options) error {
	return nil
}
